/* json.h - JSON's grammar: commas, quotes, escapes, indentation. What stands in a record
 * is said in json.c and json_value.c. */
#ifndef DL_EMIT_JSON_H
#define DL_EMIT_JSON_H

#include "emit/out.h"

typedef struct dl_json {
    dl_out *out;
    bool pretty;    /* two spaces a level; else all on one line */
    bool empty;     /* nothing written yet in the bracket that is open */
    bool after_key; /* the next value belongs to a key */
    unsigned depth;
} dl_json;

void dl_json_open(dl_json *json, char bracket);  /* '{' or '[' */
void dl_json_close(dl_json *json, char bracket); /* '}' or ']' */
void dl_json_key(dl_json *json, const char *key);

/* Values: behind a key, or as an element of an array. */
void dl_json_string(dl_json *json, dl_str text); /* .at NULL: null */
void dl_json_raw(dl_json *json,
                 const char *literal); /* a number as printed; NULL: null */
void dl_json_integer(dl_json *json, long long number);
void dl_json_decimal(dl_json *json, double number, unsigned digits);

/* A key with its value; _some leaves the key out where there is nothing to say. */
void dl_json_text(dl_json *json, const char *key, const char *text);
void dl_json_some_text(dl_json *json, const char *key, const char *text);
void dl_json_some_raw(dl_json *json, const char *key, const char *literal);
void dl_json_some_true(dl_json *json, const char *key, bool yes);
void dl_json_count(dl_json *json, const char *key, size_t count);

/* The value of an entity or card, behind a key or alone. */
void dl_json_bare_value(dl_json *json, const dateline_value *value);

/* The value of an entity or card under the key "value"; null where it has none. */
void dl_json_value(dl_json *json, const dateline_value *value);

#endif
