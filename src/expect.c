/* expect.c - compares what was found with what a marked text expects, and says it in the
 * same notation. */
#include "expect.h"

#include "emit/emit.h"

enum { LONGEST_LINE = 440 };

const char *dl_expect_type(const dateline_rules *rules, const dateline_entity *entity) {
    const dateline_rule *rule;
    for (size_t i = 0; (rule = dateline_rules_at(rules, i)); i++)
        if (!rule->clue && strcmp(rule->name, entity->rule) == 0) return rule->type;
    return entity->type;
}

/* ---- comparing --------------------------------------------------------------------- */

/* The entity's value (name NULL) or field; NULL where it has none. */
static const char *fact_of(const dateline_entity *entity, const char *name,
                           dl_arena *arena) {
    dl_fact facts[DL_FACT_LIMIT];
    size_t count = dl_markup_facts(entity, facts);
    for (size_t i = 0; i < count; i++) {
        bool same =
            name ? facts[i].name && strcmp(facts[i].name, name) == 0 : !facts[i].name;
        if (same) return dl_markup_fact_text(&facts[i], arena);
    }
    return NULL;
}

/* A field without a value (`modifier=`) wants that there is none. */
static bool field_holds(const dateline_entity *entity, dl_str name, dl_str value,
                        dl_arena *arena) {
    const char *wanted = dl_arena_text(arena, name);
    const char *is = wanted ? fact_of(entity, wanted, arena) : NULL;
    return is ? dl_str_is(value, is) : wanted && !value.len;
}

static bool fields_hold(const dateline_entity *entity, dl_str fields, dl_arena *arena) {
    dl_str name, value;
    while (dl_markup_field(&fields, arena, &name, &value))
        if (!field_holds(entity, name, value, arena)) return false;
    return true;
}

static bool same_place(const dl_markup_mark *mark, const dl_found *found) {
    return mark->start == found->entity->byte_start &&
           mark->end == found->entity->byte_end && dl_str_is(mark->type, found->type);
}

static bool mark_holds(const dl_markup_mark *mark, const dl_found *found,
                       dl_arena *arena) {
    if (!same_place(mark, found)) return false;
    const char *value = mark->value.at ? fact_of(found->entity, NULL, arena) : NULL;
    if (mark->value.at && (!value || !dl_str_is(mark->value, value))) return false;
    return fields_hold(found->entity, mark->fields, arena);
}

static bool is_none(const dl_markup_mark *mark) {
    return dl_str_is(mark->type, "none");
}

static bool any_inside(const dl_markup_mark *mark, const dl_found_list *found) {
    for (size_t i = 0; i < found->count; i++) {
        const dateline_entity *entity = found->items[i].entity;
        if (entity->byte_start < mark->end && mark->start < entity->byte_end) return true;
    }
    return false;
}

bool dl_expect_holds(const dl_markup_mark *marks, size_t mark_count,
                     const dl_found_list *found, dl_arena *arena) {
    size_t at = 0;
    for (size_t i = 0; i < mark_count; i++) {
        if (is_none(&marks[i])) {
            if (any_inside(&marks[i], found)) return false;
        } else if (at == found->count ||
                   !mark_holds(&marks[i], &found->items[at++], arena)) {
            return false;
        }
    }
    return at == found->count && !arena->failed;
}

/* ---- saying it -----------------------------------------------------------------------
 */

typedef struct {
    dl_arena *arena;
    DL_ARRAY(char) bytes;
} line;

/* A writer for dl_out: line breaks become \n, so that all stays in one line. */
static bool add_bytes(const char *bytes, size_t len, void *user) {
    line *to = user;
    if (!DL_RESERVE(to->arena, &to->bytes, len * 2)) return false;
    for (size_t i = 0; i < len; i++) {
        if (bytes[i] == '\n') to->bytes.items[to->bytes.count++] = '\\';
        to->bytes.items[to->bytes.count++] = bytes[i] == '\n' ? 'n' : bytes[i];
    }
    return true;
}

static void add_text(line *to, const char *text) {
    add_bytes(text, strlen(text), to);
}

