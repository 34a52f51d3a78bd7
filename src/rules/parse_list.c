/* parse_list.c - lists: written in the rule file (`a | b => v`) or in a table beside it.
 */
#include "rules/parse.h"

#include "text/text.h"

/* ---- entries in the rule file
 * ---------------------------------------------------------- */

size_t dl_entry_end(dl_str text) {
    size_t i = 0;
    while (i < text.len && text.at[i] != '|')
        i += text.at[i] == '\\' && i + 1 < text.len ? 2 : 1;
    return i;
}

size_t dl_entry_arrow(dl_str text) {
    for (size_t i = 0; i + 1 < text.len; i++) {
        if (text.at[i] == '\\')
            i++;
        else if (text.at[i] == '=' && text.at[i + 1] == '>')
            return i;
    }
    return text.len;
}

/* Resolves \| \\ and \=>. {NULL, 0} after an error. */
static dl_str unescape(dl_parser *parser, dl_str text) {
    if (!text.len || !memchr(text.at, '\\', text.len)) return text;
    char *out = dl_arena_alloc(parser->tree->arena, text.len);
    size_t len = 0;
    for (size_t i = 0; out && i < text.len; i++) {
        if (text.at[i] == '\\') {
            char next = i + 1 < text.len ? text.at[i + 1] : '\0';
            if (next != '|' && next != '\\' && next != '=') {
                dl_parser_fail(parser, text.at + i,
                               "no such escape in a list: there are \\| \\\\ and \\=>");
                return (dl_str){NULL, 0};
            }
            i++;
        }
        out[len++] = text.at[i];
    }
    return (dl_str){out, out ? len : 0};
}

static void add_entry(dl_parser *parser, dl_tree_list *list, dl_str written) {
    size_t arrow = dl_entry_arrow(written);
    dl_str surface = dl_str_trim(dl_str_cut(written, 0, arrow));
    dl_tree_entry entry = {.line = parser->number};
    const char *here = surface.at;
    entry.column = dl_parser_place(parser, here).column;
    if (arrow < written.len) {
        dl_str value = dl_str_trim(dl_str_cut(written, arrow + 2, written.len));
        if (!value.len) {
            dl_parser_fail(parser, written.at + arrow, "a value must follow =>");
            return;
        }
        entry.value = unescape(parser, value);
        if (!entry.value.at) return;
    }
    surface = unescape(parser, surface);
    if (!surface.at) return;
    entry.text = dl_str_trim(dl_normal_text(surface, parser->tree->arena));
    if (!entry.text.len && !parser->tree->arena->failed) {
        dl_parser_fail(parser, here, "an empty entry: a text must stand here");
        return;
    }
    dl_tree_entry *slot = DL_PUSH(parser->tree->arena, &list->entries);
    if (slot) *slot = entry;
}

/* A bar may end the line when the list goes on below. */
void dl_parse_entries(dl_parser *parser, dl_str rest) {
    dl_tree_list *list = &parser->tree->lists.items[parser->list - 1];
    while (rest.len) {
        size_t bar = dl_entry_end(rest);
        add_entry(parser, list, dl_str_cut(rest, 0, bar));
        if (bar == rest.len) return;
        rest = dl_str_trim(dl_str_cut(rest, bar + 1, rest.len));
    }
}

/* ---- tables
 * ---------------------------------------------------------------------------- */

static bool read_row(dl_parser *table, dl_tree_list *list) {
    size_t bad;
    if (!table->source->trusted && !dl_is_utf8(table->line, &bad))
        return dl_parser_fail(table, table->line.at + bad,
                              "not UTF-8: save the file as UTF-8");
    dl_str value = table->line;
    dl_str surface = dl_str_trim(dl_str_split(&value, '\t'));
    if (!dl_str_trim(table->line).len) return true;
    if (surface.len && surface.at[0] == '#') {
        static const dl_str head = {"# columns:", 10};
        if (dl_str_starts(surface, head))
            list->columns = dl_str_cut(surface, 10, surface.len);
        return true;
    }
    dl_str text = dl_str_trim(dl_normal_text(surface, table->tree->arena));
    if (!text.len && !table->tree->arena->failed)
        return dl_parser_fail(table, table->line.at,
                              "an empty entry: a text must stand before the tab");
    dl_tree_entry *slot = DL_PUSH(table->tree->arena, &list->entries);
    if (slot) *slot = (dl_tree_entry){text, value, table->number, 1};
    return slot != NULL;
}

static void read_table(dl_parser *parser, dl_tree_list *list) {
    dl_tree *tree = parser->tree;
    dl_tree_source *source = parser->source;
    const char *name = dl_parser_path(parser, list->path);
    dl_str text;
    dateline_error err = {.message = "there is no file to read here"};
    if (!name) return;
    if (!source->read ||
        !source->read(name, tree->arena, &text, &err, source->read_user)) {
        dl_parser_fail(parser, list->path.at, "list %.*s: %s", (int)list->path.len,
                       list->path.at, err.message);
        return;
    }
    dl_tree_file *file = DL_PUSH(tree->arena, &tree->files);
    if (file) *file = (dl_tree_file){name, text, list->name, false};
    dl_parser table = {.tree = tree, .source = source, .file = name};
    if (dl_str_starts(text, DL_STR("\xEF\xBB\xBF"))) text = dl_str_cut(text, 3, text.len);
    while (text.at && !tree->arena->failed) {
        table.line = dl_str_split(&text, '\n');
        if (dl_str_ends(table.line, DL_STR("\r"))) table.line.len--;
        table.number++;
        read_row(&table, list);
    }
    if (!list->entries.count)
        dl_parser_fail(parser, list->path.at, "list %.*s: no entry in it",
                       (int)list->path.len, list->path.at);
}

/* ---- the line that opens a list
 * -------------------------------------------------------- */

void dl_parse_list(dl_parser *parser) {
    dl_tree_list list = {.cased = true,
                         .ok = dl_parse_ok(parser),
                         .place = dl_parser_place(parser, parser->rest.at)};
    list.name = dl_take_word(&parser->rest);
    if (!dl_is_name(list.name, false)) {
        parser->lost = true;
        dl_parser_fail(
            parser, list.name.at,
            "a name must follow \"list\": letters, digits, '.', '-' and '_', with "
            "a letter first");
        return;
    }
    dl_str rest = parser->rest;
    dl_str word = dl_take_word(&rest);
    if (dl_str_is(word, "nocase")) {
        list.cased = false;
        parser->rest = rest;
    }
    rest = parser->rest;
    char sign = rest.len ? rest.at[0] : '\0';
    if (sign != '=' && sign != '@') {
        parser->lost = true;
        dl_parser_fail(parser, rest.at,
                       "= and entries, or @ and a file, must follow the name of a list");
        dl_parse_placeholder(parser, list.name);
        return;
    }
    rest = dl_str_trim(dl_str_cut(rest, 1, rest.len));
    dl_parse_claim(parser, list.name, false);
    if (sign == '@') list.path = rest;
    dl_tree_list *slot = DL_PUSH(parser->tree->arena, &parser->tree->lists);
    if (!slot) return;
    *slot = list;
    parser->list = parser->tree->lists.count;
    if (sign == '=')
        dl_parse_entries(parser, rest);
    else if (rest.len)
        read_table(parser, slot);
    else
        dl_parser_fail(parser, rest.at, "the path of a table must follow @");
    if (sign == '@') parser->list = 0;
}
