/* metrics.c - counters, in the text format of Prometheus. */
#include "serve/serve.h"

#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static const double edges[] = {0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1,
                               0.25,  0.5,    1,     2.5,  5,     10};
static const unsigned statuses[] = {200, 400, 401, 403, 404, 405,
                                    413, 415, 422, 429, 500, 503};
static const char *const types[] = {"person", "place", "date", "percent", "other"};

enum {
    EDGES = sizeof edges / sizeof *edges,
    STATUSES = sizeof statuses / sizeof *statuses + 1, /* the last one: any other */
    TYPES = sizeof types / sizeof *types,
    ROUTES = 24 /* the last one: none */
};

typedef atomic_ulong count;

struct dl_metrics {
    count requests[ROUTES][STATUSES];
    count within[ROUTES][EDGES];
    count microseconds[ROUTES], bytes_in, bytes_out, articles, text_bytes;
    count entities[TYPES];
    atomic_long in_flight;
};

dl_metrics *dl_metrics_new(void) {
    return calloc(1, sizeof(dl_metrics));
}

static size_t route_number(const dl_route *route) {
    for (size_t i = 0; route && dl_route_at(i) && i < ROUTES - 1; i++)
        if (dl_route_at(i) == route) return i;
    return ROUTES - 1;
}

static size_t status_number(unsigned status) {
    size_t i = 0;
    while (i < STATUSES - 1 && statuses[i] != status)
        i++;
    return i;
}

void dl_metrics_begin(dl_metrics *metrics) {
    atomic_fetch_add(&metrics->in_flight, 1);
}

void dl_metrics_end(dl_metrics *metrics, const dl_request *request, double seconds) {
    size_t route = route_number(request->route);
    atomic_fetch_add(&metrics->requests[route][status_number(request->status)], 1);
    for (size_t i = 0; i < EDGES; i++)
        if (seconds <= edges[i]) atomic_fetch_add(&metrics->within[route][i], 1);
    atomic_fetch_add(&metrics->microseconds[route], (unsigned long)(seconds * 1e6));
    atomic_fetch_add(&metrics->bytes_in, request->body.len);
    atomic_fetch_add(&metrics->bytes_out,
                     request->fixed ? request->fixed_len : request->out.len);
    atomic_fetch_sub(&metrics->in_flight, 1);
}

void dl_metrics_article(dl_metrics *metrics, const dateline_result *result) {
    atomic_fetch_add(&metrics->articles, 1);
    atomic_fetch_add(&metrics->text_bytes, dateline_result_about(result).bytes);
    for (size_t i = 0; i < dateline_result_count(result); i++) {
        size_t type = 0;
        while (type < TYPES - 1 &&
               strcmp(types[type], dateline_result_at(result, i)->type) != 0)
            type++;
        atomic_fetch_add(&metrics->entities[type], 1);
    }
}

long dl_metrics_in_flight(const dl_metrics *metrics) {
    return atomic_load(&metrics->in_flight);
}

/* ---- writing --------------------------------------------------------------------- */

static void put_head(dl_bytes *out, const char *name, const char *type,
                     const char *help) {
    dl_bytes_format(out, "# HELP %s %s\n# TYPE %s %s\n", name, help, name, type);
}

static void put_route(dl_bytes *out, const char *name, size_t i) {
    const dl_route *route = i < ROUTES - 1 ? dl_route_at(i) : NULL;
    dl_bytes_format(out, "%s{method=\"%s\",path=\"%s\"", name, route ? route->method : "",
                    route ? route->path : "");
}

static void put_requests(const dl_metrics *metrics, dl_bytes *out) {
    put_head(out, "dateline_http_requests_total", "counter", "Requests answered.");
    for (size_t i = 0; i < ROUTES; i++)
        for (size_t s = 0; s < STATUSES; s++) {
            unsigned long n = atomic_load(&metrics->requests[i][s]);
            if (!n) continue;
            put_route(out, "dateline_http_requests_total", i);
            if (s < STATUSES - 1)
                dl_bytes_format(out, ",status=\"%u\"} %lu\n", statuses[s], n);
            else
                dl_bytes_format(out, ",status=\"other\"} %lu\n", n);
        }
}

static void put_seconds(const dl_metrics *metrics, dl_bytes *out) {
    static const char name[] = "dateline_http_request_seconds";
    put_head(out, name, "histogram", "From the first header to the whole answer.");
    for (size_t i = 0; i < ROUTES; i++) {
        unsigned long all = 0;
        for (size_t s = 0; s < STATUSES; s++)
            all += atomic_load(&metrics->requests[i][s]);
        if (!all) continue;
        for (size_t e = 0; e < EDGES; e++) {
            put_route(out, "dateline_http_request_seconds_bucket", i);
            dl_bytes_format(out, ",le=\"%g\"} %lu\n", edges[e],
                            atomic_load(&metrics->within[i][e]));
        }
        put_route(out, "dateline_http_request_seconds_bucket", i);
        dl_bytes_format(out, ",le=\"+Inf\"} %lu\n", all);
        put_route(out, "dateline_http_request_seconds_sum", i);
        dl_bytes_format(out, "} %.6f\n",
                        (double)atomic_load(&metrics->microseconds[i]) / 1e6);
        put_route(out, "dateline_http_request_seconds_count", i);
        dl_bytes_format(out, "} %lu\n", all);
    }
}

static void put_one(dl_bytes *out, const char *name, const char *type, const char *help,
                    unsigned long value) {
    put_head(out, name, type, help);
    dl_bytes_format(out, "%s %lu\n", name, value);
}

/* 0 where the system does not tell. */
static unsigned long resident_bytes(void) {
    unsigned long pages = 0;
    FILE *file = fopen("/proc/self/statm", "r");
    if (!file) return 0;
    if (fscanf(file, "%*u %lu", &pages) != 1) pages = 0;
    fclose(file);
    return pages * (unsigned long)sysconf(_SC_PAGESIZE);
}

bool dl_metrics_write(const dl_metrics *metrics, dl_bytes *out) {
    put_head(out, "dateline_build_info", "gauge", "1; the version is a label.");
    dl_bytes_format(out, "dateline_build_info{version=\"%s\"} 1\n", dateline_version());
    put_requests(metrics, out);
    put_seconds(metrics, out);
    put_one(out, "dateline_http_received_bytes_total", "counter", "Bodies of requests.",
            atomic_load(&metrics->bytes_in));
    put_one(out, "dateline_http_sent_bytes_total", "counter", "Bodies of answers.",
            atomic_load(&metrics->bytes_out));
    put_one(out, "dateline_articles_total", "counter", "Articles read.",
            atomic_load(&metrics->articles));
    put_one(out, "dateline_article_bytes_total", "counter", "Bytes of these articles.",
            atomic_load(&metrics->text_bytes));
    put_head(out, "dateline_entities_total", "counter", "Records found, by type.");
    for (size_t i = 0; i < TYPES; i++)
        dl_bytes_format(out, "dateline_entities_total{type=\"%s\"} %lu\n", types[i],
                        atomic_load(&metrics->entities[i]));
    put_one(out, "dateline_http_requests_in_flight", "gauge", "Requests being answered.",
            (unsigned long)dl_metrics_in_flight(metrics));
    put_one(out, "process_resident_memory_bytes", "gauge", "Memory in use.",
            resident_bytes());
    return out->at != NULL;
}
