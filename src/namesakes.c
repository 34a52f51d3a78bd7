/* namesakes.c - which of several places of one name is meant, told point by point: what
 * place_choose.c added up, and who spoke for it. */
#include "namesakes.h"

#include <stdlib.h>

#include "resolve/chooser.h"

enum { SHOWN = 5, WITNESSES_SHOWN = 3, READINGS_MOST = 256 };

typedef struct asked { /* a mention among the places that were chosen together */
    const dl_chooser *chooser;
    const dl_place_name *name;
    const dl_place_choice *choice;
    int32_t fixed; /* the reading that stands beside it, or -1 */
} asked;

static bool find(const dl_run *run, const dl_mention *mention, asked *out) {
    const dl_chooser *c = run->chooser;
    if (!c || strcmp(mention->type, "place") != 0) return false;
    for (size_t i = 0; i < c->count; i++) {
        if (c->places[i]->first != mention->first || c->places[i]->end != mention->end)
            continue;
        *out = (asked){c, &c->names.items[c->name_of[i]], &c->choices[i], c->fixed[i]};
        return true;
    }
    return false;
}

static const dl_reading *chosen_of(const asked *a) {
    uint32_t best = a->fixed >= 0 ? (uint32_t)a->fixed : a->name->best;
    return a->choice->row ? dl_reading_at(a->chooser, a->name, best) : NULL;
}

/* ---- one place ------------------------------------------------------------------- */

static dl_str code_of(const dl_place_row *row) {
    return row->region.len ? row->region : row->country;
}

static void tell_degrees(dl_teller *t, int32_t value) {
    int64_t size = value < 0 ? -(int64_t)value : value;
    dl_tell(t, "%s%d.%05d", value < 0 ? "-" : "", (int)(size / 100000),
            (int)(size % 100000));
}

static void tell_field(dl_teller *t, const char *name, dl_str value, bool *any) {
    if (!value.len) return;
    dl_tell(t, "%s\"%s\":", *any ? "," : "", name);
    dl_tell_quoted(t, value);
    *any = true;
}

/* JSON's members of a place. */
static void tell_row(dl_teller *t, const dl_place_row *row) {
    bool any = false;
    tell_field(t, "name", row->name, &any);
    tell_field(t, "kind", row->kind_name, &any);
    tell_field(t, "country", row->country, &any);
    tell_field(t, "region", row->region, &any);
    if (row->located) {
        dl_tell(t, ",\"lat\":");
        tell_degrees(t, row->lat);
        dl_tell(t, ",\"lon\":");
        tell_degrees(t, row->lon);
    }
    if (row->geonames.len)
        dl_tell(t, ",\"geonames\":%.*s", (int)row->geonames.len, row->geonames.at);
}

/* `Paris, city in US-TX`. */
static void tell_what(dl_teller *t, const dl_place_row *row) {
    dl_str code = code_of(row);
    dl_tell_text(t, row->name);
    dl_tell(t, ", %.*s", (int)row->kind_name.len, row->kind_name.at);
    if (code.len) dl_tell(t, " in %.*s", (int)code.len, code.at);
}

/* ---- who spoke for it ------------------------------------------------------------ */

typedef struct witnesses {
    dl_str names[WITNESSES_SHOWN];
    size_t count; /* those that are not shown, too */
} witnesses;

static void add(witnesses *w, dl_str name) {
    for (size_t i = 0; i < w->count && i < WITNESSES_SHOWN; i++)
        if (dl_str_equal(w->names[i], name)) return;
    if (w->count < WITNESSES_SHOWN) w->names[w->count] = name;
    w->count++;
}

/* The other names, the paper's home and the words that lie in the same country or region,
 * or nearby. */
static witnesses witnesses_of(const asked *a, const dl_reading *r,
                              dl_point_reason reason) {
    const dl_chooser *c = a->chooser;
    witnesses found = {.count = 0};
    if (reason == DL_FOR_BESIDE) add(&found, r->beside);
    if (reason < DL_FOR_COUNTRY) return found;
    if (c->home.row.name.len && dl_readings_share(r, &c->home, reason))
        add(&found, DL_STR("the paper's home"));
    for (size_t i = 0; i < c->names.count; i++) {
        const dl_place_name *n = &c->names.items[i];
        if (n == a->name || !n->count || !n->weight) continue;
        const dl_reading *best = dl_reading_at(c, n, n->best);
        if (best->share && dl_readings_share(r, best, reason)) add(&found, n->surface);
    }
    if (reason == DL_FOR_COUNTRY && c->home_country && c->home_country == r->country)
        add(&found, DL_STR("the paper's domain"));
    for (size_t i = 0; reason != DL_FOR_NEARBY && i < c->hints.count; i++) {
        uint64_t area = reason == DL_FOR_REGION ? r->region : r->country;
        if (c->hints.items[i].area == area) add(&found, c->hints.items[i].word);
    }
    return found;
}

