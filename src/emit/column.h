/* column.h - an entity as one flat row: the columns that tables of all kinds share. */
#ifndef DL_EMIT_COLUMN_H
#define DL_EMIT_COLUMN_H

#include "emit/emit.h"

/* What the column says of an entity of the article; of kind none where nothing. */
void dl_column_cell(const dateline_about *about, const dateline_entity *entity,
                    size_t column, dateline_cell *out);

/* The cell as text: numbers short, truths as true and false. */
void dl_cell_write(const dateline_cell *cell, size_t column, dl_out *out);

#endif
