#!/usr/bin/env bash
# test_normalize.sh: rasad normalize: forms and repair of what comes in.
# shellcheck source=tests/cli/harness.sh
. "$(dirname "${BASH_SOURCE[0]}")/harness.sh"

normalized() { # what, input, wanted output, options...
  local what=$1 input=$2 want=$3
  shift 3
  local got
  got=$(printf '%s' "$input" | timeout 60 "$RASAD_BINARY" normalize "$@" 2>"$err")
  if [ "$got" = "$want" ]; then pass "$what"; else fail "$what: got '$got', want '$want'" "$(cat "$err")"; fi
}

normalized 'letters of the language' 'كتاب علي، در سوریه' 'کتاب علی، در سوریه'
normalized 'Arabic stays Arabic' 'وقالت مصادر في المدينة إن علي' 'وقالت مصادر في المدينة إن علي'
normalized 'the match form' 'آتش‌بس ۱۳۹۵' 'اتشبس 1395' --layer key
normalized 'repair' 'آنها ميروند و کتاب ها' 'آنها می‌روند و کتاب‌ها' --repair --language fa
normalized 'a given language' 'كتاب' 'کتاب' --language fa
normalized 'a profile' 'او رفت , ( دیروز )' 'او رفت، (دیروز)' --profile virastar
normalized 'the match form of a profile' 'يک کتاب ۲' 'يك كتاب 2' --profile lucene-fa --layer key
normalized 'repair by a profile' 'پنجره ی خانه' 'پنجرۀ خانه' --profile shekar --repair
normalized 'nothing' '' ''

printf 'بد \xff بایت\n' >"$work/bad.txt"
rasad normalize "$work/bad.txt"
expect_code 'bytes that are not UTF-8' 0
expect_text 'are shown as such' "$out" 'بد � بایت'
text='أعلن وزير الخارجية في دمشق أن الاتفاق قائم'
for encoding in UTF-16 UTF-16LE WINDOWS-1256 ISO-8859-6; do
  iconv -f UTF-8 -t "$encoding" <<<"$text" >"$work/encoded.txt"
  rasad normalize "$work/encoded.txt"
  expect_text "a file in $encoding" "$out" "$text"
done
head -c 67108865 /dev/zero | timeout 60 "$RASAD_BINARY" normalize >"$out" 2>"$err"
code=${PIPESTATUS[1]}
expect_code 'more than is taken' 2
expect_text 'is told in a line' "$err" 'is longer than the 67108864 bytes that are taken'
rasad normalize "$work/none.txt"
expect_code 'a file that is not there' 2
rasad normalize --profile none <<<x
expect_code 'a profile there is not' 2
expect_text 'lists those there are' "$err" 'there are rasad, hazm, '
rasad normalize --layer both
expect_code 'a layer there is not' 2

finish
