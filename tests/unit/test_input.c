/* test_input.c - files, folders, streams and NDJSON become articles. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/arena.h"
#include "dateline.h"
#include "input/name.h"
#include "input/stream.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

/* ---- a folder of files for each test --------------------------------------------- */

static char old_folder[4096];

static int enter_folder(void **state) {
    char name[] = "/tmp/test_input.XXXXXX";
    (void)state;
    return !getcwd(old_folder, sizeof old_folder) || !mkdtemp(name) || chdir(name) != 0;
}

static int leave_folder(void **state) {
    (void)state;
    char here[4096], command[4200];
    if (!getcwd(here, sizeof here) || strncmp(here, "/tmp/test_input.", 16) != 0)
        return 1;
    snprintf(command, sizeof command, "rm -rf '%s'", here);
    return chdir(old_folder) != 0 || system(command) != 0;
}

static void put(const char *path, const char *bytes, size_t len) {
    FILE *file = fopen(path, "w");
    assert_non_null(file);
    assert_int_equal(fwrite(bytes, 1, len, file), len);
    assert_int_equal(fclose(file), 0);
}

static void put_text(const char *path, const char *text) {
    put(path, text, strlen(text));
}

/* ---- reading all of an input ----------------------------------------------------- */

static char told[8192]; /* ids, texts and reports in the order in which they came */

static void tell(const char *format, const char *text) {
    size_t len = strlen(told);
    snprintf(told + len, sizeof told - len, format, text);
}

static void on_report(const dateline_error *err, void *user) {
    char text[1024];
    (void)user;
    dateline_error_text(err, true, text, sizeof text);
    tell("! %s\n", text);
}

static void tell_document(const dateline_document *article) {
    static const char zero[DL_PADDING];
    assert_memory_equal(article->text + article->len, zero, DL_PADDING);
    tell("%s", article->id);
    if (article->date) {
        tell(" %s", article->date_from);
        tell(" %s", article->date);
    }
    if (article->len < 100) tell(article->raw ? " <%s>" : " \"%s\"", article->text);
    tell("%s", "\n");
}

/* Everything that comes of the paths, a line each. */
static const char *read_paths(const char *const *paths, size_t count,
                              dateline_input_options options) {
    dateline_document article;
    options.size = sizeof options;
    options.report = on_report;
    told[0] = '\0';
    dateline_input *input = dateline_input_open(paths, count, &options, NULL);
    assert_non_null(input);
    while (dateline_input_next(input, &article))
        tell_document(&article);
    assert_false(dateline_input_next(input, &article));
    dateline_input_free(input);
    return told;
}

static const char *read_path(const char *path, dateline_input_options options) {
    return read_paths(&path, 1, options);
}

static const dateline_input_options plain = {0};

/* ---- names ----------------------------------------------------------------------- */

static void assert_stem(const char *path, const char *stem) {
    dl_str found = dl_name_stem(dl_str_from(path));
    assert_int_equal(found.len, strlen(stem));
    assert_memory_equal(found.at, stem, found.len);
}

static void stem_is_the_name_without_folders_and_suffix(void **state) {
    (void)state;
    assert_stem("article.txt", "article");
    assert_stem("/a/b.c/article", "article");
    assert_stem("a/article.tar.gz", "article.tar");
    assert_stem(".hidden", ".hidden");
    assert_stem("U.S. economy", "U.S. economy");
    assert_stem("ends.in.", "ends.in.");
    assert_stem("folder.d/", "folder");
    assert_stem("/", "");
    assert_stem("", "");
}

