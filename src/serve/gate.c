/* gate.c - how long a connection may take, and how often an address may ask.
 *
 * MHD's own timeout starts again with each byte, so a client that sends one byte now and
 * then would stay for ever. Here each part of a request (its headers, its body, its
 * answer) has one span of time, and who is late is cut off. */
#include "serve/serve.h"

#include <netinet/in.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

typedef struct watched {
    struct watched *next, **link;
    int socket; /* of our own, so that it is never another connection's */
    uint64_t until_us;
} watched;

typedef struct bucket { /* of requests that an address may still make */
    uint64_t address, filled_us;
    double left;
} bucket;

enum { BUCKETS = 4096, WAYS = 4 };

struct dl_gate {
    pthread_mutex_t lock;
    watched *first;
    uint64_t most_us;
    double rate; /* requests a second; 0: any number */
    bucket buckets[BUCKETS];
};

uint64_t dl_now_us(void) {
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (uint64_t)now.tv_sec * 1000000 + (uint64_t)now.tv_nsec / 1000;
}

dl_gate *dl_gate_new(const dl_options *options) {
    dl_gate *gate = calloc(1, sizeof *gate);
    if (!gate) return NULL;
    pthread_mutex_init(&gate->lock, NULL);
    gate->most_us = options->serve.seconds * 1000000;
    gate->rate = (double)options->serve.rate;
    return gate;
}

void dl_gate_free(dl_gate *gate) {
    if (!gate) return;
    pthread_mutex_destroy(&gate->lock);
    free(gate);
}

/* ---- time ------------------------------------------------------------------------ */

static void begin(dl_gate *gate, struct MHD_Connection *connection, void **context) {
    const union MHD_ConnectionInfo *info =
        MHD_get_connection_info(connection, MHD_CONNECTION_INFO_CONNECTION_FD);
    watched *one = info ? calloc(1, sizeof *one) : NULL;
    *context = one;
    if (!one) return;
    one->socket = dup(info->connect_fd);
    one->until_us = dl_now_us() + gate->most_us;
    one->link = &gate->first;
    one->next = gate->first;
    if (one->next) one->next->link = &one->next;
    gate->first = one;
}

static void end(watched *one) {
    *one->link = one->next;
    if (one->next) one->next->link = one->link;
    if (one->socket >= 0) close(one->socket);
    free(one);
}

void dl_gate_watch(void *cls, struct MHD_Connection *connection, void **context,
                   enum MHD_ConnectionNotificationCode what) {
    dl_gate *gate = cls;
    pthread_mutex_lock(&gate->lock);
    if (what == MHD_CONNECTION_NOTIFY_STARTED)
        begin(gate, connection, context);
    else if (*context)
        end(*context);
    pthread_mutex_unlock(&gate->lock);
}

static void set_end(dl_gate *gate, struct MHD_Connection *connection, uint64_t until_us) {
    const union MHD_ConnectionInfo *info =
        MHD_get_connection_info(connection, MHD_CONNECTION_INFO_SOCKET_CONTEXT);
    watched *one = info ? info->socket_context : NULL;
    if (!one) return;
    pthread_mutex_lock(&gate->lock);
    one->until_us = until_us;
    pthread_mutex_unlock(&gate->lock);
}

void dl_gate_renew(dl_gate *gate, struct MHD_Connection *connection) {
    set_end(gate, connection, dl_now_us() + gate->most_us);
}

void dl_gate_stay(dl_gate *gate, struct MHD_Connection *connection) {
    set_end(gate, connection, UINT64_MAX);
}

void dl_gate_sweep(dl_gate *gate) {
    uint64_t now = dl_now_us();
    pthread_mutex_lock(&gate->lock);
    for (watched *one = gate->first; one; one = one->next)
        if (one->until_us < now && one->socket >= 0) shutdown(one->socket, SHUT_RDWR);
    pthread_mutex_unlock(&gate->lock);
}

/* ---- rate ------------------------------------------------------------------------ */

/* An IPv4 address, or the network of an IPv6 one, which is one household's. */
static uint64_t address_of(const struct sockaddr *address) {
    uint64_t number = 0;
    if (address && address->sa_family == AF_INET)
        number = ((const struct sockaddr_in *)(const void *)address)->sin_addr.s_addr;
    if (address && address->sa_family == AF_INET6)
        memcpy(&number, &((const struct sockaddr_in6 *)(const void *)address)->sin6_addr,
               sizeof number);
    return number;
}

/* The bucket of the address, or the one among its places that was used the longest time
 * ago. */
static bucket *find_bucket(dl_gate *gate, uint64_t address) {
    uint64_t hash = (address + 1) * 0x9E3779B97F4A7C15u;
    bucket *ways = &gate->buckets[(hash >> 40) % (BUCKETS / WAYS) * WAYS];
    bucket *oldest = ways;
    for (int i = 0; i < WAYS; i++) {
        if (ways[i].filled_us && ways[i].address == address) return &ways[i];
        if (ways[i].filled_us < oldest->filled_us) oldest = &ways[i];
    }
    *oldest = (bucket){.address = address, .left = 2 * gate->rate};
    return oldest;
}

/* Two seconds' worth may be asked at once. */
bool dl_gate_admit(dl_gate *gate, const struct sockaddr *address) {
    if (gate->rate <= 0) return true;
    uint64_t now = dl_now_us();
    pthread_mutex_lock(&gate->lock);
    bucket *one = find_bucket(gate, address_of(address));
    if (one->filled_us) one->left += (double)(now - one->filled_us) / 1e6 * gate->rate;
    if (one->left > 2 * gate->rate) one->left = 2 * gate->rate;
    one->filled_us = now;
    bool good = one->left >= 1;
    if (good) one->left -= 1;
    pthread_mutex_unlock(&gate->lock);
    return good;
}
