# harness.sh: the few words tests of the program are written in. Sourced by test_*.sh.
# shellcheck shell=bash
# Counts what passes, fails and is skipped; keeps a temp folder; knows where things are.
set -u
RASAD_SOURCE=${RASAD_SOURCE:-$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)}
RASAD_BINARY=${RASAD_BINARY:-$RASAD_SOURCE/build/rasad}
RASAD_SHARED=${RASAD_SHARED:-$RASAD_SOURCE/../shared}
RASAD_BINARY=$(realpath "$RASAD_BINARY")
syria=$RASAD_SOURCE/examples/syria
here=$RASAD_SOURCE/tests/cli
export LC_ALL=C.UTF-8
unset RASAD_PATH XDG_DATA_HOME NO_COLOR COLUMNS

passed=0 failed=0 skipped=0
work=$(mktemp -d "${TMPDIR:-/tmp}/rasad-test.XXXXXX")
trap 'rm -rf "$work"' EXIT

pass() { passed=$((passed + 1)) && echo "ok: $1"; }
skip() { skipped=$((skipped + 1)) && echo "skipped: $1 ($2)"; }
fail() { # what, details
  failed=$((failed + 1))
  printf 'FAILED: %s\n' "$1"
  printf '%s\n' "${2:-}" | head -n 20 | sed 's/^/  | /'
}

# Runs the program, at most 60 seconds (a sanitizer is slow); its streams are in $out and $err, its
# exit code in $code.
out=$work/stdout err=$work/stderr code=0
rasad() {
  timeout 60 "$RASAD_BINARY" "$@" >"$out" 2>"$err" </dev/null
  code=$?
}

expect_code() { # what, wanted code
  if [ "$code" -eq "$2" ]; then pass "$1: exit $2"; else
    fail "$1: exit $code, want $2" "$(cat "$err")"
  fi
}
expect_text() { # what, file, plain text that is there
  if grep -qF -- "$3" "$2"; then pass "$1"; else
    fail "$1: no '$3' in" "$(cat "$2")"
  fi
}
expect_no_text() { # what, file, plain text that isn't there
  if grep -qF -- "$3" "$2"; then fail "$1: there is '$3' in" "$(cat "$2")"; else pass "$1"; fi
}
expect_empty() { # what, file
  if [ ! -s "$2" ]; then pass "$1"; else fail "$1: not empty" "$(cat "$2")"; fi
}
expect_same() { # what, got, want
  if [ "$2" = "$3" ]; then pass "$1"; else fail "$1" "got '$2', want '$3'"; fi
}
expect_files_same() { # what, file, file
  if cmp -s "$2" "$3"; then pass "$1"; else fail "$1" "$(diff "$2" "$3")"; fi
}
# A line of `rasad info` that was just run: articles, skipped, warnings.
info_line() { sed -n "s/^$1  *//p" "$out"; }

# The processes of a group that are still there, one a line.
processes_of() { # group
  local stat rest fields
  for stat in /proc/[0-9]*/stat; do
    { read -r rest <"$stat"; } 2>/dev/null || continue
    read -r -a fields <<<"${rest##*) }"
    [ "${fields[2]}" = "$1" ] && [ "${fields[0]}" != Z ] && echo "${rest%%) *})"
  done
}

# Runs a Lua file of this folder with everything open; it prints a summary line itself.
lua_checks() { # file, arguments...
  local file=$1
  shift
  timeout 240 "$RASAD_BINARY" lua "$here/$file" "$@" >"$out" 2>"$err" </dev/null
  code=$?
  grep -v ' passed, ' "$out"
  local p=0 f=0 s=0
  read -r p f s < <(sed -n 's/^\([0-9]*\) passed, \([0-9]*\) failed, \([0-9]*\) skipped$/\1 \2 \3/p' "$out")
  passed=$((passed + ${p:-0})) failed=$((failed + ${f:-0})) skipped=$((skipped + ${s:-0}))
  if [ -z "${p:-}" ] || { [ "$code" -ne 0 ] && [ "${f:-0}" -eq 0 ]; }; then
    fail "$file ended with exit $code" "$(cat "$out" "$err")"
  fi
}

finish() {
  echo "$passed passed, $failed failed, $skipped skipped"
  [ "$failed" -eq 0 ] && [ $((passed + skipped)) -gt 0 ]
}
