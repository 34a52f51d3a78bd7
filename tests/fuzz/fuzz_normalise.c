/* fuzz_normalise.c - any bytes at all: decode, normalise, segment, map back. The first
 * byte says whether the input is a raw file or a record's text. */
#include "base/arena.h"
#include "text/text.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void require(bool fact) {
    if (!fact) abort();
}

static bool is_edge(dl_str text, size_t byte) {
    return byte == text.len || ((unsigned char)text.at[byte] & 0xC0) != 0x80;
}

static void check_place(const dl_text *text, dl_origin place) {
    require(place.text_start <= place.text_end && place.text_end <= text->article.len);
    require(is_edge(text->article, place.text_start) &&
            is_edge(text->article, place.text_end));
    require(place.start <= place.end && place.end <= place.text_end);
    require(place.end - place.start <= place.text_end - place.text_start);
    require(place.utf16_end - place.utf16_start >= place.end - place.start);
    require(place.byte_start <= place.byte_end && place.byte_end <= text->input_bytes);
}

static void check_tokens(const dl_text *text) {
    dl_origin last = {0};
    for (uint32_t i = 0; i < text->token_count; i++) {
        dl_nspan span = dl_tokens_span(text, i, i + 1);
        dl_origin place = dl_text_origin(text, span);
        require(span.start < span.end && span.end <= text->norm.len);
        require(is_edge(text->norm, span.start) && is_edge(text->norm, span.end));
        require(i == 0 ||
                text->tokens[i - 1].start + text->tokens[i - 1].len <= span.start);
        check_place(text, place);
        require(place.text_end > place.text_start && place.text_start >= last.text_end);
        require(place.byte_end > place.byte_start && place.byte_start >= last.byte_end);
        require(dl_token_at(text, span.start) == i);
        last = place;
    }
}

static void check_parts(const dl_text *text) {
    uint32_t at = 0;
    for (uint32_t i = 0; i < text->paragraph_count; i++) {
        require(text->paragraphs[i].first == at && text->paragraphs[i].end > at);
        at = text->paragraphs[i].end;
    }
    require(at == text->token_count);
    at = 0;
    for (uint32_t i = 0; i < text->zone_count; i++) {
        require(text->zones[i].first >= at && text->zones[i].end > text->zones[i].first);
        at = text->zones[i].end;
    }
    require(at <= text->token_count);
    for (uint32_t i = 0; i < text->line_count; i++) {
        require(text->tokens[text->lines[i].first].flags & DL_LINE);
        require(dl_line_of(text, text->lines[i].first) == i);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    if (size < 1) return 0;
    dl_arena arena = {0};
    dl_text text;
    dl_str list =
        DL_STR("Mr\ttitle\nSept\tmonth\nNo\tnumber\nU.S\tother\nThe\tstarter\n");
    const dl_abbreviations *set = dl_abbreviations_make(list, &arena);
    require(dl_normalise((const char *)data + 1, size - 1, data[0] & 1, &arena, &text));
    require(dl_segment(&text, set, &arena));
    for (int i = 0; i < 64; i++)
        require(text.norm.at[text.norm.len + (size_t)i] == '\0');
    check_tokens(&text);
    check_parts(&text);
    uint32_t end = (uint32_t)text.norm.len, step = end / 97 + 1;
    for (uint32_t at = 0; at < end; at += step) {
        check_place(&text, dl_text_origin(
                               &text, (dl_nspan){at, at + step < end ? at + step : end}));
        check_place(&text, dl_text_origin(&text, (dl_nspan){at, at}));
    }
    require(dl_str_equal(dl_normal_text(text.norm, &arena), text.norm));
    dl_arena_free(&arena);
    return 0;
}
