/* test_segment.c - tokens, sentences, paragraphs, layout and zones, as a reader marks
 * them. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

#include "text/text.h"

static dl_arena arena;
static const dl_abbreviations *abbreviations;

static dl_text segmented(const char *bytes) {
    dl_text text;
    assert_true(dl_normalise(bytes, strlen(bytes), false, &arena, &text));
    assert_true(dl_segment(&text, abbreviations, &arena));
    return text;
}

typedef struct shown { /* text built up for comparison */
    char at[4000];
    size_t len;
} shown;

static void show(shown *out, const char *mark, dl_str token) {
    int n = snprintf(out->at + out->len, sizeof out->at - out->len, "%s%.*s", mark,
                     (int)token.len, token.at);
    out->len += (size_t)n;
}

typedef struct row {
    const char *text, *want;
} row;

typedef void (*show_fn)(const dl_text *text, shown *out);

static void check(const row *rows, size_t count, show_fn render) {
    for (size_t i = 0; i < count; i++) {
        shown out = {.at = ""};
        dl_text text = segmented(rows[i].text);
        render(&text, &out);
        assert_string_equal(out.at, rows[i].want);
    }
}

#define CHECK(rows, render) check(rows, sizeof rows / sizeof *rows, render)

/* ---- tokens ---------------------------------------------------------------------------
 */

static void show_tokens(const dl_text *text, shown *out) {
    static const char *const kinds[] = {
        [DL_WORD] = "w:", [DL_NUMBER] = "n:", [DL_PUNCT] = "p:", [DL_DASH] = "d:"};
    for (uint32_t i = 0; i < text->token_count; i++) {
        if (i) show(out, " ", (dl_str){"", 0});
        show(out, kinds[text->tokens[i].kind], dl_token_text(text, i));
    }
}

static void tokens_are_words_numbers_and_single_signs(void **state) {
    (void)state;
    static const row rows[] = {
        {"", ""},
        {" \t\n ", ""},
        {"3rd of May", "w:3rd w:of w:May"},
        {"don't", "w:don p:' w:t"},
        {"-0.1%", "p:- n:0 p:. n:1 p:%"},
        {"'68 mid-March", "p:' n:68 w:mid p:- w:March"},
        {"Zo\xC3\xAB's 5\xE2\x82\xAC", "w:Zo\xC3\xAB p:' w:s n:5 p:\xE2\x82\xAC"},
        {"q\xCC\xA3x", "w:q\xCC\xA3x"},
        {"!\xCC\xA3x", "p:!\xCC\xA3 w:x"},
        {"\xD0\x9C\xD0\xB8\xD1\x80 \xE4\xB8\xAD",
         "w:\xD0\x9C\xD0\xB8\xD1\x80 w:\xE4\xB8\xAD"},
        {"a_b", "w:a p:_ w:b"},
        {"Incomprehensibilities2024 x", "w:Incomprehensibilities2024 w:x"},
        {"exactlysixteenab x", "w:exactlysixteenab w:x"}};
    CHECK(rows, show_tokens);
}

static void a_dash_is_a_token_of_its_own(void **state) {
    (void)state;
    static const row rows[] = {{"Ann\xE2\x80\x94"
                                "Bob",
                                "w:Ann d:\xE2\x80\x94 w:Bob"},
                               {"Ann -- Bob", "w:Ann d:-- w:Bob"},
                               {"Ann---Bob", "w:Ann d:--- w:Bob"},
                               {"Ann \xE2\x80\x93 Bob", "w:Ann d:\xE2\x80\x93 w:Bob"},
                               {"Ann _ Bob", "w:Ann d:_ w:Bob"},
                               /* hyphens part nothing */
                               {"Ann-Bob", "w:Ann p:- w:Bob"},
                               {"Ann - Bob", "w:Ann p:- w:Bob"},
                               {"1939\xE2\x80\x93"
                                "45",
                                "n:1939 p:- n:45"}};
    CHECK(rows, show_tokens);
}

static void show_flags(const dl_text *text, shown *out) {
    for (uint32_t i = 0; i < text->token_count; i++) {
        unsigned flags = text->tokens[i].flags;
        char marks[8];
        snprintf(marks, sizeof marks, "%s%s%s%s", flags & DL_SPACE ? " " : "",
                 flags & DL_CAP ? "C" : "", flags & DL_UPPER ? "U" : "",
                 flags & DL_ASCII ? "" : "x");
        show(out, marks, DL_STR("."));
    }
}

