/* number_words.c - the table of number words. */
#include "value/number_words.h"

static const struct row {
    const char *text;
    dl_number_word_kind kind;
    uint64_t value;
} words[] = {
    {"a", DL_NUMBER_A, 1},
    {"an", DL_NUMBER_A, 1},
    {"and", DL_NUMBER_AND, 0},
    {"point", DL_NUMBER_POINT, 0},
    {"minus", DL_NUMBER_MINUS, 1},
    {"plus", DL_NUMBER_MINUS, 0},
    {"zero", DL_NUMBER_ONES, 0},
    {"nought", DL_NUMBER_ONES, 0},
    {"one", DL_NUMBER_ONES, 1},
    {"two", DL_NUMBER_ONES, 2},
    {"three", DL_NUMBER_ONES, 3},
    {"four", DL_NUMBER_ONES, 4},
    {"five", DL_NUMBER_ONES, 5},
    {"six", DL_NUMBER_ONES, 6},
    {"seven", DL_NUMBER_ONES, 7},
    {"eight", DL_NUMBER_ONES, 8},
    {"nine", DL_NUMBER_ONES, 9},
    {"ten", DL_NUMBER_TEENS, 10},
    {"eleven", DL_NUMBER_TEENS, 11},
    {"twelve", DL_NUMBER_TEENS, 12},
    {"thirteen", DL_NUMBER_TEENS, 13},
    {"fourteen", DL_NUMBER_TEENS, 14},
    {"fifteen", DL_NUMBER_TEENS, 15},
    {"sixteen", DL_NUMBER_TEENS, 16},
    {"seventeen", DL_NUMBER_TEENS, 17},
    {"eighteen", DL_NUMBER_TEENS, 18},
    {"nineteen", DL_NUMBER_TEENS, 19},
    {"twenty", DL_NUMBER_TENS, 20},
    {"thirty", DL_NUMBER_TENS, 30},
    {"forty", DL_NUMBER_TENS, 40},
    {"fifty", DL_NUMBER_TENS, 50},
    {"sixty", DL_NUMBER_TENS, 60},
    {"seventy", DL_NUMBER_TENS, 70},
    {"eighty", DL_NUMBER_TENS, 80},
    {"ninety", DL_NUMBER_TENS, 90},
    {"hundred", DL_NUMBER_SCALE, 100},
    {"thousand", DL_NUMBER_SCALE, 1000},
    {"half", DL_NUMBER_PART, 2},
    {"halves", DL_NUMBER_PART, 2},
    {"third", DL_NUMBER_PART, 3},
    {"thirds", DL_NUMBER_PART, 3},
    {"quarter", DL_NUMBER_PART, 4},
    {"quarters", DL_NUMBER_PART, 4},
    {"fourth", DL_NUMBER_PART, 4},
    {"fourths", DL_NUMBER_PART, 4},
    {"fifth", DL_NUMBER_PART, 5},
    {"fifths", DL_NUMBER_PART, 5},
    {"sixth", DL_NUMBER_PART, 6},
    {"sixths", DL_NUMBER_PART, 6},
    {"eighth", DL_NUMBER_PART, 8},
    {"eighths", DL_NUMBER_PART, 8},
    {"tenth", DL_NUMBER_PART, 10},
    {"tenths", DL_NUMBER_PART, 10},
    {"sixteenth", DL_NUMBER_PART, 16},
    {"sixteenths", DL_NUMBER_PART, 16},
    {"hundredth", DL_NUMBER_PART, 100},
    {"hundredths", DL_NUMBER_PART, 100},
    {"thousandth", DL_NUMBER_PART, 1000},
    {"thousandths", DL_NUMBER_PART, 1000},
};

static bool parts_words(char c) {
    return c == ' ' || c == '-' || c == '\n' || c == '\t';
}

static char lower(char c) {
    return c >= 'A' && c <= 'Z' ? (char)(c + 32) : c;
}

static bool same(dl_str text, const char *word) {
    size_t i = 0;
    while (i < text.len && word[i] && lower(text.at[i]) == word[i])
        i++;
    return i == text.len && !word[i];
}

dl_number_word dl_number_word_next(dl_str *text) {
    size_t start = 0, end;
    while (start < text->len && parts_words(text->at[start]))
        start++;
    end = start;
    while (end < text->len && !parts_words(text->at[end]))
        end++;
    dl_str word = dl_str_cut(*text, start, end);
    *text = dl_str_cut(*text, end, text->len);
    if (!word.len) return (dl_number_word){DL_NUMBER_END, 0};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (same(word, words[i].text))
            return (dl_number_word){words[i].kind, words[i].value};
    return (dl_number_word){DL_NUMBER_OTHER, 0};
}

size_t dl_number_sign(dl_str text, uint64_t *num, uint64_t *den) {
    static const struct {
        const char *sign;
        uint8_t num, den;
    } signs[] = {{"½", 1, 2}, {"⅓", 1, 3}, {"⅔", 2, 3}, {"¼", 1, 4}, {"¾", 3, 4},
                 {"⅕", 1, 5}, {"⅖", 2, 5}, {"⅗", 3, 5}, {"⅘", 4, 5}, {"⅙", 1, 6},
                 {"⅛", 1, 8}, {"⅜", 3, 8}, {"⅝", 5, 8}, {"⅞", 7, 8}};
    for (size_t i = 0; i < sizeof signs / sizeof *signs; i++) {
        if (!dl_str_starts(text, dl_str_from(signs[i].sign))) continue;
        *num = signs[i].num;
        *den = signs[i].den;
        return strlen(signs[i].sign);
    }
    return 0;
}
