/* article.c - /v1/extract, /v1/explain, /v1/why-not. */
#include "serve/serve.h"

#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

/* ---- articles of a body ---------------------------------------------------------- */

typedef struct body_input { /* HTML and NDJSON go through the input stage as a file */
    int file;
    char path[64];
    dateline_input *input;
} body_input;

static bool put_all(int file, const char *bytes, size_t len) {
    while (len) {
        ssize_t n = write(file, bytes, len);
        if (n <= 0) return false;
        bytes += n;
        len -= (size_t)n;
    }
    return true;
}

/* A dateline_report_fn; user is the request. The first error is the answer's. */
static void note(const dateline_error *err, void *user) {
    dl_request *request = user;
    if (err->warning || request->status) return;
    if (err->line)
        dl_request_refuse(request, MHD_HTTP_BAD_REQUEST, "line %u: %s",
                          (unsigned)err->line, err->message);
    else
        dl_request_refuse(request, MHD_HTTP_BAD_REQUEST, "%s", err->message);
}

static bool open_body(body_input *body, const dl_question *question,
                      dl_request *request) {
    dateline_input_options options = request->server->options->input;
    dateline_error err = {0};
    const char *path = body->path;
    options.format = question->input_format;
    options.report = note;
    options.user = request;
    body->file = memfd_create("body", MFD_CLOEXEC);
    snprintf(body->path, sizeof body->path, "/proc/self/fd/%d", body->file);
    if (body->file >= 0 && put_all(body->file, question->text, question->len))
        body->input = dateline_input_open(&path, 1, &options, &err);
    if (!body->input)
        dl_request_refuse(request, MHD_HTTP_INTERNAL_SERVER_ERROR, "%s",
                          err.message[0] ? err.message : "no memory left");
    return body->input != NULL;
}

static void close_body(body_input *body) {
    dateline_input_free(body->input);
    if (body->file >= 0) close(body->file);
}

/* ---- extract --------------------------------------------------------------------- */

enum { ANSWER_MOST = 16 }; /* times the bytes of a body */

/* What a format is to a browser; those that are not listed are plain text. */
static const char *mime_type(const char *format, bool many) {
    static const char *const types[][2] = {
        {"json", "application/json"},
        {"ndjson", "application/x-ndjson"},
        {"csv", "text/csv; charset=utf-8"},
        {"tsv", "text/tab-separated-values; charset=utf-8"},
        {"html", "text/html; charset=utf-8"},
        {"tei", "application/tei+xml; charset=utf-8"},
        {"jsonld", "application/ld+json"},
        {"json-ld", "application/ld+json"},
        {"geojson", "application/geo+json"},
        {"graphml", "application/graphml+xml"},
    };
    if (many && strcmp(format, "json") == 0) return "application/x-ndjson";
    for (size_t i = 0; i < sizeof types / sizeof *types; i++)
        if (strcmp(format, types[i][0]) == 0) return types[i][1];
    return "text/plain; charset=utf-8";
}

static dateline_document document_of(const dl_question *question) {
    return (dateline_document){.size = sizeof(dateline_document),
                               .text = question->text,
                               .len = question->len,
                               .id = question->id ? question->id : "article",
                               .date = question->date,
                               .date_from = question->date ? "option" : NULL,
                               .raw = question->raw};
}

/* A dateline_write_fn; user is the request. */
static bool put(const char *bytes, size_t len, void *user) {
    dl_request *request = user;
    size_t most = ANSWER_MOST * request->server->options->input.max_bytes;
    if (request->status) return false; /* refused already */
    if (len <= most - request->out.len) return dl_bytes_put(bytes, len, &request->out);
    dl_request_refuse(request, MHD_HTTP_CONTENT_TOO_LARGE,
                      "the answer would be larger than %zu bytes: ask for less at a time",
                      most);
    return false;
}

static bool add_article(dl_request *request, dl_loan *loan, dateline_writer *writer,
                        const dateline_document *article) {
    dateline_error err = {0};
    dateline_result *result = dateline_scan(dl_loan_scanner(loan), article, &err);
    if (!result) {
        dl_request_refuse(request,
                          err.status == DATELINE_ERR_MEMORY
                              ? MHD_HTTP_INTERNAL_SERVER_ERROR
                              : MHD_HTTP_BAD_REQUEST,
                          "%s", err.message);
        return false;
    }
    dl_metrics_article(request->server->metrics, result);
    dateline_status status = dateline_writer_add(writer, result);
    if (status != DATELINE_OK && !request->status)
        dl_request_refuse(
            request,
            status == DATELINE_ERR_ARGUMENT ? MHD_HTTP_BAD_REQUEST
                                            : MHD_HTTP_INTERNAL_SERVER_ERROR,
            "%s",
            status == DATELINE_ERR_ARGUMENT ? "this format holds one article"
                                            : dateline_status_text(status));
    dateline_result_free(result);
    return status == DATELINE_OK;
}

