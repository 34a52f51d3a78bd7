/* Marked text: what each notation means, what is wrong with it, and that it comes back.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <cmocka.h>

#include "base/markup.h"

static dl_arena arena;

static int drop(void **state) {
    (void)state;
    dl_arena_free(&arena);
    return 0;
}

static void same(dl_str got, const char *want) {
    if (!want) {
        assert_null(got.at);
        return;
    }
    assert_int_equal(got.len, strlen(want));
    assert_memory_equal(got.at, want, got.len);
}

static dl_markup parsed(const char *marked, dl_markup_form form) {
    dl_markup markup;
    assert_true(dl_markup_parse(dl_str_from(marked), form, &arena, &markup, NULL, NULL));
    return markup;
}

static void mark_has_type_value_and_fields(void **state) {
    (void)state;
    static const struct {
        const char *marked, *type, *value, *fields;
    } rows[] = {
        {"[x](date 2024-03-03)", "date", "2024-03-03", NULL},
        {"[x](date)", "date", NULL, NULL},
        {"[x](  date  )", "date", NULL, NULL},
        {"[x](person Scott Bessent; title=Treasury Secretary)", "person", "Scott Bessent",
         "title=Treasury Secretary"},
        {"[x](person; title=Dr; suffix=Jr.)", "person", NULL, "title=Dr; suffix=Jr."},
        {"[x](percent gt 100)", "percent", "gt 100", NULL},
        {"[x](other a\\)b\\\\c\\nd\\;e)", "other", "a)b\\c\nd;e", NULL},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        dl_markup markup = parsed(rows[i].marked, DL_MARKUP_TYPED);
        same(markup.text, "x");
        assert_int_equal(markup.marks.count, 1);
        same(markup.marks.items[0].type, rows[i].type);
        same(markup.marks.items[0].value, rows[i].value);
        same(markup.marks.items[0].fields, rows[i].fields);
    }
}

static void escapes_and_line_breaks_reach_the_text(void **state) {
    (void)state;
    same(parsed("\\[a\\] \\( \\) \\\\ b\\nc\nd", DL_MARKUP_TYPED).text,
         "[a] ( ) \\ b\nc\nd");
    same(parsed("\\# no comment\n\\@date", DL_MARKUP_TYPED).text, "# no comment\n@date");
    same(parsed("", DL_MARKUP_TYPED).text, "");
}

static void marks_count_bytes_of_the_text(void **state) {
    (void)state;
    dl_markup markup = parsed("\\[é [a\\nb](date) c [d](time)", DL_MARKUP_TYPED);
    same(markup.text, "[é a\nb c d");
    assert_int_equal(markup.marks.count, 2);
    assert_int_equal(markup.marks.items[0].start, 4);
    assert_int_equal(markup.marks.items[0].end, 7);
    assert_int_equal(markup.marks.items[1].start, 10);
    assert_int_equal(markup.marks.items[1].end, 11);
}

static void a_rules_example_may_leave_type_and_value_out(void **state) {
    (void)state;
    dl_markup markup = parsed("[a] b [c](2024) (d) [e](date 2024)", DL_MARKUP_BARE);
    same(markup.text, "a b c (d) e");
    assert_int_equal(markup.marks.count, 3);
    assert_null(markup.marks.items[0].body.at);
    same(dl_markup_first_word(&markup.marks.items[1]), "2024");
    dl_markup_split(&markup.marks.items[1], false, &arena);
    same(markup.marks.items[1].type, NULL);
    same(markup.marks.items[1].value, "2024");
    same(dl_markup_first_word(&markup.marks.items[2]), "date");
    dl_markup_split(&markup.marks.items[2], true, &arena);
    same(markup.marks.items[2].type, "date");
    same(markup.marks.items[2].value, "2024");
}

static void fields_come_one_by_one(void **state) {
    (void)state;
    dl_str fields = DL_STR("title=Dr; note=a\\;b = c ;;bare"), name, value;
    assert_true(dl_markup_field(&fields, &arena, &name, &value));
    same(name, "title"), same(value, "Dr");
    assert_true(dl_markup_field(&fields, &arena, &name, &value));
    same(name, "note"), same(value, "a;b = c");
    assert_true(dl_markup_field(&fields, &arena, &name, &value));
    same(name, "bare"), same(value, NULL);
    assert_false(dl_markup_field(&fields, &arena, &name, &value));
}

static void an_error_names_its_byte(void **state) {
    (void)state;
    static const struct {
        const char *marked;
        size_t byte;
        const char *says;
        dl_markup_form form;
    } rows[] = {
        {"a [b", 2, "not closed", DL_MARKUP_TYPED},
        {"a [b [c", 5, "inside of a mark", DL_MARKUP_TYPED},
        {"a ] b", 2, "closes nothing", DL_MARKUP_BARE},
        {"a [b] c", 4, "must follow", DL_MARKUP_TYPED},
        {"a [](date)", 2, "empty mark", DL_MARKUP_TYPED},
        {"a [b](", 5, "not closed", DL_MARKUP_BARE},
        {"a [b](date\n)", 5, "not closed", DL_MARKUP_TYPED},
        {"a [b](date \\x)", 11, "no such escape", DL_MARKUP_TYPED},
        {"a [b]()", 6, "a type", DL_MARKUP_TYPED},
        {"a [b](; x=y)", 6, "a type", DL_MARKUP_TYPED},
        {"a \\d", 2, "no such escape", DL_MARKUP_BARE},
        {"a \\", 2, "no such escape", DL_MARKUP_BARE},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        dl_markup markup;
        size_t byte = 99;
        const char *error = NULL;
        assert_false(dl_markup_parse(dl_str_from(rows[i].marked), rows[i].form, &arena,
                                     &markup, &byte, &error));
        assert_int_equal(byte, rows[i].byte);
        assert_non_null(strstr(error, rows[i].says));
    }
}

/* ---- what is rendered reads back as it was
 * ------------------------------------------------- */

