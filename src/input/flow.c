/* flow.c - read(2) that waits. */
#include "input/flow.h"

#include <errno.h>
#include <poll.h>
#include <stdint.h>
#include <string.h>
#include <unistd.h>

static ssize_t read_descriptor(void *of, char *out, size_t size, const char **why) {
    int fd = (int)(intptr_t)of;
    for (;;) {
        ssize_t n = read(fd, out, size);
        if (n >= 0) return n;
        if (errno == EAGAIN || errno == EWOULDBLOCK) {
            poll(&(struct pollfd){.fd = fd, .events = POLLIN}, 1, -1);
        } else if (errno != EINTR) {
            *why = strerrordesc_np(errno);
            return -1;
        }
    }
}

dl_flow dl_flow_of(int fd) {
    return (dl_flow){read_descriptor, (void *)(intptr_t)fd};
}
