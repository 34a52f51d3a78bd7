/* options_take.c - puts the argument of an option where the table says. */
#include <string.h>

#include "cli/arguments.h"
#include "cli/cli.h"
#include "cli/options.h"

enum { MOST_BYTES = 1 << 30 }; /* places in a text are kept in 32 bits */

static bool refuse(const char *shown, const char *argument, const char *why) {
    dl_say("%s %s: %s", shown, *argument ? argument : "''", why);
    return false;
}

/* ---- what is more than an entry of dl_options ------------------------------------ */

bool dl_take_date(dl_options *options, const char *argument, char *why) {
    options->scan.date = argument;
    return dl_argument_date(argument, why);
}

bool dl_take_separator(dl_options *options, const char *argument, char *why) {
    options->input.separator = argument;
    if (*argument && !strchr(argument, '\n')) return true;
    strcpy(why, "one line is needed, and not an empty one");
    return false;
}

bool dl_take_max_bytes(dl_options *options, const char *argument, char *why) {
    uint64_t bytes;
    if (!dl_argument_bytes(argument, MOST_BYTES, &bytes, why)) return false;
    options->scan.max_bytes = options->input.max_bytes = (size_t)bytes;
    return true;
}

/* 0 asks for every record, and in the library for the default. */
bool dl_take_min_confidence(dl_options *options, const char *argument, char *why) {
    if (!dl_argument_share(argument, &options->scan.min_confidence, why)) return false;
    if (options->scan.min_confidence <= 0) options->scan.min_confidence = 1e-9;
    return true;
}

bool dl_take_pretty(dl_options *options, const char *argument, char *why) {
    (void)argument, (void)why;
    options->pretty = DL_PRETTY_YES;
    return true;
}

bool dl_take_no_pretty(dl_options *options, const char *argument, char *why) {
    (void)argument, (void)why;
    options->pretty = DL_PRETTY_NO;
    return true;
}

bool dl_take_rules(dl_options *options, const char *argument, char *why) {
    (void)why;
    options->rules[options->rule_count++] = argument;
    return true;
}

bool dl_take_added(dl_options *options, const char *argument, char *why) {
    (void)why;
    options->added[options->added_count++] = argument;
    return true;
}

/* ---- entries of dl_options ------------------------------------------------------- */

static void put_number(void *at, size_t size, uint64_t number) {
    if (size == sizeof(uint16_t))
        memcpy(at, &(uint16_t){(uint16_t)number}, size);
    else if (size == sizeof(uint32_t))
        memcpy(at, &(uint32_t){(uint32_t)number}, size);
    else
        memcpy(at, &number, size);
}

bool dl_option_take(const dl_option_row *row, dl_options *options, const char *shown,
                    const char *argument) {
    const dl_option_goal *goal = &row->goal;
    void *at = (char *)options + goal->at;
    char why[DL_WHY];
    uint64_t number;
    switch (goal->kind) {
    case DL_GOAL_FLAG:
        memcpy(at, &(bool){true}, sizeof(bool));
        return true;
    case DL_GOAL_TEXT:
        memcpy(at, &argument, sizeof argument);
        return !goal->needed || *argument || refuse(shown, argument, goal->needed);
    case DL_GOAL_COUNT:
        if (!dl_argument_count(argument, goal->least, goal->most, &number, why)) break;
        put_number(at, goal->size, number);
        return true;
    case DL_GOAL_CALL:
        if (goal->take(options, argument, why)) return true;
    }
    return refuse(shown, argument, why);
}
