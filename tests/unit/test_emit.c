/* test_emit.c - the writer, the record, the notation and the terminal view, on views made
 * by hand: no scan is needed to know what a record must look like. */
#include "emit/emit.h"
#include "emit/json.h"

#include <setjmp.h>
#include <stdarg.h>
#include <cmocka.h>

typedef struct sink {
    char text[16384];
    size_t len, calls, allowed;
} sink;

static bool take(const char *bytes, size_t len, void *user) {
    sink *to = user;
    if (to->calls++ >= to->allowed || to->len + len >= sizeof to->text) return false;
    memcpy(to->text + to->len, bytes, len);
    to->len += len;
    to->text[to->len] = '\0';
    return true;
}

static sink into(void) {
    return (sink){.allowed = 1000};
}

/* ---- the writer ---- */

static void decimals_are_rounded_and_short(void **state) {
    (void)state;
    sink to = into();
    dl_out out;
    dl_out_open(&out, take, &to);
    const double numbers[] = {0.98, 1.0, 0.0004, -3.5, -0.0001, 51.507351, 1e300, 0.9996};
    for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++) {
        dl_out_decimal(&out, numbers[i], i == 5 ? 5 : 3);
        dl_out_char(&out, ' ');
    }
    dl_out_decimal(&out, 0.0 / 0.0, 3);
    assert_true(dl_out_close(&out));
    assert_string_equal(to.text, "0.98 1 0 -3.5 0 51.50735 0 1 0");
}

static void integers_reach_both_ends(void **state) {
    (void)state;
    sink to = into();
    dl_out out;
    dl_out_open(&out, take, &to);
    dl_out_integer(&out, 0);
    dl_out_char(&out, ' ');
    dl_out_integer(&out, INT64_MIN);
    dl_out_char(&out, ' ');
    dl_out_integer(&out, INT64_MAX);
    assert_true(dl_out_close(&out));
    assert_string_equal(to.text, "0 -9223372036854775808 9223372036854775807");
}

static void a_refused_write_is_remembered(void **state) {
    (void)state;
    sink to = {.allowed = 1};
    dl_out out;
    dl_out_open(&out, take, &to);
    char block[3000] = {0};
    for (int i = 0; i < 10; i++)
        dl_out_bytes(&out, block, sizeof block);
    assert_false(dl_out_close(&out));
    assert_int_equal(to.calls, 2);
}

static void a_text_longer_than_the_buffer_keeps_its_place(void **state) {
    (void)state;
    sink to = into();
    dl_out out;
    dl_out_open(&out, take, &to);
    char block[10000];
    memset(block, 'b', sizeof block);
    dl_out_char(&out, 'a');
    dl_out_bytes(&out, block, sizeof block);
    dl_out_char(&out, 'c');
    assert_true(dl_out_close(&out));
    assert_int_equal(to.len, 10002);
    assert_int_equal(to.text[0], 'a');
    assert_int_equal(to.text[10001], 'c');
}

/* ---- the record ---- */

static const dateline_percent over_100 = {.min = "100",
                                          .comparator = "gt",
                                          .emphasis = "well",
                                          .unit = "percent",
                                          .form = "digits"};

static const char *json_of(sink *to, const dl_emit_view *view, bool pretty) {
    dateline_format_options options = {.size = sizeof options, .pretty = pretty};
    dl_out out;
    dl_out_open(&out, take, to);
    dl_emit_json(view, &options, &out);
    assert_true(dl_out_close(&out));
    return to->text;
}

