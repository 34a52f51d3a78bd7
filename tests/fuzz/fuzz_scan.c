/* fuzz_scan.c - any bytes as an article, under the embedded rules.
 *
 * The first two bytes choose the options, the rest is the text. Whatever comes out must
 * keep what dateline.h promises: spans in order and apart, on character boundaries, the
 * text at the span equal to the entity's, cards that exist, output that can be written.
 */
#include "dateline.h"

#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { SCANNERS = 4, LONGEST = 1 << 16 };

static void require(bool fact) {
    if (!fact) abort();
}

/* Scanners are kept, since what one article leaves behind must not matter to the next. */
static dateline_scanner *scanner_for(unsigned choice) {
    static dateline_rules *rules;
    static dateline_scanner *scanners[SCANNERS];
    if (!rules) rules = dateline_rules_embedded(NULL);
    require(rules);
    choice %= SCANNERS;
    if (!scanners[choice]) {
        dateline_options options = dateline_options_default();
        if (choice & 1) options.types = "+organisation,other,time,duration,set,vague";
        if (choice & 2) {
            options.match_limit = 50;
            options.date_order = "dmy";
            options.fiscal_start = 10;
            options.min_confidence = 0.5;
        }
        scanners[choice] = dateline_scanner_new(rules, &options, NULL);
    }
    require(scanners[choice]);
    return scanners[choice];
}

/* Byte of the code point that follows count others. */
static size_t byte_of(const char *text, size_t len, size_t count) {
    size_t i = 0;
    while (count-- && i < len)
        do
            i++;
        while (i < len && ((unsigned char)text[i] & 0xC0) == 0x80);
    return i;
}

static void check_value(const dateline_result *result, const dateline_value *value) {
    require(!value->date + !value->percent + !value->person + !value->place >= 3);
    if (value->date) {
        require(value->date->anchor_entity < (long)dateline_result_count(result));
        const char *start = value->date->start, *end = value->date->end;
        if (start && end && start[0] != '-' && end[0] != '-' &&
            strlen(start) == strlen(end))
            require(strcmp(start, end) <= 0);
    }
}

static void check_entities(const dateline_result *result, size_t input_len) {
    size_t len, last = 0, last_byte = 0, last_utf16 = 0;
    const char *text = dateline_result_text(result, &len);
    for (size_t i = 0; i < dateline_result_count(result); i++) {
        const dateline_entity *entity = dateline_result_at(result, i);
        size_t from = byte_of(text, len, entity->start),
               to = byte_of(text, len, entity->end);
        require(entity->start >= last && entity->start < entity->end);
        require(entity->byte_start >= last_byte && entity->byte_start < entity->byte_end);
        require(entity->byte_end <= input_len && entity->utf16_start >= last_utf16);
        require(entity->utf16_end - entity->utf16_start >= entity->end - entity->start);
        require(to - from == entity->text_len && to <= len);
        require(memcmp(text + from, entity->text, to - from) == 0);
        require(entity->start <= entity->core_start && entity->core_end <= entity->end);
        require(entity->core_start < entity->core_end);
        require(entity->confidence >= 0 && entity->confidence <= 1);
        require(entity->card <= dateline_result_card_count(result));
        require(entity->type && entity->rule);
        check_value(result, &entity->value);
        last = entity->end;
        last_byte = entity->byte_end;
        last_utf16 = entity->utf16_end;
    }
}

static void check_cards(const dateline_result *result) {
    size_t mentions = 0, carded = 0;
    for (size_t i = 0; i < dateline_result_card_count(result); i++) {
        const dateline_card *card = dateline_result_card_at(result, i);
        require(card->mentions > 0 && card->variant_count > 0 && card->name);
        mentions += card->mentions;
    }
    for (size_t i = 0; i < dateline_result_count(result); i++)
        carded += dateline_result_at(result, i)->card > 0;
    require(mentions == carded);
}

static bool take(const char *bytes, size_t len, void *user) {
    (void)bytes;
    *(size_t *)user += len;
    return true;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    if (size < 2 || size > LONGEST) return 0;
    dateline_document article = {.size = sizeof article,
                                 .text = (const char *)data + 2,
                                 .len = size - 2,
                                 .raw = data[0] & 4};
    if (data[0] & 8) article.date = "2024-02-29";
    dateline_format_options pretty = {
        .size = sizeof pretty, .pretty = data[1] & 1, .utf16 = data[1] & 2};
    dateline_result *result = dateline_scan(scanner_for(data[0]), &article, NULL);
    require(result);
    check_entities(result, article.len);
    check_cards(result);
    size_t written = 0;
    for (size_t i = 0; dateline_format_at(i); i++)
        require(dateline_write(result, dateline_format_at(i), &pretty, take, &written) ==
                DATELINE_OK);
    require(written > 0);
    dateline_result_free(result);
    return 0;
}
