/* date_join.c - dates that belong together and are two mentions.
 *
 * "from last spring until 2019": two dates of different kinds are the ends of one
 * stretch. Ends of one kind ("March to June") are read by one rule. The cue before the
 * first says which words lead to the second: join="to/until". */
#include "value/date_read.h"

/* True where words holds the word, between slashes. */
static bool holds(dl_str words, dl_str word) {
    for (size_t at = 0, end; at < words.len; at = end + 1) {
        for (end = at; end < words.len && words.at[end] != '/';)
            end++;
        if (dl_str_equal(dl_str_cut(words, at, end), word)) return true;
    }
    return false;
}

/* "now" is the document's day. */
static void place_now(const dl_dates *dates, dl_when *when) {
    if (!when->timex || strcmp(when->timex, "PRESENT_REF") != 0 || !dates->dated) return;
    dl_when_known(when, DL_DAY, dates->today);
    when->kind = "date";
}

static bool is_end(const dl_when *when) {
    return when->known && !when->ranged && strcmp(when->kind, "date") == 0;
}

void dl_date_open_stretch(dl_dates *dates, const dl_mention *cue, dl_mention *mention,
                          const dl_when *when) {
    dl_str words = cue ? dl_date_arg(cue, "join") : (dl_str){NULL, 0};
    dates->stretch.mention = words.len ? mention : NULL;
    dates->stretch.join = words;
    dates->stretch.when = *when;
    place_now(dates, &dates->stretch.when);
    if (!is_end(&dates->stretch.when)) dates->stretch.mention = NULL;
}

static bool follows(const dl_when *from, const dl_when *to) {
    return dl_period_last(to->at) > dl_period_last(from->at);
}

static bool left_open(const dl_when *when, const char *component) {
    for (size_t i = 0; when->inferred[i]; i++)
        if (strcmp(when->inferred[i], component) == 0) return true;
    return false;
}

/* Where the text leaves the year or the week open, the next one, or the one before. */
static void move_on(dl_when *when, int by) {
    int parts = dl_units_in_year(when->at.unit);
    dl_ymd day = dl_day_date(dl_period_first(when->at));
    if (left_open(when, "week")) when->at.index += by * (int64_t)7;
    if (!left_open(when, "year")) return;
    when->at.index += by * (int64_t)parts;
    if (when->at.unit == DL_DAY && dl_date_valid(day.year + by, day.month, day.day))
        when->at.index = dl_day_number(day.year + by, day.month, day.day);
}

static void join(dl_when *from, const dl_when *to) {
    from->kind = "range";
    from->ranged = true;
    from->to = to->at;
    from->to_modifier = to->modifier;
    from->bound = NULL;
    from->timex_first = from->timex;
    from->timex_last = to->timex;
    from->timex_mod = from->timex = from->offset = NULL;
    from->ambiguous |= to->ambiguous;
    from->approximate |= to->approximate;
    from->reading_count = 0;
    if (to->at.unit > from->at.unit) from->precision = dl_unit_name(to->at.unit);
    for (size_t i = 0; to->inferred[i]; i++)
        dl_when_infer(from, to->inferred[i]);
}

bool dl_date_close_stretch(dl_dates *dates, dl_mention *mention, const dl_when *when) {
    const dl_text *text = dates->context->text;
    dl_mention *first = dates->stretch.mention;
    dl_when to = *when, from = dates->stretch.when;
    dates->stretch.mention = NULL;
    if (!first || mention->first != first->end + 1) return true;
    const dl_token *between = &text->tokens[first->end];
    if (between->flags & (DL_SENTENCE | DL_PARAGRAPH) ||
        !holds(dates->stretch.join, dl_token_text(text, first->end)))
        return true;
    place_now(dates, &to);
    if (!is_end(&to)) return true;
    if (!follows(&from, &to)) move_on(&to, 1);
    if (!follows(&from, &to)) move_on(&from, -1);
    if (!follows(&from, &to)) return true;
    join(&from, &to);
    first->ends[0] = first->span;
    first->ends[1] = mention->span;
    first->span.end = first->core.end = mention->span.end;
    first->end = mention->end;
    mention->dropped = true;
    first->value.date = dl_date_emit(&from, dates->context->arena);
    return first->value.date != NULL;
}

/* ---- how long, and until when ------------------------------------------------------ */

bool dl_date_place_length(dl_dates *dates, dl_mention *mention, const dl_when *when) {
    dl_mention *length = dates->length.mention;
    dates->length.mention = NULL;
    if (dl_date_fn_is(mention, "duration")) {
        if (dl_date_arg(mention, "join").len) dates->length = (dl_open){mention, *when};
        return true;
    }
    if (!length || !is_end(when) || mention->first != length->end + 1 ||
        !holds(dl_date_arg(length, "join"),
               dl_token_text(dates->context->text, length->end)))
        return true;
    dl_date_end_at(&dates->length.when, dl_period_last(when->at));
    length->value.date = dl_date_emit(&dates->length.when, dates->context->arena);
    return length->value.date != NULL;
}

/* ---- an hour and its day --------------------------------------------------------- */

/* True where the hour's lead="on" stands right before the mention, a few words behind. */
static bool is_day_of(const dl_dates *dates, const dl_mention *hour,
                      const dl_mention *mention) {
    enum { WORDS = 4 }; /* "Baghdad time on" */
    const dl_text *text = dates->context->text;
    if (mention->first <= hour->end || mention->first > hour->end + WORDS) return false;
    for (uint32_t i = hour->end; i <= mention->first; i++)
        if (text->tokens[i].flags & (DL_SENTENCE | DL_PARAGRAPH)) return false;
    dl_str lead = dl_date_arg(hour, "lead");
    return lead.len && dl_str_equal(dl_token_text(text, mention->first - 1), lead);
}

bool dl_date_place_hour(dl_dates *dates, dl_mention *mention, const dl_when *when) {
    dl_mention *hour = dates->hour.mention;
    dates->hour.mention = NULL;
    if (dl_date_fn_is(mention, "time") && when->clock.set && when->inferred[0]) {
        dates->hour = (dl_open){mention, *when};
        return true;
    }
    if (!hour || !when->known || when->at.unit != DL_DAY || when->ranged ||
        when->clock.set || !is_day_of(dates, hour, mention))
        return true;
    dl_when_known(&dates->hour.when, DL_DAY, when->at.index);
    memset(dates->hour.when.inferred, 0, sizeof dates->hour.when.inferred);
    hour->value.date = dl_date_emit(&dates->hour.when, dates->context->arena);
    return hour->value.date != NULL;
}
