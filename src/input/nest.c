/* nest.c - a stack of sources: the topmost gives articles, or the next source within it.
 */
#include "input/nest.h"

#include "input/name.h"

#include <unistd.h>

static dl_place place_of(const dl_level *level) {
    return (dl_place){.file = level->source.about.name};
}

static void report_memory(const dl_level *level, dl_reading *reading) {
    dl_report_problem(&reading->report, place_of(level), DATELINE_ERR_MEMORY,
                      "no memory left");
}

/* ---- the stack ------------------------------------------------------------------- */

static dl_level *top(dl_nest *nest) {
    return &nest->levels[nest->depth - 1];
}

static void pop(dl_nest *nest) {
    dl_level *level = top(nest);
    dl_archive_close(&level->archive);
    dl_warc_close(&level->warc);
    dl_arena_reset(&level->names);
    level->source.open = false;
    nest->depth--;
    if (!nest->depth && nest->owned) close(nest->fd);
    nest->owned = nest->owned && nest->depth;
}

static void push(dl_nest *nest, const dl_opening *about, dl_reading *reading) {
    if (nest->depth == DL_NEST_MOST) {
        dl_report_problem(
            &reading->report, (dl_place){.file = about->name}, DATELINE_ERR_INPUT,
            "archives within archives, more than %d deep: left here", DL_NEST_MOST);
        return;
    }
    dl_level *level = &nest->levels[nest->depth++];
    level->articles = nest->articles;
    dl_source_open(&level->source, about, reading);
    if (!level->source.open) {
        pop(nest);
        return;
    }
    bool packed = level->source.kind == DL_KIND_PACKED;
    if (level->source.many || level->source.kind == DL_KIND_WARC) nest->many = true;
    if (packed && !dl_archive_open(&level->archive, &level->source.stream)) {
        report_memory(level, reading);
        pop(nest);
    }
    if (level->source.kind == DL_KIND_WARC)
        dl_warc_open(&level->warc, &level->source.stream);
}

/* ---- members --------------------------------------------------------------------- */

/* title.txt of title.txt.gz. */
static void open_single(dl_nest *nest, dl_level *level, dl_reading *reading) {
    dl_opening about = level->source.about;
    about.flow = dl_archive_flow(&level->archive);
    about.file = dl_arena_text(&level->names, dl_name_strip(dl_str_from(about.file)));
    about.id = dl_name_strip(about.id);
    about.size = 0;
    if (about.file)
        push(nest, &about, reading);
    else
        report_memory(level, reading);
}

static void open_member(dl_nest *nest, dl_level *level, const char *name,
                        dl_reading *reading) {
    const dl_opening *outer = &level->source.about;
    const char *file = dl_arena_text(&level->names, dl_str_from(name ? name : "?"));
    dl_opening about = {
        .flow = dl_archive_flow(&level->archive),
        .name = dl_arena_format(&level->names, "%s:%s", outer->name, file ? file : ""),
        .file = file,
        .found = true,
        .id = dl_name_strip(dl_str_from(file))};
    nest->many = true;
    if (!level->names.failed)
        push(nest, &about, reading);
    else
        report_memory(level, reading);
}

static bool is_hidden(const char *name) {
    const char *slash = name ? strrchr(name, '/') : NULL;
    const char *last = slash ? slash + 1 : name;
    return last && *last == '.';
}

/* The next source within a packed one; false when there is none left. */
static bool open_packed(dl_nest *nest, dl_reading *reading) {
    dl_level *level = top(nest);
    const char *name = NULL;
    dl_arena_reset(&level->names);
    switch (dl_archive_next(&level->archive, &name)) {
    case DL_MEMBER:
        if (level->archive.single)
            open_single(nest, level, reading);
        else if (!is_hidden(name))
            open_member(nest, level, name, reading);
        return true;
    case DL_MEMBER_LOST:
        if (level->archive.single) return false; /* told by who read it */
        dl_report_problem(&reading->report, place_of(level), DATELINE_ERR_FILE,
                          "cannot unpack what follows: %s", level->archive.why);
        return false;
    case DL_MEMBER_LAST:
        break;
    }
    if (!level->archive.single && nest->articles == level->articles)
        dl_report_problem(&reading->report, place_of(level), DATELINE_ERR_FILE,
                          "no articles in this archive");
    return false;
}

static bool open_page(dl_nest *nest, dl_reading *reading) {
    dl_level *level = top(nest);
    dl_warc *warc = &level->warc;
    if (!dl_warc_next(warc)) {
        if (warc->why)
            dl_report_problem(&reading->report, place_of(level), DATELINE_ERR_INPUT,
                              "cannot read what follows: %s", warc->why);
        else if (nest->articles == level->articles)
            dl_report_problem(&reading->report, place_of(level), DATELINE_ERR_FILE,
                              "no articles in this crawl");
        return false;
    }
    const char *address = warc->address ? warc->address : "?";
    dl_arena_reset(&level->names);
    dl_opening about = {.flow = dl_warc_flow(warc),
                        .name = dl_arena_format(&level->names, "%s:%s",
                                                level->source.about.name, address),
                        .file = "",
                        .found = true,
                        .id = dl_str_from(address),
                        .says = warc->plain ? DL_SAYS_TEXT : DL_SAYS_HTML,
                        .address = warc->address,
                        .fetched = warc->fetched};
    if (about.name)
        push(nest, &about, reading);
    else
        report_memory(level, reading);
    return true;
}

/* ---- all ------------------------------------------------------------------------- */

static ssize_t read_counted(void *of, char *out, size_t size, const char **why) {
    dl_nest *nest = of;
    dl_flow flow = dl_flow_of(nest->fd);
    ssize_t n = flow.read(flow.of, out, size, why);
    if (n > 0) nest->read += (uint64_t)n;
    return n;
}

void dl_nest_open(dl_nest *nest, int fd, bool owned, dl_opening about,
                  dl_reading *reading) {
    nest->fd = fd;
    nest->owned = owned;
    about.flow = (dl_flow){read_counted, nest};
    dl_nest_open_flow(nest, about, reading);
}

void dl_nest_open_flow(dl_nest *nest, dl_opening about, dl_reading *reading) {
    nest->many = false;
    push(nest, &about, reading);
}

bool dl_nest_next(dl_nest *nest, dl_reading *reading, dateline_document *out) {
    while (nest->depth) {
        dl_level *level = top(nest);
        bool more = false;
        if (level->source.kind == DL_KIND_PACKED)
            more = open_packed(nest, reading);
        else if (level->source.kind == DL_KIND_WARC)
            more = open_page(nest, reading);
        else if (dl_source_next(&level->source, reading, out)) {
            nest->articles++;
            return true;
        }
        if (!more) pop(nest);
    }
    return false;
}

void dl_nest_free(dl_nest *nest) {
    while (nest->depth)
        pop(nest);
    for (size_t i = 0; i < DL_NEST_MOST; i++) {
        dl_source_free(&nest->levels[i].source);
        dl_arena_free(&nest->levels[i].names);
    }
}
