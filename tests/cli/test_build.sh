#!/usr/bin/env bash
# test_build.sh: corpora on disk by the program: build, run, check, export, and damage.
# shellcheck source=tests/cli/harness.sh
. "$(dirname "${BASH_SOURCE[0]}")/harness.sh"

corpus=$work/syria.rasad
count=$(find "$syria" -name '*.txt' -o -name '*.md' | wc -l)

rasad build "$syria" -o "$corpus"
expect_code "a corpus is built" 0
expect_empty "which prints nothing" "$out"
expect_text "but says what was done" "$err" "$count added, 0 unchanged, 0 removed"

# What is built is what was read: the reports are the same to the last byte.
for script in ceasefire-timeline astana-rounds; do
  rasad run "$script" "$syria" --format json
  cp "$out" "$work/want"
  cp "$err" "$work/want.err"
  for workers in 1 3; do
    rasad run "$script" "$corpus" --format json --workers "$workers"
    expect_code "$script over the corpus" 0
    expect_files_same "$script with $workers workers is as over the files" "$out" "$work/want"
  done
  expect_files_same "also in what is said beside it" "$err" "$work/want.err"
done
for verb in info tokens dates; do
  rasad "$verb" "$syria"
  cp "$out" "$work/want"
  rasad "$verb" "$corpus"
  sed -i '/^bytes on disk\|^segments\|^commits/d' "$out"
  expect_files_same "$verb is as over the files" "$out" "$work/want"
done
printf 'print(#corpus, corpus:article(3):key(), #corpus:match "آتش‌بس")\n' >"$work/lines"
timeout 60 "$RASAD_BINARY" "$corpus" <"$work/lines" >"$work/got" 2>/dev/null
timeout 60 "$RASAD_BINARY" "$syria" <"$work/lines" >"$work/want" 2>/dev/null
expect_files_same "the REPL opens it" "$work/got" "$work/want"

