-- help.lua: what `rasad help` says about the program, its verbs and report scripts.
local args = require "rasad.args"
local text = require "rasad.render.text"

local help = {}

help.overview = [[
rasad reads a corpus of news articles in Persian, Arabic and English and runs
report scripts over it: timelines of events, counts, whatever a script defines.

  rasad run SCRIPT CORPUS...    run a report over articles
  rasad scripts [EXPRESSION]    list the report scripts there are
  rasad new NAME                begin a script, with its test
  rasad check-script FILE       look a script through, its examples and tests
  rasad install FILE            put a script where it is found by its name
  rasad help [NAME]             explain a verb or a script
  rasad build SOURCE... -o CORPUS   make a corpus that opens at once
  rasad check CORPUS            look for damage in a built corpus
  rasad export CORPUS...        the articles of a corpus back out, byte for byte
  rasad info CORPUS...          what a corpus holds, and what is wrong with it
  rasad tokens FILE             the words of an article and where they stand
  rasad normalize < TEXT        a text in its readable or its match form
  rasad dates FILE...           the dates of articles as days and intervals
  rasad repl [CORPUS...]        explore a corpus by typing Lua
  rasad CORPUS...               the same

CORPUS is a text file, a folder of them, or what `rasad build` made. To begin:

  rasad run ceasefire-timeline examples/syria
]]