static void the_record_has_its_keys_in_order(void **state) {
    (void)state;
    const dateline_entity mention = {.type = "percent",
                                     .text = "well over 100 percent",
                                     .text_len = 21,
                                     .start = 2,
                                     .end = 23,
                                     .byte_start = 2,
                                     .byte_end = 23,
                                     .core_start = 12,
                                     .core_end = 23,
                                     .value.percent = &over_100,
                                     .confidence = 0.98,
                                     .rule = "percent.plain"};
    const dateline_entity *entities[] = {&mention};
    dl_emit_view view = {.about = {.id = "a", .date_from = "none", .bytes = 30},
                         .rules = "sha256:0",
                         .entities = entities,
                         .entity_count = 1};
    sink to = into();
    assert_string_equal(
        json_of(&to, &view, false),
        "{\"schema\":\"dateline/1\",\"version\":\"" DATELINE_VERSION "\","
        "\"rules\":\"sha256:0\",\"id\":\"a\",\"source\":null,\"date\":null,"
        "\"date_from\":\"none\",\"bytes\":30,\"entities\":[{\"type\":\"percent\","
        "\"text\":\"well over 100 percent\",\"start\":2,\"end\":23,\"byte_start\":2,"
        "\"byte_end\":23,\"core_start\":12,\"core_end\":23,\"value\":{\"value\":null,"
        "\"min\":100,\"max\":null,\"comparator\":\"gt\",\"emphasis\":\"well\","
        "\"unit\":\"percent\",\"form\":\"digits\"},\"confidence\":0.98,"
        "\"rule\":\"percent.plain\"}],\"cards\":[],\"problems\":[]}\n");
}

static void pretty_output_indents_by_two(void **state) {
    (void)state;
    const char *variants[] = {"Okafor", "Ada Okafor"};
    const dateline_person ada = {.name = "Ada Okafor"};
    const dateline_card card = {.type = "person",
                                .name = "Ada Okafor",
                                .value.person = &ada,
                                .mentions = 2,
                                .variants = variants,
                                .variant_count = 2};
    const dateline_card *cards[] = {&card};
    dl_emit_view view = {.cards = cards, .card_count = 1};
    sink to = into();
    const char *tail = strstr(json_of(&to, &view, true), "\n  \"entities\"");
    assert_non_null(tail);
    assert_string_equal(tail, "\n  \"entities\": [],\n"
                              "  \"cards\": [\n"
                              "    {\n"
                              "      \"card\": 1,\n"
                              "      \"type\": \"person\",\n"
                              "      \"name\": \"Ada Okafor\",\n"
                              "      \"mentions\": 2,\n"
                              "      \"variants\": [\n"
                              "        \"Okafor\",\n"
                              "        \"Ada Okafor\"\n"
                              "      ],\n"
                              "      \"value\": {\n"
                              "        \"name\": \"Ada Okafor\"\n"
                              "      }\n"
                              "    }\n"
                              "  ],\n"
                              "  \"problems\": []\n"
                              "}\n");
}

static void json_escapes_nul_quotes_and_controls(void **state) {
    (void)state;
    sink to = into();
    dl_out out;
    dl_out_open(&out, take, &to);
    dl_json json = {.out = &out, .empty = true};
    dl_json_string(&json, (dl_str){"a\0\"\\\n\x1b\xC2\xA3", 8});
    assert_true(dl_out_close(&out));
    assert_string_equal(to.text, "\"a\\u0000\\\"\\\\\\n\\u001b\xC2\xA3\"");
}

static void a_date_says_start_and_end_first(void **state) {
    (void)state;
    const dateline_date april = {.kind = "date",
                                 .start = "2025-04-01",
                                 .end = "2025-04-30",
                                 .precision = "month",
                                 .timex_type = "DATE",
                                 .timex_value = "2025-04",
                                 .anchor_entity = -1,
                                 .inferred = {"year"}};
    sink to = into();
    dl_out out;
    dl_out_open(&out, take, &to);
    dl_json json = {.out = &out, .empty = true};
    dl_json_open(&json, '{');
    dl_json_value(&json, &(dateline_value){.date = &april});
    dl_json_close(&json, '}');
    assert_true(dl_out_close(&out));
    assert_string_equal(
        to.text, "{\"value\":{\"start\":\"2025-04-01\",\"end\":\"2025-04-30\","
                 "\"kind\":\"date\",\"precision\":\"month\",\"inferred\":[\"year\"],"
                 "\"timex\":{\"type\":\"DATE\",\"value\":\"2025-04\"},"
                 "\"edtf\":null}}");
}

