---@meta rasad
-- Generated from the annotations in the sources by `cmake --build build --target api`; don't edit it.

---@class rasad.Article
local Article = {}

---What the input said of a token, of an attribute such as "lemma"; nil if nothing.
---@param name string
---@param token integer|rasad.Token
---@return string?
function Article:attribute(name, token) end

---A table that lives as long as the article, for what is costly to make again.
---@return table
function Article:cache() end

---The corpus it belongs to.
---@return rasad.Corpus
function Article:corpus() end

--- The temporal expressions of the article, in order; see rasad.time.
---@param options? rasad.time.options
---@return rasad.time.expression[]
function Article:dates(options) end

---What the file is encoded in: "utf-8", "utf-16le", "utf-16be", "windows-1256" or "iso-8859-6".
---@return string
function Article:encoding() end

---Its number in the corpus.
---@return integer
function Article:index() end

---Whether the token at a byte, or the next one, lies in repeated text.
---@param first integer
---@return boolean
function Article:is_repeat(first) end

---Its key: its path in the folder that was opened; of a single file, its name.
---@return string
function Article:key() end

---The language of most of its words.
---@return string
function Article:language() end

--- All hits of a pattern in the article.
---@param pattern any a pattern, or a string that stands for the word
---@return rasad.Hits
function Article:match(pattern) end

---What patterns see.
---@return string
function Article:match_text() end

---A value of the metadata, or all of them.
---@param name? string "date", "title", "source", "author", "url", "language", or a column of your own
---@return string|table<string, string>|nil
function Article:meta(name) end

---A paragraph by its number.
---@param i integer
---@return rasad.Passage?
function Article:paragraph(i) end

---How many paragraphs it has.
---@return integer
function Article:paragraph_count() end

---The paragraphs, in order.
---@return fun(): rasad.Passage?
function Article:paragraphs() end

---The marked regions: headline, lead, byline, agency, footer, repeats.
---@return rasad.Region[]
function Article:regions() end

---A sentence by its number.
---@param i integer
---@return rasad.Passage?
function Article:sentence(i) end

---The number of the sentence at a byte, or of the next one; nil past the last.
---@param first integer
---@return integer?
function Article:sentence_at(first) end

---How many sentences it has.
---@return integer
function Article:sentence_count() end

---The sentences, in order.
---@return fun(): rasad.Passage?
function Article:sentences() end

---How many bytes the file has.
---@return integer
function Article:size() end

---The text, in UTF-8, of bytes of the file.
---@param first integer
---@param last integer
---@return string
function Article:slice(first, last) end

---The bytes of the file.
---@return string
function Article:source() end

---First and last day of the date that its metadata state in figures ("2017-05-04", "1396/02"), as day numbers. nil if
---they state none, or one in words: `rasad.time.document_date` reads those, too.
---@return integer|nil first_day
---@return integer|nil last_day
function Article:stated_days() end

---The number of the first article that tells the same story; its own if none before it does.
---@return integer
function Article:story() end

---Its text, in UTF-8; of a file in UTF-8 the very bytes.
---@return string
function Article:text() end

---The positions in the match text of the tokens that touch bytes of the file; nil if none does.
---@param first integer
---@param last integer
---@return integer? start
---@return integer? stop
function Article:to_match(first, last) end

---The bytes of the file that lie behind the match text from `start` up to, not including, `stop`.
---@param start integer positions as lpeg.Cp gives them
---@param stop integer
---@return integer first
---@return integer last
function Article:to_source(start, stop) end

---A token by its number.
---@param i integer
---@return rasad.Token?
function Article:token(i) end

---The number of the token at a byte, or of the next one; nil past the last.
---@param first integer
---@return integer?
function Article:token_at(first) end

---The number of the token at a position of the match text.
---@param position integer
---@return integer?
function Article:token_at_match(position) end

---How many tokens it has.
---@return integer
function Article:token_count() end

--- The tokens of the article, in order.
---@param options? { repaired?: boolean, min_confidence?: integer }
---@return fun(): rasad.Token?
function Article:tokens(options) end

---@class rasad.BoundRound what all claims together say of one round
---@field number integer
---@field first_day integer|nil
---@field last_day integer|nil
---@field claims table[] those its days rest on
---@field disagree table[] those that give it other days
---@field out_of_order boolean|nil its days do not stand between those of its neighbours
---@field not_before integer|nil where it has no days: the first that the order of the rounds leaves
---@field not_after integer|nil the last

---@class rasad.BuildOptions
---@field [integer] string the sources: files and folders
---@field to string the folder of the corpus
---@field append? boolean add to the corpus that is there
---@field merge? boolean make one segment of all
---@field strict? boolean the first file that would be skipped is an error
---@field remove? string[] keys of articles to leave out
---@field memory? integer megabytes (256)
---@field workers? integer threads that cut what is read (one for each processor)
---@field map? table<string, string> what members of records are called
---@field path_date? boolean full dates in the names of files are those of their articles
---@field reader? rasad.Reader makes documents of the bytes of each source, which is a file then
---@field progress? fun(stage: string, documents: integer, bytes: integer, bytes_read: integer, bytes_all: integer)

---@class rasad.Capture
---@field name string
---@field first integer first byte of the source
---@field last integer last byte of the source
---@field text string the text from first to last
---@field value any what the pattern inside captured first, if anything
---@field values any[] all that the pattern inside captured
---@field inner rasad.Capture[] the named captures inside

---@class rasad.Clause the marks of one sentence, found once
---@field article rasad.Article
---@field sentence table
local Clause = {}

---Whether nothing between two stretches of tokens says that they are told of different things: no
---verb of saying, no "that", "but" or "if", no semicolon.
---@param date { first: integer, last: integer } tokens of a date
---@param here { first: integer, last: integer } tokens of what may have the date
---@return boolean
function Clause:connected(date, here) end

---The dates of the sentence, in order; vague words, durations, bounds ("after 20 December") and the
---article's own dateline are left out. An apposition is one date.
---@return rasad.DateOf[]
function Clause:dates() end

---Whether what the tokens from first to last say is denied. Persian denies at the end of a clause,
---Arabic and English at its beginning.
---@param first integer
---@param last integer
---@return boolean
function Clause:denied(first, last) end

---Where a pattern matches in the sentence.
---@param p any an LPeg pattern
---@return { first: integer, last: integer, value: any }[]
function Clause:find(p) end

---What the sentence says of something that it may give a date: denied, planned or occurred.
---@param first integer
---@param last integer
---@param date? rasad.DateOf
---@return "occurred"|"planned"|"denied"
function Clause:status(first, last, date) end

---"future" if the tokens from first to last are told of as what will be, else "past".
---@param first integer
---@param last integer
---@return "future"|"past"
function Clause:tense(first, last) end

---@class rasad.Concept
---@field name string small letters, digits and -
---@field kind? string "country", "capital", "place", "person", "organisation", "party" or a word of your own
---@field fa? (string|rasad.Variant)[] Persian variants; the first is the label
---@field ar? (string|rasad.Variant)[]
---@field en? (string|rasad.Variant)[] written with a capital, it is only found with one; all in capitals, only so
---@field of? string the concept it belongs to: of a capital its country
---@field note? string what a reader should know, as other senses of a variant

