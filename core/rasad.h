/* rasad.h: the public C interface of rasad, the corpus analysis engine.
 *
 * Contents
 *   1. Status and errors
 *   2. Buffers
 *   3. Text: UTF-8, display and key forms, encodings, language, tokens, sentences
 *   4. Calendars: day numbers, Gregorian, Jalali (Solar Hijri), Umm al-Qura (lunar Hijri)
 *   5. Reading: documents, warnings, article cleaning
 *   6. Corpus: articles, their tokens, match text
 *
 * Conventions
 *   - Offsets and lengths are bytes of the source, 0-based; spans are half-open [start, end). The
 *     source of an article is its file, whatever that is encoded in.
 *   - Functions that can fail return rsd_status and fill the rsd_error, which may be NULL.
 *   - A pointer returned as const is borrowed: it lives as long as the object it was asked of,
 *     unless its function says otherwise. Every _free accepts NULL.
 *   - Objects are not shared between threads while one of them writes.
 */
#ifndef RASAD_H
#define RASAD_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define RSD_VERSION "0.1.0"
#define RSD_API __attribute__((visibility("default")))

/* ---- 1. Status and errors ------------------------------------------------------------------ */

typedef enum rsd_status {
    RSD_OK = 0,
    RSD_ERR_NOMEM,     /* memory could not be had */
    RSD_ERR_IO,        /* the system refused a read, write or fork */
    RSD_ERR_NOT_FOUND, /* no such file, article, day */
    RSD_ERR_INVALID,   /* an argument or an input breaks the rules of its form */
    RSD_ERR_LIMIT,     /* larger than rasad takes */
    RSD_ERR_INTERRUPTED,
    RSD_ERR_CORRUPT /* a built corpus is damaged */
} rsd_status;

/* Where and why something failed. line is 1-based, 0 if unknown; offset is a byte offset into
 * source, RSD_NO_OFFSET if unknown. */
typedef struct rsd_error {
    rsd_status status;
    uint64_t line;
    uint64_t offset;
    char source[256];
    char message[256];
} rsd_error;

#define RSD_NO_OFFSET UINT64_MAX

/* The name of a status as scripts see it: "ok", "nomem", "io", "not_found", ... */
RSD_API const char *rsd_status_name(rsd_status status);

/* Fills err (which may be NULL) and returns status, so that callers can return its value. */
RSD_API rsd_status rsd_fail(rsd_error *err, rsd_status status, const char *source, uint64_t line,
                            uint64_t offset, const char *format, ...)
    __attribute__((format(printf, 6, 7)));

/* ---- 2. Buffers ---------------------------------------------------------------------------- */

/* A growable run of bytes. {0} is an empty one. data is NUL-terminated whenever it is not NULL;
 * the NUL is not counted in len. */
typedef struct rsd_buf {
    char *data;
    size_t len;
    size_t cap;
} rsd_buf;

/* Appends n bytes. On RSD_ERR_NOMEM the buffer is unchanged. */
RSD_API rsd_status rsd_buf_add(rsd_buf *buf, const void *bytes, size_t n);
/* Releases the bytes and leaves an empty buffer. */
RSD_API void rsd_buf_free(rsd_buf *buf);

/* ---- 3. Text ------------------------------------------------------------------------------- */

/* The name and version of the normalization profile; a corpus records it. */
#define RSD_PROFILE "rasad-1"

typedef enum rsd_lang { RSD_LANG_OTHER = 0, RSD_LANG_FA, RSD_LANG_AR, RSD_LANG_EN } rsd_lang;

typedef enum rsd_kind {
    RSD_KIND_WORD = 0,
    RSD_KIND_NUMBER, /* digits of any script, with inner . , / : ٫ ٬ */
    RSD_KIND_PUNCT,  /* one mark, or a run of the same . or ! or ? or ؟ or … */
    RSD_KIND_SYMBOL, /* anything else that is visible */
    RSD_KIND_URL,
    RSD_KIND_EMAIL,
    RSD_KIND_HASHTAG,
    RSD_KIND_MENTION, /* @name */
    RSD_KIND_MARKUP   /* Markdown: heading marks, emphasis, list marks, rules */
} rsd_kind;

RSD_API const char *rsd_lang_name(rsd_lang lang); /* "fa", "ar", "en", "other" */
RSD_API const char *rsd_kind_name(rsd_kind kind); /* "word", "number", ... */

/* Decodes the character at the start of s[0..n). Returns its length in bytes (1 to 4) and sets
 * *cp, or returns 0 where the bytes are not strict UTF-8 (overlong, surrogate, past U+10FFFF,
 * truncated). n must be at least 1. */
RSD_API size_t rsd_utf8_decode(const char *s, size_t n, uint32_t *cp);

