/* csv.c - tables for spreadsheets and databases: one row an entity, under one header.
 *
 * csv is RFC 4180's, with a line feed at the end of a row. tsv writes \t, \n, \r and \\
 * as these two characters, as PostgreSQL's COPY and Linear TSV do, so that a row is
 * always one line. Empty: not known. */
#include "emit/column.h"

typedef void (*write_cell)(dl_out *out, dl_str text);

static void write_comma_cell(dl_out *out, dl_str text) {
    bool plain = true;
    for (size_t i = 0; i < text.len; i++)
        plain &= !strchr(",\"\r\n", text.at[i]) || !text.at[i];
    if (plain) {
        dl_out_str(out, text);
        return;
    }
    dl_out_char(out, '"');
    for (size_t i = 0; i < text.len; i++) {
        if (text.at[i] == '"') dl_out_char(out, '"');
        dl_out_char(out, text.at[i]);
    }
    dl_out_char(out, '"');
}

static void write_tab_cell(dl_out *out, dl_str text) {
    static const char special[] = "\t\n\r\\", letters[] = "tnr\\";
    for (size_t i = 0; i < text.len; i++) {
        const char *found = text.at[i] ? strchr(special, text.at[i]) : NULL;
        if (found) dl_out_char(out, '\\');
        dl_out_char(out, found ? letters[found - special] : text.at[i]);
    }
}

static void write_header(dl_out *out, char separator) {
    for (size_t i = 0; dateline_column_at(i); i++) {
        if (i) dl_out_char(out, separator);
        dl_out_text(out, dateline_column_at(i)->name);
    }
    dl_out_char(out, '\n');
}

static void write_rows(const dl_emit_view *view, dl_out *out, char separator,
                       write_cell write) {
    dateline_cell cell;
    for (size_t i = 0; i < view->entity_count; i++) {
        for (size_t j = 0; dateline_column_at(j); j++) {
            if (j) dl_out_char(out, separator);
            dl_column_cell(&view->about, view->entities[i], j, &cell);
            if (cell.kind == DATELINE_CELL_TEXT)
                write(out, (dl_str){cell.text, cell.len});
            else
                dl_cell_write(&cell, j, out);
        }
        dl_out_char(out, '\n');
    }
}

void dl_begin_csv(dl_emit_run *run) {
    write_header(run->out, ',');
}

void dl_emit_csv(const dl_emit_view *view, const dateline_format_options *options,
                 dl_out *out) {
    (void)options;
    write_rows(view, out, ',', write_comma_cell);
}

void dl_begin_tsv(dl_emit_run *run) {
    write_header(run->out, '\t');
}

void dl_emit_tsv(const dl_emit_view *view, const dateline_format_options *options,
                 dl_out *out) {
    (void)options;
    write_rows(view, out, '\t', write_tab_cell);
}