static void flags_tell_case_space_and_ascii(void **state) {
    (void)state;
    static const row rows[] = {{"Ann said NATO", "C. . CU."},
                               {"A I McA", "C. C. C."},
                               {"B2B G20 1990S", "CU. C. ."},
                               {"\xC3\x89mile \xC3\x89TAT \xC3\xA9", "Cx. CUx. x."},
                               {"(ab)", "..."},
                               {"\xC7\x85x", "Cx."}}; /* title case letter */
    CHECK(rows, show_flags);
}

static void runs_without_end_are_cut_at_a_letter(void **state) {
    (void)state;
    enum { LEN = 150001 };
    char *bytes = dl_arena_alloc(&arena, LEN + 1);
    for (size_t i = 0; i + 1 < LEN; i += 2)
        memcpy(bytes + i, "\xC3\xA9", 2);
    bytes[LEN - 1] = 'x';
    bytes[LEN] = '\0';
    dl_text text = segmented(bytes);
    assert_int_equal(text.token_count, 3);
    uint32_t at = 0;
    for (uint32_t i = 0; i < text.token_count; i++) {
        assert_int_equal(text.tokens[i].start, at);
        assert_true((unsigned char)text.norm.at[at] != 0xA9);
        at += text.tokens[i].len;
    }
    assert_int_equal(at, LEN);
}

/* ---- sentences
 * -------------------------------------------------------------------------- */

static void show_sentences(const dl_text *text, shown *out) {
    for (uint32_t i = 0; i < text->token_count; i++) {
        unsigned flags = text->tokens[i].flags;
        const char *space = flags & DL_SPACE ? " " : "";
        char marks[4];
        snprintf(marks, sizeof marks, "%s%s", space, flags & DL_SENTENCE ? "^" : "");
        show(out, marks, dl_token_text(text, i));
        if (flags & DL_GLUED) show(out, "~", DL_STR(""));
    }
}

static void sentences_end_at_stops(void **state) {
    (void)state;
    static const row rows[] = {
        {"It rained. Then it stopped.", "^It rained. ^Then it stopped."},
        {"Did it? Yes! It did.", "^Did it? ^Yes! ^It did."},
        {"\"It rained,\" he said. \"Then it stopped.\" We left.",
         "\"^It rained,\" he said. \"^Then it stopped.\" ^We left."},
        {"He left (at last). Nobody saw.", "^He left (at last). ^Nobody saw."},
        {"So... Then he left.", "^So... ^Then he left."},
        {"So\xE2\x80\xA6 Then he left.", "^So\xE2\x80\xA6 ^Then he left."},
        {"It cost 5. 12 people paid.", "^It cost 5. ^12 people paid."},
        /* no end */
        {"It cost 3.50 in all.", "^It cost 3.50 in all."},
        {"\"Really?\" she asked.", "\"^Really?\" she asked."},
        {"The site example.com is new.", "^The site example.com is new."}};
    CHECK(rows, show_sentences);
}

static void abbreviations_keep_their_dot(void **state) {
    (void)state;
    static const row rows[] = {
        {"On Sept. 11 it rained.", "^On Sept.~ 11 it rained."},
        {"It rained in Sept. The sun came.", "^It rained in Sept.~ ^The sun came."},
        {"We met Mr. Keller and Gen. Ito.", "^We met Mr.~ Keller and Gen.~ Ito."},
        {"MR. KELLER LEFT.", "^MR.~ KELLER LEFT."},
        {"Keller Inc. Chairman Ann Ito left.", "^Keller Inc.~ Chairman Ann Ito left."},
        {"She runs Keller Inc. The firm is old.",
         "^She runs Keller Inc.~ ^The firm is old."},
        {"See No. 5 there.", "^See No.~ 5 there."},
        {"At 9 a.m. Tuesday it rained.", "^At 9 a.~m.~ Tuesday it rained."},
        {"It rained at 9 a.m. The sun came.", "^It rained at 9 a.~m.~ ^The sun came."},
        {"Ann Ito, Ph.D., spoke.", "^Ann Ito, Ph.D.~, spoke."},
        /* plain words */
        {"She said no. Ito agreed.", "^She said no. ^Ito agreed."},
        {"They sat. Ito spoke.", "^They sat. ^Ito spoke."}};
    CHECK(rows, show_sentences);
}

