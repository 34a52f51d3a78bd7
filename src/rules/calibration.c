/* calibration.c - from what the evidence says to how often it is right.
 *
 * Evidence is summed as if each piece of it were news to the others, so sums are too sure
 * of themselves. The list `calibration` (made by tools/tune) has points for each name
 * type, in thousandths; between them the line is straight. */
#include "rules/rules.h"

enum { THOUSAND = 1000 };

/* A number of thousandths; false if it is none. */
static bool read_number(dl_str text, double *out) {
    long number = 0;
    if (!text.len || text.len > 4) return false;
    for (size_t i = 0; i < text.len; i++) {
        if (!dl_is_digit(text.at[i])) return false;
        number = number * 10 + (text.at[i] - '0');
    }
    *out = (double)number / THOUSAND;
    return number <= THOUSAND;
}

static bool by_order(const dl_calibration *points, dl_calibration_point next) {
    if (!points->count) return next.said > 0;
    const dl_calibration_point *last = &points->items[points->count - 1];
    return next.said > last->said && next.right >= last->right;
}

bool dl_calibration_read(dateline_rules *rules, dl_str entry, dl_str value) {
    dl_str type = dl_str_split(&entry, ' ');
    dl_calibration_point point;
    if (!entry.at || !read_number(entry, &point.said) ||
        !read_number(value, &point.right))
        return false;
    for (int t = 0; t < DL_NONE; t++) {
        if (!dl_str_is(type, rules->types[t])) continue;
        if (!by_order(&rules->calibration[t], point)) return false;
        dl_calibration_point *slot = DL_PUSH(&rules->arena, &rules->calibration[t]);
        if (slot) *slot = point;
        return slot != NULL;
    }
    return false;
}

double dl_calibrated(const dateline_rules *rules, int type, double said) {
    const dl_calibration *points = &rules->calibration[type];
    dl_calibration_point from = {0, 0};
    for (size_t i = 0; i < points->count; i++) {
        dl_calibration_point to = points->items[i];
        if (said <= to.said)
            return from.right +
                   (to.right - from.right) * (said - from.said) / (to.said - from.said);
        from = to;
    }
    return points->count ? from.right : said;
}
