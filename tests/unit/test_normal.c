/* test_normal.c - decoding, folding, composing, and the way back to the article. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

#include "text/bytes.h"
#include "text/parts.h"
#include "text/text.h"
#include "text/utf8.h"

static dl_arena arena;

static int clear(void **state) {
    (void)state;
    dl_arena_reset(&arena);
    return 0;
}

static dl_text normalised(dl_str bytes, bool raw) {
    dl_text text;
    assert_true(dl_normalise(bytes.at, bytes.len, raw, &arena, &text));
    return text;
}

static void assert_text(dl_str have, dl_str want) {
    if (dl_str_equal(have, want)) return;
    print_error("have \"%.*s\"\nwant \"%.*s\"\n", (int)have.len, have.at, (int)want.len,
                want.at);
    fail();
}

typedef struct row {
    dl_str from, to;
} row;

#define ROW(from, to)                                                                    \
    {                                                                                    \
        {from, sizeof(from) - 1}, {                                                      \
            to, sizeof(to) - 1                                                           \
        }                                                                                \
    }
#define ROWS(table) table, sizeof table / sizeof *table

static void check_norms(const row *rows, size_t count) {
    for (size_t i = 0; i < count; i++)
        assert_text(normalised(rows[i].from, false).norm, rows[i].to);
}

static void check_articles(const row *rows, size_t count) {
    for (size_t i = 0; i < count; i++)
        assert_text(normalised(rows[i].from, true).article, rows[i].to);
}

/* ---- decoding ---------------------------------------------------------------------- */

#define R "\xEF\xBF\xBD"

/* Each right side is what Python's errors="replace" gives. */
static void ill_formed_utf8_counts_as_python_counts(void **state) {
    (void)state;
    static const row rows[] = {ROW("a\xFF"
                                   "b",
                                   "a" R "b"),
                               ROW("\x80\x80", R R),
                               ROW("\xC0\x80", R R),
                               ROW("\xC3", R),
                               ROW("\xC3(", R "("),
                               ROW("\xE2\x82", R),
                               ROW("\xE2\x82z", R "z"),
                               ROW("\xE0\x80\x80", R R R),
                               ROW("\xE0\xA0", R),
                               ROW("\xED\xA0\x80", R R R),
                               ROW("\xED\x9F", R),
                               ROW("\xF0\x9F\x98", R),
                               ROW("\xF0\x80\x80\x80", R R R R),
                               ROW("\xF0\x90\x80y", R "y"),
                               ROW("\xF4\x90\x80\x80", R R R R),
                               ROW("\xF4\x8F\xBF", R),
                               ROW("\xF5\x80", R R),
                               ROW("\xE2\x82\xE2\x82\xAC", R "\xE2\x82\xAC"),
                               ROW("\xF0\x9F\x98\x80", "\xF0\x9F\x98\x80")};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        assert_text(normalised(rows[i].from, false).article, rows[i].to);
}

static void a_mark_is_no_part_of_the_text(void **state) {
    (void)state;
    static const row rows[] = {ROW("\xEF\xBB\xBFRome", "Rome"), ROW("\xEF\xBB\xBF", ""),
                               ROW("\xFF\xFER\0o\0", "Ro"), ROW("\xFE\xFF\0R\0o", "Ro")};
    check_articles(ROWS(rows));
}

static void utf16_is_known_by_its_zeros(void **state) {
    (void)state;
    static const row rows[] = {ROW("T\0h\0e\0 \0\xE9\0", "The \xC3\xA9"),
                               ROW("\0T\0h\0e\0 \0\xE9", "The \xC3\xA9"),
                               ROW("a\0b", "a\0b")};
    check_articles(ROWS(rows));
}

static void lone_surrogates_are_replaced_one_by_one(void **state) {
    (void)state;
    static const row rows[] = {ROW("\xFF\xFE\x3D\xD8\x00\xDE", "\xF0\x9F\x98\x80"),
                               ROW("\xFF\xFE\x3D\xD8"
                                   "a\0",
                                   R "a"),
                               ROW("\xFF\xFE\x00\xDE"
                                   "a\0",
                                   R "a"),
                               ROW("\xFF\xFE"
                                   "a\0\x3D\xD8",
                                   "a" R),
                               ROW("\xFF\xFE"
                                   "a\0b",
                                   "a" R),
                               ROW("\xFF\xFE\x3D\xD8"
                                   "b",
                                   R)};
    check_articles(ROWS(rows));
}