static void initials_keep_their_dot(void **state) {
    (void)state;
    static const row rows[] = {
        {"By J. K. Ito and John F. Keller.", "^By J.~ K.~ Ito and John F.~ Keller."},
        {"The U.S. Senate met.", "^The U.~S.~ Senate met."},
        {"It left the U.S. The rest stayed.", "^It left the U.~S.~ ^The rest stayed."},
        {"the U.S. economy grew", "^the U.~S.~ economy grew"},
        {"This was plan B. It failed.", "^This was plan B.~ ^It failed."}};
    CHECK(rows, show_sentences);
}

static void without_a_list_initials_alone_are_known(void **state) {
    (void)state;
    dl_text text;
    dl_str bytes = DL_STR("Mr. J. Ito");
    assert_true(dl_normalise(bytes.at, bytes.len, false, &arena, &text));
    assert_true(dl_segment(&text, NULL, &arena));
    assert_false(text.tokens[1].flags & DL_GLUED);
    assert_true(text.tokens[3].flags & DL_GLUED);
}

/* Would take hours if each were followed to the end of all. */
static void signs_in_a_row_cost_no_more_than_others(void **state) {
    (void)state;
    enum { LEN = 600000 };
    static const char signs[] = ".?(\"'-_)`\n";
    for (size_t i = 0; i + 1 < sizeof signs; i++) {
        char *bytes = dl_arena_alloc(&arena, LEN + 1);
        memset(bytes, signs[i], LEN);
        bytes[LEN] = '\0';
        segmented(bytes);
    }
}

/* ---- lines and paragraphs
 * ----------------------------------------------------------------- */

static void show_paragraphs(const dl_text *text, shown *out) {
    for (uint32_t i = 0; i < text->paragraph_count; i++) {
        dl_paragraph p = text->paragraphs[i];
        show(out, i ? " | " : "", dl_token_text(text, p.first));
        show(out, "..", dl_token_text(text, p.end - 1));
    }
}

static void blank_lines_part_paragraphs(void **state) {
    (void)state;
    static const row rows[] = {
        {"One two\n\nthree four", "One..two | three..four"},
        {"One two\n \t\n\n three four\n\n", "One..two | three..four"},
        {"One\xE2\x80\xA9two", "One..One | two..two"}};
    CHECK(rows, show_paragraphs);
}

static void wrapped_lines_are_one_paragraph(void **state) {
    (void)state;
    static const row rows[] = {
        {"The harbour town had waited for its new bridge since the old\n"
         "one was closed, and when at last the mayor, Ann\n"
         "Keller, cut the ribbon on a cold morning in March the whole\n"
         "town stood along the quay. Few of them had thought that it\n"
         "would take seven years.\n"
         "Work on the tunnel starts next.",
         "The... | Work..."},
        {"It was signed by Ann\nKeller in May.", "It..."},
        {"It rained.\nThen it stopped.", "It... | Then..."},
        {"it rained and\nthen it stopped.", "it..."}};
    CHECK(rows, show_paragraphs);
}

static void long_lines_are_paragraphs(void **state) {
    (void)state;
    char text[1200] = "A new bridge\n";
    for (int i = 0; i < 6; i++)
        strcat(
            text,
            "The harbour town had waited for its new bridge since the old one closed. ");
    strcat(text, "\nHalf open\nMost of the lanes are open to cars now.");
    dl_text found = segmented(text);
    assert_int_equal(found.paragraph_count, 4);
    for (uint32_t i = 0; i < found.line_count; i++) {
        assert_true(found.tokens[found.lines[i].first].flags & DL_SENTENCE);
        assert_int_equal(dl_line_of(&found, found.lines[i].first), i);
        assert_int_equal(dl_paragraph_of(&found, found.lines[i].first), i);
    }
}

