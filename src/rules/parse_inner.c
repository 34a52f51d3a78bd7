/* parse_inner.c - the lines of a rule that have a grammar of their own: conditions, value
 * functions with their arguments, examples. */
#include "rules/parse.h"

#include "base/markup.h"

/* ---- arguments: name, name=name, name="text"
 * ---------------------------------------------- */

typedef DL_ARRAY(dl_tree_arg) arg_list;

static bool is_number(dl_str word) {
    for (size_t i = 0; i < word.len; i++)
        if (!dl_is_digit(word.at[i]) && word.at[i] != '.') return false;
    return word.len && dl_is_digit(word.at[0]);
}

/* A group, a number or a "text" into arg; false after an error. */
static bool read_operand(dl_parser *parser, dl_str written, dl_tree_arg *arg) {
    if (written.len >= 2 && written.at[0] == '"' && written.at[written.len - 1] == '"')
        arg->text = dl_str_cut(written, 1, written.len - 1);
    else if (is_number(written))
        arg->text = written;
    else if (dl_is_name(written, false))
        arg->group = written;
    else if (!written.len)
        return dl_parser_fail(parser, written.at, "an argument must stand here");
    else
        return dl_parser_fail(
            parser, written.at,
            "\"%.*s\" is no argument: the name of a group, name=group or "
            "name=\"text\"",
            (int)written.len, written.at);
    return true;
}

static bool read_arg(dl_parser *parser, dl_str written, arg_list *args) {
    written = dl_str_trim(written);
    dl_tree_arg arg = {.place = dl_parser_place(parser, written.at)};
    dl_str operand = written;
    dl_str head = dl_str_trim(dl_str_split(&operand, '='));
    if (operand.at && written.at[0] != '"') {
        if (!dl_is_name(head, false))
            return dl_parser_fail(parser, written.at,
                                  "the name of a parameter must stand before =");
        arg.name = head;
        operand = dl_str_trim(operand);
    } else {
        operand = written;
    }
    if (!read_operand(parser, operand, &arg)) return false;
    if (!arg.name.at) arg.name = arg.group;
    dl_tree_arg *slot = DL_PUSH(parser->tree->arena, args);
    if (slot) *slot = arg;
    return slot != NULL;
}

/* The length of list up to a comma outside of quotes. */
static size_t until_comma(dl_str list) {
    bool quoted = false;
    size_t i = 0;
    for (; i < list.len && (quoted || list.at[i] != ','); i++)
        quoted ^= list.at[i] == '"';
    return i;
}

/* NAME(arg, …) and no more. name.at is NULL after an error. */
static dl_str read_call(dl_parser *parser, dl_str written, arg_list *args,
                        dl_str *inside) {
    const dl_str none = {NULL, 0};
    dl_str list = written;
    dl_str name = dl_str_trim(dl_str_split(&list, '('));
    if (!dl_is_name(name, false)) {
        dl_parser_fail(parser, written.at, "a function must stand here: name(arguments)");
        return none;
    }
    if (!list.at || !list.len || list.at[list.len - 1] != ')') {
        dl_parser_fail(parser, written.at + written.len,
                       "%s must end the line: %.*s(arguments)",
                       list.at ? ")" : "(arguments)", (int)name.len, name.at);
        return none;
    }
    list.len--;
    *inside = list;
    if (!dl_str_trim(list).len) return name;
    for (;;) {
        size_t comma = until_comma(list);
        if (!read_arg(parser, dl_str_cut(list, 0, comma), args)) return none;
        if (comma == list.len) return name;
        list = dl_str_cut(list, comma + 1, list.len);
    }
}

void dl_parse_value(dl_parser *parser, dl_tree_rule *rule) {
    const char *here = dl_str_trim(parser->line).at;
    if (rule->clue) {
        dl_parser_fail(parser, here, "a clue has no value: it weighs what rules found");
        return;
    }
    if (rule->value_fn.at) {
        dl_parser_fail(parser, here, "a second value line: a rule has one");
        return;
    }
    dl_str inside;
    arg_list args = {0};
    rule->value_place = dl_parser_place(parser, parser->rest.at);
    rule->value_fn = read_call(parser, parser->rest, &args, &inside);
    rule->args.items = args.items;
    rule->args.count = args.count;
    rule->args.room = args.room;
}

/* ---- conditions
 * -------------------------------------------------------------------------- */

/* One name and no more. */
static bool read_one(dl_parser *parser, dl_str rest, const char *what, bool lower,
                     dl_tree_cond *cond) {
    if (!dl_is_name(rest, lower)) return dl_parser_fail(parser, rest.at, "%s", what);
    cond->argument = rest;
    return true;
}

static bool read_pattern(dl_parser *parser, dl_str rest, dl_tree_cond *cond) {
    cond->argument = rest;
    cond->place = dl_parser_place(parser, rest.at);
    return rest.len || dl_parser_fail(parser, rest.at, "a pattern must follow");
}

static bool read_relation(dl_parser *parser, dl_str rest, dl_tree_cond *cond) {
    cond->group = dl_take_word(&rest);
    cond->argument = dl_take_word(&rest);
    cond->number = 1;
    if (!dl_is_name(cond->group, true) || !dl_is_name(cond->argument, true))
        return dl_parser_fail(
            parser, cond->group.at,
            "a relation and a type must follow \"document\": document same "
            "person");
    if (!rest.len) return true;
    uint32_t n = 0;
    for (size_t i = 0; i < rest.len; i++)
        n = dl_is_digit(rest.at[i]) && n < 1000 ? n * 10 + (uint32_t)(rest.at[i] - '0')
                                                : 10000;
    if (n < 1 || n > 999)
        return dl_parser_fail(
            parser, rest.at, "how many mentions, 1 to 999, may follow, and nothing else");
    cond->number = n;
    return true;
}

