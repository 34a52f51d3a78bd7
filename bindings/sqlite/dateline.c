/* dateline.c - a loadable extension of SQLite:
 *
 *     .load ./dateline
 *     SELECT type, text, value FROM dateline('Ama Boadi left Accra.', '2024-02-29');
 *     SELECT a.id, d.name FROM articles a, dateline(a.body, a.published) d;
 *     SELECT dateline_json(body, published) FROM articles;
 *
 * dateline(TEXT, DATE) is a table of the entities of the text, with the columns of
 * --format csv; DATE is the day that relative dates count from, and may be left out. */
#include <sqlite3ext.h>
SQLITE_EXTENSION_INIT1

#include <dateline.h>
#include <stdlib.h>
#include <string.h>

typedef struct sql_engine { /* of one connection, which SQLite lets one thread use at a
                             * time
                             */
    dateline_rules *rules;
    dateline_scanner *scanner;
} sql_engine;

static void close_engine(void *user) {
    sql_engine *engine = user;
    dateline_scanner_free(engine->scanner);
    dateline_rules_free(engine->rules);
    sqlite3_free(engine);
}

static sql_engine *open_engine(char **message) {
    dateline_error err = {0};
    sql_engine *engine = sqlite3_malloc(sizeof *engine);
    if (!engine) return NULL;
    engine->rules = dateline_rules_embedded(&err);
    engine->scanner =
        engine->rules ? dateline_scanner_new(engine->rules, NULL, &err) : NULL;
    if (engine->scanner) return engine;
    *message = sqlite3_mprintf("dateline: %s", err.message);
    close_engine(engine);
    return NULL;
}

/* NULL is no article: no result and no error. */
static dateline_result *scan(sql_engine *engine, sqlite3_value *text, sqlite3_value *date,
                             dateline_error *err) {
    *err = (dateline_error){0};
    if (sqlite3_value_type(text) == SQLITE_NULL) return NULL;
    dateline_document article = {.size = sizeof article};
    article.text = (const char *)sqlite3_value_text(text);
    article.len = (size_t)sqlite3_value_bytes(text);
    if (!article.text) article.text = "";
    if (date && sqlite3_value_type(date) != SQLITE_NULL) {
        article.date = (const char *)sqlite3_value_text(date);
        article.date_from = "record";
    }
    return dateline_scan(engine->scanner, &article, err);
}

/* ---- the table ---- */

enum { INPUT, INPUT_DATE, INPUTS }; /* hidden columns, behind the others */

typedef struct sql_table {
    sqlite3_vtab base;
    sql_engine *engine;
    int columns;
} sql_table;

typedef struct sql_cursor {
    sqlite3_vtab_cursor base;
    dateline_result *result;
    size_t row;
} sql_cursor;

static const char *sql_type(dateline_cell_kind kind) {
    switch (kind) {
    case DATELINE_CELL_TEXT:
        return "TEXT";
    case DATELINE_CELL_NUMBER:
        return "REAL";
    default:
        return "INTEGER";
    }
}

static int declare(sqlite3 *db, int *columns) {
    sqlite3_str *sql = sqlite3_str_new(db);
    const dateline_column *column;
    sqlite3_str_appendall(sql, "CREATE TABLE x(");
    for (*columns = 0; (column = dateline_column_at((size_t)*columns)); ++*columns)
        sqlite3_str_appendf(sql, "\"%w\" %s, ", column->name, sql_type(column->kind));
    sqlite3_str_appendall(sql, "input HIDDEN, input_date HIDDEN)");
    char *text = sqlite3_str_finish(sql);
    int status = text ? sqlite3_declare_vtab(db, text) : SQLITE_NOMEM;
    sqlite3_free(text);
    return status;
}

static int table_connect(sqlite3 *db, void *user, int argc, const char *const *argv,
                         sqlite3_vtab **out, char **message) {
    (void)user, (void)argc, (void)argv;
    sql_table *table = sqlite3_malloc(sizeof *table);
    if (!table) return SQLITE_NOMEM;
    memset(table, 0, sizeof *table);
    table->engine = open_engine(message);
    int status = table->engine ? declare(db, &table->columns) : SQLITE_ERROR;
    if (status == SQLITE_OK) {
        sqlite3_vtab_config(db, SQLITE_VTAB_INNOCUOUS);
        *out = &table->base;
        return SQLITE_OK;
    }
    if (table->engine) close_engine(table->engine);
    sqlite3_free(table);
    return status;
}

static int table_disconnect(sqlite3_vtab *base) {
    sql_table *table = (sql_table *)base;
    close_engine(table->engine);
    sqlite3_free(table);
    return SQLITE_OK;
}

/* Both arguments as values of the scan; idxNum says which of them came. */
static int table_plan(sqlite3_vtab *base, sqlite3_index_info *info) {
    int first = ((sql_table *)base)->columns, at[INPUTS] = {-1, -1};
    for (int i = 0; i < info->nConstraint; i++) {
        int input = info->aConstraint[i].iColumn - first;
        if (input < 0 || info->aConstraint[i].op != SQLITE_INDEX_CONSTRAINT_EQ) continue;
        if (!info->aConstraint[i].usable) return SQLITE_CONSTRAINT;
        at[input] = i;
    }
    if (at[INPUT] < 0) {
        base->zErrMsg = sqlite3_mprintf("dateline(TEXT, DATE): the text is missing");
        return SQLITE_ERROR;
    }
    for (int input = 0, argument = 1; input < INPUTS; input++) {
        if (at[input] < 0) continue;
        info->aConstraintUsage[at[input]].argvIndex = argument++;
        info->aConstraintUsage[at[input]].omit = 1;
        info->idxNum |= 1 << input;
    }
    info->estimatedCost = 1000;
    info->estimatedRows = 50;
    return SQLITE_OK;
}

