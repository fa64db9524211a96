#!/usr/bin/env bash
# run.sh: builds the fuzz targets with libFuzzer, ASan and UBSan and runs each of them.
#   tests/fuzz/run.sh [FOLDER [TARGET...]]    FOLDER: what is built and found; build/fuzz
# FUZZ_RUNS executions of each target (10000000), of inputs of at most FUZZ_MAX_LEN bytes (128).
# An input that fails is left in FOLDER/failed.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
folder=$(realpath -m "${1:-$here/../../build/fuzz}")
shift || true
command -v clang >/dev/null || {
  echo "run.sh: fuzzing needs clang with its run-time library; ./bootstrap fuzz installs them" >&2
  exit 2
}
if [ $# -eq 0 ]; then
  for source in "$here"/fuzz_*.c; do
    name=$(basename "$source" .c)
    set -- "$@" "${name#fuzz_}"
  done
fi
CC=clang cmake -S "$here/../.." -B "$folder/build" -G Ninja -DCMAKE_BUILD_TYPE=Release \
  -DCMAKE_C_FLAGS="-g -fno-omit-frame-pointer -fno-sanitize-recover=all \
-fsanitize=address,undefined,fuzzer-no-link" >/dev/null
for target in "$@"; do
  cmake --build "$folder/build" --target "fuzz_$target" -- --quiet
done
mkdir -p "$folder/failed"
for target in "$@"; do
  mkdir -p "$folder/$target"
  log=$folder/$target.log
  echo "fuzz: $target, ${FUZZ_RUNS:-10000000} executions, log in $log"
  "$folder/build/tests/fuzz_$target" -runs="${FUZZ_RUNS:-10000000}" \
    -max_len="${FUZZ_MAX_LEN:-128}" -timeout=10 -rss_limit_mb=2048 -print_final_stats=1 \
    -artifact_prefix="$folder/failed/$target-" "$folder/$target" "$here/corpus/$target" \
    >"$log" 2>&1 || { tail -40 "$log" >&2; exit 1; }
  grep -E '^(Done|stat::(number_of_executed_units|average_exec_per_sec))' "$log"
done
