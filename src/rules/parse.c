/* parse.c - reads a rule file line by line into the tree.
 *
 * A line that begins at the margin opens something (list, define, rule, clue, include);
 * an indented line belongs to what stands above it. After an error the next line is read,
 * so that an author sees all errors at once. What needs the whole tree is check.c's. */
#include "rules/parse.h"

/* ---- names ----------------------------------------------------------------------- */

dl_str dl_parse_ok(dl_parser *parser) {
    dl_str ok = parser->ok;
    parser->ok = (dl_str){NULL, 0};
    return ok;
}

static const dl_tree_rule *find_rule(const dl_tree *tree, dl_str name) {
    for (size_t i = 0; i < tree->rules.count; i++)
        if (dl_str_equal(tree->rules.items[i].name, name)) return &tree->rules.items[i];
    return NULL;
}

/* Takes element i out of an array and keeps the order. */
#define REMOVE(list, item)                                                               \
    do {                                                                                 \
        size_t at_ = (size_t)((item) - (list)->items);                                   \
        memmove((list)->items + at_, (list)->items + at_ + 1,                            \
                ((list)->count - at_ - 1) * sizeof *(list)->items);                      \
        (list)->count--;                                                                 \
    } while (0)

void dl_parse_claim(dl_parser *parser, dl_str name, bool is_rule) {
    dl_tree *tree = parser->tree;
    const dl_tree_list *list = is_rule ? NULL : dl_tree_list_find(tree, name);
    const dl_tree_define *define = is_rule ? NULL : dl_tree_define_find(tree, name);
    const dl_tree_rule *rule = is_rule ? find_rule(tree, name) : NULL;
    bool found = list || define || rule;
    if (!found && parser->source->alone) return;
    if (found != parser->override) {
        const dl_place *first = list     ? &list->place
                                : define ? &define->place
                                : rule   ? &rule->place
                                         : NULL;
        if (first)
            dl_parser_fail(
                parser, name.at,
                "\"%.*s\" is defined twice (first at %s:%u); write override in "
                "front to replace it",
                (int)name.len, name.at, first->file, first->line);
        else
            dl_parser_fail(parser, name.at,
                           "override: there is no \"%.*s\" before this to replace",
                           (int)name.len, name.at);
        return;
    }
    if (list) REMOVE(&tree->lists, list);
    if (define) REMOVE(&tree->defines, define);
    if (rule) REMOVE(&tree->rules, rule);
}

/* A name taken off the rest of the line; .at NULL after an error. */
static dl_str take_name(dl_parser *parser, const char *what, bool lower) {
    const char *here = parser->rest.at;
    dl_str name = dl_take_word(&parser->rest);
    if (dl_is_name(name, lower)) return name;
    if (!name.len)
        dl_parser_fail(parser, here, "a name must follow \"%s\"", what);
    else
        dl_parser_fail(parser, name.at,
                       "\"%.*s\" is no name: %sletters, digits, '.', '-' and '_', with a "
                       "letter first",
                       (int)name.len, name.at, lower ? "lower-case " : "");
    return (dl_str){NULL, 0};
}

/* ---- rules and clues ------------------------------------------------------------------
 */

/* 0.95, with up to six decimals; 0 where it is no number above 0 and below 1. */
static double read_confidence(dl_str word) {
    size_t i = word.len && word.at[0] == '0';
    if (i >= word.len || word.at[i++] != '.' || word.len - i < 1 || word.len - i > 6)
        return 0;
    unsigned digits = 0, scale = 1;
    for (; i < word.len; i++) {
        if (!dl_is_digit(word.at[i])) return 0;
        digits = digits * 10 + (unsigned)(word.at[i] - '0');
        scale *= 10;
    }
    return (double)digits / scale;
}

