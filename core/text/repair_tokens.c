/* repair_tokens.c: the tokens that a text would have if its Persian spelling were mended. */
#include "rasad.h"

#include <string.h>

/* Does the edit close the gap between the two tokens? */
static bool joins(const rsd_repair_edit *edit, const rsd_token *left, const rsd_token *right)
{
    return edit->start == left->end && edit->end == right->start && edit->end > edit->start &&
           strcmp(edit->text, " ") != 0;
}

size_t rsd_repaired_tokens(const rsd_token *tokens, size_t count, const rsd_repairs *repairs,
                           int min_confidence, rsd_token *out)
{
    size_t n = 0;
    size_t e = 0;
    for (size_t i = 0; i < count; i++) {
        rsd_token token = tokens[i];
        for (; e < repairs->len && repairs->items[e].start < tokens[i].end; e++) {
            const rsd_repair_edit *edit = &repairs->items[e];
            if (edit->confidence < min_confidence) {
                continue;
            }
            if (n > 0 && joins(edit, &out[n - 1], &tokens[i])) {
                token = out[--n];
                token.end = tokens[i].end;
            } else if (strcmp(edit->text, " ") == 0 && edit->start > token.start) {
                out[n] = token;
                out[n++].end = edit->start;
                token.start = edit->end;
            }
        }
        out[n++] = token;
    }
    return n;
}