static void windows_1252_has_its_high_bytes_apart(void **state) {
    (void)state;
    static const row rows[] = {
        ROW("The caf\xE9 owner\x92s sign cost \x80"
            "5.",
            "The caf\xC3\xA9 owner\xE2\x80\x99s sign cost \xE2\x82\xAC"
            "5."),
        ROW("He said \x93no\x94 \x96 twice.",
            "He said \xE2\x80\x9Cno\xE2\x80\x9D \xE2\x80\x93 twice."),
        /* a byte that 1252 leaves free; bytes in a heap; good UTF-8 beside the bad */
        ROW("The caf\x81 owner.", "The caf" R " owner."),
        ROW("A heap \xE9\xE9\xE9\xE9 of bytes.", "A heap " R R R R " of bytes."),
        ROW("Zo\xC3\xAB and Ren\xE9.", "Zo\xC3\xAB and Ren" R ".")};
    check_articles(ROWS(rows));
}

static void a_record_is_never_windows_1252(void **state) {
    (void)state;
    dl_text text = normalised(DL_STR("The caf\xE9 owner."), false);
    assert_text(text.article, DL_STR("The caf" R " owner."));
}

/* ---- folding and composing ------------------------------------------------------------
 */

static void typography_folds_to_ascii(void **state) {
    (void)state;
    static const row rows[] = {
        ROW("\xE2\x80\x98Yes\xE2\x80\x99 \xE2\x80\x9Cno\xE2\x80\x9D", "'Yes' \"no\""),
        ROW("\xC2\xABoui\xC2\xBB 5\xE2\x80\xB2 6\xE2\x80\xB3", "\"oui\" 5' 6\""),
        ROW("``So,'' he said", "''So,'' he said"),
        ROW("\xEF\xBC\xA1\xEF\xBC\x91\xEF\xBC\x85", "A1%"),
        ROW("10\xC2\xA0km\xE2\x80\x89x\xE3\x80\x80y", "10 km x y"),
        ROW("non\xE2\x80\x91stop \xE2\x88\x92"
            "5 a\xE2\x80\x90"
            "b",
            "non-stop -5 a-b"),
        ROW("\xEF\xAC\x81n o\xEF\xAC\x83"
            "ce \xEF\xAC\x84",
            "fin office ffl")};
    check_norms(ROWS(rows));
}

static void an_en_dash_between_spaces_stays(void **state) {
    (void)state;
    static const row rows[] = {
        ROW("1990\xE2\x80\x93"
            "95",
            "1990-95"),
        ROW("he \xE2\x80\x93 then", "he \xE2\x80\x93 then"),
        ROW("pre\xE2\x80\x93 and", "pre- and"),
        ROW("he\xC2\xA0\xE2\x80\x93\xE2\x80\x8B\xC2\xA0then", "he \xE2\x80\x93 then"),
        ROW("a\xE2\x80\x94"
            "b",
            "a\xE2\x80\x94"
            "b"),
        ROW("a -- b", "a -- b")};
    check_norms(ROWS(rows));
}

static void what_is_invisible_drops_out(void **state) {
    (void)state;
    static const row rows[] = {ROW("co\xC2\xADop", "coop"),
                               ROW("a\xE2\x80\x8B"
                                   "b\xE2\x81\xA0"
                                   "c\xEF\xBB\xBF"
                                   "d",
                                   "abcd"),
                               ROW("\xE2\x80\xAEx\xE2\x80\xAC", "x"),
                               ROW("a\xEF\xBF\xBD\xFF"
                                   "b",
                                   "ab"),
                               ROW("a\0b", "a\0b")};
    check_norms(ROWS(rows));
}

static void every_line_break_is_a_line_feed(void **state) {
    (void)state;
    static const row rows[] = {ROW("a\r\nb\rc\nd", "a\nb\nc\nd"),
                               ROW("\r\r\n\r", "\n\n\n"),
                               ROW("a\xC2\x85"
                                   "b\xE2\x80\xA8"
                                   "c\xE2\x80\xA9"
                                   "d",
                                   "a\nb\nc\n\nd")};
    check_norms(ROWS(rows));
}

