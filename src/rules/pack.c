/* pack.c - writes and reads packs: a head, the files ("name TAB size TAB marks" and a
 * line break, then the bytes), then blocks at the offsets that the head tells, 64-byte
 * aligned. */
#include "rules/pack.h"

#include "base/hash.h"

enum { FORMAT = 5, BYTE_ORDER_MARK = 0x01020304 };

typedef struct block {
    uint64_t at, len;
} block;

typedef struct head {
    char magic[6]; /* these 32 bytes stay as they are in every version */
    char format[2];
    uint32_t byte_order, unused;
    char version[16]; /* of dateline, ends in NUL */
    uint64_t sum;     /* of all that follows */
    uint64_t len;
    uint64_t file_count;
    block files, expanded, lexicon, outlines;
    char hash[80]; /* ends in NUL */
} head;

const dl_str dl_pack_magic = {"DLPACK", 6};
static const char format[2] = {'0' + FORMAT / 10, '0' + FORMAT % 10};

extern const char dl_pack_start[] __attribute__((visibility("hidden")));
extern const char dl_pack_end[] __attribute__((visibility("hidden")));

/* ---- reading ----------------------------------------------------------------------- */

/* Four chains side by side: as fast as memory is read. */
static uint64_t sum_of(const char *bytes, size_t len) {
    uint64_t lanes[4] = {1, 2, 3, 4}, part;
    size_t at = 0;
    for (; at + 32 <= len; at += 32)
        for (int lane = 0; lane < 4; lane++) {
            memcpy(&part, bytes + at + 8 * lane, 8);
            lanes[lane] = dl_hash_mix(lanes[lane], part);
        }
    uint64_t sum = dl_hash_bytes(bytes + at, len - at);
    for (int lane = 0; lane < 4; lane++)
        sum = dl_hash_mix(sum, lanes[lane]);
    return dl_hash_mix(sum, len);
}

static uint64_t sum_of_pack(dl_str bytes) {
    size_t from = offsetof(head, len);
    return sum_of(bytes.at + from, bytes.len - from);
}

static bool view(dl_str bytes, const head *h, dl_pack *out) {
    const block *blocks[] = {&h->files, &h->expanded, &h->lexicon, &h->outlines};
    dl_str *views[] = {&out->files, &out->expanded, &out->lexicon, &out->outlines};
    *out = (dl_pack){bytes.at, bytes.len, .file_count = (size_t)h->file_count};
    for (int i = 0; i < 4; i++) {
        if (blocks[i]->at > bytes.len || blocks[i]->len > bytes.len - blocks[i]->at)
            return false;
        *views[i] = (dl_str){bytes.at + blocks[i]->at, (size_t)blocks[i]->len};
    }
    out->hash = bytes.at + offsetof(head, hash);
    return h->hash[sizeof h->hash - 1] == '\0';
}

bool dl_pack_open(dl_str bytes, const char *name, dl_pack *out, dateline_error *err) {
    dl_place place = {.file = name};
    head h;
    if (bytes.len < sizeof h || !dl_str_starts(bytes, dl_pack_magic))
        return dl_fail(err, place, DATELINE_ERR_FILE, "no pack, or cut short");
    memcpy(&h, bytes.at, sizeof h);
    if (h.byte_order != BYTE_ORDER_MARK)
        return dl_fail(err, place, DATELINE_ERR_FILE,
                       "a pack of a machine with another byte order: make it anew here");
    if (memcmp(h.format, format, sizeof format) != 0 ||
        strncmp(h.version, DATELINE_VERSION, sizeof h.version) != 0)
        return dl_fail(err, place, DATELINE_ERR_FILE,
                       "a pack of dateline %.15s, pack format %.2s; this is %s, pack "
                       "format %.2s: make it anew with dateline pack",
                       h.version, h.format, DATELINE_VERSION, format);
    if (h.len != bytes.len)
        return dl_fail(err, place, DATELINE_ERR_FILE, "cut short: %zu of %llu bytes",
                       bytes.len, (unsigned long long)h.len);
    if (h.sum != sum_of_pack(bytes) || !view(bytes, &h, out))
        return dl_fail(err, place, DATELINE_ERR_FILE,
                       "wrong checksum: this is not what dateline pack wrote");
    return true;
}

