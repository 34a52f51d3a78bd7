/* scan.c - walks the tokens once; at each, tries only the rules that its word may start.
 */
#include "match/scan.h"

#include <time.h>

enum { SEEN_AHEAD = 4096, GIVE_UP_AFTER = 3 };

_Static_assert(DL_LOWER_BITS == 1 << 16, "a bit for each value of dl_known_word.fold");

/* The third word in lower case of a run is the first that shows which language runs. */
enum { RUNNING_TEXT = 3 };

/* Tables larger than the cache are asked so many tokens ahead that memory has answered.
 */
enum { EXPECTED_AHEAD = 6 };

bool dl_scan_words(dl_scan *scan) {
    dl_text *text = scan->text;
    uint32_t run = 0; /* words in lower case without a break; a table has few */
    for (uint32_t i = 0; i < text->token_count; i++) {
        if (i + EXPECTED_AHEAD < text->token_count)
            dl_vocabulary_expect(scan->vocabulary,
                                 dl_token_text(text, i + EXPECTED_AHEAD));
        dl_known_word word;
        if (!dl_vocabulary_find(scan->vocabulary, dl_token_text(text, i), &word))
            return false;
        text->tokens[i].word = word.number;
        bool cap = word.facts & DL_FACT_CAP;
        run = text->tokens[i].kind == DL_WORD && !cap ? run + 1 : 0;
        scan->sport_words += (word.facts & DL_FACT_SPORT) != 0;
        if (cap) continue;
        if (run >= RUNNING_TEXT) {
            scan->words++;
            scan->function_words += (word.facts & DL_FACT_FUNCTION) != 0;
        }
        scan->lower_seen[word.fold / 64] |= (uint64_t)1 << word.fold % 64;
    }
    return dl_automata_know_words(scan->automata, DL_USES,
                                  dl_vocabulary_count(scan->vocabulary));
}

static uint32_t token_end(const dl_text *text, uint32_t token) {
    return text->tokens[token].start + text->tokens[token].len;
}

/* The window of a token in a paragraph that is known. */
static dl_nspan window_in(const dl_text *text, const dl_paragraph *paragraph,
                          uint32_t token) {
    dl_nspan window = {text->tokens[paragraph->first].start,
                       token_end(text, paragraph->end - 1)};
    uint32_t furthest = text->tokens[token].start + SEEN_AHEAD;
    if (window.end > furthest) {
        uint32_t cut = dl_token_at(text, furthest);
        window.end = cut > token + 1 ? token_end(text, cut - 1) : token_end(text, token);
        if (window.end > furthest && cut > token + 1)
            window.end = text->tokens[cut - 1].start;
    }
    return window;
}

dl_nspan dl_scan_window(const dl_scan *scan, uint32_t token) {
    uint32_t paragraph = dl_paragraph_of(scan->text, token);
    return window_in(scan->text, &scan->text->paragraphs[paragraph], token);
}

static uint64_t nanoseconds(void) {
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (uint64_t)now.tv_sec * 1000000000u + (uint64_t)now.tv_nsec;
}

static dl_outcome attempt(dl_scan *scan, uint32_t number, dl_str subject, size_t start,
                          size_t *stop) {
    dateline_rules *rules =
        (dateline_rules *)(uintptr_t)scan->rules; /* compiles lazily */
    dl_pattern *pattern = &rules->patterns[number].pattern;
    if (!scan->profile)
        return dl_pattern_try(pattern, &rules->lock, scan->matcher, subject, start, stop);
    dl_profile *profile = &scan->profile[number];
    uint64_t before = nanoseconds();
    dl_outcome outcome =
        dl_pattern_try(pattern, &rules->lock, scan->matcher, subject, start, stop);
    profile->nanoseconds += nanoseconds() - before;
    profile->attempts++;
    profile->hits += outcome == DL_HIT;
    profile->over_limit += outcome == DL_OVER_LIMIT;
    return outcome;
}

