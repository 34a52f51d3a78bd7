/* conll.c - a word a line with its label, as CoNLL-2003 has it and taggers read it:
 *
 *     Hye-jin B-PER
 *     Colby I-PER
 *
 * B- begins an entity, I- goes on with it, O is none; an empty line ends a sentence. */
#include "emit/label.h"
#include "emit/words.h"

void dl_emit_conll(const dl_emit_view *view, const dateline_format_options *options,
                   dl_out *out) {
    (void)options;
    dl_words words = {.view = view};
    dl_out_text(out, "-DOCSTART- -X- O O\n");
    while (dl_words_next(&words)) {
        if (words.sentence) dl_out_char(out, '\n');
        dl_out_str(out, dl_words_text(&words));
        dl_out_text(out, !words.on ? " O" : words.first ? " B-" : " I-");
        if (words.on) dl_out_text(out, dl_label(words.on, DL_CONLL));
        dl_out_char(out, '\n');
    }
    dl_out_char(out, '\n');
}
