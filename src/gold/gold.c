/* gold.c - reads articles as readers marked them: NDJSON or the notation of cases. */
#include "gold/gold.h"

#include "base/file.h"
#include "input/name.h"
#include "text/fold.h"

struct dateline_gold {
    dl_arena arena;
    DL_ARRAY(dateline_gold_article) articles;
    dateline_report_fn report;
    void *user;
    dateline_error *err;
    bool failed;
};

/* The first error is the caller's, all of them are reported. */
static void tell(dateline_gold *gold, const dateline_error *err) {
    if (gold->err && !gold->failed) *gold->err = *err;
    gold->failed = true;
    if (gold->report) gold->report(err, gold->user);
}

static void keep(dateline_gold *gold, const dateline_gold_article *article) {
    dateline_gold_article *slot = DL_PUSH(&gold->arena, &gold->articles);
    if (slot) *slot = *article;
}

/* ---- NDJSON ------------------------------------------------------------------------ */

static void read_lines(dateline_gold *gold, const char *path, dl_str text) {
    dl_place place = {.file = path};
    while (text.at) {
        dateline_gold_article article = {0};
        dateline_error err;
        place.source = dl_str_split(&text, '\n');
        place.line++;
        dl_str line = place.source;
        place.source = (dl_str){NULL, 0}; /* an article is too long for a message */
        if (!dl_str_trim(line).len) continue;
        if (dl_gold_record(line, place, &gold->arena, &article, &err))
            keep(gold, &article);
        else
            tell(gold, &err);
    }
}

/* ---- the notation ------------------------------------------------------------------ */

static size_t points_between(dl_str text, size_t from, size_t to) {
    size_t count = 0;
    for (size_t i = from; i < to; i++)
        count += ((unsigned char)text.at[i] & 0xC0) != 0x80;
    return count;
}

static const dateline_gold_value *value_of(const dl_markup_mark *mark, dl_arena *arena) {
    dateline_gold_value *value = dl_arena_zero(arena, sizeof *value);
    if (!value) return NULL;
    value->mark = mark;
    value->text = dl_arena_text(arena, mark->value);
    value->names[0] = dl_fold_name(mark->value, arena);
    dl_gold_numbers(mark->value, value);
    return value;
}

static const dateline_gold_mention *mentions_of(const dl_markup *markup,
                                                dl_arena *arena) {
    size_t count = markup->marks.count, byte = 0, point = 0;
    dateline_gold_mention *mentions =
        dl_arena_zero(arena, (count + 1) * sizeof *mentions);
    for (size_t i = 0; mentions && i < count; i++) {
        const dl_markup_mark *mark = &markup->marks.items[i];
        point += points_between(markup->text, byte, mark->start);
        byte = mark->start;
        mentions[i].type = dl_arena_text(arena, mark->type);
        mentions[i].start = point;
        mentions[i].end = point + points_between(markup->text, mark->start, mark->end);
        if (!mark->value.at) continue;
        mentions[i].value = dl_arena_text(arena, mark->body);
        mentions[i].read = value_of(mark, arena);
    }
    return mentions;
}

static void read_marked(dateline_gold *gold, const char *path, dl_str text) {
    dl_markup *markup = dl_arena_zero(&gold->arena, sizeof *markup);
    size_t bad;
    const char *wrong = NULL;
    dateline_error err;
    if (dl_str_starts(text, DL_STR("\xEF\xBB\xBF"))) text = dl_str_cut(text, 3, text.len);
    if (!markup ||
        !dl_markup_parse(text, DL_MARKUP_TYPED, &gold->arena, markup, &bad, &wrong)) {
        if (!wrong) return; /* without memory the arena is marked */
        dl_fail(&err, dl_place_at(path, text, bad), DATELINE_ERR_INPUT, "%s", wrong);
        tell(gold, &err);
        return;
    }
    dl_str stem = dl_name_stem(dl_str_from(path)), date = dl_name_date(stem);
    dateline_gold_article article = {.count = markup->marks.count};
    article.mentions = mentions_of(markup, &gold->arena);
    article.document = (dateline_document){.size = sizeof article.document,
                                           .text = markup->text.at,
                                           .len = markup->text.len,
                                           .id = dl_arena_text(&gold->arena, stem)};
    if (date.at) {
        article.document.date = dl_arena_text(&gold->arena, date);
        article.document.date_from = "name";
    }
    keep(gold, &article);
}

/* ---- files and folders ------------------------------------------------------------- */

static void read_file(dateline_gold *gold, const char *path) {
    dateline_error err;
    dl_str text;
    if (!dl_file_read(path, &gold->arena, &text, &err)) {
        tell(gold, &err);
        return;
    }
    dl_str start = text;
    while (start.len && (dl_is_blank(start.at[0]) || start.at[0] == '\n'))
        start.at++, start.len--;
    if (start.len && start.at[0] == '{')
        read_lines(gold, path, text);
    else
        read_marked(gold, path, text);
}

static void read_folder(dateline_gold *gold, const char *path) {
    static const char *const suffixes[] = {".jsonl", ".txt"};
    for (size_t i = 0; i < sizeof suffixes / sizeof *suffixes; i++) {
        dl_paths files = {0};
        dateline_error err;
        if (!dl_folder_list(path, suffixes[i], &gold->arena, &files, &err))
            tell(gold, &err);
        for (size_t k = 0; k < files.count; k++)
            read_file(gold, files.items[k]);
    }
}

dateline_gold *dateline_gold_load(const char *const *paths, size_t count,
                                  dateline_report_fn report, void *user,
                                  dateline_error *err) {
    dateline_error lost;
    dateline_gold *gold = dl_alloc(sizeof *gold);
    if (err) *err = (dateline_error){0};
    if (!gold) return dl_fail_plain(err, DATELINE_ERR_MEMORY, "no memory"), NULL;
    *gold = (dateline_gold){.report = report, .user = user, .err = err};
    for (size_t i = 0; i < count; i++)
        (dl_file_kind(paths[i]) == 2 ? read_folder : read_file)(gold, paths[i]);
    if (gold->arena.failed && !gold->failed) {
        dl_fail_plain(&lost, DATELINE_ERR_MEMORY, "no memory");
        tell(gold, &lost);
    }
    gold->err = NULL; /* the caller's, for the time of the call */
    if (!gold->failed) return gold;
    dateline_gold_free(gold);
    return NULL;
}

const dateline_gold_article *dateline_gold_at(const dateline_gold *gold, size_t i) {
    return i < gold->articles.count ? &gold->articles.items[i] : NULL;
}

void dateline_gold_free(dateline_gold *gold) {
    if (!gold) return;
    dl_arena_free(&gold->arena);
    dl_free(gold);
}
