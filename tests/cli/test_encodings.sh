#!/usr/bin/env bash
# test_encodings.sh: files as Windows and spreadsheets save them, and what is told of them.
# shellcheck source=tests/cli/harness.sh
. "$(dirname "${BASH_SOURCE[0]}")/harness.sh"

if ! command -v iconv >/dev/null || ! iconv -f CP1256 -t UTF-16LE </dev/null; then
  skip "files in other encodings" "there is no iconv that makes them"
  finish
fi

folder=$work/folder
mkdir "$folder"
# Line ends of Windows, a byte order mark, and a Persian text that needs no letter of Windows-1256.
sed 's/$/\r/' "$syria/01-ar-cessation-of-hostilities.txt" >"$work/crlf.txt"
{ printf '\xff\xfe'; iconv -f UTF-8 -t UTF-16LE "$work/crlf.txt"; } >"$folder/arabic.txt"
printf 'سفر دو روزه\r\nمهمان برجسته در تهران است. روز جمعه، ششم اسفند ۹۵، مذاکره آغاز شد.\r\n' |
  sed 's/۹۵/95/; s/ک/ك/g; s/ی/ي/g' >"$work/persian.txt"
iconv -f UTF-8 -t CP1256 "$work/persian.txt" >"$folder/persian.txt"
cp "$syria/05-ar-security-council.txt" "$folder/plain.txt"
printf 'path;title;date\r\narabic.txt;وقف الأعمال القتالية;2016-02-27\r\n"persian.txt";"سفر; دو روز";2017-02-24\r\n' |
  iconv -f UTF-8 -t CP1256 >"$folder/metadata.csv"

rasad info "$folder"
expect_code "files in other encodings are read" 0
expect_same "all of them" "$(info_line articles)" 3
expect_same "without a warning" "$(info_line warnings)" 0
expect_same "the encodings are counted" "$(info_line encodings)" "1 utf-16le, 1 utf-8, 1 windows-1256"
rasad info --format json "$folder"
expect_text "also in JSON" "$out" '"windows-1256": 1'
rasad info "$folder/plain.txt"
expect_same "UTF-8 alone is nothing to tell of" "$(info_line encodings)" ""

# The words and where they stand: in the file's own bytes.
rasad tokens "$work/crlf.txt"
cut -f3- "$out" >"$work/want"
rasad tokens "$folder/arabic.txt"
expect_code "tokens of a UTF-16 file" 0
cut -f3- "$out" >"$work/got"
expect_files_same "the words are those of the same file in UTF-8" "$work/got" "$work/want"
wrong=0
while IFS=$'\t' read -r start end text _; do
  slice=$(tail -c "+$((start + 1))" "$folder/arabic.txt" | head -c "$((end - start))" | iconv -f UTF-16LE -t UTF-8)
  [ "$slice" = "$text" ] || wrong=$((wrong + 1))
done < <(head -n 40 "$out")
expect_same "each of the first words is what the file has there" "$wrong" 0

rasad dates "$folder/persian.txt" --format jsonl
expect_code "dates of a Windows-1256 file" 0
expect_text "a date is found" "$out" '"first": "2017-02-24"'
read -r start end < <(sed -n 's/.*"start": \([0-9]*\), "end": \([0-9]*\),.*"2017-02-24".*/\1 \2/p' "$out" | head -n 1)
tail -c "+$((start + 1))" "$folder/persian.txt" | head -c "$((end - start))" | iconv -f CP1256 -t UTF-8 >"$work/date"
expect_text "and stands where the span says" "$work/date" "ششم اسفند 95"

cat >"$work/meta.lua" <<'LUA'
for article in corpus:articles() do print(article:key(), article:encoding(), article:meta("title"), article:meta("date")) end
LUA
rasad run "$work/meta.lua" "$folder"
expect_text "metadata of a spreadsheet in Windows-1256" "$out" \
  $'arabic.txt\tutf-16le\tوقف الأعمال القتالية\t2016-02-27'
expect_text "with a separator inside quotation marks" "$out" $'persian.txt\twindows-1256\tسفر; دو روز\t2017-02-24'
{ printf '\xff\xfe'; printf 'path\ttitle\r\nplain.txt\tهدنة، "جديدة"\r\n' | iconv -f UTF-8 -t UTF-16LE; } >"$folder/metadata.csv"
rasad run "$work/meta.lua" "$folder"
expect_text "metadata that a spreadsheet calls Unicode text" "$out" $'plain.txt\tutf-8\tهدنة، "جديدة"\tnil'

# Damage is located, and the rest is read.
mkdir "$work/bad"
{ cat "$folder/arabic.txt"; printf '\x00\xdcx'; } >"$work/bad/arabic.txt"
rasad info --format json "$work/bad"
expect_code "a damaged UTF-16 file is read" 0
expect_text "the damage has a name" "$out" '"kind": "undecodable"'
expect_text "and a place" "$out" "\"offset\": $(stat -c %s "$folder/arabic.txt"),"

finish
