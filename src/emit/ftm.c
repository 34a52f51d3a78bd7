/* ftm.c - entities of FollowTheMoney, as Aleph and its tools read them, one a line: the
 * article as a PlainText document with what it speaks of, then a Mention for each person
 * and organisation. */
#include "emit/json.h"
#include "emit/label.h"
#include "emit/names.h"

static void open_property(dl_json *json, const char *name) {
    dl_json_key(json, name);
    dl_json_open(json, '[');
}

static void write_property(dl_json *json, const char *name, const char *value) {
    if (!value || !*value) return;
    open_property(json, name);
    dl_json_string(json, dl_str_from(value));
    dl_json_close(json, ']');
}

static const char *schema_of(const dateline_card *card) {
    dateline_entity entity = {.type = card->type};
    return dl_label(&entity, DL_FTM);
}

/* ---- lists of what the article's cards say ---- */

typedef const char *(*field)(const dateline_card *card);

static const char *person_name(const dateline_card *card) {
    return card->value.person ? card->name : NULL;
}

static const char *company_name(const dateline_card *card) {
    const char *schema = schema_of(card);
    return schema && strcmp(schema, "Organization") == 0 ? card->name : NULL;
}

static const char *place_name(const dateline_card *card) {
    return card->value.place ? card->name : NULL;
}

static const char *country(const dateline_card *card) {
    return card->value.place ? card->value.place->country : NULL;
}

static dl_names list_of(const dl_emit_view *view, field of) {
    dl_names list = {.arena = view->arena};
    for (size_t i = 0; i < view->card_count; i++) {
        const char *value = of(view->cards[i]);
        if (value && *value) dl_names_add(&list, dl_str_from(value));
    }
    return list;
}

static void write_list(dl_json *json, const char *name, const dl_names *list) {
    if (!list->count) return;
    open_property(json, name);
    for (size_t i = 0; i < list->count; i++)
        dl_json_string(json, list->items[i].text);
    dl_json_close(json, ']');
}

/* FollowTheMoney writes countries small. */
static dl_names countries_of(const dl_emit_view *view) {
    dl_names list = list_of(view, country);
    for (size_t i = 0; i < list.count; i++)
        for (char *at = (char *)(uintptr_t)list.items[i].text.at; *at; at++)
            if (*at >= 'A' && *at <= 'Z') *at |= 0x20;
    return list;
}

/* ---- the entities ---- */

static void open_entity(dl_json *json, const char *id, const char *schema) {
    dl_json_open(json, '{');
    dl_json_text(json, "id", id);
    dl_json_text(json, "schema", schema);
    dl_json_key(json, "properties");
    dl_json_open(json, '{');
}

static void close_entity(dl_json *json) {
    dl_json_close(json, '}');
    dl_json_close(json, '}');
    dl_out_char(json->out, '\n');
}

static void write_document(const dl_emit_view *view, const char *id,
                           const dl_names *countries, dl_out *out) {
    const dateline_about *about = &view->about;
    dl_json json = {.out = out, .empty = true};
    bool from_file = about->source && *about->source;
    open_entity(&json, id, "PlainText");
    write_property(&json, "fileName", from_file ? about->source : about->id);
    write_property(&json, "title", about->id);
    write_property(&json, "date", about->date);
    open_property(&json, "bodyText");
    dl_json_string(&json, view->text);
    dl_json_close(&json, ']');
    dl_names people = list_of(view, person_name);
    dl_names companies = list_of(view, company_name);
    dl_names places = list_of(view, place_name);
    write_list(&json, "peopleMentioned", &people);
    write_list(&json, "companiesMentioned", &companies);
    write_list(&json, "locationMentioned", &places);
    write_list(&json, "detectedCountry", countries);
    close_entity(&json);
}

static void write_mention(const dl_emit_view *view, const char *document,
                          const dl_names *countries, size_t number, dl_out *out) {
    const dateline_card *card = view->cards[number];
    dl_json json = {.out = out, .empty = true};
    char id[DL_ID_LEN + 1];
    dl_record_id(&view->about, "mention", number, id);
    open_entity(&json, id, "Mention");
    write_property(&json, "document", document);
    open_property(&json, "name");
    dl_json_string(&json, dl_str_from(card->name));
    for (size_t i = 0; i < card->variant_count; i++)
        if (strcmp(card->variants[i], card->name) != 0)
            dl_json_string(&json, dl_str_from(card->variants[i]));
    dl_json_close(&json, ']');
    write_property(&json, "detectedSchema", schema_of(card));
    write_list(&json, "contextCountry", countries);
    close_entity(&json);
}

void dl_emit_ftm(const dl_emit_view *view, const dateline_format_options *options,
                 dl_out *out) {
    (void)options;
    char document[DL_ID_LEN + 1];
    dl_record_id(&view->about, "document", 0, document);
    dl_names countries = countries_of(view);
    write_document(view, document, &countries, out);
    for (size_t i = 0; i < view->card_count; i++)
        if (schema_of(view->cards[i])) write_mention(view, document, &countries, i, out);
}
