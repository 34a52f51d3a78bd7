/* What a pattern becomes, and that PCRE2 takes it and matches what it should. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <cmocka.h>

#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>

#include "rules/tree.h"

static dl_arena arena;
static dl_tree tree;
static dl_tree_source source;
static dateline_error first;

static const char rules[] =
    "list month = January => 01 | Jan. => 01 | February | March | Mar | May\n"
    "list town = New York | New York City | York | St. John's\n"
    "list signs = a+b | a*b | a-b | (c) | d^ | [e]\n"
    "list any nocase = Abc | abd | ÉA\n"
    "define Cap = \\p{Lu}[\\p{L}'-]+\n"
    "define Full = {Cap}(?: {Cap})*\n"
    "define When = \\d+ (?<m>{month})\n"
    "define All = {town}\n";

static int start(void **state) {
    (void)state;
    arena = (dl_arena){0};
    tree = (dl_tree){.arena = &arena};
    first = (dateline_error){0};
    source = (dl_tree_source){.first = &first};
    return dl_tree_parse(&tree, "r", DL_STR(rules), &source) ? 0 : 1;
}

static int finish(void **state) {
    (void)state;
    dl_arena_free(&arena);
    return 0;
}

static dl_expanded expanded(const char *pattern) {
    dl_expanded out;
    dl_str text = dl_str_from(pattern);
    bool ok = dl_tree_expand(&tree, text, dl_place_at("r", text, 0), &out, &source);
    if (!ok) print_error("%s: %s\n", pattern, first.message);
    assert_true(ok);
    return out;
}

/* The bytes that pattern matches at the start of text, or -1. */
static long matched(const char *pattern, const char *text) {
    dl_expanded out = expanded(pattern);
    int error;
    size_t at;
    pcre2_code *code = pcre2_compile((PCRE2_SPTR)out.pattern.at, out.pattern.len,
                                     PCRE2_UTF | PCRE2_UCP | PCRE2_ANCHORED |
                                         PCRE2_DUPNAMES | PCRE2_NO_UTF_CHECK,
                                     &error, &at, NULL);
    assert_non_null(code);
    pcre2_match_data *data = pcre2_match_data_create_from_pattern(code, NULL);
    int rc = pcre2_match(code, (PCRE2_SPTR)text, strlen(text), 0, 0, data, NULL);
    long len = rc < 0 ? -1 : (long)pcre2_get_ovector_pointer(data)[1];
    pcre2_match_data_free(data);
    pcre2_code_free(code);
    return len;
}

static void what_a_pattern_matches(void **state) {
    (void)state;
    static const struct {
        const char *pattern, *text;
        long len; /* -1: no match */
    } rows[] = {
        /* a space is any white space with at most one line break */
        {"a b", "a b", 3},
        {"a b", "a \t b", 5},
        {"a b", "a\nb", 3},
        {"a b", "a  \n\t b", 7},
        {"a b", "a\n\nb", -1},
        {"a b", "a \n \n b", -1},
        {"a b", "ab", -1},
        {"a   b", "a b", 3},
        {"a ?b", "ab", 2},
        {"a ?b", "a \nb", 4},
        {"a *b", "a   b", 5},
        {"a\\ b", "a b", 3},
        {"a\\ b", "a\nb", -1},
        {"a[ ]b", "a\nb", -1},
        {"\\Qa b\\E", "a\nb", -1},
        {"a\\Q b\\E c", "a b\nc", 5},
        {"a b", "a b", 3},
        /* quotes and dashes are those of the normalised text */
        {"a’s", "a's", 3},
        {"“a”", "\"a\"", 3},
        {"a–b−c‑d", "a-b-c-d", 7},
        {"a\\–b", "a-b", 3},
        {"[–]", "–", 3},
        /* lists: longest entry first, specials as they are */
        {"{month}", "January", 7},
        {"{month}", "Jan.", 4},
        {"{month}", "Jan", -1},
        {"{month}", "March", 5},
        {"{month}", "Mark", 3},
        {"{month}x", "Marx", 4},
        {"{town}", "New York City", 13},
        {"{town}", "New\nYork", 8},
        {"{town}", "St. John's", 10},
        {"{town}", "StX John's", -1},
        {"{signs}", "a+b", 3},
        {"{signs}", "aab", -1},
        {"{signs}", "(c)", 3},
        {"{signs}", "d^", 2},
        {"{signs}", "[e]", 3},
        {"{any}", "ABC", 3},
        {"{any}", "aBd", 3},
        {"{any}", "éa", 3},
        /* references: inside of {m,n}, classes and escapes there are none */
        {"{month}{2}", "MayMay", 6},
        {"a{2}", "aa", 2},
        {"a{1,}", "aaa", 3},
        {"[{month}]+", "month", 5},
        {"\\{month}", "{month}", 7},
        {"\\p{Lu}\\P{Lu}\\x{41}", "AaA", 3},
        {"[[:upper:]] [^]a] []b]", "A b ]", 5},
        {"{Full}", "Anna Smith-O'Hara x", 17},
        {"(a)\\g{1}", "aa", 2},
        {"(?<q>a)\\k{q}(?P=q)(?P>q)(?&q)", "aaaaa", 5},
        {"(?#a comment {with} ( )a", "a", 1},
        {"(?:(?<x>a)|(?<x>b))+", "ab", 2},
        {"(?i)mAy (?-i:x)", "MAY x", 5},
        /* a leading \b drops out, others stay */
        {"\\bMay", "May", 3},
        {"May\\b", "Maya", -1},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        long len = matched(rows[i].pattern, rows[i].text);
        if (len != rows[i].len)
            print_error("%s on %s: %ld\n", rows[i].pattern, rows[i].text, len);
        assert_int_equal(len, rows[i].len);
    }
}

