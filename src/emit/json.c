/* json.c - the record: one JSON document for an article. Keys stand in this order for
 * ever; tests/schema/document.schema.json says the same to machines. */
#include "emit/json.h"

#include "emit/emit.h"

static void write_span(dl_json *json, const dateline_entity *entity, bool utf16) {
    dl_json_count(json, "start", entity->start);
    dl_json_count(json, "end", entity->end);
    dl_json_count(json, "byte_start", entity->byte_start);
    dl_json_count(json, "byte_end", entity->byte_end);
    if (utf16) {
        dl_json_count(json, "utf16_start", entity->utf16_start);
        dl_json_count(json, "utf16_end", entity->utf16_end);
    }
    if (entity->value.percent) {
        dl_json_count(json, "core_start", entity->core_start);
        dl_json_count(json, "core_end", entity->core_end);
    }
}

static void write_entity(dl_json *json, const dateline_entity *entity, bool utf16) {
    dl_json_open(json, '{');
    dl_json_text(json, "type", entity->type);
    dl_json_key(json, "text");
    dl_json_string(json, (dl_str){entity->text, entity->text_len});
    write_span(json, entity, utf16);
    dl_json_value(json, &entity->value);
    if (entity->card) dl_json_count(json, "card", entity->card);
    dl_json_some_text(json, "key", entity->key);
    dl_json_key(json, "confidence");
    dl_json_decimal(json, entity->confidence, 3);
    dl_json_text(json, "rule", entity->rule);
    dl_json_some_text(json, "role", entity->role);
    dl_json_close(json, '}');
}

static void write_card(dl_json *json, const dateline_card *card, size_t number) {
    dl_json_open(json, '{');
    dl_json_count(json, "card", number);
    dl_json_text(json, "type", card->type);
    dl_json_text(json, "name", card->name);
    dl_json_some_text(json, "key", card->key);
    dl_json_count(json, "mentions", card->mentions);
    dl_json_key(json, "variants");
    dl_json_open(json, '[');
    for (size_t i = 0; i < card->variant_count; i++)
        dl_json_string(json, dl_str_from(card->variants[i]));
    dl_json_close(json, ']');
    dl_json_value(json, &card->value);
    dl_json_close(json, '}');
}

static void write_problem(dl_json *json, const dateline_error *problem) {
    dl_json_open(json, '{');
    dl_json_text(json, "status", dateline_status_name(problem->status));
    dl_json_text(json, "message", problem->message);
    if (problem->file[0]) dl_json_text(json, "file", problem->file);
    if (problem->line) dl_json_count(json, "line", problem->line);
    if (problem->column) dl_json_count(json, "column", problem->column);
    dl_json_close(json, '}');
}

static void write_about(dl_json *json, const dl_emit_view *view, bool text) {
    const dateline_about *about = &view->about;
    dl_json_text(json, "schema", "dateline/1");
    dl_json_text(json, "version", DATELINE_VERSION);
    dl_json_text(json, "rules", view->rules);
    dl_json_text(json, "id", about->id);
    dl_json_text(json, "source", about->source);
    dl_json_text(json, "date", about->date);
    dl_json_text(json, "date_from", about->date_from);
    dl_json_count(json, "bytes", about->bytes);
    dl_json_some_text(json, "title", about->title);
    dl_json_some_text(json, "author", about->author);
    dl_json_some_text(json, "url", about->url);
    if (about->extracted) dl_json_text(json, "offsets_in", "extracted");
    if (!text) return;
    dl_json_key(json, "text");
    dl_json_string(json, view->text);
}

static void write_share(dl_json *json, const char *key, const char *code, double score) {
    if (!code) return;
    dl_json_key(json, key);
    dl_json_open(json, '{');
    dl_json_text(json, "code", code);
    dl_json_key(json, "score");
    dl_json_decimal(json, score, 3);
    dl_json_close(json, '}');
}

static void write_focus(dl_json *json, const dateline_focus *focus) {
    dl_json_key(json, "focus");
    dl_json_open(json, '{');
    write_share(json, "country", focus->country, focus->country_score);
    write_share(json, "region", focus->region, focus->region_score);
    if (focus->city) {
        dl_json_key(json, "city");
        dl_json_open(json, '{');
        dl_json_text(json, "name", focus->city->name);
        dl_json_some_raw(json, "geonames", focus->city->geonames);
        dl_json_key(json, "score");
        dl_json_decimal(json, focus->city_score, 3);
        dl_json_close(json, '}');
    }
    dl_json_close(json, '}');
}

void dl_emit_json(const dl_emit_view *view, const dateline_format_options *options,
                  dl_out *out) {
    dl_json json = {.out = out, .pretty = options->pretty, .empty = true};
    dl_json_open(&json, '{');
    write_about(&json, view, options->text);
    dl_json_key(&json, "entities");
    dl_json_open(&json, '[');
    for (size_t i = 0; i < view->entity_count; i++)
        write_entity(&json, view->entities[i], options->utf16);
    dl_json_close(&json, ']');
    dl_json_key(&json, "cards");
    dl_json_open(&json, '[');
    for (size_t i = 0; i < view->card_count; i++)
        write_card(&json, view->cards[i], i + 1);
    dl_json_close(&json, ']');
    if (view->about.focus) write_focus(&json, view->about.focus);
    dl_json_key(&json, "problems");
    dl_json_open(&json, '[');
    for (size_t i = 0; i < view->problem_count; i++)
        write_problem(&json, view->problems[i]);
    dl_json_close(&json, ']');
    dl_json_close(&json, '}');
    dl_out_char(out, '\n');
}

void dl_emit_ndjson(const dl_emit_view *view, const dateline_format_options *options,
                    dl_out *out) {
    dateline_format_options line = *options;
    line.pretty = false;
    dl_emit_json(view, &line, out);
}
