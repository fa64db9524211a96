-- time.lua: pass rates over the reference suites of times and numbers:
-- build/rasad lua tests/conformance/time.lua [suite] [--verbose] [--suites FOLDER]
-- --verbose lists failures. With --check it only looks whether the scope list is well-formed and every case can be
-- put; it then exits with 77 where the suites are absent.
local temporal = require "temporal"

local shared = os.getenv("RASAD_SHARED") or "../shared"
local folder = arg[0]:match("^(.*)/") or "."
local suites_folder = shared .. "/data/suites"

local wanted, verbose, only_check
local words = { table.unpack(arg) }
while #words > 0 do
  local word = table.remove(words, 1)
  if word == "--verbose" then
    verbose = true
  elseif word == "--check" then
    only_check = true
  elseif word == "--suites" then
    suites_folder = table.remove(words, 1)
  else
    wanted = word
  end
end

local function stop(message)
  io.stderr:write("conformance: ", message, "\n")
  os.exit(1)
end

---The cases of a suite that are refused, by hash: lines of hash and reason, written before tuning.
local function refusals(suite)
  local list, count = {}, 0
  if not suite.scoped then return list, 0 end
  local path = ("%s/scope/%s.tsv"):format(folder, suite.name)
  local number = 0
  for line in io.lines(path) do
    number = number + 1
    if number > 1 then
      local hash, reason = line:match "^(%x%x%x%x%x%x%x%x)\t([^\t]+)$"
      if not hash then stop(("%s:%d: want two columns: hash, reason"):format(path, number)) end
      if not list[hash] then count = count + 1 end
      list[hash] = reason
    end
  end
  return list, count
end

local function percent(part, whole)
  return whole == 0 and "-" or ("%.1f %%"):format(100 * part / whole)
end

local function show_want(want)
  if type(want) ~= "table" then return tostring(want) end
  if want.text then return ("%s %s %s"):format(want.text, want.timex, want.resolution) end
  local out = {}
  for i, span in ipairs(want) do out[i] = span.value or ("%d-%d"):format(span[1], span[2]) end
  return table.concat(out, " ")
end

local function report_failure(case, suite, got, refused)
  print(("  %d %s%s: %s"):format(case.id, case.spec, refused and " (refused: " .. refused .. ")" or "", case.input))
  print("    want " .. show_want(case.want))
  print("    got  " .. suite.show(got))
end

local function harmonic(precision, recall)
  return precision + recall == 0 and 0 or 2 * precision * recall / (precision + recall)
end

local function run_cases(suite, cases, list)
  local all, passed, scope, scope_passed = 0, 0, 0, 0
  local by_spec, names = {}, {}
  for _, case in ipairs(cases) do
    local got = suite.run(case)
    local ok = suite.judge(case, got)
    local refused = case.refused or list[case.hash]
    all, passed = all + 1, passed + (ok and 1 or 0)
    if not refused then
      scope, scope_passed = scope + 1, scope_passed + (ok and 1 or 0)
      if case.spec ~= "" then
        if not by_spec[case.spec] then
          by_spec[case.spec] = { 0, 0 }
          names[#names + 1] = case.spec
        end
        local counts = by_spec[case.spec]
        counts[1], counts[2] = counts[1] + (ok and 1 or 0), counts[2] + 1
      end
    end
    if verbose and not ok then report_failure(case, suite, got, refused) end
  end
  print(("%-26s %5d %8d %7d %9s %9s %7d %%"):format(suite.name, all, scope, scope_passed, percent(scope_passed, scope),
    percent(passed, all), suite.target))
  table.sort(names)
  for _, name in ipairs(names) do print(("    %-26s %4d of %4d"):format(name, table.unpack(by_spec[name]))) end
end

local function run_spans(suite, cases)
  local gold, met, found, right = 0, 0, 0, 0
  for _, case in ipairs(cases) do
    local got = suite.run(case)
    local g, m, f, r = suite.counts(case, got)
    gold, met, found, right = gold + g, met + m, found + f, right + r
    if verbose and (m < g or r < f) then report_failure(case, suite, got) end
  end
  local precision, recall = found == 0 and 0 or right / found, gold == 0 and 0 or met / gold
  local f = ("F %.3f"):format(harmonic(precision, recall))
  print(("%-26s %5d %8d %7d %9s %9s %7d %%   (%d spans; P %.3f R %.3f)"):format(suite.name, #cases, #cases, met, f, f,
    suite.target, gold, precision, recall))
end

local chosen = {}
for _, suite in ipairs(temporal.suites) do
  if wanted == nil or suite.name == wanted then chosen[#chosen + 1] = suite end
end
if #chosen == 0 then stop("no suite " .. tostring(wanted)) end

local lists = {}
for _, suite in ipairs(chosen) do lists[suite] = { refusals(suite) } end

local function path_of(suite) return ("%s/%s"):format(suites_folder, suite.file or suite.name .. ".tsv") end

local probe = io.open(path_of(chosen[1]), "rb")
if not probe then
  print("scope lists are well-formed; skipped: the suites are not at " .. suites_folder)
  os.exit(only_check and 77 or 0)
end
probe:close()

if not only_check then
  print(("%-26s %5s %8s %7s %9s %9s %9s"):format("suite", "total", "in scope", "passed", "in scope", "over all", "target"))
end
for _, suite in ipairs(chosen) do
  local cases = suite.read(path_of(suite))
  local list, refused = table.unpack(lists[suite])
  if refused * 4 > #cases and suites_folder == shared .. "/data/suites" then
    stop(("%s: %d of %d cases are refused, more than a quarter"):format(suite.name, refused, #cases))
  end
  if only_check then
    for _, case in ipairs(cases) do suite.run(case) end
    print(("%s: %d cases"):format(suite.name, #cases))
  elseif suite.counts then
    run_spans(suite, cases)
  else
    run_cases(suite, cases, list)
  end
end