bool dl_scan_try(dl_scan *scan, uint32_t number, dl_nspan window, uint32_t byte,
                 uint32_t *end) {
    if (scan->given_up[number] >= GIVE_UP_AFTER) return false;
    size_t stop = 0;
    dl_outcome outcome =
        attempt(scan, number, dl_text_at(scan->text, window), byte - window.start, &stop);
    if (outcome == DL_HIT) {
        *end = window.start + (uint32_t)stop;
        return *end > byte;
    }
    if (outcome == DL_OVER_LIMIT && !scan->given_up[number]++) {
        dl_problem *problem = DL_PUSH(scan->arena, &scan->problems);
        if (problem) *problem = (dl_problem){scan->rules->patterns[number].rule, byte};
    }
    if (outcome == DL_NO_MEMORY) scan->arena->failed = true;
    return false;
}

/* ---- name words and look-ups ---- */

bool dl_token_touches(const dl_text *text, uint32_t token) {
    return token < text->token_count &&
           !(text->tokens[token].flags & (DL_SPACE | DL_LINE | DL_PARAGRAPH));
}

bool dl_token_is(const dl_text *text, uint32_t token, char c) {
    return token < text->token_count && text->tokens[token].len == 1 &&
           text->norm.at[text->tokens[token].start] == c;
}

static bool is_word(const dl_text *text, uint32_t token) {
    return token < text->token_count && text->tokens[token].kind <= DL_NUMBER;
}

/* An apostrophe and "s" that end a word. */
bool dl_possessive_at(const dl_text *text, uint32_t token) {
    return dl_token_is(text, token, '\'') && dl_token_touches(text, token) &&
           dl_token_touches(text, token + 1) && dl_token_is(text, token + 1, 's') &&
           !(dl_token_touches(text, token + 2) && is_word(text, token + 2));
}

uint32_t dl_name_word_end(dl_scan *scan, uint32_t token, uint64_t *hash) {
    const dl_text *text = scan->text;
    uint32_t end = token + 1;
    if (dl_possessive_at(text, token)) end = token + 2;
    while (end < text->token_count && dl_token_touches(text, end)) {
        if ((text->tokens[end].flags & DL_GLUED) && is_word(text, end - 1))
            end++;
        else if (is_word(text, end) && dl_token_is(text, end - 1, '.'))
            end++;
        else if (dl_token_is(text, end, '\'') && is_word(text, end - 1) &&
                 dl_token_touches(text, end + 1) && is_word(text, end + 1) &&
                 !dl_possessive_at(text, end))
            end += 2;
        else
            break;
    }
    if (hash) {
        *hash = dl_vocabulary_at(scan->vocabulary, text->tokens[token].word)->fold;
        if (end > token + 1)
            *hash = dl_fold_hash(dl_text_at(text, dl_tokens_span(text, token, end)));
        if (dl_possessive_at(text, token)) *hash = dl_hash_str(DL_STR("'s"));
    }
    return end;
}

/* Hyphens part name words and are passed over. */
static uint32_t next_name_word(const dl_text *text, uint32_t end) {
    if (dl_token_is(text, end, '-') && dl_token_touches(text, end) &&
        dl_token_touches(text, end + 1))
        end++;
    if (end >= text->token_count || (text->tokens[end].flags & DL_PARAGRAPH)) return end;
    return end;
}

enum { ENTRY_WORDS = 12 };

typedef struct stop {
    uint64_t key;
    uint32_t end;
} stop;

static int name_stops(dl_scan *scan, uint32_t token, uint32_t reach, stop *stops) {
    const dl_text *text = scan->text;
    uint64_t key = 0;
    int count = 0;
    for (uint32_t at = token; count < ENTRY_WORDS && (uint32_t)count < reach;) {
        if (at >= text->token_count || text->tokens[at].kind == DL_DASH ||
            (count && (text->tokens[at].flags & DL_PARAGRAPH)))
            break;
        uint64_t hash;
        uint32_t end = dl_name_word_end(scan, at, &hash);
        key = dl_hash_add(key, hash);
        if (count == 1 && !dl_lexicon_may_begin(scan->rules->lexicon, key)) break;
        stops[count++] = (stop){key, end};
        at = next_name_word(text, end);
    }
    return count;
}