rasad export "$corpus" -o "$work/out"
expect_code "the articles are exported" 0
for file in "$syria"/*.txt "$syria"/*.md; do
  expect_files_same "$(basename "$file") byte for byte" "$work/out/$(basename "$file")" "$file"
done
rasad export "$corpus" -o "$work/out"
expect_code "into a new folder only" 2
rasad export "$corpus" --format jsonl
cp "$out" "$work/again.jsonl"
rasad info "$work/again.jsonl"
expect_same "JSON Lines can be read again" "$(info_line articles)" "$count"

# Every article has a file of its own: of its key where that can be a path, else of a name made of it.
printf '%s' >"$work/odd.jsonl"
for id in a/b n n.html n/1 http://x/1 http://x/1/ ../../up x//y x/y 'x%2F%2Fy' ./q 100% q//r q//r/s; do
  printf '{"id":"%s","text":"of %s"}\n' "$id" "$id" >>"$work/odd.jsonl"
done
long=$(printf 'ک%.0s' $(seq 200))
printf '{"id":"%s1","text":"long 1"}\n{"id":"%s2","text":"long 2"}\n{"id":"l\\nl","text":"lines"}\n' \
  "$long" "$long" >>"$work/odd.jsonl"
mkdir "$work/in"
rasad export "$work/odd.jsonl" -o "$work/in/odd"
expect_code "keys that can be no path" 0
expect_same "each has a file" "$(find "$work/in/odd" -type f | wc -l)" 17
expect_same "inside the folder" "$(find "$work/in" -mindepth 1 -maxdepth 1)" "$work/in/odd"
file_of() { cat "$work/in/odd/odd.jsonl#$1"; } # key
for key in a/b n.html n/1 x/y 'x%2F%2Fy' 100%; do
  expect_same "$key is a path as it is" "$(file_of "$key")" "of $key"
done
expect_same "an empty name" "$(file_of http:%2F%2Fx/1)" "of http://x/1"
expect_same "a line's end" "$(file_of l%0Al)" lines
expect_same "the folder above" "$(file_of ../%2E%2E/up)" "of ../../up"
expect_text "is told of" "$err" "odd.jsonl#http://x/1: is written to odd.jsonl#http:%2F%2Fx/1"
expect_same "a name that is a folder, too" "$(cat "$work/in/odd/odd.jsonl#n~"*)" "of n"
expect_same "a name that another key has" "$(cat "$work/in/odd/odd.jsonl#x%2F%2Fy~"*)" "of x//y"
expect_same "a slash at the end" "$(file_of http:%2F%2Fx/1%2F)" "of http://x/1/"
expect_same "a folder that is a file" "$(cat "$work/in/odd/odd.jsonl#q%2F%2Fr%2Fs~"*)" "of q//r/s"
expect_same "names that are too long" "$(find "$work/in/odd" -name "odd.jsonl#${long:0:20}*" | wc -l)" 2
expect_same "how many are told" "$(grep -c 'is written to' "$err")" 10
expect_text "and counted" "$err" "17 articles written to $work/in/odd, 10 of them under another name"

# What cannot be written is told, and the others are written.
printf '{"id":"big","text":"%05000d"}\n{"id":"small","text":"s"}\n' 0 >"$work/big.jsonl"
(trap '' XFSZ && ulimit -f 1 && exec "$RASAD_BINARY" export "$work/big.jsonl" -o "$work/big") 2>"$err"
expect_same "a file that cannot be written" $? 2
expect_text "is told of" "$err" "warning: big.jsonl#big: $work/big/big.jsonl#big: cannot be written"
expect_same "and the others are there" "$(ls "$work/big")" "big.jsonl#small"

# Changing it.
rasad build "$syria" -o "$corpus"
expect_code "a corpus that is there is not built over" 2
rasad build "$syria" -o "$corpus" --append
expect_text "what is there is passed over" "$err" "0 added, $count unchanged"
rasad build -o "$corpus" --remove 02-en-eid-truce.txt --remove 09-en-memorandum.md
expect_code "articles are removed" 0
rasad info "$corpus"
expect_same "there are fewer" "$(info_line articles)" $((count - 2))
rasad build -o "$corpus" --remove nothing.txt
expect_code "what is not there cannot be removed" 2
rasad build "$syria" -o "$corpus" --append --merge
expect_text "they come back" "$err" "2 added, $((count - 2)) unchanged"
rasad info "$syria"
cp "$out" "$work/want"
rasad info "$corpus"
expect_same "in one segment" "$(info_line segments)" 1
expect_same "after four commits" "$(info_line commits)" 4
sed -i '/^bytes on disk\|^segments\|^commits/d' "$out"
expect_files_same "and all is as it was" "$out" "$work/want"

rasad build "$work/no-such" -o "$work/none.rasad"
expect_code "nothing to build" 2
expect_same "leaves nothing" "$(find "$work" -name none.rasad | wc -l)" 0
rasad build "$syria" -o "$corpus/MANIFEST"
expect_code "a file is no corpus" 2
rasad info "$corpus" "$syria"
expect_code "a built corpus is opened by itself" 2
rasad check "$syria"
expect_code "only a built corpus can be checked" 2

# A folder that is no corpus's stays as it is.
mkdir "$work/foreign"
echo mine >"$work/foreign/lock"
echo 'text of mine' >"$work/foreign/a.txt"
echo setup.py >"$work/foreign/MANIFEST"
rasad build "$syria" -o "$work/foreign"
expect_code "a folder of other files is not built into" 2
expect_text "which is said" "$err" "a corpus needs a folder of its own"
expect_same "and nothing of it is touched" "$(cd "$work/foreign" && cat lock a.txt MANIFEST)" $'mine\ntext of mine\nsetup.py'
rasad info "$work/foreign"
expect_same "a file called MANIFEST makes no corpus" "$(info_line articles)" 1
mkdir "$work/empty"
rasad build "$work/no-such" -o "$work/empty"
expect_same "an empty folder stays" "$(find "$work/empty")" "$work/empty"

# What a build that came to no end has read is an article only if it is still there.
mkdir "$work/left"
echo one >"$work/left/1.txt"
echo two >"$work/left/2.txt"
rasad build "$work/left" -o "$work/left.rasad" --remove nothing.txt
expect_code "a build that fails at its end" 2
rm "$work/left/1.txt"
rasad build "$work/left" -o "$work/left.rasad"
expect_text "the next one takes up its work" "$err" "0 added, 1 unchanged"
rasad export "$work/left.rasad" --format jsonl
expect_same "without what is gone" "$(cat "$out")" '{"id": "2.txt", "text": "two\n"}'
rasad build -o "$work/left.rasad" --remove 2.txt
expect_code "the last article can be removed" 0
expect_text "which is said, too" "$err" "0 articles read (0 added, 0 unchanged, 1 removed)"

# Documents of one key, by their paths: a path that is read again has what is there now.
for text in a1 a2 b1 b2; do echo "{\"id\":\"${text:0:1}\",\"text\":\"$text\"}"; done >"$work/twice.jsonl"
rasad build "$work/twice.jsonl" -o "$work/twice.rasad"
sort -r "$work/twice.jsonl" -o "$work/twice.jsonl"
rasad build "$work/twice.jsonl" -o "$work/twice.rasad" --append
rasad export "$work/twice.rasad" --format jsonl
expect_same "each key once" "$(sed 's/.*twice.jsonl:\(.\)", "text": "\(..\)".*/\1\2/' "$out" | tr '\n' ' ')" \
  "1b2 2b1 3a2 4a1 "

