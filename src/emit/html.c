/* html.c - a page to read: the articles with their entities marked, what each one means
 * on hover and on keyboard focus, a legend, and the cards. It needs no other file.
 *
 * Types differ by the line below them as well as by colour, and text has a contrast of at
 * least 7 to 1 on its background, by day and by night (tests/formats counts it). */
#include "emit/emit.h"

static const char head[] =
    "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
    "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
    "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; "
    "style-src 'unsafe-inline'\">\n"
    "<title>dateline</title>\n<style>\n"
    ":root { color-scheme: light dark; --page: #ffffff; --ink: #1b1b1f; --rule: "
    "#8a8a94;\n"
    "  --person: #cfe6ff; --place: #d3f2d3; --date: #ffe9b8; --percent: #f9d7ee;\n"
    "  --organisation: #e0dafc; --other: #e6e6ea; }\n"
    "@media (prefers-color-scheme: dark) { :root { --page: #16161a; --ink: #f1f1f4;\n"
    "  --rule: #8a8a94; --person: #123a63; --place: #16451c; --date: #533c00;\n"
    "  --percent: #5a1c47; --organisation: #38297a; --other: #3a3a42; } }\n"
    "body { background: var(--page); color: var(--ink); font: 1.05rem/1.7 Georgia, "
    "serif;\n"
    "  max-width: 44rem; margin: 2rem auto; padding: 0 1rem; }\n"
    "h1, h2, .legend, .cards { font-family: system-ui, sans-serif; line-height: 1.4; }\n"
    "h1 { font-size: 1.1rem; } h2 { font-size: 1.15rem; }\n"
    ".about { color: var(--ink); font-size: .9rem; font-weight: normal; }\n"
    ".text { white-space: pre-wrap; overflow-wrap: anywhere; }\n"
    "article { border-top: 1px solid var(--rule); margin-top: 2rem; }\n"
    ".legend { list-style: none; padding: 0; display: flex; flex-wrap: wrap; gap: .6rem; "
    "}\n"
    "mark { color: var(--ink); background: var(--other); border-radius: .15em;\n"
    "  padding: 0 .1em; position: relative; text-decoration: underline;\n"
    "  text-underline-offset: .2em; text-decoration-thickness: 2px; }\n"
    "mark.person { background: var(--person); text-decoration-style: solid; }\n"
    "mark.place { background: var(--place); text-decoration-style: dashed; }\n"
    "mark.date, mark.time, mark.duration, mark.set { background: var(--date);\n"
    "  text-decoration-style: dotted; }\n"
    "mark.percent { background: var(--percent); text-decoration-style: double; }\n"
    "mark.organisation { background: var(--organisation); text-decoration-style: wavy; "
    "}\n"
    "mark:focus { outline: 2px solid var(--ink); outline-offset: 1px; }\n"
    ".text mark:hover::after, .text mark:focus::after { content: attr(data-value);\n"
    "  position: absolute; left: 0; top: 100%; z-index: 1; width: max-content;\n"
    "  max-width: 20rem; padding: .3em .6em; border-radius: .3em; white-space: normal;\n"
    "  background: var(--ink); color: var(--page); font: .85rem/1.4 system-ui, "
    "sans-serif; "
    "}\n"
    ".cards { border-collapse: collapse; font-size: .9rem; }\n"
    ".cards th, .cards td { text-align: left; vertical-align: top; padding: .2rem .8rem "
    ".2rem 0; }\n"
    "</style>\n</head>\n<body>\n<h1>Who, where, when and how much</h1>\n"
    "<ul class=\"legend\" aria-label=\"Legend\">\n"
    "<li><mark class=\"person\">person</mark></li>\n"
    "<li><mark class=\"place\">place</mark></li>\n"
    "<li><mark class=\"date\">date</mark></li>\n"
    "<li><mark class=\"percent\">percent</mark></li>\n"
    "<li><mark class=\"organisation\">organisation</mark></li>\n"
    "<li><mark class=\"other\">other</mark></li>\n</ul>\n<main>\n";

/* Control characters may not stand in a page; a carriage return would be a line break. */
static void write_character(dl_out *out, dl_str text, size_t i) {
    char c = text.at[i];
    if (c == '<')
        dl_out_text(out, "&lt;");
    else if (c == '>')
        dl_out_text(out, "&gt;");
    else if (c == '&')
        dl_out_text(out, "&amp;");
    else if (c == '"')
        dl_out_text(out, "&quot;");
    else if (c == '\r')
        dl_out_text(out, i + 1 < text.len && text.at[i + 1] == '\n' ? "" : "\n");
    else if (((unsigned char)c < ' ' && c != '\n' && c != '\t') || c == 0x7F)
        dl_out_text(out, "\xEF\xBF\xBD");
    else
        dl_out_char(out, c);
}