/* The offset of the first byte of s[0..n) that is not strict UTF-8, or n if all is well. */
RSD_API size_t rsd_utf8_check(const char *s, size_t n);

typedef enum rsd_layer {
    RSD_DISPLAY, /* readable: letters of the language, presentation forms, controls and tatweel out
                  */
    RSD_KEY      /* lossy match form, the same for all languages */
} rsd_layer;

/* One point of a map between a text and its form: up to the next point both advance byte for
 * byte. Points are sorted by both members. */
typedef struct rsd_mappoint {
    uint32_t form;
    uint32_t source;
} rsd_mappoint;

/* A map between source bytes and the bytes of a form. {0} is an empty one. */
typedef struct rsd_map {
    rsd_mappoint *points;
    size_t len;
    size_t cap;
    uint32_t form_len;
    uint32_t source_len;
} rsd_map;

/* Appends the given form of s[0..n) to out and, if map is not NULL, replaces the map's content
 * (offsets count from the start of s and of what was appended). lang only matters for
 * RSD_DISPLAY. Bytes that are not UTF-8 become U+FFFD in the display form and vanish from the
 * key. n is at most UINT32_MAX / 4. Profile: RSD_PROFILE. */
RSD_API rsd_status rsd_form(rsd_layer layer, rsd_lang lang, const char *s, size_t n, rsd_buf *out,
                            rsd_map *map, rsd_error *err);
/* The smallest source span whose form covers the form span [start, end); of an empty span, the
 * place between. Characters are never cut. */
RSD_API void rsd_map_to_source(const rsd_map *map, uint32_t start, uint32_t end,
                               uint32_t *source_start, uint32_t *source_end);
/* The other direction: the form bytes that come of the source span [start, end). */
RSD_API void rsd_map_to_form(const rsd_map *map, uint32_t start, uint32_t end, uint32_t *form_start,
                             uint32_t *form_end);
RSD_API void rsd_map_free(rsd_map *map);

/* ---- Encodings */

typedef enum rsd_encoding {
    RSD_ENCODING_UTF_8 = 0,
    RSD_ENCODING_UTF_16LE,
    RSD_ENCODING_UTF_16BE,
    RSD_ENCODING_WINDOWS_1256,
    RSD_ENCODING_ISO_8859_6
} rsd_encoding;

enum { RSD_ENCODING_COUNT = RSD_ENCODING_ISO_8859_6 + 1 };

RSD_API const char *rsd_encoding_name(rsd_encoding encoding); /* "utf-8", "utf-16le", ... */

/* What s[0..n) is encoded in: by the byte order mark, by the zeros of UTF-16, by the form of UTF-8,
 * which most of its characters must have, or by the letters of Arabic and Persian. Bytes that are
 * no text at all are called UTF-8 too. */
RSD_API rsd_encoding rsd_encoding_of(const char *s, size_t n);

/* The most bytes that can be decoded at once. */
#define RSD_MAX_ENCODED ((size_t)1 << 30)

/* How a text in UTF-8 came of a source in another encoding. {0} is an empty one. */
typedef struct rsd_decoding {
    rsd_encoding encoding;
    const char *source; /* borrowed; must live as long */
    uint32_t source_len;
    uint32_t text_len;
    uint32_t bad;         /* units of the source that are no character: U+FFFD in the text */
    uint32_t first_bad;   /* where the first of them is, or source_len */
    rsd_mappoint *points; /* where some of the characters start in text (form) and source */
    size_t point_count, point_cap;
} rsd_decoding;

/* Appends the text of s[0..n), n at most RSD_MAX_ENCODED, to text, and replaces the content of
 * decoding. A byte order mark stays in the text, as U+FEFF. */
RSD_API rsd_status rsd_decode(rsd_encoding encoding, const char *s, size_t n, rsd_buf *text,
                              rsd_decoding *decoding, rsd_error *err);
/* The smallest source span whose text covers [start, end); of an empty span, the place between.
 * Offsets in the text count from the start of what was appended. */
RSD_API void rsd_decoding_to_source(const rsd_decoding *decoding, uint32_t start, uint32_t end,
                                    uint32_t *source_start, uint32_t *source_end);
/* The other direction. */
RSD_API void rsd_decoding_to_text(const rsd_decoding *decoding, uint32_t start, uint32_t end,
                                  uint32_t *text_start, uint32_t *text_end);
RSD_API void rsd_decoding_free(rsd_decoding *decoding);

/* The language of a passage by its letters; RSD_LANG_OTHER if it has too few to tell. */
RSD_API rsd_lang rsd_language(const char *s, size_t n);

