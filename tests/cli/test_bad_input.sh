#!/usr/bin/env bash
# test_bad_input.sh: bad files get a located warning and a documented exit code; the rest is read.
. "$(dirname "$0")/harness.sh"

folder=$work/folder
mkdir -p "$folder/inner"
cp "$syria/04-fa-ceasefire-in-force.txt" "$folder/good.txt"
cp "$syria/05-ar-security-council.txt" "$folder/inner/good.txt"
: >"$folder/empty.txt"
printf '\x7fELF\x02\x01\x01\x00\x00\x00\x01\xff\xfe\x00\x00\x80\x81%.0s' {1..40} >"$folder/binary.txt"
printf 'خبر\nآتش‌بس در سوریه برقرار ش\xd8' >"$folder/truncated.txt"
printf 'خبر\nآتش\0بس برقرار شد.\n' >"$folder/nul.txt"
ln -s .. "$folder/inner/loop"
ln -s nowhere "$folder/dangling.txt"
mkfifo "$folder/pipe.txt"
printf '\xff\xfe\0\0C\0\0\0e\0\0\0a\0\0\0' >"$folder/utf32.txt"

rasad info "$folder"
expect_code "a folder with bad files is read" 0
expect_same "what could be read is read" "$(info_line articles)" 4
expect_same "what could not be read is counted" "$(info_line skipped)" 5
expect_same "every bad file has one warning" "$(info_line warnings)" 8
for where in "empty.txt: is empty" "binary.txt: is not text" "truncated.txt:2: 1 byte is not UTF-8" \
  "nul.txt:2: 1 NUL byte" "inner/loop: is a folder that holds itself" "dangling.txt: cannot be read" \
  "pipe.txt: is a pipe" "utf32.txt: is UTF-32"; do
  expect_text "the warning names file and line: $where" "$err" "warning: $where"
done
expect_no_text "good files have no warning" "$err" "good.txt"

rasad info --format json "$folder"
expect_text "the truncated character is located to the byte" "$out" \
  "\"offset\": $(($(stat -c %s "$folder/truncated.txt") - 1)),"
expect_text "the NUL is located to the byte" "$out" '"offset": 13,'

rasad run ceasefire-timeline "$folder" --format json
expect_code "a report over bad files is made" 0
expect_text "the report tells of the binary file" "$out" '"source": "binary.txt"'
expect_text "the report holds the good article" "$out" '"inner/good.txt"'
expect_text "the summary counts what was skipped and why" "$err" \
  "4 articles read, 5 skipped (2 binary, 1 empty, 2 unreadable)"
cp "$out" "$work/with_bad.json"
rasad run ceasefire-timeline "$folder" --format json --workers 4
expect_files_same "warnings come in the same order for any number of workers" "$out" \
  "$work/with_bad.json"

rasad info --strict "$folder"
expect_code "--strict stops at the first bad file" 2
expect_empty "--strict prints no result" "$out"

# Each bad file by itself: those that are read in part are articles, the others leave none.
for name in truncated nul; do
  rasad info "$folder/$name.txt"
  expect_code "$name.txt alone" 0
done
for name in empty binary utf32 dangling pipe; do
  rasad info "$folder/$name.txt"
  expect_code "$name.txt alone" 2
  expect_text "$name.txt alone: the message names it" "$err" "$name.txt"
  expect_empty "$name.txt alone: nothing on stdout" "$out"
done

# The tokens of a damaged file are those of its sound parts.
rasad tokens --format jsonl "$folder/truncated.txt"
expect_code "tokens of a truncated file" 0
expect_text "the words before the cut are there" "$out" '"text": "آتش‌بس"'
rasad tokens --format jsonl "$folder/nul.txt"
expect_code "tokens of a file with a NUL" 0

mkdir "$work/none"
printf 'not an article' >"$work/none/picture.png"
rasad info "$work/none"
expect_code "a folder without articles" 2
expect_text "a folder without articles: the message says so" "$err" "no article in $work/none"
rasad info "$work/missing"
expect_code "a path that isn't there" 2
expect_text "a path that isn't there: the message names it" "$err" "$work/missing"
rasad info "$folder/good.txt" "$work/missing"
expect_code "one good and one missing path" 2
rasad info
expect_code "no path at all" 2
rasad info --format xml "$folder"
expect_code "an unknown format" 2
rasad nonsense
expect_code "an unknown verb" 2
expect_text "an unknown verb: the message names it" "$err" "nonsense"

if [ "$(id -u)" -eq 0 ]; then
  skip "an unreadable file is a warning" "root reads everything"
else
  mkdir "$work/locked"
  cp "$folder/good.txt" "$work/locked/good.txt"
  cp "$folder/good.txt" "$work/locked/secret.txt"
  chmod 000 "$work/locked/secret.txt"
  rasad info "$work/locked"
  expect_code "a folder with an unreadable file is read" 0
  expect_text "the unreadable file is named" "$err" "secret.txt: cannot be read"
  expect_same "the readable one is read" "$(info_line articles)" 1
fi

# Hostile metadata: rows about nothing, a broken quote, a bad date.
mkdir "$work/meta"
cp "$folder/good.txt" "$work/meta/good.txt"
printf 'path,date,title\ngood.txt,2017-13-45,"never closed\nother.txt,2017-01-01,x\n' \
  >"$work/meta/metadata.csv"
rasad info "$work/meta"
expect_code "a broken metadata.csv doesn't stop the reading" 0
expect_same "the article is read without it" "$(info_line articles)" 1
expect_text "a broken metadata.csv is a located warning" "$err" "metadata.csv:2"

# Single lines: one of 30 MB is read, one of 200 MB is refused, both within seconds.
free_kb=$(df -Pk "$work" | awk 'NR == 2 { print $4 }')
if [ "$free_kb" -lt 1048576 ]; then
  skip "lines of 30 and 200 MB" "less than 1 GB free"
else
  mkdir "$work/long"
  cp "$folder/good.txt" "$work/long/good.txt"
  # The pattern is cut at any byte, also within a character.
  yes 'آتش‌بس در سوریه ' | tr -d '\n' | head -c 31457280 >"$work/long/line.txt"
  start=$SECONDS
  rasad info "$work/long"
  expect_code "a line of 30 MB is read" 0
  expect_same "a line of 30 MB is an article" "$(info_line articles)" 2
  head -c 209715200 /dev/zero | tr '\0' a >"$work/long/huge.txt"
  rm "$work/long/line.txt"
  rasad info "$work/long"
  expect_code "a line of 200 MB doesn't stop the reading" 0
  expect_text "a line of 200 MB is refused by a warning" "$err" "huge.txt: is larger than"
  expect_same "what lies beside it is read" "$(info_line articles)" 1
  rasad info "$work/long/huge.txt"
  expect_code "a line of 200 MB alone" 2
  seconds=$((SECONDS - start))
  if [ $seconds -le 60 ]; then pass "long lines take seconds"; else
    fail "long lines take seconds" "$seconds seconds"
  fi
fi

finish
