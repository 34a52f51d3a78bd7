/* main.c - chooses the command.
 *
 * The command line knows nothing but dateline.h and libc: what it can do, any program
 * can. */
#include "cli/cli.h"

#include <malloc.h>
#include <signal.h>
#include <string.h>

static const dl_command commands[] = {
    {"extract", "[OPTIONS] [PATH...]",
     "entities of articles as JSON: files, folders (every *.txt below), - for standard "
     "input; "
     "more than one article: one line each",
     DL_FOR_EXTRACT, dl_command_extract},
    {"check", "check [OPTIONS] [RULES...]",
     "errors of rule files, whether the examples in them hold, and what is hardly meant",
     DL_FOR_CHECK, dl_command_check},
    {"pack", "pack [OPTIONS] -o FILE [RULES...]",
     "rules, lists and all that they need in one file, which starts as fast as the "
     "English "
     "rules inside the program",
     DL_FOR_PACK, dl_command_pack},
    {"fmt", "fmt [--check] RULES...",
     "brings rule files into their one layout, in place; - from input to output",
     DL_FOR_FORMAT, dl_command_format},
    {"explain", "explain [OPTIONS] ARTICLE...",
     "why each mention is what it is: the rule, what it captured, each piece of evidence "
     "with "
     "its weight, and what lost",
     DL_FOR_EXTRACT | DL_FOR_EXPLAIN, dl_command_explain},
    {"why-not", "why-not [OPTIONS] ARTICLE...",
     "why TEXT was not found as TYPE: hidden, removed, outweighed, or what stopped the "
     "rules "
     "that came closest",
     DL_FOR_EXTRACT | DL_FOR_WHY_NOT, dl_command_why_not},
    {"test", "test [OPTIONS] FILE...",
     "runs files of cases: one text a line, with what must be found marked in it",
     DL_FOR_CHECK, dl_command_test},
    {"diff", "diff [OPTIONS] OLD NEW PATH...",
     "what NEW rules gain (+), lose (-) and change (~) on articles; rules are a file or "
     "folder, - for the embedded ones, +FILE for these with FILE on top",
     DL_FOR_DIFF, dl_command_diff},
    {"eval", "eval [OPTIONS] GOLD...",
     "precision, recall, F1, values and calibration of each type against gold: NDJSON or "
     "marked-up texts",
     DL_FOR_EVAL, dl_command_eval},
    {"profile", "profile [OPTIONS] PATH...",
     "what each rule costs on articles: attempts, matches, time, dearest first",
     DL_FOR_EXTRACT, dl_command_profile},
    {"report", "report [OPTIONS] PATH... -o FILE",
     "many articles in one page to look at: who, where, when and how much, with whom, "
     "and "
     "in which sentences",
     DL_FOR_REPORT, dl_command_report},
    {"serve", "serve [OPTIONS]",
     "a page to look at, and the same answers over HTTP, at http://127.0.0.1:8080/",
     DL_FOR_SERVE, dl_command_serve},
    {"completion", "completion SHELL",
     "a script that completes command lines of dateline, for bash or zsh",
     DL_FOR_COMPLETION, dl_command_completion},
    {"help", "help [COMMAND]", "this text, or the options of a command", DL_FOR_EXTRACT,
     dl_command_help},
    {"version", "version", "the version", DL_FOR_EXTRACT, dl_command_version},
};

const dl_command *dl_command_at(size_t i) {
    return i < sizeof commands / sizeof *commands ? &commands[i] : NULL;
}

const dl_command *dl_command_find(const char *name) {
    for (size_t i = 0; dl_command_at(i); i++)
        if (strcmp(name, commands[i].name) == 0) return &commands[i];
    return NULL;
}

static int run_corrected(const dl_command *command, dl_options *options) {
    dateline_error err;
    dateline_corrections *corrections = dateline_corrections_load(
        options->corrections_path, dl_say_report, options, &err);
    if (!corrections) return DL_EXIT_UNUSABLE;
    options->scan.corrections = corrections;
    int status = command->run(options);
    dateline_corrections_free(corrections);
    return status;
}

static int run(const dl_command *command, int argc, char **argv) {
    dl_options options;
    int status = DL_EXIT_USAGE;
    if (dl_options_read(&options, argc, argv, command->bit)) {
        if (options.help)
            status = dl_help_print(command);
        else if (options.version)
            status = dl_command_version(&options);
        else if (options.corrections_path)
            status = run_corrected(command, &options);
        else
            status = command->run(&options);
    }
    dl_options_free(&options);
    return status;
}

enum { GIVEN_BACK = 256 * 1024 };

int main(int argc, char **argv) {
#ifdef M_MMAP_THRESHOLD
    /* Tables that have grown go back to the system; glibc would keep ever larger ones. */
    mallopt(M_MMAP_THRESHOLD, GIVEN_BACK);
#endif
    signal(SIGPIPE, SIG_IGN); /* a closed pipe is reported like any failed write */
    const dl_command *command = argc > 1 ? dl_command_find(argv[1]) : NULL;
    if (command) return run(command, argc - 1, argv + 1);
    return run(&commands[0], argc, argv);
}
