/* output.c - write(2) until all is written, or until it fails. */
#include "cli/output.h"

#include "cli/cli.h"

#include <errno.h>
#include <poll.h>
#include <string.h>
#include <unistd.h>

static bool write_all(dl_output *output, const char *bytes, size_t len) {
    while (len && !output->error) {
        ssize_t n = write(STDOUT_FILENO, bytes, len);
        if (n >= 0) {
            bytes += n;
            len -= (size_t)n;
        } else if (errno == EAGAIN || errno == EWOULDBLOCK) {
            poll(&(struct pollfd){.fd = STDOUT_FILENO, .events = POLLOUT}, 1, -1);
        } else if (errno != EINTR) {
            output->error = errno;
        }
    }
    return !output->error;
}

bool dl_output_flush(dl_output *output) {
    size_t len = output->len;
    output->len = 0;
    return write_all(output, output->bytes, len);
}

bool dl_output_put(const char *bytes, size_t len, void *user) {
    dl_output *output = user;
    if (len > sizeof output->bytes - output->len && !dl_output_flush(output))
        return false;
    if (len >= sizeof output->bytes) return write_all(output, bytes, len);
    memcpy(output->bytes + output->len, bytes, len);
    output->len += len;
    return !output->error;
}

bool dl_output_text(dl_output *output, const char *text) {
    return dl_output_put(text, strlen(text), output);
}

bool dl_output_finish(dl_output *output) {
    dl_output_flush(output);
    /* Some file systems tell of a full disk only here. */
    if (close(STDOUT_FILENO) != 0 && !output->error) output->error = errno;
    if (output->error)
        dl_say("cannot write to standard output: %s", strerrordesc_np(output->error));
    return !output->error;
}