---@class rasad.Corpus its length is the number of articles, which are in the order of their keys
---@operator len: integer
local Corpus = {}

---One article, by its key or its number.
---@param which string|integer
---@return rasad.Article? article
---@return string? message why there is none
---@return string? code
function Corpus:article(which) end

---The articles, in the order of their keys.
---@return fun(): rasad.Article?
function Corpus:articles() end

---Frees the corpus; its articles can't be used any more.
function Corpus:close() end

---What is in the corpus, in numbers.
---@return rasad.CorpusInfo
function Corpus:info() end

---How many tokens have the key of a string.
---@param s string
---@return integer
function Corpus:key_count(s) end

--- All hits of a pattern in the corpus, in order of articles and places.
---@param pattern any a pattern, or a string that stands for the word
---@return rasad.Hits
function Corpus:match(pattern) end

--- Dates articles that give no day of their own through events that other articles date; see rasad.time.
---@param options? { series?: rasad.Series[], events?: { name: string, mention: any }[] }
---@return rasad.ResolvedDates
function Corpus:resolve_dates(options) end

---The stories: for each the number of the first article that tells it, and the keys of all that do.
---@return { index: integer, articles: string[] }[]
function Corpus:stories() end

---What was wrong with the files.
---@return rasad.Warning[]
function Corpus:warnings() end

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

---@class rasad.CustomAccumulator
---@field zero fun(): any the empty value: merging it changes nothing
---@field merge fun(a: any, b: any): any both values in one; the same in whatever order and groups
---@field samples? any[] values that the laws are tried with, beside those of the run

---@class rasad.Date
local Date = {}

---Its calendar.
---@return rasad.calendar
function Date:calendar() end

---How sure the day is: "certain"; "proleptic" where its calendar was not yet in use; "plus_minus_one" of lunar dates
---on whose month the tables differ, or which were seen with the eye.
---@return "certain"|"proleptic"|"plus_minus_one"
function Date:certainty() end

---Its day of the month.
---@return integer
function Date:day() end

---Year, month and day in its calendar.
---@return integer year
---@return integer month
---@return integer day
function Date:fields() end

---The date as a reader of a language writes it: "4 May 2017", "۱۴ اردیبهشت ۱۳۹۶", "8 Shaban 1300 AH ±1". A style alone may
---be given as a string. nil and why where the calendar asked for does not reach it.
---@param options? rasad.DateFormat|string
---@return string|nil
---@return string|nil message
function Date:format(options) end

---The days that the date may be: itself, or one day more to each side where its calendar is not sure and reaches so far.
---@return rasad.Interval
function Date:interval() end

---Whether the tables of its calendar agree on the day.
---@return boolean
function Date:is_certain() end

---The opposite of date:plus.
---@param shift { years?: integer, months?: integer, weeks?: integer, days?: integer }
---@return rasad.Date|nil
---@return string|nil message
function Date:minus(shift) end

---Its month.
---@return integer
function Date:month() end

---The name of its month.
---@param language? rasad.language
---@param region? rasad.region
---@return string
function Date:month_name(language, region) end

---The day number (rata die), the same in every calendar.
---@return integer
function Date:number() end

---A date so much later: years and months first, in the date's own calendar and to the last day of a shorter month, then
---weeks and days. nil and why where the calendar does not reach so far.
---@param shift { years?: integer, months?: integer, weeks?: integer, days?: integer }
---@return rasad.Date|nil
---@return string|nil message
function Date:plus(shift) end

---The same day in another calendar; nil and why where that calendar does not reach it.
---@param calendar rasad.calendar
---@return rasad.Date|nil
---@return string|nil message
function Date:to(calendar) end

---Its weekday: 1 is Monday, 7 is Sunday.
---@return integer
function Date:weekday() end

---The name of its weekday.
---@param language? rasad.language
---@return string
function Date:weekday_name(language) end

---The month that the date lies in.
---@return rasad.Interval
function Date:whole_month() end

---The year that the date lies in.
---@return rasad.Interval
function Date:whole_year() end

---Its year.
---@return integer
function Date:year() end

---@class rasad.DateFormat
---@field calendar? rasad.calendar that of the value without it
---@field language? rasad.language "en"
---@field region? rasad.region whose month names: "levant" writes كانون الثاني for January
---@field digits? "latn"|"fa"|"ar" those of the language without it
---@field style? "iso"|"short"|"long"|"full" 2017-05-04, 4/5/2017 (in Persian ۱۳۹۶/۲/۱۴), 4 May 2017, Thursday 4 May 2017;
---  "long" without it

---@class rasad.DateOf a date of a sentence, with all members of its apposition
---@field expression table the expression, or the first member of the apposition
---@field first integer its first token
---@field last integer its last token
---@field first_day integer|nil what all members have in common
---@field last_day integer|nil
---@field precision string|nil
---@field tense "past"|"future"|nil
---@field signal "from"|"until"|nil

---@class rasad.Document
---@field text string
---@field id? string|integer tells it from the others of its file; their number otherwise
---@field [string] string|number|boolean metadata: title, date, source, author, url, language and any other

---@class rasad.Hit
---@field index integer its place among the hits
---@field is_repeat boolean whether it lies in a repeated region
---@field captures table named captures by name, values without a name by number
---@field values any[] values without a name, in order
local Hit = {}

---All captures of a name, in order; captures[name] is the first of them.
---@param name string
---@return rasad.Capture[]
function Hit:all(name) end

---The article it is in.
---@return rasad.Article
function Hit:article() end

---A line of a concordance, which out:log keeps and report:kwic shows: the sentence cut around the hit.
---@return {article: string, start: integer, stop: integer, before: string, node: string, after: string}
function Hit:line() end

---The sentence it begins in, as article:sentence gives it.
---@return rasad.Passage
function Hit:sentence() end

---First and last byte in the article's source, as article:slice takes them.
---@return integer first
---@return integer last
function Hit:span() end

---The text as it stands.
---@return string
function Hit:text() end

---@class rasad.Hits
local Hits = {}

---How many articles have hits.
---@return integer
function Hits:articles() end

---Iterates over the articles that have hits: `for key, part in found:by_article() do`.
---@return fun(): string?, rasad.Hits?
function Hits:by_article() end

---The hits outside repeated regions.
---@return rasad.Hits
function Hits:distinct() end

---Iterates over the hits: `for hit in found:each() do`.
---@return fun(): rasad.Hit?
function Hits:each() end

---The hits for which f(hit) is true.
---@param f fun(hit: rasad.Hit): any
---@return rasad.Hits
function Hits:filter(f) end

---`n` hits drawn at random, in their order; the same seed draws the same hits.
---@param n integer
---@param seed? integer
---@return rasad.Hits
function Hits:sample(n, seed) end

---How many sources have hits, by the articles' metadata; one name in several spellings is one.
---@return integer
function Hits:sources() end

---How many stories have hits; articles that say nearly the same are one.
---@return integer
function Hits:stories() end

---@class rasad.InspectOptions
---@field depth? integer how many tables inside each other are opened (4)
---@field entries? integer how many entries of one table are shown (30)
---@field total? integer how many entries are shown altogether (500)
---@field length? integer how many bytes of a nested string are shown (200)

