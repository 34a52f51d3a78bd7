/* serve.h - what the files of `dateline serve` share.
 *
 * A request is read and answered in the thread of its connection:
 *
 *     gate.c      may this connection go on, may this address ask again
 *     request.c   headers and body arrive; the route's function answers; the answer
 * leaves guard.c     whom the server answers at all question.c  what is asked: parameters
 * and body to one struct article.c, rule.c, about.c    the answers pool.c      scanners,
 * as many at work as there are jobs, and rules as edited */
#ifndef DL_SERVE_SERVE_H
#define DL_SERVE_SERVE_H

#include "cli/bytes.h"
#include "cli/cli.h"
#include "dateline.h"

#include <jansson.h>
#include <microhttpd.h>
#include <stdint.h>

typedef struct dl_pool dl_pool;
typedef struct dl_gate dl_gate;
typedef struct dl_metrics dl_metrics;

typedef struct dl_server {
    const dl_options *options;
    bool loopback;
    char *token; /* NULL: none is asked for */
    dl_pool *pool;
    dl_gate *gate;
    dl_metrics *metrics;
} dl_server;

/* ---- requests: request.c --------------------------------------------------------- */

typedef struct dl_request dl_request;

typedef struct dl_route {
    const char *method, *path;
    void (*answer)(dl_request *request);
    bool open;        /* needs no token */
    size_t most_body; /* bytes; 0: as large as articles may be */
} dl_route;

/* The i-th route, or NULL past the end. */
const dl_route *dl_route_at(size_t i);

struct dl_request {
    dl_server *server;
    struct MHD_Connection *connection;
    const dl_route *route; /* NULL: refused before there was one */
    const char *method, *path;
    char address[64]; /* of the client */
    char nonce[33];   /* of the page that is answered, or "" */
    dl_bytes body;
    uint64_t began_us;
    size_t thrown; /* bytes of a body that is too large */
    bool too_large, unfinished;
    /* the answer */
    unsigned status;
    const char *type; /* MIME type */
    dl_bytes out;
    const char *fixed; /* in place of out: lives as long as the program */
    size_t fixed_len;
};

/* An answer that says what is wrong and what would be right: application/problem+json. */
void dl_request_refuse(dl_request *request, unsigned status, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

/* Answers with the document, which is freed. NULL: no memory. */
void dl_request_json(dl_request *request, unsigned status, json_t *document);

/* MHD's callbacks; the first one's cls is the dl_server. */
enum MHD_Result dl_request_take(void *cls, struct MHD_Connection *connection,
                                const char *url, const char *method, const char *version,
                                const char *upload, size_t *upload_size, void **request);
void dl_request_end(void *cls, struct MHD_Connection *connection, void **request,
                    enum MHD_RequestTerminationCode how);

/* ---- who is answered: guard.c ---------------------------------------------------- */

/* False, and refused, when the request comes from a page of another site, names a host
 * that this server is not, or lacks the token. */
bool dl_guard_admit(dl_request *request);

/* ---- how much: gate.c ------------------------------------------------------------ */

dl_gate *dl_gate_new(const dl_options *options);
void dl_gate_free(dl_gate *gate);

/* An MHD_NotifyConnectionCallback; cls is the dl_gate. */
void dl_gate_watch(void *cls, struct MHD_Connection *connection, void **context,
                   enum MHD_ConnectionNotificationCode what);

/* The connection goes on to its next part (headers, body, answer) and has its whole time
 * again. */
void dl_gate_renew(dl_gate *gate, struct MHD_Connection *connection);

/* The connection waits for us and has any time. */
void dl_gate_stay(dl_gate *gate, struct MHD_Connection *connection);

/* Ends the connections whose time is over. */
void dl_gate_sweep(dl_gate *gate);

/* False when the address has asked too often of late. */
bool dl_gate_admit(dl_gate *gate, const struct sockaddr *address);

/* Microseconds of a clock that only goes forward. */
uint64_t dl_now_us(void);

/* ---- what is asked: question.c --------------------------------------------------- */

typedef struct dl_question {
    const char *text; /* the article, or rules for /v1/rules/check */
    size_t len;
    bool raw;                 /* bytes in any encoding */
    const char *input_format; /* of the input stage: "html", "ndjson"; NULL: text */
    const char *id, *date, *date_order, *types, *format, *rules, *find, *as, *place;
    long at;
    double min_confidence;
    uint32_t fiscal_start;
    bool utf16, pretty;
    json_t *document; /* keeps the strings of a JSON body */
} dl_question;

/* False, and refused, when a parameter or the body is not as it must be. */
bool dl_question_read(dl_request *request, dl_question *question);
void dl_question_free(dl_question *question);

/* ---- scanners and rules: pool.c -------------------------------------------------- */

typedef struct dl_loan dl_loan; /* a scanner that is lent, with its rules */

dl_pool *dl_pool_new(const dl_options *options, const dateline_rules *rules);
void dl_pool_free(dl_pool *pool);

/* A scanner as the question wants it, once one of the jobs is free. NULL, and refused,
 * when its rules are wrong (422) or none gets free in time (503). */
dl_loan *dl_pool_take(dl_pool *pool, const dl_question *question, dl_request *request);
dateline_scanner *dl_loan_scanner(const dl_loan *loan);
const dateline_rules *dl_loan_rules(const dl_loan *loan);
void dl_pool_give(dl_pool *pool, dl_loan *loan);

/* An error or warning as JSON: file, line, column, code, severity, message, source. */
json_t *dl_finding_json(const dateline_error *err);

/* ---- counting and telling: metrics.c, log.c -------------------------------------- */

dl_metrics *dl_metrics_new(void);
void dl_metrics_begin(dl_metrics *metrics);
void dl_metrics_end(dl_metrics *metrics, const dl_request *request, double seconds);
void dl_metrics_article(dl_metrics *metrics, const dateline_result *result);

/* Requests that are being answered. */
long dl_metrics_in_flight(const dl_metrics *metrics);
bool dl_metrics_write(const dl_metrics *metrics, dl_bytes *out);

/* One line of JSON on standard error: time, event, and the members of document, which is
 * freed. */
void dl_log(const char *event, json_t *document);
void dl_log_request(const dl_request *request, double seconds);

/* ---- the answers ----------------------------------------------------------------- */

void dl_answer_extract(dl_request *request);
void dl_answer_explain(dl_request *request);
void dl_answer_why_not(dl_request *request);
void dl_answer_rules(dl_request *request);
void dl_answer_rules_check(dl_request *request);
void dl_answer_health(dl_request *request);
void dl_answer_metrics(dl_request *request);
void dl_answer_formats(dl_request *request);
void dl_answer_page(dl_request *request);
void dl_answer_asset(dl_request *request);

#endif
