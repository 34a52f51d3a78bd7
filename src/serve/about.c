/* about.c - what the server says of itself, and the files of its page. */
#include "serve/serve.h"

#include <stdio.h>
#include <string.h>
#include <sys/random.h>

void dl_answer_health(dl_request *request) {
    dl_request_json(
        request, MHD_HTTP_OK,
        json_pack("{s:s, s:s}", "status", "ok", "version", dateline_version()));
}

void dl_answer_metrics(dl_request *request) {
    bool good = dl_metrics_write(request->server->metrics, &request->out);
    request->status = good ? MHD_HTTP_OK : MHD_HTTP_INTERNAL_SERVER_ERROR;
    request->type = "text/plain; version=0.0.4; charset=utf-8";
}

void dl_answer_formats(dl_request *request) {
    json_t *list = json_array();
    for (size_t i = 0; dateline_format_at(i); i++)
        json_array_append_new(list, json_pack("{s:s, s:s}", "name", dateline_format_at(i),
                                              "about", dateline_format_about(i)));
    dl_request_json(request, MHD_HTTP_OK, list);
}

/* ---- files ----------------------------------------------------------------------- */

#define FILE_SYMBOLS(name)                                                               \
    extern const char dl_##name##_start[] __attribute__((visibility("hidden")));         \
    extern const char dl_##name##_end[] __attribute__((visibility("hidden")))

FILE_SYMBOLS(page_html);
FILE_SYMBOLS(app_js);
FILE_SYMBOLS(app_css);
FILE_SYMBOLS(world_json);
FILE_SYMBOLS(openapi_json);
FILE_SYMBOLS(licences_txt);

static const struct asset {
    const char *path, *type, *start, *end;
} assets[] = {
    {"/app.js", "text/javascript; charset=utf-8", dl_app_js_start, dl_app_js_end},
    {"/app.css", "text/css; charset=utf-8", dl_app_css_start, dl_app_css_end},
    {"/world.json", "application/json", dl_world_json_start, dl_world_json_end},
    {"/v1/openapi.json", "application/json", dl_openapi_json_start, dl_openapi_json_end},
    {"/licences.txt", "text/plain; charset=utf-8", dl_licences_txt_start,
     dl_licences_txt_end},
};

void dl_answer_asset(dl_request *request) {
    for (size_t i = 0; i < sizeof assets / sizeof *assets; i++) {
        if (strcmp(assets[i].path, request->path) != 0) continue;
        request->status = MHD_HTTP_OK;
        request->type = assets[i].type;
        request->fixed = assets[i].start;
        request->fixed_len = (size_t)(assets[i].end - assets[i].start);
    }
}

/* The editor of the page makes its style sheet itself; the policy lets in the one that
 * knows this answer's nonce. */
static bool make_nonce(char nonce[33]) {
    unsigned char random[16];
    if (getrandom(random, sizeof random, 0) != sizeof random) return false;
    for (size_t i = 0; i < sizeof random; i++)
        snprintf(nonce + 2 * i, 3, "%02x", random[i]);
    return true;
}

void dl_answer_page(dl_request *request) {
    static const char mark[] = "NONCE";
    size_t len = (size_t)((uintptr_t)dl_page_html_end - (uintptr_t)dl_page_html_start);
    const char *at = memmem(dl_page_html_start, len, mark, sizeof mark - 1);
    if (!at || !make_nonce(request->nonce)) {
        dl_request_refuse(request, MHD_HTTP_INTERNAL_SERVER_ERROR, "no page");
        return;
    }
    size_t before = (size_t)(at - dl_page_html_start), after = before + sizeof mark - 1;
    dl_bytes_put(dl_page_html_start, before, &request->out);
    dl_bytes_text(&request->out, request->nonce);
    dl_bytes_put(dl_page_html_start + after, len - after, &request->out);
    request->status = MHD_HTTP_OK;
    request->type = "text/html; charset=utf-8";
}