typedef struct rsd_token {
    uint32_t start;
    uint32_t end;
    uint8_t kind;   /* rsd_kind */
    uint8_t lang;   /* rsd_lang */
    bool is_repeat; /* it begins in a region that says something again, and is in what that says */
} rsd_token;

/* A text cut into tokens, sentences and paragraphs. sentences[i] and paragraphs[i] are the index
 * of the first token; the last one ends at token_count. Every token is in exactly one sentence and
 * every sentence in exactly one paragraph. Whitespace, controls and bytes that are not UTF-8 are
 * in no token. {0} is an empty one; it may be reused. */
typedef struct rsd_layout {
    rsd_token *tokens;
    uint32_t *sentences;
    uint32_t *paragraphs;
    size_t token_count, token_cap;
    size_t sentence_count, sentence_cap;
    size_t paragraph_count, paragraph_cap;
} rsd_layout;

/* Cuts s[0..n), n at most RSD_MAX_SOURCE. breaks are ascending offsets on character boundaries
 * where a token and a sentence must end (edges of marked regions, glued headlines); may be NULL
 * if break_count is 0. Replaces the content of layout. */
RSD_API rsd_status rsd_layout_cut(rsd_layout *layout, const char *s, size_t n,
                                  const uint32_t *breaks, size_t break_count, rsd_error *err);
RSD_API void rsd_layout_free(rsd_layout *layout);

/* The largest source of one article, in bytes. */
#define RSD_MAX_SOURCE ((size_t)64 << 20)

#define RSD_PROCLITICS_MOST 3

/* The clitics of a word, which tokens are not cut at: s[0..proclitics[0]) is the first of count
 * proclitics (of وبالمدينة: و and ب and ال), the last ends at stem_start, and s[stem_end..n) is a
 * pronoun or empty. */
typedef struct rsd_word_clitics {
    uint32_t proclitics[RSD_PROCLITICS_MOST]; /* where each ends */
    uint32_t count;
    uint32_t stem_start;
    uint32_t stem_end;
} rsd_word_clitics;

/* The clitics of the Arabic word s[0..n), as light rules and word lists tell them: conjunctions,
 * prepositions and the future mark of one letter, the article, pronouns. وزير, فرنسا and بيروت have
 * none. */
RSD_API rsd_word_clitics rsd_clitics_of(const char *s, size_t n);

/* The lemma of the word s[0..n) is appended to out, in display form.
 *
 * Persian: of a noun or adjective the bare form (کشورهای: کشور, بزرگترین: بزرگ).
 * Of a verb the past stem with its preverb (گویند: گفت, برگردد: برگشت);
 * the present stem is appended to present, so that past#present can be put together.
 * Verb phrases are taken too (خواهد رفت), of other phrases the lemma is the phrase.
 * What may be a verb or a noun is taken for what news uses it as most. A lemma is its own lemma.
 *
 * Arabic: the word without marks and clitics (والمدينة: مدينة, حكومتهم: حكومة).
 *
 * Otherwise: the display form. present may be NULL. */
RSD_API rsd_status rsd_lemma(rsd_lang lang, const char *s, size_t n, rsd_buf *out, rsd_buf *present,
                             rsd_error *err);
/* The stem, a key (not for reading) that groups words, is appended to out: of Arabic and English
 * words by Snowball if rasad was built with libstemmer, of Persian ones the key of the lemma,
 * otherwise the key. */
RSD_API rsd_status rsd_stem(rsd_lang lang, const char *s, size_t n, rsd_buf *out, rsd_error *err);

/* ---- Repair of Persian spelling: annotations, never applied to a source by themselves */

typedef enum rsd_repair_rule {
    RSD_REPAIR_VERB = 0,    /* می‌رود، نمی‌رود، برمی‌گردد */
    RSD_REPAIR_PLURAL,      /* کتاب‌ها، کتاب‌هایش */
    RSD_REPAIR_COMPARATIVE, /* بزرگ‌تر، مهم‌ترین */
    RSD_REPAIR_ENDING,      /* شده‌اند، خانه‌ای، هنری‌اش */
    RSD_REPAIR_COMPOUND,    /* آتش‌بس، سرمایه‌گذاری */
    RSD_REPAIR_WORD_SPACE   /* به شرط */
} rsd_repair_rule;

RSD_API const char *rsd_repair_rule_name(rsd_repair_rule rule); /* "verb", "plural", ... */

/* Source bytes [start, end), often none, are to become text: a ZWNJ, a space, or nothing. */
typedef struct rsd_repair_edit {
    uint32_t start;
    uint32_t end;
    const char *text;   /* lives forever */
    uint8_t rule;       /* rsd_repair_rule */
    uint8_t confidence; /* 0 to 100 */
} rsd_repair_edit;

