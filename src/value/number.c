/* number.c - reads a number in digits or words, and writes it as a decimal.
 *
 * Digits stay as printed, so that "3.50" keeps its scale and no number is too long. Words
 * and fractions become an exact quotient, and only writing it down may round. */
#include "value/number.h"

#include "value/number_words.h"

typedef struct reader {
    dl_str rest;
    dl_number_word word; /* at the front of rest; kind NONE at the end */
} reader;

static void advance(reader *in) {
    in->word = dl_number_word_next(&in->rest);
}

static bool at(const reader *in, dl_number_word_kind kind) {
    return in->word.kind == kind;
}

static bool take(reader *in, dl_number_word_kind kind) {
    if (!at(in, kind)) return false;
    advance(in);
    return true;
}

/* Quotients stay small enough that six decimals more do not overflow. */
static const uint64_t most_num = 1000000000000, most_den = 1000000,
                      most_whole = 1000000000;

static bool set(dl_number *out, uint64_t num, uint64_t den) {
    if (den == 0 || den > most_den || num > most_num) return false;
    out->num = num;
    out->den = den;
    return true;
}

/* "twenty-five" and "seven": below a hundred. */
static bool read_small(reader *in, uint64_t *out) {
    if (at(in, DL_NUMBER_TENS)) {
        *out = in->word.value;
        advance(in);
        if (at(in, DL_NUMBER_ONES)) *out += in->word.value, advance(in);
        return true;
    }
    if (!at(in, DL_NUMBER_ONES) && !at(in, DL_NUMBER_TEENS)) return false;
    *out = in->word.value;
    advance(in);
    return true;
}

/* "and five" of "a hundred and five", but not "and a half" or "and three quarters". */
static bool read_and_small(reader *in, uint64_t *out) {
    reader ahead = *in;
    take(&ahead, DL_NUMBER_AND);
    if (!read_small(&ahead, out) || at(&ahead, DL_NUMBER_PART)) return false;
    *in = ahead;
    return true;
}

/* Whole numbers in words, up to thousands: "two hundred and five", "a hundred". */
static bool read_cardinal(reader *in, uint64_t *out) {
    bool article = take(in, DL_NUMBER_A);
    uint64_t total = 0, part = 1, more = 0;
    bool small = !article && read_small(in, &part);
    if (!at(in, DL_NUMBER_SCALE)) {
        *out = part;
        return small || article;
    }
    while (at(in, DL_NUMBER_SCALE)) {
        total += part * in->word.value;
        advance(in);
        if (total > most_whole) return false;
        part = 0;
        if (!read_and_small(in, &more)) break;
        part = more;
        if (!at(in, DL_NUMBER_SCALE)) total += part;
    }
    *out = total;
    return true;
}

/* "half", "a third", "three quarters": *num of *den. */
static bool read_fraction(reader *in, uint64_t *num, uint64_t *den) {
    reader ahead = *in;
    *num = 1;
    if (!at(&ahead, DL_NUMBER_PART)) {
        if (!take(&ahead, DL_NUMBER_A) && !read_small(&ahead, num)) return false;
        if (!at(&ahead, DL_NUMBER_PART)) return false;
    }
    *den = ahead.word.value;
    advance(&ahead);
    *in = ahead;
    return true;
}

/* "three" of "one point three"; "one point two five" has two. */
static bool read_point(reader *in, uint64_t whole, dl_number *out) {
    uint64_t num = whole, den = 1, digits;
    if (!read_small(in, &digits)) return false;
    do {
        uint64_t shift = digits < 10 ? 10 : 100;
        num = num * shift + digits;
        den *= shift;
        if (den > most_den) return false;
    } while (read_small(in, &digits));
    return set(out, num, den);
}

static bool read_words(reader *in, dl_number *out) {
    uint64_t whole = 0, num = 0, den = 1;
    if (read_fraction(in, &num, &den)) return set(out, num, den);
    if (!read_cardinal(in, &whole)) return false;
    if (take(in, DL_NUMBER_POINT)) return read_point(in, whole, out);
    if (!take(in, DL_NUMBER_AND)) return set(out, whole, 1);
    if (!read_fraction(in, &num, &den)) return false;
    return set(out, whole * den + num, den);
}

