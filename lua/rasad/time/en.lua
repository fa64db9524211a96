-- en.lua: how English news writes time. See grammar.lua for the form.
local MEASURES = "people|percent|per cent|%|dollars|million|billion|thousand|troops|soldiers|civilians|" ..
  "fighters|men|women|children|members|cases|votes|km|miles|tons"

-- What has a year of its own: the deadly 2004 quake, a potential 2020 run.
local YEARLY = "election|elections|referendum|campaign|run|race|primary|primaries|midterm|midterms|" ..
  "presidential|parliamentary|general|legislative|olympics|olympic|paralympics|games|world cup|ryder cup|champions|season|" ..
  "final|finals|tournament|championship|championships|quake|earthquake|tsunami|hurricane|crash|crisis|war|invasion|coup|" ..
  "revolution|uprising|massacre|bombing|attack|shooting|ceasefire|truce|deal|agreement|treaty|accord|" ..
  "pact|summit|census|budget|film|movie|novel|book|album|edition|report|study|survey|interview|speech|ruling|decision|" ..
  "constitution"

-- What follows figures that count nothing.
local BEHIND_FIGURES = ",|.|;|?|!|:|)|]|\"|”|’|…|the|a|an|this|that|these|those|which|who|when|where|while|is|was|are|were|" ..
  "will|would|has|had|in|on|at|and|or|but|to|for|from|by|with|until|till|through|as|he|she|it|they|we|i|his|her|its|their|our"

-- Thursday's talks: the possessive is written onto the name, with either apostrophe.
local weekdays = {}
for i, name in ipairs { "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday" } do
  weekdays[i] = name .. "|" .. name .. "'s|" .. name .. "’s"
end

