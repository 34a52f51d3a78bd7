/* label.h - what others call our types, and names for records that need one. */
#ifndef DL_EMIT_LABEL_H
#define DL_EMIT_LABEL_H

#include "emit/emit.h"

typedef enum dl_labels { DL_CONLL, DL_SPACY, DL_DATASHARE, DL_FTM, DL_LABELS } dl_labels;

/* The label of the entity in those labels; where they have none, the type itself, and
 * NULL in those that are closed (datashare, ftm). */
const char *dl_label(const dateline_entity *entity, dl_labels labels);

enum { DL_ID_LEN = 32 };

/* 32 hexadecimal digits that are the same for the same article and number, and differ
 * from all others. kind tells apart what has the same number. */
void dl_record_id(const dateline_about *about, const char *kind, size_t number,
                  char id[DL_ID_LEN + 1]);

#endif
