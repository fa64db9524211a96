#!/usr/bin/env bash
# report.sh: a report over many articles: time with one worker and with two, and the memory of all its processes.
#   tests/bench/report.sh RECORDS.jsonl [ARTICLES [SCRIPT]]
# The records are repeated under new keys until there are so many articles (100000).
set -eu -o pipefail
records=$(realpath "$1")
articles=${2:-100000}
script=${3:-$(dirname "$(realpath "$0")")/report.lua}
rasad=${RASAD_BINARY:-$(dirname "$(realpath "$0")")/../../build/rasad}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

count=$(wc -l <"$records")
for ((have = 0, round = 0; have < articles; have += count, round++)); do
  head -n $((articles - have < count ? articles - have : count)) "$records" |
    sed "s/^{\"id\": *\"/&$round-/"
done >"$work/articles.jsonl"
"$rasad" build "$work/articles.jsonl" -o "$work/articles.rasad" >"$work/said" 2>&1 || { tail -n 3 "$work/said"; exit 1; }

# Memory that is a process's own, of a group, in kB; the corpus is mapped and shared.
group_memory() {
  # shellcheck disable=SC2046 # a file for each process; some end meanwhile
  awk '/^Private_(Clean|Dirty):/ { sum += $2 } END { print sum + 0 }' \
    $(pgrep -g "$1" | sed 's|.*|/proc/&/smaps_rollup|') /dev/null 2>/dev/null || echo 0
}

set -m
printf '%s articles, %s MB, %s\n' "$articles" $(($(stat -c %s "$work/articles.jsonl") >> 20)) "$(basename "$script")"
for workers in 1 2; do
  began=$(date +%s%N)
  "$rasad" run "$script" "$work/articles.rasad" --workers $workers --format json -o "$work/$workers.json" 2>"$work/said" &
  group=$!
  while kill -0 $group 2>/dev/null; do
    group_memory $group
    sleep 1 # asking costs time of the processor
  done >"$work/memory" &
  wait $group || { cat "$work/said"; exit 1; }
  took=$((($(date +%s%N) - began) / 1000000))
  most=$(sort -n "$work/memory" | tail -n 1)
  [ $workers -eq 1 ] && one=$took
  printf '%d worker(s): %d.%03d s, %d MB at most in all processes, %d.%02d times as fast as one\n' $workers \
    $((took / 1000)) $((took % 1000)) $((most >> 10)) $((one / took)) $((one * 100 / took % 100))
done
cmp "$work/1.json" "$work/2.json" && echo "the same bytes"