static void name_date_must_exist_and_stand_alone(void **state) {
    (void)state;
    assert_non_null(dl_name_date(DL_STR("2025-10-23-title")).at);
    assert_non_null(dl_name_date(DL_STR("2024-02-29")).at);
    assert_null(dl_name_date(DL_STR("2023-02-29-title")).at);
    assert_null(dl_name_date(DL_STR("1900-02-29-title")).at);
    assert_null(dl_name_date(DL_STR("2025-13-01")).at);
    assert_null(dl_name_date(DL_STR("2025-00-01")).at);
    assert_null(dl_name_date(DL_STR("0000-01-01")).at);
    assert_null(dl_name_date(DL_STR("2025-10-231")).at);
    assert_null(dl_name_date(DL_STR("2025-10-2")).at);
    assert_null(dl_name_date(DL_STR("")).at);
}

/* ---- files and folders ----------------------------------------------------------- */

static void file_is_one_article_named_by_its_stem(void **state) {
    (void)state;
    put_text("2025-10-23-vote.txt", "The vote.");
    assert_string_equal(read_path("2025-10-23-vote.txt", plain),
                        "2025-10-23-vote name 2025-10-23 <The vote.>\n");
    put_text("2025-10-23-vote.txt", "");
    assert_string_equal(read_path("./2025-10-23-vote.txt", plain),
                        "2025-10-23-vote name 2025-10-23 <>\n");
}

static void folder_is_read_in_the_order_of_its_paths(void **state) {
    (void)state;
    mkdir("f", 0700), mkdir("f/a", 0700), mkdir("f/.git", 0700);
    put_text("f/a/x.txt", "4"), put_text("f/a.txt", "3"), put_text("f/a-b.txt", "2");
    put_text("f/B.txt", "1"), put_text("f/.git/x.txt", "0"), put_text("f/note.md", "0");
    assert_string_equal(read_path("f//", plain),
                        "B <1>\na-b <2>\na <3>\na/x <4>\n"
                        "! f/note.md: warning: not a *.txt file: passed over\n");
}

static void folder_that_leads_back_is_reported_and_the_rest_read(void **state) {
    (void)state;
    mkdir("f", 0700), mkdir("f/a", 0700);
    put_text("f/z.txt", "z");
    assert_int_equal(symlink("..", "f/a/up"), 0);
    assert_string_equal(
        read_path("f", plain),
        "! f/a/up/: this folder leads back to one above it: not followed\n"
        "z <z>\n");
}

static void two_ways_to_a_folder_are_no_loop(void **state) {
    (void)state;
    mkdir("f", 0700), mkdir("f/a", 0700);
    put_text("f/a/x.txt", "x");
    assert_int_equal(symlink("a", "f/b"), 0);
    assert_string_equal(read_path("f", plain), "a/x <x>\nb/x <x>\n");
}

static void deep_folders_are_read_without_recursion(void **state) {
    (void)state;
    char path[1200] = "d";
    for (int i = 0; i < 500; i++) {
        assert_int_equal(mkdir(path, 0700), 0);
        strcat(path, "/d");
    }
    path[strlen(path) - 1] = '\0';
    strcat(path, "x.txt");
    put_text(path, "deep");
    assert_non_null(strstr(read_path("d", plain), "/x <deep>\n"));
}

static void what_cannot_be_read_is_reported_and_the_rest_done(void **state) {
    (void)state;
    const char *paths[] = {"gone.txt", "empty", "x.txt", "/proc/self/mem", "x.txt"};
    mkdir("empty", 0700);
    put_text("x.txt", "x");
    assert_string_equal(read_paths(paths, 5, plain),
                        "! gone.txt: cannot open: No such file or directory\n"
                        "! empty/: no articles below this folder\n"
                        "x <x>\n"
                        "! /proc/self/mem: cannot read: Input/output error\n"
                        "x <x>\n");
}

static void warnings_are_no_problems(void **state) {
    (void)state;
    const char *paths[] = {"f", "gone.txt"};
    dateline_document article;
    mkdir("f", 0700);
    put_text("f/note.md", ""), put_text("f/x.txt", "");
    dateline_input *input = dateline_input_open(paths, 2, NULL, NULL);
    assert_true(dateline_input_next(input, &article));
    assert_int_equal(dateline_input_problems(input), 0);
    assert_false(dateline_input_next(input, &article));
    assert_int_equal(dateline_input_problems(input), 1);
    dateline_input_free(input);
}