static void letters_compose_with_their_marks(void **state) {
    (void)state;
    static const row rows[] = {
        ROW("Jose\xCC\x81", "Jos\xC3\xA9"),
        ROW("e\xE2\x80\x8B\xCC\x81", "\xC3\xA9"),        /* across what drops out */
        ROW("q\xCC\x87\xCC\xA3", "q\xCC\xA3\xCC\x87"),   /* marks in order */
        ROW("\xE2\x84\xAB", "\xC3\x85"),                 /* the Angstrom sign */
        ROW("\xE0\xA5\x98", "\xE0\xA4\x95\xE0\xA4\xBC"), /* never composed */
        ROW("\xEF\xBC\x9D\xCC\xB8", "\xE2\x89\xA0"),     /* folded, then composed */
        ROW("\xE1\x84\x92\xE1\x85\xA1\xE1\x86\xAB", "\xED\x95\x9C"), /* Hangul */
        ROW("\xEF\xAC\x81\xCC\x81", "f\xC3\xAD"), /* the mark is the i's */
        ROW("\xE1\xBF\xAF", "'")};                /* decomposes to a backtick */
    check_norms(ROWS(rows));
}

static void too_many_marks_pass_unchanged(void **state) {
    (void)state;
    char marks[100] = "e";
    for (int i = 0; i < 30; i++)
        strcat(marks, "\xCC\x81");
    dl_str most = dl_str_from(marks);
    assert_true(normalised(most, false).norm.len < most.len);
    strcat(marks, "\xCC\x81");
    dl_str too_many = dl_str_from(marks);
    assert_text(normalised(too_many, false).norm, too_many);
}

static void zero_bytes_follow_the_text(void **state) {
    (void)state;
    dl_text text = normalised(DL_STR("short"), false);
    for (size_t i = 0; i < 64; i++)
        assert_int_equal(text.norm.at[text.norm.len + i], 0);
}

/* ---- the way back ---------------------------------------------------------------------
 */

typedef struct mapped {
    dl_str bytes, find; /* find: in the normalised text */
    dl_origin want;
} mapped;

static void check_places(const mapped *places, size_t count) {
    for (size_t i = 0; i < count; i++) {
        dl_text text = normalised(places[i].bytes, true);
        const char *at =
            memmem(text.norm.at, text.norm.len, places[i].find.at, places[i].find.len);
        assert_non_null(at);
        uint32_t start = (uint32_t)(at - text.norm.at);
        dl_nspan span = {start, start + (uint32_t)places[i].find.len};
        dl_origin have = dl_text_origin(&text, span), want = places[i].want;
        assert_int_equal(have.byte_start, want.byte_start);
        assert_int_equal(have.byte_end, want.byte_end);
        assert_int_equal(have.text_start, want.text_start);
        assert_int_equal(have.text_end, want.text_end);
        assert_int_equal(have.start, want.start);
        assert_int_equal(have.end, want.end);
        assert_int_equal(have.utf16_start, want.utf16_start);
        assert_int_equal(have.utf16_end, want.utf16_end);
    }
}

#define PLACE(bytes, find, ...)                                                          \
    {                                                                                    \
        {bytes, sizeof(bytes) - 1}, {find, sizeof(find) - 1}, {                          \
            __VA_ARGS__                                                                  \
        }                                                                                \
    }

static void a_place_is_told_in_every_unit(void **state) {
    (void)state;
    static const mapped places[] = {
        PLACE("in Rome now", "Rome", 3, 7, 3, 7, 3, 7, 3, 7),
        PLACE("\xEF\xBB\xBFin Rome", "Rome", 6, 10, 3, 7, 3, 7, 3, 7),
        PLACE("\xE2\x80\x9CRome\xE2\x80\x9D", "Rome", 3, 7, 3, 7, 1, 5, 1, 5),
        PLACE("\xF0\x9F\x98\x80 Rome", "Rome", 5, 9, 5, 9, 2, 6, 3, 7),
        PLACE("a\r\nRome\r\n", "Rome", 3, 7, 3, 7, 3, 7, 3, 7),
        PLACE("x\x81 Rome\x81", "Rome", 3, 7, 5, 9, 3, 7, 3, 7),
        PLACE("\xFF\xFEI\0n\0 \0R\0o\0m\0e\0", "Rome", 8, 16, 3, 7, 3, 7, 3, 7),
        PLACE("\xFF\xFE\x3D\xD8\x00\xDE \0R\0o\0m\0e\0", "Rome", 8, 16, 5, 9, 2, 6, 3, 7),
        PLACE("Th\xE9 old Rome stands here", "Rome", 8, 12, 9, 13, 8, 12, 8, 12)};
    check_places(ROWS(places));
}

