/* completion.c - `dateline completion bash|zsh`: what a shell needs to complete a command
 * line, from the tables of commands and options. */
#include "cli/cli.h"

#include <stdio.h>
#include <string.h>

static void put(dl_output *out, const char *format, const char *text) {
    char line[1024];
    snprintf(line, sizeof line, format, text);
    dl_output_text(out, line);
}

static bool takes_path(const dl_option_row *row) {
    return row->argument &&
           (strcmp(row->argument, "PATH") == 0 || strcmp(row->argument, "FILE") == 0);
}

/* The rows of a command's options, one after the other; *i is 0 before the first. */
static const dl_option_row *next_row(const dl_command *command, size_t *i) {
    const dl_option_row *row;
    while ((row = dl_option_at((*i)++)))
        if (row->name && (row->commands & command->bit)) return row;
    return NULL;
}

static void put_commands(dl_output *out, const char *between) {
    const dl_command *command;
    for (size_t i = 0; (command = dl_command_at(i)); i++) {
        if (i) dl_output_text(out, between);
        dl_output_text(out, command->name);
    }
}

/* ---- bash -------------------------------------------------------------------------- */

static void put_bash_option(dl_output *out, const dl_command *command,
                            const dl_option_row *row) {
    char choices[512], line[1024];
    const char *words = dl_option_choices(row, choices);
    if (!row->argument) return;
    snprintf(line, sizeof line, "    %s:--%s", command->name, row->name);
    dl_output_text(out, line);
    snprintf(line, sizeof line, " | %s:-%c", command->name, row->letter);
    if (row->letter) dl_output_text(out, line);
    if (*words)
        put(out, ") COMPREPLY=($(compgen -W '%s' -- \"$current\")) ;;\n", words);
    else
        put(out, ") %s ;;\n",
            takes_path(row) ? "COMPREPLY=($(compgen -f -- \"$current\"))" : "");
}

static void put_bash_options(dl_output *out, const dl_command *command) {
    const dl_option_row *row;
    put(out, "    %s) options='", command->name);
    for (size_t i = 0; (row = next_row(command, &i));)
        put(out, "--%s ", row->name);
    dl_output_text(out, "' ;;\n");
}

static void put_bash(dl_output *out) {
    const dl_command *command;
    const dl_option_row *row;
    dl_output_text(out,
                   "# Completion of dateline for bash, made by `dateline completion "
                   "bash`.\n_dateline() {\n"
                   "    local current=${COMP_WORDS[COMP_CWORD]} options= commands='");
    put_commands(out, " ");
    dl_output_text(out, "'\n    local before=${COMP_WORDS[COMP_CWORD - 1]} "
                        "command=extract\n    COMPREPLY=()\n"
                        "    if ((COMP_CWORD > 1)) && [[ \" $commands \" == "
                        "*\" ${COMP_WORDS[1]} \"* ]]; then\n"
                        "        command=${COMP_WORDS[1]}\n    fi\n"
                        "    case $command:$before in\n");
    for (size_t c = 0; (command = dl_command_at(c)); c++)
        for (size_t i = 0; (row = next_row(command, &i));)
            put_bash_option(out, command, row);
    dl_output_text(out, "    *) options=- ;;\n    esac\n"
                        "    [[ $options == - ]] || return\n"
                        "    case $command in\n");
    for (size_t c = 0; (command = dl_command_at(c)); c++)
        put_bash_options(out, command);
    dl_output_text(out,
                   "    esac\n"
                   "    [[ $command == completion ]] && commands='bash zsh'\n"
                   "    [[ $command == help || $command == completion ]] &&\n"
                   "        COMPREPLY=($(compgen -W \"$commands\" -- \"$current\"))\n"
                   "    if [[ $current == -* ]]; then\n"
                   "        COMPREPLY=($(compgen -W \"$options\" -- \"$current\"))\n"
                   "    elif [[ $command != help && $command != completion ]]; then\n"
                   "        ((COMP_CWORD == 1)) &&\n"
                   "            COMPREPLY=($(compgen -W \"$commands\" -- \"$current\"))\n"
                   "        COMPREPLY+=($(compgen -f -- \"$current\"))\n"
                   "    fi\n}\ncomplete -o filenames -F _dateline dateline\n");
}

