/* load.c - gathers rule files, has them parsed, checked and compiled. */
#include "rules/load.h"

#include <sha256.h>
#include <stdio.h>

#include "base/file.h"

typedef struct loader {
    dateline_rules *rules;
    dl_pack pack;
    bool whole_lists; /* the lexicon is made anew, so lists are read to their ends, and
                         what was read is hashed; else the pack knows the hash */
    SHA2_CTX hash;
} loader;

/* ---- pack ---- */

/* A pack is a header line, then for each file "name size\n" and its bytes, then the
 * lexicon and the ready answers at the offsets that the header tells, 64-byte aligned. */
typedef struct pack_header {
    char magic[8];
    uint64_t file_count, lexicon_at, lexicon_len, ready_at, ready_len;
    char hash[80]; /* of all that was read, ends in NUL */
} pack_header;

static const char pack_magic[8] = "DLPACK2";

extern const char dl_pack_start[] __attribute__((visibility("hidden")));
extern const char dl_pack_end[] __attribute__((visibility("hidden")));

dl_pack dl_pack_embedded(void) {
    return (dl_pack){dl_pack_start, (size_t)(dl_pack_end - dl_pack_start)};
}

static bool pack_head(dl_pack pack, pack_header *out) {
    if (pack.len < sizeof *out) return false;
    memcpy(out, pack.bytes, sizeof *out);
    return memcmp(out->magic, pack_magic, sizeof pack_magic) == 0;
}

/* Takes the next file off *rest. */
static bool pack_file(dl_str *rest, dl_str *name, dl_str *text) {
    dl_str line = dl_str_split(rest, '\n');
    if (!rest->at) return false;
    *name = dl_str_split(&line, '\t');
    size_t size = 0;
    for (size_t i = 0; i < line.len && dl_is_digit(line.at[i]); i++)
        size = size * 10 + (size_t)(line.at[i] - '0');
    if (size > rest->len) return false;
    *text = dl_str_cut(*rest, 0, size);
    *rest = dl_str_cut(*rest, size, rest->len);
    return true;
}

static dl_str pack_files(dl_pack pack) {
    return (dl_str){pack.bytes + sizeof(pack_header), pack.len - sizeof(pack_header)};
}

static bool pack_find(dl_pack pack, dl_str name, dl_str *out) {
    pack_header head;
    if (!pack_head(pack, &head)) return false;
    dl_str rest = pack_files(pack), have;
    for (uint64_t i = 0; i < head.file_count && pack_file(&rest, &have, out); i++)
        if (dl_str_equal(have, name)) return true;
    return false;
}

/* The longest lists are looked up in the lexicon alone: of those a head is enough, which
 * is still longer than what a pattern may hold. */
enum { HEAD_LINES = 4096 };

static dl_str list_head(dl_str text) {
    dl_str rest = text;
    for (size_t lines = 0; lines < HEAD_LINES && rest.at;) {
        dl_str line = dl_str_split(&rest, '\n');
        lines += line.len && line.at[0] != '#';
    }
    return rest.at ? (dl_str){text.at, (size_t)(rest.at - text.at)} : text;
}

static void add_hash(loader *l, dl_str text) {
    if (l->whole_lists) SHA256Update(&l->hash, (const uint8_t *)text.at, text.len);
}

static bool read_for_tree(const char *path, dl_arena *arena, dl_str *out,
                          dateline_error *err, void *user) {
    loader *l = user;
    if (l->pack.len && pack_find(l->pack, dl_str_from(path), out)) {
        add_hash(l, *out);
        if (!l->whole_lists && dl_str_ends(dl_str_from(path), DL_STR(".tsv")))
            *out = list_head(*out);
        return true;
    }
    if (!dl_file_read(path, arena, out, err)) return false;
    add_hash(l, *out);
    return true;
}

/* ---- loading ---- */

static bool parse(loader *l, dl_tree_source *source, const char *name, dl_str text) {
    add_hash(l, text);
    return dl_tree_parse(&l->rules->tree, name, text, source);
}