# Warnings go with their articles; where nothing could be read they are all there is to say.
printf 'bad \377 byte\n' >"$work/left/bad.txt"
rasad build "$work/left" -o "$work/warned.rasad"
rasad info "$work/warned.rasad"
expect_same "a warning" "$(info_line warnings)" 1
rasad build -o "$work/warned.rasad" --remove bad.txt
rasad info "$work/warned.rasad"
expect_same "is gone with its article" "$(info_line warnings)" 0
echo '[{"text":"a"}]' >"$work/list.jsonl"
rasad build "$work/list.jsonl" -o "$work/none.rasad"
expect_code "nothing that can be read" 2
expect_text "tells why" "$err" "list.jsonl:1: the record is no object"

# Workers change nothing: a corpus of one segment is the same to the last byte.
rasad build "$syria" -o "$work/one.rasad"
rasad build "$syria" -o "$work/four.rasad" --workers 4 --memory 16
expect_code "with four workers" 0
expect_files_same "it is the same" "$(echo "$work"/four.rasad/segment-*)" "$(echo "$work"/one.rasad/segment-*)"
for workers in 0 65; do
  rasad build "$syria" -o "$work/none.rasad" --workers $workers
  expect_code "$workers workers" 2
  expect_text "are refused" "$err" "a number of threads from 1 to 64"
done

# What one interrupts goes on; until then there is the last commit.
awk 'BEGIN { for (i = 0; i < 12000; i++) {
  s = ""; for (k = 0; k < 60; k++) s = s " word" (i * 61 + k * k) % 30011
  printf "{\"id\":\"%d\",\"text\":\"%s\"}\n", i, s } }' >"$work/long.jsonl"
rasad build "$work/odd.jsonl" -o "$work/long.rasad"
before=$(ls "$work/long.rasad")
timeout 300 "$RASAD_BINARY" build "$work/long.jsonl" -o "$work/long.rasad" --append --memory 16 2>"$err" &
pid=$!
for _ in $(seq 2000); do
  [ "$(ls "$work/long.rasad" 2>/dev/null)" = "$before" ] || break
  sleep 0.01
done
interrupt_child() { kill -INT "$(cat "/proc/$1/task/$1/children" 2>/dev/null)" 2>/dev/null; }
interrupt_child $pid
wait $pid
expect_same "an interrupted build" $? 130
expect_text "says how to go on" "$err" "the same command goes on"
rasad info "$work/long.rasad"
expect_same "the last commit is there" "$(info_line articles)" 17
rasad build "$work/long.jsonl" -o "$work/long.rasad" --append --memory 16
expect_code "the same command" 0
expect_same "goes on" "$(grep -c ' 0 unchanged' "$err")" 0
rasad check "$work/long.rasad"
expect_text "to the end" "$out" "12017 articles whole"