/* ---- digits ---- */

static size_t digits_at(dl_str text, bool commas) {
    size_t i = 0;
    while (i < text.len &&
           (dl_is_digit(text.at[i]) || (commas && i && text.at[i] == ',')))
        i++;
    return i;
}

static dl_str skip(dl_str text, size_t bytes) {
    return dl_str_cut(text, bytes, text.len);
}

static bool small_integer(dl_str digits, uint64_t *out) {
    if (digits.len == 0 || digits.len > 9) return false;
    *out = 0;
    for (size_t i = 0; i < digits.len; i++) {
        if (!dl_is_digit(digits.at[i])) return false;
        *out = *out * 10 + (uint64_t)(digits.at[i] - '0');
    }
    return true;
}

/* "1/2" and one character fractions, with or without a whole number before. */
static bool read_slash(dl_str whole, dl_str text, dl_number *out) {
    uint64_t before = 0, num, den;
    if (whole.len && !small_integer(whole, &before)) return false;
    size_t used = dl_number_sign(text, &num, &den);
    if (!used) {
        dl_str below = text, above = dl_str_split(&below, '/');
        if (!below.at || !small_integer(above, &num) || !small_integer(below, &den))
            return false;
        used = text.len;
    }
    if (used != text.len || den == 0) return false;
    return set(out, before * den + num, den);
}

/* "21,6" and "21,65": no thousands have so few digits. */
static bool split_decimal_comma(dl_number *out) {
    dl_str decimals = out->whole;
    dl_str whole = dl_str_split(&decimals, ',');
    if (!decimals.at || decimals.len < 1 || decimals.len > 2) return false;
    if (digits_at(decimals, false) != decimals.len) return false;
    out->whole = whole;
    out->decimals = decimals;
    return true;
}

/* "12 and a half" */
static bool read_and_fraction(dl_str whole, dl_str text, dl_number *out) {
    uint64_t before, num, den;
    reader in = {.rest = text};
    advance(&in);
    return take(&in, DL_NUMBER_AND) && small_integer(whole, &before) &&
           read_fraction(&in, &num, &den) && at(&in, DL_NUMBER_END) &&
           set(out, before * den + num, den);
}

static bool read_digits(dl_str text, dl_number *out) {
    out->digits = true;
    size_t used = digits_at(text, true);
    out->whole = dl_str_cut(text, 0, used);
    dl_str rest = skip(text, used);
    if (!rest.len) return split_decimal_comma(out) || used > 0;
    if (rest.at[0] == '.') {
        rest = skip(rest, 1);
        size_t decimals = digits_at(rest, false);
        out->decimals = dl_str_cut(rest, 0, decimals);
        return decimals > 0 && decimals == rest.len;
    }
    if (rest.at[0] == '/') return read_slash((dl_str){NULL, 0}, text, out);
    if (rest.at[0] == ' ' || rest.at[0] == '-' || rest.at[0] == '\n')
        rest = skip(rest, 1);
    return read_slash(out->whole, rest, out) || read_and_fraction(out->whole, rest, out);
}

static bool begins_digits(dl_str text) {
    uint64_t num, den;
    return text.len && (dl_is_digit(text.at[0]) || text.at[0] == '.' ||
                        dl_number_sign(text, &num, &den) > 0);
}

/* "-", "+", "minus " and "plus ". */
static dl_str read_sign(dl_str text, bool *negative) {
    *negative = false;
    if (text.len && (text.at[0] == '-' || text.at[0] == '+')) {
        *negative = text.at[0] == '-';
        return skip(text, 1);
    }
    reader in = {.rest = text};
    advance(&in);
    if (!at(&in, DL_NUMBER_MINUS)) return text;
    *negative = in.word.value == 1;
    return dl_str_trim(in.rest);
}