---@class rasad.Interval
local Interval = {}

---Its calendar.
---@return rasad.calendar
function Interval:calendar() end

---Whether a date, or a whole interval, lies in it.
---@param other rasad.Date|rasad.Interval
---@return boolean
function Interval:contains(other) end

---How many days it has.
---@return integer
function Interval:days() end

---Iterates over the days: `for day in interval:each() do`.
---@return fun(): rasad.Date?
function Interval:each() end

---Its first day.
---@return rasad.Date
function Interval:first() end

---The interval as a reader of a language writes it: "3-4 May 2017", "۱۳-۱۴ اردیبهشت ۱۳۹۶".
---@param options? rasad.DateFormat|string
---@return string|nil
---@return string|nil message
function Interval:format(options) end

---The days in common with another; nil where there are none.
---@param other rasad.Date|rasad.Interval
---@return rasad.Interval|nil
function Interval:intersect(other) end

---Whether it has a day in common with another.
---@param other rasad.Date|rasad.Interval
---@return boolean
function Interval:intersects(other) end

---Its last day.
---@return rasad.Date
function Interval:last() end

---The shortest interval that holds both.
---@param other rasad.Date|rasad.Interval
---@return rasad.Interval
function Interval:span(other) end

---The same days in another calendar; nil and why where that calendar does not reach them.
---@param calendar rasad.calendar
---@return rasad.Interval|nil
---@return string|nil message
function Interval:to(calendar) end

---Both as one, where no day lies between them; else nil.
---@param other rasad.Date|rasad.Interval
---@return rasad.Interval|nil
function Interval:union(other) end

---@class rasad.Merged what finish reads
local Merged = {}

---The keys of the articles that were read through, in order; those where map failed are missing.
---@return string[]
function Merged:articles() end

---All claims as they were made, in the order of the articles.
---@return table[]
function Merged:claims() end

---The counter's keys and counts; `pairs` gives them in order.
---@param name string
---@return table<string|integer, integer>
function Merged:counter(name) end

---The keys of out:distinct, and how many different elements each has.
---@param name string
---@return table<string|integer, integer>
function Merged:distincts(name) end

---The events that the dated claims make, in the order of their days, and the undated claims.
---@param key? string|integer only these
---@return table[] events
---@return table[] undated
function Merged:events(key) end

---What out:value counted, in bins.
---@param name string
---@param options {width: number?, edges: number[]?} how wide a bin is, or where each begins and the last ends
---@return table histogram count, sum, least, most, median, mean, below, above, bins of { from, to, count }
function Merged:histogram(name, options) end

---The records of a log, in the order of the articles.
---@param name string
---@return table[] records
---@return string[] articles the key of the article each record comes from
function Merged:logs(name) end

---What an accumulator of the script's own has come to; its zero where nobody wrote to it.
---@param name string
---@return any
function Merged:merged(name) end

---What out:day counted, in periods without gaps from the first to the last.
---@param name string
---@param by? "day"|"week"|"month"|"year" month without it
---@param calendar? "gregorian"|"jalali"|"hijri"
---@return {first_day: integer, last_day: integer, label: string, count: integer}[] periods
---@return integer wider what lies in no single period, as a year in months
function Merged:series(name, by, calendar) end

---The set's elements: integers first, then strings, each in order.
---@param name string
---@return (string|integer)[]
function Merged:set(name) end

---The keys of a sum and their sums, each rounded once: integers where they are whole.
---@param name string
---@return table<string|integer, number>
function Merged:sums(name) end

---The claims without a date, one per key, article and sentence.
---@param key? string|integer
---@return table[]
function Merged:undated(key) end

---@class rasad.Out what map writes to
local Out = {}

---Adds an element to a set.
---@param name string
---@param element string|integer
function Out:add(name, element) end

---Counts: adds n (1 if absent) to the counter's key.
---@param name string
---@param key string|integer
---@param n? integer
function Out:count(name, key, n) end

---Counts on a day or in an interval of days, for a series.
---@param name string
---@param when integer|{first_day: integer, last_day: integer} a day number, or what has first and last day, as a date
---@param n? integer
function Out:day(name, when, n) end

---Counts different elements: each once for its key, in however many articles it is.
---@param name string
---@param key string|integer
---@param element string|integer
function Out:distinct(name, key, element) end

---Claims that something happened, will happen or didn't; claims of all articles become events.
---@param key string|integer
---@param claim table see rasad.event.claim
function Out:event(key, claim) end

---Appends a record to a log; finish reads the records in the order of the articles.
---@param name string
---@param record any a string, number, boolean, or a table of such
function Out:log(name, record) end

---Merges a value into an accumulator of the script's own.
---@param name string one of the definition's `accumulators`
---@param value any
function Out:merge(name, value) end

---Adds a number to a sum, which is exact whatever the order: it is rounded once, when finish reads it.
---@param name string
---@param key string|integer
---@param x number
function Out:sum(name, key, x) end

---Counts a value, for a histogram.
---@param name string
---@param value number
function Out:value(name, value) end

---@class rasad.Passage a sentence or a paragraph
---@field index integer
---@field first integer first byte of the file
---@field last integer
---@field text string
---@field first_token integer
---@field last_token integer
---@field paragraph? integer of a sentence
---@field is_repeat boolean

---@alias rasad.Reader fun(bytes: string, name: string): rasad.Document|rasad.Document[]|fun(): rasad.Document?

---@class rasad.Region
---@field kind string "headline", "lead", "byline", "agency", "footer" or "repeat"
---@field reason string
---@field first integer
---@field last integer
---@field text string
---@field of_first? integer of a repeat: where it was said before
---@field of_last? integer
---@field similarity? number of a repeat: 1, or less where it is not said in the same words

---@class rasad.ReportFields
---@field name string small letters, digits and -
---@field api integer the contract the script is written for: 1
---@field summary string one line: what the report shows
---@field description? string
---@field author? string
---@field license? string
---@field version? string
---@field categories? string[]
---@field args? table[] { "name", type = "string", default, required, values, help }; the types: args.types
---@field examples? string[] command lines
---@field translations? table<string, table<string, string>> of its titles and names: { fa = { ["Ceasefires"] = "..." } }
---@field accumulators? table<string, rasad.CustomAccumulator> the script's own, for out:merge and out:merged
---@field map fun(article: rasad.Article, out: rasad.Out, args: table) called for each article
---@field finish fun(out: rasad.Merged, report: rasad.ReportWriter, args: table) called once, at the end

---@class rasad.ReportWriter what finish writes to
local ReportWriter = {}

---A chart: bars or lines of series over labels, a strip of shades (a row for each series), or a dispersion (places in a
---length, a row for each series).
---@param t {type: "bars"|"lines"|"strip"|"dispersion", title: string?, labels: string[]?, series: table[]}
function ReportWriter:chart(t) end

---Puts a value at the top of the JSON output.
---@param name string
---@param value any text, numbers, booleans and tables of them (see rasad.json.array, object and null), or events
function ReportWriter:data(name, value) end

---A heading.
---@param s string
---@param level? integer 1 (the default) to 3
function ReportWriter:heading(s, level) end

---Passages with what was found in the middle.
---@param t {lines: table[]} lines as hit:line() gives them
function ReportWriter:kwic(t) end