# Ctrl-C ends every verb, also where it waits for who reads its output.
mkfifo "$work/unread"
exec 8<>"$work/unread"
for verb in "export --format jsonl" tokens dates; do
  # shellcheck disable=SC2086 # words
  "$RASAD_BINARY" $verb "$work/long.rasad" >"$work/unread" 2>"$err" &
  pid=$!
  for _ in $(seq 600); do # until it sleeps, which it does on a full pipe
    sleep 0.1
    grep -qs '^State:.R' "/proc/$pid/status" || break
  done
  kill -INT $pid
  timeout 60 tail --pid=$pid -f /dev/null
  wait $pid
  expect_same "Ctrl-C ends $verb" $? 130
  expect_text "which says so" "$err" "rasad: interrupted"
done
exec 8>&-
timeout 60 "$RASAD_BINARY" check "$work/long.rasad" >/dev/full 2>"$err"
expect_same "check to a full disk" $? 2

# Archives that mean harm: what is bad in them is told, the rest is read, and nothing is written.
mkdir "$work/tar"
printf 'a good article' >"$work/tar/good.txt"
printf 'outside' >"$work/outside.txt"
ln -s /etc/hostname "$work/tar/link.txt"
head -c 100000000 /dev/zero >"$work/tar/zeros.txt"
(cd "$work/tar" && tar -cPzf ../bad.tgz ../outside.txt "$work/outside.txt" link.txt good.txt zeros.txt)
rm "$work/outside.txt" "$work/tar/zeros.txt"
rasad build "$work/bad.tgz" -o "$work/bad.rasad"
expect_code "a bad archive" 0
expect_text "names that lead out of it" "$err" "outside.txt"
expect_text "links" "$err" "link.txt"
expect_text "too much of it" "$err" "zeros.txt"
expect_same "nothing is written" "$(find "$work" -name 'outside*' | wc -l)" 0
rasad export "$work/bad.rasad" --format jsonl
expect_same "the good article" "$(grep -c 'a good article' "$out")" 1

# A reader of one's own.
printf 'return function(bytes, name)\n  local list = {}\n  for id, text in bytes:gmatch("@(%%w+) ([^@]+)") do\n' >"$work/at.lua"
printf '    list[#list + 1] = { id = id, text = text, date = "2017-05-04" }\n  end\n  return list\nend\n' >>"$work/at.lua"
printf '@a one text\n@b another' >"$work/two.at"
rasad build "$work/two.at" -o "$work/at.rasad" --reader "$work/at.lua"
expect_text "a reader in Lua" "$err" "2 added"
rasad export "$work/at.rasad" --format jsonl
expect_text "gives texts and metadata" "$out" '{"id": "two.at#b", "text": "another", "date": "2017-05-04"}'

