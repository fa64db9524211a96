#!/usr/bin/env bash
# test_repeated.sh: corrections replayed on a run, and reports made again.
. "$(dirname "$0")/harness.sh"
cd "$work" || exit 1
cp -r "$syria" corpus

members() { # of the JSON that was printed, by an expression of members.lua
  "$RASAD_BINARY" lua "$here/members.lua" "$out" "$1"
}
events_of() { members "events '$1'"; }

echo "== corrections"
rasad run ceasefire-timeline corpus --format json
expect_same "before" "$(events_of 02-en-eid-truce.txt)" "ceasefire begins 2016-09-12 planned"
expect_no_text "a report without corrections says nothing of them" "$out" '"corrections"'
correct() { # lines below the header
  printf 'do,key,article,start,status,first,last,to,note\n%s\n' "$1" >right.csv
  rasad run ceasefire-timeline corpus --corrections right.csv --format json
}
correct 'date,,02-en-eid-truce.txt,,,2016-09-13,,,"sunset, ""local"" time"'
expect_code "another date" 0
expect_same "another date" "$(events_of 02-en-eid-truce.txt)" "ceasefire begins 2016-09-13 planned"
expect_text "another date: it says why" "$out" 'corrected by hand: sunset, \"local\" time'
expect_same "another date: the provenance" "$(members '{ d.provenance.corrections.name, d.provenance.corrections.count, d.provenance.corrections.applied }')" "right.csv; 1; 1"
cp "$out" two.json
for workers in 1 8; do
  rasad run ceasefire-timeline corpus --corrections right.csv --format json --workers $workers
  expect_files_same "the same with $workers workers" "$out" two.json
done
correct 'date,ceasefire begins,02-en-eid-truce.txt,,,,,,nobody knows'
expect_same "no date" "$(events_of 02-en-eid-truce.txt)" ""
expect_same "no date: it is with the undated" "$(members "reason '02-en-eid-truce.txt'")" "corrected by hand: nobody knows"
correct 'reject,,02-en-eid-truce.txt,,,,,,'
expect_same "rejected" "$(events_of 02-en-eid-truce.txt)" ""
correct 'split,,02-en-eid-truce.txt,0,,,,,'
expect_same "split: two events of one day" "$(events_of 02-en-eid-truce.txt)" "ceasefire begins 2016-09-12 planned; ceasefire begins 2016-09-12 planned"
correct 'merge,ceasefire begins,02-en-eid-truce.txt,0,,,,Eid truce,
date,ceasefire begins,02-en-eid-truce.txt,0,,2016-09-11,2016-09-12,,'
expect_same "merged into another key; corrections mean what the script said" "$(events_of 02-en-eid-truce.txt)" "Eid truce 2016-09-11 planned; ceasefire begins 2016-09-12 planned"
correct 'reject,ceasefire begins,,,denied,,,,
reject,no such key,,,,,,,'
expect_same "by status" "$(members 'events()' | grep -c denied)" 0
expect_text "one that fits nothing is told" "$err" "warning: right.csv:3: the correction fits no claim"
expect_same "one that fits nothing is in the report" "$(members '{ #d.warnings, d.warnings[1].kind, d.warnings[1].line }')" "1; correction; 3"
rasad run ceasefire-timeline corpus --corrections right.csv
expect_text "the text names the file" "$out" "right.csv (hash "
while IFS='|' read -r line why; do
  correct "$line"
  expect_code "refused: $line" 2
  expect_text "refused: $line" "$err" "$why"
done <<'END_OF_CASES'
rejct,a,,,,,,,|right.csv:2: `do` is date, reject, split or merge, got 'rejct'
reject,,,,,,,,|right.csv:2: key or article must say which claims are meant
date,a,,,,2016-13-01,,,|right.csv:2: first: expected a date as YYYY-MM-DD, got '2016-13-01'
date,a,,,,2016-02-02,2016-02-01,,|right.csv:2: the last day is before the first
date,a,,,,,2016-02-01,,|right.csv:2: a last day needs a first
merge,a,,,,,,,|right.csv:2: merge needs `to`
reject,a,,x,,,,,|right.csv:2: start is a byte of the article, got 'x'
reject,a,,,perhaps,,,,|right.csv:2: status is occurred, planned, claimed or denied, got 'perhaps'
reject,a,,,,,,,,,|right.csv:2: more cells than the header has
reject,"a,,,,,,,|right.csv:2: a field opens with a quotation mark that is never closed
reject,"a"b,,,,,,,|right.csv:2: there is text after the closing quotation mark of a field
END_OF_CASES
printf 'do;article\r\n;\r\nreject;02-en-eid-truce.txt\r\n' >right.csv
rasad run ceasefire-timeline corpus --corrections right.csv --format json
expect_same "as another spreadsheet writes it, with an empty row" "$(events_of 02-en-eid-truce.txt)" ""
printf 'do,who\nreject,a\n' >right.csv
rasad run ceasefire-timeline corpus --corrections right.csv
expect_text "a column that there is not" "$err" "the header has the column 'who'"

