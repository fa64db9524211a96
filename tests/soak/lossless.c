/* lossless.c: whatever is put into a corpus comes back byte for byte.
 *
 *   lossless [--workers N] [--random COUNT] [SOURCE...]
 *
 * Each source is built, and read again: every document must be an article of the corpus with the
 * same source, and where it is a text file, with the bytes of the file. --random makes files of
 * noise, of broken texts in all encodings and of what is hard to cut; each must be an article, or a
 * warning must say why it is none. Sources that are not there are told of and passed over. */
#include "base/io.h"
#include "rasad.h"

#include <dirent.h>
#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { PATH = 512, SKIPPED = 77 };

static void give_up(const char *format, ...) __attribute__((format(printf, 1, 2), noreturn));
static void give_up(const char *format, ...)
{
    va_list args;
    va_start(args, format);
    fputs("lossless: ", stderr);
    vfprintf(stderr, format, args);
    fputc('\n', stderr);
    va_end(args);
    exit(1);
}

static uint64_t random_state = 88172645463325252U;

static uint64_t random_below(uint64_t n)
{
    random_state ^= random_state << 13;
    random_state ^= random_state >> 7;
    random_state ^= random_state << 17;
    return (random_state >> 11) % n;
}

static char top[PATH / 4];
static unsigned workers = 1;

static void remove_tree(const char *tree)
{
    DIR *dir = opendir(tree);
    for (const struct dirent *e; dir != NULL && (e = readdir(dir)) != NULL;) {
        if (strcmp(e->d_name, ".") != 0 && strcmp(e->d_name, "..") != 0) {
            char name[PATH * 2];
            snprintf(name, sizeof name, "%s/%s", tree, e->d_name);
            remove_tree(name);
        }
    }
    if (dir != NULL) {
        closedir(dir);
        rmdir(tree);
    } else {
        unlink(tree);
    }
}

/* ---- Reading again ------------------------------------------------------------------------- */

typedef struct comparison {
    const rsd_corpus *corpus;
    rsd_article_view view;
    size_t documents, bytes, files, skipped;
    bool *met; /* articles */
} comparison;

static bool is_text_name(const char *path)
{
    static const char *const endings[] = {".txt", ".text", ".md", ".markdown"};
    const char *dot = strrchr(path, '.');
    for (size_t i = 0; dot != NULL && i < sizeof endings / sizeof *endings; i++) {
        if (strcmp(dot, endings[i]) == 0) {
            return true;
        }
    }
    return false;
}

static void compare_with(const char *what, const char *source, size_t n, const char *want,
                         size_t want_len)
{
    if (n != want_len || (n > 0 && memcmp(source, want, n) != 0)) {
        size_t at = 0;
        while (at < n && at < want_len && source[at] == want[at]) {
            at++;
        }
        give_up("%s: %zu bytes came back of %zu; byte %zu is the first that differs", what, n,
                want_len, at);
    }
}

static rsd_status take_document(void *ctx, const rsd_document *document, rsd_error *err)
{
    comparison *c = ctx;
    size_t article;
    if (rsd_article_find(c->corpus, document->key, &article, err) != RSD_OK &&
        rsd_article_find(c->corpus, document->path, &article, err) != RSD_OK) {
        give_up("%s: is not in the corpus", document->key);
    }
    if (rsd_article_load(c->corpus, article, &c->view, err) != RSD_OK) {
        give_up("%s: %s", document->key, err->message);
    }
    size_t n;
    const char *source = rsd_article_source(&c->view, &n);
    const rsd_decoding *decoding = document->decoding;
    compare_with(document->key, source, n, decoding == NULL ? document->text : decoding->source,
                 decoding == NULL ? document->text_len : decoding->source_len);
    rsd_buf file = {0};
    if (is_text_name(document->path) &&
        rsd_read_file(document->path, SIZE_MAX, &file, NULL) == RSD_OK) {
        compare_with(document->path, source, n, file.data, file.len);
        c->files++;
    }
    rsd_buf_free(&file);
    c->documents += !c->met[article];
    c->met[article] = true;
    c->bytes += n;
    return RSD_OK;
}