static void a_place_takes_all_of_what_changed(void **state) {
    (void)state;
    static const mapped places[] = {
        PLACE("Jose\xCC\x81 ran", "Jos\xC3\xA9", 0, 6, 0, 6, 0, 5, 0, 5),
        PLACE("Ro\xC2\xADme fell", "Rome", 0, 6, 0, 6, 0, 5, 0, 5),
        PLACE("\xEF\xAC\x81n", "fi", 0, 3, 0, 3, 0, 1, 0, 1),
        PLACE("\xEF\xAC\x81n", "in", 0, 4, 0, 4, 0, 2, 0, 2),
        /* and nothing of what dropped out at its edges */
        PLACE("\xE2\x80\x8BRome\xE2\x80\x8B x", "Rome", 3, 7, 3, 7, 1, 5, 1, 5)};
    check_places(ROWS(places));
}

static void places_far_into_a_text_are_counted_right(void **state) {
    (void)state;
    enum { COPIES = 3000 };
    static const char unit[] =
        "\xC3\xA9\xE2\x80\x99\xF0\x9F\x98\x80 x\r\n"; /* 13 bytes, 7 */
    size_t each = sizeof unit - 1;
    char *bytes = dl_arena_alloc(&arena, COPIES * each);
    for (size_t i = 0; i < COPIES; i++)
        memcpy(bytes + i * each, unit, each);
    dl_text text = normalised((dl_str){bytes, COPIES * each}, true);
    size_t norm_each = each - 3; /* the quote is one byte, CR none */
    assert_int_equal(text.norm.len, COPIES * norm_each);
    for (size_t i = 0; i < COPIES; i += 7) {
        uint32_t at = (uint32_t)(i * norm_each + norm_each - 2);
        dl_origin place = dl_text_origin(&text, (dl_nspan){at, at + 1});
        assert_int_equal(place.byte_start, i * each + 10);
        assert_int_equal(place.start, i * 7 + 4);
        assert_int_equal(place.utf16_end, i * 8 + 6);
    }
}

/* ---- fast paths
 * ------------------------------------------------------------------------- */

static uint32_t next_random(uint32_t *seed) {
    *seed = *seed * 1664525u + 1013904223u;
    return *seed >> 8;
}

static void fast_scans_agree_with_slow_ones(void **state) {
    (void)state;
    uint32_t seed = 7;
    char bytes[700];
    for (int round = 0; round < 3000; round++) {
        size_t len = next_random(&seed) % sizeof bytes,
               from = len ? next_random(&seed) % len : 0;
        bool calm = round % 2;
        for (size_t i = 0; i < len; i++) {
            char c = (char)next_random(&seed);
            bytes[i] = calm && next_random(&seed) % 300 ? 'a' : c;
        }
        const char *at = bytes + from;
        len -= from;
        assert_int_equal(dl_bytes_plain(at, len), dl_bytes_plain_scalar(at, len));
        assert_int_equal(dl_bytes_ascii(at, len), dl_bytes_ascii_scalar(at, len));
        dl_tally fast = dl_bytes_tally(at, len), slow = dl_bytes_tally_scalar(at, len);
        assert_int_equal(fast.characters, slow.characters);
        assert_int_equal(fast.wide, slow.wide);
    }
}

/* ---- laws
 * ------------------------------------------------------------------------------- */

/* Pieces that meddle with each other: marks, jamo, folds, spaces, dashes, broken bytes.
 */
static dl_str random_text(uint32_t *seed, char *out) {
    static const char *const pieces[] = {"a",
                                         "e",
                                         " ",
                                         "\xCC\x81",
                                         "\xCC\xA3",
                                         "\xE2\x80\x93",
                                         "\xE2\x80\x8B",
                                         "\xC2\xA0",
                                         "\r",
                                         "\n",
                                         "`",
                                         "\xEF\xAC\x81",
                                         "\xEF\xBC\x9D",
                                         "\xCC\xB8",
                                         "\xE1\x84\x92",
                                         "\xE1\x85\xA1",
                                         "\xE1\x86\xAB",
                                         "\xED\x95\x98",
                                         "\xFF",
                                         "\xE2\x80",
                                         "\xE2\x80\x99",
                                         "\xC3\xA9",
                                         "-",
                                         ".",
                                         "\xF0\x9F\x98\x80",
                                         "\xE2\x80\xA9",
                                         "\xE0\xA5\x98",
                                         "A",
                                         "7",
                                         "\xC2\xAD",
                                         "word",
                                         "NATO",
                                         "-",
                                         "_",
                                         "\t"};
    size_t len = 0, count = next_random(seed) % 150;
    for (size_t i = 0; i < count; i++) {
        const char *piece = pieces[next_random(seed) % (sizeof pieces / sizeof *pieces)];
        memcpy(out + len, piece, strlen(piece));
        len += strlen(piece);
    }
    return (dl_str){out, len};
}

