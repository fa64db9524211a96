---@meta
-- annotations.lua: what functions written in C are for scripts. Of those in Lua the annotations stand where they are
-- written; doc/make_api.lua makes the reference and the editors' definitions of both.

---@class rasad
---@field version string the version of the program
---@field profile string the name of the rules that make keys, tokens and sentences
local rasad = {}

---The key of a string: what searches compare. White space is kept.
---@param s string
---@return string
function rasad.key(s) end

---The readable form of a string: letters of the language, no stray controls, no tatweel.
---@param s string
---@param language? "fa"|"ar" found out if absent
---@return string
function rasad.display(s, language) end

---The language of a string: "fa", "ar", "en", or "other" where it can't be told.
---@param s string
---@return string
function rasad.language(s) end

---A corpus of one article, with the key "text", of a string.
---@param s string
---@param metadata? table<string, string> as { date = "2017-05-04" }
---@return rasad.Corpus
function rasad.text(s, metadata) end

---A report: what a report script returns.
---@param definition rasad.ReportFields
---@return table
function rasad.report(definition) end

---A pattern of a concept: by its name, or by a definition of your own.
---@param what string|rasad.Concept
---@return any pattern
function rasad.concept(what) end

---In a script: the bytes of a file that --allow-read names.
---@param path string
---@return string? bytes
---@return string? message
---@return string? code
function rasad.read(path) end

---@class rasad.Warning
---@field kind string "empty", "binary", "invalid_utf8", "unreadable", "bad_metadata", ...
---@field source string the file
---@field message string
---@field skipped boolean whether the file was left out
---@field line? integer
---@field offset? integer a byte, from 0

---@class rasad.CorpusInfo
---@field articles integer
---@field stories integer
---@field sources integer different ones in the metadata
---@field tokens integer
---@field words integer tokens that are words
---@field types integer different forms
---@field keys integer different keys
---@field source_bytes integer
---@field warnings integer
---@field skipped integer
---@field encodings table<string, integer> the number of articles of each
---@field languages table<string, integer> the number of articles mostly in each
---@field dated integer articles whose metadata state a date in figures
---@field first_day? integer of these dates, a day number
---@field last_day? integer
---@field attributes? string[] the names of the attributes that tokens have from the input
---@field fingerprint string the same for the same articles on every machine
---@field profile string

---@class rasad.Corpus its length is the number of articles, which are in the order of their keys
---@operator len: integer
local corpus = {}

---One article, by its key or its number.
---@param which string|integer
---@return rasad.Article? article
---@return string? message why there is none
---@return string? code
function corpus:article(which) end

---The articles, in the order of their keys.
---@return fun(): rasad.Article?
function corpus:articles() end

---What is in the corpus, in numbers.
---@return rasad.CorpusInfo
function corpus:info() end

---The stories: for each the number of the first article that tells it, and the keys of all that do.
---@return { index: integer, articles: string[] }[]
function corpus:stories() end

---What was wrong with the files.
---@return rasad.Warning[]
function corpus:warnings() end

---How many tokens have the key of a string.
---@param s string
---@return integer
function corpus:key_count(s) end

---Frees the corpus; its articles can't be used any more.
function corpus:close() end

---@class rasad.Token
---@field index integer
---@field first integer first byte of the file
---@field last integer
---@field text string
---@field key string what searches compare
---@field kind string "word", "number", "punct", "symbol", "url", "email", "hashtag", "mention" or "markup"
---@field language string
---@field sentence integer
---@field paragraph integer
---@field is_repeat boolean whether it lies in repeated text
---@field clitics? rasad.clitics

---@class rasad.Passage a sentence or a paragraph
---@field index integer
---@field first integer first byte of the file
---@field last integer
---@field text string
---@field first_token integer
---@field last_token integer
---@field paragraph? integer of a sentence
---@field is_repeat boolean

---@class rasad.Region
---@field kind string "headline", "lead", "byline", "agency", "footer" or "repeat"
---@field reason string
---@field first integer
---@field last integer
---@field text string
---@field of_first? integer of a repeat: where it was said before
---@field of_last? integer
---@field similarity? number of a repeat: 1, or less where it is not said in the same words

---@class rasad.Article
local article = {}

---Its key: its path in the folder that was opened; of a single file, its name.
---@return string
function article:key() end

---Its number in the corpus.
---@return integer
function article:index() end

---The corpus it belongs to.
---@return rasad.Corpus
function article:corpus() end

---The number of the first article that tells the same story; its own if none before it does.
---@return integer
function article:story() end

---A table that lives as long as the article, for what is costly to make again.
---@return table
function article:cache() end

---Its text, in UTF-8; of a file in UTF-8 the very bytes.
---@return string
function article:text() end

---The bytes of the file.
---@return string
function article:source() end

---How many bytes the file has.
---@return integer
function article:size() end

---What the file is encoded in: "utf-8", "utf-16le", "utf-16be", "windows-1256" or "iso-8859-6".
---@return string
function article:encoding() end

---First and last day of the date that its metadata state in figures ("2017-05-04", "1396/02"), as day numbers. nil if
---they state none, or one in words: `rasad.time.document_date` reads those, too.
---@return integer|nil first_day
---@return integer|nil last_day
function article:stated_days() end

---The text, in UTF-8, of bytes of the file.
---@param first integer
---@param last integer
---@return string
function article:slice(first, last) end

---What patterns see.
---@return string
function article:match_text() end

---A value of the metadata, or all of them.
---@param name? string "date", "title", "source", "author", "url", "language", or a column of your own
---@return string|table<string, string>|nil
function article:meta(name) end

---The language of most of its words.
---@return string
function article:language() end

---A token by its number.
---@param i integer
---@return rasad.Token?
function article:token(i) end

---What the input said of a token, of an attribute such as "lemma"; nil if nothing.
---@param name string
---@param token integer|rasad.Token
---@return string?
function article:attribute(name, token) end

---How many tokens it has.
---@return integer
function article:token_count() end

---A sentence by its number.
---@param i integer
---@return rasad.Passage?
function article:sentence(i) end

---The sentences, in order.
---@return fun(): rasad.Passage?
function article:sentences() end

---How many sentences it has.
---@return integer
function article:sentence_count() end

---A paragraph by its number.
---@param i integer
---@return rasad.Passage?
function article:paragraph(i) end

---The paragraphs, in order.
---@return fun(): rasad.Passage?
function article:paragraphs() end

---How many paragraphs it has.
---@return integer
function article:paragraph_count() end

---The marked regions: headline, lead, byline, agency, footer, repeats.
---@return rasad.Region[]
function article:regions() end

---The bytes of the file that lie behind the match text from `start` up to, not including, `stop`.
---@param start integer positions as lpeg.Cp gives them
---@param stop integer
---@return integer first
---@return integer last
function article:to_source(start, stop) end

---The positions in the match text of the tokens that touch bytes of the file; nil if none does.
---@param first integer
---@param last integer
---@return integer? start
---@return integer? stop
function article:to_match(first, last) end

---The number of the token at a byte, or of the next one; nil past the last.
---@param first integer
---@return integer?
function article:token_at(first) end

---The number of the token at a position of the match text.
---@param position integer
---@return integer?
function article:token_at_match(position) end

---The number of the sentence at a byte, or of the next one; nil past the last.
---@param first integer
---@return integer?
function article:sentence_at(first) end

---Whether the token at a byte, or the next one, lies in repeated text.
---@param first integer
---@return boolean
function article:is_repeat(first) end
