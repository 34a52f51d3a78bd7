/* article.c - what the report keeps of an article, with short names for what is there a
 * hundred thousand times:
 *
 *     {"i": id, "t": title, "d": date, "f": source, "s": [sentence, ...],
 *      "m": [[kind, sentence, start, end, value, ...], ...]}
 *
 * Places count code points of the sentence. After them stands
 *     "p" name, title      "l" name, country, kind, latitude, longitude
 *     "d" first day, last  "%" comparator, value, least, most, unit, direction */
#include "report/report.h"

#include "cli/output.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef struct writer {
    dl_bytes *out;
    bool good;
} writer;

static void put(writer *w, const char *text) {
    w->good = w->good && dl_bytes_text(w->out, text);
}

/* A JSON string in which nothing ends the script that it stands in. */
static bool put_guarded(const char *bytes, size_t len, void *user) {
    writer *w = user;
    for (size_t i = 0, from = 0; i <= len && w->good; i++) {
        if (i < len && bytes[i] != '<') continue;
        w->good = dl_bytes_put(bytes + from, i - from, w->out);
        if (i < len) put(w, "\\u003c");
        from = i + 1;
    }
    return w->good;
}

static void put_string(writer *w, const char *text, size_t len) {
    dl_quote(text, len, put_guarded, w);
}

static void put_text(writer *w, const char *text) {
    if (text)
        put_string(w, text, strlen(text));
    else
        put(w, "null");
}

static void put_member(writer *w, const char *name, const char *text) {
    put(w, name);
    put_text(w, text);
}

static void put_count(writer *w, size_t count) {
    char text[24];
    snprintf(text, sizeof text, ",%zu", count);
    put(w, text);
}

static void put_more(writer *w, const char *text) {
    put(w, ",");
    put_text(w, text);
}

/* ---- values ---------------------------------------------------------------------- */

/* Degrees to three digits: a hundred metres. */
static void put_degrees(writer *w, const dateline_place *place) {
    char text[64];
    double lat = place->lat, lon = place->lon;
    snprintf(text, sizeof text, ",%.3f,%.3f", lat, lon);
    put(w, place->located ? text : ",null,null");
}

static void put_number(writer *w, const char *decimal) {
    put(w, ",");
    put(w, decimal ? decimal : "null");
}

static void put_percent(writer *w, const dateline_percent *percent) {
    put_more(w, percent->comparator);
    put_number(w, percent->value);
    put_number(w, percent->min);
    put_number(w, percent->max);
    put_more(w, percent->unit);
    put_more(w, percent->direction);
}

static void put_value(writer *w, const dateline_value *value) {
    if (value->person) {
        put_more(w, value->person->name);
        put_more(w, value->person->title);
    } else if (value->place) {
        put_more(w, value->place->name);
        put_more(w, value->place->country);
        put_more(w, value->place->kind);
        put_degrees(w, value->place);
    } else if (value->date) {
        put_more(w, value->date->start);
        put_more(w, value->date->end);
    } else {
        put_percent(w, value->percent);
    }
}

/* NULL: not in the report. Who wrote an article is not who it is about. */
static const char *kind_of(const dateline_entity *entity) {
    const dateline_value *value = &entity->value;
    bool by = entity->role && strcmp(entity->role, "dateline") != 0;
    if (value->person) return by ? NULL : "p";
    if (value->place) return "l";
    if (value->date) return value->date->start || value->date->end ? "d" : NULL;
    return value->percent ? "%" : NULL;
}

/* ---- sentences ------------------------------------------------------------------- */

typedef struct sentences { /* of the article, walked along with its mentions */
    const dateline_token *tokens;
    size_t count, first, end; /* tokens of the sentence */
    size_t number;            /* of those that were put */
    bool is_put;
} sentences;

static size_t end_of(const sentences *s, size_t first) {
    size_t end = first + 1;
    while (end < s->count && !s->tokens[end].sentence)
        end++;
    return end;
}

/* Goes to the sentence that holds the code point. */
static void go_to(sentences *s, size_t point) {
    while (s->end < s->count && s->tokens[s->end].start <= point) {
        s->first = s->end;
        s->end = end_of(s, s->first);
        s->is_put = false;
    }
}

static void put_sentence(writer *w, sentences *s, const char *text) {
    if (s->is_put) return;
    size_t from = s->tokens[s->first].text_start;
    if (s->number++) put(w, ",");
    put_string(w, text + from, s->tokens[s->end - 1].text_end - from);
    s->is_put = true;
}

/* A mention that runs past its sentence ends with it. */
static void put_mention(writer *w, const sentences *s, const dateline_entity *entity) {
    size_t from = s->tokens[s->first].start, to = s->tokens[s->end - 1].end;
    size_t end = entity->end < to ? entity->end : to;
    put(w, w->out->at[w->out->len - 1] == '[' ? "[\"" : ",[\"");
    put(w, kind_of(entity));
    put(w, "\"");
    put_count(w, s->number - 1);
    put_count(w, entity->start - from);
    put_count(w, end - from);
    put_value(w, &entity->value);
    put(w, "]");
}

/* ---- the article ----------------------------------------------------------------- */

enum { TITLE_MOST = 160 };

/* The title, or the first line. */
static void put_title(writer *w, const dateline_result *result) {
    const char *title = dateline_result_about(result).title;
    size_t len, most;
    const char *text = dateline_result_text(result, &len);
    put(w, ",\"t\":");
    if (title) {
        put_text(w, title);
        return;
    }
    while (len && (*text == ' ' || *text == '\n' || *text == '\r' || *text == '\t'))
        text++, len--;
    const char *end = memchr(text, '\n', len);
    if (end) len = (size_t)(end - text);
    most = len < TITLE_MOST ? len : TITLE_MOST;
    while (most < len && most && ((unsigned char)text[most] & 0xC0) == 0x80)
        most--;
    put_string(w, text, most);
}

static void put_all(writer *w, const dateline_result *result,
                    const dateline_token *tokens, size_t count) {
    const char *text = dateline_result_text(result, &(size_t){0});
    dl_bytes mentions = {0};
    writer to_mentions = {&mentions, dl_bytes_text(&mentions, "[")};
    sentences s = {.tokens = tokens, .count = count};
    s.end = count ? end_of(&s, 0) : 0;
    put(w, ",\"s\":[");
    for (size_t i = 0; count && i < dateline_result_count(result); i++) {
        const dateline_entity *entity = dateline_result_at(result, i);
        if (!kind_of(entity)) continue;
        go_to(&s, entity->start);
        put_sentence(w, &s, text);
        if (to_mentions.good) put_mention(&to_mentions, &s, entity);
    }
    put(w, "],\"m\":");
    w->good =
        w->good && to_mentions.good && dl_bytes_put(mentions.at, mentions.len, w->out);
    put(w, "]}");
    dl_bytes_free(&mentions);
}

bool dl_report_article(const dateline_result *result, dl_bytes *out) {
    writer w = {out, true};
    dateline_about about = dateline_result_about(result);
    size_t count = dateline_result_tokens(result, NULL, 0);
    dateline_token *tokens = calloc(count + 1, sizeof *tokens);
    if (!tokens) return false;
    dateline_result_tokens(result, tokens, count);
    put_member(&w, "{\"i\":", about.id);
    put_title(&w, result);
    put_member(&w, ",\"d\":", about.date);
    put_member(&w, ",\"f\":", about.source);
    put_all(&w, result, tokens, count);
    free(tokens);
    return w.good;
}
