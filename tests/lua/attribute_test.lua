-- attribute_test.lua: what an input says of its tokens, asked for by token: in memory, on disk, and after a merge.
local check = require "check"
local rasad = require "rasad"

local CONLLU = [[
# newdoc id = a
# text = دولت نمی‌رود: see http://a.b/c.
1	دولت	دولت	NOUN	_	Number=Sing	2	nsubj	_	_
2-3	نمی‌رود	_	_	_	_	_	_	_	SpaceAfter=No
2	نمی	نه	PART	_	_	3	advmod	_	_
3	رود	رفت	VERB	_	_	0	root	_	_
4	:	:	PUNCT	_	_	3	punct	_	_
5	see	see	VERB	_	_	3	parataxis	_	_
6	http://a.b/c	http://a.b/c	SYM	_	_	5	obj	_	SpaceAfter=No
7	.	.	PUNCT	_	_	3	punct	_	_
]]

local VRT = [[
<!-- #vrt positional-attributes: lemma word index -->
<text id="v">
see	seen	1
it	it	_
</text>
]]

local function write_file(path, bytes)
  local f = assert(io.open(path, "wb"))
  assert(f:write(bytes))
  assert(f:close())
end

-- The tokens of an article with the values of an attribute: "form/value".
local function values(article, name)
  local list = {}
  for token in article:tokens() do
    list[#list + 1] = token.text .. "/" .. (article:attribute(name, token) or "-")
  end
  return table.concat(list, " ")
end

local folder = os.tmpname()
os.remove(folder)
os.execute("mkdir " .. check.quote(folder))
write_file(folder .. "/a.conllu", CONLLU)
write_file(folder .. "/v.vrt", VRT)
write_file(folder .. "/t.txt", "plain text")

local built = folder .. "/out.rasad"
assert(rasad.build { folder .. "/a.conllu", folder .. "/t.txt", to = built })
assert(rasad.build { folder .. "/v.vrt", to = built, append = true })

local function check_corpus(corpus)
  check.equal(corpus:info().attributes, { "deprel", "feats", "head", "id", "index", "lemma", "upos" })
  local a = corpus:article "a.conllu#a"
  check.equal(values(a, "upos"), "دولت/NOUN نمی‌رود/PART+VERB :/PUNCT see/VERB http://a.b/c/SYM ./PUNCT")
  check.equal(values(a, "head"), "دولت/2 نمی‌رود/3+0 :/3 see/3 http://a.b/c/5 ./3")
  check.equal(values(a, "feats"), "دولت/Number=Sing نمی‌رود/- :/- see/- http://a.b/c/- ./-")
  check.equal(values(a, "index"), "دولت/- نمی‌رود/- :/- see/- http://a.b/c/- ./-")
  local v = corpus:article "v.vrt#v"
  check.equal(values(v, "lemma"), "seen/see it/it")
  -- An attribute may be called as a member of tokens is: neither hides the other.
  check.equal(values(v, "index"), "seen/1 it/-")
  check.equal(v:token(2).index, 2)
  check.equal(values(corpus:article "t.txt", "upos"), "plain/- text/-")
  -- By number; nothing where there is nothing.
  check.equal(a:attribute("lemma", 2), "نه+رفت")
  check.equal(a:attribute("lemma", 0), nil)
  check.equal(a:attribute("lemma", 99), nil)
  check.equal(a:attribute("no such attribute", 1), nil)
  check.raises(function() a:attribute("lemma", {}) end, "number expected")
  check.raises(function() a:attribute("lemma") end, "number expected")
  -- Of hits.
  local found = 0
  for hit in corpus:match("see"):each() do
    local article, first = hit:article(), hit:span()
    check.equal(article:attribute("upos", article:token_at(first)), "VERB")
    found = found + 1
  end
  check.equal(found, 1)
end

check.test("attributes of what is read", function()
  check_corpus(assert(rasad.open { folder .. "/a.conllu", folder .. "/v.vrt", folder .. "/t.txt" }))
end)

check.test("attributes of several segments", function()
  check_corpus(assert(rasad.open(built)))
end)

check.test("attributes of what was merged", function()
  assert(rasad.build { to = built, merge = true })
  check_corpus(assert(rasad.open(built)))
end)

check.test("words as the repair of spelling has them", function()
  local corpus = assert(rasad.open(folder .. "/a.conllu"))
  local list = {}
  local article = corpus:article(1)
  for token in article:tokens { repaired = true } do list[#list + 1] = article:attribute("upos", token) end
  check.equal(list, { "NOUN", "PART+VERB", "PUNCT", "VERB", "SYM", "PUNCT" })
end)

check.test("a corpus without attributes", function()
  local corpus = assert(rasad.open(folder .. "/t.txt"))
  check.equal(corpus:info().attributes, nil)
  check.equal(corpus:article(1):attribute("lemma", 1), nil)
end)

os.execute("rm -r " .. check.quote(folder))
check.done()
