/* arrow.c - Batch: entities as columns in Arrow's memory layout, handed over by the Arrow
 * PyCapsule protocol, so that pyarrow, Polars, DuckDB and others take it without a copy
 * and without this module knowing them.
 *
 * The columns are those of dateline_column_at. The structs are the Arrow C data interface
 * (https://arrow.apache.org/docs/format/CDataInterface.html). */
#include "module.h"

#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>

enum { COLUMNS_MOST = 64, TEXT_MOST = INT32_MAX };

struct ArrowSchema {
    const char *format, *name, *metadata;
    int64_t flags, n_children;
    struct ArrowSchema **children, *dictionary;
    void (*release)(struct ArrowSchema *);
    void *private_data;
};

struct ArrowArray {
    int64_t length, null_count, offset, n_buffers, n_children;
    const void **buffers;
    struct ArrowArray **children, *dictionary;
    void (*release)(struct ArrowArray *);
    void *private_data;
};

struct ArrowArrayStream {
    int (*get_schema)(struct ArrowArrayStream *, struct ArrowSchema *);
    int (*get_next)(struct ArrowArrayStream *, struct ArrowArray *);
    const char *(*get_last_error)(struct ArrowArrayStream *);
    void (*release)(struct ArrowArrayStream *);
    void *private_data;
};

/* ---- rows as columns ---- */

typedef struct bytes {
    char *at;
    size_t len, room;
} bytes;

typedef struct column {
    dateline_cell_kind kind;
    bytes valid;   /* a bit a row */
    bytes offsets; /* of text: int32, one more than rows */
    bytes data;
    int64_t nulls;
    const void *buffers[3];
} column;

typedef struct rows { /* shared by the batch and all that it was exported to */
    atomic_size_t owners;
    int64_t count;
    size_t column_count;
    column columns[COLUMNS_MOST];
} rows;

typedef struct batch_object {
    PyObject_HEAD rows *rows;
    bool exported; /* then it does not change any more */
} batch_object;

static void rows_drop(rows *rows) {
    if (!rows || atomic_fetch_sub(&rows->owners, 1) > 1) return;
    for (size_t i = 0; i < rows->column_count; i++) {
        free(rows->columns[i].valid.at);
        free(rows->columns[i].offsets.at);
        free(rows->columns[i].data.at);
    }
    free(rows);
}

static bool put(bytes *into, const void *at, size_t len) {
    if (len > into->room - into->len) {
        size_t room = into->room ? into->room * 2 : 1024;
        while (room - into->len < len)
            room *= 2;
        char *grown = realloc(into->at, room);
        if (!grown) return false;
        memset(grown + into->room, 0, room - into->room);
        into->at = grown;
        into->room = room;
    }
    if (len) memcpy(into->at + into->len, at, len);
    into->len += len;
    return true;
}

static bool put_bit(bytes *into, int64_t row, bool set) {
    static const char zero;
    if (row % 8 == 0 && !put(into, &zero, 1)) return false;
    if (set) into->at[row / 8] |= (char)(1 << (row % 8));
    return true;
}

static bool put_text(column *column, const dateline_cell *cell) {
    size_t len = cell->kind ? cell->len : 0;
    if (len > TEXT_MOST - column->data.len) return false;
    if (len && !put(&column->data, cell->text, len)) return false;
    int32_t end = (int32_t)column->data.len;
    return put(&column->offsets, &end, sizeof end);
}

static bool put_cell(column *column, int64_t row, const dateline_cell *cell) {
    bool there = cell->kind != DATELINE_CELL_NONE;
    column->nulls += !there;
    if (!put_bit(&column->valid, row, there)) return false;
    switch (column->kind) {
    case DATELINE_CELL_TEXT:
        return put_text(column, cell);
    case DATELINE_CELL_INTEGER:
        return put(&column->data, &(int64_t){there ? cell->integer : 0}, sizeof(int64_t));
    case DATELINE_CELL_NUMBER:
        return put(&column->data, &(double){there ? cell->number : 0}, sizeof(double));
    default:
        return put_bit(&column->data, row, there && cell->integer);
    }
}

static rows *rows_new(void) {
    rows *all = calloc(1, sizeof *all);
    if (!all) return NULL;
    atomic_init(&all->owners, 1);
    const dateline_column *known;
    bool good = true;
    while (all->column_count < COLUMNS_MOST &&
           (known = dateline_column_at(all->column_count))) {
        column *column = &all->columns[all->column_count++];
        column->kind = known->kind;
        if (known->kind == DATELINE_CELL_TEXT)
            good = good && put(&column->offsets, &(int32_t){0}, sizeof(int32_t));
    }
    if (good) return all;
    rows_drop(all);
    return NULL;
}

/* ---- the C data interface ---- */

static const char *format_of(dateline_cell_kind kind) {
    switch (kind) {
    case DATELINE_CELL_TEXT:
        return "u";
    case DATELINE_CELL_INTEGER:
        return "l";
    case DATELINE_CELL_NUMBER:
        return "g";
    default:
        return "b";
    }
}

