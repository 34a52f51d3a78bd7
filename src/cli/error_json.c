/* error_json.c - an error as a line of JSON. */
#include "cli/cli.h"

#include <stdio.h>
#include <string.h>

const char *dl_error_code(const dateline_error *err) {
    return err->code[0] ? err->code : dateline_status_name(err->status);
}

static bool put_field(const char *key, const char *text, dl_put *put, void *user) {
    return put(key, strlen(key), user) && dl_quote(text, strlen(text), put, user);
}

bool dl_error_json(const char *id, const dateline_error *err, dl_put *put, void *user) {
    char place[64];
    int len = snprintf(place, sizeof place,
                       ", \"line\": %u, \"column\": %u, \"code\": ", (unsigned)err->line,
                       (unsigned)err->column);
    return put("{", 1, user) &&
           (!id || (put_field("\"id\": ", id, put, user) && put(", ", 2, user))) &&
           put_field("\"file\": ", err->file, put, user) &&
           put(place, (size_t)len, user) &&
           put_field("", dl_error_code(err), put, user) &&
           put_field(", \"severity\": ", err->warning ? "warning" : "error", put, user) &&
           put_field(", \"message\": ", err->message, put, user) && put("}\n", 2, user);
}
