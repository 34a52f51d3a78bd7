/* cost.c - runs a command and says what it cost, as a line of JSON on standard output.
 *
 *     cost COMMAND [ARGUMENT...]
 *
 * The command's own output goes to /dev/null. A program as small as this one has to start
 * it, since a child inherits its parent's peak of memory. */
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static double seconds(struct timeval time) {
    return (double)time.tv_sec + (double)time.tv_usec / 1e6;
}

static double now(void) {
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (double)time.tv_sec + (double)time.tv_nsec / 1e9;
}

static void become(char **command) {
    int nowhere = open("/dev/null", O_WRONLY);
    if (nowhere < 0 || dup2(nowhere, STDOUT_FILENO) < 0) _exit(126);
    execvp(command[0], command);
    _exit(127);
}

int main(int argc, char **argv) {
    if (argc < 2) return 2;
    double start = now();
    pid_t child = fork();
    if (child < 0) return 2;
    if (child == 0) become(argv + 1);
    int status;
    struct rusage usage;
    if (wait4(child, &status, 0, &usage) != child) return 2;
    printf("{\"wall_s\": %.6f, \"cpu_s\": %.6f, \"rss_kb\": %ld, \"status\": %d}\n",
           now() - start, seconds(usage.ru_utime) + seconds(usage.ru_stime),
           usage.ru_maxrss, WIFEXITED(status) ? WEXITSTATUS(status) : 128);
    return 0;
}
