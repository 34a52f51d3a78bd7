/* request.c - from the first header to the whole answer. */
#include "serve/serve.h"

#include <arpa/inet.h>
#include <netdb.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
    RULES_MOST = 256 * 1024,
    TAKEN_IN = 4 /* times what is allowed, before the connection is cut */
};

static const dl_route routes[] = {
    {"POST", "/v1/extract", dl_answer_extract, false, 0},
    {"POST", "/v1/explain", dl_answer_explain, false, 0},
    {"POST", "/v1/why-not", dl_answer_why_not, false, 0},
    {"GET", "/v1/rules", dl_answer_rules, false, 0},
    {"POST", "/v1/rules/check", dl_answer_rules_check, false, RULES_MOST},
    {"GET", "/v1/formats", dl_answer_formats, false, 0},
    {"GET", "/metrics", dl_answer_metrics, false, 0},
    {"GET", "/healthz", dl_answer_health, true, 0},
    {"GET", "/", dl_answer_page, true, 0},
    {"GET", "/v1/openapi.json", dl_answer_asset, true, 0},
    {"GET", "/app.js", dl_answer_asset, true, 0},
    {"GET", "/app.css", dl_answer_asset, true, 0},
    {"GET", "/world.json", dl_answer_asset, true, 0},
    {"GET", "/licences.txt", dl_answer_asset, true, 0},
};

const dl_route *dl_route_at(size_t i) {
    return i < sizeof routes / sizeof *routes ? &routes[i] : NULL;
}

/* ---- answers --------------------------------------------------------------------- */

void dl_request_json(dl_request *request, unsigned status, json_t *document) {
    request->out.len = 0;
    request->status = status;
    request->type = status < 400 ? "application/json" : "application/problem+json";
    char *text =
        document ? json_dumps(document, JSON_COMPACT | JSON_REAL_PRECISION(6)) : NULL;
    if (!text || !dl_bytes_text(&request->out, text) ||
        !dl_bytes_text(&request->out, "\n"))
        request->status = MHD_HTTP_INTERNAL_SERVER_ERROR;
    free(text);
    json_decref(document);
}

void dl_request_refuse(dl_request *request, unsigned status, const char *format, ...) {
    char detail[1024];
    va_list args;
    va_start(args, format);
    vsnprintf(detail, sizeof detail, format, args);
    va_end(args);
    json_t *text = json_string(detail);
    if (!text) text = json_string("the request is no UTF-8");
    dl_request_json(request, status,
                    json_pack("{s:s, s:i, s:o}", "title",
                              MHD_get_reason_phrase_for(status), "status", (int)status,
                              "detail", text));
}

/* ---- sending --------------------------------------------------------------------- */

static void add_headers(const dl_request *request, struct MHD_Response *response) {
    char policy[512], nonce[64] = "";
    if (*request->nonce) snprintf(nonce, sizeof nonce, " 'nonce-%s'", request->nonce);
    snprintf(policy, sizeof policy,
             "default-src 'none'; script-src 'self'; style-src 'self'%s; "
             "connect-src 'self'; img-src 'self' data:; base-uri 'none'; "
             "form-action 'none'; frame-ancestors 'none'",
             nonce);
    const char *const headers[][2] = {
        {"Content-Security-Policy", policy},
        {"Content-Type", request->type},
        {"X-Content-Type-Options", "nosniff"},
        {"X-Frame-Options", "DENY"},
        {"Referrer-Policy", "no-referrer"},
        {"Cross-Origin-Resource-Policy", "same-origin"},
        {"Cross-Origin-Opener-Policy", "same-origin"},
        {"Cache-Control", request->fixed ? "no-cache" : "no-store"},
    };
    for (size_t i = 0; i < sizeof headers / sizeof *headers; i++)
        MHD_add_response_header(response, headers[i][0], headers[i][1]);
    if (request->status == MHD_HTTP_UNAUTHORIZED)
        MHD_add_response_header(response, "WWW-Authenticate", "Bearer");
    if (request->status == MHD_HTTP_TOO_MANY_REQUESTS ||
        request->status == MHD_HTTP_SERVICE_UNAVAILABLE)
        MHD_add_response_header(response, "Retry-After", "1");
    if (request->status == MHD_HTTP_METHOD_NOT_ALLOWED && request->route)
        MHD_add_response_header(response, "Allow",
                                strcmp(request->route->method, "GET") == 0 ? "GET, HEAD"
                                                                           : "POST");
}

static enum MHD_Result send_answer(dl_request *request) {
    const void *bytes = request->fixed ? request->fixed : request->out.at;
    size_t len = request->fixed ? request->fixed_len : request->out.len;
    /* The bytes stay ours until dl_request_end, which MHD calls after the last one. */
    struct MHD_Response *response = MHD_create_response_from_buffer(
        len, (void *)(uintptr_t)bytes, MHD_RESPMEM_PERSISTENT);
    if (!response) return MHD_NO;
    add_headers(request, response);
    dl_gate_renew(request->server->gate, request->connection);
    enum MHD_Result sent =
        MHD_queue_response(request->connection, request->status, response);
    MHD_destroy_response(response);
    return sent;
}

/* ---- arriving -------------------------------------------------------------------- */