return {
  name = "en",
  calendar = "gregorian",
  week_start = 1,
  verb = "before",
  behind_figures = BEHIND_FIGURES,

  months = {
    gregorian = { "january|january's|january’s|!jan|jan .", "february|february's|february’s|!feb|feb .", "!march|!mar",
      "april|april's|april’s|!apr|apr .", "!may", "june|june's|june’s|!jun",
      "july|!jul", "!august|aug|aug .", "september|september's|september’s|sept|sep|sept .|sep .",
        "october|october's|october’s|oct|oct .",
      "november|november's|november’s|nov|nov .", "december|december's|december’s|dec|dec ." },
    hijri = { "muharram", "!safar", "rabi al - awwal|rabi ' al - awwal", "rabi al - thani", "jumada al - ula",
      "jumada al - akhira|jumada al - thani", "!rajab", "shaban", "ramadan", "shawwal", "dhu al - qada",
      "dhu al - hijja" },
    jalali = { "farvardin", "ordibehesht", "khordad", "!tir", "mordad", "shahrivar", "!mehr", "aban", "!azar",
      "!dey", "!bahman", "esfand" },
  },

  lexicon = {
    weekday = weekdays,
    clear_season = { summer = 2, autumn = 3, winter = 4 },
    season = { "spring", "summer", "autumn|fall", "winter" },
    part = {
      ["early|early in|earlier in|the beginning of|beginning of|the start of|start of|the early part of"] = "start",
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
    -- Hours.
    hour_word = "o'clock|o’clock|o ' clock|o ’ clock",
    fraction = { ["half"] = 30, ["quarter|a quarter"] = 15 },
    past = "past|after",
    half_day = { ["am|a . m .|a . m|a.m|a.m.|a m"] = "MO", ["pm|p . m .|p . m|p.m|p.m.|p m"] = "EV" },
    part_of_day = { ["in the morning|in the early morning"] = "MO", ["in the afternoon"] = "AF", ["in the evening"] = "EV",
      ["at night"] = "NI", ["morning|early morning|late morning"] = "MO", ["afternoon|late afternoon"] = "AF",
        ["evening"] = "EV",
      ["night"] = "NI" },
    in_the_part = { ["in the morning"] = "MO", ["in the afternoon"] = "AF", ["in the evening"] = "EV", ["at night"] = "NI" },
    noon = { ["noon|midday"] = 12, ["midnight"] = 0 },
    zone = "gmt|utc|bst|est|edt|et|pdt|pst|cet|eastern|eastern time|local time|london time",
    holiday = {
      ["christmas|christmas day|xmas"] = "christmas", ["christmas eve"] = "christmas_eve",
        ["new year's day|new year’s day"] = "new_year",
      ["new year's eve|new year’s eve"] = "new_year_eve", ["easter|easter sunday"] = "easter", ["good friday"] = "good_friday",
      ["palm sunday"] = "palm_sunday", ["ash wednesday"] = "ash_wednesday", ["easter monday"] = "easter_monday",
      ["pentecost|whit sunday"] = "pentecost", ["thanksgiving|thanksgiving day"] = "thanksgiving", ["halloween"] = "halloween",
      ["valentine's day|valentine’s day"] = "valentine", ["eid al - fitr|eid ul - fitr"] = "eid_al_fitr",
      ["eid al - adha|eid ul - adha"] = "eid_al_adha", ["ashura"] = "ashura", ["arbaeen"] = "arbaeen",
        ["nowruz|norouz|newroz"] = "nowruz",
      ["yalda"] = "yalda", ["labour day|may day"] = "labour_day",
        ["international women's day|international women’s day"] = "womens_day",
    },
    half = { ["half a|half an"] = 0.5 },
    part_unit = { ["half - hour|half hour"] = { unit = "hour", count = 0.5 },
      ["quarter - hour|quarter of an hour|a quarter of an hour|quarter - hours"] = { unit = "minute", count = 15 } },
    and_half = { ["and a half"] = 0.5 },
    last_one = { ["the last|last"] = -1 },
    quarter_word = "quarter",
    century_word = "century",
    adjective_unit = { ["year"] = "year", ["month"] = "month", ["week"] = "week", ["day"] = "day", ["hour"] = "hour",
      ["minute"] = "minute", ["decade"] = "decade"},
    hyphen = "-|–",
    weekend = "weekend|weekend's|weekend’s",
    the_weekend = "the weekend|this weekend",
    of = "of|in",
    comma = ",",
    the = "the",
    unit = { ["year|years|year's|years'"] = "year", ["month|months|month's|months'"] = "month",
      ["week|weeks|week's|weeks'"] = "week", ["day|days|day's|days'"] = "day",
      ["decade|decades"] = "decade", ["century|centuries"] = "century", ["hour|hours"] = "hour",
      ["minute|minutes"] = "minute", ["seconds"] = "second" },
    named_unit = { ["year|year's|year’s"] = "year", ["month|month's|month’s"] = "month", ["week|week's|week’s"] = "week",
      decade = "decade", century = "century", ["quarter"] = "quarter" },
    named_day = "day",
    relative = { ["last|past|previous"] = -1, ["this|current|the current"] = 0, ["next|coming|the coming|upcoming"] = 1 },
    following = { ["the following|the same|that"] = 1 },
    -- From now, unless the past is told.
    the_next = { ["the next|the coming"] = 1 },
    -- After these "the next week" is from now whatever is told.
    in_the = "in|over|for|until|within|during",
    next_now = { ["the next|the coming"] = 1 },
    the_past = { ["the past|the previous|the last"] = -1 },
    span_relative = { ["last|past|the last|the past|recent"] = -1, ["next|coming|the next|the coming"] = 1 },
    ago = { ago = -1 },
    -- Counted from a day of the story.
    aside = { ["earlier|before|previously"] = -1, ["later|afterwards|after that"] = 1 },
    later = { ["from now|from today"] = 1 },
    -- A day of the article's own month or its neighbours, and of the month or year named last.
    month_shift = { ["last month"] = -1, ["this month"] = 0, ["next month"] = 1 },
    month_ref = "that month|the same month",
    year_ref = "that year|the same year",
    also = "and",
    -- Till now, and not on this day in 1945.
    this_day = { ["this day|this very day"] = 0 },
    deictic = { ["today|tonight|today's|today’s|tonight's|tonight’s|this morning|this afternoon|this evening|this night|" ..
      "earlier today"] = 0,
      ["yesterday|last night|yesterday's|yesterday’s"] = -1, ["tomorrow|tomorrow's|tomorrow’s"] = 1,
      ["the day before yesterday"] = -2, ["the day after tomorrow"] = 2 },
    ancient = "bc|bce|b . c .|b . c . e .",
    era = { ["ad|ce"] = "gregorian", ["ah"] = "hijri", ["ap|solar hijri"] = "jalali" },
    to = "-|–|—|to|and|through|until",
    one = { ["a|an|another|an extra|an additional|a further|a full|a whole|an entire"] = 1 },
    one_unit = { ["year|year's|year’s"] = "year", ["month|month's|month’s"] = "month", ["week|week's|week’s"] = "week",
      ["day|day's|day’s"] = "day", decade = "decade", century = "century", ["hour|hour's|hour’s"] = "hour",
      ["minute|minute's|minute’s"] = "minute" },
    several = "several|a few|few|some|many",
    every = "every|each",
    rate_money = "dollars|pounds|euros|million|billion|thousand|people|tonnes|tons|barrels",
    -- Per hour is a speed.
    rate_unit = { year = "year", month = "month", week = "week", day = "day" },
    daily = { daily = "P1D" },
    set = { ["biennial|biennially"] = "P2Y",
      everyday = "P1D", weekly = "P1W", monthly = "P1M",
      ["yearly|annually|annual|year - on - year|year on year|year - over - year|year over year"] = "P1Y" },
    vague = {
      ["now|currently|nowadays|at present|the present time|at the moment|these days"] = "PRESENT_REF",
      ["previously|recently|formerly|in recent years"] = "PAST_REF",
      ["soon|the near future|near future|shortly|in the future"] = "FUTURE_REF",
    },
  },

  rules = {
    year_tail = "[comma] [of] relative:year_relative 'year' | [comma] [of] year_ref | [comma | of] year [era] | " ..
      "[comma | of] odd_year [ancient | era] | [comma | of] any_year:odd_year era | " ..
      "[comma | of] some_year:odd_year ancient",
    named_day = "weekday [also weekday:weekday_last] [comma]",
    quantity = "number:count unit | one:count one_unit:unit | half:count unit | several unit | number:count and_half:plus unit",
    tail = "[comma | of] year [era] | [comma | of] odd_year [ancient | era] | " ..
      "[comma | of] some_year:odd_year ancient | [of] relative:year_relative 'year'",
    nth_weekday = "[the] ordinal_day:nth weekday:nth_weekday | last_one:nth weekday:nth_weekday",
    full_hour = "clock_digits half_day:part_of_day | clock_point half_day:part_of_day | glued_hour | " ..
      "hour_count:hour half_day:part_of_day | hour_count:hour hour_word [half_day:part_of_day | part_of_day]",
    last_hour = "clock_digits:last_clock_digits [half_day:last_part_of_day] | hour_count:last_hour half_day:last_part_of_day",
    clock_to = "'-' | '–' | 'to' | 'until' | 'and'",
  },

  templates = {
    { "date", "nth_weekday of month [tail]" },
    { "date", "[relative:direction] holiday [tail]" },
    { "date", "[the] ordinal_day:quarter quarter_word [of] tail" },
    { "date", "[the] [part] [the] ordinal_day:century [hyphen] century_word" },
    { "date", "[part] [the] decades" },
    { "shift", "[part] relative:shift weekend | the_weekend:weekend" },
    { "duration", "number:count hyphen adjective_unit:unit | amount:count unit" },
    { "clock", "full_hour [zone]" },
    { "clock", "clock_digits [zone] | clock_digits zone" },
    { "clock", "noon:noon" },
    { "clock", "hour_count:bare_hour in_the_part:part_of_day" },
    { "clock", "clock_digits clock_to last_hour [zone] | hour_count:hour clock_to last_hour [zone] |" ..
      "full_hour clock_to last_hour [zone]" },
    { "clock", "fraction past hour_count:hour [half_day:part_of_day] |" ..
      "fraction:lacking 'to' hour_count:hour half_day:part_of_day" },
    { "clock", "part_of_day" },
    { "date", "[deictic [comma]] [named_day] month [the] day [comma day:day_last] [to day:day_last] [year_tail]" },
    { "date", "[deictic [comma]] [named_day] [the] day [comma day:day_last] [to day:day_last] [of] month [year_tail]" },
    { "date", "[named_day] month wrong_day:day year_tail | [named_day] month last_wrong_day |" ..
      "[named_day] wrong_day:day [of] month year_tail" },
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
    { "date", "part [the] year" },
    { "lone_month", "month" },
    { "bare_year", "year [era] | year hyphen two_figures" },
    { "shift", "[part] relative:shift named_unit:unit" },
    { "shift", "part 'the' named_unit:unit" },
    { "shift", "weekday relative:shift 'week'!week" },
    { "shift", "quantity ago ['today'!on_the_day] | quantity later" },
    { "shift", "the_next named_unit:unit | the_past:shift named_unit:unit" },
    { "shift", "in_the ^next_now:shift named_unit:unit" },
    { "story", "the_next named_day | following named_day" },
    { "date", "part season | clear_season:season" },
    { "story", "following named_unit:unit | quantity aside" },
    { "deictic", "'to' ^this_day:deictic" },
    { "deictic", "deictic [comma] weekday | deictic '(' weekday ')' | deictic" },
    { "weekday", "[relative:direction] weekday" },
    { "period", "span_relative:sign number:count unit | span_relative:sign several unit" },
    { "set", "'times' ^'a' rate_unit:unit | rate_money ^'a' rate_unit:unit | number:price ^'a' rate_unit:unit" },
    { "duration", "part_unit:glued" },
    { "duration", "quantity | adjective_unit:one_unit [hyphen] 'long'" },
    { "set", "'per' rate_unit:unit | every part_of_day" },
    { "shift", "'all' ^weekend" },
    { "set", "set | daily | every [number:count] unit | every weekday" },
    { "vague", "vague" },
  },

  guards = {
    leading_number = { not_after = "resolution|number|no|article|page|chapter|channel|room|route|flight|phone|" ..
      "astana|geneva|round|section|:|.|/|$|€" },
    ambiguous = { not_before = "tayyip" },
    lone_month = { only_after = "in|since|until|by|during|before|after|from|of" },
    -- Who calls by noon; black Friday.
    holiday = { unless_year = true, news_only_after = "for|on|in|at|by|before|after|since|until|during|next|last|this|" ..
      "over|of" },
    clear_season = { news_only_after = "in|the|this|last|next|during|over|by|since|until|early|late|mid" },
    bare_year = { news_only_after = "years|the|its|his|her|their|our|'s|’s|a|through|for|in|since|until|by|from|year|during|" ..
      "before|after|between|and|to|of|-|–|(|late|early|" ..
      -- The games are named by their city.
      "london|rio|tokyo|beijing|athens|sydney|sochi|pyeongchang|vancouver|turin|olympics|games",
      or_before = YEARLY, not_before = MEASURES },
    period = { not_after = "to|would|will|may|could|should|can|might" },
    count = { not_after = "aged|age", not_before = "old|- old|olds|- olds|old's|- old's|- old’s|of age|- year|- long" },
    -- A newspaper and its name: the Turkish daily, China Daily.
    price = { only_after = "$|£|€|¥" },
    daily = { not_before = "mail|telegraph|star|sabah|news|express|mirror|times|beast|newspaper|newspapers|paper|papers",
      -- The dot is that of the U.S.
      not_after = ".|us|british|french|german|italian|spanish|russian|chinese|israeli|turkish|arabic|hebrew|saudi|lebanese|" ..
        "egyptian|kuwaiti|jordanian|iranian|syrian|iraqi|pan-arab|owned|run|based|language|leading|tabloid|newspaper|china|" ..
        "people's|people’s" },
    -- Sunday Times, Monday Night Football.
    weekday = { not_after = "black|good|super|bloody", not_before = "prayers|prayer|sermon|times|telegraph|mirror|express|" ..
      "mail|herald|post|" ..
      "night football|night live|sun|world|league|brunch" },
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
      ["will|would|won't|won’t|wouldn't|wouldn’t|set to|set for|to begin|to start|to take effect|to resume|to open"] = "future",
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
  beside = ",|about|around|early|late|just|nearly|approximately|roughly|before|after|on|at|of|(|)|-|–|local|time|the|eastern",
  night_words = "tonight|last night",
  weekend = { 6, 7 },
  -- What may go on inside a number: 19 th, two hundred and six.
  number_tails = "th|st|nd|rd|hundred|and",
  apposition = "i . e .|or|that is",
  dateline = "published|date|updated|posted",
}
