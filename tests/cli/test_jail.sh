#!/usr/bin/env bash
# test_jail.sh: how scripts end by their limits: what is said, what is kept, the exit code, the provenance.
. "$(dirname "$0")/harness.sh"
cd "$work" || exit 1
articles=$(find "$syria" -name '[0-9]*' | wc -l)
faulty=05-ar-security-council.txt

# A report that counts the articles it read; what map does in one of them is given, from line 4 on.
report() { # file, Lua code
  cat >"$1.lua" <<END
return rasad.report {
  name = "$1", api = 1, summary = "How many articles were read",
  map = function(article, out)
    if article:key() == "$faulty" then $2 end
    out:count("read", article:key())
  end,
  finish = function(out, report)
    local n = 0
    for _ in pairs(out:counter "read") do n = n + 1 end
    report:prose("read " .. n .. " articles")
  end,
}
END
}
outcome() { tail -n 1 "$err" | sed -n 's/^outcome: //p'; }

expect_end() { # what, exit code, outcome
  expect_code "$1" "$2"
  expect_same "$1: the outcome" "$(outcome)" "$3"
}

echo "== outcomes"
report fine ''
rasad run fine.lua "$syria"
expect_end "a report" 0 ok
expect_no_text "a report with the usual limits says nothing of them" "$out" "jail"
printf 'local x = = 1' >syntax.lua
rasad run syntax.lua "$syria"
expect_end "a syntax error" 3 syntax
report wrong 'error("no")'
rasad run wrong.lua "$syria"
expect_end "an error" 4 error
report memory 'local t = {} while true do t[#t + 1] = {} end'
report cpu 'while true do end'
report wall 'while true do end'
report output 'while true do print(("x"):rep(1000)) end'
for kind in memory cpu wall output; do
  options=(--max-memory 32 --max-cpu 0.5 --max-output 1)
  [ $kind = wall ] && options=(--max-wall 0.5 --max-cpu 100)
  rasad run $kind.lua "$syria" "${options[@]}"
  expect_end "a map that goes over its limit of $kind" 6 $kind
  expect_text "$kind: the article is named" "$err" "(in article $faulty)"
  expect_text "$kind: the line is named" "$err" "at $kind.lua:4"
  expect_text "$kind: the other articles are kept" "$out" "read $((articles - 1)) articles"
  cp "$out" one.txt
  for workers in 1 8; do
    rasad run $kind.lua "$syria" "${options[@]}" --workers $workers
    expect_files_same "$kind: the same output with $workers workers" "$out" one.txt
  done
done
cat >loads.lua <<'END'
print("begun")
while true do end
END
rasad run loads.lua "$syria" --max-cpu 0.3
expect_end "a plain script that doesn't end" 6 cpu
expect_text "a plain script that doesn't end: the line" "$err" "loads.lua:2: cpu"
expect_same "a plain script that doesn't end: what it printed is kept" "$(cat "$out")" begun
printf 'print(#corpus)\nwhile true do end' >later.lua
rasad run later.lua "$syria" --max-cpu 0.3
expect_end "a plain script that doesn't end later on" 6 cpu
expect_same "a plain script that doesn't end later on: what it printed is kept" "$(cat "$out")" "$articles"
report spins ''
sed -i 's/if article.*/while true do end/' spins.lua
rasad run spins.lua "$syria" --max-cpu 0.2 --workers 2
expect_end "a map that never ends" 6 cpu
expect_text "a map that never ends is given up" "$err" "given up after article 5 of $articles"
for workers in 1 8; do
  cp "$out" one.txt
  rasad run spins.lua "$syria" --max-cpu 0.2 --workers $workers
  expect_files_same "a map that never ends: the same output with $workers workers" "$out" one.txt
done

echo "== options"
for option in --max-memory --max-cpu --max-wall --max-output; do
  for value in 0 -1 x nan 1e9; do
    rasad run fine.lua "$syria" "$option=$value"
    expect_code "$option=$value" 2
  done
done
rasad run fine.lua --max-memory 300 "$syria" --max-cpu=20 --max-wall 40 --max-output 2 --format json
expect_end "limits among the words" 0 ok
expect_text "other limits stand in the provenance" "$out" '"max_memory": 300'
expect_text "other limits stand in the provenance of the text" "$out" '"max_cpu": 20'
rasad run fine.lua "$syria" --max-memory 300 --max-output 2
expect_text "other limits stand in the report" "$out" "jail       300 MB of memory; 2 MB of output"
printf 'one\ntwo\n' >list.csv
report reads 'for line in rasad.read("list.csv"):gmatch("[^\n]+") do out:count("read", line) end'
rasad run reads.lua "$syria" --allow-read list.csv --format json
expect_end "a file that may be read" 0 ok
expect_text "a file that may be read: its content came" "$out" "read $((articles + 2)) articles"
expect_text "a file that may be read stands in the provenance" "$out" '"allow_read": ['
rasad run reads.lua "$syria"
expect_end "a file that may not be read" 4 error
rasad run reads.lua "$syria" --allow-read no-such-file
expect_code "a file to be read that isn't there" 2
report reserved ''
sed -i 's/api = 1,/api = 1, args = { { "max_cpu" } },/' reserved.lua
rasad run reserved.lua "$syria"
expect_end "a script's argument of the same name" 3 syntax

echo "== modules"
mkdir modules
printf 'return { value = require("modules.other") }' >modules/helper.lua
printf 'return 7' >modules/other.lua
printf 'print(require "modules.helper".value)\nprint(#corpus)' >requires.lua
rasad run requires.lua "$syria"
expect_end "modules beside the script" 0 ok
expect_same "modules beside the script are there in the jail" "$(head -n 1 "$out")" 7
printf 'print(require("modules." .. "helper"))' >computed.lua
rasad run computed.lua "$syria"
expect_end "a module whose name is computed" 4 error

echo "== a system without a filter of system calls"
unfiltered() {
  timeout 60 "$RASAD_WITHOUT_SECCOMP" "$RASAD_BINARY" "$@" >"$out" 2>"$err" </dev/null
  code=$?
}
if [ -x "${RASAD_WITHOUT_SECCOMP:-}" ]; then
  unfiltered run fine.lua "$syria"
  expect_code "without a filter a script is refused" 2
  expect_text "without a filter a script is refused, and says how to go on" "$err" "--allow-weak-jail"
  unfiltered run fine.lua "$syria" --allow-weak-jail
  expect_end "without a filter, if the user says so" 0 ok
  expect_text "without a filter the report says so" "$out" "weak: system calls were not filtered"
  unfiltered help ./fine.lua
  expect_code "without a filter help loads no script" 2
  unfiltered help ./fine.lua --allow-weak-jail
  expect_text "without a filter help loads one if the user says so" "$out" "How many articles were read"
  printf 'while true do end' >spin.lua
  unfiltered run spin.lua "$syria" --allow-weak-jail --max-cpu 0.2
  expect_end "without a filter limits hold all the same" 6 cpu
else
  skip "a system without a filter" "RASAD_WITHOUT_SECCOMP names no program"
fi
rasad run fine.lua "$syria" --allow-weak-jail
expect_no_text "where there is a filter the weak jail isn't one" "$out" "weak"

finish
