/* nearest.c - the name that was most likely meant. */
#include "cli/options.h"

#include <string.h>

enum { LONGEST = 32 };

static size_t least(size_t a, size_t b) {
    return a < b ? a : b;
}

/* How many letters must be put in, taken out, replaced or swapped with their neighbour.
 */
static size_t distance(const char *a, const char *b) {
    size_t rows = strlen(a), columns = strlen(b);
    if (rows > LONGEST || columns > LONGEST) return LONGEST;
    size_t d[LONGEST + 1][LONGEST + 1];
    for (size_t i = 0; i <= rows; i++)
        d[i][0] = i;
    for (size_t j = 0; j <= columns; j++)
        d[0][j] = j;
    for (size_t i = 1; i <= rows; i++)
        for (size_t j = 1; j <= columns; j++) {
            size_t replaced = d[i - 1][j - 1] + (a[i - 1] != b[j - 1]);
            d[i][j] = least(replaced, least(d[i - 1][j], d[i][j - 1]) + 1);
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                d[i][j] = least(d[i][j], d[i - 2][j - 2] + 1);
        }
    return d[rows][columns];
}

/* A beginning or an end of a name ("rule", "utf16", "bytes") is a fair guess, too. */
static size_t strangeness(const char *wrong, const char *name) {
    size_t len = strlen(wrong), name_len = strlen(name);
    bool part =
        len >= 3 && len < name_len &&
        (strncmp(name, wrong, len) == 0 || strcmp(name + name_len - len, wrong) == 0);
    return part ? 1 : distance(wrong, name);
}

const char *dl_nearest(const char *wrong, const char *const *names, size_t count) {
    const char *best = NULL;
    size_t allowed = strlen(wrong) / 3 + 1;
    if (strlen(wrong) <= 1) return NULL;
    for (size_t i = 0; i < count; i++) {
        size_t found = strangeness(wrong, names[i]);
        if (found > allowed || (best && found == allowed)) continue;
        best = names[i];
        allowed = found;
    }
    return best;
}