static bool is_single(const char *path, dateline_input_options options) {
    dateline_document article;
    dateline_input *input = dateline_input_open(&path, 1, &options, NULL);
    dateline_input_next(input, &article);
    bool single = dateline_input_single(input);
    dateline_input_free(input);
    return single;
}

static void only_a_plain_file_is_single(void **state) {
    (void)state;
    mkdir("f", 0700);
    put_text("f/x.txt", "x"), put_text("r.ndjson", "{\"text\": \"x\"}\n");
    assert_true(is_single("f/x.txt", plain));
    assert_false(is_single("f", plain));
    assert_false(is_single("r.ndjson", plain));
    assert_true(is_single("r.ndjson", (dateline_input_options){.format = "text"}));
    assert_false(is_single("f/x.txt", (dateline_input_options){.null_separated = true}));
    assert_false(is_single("f/x.txt", (dateline_input_options){.separator = "--"}));
}

static void contradicting_options_are_refused(void **state) {
    (void)state;
    static const dateline_input_options wrong[] = {
        {.format = "csv"},
        {.format = "ndjson", .null_separated = true},
        {.format = "ndjson", .separator = "--"},
        {.separator = "--", .null_separated = true},
        {.separator = ""},
        {.separator = "a\nb"},
    };
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        dateline_error err = {0};
        assert_null(dateline_input_open(NULL, 0, &wrong[i], &err));
        assert_int_equal(err.status, DATELINE_ERR_ARGUMENT);
    }
}

/* ---- parting --------------------------------------------------------------------- */

static const dateline_input_options by_nul = {.null_separated = true};
static const dateline_input_options by_line = {.separator = "=="};

static void nul_ends_a_text(void **state) {
    (void)state;
    put("x.txt", "a\0\0b", 4);
    assert_string_equal(read_path("x.txt", by_nul), "x <a>\nx#2 <>\nx#3 <b>\n");
    put("x.txt", "a\0", 2);
    assert_string_equal(read_path("x.txt", by_nul), "x <a>\n");
    put("x.txt", "", 0);
    assert_string_equal(read_path("x.txt", by_nul), "");
}

static void separator_is_a_whole_line(void **state) {
    (void)state;
    put_text("x.txt", "==\na ==\n===\n==\r\n==\nb\n==");
    assert_string_equal(read_path("x.txt", by_line),
                        "x <a ==\n===\n>\nx#2 <>\nx#3 <b\n>\n");
}

static void nothing_is_parted_unasked(void **state) {
    (void)state;
    put("x.txt", "a\0b\n\n\n---\n{\"text\": \"b\"}", 24);
    assert_string_equal(read_path("x.txt", plain), "x <a>\n");
}

static void limit_counts_the_text_without_its_separator(void **state) {
    (void)state;
    dateline_input_options nul = by_nul, line = by_line;
    nul.max_bytes = line.max_bytes = 3;
    put("x.txt", "abc\0abcd\0ab", 11);
    assert_string_equal(
        read_path("x.txt", nul),
        "x <abc>\n! x.txt: text of 4 bytes: the limit is 3 bytes\nx#3 <ab>\n");
    put_text("x.txt", "ab\n==\nabc\n==\nab");
    assert_string_equal(
        read_path("x.txt", line),
        "x <ab\n>\n! x.txt: text of 4 bytes: the limit is 3 bytes\nx#3 <ab>\n");
}

static void long_piece_is_passed_over_to_its_true_end(void **state) {
    (void)state;
    enum { LONG = 400000 };
    char *text = malloc(LONG + 20);
    assert_non_null(text);
    memset(text, 'x', LONG);
    /* "==" in the middle of a long line, where a buffer may begin, is no separator. */
    for (size_t i = 1000; i < LONG; i += 1000)
        memcpy(text + i, "==", 2);
    memcpy(text + LONG, "\n==\nnext", 9);
    put_text("x.txt", text);
    dateline_input_options options = by_line;
    options.max_bytes = 50;
    assert_string_equal(
        read_path("x.txt", options),
        "! x.txt: text of 400001 bytes: the limit is 50 bytes\nx#2 <next>\n");
    free(text);
}

