/* question.c - what is asked: parameters of the address, or members of a JSON body, which
 * have the same names; the text from the body. */
#include "serve/serve.h"

#include "cli/arguments.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

/* ---- parameters ------------------------------------------------------------------ */

typedef bool take_fn(dl_question *question, const char *value, char *why);

static bool fail(char *why, const char *text) {
    strncpy(why, text, DL_WHY - 1);
    why[DL_WHY - 1] = '\0';
    return false;
}

static bool take_truth(const char *value, bool *out, char *why) {
    *out = strcmp(value, "true") == 0 || strcmp(value, "1") == 0 || !*value;
    return *out || strcmp(value, "false") == 0 || strcmp(value, "0") == 0 ||
           fail(why, "true or false is needed");
}

static bool take_date(dl_question *question, const char *value, char *why) {
    if (!*value) return true; /* an empty field of a form */
    question->date = value;
    return dl_argument_date(value, why);
}

static bool take_order(dl_question *question, const char *value, char *why) {
    question->date_order = value;
    return strcmp(value, "mdy") == 0 || strcmp(value, "dmy") == 0 ||
           fail(why, "orders are mdy, dmy");
}

static bool take_fiscal(dl_question *question, const char *value, char *why) {
    uint64_t month;
    if (!dl_argument_count(value, 1, 12, &month, why)) return false;
    question->fiscal_start = (uint32_t)month;
    return true;
}

static bool take_types(dl_question *question, const char *value, char *why) {
    question->types = value;
    return (*value && strlen(value) < 256) ||
           fail(why, "a list is needed, as in person,date");
}

static bool take_format(dl_question *question, const char *value, char *why) {
    question->format = value;
    for (size_t i = 0; dateline_format_at(i); i++)
        if (strcmp(dateline_format_at(i), value) == 0) return true;
    return fail(why, "no such format; /v1/formats lists them");
}

static bool take_confidence(dl_question *question, const char *value, char *why) {
    return dl_argument_share(value, &question->min_confidence, why);
}

static bool take_offsets(dl_question *question, const char *value, char *why) {
    question->utf16 = true;
    return strcmp(value, "utf16") == 0 || fail(why, "the unit is utf16");
}

static bool take_pretty(dl_question *question, const char *value, char *why) {
    return take_truth(value, &question->pretty, why);
}

static bool take_id(dl_question *question, const char *value, char *why) {
    question->id = value;
    return strlen(value) < 1024 || fail(why, "longer than 1023 bytes");
}

static bool take_rules(dl_question *question, const char *value, char *why) {
    (void)why;
    question->rules = value;
    return true;
}

static bool take_find(dl_question *question, const char *value, char *why) {
    question->find = value;
    return *value || fail(why, "a text must follow");
}

static bool take_as(dl_question *question, const char *value, char *why) {
    question->as = value;
    return *value || fail(why, "a type must follow, as person");
}

static bool take_place(dl_question *question, const char *value, char *why) {
    question->place = value;
    return *value || fail(why, "a place must follow, as Paris, Texas");
}

static bool take_at(dl_question *question, const char *value, char *why) {
    uint64_t number;
    if (!dl_argument_count(value, 0, INT32_MAX, &number, why)) return false;
    question->at = (long)number;
    return true;
}

static const struct parameter {
    const char *name;
    take_fn *take;
    bool body_only;
} parameters[] = {
    {"date", take_date, false},
    {"date_order", take_order, false},
    {"fiscal_start", take_fiscal, false},
    {"types", take_types, false},
    {"min_confidence", take_confidence, false},
    {"format", take_format, false},
    {"offsets", take_offsets, false},
    {"pretty", take_pretty, false},
    {"id", take_id, false},
    {"find", take_find, false},
    {"at", take_at, false},
    {"as", take_as, false},
    {"place", take_place, false},
    {"rules", take_rules, true},
};

enum { PARAMETERS = sizeof parameters / sizeof *parameters };

static const struct parameter *find_parameter(const char *name, bool body) {
    for (size_t i = 0; i < PARAMETERS; i++)
        if (strcmp(parameters[i].name, name) == 0)
            return parameters[i].body_only && !body ? NULL : &parameters[i];
    return NULL;
}

typedef struct reading {
    dl_request *request;
    dl_question *question;
} reading;

static bool take_one(reading *read, const char *name, const char *value, bool body) {
    char why[DL_WHY];
    const struct parameter *known = find_parameter(name, body);
    if (known && value && known->take(read->question, value, why)) return true;
    if (!known)
        dl_request_refuse(read->request, MHD_HTTP_BAD_REQUEST,
                          "%.40s: no such parameter; /v1/openapi.json lists them", name);
    else
        dl_request_refuse(read->request, MHD_HTTP_BAD_REQUEST, "%s: %s", name,
                          value ? why : "a value is needed");
    return false;
}

/* An MHD_KeyValueIterator. */
static enum MHD_Result take_argument(void *cls, enum MHD_ValueKind kind, const char *name,
                                     const char *value) {
    (void)kind;
    return take_one(cls, name, value, false) ? MHD_YES : MHD_NO;
}

/* ---- a JSON body ----------------------------------------------------------------- */

/* Numbers and truths as an address would write them; the text is kept in the document. */
static const char *plain(dl_question *question, const char *name, json_t *value) {
    if (json_is_string(value))
        return strlen(json_string_value(value)) == json_string_length(value)
                   ? json_string_value(value)
                   : NULL;
    if (json_is_object(value) || json_is_array(value) || json_is_null(value)) return NULL;
    char *text = json_dumps(value, JSON_ENCODE_ANY);
    json_t *kept = text ? json_string(text) : NULL;
    free(text);
    json_object_set_new(question->document, name, kept);
    return json_string_value(kept);
}