echo "== made again"
rasad run ceasefire-timeline corpus --format json -o report.json --max-memory 300
rasad run --reproduce report.json corpus
expect_code "the same" 0
expect_same "the same, with the limits of that run" "$(cat "$out")" "the same, byte for byte"
rasad run --reproduce report.json corpus --workers 1
expect_same "the same with one worker" "$(cat "$out")" "the same, byte for byte"
rm corpus/17-*
rasad run --reproduce=report.json corpus
expect_code "an article less" 1
expect_text "an article less: it says so" "$out" "provenance.corpus.articles: was 17, is 16"
expect_same "an article less: the provenance comes first" "$(sed -n 2p "$out" | cut -d. -f1)" "provenance"
cat >asks.lua <<'END_OF_SCRIPT'
return rasad.report { name = "asks", api = 1, summary = "s",
  args = { { "n", type = "integer", default = 3 }, { "on", type = "date" }, { "names", type = "list" }, { "rows", type = "file" },
    { "deep", type = "boolean" }, { "words", type = "pattern" } },
  map = function() end,
  finish = function(_, report, args)
    report:data("args", { args.n, args.on or 0, args.names or {}, args.rows and args.rows.text or "", args.deep or false })
  end }
END_OF_SCRIPT
printf 'one\n' >rows.csv
rasad run asks.lua corpus --format json -o asks.json --n 5 --on 2017-01-02 --names a,b --rows rows.csv --deep --words 'a*|ب'
rasad run --reproduce asks.json asks.lua corpus
expect_code "a file has to be named again" 2
expect_text "a file has to be named again: which" "$err" "--rows: name the file again; it was rows.csv (hash "
rasad run --reproduce asks.json asks.lua corpus --rows rows.csv
expect_same "with the arguments of that run" "$(cat "$out")" "the same, byte for byte"
printf 'two\n' >rows.csv
rasad run --reproduce asks.json asks.lua corpus --rows rows.csv
expect_code "another file" 1
expect_text "another file: what differs" "$out" 'args[4]: was "one\n", is "two\n"'
rasad run --reproduce asks.json asks.lua corpus --rows rows.csv --n 6 -o again.json
expect_text "another argument" "$out" "provenance.args.n: was 5, is 6"
expect_same "the report is written where one says" "$(grep -c '"n": 6' again.json)" 2
sed -i 's/"s"/"S"/' asks.lua
rasad run --reproduce again.json asks.lua corpus --rows rows.csv
expect_text "another script" "$out" "provenance.script.hash: was "
rasad run --reproduce rows.csv corpus
expect_code "no report" 2
rasad run --reproduce no-such.json corpus
expect_code "no file" 2
printf '{}' >empty.json
rasad run --reproduce empty.json corpus
expect_text "another JSON" "$err" "empty.json is no report of rasad"
rasad run --reproduce report.json corpus --format html
expect_code "another format" 2

echo "== a plain script"
printf 'print("once", select("#", ...))' >once.lua
rasad run once.lua corpus
expect_same "one that uses no corpus" "$(cat "$out")" "once	0"
rasad run once.lua corpus -- a b
expect_same "one with words" "$(cat "$out")" "once	2"
printf 'print("before")\nerror("no")' >fails.lua
rasad run fails.lua corpus
expect_same "what one that fails printed is kept, once" "$(cat "$out")" "before"
printf 'print("before", #corpus)\nerror("no")' >fails.lua
rasad run fails.lua corpus
expect_same "what one that fails later printed is kept, once" "$(cat "$out")" "before	16"

finish
