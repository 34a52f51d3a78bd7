/* What each line of a rule file becomes in the tree. What is wrong with lines:
 * tests/errors. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <cmocka.h>

#include "rules/tree.h"

static dl_arena arena;
static dl_tree tree;
static dl_tree_source source;
static dateline_error first;

/* Files beside the rule file under test. */
static bool read_file(const char *path, dl_arena *to, dl_str *out, dateline_error *err,
                      void *user) {
    static const char *const files[][2] = {
        {"en/lists/given.tsv", "# names\nAnna\tf\t10\r\n\nJosé\tm\nKim\n"},
        {"en/more.rules", "include main.rules\ndefine Extra = x\n"},
    };
    (void)to, (void)user;
    for (size_t i = 0; i < sizeof files / sizeof *files; i++)
        if (strcmp(path, files[i][0]) == 0) {
            *out = dl_str_from(files[i][1]);
            return true;
        }
    return dl_fail_plain(err, DATELINE_ERR_FILE, "no such file");
}

static int start(void **state) {
    (void)state;
    arena = (dl_arena){0};
    tree = (dl_tree){.arena = &arena};
    first = (dateline_error){0};
    source = (dl_tree_source){.read = read_file, .first = &first};
    return 0;
}

static int finish(void **state) {
    (void)state;
    dl_arena_free(&arena);
    return 0;
}

static void parse(const char *text) {
    bool ok = dl_tree_parse(&tree, "en/main.rules", dl_str_from(text), &source) &&
              dl_tree_check(&tree, &source);
    if (!ok) print_error("%u:%u: %s\n", first.line, first.column, first.message);
    assert_true(ok);
}

static void same(dl_str got, const char *want) {
    if (!want) {
        assert_null(got.at);
        return;
    }
    assert_int_equal(got.len, strlen(want));
    assert_memory_equal(got.at, want, got.len);
}

static void a_list_keeps_surfaces_values_and_lines(void **state) {
    (void)state;
    parse("list m = January => 01 | Jan. => 01 |\n"
          "  | a\\|b => x\\=>y\n"
          "# a comment between\n"
          "    | c\\\\d|e f\n"
          "list n nocase = Mon | tue\n");
    assert_int_equal(tree.lists.count, 2);
    static const struct {
        const char *text, *value;
        uint32_t line;
    } rows[] = {{"January", "01", 1},
                {"Jan.", "01", 1},
                {"a|b", "x=>y", 2},
                {"c\\d", NULL, 4},
                {"e f", NULL, 4}};
    const dl_tree_list *list = dl_tree_list_find(&tree, DL_STR("m"));
    assert_true(list->cased);
    assert_int_equal(list->entries.count, 5);
    for (size_t i = 0; i < 5; i++) {
        same(list->entries.items[i].text, rows[i].text);
        same(list->entries.items[i].value, rows[i].value);
        assert_int_equal(list->entries.items[i].line, rows[i].line);
    }
    assert_false(dl_tree_list_find(&tree, DL_STR("n"))->cased);
}

static void a_table_gives_the_first_column_and_the_rest(void **state) {
    (void)state;
    parse("list given @ lists/given.tsv\n");
    const dl_tree_list *list = dl_tree_list_find(&tree, DL_STR("given"));
    same(list->path, "lists/given.tsv");
    assert_int_equal(list->entries.count, 3);
    same(list->entries.items[0].text, "Anna");
    same(list->entries.items[0].value, "f\t10");
    same(list->entries.items[1].text, "José");
    same(list->entries.items[2].value, NULL);
    assert_int_equal(list->entries.items[2].line, 5);
    assert_int_equal(tree.files.count, 2);
    assert_string_equal(tree.files.items[1].name, "en/lists/given.tsv");
}

