/* person_name.c - names as words; when two of them may be one person's.
 *
 * Two vetoes after GATE's OrthoMatcher: middle names that differ keep two people apart
 * (George W. Bush, George H. W. Bush), and so do suffixes (Jr., Sr.). */
#include "base/hash.h"
#include "resolve/person.h"
#include "text/fold.h"

#include <stdlib.h>

static const dl_entry *entry_of(const dl_scan *scan, int list, dl_str word) {
    return dl_list_entry(scan->rules, list, word);
}

/* The initials of Mary E. Brun and James Y. Boa are no Portuguese or Spanish "and". */
bool dl_person_particle(const dl_scan *scan, dl_str word) {
    if (word.len <= 2 && dl_is_capital(word) && (word.len == 1 || word.at[1] == '.'))
        return false;
    const dl_entry *entry = entry_of(scan, scan->rules->connector_list, word);
    return entry && strstr(dl_entry_value(scan->rules->lexicon, entry), "person");
}

/* "Van der Berg", "Al-Assad", "De Santis", but Ben Okri and Al Gore: capitalised, it is a
 * given name unless something says otherwise. */
static bool begins_family(const dl_scan *scan, dl_str word, dl_str rest) {
    if (!rest.len || !dl_person_particle(scan, word)) return false;
    if (!dl_is_capital(word) || rest.at[0] == '-') return true;
    uint64_t hash;
    dl_str behind = dl_str_trim(rest);
    const char *start = behind.at;
    if (dl_name_word(&behind, &hash) &&
        dl_person_particle(scan, (dl_str){start, (size_t)(behind.at - start)}))
        return true;
    return !entry_of(scan, scan->rules->given_list, word);
}

/* One letter, or letters parted by dots. */
static bool is_initial(dl_str word, size_t letters) {
    return letters <= 1 || (letters <= 3 && memchr(word.at, '.', word.len) != NULL);
}

static void add_word(dl_person_name *name, dl_str word, uint64_t hash) {
    char folded[16] = "";
    size_t letters = dl_fold(word, folded, sizeof folded);
    name->words[name->count] = hash;
    name->surface[name->count] = word;
    name->letter[name->count] = folded[0];
    name->initial[name->count] = is_initial(word, letters);
    name->count++;
}

dl_person_name dl_person_name_of(const dl_scan *scan, dl_str surface) {
    dl_person_name out = {.count = 0};
    bool particle = false;
    for (dl_str rest = surface; out.count < DL_PERSON_WORDS;) {
        while (rest.len && (rest.at[0] == ' ' || rest.at[0] == '-' || rest.at[0] == '"'))
            rest.at++, rest.len--;
        const char *start = rest.at;
        uint64_t hash;
        if (!dl_name_word(&rest, &hash)) break;
        dl_str word = {start, (size_t)(rest.at - start)};
        if (dl_str_ends(word, DL_STR("\""))) { /* Margaret "Peggy" Quill */
            word.len--;
            hash = dl_fold_hash(word);
        }
        if (out.count && entry_of(scan, scan->rules->suffix_list, word)) {
            out.suffix = word;
            break;
        }
        if (!out.count && begins_family(scan, word, rest))
            particle = true;
        else
            add_word(&out, word, hash);
    }
    /* Amoako-Attah, Jae-myung: one name in two parts */
    bool one = out.count > 1 && !memchr(surface.at, ' ', surface.len);
    out.family_alone = (particle && out.count == 1) || one;
    return out;
}

/* ---- two names ---- */

/* The given name that a nickname stands for; the word itself where it is none. */
static uint64_t full_given(const dl_scan *scan, const dl_person_name *name) {
    const dl_entry *entry = entry_of(scan, scan->rules->nickname_list, name->surface[0]);
    if (!entry) return name->words[0];
    dl_str full = dl_str_from(dl_entry_value(scan->rules->lexicon, entry));
    uint64_t hash;
    return dl_name_word(&full, &hash) ? hash : name->words[0];
}

static bool same_word(const dl_person_name *a, uint32_t i, const dl_person_name *b,
                      uint32_t j) {
    if (a->words[i] == b->words[j]) return true;
    return (a->initial[i] || b->initial[j]) && a->letter[i] == b->letter[j];
}

static bool sounds_same(const dl_scan *scan, dl_str a, dl_str b) {
    uint64_t sound = dl_person_sound(scan, a);
    return sound && sound == dl_person_sound(scan, b);
}

static bool same_given(const dl_scan *scan, const dl_person_name *a,
                       const dl_person_name *b, bool sound) {
    return same_word(a, 0, b, 0) || full_given(scan, a) == full_given(scan, b) ||
           (sound && sounds_same(scan, a->surface[0], b->surface[0]));
}

