-- en.lua: how English news writes time. See grammar.lua for the form.
local MEASURES = "people|percent|per cent|%|dollars|million|billion|thousand|troops|soldiers|civilians|" ..
  "fighters|men|women|children|members|cases|votes|km|miles|tons"

-- Thursday's talks: the possessive is written onto the name, with either apostrophe.
local weekdays = {}
for i, name in ipairs { "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday" } do
  weekdays[i] = name .. "|" .. name .. "'s|" .. name .. "’s"
end

return {
  name = "en",
  calendar = "gregorian",
  week_start = 1,
  weekend = { 6, 7 },
  verb = "before",

  months = {
    gregorian = { "january|january's|!jan|jan .", "february|february's|!feb|feb .", "!march|!mar", "april|april's|!apr|apr .",
      "!may", "june|june's|!jun", "july|july's|!jul", "!august|august's|aug|aug .", "september|september's|sept|sep|sept .|sep .",
      "october|october's|oct|oct .", "november|november's|nov|nov .", "december|december's|dec|dec ." },
    hijri = { "muharram", "!safar", "rabi al - awwal|rabi ' al - awwal", "rabi al - thani", "jumada al - ula",
      "jumada al - akhira|jumada al - thani", "!rajab", "shaban", "ramadan", "shawwal", "dhu al - qada",
      "dhu al - hijja" },
    jalali = { "farvardin", "ordibehesht", "khordad", "!tir", "mordad", "shahrivar", "!mehr", "aban", "!azar",
      "!dey", "!bahman", "esfand" },
  },

  lexicon = {
    weekday = weekdays,
    season = { "spring", "summer", "autumn|fall", "winter" },
    clear_season = { summer = 2, autumn = 3, winter = 4 },
    part = {
      ["early|early in|the beginning of|beginning of|the start of|start of|the early part of"] = "start",
      ["mid|mid -|the middle of|middle of|in the middle of"] = "mid",
      ["late|late in|the end of|end of|later in"] = "end",
      ["the first half of|first half of"] = "half1",
      ["the second half of|second half of"] = "half2",
      ["the first week of"] = "first_week",
      ["the second week of"] = "week2",
      ["the third week of"] = "week3",
      ["the fourth week of"] = "week4",
      ["the first day of"] = "first_day",
      ["the last day of"] = "last_day",
      ["the last week of"] = "last_week",
    },
    of = "of|in",
    comma = ",",
    the = "the",
    unit = { ["year|years"] = "year", ["month|months"] = "month", ["week|weeks"] = "week", ["day|days"] = "day",
      ["decade|decades"] = "decade", ["century|centuries"] = "century", ["hour|hours"] = "hour",
      ["minute|minutes"] = "minute" },
    named_unit = { ["year|year's|year’s"] = "year", ["month|month's|month’s"] = "month", ["week|week's|week’s"] = "week",
      ["decade|decade's"] = "decade", ["century|century's"] = "century" },
    -- A part of a compound: a two-hour rally.
    joined_unit = { year = "year", month = "month", week = "week", day = "day", decade = "decade", hour = "hour",
      minute = "minute" },
    half_unit = { ["half an hour|half - an - hour|half - hour|half hour"] = "hour",
      ["half a century|half - century"] = "century" },
    weekend = "weekend|weekend's|weekend’s|week - end",
    century_word = "century|century's|century’s",
    quarter_word = "quarter",
    holiday = {
      ["christmas|christmas day"] = "christmas", ["christmas eve"] = "christmas_eve",
      ["new year's day|new year’s day"] = "new_year", ["new year's eve|new year’s eve"] = "new_year_eve",
      ["easter|easter sunday"] = "easter", ["good friday"] = "good_friday", ["thanksgiving|thanksgiving day"] = "thanksgiving",
      ["halloween"] = "halloween", ["valentine's day|valentine’s day"] = "valentine", ["nowruz|norouz|newroz"] = "nowruz",
      ["eid al - fitr"] = "eid_al_fitr", ["eid al - adha"] = "eid_al_adha", ["ashura"] = "ashura", ["arbaeen"] = "arbaeen",
    },
    -- Hours.
    part_of_day = { ["morning"] = "MO", ["midday"] = "MI", ["afternoon"] = "AF", ["evening"] = "EV" },
    day_half = { ["a . m .|a . m|am|a.m|a.m."] = "MO", ["p . m .|p . m|pm|p.m|p.m."] = "EV" },
    zone = "bst|gmt|et|est|edt|pt|pst|pdt|cet|utc|eastern time|pacific time|local time|eastern",
    oclock = "o'clock|o’clock",
    clock_to = "-|–|—|to|and|until",
    relative = { ["last|past|previous|the past|the previous|the last"] = -1, ["this|current|the current"] = 0, ["next|coming|the coming|upcoming|the next"] = 1 },
    following = { ["the following|the same|that"] = 1 },
    span_relative = { ["last|past|the last|the past|recent"] = -1, ["next|coming|the next|the coming"] = 1 },
    ago = { ago = -1 },
    -- Counted from a day of the story.
    aside = "earlier|before|later|afterwards|previously",
    later = { ["from now"] = 1 },
    within = { ["in"] = 1 },
    -- A day of the article's own month or its neighbours, and of the month or year named last.
    month_shift = { ["last month"] = -1, ["this month"] = 0, ["next month"] = 1 },
    month_ref = "that month|the same month",
    year_ref = "that year|the same year",
    also = "and",
    deictic = { ["today|tonight|today's|today’s|tonight's|tonight’s"] = 0, ["yesterday|last night|yesterday's|yesterday’s"] = -1, ["tomorrow|tomorrow's|tomorrow’s"] = 1,
      ["the day before yesterday"] = -2, ["the day after tomorrow"] = 2 },
    era = { ["ad|ce"] = "gregorian", ["ah"] = "hijri", ["ap|solar hijri"] = "jalali" },
    to = "-|–|—|to|and|through|until",
    one = { ["a|an|another"] = 1 },
    several = "several|a few|few|some|many",
    every = "every|each",
    -- Per hour is a speed.
    rate_unit = { year = "year", month = "month", week = "week", day = "day" },
    set = { ["daily|everyday"] = "P1D", weekly = "P1W", monthly = "P1M", ["yearly|annually|annual|year - on - year"] = "P1Y" },
    vague = {
      ["now|currently|nowadays|at present|the present time|at the moment|these days"] = "PRESENT_REF",
      ["previously|recently|formerly|in recent years"] = "PAST_REF",
      ["soon|the near future|near future|shortly|in the future"] = "FUTURE_REF",
    },
  },

  rules = {
    year_tail = "[comma] [of] relative:year_relative 'year' | [comma] [of] year_ref | [comma | of] year [era]",
    days = "[the] day [of] | [the] ordinal_day:day [of]",
    named_day = "weekday [also weekday:weekday_last] [comma]",
    quantity = "amount:count unit | number:count unit | one:count unit | several unit",
    hour = "hour_count:bare_hour | clock_digits | clock_point",
    full_hour = "hour [oclock] day_half:part_of_day [zone] | clock_digits zone | hour_count:bare_hour 'in' 'the' part_of_day",
  },

  templates = {
    { "date", "[deictic [comma]] [named_day] month [the] day [comma day:day_last] [to day:day_last] [year_tail]" },
    { "date", "[deictic [comma]] [named_day] [the] day [comma day:day_last] [to day:day_last] [of] month [year_tail]" },
    { "date", "[named_day] month day also month:month_last day:day_last [year_tail]" },
    { "date", "[named_day] day month also day:day_last month:month_last [year_tail]" },
    { "date", "[named_day] [the] ordinal_day:day [to ordinal_day:day_last] of month_shift" },
    { "date", "[named_day] [the] ordinal_day:day [to ordinal_day:day_last] of month_ref | part month_ref" },
    { "date", "[deictic [comma]] [named_day] numeric [era]" },
    { "date", "part month [year_tail]" },
    { "date", "month year_tail" },
    { "date", "clear_month:month" },
    { "date", "relative:direction month" },
    { "date", "[part] season year_tail" },
    { "date", "[part] relative:direction season" },
    { "date", "[part] clear_season:season" },
    { "date", "part [the] year" },
    { "date", "[part] [the] ordinal_day:century ['-'] century_word" },
    { "date", "[part] [the] decade_year 's'" },
    { "date", "[the] ordinal_day:quarter quarter_word of [the] year" },
    { "date", "holiday [year_tail] | relative:direction holiday" },
    { "lone_month", "month" },
    { "bare_year", "year [era]" },
    { "shift", "[part] relative:shift named_unit:unit" },
    { "shift", "part 'the' named_unit:unit" },
    { "shift", "weekday relative:shift 'week'!week" },
    { "shift", "quantity ago | quantity later | half_unit ago" },
    { "shift", "relative:shift weekend | [the] weekend" },
    { "story", "following named_unit:unit | quantity aside" },
    { "deictic", "deictic [comma] weekday | deictic '(' weekday ')' | deictic" },
    { "weekday", "[relative:direction] weekday" },
    { "period", "span_relative:sign number:count unit | span_relative:sign several unit" },
    { "duration", "quantity | number:count '-' joined_unit:unit | half_unit" },
    { "clock", "full_hour | clock_digits clock_to clock_digits:last_clock_digits zone" },
    { "clock", "'this'!this part_of_day" },
    { "set", "set | every [number:count] unit | every weekday | 'per' rate_unit:unit" },
    { "vague", "vague" },
  },

  guards = {
    leading_number = { not_after = "resolution|number|no|article|page|chapter|channel|room|route|flight|phone|" ..
      "astana|geneva|round|section|:|.|/|$|€" },
    ambiguous = { not_before = "tayyip" },
    lone_month = { only_after = "in|since|until|by|during|before|after|from|of" },
    bare_year = { news_only_after = "in|since|until|by|from|year|during|before|after|between|and|to|of|-|–|(|late|early|the|" ..
      "its|his|her|their|our|a|act|through|for", not_before = MEASURES },
    period = { not_after = "to|would|will|may|could|should|can|might" },
    count = { not_after = "aged|age", not_before = "old|- old|- olds|- old's|- old’s|of age|- year|- long" },
    holiday = { not_before = "party|parties|island|tree|card|cards|song|songs" },
    set = { not_before = "mail|telegraph|star|sabah|news|express|mirror|times|beast" },
    weekday = { not_after = "black|good|bloody|super", not_before = "prayers|prayer|sermon|times|telegraph|mail|mirror|" ..
      "express|post|herald|tribune|star|night live|night football|people" },
    vague = { not_before = "that" },
  },

  signals = { ["from|since|starting|as of"] = "from", ["until|till|to|by|through"] = "until" },
  -- What may stand between such a preposition and its date: until 7 p.m. local time on Saturday.
  clock = "on|p|m|a|.|pm|am|p.m|a.m|local|time|midnight|noon|sunset|dawn|sunrise|gmt|:|at|evening|morning|afternoon|" ..
    "the|of|night|o'clock|damascus|moscow",
  eve = "eve of $",
  lasting = "lasted|continued|raged|dragged",
  -- Words of a plan: a past verb with one of them does not say that its date is past.
  planned = "scheduled|slated|due|deadline|postponed|extended|planned|called for|ahead of|before|after|until|starting",

  tense = {
    forms = {
      ["was|were|had|said|told|went|came|met|held|began|took|made|led|won|lost|fell|rose|left|spoke|broke|gave|" ..
        "found|saw|brought|struck|hit|became|did|has|have been|shot|sent|wrote|fought|ran"] = "past",
      ["will|would|set to|set for|to begin|to start|to take effect|to resume|to open"] = "future",
      ["due to begin|due to start|due to be|due to take|due to hold|due to meet|due to end|due to open|due to last|" ..
        "due to resume|due to run|due to enter|due to come|due in|due on|was to|were to"] = "future",
      ["is due|are due|is to|are to|to be held|is scheduled|are scheduled|is expected|are expected|" ..
        "plans to|plan to|is set|are set|is planned|are planned|planned for|was planned|" ..
        "shall|expected to|scheduled to|scheduled for|maybe|may be|might|could be"] = "future",
    },
    past_suffix = "ed",
    not_past = "united|need|needed|red|feed|speed|proceed|exceed|indeed|hundred|armed|wounded|bed|led|mohammed|ahmed|" ..
      "muhammed|displaced|alleged|sacred|shed|occupied|limited|detailed",
  },

  consequence = {
    cause_first = "led to|resulted in|brought about|gave rise to|paved the way|culminated in",
    effect_first = "because of|as a result of|caused by|resulted from|due to|stemmed from",
  },
  bridge = ",|in|on|(|of|since|from|, on|, in|, that is ,",
  beside = "-",
  apposition = "i . e .|or|that is",
  dateline = "published|date|updated|posted",
}
