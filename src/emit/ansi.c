/* ansi.c - the article on a terminal: mentions in colour, each with a label that says
 * what it is or what it means, then one line a card.
 *
 * The 16 colours that every terminal has; the labels say the same without any. Control
 * characters of the article do not reach the terminal, which would obey them. */
#include "emit/emit.h"

static const struct style {
    const char *type, *code;
} styles[] = {
    {"person", "\x1b[1;36m"},       {"place", "\x1b[1;32m"},
    {"date", "\x1b[1;33m"},         {"percent", "\x1b[1;35m"},
    {"organisation", "\x1b[1;34m"}, {"time", "\x1b[33m"},
    {"duration", "\x1b[33m"},       {"set", "\x1b[33m"},
    {"vague", "\x1b[33m"},
};
static const char other[] = "\x1b[1m", faint[] = "\x1b[2m", plain[] = "\x1b[0m";

static const char *style_of(const char *type) {
    for (size_t i = 0; i < sizeof styles / sizeof *styles; i++)
        if (strcmp(styles[i].type, type) == 0) return styles[i].code;
    return other;
}

/* C0 but line break and tab, DEL, and C1 (U+0080 to U+009F: C2 80 to C2 9F). */
static size_t control_at(dl_str text, size_t i) {
    unsigned char c = (unsigned char)text.at[i];
    if ((c < 0x20 && c != '\n' && c != '\t') || c == 0x7F) return 1;
    bool c1 =
        c == 0xC2 && i + 1 < text.len && ((unsigned char)text.at[i + 1] & 0xE0) == 0x80;
    return c1 ? 2 : 0;
}

static void write_safe(dl_out *out, dl_str text) {
    for (size_t i = 0; i < text.len;) {
        size_t skip = control_at(text, i);
        if (skip)
            dl_out_text(out, "\xEF\xBF\xBD");
        else
            dl_out_char(out, text.at[i]);
        i += skip ? skip : 1;
    }
}

static void write_label(dl_out *out, const char *text) {
    write_safe(out, dl_str_from(text));
}

/* The text of the value, which differs from the surface; else nothing and false. */
static bool write_meaning(dl_out *out, const dateline_entity *entity, dl_str surface) {
    dl_fact facts[DL_FACT_LIMIT];
    size_t count = dl_markup_facts(entity, facts);
    if (!count || facts[0].name) return false;
    if (dl_str_equal(facts[0].pieces[0], surface)) return false;
    for (size_t i = 0; i < DL_FACT_PIECES; i++)
        write_safe(out, facts[0].pieces[i]);
    return true;
}

/* A style ends with its line, so that a pager shows each line right. */
static void write_surface(dl_out *out, dl_str surface, const char *style) {
    dl_str rest = surface;
    while (rest.at) {
        dl_out_text(out, style);
        write_safe(out, dl_str_split(&rest, '\n'));
        dl_out_text(out, plain);
        if (rest.at) dl_out_char(out, '\n');
    }
}

static void write_mention(dl_out *out, const dateline_entity *entity, dl_str surface) {
    write_surface(out, surface, style_of(entity->type));
    dl_out_text(out, faint);
    dl_out_char(out, '<');
    if (!write_meaning(out, entity, surface)) write_label(out, entity->type);
    dl_out_char(out, '>');
    dl_out_text(out, plain);
}

static void write_article(const dl_emit_view *view, dl_out *out) {
    size_t byte = 0, point = 0;
    for (size_t i = 0; i < view->entity_count; i++) {
        const dateline_entity *entity = view->entities[i];
        write_safe(out, dl_emit_walk(view->text, &byte, &point, entity->start));
        write_mention(out, entity, dl_emit_walk(view->text, &byte, &point, entity->end));
    }
    write_safe(out, dl_str_cut(view->text, byte, view->text.len));
    if (!dl_str_ends(view->text, DL_STR("\n"))) dl_out_char(out, '\n');
}

static size_t count_type(const dl_emit_view *view, const char *type) {
    size_t count = 0;
    for (size_t i = 0; i < view->entity_count; i++)
        if (strcmp(view->entities[i]->type, type) == 0) count++;
    return count;
}

/* "article.txt  2025-10-23  2 person  1 date", which is also the legend of the colours.
 */
static void write_header(const dl_emit_view *view, dl_out *out) {
    const dateline_about *about = &view->about;
    dl_out_text(out, "\x1b[7m ");
    write_label(out, about->source ? about->source : about->id ? about->id : "article");
    dl_out_char(out, ' ');
    dl_out_text(out, plain);
    if (about->date) {
        dl_out_text(out, "  ");
        write_label(out, about->date);
    }
    for (size_t i = 0; i < sizeof styles / sizeof *styles; i++) {
        size_t count = count_type(view, styles[i].type);
        if (!count) continue;
        dl_out_text(out, "  ");
        dl_out_integer(out, (long long)count);
        dl_out_char(out, ' ');
        dl_out_text(out, styles[i].code);
        dl_out_text(out, styles[i].type);
        dl_out_text(out, plain);
    }
    dl_out_text(out, "\n\n");
}

static void write_card_remarks(const dateline_card *card, dl_out *out) {
    const dateline_person *person = card->value.person;
    const dateline_place *place = card->value.place;
    const char *remark = person ? person->title : place ? place->country : NULL;
    if (!remark) return;
    dl_out_text(out, ", ");
    write_label(out, remark);
}

static void write_card(const dateline_card *card, dl_out *out) {
    dl_out_text(out, style_of(card->type));
    write_label(out, card->type);
    dl_out_text(out, plain);
    size_t width = strlen(card->type);
    dl_out_repeat(out, ' ', width < 8 ? 8 - width : 1);
    write_label(out, card->name);
    write_card_remarks(card, out);
    dl_out_text(out, faint);
    dl_out_text(out, "  ");
    dl_out_integer(out, (long long)card->mentions);
    dl_out_text(out, card->mentions == 1 ? " mention" : " mentions");
    for (size_t i = 0; card->variant_count > 1 && i < card->variant_count; i++) {
        dl_out_text(out, i ? ", " : ": ");
        write_label(out, card->variants[i]);
    }
    dl_out_text(out, plain);
    dl_out_char(out, '\n');
}

void dl_emit_ansi(const dl_emit_view *view, const dateline_format_options *options,
                  dl_out *out) {
    (void)options;
    write_header(view, out);
    write_article(view, out);
    if (view->card_count) dl_out_char(out, '\n');
    for (size_t i = 0; i < view->card_count; i++)
        write_card(view->cards[i], out);
    for (size_t i = 0; i < view->problem_count; i++) {
        dl_out_text(out, "\x1b[1;31mproblem\x1b[0m ");
        write_label(out, view->problems[i]->message);
        dl_out_char(out, '\n');
    }
}