static bool same_family(const dl_scan *scan, const dl_person_name *a,
                        const dl_person_name *b, bool sound) {
    uint32_t i = a->count - 1, j = b->count - 1;
    return a->words[i] == b->words[j] ||
           (sound && sounds_same(scan, a->surface[i], b->surface[j]));
}

/* Missing middle names agree; differing ones do not. */
static bool middles_agree(const dl_person_name *a, const dl_person_name *b) {
    if (a->count < 3 || b->count < 3) return true;
    if (a->count != b->count) return same_word(a, 1, b, 1);
    for (uint32_t i = 1; i + 1 < a->count; i++)
        if (!same_word(a, i, b, i)) return false;
    return true;
}

static bool suffixes_agree(const dl_person_name *a, const dl_person_name *b) {
    return !a->suffix.len || !b->suffix.len ||
           dl_fold_hash(a->suffix) == dl_fold_hash(b->suffix);
}

static int commonness(const dl_scan *scan, int list, dl_str word) {
    const dl_entry *entry = entry_of(scan, list, word);
    return entry ? atoi(dl_entry_value(scan->rules->lexicon, entry)) : 0;
}

bool dl_person_is_given(const dl_scan *scan, dl_str word) {
    int given = commonness(scan, scan->rules->given_list, word);
    return given && given > commonness(scan, scan->rules->surname_list, word);
}

bool dl_person_is_end(const dl_scan *scan, const dl_person_name *part,
                      const dl_person_name *whole) {
    if (part->count < 2 || whole->count <= part->count) return false;
    uint32_t from = whole->count - part->count;
    for (uint32_t i = 0; i < part->count; i++)
        if (part->words[i] != whole->words[from + i]) return false;
    return dl_person_particle(scan, whole->surface[from]) ||
           !dl_person_is_given(scan, part->surface[0]);
}

bool dl_person_same(const dl_scan *scan, const dl_person_name *a, const dl_person_name *b,
                    bool sound) {
    if (dl_person_is_end(scan, a, b) || dl_person_is_end(scan, b, a)) return true;
    return a->count > 1 && b->count > 1 && same_family(scan, a, b, sound) &&
           same_given(scan, a, b, sound) && middles_agree(a, b) && suffixes_agree(a, b);
}

/* ---- spelling ---- */

enum { RESPELT_MOST = 4, SOUND_LEAST = 5 };

/* The longest listed letters that begin here are written as the list says; "-": not at
 * all. Returns how many letters were taken. */
static size_t respell(const dl_scan *scan, dl_str rest, char *out, size_t *len) {
    for (size_t take = rest.len < RESPELT_MOST ? rest.len : RESPELT_MOST; take; take--) {
        const dl_entry *entry =
            entry_of(scan, scan->rules->respelling_list, dl_str_cut(rest, 0, take));
        if (!entry) continue;
        const char *value = dl_entry_value(scan->rules->lexicon, entry);
        for (; *value && *value != '-' && *len < DL_FOLD_MAX; value++)
            out[(*len)++] = *value;
        return take;
    }
    if (*len < DL_FOLD_MAX) out[(*len)++] = rest.at[0];
    return 1;
}

uint64_t dl_person_sound(const dl_scan *scan, dl_str word) {
    char folded[DL_FOLD_MAX], out[DL_FOLD_MAX];
    size_t letters = dl_fold(word, folded, sizeof folded), len = 0, kept = 0;
    if (letters < SOUND_LEAST || scan->rules->respelling_list < 0) return 0;
    for (size_t i = 0; i < letters;)
        i += respell(scan, (dl_str){folded + i, letters - i}, out, &len);
    for (size_t i = 0; i < len; i++) /* doubled letters are one */
        if (!kept || out[kept - 1] != out[i]) out[kept++] = out[i];
    return dl_hash_mix(dl_hash_bytes(out, kept), kept);
}

/* ---- order ---- */

/* Chinese, Korean and Vietnamese order: a family name of those languages stands first,
 * and what ends the name is no family name elsewhere. */
bool dl_person_family_first(const dl_scan *scan, const dl_person_name *name) {
    const dateline_rules *rules = scan->rules;
    if (name->count < 2 || !entry_of(scan, rules->family_first_list, name->surface[0]))
        return false;
    dl_str last = name->surface[name->count - 1];
    bool hyphenated = last.at > name->surface[0].at && last.at[-1] == '-';
    return hyphenated || !entry_of(scan, rules->surname_list, last) ||
           entry_of(scan, rules->family_first_list, last);
}