static void tell_witnesses(dl_teller *t, const witnesses *found) {
    if (!found->count) return;
    dl_tell(t, t->json ? ",\"by\":[" : " (");
    for (size_t i = 0; i < found->count && i < WITNESSES_SHOWN; i++) {
        if (i) dl_tell(t, t->json ? "," : ", ");
        (t->json ? dl_tell_quoted : dl_tell_text)(t, found->names[i]);
    }
    if (found->count > WITNESSES_SHOWN && !t->json)
        dl_tell(t, " and %zu more", found->count - WITNESSES_SHOWN);
    dl_tell(t, t->json ? "]" : ")");
    if (found->count > WITNESSES_SHOWN && t->json)
        dl_tell(t, ",\"more\":%zu", found->count - WITNESSES_SHOWN);
}

static const char *const reasons[DL_POINT_REASONS] = {[DL_FOR_PROMINENCE] = "prominence",
                                                      [DL_FOR_BESIDE] = "beside",
                                                      [DL_FOR_KIND] = "kind",
                                                      [DL_FOR_HOME] = "home",
                                                      [DL_FOR_COUNTRY] = "country",
                                                      [DL_FOR_REGION] = "region",
                                                      [DL_FOR_NEARBY] = "nearby"};

static void tell_points(dl_teller *t, const asked *a, const dl_reading *r) {
    char number[16];
    bool any = false;
    for (int i = 0; i < DL_POINT_REASONS; i++) {
        if (!r->points[i]) continue;
        dl_tenths_text(r->points[i], number);
        if (t->json)
            dl_tell(t, "%s{\"for\":\"%s\",\"points\":%s", any ? "," : "", reasons[i],
                    number + (number[0] == '+'));
        else
            dl_tell(t, "%s%s %s", any ? ", " : "", reasons[i], number);
        witnesses found = witnesses_of(a, r, (dl_point_reason)i);
        tell_witnesses(t, &found);
        if (t->json) dl_tell(t, "}");
        any = true;
    }
}

static void tell_reading(dl_teller *t, const asked *a, const dl_reading *r, bool first) {
    char number[16];
    dl_tenths_text(r->score, number);
    if (t->json) {
        dl_tell(t, "%s{", first ? "" : ",");
        tell_row(t, &r->row);
        dl_tell(t, ",\"score\":%s,\"points\":[", number + (number[0] == '+'));
        tell_points(t, a, r);
        dl_tell(t, "]}");
        return;
    }
    dl_tell(t, "    %6s  ", number);
    tell_what(t, &r->row);
    dl_tell(t, ": ");
    tell_points(t, a, r);
    dl_tell(t, "\n");
}

/* ---- what is meant --------------------------------------------------------------- */

static void tell_unknown(dl_teller *t, const dl_mention *mention) {
    const dateline_place *value = mention->value.place;
    if (t->json) return;
    dl_tell(t, "  no place of this name is in the gazetteer");
    if (value && value->inferred && value->country)
        dl_tell(t, "; %s is inferred from the rest of the article",
                value->region ? value->region : value->country);
    dl_tell(t, "\n");
}

/* `means Paris, city in US-TX`, and what of the words says so. */
static void tell_meaning(dl_teller *t, const asked *a, const dl_reading *won) {
    if (t->json) {
        dl_tell(t, ",\"place\":{");
        tell_row(t, &won->row);
        if (a->choice->base.end) {
            dl_tell(t, ",\"known_by\":");
            dl_tell_quoted(t, a->name->surface);
        }
        if (a->fixed >= 0 && won->beside.at) {
            dl_tell(t, ",\"beside\":");
            dl_tell_quoted(t, won->beside);
        }
        dl_tell(t, "}");
        return;
    }
    dl_tell(t, a->choice->base.end ? "  lies in " : "  means ");
    tell_what(t, &won->row);
    if (a->choice->base.end) {
        dl_tell(t, ", by its part ");
        dl_tell_quoted(t, a->name->surface);
    }
    if (a->fixed >= 0 && won->beside.at) {
        dl_tell(t, ", as ");
        dl_tell_quoted(t, won->beside);
        dl_tell(t, " beside it says");
    }
}

