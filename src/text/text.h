/* text.h - one article: its text, the normalised text with its origin map, and what the
 * segmenter sees in it: tokens, sentences, lines, paragraphs, zones.
 *
 * Places in normalised text are dl_nspan, and exist between text/ and value/ alone;
 * dl_text_origin turns them into places of the article at the end. */
#ifndef DL_TEXT_TEXT_H
#define DL_TEXT_TEXT_H

#include "base/arena.h"
#include "base/str.h"

typedef struct dl_nspan { /* bytes of the normalised text, end exclusive */
    uint32_t start, end;
} dl_nspan;

/* The same place in the article, in every unit; end exclusive. */
typedef struct dl_origin {
    size_t byte_start,
        byte_end; /* of the input: the file's bytes, or the record's UTF-8 */
    size_t text_start, text_end;   /* bytes of dl_text.article (UTF-8) */
    size_t start, end;             /* code points of the article */
    size_t utf16_start, utf16_end; /* UTF-16 units of the article */
} dl_origin;

/* A token: a run of letters, marks and digits ("3rd", "don", "1990s"), or one other
 * character that is no space. Apostrophes, dots and hyphens are tokens, so a word with
 * them has an edge at each part. A dash of its own (" -- ", an em dash, a spaced en dash)
 * is one token of kind DASH whatever its bytes. */
typedef enum dl_token_kind {
    DL_WORD,   /* has a letter */
    DL_NUMBER, /* digits alone */
    DL_PUNCT,  /* any other single character */
    DL_DASH    /* parts clauses: no mention crosses it */
} dl_token_kind;

enum dl_token_flag {
    DL_SPACE = 1,      /* white space stands before it */
    DL_CAP = 2,        /* begins with an upper or title case letter */
    DL_UPPER = 4,      /* two or more letters, all upper case (digits allowed) */
    DL_SENTENCE = 8,   /* the first word of a sentence (quotes and brackets skipped) */
    DL_LINE = 16,      /* first token of a line */
    DL_PARAGRAPH = 32, /* first token of a paragraph */
    DL_GLUED = 64,     /* a dot that belongs to the word before it: an abbreviation or
                          initial ("Mr." "U.S." "J."); the sentence may still end here */
    DL_ASCII = 128
};

typedef struct dl_token {
    uint32_t start; /* byte in the normalised text */
    uint16_t len;   /* bytes; longer runs are cut at a character's edge */
    uint8_t kind;   /* dl_token_kind */
    uint8_t flags;
    uint32_t word; /* id in the vocabulary; filled by match/ */
} dl_token;

enum dl_layout { /* bits of dl_line.layout */
                 DL_LAYOUT_HEADLINE =
                     1, /* among the first lines, and not a sentence of the body */
                 DL_LAYOUT_CAPS = 2,  /* three or more words, nearly all in upper case */
                 DL_LAYOUT_TITLE = 4, /* four or more words, most of them capitalised */
                 DL_LAYOUT_TABLE =
                     8, /* numbers and names in columns, few lower-case words */
                 DL_LAYOUT_LIST = 16,   /* begins with a bullet or a number and a dot */
                 DL_LAYOUT_BYLINE = 32, /* "By Jane Doe", "By JANE DOE, Staff Writer" */
                 DL_LAYOUT_SHORT = 64 /* six words or fewer, at most one in lower case */
};

typedef struct dl_line {
    uint32_t first; /* token; the line ends where the next one starts */
    uint32_t layout;
} dl_line;

typedef struct dl_paragraph {
    uint32_t first, end; /* tokens, end exclusive; blank lines part paragraphs */
} dl_paragraph;

typedef enum dl_zone_kind {
    DL_ZONE_DATELINE, /* "NAIROBI, Kenya, Oct. 3 (AP) --": up to and with the dash */
    DL_ZONE_BYLINE,   /* the whole line */
    DL_ZONE_CREDIT    /* "(Reporting by ...; Editing by ...)" */
} dl_zone_kind;

typedef struct dl_zone { /* in text order, apart */
    uint32_t first, end; /* tokens, end exclusive */
    dl_zone_kind kind;
} dl_zone;

typedef struct dl_origin_map dl_origin_map;