/* ---- the notation ---- */

static void assert_value(const dateline_value *value, const char *expected) {
    dateline_entity entity = {.type = "x", .value = *value};
    sink to = into();
    dl_out out;
    dl_out_open(&out, take, &to);
    dl_markup_value(&entity, &out);
    assert_true(dl_out_close(&out));
    assert_string_equal(to.text, expected);
}

static void dates_are_written_as_a_person_would_type_them(void **state) {
    (void)state;
    static const struct {
        const char *kind, *precision, *start, *end, *modifier, *timex, *expected;
    } rows[] = {
        {"date", "day", "2025-10-24", "2025-10-24", NULL, "2025-10-24", "2025-10-24"},
        {"date", "month", "2025-10-01", "2025-10-31", NULL, "2025-10", "2025-10"},
        {"date", "year", "2025-01-01", "2025-12-31", NULL, "2025", "2025"},
        {"date", "quarter", "2025-07-01", "2025-09-30", NULL, "2025-Q3", "2025-Q3"},
        {"date", "week", "2025-10-20", "2025-10-26", NULL, "2025-W43", "2025-W43"},
        {"date", "decade", "1990-01-01", "1999-12-31", NULL, "199", "1990/1999"},
        {"date", "month", "2025-10-21", "2025-10-31", "late", "2025-10",
         "2025-10; modifier=late"},
        {"date", "decade", "1990-01-01", "1993-12-31", "early", "199",
         "1990/1999; modifier=early"},
        {"date", "century", "1800-01-01", "1832-12-31", "early", "18",
         "1800/1899; modifier=early"},
        {"range", "day", "2025-10-24", "2025-10-27", NULL, "P4D",
         "2025-10-24/2025-10-27"},
        {"range", "year", "2019-01-01", "2021-12-31", NULL, "P3Y", "2019/2021"},
        {"date", "day", "2025-11-01", NULL, NULL, "2025-11-01", "2025-11-01/.."},
        {"date", "day", NULL, "2025-11-01", NULL, "2025-11-01", "../2025-11-01"},
        {"date", "day", NULL, NULL, NULL, "XXXX-XX-XX", ""},
        {"duration", "year", NULL, NULL, NULL, "P2Y", "P2Y"},
        {"date", "year", "-0499-01-01", "-0499-12-31", NULL, "BC0500", "-0499"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        dateline_date date = {.kind = rows[i].kind,
                              .precision = rows[i].precision,
                              .start = rows[i].start,
                              .end = rows[i].end,
                              .modifier = rows[i].modifier,
                              .timex_type = "DATE",
                              .timex_value = rows[i].timex};
        assert_value(&(dateline_value){.date = &date}, rows[i].expected);
    }
}

static void percentages_say_comparator_then_number(void **state) {
    (void)state;
    dateline_percent percent = {.value = "3.50", .comparator = "eq", .unit = "percent"};
    assert_value(&(dateline_value){.percent = &over_100}, "gt 100");
    assert_value(&(dateline_value){.percent = &percent}, "3.50");
    percent.unit = "percentage_point";
    percent.direction = "increase";
    assert_value(&(dateline_value){.percent = &percent},
                 "3.50; unit=percentage_point; direction=increase");
    dateline_percent range = {
        .min = "5", .max = "7", .comparator = "range", .unit = "percent"};
    assert_value(&(dateline_value){.percent = &range}, "5/7");
    dateline_percent most = {.max = "40", .comparator = "lte", .unit = "percent"};
    assert_value(&(dateline_value){.percent = &most}, "lte 40");
}

static void a_fact_that_is_not_shown_can_be_asked_for(void **state) {
    (void)state;
    dateline_entity entity = {.type = "percent", .value.percent = &over_100};
    dl_fact facts[DL_FACT_LIMIT];
    size_t count = dl_markup_facts(&entity, facts);
    dl_arena arena = {0};
    const char *emphasis = NULL;
    for (size_t i = 0; i < count; i++)
        if (facts[i].name && strcmp(facts[i].name, "emphasis") == 0)
            emphasis = dl_markup_fact_text(&facts[i], &arena);
    assert_string_equal(emphasis, "well");
    dl_arena_free(&arena);
}

static void many_parts_do_not_overflow(void **state) {
    (void)state;
    dateline_part parts[40];
    for (size_t i = 0; i < 40; i++)
        parts[i] = (dateline_part){"n", "v"};
    dateline_entity entity = {.value.parts = parts, .value.part_count = 40};
    dl_fact facts[DL_FACT_LIMIT];
    assert_int_equal(dl_markup_facts(&entity, facts), DL_FACT_LIMIT);
}

static const char *emitted(sink *to, const dl_emit_view *view,
                           void (*emit)(const dl_emit_view *,
                                        const dateline_format_options *, dl_out *)) {
    dateline_format_options options = {.size = sizeof options};
    dl_out out;
    dl_out_open(&out, take, to);
    emit(view, &options, &out);
    assert_true(dl_out_close(&out));
    return to->text;
}

static void markup_marks_by_code_points_and_escapes_notation(void **state) {
    (void)state;
    const dateline_person eloise = {.name = "\xC3\x89loise", .title = "Dr (acting)"};
    const dateline_entity mention = {
        .type = "person", .start = 4, .end = 10, .value.person = &eloise};
    const dateline_entity *entities[] = {&mention};
    dl_emit_view view = {.text = DL_STR("\xC3\xA9[1 \xC3\x89loise\n#2\\"),
                         .entities = entities,
                         .entity_count = 1};
    sink to = into();
    assert_string_equal(emitted(&to, &view, dl_emit_markup),
                        "\xC3\xA9\\[1 [\xC3\x89loise](person \xC3\x89loise; "
                        "title=Dr (acting\\))\n\\#2\\\\\n");
}

static void the_terminal_gets_no_control_characters(void **state) {
    (void)state;
    dl_emit_view view = {.text = DL_STR("a\x1b]0;b\xC2\x9B"
                                        "c\xC2\xA3\n")};
    sink to = into();
    const char *body = strstr(emitted(&to, &view, dl_emit_ansi), "\n\n");
    assert_string_equal(body, "\n\na\xEF\xBF\xBD]0;b\xEF\xBF\xBD"
                              "c\xC2\xA3\n");
}

static void a_label_says_what_the_surface_does_not(void **state) {
    (void)state;
    const dateline_person ada = {.name = "Ada Okafor"};
    const dateline_entity first = {
        .type = "person", .start = 0, .end = 10, .value.person = &ada};
    const dateline_entity second = {
        .type = "person", .start = 11, .end = 17, .value.person = &ada};
    const dateline_entity *entities[] = {&first, &second};
    dl_emit_view view = {
        .text = DL_STR("Ada Okafor Okafor"), .entities = entities, .entity_count = 2};
    sink to = into();
    const char *text = emitted(&to, &view, dl_emit_ansi);
    assert_non_null(strstr(text, "<person>"));
    assert_non_null(strstr(text, "<Ada Okafor>"));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(decimals_are_rounded_and_short),
        cmocka_unit_test(integers_reach_both_ends),
        cmocka_unit_test(a_refused_write_is_remembered),
        cmocka_unit_test(a_text_longer_than_the_buffer_keeps_its_place),
        cmocka_unit_test(the_record_has_its_keys_in_order),
        cmocka_unit_test(pretty_output_indents_by_two),
        cmocka_unit_test(json_escapes_nul_quotes_and_controls),
        cmocka_unit_test(a_date_says_start_and_end_first),
        cmocka_unit_test(dates_are_written_as_a_person_would_type_them),
        cmocka_unit_test(percentages_say_comparator_then_number),
        cmocka_unit_test(a_fact_that_is_not_shown_can_be_asked_for),
        cmocka_unit_test(many_parts_do_not_overflow),
        cmocka_unit_test(markup_marks_by_code_points_and_escapes_notation),
        cmocka_unit_test(the_terminal_gets_no_control_characters),
        cmocka_unit_test(a_label_says_what_the_surface_does_not),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
