#!/usr/bin/env bash
# make_gallery.sh: the pictures of doc/gallery.md: every report that ships, over the sample corpus, as Chromium shows it.
# The target `gallery` runs it: doc/make_gallery.sh RASAD
# Needs chromium, poppler-utils (pdftoppm) and pngquant.
set -euo pipefail
cd "$(dirname "$0")/.."
rasad=$(realpath "${1:-build/rasad}")
pictures=$PWD/doc/pictures
for needed in chromium pdftoppm pngquant; do
  command -v "$needed" >/dev/null || { echo "gallery: no $needed (Debian: chromium, poppler-utils, pngquant)" >&2; exit 2; }
done
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir -p "$pictures"

browser() { # arguments
  timeout 120 chromium --headless --no-sandbox --disable-gpu --hide-scrollbars --user-data-dir="$work/profile" \
    "$@" 2>/dev/null
}
small() { # picture, name
  pngquant --force --speed 1 --quality 50-98 256 --output "$pictures/$2.png" "$1"
}
shot() { # page, width, height, name, more options
  browser --window-size="$2,$3" --screenshot="$work/$4.png" "${@:5}" "file://$work/$1.html"
  small "$work/$4.png" "$4"
}
page() { # report, language, arguments
  "$rasad" run "$1" examples/syria --format html --lang "$2" --output "$work/$1.html" "${@:3}" 2>/dev/null
}

page ceasefire-timeline en
page astana-rounds fa
page who-said-what en
page actors-and-places ar --lines 2
page contradictions fa
page corpus-health en
for report in ceasefire-timeline astana-rounds who-said-what actors-and-places contradictions corpus-health; do
  shot $report 1100 1400 $report
  shot $report 600 1100 $report-narrow
done
shot ceasefire-timeline 1100 1400 ceasefire-timeline-dark --blink-settings=preferredColorScheme=0
browser --print-to-pdf="$work/print.pdf" --no-pdf-header-footer "file://$work/ceasefire-timeline.html"
pdftoppm -png -r 80 -f 1 -l 1 "$work/print.pdf" "$work/print"
for sheet in "$work"/print-*.png; do
  number=${sheet##*-0} number=${number##*print-}
  small "$sheet" "ceasefire-timeline-print-${number%.png}"
done
ls -l "$pictures" | awk 'NR > 1 { print $5, $9 }'