/* TYPE CONF or not TYPE CONF, taken off the rest; false after an error. */
static bool read_weight(dl_parser *parser, dl_tree_rule *rule) {
    dl_tree_weight weight = {.place = dl_parser_place(parser, parser->rest.at)};
    dl_str word = dl_take_word(&parser->rest);
    weight.against = dl_str_is(word, "not");
    if (weight.against) {
        if (!rule->clue)
            return dl_parser_fail(
                parser, word.at,
                "a rule speaks for one type; evidence against one is a clue");
        word = dl_take_word(&parser->rest);
    }
    if (!dl_is_name(word, true))
        return dl_parser_fail(parser, word.at,
                              "a type must stand here: a name in lower-case letters");
    weight.type = word;
    const char *here = parser->rest.at;
    dl_str number = dl_take_word(&parser->rest);
    if (!number.len)
        return dl_parser_fail(
            parser, here,
            "a confidence must follow the type: a number above 0 and below 1");
    weight.confidence = read_confidence(number);
    if (weight.confidence <= 0)
        return dl_parser_fail(
            parser, number.at,
            "confidence %.*s: a number above 0 and below 1, such as 0.95",
            (int)number.len, number.at);
    dl_tree_weight *slot = DL_PUSH(parser->tree->arena, &rule->weights);
    if (slot) *slot = weight;
    return slot != NULL;
}

static void open_rule(dl_parser *parser, bool clue) {
    dl_tree_rule rule = {.clue = clue, .ok = dl_parse_ok(parser)};
    rule.place = dl_parser_place(parser, parser->rest.at);
    rule.name = take_name(parser, clue ? "clue" : "rule", true);
    if (rule.name.at) {
        dl_parse_claim(parser, rule.name, true);
        const char *here = parser->rest.at;
        if (!parser->rest.len)
            dl_parser_fail(parser, here, "a type and a confidence must follow the name");
        else if (read_weight(parser, &rule) && !clue && parser->rest.len)
            dl_parser_fail(
                parser, parser->rest.at,
                "nothing may follow here: a rule gives one type; a clue may weigh "
                "several");
        else
            while (clue && parser->rest.len && read_weight(parser, &rule)) {
            }
    }
    dl_tree_rule *slot = DL_PUSH(parser->tree->arena, &parser->tree->rules);
    if (slot) *slot = rule;
    parser->rule = slot ? parser->tree->rules.count : 0;
}

static void read_rule(dl_parser *parser) {
    open_rule(parser, false);
}
static void read_clue(dl_parser *parser) {
    open_rule(parser, true);
}

/* A rule is whole when the next one opens or the file ends. A clue may do without a
 * pattern: its conditions say what it weighs. */
static void close_rule(dl_parser *parser) {
    if (!parser->rule) return;
    const dl_tree_rule *rule = &parser->tree->rules.items[parser->rule - 1];
    parser->rule = 0;
    if (rule->matches.count || !rule->name.at || (rule->clue && rule->conds.count))
        return;
    dl_rules_fail(parser->source, rule->place, DATELINE_ERR_RULE,
                  rule->clue ? "clue %.*s has no match, after, before or when line"
                             : "rule %.*s has no match line",
                  (int)rule->name.len, rule->name.at);
}

/* ---- lines inside of a rule
 * ------------------------------------------------------------ */

static void add_match(dl_parser *parser, dl_tree_rule *rule, dl_tree_match_kind kind) {
    dl_str pattern = parser->rest;
    if (!pattern.len) {
        dl_parser_fail(parser, pattern.at, "a pattern must follow");
        return;
    }
    dl_tree_match *match = DL_PUSH(parser->tree->arena, &rule->matches);
    if (!match) return;
    *match = (dl_tree_match){kind, pattern, dl_parser_place(parser, pattern.at)};
}

static void read_match(dl_parser *parser, dl_tree_rule *rule) {
    add_match(parser, rule, DL_MATCH);
}

static void read_beside(dl_parser *parser, dl_tree_rule *rule, dl_tree_match_kind kind,
                        const char *word) {
    if (rule->clue)
        add_match(parser, rule, kind);
    else
        dl_parser_fail(parser, dl_str_trim(parser->line).at,
                       "\"%s\" is a line of a clue; in a rule write: when %s …", word,
                       word);
}

static void read_after(dl_parser *parser, dl_tree_rule *rule) {
    read_beside(parser, rule, DL_AFTER, "after");
}

static void read_before(dl_parser *parser, dl_tree_rule *rule) {
    read_beside(parser, rule, DL_BEFORE, "before");
}