static void large_file_is_refused_by_its_size(void **state) {
    (void)state;
    put_text("x.txt", "0123456789");
    assert_string_equal(read_path("x.txt", (dateline_input_options){.max_bytes = 9}),
                        "! x.txt: text of 10 bytes: the limit is 9 bytes\n");
    assert_string_equal(read_path("x.txt", (dateline_input_options){.max_bytes = 10}),
                        "x <0123456789>\n");
}

/* Reads pieces from a pipe that is filled byte by byte. */
static void piece_comes_as_soon_as_it_is_complete(void **state) {
    (void)state;
    int ends[2];
    dl_stream stream = {0};
    const dl_parting lines = {.kind = DL_PART_BYTE, .byte = '\n'};
    dl_str piece;
    size_t size;
    assert_int_equal(pipe(ends), 0);
    assert_true(dl_stream_open(&stream, dl_flow_of(ends[0])));
    for (int i = 0; i < 1000; i++) {
        assert_int_equal(write(ends[1], "line\n", 5), 5);
        assert_int_equal(dl_stream_next(&stream, &lines, 100, &piece, &size), DL_READ);
        assert_int_equal(piece.len, 4);
    }
    close(ends[1]);
    assert_int_equal(dl_stream_next(&stream, &lines, 100, &piece, &size), DL_END);
    close(ends[0]);
    dl_stream_free(&stream);
}

static void pieces_larger_than_the_buffer_come_whole(void **state) {
    (void)state;
    enum { LONG = 300000 };
    char *text = malloc(3 * LONG);
    assert_non_null(text);
    for (int i = 0; i < 3 * LONG; i++)
        text[i] = (i + 1) % LONG ? 'a' : '\0';
    put("x.txt", text, 3 * LONG);
    free(text);
    int fd = open("x.txt", O_RDONLY);
    dl_stream stream = {0};
    const dl_parting nul = {.kind = DL_PART_BYTE, .byte = '\0'};
    dl_str piece;
    size_t size;
    assert_true(dl_stream_open(&stream, dl_flow_of(fd)));
    for (int i = 0; i < 3; i++) {
        assert_int_equal(dl_stream_next(&stream, &nul, LONG, &piece, &size), DL_READ);
        assert_int_equal(piece.len, LONG - 1);
    }
    assert_int_equal(dl_stream_next(&stream, &nul, LONG, &piece, &size), DL_END);
    close(fd);
    dl_stream_free(&stream);
}

/* A child that writes bytes in small pieces; the reading end. */
static int send_slowly(const char *bytes, size_t len, size_t step) {
    int ends[2];
    assert_int_equal(pipe(ends), 0);
    pid_t child = fork();
    assert_true(child >= 0);
    if (child == 0) {
        for (size_t i = 0; i < len; i += step)
            if (write(ends[1], bytes + i, len - i < step ? len - i : step) < 0) _exit(1);
        _exit(0);
    }
    close(ends[1]);
    return ends[0];
}

/* What the stream gives, as lengths: "3 7 12! 0 ", with ! behind what is over the limit.
 */
static void list_pieces(int fd, const dl_parting *parting, size_t limit, char *out,
                        size_t room) {
    dl_stream stream = {0};
    dl_outcome outcome;
    dl_str piece;
    size_t size, len = 0;
    assert_true(dl_stream_open(&stream, dl_flow_of(fd)));
    while ((outcome = dl_stream_next(&stream, parting, limit, &piece, &size)) != DL_END)
        len += (size_t)snprintf(out + len, room - len, "%zu%s ", size,
                                outcome == DL_LARGE ? "!" : "");
    assert_true(len < room);
    close(fd);
    dl_stream_free(&stream);
}