static bool fits(const dl_scan *scan, const dl_entry *entry, uint32_t token) {
    const dl_word *first =
        dl_vocabulary_at(scan->vocabulary, scan->text->tokens[token].word);
    return dl_entry_fits(entry, first->facts & DL_FACT_CAP, first->facts & DL_FACT_UPPER,
                         first->text.len);
}

void dl_scan_entries(dl_scan *scan, uint32_t token, dl_entry_fn found, void *user) {
    const dl_word *word =
        dl_vocabulary_at(scan->vocabulary, scan->text->tokens[token].word);
    stop stops[ENTRY_WORDS];
    bool joined =
        dl_token_touches(scan->text, token + 1) && token + 1 < scan->text->token_count;
    uint32_t reach = word->reach > 1 ? word->reach : 1;
    if (joined &&
        reach < 2) { /* "U.S.", "D'Arcy": the first word is more than the token */
        uint64_t hash;
        if (dl_name_word_end(scan, token, &hash) > token + 1) {
            uint32_t far = dl_lexicon_reach(scan->rules->lexicon, hash);
            reach = far > 1 ? far : 1;
        }
    }
    int count = name_stops(scan, token, reach, stops);
    for (int i = count - 1; i >= 0; i--) {
        bool alone = stops[i].end == token + 1;
        if (alone && !(word->facts & DL_FACT_ENTRY)) continue;
        const dl_entry *entry =
            alone ? word->entry : dl_lexicon_find(scan->rules->lexicon, stops[i].key);
        for (; entry; entry = entry->next ? entry + 1 : NULL)
            if (fits(scan, entry, token) && !found(entry, stops[i].end, user)) return;
    }
}

/* ---- rules ---- */

static bool crosses_dash(const dl_text *text, uint32_t first, uint32_t end) {
    for (uint32_t i = first; i < end; i++)
        if (text->tokens[i].kind == DL_DASH) return true;
    return false;
}

/* The tokens of a byte span that begins at a token at or behind `from`; false when it
 * does not end at a token's edge. */
static bool tokens_of(const dl_text *text, dl_nspan span, uint32_t from, uint32_t *first,
                      uint32_t *end) {
    uint32_t i = from;
    while (i < text->token_count && text->tokens[i].start < span.start)
        i++;
    if (i == text->token_count || text->tokens[i].start != span.start) return false;
    *first = i;
    while (i < text->token_count && text->tokens[i].start < span.end)
        i++;
    *end = i;
    return i > *first && token_end(text, i - 1) == span.end;
}

static dl_nspan trim(const dl_text *text, dl_nspan span) {
    while (span.end > span.start) {
        char c = text->norm.at[span.end - 1];
        if (c != ' ' && c != '\n' && c != '\t') break;
        span.end--;
    }
    return span;
}

void dl_scan_capture(dl_scan *scan, const dl_rule_pattern *pattern, dl_nspan window,
                     const dl_arg *wanted, size_t count, dl_arg *args) {
    for (size_t i = 0; args && i < count; i++) {
        size_t start, end;
        if (args[i].text.at || !dl_pattern_group(&pattern->pattern, scan->matcher,
                                                 wanted[i].value.at, &start, &end))
            continue;
        args[i].span =
            (dl_nspan){window.start + (uint32_t)start, window.start + (uint32_t)end};
        args[i].text = dl_text_at(scan->text, args[i].span);
        args[i].value = dl_group_value(pattern, wanted[i].value.at, args[i].text);
    }
}

