/* datashare.c - NamedEntity objects of ICIJ's Datashare, one a line: each text and
 * category of an article once, with all the places where it stands.
 *
 * Datashare's documents are Java strings, so offsets are UTF-16 units. Its extractors are
 * a closed list without us: SPACY stands for "another program", and metadata tells which
 * one, and the value. */
#include "emit/json.h"
#include "emit/label.h"
#include "emit/names.h"

typedef struct group { /* the mentions with one text and category */
    size_t first, last;
} group;

typedef struct groups {
    dl_names names; /* "LABEL TEXT" */
    DL_ARRAY(group) items;
    size_t *next; /* of each mention: the next one of its group, or 0 */
} groups;

static bool add_mention(groups *all, const dl_emit_view *view, size_t number) {
    const dateline_entity *entity = view->entities[number];
    const char *label = dl_label(entity, DL_DATASHARE);
    if (!label) return true;
    const char *key = dl_arena_format(view->arena, "%s %s", label, entity->text);
    uint32_t name = key ? dl_names_add(&all->names, dl_str_from(key)) : DL_NO_NAME;
    if (name == DL_NO_NAME) return false;
    if (name < all->items.count) {
        all->next[all->items.items[name].last] = number;
    } else {
        group *fresh = DL_PUSH(view->arena, &all->items);
        if (!fresh) return false;
        fresh->first = number;
    }
    all->items.items[name].last = number;
    return true;
}

static bool make_groups(groups *all, const dl_emit_view *view) {
    *all = (groups){.names.arena = view->arena};
    all->next = dl_arena_zero(view->arena, (view->entity_count + 1) * sizeof *all->next);
    for (size_t i = 0; all->next && i < view->entity_count; i++)
        if (!add_mention(all, view, i)) return false;
    return all->next;
}

static void write_offsets(dl_json *json, const dl_emit_view *view, const groups *all,
                          size_t first) {
    dl_json_key(json, "offsets");
    dl_json_open(json, '[');
    size_t i = first;
    do
        dl_json_integer(json, (long long)view->entities[i]->utf16_start);
    while ((i = all->next[i]));
    dl_json_close(json, ']');
}

static void write_metadata(dl_json *json, const dateline_entity *entity) {
    dl_json_key(json, "metadata");
    dl_json_open(json, '{');
    dl_json_text(json, "extractor", "dateline " DATELINE_VERSION);
    dl_json_text(json, "type", entity->type);
    dl_json_value(json, &entity->value);
    dl_json_key(json, "confidence");
    dl_json_decimal(json, entity->confidence, 3);
    dl_json_close(json, '}');
}

static void write_entity(dl_json *json, const dl_emit_view *view, const groups *all,
                         size_t number) {
    const dateline_entity *entity = view->entities[number];
    char id[DL_ID_LEN + 1];
    dl_record_id(&view->about, "entity", number, id);
    dl_json_open(json, '{');
    dl_json_text(json, "id", id);
    dl_json_text(json, "type", "NamedEntity");
    dl_json_text(json, "category", dl_label(entity, DL_DATASHARE));
    dl_json_key(json, "mention");
    dl_json_string(json, (dl_str){entity->text, entity->text_len});
    write_offsets(json, view, all, number);
    dl_json_text(json, "documentId", view->about.id);
    dl_json_text(json, "rootDocument", view->about.id);
    dl_json_text(json, "extractor", "SPACY");
    dl_json_text(json, "extractorLanguage", "ENGLISH");
    dl_json_key(json, "isHidden");
    dl_json_raw(json, "false");
    write_metadata(json, entity);
    dl_json_close(json, '}');
}

void dl_emit_datashare(const dl_emit_view *view, const dateline_format_options *options,
                       dl_out *out) {
    (void)options;
    groups all;
    if (!make_groups(&all, view)) return;
    for (size_t i = 0; i < all.items.count; i++) {
        dl_json json = {.out = out, .empty = true};
        write_entity(&json, view, &all, all.items.items[i].first);
        dl_out_char(out, '\n');
    }
}