static void pieces_do_not_depend_on_how_the_bytes_arrive(void **state) {
    (void)state;
    char bytes[3000], at_once[16000], slowly[16000];
    const dl_parting partings[] = {
        {.kind = DL_PART_LINE, .line = DL_STR("==")},
        {.kind = DL_PART_BYTE, .byte = '\n'},
    };
    unsigned random = 1;
    for (size_t i = 0; i < sizeof bytes; i++) {
        random = random * 1103515245 + 12345;
        bytes[i] = "a\n===\r\na"[random >> 16 & 7];
    }
    for (size_t i = 0; i < 2; i++)
        for (size_t step = 1; step < 9; step += 3) {
            put("x.txt", bytes, sizeof bytes);
            list_pieces(open("x.txt", O_RDONLY), &partings[i], 12, at_once,
                        sizeof at_once);
            list_pieces(send_slowly(bytes, sizeof bytes, step), &partings[i], 12, slowly,
                        sizeof slowly);
            assert_string_equal(at_once, slowly);
            assert_int_equal(waitpid(-1, NULL, 0) > 0, 1);
        }
}

/* ---- NDJSON ---------------------------------------------------------------------- */

static void ndjson_is_known_by_its_first_line(void **state) {
    (void)state;
    put_text(
        "x.txt",
        "\xEF\xBB\xBF\n \n{\"text\": \"a\", \"id\": \"one\"}\r\n\n{\"text\": \"b\"}");
    assert_string_equal(read_path("x.txt", plain), "one \"a\"\nx.txt:5 \"b\"\n");
    put_text("x.txt", "{\"body\": \"a\"}\n");
    assert_string_equal(read_path("x.txt", plain), "x <{\"body\": \"a\"}\n>\n");
    assert_string_equal(
        read_path("x.txt", (dateline_input_options){.text_field = "body"}),
        "x.txt:1 \"a\"\n");
    put_text("x.txt", "x\n{\"text\": \"a\"}");
    assert_string_equal(read_path("x.txt", plain), "x <x\n{\"text\": \"a\"}>\n");
}

static void ndjson_record_gives_id_and_date(void **state) {
    (void)state;
    put_text("2025-10-23-x.txt",
             "{\"text\": \"a\", \"id\": 7, \"date\": \"2024-02-29T23:59:59+14:00\"}\n"
             "{\"text\": \"b\", \"id\": null, \"date\": null}\n");
    assert_string_equal(read_path("2025-10-23-x.txt", plain),
                        "7 record 2024-02-29 \"a\"\n2025-10-23-x.txt:2 \"b\"\n");
}

static void ndjson_text_keeps_nul_and_surrogate_pairs(void **state) {
    (void)state;
    const char *path = "x.ndjson";
    dateline_document article;
    put_text(path, "{\"text\": \"a\\u0000\\ud83d\\ude00\"}");
    dateline_input *input = dateline_input_open(&path, 1, NULL, NULL);
    assert_true(dateline_input_next(input, &article));
    assert_int_equal(article.len, 6);
    assert_memory_equal(article.text, "a\0\xF0\x9F\x98\x80", 6);
    assert_false(article.raw);
    dateline_input_free(input);
}

static void ndjson_malformed_line_is_named_and_the_rest_done(void **state) {
    (void)state;
    put_text("x.ndjson",
             "{\"text\": \"a\"}\n{\"text\": \"\\ud800\"}\n\xff\n{\"text\": 1}\n{}\n"
             "{\"text\": \"b\", \"date\": \"2023-02-29\"}\n");
    assert_string_equal(read_path("x.ndjson", plain),
                        "x.ndjson:1 \"a\"\n"
                        "! x.ndjson:2:17: invalid Unicode '\\uD800' near '\"\\ud800\"'\n"
                        "! x.ndjson:3:1: unable to decode byte 0xff\n"
                        "! x.ndjson:4: field \"text\" is a number, not a string\n"
                        "! x.ndjson:5: the record has no field \"text\"\n"
                        "! x.ndjson:6: warning: field \"date\": \"2023-02-29\" is no "
                        "date like 2025-10-23: "
                        "left out\n"
                        "x.ndjson:6 \"b\"\n");
}

