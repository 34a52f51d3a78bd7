/* date_resolve.c - gives every date of a document its value, in the order of the text.
 *
 * First the whole document is asked what kind of text it is (in which order it writes
 * numeric dates; whether it tells of other years); then each date is read with what was
 * said before it in mind. Cues ("since", "will") are mentions too, made by rules of their
 * own, and are used up here. */
#include "value/date.h"

enum { CUE_WINDOW = 12, NEAR_TOKENS = 12, SENTENCE_TOKENS = 120 };

/* ---- the document as a whole ----------------------------------------------------- */

static bool is_far_year(const dl_dates *dates, const dl_mention *mention) {
    int64_t year;
    dl_str text = dl_date_arg(mention, "y");
    if (text.len && dl_date_arg(mention, "era").len) return true;
    if (text.len < 4 || !dl_date_number(text, &year)) return false;
    int64_t now = dl_day_date(dates->today).year;
    return year < now - 1 || year > now + 1;
}

static bool is_deictic(const dl_mention *mention) {
    if (dl_date_arg(mention, "anchor").len) return false;
    return dl_date_fn_is(mention, "weekday") || dl_date_fn_is(mention, "period");
}

/* A history speaks of years far from its own date and hardly ever of "yesterday". */
static bool is_narrative(const dl_dates *dates, dl_mention **mentions, size_t count) {
    size_t far = 0, deictic = 0;
    if (!dates->dated) return false;
    for (size_t i = 0; i < count; i++) {
        far += is_far_year(dates, mentions[i]);
        deictic += is_deictic(mentions[i]);
    }
    return far >= 6 && deictic * 12 < far;
}

/* 24/10 can only be day first: one such date settles the order for the document, as long
 * as none says the contrary. */
static void prove_order(dl_dates *dates, dl_mention **mentions, size_t count) {
    bool day_first = false, month_first = false;
    for (size_t i = 0; i < count; i++) {
        int64_t a, b;
        if (!dl_date_fn_is(mentions[i], "numeric") ||
            !dl_date_number(dl_date_arg(mentions[i], "a"), &a) ||
            !dl_date_number(dl_date_arg(mentions[i], "b"), &b))
            continue;
        day_first |= a > 12 && b <= 12;
        month_first |= b > 12 && a <= 12;
    }
    dates->order = dates->context->date_order ? dates->context->date_order : "mdy";
    dates->order_proved = day_first != month_first;
    if (dates->order_proved) dates->order = day_first ? "dmy" : "mdy";
}

/* ---- cues ------------------------------------------------------------------------ */

static bool starts_sentence(const dl_text *text, uint32_t token) {
    return text->tokens[token].flags & (DL_SENTENCE | DL_PARAGRAPH);
}

static uint32_t sentence_first(const dl_text *text, uint32_t token) {
    for (uint32_t n = 0; token > 0 && n < SENTENCE_TOKENS; n++, token--)
        if (starts_sentence(text, token)) break;
    return token;
}

static uint32_t sentence_end(const dl_text *text, uint32_t token) {
    for (uint32_t n = 0; token < text->token_count && n < SENTENCE_TOKENS; n++, token++)
        if (n > 0 && starts_sentence(text, token)) break;
    return token;
}

/* True when a cue looks ahead: with tense NULL in any tense ("would", "will"). */
static bool says_future(const dl_mention *mention, const char *tense) {
    if (!dl_date_fn_is(mention, "cue") || dl_date_arg(mention, "bound").len) return false;
    dl_str said = dl_date_arg(mention, "tense");
    return tense ? dl_str_is(said, tense) : said.len > 0;
}

/* True when a word in the sentence of mentions[at] looks ahead. */
static bool looks_ahead(const dl_text *text, dl_mention **mentions, size_t count,
                        size_t at) {
    uint32_t first = sentence_first(text, mentions[at]->first);
    uint32_t end = sentence_end(text, mentions[at]->end - 1);
    for (size_t i = at, n = 0; i-- > 0 && n < CUE_WINDOW && mentions[i]->first >= first;
         n++)
        if (says_future(mentions[i], NULL)) return true;
    for (size_t i = at + 1, n = 0;
         i < count && n < CUE_WINDOW && mentions[i]->first < end; i++, n++)
        if (says_future(mentions[i], NULL)) return true;
    return false;
}