static void add_str(line *to, dl_str text) {
    if (text.len) add_bytes(text.at, text.len, to);
}

static void add_found(line *to, dl_str text, const dl_found_list *found) {
    const dateline_entity **entities =
        dl_arena_alloc(to->arena, (found->count + 1) * sizeof *entities);
    if (!entities) return;
    for (size_t i = 0; i < found->count; i++)
        entities[i] = found->items[i].entity;
    dl_emit_view view = {
        .text = text, .entities = entities, .entity_count = found->count};
    dl_out out;
    dl_out_open(&out, add_bytes, to);
    dl_emit_markup(&view, NULL, &out);
    dl_out_close(&out);
    dl_str made = {to->bytes.items, to->bytes.count};
    if (!dl_str_ends(text, DL_STR("\n")) && dl_str_ends(made, DL_STR("\\n")))
        to->bytes.count -= 2;
}

/* `(its title is Dr)`: the fields that a mark names and a reader of the line would not
 * see.
 */
static void add_fields(line *to, const dl_markup_mark *mark, const dl_found *found) {
    dl_str fields = mark->fields, name, value;
    while (dl_markup_field(&fields, to->arena, &name, &value)) {
        const char *wanted = dl_arena_text(to->arena, name);
        if (!wanted || field_holds(found->entity, name, value, to->arena)) continue;
        const char *is = fact_of(found->entity, wanted, to->arena);
        add_text(to, is ? " (its " : " (it has no ");
        add_text(to, wanted);
        add_text(to, is ? " is " : "");
        add_text(to, is ? is : "");
        add_text(to, ")");
    }
}

static void add_entity(line *to, const dl_found *found) {
    const char *value = fact_of(found->entity, NULL, to->arena);
    add_text(to, "[");
    add_str(to, (dl_str){found->entity->text, found->entity->text_len});
    add_text(to, "](");
    add_text(to, found->type);
    add_text(to, value ? " " : "");
    add_text(to, value ? value : "");
    add_text(to, ")");
}

static void add_mark(line *to, dl_str text, const dl_markup_mark *mark) {
    add_text(to, "[");
    add_str(to, dl_str_cut(text, mark->start, mark->end));
    add_text(to, "](");
    add_str(to, mark->type);
    add_text(to, mark->value.at ? " " : "");
    add_str(to, mark->value);
    add_text(to, ")");
}

/* "missing [a](date); not expected [b](date)", as far as a message goes. */
static void add_differences(line *to, dl_str text, const dl_markup_mark *marks,
                            size_t mark_count, const dl_found_list *found) {
    const char *between = "";
    for (size_t i = 0; i < mark_count; i++) {
        bool there = is_none(&marks[i]);
        for (size_t k = 0; k < found->count && !there; k++)
            there = mark_holds(&marks[i], &found->items[k], to->arena);
        if (there) continue;
        add_text(to, between), between = "; ";
        add_text(to, "missing ");
        add_mark(to, text, &marks[i]);
    }
    for (size_t k = 0; k < found->count; k++) {
        bool wanted = false;
        for (size_t i = 0; i < mark_count && !wanted; i++)
            wanted = mark_holds(&marks[i], &found->items[k], to->arena);
        if (wanted) continue;
        add_text(to, between), between = "; ";
        add_text(to, "not expected ");
        add_entity(to, &found->items[k]);
    }
}

const char *dl_expect_message(dl_str text, const dl_markup_mark *marks, size_t mark_count,
                              const dl_found_list *found, dl_arena *arena) {
    line to = {.arena = arena};
    add_text(&to, "found ");
    add_found(&to, text, found);
    for (size_t i = 0; i < mark_count; i++)
        for (size_t k = 0; k < found->count; k++)
            if (same_place(&marks[i], &found->items[k]))
                add_fields(&to, &marks[i], &found->items[k]);
    if (to.bytes.count > LONGEST_LINE) {
        to.bytes.count = 0;
        add_differences(&to, text, marks, mark_count, found);
    }
    return dl_arena_text(arena, (dl_str){to.bytes.items, to.bytes.count});
}