# What it fails for is left out, and the rest is read.
echo one >"$work/1.at" && echo two >"$work/2.at" && echo three >"$work/3.at"
read_at() { # Lua code, options...
  echo "$1" >"$work/at.lua"
  shift
  rm -rf "$work/at2.rasad"
  rasad build "$@" -o "$work/at2.rasad" --reader "$work/at.lua"
}
read_ats() { read_at "$1" "$work/1.at" "$work/2.at" "$work/3.at" "${@:2}"; }
all_but='return function(bytes, name) if name ~= "2.at" then return { text = bytes, id = "" } end'
read_ats "$all_but error 'no' end"
expect_code "a reader that fails for a source" 0
expect_text "it is told of" "$err" "warning: $work/2.at: the reader failed: at.lua:1: no"
expect_text "the others are read" "$err" "2 articles read, 1 skipped (unreadable)"
rasad export "$work/at2.rasad" --format jsonl
expect_same "an empty id is none" "$(head -n 1 "$out")" '{"id": "1.at#1", "text": "one\n"}'
read_ats "$all_but error 'no' end" --strict
expect_code "strict: the reader failed" 4
expect_text "and where" "$err" "$work/2.at: the reader failed: at.lua:1: no"
read_at "$all_but error 'no' end" "$work/2.at"
expect_code "nothing else: the reader failed" 4
read_ats "$all_but end"
expect_text "a reader that gives nothing" "$err" "$work/2.at: the reader failed: it returned nothing; want a document"
expect_text "for one source" "$err" "2 articles read"
read_at 'return function(b) return { { text = "x" }, {}, { text = "y" } } end' "$work/1.at"
expect_code "a document without text" 0
expect_text "is told of by its number" "$err" "warning: $work/1.at:2: the reader gave a document that has no text, a string"
expect_text "and the others are read" "$err" "2 articles read, 1 skipped"
read_at 'return function() return io.open("/etc/hostname") end' "$work/1.at"
expect_text "a reader opens no files" "$err" "io"
expect_code "which is its failure" 4
read_ats "$all_but while true do end end"
expect_code "a reader that does not end" 0
expect_text "is stopped" "$err" "$work/2.at: the reader failed: at.lua:1: cpu: it works for more than 10 seconds"
expect_text "and the rest is read" "$err" "2 articles read"
read_at 'return function() while true do end end' "$work/1.at"
expect_code "nor anything else to read" 6
timeout --preserve-status -s INT 2 "$RASAD_BINARY" build "$work/1.at" -o "$work/at3.rasad" --reader "$work/at.lua" 2>"$err"
expect_same "Ctrl-C while a reader works" $? 130
read_at 'return 7' "$work/1.at"
expect_code "no function" 3
expect_text "is told" "$err" "want a reader"
read_at 'return function(' "$work/1.at"
expect_code "a reader that does not compile" 3
read_at 'error "at once"' "$work/1.at"
expect_code "a reader that fails before it is one" 4
cat >"$work/lines" <<LUA
n = 0
function each() n = n + 1 if n == 3 then error "no more" end return { text = "t" .. n } end
print(rasad.build({ "$work/1.at", to = "$work/own.rasad", reader = function() return each end }).added)
LUA
timeout 60 "$RASAD_BINARY" repl <"$work/lines" >"$out" 2>&1
expect_same "a reader in the same process that fails midway" "$(cat "$out")" 2
rasad build "$work/1.at" -o "$work/at2.rasad" --reader "$work/none.lua"
expect_code "a reader that is not there" 2
expect_text "is called one" "$err" "--reader: can't read '$work/none.lua'"

# Damage: found before it is used, and everywhere by check.
rasad check "$corpus"
expect_code "a corpus that is whole" 0
segment=$(echo "$corpus"/segment-*.rsd)
cp "$segment" "$work/kept"
printf 'X' | dd of="$segment" bs=1 seek=9000 conv=notrunc 2>/dev/null
for verb in "info" "tokens" "run ceasefire-timeline" "export -o $work/x"; do
  # shellcheck disable=SC2086
  rasad $verb "$corpus"
  expect_code "$verb over a damaged corpus" 5
  expect_text "$verb says where" "$err" "segment-"
done
rasad check "$corpus"
expect_code "check finds it" 5
expect_text "and where" "$out" "segment-"
truncate -s 5000 "$segment"
rasad info "$corpus"
expect_code "a segment that was cut off" 5
rm "$segment"
rasad info "$corpus"
expect_code "a segment that is gone" 5
mv "$corpus/MANIFEST" "$work/manifest"
for verb in "info" "check" "build $syria --append -o"; do
  # shellcheck disable=SC2086
  rasad $verb "$corpus"
  expect_code "$verb without the manifest" 5
done
mv "$work/manifest" "$corpus/MANIFEST"
cp "$work/kept" "$segment"
rasad check "$corpus"
expect_code "whole again" 0

# Cut short while it is open: told as damage before it is looked at, by `rasad` itself where it was before.
for ((i = 0; i < 4000; i++)); do echo "{\"id\": \"$i\", \"text\": \"article number $i\"}"; done >"$work/many.jsonl"
rasad build "$work/many.jsonl" -o "$work/many.rasad"
segment=$(echo "$work"/many.rasad/segment-*.rsd)
cp "$segment" "$work/kept"
cat >"$work/cut.lua" <<'LUA'
local corpus = assert(require "rasad".open(arg[1]))
if arg[3] == "later" then corpus:article(1):text() end
os.execute("truncate -s 0 " .. arg[2])
corpus:article(2):text()
LUA
rasad lua "$work/cut.lua" "$work/many.rasad" "$segment" first
expect_text "a segment that is cut while it is open" "$err" "$segment: is damaged"
cp "$work/kept" "$segment"
rasad lua "$work/cut.lua" "$work/many.rasad" "$segment" later
expect_code "a segment that is cut after it was looked at" 5
expect_text "that is told, too" "$err" "was cut short"
finish