/* Edits in ascending order that do not touch. {0} is an empty list; it may be reused. */
typedef struct rsd_repairs {
    rsd_repair_edit *items;
    size_t len;
    size_t cap;
} rsd_repairs;

/* Edits of lower confidence are for a reader's eyes. */
#define RSD_REPAIR_CONFIDENT 50

/* Replaces the list by what is to be mended in s[0..n), n at most RSD_MAX_SOURCE; Arabic lines are
 * left alone. Applied to text that was mended before, it finds nothing confident. */
RSD_API rsd_status rsd_repair(const char *s, size_t n, rsd_repairs *out, rsd_error *err);
/* The same; if zwnj_everywhere, a ZWNJ is written after letters that do not join, too
 * (کشور‌ها instead of کشورها). */
RSD_API rsd_status rsd_repair_styled(const char *s, size_t n, bool zwnj_everywhere,
                                     rsd_repairs *out, rsd_error *err);
/* Appends s[0..n) to out, with the edits of at least that confidence made. */
RSD_API rsd_status rsd_repair_apply(const char *s, size_t n, const rsd_repairs *repairs,
                                    int min_confidence, rsd_buf *out, rsd_error *err);
RSD_API void rsd_repairs_free(rsd_repairs *repairs);
/* The tokens that the repaired text would have, by their source spans: what is joined is one token
 * (with the kind and language of its first), what is cut by a space is two. out has room for
 * count + repairs->len; the number of tokens is returned. For counts that measure no spelling. */
RSD_API size_t rsd_repaired_tokens(const rsd_token *tokens, size_t count,
                                   const rsd_repairs *repairs, int min_confidence, rsd_token *out);
/* The name and version of the word list and, where one is used, the dictionary of this computer:
 * "rasad-fa-4", "rasad-fa-4+fa_IR 0123abcd". The dictionary is hunspell's, in UTF-8, named by
 * $RASAD_DICTIONARY (none if that is empty) or found where hunspell has it. */
RSD_API const char *rsd_repair_list_version(void);
/* Why that dictionary could not be read and is not used; NULL if there is nothing to say. */
RSD_API const char *rsd_repair_warning(void);

/* ---- 4. Calendars -------------------------------------------------------------------------- */

/* Day numbers are rata die: 1 is Monday 1 January of the year 1 (proleptic Gregorian). */
typedef int32_t rsd_day;

typedef enum rsd_calendar {
    RSD_GREGORIAN = 0, /* years 1 to 9999 */
    RSD_JALALI,        /* Solar Hijri, 1178 to 1501, the 33-year rule */
    RSD_HIJRI          /* lunar Hijri, Umm al-Qura as printed, 1343 to 1500 */
} rsd_calendar;

/* How far a conversion can be trusted. */
typedef enum rsd_certainty {
    RSD_CERTAIN = 0,
    RSD_PROLEPTIC,     /* Jalali before 1304-01-11: other months were in use */
    RSD_PLUS_MINUS_ONE /* Hijri outside 1420-1450: sources differ by a day */
} rsd_certainty;

typedef struct rsd_ymd {
    int32_t year;
    int32_t month; /* 1 to 12 */
    int32_t day;   /* 1 to 31 */
} rsd_ymd;

/* The day number of a date; RSD_ERR_INVALID, with the reason, for a date that does not exist or
 * lies outside the calendar's years. certainty may be NULL. */
RSD_API rsd_status rsd_date_to_day(rsd_calendar calendar, rsd_ymd date, rsd_day *day,
                                   rsd_certainty *certainty, rsd_error *err);
/* The other direction. */
RSD_API rsd_status rsd_day_to_date(rsd_calendar calendar, rsd_day day, rsd_ymd *date,
                                   rsd_certainty *certainty, rsd_error *err);
/* Days in a month, or 0 if there is no such month in the calendar. */
RSD_API int rsd_month_length(rsd_calendar calendar, int32_t year, int32_t month);
/* 1 is Monday, 7 is Sunday (ISO 8601). */
RSD_API int rsd_weekday(rsd_day day);

/* A date in figures: a day, or a whole month or year. */
typedef struct rsd_stated_date {
    rsd_calendar calendar;
    int parts; /* 3 of a day, 2 of a month, 1 of a year */
    rsd_day first_day;
    rsd_day last_day; /* included */
} rsd_stated_date;

/* Reads "2017-05-04", "1396/02/14", "4/5/2017", "14.2.1396", "2017-05" or "1396", in digits of any
 * script; behind it an hour ("T10:30:00.5Z") and the mark of an era ("ه.ش", "AH") may stand. The
 * era tells the calendar, else the one that is given, unless that is NULL, else the year: 1178 to
 * 1501 are Jalali. RSD_ERR_NOT_FOUND if the text does not begin with a date in figures;
 * RSD_ERR_INVALID, with the offset in bytes, if something else stands behind it, or, without an
 * offset, if there is no such day. */
