/* format.c - one layout for rule files, so that a change shows what was changed.
 *
 * Works on lines, since the tree keeps neither comments nor order. A line is taken apart
 * as the parser does, never further: what a pattern, a condition or an example says stays
 * byte for byte. Only files that the parser accepts come here, so no line is a surprise.
 */
#include "rules/format.h"

#include "rules/parse.h"

enum { WIDTH = 90, KEYWORD = 8 };

typedef enum { NOTE, INNER, OUTER } kind; /* NOTE: comment or directive at the margin */

typedef struct {
    dl_str text; /* trimmed, not empty */
    kind kind;
    bool apart; /* an empty line stands above it */
} line;

typedef struct {
    dl_arena *arena;
    DL_ARRAY(line) lines;
    DL_ARRAY(char) out;
    dl_str block;  /* keyword of the block that is open */
    bool list;     /* its entries may go on */
    bool begun;    /* it has an entry */
    size_t column; /* of the list line that is open, in characters; 0: none is */
    size_t names;  /* width of the names in a run of `list NAME @ FILE` */
} formatter;

/* ---- lines ---- */

static void add_line(formatter *f, dl_str written, bool apart) {
    dl_str text = dl_str_trim(written);
    line *slot = DL_PUSH(f->arena, &f->lines);
    if (!slot) return;
    bool margin = text.at == written.at;
    bool note = text.at[0] == '#' || text.at[0] == '@';
    *slot = (line){text, !margin ? INNER : note ? NOTE : OUTER, apart};
}

static void cut_lines(formatter *f, dl_str text) {
    bool apart = false;
    if (dl_str_starts(text, DL_STR("\xEF\xBB\xBF"))) text = dl_str_cut(text, 3, text.len);
    while (text.at) {
        dl_str written = dl_str_split(&text, '\n');
        bool empty = !dl_str_trim(written).len;
        if (!empty) add_line(f, written, apart);
        apart = empty;
    }
}

/* ---- output ---- */

static void put(formatter *f, dl_str text) {
    if (!text.len || !DL_RESERVE(f->arena, &f->out, text.len)) return;
    memcpy(f->out.items + f->out.count, text.at, text.len);
    f->out.count += text.len;
}

static void put_text(formatter *f, const char *text) {
    put(f, dl_str_from(text));
}

static void put_blanks(formatter *f, size_t count) {
    while (count--)
        put_text(f, " ");
}

static size_t characters(dl_str text) {
    size_t count = 0;
    for (size_t i = 0; i < text.len; i++)
        count += ((unsigned char)text.at[i] & 0xC0) != 0x80;
    return count;
}

/* ---- lists ---- */

static void end_list_line(formatter *f) {
    if (f->column) put_text(f, "\n");
    f->column = 0;
}

static void put_entry(formatter *f, dl_str written) {
    size_t arrow = dl_entry_arrow(written);
    dl_str surface = dl_str_trim(dl_str_cut(written, 0, arrow)), value = {NULL, 0};
    if (arrow < written.len)
        value = dl_str_trim(dl_str_cut(written, arrow + 2, written.len));
    size_t width = characters(surface) + (value.at ? 4 + characters(value) : 0);
    const char *sign = f->begun ? " | " : " ";
    if (f->column + strlen(sign) + width > WIDTH) end_list_line(f);
    if (!f->column) sign = "  | ";
    put_text(f, sign);
    put(f, surface);
    if (value.at) put_text(f, " => ");
    put(f, value);
    f->column += strlen(sign) + width;
    f->begun = true;
}

static void put_entries(formatter *f, dl_str rest) {
    rest = dl_str_trim(rest);
    while (rest.len) {
        size_t bar = dl_entry_end(rest);
        put_entry(f, dl_str_cut(rest, 0, bar));
        if (bar == rest.len) return;
        rest = dl_str_trim(dl_str_cut(rest, bar + 1, rest.len));
    }
}

typedef struct { /* the line that opens a list */
    dl_str name, rest;
    bool nocase;
    char sign; /* '=' or '@' */
} list_head;

static list_head read_list_head(dl_str rest) {
    list_head head = {.name = dl_take_word(&rest)};
    dl_str behind = rest;
    head.nocase = dl_str_is(dl_take_word(&behind), "nocase");
    if (head.nocase) rest = behind;
    head.sign = rest.len ? rest.at[0] : '=';
    head.rest = rest.len ? dl_str_trim(dl_str_cut(rest, 1, rest.len)) : rest;
    return head;
}

static size_t head_width(const list_head *head) {
    return characters(head->name) + (head->nocase ? sizeof " nocase" - 1 : 0);
}

/* The list's width where the line is `list NAME @ FILE`, else 0. */
static size_t table_width(const line *at) {
    dl_str rest = at->text;
    if (at->kind != OUTER || !dl_str_is(dl_take_word(&rest), "list")) return 0;
    list_head head = read_list_head(rest);
    return head.sign == '@' ? head_width(&head) : 0;
}

/* Tables named line under line have their @ in one column. */
static void measure_tables(formatter *f, size_t i) {
    if (i && !f->lines.items[i].apart && table_width(&f->lines.items[i - 1])) return;
    f->names = 0;
    for (size_t k = i; k < f->lines.count; k++) {
        size_t width = table_width(&f->lines.items[k]);
        if (!width || (k > i && f->lines.items[k].apart)) return;
        if (width > f->names) f->names = width;
    }
}

