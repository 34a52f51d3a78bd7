/* factor.c - a list as one regex, common beginnings written once.
 *
 * march, may, mars become ma(?:r(?:ch|s)|y): PCRE2 tries one branch for each next
 * character instead of one for each entry. Branches differ in their first character, and
 * what may follow is tried before nothing, so the longest entry wins. */
#include "rules/parse.h"

#include <stdlib.h>

void dl_regex_put(dl_regex *regex, const char *text, size_t len) {
    if (!len || !DL_RESERVE(regex->arena, &regex->bytes, len) ||
        !DL_RESERVE(regex->arena, &regex->map, len))
        return;
    memcpy(regex->bytes.items + regex->bytes.count, text, len);
    for (size_t i = 0; i < len; i++)
        regex->map.items[regex->map.count + i] = regex->from;
    regex->bytes.count += len;
    regex->map.count += len;
}

static void put(dl_regex *regex, const char *text) {
    dl_regex_put(regex, text, strlen(text));
}

/* The bytes of the character (or of the run of spaces) at from; entries are valid UTF-8.
 */
static size_t unit_len(dl_str text, size_t from) {
    size_t i = from + 1;
    if (text.at[from] == ' ')
        while (i < text.len && text.at[i] == ' ')
            i++;
    else
        while (i < text.len && ((unsigned char)text.at[i] & 0xC0) == 0x80)
            i++;
    return i - from;
}

static bool is_plain(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || dl_is_digit(c) ||
           (unsigned char)c >= 0x80;
}

static void put_unit(dl_regex *regex, dl_str text, size_t from, size_t len) {
    if (text.at[from] == ' ') {
        put(regex, DL_REGEX_SPACE);
        return;
    }
    if (!is_plain(text.at[from])) put(regex, "\\");
    dl_regex_put(regex, text.at + from, len);
}

/* The end of the run of texts from first on that share the unit at depth. */
static size_t run_end(const dl_str *texts, size_t first, size_t end, size_t depth) {
    size_t len = unit_len(texts[first], depth), i = first + 1;
    dl_str unit = dl_str_cut(texts[first], depth, depth + len);
    while (i < end && texts[i].len >= depth + len &&
           dl_str_equal(unit, dl_str_cut(texts[i], depth, depth + len)))
        i++;
    return i;
}

/* True when each of the texts ends one unit behind depth and none is a space: a class. */
static bool is_class(const dl_str *texts, size_t first, size_t end, size_t depth) {
    for (size_t i = first; i < end; i++)
        if (texts[i].at[depth] == ' ' ||
            depth + unit_len(texts[i], depth) != texts[i].len)
            return false;
    return true;
}

/* What may follow the first depth bytes, which the texts of [first, end) share. */
static void put_rest(dl_regex *regex, const dl_str *texts, size_t first, size_t end,
                     size_t depth) {
    bool may_end = false;
    for (;;) {
        for (; first < end && texts[first].len == depth; first++)
            may_end = true;
        if (first == end) return;
        if (may_end || run_end(texts, first, end, depth) != end) break;
        size_t len = unit_len(texts[first], depth);
        put_unit(regex, texts[first], depth, len);
        depth += len;
    }
    bool class = is_class(texts, first, end, depth);
    put(regex, class ? "[" : "(?:");
    for (size_t i = first, next; i < end; i = next) {
        next = run_end(texts, i, end, depth);
        size_t len = unit_len(texts[i], depth);
        if (i > first && !class) put(regex, "|");
        put_unit(regex, texts[i], depth, len);
        if (!class) put_rest(regex, texts, i, next, depth + len);
    }
    put(regex, class ? "]" : ")");
    if (may_end) put(regex, "?");
}

static int by_bytes(const void *a, const void *b) {
    return dl_str_compare(*(const dl_str *)a, *(const dl_str *)b);
}

/* ASCII capitals made small, so that entries which differ in case share a branch. */
static dl_str lower(dl_str text, dl_arena *arena) {
    char *copy = dl_arena_alloc(arena, text.len);
    for (size_t i = 0; copy && i < text.len; i++) {
        char c = text.at[i];
        copy[i] = c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
    }
    return (dl_str){copy, copy ? text.len : 0};
}

static void make_list(dl_regex *regex, const dl_tree_list *list) {
    size_t count = list->entries.count;
    dl_str *texts = dl_arena_alloc(regex->arena, count * sizeof *texts);
    if (!texts) return;
    for (size_t i = 0; i < count; i++) {
        texts[i] = list->entries.items[i].text;
        if (!list->cased) texts[i] = lower(texts[i], regex->arena);
    }
    if (count) qsort(texts, count, sizeof *texts, by_bytes);
    /* Entries without a common beginning come as a group already. */
    bool grouped = list->cased && count && run_end(texts, 0, count, 0) != count;
    if (!grouped) put(regex, list->cased ? "(?:" : "(?i:");
    if (count)
        put_rest(regex, texts, 0, count, 0);
    else
        put(regex, "(?!)");
    if (!grouped) put(regex, ")");
}

void dl_regex_put_list(dl_regex *regex, const dl_tree_list *list) {
    if (list->regex.len)
        dl_regex_put(regex, list->regex.at, list->regex.len);
    else
        make_list(regex, list);
}

bool dl_tree_make_regexes(dl_tree *tree) {
    for (size_t i = 0; i < tree->lists.count; i++) {
        dl_tree_list *list = &tree->lists.items[i];
        if (list->entries.count > DL_TREE_INLINE) continue;
        dl_regex regex = {.arena = tree->arena};
        make_list(&regex, list);
        list->regex = (dl_str){regex.bytes.items, regex.bytes.count};
    }
    return !tree->arena->failed;
}
