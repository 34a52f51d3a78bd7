/* load.c - gathers rule files, has them parsed, checked and compiled. */
#include "rules/load.h"

#include <sha256.h>
#include <stdio.h>

#include "base/file.h"
#include "rules/pack.h"

typedef struct loader {
    dateline_rules *rules;
    dl_pack pack;
    bool whole_lists; /* the lexicon is made anew, so lists are read to their ends, and
                         what was read is hashed; else the pack knows the hash */
    bool no_files;    /* the rules come from memory, perhaps from a stranger's */
    SHA2_CTX hash;
} loader;

/* The pack's file of that name. */
static bool find_file(const dl_pack *pack, dl_str name, dl_pack_file *out) {
    dl_str rest = pack->files;
    for (size_t i = 0; i < pack->file_count && dl_pack_file_next(&rest, out); i++)
        if (dl_str_equal(out->name, name)) return true;
    return false;
}

static void add_hash(loader *l, dl_str text) {
    if (l->whole_lists) SHA256Update(&l->hash, (const uint8_t *)text.at, text.len);
}

static bool read_for_tree(const char *path, dl_arena *arena, dl_str *out,
                          dateline_error *err, void *user) {
    loader *l = user;
    dl_pack_file file;
    if (l->pack.len && find_file(&l->pack, dl_str_from(path), &file)) {
        *out = l->whole_lists ? file.text : dl_pack_head_of(&file);
        add_hash(l, *out);
        return true;
    }
    if (l->no_files)
        return dl_fail(err, (dl_place){.file = path}, DATELINE_ERR_FILE,
                       "rules that do not come from a file read none");
    if (!dl_file_read(path, arena, out, err)) return false;
    add_hash(l, *out);
    return true;
}

/* ---- loading ---- */

static bool parse(loader *l, dl_tree_source *source, const char *name, dl_str text) {
    size_t number = l->rules->tree.files.count;
    add_hash(l, text);
    bool good = dl_tree_parse(&l->rules->tree, name, text, source);
    if (number < l->rules->tree.files.count)
        l->rules->tree.files.items[number].root = true;
    return good;
}

static bool parse_pack(loader *l, dl_tree_source *source) {
    dl_str rest = l->pack.files;
    dl_pack_file file;
    bool good = true;
    for (size_t i = 0; i < l->pack.file_count && dl_pack_file_next(&rest, &file); i++) {
        if (!file.root) continue;
        const char *kept = dl_arena_text(&l->rules->arena, file.name);
        if (!kept || !parse(l, source, kept, file.text)) good = false;
    }
    return good;
}

/* A pack stands in place of the embedded one, and may be the first path alone. */
static bool open_pack(loader *l, const dl_load *load, dl_tree_source *source) {
    bool found = true;
    dateline_error err;
    for (size_t i = 0; found && i < load->path_count; i++) {
        const char *path = load->paths[i];
        dl_str bytes;
        if (!dl_file_begins(path, dl_pack_magic)) continue;
        if (i > 0 || load->embedded)
            found = dl_fail(&err, (dl_place){.file = path}, DATELINE_ERR_FILE,
                            "a pack stands in place of the English rules and before all "
                            "others: give it to --rules, first");
        else if ((found = dl_file_map(path, &bytes, &err))) {
            l->rules->pack = bytes;
            l->rules->mapped = true;
            found = dl_pack_open(bytes, path, &l->pack, &err);
        }
    }
    if (found && load->embedded) {
        found = dl_pack_embedded(&l->pack, &err);
        l->rules->pack = (dl_str){l->pack.bytes, l->pack.len};
    }
    if (!found) dl_rules_tell(source, &err);
    return found;
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
    bool good = !l->pack.len || parse_pack(l, source);
    for (size_t i = l->rules->mapped; i < load->path_count; i++)
        if (!parse_path(l, source, load->paths[i])) good = false;
    if (load->text && !parse(l, source, load->name ? load->name : "rules",
                             (dl_str){load->text, load->text_len}))
        good = false;
    return good;
}

static bool finish_hash(loader *l) {
    char hex[SHA256_DIGEST_STRING_LENGTH];
    if (!l->whole_lists)
        l->rules->hash = l->pack.hash;
    else if (SHA256End(&l->hash, hex))
        l->rules->hash = dl_arena_format(&l->rules->arena, "sha256:%s", hex);
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

/* What is loaded is the pack and nothing else. */
static bool use_pack(loader *l) {
    dl_lexicon lexicon = {l->pack.lexicon.at, l->pack.lexicon.len};
    if (l->whole_lists) return true;
    if (!dl_lexicon_valid(lexicon)) return false;
    l->rules->lexicon = lexicon;
    l->rules->packed_patterns = l->pack.expanded;
    l->rules->packed_outlines = l->pack.outlines;
    return true;
}

/* Packs are read first: what stands in them need not be checked again. */
static bool load_all(loader *l, const dl_load *load, dl_tree_source *source) {
    if (!open_pack(l, load, source)) return false;
    size_t added = load->path_count - l->rules->mapped + (load->text != NULL);
    l->whole_lists = !l->pack.len || added;
    source->trusted = !l->whole_lists;
    bool good = parse_all(l, load, source);
    good = dl_tree_check(&l->rules->tree, source) && good;
    return good && use_pack(l) && dl_rules_compile(l->rules, source) &&
           make_abbreviations(l->rules) && finish_hash(l);
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
    loader l = {
        .rules = rules, .whole_lists = true, .no_files = load->text && !load->path_count};
    SHA256Init(&l.hash);
    dl_tree_source source = {.read = read_for_tree,
                             .read_user = &l,
                             .report = load->report,
                             .report_user = load->user,
                             .first = err,
                             .memory = {&rules->arena}};
    if (load_all(&l, load, &source)) return rules;
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
    if (rules->mapped) dl_file_unmap(rules->pack);
    dl_arena_free(&rules->arena);
    dl_free(rules);
}