static void tokens_are_found_by_byte(void **state) {
    (void)state;
    dl_text text = segmented("One, two");
    static const uint32_t want[] = {0, 1, 1, 1, 2, 2, 3, 3, 3};
    for (uint32_t i = 0; i < 9; i++)
        assert_int_equal(dl_token_at(&text, i), want[i]);
}

/* ---- layout
 * --------------------------------------------------------------------------------- */

static void show_layout(const dl_text *text, shown *out) {
    static const struct {
        uint32_t bit;
        const char *letter;
    } bits[] = {{DL_LAYOUT_HEADLINE, "H"}, {DL_LAYOUT_CAPS, "C"}, {DL_LAYOUT_TITLE, "T"},
                {DL_LAYOUT_TABLE, "#"},    {DL_LAYOUT_LIST, "*"}, {DL_LAYOUT_BYLINE, "B"},
                {DL_LAYOUT_SHORT, "s"}};
    for (uint32_t i = 0; i < text->line_count; i++) {
        if (i) show(out, " ", (dl_str){"", 0});
        for (size_t k = 0; k < sizeof bits / sizeof *bits; k++)
            if (text->lines[i].layout & bits[k].bit)
                show(out, bits[k].letter, DL_STR(""));
        show(out, ".", DL_STR(""));
    }
}

#define BODY                                                                             \
    "\n\nThe harbour town had waited for its new bridge since the old one was closed, "  \
    "and it "                                                                            \
    "opened at last this week."

static void lines_are_judged_by_their_looks(void **state) {
    (void)state;
    static const row rows[] = {
        {"Harbour town opens its bridge at last" BODY, "H. ."},
        {"Harbour Town Opens Its Bridge" BODY, "HTs. ."},
        {"HARBOUR TOWN OPENS BRIDGE" BODY, "HCs. ."},
        {"Harbour town opens bridge\n\nBy Ann Keller, Staff Writer" BODY, "H. TBs. ."},
        {"By early October it rained" BODY, "H. ."},
        {"It rained all day." BODY, ". ."},
        {"Totals follow here today, he said.\n\nReds 12 34 9\nBlues 11 30 8\nGreens 9 28 "
         "7",
         ". #s. #s. #s."},
        {"* one more thing to see\n* another thing to see\n1. a third of the things",
         "*. *. *."},
        {"It rained on May 3, 2019 and then on May 4, 2019 as well.", "."}};
    CHECK(rows, show_layout);
}

/* ---- zones
 * ------------------------------------------------------------------------------------ */

static void show_zones(const dl_text *text, shown *out) {
    static const char *const kinds[] = {
        [DL_ZONE_DATELINE] = "D(", [DL_ZONE_BYLINE] = "B(", [DL_ZONE_CREDIT] = "C("};
    for (uint32_t i = 0; i < text->zone_count; i++) {
        const dl_zone *z = &text->zones[i];
        show(out, kinds[z->kind],
             dl_text_at(text, dl_tokens_span(text, z->first, z->end)));
        show(out, ")", DL_STR(""));
        assert_ptr_equal(dl_zone_at(text, z->first), z);
        assert_ptr_equal(dl_zone_at(text, z->end - 1), z);
        assert_ptr_not_equal(dl_zone_at(text, z->end), z);
    }
}

static void datelines_end_with_their_dash(void **state) {
    (void)state;
    static const row rows[] = {
        {"NAIROBI, Kenya (XYZ) -- It rained.", "D(NAIROBI, Kenya (XYZ) --)"},
        {"LONDON, Nov 5 (Wire) - It rained.", "D(LONDON, Nov 5 (Wire) -)"},
        {"ROME \xE2\x80\x94 It rained.", "D(ROME \xE2\x80\x94)"},
        {"ST. PAUL, Minn., Oct. 3 _ It rained.", "D(ST. PAUL, Minn., Oct. 3 _)"},
        {"Harbour News, 27 January - It rained.", "D(Harbour News, 27 January -)"},
        {"RIO DE JANEIRO (XYZ) \xE2\x80\x93 \"It rained.\"",
         "D(RIO DE JANEIRO (XYZ) \xE2\x80\x93)"},
        {"HELSINKI 1996-08-22\n\nIt rained.", "D(HELSINKI 1996-08-22)"},
        /* no datelines */
        {"Keller -- who was late -- spoke.", ""},
        {"The mayor -- Ann Keller -- spoke.", ""},
        {"NATO - the alliance - met.", ""},
        {"It rained in ROME -- Then it stopped.", ""},
        {"HARWELL 75 58 .564 -\nORLO 70 63 .526 5\nVELMORA 64 72 .471 12", ""}};
    CHECK(rows, show_zones);
}