enum { NULLABLE = 2 };

static void schema_release(struct ArrowSchema *schema) {
    for (int64_t i = 0; i < schema->n_children; i++) {
        struct ArrowSchema *child = schema->children[i];
        if (child->release) child->release(child);
    }
    free(schema->private_data);
    schema->release = NULL;
}

static void child_schema_release(struct ArrowSchema *schema) {
    schema->release = NULL;
}

/* The children are one block with the pointers to them. */
static bool schema_fill(struct ArrowSchema *schema, size_t count) {
    struct block {
        struct ArrowSchema *pointers[COLUMNS_MOST], children[COLUMNS_MOST];
    } *block = calloc(1, sizeof *block);
    if (!block) return false;
    *schema = (struct ArrowSchema){.format = "+s",
                                   .name = "",
                                   .n_children = (int64_t)count,
                                   .children = block->pointers,
                                   .release = schema_release,
                                   .private_data = block};
    for (size_t i = 0; i < count; i++) {
        const dateline_column *column = dateline_column_at(i);
        block->pointers[i] = &block->children[i];
        block->children[i] = (struct ArrowSchema){.format = format_of(column->kind),
                                                  .name = column->name,
                                                  .flags = NULLABLE,
                                                  .release = child_schema_release};
    }
    return true;
}

typedef struct array_block {
    rows *rows;
    const void *none[1];
    struct ArrowArray *pointers[COLUMNS_MOST], children[COLUMNS_MOST];
} array_block;

static void child_array_release(struct ArrowArray *array) {
    rows_drop(array->private_data);
    array->release = NULL;
}

static void array_release(struct ArrowArray *array) {
    array_block *block = array->private_data;
    for (int64_t i = 0; i < array->n_children; i++)
        if (block->children[i].release) block->children[i].release(&block->children[i]);
    free(block);
    array->release = NULL;
}

/* A child may be moved away by the consumer, so each owns the rows. */
static void child_array_fill(struct ArrowArray *array, rows *rows, column *column) {
    bool text = column->kind == DATELINE_CELL_TEXT;
    static const char empty[8];
    column->buffers[0] = column->nulls ? column->valid.at : NULL;
    column->buffers[1] = text ? column->offsets.at : column->data.at;
    column->buffers[2] = column->data.at;
    if (!column->buffers[1]) column->buffers[1] = empty;
    if (!column->buffers[2]) column->buffers[2] = empty;
    atomic_fetch_add(&rows->owners, 1);
    *array = (struct ArrowArray){.length = rows->count,
                                 .null_count = column->nulls,
                                 .n_buffers = text ? 3 : 2,
                                 .buffers = column->buffers,
                                 .release = child_array_release,
                                 .private_data = rows};
}

static bool array_fill(struct ArrowArray *array, rows *rows) {
    array_block *block = calloc(1, sizeof *block);
    if (!block) return false;
    *array = (struct ArrowArray){.length = rows->count,
                                 .n_buffers = 1,
                                 .n_children = (int64_t)rows->column_count,
                                 .buffers = block->none,
                                 .children = block->pointers,
                                 .release = array_release,
                                 .private_data = block};
    for (size_t i = 0; i < rows->column_count; i++) {
        block->pointers[i] = &block->children[i];
        child_array_fill(&block->children[i], rows, &rows->columns[i]);
    }
    return true;
}

/* ---- a stream of one batch, for those who take streams alone ---- */

typedef struct stream_state {
    rows *rows;
    bool done;
} stream_state;

static int stream_schema(struct ArrowArrayStream *stream, struct ArrowSchema *schema) {
    stream_state *state = stream->private_data;
    return schema_fill(schema, state->rows->column_count) ? 0 : 12; /* ENOMEM */
}

static int stream_next(struct ArrowArrayStream *stream, struct ArrowArray *array) {
    stream_state *state = stream->private_data;
    if (state->done) {
        array->release = NULL;
        return 0;
    }
    state->done = true;
    return array_fill(array, state->rows) ? 0 : 12;
}

static const char *stream_error(struct ArrowArrayStream *stream) {
    (void)stream;
    return "no memory left";
}

static void stream_release(struct ArrowArrayStream *stream) {
    stream_state *state = stream->private_data;
    rows_drop(state->rows);
    free(state);
    stream->release = NULL;
}

/* ---- capsules ---- */

#define CAPSULE(type, name)                                                              \
    static void name##_destroy(PyObject *capsule) {                                      \
        struct type *at = PyCapsule_GetPointer(capsule, #name);                          \
        if (at && at->release) at->release(at);                                          \
        free(at);                                                                        \
    }

CAPSULE(ArrowSchema, arrow_schema)
CAPSULE(ArrowArray, arrow_array)
CAPSULE(ArrowArrayStream, arrow_array_stream)