local VERBS = {
  run = [[
rasad run SCRIPT|NAME CORPUS... [options] [script arguments]

Runs a report script over a corpus. SCRIPT is the path of a Lua file, NAME the
name of one that `rasad scripts` lists. The script's own arguments are given as
--name value or --name=value, also after --; `rasad help NAME` explains them.

  --format NAME           how the report is written (text): text, md, html,
                          json, csv (for spreadsheets), tsv (for programs);
                          of timelines also ics (calendars) and timex3
  --lang en|fa|ar         the language of what rasad says itself (en)
  --calendar NAME         gregorian, jalali or hijri: the one that comes first
                          (jalali in fa, gregorian in en and ar)
  --table N               which of the report's tables csv and tsv write (1)
  -o, --output FILE       write to FILE, all of it or nothing
  --workers N             processes that read articles; the result is the same
  --corrections FILE      a table of what a person knows better: dates, ...
  --reproduce FILE        make a report of JSON again, and say what differs:
                          rasad run --reproduce REPORT.json [FILE.lua] CORPUS...
  --map NAME=MEMBER,...   which member of a record is its text, title,
                          date, id...
  --path-date             a date in a file's path is that of its articles
  --strict                stop at the first bad file instead of skipping it
  --bidi off|isolate      how right-to-left text is set in a terminal (off)

Scripts run in a jail, without files, network and other processes. What they
may use, for each article, for finish, and for a plain script:

  --max-memory MB         (512)
  --max-cpu S             processor time (10; more in finish of a large corpus)
  --max-wall S            time by the clock (60)
  --max-output MB         results and what is printed (64)
  --allow-read FILE       the script can read this file, by rasad.read(FILE)
  --allow-weak-jail       run also where system calls can't be filtered

The last line of standard error is the outcome: ok, error, syntax, crash,
syscall, memory, cpu, wall or output. Exit codes: 0 done, 1 a reproduced report
differs, 2 wrong usage or the system failed, 3 the script doesn't compile, 4 the
script failed (for some articles: the rest is in the report), 5 the corpus is
damaged, 6 it went over a limit, 130 interrupted.
]],
  build = [[
rasad build SOURCE... -o CORPUS [--append] [--merge] [--memory MB]
            [--workers N] [--map NAME=MEMBER,...] [--path-date]
            [--reader FILE.lua] [--strict]
rasad build -o CORPUS --remove KEY [--remove KEY...]

Puts articles into a corpus on disk: a folder, usually called NAME.rasad, that
every verb takes as CORPUS and that opens at once, however large it is. All of
a build becomes visible together, or nothing of it; whoever has the corpus open
goes on with what it was. Where a build is interrupted, the same command goes
on with it.

  -o, --output CORPUS     the folder of the corpus
  --append                add to a corpus; an article takes the place of the one
                          of its key, what has not changed is passed over
  --remove KEY            leave an article out; may be given again
  --merge                 make one segment of all: smaller, and a little faster
  --memory MB             how much memory to use (256)
  --workers N             how many threads cut what is read; as many as
                          there are processors unless given
  --map NAME=MEMBER,...   which member of a record is its text, title,
                          date, id...
  --path-date             a date in a file's path is that of its articles
  --reader FILE.lua       a reader of one's own: the file returns a function
                          that is given the bytes and the name of each source,
                          and returns its documents; jailed, with 10 seconds
                          for each source and 1 more for each megabyte of it.
                          A source for which it fails is skipped
  --strict                stop at the first bad file instead of skipping it

Exit codes: 0 done, 2 wrong usage or the system failed, 3 the reader doesn't
compile, 4 the reader failed (with --strict, or for all sources), 5 the corpus
is damaged, 6 the same as 4 for going over a limit, 130 interrupted.
]],
  check = [[
rasad check CORPUS

Reads all of a built corpus and says what is damaged, and how many articles are
whole. Exit codes: 0 nothing is damaged, 2 wrong usage or the system failed, 5
something is, 130 interrupted.
]],
  export = [[
rasad export CORPUS... -o FOLDER
rasad export CORPUS... --format jsonl

Writes the articles of a corpus, built or not: each to a file of its key in a
new FOLDER, byte for byte as it was read, or all to standard output as JSON
Lines with the key as id, the text and the metadata. A key that can't be a path
in the folder is changed, and a warning tells the file. Exit codes: 0 done, 2
wrong usage or the system failed (for some articles: the others are written), 5
the corpus is damaged, 130 interrupted.
]],
  scripts = [[
rasad scripts [EXPRESSION]

Lists the report scripts that can be run by name, from ./scripts, the folders
in $RASAD_PATH, $XDG_DATA_HOME/rasad/scripts and those inside the program. The
expression is of names and categories, with * and ?, and, or, not, parentheses:

  rasad scripts 'timeline and not (draft or test-*)'
]],
  new = [[
rasad new NAME

Makes a folder with a script that works, its README and its test.
]],
  ["check-script"] = [[
rasad check-script FILE|FOLDER [--update]

Looks a script through: whether it loads, what it lacks for others to use it,
names that there are not; runs its examples, and the tests of a folder.

  --update    write what the tests give as what they should give
]],
  install = [[
rasad install FILE|FOLDER|ARCHIVE [--hash HASH] [--replace]

Puts a script, with the modules it requires, where it is found by its name:
$XDG_DATA_HOME/rasad/scripts, or ~/.local/share/rasad/scripts. Its hash is that
which reports have in their provenance.

  --hash HASH    refuse any script but the one that has this hash
  --replace      put it in the place of another one of its name
]],
  completion = [[
rasad completion bash|fish|zsh

Writes what a shell needs to complete verbs, options, scripts and their
arguments: eval "$(rasad completion bash)"
]],
  help = [[
rasad help [NAME] [--format text|md]

Explains a verb, or a report script by its name or path; as md what can stand
in its README.
]],
  info = [[
rasad info CORPUS... [--format text|json] [--map NAME=MEMBER,...] [--path-date]
           [--strict]

Says what a corpus holds: articles, words, types, bytes, and every
warning with its place.
]],
  tokens = [[
rasad tokens FILE [--format text|jsonl] [--regions] [--repair]

Lists the tokens of an article, one a line; as jsonl: start and end (bytes of
the source, 0-based, end excluded), text, key (the form that queries match),
kind, sentence.

  --regions   the marked regions instead (headline, repeat, footer ...), each
              with the reason why it was marked
  --repair    Persian words as they should be written: parts of one are one
              token, two glued are two
]],
  normalize = [[
rasad normalize [FILE] [--layer display|key] [--profile NAME] [--repair]
                [--language LANG]

Writes a text in another form; without FILE it is read from standard input. The
display form is for reading: letters of the language, no stray controls. The key
form is what searches compare. --repair puts lost ZWNJ back into Persian words.
--profile follows the rules of another project: hazm, lucene-ar, lucene-fa,
shekar, virastar.
]],
  dates = [[
rasad dates FILE... [--format text|jsonl|timex3] [--dct YYYY-MM-DD]
    [--language LANG] [--direction past|future] [--explain]

Lists the dates of articles; as jsonl one a line: start and end (bytes of the
source, 0-based, end excluded), text, kind, value, first and last day,
precision, resolved, dated (stated, computed, inferred), reason, anchor, edtf,
hour, minute, group (dates side by side that name one time), warning. A date
which can't be resolved has no first and last, but a reason. As timex3 the
articles themselves, with their dates tagged (TimeML).

  --dct DATE        the day the articles were published
  --language LANG   fa, ar or en: the language, where it need not be found out
  --direction WAY   past or future: where dates lie that don't say it, as in
                    messages; without it the verbs tell
  --explain         what each date says, how it was read, and how the article's
                    own day was found
]],
  repl = [[
rasad repl [CORPUS...]

Opens a prompt for Lua with the corpus loaded as `corpus`.
]],
}

