/* labelstudio.c - tasks of Label Studio with our records as predictions, to be looked
 * through and put right by people. The project's labelling configuration:
 *
 *     <View><Labels name="label" toName="text"><Label value="person"/>...</Labels>
 *       <Text name="text" value="$text"/></View>
 *
 * Label Studio counts code points. */
#include "emit/json.h"
#include "emit/label.h"

static void write_region(dl_json *json, const dl_emit_view *view, size_t number) {
    const dateline_entity *entity = view->entities[number];
    char id[DL_ID_LEN + 1];
    dl_record_id(&view->about, "region", number, id);
    dl_json_open(json, '{');
    dl_json_key(json, "id");
    dl_json_string(json, (dl_str){id, 10}); /* as long as its own */
    dl_json_text(json, "from_name", "label");
    dl_json_text(json, "to_name", "text");
    dl_json_text(json, "type", "labels");
    dl_json_key(json, "score");
    dl_json_decimal(json, entity->confidence, 3);
    dl_json_key(json, "value");
    dl_json_open(json, '{');
    dl_json_count(json, "start", entity->start);
    dl_json_count(json, "end", entity->end);
    dl_json_key(json, "text");
    dl_json_string(json, (dl_str){entity->text, entity->text_len});
    dl_json_key(json, "labels");
    dl_json_open(json, '[');
    dl_json_string(json, dl_str_from(entity->type));
    dl_json_close(json, ']');
    dl_json_close(json, '}');
    dl_json_key(json, "meta");
    dl_json_open(json, '{');
    dl_json_value(json, &entity->value);
    dl_json_close(json, '}');
    dl_json_close(json, '}');
}

static void write_data(dl_json *json, const dl_emit_view *view) {
    dl_json_key(json, "data");
    dl_json_open(json, '{');
    dl_json_key(json, "text");
    dl_json_string(json, view->text);
    dl_json_text(json, "id", view->about.id);
    dl_json_text(json, "source", view->about.source);
    dl_json_text(json, "date", view->about.date);
    dl_json_close(json, '}');
}

/* As sure as the records are on average. */
static double score(const dl_emit_view *view) {
    double sum = 0;
    for (size_t i = 0; i < view->entity_count; i++)
        sum += view->entities[i]->confidence;
    return view->entity_count ? sum / (double)view->entity_count : 1;
}

void dl_begin_labelstudio(dl_emit_run *run) {
    dl_out_char(run->out, '[');
}

void dl_emit_labelstudio(const dl_emit_view *view, const dateline_format_options *options,
                         dl_out *out) {
    dl_json json = {.out = out, .pretty = options->pretty, .empty = true};
    dl_json_open(&json, '{');
    write_data(&json, view);
    dl_json_key(&json, "predictions");
    dl_json_open(&json, '[');
    dl_json_open(&json, '{');
    dl_json_text(&json, "model_version", "dateline " DATELINE_VERSION);
    dl_json_key(&json, "score");
    dl_json_decimal(&json, score(view), 3);
    dl_json_key(&json, "result");
    dl_json_open(&json, '[');
    for (size_t i = 0; i < view->entity_count; i++)
        write_region(&json, view, i);
    dl_json_close(&json, ']');
    dl_json_close(&json, '}');
    dl_json_close(&json, ']');
    dl_json_close(&json, '}');
}

void dl_end_labelstudio(dl_emit_run *run) {
    dl_out_text(run->out, "]\n");
}