---A remark, set apart from the text.
---@param s string
function ReportWriter:note(s) end

---A paragraph. `articles` are those it is about; it may name only some of them, HTML lists them all.
---@param s string
---@param articles? string[]
function ReportWriter:prose(s, articles) end

---A table. A row is a list of cells, or a table by the columns' titles (or keys).
---@param t {columns: (string|{title: string, key: string?})[], rows: table[]}
function ReportWriter:table(t) end

---A timeline of events and of claims without a date, as out:events() gives them. `fields` names own fields which
---every event is written with, also where it hasn't got them; `lanes` the field that HTML draws a lane for each value of,
---the key without it.
---@param t {events: table[], undated: table[]?, fields: string[]?, lanes: string?}
function ReportWriter:timeline(t) end

---The report's title, instead of the script's summary.
---@param s string
function ReportWriter:title(s) end

---@class rasad.ResolvedDates
---@field steps table[] { article, event, through, more, first_day, last_day, premises, text, conflict }, in the order taken
local ResolvedDates = {}

---The dates of an article, those resolved that hang on a day found through others.
---@param article rasad.Article
---@return rasad.time.expression[]
function ResolvedDates:dates(article) end

---An article's own date: as time.document_date gives it, or through other articles (how = "across").
---@param article rasad.Article
---@return table|nil
---@return string|nil reason
---@return table|nil bounds
function ResolvedDates:document_date(article) end

---Why an article has its day, a line a reason; nil where nothing was found through others.
---@param article rasad.Article|string the article or its key
---@return string|nil
function ResolvedDates:explain(article) end

---@class rasad.Round a round of a series as one article names it
---@field number integer|nil as said
---@field second integer|nil of a label of two, "Astana 3 and 4"
---@field next boolean|nil it is called the next one
---@field previous boolean|nil it is called the previous one
---@field implied integer|nil the number that follows from others the article names
---@field kind "label"|"round"|"meeting" how it is named: "Astana 4", by a round, by a meeting
---@field first integer its first token
---@field last integer its last token
---@field sentence table as article:sentence gives it
---@field dates rasad.DateOf[] the days that its sentence gives for it
---@field date rasad.DateOf|nil the nearest of them
---@field status "occurred"|"planned"|"claimed"|"denied"
---@field is_repeat boolean
---@field premises table[] why the implied number is that: { text, soft }

---@class rasad.Series
local Series = {}

---Where an article names the series.
---@param article rasad.Article
---@return rasad.Hits
function Series:mentions(article) end

---The rounds of the series that an article names, in order, with the days that are given for them.
---@param article rasad.Article
---@param named? rasad.Hits the mentions, where they are at hand
---@return rasad.Round[]
function Series:rounds(article, named) end

---@class rasad.Speaker
---@field text string as the article has it
---@field first integer first byte
---@field last integer last byte

---@class rasad.Statement what somebody is reported to have said; spans are bytes of the source as string.sub takes them
---@field article string the article's key
---@field who string|nil the name of the concept that the speaker is, else the longest name the article has for the speaker
---@field concept string|nil the name of the concept
---@field speaker rasad.Speaker|nil the words that name the speaker, or the pronoun; nil where the verb stands alone
---@field verb rasad.Speaker|nil the verb, or "according to"; nil of a name and a colon
---@field text string what was said
---@field first integer
---@field last integer
---@field kind "direct"|"reported"
---@field mark "quotes"|"colon"|"that"|"none" what the words said begin with
---@field how "stated"|"pronoun"|"agency"|"unknown" how the speaker was told
---@field via string|nil who passed it on
---@field language string
---@field sentence integer
---@field is_repeat boolean

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

---@class rasad.Variant
---@field [1] string the word or phrase
---@field beside? string[] only where one of these words stands right before or after it
---@field with? string[] only where one of these words stands in the same sentence
---@field not_after? string[] not right after one of these words; "#" is any number
---@field not_before? string[] not right before one of these words; "#" is any number
---@field bare? boolean only as it stands: nothing is written before or after it

---@class rasad.Warning
---@field kind string "empty", "binary", "invalid_utf8", "unreadable", "bad_metadata", ...
---@field source string the file
---@field message string
---@field skipped boolean whether the file was left out
---@field line? integer
---@field offset? integer a byte, from 0

---@alias rasad.calendar "gregorian"|"jalali"|"hijri"

---@class rasad.clitics
---@field proclitics string[] as written, in order: of وبالمدينة "و", "ب", "ال"; of للمدينة "ل", "ل"
---@field stem string what is left
---@field stem_first integer where it begins: bytes of the word, or of the article if a token has them
---@field stem_last integer
---@field enclitic? string the pronoun at the end: of مدينتهم "هم"

---@alias rasad.language "en"|"fa"|"ar"

---@class rasad.map
---@field private list rasad.map.unit[]

---@class rasad.map.unit
---@field first integer first byte in the source
---@field stop integer the byte after the last
---@field form_first integer the same of the form
---@field form_stop integer
---@field rule? string what changed it

---@class rasad.profile
---@field name string
---@field version string
---@field summary? string what it follows, in a line
---@field language string of rasad's own layers where the rules call them
---@field protect? any a pattern of what display and repair leave alone
---@field display? table[] rules of the readable form
---@field key? table[] rules of the form that is matched
---@field stem? table[] rules of the stem, after those of the key
---@field repair? table[] rules that mend spelling
---@field index? "key"|"stem" which of these a token's key is
---@field drop? table<string, true> kinds of tokens that are left out
---@field stop? table<string, true> words that are left out, as keys

---@alias rasad.region "world"|"iran"|"afghanistan"|"egypt"|"levant"|"maghreb"|"morocco"

---@class rasad.time.expression
---@field first integer source byte of the first character, 1-based
---@field last integer source byte of the last character
---@field text string the source text
---@field kind "date"|"time"|"duration"|"set"|"vague"
---@field value string TIMEX3-like; X stands for what is unknown
---@field edtf string|nil the value in EDTF (ISO 8601-2), in the Gregorian calendar
---@field hour integer|nil the hour of a time, of 24, as far as the text tells; minute and second if stated
---@field minute integer|nil
---@field second integer|nil
---@field last_hour integer|nil of a time that runs from one hour to another; so last_minute and last_second
---@field last_minute integer|nil
---@field last_second integer|nil
---@field part_of_day string|nil "MO", "MI", "AF", "EV", "NI" as in TIMEX3, or "MN" for midnight
---@field range integer|nil number of the interval whose first or last end it is
---@field range_first_day integer|nil the days from one end of the interval to the other
---@field range_last_day integer|nil
---@field text_value string what the surface alone says
---@field mod string|nil "START", "MID", "END", "APPROX"
---@field calendar rasad.calendar|nil
---@field fields table what was stated, in its own calendar
---@field first_day integer|nil
---@field last_day integer|nil
---@field precision string|nil "day", "part", "week", "month", "season", "year", "decade"
---@field resolved boolean
---@field dated "stated"|"computed"|"inferred"|nil
---@field anchor string|nil what it was reckoned from: "metadata", "given", "dateline", "text", "apposition" ...
---@field premises table[] { text, soft }
---@field alternatives table[] { first_day, last_day, year, without, later }
---@field reason string|nil why it is not resolved
---@field warning string|nil what in it disagrees, such as a weekday with its date
---@field tense "past"|"future"|nil
---@field direction "past"|"present"|"future"|nil by a word of its own
---@field signal "from"|"until"|nil
---@field sentence integer
---@field at integer where its text begins in the text of the sentence
---@field group integer|nil number of the apposition it is a member of
---@field group_first_day integer|nil the members' intersection
---@field group_last_day integer|nil
---@field group_conflict boolean|nil the members have no day in common
---@field is_dateline boolean|nil it dates the article, not what is told
---@field token_first integer
---@field token_last integer