static bool take_members(reading *read) {
    static const char *const numbers[] = {"fiscal_start", "min_confidence", "pretty",
                                          "at", "end"};
    json_t *document = read->question->document;
    for (size_t i = 0; i < PARAMETERS; i++) {
        const char *name = parameters[i].name;
        json_t *value = json_object_get(document, name);
        if (!value || json_is_null(value)) continue;
        bool number = false;
        for (size_t n = 0; n < sizeof numbers / sizeof *numbers; n++)
            number = number || strcmp(numbers[n], name) == 0;
        if (!number && !json_is_string(value)) {
            dl_request_refuse(read->request, MHD_HTTP_BAD_REQUEST,
                              "%s: a string is needed", name);
            return false;
        }
        if (!take_one(read, name, plain(read->question, name, value), true)) return false;
    }
    return true;
}

static bool only_known_members(reading *read) {
    const char *name;
    json_t *value;
    json_object_foreach(read->question->document, name, value) {
        if (strcmp(name, "text") == 0 || strcmp(name, "html") == 0 ||
            find_parameter(name, true))
            continue;
        dl_request_refuse(read->request, MHD_HTTP_BAD_REQUEST,
                          "%.40s: no such member; /v1/openapi.json lists them", name);
        return false;
    }
    return true;
}

static bool take_text(reading *read) {
    dl_question *question = read->question;
    json_t *text = json_object_get(question->document, "text");
    json_t *html = json_object_get(question->document, "html");
    json_t *chosen = html ? html : text;
    if (!json_is_string(chosen) || (text && html)) {
        dl_request_refuse(read->request, MHD_HTTP_BAD_REQUEST,
                          "one member \"text\" or \"html\" is needed, a string");
        return false;
    }
    question->text = json_string_value(chosen);
    question->len = json_string_length(chosen);
    if (html) question->input_format = "html";
    return true;
}

static bool read_json(reading *read) {
    json_error_t err;
    dl_bytes *body = &read->request->body;
    json_t *document =
        json_loadb(body->at ? body->at : "", body->len, JSON_ALLOW_NUL, &err);
    read->question->document = document;
    if (!json_is_object(document)) {
        dl_request_refuse(read->request, MHD_HTTP_BAD_REQUEST,
                          "the body is no JSON object: %s",
                          document ? "another value" : err.text);
        return false;
    }
    bool rules = read->request->route->answer == dl_answer_rules_check;
    return only_known_members(read) && take_members(read) && (rules || take_text(read));
}

/* ---- the body -------------------------------------------------------------------- */

static bool read_plain(reading *read, const char *format, bool raw) {
    read->question->text = read->request->body.at ? read->request->body.at : "";
    read->question->len = read->request->body.len;
    read->question->input_format = format;
    read->question->raw = raw;
    return true;
}

static const struct body_kind {
    const char *type;
    enum { TEXT, HTML, NDJSON, JSON } kind;
} body_kinds[] = {
    {"text/plain", TEXT},
    {"application/octet-stream", TEXT},
    {"application/x-www-form-urlencoded", TEXT}, /* curl's word for --data-binary @FILE */
    {"text/html", HTML},
    {"application/xhtml+xml", HTML},
    {"application/x-ndjson", NDJSON},
    {"application/ndjson", NDJSON},
    {"application/jsonl", NDJSON},
    {"application/x-jsonlines", NDJSON},
    {"application/json", JSON},
};

static int find_kind(const char *type) {
    if (!type) return TEXT;
    size_t len = strcspn(type, "; \t");
    for (size_t i = 0; i < sizeof body_kinds / sizeof *body_kinds; i++)
        if (strlen(body_kinds[i].type) == len &&
            strncasecmp(body_kinds[i].type, type, len) == 0)
            return (int)body_kinds[i].kind;
    return -1;
}

static bool read_body(reading *read) {
    const char *type = MHD_lookup_connection_value(read->request->connection,
                                                   MHD_HEADER_KIND, "Content-Type");
    switch (find_kind(type)) {
    case TEXT:
        return read_plain(read, NULL, true);
    case HTML:
        return read_plain(read, "html", true);
    case NDJSON:
        return read_plain(read, "ndjson", true);
    case JSON:
        return read_json(read);
    default:
        dl_request_refuse(
            read->request, MHD_HTTP_UNSUPPORTED_MEDIA_TYPE,
            "content types are text/plain, text/html, application/x-ndjson, "
            "application/json");
        return false;
    }
}

bool dl_question_read(dl_request *request, dl_question *question) {
    const dl_options *options = request->server->options;
    *question = (dl_question){.at = -1,
                              .format = "json",
                              .date = options->scan.date,
                              .types = options->scan.types,
                              .date_order = options->scan.date_order,
                              .fiscal_start = options->scan.fiscal_start,
                              .min_confidence = options->scan.min_confidence};
    reading read = {request, question};
    int wanted =
        MHD_get_connection_values(request->connection, MHD_GET_ARGUMENT_KIND, NULL, NULL);
    if (MHD_get_connection_values(request->connection, MHD_GET_ARGUMENT_KIND,
                                  take_argument, &read) != wanted ||
        request->status)
        return false;
    return read_body(&read);
}

void dl_question_free(dl_question *question) {
    json_decref(question->document);
}
