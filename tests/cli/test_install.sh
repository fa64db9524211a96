#!/usr/bin/env bash
# test_install.sh: what `cmake --install` gives works by itself, for people and for C programs.
. "$(dirname "$0")/harness.sh"
build=$(dirname "$RASAD_BINARY")
if [ ! -f "$build/cmake_install.cmake" ]; then
  skip "the installation" "the program isn't in its build folder"
  finish
  exit
fi
flags=()
is_release=yes
if grep -q '^RASAD_SANITIZE:BOOL=ON' "$build/CMakeCache.txt"; then
  flags=(-fsanitize=address,undefined)
  is_release=
fi

prefix="$work/a prefix"
cmake --install "$build" --prefix "$prefix" >"$out" 2>"$err"
code=$?
expect_code "cmake --install" 0
pc=$(find "$prefix" -name rasad.pc)
library=$(find "$prefix" -name librasad.a)
for file in "$prefix/bin/rasad" "$prefix/include/rasad.h" "$library" "$pc" \
  "$prefix/share/rasad/scripts/ceasefire-timeline.lua" \
  "$prefix/share/rasad/scripts/astana-rounds.lua" \
  "$prefix/share/rasad/examples/01-first-look.lua" "$prefix/share/rasad/examples/syria/metadata.csv" \
  "$prefix/share/doc/rasad/README.md" "$prefix/share/doc/rasad/LICENSE" \
  "$prefix/share/doc/rasad/CHANGELOG.md" "$prefix/share/doc/rasad/tutorial.md"; do
  if [ -s "$file" ]; then pass "there is ${file#"$prefix"/}"; else fail "there is no ${file#"$prefix"/}"; fi
done

echo "== a C program"
cat >"$work/count.c" <<'END'
/* count.c: prints the number of articles in a corpus and the tokens of each. */
#include <rasad.h>
#include <stdio.h>

int main(int argc, char **argv)
{
    rsd_corpus *corpus = NULL;
    rsd_error error = {0};
    const char *paths[] = {argc > 1 ? argv[1] : "."};
    if (rsd_corpus_open(&corpus, paths, 1, NULL, false, &error) != RSD_OK) {
        fprintf(stderr, "%s: %s\n", error.source, error.message);
        return 2;
    }
    rsd_corpus_info info;
    rsd_corpus_describe(corpus, &info);
    printf("%zu articles, first %s\n", info.articles, rsd_article_key(corpus, 0));
    rsd_corpus_free(corpus);
    return 0;
}
END
export PKG_CONFIG_PATH
PKG_CONFIG_PATH=$(dirname "$pc")
expect_same "pkg-config knows the version" "$(pkg-config --modversion rasad)" \
  "$("$RASAD_BINARY" --version | sed 's/^rasad \([0-9.]*\).*/\1/')"
# The folder's name has a space, which pkg-config escapes.
eval "words=($(pkg-config --cflags --libs rasad))"
cc -std=c17 -Wall -Wextra -Wpedantic -Werror "${flags[@]}" "$work/count.c" "${words[@]}" \
  -o "$work/count" >"$out" 2>&1
code=$?
if [ $code -eq 0 ]; then pass "a C program compiles against it"; else
  fail "a C program compiles against it" "$(cat "$out")"
fi
"$work/count" "$syria" >"$out" 2>"$err"
code=$?
expect_code "the C program runs" 0
expect_text "the C program counts the articles" "$out" \
  "$(find "$syria" -name '[0-9]*' | wc -l) articles, first 01-ar-cessation-of-hostilities.txt"
"$work/count" "$work/nowhere" >"$out" 2>"$err"
code=$?
expect_code "the C program meets an error" 2
expect_text "the error names the path" "$err" "$work/nowhere"

echo "== the program alone"
installed=$prefix/bin/rasad
cp -r "$syria" "$work/corpus"
cd "$work" || exit 1
rasad run ceasefire-timeline corpus --format json
cp "$out" "$work/want.json"
# As another user would run it: from the root folder, with an empty environment.
alone() { # words...
  (cd / && env -i "$installed" "$@") >"$out" 2>"$err" </dev/null
  code=$?
}
alone run ceasefire-timeline "$work/corpus" --format json
expect_code "the installed program runs a report from /" 0
expect_files_same "the installed program's report is the same" "$out" "$work/want.json"
alone run "$prefix/share/rasad/scripts/astana-rounds.lua" "$prefix/share/rasad/examples/syria"
expect_code "the installed program runs an installed script on the installed corpus" 0
alone run "$prefix/share/rasad/examples/02-one-word-any-spelling.lua" "$work/corpus"
expect_code "the installed program runs an installed example" 0
alone scripts
expect_text "the installed program has its scripts inside" "$out" "astana-rounds"

# With the source tree out of reach: an empty folder mounted over it, seen by this command alone.
hidden() { # words...
  unshare --mount bash -c 'mount -t tmpfs none "$1" && ! ls "$1/lua" 2>/dev/null && cd / && shift &&
    exec env -i "$@"' - "$RASAD_SOURCE" "$@" >"$out" 2>"$err" </dev/null
  code=$?
}
if unshare --mount true 2>/dev/null && hidden true && [ $code -eq 0 ]; then
  hidden "$installed" run ceasefire-timeline "$work/corpus" --format json
  expect_code "the installed program needs no source tree" 0
  expect_files_same "its report without the source tree is the same" "$out" "$work/want.json"
else
  skip "the installed program without the source tree" "no mounts may be made here"
fi
if [ -n "$is_release" ]; then
  if grep -qaF "$RASAD_SOURCE" "$installed"; then
    fail "the program names no folder of its building" "$(grep -aoF "$RASAD_SOURCE" "$installed" | head -n 3)"
  else
    pass "the program names no folder of its building"
  fi
  if command -v ldd >/dev/null; then
    expect_same "Lua, LPeg and utf8proc are inside it" "$(ldd "$installed" | grep -cE 'lua|lpeg|utf8proc')" 0
  fi
fi

finish
