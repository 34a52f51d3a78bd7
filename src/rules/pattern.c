/* pattern.c - PCRE2 behind one door.
 *
 * Facts of 10.42 that shape this file: the fast JIT entry ignores PCRE2_ANCHORED given at
 * match time, so patterns are compiled with it; under JIT the match limit holds and depth
 * and heap limits do not; the default 32 kB JIT stack is too small for ordinary name
 * rules; where JIT is refused pcre2_match serves. */
#include "rules/pattern.h"

#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>

#define OPTIONS                                                                          \
    (PCRE2_UTF | PCRE2_UCP | PCRE2_NO_UTF_CHECK | PCRE2_ANCHORED | PCRE2_DUPNAMES |      \
     PCRE2_NEVER_BACKSLASH_C)

enum {
    JIT_STACK_START = 32 * 1024,
    JIT_STACK_MOST = 1024 * 1024,
    GROUPS_MOST = 64,
    DEPTH_LIMIT = 5000,
    HEAP_LIMIT_KIB = 8 * 1024,
    FEW_STEPS_PART = 16 /* of the match limit */
};

/* A match may not stop inside a word: a token edge is where two word characters do not
 * meet. Whether a match goes on is asked without it. */
static const char edge_head[] = "(?:";
static const char edge_tail[] = ")(?!(?<=[\\p{L}\\p{N}\\p{M}])[\\p{L}\\p{N}\\p{M}])";

struct dl_matcher {
    pcre2_match_data *data;
    pcre2_match_context *context;
    pcre2_match_context *few_steps; /* the same with a low match limit */
    pcre2_jit_stack *stack;
};

static void *gate_alloc(PCRE2_SIZE size, void *unused) {
    (void)unused;
    return dl_alloc(size);
}

static void gate_free(void *memory, void *unused) {
    (void)unused;
    dl_free(memory);
}

static pcre2_code *compile(dl_str source, bool edge, uint32_t options, int *code,
                           size_t *byte) {
    pcre2_general_context *general =
        pcre2_general_context_create(gate_alloc, gate_free, NULL);
    if (!general) return NULL;
    pcre2_compile_context *context = pcre2_compile_context_create(general);
    dl_arena work = {0};
    dl_str text = source;
    if (edge) {
        size_t head = sizeof edge_head - 1, tail = sizeof edge_tail - 1;
        char *joined = dl_arena_alloc(&work, head + source.len + tail);
        if (joined) {
            memcpy(joined, edge_head, head);
            memcpy(joined + head, source.at, source.len);
            memcpy(joined + head + source.len, edge_tail, tail);
        }
        text = (dl_str){joined, head + source.len + tail};
    }
    pcre2_code *made = NULL;
    if (context && text.at)
        made = pcre2_compile((PCRE2_SPTR)text.at, text.len, OPTIONS | options, code, byte,
                             context);
    dl_arena_free(&work);
    if (context) pcre2_compile_context_free(context);
    pcre2_general_context_free(general);
    return made;
}

bool dl_pattern_check(dl_str source, bool may_be_empty, size_t *byte, char message[160]) {
    int code = 0;
    *byte = 0;
    pcre2_code *made = compile(source, false, 0, &code, byte);
    if (!made) {
        message[0] = '\0';
        if (code != 0 && code != PCRE2_ERROR_HEAP_FAILED)
            pcre2_get_error_message(code, (PCRE2_UCHAR *)message, 160);
        return false;
    }
    uint32_t empty = 0, groups = 0;
    pcre2_pattern_info(made, PCRE2_INFO_MATCHEMPTY, &empty);
    pcre2_pattern_info(made, PCRE2_INFO_CAPTURECOUNT, &groups);
    pcre2_code_free(made);
    if (groups >= GROUPS_MOST) {
        memcpy(message, "more than 63 groups", sizeof "more than 63 groups");
        return false;
    }
    if (!empty || may_be_empty) return true;
    memcpy(message, "matches the empty text", sizeof "matches the empty text");
    return false;
}

static void learn_groups(dl_pattern *pattern, const pcre2_code *code) {
    PCRE2_SPTR table = NULL;
    pcre2_pattern_info(code, PCRE2_INFO_NAMETABLE, &table);
    pcre2_pattern_info(code, PCRE2_INFO_NAMECOUNT, &pattern->group_count);
    pcre2_pattern_info(code, PCRE2_INFO_NAMEENTRYSIZE, &pattern->group_size);
    pattern->group_names = (const char *)table;
}

