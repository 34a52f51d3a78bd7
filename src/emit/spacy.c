/* spacy.c - spaCy's JSON training format, which `spacy convert` makes a DocBin of.
 *
 * Words have BILUO labels. What stands between two words is kept: one blank as "space",
 * anything else as a word of its own, so that the text of spaCy's Doc is the article's,
 * and spans count alike. */
#include "emit/json.h"
#include "emit/label.h"
#include "emit/words.h"

typedef struct writer {
    dl_json json;
    dl_str text;
    size_t done; /* bytes of the text that are written as words */
    size_t number;
    bool open; /* a sentence is */
} writer;

static void open_sentence(writer *to) {
    if (to->open) {
        dl_json_close(&to->json, ']');
        dl_json_close(&to->json, '}');
    }
    dl_json_open(&to->json, '{');
    dl_json_key(&to->json, "tokens");
    dl_json_open(&to->json, '[');
    to->open = true;
}

/* A blank behind the word belongs to it. */
static void write_token(writer *to, size_t end, const char *prefix, const char *label) {
    bool space = end < to->text.len && to->text.at[end] == ' ';
    char tag[64];
    size_t len = 0;
    for (const char *at = prefix; *at; at++)
        tag[len++] = *at;
    for (const char *at = label; *at && len < sizeof tag; at++)
        tag[len++] = *at;
    dl_json_open(&to->json, '{');
    dl_json_count(&to->json, "id", to->number++);
    dl_json_key(&to->json, "orth");
    dl_json_string(&to->json, dl_str_cut(to->text, to->done, end));
    dl_json_key(&to->json, "space");
    dl_json_raw(&to->json, space ? "true" : "false");
    dl_json_key(&to->json, "ner");
    dl_json_string(&to->json, (dl_str){tag, len});
    dl_json_close(&to->json, '}');
    to->done = end + space;
}

static void write_gap(writer *to, size_t end, const char *prefix, const char *label) {
    if (to->done < end) write_token(to, end, prefix, label);
}

static const char *prefix_of(const dl_words *words) {
    if (!words->on) return "O";
    if (words->first) return words->last ? "U-" : "B-";
    return words->last ? "L-" : "I-";
}

static void write_words(writer *to, const dl_emit_view *view) {
    dl_words words = {.view = view};
    while (dl_words_next(&words)) {
        const char *label = words.on ? dl_label(words.on, DL_SPACY) : "";
        bool inside = words.on && !words.first;
        if (!to->open) open_sentence(to);
        write_gap(to, words.token->text_start, inside ? "I-" : "O", inside ? label : "");
        if (words.sentence && to->number) open_sentence(to);
        write_token(to, words.token->text_end, prefix_of(&words), label);
    }
    if (!to->open) open_sentence(to);
    write_gap(to, to->text.len, "O", "");
    dl_json_close(&to->json, ']');
    dl_json_close(&to->json, '}');
}

void dl_begin_spacy(dl_emit_run *run) {
    dl_out_char(run->out, '[');
}

void dl_emit_spacy(const dl_emit_view *view, const dateline_format_options *options,
                   dl_out *out) {
    (void)options;
    writer to = {.json = {.out = out, .empty = true}, .text = view->text};
    dl_json *json = &to.json;
    dl_json_open(json, '{');
    dl_json_text(json, "id", view->about.id);
    dl_json_key(json, "paragraphs");
    dl_json_open(json, '[');
    dl_json_open(json, '{');
    dl_json_key(json, "raw");
    dl_json_string(json, view->text);
    dl_json_key(json, "sentences");
    dl_json_open(json, '[');
    write_words(&to, view);
    dl_json_close(json, ']');
    dl_json_close(json, '}');
    dl_json_close(json, ']');
    dl_json_close(json, '}');
}

void dl_end_spacy(dl_emit_run *run) {
    dl_out_text(run->out, "]\n");
}