RSD_API rsd_status rsd_date_read(const char *text, size_t n, const rsd_calendar *calendar,
                                 rsd_stated_date *stated, rsd_error *err);

/* ---- 5. Reading ---------------------------------------------------------------------------- */

typedef struct rsd_field {
    const char *name;
    const char *value; /* UTF-8, NUL-terminated */
} rsd_field;

/* A stretch of a text: bytes [start, end). */
typedef struct rsd_span {
    uint32_t start;
    uint32_t end;
} rsd_span;

/* What an input that comes in tokens says of them beside their forms: "lemma", "upos" and so on. */
typedef struct rsd_attribute {
    const char *name;
    const char *const *values; /* of each of the input's tokens, UTF-8; NULL where it has none */
} rsd_attribute;

/* One article as a reader yields it; borrowed for the time of the call. key is the path relative
 * to the folder that was opened, with '/' between; of a single file, its name; with what
 * rsd_read_path says of articles that are not a file of their own. */
typedef struct rsd_document {
    const char *key;
    const char *path; /* where it was read from, for messages */
    const char *text; /* the bytes of the source, any, or what became of them in UTF-8 */
    size_t text_len;
    const rsd_decoding *decoding; /* of the source; NULL if it is UTF-8: then it is the text */
    const rsd_field *fields;      /* metadata, sorted by name */
    size_t field_count;
    const rsd_attribute *attributes; /* of the input's tokens; of none, NULL */
    size_t attribute_count;
    const rsd_span *spans; /* of these tokens in the text, in order, apart from each other */
    size_t span_count;
} rsd_document;

/* Something wrong that did not stop the work. kind is a short fixed name such as "invalid_utf8",
 * "undecodable" (of another encoding), "nul_byte", "empty", "binary", "too_large", "unreadable",
 * "loop", "bad_metadata", "duplicate_key", "bad_record", "bad_archive", "bad_xml", "no_text",
 * "unsafe_name" (in an archive), "unsupported" (rasad was built without a library, or it is a kind
 * that is not read). */
typedef struct rsd_warning {
    const char *kind;
    const char *source; /* key or path */
    uint64_t line;      /* 1-based, 0 if unknown */
    uint64_t offset;    /* byte, RSD_NO_OFFSET if unknown */
    const char *message;
    bool skipped; /* the document (or record) was left out because of it */
} rsd_warning;

/* What receives documents and warnings. A status other than RSD_OK stops the reading. */
typedef struct rsd_sink {
    void *ctx;
    rsd_status (*document)(void *ctx, const rsd_document *document, rsd_error *err);
    rsd_status (*warning)(void *ctx, const rsd_warning *warning, rsd_error *err);
} rsd_sink;

/* What is to be known of the sources before they are read. NULL or {0} is what is usual. */
typedef struct rsd_read_options {
    /* Which member of a record, or column of a table, is its text, title, date and so on, where the
     * name does not tell: the name is rasad's, the value that of the member. */
    const rsd_field *map;
    size_t map_count;
    /* A full date in the key of a file, 2017/09/06, 2017-09-06 or 20170906, is that of its articles
     * if nothing else gives one. */
    bool path_date;
    uint64_t *bytes_read; /* counted up while files are read; NULL if nobody asks */
} rsd_read_options;

/* Reads a file, or a folder of them, recursively, in bytewise order of their keys. The end of its
 * name says what a file is; of one that is given by itself and is called otherwise, its first
 * bytes. In a folder, names in parentheses are read only where the first bytes look like it:
 *
 * - .txt .text .md .markdown: a text is an article. Front matter, fields between two lines "---" at
 *   its beginning, is metadata, and stays in the source as a marked region;
 * - .jsonl .ndjson, (.json): records, an article each, with the key file#id, or file#line (of JSON:
 *   file#number) without an id; (.json) in a folder is what a messenger exports;
 * - (.csv .tsv): tables with a header, an article a row: file#id or file#line;
 * - .html .htm .xhtml: the article of a page, without what is around it;
 * - .tei (.xml): TEI, and .rss .atom (.xml): feeds, file#id or file#number;
 * - .conllu .vrt .vert: documents put together of tokens, with their attributes;
 * - .warc: the pages in a web archive, file#address;
 * - .gz .zst .xz .bz2: any of these, compressed, with the key of the file as it is;
 * - .zip .tar, also compressed: any of these, file!/path, also in an archive in the archive. Names
 *   that lead out of it, links, devices and encrypted files are refused.
 *
 * The source of an article is its file, or, where more than one or something else than text is in
 * it, the text that was taken out of it. HTML, XML and archives need their libraries; without,
 * there is a warning "unsupported".
 *
 * A folder's metadata.csv (header path,date,title,source,author,url,language; other columns are
 * kept too) gives metadata, also to files of the folder that are read by themselves and, in an
 * archive, to those in it; what a file says of itself holds before. Files and folders whose names
 * start with '.' are passed over, and what a browser saves beside a page. Symbolic links are
 * followed, loops are found. Only a path that does not exist or cannot be read at all is an error;
 * everything else is a warning. */