static rsd_status take_warning(void *ctx, const rsd_warning *warning, rsd_error *err)
{
    (void)err;
    ((comparison *)ctx)->skipped += warning->skipped;
    return RSD_OK;
}

static void fail_of_damage(void *ctx, const rsd_damage *damage)
{
    give_up("%s: %s: %s", (const char *)ctx, damage->source, damage->message);
}

/* Builds a source and compares. */
static comparison check(const char *path)
{
    char built[PATH];
    char copy[PATH];
    rsd_error err = {0};
    comparison c = {0};
    size_t count;
    size_t whole;
    snprintf(built, sizeof built, "%s/built.rasad", top);
    snprintf(copy, sizeof copy, "%s", path);
    remove_tree(built);
    const char *const sources[] = {path};
    const rsd_build_options options = {.workers = workers};
    if (rsd_corpus_build(built, sources, 1, &options, NULL, &err) != RSD_OK) {
        give_up("%s: %s", err.source, err.message);
    }
    const char *const corpora[] = {built};
    rsd_corpus *corpus;
    if (rsd_corpus_open(&corpus, corpora, 1, NULL, false, &err) != RSD_OK ||
        rsd_corpus_verify(built, copy, fail_of_damage, &count, &whole, &err) != RSD_OK) {
        give_up("%s: %s", err.source, err.message);
    }
    rsd_corpus_info info;
    rsd_corpus_describe(corpus, &info);
    c.corpus = corpus;
    c.met = calloc(info.articles + 1, sizeof *c.met);
    const rsd_sink sink = {.ctx = &c, .document = take_document, .warning = take_warning};
    if (rsd_read_path(path, NULL, &sink, &err) != RSD_OK) {
        give_up("%s: %s", err.source, err.message);
    }
    if (c.documents != info.articles || whole != info.articles) {
        give_up("%s: %zu documents, %zu articles, %zu whole", path, c.documents, info.articles,
                whole);
    }
    free(c.met);
    rsd_article_view_free(&c.view);
    rsd_corpus_free(corpus);
    const char *name = strrchr(path, '/');
    printf("%-24s %7zu documents, %10zu bytes, %6zu of them text files, %5zu skipped\n",
           name == NULL ? path : name + 1, c.documents, c.bytes, c.files, c.skipped);
    fflush(stdout);
    return c;
}

/* ---- Files of noise ------------------------------------------------------------------------ */

static const char *const PIECES[] = {"آتش",
                                     "\u200c",
                                     " ",
                                     "\n",
                                     "\n\n",
                                     "\r\n",
                                     "\r",
                                     "\t",
                                     ".",
                                     "می‌روم",
                                     "ـ",
                                     "x",
                                     "#",
                                     "۱۲",
                                     "ﷺ",
                                     "َ",
                                     "日本",
                                     "—",
                                     "«",
                                     "»",
                                     "\u200f",
                                     "😀",
                                     "/",
                                     "@",
                                     "---\n",
                                     "title: ",
                                     "منبع: ایسنا",
                                     "http://a.b/c?d=é",
                                     "\xff",
                                     "\xd8",
                                     "\xc2\xa0",
                                     "\xed\xa0\x80",
                                     "\xf4\x90\x80\x80",
                                     "\xef\xbb\xbf",
                                     "\u2028",
                                     "\v",
                                     "\f",
                                     "\x1b[31m",
                                     "&amp;",
                                     "<p>",
                                     "كتاب",
                                     "e\u0301",
                                     "-",
                                     "***",
                                     "1.",
                                     "> ",
                                     "```\n",
                                     "\x7f",
                                     "\xc2\x85",
                                     "\ufffd",
                                     "ß",
                                     "İ"};

enum { PIECE_COUNT = sizeof PIECES / sizeof *PIECES, FILE_MOST = 1 << 14 };

static size_t add_pieces(char *out, size_t n)
{
    size_t len = 0;
    for (size_t i = 0; i < n; i++) {
        const char *piece = PIECES[random_below(PIECE_COUNT)];
        memcpy(out + len, piece, strlen(piece));
        len += strlen(piece);
    }
    return len;
}