static int cursor_open(sqlite3_vtab *base, sqlite3_vtab_cursor **out) {
    (void)base;
    sql_cursor *cursor = sqlite3_malloc(sizeof *cursor);
    if (!cursor) return SQLITE_NOMEM;
    memset(cursor, 0, sizeof *cursor);
    *out = &cursor->base;
    return SQLITE_OK;
}

static int cursor_close(sqlite3_vtab_cursor *base) {
    dateline_result_free(((sql_cursor *)base)->result);
    sqlite3_free(base);
    return SQLITE_OK;
}

static int cursor_filter(sqlite3_vtab_cursor *base, int plan, const char *name, int argc,
                         sqlite3_value **argv) {
    (void)name, (void)argc;
    sql_cursor *cursor = (sql_cursor *)base;
    dateline_error err;
    dateline_result_free(cursor->result);
    cursor->row = 0;
    cursor->result = scan(((sql_table *)base->pVtab)->engine, argv[0],
                          plan & 1 << INPUT_DATE ? argv[1] : NULL, &err);
    if (err.status == DATELINE_OK) return SQLITE_OK;
    base->pVtab->zErrMsg = sqlite3_mprintf("dateline: %s", err.message);
    return SQLITE_ERROR;
}

static int cursor_next(sqlite3_vtab_cursor *base) {
    ((sql_cursor *)base)->row++;
    return SQLITE_OK;
}

static int cursor_eof(sqlite3_vtab_cursor *base) {
    const sql_cursor *cursor = (sql_cursor *)base;
    return !cursor->result || cursor->row >= dateline_result_count(cursor->result);
}

static int cursor_column(sqlite3_vtab_cursor *base, sqlite3_context *context,
                         int column) {
    const sql_cursor *cursor = (sql_cursor *)base;
    dateline_cell cell;
    dateline_result_cell(cursor->result, cursor->row, (size_t)column, &cell);
    switch (cell.kind) {
    case DATELINE_CELL_TEXT:
        sqlite3_result_text64(context, cell.text, cell.len, SQLITE_TRANSIENT,
                              SQLITE_UTF8);
        break;
    case DATELINE_CELL_NUMBER:
        sqlite3_result_double(context, cell.number);
        break;
    case DATELINE_CELL_INTEGER:
    case DATELINE_CELL_TRUTH:
        sqlite3_result_int64(context, cell.integer);
        break;
    default:
        sqlite3_result_null(context);
    }
    return SQLITE_OK;
}

static int cursor_rowid(sqlite3_vtab_cursor *base, sqlite3_int64 *id) {
    *id = (sqlite3_int64)((sql_cursor *)base)->row;
    return SQLITE_OK;
}

/* Without xCreate: there is one table, of that name, in each connection. */
static const sqlite3_module module = {.iVersion = 0,
                                      .xConnect = table_connect,
                                      .xBestIndex = table_plan,
                                      .xDisconnect = table_disconnect,
                                      .xOpen = cursor_open,
                                      .xClose = cursor_close,
                                      .xFilter = cursor_filter,
                                      .xNext = cursor_next,
                                      .xEof = cursor_eof,
                                      .xColumn = cursor_column,
                                      .xRowid = cursor_rowid};

/* ---- the function ---- */

static bool append(const char *bytes, size_t len, void *user) {
    sqlite3_str_append(user, bytes, (int)len);
    return sqlite3_str_errcode(user) == SQLITE_OK;
}

static void json(sqlite3_context *context, int argc, sqlite3_value **argv) {
    dateline_error err;
    if (argc < 1 || argc > 2) {
        sqlite3_result_error(context, "dateline_json(TEXT, DATE): one or two arguments",
                             -1);
        return;
    }
    dateline_result *result =
        scan(sqlite3_user_data(context), argv[0], argc > 1 ? argv[1] : NULL, &err);
    if (err.status != DATELINE_OK) sqlite3_result_error(context, err.message, -1);
    if (!result) return;
    sqlite3_str *text = sqlite3_str_new(sqlite3_context_db_handle(context));
    dateline_status status = dateline_write(result, "json", NULL, append, text);
    int len = sqlite3_str_length(text);
    char *written = sqlite3_str_finish(text);
    dateline_result_free(result);
    if (status != DATELINE_OK || !written) {
        sqlite3_free(written);
        sqlite3_result_error_nomem(context);
        return;
    }
    sqlite3_result_text(context, written, len - 1, sqlite3_free); /* no line break */
}

static int add_json(sqlite3 *db, char **message) {
    sql_engine *engine = open_engine(message);
    if (!engine) return SQLITE_ERROR;
    return sqlite3_create_function_v2(
        db, "dateline_json", -1, SQLITE_UTF8 | SQLITE_DETERMINISTIC | SQLITE_INNOCUOUS,
        engine, json, NULL, NULL, close_engine);
}

/* The name that SQLite looks for in a file called dateline.so. */
__attribute__((visibility("default"))) int
sqlite3_dateline_init(sqlite3 *db, char **message, const sqlite3_api_routines *api);

int sqlite3_dateline_init(sqlite3 *db, char **message, const sqlite3_api_routines *api) {
    SQLITE_EXTENSION_INIT2(api);
    int status = sqlite3_create_module_v2(db, "dateline", &module, NULL, NULL);
    return status == SQLITE_OK ? add_json(db, message) : status;
}
