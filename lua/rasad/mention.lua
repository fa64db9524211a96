-- rasad.mention: how often each article names something, and which articles are silent.
local mention = {}

-- More keys than this are counted in text instead of listed; the data has all of them.
local LISTED = 12

---For map: counts the hits of a term in an article, with and without repeats.
---@param out rasad.Out
---@param hits rasad.Hits
---@param article rasad.Article
function mention.count(out, hits, article)
  out:count("mentions", article:key(), #hits)
  out:count("distinct mentions", article:key(), #hits:distinct())
end

local function listed(keys)
  if #keys <= LISTED then return table.concat(keys, ", ") .. "." end
  return ("%s and %d more."):format(table.concat(keys, ", ", 1, LISTED), #keys - LISTED)
end

---For finish: adds what mention.count counted to the report, as the data "mentions" ({key = {all,
---distinct}}) and "silent" (list of keys) and as a table and a sentence.
---@param out rasad.Merged
---@param report rasad.ReportWriter
---@param what string what is named, as in "a ceasefire"
function mention.tell(out, report, what)
  local all, distinct = out:counter("mentions"), out:counter("distinct mentions")
  local mentions, silent, rows = {}, {}, {}
  for _, key in ipairs(out:articles()) do
    mentions[key] = { all = all[key] or 0, distinct = distinct[key] or 0 }
    if mentions[key].all > 0 then
      rows[#rows + 1] = { key, all[key], distinct[key] }
    else
      silent[#silent + 1] = key
    end
  end
  report:heading("Mentions")
  report:prose(("How often an article names %s. The second count leaves out headlines and paragraphs that the "
    .. "article says again."):format(what))
  if #rows > 0 then report:table { columns = { "article", "all", "without repeats" }, rows = rows } end
  if #silent > 0 then
    report:heading("Silent")
    report:prose(("%d of %d articles %s not name %s: %s"):format(#silent, #out:articles(),
      #silent == 1 and "does" or "do", what, listed(silent)), silent)
  end
  report:data("mentions", mentions)
  report:data("silent", silent)
end

return mention
