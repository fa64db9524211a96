-- encoding_test.lua: a corpus in any encoding says what it says in UTF-8, and its spans are the files' own bytes.
local check = require "check"
local json = require "dkjson"
local rasad = require "rasad"
local core = require "rasad.core"

local syria = (os.getenv("RASAD_SOURCE") or ".") .. "/examples/syria"

-- Encodings --------------------------------------------------------------------------------------

local function read_file(path)
  return assert(core.read_file(path))
end

local function write_file(path, bytes)
  local f = assert(io.open(path, "wb"))
  assert(f:write(bytes))
  assert(f:close())
end

-- The characters of the bytes from 128 on.
local WINDOWS_1256 = "€پ‚ƒ„…†‡ˆ‰ٹ‹Œچژڈگ‘’“”•–—ک™ڑ›œ\u{200C}\u{200D}ں"
  .. "\u{A0}،¢£¤¥¦§¨©ھ«¬\u{AD}®¯°±²³´µ¶·¸¹؛»¼½¾؟ہءآأؤإئابةتثجحخدذرزسشصض×طظعغـفقك"
  .. "àلâمنهوçèéêëىيîï\u{64B}\u{64C}\u{64D}\u{64E}ô\u{64F}\u{650}÷\u{651}ù\u{652}ûü\u{200E}\u{200F}ے"

local function single_byte(characters)
  local byte_of, character_of = {}, {}
  for byte = 0, 127 do byte_of[byte], character_of[byte] = byte, string.char(byte) end
  local byte = 127
  for _, code in utf8.codes(characters) do
    byte = byte + 1
    if code ~= 0xFFFD then byte_of[code], character_of[byte] = byte, utf8.char(code) end
  end
  assert(byte == 255)
  return {
    has = function(code) return byte_of[code] ~= nil end,
    encode = function(code) return string.char(byte_of[code]) end,
    decode = function(bytes)
      return (bytes:gsub(".", function(c) return character_of[c:byte()] end))
    end,
  }
end