RSD_API rsd_status rsd_read_path(const char *path, const rsd_read_options *options,
                                 const rsd_sink *sink, rsd_error *err);

typedef enum rsd_region_kind {
    RSD_REGION_HEADLINE = 0,
    RSD_REGION_LEAD,
    RSD_REGION_BYLINE, /* a source line such as "منبع: ایسنا" */
    RSD_REGION_FOOTER,
    RSD_REGION_REPEAT, /* says again what of_start..of_end said */
    RSD_REGION_AGENCY /* opening words such as "به گزارش ایسنا،" or "BEIRUT (AP) —" */
} rsd_region_kind;

RSD_API const char *rsd_region_kind_name(rsd_region_kind kind);

/* A marked stretch of the source, on character boundaries. Regions are sorted by start, then by
 * end descending, then by kind; they may nest. */
typedef struct rsd_region {
    uint32_t start;
    uint32_t end;
    uint32_t of_start; /* RSD_REGION_REPEAT: the first saying; else 0, 0 */
    uint32_t of_end;
    rsd_region_kind kind;
    uint8_t similarity; /* RSD_REGION_REPEAT: how much of it was said before, in percent; 100 is a
                           repeat word for word, less a near one; else 0 */
    const char *reason; /* why it was marked; lives forever */
} rsd_region;

typedef struct rsd_regions {
    rsd_region *items;
    size_t len;
    size_t cap;
    /* The source named in a byline ("ایسنا"), a span of the text; empty if there is none. */
    uint32_t byline_start;
    uint32_t byline_end;
    /* The agency named in the opening words, in the same way. */
    uint32_t agency_start;
    uint32_t agency_end;
    struct rsd_cleaner *room; /* what rsd_clean works in, to be used again */
} rsd_regions;

/* Marks headline, lead, byline, agency, footer and repeats of s[0..n). Replaces the content of
 * regions. */
RSD_API rsd_status rsd_clean(rsd_regions *regions, const char *s, size_t n, rsd_error *err);
RSD_API void rsd_regions_free(rsd_regions *regions);

/* ---- 6. Corpus ----------------------------------------------------------------------------- */

typedef struct rsd_corpus rsd_corpus;

/* Opens a built corpus, if paths is the one of it, as it was committed last: what others build
 * meanwhile does not change it. Otherwise reads files and folders into a corpus in memory; paths
 * may come in any order, the corpus is the same. Where two paths yield the same key, both articles
 * are keyed by path/key. strict makes the first warning that left a document out an error. */
RSD_API rsd_status rsd_corpus_open(rsd_corpus **corpus, const char *const *paths, size_t path_count,
                                   const rsd_read_options *options, bool strict, rsd_error *err);
/* A corpus of one article whose source is the given UTF-8 text, cut and cleaned as a file would be.
 * fields may be NULL. */
RSD_API rsd_status rsd_corpus_from_text(rsd_corpus **corpus, const char *key, const char *text,
                                        size_t n, const rsd_field *fields, size_t field_count,
                                        rsd_error *err);
RSD_API void rsd_corpus_free(rsd_corpus *corpus);

/* Documents from elsewhere than files: read gives them to the sink, with keys of their own. */
typedef struct rsd_reader {
    rsd_status (*read)(void *ctx, const rsd_sink *sink, rsd_error *err);
    void *ctx;
    const char *name; /* tells it from other readers where a build is resumed */
} rsd_reader;

/* How far a build is. */
typedef struct rsd_progress {
    const char *stage;   /* "reading", "merging", "committing" */
    size_t documents;    /* so far */
    uint64_t bytes;      /* of their text */
    uint64_t bytes_read; /* of files, compressed as they are */
    uint64_t bytes_all;  /* of all files of the sources; 0 if unknown */
} rsd_progress;