static void read_span(dl_parser *parser, dl_tree_rule *rule) {
    const char *here = dl_str_trim(parser->line).at;
    if (rule->clue) {
        dl_parser_fail(parser, here, "a clue has no span: it weighs what rules found");
    } else if (rule->span.at) {
        dl_parser_fail(parser, here, "a second span line: a rule has one");
    } else if (!dl_is_name(parser->rest, false)) {
        dl_parser_fail(parser, parser->rest.at,
                       "the name of one group must follow \"span\"");
    } else {
        rule->span = parser->rest;
        rule->span_place = dl_parser_place(parser, parser->rest.at);
    }
}

static void read_when(dl_parser *parser, dl_tree_rule *rule) {
    dl_parse_condition(parser, rule, false);
}

static void read_unless(dl_parser *parser, dl_tree_rule *rule) {
    dl_parse_condition(parser, rule, true);
}

/* Beside a mention or not: only what it captures counts. */
static void read_maybe(dl_parser *parser, dl_tree_rule *rule) {
    size_t count = rule->conds.count;
    dl_parse_condition(parser, rule, false);
    if (rule->conds.count == count) return;
    dl_tree_cond *cond = &rule->conds.items[count];
    cond->maybe = true;
    if (rule->clue || (cond->kind != DL_COND_BEFORE && cond->kind != DL_COND_AFTER))
        dl_parser_fail(parser, parser->rest.at,
                       "maybe before REGEX or maybe after REGEX, in a rule");
}

static void read_off(dl_parser *parser, dl_tree_rule *rule) {
    if (parser->rest.len)
        dl_parser_fail(parser, parser->rest.at, "nothing may follow \"off\"");
    rule->off = true;
}

static void read_yes(dl_parser *parser, dl_tree_rule *rule) {
    dl_parse_example(parser, rule, '+');
}

static void read_no(dl_parser *parser, dl_tree_rule *rule) {
    dl_parse_example(parser, rule, '-');
}

static void read_gap(dl_parser *parser, dl_tree_rule *rule) {
    dl_parse_example(parser, rule, '?');
}

static const struct {
    const char *word;
    void (*read)(dl_parser *, dl_tree_rule *);
} inner[] = {
    {"match", read_match},   {"after", read_after},
    {"before", read_before}, {"span", read_span},
    {"when", read_when},     {"unless", read_unless},
    {"maybe", read_maybe},   {"value", dl_parse_value},
    {"off", read_off},       {"+", read_yes},
    {"-", read_no},          {"?", read_gap},
};
enum { INNER = sizeof inner / sizeof *inner };

/* ---- lines at the margin
 * ----------------------------------------------------------------- */

void dl_parse_placeholder(dl_parser *parser, dl_str name) {
    dl_tree_define *define = DL_PUSH(parser->tree->arena, &parser->tree->defines);
    if (define)
        *define = (dl_tree_define){.name = name,
                                   .pattern = DL_STR(""),
                                   .place = dl_parser_place(parser, name.at),
                                   .bad = true};
}

static void read_define(dl_parser *parser) {
    dl_place place = dl_parser_place(parser, parser->rest.at);
    dl_str name = take_name(parser, "define", false);
    if (!name.at) return;
    dl_str rest = parser->rest;
    bool equals = rest.len && rest.at[0] == '=';
    if (equals) rest = dl_str_trim(dl_str_cut(rest, 1, rest.len));
    if (!equals || !rest.len) {
        dl_parser_fail(parser, rest.at,
                       equals ? "a pattern must follow ="
                              : "= and a pattern must follow the name");
        dl_parse_placeholder(parser, name);
        return;
    }
    dl_parse_claim(parser, name, false);
    place.column = dl_parser_place(parser, rest.at).column;
    dl_tree_define *define = DL_PUSH(parser->tree->arena, &parser->tree->defines);
    if (define)
        *define = (dl_tree_define){
            .name = name, .pattern = rest, .ok = dl_parse_ok(parser), .place = place};
}

/* Against a file that includes itself by ever new paths (./x, ././x). */
enum { DEEPEST = 16, MOST_FILES = 1000 };

static bool parse_file(dl_tree *tree, const char *name, dl_str text,
                       dl_tree_source *source, unsigned depth);

static bool was_read(const dl_tree *tree, const char *name) {
    for (size_t i = 0; i < tree->files.count; i++)
        if (strcmp(tree->files.items[i].name, name) == 0) return true;
    return false;
}