static void check_slow_way(const dl_text *text) {
    dl_text fast = *text, slow = *text;
    dl_cuts fast_cuts = {0}, slow_cuts = {0};
    assert_true(dl_tokens_cut(&fast, &fast_cuts, &arena));
    assert_true(dl_tokens_cut_scalar(&slow, &slow_cuts, &arena));
    assert_int_equal(fast.token_count, slow.token_count);
    assert_int_equal(fast_cuts.lines.count, slow_cuts.lines.count);
    assert_int_equal(fast_cuts.stops.count, slow_cuts.stops.count);
    for (uint32_t i = 0; i < fast.token_count; i++) {
        assert_int_equal(fast.tokens[i].start, slow.tokens[i].start);
        assert_int_equal(fast.tokens[i].len, slow.tokens[i].len);
        assert_int_equal(fast.tokens[i].kind, slow.tokens[i].kind);
        assert_int_equal(fast.tokens[i].flags, slow.tokens[i].flags);
    }
    for (size_t i = 0; i < fast_cuts.lines.count; i++)
        assert_int_equal(fast_cuts.lines.items[i].first, slow_cuts.lines.items[i].first);
}

static void check_laws(const dl_text *text) {
    dl_origin last = {0};
    assert_text(dl_normal_text(text->norm, &arena), text->norm);
    for (uint32_t i = 0; i < text->token_count; i++) {
        dl_origin place = dl_text_origin(text, dl_tokens_span(text, i, i + 1));
        assert_true(place.text_start >= last.text_end &&
                    place.text_end > place.text_start);
        assert_true(place.byte_start >= last.byte_end &&
                    place.byte_end > place.byte_start);
        assert_true(place.text_end <= text->article.len &&
                    place.byte_end <= text->input_bytes);
        assert_false(dl_utf8_continues(text->article.at[place.text_start]));
        last = place;
    }
}

static void tokens_map_back_in_order_and_norms_are_settled(void **state) {
    (void)state;
    uint32_t seed = 3;
    char bytes[1024];
    for (int round = 0; round < 20000; round++) {
        dl_arena_reset(&arena);
        dl_text text = normalised(random_text(&seed, bytes), round % 2);
        assert_true(dl_segment(&text, NULL, &arena));
        check_laws(&text);
        check_slow_way(&text);
    }
}

static void without_memory_it_is_false_and_no_worse(void **state) {
    (void)state;
    char bytes[40000];
    for (size_t i = 0; i < sizeof bytes; i++)
        bytes[i] = "Sir\xC3\xA9 \xFF.\n\n"[i % 11];
    for (long n = 0; n < 12; n++) {
        dl_arena small = {0};
        dl_text text;
        dl_alloc_fail_after(n);
        bool done = dl_normalise(bytes, sizeof bytes, false, &small, &text) &&
                    dl_segment(&text, NULL, &small);
        dl_alloc_fail_after(-1);
        assert_true(done != small.failed);
        dl_arena_free(&small);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup(ill_formed_utf8_counts_as_python_counts, clear),
        cmocka_unit_test_setup(a_mark_is_no_part_of_the_text, clear),
        cmocka_unit_test_setup(utf16_is_known_by_its_zeros, clear),
        cmocka_unit_test_setup(lone_surrogates_are_replaced_one_by_one, clear),
        cmocka_unit_test_setup(windows_1252_has_its_high_bytes_apart, clear),
        cmocka_unit_test_setup(a_record_is_never_windows_1252, clear),
        cmocka_unit_test_setup(typography_folds_to_ascii, clear),
        cmocka_unit_test_setup(an_en_dash_between_spaces_stays, clear),
        cmocka_unit_test_setup(what_is_invisible_drops_out, clear),
        cmocka_unit_test_setup(every_line_break_is_a_line_feed, clear),
        cmocka_unit_test_setup(letters_compose_with_their_marks, clear),
        cmocka_unit_test_setup(too_many_marks_pass_unchanged, clear),
        cmocka_unit_test_setup(zero_bytes_follow_the_text, clear),
        cmocka_unit_test_setup(a_place_is_told_in_every_unit, clear),
        cmocka_unit_test_setup(a_place_takes_all_of_what_changed, clear),
        cmocka_unit_test_setup(places_far_into_a_text_are_counted_right, clear),
        cmocka_unit_test_setup(fast_scans_agree_with_slow_ones, clear),
        cmocka_unit_test_setup(tokens_map_back_in_order_and_norms_are_settled, clear),
        cmocka_unit_test_setup(without_memory_it_is_false_and_no_worse, clear),
    };
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    dl_arena_free(&arena);
    return failed;
}