static void write_safe(dl_out *out, dl_str text) {
    for (size_t i = 0; i < text.len; i++)
        write_character(out, text, i);
}

static void write_text(dl_out *out, const char *text) {
    write_safe(out, dl_str_from(text));
}

/* A class name: letters, digits and - alone. */
static void write_class(dl_out *out, const char *type) {
    for (; *type; type++) {
        char lower = (char)(*type | 0x20);
        bool plain = (lower >= 'a' && lower <= 'z') || dl_is_digit(*type);
        dl_out_char(out, plain ? *type : '-');
    }
}

static void write_fact(dl_out *out, const dl_fact *fact) {
    if (fact->name) {
        dl_out_text(out, "; ");
        write_text(out, fact->name);
        dl_out_text(out, " ");
    }
    for (size_t i = 0; i < DL_FACT_PIECES; i++)
        write_safe(out, fact->pieces[i]);
}

/* "person: Keir Starmer; title Prime Minister" */
static void write_meaning(dl_out *out, const dateline_entity *entity) {
    dl_fact facts[DL_FACT_LIMIT];
    size_t count = dl_markup_facts(entity, facts);
    write_text(out, entity->type);
    dl_out_text(out, count && !facts[0].name ? ": " : "");
    for (size_t i = 0; i < count; i++)
        if (facts[i].shown) write_fact(out, &facts[i]);
}

static void write_mention(dl_out *out, const dateline_entity *entity, dl_str surface) {
    dl_out_text(out, "<mark class=\"");
    write_class(out, entity->type);
    dl_out_text(out, "\" tabindex=\"0\" data-value=\"");
    write_meaning(out, entity);
    dl_out_text(out, "\">");
    write_safe(out, surface);
    dl_out_text(out, "</mark>");
}

static void write_article_text(const dl_emit_view *view, dl_out *out) {
    size_t byte = 0, point = 0;
    dl_out_text(out, "<div class=\"text\">");
    for (size_t i = 0; i < view->entity_count; i++) {
        const dateline_entity *entity = view->entities[i];
        write_safe(out, dl_emit_walk(view->text, &byte, &point, entity->start));
        write_mention(out, entity, dl_emit_walk(view->text, &byte, &point, entity->end));
    }
    write_safe(out, dl_str_cut(view->text, byte, view->text.len));
    dl_out_text(out, "</div>\n");
}

static void write_card(const dateline_card *card, dl_out *out) {
    const dateline_entity as_entity = {.type = card->type, .value = card->value};
    dl_out_text(out, "<tr><td>");
    write_text(out, card->name);
    dl_out_text(out, "</td><td>");
    write_meaning(out, &as_entity);
    dl_out_text(out, "</td><td>");
    dl_out_integer(out, (long long)card->mentions);
    dl_out_text(out, "</td></tr>\n");
}

static void write_cards(const dl_emit_view *view, dl_out *out) {
    if (!view->card_count) return;
    dl_out_text(out,
                "<details>\n<summary>Cards</summary>\n<table class=\"cards\">\n"
                "<thead><tr><th scope=\"col\">Name</th><th scope=\"col\">Meaning</th>"
                "<th scope=\"col\">Mentions</th></tr></thead>\n<tbody>\n");
    for (size_t i = 0; i < view->card_count; i++)
        write_card(view->cards[i], out);
    dl_out_text(out, "</tbody>\n</table>\n</details>\n");
}

void dl_begin_html(dl_emit_run *run) {
    dl_out_text(run->out, head);
}

void dl_emit_html(const dl_emit_view *view, const dateline_format_options *options,
                  dl_out *out) {
    (void)options;
    dl_out_text(out, "<article>\n<h2>");
    write_text(out, view->about.id && *view->about.id ? view->about.id : "article");
    if (view->about.date) {
        dl_out_text(out, " <span class=\"about\">");
        write_text(out, view->about.date);
        dl_out_text(out, "</span>");
    }
    dl_out_text(out, "</h2>\n");
    write_article_text(view, out);
    write_cards(view, out);
    dl_out_text(out, "</article>\n");
}

void dl_end_html(dl_emit_run *run) {
    dl_out_text(run->out, "</main>\n</body>\n</html>\n");
}