static void ndjson_number_too_large_for_an_integer_spoils_no_article(void **state) {
    (void)state;
    put_text("x.ndjson", "{\"text\": \"a\", \"n\": 123456789012345678901234567890}\n");
    assert_string_equal(read_path("x.ndjson", plain), "x.ndjson:1 \"a\"\n");
}

/* ---- memory ---------------------------------------------------------------------- */

/* Reads all with the n-th allocation failing; true when none failed. */
static bool read_without_memory(long n, size_t *articles) {
    const char *paths[] = {"f", "x.ndjson"};
    dateline_document article;
    dl_alloc_fail_after(n);
    dateline_error err = {0};
    dateline_input *input = dateline_input_open(paths, 2, NULL, &err);
    bool whole = input != NULL;
    *articles = 0;
    if (!input) assert_int_equal(err.status, DATELINE_ERR_MEMORY);
    if (input) {
        while (dateline_input_next(input, &article))
            (*articles)++;
        whole = dateline_input_problems(input) == 0;
    }
    dl_alloc_fail_after(-1);
    dateline_input_free(input);
    return whole;
}

static void no_memory_is_reported_wherever_it_runs_out(void **state) {
    (void)state;
    char text[300000];
    size_t articles = 0;
    memset(text, 'a', sizeof text);
    mkdir("f", 0700), mkdir("f/a", 0700);
    put_text("f/a/x.txt", "x"), put("f/y.txt", text, sizeof text);
    put_text("x.ndjson",
             "{\"text\": \"a\"}\n{\"text\": \"b\", \"date\": \"2024-01-01\"}\n");
    long n = 0;
    while (!read_without_memory(n, &articles))
        assert_true(++n < 1000);
    assert_true(n > 5);
    assert_int_equal(articles, 4);
}

#define CASE(name) cmocka_unit_test_setup_teardown(name, enter_folder, leave_folder)

int main(void) {
    const struct CMUnitTest tests[] = {
        CASE(stem_is_the_name_without_folders_and_suffix),
        CASE(name_date_must_exist_and_stand_alone),
        CASE(file_is_one_article_named_by_its_stem),
        CASE(folder_is_read_in_the_order_of_its_paths),
        CASE(folder_that_leads_back_is_reported_and_the_rest_read),
        CASE(two_ways_to_a_folder_are_no_loop),
        CASE(deep_folders_are_read_without_recursion),
        CASE(what_cannot_be_read_is_reported_and_the_rest_done),
        CASE(warnings_are_no_problems),
        CASE(only_a_plain_file_is_single),
        CASE(contradicting_options_are_refused),
        CASE(nul_ends_a_text),
        CASE(separator_is_a_whole_line),
        CASE(nothing_is_parted_unasked),
        CASE(limit_counts_the_text_without_its_separator),
        CASE(long_piece_is_passed_over_to_its_true_end),
        CASE(large_file_is_refused_by_its_size),
        CASE(piece_comes_as_soon_as_it_is_complete),
        CASE(pieces_larger_than_the_buffer_come_whole),
        CASE(pieces_do_not_depend_on_how_the_bytes_arrive),
        CASE(ndjson_is_known_by_its_first_line),
        CASE(ndjson_record_gives_id_and_date),
        CASE(ndjson_text_keeps_nul_and_surrogate_pairs),
        CASE(ndjson_malformed_line_is_named_and_the_rest_done),
        CASE(ndjson_number_too_large_for_an_integer_spoils_no_article),
        CASE(no_memory_is_reported_wherever_it_runs_out),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
