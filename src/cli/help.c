/* help.c - `--help` and `--version`, from the tables of commands and options. */
#include "cli/cli.h"

#include <stdio.h>
#include <string.h>

enum { INDENT = 26, WIDTH = 80 };

static void put_spaces(dl_output *output, size_t count) {
    while (count--)
        dl_output_text(output, " ");
}

/* Words of text from column on, in lines of at most WIDTH columns indented by INDENT. */
static void put_wrapped(dl_output *output, const char *text, size_t column) {
    const char *gap = "";
    while (*text) {
        size_t len = strcspn(text, " ");
        if (*gap && column + 1 + len > WIDTH) {
            dl_output_text(output, "\n");
            put_spaces(output, INDENT);
            column = INDENT;
            gap = "";
        }
        dl_output_text(output, gap);
        dl_output_put(text, len, output);
        column += strlen(gap) + len;
        gap = " ";
        text += len + strspn(text + len, " ");
    }
    dl_output_text(output, "\n");
}

/* The left column and the explanation, which starts a new line when there is no room. */
static void put_row(dl_output *output, const char *left, const char *text) {
    size_t column = strlen(left);
    dl_output_text(output, left);
    if (column + 2 > INDENT) {
        dl_output_text(output, "\n");
        column = 0;
    }
    put_spaces(output, INDENT - column);
    put_wrapped(output, text, INDENT);
}

static void put_option(dl_output *output, const dl_option_row *row) {
    char left[64], letter[8] = "    ";
    if (row->letter) snprintf(letter, sizeof letter, "-%c, ", row->letter);
    snprintf(left, sizeof left, "  %s--%s%s%s", letter, row->name,
             row->argument ? " " : "", row->argument ? row->argument : "");
    put_row(output, left, row->help);
}

static void put_options(dl_output *output, unsigned command) {
    const dl_option_row *row;
    for (size_t i = 0; (row = dl_option_at(i)); i++) {
        if (!(row->commands & command)) continue;
        if (row->name) {
            put_option(output, row);
        } else {
            dl_output_text(output, "\n");
            dl_output_text(output, row->help);
            dl_output_text(output, ":\n");
        }
    }
}

static void put_formats(dl_output *output) {
    char left[64];
    dl_output_text(output, "\nFormats:\n");
    for (size_t i = 0; dateline_format_at(i); i++) {
        snprintf(left, sizeof left, "      %s", dateline_format_at(i));
        put_row(output, left, dateline_format_about(i));
    }
}

static void put_usage(dl_output *output) {
    char left[64];
    const dl_command *command;
    for (size_t i = 0; (command = dl_command_at(i)); i++) {
        snprintf(left, sizeof left, "  dateline %s", command->usage);
        dl_output_text(output, left);
        dl_output_text(output, "\n");
        put_spaces(output, INDENT);
        put_wrapped(output, command->summary, INDENT);
    }
}

int dl_help_print(const dl_command *command) {
    dl_output output = {0};
    dl_output_text(&output,
                   "dateline - who, where, when and how much in news articles\n\n");
    put_usage(&output);
    put_options(&output, command->bit);
    if (command->run == dl_command_extract) put_formats(&output);
    dl_output_text(
        &output,
        "\nExit status: 0 done, 1 findings of a check, 2 wrong usage, 3 an input, a "
        "rule file\nor the output could not be used (the others were).\n");
    return dl_output_finish(&output) ? DL_EXIT_DONE : DL_EXIT_UNUSABLE;
}

/* `help COMMAND` is `COMMAND --help`. */
int dl_command_help(const dl_options *options) {
    if (!options->path_count) return dl_help_print(dl_command_at(0));
    const dl_command *command = dl_command_find(options->paths[0]);
    if (command) return dl_help_print(command);
    dl_say("%s: no such command; dateline --help lists them", options->paths[0]);
    return DL_EXIT_USAGE;
}

int dl_command_version(const dl_options *options) {
    dl_output output = {0};
    (void)options;
    dl_output_text(&output, "dateline ");
    dl_output_text(&output, dateline_version());
    dl_output_text(&output, "\n");
    return dl_output_finish(&output) ? DL_EXIT_DONE : DL_EXIT_UNUSABLE;
}