/* How a corpus is built on disk. {0} is what is usual. */
typedef struct rsd_build_options {
    rsd_read_options read;
    bool strict;               /* the first document that cannot be read ends the build */
    bool append;               /* add to the corpus that is there */
    bool merge;                /* make one segment of all */
    const char *const *remove; /* keys of articles to leave out */
    size_t remove_count;
    size_t memory; /* bytes; 0 for 256 MiB */
    /* Threads that cut what was read; 0 for 1; fewer where there are no 56 MiB of memory for each,
     * and one with a reader. */
    unsigned workers;
    rsd_reader reader; /* asked for more after the sources; {0} for none */
    /* Called now and then, some times a second; may be NULL. */
    void (*progress)(void *ctx, const rsd_progress *progress);
    void *progress_ctx;
} rsd_build_options;

/* What a build did. */
typedef struct rsd_build_summary {
    size_t added;     /* documents, also those that took the place of others of their key */
    size_t unchanged; /* documents that were in the corpus already */
    size_t removed;
    uint64_t bytes_on_disk; /* of the whole corpus */
} rsd_build_summary;

/* Builds a corpus in the folder named by path, out of files and folders, and commits it: whoever
 * opens it, also while it is built, sees all of a build or nothing. With append, a document takes
 * the place of the one of its key; one that is there already is passed over. With no sources,
 * articles are only removed, or segments merged. When a build is interrupted, what was done stays
 * in the folder, and the same build goes on with it. summary may be NULL. */
RSD_API rsd_status rsd_corpus_build(const char *path, const char *const *sources,
                                    size_t source_count, const rsd_build_options *options,
                                    rsd_build_summary *summary, rsd_error *err);

/* Is the path that of a built corpus? */
RSD_API bool rsd_corpus_is_built(const char *path);

/* What rsd_corpus_verify found; source is a file of the corpus or an article. */
typedef struct rsd_damage {
    const char *source;
    uint64_t offset; /* RSD_NO_OFFSET if unknown */
    const char *message;
} rsd_damage;

/* Reads all of a built corpus and calls found for whatever is damaged. RSD_OK if it could be done,
 * however much was found; *count is how much, *articles how many articles are whole. */
RSD_API rsd_status rsd_corpus_verify(const char *path, void *ctx,
                                     void (*found)(void *ctx, const rsd_damage *damage),
                                     size_t *count, size_t *articles, rsd_error *err);

typedef struct rsd_corpus_info {
    size_t articles;
    uint64_t tokens;
    uint64_t words; /* tokens of kind word */
    size_t types;   /* different (form, language, kind) triples */
    size_t keys;    /* different keys */
    uint64_t source_bytes;
    size_t warnings;
    size_t skipped;                       /* documents left out */
    size_t encodings[RSD_ENCODING_COUNT]; /* articles of each */
    size_t stories;                       /* articles that say nearly the same are one */
    size_t sources;                       /* different ones in the metadata, by their keys */
    size_t attributes;                    /* of tokens, that any article has */
    size_t languages[RSD_LANG_EN + 1];    /* articles whose words are mostly of each */
    size_t dated;                         /* articles whose metadata have a date in figures */
    rsd_day first_day;                    /* of these dates; 0 if there are none */
    rsd_day last_day;                     /* included */
    char fingerprint[17];                 /* of keys, sources and metadata, in hexadecimal */
    /* Of a built corpus, else 0: */
    uint64_t bytes_on_disk;
    size_t segments;
    uint64_t commits; /* since it was first built */
} rsd_corpus_info;

RSD_API void rsd_corpus_describe(const rsd_corpus *corpus, rsd_corpus_info *info);
/* Warnings in a fixed order (by source, line, offset, kind). */
RSD_API const rsd_warning *rsd_corpus_warning(const rsd_corpus *corpus, size_t i);

/* Articles are numbered 0 to articles - 1 in bytewise order of their keys. */
RSD_API const char *rsd_article_key(const rsd_corpus *corpus, size_t article);
/* RSD_ERR_NOT_FOUND if there is none; err is only filled in of other failures. */
RSD_API rsd_status rsd_article_find(const rsd_corpus *corpus, const char *key, size_t *article,
                                    rsd_error *err);
/* Fills in the articles, ascending, in which a token of each of the keys stands, in any order, and
 * how many they are; there is room for all articles of the corpus, and there may be 255 keys. The
 * work in a corpus on disk is proportional to how often the keys stand in it, in one in memory to
 * its tokens. Not for several threads at once. */
RSD_API rsd_status rsd_corpus_find(const rsd_corpus *corpus, const char *const *keys, size_t count,
                                   uint32_t *articles, size_t *len, rsd_error *err);
/* Metadata, sorted by name; a source found in a byline or else in the opening words is among them
 * as "source" if none was given. */
RSD_API const rsd_field *rsd_article_fields(const rsd_corpus *corpus, size_t article,
                                            size_t *count);
/* Can what is asked of an article without loading it be trusted? RSD_ERR_CORRUPT if the corpus is
 * damaged there: then it has the key "", no metadata and so on. In memory always RSD_OK. */