/* Methods other than the route's are told apart from paths that there are not. */
static void choose_route(dl_request *request) {
    bool head = strcmp(request->method, "HEAD") == 0;
    const char *method = head ? "GET" : request->method;
    for (size_t i = 0; dl_route_at(i); i++) {
        if (strcmp(request->path, routes[i].path) != 0) continue;
        request->route = &routes[i];
        if (strcmp(method, routes[i].method) != 0)
            dl_request_refuse(request, MHD_HTTP_METHOD_NOT_ALLOWED, "%s takes %s",
                              routes[i].path, routes[i].method);
        return;
    }
    dl_request_refuse(request, MHD_HTTP_NOT_FOUND,
                      "there is nothing here; /v1/openapi.json tells what there is");
}

static size_t most_body(const dl_request *request) {
    size_t articles = request->server->options->input.max_bytes;
    if (strcmp(request->route->method, "GET") == 0) return 0;
    return request->route->most_body ? request->route->most_body : articles;
}

static void refuse_size(dl_request *request) {
    dl_request_refuse(request, MHD_HTTP_CONTENT_TOO_LARGE,
                      "the body is larger than %zu bytes", most_body(request));
}

/* Who waits for a word before sending gets it at once. Others hardly listen before they
 * have sent all, so what is not much too large is taken in first. */
static void check_size(dl_request *request) {
    const char *length = MHD_lookup_connection_value(request->connection, MHD_HEADER_KIND,
                                                     "Content-Length");
    const char *waits =
        MHD_lookup_connection_value(request->connection, MHD_HEADER_KIND, "Expect");
    size_t most = most_body(request) * (waits ? 1 : TAKEN_IN);
    if (length && strtoull(length, NULL, 10) > most) refuse_size(request);
}

static const struct sockaddr *client(const dl_request *request) {
    const union MHD_ConnectionInfo *info =
        MHD_get_connection_info(request->connection, MHD_CONNECTION_INFO_CLIENT_ADDRESS);
    return info ? info->client_addr : NULL;
}

static void name_client(dl_request *request) {
    const struct sockaddr *address = client(request);
    socklen_t len = address && address->sa_family == AF_INET6
                        ? sizeof(struct sockaddr_in6)
                        : sizeof(struct sockaddr_in);
    if (!address || getnameinfo(address, len, request->address, sizeof request->address,
                                NULL, 0, NI_NUMERICHOST) != 0)
        strcpy(request->address, "?");
}

/* All that can be said before the body has come. */
static void look_at_headers(dl_request *request) {
    choose_route(request);
    if (request->status || !dl_guard_admit(request)) return;
    if (!request->route->open && !dl_gate_admit(request->server->gate, client(request)))
        dl_request_refuse(request, MHD_HTTP_TOO_MANY_REQUESTS,
                          "more than %zu requests a second from your address",
                          request->server->options->serve.rate);
    else
        check_size(request);
}

static dl_request *begin(dl_server *server, struct MHD_Connection *connection,
                         const char *url, const char *method) {
    dl_request *request = calloc(1, sizeof *request);
    if (!request) return NULL;
    request->server = server;
    request->connection = connection;
    request->method = method;
    request->path = url;
    request->began_us = dl_now_us();
    dl_metrics_begin(server->metrics);
    dl_gate_renew(server->gate, connection);
    name_client(request);
    look_at_headers(request);
    return request;
}

/* An upload cannot be answered before its end; one that never ends is cut off. */
static enum MHD_Result receive(dl_request *request, const char *upload, size_t *size) {
    size_t most = most_body(request);
    if (*size > most - request->body.len) request->too_large = true;
    if (request->too_large) {
        request->thrown += *size;
        if (request->thrown > TAKEN_IN * most) return MHD_NO;
    } else if (!dl_bytes_put(upload, *size, &request->body)) {
        return MHD_NO;
    }
    *size = 0;
    return MHD_YES;
}

enum MHD_Result dl_request_take(void *cls, struct MHD_Connection *connection,
                                const char *url, const char *method, const char *version,
                                const char *upload, size_t *upload_size, void **context) {
    dl_request *request = *context;
    (void)version;
    if (!request) {
        *context = request = begin(cls, connection, url, method);
        if (!request) return MHD_NO;
        return request->status ? send_answer(request) : MHD_YES;
    }
    if (*upload_size) return receive(request, upload, upload_size);
    dl_gate_stay(request->server->gate, connection);
    if (request->too_large)
        refuse_size(request);
    else
        request->route->answer(request);
    return send_answer(request);
}

void dl_request_end(void *cls, struct MHD_Connection *connection, void **context,
                    enum MHD_RequestTerminationCode how) {
    dl_request *request = *context;
    (void)cls;
    if (!request) return;
    dl_server *server = request->server;
    double seconds = (double)(dl_now_us() - request->began_us) / 1e6;
    request->unfinished = how != MHD_REQUEST_TERMINATED_COMPLETED_OK;
    if (!server->options->quiet) dl_log_request(request, seconds);
    dl_metrics_end(server->metrics, request, seconds);
    dl_gate_renew(server->gate, connection);
    dl_bytes_free(&request->body);
    dl_bytes_free(&request->out);
    free(request);
    *context = NULL;
}
