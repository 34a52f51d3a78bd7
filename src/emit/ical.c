/* ical.c - the days that articles speak of, as a calendar (RFC 5545): an event for each
 * date of each article that has a first day.
 *
 * There is no clock here: an event is stamped with its article's date, or, where that is
 * not known, with its own first day. */
#include "emit/label.h"
#include "value/calendar.h"

enum { LINE_BYTES = 75 }; /* then a line is folded, between two characters */

typedef struct line {
    dl_out *out;
    size_t used;
} line;

static void put_character(line *to, dl_str character) {
    if (to->used + character.len > LINE_BYTES) {
        dl_out_text(to->out, "\r\n ");
        to->used = 1;
    }
    dl_out_str(to->out, character);
    to->used += character.len;
}

static void put_plain(line *to, const char *text) {
    for (; *text; text++)
        put_character(to, (dl_str){text, 1});
}

/* Backslash, comma, semicolon and line break have a backslash before them; other control
 * characters may not stand in a calendar. */
static void put_text(line *to, dl_str text) {
    size_t byte = 0, point = 0;
    while (byte < text.len) {
        dl_str character = dl_emit_walk(text, &byte, &point, point + 1);
        char c = character.at[0];
        if (c == '\n')
            put_character(to, DL_STR("\\n"));
        else if (c && strchr("\\,;", c))
            put_character(to, (dl_str){c == ',' ? "\\," : c == ';' ? "\\;" : "\\\\", 2});
        else if ((unsigned char)c >= ' ' && c != 0x7F)
            put_character(to, character);
        else if (c == '\t')
            put_character(to, DL_STR(" "));
    }
}

static void end_line(line *to) {
    dl_out_text(to->out, "\r\n");
    to->used = 0;
}

static void put_line(line *to, const char *name, dl_str text) {
    put_plain(to, name);
    put_text(to, text);
    end_line(to);
}

/* ---- days ---- */

static unsigned number(const char *digits, size_t len) {
    unsigned value = 0;
    for (size_t i = 0; i < len; i++)
        value = value * 10 + (unsigned)(digits[i] - '0');
    return value;
}

/* "2025-10-24" and "2025-10-24T15:00" are days of a calendar; years before 1 or of five
 * digits are not. */
static bool is_day(const char *moment) {
    return moment && strlen(moment) >= 10 && dl_is_digit(moment[0]) && moment[4] == '-' &&
           moment[7] == '-' && number(moment, 4) > 0;
}

static bool has_time(const char *moment) {
    return strlen(moment) >= 16 && moment[10] == 'T';
}

static void put_number(line *to, unsigned value, unsigned digits) {
    char text[16] = {0};
    for (unsigned i = digits; i--; value /= 10)
        text[i] = (char)('0' + value % 10);
    put_plain(to, text);
}

static void put_day(line *to, dl_ymd day) {
    put_number(to, (unsigned)day.year, 4);
    put_number(to, (unsigned)day.month, 2);
    put_number(to, (unsigned)day.day, 2);
}

static int64_t day_number(const char *moment) {
    return dl_day_number(number(moment, 4), (int)number(moment + 5, 2),
                         (int)number(moment + 8, 2));
}

static void put_moment(line *to, const char *name, const char *moment, int later) {
    put_plain(to, name);
    put_plain(to, has_time(moment) ? ":" : ";VALUE=DATE:");
    put_day(to, dl_day_date(day_number(moment) + later));
    if (has_time(moment)) {
        put_plain(to, "T");
        put_number(to, number(moment + 11, 2), 2);
        put_number(to, number(moment + 14, 2), 2);
        put_plain(to, "00");
    }
    end_line(to);
}

/* The end of days is the day behind them; a minute has none of its own. */
static void put_end(line *to, const dateline_date *date) {
    if (!is_day(date->end) || has_time(date->start) || has_time(date->end)) return;
    if (day_number(date->end) < day_number(date->start)) return;
    if (day_number(date->end) >= dl_day_number(9999, 12, 31)) return;
    put_moment(to, "DTEND", date->end, 1);
}

static void put_stamp(line *to, const char *day) {
    put_plain(to, "DTSTAMP:");
    put_day(to, dl_day_date(day_number(day)));
    put_plain(to, "T000000Z");
    end_line(to);
}

/* ---- events ---- */

/* The sentence or so around the mention, in one piece of the text. */
static dl_str surroundings(const dl_emit_view *view, size_t from, size_t to) {
    enum { MOST = 200 };
    dl_str text = view->text;
    size_t begin = from, end = to;
    while (begin && from - begin < MOST && text.at[begin - 1] != '\n')
        begin--;
    while (end < text.len && end - to < MOST && text.at[end] != '\n')
        end++;
    while (begin < from && ((unsigned char)text.at[begin] & 0xC0) == 0x80)
        begin++;
    while (end > to && end < text.len && ((unsigned char)text.at[end] & 0xC0) == 0x80)
        end--;
    return dl_str_cut(text, begin, end);
}

static void put_event(line *to, const dl_emit_view *view, size_t index, dl_str around) {
    const dateline_entity *entity = view->entities[index];
    const dateline_date *date = entity->value.date;
    const dateline_about *about = &view->about;
    char id[DL_ID_LEN + 1];
    dl_record_id(about, "event", index, id);
    put_line(to, "BEGIN:VEVENT", (dl_str){NULL, 0});
    put_line(to, "UID:", dl_str_from(id));
    put_stamp(to, is_day(about->date) ? about->date : date->start);
    put_moment(to, "DTSTART", date->start, 0);
    put_end(to, date);
    put_plain(to, "SUMMARY:");
    put_text(to, dl_str_from(about->id));
    put_plain(to, ": ");
    put_text(to, (dl_str){entity->text, entity->text_len});
    end_line(to);
    put_line(to, "DESCRIPTION:", around);
    put_line(to,
             "CATEGORIES:", dl_str_from(date->precision ? date->precision : date->kind));
    put_line(to, "TRANSP:TRANSPARENT", (dl_str){NULL, 0});
    put_line(to, "END:VEVENT", (dl_str){NULL, 0});
}

/* A day that an article names twice is one event: that of the first mention. */
static bool is_new(const dateline_entity *entity, bool *seen) {
    bool fresh = !entity->card || !seen[entity->card];
    seen[entity->card] = true;
    return fresh;
}

void dl_begin_ical(dl_emit_run *run) {
    dl_out_text(run->out, "BEGIN:VCALENDAR\r\nVERSION:2.0\r\n"
                          "PRODID:-//dateline//dateline " DATELINE_VERSION "//EN\r\n");
}

void dl_emit_ical(const dl_emit_view *view, const dateline_format_options *options,
                  dl_out *out) {
    (void)options;
    line to = {.out = out};
    size_t byte = 0, point = 0;
    bool *seen = dl_arena_zero(view->arena, view->card_count + 1);
    for (size_t i = 0; seen && i < view->entity_count; i++) {
        const dateline_entity *entity = view->entities[i];
        const dateline_date *date = entity->value.date;
        if (!date || !is_day(date->start) || !is_new(entity, seen)) continue;
        dl_emit_walk(view->text, &byte, &point, entity->start);
        size_t from = byte;
        dl_emit_walk(view->text, &byte, &point, entity->end);
        put_event(&to, view, i, surroundings(view, from, byte));
    }
}

void dl_end_ical(dl_emit_run *run) {
    dl_out_text(run->out, "END:VCALENDAR\r\n");
}