static dl_arg *capture_args(dl_scan *scan, const dl_rule *rule,
                            const dl_rule_pattern *pattern, dl_nspan window) {
    if (!rule->arg_count) return NULL;
    dl_arg *args = dl_arena_alloc(scan->arena, rule->arg_count * sizeof *args);
    if (!args) return NULL;
    for (size_t i = 0; i < rule->arg_count; i++) {
        args[i] = rule->args[i];
        if (!rule->args[i].text.at) args[i].value = (dl_str){NULL, 0}; /* no literal */
    }
    dl_scan_capture(scan, pattern, window, rule->args, rule->arg_count, args);
    return args;
}

/* The first condition that fails, or condition_count. Tests on captures come first:
 * patterns of other conditions overwrite them. */
static uint32_t first_failing(dl_scan *scan, const dl_rule *rule,
                              const dl_rule_pattern *pattern, dl_candidate *candidate,
                              uint32_t subject_start) {
    for (int pass = 0; pass < 2; pass++)
        for (uint32_t i = 0; i < rule->condition_count; i++) {
            const dl_condition *condition = &rule->conditions[i];
            bool late =
                condition->kind == DL_COND_BEFORE || condition->kind == DL_COND_AFTER;
            if (late != (pass == 1) || condition->kind == DL_COND_INSIDE) continue;
            bool holds =
                dl_scan_condition(scan, condition, pattern, candidate, subject_start);
            if (!condition->maybe && holds == condition->unless) return i;
        }
    return rule->condition_count;
}

dl_attempt dl_scan_attempt(dl_scan *scan, uint32_t number, dl_nspan window,
                           uint32_t token) {
    const dl_rule_pattern *pattern = &scan->rules->patterns[number];
    const dl_rule *rule = &scan->rules->rules[pattern->rule];
    dl_attempt made = {.candidate = {.rule = pattern->rule, .first = token}};
    dl_candidate *candidate = &made.candidate;
    uint32_t end;
    if (!dl_scan_try(scan, number, window, scan->text->tokens[token].start, &end))
        return made;
    made.came_to = DL_CAME_TO_SPAN;
    candidate->span = (dl_nspan){scan->text->tokens[token].start, end};
    if (rule->span) {
        size_t from, to;
        if (!dl_pattern_group(&pattern->pattern, scan->matcher, rule->span, &from, &to))
            return made;
        candidate->span =
            (dl_nspan){window.start + (uint32_t)from, window.start + (uint32_t)to};
    }
    candidate->span = trim(scan->text, candidate->span);
    if (!tokens_of(scan->text, candidate->span, token, &candidate->first,
                   &candidate->end))
        return made;
    made.came_to = DL_CAME_TO_DASH;
    if (crosses_dash(scan->text, candidate->first, candidate->end)) return made;
    made.came_to = DL_CAME_TO_CONDITION;
    candidate->args = capture_args(scan, rule, pattern, window);
    made.condition = first_failing(scan, rule, pattern, candidate, window.start);
    if (made.condition == rule->condition_count) made.came_to = DL_CAME_TO_END;
    return made;
}

static void try_rule(dl_scan *scan, uint32_t number, dl_nspan window, uint32_t token) {
    dl_attempt made = dl_scan_attempt(scan, number, window, token);
    if (made.came_to != DL_CAME_TO_END) return;
    dl_candidate *slot = DL_PUSH(scan->arena, &scan->candidates);
    if (slot) *slot = made.candidate;
}

dl_attempt dl_scan_attempt_entry(dl_scan *scan, const dl_rule *rule,
                                 const dl_entry *entry, uint32_t token, uint32_t end) {
    dl_attempt made = {.came_to = DL_CAME_TO_CONDITION};
    dl_candidate *candidate = &made.candidate;
    *candidate = (dl_candidate){.rule = rule->number,
                                .first = token,
                                .end = end,
                                .span = dl_tokens_span(scan->text, token, end),
                                .entry = entry};
    made.condition = first_failing(scan, rule, NULL, candidate, candidate->span.start);
    if (made.condition == rule->condition_count) made.came_to = DL_CAME_TO_END;
    return made;
}