static bool parse_pack(loader *l, dl_tree_source *source) {
    pack_header head;
    if (!pack_head(l->pack, &head))
        return dl_fail_plain(
            source->first, DATELINE_ERR_FILE,
            "this program was built without embedded rules: give --rules");
    dl_str rest = pack_files(l->pack), name, text;
    bool good = true;
    for (uint64_t i = 0; i < head.file_count && pack_file(&rest, &name, &text); i++) {
        if (!dl_str_ends(name, DL_STR(".rules"))) continue;
        const char *kept = dl_arena_text(&l->rules->arena, name);
        if (!kept || !parse(l, source, kept, text)) good = false;
    }
    return good;
}

static bool parse_path(loader *l, dl_tree_source *source, const char *path) {
    dl_paths files = {0};
    dateline_error err;
    bool good = true, parsed = true;
    if (dl_file_kind(path) == 2) {
        good = dl_folder_list(path, ".rules", &l->rules->arena, &files, &err);
        if (good && !files.count)
            good = dl_fail(&err, (dl_place){.file = path}, DATELINE_ERR_FILE,
                           "no *.rules files below this folder");
    } else {
        const char **slot = DL_PUSH(&l->rules->arena, &files);
        if (slot) *slot = dl_arena_text(&l->rules->arena, dl_str_from(path));
    }
    for (size_t i = 0; good && i < files.count; i++) {
        dl_str text;
        if (!dl_file_read(files.items[i], &l->rules->arena, &text, &err)) {
            good = false;
            break;
        }
        if (!parse(l, source, files.items[i], text)) parsed = false;
    }
    if (good) return parsed;
    l->rules->tree.incomplete = true;
    dl_rules_tell(source, &err);
    return false;
}

static bool parse_all(loader *l, const dl_load *load, dl_tree_source *source) {
    bool good = true;
    if (load->embedded) good = parse_pack(l, source);
    for (size_t i = 0; i < load->path_count; i++)
        if (!parse_path(l, source, load->paths[i])) good = false;
    if (load->text && !parse(l, source, load->name ? load->name : "rules",
                             (dl_str){load->text, load->text_len}))
        good = false;
    return good;
}

static bool finish_hash(loader *l) {
    char hex[SHA256_DIGEST_STRING_LENGTH];
    pack_header head;
    if (!l->whole_lists && pack_head(l->pack, &head)) {
        l->rules->hash = dl_arena_format(&l->rules->arena, "%.79s", head.hash);
        return l->rules->hash != NULL;
    }
    l->rules->hash = SHA256End(&l->hash, hex)
                         ? dl_arena_format(&l->rules->arena, "sha256:%s", hex)
                         : NULL;
    return l->rules->hash != NULL;
}

/* The abbreviations that the segmenter knows are the list of that name. */
static bool make_abbreviations(dateline_rules *rules) {
    static const dl_str name = {"abbreviation", 12};
    const dl_tree_list *list = dl_tree_list_find(&rules->tree, name);
    DL_ARRAY(char) text = {0};
    for (size_t i = 0; list && i < list->entries.count; i++) {
        const dl_tree_entry *entry = &list->entries.items[i];
        size_t need = entry->text.len + entry->value.len + 2;
        if (!DL_RESERVE(&rules->arena, &text, need)) return false;
        memcpy(text.items + text.count, entry->text.at, entry->text.len);
        text.count += entry->text.len;
        text.items[text.count++] = '\t';
        if (entry->value.len)
            memcpy(text.items + text.count, entry->value.at, entry->value.len);
        text.count += entry->value.len;
        text.items[text.count++] = '\n';
    }
    rules->abbreviations = dl_abbreviations_make(
        (dl_str){text.items ? text.items : "", text.count}, &rules->arena);
    return rules->abbreviations != NULL;
}

static void use_pack_lexicon(loader *l) {
    pack_header head;
    if (l->whole_lists || !pack_head(l->pack, &head)) return;
    dl_lexicon lexicon = {l->pack.bytes + head.lexicon_at, (size_t)head.lexicon_len};
    if (!dl_lexicon_valid(lexicon)) return;
    l->rules->lexicon = lexicon;
    l->rules->ready = (dl_str){l->pack.bytes + head.ready_at, (size_t)head.ready_len};
}