---@class rasad.time.options: rasad.time.reading
---@field dct? string|integer|rasad.Date the day of publication, if the caller knows it; "2017-05-04T09:30" gives its hour too
---@field direction? "past"|"future" where dates lie that do not say it, as in messages; news tells it by its verbs
---@field language? "fa"|"ar"|"en" the language of the text, where it need not be found out

---@class rasad.time.reading
---@field liberal? boolean whether what may be a time is one: "2/2013", "the 15th", "at seven"
---@field calendar? rasad.calendar the calendar of dates in figures
---@field week_start? integer 1 Monday to 7 Sunday; weeks of a month or year are then whole ones
---@field formats? "dmy"|"mdy" which of two small numbers is the month

---@class rasad
---@field version string the version of the program
---@field profile string the name of the rules that make keys, tokens and sentences
rasad = {}

--- Builds a corpus on disk: rasad.build { "articles", "more.jsonl", to = "news.rasad" }. A script may not.
---@param options rasad.BuildOptions
---@return { added: integer, unchanged: integer, removed: integer, bytes_on_disk: integer }?
---@return string? message
---@return string? code
function rasad.build(options) end

--- Reads all of a built corpus and says what is damaged.
---@param path string
---@return { damage: { source: string, offset: integer?, message: string }[], articles: integer }?
---@return string? message
---@return string? code
function rasad.check(path) end

---The readable form of a string: letters of the language, no stray controls, no tatweel.
---@param s string
---@param language? "fa"|"ar" found out if absent
---@return string
function rasad.display(s, language) end

---The readable form of a value.
---@param v any
---@param options? rasad.InspectOptions
---@return string
function rasad.inspect(v, options) end

---The key of a string: what searches compare. White space is kept.
---@param s string
---@return string
function rasad.key(s) end

---The language of a string: "fa", "ar", "en", or "other" where it can't be told.
---@param s string
---@return string
function rasad.language(s) end

--- The corpus of a file or folder, or of a list of them.
---@param path string|string[]
---@param options? { strict?: boolean, map?: table<string, string>, path_date?: boolean }
---@return rasad.Corpus?
---@return string? message
---@return string? code
function rasad.open(path, options) end

---In a script: the bytes of a file that --allow-read names.
---@param path string
---@return string? bytes
---@return string? message
---@return string? code
function rasad.read(path) end

---@overload fun(s: string, metadata?: table<string, string>): rasad.Corpus
rasad.text = {}

---The running text alone, in readable form: exact repeats, source lines, an agency's opening words, footers, tags and
---marks of HTML and Markdown left out. Then the list of all regions, { kind, first, last, text, reason, ... } as
---article:regions() gives them and "markup" besides, spans of `s` in bytes; `s` itself stays as it is.
---@param s string
---@param options? { language?: string }
---@return string
---@return table[]
function rasad.text.clean(s, options) end

---What is written together with an Arabic word: conjunctions, prepositions and the future mark of one
---letter, the article, a pronoun. Light rules and a word list tell them; of a word that they cannot
---tell, nothing is cut off. Tokens of Arabic passages that have any carry them as `token.clitics`.
---@param word string
---@return rasad.clitics
function rasad.text.clitics(word) end

---The readable form: letters of the language, presentation forms as letters, stray controls out. The
---map leads from spans of bytes of the form to those of `s` and back: map:to_source(first, last),
---map:to_form(first, last), as string.sub takes them; an empty span ends at first - 1.
---@param s string
---@param options? { language?: string, profile?: string } the language of the text is found out if absent
---@return string form
---@return rasad.map map
function rasad.text.display(s, options) end

---In a rule whose pattern looks at more than it changes: the part that is changed, and what it
---becomes. { "time", text.edit(lpeg.R "09" ^ 1, "TIME") * " o'clock" }
---@param pattern any
---@param to string|table<string, string>|function
---@return any
function rasad.text.edit(pattern, to) end

---The form that queries match, the same for all languages, and the map to it as of text.display.
---@param s string
---@param options? { profile?: string }
---@return string form
---@return rasad.map map
function rasad.text.key(s, options) end

---"fa", "ar", "en", or "other" where the letters do not tell.
---@param s string
---@return string
function rasad.text.language(s) end

---The lemma of a word or a verb phrase. Of a Persian verb it is the past stem, and the present stem
---comes second: می‌گوید gives گفت and گو.
---@param s string
---@param options? { language?: string }
---@return string lemma
---@return string? present
function rasad.text.lemma(s, options) end

---Defines a profile: a table with name, version and lists of rules { name, pattern, to }, named
---display, key, stem, repair. Layers that it lacks are rasad's own.
---@param given rasad.profile
---@return string id
function rasad.text.profile(given) end

---The profiles that `profile` may name, each with its version.
---@return { name: string, version: string, summary: string }[]
function rasad.text.profiles() end

---The text with its Persian spelling mended (ZWNJ where it was lost), and the edits that were made:
---{ first, last, text, rule, confidence }, spans of `s` in bytes, last = first - 1 where something
---is only put in. Third, for a report's provenance, what was gone by: the version of rasad's word
---list and, where hunspell has a Persian dictionary here, its name and hash; or the profile. The
---edits of another profile have no confidence.
---@param s string
---@param options? { min_confidence?: integer, zwnj_everywhere?: boolean, profile?: string }
---@return string repaired
---@return table[] edits
---@return string version
function rasad.text.repair(s, options) end

---The sentences of a string, as article:sentences() gives them.
---@param s string
---@return table[]
function rasad.text.sentences(s) end

---The stem of a word, in key form: of Arabic and English words by Snowball, of Persian ones the
---key of the lemma.
---@param s string
---@param options? { language?: string, profile?: string }
---@return string
function rasad.text.stem(s, options) end

---The tokens of a string, as article:tokens() gives them. With a profile, those of its readable form
---that it does not leave out; first and last are bytes of `s` all the same. repaired: what rasad's repair
---of Persian spelling joins is one token, what it cuts is two, so that counting them measures no
---spelling.
---@param s string
---@param options? { profile?: string, repaired?: boolean, min_confidence?: integer }
---@return table[]
function rasad.text.tokens(s, options) end

rasad.pattern = {}

---One token and the space after it.
---@type any
rasad.pattern.any = nil

---Names what `p` matches: a hit's `captures[name]` is {first, last, text, value}, value being what
---`p` itself captured (the number of pattern.number, the expression of pattern.date).
---@param name string
---@param p any a pattern or a word
---@return any pattern
function rasad.pattern.as(name, p) end

---Any barrier.
---@type any
rasad.pattern.barrier = nil

