/* guard.c - whom the server answers.
 *
 * On loopback every program of the machine may ask, and so may every web page that a
 * browser on it shows, unless it is turned away: such a request names its own site in
 * Origin or Sec-Fetch-Site, or, where its name was made to lead here, in Host. Beyond
 * loopback a token is asked for. */
#include "serve/serve.h"

#include <string.h>
#include <strings.h>

static const char *header(const dl_request *request, const char *name) {
    return MHD_lookup_connection_value(request->connection, MHD_HEADER_KIND, name);
}

/* The length of the host in "host:port" and "[::1]:port". */
static size_t host_len(const char *host) {
    if (*host != '[') return strcspn(host, ":");
    size_t len = strcspn(host, "]");
    return host[len] ? len + 1 : len;
}

static bool is_loopback_name(const char *host) {
    static const char *const names[] = {"localhost", "[::1]"};
    size_t len = host_len(host);
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (strlen(names[i]) == len && strncasecmp(host, names[i], len) == 0) return true;
    return len >= 7 && len <= 15 && strncmp(host, "127.", 4) == 0 &&
           strspn(host, "0123456789.") == len;
}

static bool host_is_ours(const dl_request *request) {
    const char *host = header(request, "Host");
    return !request->server->loopback || !host || is_loopback_name(host);
}

/* A page of this server, or no page at all. */
static bool comes_from_here(const dl_request *request) {
    const char *site = header(request, "Sec-Fetch-Site");
    const char *origin = header(request, "Origin");
    const char *host = header(request, "Host");
    if (site && strcmp(site, "same-origin") != 0 && strcmp(site, "none") != 0)
        return strcmp(request->method, "POST") != 0 && request->route->open;
    if (!origin) return true;
    const char *begin = strstr(origin, "://");
    return begin && host && strcasecmp(begin + 3, host) == 0;
}

/* Takes the same time wherever the two differ. */
static bool same_secret(const char *a, const char *b) {
    size_t a_len = strlen(a), b_len = strlen(b);
    unsigned char differ = a_len != b_len;
    for (size_t i = 0; i < b_len; i++)
        differ |= (unsigned char)(b[i] ^ a[a_len ? i % a_len : 0]);
    return !differ;
}

static bool has_token(const dl_request *request) {
    const char *given = header(request, "Authorization");
    if (!request->server->token || request->route->open) return true;
    return given && strncasecmp(given, "Bearer ", 7) == 0 &&
           same_secret(given + 7, request->server->token);
}

bool dl_guard_admit(dl_request *request) {
    if (!host_is_ours(request))
        dl_request_refuse(request, MHD_HTTP_FORBIDDEN,
                          "this server answers to localhost, 127.0.0.1 and [::1] only");
    else if (!comes_from_here(request))
        dl_request_refuse(request, MHD_HTTP_FORBIDDEN,
                          "pages of other sites are not answered");
    else if (!has_token(request))
        dl_request_refuse(request, MHD_HTTP_UNAUTHORIZED,
                          "send the header Authorization: Bearer TOKEN");
    else
        return true;
    return false;
}
