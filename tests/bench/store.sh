#!/usr/bin/env bash
# store.sh: builds the mixed corpus beside FTS5, and several times over within a budget of memory; opens what was built.
#
#   store.sh [FILE [ROUNDS [COPIES]]]
#
# FILE is JSON Lines, also compressed with zstd; without one it is the mixed corpus of the reference material
# ($RASAD_SHARED, else ../shared). BENCH_BUILD and RASAD_BINARY are the programs, by default those of build/.
set -euo pipefail
here=$(cd "$(dirname "$0")/../.." && pwd)
bench=${BENCH_BUILD:-$here/build/tests/bench_build}
rasad=${RASAD_BINARY:-$here/build/rasad}
file=${1:-${RASAD_SHARED:-$here/../shared}/data/corpus/mixed-200.jsonl.zst}
rounds=${2:-3}
copies=${3:-4}
if [[ ! -r $file ]]; then
  echo "bench: $file is not there; name a file of JSON Lines" >&2
  exit 77
fi
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
case $file in
  *.zst) zstd --quiet --decompress "$file" -o "$work/text.jsonl" ;;
  *) cp "$file" "$work/text.jsonl" ;;
esac

"$bench" "$work/text.jsonl" "$rounds"

# The most that a build has in memory, in MiB, as the system notes it: all, with what it maps of its files; and, looked
# at now and then, what is its own.
memory() { # text, megabytes, workers
  local own=0 all=0 now
  "$rasad" build "$1" -o "$work/peak.rasad" --memory "$2" --workers "$3" 2>/dev/null &
  local pid=$!
  while now=$(awk '/^(VmHWM|RssAnon):/ { print $2 }' "/proc/$pid/status" 2>/dev/null) && [[ -n $now ]]; do
    # shellcheck disable=SC2086 # two words
    set -- $now
    all=$1
    own=$(($2 > own ? $2 : own))
    sleep 0.05
  done
  wait $pid
  rm -rf "$work/peak.rasad"
  echo "$((all / 1024)), of which its own $((own / 1024))"
}
echo
echo "memory, at most, in MiB"
for n in 1 "$copies"; do
  "$rasad" lua "$here/tests/bench/more.lua" "$n" <"$work/text.jsonl" >"$work/more.jsonl"
  for workers in 1 2; do
    printf '  %6.0f MB of JSON Lines, --memory 256 --workers %d: ' "$(($(stat -c %s "$work/more.jsonl") / 1000000))" "$workers"
    memory "$work/more.jsonl" 256 "$workers"
  done
  rm "$work/more.jsonl"
done

echo
"$rasad" build "$work/text.jsonl" -o "$work/open.rasad" 2>/dev/null
cat >"$work/first.lua" <<'LUA'
local rasad = require "rasad"
local corpus = assert(rasad.open(arg[1]))
print(#corpus:article(1):text())
LUA
best() { # the least of ten, in milliseconds
  local least=999999
  for _ in 1 2 3 4 5 6 7 8 9 10; do
    local start=$EPOCHREALTIME
    "$@" >/dev/null
    local end=$EPOCHREALTIME
    local took=$((${end/./} - ${start/./}))
    [ $took -lt $least ] && least=$took
  done
  echo "$((least / 1000)).$((least % 1000 / 100))"
}
echo "opening it and printing the first article: $(best "$rasad" lua "$work/first.lua" "$work/open.rasad") ms;" \
  "lua5.4 -e '': $(best lua5.4 -e '') ms (the least of ten)"
