/* pack.h - a rule set in one block of bytes that is mapped and used where it lies: every
 * file with its name, the lexicon made of all lists, each pattern as it is expanded, and
 * outlines. The English rules inside the program are one. */
#ifndef DL_RULES_PACK_H
#define DL_RULES_PACK_H

#include "rules/rules.h"

typedef struct dl_pack { /* a view; zero: none */
    const char *bytes;
    size_t len;
    size_t file_count;
    dl_str files, expanded, lexicon, outlines;
    const char *hash; /* of all that was read */
} dl_pack;

/* The one that is linked in. False, and err, where the program was built without. */
bool dl_pack_embedded(dl_pack *out, dateline_error *err);

/* A pack of any version begins so. */
extern const dl_str dl_pack_magic;

/* Reads the head of a pack, which lives longer than the view. False, and err, for one of
 * another version or byte order, one that is cut short, or that is not what was written.
 */
bool dl_pack_open(dl_str bytes, const char *name, dl_pack *out, dateline_error *err);

typedef struct dl_pack_file {
    dl_str name, text;
    bool root; /* was asked for; others were read by name */
    bool head; /* of the text its head is enough, see dl_pack_head_of */
} dl_pack_file;

/* Takes the next file off *rest, which begins as pack.files. False past the last. */
bool dl_pack_file_next(dl_str *rest, dl_pack_file *out);

/* Long lists are looked up in the lexicon alone: a head that is longer than what a
 * pattern may hold is enough of them. */
dl_str dl_pack_head_of(const dl_pack_file *file);

/* The pattern that was the next to be expanded, taken off *rest, which begins as
 * pack.expanded. False when it does not fit the lists. On the arena. */
bool dl_pack_expanded(dl_str *rest, const dl_tree *tree, dl_arena *arena,
                      dl_expanded *out);

/* Writes what dl_pack_open reads; rules were loaded from files. False without memory. */
bool dl_pack_write(const dateline_rules *rules, dl_arena *arena, dl_str *out);

#endif
