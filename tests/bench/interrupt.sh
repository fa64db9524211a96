#!/usr/bin/env bash
# interrupt.sh: Ctrl-C at different moments of a long run: how long until the program has ended.
#   tests/bench/interrupt.sh [COPIES [TRIES]]
# The sample corpus is repeated under new keys (100 times); moments are spread evenly over the time the run takes (10),
# with 1 and 2 workers, over the folder and over a built corpus. Fails only if a run doesn't end with 130, or leaves a
# process or a file half written; times are printed, not judged.
. "$(dirname "$0")/../cli/harness.sh"
copies=${1:-100} tries=${2:-10}

for ((i = 0; i < copies; i++)); do
  mkdir -p "$work/articles/$i" && cp "$syria"/*.{txt,md} "$work/articles/$i"
done
"$RASAD_BINARY" build "$work/articles" -o "$work/articles.rasad" >"$work/said" 2>&1 || { cat "$work/said"; exit 1; }
mkdir "$work/out"

now() { date +%s%N; }
start() { # corpus, workers: a job of its own, as a terminal gives it
  set -m
  "$RASAD_BINARY" run ceasefire-timeline "$1" --workers "$2" --format html -o "$work/out/report.html" 2>"$work/said" &
  group=$!
  set +m
}

for corpus in articles articles.rasad; do
  for workers in 1 2; do
    began=$(now)
    start "$work/$corpus" $workers
    wait "$group" || { cat "$work/said"; exit 1; }
    whole=$((($(now) - began) / 1000000))
    times=() late=0
    for ((try = 1; try <= tries; try++)); do
      printf 'what was there before\n' >"$work/out/report.html"
      delay=$((whole * try / (tries + 1)))
      start "$work/$corpus" $workers
      sleep "$((delay / 1000)).$(printf %03d $((delay % 1000)))"
      began=$(now)
      kill -INT -- "-$group" 2>/dev/null
      wait "$group"
      code=$?
      ended=$(now)
      for ((rounds = 0; rounds < 100; rounds++)); do [ -n "$(processes_of "$group")" ] || break; sleep 0.02; done
      [ $rounds -eq 100 ] && fail "a process is left" "$(processes_of "$group")"
      if [ $code -eq 0 ]; then # it was quicker than the run before
        late=$((late + 1))
        continue
      fi
      times+=($(((ended - began) / 1000000)))
      [ $code -eq 130 ] || fail "exit $code after $delay ms" "$(tail -n 2 "$work/said")"
      [ "$(cat "$work/out/report.html")" = "what was there before" ] || fail "the report is half written"
      [ "$(find "$work/out" -type f | wc -l)" -eq 1 ] || fail "files are left" "$(ls "$work/out")"
    done
    [ ${#times[@]} -gt 0 ] || fail "every run ended before it was interrupted"
    printf '%s, %d worker(s): %d ms in all; ends after Ctrl-C in ms: %s\n' $corpus $workers $whole \
      "$(printf '%s\n' "${times[@]}" | sort -n | tr '\n' ' ')"
    [ $late -gt 0 ] && echo "  ($late had ended before)"
  done
done
[ "$failed" -eq 0 ]