typedef struct lookup {
    dl_scan *scan;
    uint32_t token;
    uint32_t longest;
} lookup;

static bool add_entry(const dl_entry *entry, uint32_t end, void *user) {
    lookup *look = user;
    dl_scan *scan = look->scan;
    if (end < look->longest) return false; /* a longer entry was found */
    const dl_id_list *rules = &scan->rules->lookup_rules[entry->list];
    for (size_t i = 0; i < rules->count; i++) {
        dl_attempt made = dl_scan_attempt_entry(
            scan, &scan->rules->rules[rules->items[i]], entry, look->token, end);
        if (made.came_to != DL_CAME_TO_END) continue;
        dl_candidate *slot = DL_PUSH(scan->arena, &scan->candidates);
        if (slot) *slot = made.candidate;
        look->longest = end;
        return true;
    }
    return true;
}

/* By first token; a rule's span may begin behind the token where its match began. */
static void sort_candidates(dl_candidates *list) {
    for (size_t i = 1; i < list->count; i++) {
        dl_candidate moved = list->items[i];
        size_t at = i;
        for (; at > 0 && list->items[at - 1].first > moved.first; at--)
            list->items[at] = list->items[at - 1];
        list->items[at] = moved;
    }
}

static dl_chances ask(dl_scan *scan, dl_use use, dl_question question) {
    dl_automaton *automaton = &scan->automata[use];
    question.text = scan->text->norm.at;
    dl_chances found = dl_automaton_ask(automaton, &question);
    if (automaton->arena.failed) scan->arena->failed = true;
    return found;
}

dl_chances dl_scan_chances(dl_scan *scan, dl_use use, dl_nspan window, uint32_t token,
                           uint32_t reach) {
    const dl_token *here = &scan->text->tokens[token];
    if (dl_automaton_passes(&scan->automata[use], here->word))
        return (dl_chances){NULL, 0};
    return ask(scan, use,
               (dl_question){.from = here->start,
                             .end = window.end,
                             .reach = reach,
                             .word = here->word,
                             .word_end = here->start + here->len});
}

dl_chances dl_scan_chances_behind(dl_scan *scan, dl_use use, dl_nspan window,
                                  uint32_t byte) {
    return ask(scan, use,
               (dl_question){.from = byte, .end = window.end, .word = DL_NO_WORD});
}

/* Can a name word that begins with this capitalised token be longer than it? */
static bool name_word_goes_on(const dl_text *text, uint32_t token) {
    return dl_token_touches(text, token + 1) &&
           (text->tokens[token + 1].flags & DL_GLUED ||
            dl_token_is(text, token + 1, '\''));
}

bool dl_scan_rules(dl_scan *scan) {
    dl_text *text = scan->text;
    const uint16_t *facts = dl_vocabulary_facts(scan->vocabulary);
    for (uint32_t p = 0; p < text->paragraph_count; p++) {
        const dl_paragraph *paragraph = &text->paragraphs[p];
        for (uint32_t i = paragraph->first; i < paragraph->end; i++) {
            uint16_t known = facts[text->tokens[i].word];
            if (known & DL_FACT_LOOKUP ||
                (known & DL_FACT_CAP && name_word_goes_on(text, i))) {
                lookup look = {scan, i, 0};
                dl_scan_entries(scan, i, add_entry, &look);
            }
            if (dl_automaton_passes(&scan->automata[DL_USE_RULE], text->tokens[i].word))
                continue;
            dl_nspan window = window_in(text, paragraph, i);
            dl_chances chances = dl_scan_chances(scan, DL_USE_RULE, window, i, 0);
            for (uint32_t k = 0; k < chances.count; k++)
                try_rule(scan, chances.items[k].pattern, window, i);
        }
    }
    sort_candidates(&scan->candidates);
    return !scan->arena->failed;
}
