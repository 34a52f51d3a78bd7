/* outline_class.c - the letters that a class, an escape or a literal of a regex stands
 * for. */
#include "rules/outline.h"

#include <ctype.h>

static const dl_symbol_set none, every = {{UINT64_MAX, UINT64_MAX}, 1};

static void add(dl_symbol_set *set, unsigned letter) {
    if (letter < 128)
        set->ascii[letter / 64] |= (uint64_t)1 << letter % 64;
    else
        set->beyond = 1;
}

static void add_set(dl_symbol_set *set, const dl_symbol_set *more) {
    set->ascii[0] |= more->ascii[0];
    set->ascii[1] |= more->ascii[1];
    set->beyond |= more->beyond;
}

/* The other letters of ASCII, and all beyond: some of those are opposite in the set. */
static dl_symbol_set without(const dl_symbol_set *set) {
    return (dl_symbol_set){{~set->ascii[0], ~set->ascii[1]}, 1};
}

/* K and S have twins beyond ASCII (Kelvin, long s), which have these as twins. */
static void add_twins(dl_symbol_set *set) {
    for (unsigned c = 'a'; c <= 'z'; c++)
        if (dl_symbol_in(set, c) || dl_symbol_in(set, c - 32)) {
            add(set, c);
            add(set, c - 32);
        }
    if (set->beyond)
        for (const char *c = "kKsS"; *c; c++)
            add(set, (unsigned char)*c);
    if (dl_symbol_in(set, 'k') || dl_symbol_in(set, 's')) set->beyond = 1;
}

/* ---- properties and names ---- */

static dl_symbol_set where(int (*is)(int)) {
    dl_symbol_set set = {{0}, 1};
    for (int c = 0; c < 128; c++)
        if (is(c)) add(&set, (unsigned)c);
    return set;
}

static int is_line_break(int c) {
    return c >= '\n' && c <= '\r';
}

static int is_word(int c) {
    return isalnum(c) || c == '_';
}

/* POSIX names, and the properties that need no table: others may be any letter. */
static const struct {
    const char *posix, *property;
    int (*is)(int);
} named[] = {
    {"alpha", "L", isalpha},    {"upper", "Lu", isupper}, {"lower", "Ll", islower},
    {"digit", "Nd", isdigit},   {NULL, "N", isdigit},     {NULL, "L&", isalpha},
    {"alnum", "Xan", isalnum},  {"word", "Xwd", is_word}, {"space", "Xsp", isspace},
    {"xdigit", NULL, isxdigit}, {"blank", NULL, isblank}, {"punct", NULL, ispunct},
    {"cntrl", NULL, iscntrl},   {"graph", NULL, isgraph}, {"print", NULL, isprint}};

static const dl_symbol_set *unknown(dl_outline_reader *r) {
    r->exact = false;
    return &every;
}

static dl_symbol_set by_name(dl_outline_reader *r, dl_str name, bool posix,
                             bool opposite) {
    for (size_t i = 0; i < sizeof named / sizeof *named; i++) {
        const char *is = posix ? named[i].posix : named[i].property;
        if (!is || !dl_str_is(name, is)) continue;
        bool cases = named[i].is == isupper || named[i].is == islower;
        if (cases && r->caseless) {
            r->exact = false; /* PCRE2's versions differ */
            return opposite ? every : where(isalpha);
        }
        dl_symbol_set set = where(named[i].is);
        return opposite ? without(&set) : set;
    }
    if (posix) r->lost = true; /* [[:<:]] */
    return *unknown(r);
}

/* Behind \p or \P. */
static dl_symbol_set property(dl_outline_reader *r, bool opposite) {
    dl_str rest = dl_str_cut(r->source, r->at, r->source.len);
    if (!rest.len) return *unknown(r);
    if (rest.at[0] != '{') {
        r->at++;
        return by_name(r, dl_str_cut(rest, 0, 1), false, opposite);
    }
    const char *end = memchr(rest.at, '}', rest.len);
    size_t len = end ? (size_t)(end - rest.at) : rest.len;
    r->at += len + (end != NULL);
    size_t from = len > 1 && rest.at[1] == '^' ? 2 : 1;
    return by_name(r, dl_str_cut(rest, from, len > from ? len : from), false,
                   opposite != (from == 2));
}