/* "1.5 million": digits before a word of scale, which is cut off. */
static uint64_t take_scale(dl_str *text) {
    static const struct {
        const char *word;
        uint64_t scale;
    } scales[] = {{" million", 1000000}, {" billion", 1000000000}};
    for (size_t i = 0; i < sizeof scales / sizeof *scales; i++) {
        dl_str word = dl_str_from(scales[i].word);
        if (!dl_str_ends(*text, word)) continue;
        text->len -= word.len;
        return scales[i].scale;
    }
    return 1;
}

static bool read_scaled(dl_str text, uint64_t scale, dl_number *out) {
    dl_number plain = {0};
    if (!read_digits(text, &plain) || plain.whole.len > 5 || plain.decimals.len > 6)
        return false;
    return set(out, (uint64_t)(dl_number_double(&plain) * (double)scale + 0.5), 1);
}

bool dl_number_read(dl_str text, dl_number *out) {
    *out = (dl_number){0};
    if (!text.at) return false;
    dl_str rest = read_sign(dl_str_trim(text), &out->negative);
    if (begins_digits(rest)) {
        uint64_t scale = take_scale(&rest);
        if (scale == 1) return read_digits(rest, out);
        out->digits = true;
        return read_scaled(rest, scale, out);
    }
    reader in = {.rest = rest};
    advance(&in);
    return read_words(&in, out) && at(&in, DL_NUMBER_END);
}

/* ---- writing ---- */

static size_t put_integer(char *at, uint64_t number) {
    char digits[24];
    size_t used = 0, len;
    do
        digits[used++] = (char)('0' + number % 10);
    while (number /= 10);
    len = used;
    while (used)
        *at++ = digits[--used];
    return len;
}

/* Six decimals are enough for every fraction with an end that is spelled in a newspaper;
 * one without an end gets two, as a reader would write it. */
static const char *quotient_text(const dl_number *number, dl_arena *arena) {
    char text[64];
    size_t len = 0;
    uint64_t num = number->num, den = number->den, scale = 1, decimals = 0;
    while (decimals < 6 && num * scale % den)
        scale *= 10, decimals++;
    if (num * scale % den) scale = 100, decimals = 2;
    uint64_t units = (num * scale + den / 2) / den;
    if (number->negative && units) text[len++] = '-';
    len += put_integer(text + len, units / scale);
    if (decimals) {
        text[len++] = '.';
        for (uint64_t place = scale / 10; place; place /= 10)
            text[len++] = (char)('0' + units / place % 10);
    }
    return dl_arena_text(arena, (dl_str){text, len});
}

/* Without commas, and without zeros that JSON does not allow in front. */
static const char *digits_text(const dl_number *number, dl_arena *arena) {
    size_t room = number->whole.len + number->decimals.len + 4, len = 0;
    char *text = dl_arena_alloc(arena, room);
    if (!text) return NULL;
    if (number->negative) text[len++] = '-';
    size_t first = len;
    for (size_t i = 0; i < number->whole.len; i++) {
        char c = number->whole.at[i];
        if (dl_is_digit(c) && (c != '0' || len > first)) text[len++] = c;
    }
    if (len == first) text[len++] = '0';
    if (number->decimals.len) {
        text[len++] = '.';
        memcpy(text + len, number->decimals.at, number->decimals.len);
        len += number->decimals.len;
    }
    text[len] = '\0';
    return text;
}

const char *dl_number_text(const dl_number *number, dl_arena *arena) {
    return number->den ? quotient_text(number, arena) : digits_text(number, arena);
}

double dl_number_double(const dl_number *number) {
    double value = 0, place = 1;
    if (number->den) value = (double)number->num / (double)number->den;
    for (size_t i = 0; !number->den && i < number->whole.len; i++)
        if (dl_is_digit(number->whole.at[i]))
            value = value * 10 + (number->whole.at[i] - '0');
    for (size_t i = 0; !number->den && i < number->decimals.len; i++)
        value += (place /= 10) * (number->decimals.at[i] - '0');
    return number->negative ? -value : value;
}
