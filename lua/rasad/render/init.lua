-- render: turns a finished report into bytes of the format asked for.
local render = {}

local RENDERERS = { text = "rasad.render.text", md = "rasad.render.markdown", json = "rasad.render.json" }

---The formats there are.
render.formats = { "text", "md", "json" }

---@param document table what rasad.run gives: title, blocks, data, warnings, provenance
---@param format "text"|"md"|"json"
---@param options? {width: integer?, color: boolean?, bidi: string?}
---@return string
function render.document(document, format, options)
  return require(RENDERERS[format]).render(document, options)
end

return render
