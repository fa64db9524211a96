#!/usr/bin/env bash
# test_crash.sh: builds that are killed, or refused, at each of the system calls that change the disk: what was committed
# last is always there and whole, and the same command goes on.
# shellcheck source=tests/cli/harness.sh
. "$(dirname "${BASH_SOURCE[0]}")/harness.sh"

if ! command -v strace >/dev/null || ! strace -qq -e trace=none true 2>/dev/null; then
  skip "builds that are killed at every system call" "there is no strace that works here"
  finish
  exit
fi
if ldd "$RASAD_BINARY" | grep -q libasan; then
  skip "builds that are killed at every system call" "sanitizers do not go with strace"
  finish
  exit
fi

mkdir "$work/more" "$work/base"
cp "$syria"/0[1-4]*.txt "$work/base"
cp "$syria"/0[5-8]*.txt "$work/more"
echo "changed" >"$work/more/01-ar-cessation-of-hostilities.txt"
rasad build "$work/base" -o "$work/base.rasad"
expect_code "a corpus to begin with" 0

# Runs a command on a copy of the corpus (or on none) with the n-th call of a kind spoilt. Sets code, and hit: whether
# there was such a call.
spoil() { # corpus to copy or "", call, how, n, arguments...
  local from=$1 call=$2 how=$3 n=$4
  shift 4
  rm -rf "$work/c.rasad"
  [ -z "$from" ] || cp -r "$from" "$work/c.rasad"
  timeout 120 strace -f -qq -o "$work/trace" -e trace="$call" -e inject="$call:$how:when=$n" \
    "$RASAD_BINARY" "$@" >"$out" 2>"$err" </dev/null
  code=$?
  grep -q 'INJECTED\|killed by SIGKILL' "$work/trace" && hit=1 || hit=0
}

# After a spoilt run the corpus must be whole, have one of two numbers of articles, and take the command again.
look() { # what, number before ("" for no corpus), number after, arguments...
  local what=$1 before=$2 after=$3
  shift 3
  runs=$((runs + 1))
  local now=""
  if [ -e "$work/c.rasad/MANIFEST" ]; then
    rasad check "$work/c.rasad"
    [ "$code" -eq 0 ] || fail "$what: damaged" "$(cat "$out" "$err")"
    rasad info "$work/c.rasad"
    now=$(info_line articles)
    [ -n "$now" ] || [ -z "$before" ] || fail "$what: lost" "$(cat "$err")"
  elif [ -n "$before" ]; then
    fail "$what: the corpus is gone"
  fi
  case "$now" in
    "$before" | "$after") ;;
    *) fail "$what: $now articles, want '$before' or $after" ;;
  esac
  [ "$now" = "$after" ] && [ "$now" != "$before" ] && return
  rasad "$@"
  [ "$code" -eq 0 ] || fail "$what: cannot go on" "$(cat "$err")"
  rasad info "$work/c.rasad"
  [ "$(info_line articles)" = "$after" ] || fail "$what: $(info_line articles) articles afterwards, want $after"
}

each_call() { # name, corpus to copy or "", number before, number after, arguments...
  local name=$1 from=$2 before=$3 after=$4 runs=0 spoilt call how n
  shift 4
  for spoilt in write:signal=KILL fsync:signal=KILL rename:signal=KILL unlinkat:signal=KILL \
    write:error=ENOSPC fsync:error=EIO rename:error=EACCES openat:error=EMFILE; do
    call=${spoilt%%:*} how=${spoilt#*:}
    n=1
    [ "$call" = openat ] && n=$first_open
    while
      spoil "$from" "$call" "$how" "$n" "$@" 2>/dev/null # where the shell tells of the killing
      [ $hit -eq 1 ]
    do
      look "$name, $call $n, $how" "$before" "$after" "$@"
      n=$((n + 1))
    done
  done
  if [ $runs -lt 15 ]; then fail "$name: only $runs calls were spoilt"; fi
  if [ "$failed" -eq 0 ]; then pass "$name: $runs spoilt runs"; fi
}

# How many files the program opens before it comes to the corpus.
first_open=$(strace -f -qq -e trace=openat "$RASAD_BINARY" build "$work/base" -o "$work/probe.rasad" 2>&1 |
  grep -n 'probe.rasad' | head -n 1 | cut -d: -f1)
expect_text "the calls are seen" <(echo "x$first_open") x

each_call "a build" "" "" 4 build "$work/base" -o "$work/c.rasad"
cp -r "$work/base.rasad" "$work/two.rasad"
rasad build "$work/more" -o "$work/two.rasad" --append
each_call "an append" "$work/base.rasad" 4 8 build "$work/more" -o "$work/c.rasad" --append
each_call "a merge" "$work/two.rasad" 8 8 build -o "$work/c.rasad" --merge
each_call "a removal" "$work/two.rasad" 8 7 build -o "$work/c.rasad" --remove 05-ar-security-council.txt
finish