/* True when such a word stands a few tokens before it: weekdays, mostly past in news,
 * need that much. */
static bool looks_ahead_nearby(const dl_text *text, dl_mention **mentions, size_t at,
                               const char *tense) {
    uint32_t first = sentence_first(text, mentions[at]->first);
    for (size_t i = at, n = 0; i-- > 0 && n < CUE_WINDOW && mentions[i]->first >= first;
         n++)
        if (says_future(mentions[i], tense))
            return mentions[at]->first <= mentions[i]->end + NEAR_TOKENS;
    return false;
}

static bool is_bound(const char *bound, const char *word) {
    return bound && strcmp(bound, word) == 0;
}

/* The cue whose words end right where the date begins, or NULL. */
static const dl_mention *cue_before(dl_mention **mentions, size_t at) {
    bool beside = at > 0 && dl_date_fn_is(mentions[at - 1], "cue") &&
                  mentions[at - 1]->end == mentions[at]->first;
    return beside ? mentions[at - 1] : NULL;
}

static const char *bound_of(dl_dates *dates, const dl_mention *cue) {
    if (!cue) return NULL;
    dl_str bound = dl_date_arg(cue, "bound");
    if (!bound.len) return NULL;
    const char *kept = dl_arena_text(dates->context->arena, bound);
    dates->failed |= !kept;
    return kept;
}

/* ---- memory ---------------------------------------------------------------------- */

/* A year that repeats the one in hand says nothing new: "on 7 December ... 1941". */
static bool adds_nothing(const dl_memory *memory, const dl_when *when) {
    return memory->any && when->at.unit == DL_YEAR && memory->focus.unit < DL_YEAR &&
           dl_period_year(memory->focus) == when->at.index;
}

static void remember(dl_memory *memory, const dl_when *when, const dl_mention *mention) {
    uint32_t number = mention->number;
    if (!when->known || when->quiet || when->at.unit < DL_DAY) return;
    if (adds_nothing(memory, when)) return;
    memory->any = true;
    memory->focus = when->at;
    memory->focus_said = number;
    memory->focus_token = mention->first;
    if (when->ranged) memory->focus = when->to;
    memory->in_days = when->ranged && when->at.unit == DL_DAY && when->to.unit == DL_DAY;
    memory->last_day = dl_period_last(memory->focus);
    int64_t day = dl_period_first(memory->focus);
    dl_unit from =
        when->ranged && when->at.unit == DL_DAY ? DL_MONTH : memory->focus.unit;
    for (dl_unit unit = from; unit < DL_UNITS; unit++) {
        memory->has[unit] = true;
        memory->last[unit] = dl_period_of(unit, day);
        memory->said[unit] = number;
    }
    if (from == memory->focus.unit) memory->last[from] = memory->focus;
}

/* The mention that a date counts from: the last one, or the last that named the unit. */
static long anchor_mention(const dl_memory *memory, const dl_when *when) {
    if (!memory->any || !when->anchored || strcmp(when->anchor, "mention") != 0)
        return -1;
    if (dl_period_first(memory->focus) == when->anchor_day)
        return (long)memory->focus_said;
    for (dl_unit unit = 0; unit < DL_UNITS; unit++)
        if (memory->has[unit] && dl_period_first(memory->last[unit]) == when->anchor_day)
            return (long)memory->said[unit];
    return -1;
}

/* ---- one date -------------------------------------------------------------------- */

static bool is_bindable(const dl_when *when) {
    return !when->ranged && strcmp(when->kind, "duration") != 0 &&
           strcmp(when->kind, "set") != 0;
}

/* The latest quarter that is named outright and has ended; those before it are what the
 * report compares with. */
static bool is_under_report(const dl_dates *dates, const dl_mention *mention,
                            const dl_when *when) {
    return when->known && when->at.unit == DL_QUARTER && dates->dated &&
           dl_date_fn_is(mention, "quarter") &&
           dl_period_last(when->at) <= dates->today &&
           (!dates->memory.reported || when->at.index >= dates->memory.report.index) &&
           dl_period_last(when->at) > dates->today - 300;
}