/* The code in the slot, compiled at its first use. NULL without memory. */
static pcre2_code *code_in(dl_pattern *pattern, dl_pattern_lock *lock,
                           _Atomic(void *) *slot, bool edge) {
    pcre2_code *code = atomic_load_explicit(slot, memory_order_acquire);
    if (code) return code;
    pthread_mutex_lock(&lock->mutex);
    code = atomic_load_explicit(slot, memory_order_relaxed);
    if (!code) {
        int error = 0;
        size_t byte = 0;
        code = compile(pattern->source, edge, 0, &error, &byte);
        if (code) {
            if (edge) learn_groups(pattern, code);
            atomic_store_explicit(slot, code, memory_order_release);
        }
    }
    pthread_mutex_unlock(&lock->mutex);
    return code;
}

static pcre2_code *run_code(dl_pattern *pattern, dl_pattern_lock *lock) {
    return code_in(pattern, lock, &pattern->run, true);
}

/* A copy, since other threads may be running the code without JIT. */
static pcre2_code *fast_code(dl_pattern *pattern, dl_pattern_lock *lock) {
    pcre2_code *code = atomic_load_explicit(&pattern->fast, memory_order_acquire);
    pcre2_code *from = code ? NULL : run_code(pattern, lock);
    if (!from) return code;
    pthread_mutex_lock(&lock->mutex);
    code = atomic_load_explicit(&pattern->fast, memory_order_relaxed);
    if (!code && (code = pcre2_code_copy(from))) {
        pcre2_jit_compile(code, PCRE2_JIT_COMPLETE); /* refused: pcre2_match serves */
        atomic_store_explicit(&pattern->fast, code, memory_order_release);
    }
    pthread_mutex_unlock(&lock->mutex);
    return code;
}

/* JIT takes as long as a hundred attempts without. */
enum { TRIED_OFTEN = 50 };

void dl_pattern_free(dl_pattern *pattern) {
    pcre2_code_free(atomic_load(&pattern->run));
    pcre2_code_free(atomic_load(&pattern->fast));
    pcre2_code_free(atomic_load(&pattern->open));
}

dl_matcher *dl_matcher_new(uint32_t match_limit) {
    dl_matcher *matcher = dl_alloc(sizeof *matcher);
    if (!matcher) return NULL;
    *matcher = (dl_matcher){0};
    pcre2_general_context *general =
        pcre2_general_context_create(gate_alloc, gate_free, NULL);
    if (general) {
        matcher->data = pcre2_match_data_create(GROUPS_MOST, general);
        matcher->context = pcre2_match_context_create(general);
        matcher->stack = pcre2_jit_stack_create(JIT_STACK_START, JIT_STACK_MOST, general);
        pcre2_general_context_free(general);
    }
    if (matcher->context) {
        pcre2_set_match_limit(matcher->context, match_limit);
        pcre2_set_depth_limit(matcher->context, DEPTH_LIMIT);
        pcre2_set_heap_limit(matcher->context, HEAP_LIMIT_KIB);
        matcher->few_steps = pcre2_match_context_copy(matcher->context);
    }
    if (!matcher->data || !matcher->few_steps || !matcher->stack) {
        dl_matcher_free(matcher);
        return NULL;
    }
    pcre2_set_match_limit(matcher->few_steps, match_limit / FEW_STEPS_PART);
    pcre2_jit_stack_assign(matcher->context, NULL, matcher->stack);
    return matcher;
}

void dl_matcher_free(dl_matcher *matcher) {
    if (!matcher) return;
    pcre2_match_data_free(matcher->data);
    pcre2_match_context_free(matcher->context);
    pcre2_match_context_free(matcher->few_steps);
    pcre2_jit_stack_free(matcher->stack);
    dl_free(matcher);
}

bool dl_pattern_goes_on(dl_pattern *pattern, dl_pattern_lock *lock, dl_matcher *matcher,
                        dl_str bytes) {
    pcre2_code *code = code_in(pattern, lock, &pattern->open, false);
    if (!code) return true;
    int rc = pcre2_match(code, (PCRE2_SPTR)bytes.at, bytes.len, 0,
                         PCRE2_PARTIAL_HARD | PCRE2_NO_JIT | PCRE2_NO_UTF_CHECK,
                         matcher->data, matcher->context);
    bool ends_here = rc > 0 && pcre2_get_ovector_pointer(matcher->data)[1] == bytes.len;
    return rc != PCRE2_ERROR_NOMATCH && !ends_here; /* over a limit: it may */
}

/* An attempt without JIT; anything but a plain yes or no is left to an attempt with JIT,
 * which counts its steps in another way, so that the outcome never depends on what came
 * before. */
