#!/usr/bin/env bash
# run.sh: unpacks the corpus of the benchmark and runs it. run.sh [FILE [ROUNDS [WORD]]]
#
# FILE may be compressed with zstd. Without one it is the mixed corpus of the reference material
# ($RASAD_SHARED, else ../shared). BENCH_TEXT is the program, by default that of build/.
set -euo pipefail
here=$(cd "$(dirname "$0")/../.." && pwd)
program=${BENCH_TEXT:-$here/build/tests/bench_text}
file=${1:-${RASAD_SHARED:-$here/../shared}/data/corpus/mixed-200.jsonl.zst}
shift || true
if [[ ! -r $file ]]; then
  echo "bench: $file is not there; name a text or JSON Lines file" >&2
  exit 77
fi
if [[ $file == *.zst ]]; then
  unpacked=$(mktemp)
  trap 'rm -f "$unpacked"' EXIT
  zstd --quiet --decompress --stdout "$file" >"$unpacked"
  file=$unpacked
fi
"$program" "$file" "$@"
