/* serve.c - `dateline serve`: listens, answers, and stops when it is told to. */
#include "serve/serve.h"

#include <errno.h>
#include <netdb.h>
#include <netinet/in.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

enum {
    BACKLOG = 128,
    HEADER_BYTES = 32 * 1024,
    STACK_BYTES = 1024 * 1024,
    CONNECTIONS = 256,
    CONNECTIONS_OF_ONE = 64, /* beyond loopback */
    LEAVE_SECONDS = 10,      /* for what is under way when it is told to stop */
    TOKEN_LEAST = 16
};

/* ---- the token ------------------------------------------------------------------- */

/* The first line of the file. */
static char *read_token(const char *path) {
    char line[1024] = "";
    FILE *file = fopen(path, "r");
    if (!file || !fgets(line, sizeof line, file)) {
        dl_say("%s: %s", path, file ? "the file is empty" : strerror(errno));
        if (file) fclose(file);
        return NULL;
    }
    fclose(file);
    line[strcspn(line, "\r\n")] = '\0';
    if (strlen(line) >= TOKEN_LEAST) return strdup(line);
    dl_say("%s: a token of %d characters or more is needed", path, TOKEN_LEAST);
    return NULL;
}

/* ---- listening ------------------------------------------------------------------- */

static bool is_loopback(const struct sockaddr *address) {
    const void *at = address;
    if (address->sa_family == AF_INET)
        return ntohl(((const struct sockaddr_in *)at)->sin_addr.s_addr) >> 24 == 127;
    return address->sa_family == AF_INET6 &&
           IN6_IS_ADDR_LOOPBACK(&((const struct sockaddr_in6 *)at)->sin6_addr);
}

