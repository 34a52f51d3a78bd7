/* log.c - one line of JSON for what happened. Never what articles say. */
#include "serve/serve.h"

#include <stdio.h>
#include <stdlib.h>
#include <time.h>

static void put_time(json_t *line) {
    struct timespec now;
    struct tm parts;
    char day[32], text[48];
    clock_gettime(CLOCK_REALTIME, &now);
    gmtime_r(&now.tv_sec, &parts);
    strftime(day, sizeof day, "%Y-%m-%dT%H:%M:%S", &parts);
    snprintf(text, sizeof text, "%s.%03ldZ", day, now.tv_nsec / 1000000);
    json_object_set_new(line, "time", json_string(text));
}

void dl_log(const char *event, json_t *document) {
    json_t *line = json_object();
    put_time(line);
    json_object_set_new(line, "event", json_string(event));
    json_object_update(line, document);
    char *text =
        json_dumps(line, JSON_COMPACT | JSON_PRESERVE_ORDER | JSON_REAL_PRECISION(6));
    if (text) fprintf(stderr, "%s\n", text);
    free(text);
    json_decref(line);
    json_decref(document);
}

void dl_log_request(const dl_request *request, double seconds) {
    size_t bytes = request->fixed ? request->fixed_len : request->out.len;
    dl_log("request",
           json_pack("{s:s, s:s, s:s, s:i, s:I, s:I, s:f, s:b}", "client",
                     request->address, "method", request->route ? request->method : "?",
                     "path", request->route ? request->route->path : "?", "status",
                     (int)request->status, "bytes_in", (json_int_t)request->body.len,
                     "bytes_out", (json_int_t)bytes, "ms", seconds * 1000, "unfinished",
                     request->unfinished));
}