/* Letters of Arabic script in an encoding of one byte a character, or of two. */
static size_t add_encoded(char *out, size_t n)
{
    const uint64_t how = random_below(3);
    static const char letters[] = "\xC7\xE1\xD3\xE1\xC7\xE3 \xDA\xE1\xED\xDF\xE3 \x81\x8D\x98.\r\n";
    size_t len = 0;
    if (how < 2) {
        memcpy(out, how == 0 ? "\xFF\xFE" : "\xFE\xFF", 2);
        len = 2;
    }
    for (size_t i = 0; i < n; i++) {
        if (how == 2) {
            out[len++] = letters[random_below(sizeof letters - 1)];
            continue;
        }
        uint32_t unit = random_below(8) == 0 ? ' ' : (uint32_t)(0x620 + random_below(0x30));
        if (random_below(40) == 0) {
            unit = 0xD800 + (uint32_t)random_below(0x800); /* half a character */
        }
        out[len + (how == 1)] = (char)unit;
        out[len + (how == 0)] = (char)(unit >> 8);
        len += 2;
    }
    return len;
}

static size_t make_noise(char *out)
{
    const size_t n = 1 + random_below(random_below(50) == 0 ? 1000 : 40);
    size_t len = 0;
    switch (random_below(5)) {
    case 0: /* any bytes */
        for (; len < n; len++) {
            out[len] = (char)random_below(256);
        }
        return len;
    case 1: /* bytes of which most are letters */
        for (; len < n; len += 2) {
            memcpy(out + len, "\xd8\xa7", 2);
            if (random_below(20) == 0) {
                out[len] = (char)random_below(256);
            }
        }
        return len;
    case 2:
        return add_encoded(out, n);
    default: /* pieces, now and then cut off or with a byte changed */
        len = add_pieces(out, n);
        if (random_below(4) == 0) {
            out[random_below(len)] = (char)random_below(256);
        }
        return random_below(4) == 0 ? random_below(len) : len;
    }
}

static void check_noise(size_t count)
{
    static char bytes[FILE_MOST * 2];
    char folder[PATH];
    snprintf(folder, sizeof folder, "%s/noise", top);
    mkdir(folder, 0777);
    for (size_t i = 0; i < count; i++) {
        char path[PATH * 2];
        snprintf(path, sizeof path, "%s/%06zu.%s", folder, i, random_below(3) == 0 ? "md" : "txt");
        const size_t n = make_noise(bytes);
        FILE *file = fopen(path, "wb");
        if (file == NULL || fwrite(bytes, 1, n, file) != n || fclose(file) != 0) {
            give_up("%s: %s", path, strerror(errno));
        }
    }
    const comparison c = check(folder);
    if (c.files != c.documents || c.files + c.skipped != count) {
        give_up("%zu files came back and %zu were skipped of %zu", c.files, c.skipped, count);
    }
    if (c.files < count / 2) {
        give_up("most were skipped, which proves nothing");
    }
}

int main(int argc, char **argv)
{
    snprintf(top, sizeof top, "%s/rasad-lossless-XXXXXX",
             getenv("TMPDIR") == NULL ? "/tmp" : getenv("TMPDIR"));
    if (mkdtemp(top) == NULL) {
        give_up("no folder");
    }
    size_t done = 0;
    for (int i = 1; i < argc; i++) {
        if (strcmp(argv[i], "--workers") == 0 && i + 1 < argc) {
            workers = (unsigned)strtoul(argv[++i], NULL, 10);
        } else if (strcmp(argv[i], "--random") == 0 && i + 1 < argc) {
            check_noise(strtoul(argv[++i], NULL, 10));
            done++;
        } else if (access(argv[i], R_OK) == 0) {
            check(argv[i]);
            done++;
        } else {
            printf("%s: is not there; skipped\n", argv[i]);
        }
    }
    remove_tree(top);
    return done > 0 ? 0 : SKIPPED;
}