typedef struct dl_text {
    dl_str
        article; /* UTF-8, ill-formed sequences as U+FFFD, as Python's replace counts */
    dl_str norm; /* normalised, always a copy of its own; 64 zero bytes follow it */
    size_t input_bytes;
    const dl_origin_map *map;
    dl_token *tokens;
    uint32_t token_count;
    const dl_line *lines;
    uint32_t line_count;
    const dl_paragraph *paragraphs;
    uint32_t paragraph_count;
    const dl_zone *zones;
    uint32_t zone_count;
} dl_text;

enum { DL_TEXT_MOST_BYTES = 256 * 1024 * 1024 };

/* Decodes (raw: BOM, UTF-16, Windows-1252 recognised; else UTF-8 alone), normalises and
 * maps. Fills article, norm, map, input_bytes; all of it lives on the arena, except that
 * article points into bytes where they are UTF-8, so they must live as long. False
 * without memory, and for more than DL_TEXT_MOST_BYTES. */
bool dl_normalise(const char *bytes, size_t len, bool raw, dl_arena *arena, dl_text *out);

typedef enum dl_abbreviation {
    DL_NO_ABBREVIATION,
    DL_ABBREVIATION_TITLE,   /* Mr Gen Sen: a name follows, so no sentence ends here */
    DL_ABBREVIATION_MONTH,   /* Jan Sept */
    DL_ABBREVIATION_WEEKDAY, /* Mon Thurs */
    DL_ABBREVIATION_STATE,   /* Calif Mass */
    DL_ABBREVIATION_ORG,     /* Inc Corp Ltd */
    DL_ABBREVIATION_UNIT,    /* lb hr a.m */
    DL_ABBREVIATION_NUMBER,  /* No vol: one only where a number follows */
    DL_ABBREVIATION_OTHER,   /* vs etc e.g */
    DL_ABBREVIATION_STARTER /* none: a word that begins sentences more often than names */
} dl_abbreviation;

typedef struct dl_abbreviations dl_abbreviations; /* read-only, shared between threads */

/* From the text of rules/en/lists/abbreviations.tsv: on each line a surface without its
 * last dot, a tab, a kind. Lines that begin with # or name no kind are passed over. The
 * set keeps pointing into list. NULL without memory. */
const dl_abbreviations *dl_abbreviations_make(dl_str list, dl_arena *arena);

/* The kind of a word, letter by letter as in the list, or all in upper case. */
dl_abbreviation dl_abbreviations_find(const dl_abbreviations *set, dl_str word);

/* Fills tokens, lines, paragraphs, zones from text->norm. abbreviations may be NULL: then
 * initials and chains (U.S.) alone have dots of their own. False without memory. */
bool dl_segment(dl_text *text, const dl_abbreviations *abbreviations, dl_arena *arena);

/* Where a place of the normalised text stands in the article, in any order of asking. A
 * place inside of what changed as a whole (a composed letter, a ligature) grows to all of
 * it. */
dl_origin dl_text_origin(const dl_text *text, dl_nspan span);

/* The normalised form of a short text (rule files, lists, look-up keys): what
 * dl_normalise would make of it, on the arena; the text itself where that is the same. */
dl_str dl_normal_text(dl_str text, dl_arena *arena);

static inline dl_str dl_text_at(const dl_text *text, dl_nspan span) {
    return (dl_str){text->norm.at + span.start, span.end - span.start};
}

static inline dl_str dl_token_text(const dl_text *text, uint32_t i) {
    return (dl_str){text->norm.at + text->tokens[i].start, text->tokens[i].len};
}

static inline dl_nspan dl_tokens_span(const dl_text *text, uint32_t first, uint32_t end) {
    return (dl_nspan){text->tokens[first].start,
                      text->tokens[end - 1].start + text->tokens[end - 1].len};
}

/* The first token that starts at byte or later; token_count past the last. Binary search.
 */
uint32_t dl_token_at(const dl_text *text, uint32_t byte);

/* The byte behind words that stand at a byte of the text, or 0. A blank of the words is
 * any white space with at most so many line breaks. */
size_t dl_text_end(dl_str text, size_t byte, dl_str words, size_t most_breaks);

/* The zone that token lies in, or NULL. */
const dl_zone *dl_zone_at(const dl_text *text, uint32_t token);

/* The line or paragraph that token lies in. Binary search. */
uint32_t dl_line_of(const dl_text *text, uint32_t token);
uint32_t dl_paragraph_of(const dl_text *text, uint32_t token);

#endif
