/* progress.c - the only place that asks a clock, and only for people to look at. */
#include "cli/progress.h"

#include <stdio.h>
#include <string.h>

static double since(const struct timespec *then) {
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)(now.tv_sec - then->tv_sec) +
           (double)(now.tv_nsec - then->tv_nsec) / 1e9;
}

/* 1,234,567 */
static const char *grouped(uint64_t number, char out[32]) {
    char digits[24];
    int len = snprintf(digits, sizeof digits, "%llu", (unsigned long long)number), at = 0;
    for (int i = 0; i < len; i++) {
        if (i && (len - i) % 3 == 0) out[at++] = ',';
        out[at++] = digits[i];
    }
    out[at] = '\0';
    return out;
}

static void put_time(double seconds, char out[32]) {
    unsigned long whole = (unsigned long)seconds;
    if (whole < 60)
        snprintf(out, 32, "%.1f s", seconds);
    else if (whole < 3600)
        snprintf(out, 32, "%lu:%02lu min", whole / 60, whole % 60);
    else
        snprintf(out, 32, "%lu:%02lu h", whole / 3600, whole / 60 % 60);
}

static double speed(const dl_progress *progress, double seconds) {
    return seconds > 0 ? (double)progress->bytes / 1e6 / seconds : 0;
}

void dl_progress_sum(const dl_progress *progress, char *out, size_t size) {
    char articles[32], entities[32], unusable[32], took[32];
    double seconds = since(&progress->began);
    put_time(seconds, took);
    grouped(progress->unusable, unusable);
    snprintf(out, size, "%s article%s, %.1f MB, %s entit%s%s%s%s, %s, %.1f MB/s",
             grouped(progress->articles, articles), progress->articles == 1 ? "" : "s",
             (double)progress->bytes / 1e6, grouped(progress->entities, entities),
             progress->entities == 1 ? "y" : "ies", progress->unusable ? ", " : "",
             progress->unusable ? unusable : "", progress->unusable ? " not usable" : "",
             took, speed(progress, seconds));
}

void dl_progress_start(dl_progress *progress) {
    clock_gettime(CLOCK_MONOTONIC, &progress->began);
    progress->drawn = progress->began;
}

void dl_progress_clear(dl_progress *progress) {
    if (progress->line) fputs("\r\033[K", stderr);
    progress->line = false;
}

void dl_progress_draw(dl_progress *progress) {
    char sum[160], left[32], bar[21] = "                    ";
    if (!progress->shown || since(&progress->drawn) < 0.2) return;
    clock_gettime(CLOCK_MONOTONIC, &progress->drawn);
    dl_progress_sum(progress, sum, sizeof sum);
    fprintf(stderr, "\r\033[K");
    if (progress->all && progress->read) {
        double share = (double)progress->read / (double)progress->all;
        if (share > 1) share = 1;
        put_time(since(&progress->began) * (1 / share - 1), left);
        memset(bar, '#', (size_t)(share * 20));
        fprintf(stderr, "[%s] %3.0f %%, %s left: ", bar, share * 100, left);
    }
    fputs(sum, stderr);
    progress->line = true;
}