---One character of a token.
---@type any
rasad.pattern.char = nil

---One or more characters, to the end of the token at most.
---@type any
rasad.pattern.chars = nil

---What Arabic may write onto the front of a word, taken greedily. Where the word itself may begin
---with these letters (وقف), use the option `clitics` of `word`, which tries both.
---@type any
rasad.pattern.clitic_ar = nil

---A word that has `s` anywhere in it.
---@param s string
---@return any pattern
function rasad.pattern.contains(s) end

---A space, or the end of a sentence or paragraph.
---@type any
rasad.pattern.cross_paragraph = nil

---A space, or any barrier.
---@type any
rasad.pattern.cross_region = nil

---A space, or the end of a sentence.
---@type any
rasad.pattern.cross_sentence = nil

---A temporal expression as rasad.time finds it in the article, hours of the day aside; captures the expression, the
---same table that time.find(article) has.
---@type any
rasad.pattern.date = nil

---One ASCII digit: digits of all scripts are folded to these.
---@type any
rasad.pattern.digit = nil

---Like `exact`, but of the display form: letters are told apart, and keyboards (ي and ی), marks
---and elongation are not.
---@param s string
---@param p? any a pattern or a word
---@return any pattern
function rasad.pattern.display(s, p) end

---Only where the source has `s` letter for letter (pattern.exact "آن" does not find ان), and `p`,
---which is the word `s` unless given, matches.
---@param s string
---@param p? any a pattern or a word
---@return any pattern
function rasad.pattern.exact(s, p) end

---A pattern from what the driver was given: a pattern or a word.
---@param who string the method, for the message
---@param v any
---@return any pattern
function rasad.pattern.from(who, v) end

---From `min` to `max` tokens (exactly `min` without `max`) with the separators after them, in one
---sentence. By itself it takes as many as there are, as LPeg does; as an item of `sequence` it
---takes as few as are needed.
---@param min integer
---@param max? integer
---@param opts? {cross: "sentence"|"paragraph"|"region"|nil}
---@return any pattern
function rasad.pattern.gap(min, max, opts) end

---`a` and `b` in either order with at most `n` tokens between, in one sentence.
---@param a any a pattern or a word
---@param b any a pattern or a word
---@param n integer
---@param opts? {cross: "sentence"|"paragraph"|"region"|nil}
---@return any pattern
function rasad.pattern.near(a, b, n, opts) end

---A number in digits of any script or in words; captures its value.
---@type any
rasad.pattern.number = nil

---An ordinal in words or digits; captures its value.
---@type any
rasad.pattern.ordinal = nil

---True at the end of a paragraph.
---@type any
rasad.pattern.paragraph_end = nil

---True at the start of a paragraph. An edge of a repeated region counts as one, for it hides the paragraph mark.
---@type any
rasad.pattern.paragraph_start = nil

---A word that begins with `s`. A ZWNJ or space at the end of `s` means that the rest may also be a
---word of its own: prefix("می‌") finds میرود and می رود.
---@param s string
---@return any pattern
function rasad.pattern.prefix(s) end

---One character of match text that stands for one from `lo` to `hi`: the range is folded as the
---text is, so that range("ا", "ي") holds ی and ک too.
---@param lo string one character
---@param hi string one character
---@return any pattern
function rasad.pattern.range(lo, hi) end

---True at the end of a sentence.
---@type any
rasad.pattern.sentence_end = nil

---True at the start of a sentence.
---@type any
rasad.pattern.sentence_start = nil

---Any separator: the space between two tokens or a barrier. It goes over it.
---@type any
rasad.pattern.sep = nil

---Items one after the other with one space between; strings are words, and an item may be
---optional (p^-1). With the field `cross` the spaces may be barriers too.
---@param items table list of patterns and strings
---@return any pattern
function rasad.pattern.sequence(items) end

---One character of match text that stands for one of those of `s`.
---@param s string
---@return any pattern
function rasad.pattern.set(s) end

---The space between two tokens of a sentence.
---@type any
rasad.pattern.space = nil

---A word that ends with `s`. A ZWNJ or space at the start of `s` means that it may also be a word
---of its own after another: suffix("‌ها") finds کتابها and کتاب ها.
---@param s string
---@return any pattern
function rasad.pattern.suffix(s) end

---The letters of `s` in any spelling right here, wherever a word begins or ends: a part to build
---words from.
---@param s string
---@return any pattern
function rasad.pattern.text(s) end

---One token, without the separator after it.
---@type any
rasad.pattern.token = nil

---True at the start of a token.
---@type any
rasad.pattern.token_start = nil

---From here to the first `p`, which is taken too, in the same sentence; at most `n` tokens before
---it if `n` is given.
---@param p any a pattern or a word
---@param n? integer
---@param opts? {cross: "sentence"|"paragraph"|"region"|nil}
---@return any pattern
function rasad.pattern.upto(p, n, opts) end

---One character from `lo` to `hi` as they are, without folding.
---@param lo string|integer
---@param hi string|integer
---@return any pattern
function rasad.pattern.utf8_range(lo, hi) end

---What `p` matches, if f(text, ...) says so: text is the source as it stands, then come p's
---captures.
---@param p any a pattern or a word
---@param f fun(text: string, ...): any
---@return any pattern
function rasad.pattern.where(p, f) end

---One word or phrase in any spelling, to the end of a word. With {clitics = true} its first word
---may have what Arabic writes onto a word: و ف ب ل ك س and ال, لل.
---@param s string
---@param opts? {clitics: boolean?}
---@return any pattern
function rasad.pattern.word(s, opts) end

---True at the end of a token.
---@type any
rasad.pattern.word_end = nil

---One of several words or phrases, the longest that fits.
---@param list string[]
---@param opts? {clitics: boolean?}
---@return any pattern
function rasad.pattern.words(list, opts) end

rasad.re = {}

---Like re.compile of LPeg; classes with letters that aren't ASCII match whole characters.
---@param source string
---@param defs? table
---@return any pattern
function rasad.re.compile(source, defs) end

---Like re.find of LPeg.
---@param subject string
---@param source any
---@param init? integer
---@return integer? first
---@return integer? last
function rasad.re.find(subject, source, init) end

---Like re.gsub of LPeg.
---@param subject string
---@param source any
---@param replacement any
---@return string
function rasad.re.gsub(subject, source, replacement) end

---Like re.match of LPeg.
---@param subject string
---@param source any
---@param init? integer
---@return any ...
function rasad.re.match(subject, source, init) end

---@overload fun(what: string|rasad.Concept): any
rasad.concept = {}

---A pattern of any of several concepts; the longest that fits, and of equal ones the first in the list.
---@param list (string|any)[] names of concepts and sets, and patterns that rasad.concept made
---@return any pattern
function rasad.concept.any(list) end

---What a concept is: a copy of its definition, with `label`, its first variant in each language. Of a set or of several, the
---first; see `concept.list`.
---@param what string|any a name, or a pattern that rasad.concept made
---@return table|nil definition
---@return string? message
function rasad.concept.get(what) end

---What sort of thing a concept that ships is.
---@param name string
---@return string|nil "country", "capital", "place", "person", "organisation", "party" or "term"
function rasad.concept.kind(name) end

