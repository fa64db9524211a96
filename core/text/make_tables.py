#!/usr/bin/env python3
"""Writes tables.c: the classes and key letters of U+0000-07FF and the letters that the Arabic
presentation forms stand for. Run as: python3 make_tables.py > tables.c"""
import sys
import unicodedata as u

LOW = 0x800
SLOW = 0xFFFF

# The order of rsd_class in text.h.
(CONTROL, SPACE, NEWLINE, JOINER, LETTER, LATIN, ARABIC, MARK, TATWEEL, DIGIT, FINAL, PUNCT,
 SYMBOL) = range(13)

# Hints for the language of a passage, in the high bits of a class.
HINT_FA, HINT_AR, HINT_AR_STRONG, HINT_OTHER = 0x10, 0x20, 0x40, 0x80
HINTS = {HINT_FA: "پچژگکیۀ", HINT_AR: "يكىأؤئذض", HINT_AR_STRONG: "ةإ",
         HINT_OTHER: "ټٹډڈړڑښږڼںےېۍۆێڕڵەھہۂۓڭۇۈۋڪ"}

ARABIC_KEY = {0x640: 0, 0xAC: 0}  # ¬ stands for a ZWNJ in old Persian text
for letters, key in (("يىےېئۍۓ", "ی"), ("كڪ", "ک"), ("ةہھەۀۂۃ", "ه"), ("أإآٱٲٳٵ", "ا"),
                     ("ؤٶ", "و"), ("ٸ", "ی")):
    for letter in letters:
        ARABIC_KEY[ord(letter)] = ord(key)


def is_arabic(cp):
    return 0x600 <= cp <= 0x6FF or 0x750 <= cp <= 0x77F


def is_arabic_mark(cp):
    return is_arabic(cp) and (u.category(chr(cp)) == "Mn" or cp in (0x6E5, 0x6E6, 0x674))


def char_class(cp):
    c = chr(cp)
    category = u.category(c)
    if c in "\n\v\f\r\x85":
        return NEWLINE
    if c in "\t \xa0":
        return SPACE
    if cp in (0xAD, 0x61C):
        return JOINER
    if cp == 0x640:
        return TATWEEL
    if c in ".!?؟۔":
        return FINAL
    if category[0] == "M" or is_arabic_mark(cp):
        return MARK
    if category[0] == "L":
        if is_arabic(cp):
            return ARABIC
        return LATIN if u.name(c, "").startswith("LATIN") or c in "ªº" else LETTER
    if category == "Nd":
        return DIGIT
    if category == "Cc":
        return CONTROL
    return PUNCT if category[0] == "P" else SYMBOL


def hint(cp):
    return sum(bit for bit, letters in HINTS.items() if chr(cp) in letters)


def key(cp):
    c = chr(cp)
    kind = char_class(cp)
    if kind in (CONTROL, JOINER) or is_arabic_mark(cp) or 0x6D6 <= cp <= 0x6ED:
        return 0
    if cp in ARABIC_KEY:
        return ARABIC_KEY[cp]
    if kind == SPACE and cp > 0x7F:
        return 0x20
    if kind == NEWLINE and cp > 0x7F:
        return 0x0A
    if kind == DIGIT:
        return 0x30 + u.digit(c)
    if kind == MARK:
        return SLOW
    form = "NFKC" if kind in (LATIN, LETTER, ARABIC) else "NFC"
    folded = u.normalize("NFC", u.normalize(form, c).casefold())
    return ord(folded) if len(folded) == 1 and ord(folded) < LOW else SLOW


def presentation(cp):
    """The letters of a presentation form; nothing for a symbol that stands for itself."""
    c = chr(cp)
    if cp in (0xFDFA, 0xFDFB) or u.category(c) == "Cn":
        return []
    parts = u.decomposition(c).split()
    if not parts or not parts[0].startswith("<"):
        return []
    return [ord(x) for x in u.normalize("NFKC", c) if x not in " ـ"]


# Words of at most eight bytes that news text is full of, each in one of the languages only. The
# Persian ones also as an Arabic keyboard writes them.
COMMON = {
    "RSD_LANG_FA": "از در به که را این است با برای خود شد کرد شده بود نیز وی باید هر یک تا اما می"
                   " نمی اين براي مي نمي كه كرد يك پس آن ها های هاي",
    "RSD_LANG_AR": "في على إلى أن التي الذي عن مع هذا هذه إن قال وقد ذلك كما لم منذ أو ثم حول كان"
                   " الى ان وفي وأن ولا عبد",
    "RSD_LANG_EN": "the of and to for that with was from has have were said by are this his which"
                   " will been its is in on at it",
}
SLOT_BITS = 9


def common_words():
    """A perfect hash: the multiplier, and by slot the bytes of a word as a number, the word and its
    language."""
    words = {int.from_bytes(word.encode(), "little"): (word, lang)
             for lang, words in COMMON.items() for word in words.split()}
    assert all(1 << 8 <= bits < 1 << 64 for bits in words)
    multiplier = 1
    while True:
        multiplier = multiplier * 0x5851F42D4C957F2D + 0x14057B7EF767814F & (1 << 64) - 1 | 1
        slots = {}
        for bits, (word, lang) in words.items():
            slot = (bits * multiplier & (1 << 64) - 1) >> 64 - SLOT_BITS
            if slot in slots:
                break
            slots[slot] = (bits, word, lang)
        else:
            return multiplier, slots


def write(declaration, values, per_line, form):
    print(f"\n{declaration} = {{")
    for i in range(0, len(values), per_line):
        print("    " + ", ".join(form % v for v in values[i:i + per_line]) + ",")
    print("};")


def main():
    print("/* tables.c: character tables, written by make_tables.py from Unicode "
          f"{u.unidata_version} data; do not edit. */")
    print('#include "text/text.h"')
    print("\n/* clang-format off */")
    write("const uint8_t rsd_class_low[RSD_LOW]",
          [char_class(cp) | hint(cp) for cp in range(LOW)], 24, "%d")
    write("const uint16_t rsd_key_low[RSD_LOW]", [key(cp) for cp in range(LOW)], 16, "%d")
    pool, starts = [], []
    for first, stop in ((0xFB50, 0xFE00), (0xFE70, 0xFF00)):
        for cp in range(first, stop):
            starts.append(len(pool))
            pool.extend(presentation(cp))
    starts.append(len(pool))
    print("\n/* The letters of U+FB50-FDFF, then of U+FE70-FEFF: entry i is pool[start[i]] to\n"
          " * pool[start[i + 1] - 1]. */")
    write("const uint16_t rsd_presentation_start[]", starts, 18, "%d")
    write("const uint16_t rsd_presentation_pool[]", pool, 16, "%d")
    multiplier, slots = common_words()
    print("\n/* Common words by their hash. */")
    print(f"const uint64_t rsd_common_multiplier = 0x{multiplier:016X};")
    print("\nconst struct rsd_common rsd_common[RSD_COMMON_SLOTS] = {")
    for slot, (bits, word, lang) in sorted(slots.items()):
        print(f"    [{slot}] = {{0x{bits:X}, RSD_COUNT_OF({lang})}}, /* {word} */")
    print("};")
    print("/* clang-format on */")


if __name__ == "__main__":
    sys.exit(main())
