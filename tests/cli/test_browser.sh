#!/usr/bin/env bash
# test_browser.sh: HTML reports in a browser: evidence on a click, order from right to left, nothing from the network.
. "$(dirname "$0")/harness.sh"
cd "$work" || exit 1

browser=$(command -v chromium || true)
if [ -z "$browser" ]; then
  skip "reports in a browser" "no chromium (Debian: chromium)"
  finish
  exit
fi

mkdir hostile
cat >'hostile/<img src=x onerror=parent.hacked=1>.txt' <<'END_OF_ARTICLE'
A <script>window.hacked = 1</script> ceasefire <img src="http://rasad.invalid/x.png" onerror="window.hacked = 1">

GENEVA, Sept. 10, 2016 - A ceasefire </blockquote></script><script>window.hacked = 2</script> took effect on September 9, 2016
<img src=http://rasad.invalid/x.png onerror=hacked=3> "'><svg onload=hacked=4> <iframe src="javascript:hacked=5"></iframe>.
END_OF_ARTICLE

rasad run astana-rounds "$syria" --format html --lang fa -o page.html
expect_code "a report as HTML" 0
rasad run ceasefire-timeline hostile --format html -o hostile.html
expect_code "a hostile corpus as HTML" 0
cp "$here/browser.html" .

# The pages are three files of one folder, and the browser is told that files may look at each other.
timeout 120 "$browser" --headless --no-sandbox --disable-gpu --user-data-dir="$work/profile" --disable-web-security \
  --allow-file-access-from-files --disable-background-networking --log-net-log="$work/net.json" \
  --virtual-time-budget=8000 --dump-dom "file://$work/browser.html" >answers.html 2>/dev/null
sed -n '/<pre id="answers">/,/<\/pre>/p' answers.html | sed 's/<[^>]*>//g' >answers
while read -r line; do
  case $line in
    "ok: "*) pass "${line#ok: }" ;;
    "FAILED: "*) fail "${line#FAILED: }" ;;
  esac
done <answers
expect_text "the browser has answered to the end" answers "end"
expect_no_text "nothing was asked of the network" net.json "rasad.invalid"

if command -v tidy >/dev/null; then
  for page in page hostile; do
    tidy -q -e -utf8 $page.html 2>tidy.log
    [ $? -lt 2 ] && pass "$page: tidy finds no error" || fail "$page: tidy finds errors" "$(grep Error tidy.log)"
  done
else
  skip "validity of the pages" "no tidy (Debian: tidy)"
fi

finish