static bool is_count(dl_str text) {
    for (size_t i = 0; i < text.len; i++)
        if (!dl_is_digit(text.at[i])) return false;
    return text.len > 0 && text.len < 9;
}

/* COLUMN NUMBER: the column must be at least so much. */
static bool is_column_test(dl_str test) {
    dl_str number = test, column = dl_take_word(&number);
    return dl_is_name(column, false) && is_count(number);
}

/* GROUP in LIST; in LIST WORD, LIST NUMBER, LIST COLUMN NUMBER. */
static bool read_membership(dl_parser *parser, dl_str group, dl_str rest,
                            dl_tree_cond *cond) {
    cond->kind = DL_COND_IN;
    cond->group = group;
    if (rest.len > 2 && rest.at[0] == '{' && rest.at[rest.len - 1] == '}')
        rest = dl_str_cut(rest, 1, rest.len - 1);
    dl_str test = rest, list = dl_take_word(&test);
    if (test.len && dl_is_name(list, false) &&
        (dl_is_name(test, false) || is_count(test) || is_column_test(test))) {
        cond->argument = rest; /* entries whose value says so */
        return true;
    }
    return read_one(parser, rest, "the name of one list must follow \"in\"", false, cond);
}

static bool read_condition(dl_parser *parser, dl_tree_cond *cond) {
    dl_str rest = parser->rest;
    dl_str word = dl_take_word(&rest);
    if (!word.len)
        return dl_parser_fail(
            parser, word.at,
            "a condition must follow: GROUP in LIST, before REGEX, after "
            "REGEX, inside TYPE, layout NAME, is TRAIT, document …, or a test(…)");
    if (dl_str_is(word, "before") || dl_str_is(word, "after")) {
        cond->kind = dl_str_is(word, "before") ? DL_COND_BEFORE : DL_COND_AFTER;
        return read_pattern(parser, rest, cond);
    }
    if (dl_str_is(word, "inside")) {
        cond->kind = DL_COND_INSIDE;
        return read_one(parser, rest, "one type must follow \"inside\"", true, cond);
    }
    if (dl_str_is(word, "layout") || dl_str_is(word, "is")) {
        cond->kind = DL_COND_LAYOUT;
        return read_one(parser, rest, "one layout or trait must follow, such as headline",
                        true, cond);
    }
    if (dl_str_is(word, "document")) {
        cond->kind = DL_COND_DOCUMENT;
        return read_relation(parser, rest, cond);
    }
    dl_str second = dl_take_word(&rest);
    if (dl_is_name(word, false) && dl_str_is(second, "in"))
        return read_membership(parser, word, rest, cond);
    arg_list args = {0};
    cond->kind = DL_COND_TEST;
    if (!memchr(parser->rest.at, '(', parser->rest.len))
        return dl_parser_fail(
            parser, word.at,
            "\"%.*s\" begins no condition: there are GROUP in LIST, before "
            "REGEX, after REGEX, inside TYPE, layout NAME, is TRAIT, document …, and "
            "tests such as valid_date(y, m, d)",
            (int)word.len, word.at);
    cond->group = read_call(parser, parser->rest, &args, &cond->argument);
    cond->args.items = args.items;
    cond->args.count = args.count;
    cond->args.room = args.room;
    return cond->group.at != NULL;
}

void dl_parse_condition(dl_parser *parser, dl_tree_rule *rule, bool unless) {
    dl_tree_cond cond = {.unless = unless};
    cond.place = dl_parser_place(parser, parser->rest.at);
    if (!read_condition(parser, &cond)) return;
    dl_tree_cond *slot = DL_PUSH(parser->tree->arena, &rule->conds);
    if (slot) *slot = cond;
}

/* ---- examples
 * ------------------------------------------------------------------------------ */

static bool signs_fit(dl_parser *parser, char sign, size_t marks) {
    if (sign == '+' && !marks)
        return dl_parser_fail(
            parser, parser->rest.at,
            "a + example marks what must be found: [text] or [text](value); "
            "what must not be found is a - example");
    if (sign == '-' && marks)
        return dl_parser_fail(
            parser, parser->rest.at,
            "a - example marks nothing, as the rule must stay silent on all "
            "of it; write a bracket of the text as \\[");
    return true;
}

static bool add_mark(dl_arena *arena, dl_tree_example *example,
                     const dl_markup_mark *mark) {
    dl_tree_mark *slot = DL_PUSH(arena, &example->marks);
    if (!slot) return false;
    *slot = (dl_tree_mark){.start = mark->start, .end = mark->end, .body = mark->body};
    return true;
}

void dl_parse_example(dl_parser *parser, dl_tree_rule *rule, char sign) {
    dl_arena *arena = parser->tree->arena;
    dl_markup markup;
    size_t bad;
    const char *error;
    dl_str marked = parser->rest;
    if (!marked.len) {
        dl_parser_fail(parser, marked.at, "a text must follow %c", sign);
        return;
    }
    if (!dl_markup_parse(marked, DL_MARKUP_BARE, arena, &markup, &bad, &error)) {
        if (error) dl_parser_fail(parser, marked.at + bad, "%s", error);
        return;
    }
    if (!signs_fit(parser, sign, markup.marks.count)) return;
    dl_tree_example example = {.sign = sign, .date = parser->date, .text = markup.text};
    example.place = dl_parser_place(parser, marked.at);
    for (size_t i = 0; i < markup.marks.count; i++)
        if (!add_mark(arena, &example, &markup.marks.items[i])) return;
    dl_tree_example *slot = DL_PUSH(arena, &rule->examples);
    if (slot) *slot = example;
}