/* ---- zsh --------------------------------------------------------------------------- */

/* The first clause of a help text, with what _arguments reads as its own escaped. */
static void put_zsh_text(dl_output *out, const char *text) {
    for (; *text && *text != ';'; text++) {
        if (strchr("[]:\\", *text)) dl_output_text(out, "\\");
        if (*text == '\'')
            dl_output_text(out, "'\\''");
        else
            dl_output_put(text, 1, out);
    }
}

static void put_zsh_option(dl_output *out, const dl_option_row *row) {
    char choices[512], letter[8] = {'-', row->letter, row->argument ? '+' : '\0'};
    const char *words = dl_option_choices(row, choices);
    dl_output_text(out, " \\\n            ");
    if (row->letter) put(out, "{%s,", letter);
    put(out, row->argument ? "--%s=" : "--%s", row->name);
    if (row->letter) dl_output_text(out, "}");
    dl_output_text(out, "'[");
    put_zsh_text(out, row->help);
    dl_output_text(out, "]");
    if (row->argument) put(out, ":%s:", row->argument);
    if (*words) put(out, "(%s)", words);
    if (takes_path(row)) dl_output_text(out, "_files");
    dl_output_text(out, "'");
}

static void put_zsh_command(dl_output *out, const dl_command *command) {
    const dl_option_row *row;
    put(out, "    (%s)\n        _arguments -s", command->name);
    for (size_t i = 0; (row = next_row(command, &i));)
        put_zsh_option(out, row);
    dl_output_text(out, " \\\n            ");
    if (strcmp(command->name, "help") == 0) {
        dl_output_text(out, "'*:command:(");
        put_commands(out, " ");
        dl_output_text(out, ")'");
    } else if (strcmp(command->name, "completion") == 0) {
        dl_output_text(out, "'*:shell:(bash zsh)'");
    } else {
        dl_output_text(out, "'*:file:_files'");
    }
    dl_output_text(out, " ;;\n");
}

static void put_zsh(dl_output *out) {
    const dl_command *command;
    dl_output_text(out, "#compdef dateline\n# Completion of dateline for zsh, made by "
                        "`dateline completion zsh`.\n_dateline() {\n"
                        "    local command=extract\n    local -a commands\n"
                        "    commands=(");
    for (size_t i = 0; (command = dl_command_at(i)); i++) {
        put(out, "\n        '%s:", command->name);
        put_zsh_text(out, command->summary);
        dl_output_text(out, "'");
    }
    dl_output_text(out, ")\n    if ((CURRENT > 2)) && "
                        "[[ -n ${commands[(r)$words[2]:*]} ]]; then\n"
                        "        command=$words[2]\n        shift words\n"
                        "        ((CURRENT--))\n"
                        "    elif ((CURRENT == 2)) && [[ $words[2] != -* ]]; then\n"
                        "        _describe command commands\n    fi\n"
                        "    case $command in\n");
    for (size_t i = 0; (command = dl_command_at(i)); i++)
        put_zsh_command(out, command);
    dl_output_text(out, "    esac\n}\n"
                        "[[ $funcstack[1] == _dateline ]] && _dateline \"$@\"\n");
}

/* ---- the command ------------------------------------------------------------------- */

int dl_command_completion(const dl_options *options) {
    dl_output output = {0};
    const char *shell = options->path_count == 1 ? options->paths[0] : "";
    if (strcmp(shell, "bash") == 0) {
        put_bash(&output);
    } else if (strcmp(shell, "zsh") == 0) {
        put_zsh(&output);
    } else {
        dl_say("completion: name the shell: bash or zsh");
        return DL_EXIT_USAGE;
    }
    return dl_output_finish(&output) ? DL_EXIT_DONE : DL_EXIT_UNUSABLE;
}
