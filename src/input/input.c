/* input.c - from the paths that the caller names to one article after the other.
 *
 * A path is a source or a folder, and a folder is a row of sources. Whatever cannot be
 * used is reported, and the next one is taken. */
#include "dateline.h"

#include "input/name.h"
#include "input/nest.h"
#include "input/walk.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

enum { DEFAULT_MAX_BYTES = 16 * 1024 * 1024 };

struct dateline_input {
    dl_arena arena; /* options and paths */
    const char **paths;
    size_t path_count, next_path;
    dl_reading reading;
    bool walking, stdin_taken;
    bool many; /* more than one article may come */
    dl_walk walk;
    size_t walk_start; /* articles before the folder */
    dl_nest nest;
};

/* ---- making ---------------------------------------------------------------------- */

static bool check_format(const dateline_input_options *options, dateline_error *err) {
    const char *format = options->format;
    if (!format || strcmp(format, "text") == 0) return true;
    bool ndjson = strcmp(format, "ndjson") == 0;
    if (!ndjson && strcmp(format, "html") != 0)
        return dl_fail_plain(err, DATELINE_ERR_ARGUMENT,
                             "input format \"%s\": formats are text, ndjson, html",
                             format);
    if (options->null_separated || options->separator)
        return dl_fail_plain(
            err, DATELINE_ERR_ARGUMENT, "%s: NUL and separators part plain texts",
            ndjson ? "NDJSON is parted by lines" : "a page of HTML is one article");
    return true;
}

static bool check_parting(const dateline_input_options *options, dateline_error *err) {
    const char *separator = options->separator;
    if (!separator) return true;
    if (options->null_separated)
        return dl_fail_plain(err, DATELINE_ERR_ARGUMENT,
                             "texts are parted by NUL or by a line, not by both");
    if (!*separator || strchr(separator, '\n'))
        return dl_fail_plain(err, DATELINE_ERR_ARGUMENT,
                             "a separator is one line, and not an empty one");
    return true;
}

static const char *keep(dateline_input *input, const char *text, const char *otherwise) {
    return dl_arena_text(&input->arena, dl_str_from(text ? text : otherwise));
}

static void keep_options(dateline_input *input, const dateline_input_options *options) {
    dl_reading *reading = &input->reading;
    reading->format = options->format ? keep(input, options->format, NULL) : NULL;
    reading->fields = (dl_fields){keep(input, options->text_field, "text"),
                                  keep(input, options->id_field, "id"),
                                  keep(input, options->date_field, "date")};
    if (options->null_separated) reading->parting.kind = DL_PART_BYTE;
    if (options->separator) {
        reading->parting.kind = DL_PART_LINE;
        reading->parting.line = dl_str_from(keep(input, options->separator, NULL));
    }
    reading->max_bytes = options->max_bytes ? options->max_bytes : DEFAULT_MAX_BYTES;
    reading->report = (dl_report){.tell = options->report, .user = options->user};
}

static void keep_paths(dateline_input *input, const char *const *paths, size_t count) {
    input->paths = dl_arena_alloc(&input->arena, count * sizeof *input->paths);
    for (size_t i = 0; i < count && !input->arena.failed; i++)
        input->paths[i] = keep(input, paths[i], NULL);
    input->path_count = count;
}

static bool may_hold_many(const dl_reading *reading) {
    bool ndjson = reading->format && strcmp(reading->format, "ndjson") == 0;
    return ndjson || reading->parting.kind != DL_PART_NONE;
}

dateline_input *dateline_input_open(const char *const *paths, size_t count,
                                    const dateline_input_options *options,
                                    dateline_error *err) {
    static const dateline_input_options defaults = {.size = sizeof defaults};
    if (!options) options = &defaults;
    if (!check_format(options, err) || !check_parting(options, err)) return NULL;
    dateline_input *input = dl_alloc(sizeof *input);
    if (!input) {
        dl_fail_plain(err, DATELINE_ERR_MEMORY, "no memory left");
        return NULL;
    }
    *input = (dateline_input){0};
    keep_options(input, options);
    keep_paths(input, paths, count);
    input->many = count != 1 || may_hold_many(&input->reading);
    if (!input->arena.failed) return input;
    dateline_input_free(input);
    dl_fail_plain(err, DATELINE_ERR_MEMORY, "no memory left");
    return NULL;
}

