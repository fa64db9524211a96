-- progress.lua: how far a long run or build is, on one line of a terminal's standard error.
local progress = {}

local function clock_text(seconds)
  return ("%d:%02d"):format(seconds // 60, seconds % 60)
end

---What is said of a run.
---@param done integer
---@param total integer
---@param seconds integer since the run began, at least 1
---@return string
function progress.line(done, total, seconds)
  local rate = done / seconds
  local left = rate > 0 and ", " .. clock_text(math.ceil((total - done) / rate)) .. " left" or ""
  return ("%d of %d articles, %d a second%s"):format(done, total, math.floor(rate + 0.5), left)
end

---A function to be called after each article, which writes where a run takes more than a second; and one that wipes the line.
---@param write fun(bytes: string)
---@param now fun(): integer seconds
---@return fun(done: integer, total: integer) step
---@return fun() finish
function progress.new(write, now)
  local began, shown = now(), nil
  local width = 0
  return function(done, total)
    local at = now()
    if at == (shown or began) then return end
    shown = at
    local line = progress.line(done, total, at - began)
    write("\r" .. line .. (" "):rep(width - #line))
    width = math.max(width, #line)
  end, function()
    if width > 0 then write("\r" .. (" "):rep(width) .. "\r") end
  end
end

---The same of a build; it has more to say than what was done of what.
---@param write fun(bytes: string)
---@param now fun(): number seconds
---@return fun(stage: string, documents: integer, bytes: integer, bytes_read: integer, bytes_all: integer) step
---@return fun() finish
function progress.of_build(write, now)
  local began, is_shown = now(), false
  return function(stage, documents, bytes, bytes_read, bytes_all)
    local seconds = now() - began
    if seconds < 1 and stage == "reading" then return end
    local text = stage
    if stage == "reading" then
      text = ("reading: %d document%s, %.1f MB of text, %.1f MB/s"):format(documents, documents == 1 and "" or "s",
        bytes / 1e6, bytes / 1e6 / seconds)
      if bytes_read > 0 and bytes_all > bytes_read then
        text = ("%s, %s left"):format(text, clock_text(math.ceil(seconds / bytes_read * (bytes_all - bytes_read))))
      end
    end
    is_shown = true
    write("\r\27[K\27[?7l" .. text .. "\27[?7h") -- what is beyond a narrow terminal is not wrapped
  end, function()
    if is_shown then write("\r\27[K") end
  end
end

return progress
