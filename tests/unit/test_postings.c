/* test_postings.c: the positions of every key are those of the token stream. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/io.h"
#include "folder.h"
#include "store/catalog.h"
#include "store/postings.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* Articles whose words have few and many positions, near each other and far apart. Once they have
 * changed, a hundred of them are other ones. */
static void write_articles(const char *path, bool changed)
{
    FILE *file = fopen(path, "wb");
    assert_non_null(file);
    uint32_t random = 1;
    for (int article = 0; article < 40; article++) {
        fprintf(file, "{\"id\":\"%d\",\"text\":\"", article);
        for (int i = 0; i < 1500; i++) {
            random = random * 1664525 + 1013904223;
            const uint32_t draw = random >> 16;
            fprintf(file, i % 50 == 49 ? "w%u. " : "w%u ", draw % (1 + draw % 300));
        }
        fprintf(file, "%s\"}\n", article == 17 ? "once كتاب کتاب" : "again Again");
    }
    for (int article = 0; article < 300; article++) { /* gaps of a rare word grow wide */
        fprintf(file, "{\"id\":\"x%d\",\"text\":\"", article);
        const bool is_other = changed && article >= 100 && article < 200;
        for (int i = 0; i < article; i++) {
            fputs(is_other ? "w2 " : "w1 ", file);
        }
        fputs(is_other ? "zuletzt\"}\n" : "rare\"}\n", file);
    }
    assert_int_equal(fclose(file), 0);
}

/* The tokens of a segment in their order, as its own types. */
static uint32_t *read_tokens(const rsd_segment *segment)
{
    uint32_t *types = calloc(segment->token_count, sizeof *types);
    assert_non_null(types);
    size_t count = 0;
    rsd_body body = {0};
    for (uint32_t doc = 0; doc < segment->doc_count; doc++) {
        assert_int_equal(
            rsd_segment_body(segment, doc, RSD_BODY_TYPES, segment->types.len, &body, NULL),
            RSD_OK);
        memcpy(types + count, body.stream.types, body.stream.count * sizeof *types);
        count += body.stream.count;
    }
    assert_int_equal(count, segment->token_count);
    rsd_body_free(&body);
    return types;
}

/* All positions of a key are found in order, and each of them by seeking. */
static size_t check_key(const rsd_segment *segment, const uint32_t *tokens, uint32_t type)
{
    rsd_postings postings;
    rsd_postings sought;
    assert_int_equal(rsd_postings_find(segment, type, &postings, NULL), RSD_OK);
    size_t found = 0;
    uint32_t at = 0;
    for (;;) {
        assert_int_equal(rsd_postings_next(&postings, NULL), RSD_OK);
        if (postings.len == 0) {
            break;
        }
        for (uint32_t i = 0; i < postings.len; i++, at++, found++) {
            while (at < segment->token_count &&
                   !rsd_types_share_key(&segment->types, tokens[at], type)) {
                at++;
            }
            assert_int_equal(postings.positions[i], at);
        }
    }
    assert_int_equal(found, postings.count);
    for (uint32_t position = 0; position < segment->token_count; position += 977) {
        uint32_t want = position;
        while (want < segment->token_count &&
               !rsd_types_share_key(&segment->types, tokens[want], type)) {
            want++;
        }
        assert_int_equal(rsd_postings_find(segment, type, &sought, NULL), RSD_OK);
        assert_int_equal(rsd_postings_seek(&sought, position, NULL), RSD_OK);
        uint32_t i = 0;
        while (i < sought.len && sought.positions[i] < position) {
            i++;
        }
        if (want == segment->token_count) {
            assert_int_equal(i, sought.len);
        } else {
            assert_true(i < sought.len);
            assert_int_equal(sought.positions[i], want);
        }
    }
    return found;
}

/* Compares the postings of all keys with the tokens. The corpus has one segment. */
static void check_postings(const char *path)
{
    rsd_manifest manifest;
    rsd_corpus *corpus = NULL;
    assert_int_equal(rsd_manifest_read(&manifest, path, NULL), RSD_OK);
    assert_int_equal(manifest.segments.len, 1);
    assert_int_equal(rsd_corpus_draft_new(&corpus, path, &manifest.segments, NULL, NULL), RSD_OK);
    const rsd_segment *segment = &corpus->store->segments[0];
    uint32_t *tokens = read_tokens(segment);
    size_t sum = 0;
    for (uint32_t type = 0; type < segment->types.len; type++) {
        const bool is_first = type == 0 || !rsd_types_share_key(&segment->types, type - 1, type);
        const size_t found = check_key(segment, tokens, type);
        sum += is_first ? found : 0;
    }
    assert_int_equal(sum, segment->token_count);
    assert_true(segment->key_count < segment->types.len); /* كتاب and کتاب, again and Again */
    free(tokens);
    rsd_corpus_free(corpus);
    rsd_manifest_free(&manifest);
}

static void test_positions_are_those_of_the_stream(void **state)
{
    (void)state;
    char source[FOLDER_PATH * 2];
    char path[FOLDER_PATH * 2];
    snprintf(source, sizeof source, "%s/in.jsonl", folder);
    snprintf(path, sizeof path, "%s/out.rasad", folder);
    write_articles(source, false);
    const char *const sources[] = {source};
    assert_int_equal(rsd_corpus_build(path, sources, 1, NULL, NULL, NULL), RSD_OK);
    check_postings(path);
}

/* Of many segments, some of whose articles are gone (one with a word of its own) or have changed.
 */
static void test_positions_of_segments_flow_together(void **state)
{
    (void)state;
    char source[FOLDER_PATH * 2];
    char path[FOLDER_PATH * 2];
    snprintf(source, sizeof source, "%s/in.jsonl", folder);
    snprintf(path, sizeof path, "%s/out.rasad", folder);
    const char *const sources[] = {source};
    const char *const removed[] = {"in.jsonl#17", "in.jsonl#0", "in.jsonl#x299"};
    for (unsigned workers = 1; workers <= 3; workers += 2) {
        const rsd_build_options first = {.memory = 100000};
        const rsd_build_options append = {.append = true};
        const rsd_build_options last = {.append = true,
                                        .merge = true,
                                        .workers = workers,
                                        .remove = removed,
                                        .remove_count = 3};
        write_articles(source, false);
        assert_int_equal(rsd_corpus_build(path, sources, 1, &first, NULL, NULL), RSD_OK);
        write_articles(source, true);
        assert_int_equal(rsd_corpus_build(path, sources, 1, &append, NULL, NULL), RSD_OK);
        assert_int_equal(rsd_corpus_build(path, NULL, 0, &last, NULL, NULL), RSD_OK);
        check_postings(path);
        char command[FOLDER_PATH * 3];
        snprintf(command, sizeof command, "rm -rf '%s'", path);
        assert_int_equal(system(command), 0);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_positions_are_those_of_the_stream, make_folder,
                                        remove_folder),
        cmocka_unit_test_setup_teardown(test_positions_of_segments_flow_together, make_folder,
                                        remove_folder),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