---What a person calls a concept.
---@param name string
---@param language? "fa"|"ar"|"en" English if it isn't given
---@return string the name itself where there is no such concept
function rasad.concept.label(name, language) end

---The names of concepts: of all that ship, of a set, or of those a pattern finds.
---@param what? string|any a set's name or a pattern
---@return string[]
function rasad.concept.names(what) end

---The name of the concept or set that a person meant: its name, or any variant in any language.
---@param text string as typed: "russia", "Russia", "روسیه"
---@return string|nil name
---@return string? message what is wrong, with what was probably meant
function rasad.concept.parse(text) end

---The names of the sets that ship.
---@return string[]
function rasad.concept.sets() end

rasad.speech = {}

---For map: logs the statements of an article and counts them by who made them, all and without repeats.
---@param out rasad.Out
---@param article rasad.Article
---@param options? table as speech.find takes them
---@return rasad.Statement[]
function rasad.speech.collect(out, article, options) end

---The statements that an article or a text reports, in order.
---@param article rasad.Article|string
---@param options? { language: "fa"|"ar"|"en"|nil, repeats: boolean? } `language` where it need not be found out; with
---`repeats = false` statements in repeated text are left out
---@return rasad.Statement[]
function rasad.speech.find(article, options) end

---A line of a concordance for a statement: what was said in the middle, the sentence around it.
---@param article rasad.Article
---@param statement rasad.Statement
---@return {article: string, start: integer, stop: integer, before: string, node: string, after: string}
function rasad.speech.line(article, statement) end

rasad.clause = {}

---Tokens between two stretches of a text; 0 if they overlap.
---@param a { first: integer, last: integer }
---@param b { first: integer, last: integer }
---@return integer
function rasad.clause.distance(a, b) end

---Where a pattern matches in a sentence: the first and last token of each match, and what the
---pattern captured first.
---@param article rasad.Article
---@param sentence table as article:sentence gives it
---@param p any an LPeg pattern
---@return { first: integer, last: integer, value: any }[]
function rasad.clause.find(article, sentence, p) end

---What of a list lies nearest to a stretch of tokens.
---@param list { first: integer, last: integer }[]
---@param here { first: integer, last: integer }
---@param reach integer how far away it may be
---@param cost? fun(item: table): integer? what adds to its distance; nil leaves it out
---@return { first: integer, last: integer }|nil nearest the first of several
---@return integer|nil distance
function rasad.clause.nearest(list, here, reach, cost) end

---The marks of a sentence of an article. Kept with the article.
---@param article rasad.Article
---@param index integer the number of the sentence
---@return rasad.Clause
function rasad.clause.of(article, index) end

rasad.mention = {}

---For map: counts the hits of a term in an article, with and without repeats.
---@param out rasad.Out
---@param hits rasad.Hits
---@param article rasad.Article
function rasad.mention.count(out, hits, article) end

---For finish: adds what mention.count counted to the report, as the data "mentions" ({key = {all,
---distinct}}) and "silent" (list of keys) and as a table and a sentence.
---@param out rasad.Merged
---@param report rasad.ReportWriter
---@param what string what is named, as in "a ceasefire"
function rasad.mention.tell(out, report, what) end

rasad.series = {}

---Puts claims of rounds from many articles together: the days of each round, the numbers that follow from days, and the
---bounds that the order of the rounds puts on those without. A plan dates no round. Independent of the claims' order.
---@param claims { number?: integer, status: string, first_day?: integer, last_day?: integer, article?: string }[]
---@return rasad.BoundRound[] rounds by number
---@return { claim: table, number: integer, premise: string }[] implied numbers for claims that say none
function rasad.series.bind(claims) end

---Whether a value is a series.
---@param v any
---@return boolean
function rasad.series.is(v) end

---Declares a series of rounds.
---@param options { name: string, mention: any, except?: any, others?: any }
---  name     as it is shown
---  mention  a pattern for the names of the series; a number may follow one: "Astana 4"
---  except   a pattern for what begins like a name and is something else
---  others   a pattern for the names of other series, which rounds beside them belong to
---@return rasad.Series
function rasad.series.new(options) end

rasad.number = {}

--- An integer in digits ("12,000") or in words of any language.
---@type any
rasad.number.cardinal = nil

--- A cardinal, or a number with a fraction, in digits or in words.
---@type any
rasad.number.decimal = nil

--- An integer in digits only.
---@type any
rasad.number.digits = nil

---An ordinal in words of any language, or in digits with an ending.
---@type any
rasad.number.ordinal = nil

---The value of a whole string: number.parse("بیست و سه") is 23, number.parse("منفی سه") is -3.
---@param text string
---@return number|nil
function rasad.number.parse(text) end

rasad.date = {}

---The calendar that a year belongs to when nothing else tells: 1178 to 1501 is Jalali (or Hijri
---where the writer is Arab), later ones are Gregorian.
---@param year integer
---@param lunar? boolean
---@return rasad.calendar
function rasad.date.calendar_of_year(year, lunar) end

---The day of a date, or nil and why there is none.
---@param calendar rasad.calendar
---@param year integer
---@param month integer
---@param day integer
---@return integer|nil day
---@return string|nil certainty or message
function rasad.date.day(calendar, year, month, day) end

---First and last day of a decade: 1390 is 1390 to 1399.
---@param calendar rasad.calendar
---@param year integer
---@return integer|nil first
---@return integer|nil last
function rasad.date.decade(calendar, year) end

---Writes the figures of a text in other digits: "latn" (0-9), "fa" (۰-۹) or "ar" (٠-٩).
---@param text string
---@param digits "latn"|"fa"|"ar"
---@return string
function rasad.date.digits(text, digits) end

---Year, month and day of a day in a calendar.
---@param day integer
---@param calendar? rasad.calendar
---@return integer|nil year
---@return integer|string month or message
---@return integer|nil day
---@return string|nil certainty
function rasad.date.fields(day, calendar) end

---A day as "YYYY-MM-DD" in a calendar.
---@param day integer
---@param calendar? rasad.calendar
---@return string|nil
---@return string|nil message
function rasad.date.format(day, calendar) end

---A date by its day number (rata die); nil and why where the calendar does not reach it.
---@param day integer
---@param calendar? rasad.calendar
---@return rasad.Date|nil
---@return string|nil message
function rasad.date.from_day(day, calendar) end

---An interval of two dates, both included; nil and why where the last is before the first.
---@param first rasad.Date|integer
---@param last? rasad.Date|integer the first day alone without it
---@param calendar? rasad.calendar that of the first date without it
---@return rasad.Interval|nil
---@return string|nil message
function rasad.date.interval(first, last, calendar) end

---Whether a value is a date.
---@param v any
---@return boolean
function rasad.date.is_date(v) end

---Whether a value is an interval of dates.
---@param v any
---@return boolean
function rasad.date.is_interval(v) end

---Whether a year has the day that not all years of its calendar have.
---@param calendar rasad.calendar
---@param year integer
---@return boolean|nil
---@return string|nil message
function rasad.date.is_leap(calendar, year) end

---How many days a year, or a month of it, has; nil and why where there is none.
---@param calendar rasad.calendar
---@param year integer
---@param month? integer
---@return integer|nil
---@return string|nil message
function rasad.date.length(calendar, year, month) end