/* What is inside the program is as the build left it: no need to read all of it. */
bool dl_pack_embedded(dl_pack *out, dateline_error *err) {
    dl_str bytes = {dl_pack_start, (size_t)(dl_pack_end - dl_pack_start)};
    head h;
    if (bytes.len >= sizeof h) {
        memcpy(&h, bytes.at, sizeof h);
        if (dl_str_starts(bytes, dl_pack_magic) && view(bytes, &h, out)) return true;
    }
    return dl_fail_plain(err, DATELINE_ERR_FILE,
                         "this program was built without embedded rules: give --rules");
}

bool dl_pack_file_next(dl_str *rest, dl_pack_file *out) {
    dl_str line = dl_str_split(rest, '\n');
    if (!rest->at) return false;
    out->name = dl_str_split(&line, '\t');
    dl_str digits = dl_str_split(&line, '\t');
    size_t size = 0;
    for (size_t i = 0; i < digits.len && dl_is_digit(digits.at[i]); i++)
        size = size * 10 + (size_t)(digits.at[i] - '0');
    if (size > rest->len) return false;
    out->root = line.len && memchr(line.at, 'r', line.len);
    out->head = line.len && memchr(line.at, 'h', line.len);
    out->text = dl_str_cut(*rest, 0, size);
    *rest = dl_str_cut(*rest, size, rest->len);
    return true;
}

enum { HEAD_LINES = DL_TREE_INLINE + 1 };

dl_str dl_pack_head_of(const dl_pack_file *file) {
    dl_str rest = file->text;
    if (!file->head) return rest;
    for (size_t lines = 0; lines < HEAD_LINES && rest.at;) {
        dl_str line = dl_str_split(&rest, '\n');
        lines += line.len && line.at[0] != '#';
    }
    return rest.at ? (dl_str){file->text.at, (size_t)(rest.at - file->text.at)}
                   : file->text;
}

/* ---- expanded patterns: counts and numbers of 32 bits, then their texts -------------
 */

static bool take_number(dl_str *rest, uint32_t *out) {
    if (rest->len < sizeof *out) return false;
    memcpy(out, rest->at, sizeof *out);
    *rest = dl_str_cut(*rest, sizeof *out, rest->len);
    return true;
}

static bool take_text(dl_str *rest, dl_str *out) {
    uint32_t len;
    if (!take_number(rest, &len) || len > rest->len) return false;
    *out = dl_str_cut(*rest, 0, len);
    *rest = dl_str_cut(*rest, len, rest->len);
    return true;
}

static bool take_list(dl_str *rest, const dl_tree *tree, const dl_tree_list **out) {
    uint32_t number; /* plus 1 */
    if (!take_number(rest, &number) || number > tree->lists.count) return false;
    *out = number ? &tree->lists.items[number - 1] : NULL;
    return true;
}

static bool take_group(dl_str *rest, const dl_tree *tree, dl_arena *arena,
                       dl_tree_group *out) {
    uint32_t count;
    if (!take_text(rest, &out->name) || !take_number(rest, &count)) return false;
    for (uint32_t i = 0; i < count; i++) {
        const dl_tree_list **slot = DL_PUSH(arena, &out->lists);
        if (!slot || !take_list(rest, tree, slot)) return false;
    }
    return true;
}

bool dl_pack_expanded(dl_str *rest, const dl_tree *tree, dl_arena *arena,
                      dl_expanded *out) {
    uint32_t groups;
    *out = (dl_expanded){.map = NULL};
    if (!take_text(rest, &out->pattern) || !take_list(rest, tree, &out->whole) ||
        !take_number(rest, &groups))
        return false;
    for (uint32_t i = 0; i < groups; i++) {
        dl_tree_group *slot = DL_PUSH(arena, &out->groups);
        if (!slot || !take_group(rest, tree, arena, slot)) return false;
    }
    return true;
}

/* ---- writing ----------------------------------------------------------------------- */