const char *dl_parser_path(const dl_parser *parser, dl_str path) {
    const char *slash = strrchr(parser->file, '/');
    int folder = slash && path.at[0] != '/' ? (int)(slash - parser->file) + 1 : 0;
    return dl_arena_format(parser->tree->arena, "%.*s%.*s", folder, parser->file,
                           (int)path.len, path.at);
}

/* A file that stands there already is not read twice, so a circle of includes ends. */
static void read_include(dl_parser *parser) {
    dl_str path = parser->rest;
    if (!path.len) {
        dl_parser_fail(parser, path.at,
                       "the path of a rule file must follow \"include\"");
        return;
    }
    const char *name = dl_parser_path(parser, path);
    if (!name || was_read(parser->tree, name)) return;
    if (parser->depth >= DEEPEST || parser->tree->files.count >= MOST_FILES) {
        dl_parser_fail(parser, path.at, "include: more than %d files, or %d deep",
                       MOST_FILES, DEEPEST);
        return;
    }
    dl_str text;
    dateline_error err = {.message = "there is no file to read here"};
    dl_tree_source *source = parser->source;
    if (!source->read ||
        !source->read(name, parser->tree->arena, &text, &err, source->read_user)) {
        parser->tree->incomplete = true;
        dl_parser_fail(parser, path.at, "include %.*s: %s", (int)path.len, path.at,
                       err.message);
        return;
    }
    parse_file(parser->tree, name, text, source, parser->depth + 1);
}

static const struct {
    const char *word;
    void (*read)(dl_parser *);
    bool overrides; /* `override` may stand in front */
} outer[] = {
    {"rule", read_rule, true},        {"clue", read_clue, true},
    {"list", dl_parse_list, true},    {"define", read_define, true},
    {"include", read_include, false},
};
enum { OUTER = sizeof outer / sizeof *outer };

static bool is_inner(dl_str word) {
    for (size_t i = 0; i < INNER; i++)
        if (dl_str_is(word, inner[i].word)) return true;
    return false;
}

static void unknown_keyword(dl_parser *parser, dl_str word, bool indented) {
    dl_guess guess = {.word = word};
    for (size_t i = 0; indented && i < INNER; i++)
        dl_guess_offer(&guess, dl_str_from(inner[i].word));
    for (size_t i = 0; !indented && i < OUTER; i++)
        dl_guess_offer(&guess, dl_str_from(outer[i].word));
    const char *list =
        indented ? ": there are match, after, before, span, when, unless, maybe, "
                   "value, off, and the examples + - ?"
                 : ": there are rule, clue, list, define, include and override";
    const char *hint = dl_guess_text(&guess, parser->tree->arena);
    dl_parser_fail(parser, word.at, "unknown keyword \"%.*s\"%s", (int)word.len, word.at,
                   *hint ? hint : list);
}

static void read_outer(dl_parser *parser) {
    close_rule(parser);
    parser->list = 0;
    parser->lost = true;
    dl_str word = dl_take_word(&parser->rest);
    parser->override = dl_str_is(word, "override");
    if (parser->override) word = dl_take_word(&parser->rest);
    for (size_t i = 0; i < OUTER; i++) {
        if (!dl_str_is(word, outer[i].word)) continue;
        if (parser->override && !outer[i].overrides) break;
        parser->lost = false;
        outer[i].read(parser);
        return;
    }
    if (parser->override)
        dl_parser_fail(parser, word.at,
                       "rule, clue, list or define must follow \"override\"");
    else if (is_inner(word))
        dl_parser_fail(parser, word.at, "\"%.*s\" belongs to a rule: indent it below one",
                       (int)word.len, word.at);
    else
        unknown_keyword(parser, word, false);
}

static void read_inner(dl_parser *parser) {
    if (parser->lost) return;
    if (parser->rest.at[0] == '|' && parser->list) {
        dl_parse_entries(parser, dl_str_cut(parser->rest, 1, parser->rest.len));
        return;
    }
    dl_str word = dl_take_word(&parser->rest);
    if (!parser->rule) {
        parser->lost = true;
        dl_parser_fail(parser, word.at,
                       parser->list
                           ? "an indented line goes on with the list: begin it with |"
                           : "an indented line, and no rule or clue above it");
        return;
    }
    for (size_t i = 0; i < INNER; i++) {
        if (!dl_str_is(word, inner[i].word)) continue;
        inner[i].read(parser, &parser->tree->rules.items[parser->rule - 1]);
        return;
    }
    unknown_keyword(parser, word, true);
}

