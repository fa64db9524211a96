#!/usr/bin/env bash
# test_sharing.sh: making, looking through, installing and choosing scripts; completion.
. "$(dirname "$0")/harness.sh"
cd "$work" || exit 1
export XDG_DATA_HOME=$work/data
ln -s "$RASAD_SOURCE/examples" examples

echo "== new"
rasad new my-words
expect_code "a new script" 0
expect_text "a new script passes its own test" "$out" "written  test: first"
expect_same "a new script: its files" "$(cd my-words && find . -type f | LC_ALL=C sort | tr '\n' ' ')" \
  "./README.md ./init.lua ./tests/first/args ./tests/first/articles/1.txt ./tests/first/articles/2.txt ./tests/first/articles/3.txt ./tests/first/expected.json "
rasad new my-words
expect_code "a new script of a name that is taken" 2
for name in Words ../up '' 'a b' x/y; do
  rasad new "$name"
  expect_code "a new script called '$name'" 2
done

echo "== check-script"
rasad check-script my-words
expect_code "a good folder" 0
expect_text "its names" "$out" "ok       names what there is"
expect_text "its test" "$out" "ok       test: first"
expect_text "its example" "$out" "ok       example: rasad run my-words examples/syria --words truce"
expect_text "what it lacks" "$out" "note     it has no license"
sed -i 's/"1.txt": 2/"1.txt": 3/' my-words/tests/first/expected.json
rasad check-script my-words/
expect_code "a test that fails" 4
expect_text "a test that fails: what differs" "$out" "mentions.1.txt: was 3, is 2"
rasad check-script my-words --update
rasad check-script my-words
expect_code "a test that was written anew" 0
cat >slips.lua <<'END_OF_SCRIPT'
local pattern = require "rasad.pattern"
total = 0
return rasad.report { name = "slips", api = 1, summary = "s", examples = { "rasad run slips no-such-folder", "ls" },
  map = function(article, out)
    local x = string.lower(patern.word "a")
    for _, d in ipair(article:dates()) do out:count("d", d.value .. x) end
  end,
  finish = function(out, report) local _ENV = { report = report, out = out } report:data("d", out:counter "d") end }
END_OF_SCRIPT
rasad check-script slips.lua
expect_code "slips" 4
expect_text "a global that is set" "$out" "slips.lua:2: sets the global 'total': it needs a local before it"
expect_text "a name that there is not" "$out" "slips.lua:6: there is no 'ipair' (did you mean 'ipairs'?)"
expect_text "a local of another name" "$out" "slips.lua:5: there is no 'patern'"
expect_no_text "names of another environment" "$out" "no 'out'"
expect_text "an example whose corpus is not here" "$out" "skipped  example: rasad run slips no-such-folder"
expect_text "an example that is none" "$out" "an example begins with"
for script in "$RASAD_SOURCE"/scripts/*.lua; do
  name=$(basename "$script" .lua)
  (cd "$RASAD_SOURCE" && rasad check-script "$name" && exit "$code")
  expect_same "a script that ships: $name" $? 0
done
printf 'n = 0\nfor a in corpus:articles() do n = n + 1 end\nprint(n, arg[1])\n' >plain.lua
rasad check-script plain.lua
expect_code "a plain script may set globals" 0
printf 'return rasad.report { name = "x" }' >faulty.lua
rasad check-script faulty.lua
expect_code "a definition that is wrong" 3
expect_text "a definition that is wrong: why" "$out" "the field 'api' is missing"
sed 's/ceasefire|/x||/' my-words/init.lua >default.lua
rasad check-script default.lua
expect_code "a default that is wrong" 3
expect_text "a default that is wrong: why" "$out" "the default: expected words separated by |"

echo "== install"
rasad install my-words
expect_code "a folder" 0
hash=$(sed -n 's/^installed my-words (hash \([0-9a-f]*\)).*/\1/p' "$out")
expect_same "the hash is that of the report's provenance" \
  "$(cd / && "$RASAD_BINARY" run my-words "$syria" --format json 2>/dev/null | sed -n 's/^ *"hash": "\(.*\)"$/\1/p')" "$hash"
rasad install my-words --hash "$hash"
expect_code "the same again, with its hash" 0
rasad install my-words --hash 0000000000000000
expect_code "another one than was meant" 4
mkdir changed && cp -r my-words changed && echo '-- changed' >>changed/my-words/init.lua
rasad install changed/my-words
expect_code "another one of the same name" 2
expect_text "another one of the same name: how" "$err" "--replace"
rm changed/my-words/README.md
rasad install changed/my-words --replace
expect_code "another one of the same name, put in its place" 0
expect_same "what only the other had is gone" "$(find data -name README.md | wc -l)" 0
mkdir away && cd away || exit 1
rasad scripts
expect_text "an installed script is found" "$out" "How often articles name what is looked for"
echo '-- and more' >>../data/rasad/scripts/my-words/init.lua
rasad scripts
expect_text "a change after the installation shows" "$out" "(changed since it was installed)"
cd .. || exit 1
rm -r data
printf 'local helper = require "parts.helper"\nreturn rasad.report(helper)' >uses.lua
mkdir parts
cat >parts/helper.lua <<'END_OF_SCRIPT'
return { name = "helped", api = 1, summary = "With a module", map = function() end, finish = function(_, report) report:prose("helped") end }
END_OF_SCRIPT
rasad install uses.lua
expect_code "a file with a module beside it" 0
rasad run helped "$syria"
expect_text "a file with a module beside it runs" "$out" "helped"
tar czf packed.tar.gz my-words
rasad install packed.tar.gz
expect_code "an archive" 0
expect_same "an archive: its files" "$(cd data/rasad/scripts/my-words && find . -name '*.txt' | wc -l)" 3
{ head -c -8 packed.tar.gz && printf 'not this'; } >damaged.tar.gz
rasad install damaged.tar.gz
expect_code "an archive whose checksum is wrong" 2
expect_text "an archive whose checksum is wrong: why" "$err" "is damaged"
if command -v python3 >/dev/null; then
  python3 - <<'END_OF_PYTHON'