---First and last day of a month; nil where the calendar has no such month.
---@param calendar rasad.calendar
---@param year integer
---@param month integer
---@return integer|nil first
---@return integer|nil last
function rasad.date.month(calendar, year, month) end

---The name of a month; nil where there is no such month.
---@param calendar rasad.calendar
---@param month integer
---@param language? rasad.language
---@param region? rasad.region
---@return string|nil
function rasad.date.month_name(calendar, month, language, region) end

---1 Farvardin of a Jalali year.
---@param year integer
---@return rasad.Date|nil
---@return string|nil message
function rasad.date.nowruz(year) end

---A date by its parts; nil and why where the calendar has no such day.
---@param year integer
---@param month integer
---@param day integer
---@param calendar? rasad.calendar
---@return rasad.Date|nil
---@return string|nil message
function rasad.date.of(year, month, day, calendar) end

---Reads "2017-05-04", "1396/02/14", "4/5/2017" or "14.2.1396", also with an hour behind it; the year tells the
---calendar unless one is given or named behind the date: "1438-08-08 AH".
---@param text string
---@param calendar? rasad.calendar
---@return integer|nil day
---@return string calendar or message
function rasad.date.parse(text, calendar) end

---A part of an interval: "start", "mid", "end" (of a month days 1-10, 11-20, 21-end; of anything else
---thirds), "half1", "half2" (of a month days 1-15 and the rest), "first_week", "week2", "week3", "week4",
---"last_week", "first_day", "last_day", or "opening", which is the start of a month, the first month of a year.
---@param first integer
---@param last integer
---@param part string
---@return integer first
---@return integer last
function rasad.date.part(first, last, part) end

---A whole year's thirds by its months, so that they end where months end.
---@param calendar rasad.calendar
---@param year integer
---@param part string
---@return integer|nil first
---@return integer|nil last
function rasad.date.part_of_year(calendar, year, part) end

---Reads a date or an interval in figures or words, in any of the three calendars, in digits of any script:
---"2017-05-04", "۱۴ اردیبهشت ۱۳۹۶", "14 رمضان 1438", "May 2017", "1396", "2017-05-03/2017-05-04".
---@param text string
---@param calendar? rasad.calendar of dates in figures; the year tells it where none is given
---@return rasad.Date|rasad.Interval|nil
---@return string|nil message
function rasad.date.read(text, calendar) end

---First and last day of a season, 1 spring to 4 winter. Jalali seasons are the quarters of the year;
---Gregorian ones are whole months, winter being December and the two months after it.
---@param calendar rasad.calendar
---@param year integer
---@param season integer
---@return integer|nil first
---@return integer|nil last
function rasad.date.season(calendar, year, season) end

---Moves a day by months, to the last day of the month where the month is shorter.
---@param day integer
---@param months integer
---@param calendar? rasad.calendar
---@return integer|nil
function rasad.date.shift_months(day, months, calendar) end

---The first day of the week that a day lies in; weeks start on the given weekday.
---@param day integer
---@param start? integer 1 Monday (default) to 7 Sunday
---@return integer
function rasad.date.week_start(day, start) end

---The weekday of a day: 1 is Monday, 7 is Sunday.
---@param day integer
---@return integer
function rasad.date.weekday(day) end

---The name of a weekday.
---@param weekday integer
---@param language? rasad.language
---@return string
function rasad.date.weekday_name(weekday, language) end

---A whole year, or a whole month of it.
---@param calendar rasad.calendar
---@param year integer
---@param month? integer
---@return rasad.Interval|nil
---@return string|nil message
function rasad.date.whole(calendar, year, month) end

---First and last day of a year.
---@param calendar rasad.calendar
---@param year integer
---@return integer|nil first
---@return integer|nil last
function rasad.date.year(calendar, year) end

---The year that a day lies in.
---@param day integer
---@param calendar rasad.calendar
---@return integer|nil
function rasad.date.year_of(day, calendar) end

rasad.time = {}

---The own date of an article or a string: given, in its metadata, in a dateline, or inferred from its text.
---@param subject any
---@param options? rasad.time.options
---@return table|nil { first_day, last_day, how, anchor, premises, hard, soft, left_out, warning, hard_first_day,
---  hard_last_day, year, calendar }: hard and soft are the premises by their kind, left_out those of soft rules that did not
---  fit the rest, warning what in the text disagrees with a day that is given
---@return string|nil reason
---@return table|nil bounds what is certain all the same: { hard_first_day, hard_last_day }
function rasad.time.document_date(subject, options) end

---The temporal expressions of an article or a string, in the order of the text.
---@param subject any
---@param options? rasad.time.options
---@return rasad.time.expression[]
function rasad.time.find(subject, options) end

rasad.event = {}

---A complete claim out of the fields a script gives.
---
---`date` (a temporal expression) stands for first_day, last_day, precision, dated, premises, alternatives and
---reason; `hit` or `sentence` for evidence. Fields given beside them win. `recurring = true` says that what the
---key names can happen more than once, so that other days are no contradiction. `not_before` and `not_after` bound a
---claim without days. Unknown fields are kept.
---@param key string|integer
---@param fields table
---@param article_key? string where the evidence is, unless it says so itself
---@return table
function rasad.event.claim(key, fields, article_key) end

---Whether a value is an event, or an undated claim, as event.merge makes them.
---@param value any
---@return boolean
function rasad.event.is(value) end

---A day number as YYYY-MM-DD.
---@param day integer
---@return string
function rasad.event.iso(day) end

---Merges claims: those of one key and status with a day in common make one event, whose interval is what they
---have in common; a plan never merges with what happened. The result doesn't depend on the order of the claims.
---@param claims table[] as event.claim makes them
---@return table[] events
---@return table[] undated
function rasad.event.merge(claims) end

---The text of a premise; a soft one says so.
---@param premise {text: string, soft: boolean}
---@return string
function rasad.event.premise_text(premise) end

---An event, or an undated claim, as the value that stands in the JSON output. Own fields follow the key; where
---the event hasn't got one that others have, or that `fields` names, null stands for it.
---@param e table
---@param fields? string[]
---@return table
function rasad.event.to_json(e, fields) end

---Undated claims, without those whose key the same article tells better elsewhere, with a day or at
---least with a date that cannot be told: a headline and the paragraph that dates it say one thing.
---@param events table[]
---@param undated table[]
---@return table[]
function rasad.event.without_known(events, undated) end

rasad.json = {}

---Marks a list, so that it is written as [] also when it is empty.
---@param list? table
---@return table
function rasad.json.array(list) end

---The text of a value. Tables with the keys 1..n and empty ones are arrays unless json.object marks them.
---@param value any
---@param options? {indent: integer?}
---@return string
function rasad.json.encode(value, options) end

--- Stands for null where a table would lose a nil. A string, so that it survives packing between processes.
---@type any
rasad.json.null = nil

---Marks an object, so that it is written as {} also when it is empty.
---@param members? table
---@param order? string[] these members come first, in this order; the others follow sorted
---@return table
function rasad.json.object(members, order) end

---@overload fun(definition: rasad.ReportFields): table
rasad.report = {}

-- What a plain script is given, too.
---@type rasad.Corpus
corpus = nil
