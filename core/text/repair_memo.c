/* repair_memo.c: what was found out about a word is kept for when it comes again, as most do. */
#include "base/mem.h"
#include "text/repair_int.h"

#include <string.h>

enum { SLOTS = 8192, MEMO_LETTERS = 24, MEMO_EDITS = 4 };

typedef struct memo_edit {
    uint8_t at; /* a letter of the word */
    uint8_t gap;
    uint8_t rule;
    uint8_t confidence;
} memo_edit;

typedef struct memo_word {
    uint8_t codes[MEMO_LETTERS];
    uint32_t zwnj;   /* bit p: a ZWNJ stands before letter p */
    uint8_t len;     /* 0: no word here */
    bool complement; /* see rsd_repair_split */
    uint8_t edit_count;
    memo_edit edits[MEMO_EDITS];
} memo_word;

struct rsd_repair_memo {
    memo_word words[SLOTS];
};

rsd_repair_memo *rsd_repair_memo_new(void)
{
    rsd_repair_memo *memo = rsd_alloc(sizeof *memo);
    if (memo != NULL) {
        memset(memo, 0, sizeof *memo);
    }
    return memo;
}

/* Where the word is or would be; NULL if such a word is not kept. *zwnj: where it has one. */
static memo_word *slot_of(const rsd_repair_work *w, rsd_run_word word, bool complement,
                          uint32_t *zwnj)
{
    const uint32_t len = word.at.stop - word.at.first;
    *zwnj = 0;
    if (w->memo == NULL || len > MEMO_LETTERS) {
        return NULL;
    }
    for (uint32_t i = 1; i < len; i++) {
        rsd_repair_gap gap = (rsd_repair_gap)w->letters[word.at.first + i].gap;
        if (gap != RSD_GAP_NONE && gap != RSD_GAP_ZWNJ) {
            return NULL;
        }
        *zwnj |= (uint32_t)(gap == RSD_GAP_ZWNJ) << i;
    }
    uint32_t h = word.hash ^ *zwnj ^ complement;
    return &w->memo->words[(h ^ h >> 15) % SLOTS];
}

bool rsd_repair_recall(rsd_repair_work *w, rsd_run_word word, bool complement)
{
    const uint32_t len = word.at.stop - word.at.first;
    uint32_t zwnj;
    const memo_word *kept = slot_of(w, word, complement, &zwnj);
    if (kept == NULL || kept->len != len || kept->zwnj != zwnj || kept->complement != complement ||
        memcmp(kept->codes, w->codes + word.at.first, len) != 0) {
        return false;
    }
    for (size_t i = 0; i < kept->edit_count; i++) {
        rsd_repair_letter *l = &w->letters[word.at.first + kept->edits[i].at];
        l->gap = kept->edits[i].gap;
        l->rule = kept->edits[i].rule;
        l->confidence = kept->edits[i].confidence;
    }
    return true;
}

void rsd_repair_keep(rsd_repair_work *w, rsd_run_word word, bool complement)
{
    const uint32_t len = word.at.stop - word.at.first;
    rsd_repair_letter *letters = w->letters + word.at.first;
    memo_word found = {.len = (uint8_t)len, .complement = complement};
    for (uint32_t i = 1; i < len; i++) {
        rsd_repair_letter *l = &letters[i];
        if (l->gap != RSD_GAP_SPLIT && l->gap != RSD_GAP_LOST) {
            continue;
        }
        if (found.edit_count == MEMO_EDITS || i >= MEMO_LETTERS) {
            return;
        }
        found.edits[found.edit_count++] = (memo_edit){(uint8_t)i, l->gap, l->rule, l->confidence};
    }
    for (size_t i = 0; i < found.edit_count; i++) {
        letters[found.edits[i].at].gap = RSD_GAP_NONE; /* as the word came */
    }
    memo_word *slot = slot_of(w, word, complement, &found.zwnj);
    for (size_t i = 0; i < found.edit_count; i++) {
        letters[found.edits[i].at].gap = found.edits[i].gap;
    }
    if (slot != NULL) {
        memcpy(found.codes, w->codes + word.at.first, len);
        *slot = found;
    }
}
