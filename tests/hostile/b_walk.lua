-- EXPECT ok : a walk over all that can be reached meets no known danger
local seen, queue = { [_G] = true }, { _G }
local bad = { dump = 1, popen = 1, execute = 1, getenv = 1, tmpname = 1, loadlib = 1, searchpath = 1, sethook = 1,
  getregistry = 1, getupvalue = 1, workers = 1, replace_file = 1, read_file = 1, exit = 1, ptree = 1, pcode = 1 }
while #queue > 0 do
  local t = table.remove(queue)
  for k, v in next, t do
    assert(not (type(v) == "function" and bad[k]), k)
    for _, x in ipairs { k, v, (getmetatable(v)) } do
      if type(x) == "table" and not seen[x] then
        seen[x] = true
        queue[#queue + 1] = x
      end
    end
  end
end