/* True where a paragraph starts after one token and up to another; far apart they do not
 * stand in one. */
static bool starts_paragraph_after(const dl_text *text, uint32_t from, uint32_t to) {
    enum { LONG_PARAGRAPH = 800 };
    if (to - from > LONG_PARAGRAPH) return true;
    for (uint32_t i = from + 1; i <= to; i++)
        if (text->tokens[i].flags & DL_PARAGRAPH) return true;
    return false;
}

/* What a narrative mentions by the way does not move it: how long something went on, into
 * another year ("lasted until May 1808"); what counts from the document's own day; a look
 * back ("the heirs of 1789", "two decades earlier") and a year ahead
 * ("planned for 1976") inside of a sentence of the paragraph in hand; any far year inside
 * of a sentence. */
static bool is_aside(const dl_dates *dates, const dl_mention *mention,
                     const dl_when *when) {
    enum { OPENING = 3, FAR = 2 };
    const dl_memory *memory = &dates->memory;
    const dl_text *text = dates->context->text;
    bool year = when->at.unit == DL_YEAR;
    if (dates->from_now || (when->anchor && strcmp(when->anchor, "document") == 0))
        return true;
    if (!when->known || !memory->any) return false;
    bool back = dl_period_last(when->at) < dl_period_first(memory->focus);
    int64_t jump = dl_period_year(when->at) - dl_period_year(memory->focus);
    if (is_bound(when->bound, "until") && jump > 0) return true;
    if (when->anchor) return back && when->at.unit >= DL_YEAR;
    if (mention->first <= sentence_first(text, mention->first) + OPENING) return false;
    if (year && (jump < -FAR || jump > FAR)) return true;
    return (back || (year && jump > 0)) &&
           !starts_paragraph_after(text, memory->focus_token, mention->first);
}

static bool fill_one(dl_dates *dates, dl_mention **mentions, size_t count, size_t at) {
    dl_mention *mention = mentions[at];
    dl_when when;
    if (dl_date_fn_is(mention, "cue")) {
        mention->dropped = true;
        return true;
    }
    const dl_mention *cue = cue_before(mentions, at);
    const char *bound = bound_of(dates, cue);
    bool ahead = cue && dl_str_is(dl_date_arg(cue, "tense"), "future");
    const dl_text *text = dates->context->text;
    dates->future = looks_ahead(text, mentions, count, at) || ahead;
    dates->from_now = looks_ahead_nearby(text, mentions, at, "will");
    dates->soon =
        looks_ahead_nearby(text, mentions, at, NULL) ||
        (ahead && is_bound(bound, "until") && !starts_sentence(text, cue->first));
    dates->past = is_bound(bound, "since");
    if (!dl_date_read(dates, mention, &when)) {
        mention->dropped = true;
        return !dates->failed;
    }
    if (is_bindable(&when)) when.bound = bound;
    if (dates->narrative && is_aside(dates, mention, &when)) when.quiet = true;
    when.anchor_mention = anchor_mention(&dates->memory, &when);
    remember(&dates->memory, &when, mention);
    if (is_under_report(dates, mention, &when)) {
        dates->memory.reported = true;
        dates->memory.report = when.at;
    }
    if (when.ranged && dl_date_fn_is(mention, "range")) dl_date_place_ends(mention);
    if (!dl_date_place_hour(dates, mention, &when)) return false;
    if (!dl_date_place_length(dates, mention, &when)) return false;
    if (!dl_date_close_stretch(dates, mention, &when)) return false;
    if (mention->dropped) return true;
    dl_date_open_stretch(dates, cue, mention, &when);
    mention->value.date = dl_date_emit(&when, dates->context->arena);
    return mention->value.date && !dates->failed;
}

bool dl_dates_fill(dl_mention **mentions, size_t count, const dl_value_context *context) {
    dl_dates dates = {.context = context};
    dates.dated = dl_day_parse(context->date, &dates.today);
    prove_order(&dates, mentions, count);
    dates.narrative = is_narrative(&dates, mentions, count);
    for (size_t i = 0; i < count; i++)
        if (!fill_one(&dates, mentions, count, i)) return false;
    return true;
}
