#!/usr/bin/env bash
# test_tokens_dates.sh: `rasad tokens` and `rasad dates`: their members, spans, sentences and days.
. "$(dirname "$0")/harness.sh"
export RASAD_SOURCE RASAD_BINARY

lua_checks tokens_dates.lua "$syria"/*.txt "$syria"/*.md

if [ -d "$RASAD_SHARED/seeds" ]; then
  lua_checks tokens_dates.lua "$RASAD_SHARED"/seeds/*.txt
else
  skip "tokens and dates of the reference articles" "no folder $RASAD_SHARED"
fi

# Hostile text: every kind of space, marks, joiners, directions, other scripts, damage between.
{
  printf '\xef\xbb\xbfآتش‌بس\xc2\xa0در\xe2\x80\x8fسوریه\xe2\x80\x89۱۲/۳/۱۳۹۶!؟…\r\n'
  printf 'مُحَمَّد ـــ السلام\xd9\xb0 e\xcc\x81t\xc3\xa9 \xf0\x9f\x87\xb8\xf0\x9f\x87\xbe \xef\xbb\xbb \xe4\xb8\xad\xe6\x96\x87\n'
  printf '\xe2\x80\x8c\xe2\x80\x8d\xcc\x81\n\t\n#هشتگ @name https://example.org/a?b=c،x a.b@example.org\n'
} >"$work/hostile.txt"
lua_checks tokens_dates.lua "$work/hostile.txt"
# Longer than what is written at a time, with marks that lines of output show in their own way.
for i in $(seq 1500); do printf 'سطر %d "نقل" \\ a\x01b … \xe2\x80\xaeراست\xe2\x80\xac است.\n' "$i"; done >"$work/long.txt"
lua_checks tokens_dates.lua "$work/long.txt"

# Members of an apposition are written one by one; a day without year or anchor has no days.
printf 'دور ششم\n\nدور ششم گفتگوها میانه ماه سپتامبر 2017 (دهه آخر شهریور 1396) برگزار می‌شود.\n' \
  >"$work/apposition.txt"
rasad dates --format jsonl "$work/apposition.txt"
expect_code "dates of an apposition" 0
expect_same "each of its members has a line" "$(wc -l <"$out")" 2
printf 'خبر\n\nنشست روز 14 اردیبهشت برگزار می‌شود.\n' >"$work/open.txt"
rasad dates --format jsonl "$work/open.txt"
expect_text "a day of no known year is unresolved" "$out" '"resolved": false'
expect_no_text "what is unresolved has no first day" "$out" '"first"'
rasad dates --format jsonl --dct 2017-05-01 "$work/open.txt"
expect_text "the day of publication resolves it" "$out" '"first": "2017-05-04", "last": "2017-05-04"'
expect_text "it is told how it is known" "$out" '"dated": "computed"'
printf 'Monday 4 May 2017 (15 Khordad 1396), 31 April 2017' >"$work/wrong.txt"
rasad dates --format jsonl --lang en "$work/wrong.txt"
expect_text "a weekday that is wrong is warned of" "$out" 'says Monday, but 2017-05-04 is a Thursday"}'
expect_text "so is a group of several days" "$out" '"group": 1, "warning": "its neighbours name other days"}'
expect_text "what is unresolved has its reason" "$out" '"reason": "there is no such day"'
rasad dates --format jsonl --dct 2017-13-01 "$work/open.txt"
expect_code "a day of publication that doesn't exist" 2
expect_text "the message names the option" "$err" "--dct"
rasad dates --format jsonl --dct yesterday "$work/open.txt"
expect_code "a day of publication that is no date" 2

# Marked regions, with the reason of each.
printf 'خبر تازه از نشست\n\nخبر تازه از نشست\n\nبه گزارش ایسنا، نشست روز دوشنبه در آستانه برگزار شد.\n' \
  >"$work/regions.txt"
rasad tokens --regions "$work/regions.txt"
expect_code "regions of an article" 0
expect_same "each region has a line" "$(cut -f 3 "$out" | tr '\n' ' ')" "headline repeat agency "
rasad tokens --regions --format jsonl "$work/regions.txt"
expect_text "a repeat says of what" "$out" \
  '"kind": "repeat", "reason": "the headline again", "of_start": 0, "of_end": 29, "similarity": 1'
# As TimeML: the tags apart, the text is the source.
printf 'خبر & "خبر" <b>\n\nوی دیروز ساعت 8 صبح گفت: 5 > 3، در 14 اردیبهشت 1396 امضا شد.\n' >"$work/timex.txt"
rasad dates --format timex3 --dct 2017-05-05 "$work/timex.txt"
expect_code "dates as TimeML" 0
expect_text "a date has its type and value" "$out" 'type="DATE" value="2017-05-04" temporalFunction="true" anchorTimeID="t0">دیروز<'
expect_text "an hour has them" "$out" 'type="TIME" value="2017-05-04T08"'
expect_text "the day of publication comes first" "$out" '<TIMEX3 tid="t0" type="DATE" value="2017-05-05"'
sed -n '/<TEXT>/,/<\/TEXT>/p' "$out" | sed -e 's/<TIMEX3[^>]*>//g; s/<\/TIMEX3>//g; 1s/.*<TEXT>//; $d' \
  -e 's/&lt;/</g; s/&gt;/>/g; s/&quot;/"/g; s/&amp;/\&/g' >"$work/untagged.txt"
expect_files_same "the rest is the source" "$work/untagged.txt" "$work/timex.txt"
if command -v xmllint >/dev/null; then
  xmllint --noout "$out" && pass "it is well-formed XML" || fail "it is well-formed XML"
else
  skip "it is well-formed XML" "no xmllint"
fi
rasad dates --explain --dct 2017-05-05 "$work/timex.txt"
expect_text "an explanation begins with the article's own day" "$out" "the article's own day: 2017-05-05"
expect_text "it says what was read" "$out" "says: day 14, month 2, year 1396, jalali"
rasad dates --direction sideways "$work/timex.txt"
expect_code "a direction that is none" 2
rasad dates --directoin past "$work/timex.txt"
expect_code "an option that is none" 2
expect_same "what was meant has a line" "$(sed -n 2p "$err")" "Did you mean '--direction'?"
expect_same "the usage has the next" "$(sed -n '3s/ .*//p' "$err")" "Usage:"

# Where nobody reads on, nothing is said about it.
"$RASAD_BINARY" tokens "$syria" 2>"$err" | head -n 1 >"$out"
expect_same "a closed pipe gives the lines read" "$(wc -l <"$out")" 1
expect_empty "a closed pipe is no error" "$err"

finish