static void put_list(formatter *f, dl_str rest, size_t before) {
    list_head head = read_list_head(rest);
    put(f, head.name);
    if (head.nocase) put_text(f, " nocase");
    if (head.sign == '@') {
        size_t width = head_width(&head);
        put_blanks(f, f->names > width ? f->names - width : 0);
        put_text(f, " @ ");
        put(f, head.rest);
        put_text(f, "\n");
        return;
    }
    put_text(f, " =");
    f->list = true;
    f->begun = false;
    f->column = before + head_width(&head) + 2;
    put_entries(f, head.rest);
}

/* ---- other lines ---- */

static void put_define(formatter *f, dl_str rest) {
    put(f, dl_take_word(&rest));
    put_text(f, " = ");
    put(f, dl_str_trim(dl_str_cut(rest, 1, rest.len)));
    put_text(f, "\n");
}

/* NAME  TYPE CONFIDENCE  not TYPE CONFIDENCE; of a rule NAME  TYPE  CONFIDENCE. */
static void put_weights(formatter *f, dl_str rest, bool clue) {
    put(f, dl_take_word(&rest));
    while (rest.len) {
        dl_str word = dl_take_word(&rest);
        put_text(f, "  ");
        put(f, word);
        if (dl_str_is(word, "not")) {
            put_text(f, " ");
            put(f, dl_take_word(&rest));
        }
        put_text(f, clue ? " " : "  ");
        put(f, dl_take_word(&rest));
    }
    put_text(f, "\n");
}

static void put_outer(formatter *f, size_t i) {
    dl_str rest = f->lines.items[i].text, word = dl_take_word(&rest);
    size_t start = f->out.count;
    if (dl_str_is(word, "override")) {
        put_text(f, "override ");
        word = dl_take_word(&rest);
    }
    f->block = word;
    f->list = false;
    put(f, word);
    put_text(f, " ");
    if (dl_str_is(word, "list")) {
        measure_tables(f, i);
        put_list(f, rest, f->out.count - start);
    } else if (dl_str_is(word, "define")) {
        put_define(f, rest);
    } else if (dl_str_is(word, "include")) {
        put(f, rest);
        put_text(f, "\n");
    } else {
        put_weights(f, rest, dl_str_is(word, "clue"));
    }
}

static bool is_sign(dl_str word) {
    return dl_str_is(word, "+") || dl_str_is(word, "-") || dl_str_is(word, "?");
}

static void put_inner(formatter *f, dl_str text) {
    put_text(f, "  ");
    dl_str rest = text, word = dl_take_word(&rest);
    if (text.at[0] == '#' || text.at[0] == '@') {
        put(f, text);
    } else {
        bool wide = dl_str_is(f->block, "rule") && !is_sign(word) && word.len < KEYWORD;
        put(f, word);
        if (rest.len) put_blanks(f, wide ? KEYWORD - word.len : 1);
        put(f, rest);
    }
    put_text(f, "\n");
}

/* ---- empty lines ---- */

static bool is_rule_block(dl_str word) {
    return dl_str_is(word, "rule") || dl_str_is(word, "clue");
}

static dl_str keyword(dl_str text) {
    dl_str word = dl_take_word(&text);
    return dl_str_is(word, "override") ? dl_take_word(&text) : word;
}

/* The line that the notes from i on stand right above, or i itself; NULL: none. */
static const line *opened_by(const formatter *f, size_t i) {
    size_t k = i;
    while (k < f->lines.count && f->lines.items[k].kind == NOTE &&
           (k == i || !f->lines.items[k].apart))
        k++;
    if (k == f->lines.count || f->lines.items[k].kind != OUTER) return NULL;
    return k > i && f->lines.items[k].apart ? NULL : &f->lines.items[k];
}

/* Rules and clues stand apart, with the notes above them; what is inside a block does
 * not; lists and lone notes stand as the author had them. */
static bool wants_gap(const formatter *f, size_t i) {
    const line *at = &f->lines.items[i];
    if (i == 0 || at->kind == INNER) return false;
    if (at->apart) return true;
    if (f->lines.items[i - 1].kind == NOTE) return false;
    const line *opened = opened_by(f, i);
    return opened && (is_rule_block(f->block) || is_rule_block(keyword(opened->text)));
}

static void put_line(formatter *f, size_t i) {
    const line *at = &f->lines.items[i];
    if (at->kind == INNER && at->text.at[0] == '|' && f->list) {
        put_entries(f, dl_str_cut(at->text, 1, at->text.len));
        return;
    }
    end_list_line(f);
    if (wants_gap(f, i)) put_text(f, "\n");
    if (at->kind == OUTER) {
        put_outer(f, i);
    } else if (at->kind == INNER) {
        put_inner(f, at->text);
    } else {
        put(f, at->text);
        put_text(f, "\n");
    }
}

bool dl_format(dl_str text, dl_arena *arena, dl_str *out) {
    formatter f = {.arena = arena};
    cut_lines(&f, text);
    for (size_t i = 0; i < f.lines.count && !arena->failed; i++)
        put_line(&f, i);
    end_list_line(&f);
    *out = (dl_str){f.out.items ? f.out.items : "", f.out.count};
    return !arena->failed;
}

/* ---- is it a rule file? ---- */

/* Tables and includes are not looked into; these few words pass for either. */
static bool read_nothing(const char *path, dl_arena *arena, dl_str *out,
                         dateline_error *err, void *user) {
    (void)path, (void)arena, (void)err, (void)user;
    *out = DL_STR("@date none");
    return true;
}

bool dl_format_check(const char *name, dl_str text, dl_arena *arena,
                     dateline_report_fn report, void *user, dateline_error *first) {
    dl_tree tree = {.arena = arena};
    dl_tree_source source = {.read = read_nothing,
                             .report = report,
                             .report_user = user,
                             .first = first,
                             .memory = {arena},
                             .alone = true};
    return dl_tree_parse(&tree, name, text, &source);
}