typedef struct writer {
    dl_arena *arena;
    DL_ARRAY(char) bytes;
} writer;

static void put(writer *w, const void *bytes, size_t len) {
    if (!len || !DL_RESERVE(w->arena, &w->bytes, len)) return;
    memcpy(w->bytes.items + w->bytes.count, bytes, len);
    w->bytes.count += len;
}

static void put_number(writer *w, size_t number) {
    uint32_t value = (uint32_t)number;
    put(w, &value, sizeof value);
}

static void put_text(writer *w, dl_str text) {
    put_number(w, text.len);
    put(w, text.at, text.len);
}

static void put_list(writer *w, const dl_tree *tree, const dl_tree_list *list) {
    put_number(w, list ? (size_t)(list - tree->lists.items) + 1 : 0);
}

static void put_expanded(writer *w, const dl_tree *tree, const dl_expanded *expanded) {
    put_text(w, expanded->pattern);
    put_list(w, tree, expanded->whole);
    put_number(w, expanded->groups.count);
    for (size_t g = 0; g < expanded->groups.count; g++) {
        const dl_tree_group *group = &expanded->groups.items[g];
        put_text(w, group->name);
        put_number(w, group->lists.count);
        for (size_t i = 0; i < group->lists.count; i++)
            put_list(w, tree, group->lists.items[i]);
    }
}

/* These two are read whole when rules are loaded; see compile.c and load.c. */
static bool is_read_whole(dl_str list) {
    return dl_str_is(list, "weight") || dl_str_is(list, "abbreviation");
}

static bool needs_head(const dl_tree *tree, const dl_tree_file *file) {
    const dl_tree_list *list =
        file->feeds.at ? dl_tree_list_find(tree, file->feeds) : NULL;
    return list && list->entries.count > HEAD_LINES && !is_read_whole(file->feeds);
}

static void put_file(writer *w, const dl_tree *tree, const dl_tree_file *file) {
    const char *line =
        dl_arena_format(w->arena, "%s\t%zu\t%s%s\n", file->name, file->text.len,
                        file->root ? "r" : "", needs_head(tree, file) ? "h" : "");
    if (line) put(w, line, strlen(line));
    put(w, file->text.at, file->text.len);
}

static block put_block(writer *w, dl_str bytes) {
    static const char zeros[64];
    put(w, zeros, (64 - w->bytes.count % 64) % 64);
    block at = {w->bytes.count, bytes.len};
    put(w, bytes.at, bytes.len);
    return at;
}

bool dl_pack_write(const dateline_rules *rules, dl_arena *arena, dl_str *out) {
    const dl_tree *tree = &rules->tree;
    writer w = {.arena = arena}, expanded = {.arena = arena};
    head h = {.byte_order = BYTE_ORDER_MARK, .version = DATELINE_VERSION};
    dl_str outlines;
    if (!dl_outlines_write(rules->outlines, DL_USES, arena, &outlines)) return false;
    memcpy(h.magic, dl_pack_magic.at, sizeof h.magic);
    memcpy(h.format, format, sizeof format);
    strncpy(h.hash, rules->hash, sizeof h.hash - 1);
    put(&w, &h, sizeof h);
    h.files.at = w.bytes.count;
    h.file_count = tree->files.count;
    for (size_t i = 0; i < tree->files.count; i++)
        put_file(&w, tree, &tree->files.items[i]);
    h.files.len = w.bytes.count - h.files.at;
    for (size_t i = 0; i < rules->expanded.count; i++)
        put_expanded(&expanded, tree, &rules->expanded.items[i]);
    h.expanded = put_block(&w, (dl_str){expanded.bytes.items, expanded.bytes.count});
    h.lexicon = put_block(&w, (dl_str){rules->lexicon.bytes, rules->lexicon.len});
    h.outlines = put_block(&w, outlines);
    h.len = w.bytes.count;
    if (arena->failed) return false;
    memcpy(w.bytes.items, &h, sizeof h);
    *out = (dl_str){w.bytes.items, w.bytes.count};
    h.sum = sum_of_pack(*out);
    memcpy(w.bytes.items, &h, sizeof h);
    return true;
}