static void a_sentence_starts_after_a_dateline(void **state) {
    (void)state;
    dl_text text = segmented("ROME (XYZ) -- \"Rain fell,\" Keller said.");
    uint32_t rain = dl_token_at(&text, 15);
    assert_true(dl_str_is(dl_token_text(&text, rain), "Rain"));
    assert_true(text.tokens[rain].flags & DL_SENTENCE);
}

static void bylines_and_credits_are_zones(void **state) {
    (void)state;
    static const row rows[] = {{"By Ann Keller\n\nIt rained.", "B(By Ann Keller)"},
                               {"By Monday it had rained.\n\nIt stopped.", ""},
                               {"It rained. (Reporting by Ann Keller; Editing by Bo Ito)",
                                "C((Reporting by Ann Keller; Editing by Bo Ito))"},
                               {"It rained.\n\nAdditional reporting by Ann Keller",
                                "C(Additional reporting by Ann Keller)"},
                               {"It rained (and then stopped).", ""}};
    CHECK(rows, show_zones);
}

/* ---- abbreviations
 * ------------------------------------------------------------------------------ */

static void kinds_are_found_by_surface_or_capitals(void **state) {
    (void)state;
    dl_str list =
        DL_STR("# a comment\nMr\ttitle\r\nSat\tweekday\nbad line\nX\tnothing\na.m\tunit");
    const dl_abbreviations *set = dl_abbreviations_make(list, &arena);
    assert_int_equal(dl_abbreviations_find(set, DL_STR("Mr")), DL_ABBREVIATION_TITLE);
    assert_int_equal(dl_abbreviations_find(set, DL_STR("MR")), DL_ABBREVIATION_TITLE);
    assert_int_equal(dl_abbreviations_find(set, DL_STR("a.m")), DL_ABBREVIATION_UNIT);
    assert_int_equal(dl_abbreviations_find(set, DL_STR("sat")), DL_NO_ABBREVIATION);
    assert_int_equal(dl_abbreviations_find(set, DL_STR("X")), DL_NO_ABBREVIATION);
    assert_int_equal(dl_abbreviations_find(NULL, DL_STR("Mr")), DL_NO_ABBREVIATION);
}

/* The list that ships, read from the root of the repository. */
static dl_str shipped_list(void) {
    static char text[32768];
    FILE *file = fopen("rules/en/lists/abbreviations.tsv", "rb");
    if (!file) return (dl_str){"", 0};
    size_t len = fread(text, 1, sizeof text, file);
    fclose(file);
    return (dl_str){text, len};
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(tokens_are_words_numbers_and_single_signs),
        cmocka_unit_test(a_dash_is_a_token_of_its_own),
        cmocka_unit_test(flags_tell_case_space_and_ascii),
        cmocka_unit_test(runs_without_end_are_cut_at_a_letter),
        cmocka_unit_test(sentences_end_at_stops),
        cmocka_unit_test(abbreviations_keep_their_dot),
        cmocka_unit_test(initials_keep_their_dot),
        cmocka_unit_test(without_a_list_initials_alone_are_known),
        cmocka_unit_test(signs_in_a_row_cost_no_more_than_others),
        cmocka_unit_test(blank_lines_part_paragraphs),
        cmocka_unit_test(wrapped_lines_are_one_paragraph),
        cmocka_unit_test(long_lines_are_paragraphs),
        cmocka_unit_test(tokens_are_found_by_byte),
        cmocka_unit_test(lines_are_judged_by_their_looks),
        cmocka_unit_test(datelines_end_with_their_dash),
        cmocka_unit_test(a_sentence_starts_after_a_dateline),
        cmocka_unit_test(bylines_and_credits_are_zones),
        cmocka_unit_test(kinds_are_found_by_surface_or_capitals),
    };
    abbreviations = dl_abbreviations_make(shipped_list(), &arena);
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    dl_arena_free(&arena);
    return failed;
}
