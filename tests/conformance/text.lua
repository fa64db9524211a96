-- text.lua: pass rates over the reference suites of text: build/rasad lua tests/conformance/text.lua [suite] [--verbose]
-- --verbose lists failures. With --check it only looks whether the scope lists are well-formed and fit their suites,
-- and whether every case can be put; it then exits with 77 where the suites are absent.
local operations = require "operations"
local suites = require "suites"

local shared = os.getenv("RASAD_SHARED") or "../shared"
local folder = arg[0]:match("^(.*)/") or "."

local wanted, verbose, only_check
for _, word in ipairs(arg) do
  if word == "--verbose" then
    verbose = true
  elseif word == "--check" then
    only_check = true
  else
    wanted = word
  end
end

local function show(v)
  if type(v) ~= "table" then return v == nil and "(nothing)" or tostring(v):gsub("\n", "\\n") end
  local list = {}
  for i, item in ipairs(v) do list[i] = show(item) end
  return "[" .. table.concat(list, " | ") .. "]"
end

local function percent(part, whole)
  return whole == 0 and "-" or ("%.1f %%"):format(100 * part / whole)
end

local function stop(message)
  io.stderr:write("conformance: ", message, "\n")
  os.exit(1)
end

local function is_there(path)
  local f = io.open(path, "rb")
  return f ~= nil and f:close()
end

-- The counts of one group of cases: all of a suite, or those of one operation.
local function tally()
  return { total = 0, scope = 0, passed = 0, all = 0 }
end

local function count(counts, in_scope, passed)
  counts.total = counts.total + 1
  if passed then counts.all = counts.all + 1 end
  if in_scope then
    counts.scope = counts.scope + 1
    if passed then counts.passed = counts.passed + 1 end
  end
end

local function report_failure(suite, case, verdict, got)
  print(("  %s %d (%s) %s: input %s"):format(suite.name, case.id, verdict.operation, case.name, show(case.input)))
  print(("    want %s"):format(show(case.want)))
  print(("    got  %s"):format(show(got)))
end

local function run(suite)
  local list, cases = suites.scope(suite, folder), suites.cases(suite, shared)
  local problem = suites.mismatch(list, cases)
  if problem then stop(("%s: %s"):format(suite.name, problem)) end
  local whole, by_operation, names = tally(), {}, {}
  for _, case in ipairs(cases) do
    local verdict = list[case.id]
    local in_scope = verdict.scope == "in"
    -- A refused case may name the operation nearest to it; it then counts in the rate over all.
    local passed, got = false, nil
    if operations.known(verdict.operation) then
      passed, got = operations.run(verdict.operation, case, suite.language)
    end
    count(whole, in_scope, passed)
    if in_scope then
      local name = verdict.operation
      if not by_operation[name] then
        by_operation[name] = tally()
        names[#names + 1] = name
      end
      count(by_operation[name], true, passed)
      if verbose and not passed then report_failure(suite, case, verdict, got) end
    end
  end
  print(("%-14s %5d %8d %6d %9s %9s"):format(suite.name, whole.total, whole.scope, whole.passed,
    percent(whole.passed, whole.scope), percent(whole.all, whole.total)))
  table.sort(names)
  for _, name in ipairs(names) do
    local c = by_operation[name]
    print(("    %-22s %4d of %4d"):format(name, c.passed, c.scope))
  end
end

local chosen = {}
for _, suite in ipairs(suites.list) do
  if wanted == nil or suite.name == wanted or suite.name .. ".json" == wanted then chosen[#chosen + 1] = suite end
end
if #chosen == 0 then stop("no suite " .. tostring(wanted)) end

-- The lists are checked also where the suites are not at hand.
for _, suite in ipairs(chosen) do
  local problem = suites.problem(suites.scope(suite, folder), operations.known)
  if problem then stop(("scope/%s.tsv: %s"):format(suite.name, problem)) end
end
if not is_there(shared .. "/data/suites/hazm.json") then
  print("scope lists are well-formed; skipped: the suites are not at " .. shared)
  os.exit(only_check and 77 or 0)
end

if only_check then
  for _, suite in ipairs(chosen) do
    local list, cases = suites.scope(suite, folder), suites.cases(suite, shared)
    local problem = suites.mismatch(list, cases)
    if problem then stop(("%s: %s"):format(suite.name, problem)) end
    for _, case in ipairs(cases) do
      if list[case.id].scope == "in" then
        local _, got = operations.run(list[case.id].operation, case, suite.language)
        if type(got) == "string" and got:find("^error: ") then
          stop(("%s, case %d: %s"):format(suite.name, case.id, got))
        end
      end
    end
    print(("%s: %d cases"):format(suite.name, #cases))
  end
  return
end

print(("%-14s %5s %8s %6s %9s %9s"):format("suite", "total", "in scope", "passed", "in scope", "over all"))
for _, suite in ipairs(chosen) do run(suite) end