typedef struct {
    char at[512];
    size_t len;
} buffer;

static void add(buffer *out, char c, const char *special) {
    if (c == '\n' || strchr(special, c)) out->at[out->len++] = '\\';
    out->at[out->len++] = c == '\n' ? 'n' : c;
}

static void add_all(buffer *out, const char *text, size_t len, const char *special) {
    for (size_t i = 0; i < len; i++)
        add(out, text[i], special);
}

static unsigned next_random(unsigned *seed) {
    return (*seed = *seed * 1103515245 + 12345) >> 16;
}

static void rendered_marks_read_back_the_same(void **state) {
    (void)state;
    static const char letters[] = "ab []()\\#@\n)n;=";
    static const char *const values[] = {NULL, "x", "a)b\\", "1 2", "x\n)", "a;b"};
    unsigned seed = 2;
    for (int round = 0; round < 20000; round++) {
        char text[16];
        size_t len = next_random(&seed) % 15, start = 0, end = 0;
        for (size_t i = 0; i < len; i++)
            text[i] = letters[next_random(&seed) % (sizeof letters - 1)];
        buffer out = {.len = 0};
        bool marked = len > 1;
        const char *value = values[next_random(&seed) % 6];
        if (marked) {
            start = next_random(&seed) % (len - 1);
            end = start + 1 + next_random(&seed) % (len - start - 1);
        }
        add_all(&out, text, start, "[]\\#@");
        if (marked) {
            out.at[out.len++] = '[';
            add_all(&out, text + start, end - start, "[]\\#@");
            memcpy(out.at + out.len, "](date", 6), out.len += 6;
            if (value)
                out.at[out.len++] = ' ', add_all(&out, value, strlen(value), ")\\;");
            out.at[out.len++] = ')';
        }
        add_all(&out, text + end, len - end, "[]\\#@");
        dl_markup markup;
        assert_true(dl_markup_parse((dl_str){out.at, out.len}, DL_MARKUP_TYPED, &arena,
                                    &markup, NULL, NULL));
        assert_null(memchr(out.at, '\n', out.len));
        assert_int_equal(markup.text.len, len);
        assert_memory_equal(markup.text.at, text, len);
        assert_int_equal(markup.marks.count, marked);
        if (marked) {
            assert_int_equal(markup.marks.items[0].start, start);
            assert_int_equal(markup.marks.items[0].end, end);
            same(markup.marks.items[0].value, value);
        }
        dl_arena_reset(&arena);
    }
}

static void lack_of_memory_is_no_crash(void **state) {
    (void)state;
    dl_str marked = DL_STR("a [b](date x\\)y; c=d) e");
    for (long n = 0; n < 4; n++) {
        dl_arena poor = {0};
        dl_markup markup;
        const char *error = "";
        dl_alloc_fail_after(n);
        bool ok = dl_markup_parse(marked, DL_MARKUP_TYPED, &poor, &markup, NULL, &error);
        dl_alloc_fail_after(-1);
        assert_true(ok || poor.failed);
        assert_null(error);
        dl_arena_free(&poor);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_teardown(mark_has_type_value_and_fields, drop),
        cmocka_unit_test_teardown(escapes_and_line_breaks_reach_the_text, drop),
        cmocka_unit_test_teardown(marks_count_bytes_of_the_text, drop),
        cmocka_unit_test_teardown(a_rules_example_may_leave_type_and_value_out, drop),
        cmocka_unit_test_teardown(fields_come_one_by_one, drop),
        cmocka_unit_test_teardown(an_error_names_its_byte, drop),
        cmocka_unit_test_teardown(rendered_marks_read_back_the_same, drop),
        cmocka_unit_test_teardown(lack_of_memory_is_no_crash, drop),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