---The help of a verb, or nil.
---@param verb string
---@return string?
function help.verb(verb)
  return VERBS[verb]
end

-- The default of an argument as people type it, or nil.
local function default_text(argument)
  local default = argument.default
  if type(default) == "table" then return table.concat(default, ",") end
  if type(default) == "boolean" then return default and "yes" or "no" end
  return default ~= nil and tostring(default) or nil
end

local function argument_lines(argument)
  local notes = {}
  if argument.help ~= "" then notes[#notes + 1] = argument.help end
  if argument.required then notes[#notes + 1] = "required" end
  local default = default_text(argument)
  if default then notes[#notes + 1] = "default: " .. default end
  return ("  %s\n      %s"):format(args.usage(argument), #notes > 0 and table.concat(notes, "; ") or argument.type)
end

-- A cell of a Markdown table.
local function md(s)
  return (s:gsub("[|\\]", "\\%0"):gsub("%s+", " "))
end

---The help of a report script as Markdown.
---@param name string
---@param definition table
---@return string
function help.markdown(name, definition)
  local lines = { "# " .. definition.name, "", definition.summary, "" }
  local function add(...) for _, line in ipairs { ... } do lines[#lines + 1] = line end end
  if definition.description then add(definition.description:match "^%s*(.-)%s*$", "") end
  add("    rasad run " .. name .. " CORPUS...", "")
  if #definition.args > 0 then
    add("| argument | type | default | |", "| --- | --- | --- | --- |")
    for _, argument in ipairs(definition.args) do
      local default = default_text(argument)
      add(("| `%s` | %s | %s | %s |"):format(md(args.usage(argument)), argument.type,
        default and "`" .. md(default) .. "`" or argument.required and "required" or "", md(argument.help)))
    end
    add("")
  end
  for _, example in ipairs(definition.examples) do add("    " .. example) end
  return table.concat(lines, "\n"):gsub("\n+$", "") .. "\n"
end

---The help of a report script.
---@param name string how the script is called: its name or path
---@param definition table its description
---@return string
function help.script(name, definition)
  local usage = { "rasad run " .. name .. " CORPUS..." }
  for _, argument in ipairs(definition.args) do
    local option = args.usage(argument)
    usage[#usage + 1] = argument.required and option or "[" .. option .. "]"
  end
  local lines = { definition.name .. ": " .. definition.summary, "", table.concat(usage, " ") }
  local function section(title, body)
    lines[#lines + 1] = ""
    if title then lines[#lines + 1] = title end
    lines[#lines + 1] = body
  end
  if definition.description then section(nil, table.concat(text.wrap(definition.description, 80), "\n")) end
  if #definition.args > 0 then
    local rows = {}
    for i, argument in ipairs(definition.args) do rows[i] = argument_lines(argument) end
    section("Arguments:", table.concat(rows, "\n"))
  end
  if #definition.examples > 0 then
    section("Examples:", "  " .. table.concat(definition.examples, "\n  "))
  end
  local about = {}
  if definition.version then about[#about + 1] = "version " .. definition.version end
  if definition.author then about[#about + 1] = "by " .. definition.author end
  if definition.license then about[#about + 1] = "license " .. definition.license end
  if #definition.categories > 0 then about[#about + 1] = "in " .. table.concat(definition.categories, ", ") end
  if #about > 0 then section(nil, table.concat(about, "; ")) end
  return table.concat(lines, "\n") .. "\n"
end

return help