static void a_list_is_factored_by_common_beginnings(void **state) {
    (void)state;
    dl_expanded out = expanded("{month}");
    static const char want[] = "(?:February|Jan(?:\\.|uary)|Ma(?:r(?:ch)?|y))";
    assert_int_equal(out.pattern.len, sizeof want - 1);
    assert_memory_equal(out.pattern.at, want, sizeof want - 1);
}

static void the_map_leads_back_to_the_source(void **state) {
    (void)state;
    dl_expanded out = expanded("\\bq {Full}’z");
    const char *z = memchr(out.pattern.at, 'z', out.pattern.len);
    size_t last = (size_t)(z - out.pattern.at);
    assert_int_equal(out.map[0], 2);
    assert_int_equal(out.map[1], 3);
    for (size_t i = 1; i < last - 1; i++)
        assert_true(out.map[i] == 3 || out.map[i] == 4);
    assert_int_equal(out.map[last - 2], 4);
    assert_int_equal(out.map[last - 1], 10);
    assert_int_equal(out.map[last], 13);
}

static bool feeds(const dl_expanded *out, const char *group, const char *list) {
    for (size_t i = 0; i < out->groups.count; i++)
        for (size_t k = 0; k < out->groups.items[i].lists.count; k++)
            if (dl_str_is(out->groups.items[i].name, group) &&
                dl_str_is(out->groups.items[i].lists.items[k]->name, list))
                return true;
    return false;
}

static void a_group_knows_the_lists_inside_of_it(void **state) {
    (void)state;
    dl_expanded out =
        expanded("(?<a>x(?<b>{month}|{town}))(?'c'{When})(?P<d>y)(?<b>{any})(?<=q)");
    assert_int_equal(out.groups.count, 5);
    assert_true(feeds(&out, "a", "month") && feeds(&out, "a", "town"));
    assert_true(feeds(&out, "b", "month") && feeds(&out, "b", "town") &&
                feeds(&out, "b", "any"));
    assert_true(feeds(&out, "c", "month") && feeds(&out, "m", "month"));
    assert_false(feeds(&out, "a", "any") || feeds(&out, "d", "any"));
}

static void a_pattern_that_is_one_list_is_a_look_up(void **state) {
    (void)state;
    assert_true(dl_str_is(expanded("{town}").whole->name, "town"));
    assert_true(dl_str_is(expanded("{All}").whole->name, "town"));
    assert_null(expanded("{town}s").whole);
    assert_null(expanded("(?<t>{town})").whole);
    assert_null(expanded("{Full}").whole);
}

static void long_lists_are_look_ups_alone(void **state) {
    (void)state;
    static char text[8192] = "list many = x0";
    for (int i = 1; i <= DL_TREE_INLINE; i++)
        sprintf(text + strlen(text), " | x%d", i);
    assert_true(dl_tree_parse(&tree, "m", dl_str_from(text), &source));
    dl_expanded out = expanded("{many}");
    assert_true(dl_str_is(out.whole->name, "many"));
    assert_null(out.pattern.at);
    dl_str inside = DL_STR("a {many}");
    assert_false(
        dl_tree_expand(&tree, inside, dl_place_at("r", inside, 0), &out, &source));
    assert_non_null(strstr(first.message, "when GROUP in many"));
    assert_int_equal(first.column, 3);
}

#define FACT(name) cmocka_unit_test_setup_teardown(name, start, finish)

int main(void) {
    const struct CMUnitTest tests[] = {
        FACT(what_a_pattern_matches),
        FACT(a_list_is_factored_by_common_beginnings),
        FACT(the_map_leads_back_to_the_source),
        FACT(a_group_knows_the_lists_inside_of_it),
        FACT(a_pattern_that_is_one_list_is_a_look_up),
        FACT(long_lists_are_look_ups_alone),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
