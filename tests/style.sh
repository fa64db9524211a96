#!/usr/bin/env bash
# style.sh: the wall between C and Lua, formatting and linters. Exits non-zero on any finding.
set -uo pipefail
cd "$(dirname "$0")/.."
failed=0
step() { # name, command...
  local name=$1
  shift
  if output=$("$@" 2>&1); then
    echo "style: $name ok"
  else
    printf 'style: %s FAILED\n%s\n' "$name" "$output"
    failed=1
  fi
}

wall() {
  ! grep -rnE '#include *[<"](lua|lauxlib|lualib|lua-lpeg)\.h' core --include='*.[ch]' |
    grep -vE '^core/(lua|cli)/'
}
purposes() { # the first line of a file says what it is
  local bad=0
  while read -r file; do
    head -n 1 "$file" | grep -qE '^(/\*|--|#)' || { echo "$file: no purpose on line 1"; bad=1; }
  done < <(git ls-files 'core/*.c' 'core/*.h' 'lua/*.lua' 'scripts/*.lua' 'tests/*.c' 'tests/*.lua')
  return $bad
}
sources() { git ls-files 'core/*.c' 'core/*.h' 'tests/*.c'; }

step "lua.h wall" wall
step "purpose lines" purposes
step clang-format bash -c "git ls-files 'core/*.c' 'core/*.h' 'tests/*.c' | xargs clang-format --dry-run -Werror"
# One file a run: with several, version 14 takes va_start in the later ones for missing.
step clang-tidy bash -c "git ls-files 'core/*.c' | xargs -P \"\$(nproc)\" -n 1 clang-tidy -p build --quiet"
step cppcheck cppcheck --quiet --std=c11 --enable=warning,portability --inline-suppr \
  --suppress=missingInclude --suppress=normalCheckLevelMaxBranches --error-exitcode=1 -Icore core
step luacheck luacheck --quiet lua scripts doc core/lua tests/lua tests/conformance examples
exit $failed
