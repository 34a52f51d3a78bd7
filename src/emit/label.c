/* label.c - the table of labels: CoNLL-2003's, those of spaCy's English models (after
 * OntoNotes), the categories of Datashare and the schemata of FollowTheMoney. */
#include "emit/label.h"

#include "base/hash.h"

static const struct row {
    const char *type, *labels[DL_LABELS];
} rows[] = {
    {"person", {"PER", "PERSON", "PERSON", "Person"}},
    {"place", {"LOC", "GPE", "LOCATION", NULL}},
    {"organisation", {"ORG", "ORG", "ORGANIZATION", "Organization"}},
    {"other", {"MISC", "MISC", NULL, NULL}},
    {"date", {"DATE", "DATE", "DATE", NULL}},
    {"duration", {"DATE", "DATE", "DATE", NULL}},
    {"set", {"DATE", "DATE", "DATE", NULL}},
    {"time", {"TIME", "TIME", "DATE", NULL}},
    {"percent", {"PERCENT", "PERCENT", "NUMBER", NULL}},
};

static const bool is_closed[DL_LABELS] = {[DL_DATASHARE] = true, [DL_FTM] = true};

/* OntoNotes' GPE has a government; seas, mountains and buildings are LOC and FAC. */
static const char *natural_place(const char *kind) {
    static const char *const natural[] = {"water", "mountain", "island", "continent"};
    for (size_t i = 0; kind && i < sizeof natural / sizeof *natural; i++)
        if (strcmp(kind, natural[i]) == 0) return "LOC";
    return kind && strcmp(kind, "landmark") == 0 ? "FAC" : NULL;
}

const char *dl_label(const dateline_entity *entity, dl_labels labels) {
    const dateline_place *place = entity->value.place;
    const char *natural = labels == DL_SPACY && place ? natural_place(place->kind) : NULL;
    if (natural) return natural;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        if (strcmp(rows[i].type, entity->type) == 0) return rows[i].labels[labels];
    return is_closed[labels] ? NULL : entity->type;
}

static void write_hex(uint64_t number, char *out) {
    for (int i = 15; i >= 0; i--, number >>= 4)
        out[i] = "0123456789abcdef"[number & 15];
}

void dl_record_id(const dateline_about *about, const char *kind, size_t number,
                  char id[DL_ID_LEN + 1]) {
    uint64_t article = dl_hash_add(dl_hash_str(dl_str_from(about->source)),
                                   dl_hash_str(dl_str_from(about->id)));
    uint64_t record = dl_hash_add(dl_hash_str(dl_str_from(kind)), number);
    uint64_t first = dl_hash_add(article, record);
    write_hex(first, id);
    write_hex(dl_hash_add(first, article + record), id + 16);
    id[DL_ID_LEN] = '\0';
}