import tarfile, io, zipfile
def put(name, members):
    with tarfile.open(name, "w") as t:
        for member, text in members:
            info = tarfile.TarInfo(member)
            if text is None:
                info.type, info.linkname = tarfile.SYMTYPE, "/etc/passwd"
                t.addfile(info)
            else:
                info.size = len(text)
                t.addfile(info, io.BytesIO(text))
put("up.tar", [("../../evil.lua", b"x")])
put("absolute.tar", [("/tmp/rasad-evil.lua", b"x")])
put("link.tar", [("init.lua", b"return 1"), ("passwd", None)])
put("many.tar", [("f%d.lua" % i, b"") for i in range(1100)])
put("two.tar", [("a.lua", b""), ("b.lua", b"")])
with zipfile.ZipFile("bomb.zip", "w", zipfile.ZIP_DEFLATED) as z:
    z.writestr("init.lua", b"-- " + b"x" * (40 << 20))
with zipfile.ZipFile("good.zip", "w", zipfile.ZIP_DEFLATED) as z:
    z.writestr("one.lua", b'print("one script")')
with zipfile.ZipFile("persian.zip", "w") as z:
    z.writestr("persian/init.lua", b'print("a list beside it")')
    z.writestr("persian/\u0648\u0627\u0698\u0647.txt", b"x")
END_OF_PYTHON
  for archive in up absolute link many two; do
    rasad install $archive.tar
    expect_code "an archive that is refused: $archive" 2
  done
  rasad install bomb.zip
  expect_code "an archive that unpacks to too much" 2
  expect_text "an archive that unpacks to too much: why" "$err" "more than 32 MB"
  rasad install good.zip
  expect_code "an archive of one script" 0
  LC_ALL=C rasad install persian.zip
  expect_code "an archive with a Persian name, where the locale knows none" 0
  expect_same "its file" "$(ls data/rasad/scripts/persian)" "$(printf 'init.lua\nواژه.txt')"
  expect_same "nothing was written elsewhere" "$(find "$work" /tmp -maxdepth 1 -name '*evil*' | wc -l)" 0
else
  skip "archives that mean harm" "there is no python3"
fi
rasad install faulty.lua
expect_code "a script that does not load" 3
rasad install no-such
expect_code "nothing at all" 2
printf 'while true do end' >spins.lua
rasad install spins.lua
expect_code "a script that does not end when it is looked at" 6
expect_same "what was refused left nothing" "$(find data -name '*.new' -o -name spins -o -name x | wc -l)" 0

echo "== scripts"
rasad scripts 'timeline and not my-*'
expect_text "a category" "$out" "ceasefire-timeline"
expect_no_text "not" "$out" "my-words"
rasad scripts 'counts or helped'
expect_same "or" "$(cut -d' ' -f1 "$out" | tr '\n' ' ')" "helped my-words "
rasad scripts no-such-category
expect_same "none" "$(cat "$out")" "No scripts."
rasad scripts 'a and'
expect_code "an expression that ends too early" 2
expect_text "an expression that ends too early: where" "$err" "    ^"

echo "== completion"
cat >choose.lua <<'END_OF_SCRIPT'
return rasad.report { name = "choose", api = 1, summary = "s", map = function() end, finish = function() end,
  args = { { "by", type = "enum", values = { "day", "month" }, default = "day", help = "what a row stands for" } } }
END_OF_SCRIPT
offers() { # what, words...
  local what=$1
  shift
  rasad complete "$@"
  expect_same "$what" "$(tr '\n' ' ' <"$out")" "$want"
}
want='run ' offers "a verb" ru
want='ceasefire-timeline ' offers "a script" run ceas
want='ceasefire-timeline ' offers "a script behind options" run --format md ceas
want='text timex3 tsv ' offers "values of an option" run x --format t
want='--words --workers ' offers "options of rasad and of the script" run my-words examples/syria --wor
want='day month ' offers "values of an argument" run choose.lua examples/syria --by ''
want='' offers "files are the shell's business" run my-words exam
want='--update ' offers "options of another verb" check-script my-words --
want='install ' offers "verbs to be helped with" help inst
for shell in bash zsh fish; do
  rasad completion $shell
  expect_code "for $shell" 0
done
rasad completion bash
if bash -c 'eval "$(cat "$0")"; PATH=$(dirname "$RASAD_BINARY"):$PATH; COMP_WORDS=(rasad run ceas); COMP_CWORD=2; _rasad; [ "${COMPREPLY[*]}" = ceasefire-timeline ]' "$out"; then
  pass "bash completes"
else
  fail "bash completes"
fi
rasad help choose.lua --format md
expect_text "help as Markdown: the table" "$out" '| `--by day\|month` | enum | `day` | what a row stands for |'

finish