/* ---- lines of their own
 * -------------------------------------------------------------------- */

/* Several comments may silence: from the first to the last of them. */
static void add_ok(dl_str *ok, dl_str codes) {
    *ok = ok->at && ok->at < codes.at
              ? (dl_str){ok->at, (size_t)(codes.at + codes.len - ok->at)}
              : codes;
}

static void read_comment(dl_parser *parser, bool indented) {
    dl_str text = dl_str_trim(dl_str_cut(parser->rest, 1, parser->rest.len));
    if (!dl_str_starts(text, DL_STR("ok:"))) return;
    dl_str codes = dl_str_trim(dl_str_cut(text, 3, text.len));
    if (indented && parser->rule)
        add_ok(&parser->tree->rules.items[parser->rule - 1].ok, codes);
    else
        add_ok(&parser->ok, codes);
}

static bool is_date(dl_str word) {
    static const char form[] = "dddd-dd-dd";
    if (word.len != sizeof form - 1) return false;
    for (size_t i = 0; i < word.len; i++)
        if (form[i] == 'd' ? !dl_is_digit(word.at[i]) : word.at[i] != '-') return false;
    int month = (word.at[5] - '0') * 10 + word.at[6] - '0';
    int day = (word.at[8] - '0') * 10 + word.at[9] - '0';
    return month >= 1 && month <= 12 && day >= 1 && day <= 31;
}

static void read_directive(dl_parser *parser) {
    dl_str word = dl_take_word(&parser->rest);
    if (!dl_str_is(word, "@date"))
        dl_parser_fail(parser, word.at, "unknown directive \"%.*s\": there is @date",
                       (int)word.len, word.at);
    else if (dl_str_is(parser->rest, "none"))
        parser->date = (dl_str){NULL, 0};
    else if (is_date(parser->rest))
        parser->date = parser->rest;
    else
        dl_parser_fail(parser, parser->rest.at,
                       "a date must follow @date: YYYY-MM-DD, or none");
}

/* The message shows the line up to the byte, so that it is UTF-8 itself. */
bool dl_parse_bad_byte(dl_parser *parser, size_t bad) {
    bool nul = parser->line.at[bad] == '\0';
    parser->line.len = bad;
    return dl_parser_fail(parser, parser->line.at + bad,
                          nul ? "a NUL byte: a rule file is plain text"
                              : "not UTF-8: save the file as UTF-8");
}

static void read_line(dl_parser *parser) {
    size_t bad;
    if (!parser->source->trusted && !dl_is_utf8(parser->line, &bad)) {
        dl_parse_bad_byte(parser, bad);
        return;
    }
    parser->rest = dl_str_trim(parser->line);
    if (!parser->rest.len) return;
    bool indented = parser->rest.at != parser->line.at;
    if (parser->rest.at[0] == '#')
        read_comment(parser, indented);
    else if (parser->rest.at[0] == '@')
        read_directive(parser);
    else if (indented)
        read_inner(parser);
    else
        read_outer(parser);
}

static bool parse_file(dl_tree *tree, const char *name, dl_str text,
                       dl_tree_source *source, unsigned depth) {
    size_t errors = source->errors;
    dl_parser parser = {.tree = tree, .source = source, .depth = depth};
    parser.file = dl_arena_text(tree->arena, dl_str_from(name));
    const char *copy = dl_arena_text(tree->arena, text);
    dl_tree_file *file = DL_PUSH(tree->arena, &tree->files);
    if (!parser.file || !copy || !file) return false;
    *file = (dl_tree_file){.name = parser.file, .text = {copy, text.len}};
    dl_str rest = file->text;
    if (dl_str_starts(rest, DL_STR("\xEF\xBB\xBF"))) rest = dl_str_cut(rest, 3, rest.len);
    while (rest.at && !tree->arena->failed) {
        parser.line = dl_str_split(&rest, '\n');
        if (dl_str_ends(parser.line, DL_STR("\r"))) parser.line.len--;
        parser.number++;
        read_line(&parser);
    }
    close_rule(&parser);
    return source->errors == errors && !tree->arena->failed;
}

bool dl_tree_parse(dl_tree *tree, const char *name, dl_str text, dl_tree_source *source) {
    return parse_file(tree, name, text, source, 0);
}