static int listen_at(const struct addrinfo *found) {
    int on = 1;
    int listener = socket(found->ai_family, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (listener < 0) return -1;
    setsockopt(listener, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
    if (bind(listener, found->ai_addr, found->ai_addrlen) == 0 &&
        listen(listener, BACKLOG) == 0)
        return listener;
    int why = errno;
    close(listener);
    errno = why;
    return -1;
}

/* The address that the options ask for; NULL, and said, when there is none such. */
static struct addrinfo *find_address(const dl_options *options) {
    struct addrinfo hints = {.ai_family = AF_UNSPEC,
                             .ai_socktype = SOCK_STREAM,
                             .ai_flags = AI_NUMERICHOST | AI_PASSIVE | AI_NUMERICSERV};
    struct addrinfo *found = NULL;
    char port[8];
    snprintf(port, sizeof port, "%u", (unsigned)options->serve.port);
    if (getaddrinfo(options->serve.address, port, &hints, &found) == 0) return found;
    dl_say("--bind %s: an address is needed, as 127.0.0.1 or ::1",
           options->serve.address);
    return NULL;
}

/* A listening socket, or -1, and said. */
static int open_listener(dl_server *server) {
    struct addrinfo *found = find_address(server->options);
    if (!found) return -1;
    server->loopback = is_loopback(found->ai_addr);
    int listener = -1;
    if (!server->loopback && !server->token)
        dl_say("--bind %s: beyond loopback a token is needed: --token-file FILE",
               server->options->serve.address);
    else if ((listener = listen_at(found)) < 0)
        dl_say("port %u of %s: %s", (unsigned)server->options->serve.port,
               server->options->serve.address, strerror(errno));
    freeaddrinfo(found);
    return listener;
}

static unsigned port_of(int listener) {
    struct sockaddr_storage address;
    socklen_t len = sizeof address;
    const void *at = &address;
    if (getsockname(listener, (struct sockaddr *)&address, &len) != 0) return 0;
    return ntohs(address.ss_family == AF_INET
                     ? ((const struct sockaddr_in *)at)->sin_port
                     : ((const struct sockaddr_in6 *)at)->sin6_port);
}

static void say_where(const dl_server *server, int listener) {
    const char *address = server->options->serve.address;
    bool wide = strchr(address, ':') != NULL;
    char url[128];
    snprintf(url, sizeof url, "http://%s%s%s:%u/", wide ? "[" : "", address,
             wide ? "]" : "", port_of(listener));
    dl_log("listening", json_pack("{s:s, s:I}", "url", url, "jobs",
                                  (json_int_t)server->options->jobs));
}

/* ---- running --------------------------------------------------------------------- */

/* A mute MHD_LogCallback: what clients do wrong is in the log of requests. */
static void say_nothing(void *cls, const char *format, va_list args) {
    (void)cls, (void)format, (void)args;
}

static struct MHD_Daemon *start(dl_server *server, int listener) {
    unsigned one = server->loopback ? CONNECTIONS : CONNECTIONS_OF_ONE;
    return MHD_start_daemon(
        MHD_USE_INTERNAL_POLLING_THREAD | MHD_USE_THREAD_PER_CONNECTION | MHD_USE_POLL |
            MHD_USE_ITC | MHD_USE_ERROR_LOG,
        0, NULL, NULL, dl_request_take, server, MHD_OPTION_EXTERNAL_LOGGER, say_nothing,
        NULL, MHD_OPTION_LISTEN_SOCKET, listener, MHD_OPTION_NOTIFY_COMPLETED,
        dl_request_end, server, MHD_OPTION_NOTIFY_CONNECTION, dl_gate_watch, server->gate,
        MHD_OPTION_CONNECTION_TIMEOUT, (unsigned)server->options->serve.seconds,
        MHD_OPTION_CONNECTION_LIMIT, CONNECTIONS, MHD_OPTION_PER_IP_CONNECTION_LIMIT, one,
        MHD_OPTION_CONNECTION_MEMORY_LIMIT, (size_t)HEADER_BYTES,
        MHD_OPTION_THREAD_STACK_SIZE, (size_t)STACK_BYTES, MHD_OPTION_STRICT_FOR_CLIENT,
        1, MHD_OPTION_END);
}

/* The signals that end the program wait for this thread. */
static sigset_t hold_signals(void) {
    sigset_t set;
    sigemptyset(&set);
    sigaddset(&set, SIGINT);
    sigaddset(&set, SIGTERM);
    pthread_sigmask(SIG_BLOCK, &set, NULL);
    return set;
}

static void wait_for_end(dl_server *server, const sigset_t *signals) {
    const struct timespec second = {.tv_sec = 1};
    int which;
    while ((which = sigtimedwait(signals, NULL, &second)) < 0)
        dl_gate_sweep(server->gate);
    dl_log("stopping",
           json_pack("{s:s, s:I}", "signal", which == SIGINT ? "SIGINT" : "SIGTERM",
                     "in_flight", (json_int_t)dl_metrics_in_flight(server->metrics)));
}

/* No new connections; what is under way is answered, unless it takes too long or the
 * signal comes again. */
static void stop(dl_server *server, struct MHD_Daemon *daemon, const sigset_t *signals) {
    const struct timespec moment = {.tv_nsec = 20 * 1000 * 1000};
    uint64_t until = dl_now_us() + LEAVE_SECONDS * (uint64_t)1000000;
    int listener = MHD_quiesce_daemon(daemon);
    if (listener >= 0) close(listener);
    while (dl_metrics_in_flight(server->metrics) > 0 && dl_now_us() < until)
        if (sigtimedwait(signals, NULL, &moment) > 0) break;
    MHD_stop_daemon(daemon);
    dl_log("stopped", json_object());
}

static int serve(dl_server *server) {
    int listener = open_listener(server);
    if (listener < 0) return DL_EXIT_USAGE;
    sigset_t signals = hold_signals();
    struct MHD_Daemon *daemon = start(server, listener);
    if (!daemon) {
        dl_say("serve: the server cannot be started: %s", strerror(errno));
        close(listener);
        return DL_EXIT_UNUSABLE;
    }
    say_where(server, listener);
    wait_for_end(server, &signals);
    stop(server, daemon, &signals);
    return DL_EXIT_DONE;
}

static int with_rules(dl_server *server, const dateline_rules *rules) {
    dateline_error err;
    dateline_scanner *proof =
        dateline_scanner_new(rules, &server->options->scan, &err); /* of the options */
    if (!proof) {
        dl_say_error(NULL, &err);
        return DL_EXIT_USAGE;
    }
    dateline_scanner_free(proof);
    server->pool = dl_pool_new(server->options, rules);
    server->gate = dl_gate_new(server->options);
    server->metrics = dl_metrics_new();
    int status = DL_EXIT_UNUSABLE;
    if (server->pool && server->gate && server->metrics)
        status = serve(server);
    else
        dl_say("no memory left");
    dl_pool_free(server->pool);
    dl_gate_free(server->gate);
    free(server->metrics);
    return status;
}

int dl_command_serve(const dl_options *options) {
    dl_server server = {.options = options};
    dateline_error err;
    if (options->path_count) {
        dl_say("serve: %s: takes no articles; they come by POST", options->paths[0]);
        return DL_EXIT_USAGE;
    }
    if (options->serve.token_file &&
        !(server.token = read_token(options->serve.token_file)))
        return DL_EXIT_USAGE;
    int status = DL_EXIT_UNUSABLE;
    dateline_rules *rules = dl_rules_get(options, &err);
    if (rules) status = with_rules(&server, rules);
    dateline_rules_free(rules);
    free(server.token);
    return status;
}