/* The article's own date first, then the one asked for; never the name of our file. */
static void name_article(dateline_document *article, const dl_question *question,
                         const char *path, char id[64]) {
    bool dated =
        article->date && article->date_from && strcmp(article->date_from, "name") != 0;
    if (!dated) {
        article->date = question->date;
        article->date_from = question->date ? "option" : NULL;
    }
    article->source = NULL;
    if (question->id && strcmp(question->input_format, "html") == 0)
        article->id = question->id;
    else if (article->id && strncmp(article->id, path, strlen(path)) == 0) {
        snprintf(id, 64, "request%s", article->id + strlen(path));
        article->id = id;
    } else if (!article->id || strcmp(question->input_format, "html") == 0)
        article->id = "article";
}

enum { SHORTEST_LINE = 12 }; /* {"text":""} */

/* What is packed may hold any amount: no more is read than could have come unpacked. */
static bool has_room(dl_request *request, const dateline_document *article,
                     size_t *room) {
    size_t len = article->len + SHORTEST_LINE;
    if (len > *room)
        dl_request_refuse(request, MHD_HTTP_CONTENT_TOO_LARGE,
                          "the articles of the body are larger than %zu bytes",
                          request->server->options->input.max_bytes);
    else
        *room -= len;
    return !request->status;
}

static void add_all(dl_request *request, const dl_question *question, dl_loan *loan,
                    dateline_writer *writer) {
    body_input body = {.file = -1};
    dateline_document article;
    char id[64];
    size_t room = request->server->options->input.max_bytes + SHORTEST_LINE;
    if (open_body(&body, question, request)) {
        while (!request->status && dateline_input_next(body.input, &article)) {
            if (!has_room(request, &article, &room)) break;
            name_article(&article, question, body.path, id);
            if (!add_article(request, loan, writer, &article)) break;
        }
    }
    close_body(&body);
}

static void extract(dl_request *request, const dl_question *question, dl_loan *loan) {
    dateline_format_options options = {
        .size = sizeof options, .pretty = question->pretty, .utf16 = question->utf16};
    bool many = question->input_format && strcmp(question->input_format, "ndjson") == 0;
    dateline_error err;
    dateline_writer *writer =
        dateline_writer_new(question->format, &options, put, request, &err);
    if (!writer) {
        dl_request_refuse(request, MHD_HTTP_BAD_REQUEST, "%s", err.message);
        return;
    }
    dateline_document article = document_of(question);
    if (question->input_format)
        add_all(request, question, loan, writer);
    else
        add_article(request, loan, writer, &article);
    dateline_status status = dateline_writer_end(writer);
    dateline_writer_free(writer);
    if (request->status) return;
    request->status =
        status == DATELINE_OK ? MHD_HTTP_OK : MHD_HTTP_INTERNAL_SERVER_ERROR;
    request->type = mime_type(question->format, many);
}

/* ---- why and why not ------------------------------------------------------------- */

static void answer_why(dl_request *request, dateline_status status) {
    request->status = MHD_HTTP_OK;
    request->type = "application/json";
    if (status != DATELINE_OK)
        dl_request_refuse(request, MHD_HTTP_BAD_REQUEST, "%s",
                          dateline_status_text(status));
}

static void explain(dl_request *request, const dl_question *question, dl_loan *loan) {
    dateline_document article = document_of(question);
    dateline_explain_options options = {
        .size = sizeof options, .text = question->find, .at = question->at, .json = true};
    answer_why(request, dateline_explain(dl_loan_scanner(loan), &article, &options,
                                         dl_bytes_put, &request->out));
}

static void why_not(dl_request *request, const dl_question *question, dl_loan *loan) {
    dateline_document article = document_of(question);
    dateline_why_not_options options = {.size = sizeof options,
                                        .text = question->find,
                                        .type = question->place ? "place" : question->as,
                                        .at = question->at,
                                        .json = true,
                                        .place = question->place};
    if (!question->find || !options.type)
        dl_request_refuse(request, MHD_HTTP_BAD_REQUEST,
                          "say what was not found, in find, and as what, in as or place");
    else if (question->as && strcmp(question->as, options.type) != 0)
        dl_request_refuse(request, MHD_HTTP_BAD_REQUEST,
                          "place goes with as=place, or without as");
    else
        answer_why(request, dateline_why_not(dl_loan_scanner(loan), &article, &options,
                                             dl_bytes_put, &request->out));
}

/* ---- all of them ----------------------------------------------------------------- */

typedef void work_fn(dl_request *request, const dl_question *question, dl_loan *loan);

static void with_scanner(dl_request *request, work_fn *work, bool files) {
    dl_question question;
    dl_loan *loan = NULL;
    if (dl_question_read(request, &question)) {
        if (question.input_format && !files)
            dl_request_refuse(request, MHD_HTTP_UNSUPPORTED_MEDIA_TYPE,
                              "content types here are text/plain and application/json");
        else
            loan = dl_pool_take(request->server->pool, &question, request);
    }
    if (loan) {
        work(request, &question, loan);
        dl_pool_give(request->server->pool, loan);
    }
    dl_question_free(&question);
}

void dl_answer_extract(dl_request *request) {
    with_scanner(request, extract, true);
}

void dl_answer_explain(dl_request *request) {
    with_scanner(request, explain, false);
}

void dl_answer_why_not(dl_request *request) {
    with_scanner(request, why_not, false);
}