local function utf16(format)
  return {
    has = function() return true end,
    encode = function(code)
      if code < 0x10000 then return string.pack(format, code) end
      code = code - 0x10000
      return string.pack(format, 0xD800 + (code >> 10)) .. string.pack(format, 0xDC00 + (code & 0x3FF))
    end,
    decode = function(bytes)
      local out, high = {}, nil
      for at = 1, #bytes, 2 do
        local unit = string.unpack(format, bytes, at)
        if unit >= 0xD800 and unit < 0xDC00 then
          high = unit
        else
          if high then unit = 0x10000 + ((high & 0x3FF) << 10 | unit & 0x3FF) end
          high = nil
          out[#out + 1] = utf8.char(unit)
        end
      end
      return table.concat(out)
    end,
  }
end

local function iso_8859_6()
  local list = {}
  for byte = 128, 255 do
    local letter = byte >= 0xC1 and byte <= 0xDA or byte >= 0xE0 and byte <= 0xF2
    local code = letter and byte + 0x560 or byte <= 0xA0 and byte or 0xFFFD
    list[#list + 1] = utf8.char(({ [0xAC] = 0x60C, [0xBB] = 0x61B, [0xBF] = 0x61F })[byte] or code)
  end
  return single_byte(table.concat(list))
end

local ENCODINGS = {
  ["utf-16le"] = utf16 "<I2", ["utf-16be"] = utf16 ">I2", ["windows-1256"] = single_byte(WINDOWS_1256),
  ["iso-8859-6"] = iso_8859_6(),
}

-- How people write what their encoding has no letter for.
local STAND_INS = {
  ["ی"] = "ي", ["ک"] = "ك", ["گ"] = "ك", ["پ"] = "ب", ["چ"] = "ج", ["ژ"] = "ز", ["«"] = '"', ["»"] = '"',
  ["\u{200C}"] = " ", ["–"] = "-", ["—"] = "-", ["’"] = "'", ["“"] = '"', ["”"] = '"', ["٪"] = "%",
}
for i = 0, 9 do
  STAND_INS[utf8.char(0x660 + i)], STAND_INS[utf8.char(0x6F0 + i)] = tostring(i), tostring(i)
end

-- The text as far as the encoding can write it.
local function writable(text, encoding)
  return (text:gsub(utf8.charpattern, function(c)
    if encoding.has(utf8.codepoint(c)) then return c end
    return STAND_INS[c] or "?"
  end))
end

local function encoded(text, encoding)
  local out = {}
  for _, code in utf8.codes(text) do out[#out + 1] = encoding.encode(code) end
  return table.concat(out)
end

-- Two folders of the same texts, in UTF-8 and in the encoding.
local function make_folders(encoding, mark)
  local folders = os.tmpname()
  assert(os.remove(folders))
  local list = io.popen("ls " .. check.quote(syria))
  local plain, other = folders .. "/plain", folders .. "/other"
  assert(os.execute(("mkdir %s %s %s"):format(folders, plain, other)))
  for name in list:lines() do
    local text = writable(read_file(syria .. "/" .. name), encoding)
    write_file(plain .. "/" .. name, text)
    write_file(other .. "/" .. name, encoded((mark or "") .. text, encoding))
  end
  list:close()
  return folders, plain, other
end

local function each_encoding(f)
  for name, encoding in pairs(ENCODINGS) do
    for _, mark in ipairs(name:find "^utf" and { "", "\u{FEFF}" } or { "" }) do
      local folders, plain, other = make_folders(encoding, mark)
      f(name, encoding, plain, other, mark)
      assert(os.execute("rm -r " .. check.quote(folders)))
    end
  end
end

-- Articles ---------------------------------------------------------------------------------------

-- What something found says, but for where it is; and that its bytes are what it says they are.
local function without_place(part, bytes, encoding)
  check.equal(encoding.decode(bytes:sub(part.first, part.last)), part.text)
  local rest = {}
  for name, value in pairs(part) do
    if name ~= "first" and name ~= "last" and name ~= "of_first" and name ~= "of_last" then rest[name] = value end
  end
  return rest
end

local plain_utf8 = { decode = function(bytes) return bytes end }

-- All that an article shows, without places.
local function parts_of(article, bytes, encoding)
  local list = {}
  local function add(part)
    local rest = without_place(part, bytes, encoding)
    rest.inner, rest.captures, rest.values = nil, nil, nil
    list[#list + 1] = rest
  end
  for token in article:tokens() do
    check.equal(article:token_at(token.first), token.index)
    check.equal(article:sentence_at(token.first), token.sentence)
    check.equal(article:is_repeat(token.first), token.is_repeat)
    local from, stop = article:to_match(token.first, token.last)
    check.equal({ article:to_source(from, stop) }, { token.first, token.last })
    local clitics = token.clitics
    if clitics then
      check.equal(article:slice(clitics.stem_first, clitics.stem_last), clitics.stem)
      clitics.stem_first, clitics.stem_last = nil, nil
    end
    add(token)
  end
  for token in article:tokens { repaired = true } do
    token.clitics = nil
    add(token)
  end
  for sentence in article:sentences() do add(sentence) end
  for paragraph in article:paragraphs() do add(paragraph) end
  for _, region in ipairs(article:regions()) do
    if region.of_first then
      region.of = article:slice(region.of_first, region.of_last)
      check.equal(encoding.decode(bytes:sub(region.of_first, region.of_last)), region.of)
    end
    add(region)
  end
  for _, p in ipairs { rasad.pattern.as("x", rasad.pattern.words { "سوریه", "سوريا", "Syria" }), rasad.pattern.number } do
    local found = article:match(p)
    list[#list + 1] = tostring(found)
    for hit in found:each() do
      local first, last = hit:span()
      add { first = first, last = last, text = hit:text(), is_repeat = hit.is_repeat }
      if hit.captures.x then add { first = hit.captures.x.first, last = hit.captures.x.last, text = hit.captures.x.text } end
    end
  end
  for _, date in ipairs(article:dates()) do
    local sentence = article:sentence(date.sentence)
    check.equal(sentence.text:sub(date.at, date.at + #date.text - 1), date.text)
    add { first = date.first, last = date.last, text = date.text, day = date.first_day, value = date.value, at = date.at }
  end
  return list
end

check.test("should read articles of any encoding as if they were UTF-8", function()
  each_encoding(function(name, encoding, plain, other, mark)
    local a <close> = assert(rasad.open(plain))
    local b <close> = assert(rasad.open(other))
    check.equal(b:warnings(), {}, name)
    local info = b:info()
    check.equal(a:info().encodings, { ["utf-8"] = 17 })
    check.equal(info.articles, 17)
    local counted = 0
    for article in b:articles() do
      local twin = assert(a:article(article:key()))
      local bytes, text = read_file(other .. "/" .. article:key()), read_file(plain .. "/" .. article:key())
      check.equal(twin:encoding(), "utf-8")
      check.truthy(twin:text() == text and twin:source() == text, "the UTF-8 text is the source")
      check.truthy(article:source() == bytes, name .. ": the source comes back")
      check.equal(article:size(), #bytes)
      check.truthy(article:text() == mark .. text, name .. ": the text")
      check.equal(article:slice(1, #bytes + 99), mark .. text)
      check.equal(article:meta(), twin:meta())
      check.equal(article:language(), twin:language())
      if article:encoding() == name then counted = counted + 1 end
      -- What is ASCII can't be told from UTF-8.
      check.truthy(article:encoding() == name or not text:find "[\x80-\xFF]" and name:find "^[wi]", article:key())
      local encoding_of_it = article:encoding() == "utf-8" and plain_utf8 or encoding
      local got, want = parts_of(article, bytes, encoding_of_it), parts_of(twin, text, plain_utf8)
      check.equal(#got, #want)
      for i in ipairs(want) do check.equal(got[i], want[i], name .. " " .. article:key()) end
    end
    check.equal(info.encodings[name], counted)
    check.truthy(counted >= 12, name .. ": articles of the encoding")
  end)
end)

check.test("should cut slices as string.sub does, by bytes of the file, and never through a character", function()
  local article = rasad.text("یک دو"):article(1)
  check.equal({ article:slice(1, 4), article:slice(6, 5), article:slice(6, 2), article:slice(10, 10) }, { "یک", "", "", "" })
  check.raises(function() article:slice(0, 3) end, "position outside the source")
  check.raises(function() article:slice(11, 12) end, "position outside the source")
  local path = os.tmpname()
  write_file(path, encoded("\u{FEFF}یک دو \u{1D74A}", ENCODINGS["utf-16be"]))
  local corpus <close> = assert(rasad.open(path))
  os.remove(path)
  local other = corpus:article(1)
  check.equal({ other:slice(3, 6), other:slice(4, 5), other:slice(3, 2), other:slice(1, 2), other:slice(16, 16) },
    { "یک", "یک", "", "\u{FEFF}", "\u{1D74A}" })
end)

-- Reports ----------------------------------------------------------------------------------------

local PLACES = { start = true, ["end"] = true, date_start = true, date_end = true, fingerprint = true }

-- The report without places; every piece of evidence is looked up in the bytes of its file.
local function told(value, folder, encodings)
  if type(value) ~= "table" then return value end
  if value.article and value.start and value.text then
    local bytes = read_file(folder .. "/" .. value.article)
    local encoding = encodings(value.article)
    check.equal(encoding.decode(bytes:sub(value.start + 1, value["end"])), value.text)
    if value.date_text then
      check.equal(encoding.decode(bytes:sub(value.date_start + 1, value.date_end)), value.date_text)
    end
  end
  local rest = {}
  for name, item in pairs(value) do
    if not PLACES[name] then rest[name] = told(item, folder, encodings) end
  end
  return rest
end

check.test("should report the same of a corpus in any encoding, with evidence in its own bytes", function()
  each_encoding(function(name, encoding, plain, other, mark)
    if name:find "^utf" and mark == "" then return end
    local corpus <close> = assert(rasad.open(other))
    local function encodings(key)
      return assert(corpus:article(key)):encoding() == "utf-8" and plain_utf8 or encoding
    end
    for _, script in ipairs { "ceasefire-timeline", "astana-rounds" } do
      local want = json.decode((check.rasad(("run %s %s --format json"):format(script, plain))))
      local got = json.decode((check.rasad(("run %s %s --format json"):format(script, other))))
      check.truthy(#want.events >= 5, "events")
      check.equal(told(got, other, encodings), told(want, plain, function() return plain_utf8 end), name)
    end
    -- Dates stand out in the quotes.
    local function page(folder)
      local text = check.rasad(("run ceasefire-timeline %s --format md"):format(folder))
      return (text:gsub("bytes %d+%-%d+", "bytes"):gsub(("%x"):rep(16), "fingerprint"))
    end
    check.truthy(page(other) == page(plain), name .. ": the page is the same")
  end)
end)

check.done()