static PyObject *schema_capsule(PyObject *self, PyObject *nothing) {
    (void)nothing;
    struct ArrowSchema *schema = calloc(1, sizeof *schema);
    if (!schema || !schema_fill(schema, ((batch_object *)self)->rows->column_count)) {
        free(schema);
        return PyErr_NoMemory();
    }
    return PyCapsule_New(schema, "arrow_schema", arrow_schema_destroy);
}

static PyObject *array_capsule(batch_object *self) {
    struct ArrowArray *array = calloc(1, sizeof *array);
    self->exported = true;
    if (!array || !array_fill(array, self->rows)) {
        free(array);
        return PyErr_NoMemory();
    }
    return PyCapsule_New(array, "arrow_array", arrow_array_destroy);
}

static PyObject *both_capsules(PyObject *self, PyObject *args) {
    (void)args; /* the requested schema is a wish */
    PyObject *schema = schema_capsule(self, NULL);
    PyObject *array = schema ? array_capsule((batch_object *)self) : NULL;
    PyObject *both = array ? PyTuple_Pack(2, schema, array) : NULL;
    Py_XDECREF(schema);
    Py_XDECREF(array);
    return both;
}

static PyObject *stream_capsule(PyObject *object, PyObject *args) {
    (void)args;
    batch_object *self = (batch_object *)object;
    struct ArrowArrayStream *stream = calloc(1, sizeof *stream);
    stream_state *state = calloc(1, sizeof *state);
    if (!stream || !state) {
        free(stream);
        free(state);
        return PyErr_NoMemory();
    }
    self->exported = true;
    atomic_fetch_add(&self->rows->owners, 1);
    state->rows = self->rows;
    *stream = (struct ArrowArrayStream){.get_schema = stream_schema,
                                        .get_next = stream_next,
                                        .get_last_error = stream_error,
                                        .release = stream_release,
                                        .private_data = state};
    return PyCapsule_New(stream, "arrow_array_stream", arrow_array_stream_destroy);
}

/* ---- the type ---- */

static PyObject *batch_new(PyTypeObject *type, PyObject *args, PyObject *named) {
    static char *keywords[] = {NULL};
    if (!PyArg_ParseTupleAndKeywords(args, named, "", keywords)) return NULL;
    allocfunc alloc = (allocfunc)PyType_GetSlot(type, Py_tp_alloc);
    batch_object *self = (batch_object *)alloc(type, 0);
    if (!self) return NULL;
    self->rows = rows_new();
    if (self->rows) return (PyObject *)self;
    Py_DECREF((PyObject *)self);
    return PyErr_NoMemory();
}

static void batch_dealloc(PyObject *self) {
    rows_drop(((batch_object *)self)->rows);
    free_object(self);
}

static bool append_row(rows *rows, const dateline_result *result, size_t entity) {
    dateline_cell cell;
    for (size_t i = 0; i < rows->column_count; i++) {
        dateline_result_cell(result, entity, i, &cell);
        if (!put_cell(&rows->columns[i], rows->count, &cell)) return false;
    }
    rows->count++;
    return true;
}

static PyObject *append(PyObject *object, PyObject *doc) {
    batch_object *self = (batch_object *)object;
    if (!PyObject_TypeCheck(doc, doc_type))
        return PyErr_Format(PyExc_TypeError, "a Doc is needed");
    if (self->exported)
        return PyErr_Format(PyExc_RuntimeError, "this batch was handed out already");
    const dateline_result *result = ((doc_object *)doc)->result;
    for (size_t i = 0; i < dateline_result_count(result); i++) {
        if (append_row(self->rows, result, i)) continue;
        self->exported = true; /* a half row must not grow */
        return PyErr_Format(PyExc_MemoryError, "a batch holds at most 2 GiB of a column");
    }
    return PyLong_FromLongLong(self->rows->count);
}

static Py_ssize_t batch_len(PyObject *self) {
    return (Py_ssize_t)((batch_object *)self)->rows->count;
}

static PyMethodDef methods[] = {
    {"append", append, METH_O,
     "append(doc) -> int\n\nAdds a row for each entity; returns how many rows there "
     "are."},
    {"__arrow_c_schema__", schema_capsule, METH_NOARGS, "The schema, as a capsule."},
    {"__arrow_c_array__", both_capsules, METH_VARARGS, "Schema and rows, as capsules."},
    {"__arrow_c_stream__", stream_capsule, METH_VARARGS, "The same as a stream."},
    {NULL, NULL, 0, NULL},
};

static PyType_Slot slots[] = {
    {Py_tp_doc, "Batch()\n\nEntities of Docs as columns: pyarrow.record_batch(batch), "
                "polars.DataFrame(batch)."},
    {Py_tp_new, batch_new},
    {Py_tp_dealloc, batch_dealloc},
    {Py_tp_methods, methods},
    {Py_sq_length, batch_len},
    {0, NULL},
};

static PyType_Spec spec = {.name = "dateline._core.Batch",
                           .basicsize = sizeof(batch_object),
                           .flags = Py_TPFLAGS_DEFAULT,
                           .slots = slots};

bool add_arrow(PyObject *module) {
    return (batch_type = add_type(module, &spec));
}