RSD_API rsd_status rsd_article_check(const rsd_corpus *corpus, size_t article, rsd_error *err);
/* The days that its metadata state as the date, in figures, both included; false if there are none:
 * a date in words has to be looked for. */
RSD_API bool rsd_article_days(const rsd_corpus *corpus, size_t article, rsd_day *first,
                              rsd_day *last);
/* The language of most of its words. */
RSD_API rsd_lang rsd_article_language(const rsd_corpus *corpus, size_t article);
/* What its source is encoded in. */
RSD_API rsd_encoding rsd_article_encoding(const rsd_corpus *corpus, size_t article);
/* The number of its story, which is that of the first article that tells it; SIZE_MAX if there is
 * no such article. */
RSD_API size_t rsd_article_story(const rsd_corpus *corpus, size_t article);

/* A span of match text and what it stands for; see rsd_article_view. */
#define RSD_SEP_TOKEN ' '        /* between two tokens of a sentence */
#define RSD_SEP_SENTENCE '\x1e'  /* at the end of a sentence */
#define RSD_SEP_PARAGRAPH '\x1d' /* at the end of a paragraph, and before the first token */
#define RSD_SEP_REGION '\x1c'    /* at an edge of a repeated region */

/* One article, regenerated from the token stream. match is the match text: RSD_SEP_PARAGRAPH, then
 * the key of every token, each followed by one separator. A token's key of no bytes is impossible:
 * where the key would be empty it is the form itself. {0} is an empty view; it may be reused for
 * other articles and must be released with rsd_article_view_free. */
typedef struct rsd_article_view {
    rsd_buf text;                 /* in UTF-8; see rsd_article_source */
    const rsd_decoding *decoding; /* of the source; NULL if it is UTF-8: then it is the text */
    rsd_buf match;                /* match text */
    rsd_token *tokens;            /* source spans, kinds, languages */
    const uint32_t *types;        /* lexicon ids */
    uint32_t *match_start;        /* where each token's key starts in match */
    size_t token_count, token_cap;
    const uint32_t *sentences; /* index of the first token */
    size_t sentence_count;
    const uint32_t *paragraphs;
    size_t paragraph_count;
    const rsd_region *regions;
    size_t region_count;
    struct rsd_body *body; /* what some of these point into */
} rsd_article_view;

RSD_API rsd_status rsd_article_load(const rsd_corpus *corpus, size_t article,
                                    rsd_article_view *view, rsd_error *err);
RSD_API void rsd_article_view_free(rsd_article_view *view);
/* The source: the bytes of the file. */
RSD_API const char *rsd_article_source(const rsd_article_view *view, size_t *len);
/* The text of the source span [start, end). */
RSD_API const char *rsd_article_slice(const rsd_article_view *view, uint32_t start, uint32_t end,
                                      size_t *len);
/* The source span of the match-text span [start, end): characters are never cut, separators at
 * its edges stand for nothing. An empty span gives the place where its token starts. */
RSD_API rsd_status rsd_match_to_source(const rsd_article_view *view, size_t start, size_t end,
                                       uint32_t *source_start, uint32_t *source_end,
                                       rsd_error *err);
/* The name of an attribute of tokens; NULL past the last. They are in bytewise order. */
RSD_API const char *rsd_attribute_name(const rsd_corpus *corpus, size_t attribute);

/* The values of an attribute in an article, of each of its tokens: that which the input gave its
 * own token that covers where this one begins; NULL for none. The strings live as long as the
 * corpus. {0} is an empty list; it may be reused. */
typedef struct rsd_values {
    const char **items;
    size_t len, cap;
} rsd_values;

/* Replaces the list. */
RSD_API rsd_status rsd_article_values(const rsd_corpus *corpus, size_t article, size_t attribute,
                                      rsd_values *values, rsd_error *err);
RSD_API void rsd_values_free(rsd_values *values);

/* The token whose span holds the source offset, or the next one; token_count past the last. */
RSD_API size_t rsd_token_at(const rsd_article_view *view, uint32_t offset);

/* The lexicon: types are triples of form, language and kind, numbered in order of their
 * key, then of the three, so that the types of a key are a range. */
RSD_API const char *rsd_type_form(const rsd_corpus *corpus, uint32_t type, size_t *len);
RSD_API const char *rsd_type_key(const rsd_corpus *corpus, uint32_t type, size_t *len);
RSD_API uint64_t rsd_type_count(const rsd_corpus *corpus, uint32_t type);
/* The types [*first, *last) of a key; empty if there are none. */
RSD_API void rsd_key_types(const rsd_corpus *corpus, const char *key, size_t len, uint32_t *first,
                           uint32_t *last);

#endif
