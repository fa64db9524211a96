-- check.lua: the few words Lua tests are written in.
local check = {}

local passed, failed, skipped = 0, 0, 0
local SKIP = {}

local function show(v, depth)
  if type(v) == "string" then
    return string.format("%q", v)
  elseif type(v) ~= "table" or (depth or 0) > 4 then
    return tostring(v)
  end
  local keys = {}
  for k in pairs(v) do keys[#keys + 1] = k end
  table.sort(keys, function(a, b) return tostring(a) < tostring(b) end)
  for i, k in ipairs(keys) do keys[i] = tostring(k) .. "=" .. show(v[k], (depth or 0) + 1) end
  return "{" .. table.concat(keys, ", ") .. "}"
end

local function same(a, b)
  if type(a) ~= "table" or type(b) ~= "table" then
    return a == b and math.type(a) == math.type(b)
  end
  for k, v in pairs(a) do
    if not same(v, b[k]) then return false end
  end
  for k in pairs(b) do
    if a[k] == nil then return false end
  end
  return true
end

--- Fails the running test unless got and want are the same, tables compared by content.
function check.equal(got, want, what)
  if not same(got, want) then
    error((what and what .. ": " or "") .. "got " .. show(got) .. ", want " .. show(want), 2)
  end
end

--- Fails the running test unless v is true-like.
function check.truthy(v, what)
  if not v then error((what or "value") .. " is " .. tostring(v), 2) end
end

--- Fails unless calling f raises an error whose text has the given part.
function check.raises(f, part)
  local ok, message = pcall(f)
  if ok then error("no error was raised; want one with " .. show(part), 2) end
  if not tostring(message):find(part, 1, true) then
    error("the error is " .. show(tostring(message)) .. ", want one with " .. show(part), 2)
  end
end

--- Ends the running test as skipped, with its reason.
function check.skip(why)
  error({ SKIP, why })
end

--- The folder of reference material, or nil where it is absent; tests that need it skip.
function check.shared()
  local folder = os.getenv("RASAD_SHARED") or "../shared"
  local f = io.open(folder .. "/gold/seeds.json")
  if not f then return nil end
  f:close()
  return folder
end

--- A word for the shell.
function check.quote(s)
  return "'" .. s:gsub("'", "'\\''") .. "'"
end

--- Runs the program that is tested with the given arguments; its standard output and exit code.
function check.rasad(arguments)
  local binary = os.getenv("RASAD_BINARY") or "build/rasad"
  local pipe = assert(io.popen(check.quote(binary) .. " " .. arguments .. " 2>/dev/null"))
  local output = pipe:read("a")
  local _, _, code = pipe:close()
  return output, code
end

--- Runs one test; its name reads as a sentence: "should ...".
function check.test(name, f)
  local ok, err = xpcall(f, function(e)
    return type(e) == "table" and e or debug.traceback(e, 2)
  end)
  if ok then
    passed = passed + 1
  elseif type(err) == "table" and err[1] == SKIP then
    skipped = skipped + 1
    print("skipped: " .. name .. " (" .. err[2] .. ")")
  else
    failed = failed + 1
    print("FAILED: " .. name .. "\n  " .. tostring(err))
  end
end

--- Prints the counts and ends the process, with 1 if a test failed or none ran.
function check.done()
  print(("%d passed, %d failed, %d skipped"):format(passed, failed, skipped))
  os.exit(failed == 0 and passed + skipped > 0 and 0 or 1, true)
end

return check