static bool try_slowly(dl_pattern *pattern, dl_pattern_lock *lock, dl_matcher *matcher,
                       dl_str subject, size_t start, int *rc) {
    unsigned before = atomic_load_explicit(&pattern->tried, memory_order_relaxed);
    if (before >= TRIED_OFTEN) return false;
    atomic_store_explicit(&pattern->tried, before + 1, memory_order_relaxed);
    pcre2_code *code = run_code(pattern, lock);
    if (!code) return false;
    *rc =
        pcre2_match(code, (PCRE2_SPTR)subject.at, subject.len, start,
                    PCRE2_NO_JIT | PCRE2_NO_UTF_CHECK, matcher->data, matcher->few_steps);
    return *rc >= 0 || *rc == PCRE2_ERROR_NOMATCH;
}

dl_outcome dl_pattern_try(dl_pattern *pattern, dl_pattern_lock *lock, dl_matcher *matcher,
                          dl_str subject, size_t start, size_t *end) {
    int rc;
    if (!try_slowly(pattern, lock, matcher, subject, start, &rc)) {
        pcre2_code *code = fast_code(pattern, lock);
        if (!code) return DL_NO_MEMORY;
        rc = pcre2_jit_match(code, (PCRE2_SPTR)subject.at, subject.len, start, 0,
                             matcher->data, matcher->context);
        if (rc == PCRE2_ERROR_JIT_BADOPTION)
            rc = pcre2_match(code, (PCRE2_SPTR)subject.at, subject.len, start,
                             PCRE2_NO_UTF_CHECK, matcher->data, matcher->context);
    }
    if (rc >= 0) {
        *end = pcre2_get_ovector_pointer(matcher->data)[1];
        return DL_HIT;
    }
    if (rc == PCRE2_ERROR_NOMATCH) return DL_MISS;
    return rc == PCRE2_ERROR_NOMEMORY ? DL_NO_MEMORY : DL_OVER_LIMIT;
}

bool dl_pattern_group(const dl_pattern *pattern, const dl_matcher *matcher,
                      const char *name, size_t *start, size_t *end) {
    const PCRE2_SIZE *places = pcre2_get_ovector_pointer(matcher->data);
    for (uint32_t i = 0; i < pattern->group_count; i++) {
        const char *row = pattern->group_names + (size_t)i * pattern->group_size;
        if (row[2] != name[0] || strcmp(row + 2, name) != 0) continue;
        unsigned number = (unsigned)((unsigned char)row[0] << 8 | (unsigned char)row[1]);
        if (number >= GROUPS_MOST || places[2 * number] == PCRE2_UNSET) continue;
        *start = places[2 * number];
        *end = places[2 * number + 1];
        return true;
    }
    return false;
}

/* ---- explaining ---- */

/* Every step is reported, and none is left out or taken together. */
#define STEP_BY_STEP                                                                     \
    (PCRE2_AUTO_CALLOUT | PCRE2_NO_START_OPTIMIZE | PCRE2_NO_AUTO_POSSESS)

typedef struct steps {
    dl_progress *furthest;
    bool any;
} steps;

/* Of several things that were wanted at one place the first was the author's first. */
static int note_step(pcre2_callout_block *step, void *user) {
    steps *all = user;
    size_t head = sizeof edge_head - 1, at = step->current_position;
    if (step->pattern_position < head || (all->any && at <= all->furthest->at)) return 0;
    all->any = true;
    all->furthest->at = at;
    all->furthest->wanted = step->pattern_position - head;
    return 0;
}

/* Bytes of the character at text.at + at. */
static size_t character(dl_str text, size_t at) {
    size_t len = 1;
    while (at + len < text.len && ((unsigned char)text.at[at + len] & 0xC0) == 0x80)
        len++;
    return len;
}

static int follow(const pcre2_code *code, dl_matcher *matcher, dl_str subject,
                  size_t start, size_t end, uint32_t options) {
    return pcre2_match(code, (PCRE2_SPTR)subject.at, end, start, options | PCRE2_NO_JIT,
                       matcher->data, matcher->context);
}

bool dl_pattern_progress(const dl_pattern *pattern, dl_matcher *matcher, dl_str subject,
                         size_t start, dl_progress *out) {
    int error = 0, rc = 0;
    size_t byte = 0, end = start;
    pcre2_code *code = compile(pattern->source, true, STEP_BY_STEP, &error, &byte);
    if (!code) return false;
    *out = (dl_progress){.reached = start};
    while (end < subject.len) {
        end += character(subject, end);
        rc = follow(code, matcher, subject, start, end, PCRE2_PARTIAL_HARD);
        if (rc < 0 && rc != PCRE2_ERROR_PARTIAL) break;
        out->reached = end;
    }
    steps all = {.furthest = out};
    pcre2_set_callout(matcher->context, note_step, &all);
    rc = follow(code, matcher, subject, start, subject.len, 0);
    pcre2_set_callout(matcher->context, NULL, NULL);
    pcre2_code_free(code);
    if (out->wanted > pattern->source.len) out->wanted = pattern->source.len;
    return rc == PCRE2_ERROR_NOMATCH && out->reached > start;
}