/* ---- opening --------------------------------------------------------------------- */

static int open_file(dateline_input *input, const char *path) {
    int fd = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY);
    if (fd < 0)
        dl_report_problem(&input->reading.report, (dl_place){.file = path},
                          DATELINE_ERR_FILE, "cannot open: %s", strerrordesc_np(errno));
    return fd;
}

/* The size of a regular file, else 0. */
static size_t size_of(int fd) {
    struct stat about;
    bool regular = fstat(fd, &about) == 0 && S_ISREG(about.st_mode) && about.st_size > 0;
    return regular ? (size_t)about.st_size : 0;
}

/* Standard input is left open. */
static void open_nest(dateline_input *input, int fd, dl_opening about) {
    about.size = size_of(fd);
    dl_nest_open(&input->nest, fd, fd != STDIN_FILENO, about, &input->reading);
}

static void open_stdin(dateline_input *input) {
    if (input->stdin_taken) {
        dl_report_problem(&input->reading.report, (dl_place){.file = "stdin"},
                          DATELINE_ERR_ARGUMENT, "standard input was named twice");
        return;
    }
    input->stdin_taken = true;
    dl_opening about = {.name = "stdin", .file = "stdin", .id = DL_STR("stdin")};
    open_nest(input, STDIN_FILENO, about);
}

static void open_folder(dateline_input *input, const char *path) {
    input->many = true;
    input->walk_start = input->nest.articles;
    input->walking = dl_walk_open(&input->walk, path, &input->reading.report);
    if (!input->walking) dl_walk_close(&input->walk);
}

static void open_path(dateline_input *input, const char *path) {
    if (strcmp(path, "-") == 0) {
        open_stdin(input);
        return;
    }
    int fd = open_file(input, path);
    if (fd < 0) return;
    struct stat file;
    bool known = fstat(fd, &file) == 0;
    if (known && S_ISDIR(file.st_mode)) {
        close(fd);
        open_folder(input, path);
        return;
    }
    dl_opening about = {
        .name = path, .file = path, .id = dl_name_stem(dl_str_from(path))};
    open_nest(input, fd, about);
}

static void end_walk(dateline_input *input) {
    if (input->nest.articles == input->walk_start)
        dl_report_problem(&input->reading.report,
                          (dl_place){.file = input->walk.path.items}, DATELINE_ERR_FILE,
                          "no articles below this folder");
    dl_walk_close(&input->walk);
    input->walking = false;
}

static void open_below(dateline_input *input) {
    const char *path = dl_walk_next(&input->walk);
    if (!path) {
        end_walk(input);
        return;
    }
    int fd = open_file(input, path);
    if (fd < 0) return;
    dl_opening about = {.name = path,
                        .file = path,
                        .found = true,
                        .id = dl_name_strip(dl_str_from(dl_walk_below(&input->walk)))};
    open_nest(input, fd, about);
}

/* One step towards the next source; false when there is none left. */
static bool advance(dateline_input *input) {
    if (input->walking)
        open_below(input);
    else if (input->next_path < input->path_count)
        open_path(input, input->paths[input->next_path++]);
    else
        return false;
    if (input->nest.many) input->many = true;
    return true;
}

/* ---- what callers use ------------------------------------------------------------ */

bool dateline_input_next(dateline_input *input, dateline_document *document) {
    do {
        if (dl_nest_next(&input->nest, &input->reading, document)) {
            if (input->nest.many) input->many = true;
            return true;
        }
    } while (advance(input));
    return false;
}

size_t dateline_input_problems(const dateline_input *input) {
    return input->reading.report.problems;
}

uint64_t dateline_input_read(const dateline_input *input) {
    return input->nest.read;
}

bool dateline_input_single(const dateline_input *input) {
    return !input->many;
}

void dateline_input_free(dateline_input *input) {
    if (!input) return;
    dl_nest_free(&input->nest);
    if (input->walking) dl_walk_close(&input->walk);
    dl_arena_free(&input->arena);
    dl_free(input);
}