static int likeliest_first(const void *left, const void *right) {
    const dl_reading *a = *(const dl_reading *const *)left,
                     *b = *(const dl_reading *const *)right;
    if (a->score != b->score) return b->score - a->score;
    return a < b ? -1 : a > b;
}

/* The readings of the name, the one that is meant first, then the likeliest. */
static size_t in_order(const asked *a, const dl_reading *won, const dl_reading **out) {
    size_t count = 0;
    out[count++] = won;
    for (uint32_t i = 0; i < a->name->count && count < READINGS_MOST; i++) {
        const dl_reading *r = dl_reading_at(a->chooser, a->name, i);
        if (r != won) out[count++] = r;
    }
    qsort(out + 1, count - 1, sizeof *out, likeliest_first);
    return count;
}

void dl_namesakes_tell(const dl_run *run, const dl_mention *mention, dl_teller *t) {
    asked a;
    if (!find(run, mention, &a)) return;
    const dl_reading *won = chosen_of(&a), *all[READINGS_MOST];
    if (!won) {
        tell_unknown(t, mention);
        return;
    }
    size_t count = in_order(&a, won, all);
    tell_meaning(t, &a, won);
    if (t->json)
        dl_tell(t, ",\"namesakes\":[");
    else if (count == 1)
        dl_tell(t, ", the only place of its name\n");
    else
        dl_tell(t, ", of %zu places of this name:\n", count);
    size_t shown = t->json || count < SHOWN ? count : SHOWN;
    for (size_t i = 0; i < shown && (t->json || count > 1); i++)
        tell_reading(t, &a, all[i], i == 0);
    if (t->json) {
        dl_tell(t, "]");
    } else if (count > SHOWN) {
        char number[16];
        dl_tenths_text(all[SHOWN]->score, number);
        dl_tell(t, "            and %zu more, with %s at most\n", count - SHOWN,
                number + (number[0] == '+'));
    }
}

/* ---- why not another ------------------------------------------------------------- */

static bool same_place(const dl_place_row *a, const dl_place_row *b) {
    if (a->geonames.len && b->geonames.len) return dl_str_equal(a->geonames, b->geonames);
    return dl_str_equal(a->country, b->country) && dl_str_equal(a->region, b->region) &&
           a->lat == b->lat && a->lon == b->lon;
}

static const dl_reading *reading_of(const asked *a, const dl_place_row *row) {
    for (uint32_t i = 0; i < a->name->count; i++)
        if (same_place(&dl_reading_at(a->chooser, a->name, i)->row, row))
            return dl_reading_at(a->chooser, a->name, i);
    return NULL;
}

static void tell_refusal(dl_teller *t, const char *wanted, const char *key,
                         const char *why) {
    if (t->json) {
        dl_tell(t, ",\"wanted\":\"%s\"", key);
        return;
    }
    dl_tell(t, "  ");
    dl_tell_quoted(t, dl_str_from(wanted));
    dl_tell(t, " %s\n", why);
}

void dl_namesakes_tell_not(const dl_run *run, const dl_mention *mention,
                           const char *wanted, dl_teller *t) {
    asked a;
    dl_place_row row;
    if (!find(run, mention, &a)) return;
    if (!dl_home_find(run->scan.rules, dl_str_from(wanted), &row)) {
        tell_refusal(t, wanted, "unknown",
                     "is no place of the gazetteer; a place and what it lies in is "
                     "wanted: Lexington, Kentucky");
        return;
    }
    const dl_reading *won = chosen_of(&a), *other = reading_of(&a, &row);
    if (!won) {
        tell_unknown(t, mention);
        return;
    }
    tell_meaning(t, &a, won);
    if (!other) {
        dl_tell(t, t->json ? "" : "\n");
        tell_refusal(t, wanted, "other-name", "is no place of this name");
        return;
    }
    if (!t->json && other != won) {
        dl_tell(t, ", and not ");
        tell_what(t, &other->row);
    }
    dl_tell(t, t->json ? ",\"namesakes\":[" : ":\n");
    tell_reading(t, &a, won, true);
    if (other != won) tell_reading(t, &a, other, false);
    if (t->json) dl_tell(t, "]");
}