/* ---- letters ---- */

static unsigned hex_digits(dl_outline_reader *r, size_t most) {
    unsigned value = 0;
    for (size_t i = 0; i < most && r->at < r->source.len; i++, r->at++) {
        char c = r->source.at[r->at];
        if (!isxdigit((unsigned char)c)) break;
        value = value * 16 + (unsigned)(c <= '9' ? c - '0' : (c | 32) - 'a' + 10);
    }
    return value;
}

static unsigned hex_letter(dl_outline_reader *r) {
    if (r->at >= r->source.len || r->source.at[r->at] != '{') return hex_digits(r, 2);
    r->at++;
    unsigned value = hex_digits(r, 6);
    if (r->at < r->source.len && r->source.at[r->at] == '}')
        r->at++;
    else
        r->lost = true;
    return value;
}

dl_symbol_set dl_outline_letter_set(const dl_outline_reader *r, unsigned letter) {
    dl_symbol_set set = none;
    add(&set, letter);
    if (r->caseless) add_twins(&set);
    return set;
}

unsigned dl_outline_letter(dl_outline_reader *r) {
    unsigned letter = (unsigned char)r->source.at[r->at++];
    if (letter < 0x80) return letter;
    while (r->at < r->source.len && ((unsigned char)r->source.at[r->at] & 0xC0) == 0x80)
        r->at++;
    return 0x80; /* which one is not told apart */
}

/* ---- escapes ---- */

static dl_escape set_of(dl_symbol_set set) {
    return (dl_escape){DL_ESCAPE_SET, 0, set};
}

static dl_escape letter_of(unsigned letter) {
    return (dl_escape){.kind = DL_ESCAPE_LETTER, .letter = letter};
}

/* A class of letters, or its opposite in capitals. */
static bool class_escape(dl_outline_reader *r, char c, dl_escape *out) {
    static int (*const is[26])(int) = {['d' - 'a'] = isdigit,
                                       ['s' - 'a'] = isspace,
                                       ['w' - 'a'] = is_word,
                                       ['h' - 'a'] = isblank,
                                       ['v' - 'a'] = is_line_break};
    if (c == 'p' || c == 'P') {
        *out = set_of(property(r, c == 'P'));
        return true;
    }
    char lower = (char)(c | 32);
    if (lower < 'a' || lower > 'z' || !is[lower - 'a']) return false;
    dl_symbol_set set = where(is[lower - 'a']);
    *out = set_of(c == lower ? set : without(&set));
    return true;
}

static bool letter_escape(dl_outline_reader *r, char c, dl_escape *out) {
    static const char from[] = "ntrfea0", to[] = "\n\t\r\f\x1B\a";
    const char *found = c ? strchr(from, c) : NULL;
    bool number = r->at < r->source.len && dl_is_digit(r->source.at[r->at]);
    if (c == 'x') {
        *out = letter_of(hex_letter(r));
        return true;
    }
    if (!found || (c == '0' && number)) return false;
    *out = letter_of((unsigned char)to[found - from]);
    return true;
}

/* \k<name>, \k{name}, \k'name', \1 to \9: any text. */
static bool back_reference(dl_outline_reader *r, char c) {
    static const char opening[] = "<{'", closing[] = ">}'";
    if (c >= '1' && c <= '9') {
        while (r->at < r->source.len && dl_is_digit(r->source.at[r->at]))
            r->at++;
        return true;
    }
    const char *how = c == 'k' && r->at < r->source.len && r->source.at[r->at]
                          ? strchr(opening, r->source.at[r->at])
                          : NULL;
    if (!how) return false;
    size_t from = r->at + 1;
    const char *end =
        memchr(r->source.at + from, closing[how - opening], r->source.len - from);
    if (end) r->at = (size_t)(end - r->source.at) + 1;
    return end != NULL;
}