static void a_rule_keeps_its_lines(void **state) {
    (void)state;
    parse("# about dates\n# ok: W012 W013\n"
          "rule date.dmy  date  0.99\n"
          "  match   (?<d>\\d+) of (?<m>May) # no comment \n"
          "  match   (?<m>May) (?<d>\\d+)\t\r\n"
          "  span    d\n"
          "  value   date(d, m=m, y=\"20, 24\")\n"
          "  off\n"
          "clue x date 0.6 not person 0.75\n  after  , 20\n  before on \n  match May\n");
    const dl_tree_rule *rule = &tree.rules.items[0];
    same(rule->name, "date.dmy");
    same(rule->ok, "W012 W013");
    assert_false(rule->clue);
    assert_true(rule->off);
    assert_true(rule->weights.items[0].confidence == 0.99);
    same(rule->matches.items[0].pattern, "(?<d>\\d+) of (?<m>May) # no comment");
    same(rule->matches.items[1].pattern, "(?<m>May) (?<d>\\d+)");
    assert_int_equal(rule->matches.items[0].place.line, 4);
    assert_int_equal(rule->matches.items[0].place.column, 11);
    same(rule->span, "d");
    same(rule->value_fn, "date");
    assert_int_equal(rule->args.count, 3);
    same(rule->args.items[0].name, "d"), same(rule->args.items[0].group, "d");
    same(rule->args.items[1].name, "m"), same(rule->args.items[1].text, NULL);
    same(rule->args.items[2].name, "y"), same(rule->args.items[2].text, "20, 24");
    same(rule->args.items[2].group, NULL);
    const dl_tree_rule *clue = &tree.rules.items[1];
    assert_true(clue->clue);
    same(clue->ok, NULL);
    assert_int_equal(clue->weights.count, 2);
    assert_false(clue->weights.items[0].against);
    assert_true(clue->weights.items[1].against);
    same(clue->weights.items[1].type, "person");
    assert_int_equal(clue->matches.count, 3);
    assert_int_equal(clue->matches.items[0].kind, DL_AFTER);
    assert_int_equal(clue->matches.items[1].kind, DL_BEFORE);
    assert_int_equal(clue->matches.items[2].kind, DL_MATCH);
}

static void each_condition_has_its_parts(void **state) {
    (void)state;
    parse("list l = a | b\n"
          "rule c person 0.5\n  match (?<g>x)\n"
          "  when g in l\n  unless first in {l}\n  when before in {l}\n  unless after ,\n"
          "  when inside date\n  when layout headline\n  when valid_date(g, 12)\n"
          "  when document same person\n  unless document first-of place 3\n"
          "  when is headline\n  when next in l 20\n  when last in l river\n");
    static const struct {
        int kind;
        bool unless;
        const char *group, *argument;
        unsigned number;
    } rows[] = {
        {DL_COND_IN, false, "g", "l", 0},
        {DL_COND_IN, true, "first", "l", 0},
        {DL_COND_BEFORE, false, NULL, "in {l}", 0},
        {DL_COND_AFTER, true, NULL, ",", 0},
        {DL_COND_INSIDE, false, NULL, "date", 0},
        {DL_COND_LAYOUT, false, NULL, "headline", 0},
        {DL_COND_TEST, false, "valid_date", "g, 12", 0},
        {DL_COND_DOCUMENT, false, "same", "person", 1},
        {DL_COND_DOCUMENT, true, "first-of", "place", 3},
        {DL_COND_LAYOUT, false, NULL, "headline", 0},
        {DL_COND_IN, false, "next", "l 20", 0},
        {DL_COND_IN, false, "last", "l river", 0},
    };
    const dl_tree_rule *clue = &tree.rules.items[0];
    assert_int_equal(clue->conds.count, 12);
    for (size_t i = 0; i < 12; i++) {
        const dl_tree_cond *cond = &clue->conds.items[i];
        assert_int_equal(cond->kind, rows[i].kind);
        assert_int_equal(cond->unless, rows[i].unless);
        same(cond->group, rows[i].group);
        same(cond->argument, rows[i].argument);
        assert_int_equal(cond->number, rows[i].number);
    }
    same(clue->conds.items[6].args.items[0].group, "g");
    same(clue->conds.items[6].args.items[1].text, "12");
}

