-- speech/en.lua: the words by which English says who said something.
return {
  verbs = {
    "said", "says", "say", "told", "tells", "added", "adds", "announced", "announces", "stated", "declared", "insisted",
    "warned", "claimed",
    "claims", "noted", "stressed", "emphasized", "emphasised", "explained", "confirmed", "denied", "reported", "reports",
    "wrote", "argued",
    "acknowledged", "reiterated", "suggested", "vowed", "admitted", "asserted", "maintained", "pointed out", "replied",
    "predicted",
  },
  -- said without "that": he said talks had failed
  plain_verbs = { "said", "says", "say", "told", "added", "insisted", "claimed", "noted", "stressed", "reported", "warned",
    "admitted" },
  that = { "that" },
  pronouns = { "he", "she", "they" },
  articles = { "the", "a", "an" },
  demonstratives = {},
  roles = {},
  titles = { "the", "a", "an", "who", "whose", "minister", "president", "head", "spokesman", "spokeswoman", "ambassador",
    "chief" },
  stops = {
    "in", "on", "at", "during", "after", "before", "to", "who", "as", "while", "when", "for", "with", "by", "from", "late",
    "early", "also",
    "later", "earlier", "then", "has", "had", "have", "that", "told", "following", "monday", "tuesday", "wednesday",
    "thursday", "friday",
    "saturday", "sunday", "yesterday", "today", "is", "was", "were", "are", "about", "through", "via", "repeatedly", "again",
    "not", "did",
    "would", "could", "should", "will", "can", "may", "might", "must", "never", "reportedly", "which", "where",
  },
  -- words between the speaker and the verb
  between_subject_and_verb = {
    "has", "had", "have", "also", "later", "earlier", "then", "repeatedly", "again", "reportedly", "further", "on", "monday",
    "tuesday",
    "wednesday", "thursday", "friday", "saturday", "sunday",
  },
  title_prepositions = { "to", "for" },
  ["and"] = { "and" },
  -- what no speaker goes beyond, to the left
  edges = {
    "that", "but", "while", "as", "when", "if", "because", "although", "though", "which", "where", "since", "what", "how",
    "why", "whether",
    "and", "or", "so", "until", "unless",
  },
  openings = { "meanwhile", "earlier", "later", "separately", "however", "and", "but" },
  prepositions = { "in", "on", "at", "after", "before", "during", "for", "by", "from", "with", "under", "speaking" },
  breaks = { "while", "whereas" },
  -- told whom: told reporters in Moscow that
  addressees = {
    "reporters", "journalists", "the", "council", "state", "television", "tv", "reuters", "afp", "parliament", "a", "news",
    "conference", "briefing",
    "him", "her", "them", "us", "lawmakers", "security", "meeting", "agency",
  },
  addressed = { "told", "tells" },
  -- what may stand between the verb and what was said
  adverbials = {
    "on", "in", "at", "late", "early", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "a",
    "statement", "the",
    "interview", "after", "talks", "moscow", "geneva", "astana", "ankara", "tehran", "damascus", "washington", "earlier",
    "yesterday", "today",
    "his", "her", "its", "their", "speech", "letter", "tweet", "later", "again", "also", "to", "reporters", "journalists",
    "news", "conference",
    "briefing", "morning", "evening", "press", "during", "meeting", "repeatedly",
  },
  according = { { "according to", "in the words of" }, agency = {} },
  agencies = { "agency", "newspaper", "daily", "television", "tv", "channel", "news", "media" },
}