dl_escape dl_outline_escape(dl_outline_reader *r, bool in_class) {
    dl_escape out = set_of(every);
    if (r->at >= r->source.len) {
        r->lost = true;
        return out;
    }
    char c = r->source.at[r->at];
    if (!isalnum((unsigned char)c)) return letter_of(dl_outline_letter(r));
    r->at++;
    if (class_escape(r, c, &out) || letter_escape(r, c, &out)) return out;
    if (in_class && c == 'b') return letter_of('\b');
    if (!in_class && strchr("bBAzZGK", c)) {
        r->exact = false;
        return (dl_escape){.kind = DL_ESCAPE_NOTHING};
    }
    if (!in_class && c == 'N' && !(r->at < r->source.len && r->source.at[r->at] == '{')) {
        dl_symbol_set line_break = none;
        add(&line_break, '\n');
        return set_of(without(&line_break));
    }
    if (!in_class && c == 'R')
        return (dl_escape){DL_ESCAPE_LINE_BREAK, 0, where(is_line_break)};
    if (!in_class && back_reference(r, c)) {
        r->exact = false;
        return (dl_escape){.kind = DL_ESCAPE_ANY_TEXT};
    }
    r->lost = true;
    return out;
}

/* ---- classes ---- */

static bool next_is(const dl_outline_reader *r, const char *text) {
    return dl_str_starts(dl_str_cut(r->source, r->at, r->source.len), dl_str_from(text));
}

/* Behind "[:". False when no ":]" ends it. */
static bool posix_name(dl_outline_reader *r, dl_symbol_set *out) {
    size_t end = r->at;
    while (end + 1 < r->source.len &&
           isalpha((unsigned char)r->source.at[end + (r->source.at[end] == '^')]))
        end++;
    if (end + 1 >= r->source.len || r->source.at[end] != ':' ||
        r->source.at[end + 1] != ']')
        return false;
    bool opposite = r->source.at[r->at] == '^';
    *out = by_name(r, dl_str_cut(r->source, r->at + opposite, end), true, opposite);
    r->at = end + 2;
    return true;
}

/* One member: a letter, or a set that no range can begin with. */
static dl_escape member(dl_outline_reader *r) {
    if (next_is(r, "\\")) {
        r->at++;
        return dl_outline_escape(r, true);
    }
    if (next_is(r, "[:")) {
        dl_symbol_set set = every;
        r->at += 2;
        if (!posix_name(r, &set)) r->lost = true;
        return set_of(set);
    }
    return letter_of(dl_outline_letter(r));
}

static bool range_goes_on(const dl_outline_reader *r) {
    return r->at + 1 < r->source.len && r->source.at[r->at] == '-' &&
           r->source.at[r->at + 1] != ']';
}

static void add_member(dl_symbol_set *set, const dl_escape *member) {
    if (member->kind == DL_ESCAPE_LETTER)
        add(set, member->letter);
    else
        add_set(set, &member->set);
}

static void add_range(dl_symbol_set *set, unsigned from, unsigned to) {
    for (unsigned c = from; c <= to && c < 128; c++)
        add(set, c);
    if (to >= 128) set->beyond = 1;
}

dl_symbol_set dl_outline_class(dl_outline_reader *r) {
    dl_symbol_set set = none;
    bool opposite = next_is(r, "^"), first = true;
    r->at += opposite;
    for (; !r->lost && r->at < r->source.len && (first || r->source.at[r->at] != ']');
         first = false) {
        dl_escape from = member(r);
        if (from.kind != DL_ESCAPE_LETTER || !range_goes_on(r)) {
            add_member(&set, &from);
            continue;
        }
        r->at++;
        dl_escape to = member(r);
        if (to.kind == DL_ESCAPE_LETTER)
            add_range(&set, from.letter, to.letter);
        else { /* the dash is a dash */
            add_member(&set, &from);
            add_member(&set, &to);
            add(&set, '-');
        }
    }
    r->at++;
    if (r->caseless && set.beyond) r->exact = false; /* k and s are added */
    if (r->caseless) add_twins(&set);
    return opposite ? without(&set) : set;
}