static void an_example_keeps_date_text_and_marks(void **state) {
    (void)state;
    parse("@date 2024-03-05\n"
          "rule c contract 0.9\n  match x\n"
          "  + On [3 May](2024-05-03; note=a) and [x](contract 7).\n"
          "  - Nothing \\[here\\].\n@date none\n  ? [y]\\nz\n");
    const dl_tree_rule *rule = &tree.rules.items[0];
    assert_int_equal(rule->examples.count, 3);
    const dl_tree_example *example = &rule->examples.items[0];
    assert_int_equal(example->sign, '+');
    same(example->date, "2024-03-05");
    same(example->text, "On 3 May and x.");
    assert_int_equal(example->marks.items[0].start, 3);
    assert_int_equal(example->marks.items[0].end, 8);
    same(example->marks.items[0].type, NULL);
    same(example->marks.items[0].value, "2024-05-03");
    same(example->marks.items[0].fields, "note=a");
    same(example->marks.items[1].type, "contract");
    same(example->marks.items[1].value, "7");
    same(rule->examples.items[1].text, "Nothing [here].");
    same(rule->examples.items[1].date, "2024-03-05");
    same(rule->examples.items[2].text, "y\nz");
    same(rule->examples.items[2].date, NULL);
    same(rule->examples.items[2].marks.items[0].value, NULL);
}

static void override_replaces_what_stands_before(void **state) {
    (void)state;
    parse("list l = a\ndefine d = x\nrule r date 0.5\n  match {l}\n"
          "override define l = y\noverride define d = z\n"
          "override rule r date 0.6\n  match {l}{d}\n");
    assert_null(dl_tree_list_find(&tree, DL_STR("l")));
    same(dl_tree_define_find(&tree, DL_STR("l"))->pattern, "y");
    same(dl_tree_define_find(&tree, DL_STR("d"))->pattern, "z");
    assert_int_equal(tree.rules.count, 1);
    assert_true(tree.rules.items[0].weights.items[0].confidence == 0.6);
}

static void a_circle_of_includes_ends(void **state) {
    (void)state;
    parse("include more.rules\ninclude more.rules\ndefine d = {Extra}\n");
    assert_int_equal(tree.files.count, 2);
    assert_int_equal(tree.defines.count, 2);
}

static void windows_line_ends_and_a_byte_order_mark_do_not_matter(void **state) {
    (void)state;
    parse("\xEF\xBB\xBFlist l = a | b\r\nrule r date 0.5\r\n  match {l} x \r\n");
    same(dl_tree_list_find(&tree, DL_STR("l"))->entries.items[1].text, "b");
    same(tree.rules.items[0].matches.items[0].pattern, "{l} x");
}

static void the_first_error_is_kept_and_all_are_counted(void **state) {
    (void)state;
    const char *text = "rule\nlist\nrule x date 0.5\n";
    assert_false(dl_tree_parse(&tree, "e", dl_str_from(text), &source));
    assert_int_equal(source.errors, 3);
    assert_int_equal(first.line, 1);
}

static void lack_of_memory_is_no_crash(void **state) {
    (void)state;
    const char *text = "list m nocase = a\\|b => c | d\ndefine C = \\p{Lu}{m}\n"
                       "rule r contract 0.5\n  match (?<x>{C}) y\n  when x in m\n"
                       "  value date(d=x)\n  + [a](contract b\\)c) d\n";
    for (long n = 0; n < 40; n++) {
        start(NULL);
        dl_alloc_fail_after(n);
        bool ok = dl_tree_parse(&tree, "e", dl_str_from(text), &source) &&
                  dl_tree_check(&tree, &source);
        dl_alloc_fail_after(-1);
        assert_true(ok || arena.failed || source.errors);
        finish(NULL);
    }
}

#define FACT(name) cmocka_unit_test_setup_teardown(name, start, finish)

int main(void) {
    const struct CMUnitTest tests[] = {
        FACT(a_list_keeps_surfaces_values_and_lines),
        FACT(a_table_gives_the_first_column_and_the_rest),
        FACT(a_rule_keeps_its_lines),
        FACT(each_condition_has_its_parts),
        FACT(an_example_keeps_date_text_and_marks),
        FACT(override_replaces_what_stands_before),
        FACT(a_circle_of_includes_ends),
        FACT(windows_line_ends_and_a_byte_order_mark_do_not_matter),
        FACT(the_first_error_is_kept_and_all_are_counted),
        FACT(lack_of_memory_is_no_crash),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