dateline_rules *dl_rules_load(const dl_load *load, dateline_error *err) {
    dateline_error unwanted;
    if (!err) err = &unwanted;
    *err = (dateline_error){0};
    dateline_rules *rules = dl_alloc(sizeof *rules);
    if (!rules) return dl_fail_plain(err, DATELINE_ERR_MEMORY, "no memory"), NULL;
    memset(rules, 0, sizeof *rules);
    pthread_mutex_init(&rules->lock.mutex, NULL);
    rules->tree.arena = &rules->arena;
    loader l = {.rules = rules};
    if (load->embedded) l.pack = dl_pack_embedded();
    l.whole_lists = !load->embedded || load->path_count || load->text;
    SHA256Init(&l.hash);
    dl_tree_source source = {.read = read_for_tree,
                             .read_user = &l,
                             .report = load->report,
                             .report_user = load->user,
                             .first = err,
                             .memory = {&rules->arena},
                             .trusted = !l.whole_lists};
    bool good = parse_all(&l, load, &source);
    good = dl_tree_check(&rules->tree, &source) && good;
    if (good) {
        use_pack_lexicon(&l);
        good = dl_rules_compile(rules, &source) && make_abbreviations(rules) &&
               finish_hash(&l);
    }
    if (good) return rules;
    if (err->status == DATELINE_OK) {
        dl_fail_plain(err, DATELINE_ERR_MEMORY, "no memory");
        if (load->report) load->report(err, load->user);
    }
    dateline_rules_free(rules);
    return NULL;
}

void dateline_rules_free(dateline_rules *rules) {
    if (!rules) return;
    for (size_t i = 0; i < rules->pattern_count; i++)
        dl_pattern_free(&rules->patterns[i].pattern);
    pthread_mutex_destroy(&rules->lock.mutex);
    dl_arena_free(&rules->arena);
    dl_free(rules);
}

/* ---- making a pack ---- */

static void put(dl_arena *arena, dl_str *out, size_t *room, const char *bytes,
                size_t len) {
    if (out->len + len > *room) {
        size_t more = (*room + len) * 2;
        char *grown = dl_arena_alloc(arena, more);
        if (!grown) return;
        if (out->len) memcpy(grown, out->at, out->len);
        out->at = grown;
        *room = more;
    }
    memcpy((char *)(uintptr_t)out->at + out->len, bytes, len);
    out->len += len;
}

static bool put_files(const char *folder, const char *suffix, dl_arena *arena,
                      dl_str *out, size_t *room, uint64_t *count, dateline_error *err) {
    dl_paths files = {0};
    if (!dl_folder_list(folder, suffix, arena, &files, err)) return false;
    for (size_t i = 0; i < files.count; i++) {
        dl_str text;
        if (!dl_file_read(files.items[i], arena, &text, err)) return false;
        const char *line = dl_arena_format(arena, "%s\t%zu\n", files.items[i], text.len);
        if (!line) return false;
        put(arena, out, room, line, strlen(line));
        put(arena, out, room, text.at, text.len);
        ++*count;
    }
    return !arena->failed;
}

static uint64_t put_block(dl_arena *arena, dl_str *out, size_t *room, dl_str block) {
    while (!arena->failed && out->len % 64)
        put(arena, out, room, "", 1);
    uint64_t at = out->len;
    put(arena, out, room, block.at, block.len);
    return at;
}

bool dl_pack_make(const char *folder, dl_ready_fn ready, dl_arena *arena, dl_str *out,
                  dateline_error *err) {
    dl_load load = {.paths = &folder, .path_count = 1};
    dateline_rules *rules = dl_rules_load(&load, err);
    if (!rules) return false;
    size_t room = 0;
    pack_header head = {.file_count = 0};
    memcpy(head.magic, pack_magic, sizeof head.magic);
    *out = (dl_str){NULL, 0};
    put(arena, out, &room, (const char *)&head, sizeof head);
    bool good = put_files(folder, ".rules", arena, out, &room, &head.file_count, err) &&
                put_files(folder, ".tsv", arena, out, &room, &head.file_count, err);
    dl_str answers = {NULL, 0}, lexicon = {rules->lexicon.bytes, rules->lexicon.len};
    good = good && ready(rules, arena, &answers);
    if (good) {
        memcpy(head.hash, rules->hash, strlen(rules->hash) + 1);
        head.lexicon_at = put_block(arena, out, &room, lexicon);
        head.lexicon_len = lexicon.len;
        head.ready_at = put_block(arena, out, &room, answers);
        head.ready_len = answers.len;
    }
    if (!arena->failed) memcpy((char *)(uintptr_t)out->at, &head, sizeof head);
    dateline_rules_free(rules);
    return good && !arena->failed;
}
