/* doc.c - Doc: what one article holds, with its text. */
#include "module.h"

#include <stddef.h>
#include <string.h>

PyObject *doc_new(PyTypeObject *type, dateline_result *result, PyObject *rules) {
    allocfunc alloc = (allocfunc)PyType_GetSlot(type, Py_tp_alloc);
    doc_object *self = (doc_object *)alloc(type, 0);
    if (!self) {
        dateline_result_free(result);
        return NULL;
    }
    self->result = result;
    self->rules = Py_NewRef(rules);
    return (PyObject *)self;
}

static dateline_result *result_of(PyObject *self) {
    return ((doc_object *)self)->result;
}

static void doc_dealloc(PyObject *self) {
    dateline_result_free(result_of(self));
    Py_XDECREF(((doc_object *)self)->rules);
    free_object(self);
}

/* ---- what it holds ---- */

static Py_ssize_t doc_len(PyObject *self) {
    return (Py_ssize_t)dateline_result_count(result_of(self));
}

static PyObject *doc_item(PyObject *self, Py_ssize_t i) {
    const dateline_entity *entity =
        i < 0 ? NULL : dateline_result_at(result_of(self), (size_t)i);
    if (!entity)
        return PyErr_Format(PyExc_IndexError, "entity %zd of %zd", i, doc_len(self));
    return entity_new((doc_object *)self, entity);
}

static PyObject *list_of(PyObject *self, size_t count,
                         PyObject *(*at)(PyObject *self, size_t i)) {
    PyObject *list = PyList_New((Py_ssize_t)count);
    for (size_t i = 0; list && i < count; i++) {
        PyObject *one = at(self, i);
        if (one)
            PyList_SetItem(list, (Py_ssize_t)i, one);
        else
            Py_CLEAR(list);
    }
    return list;
}

static PyObject *entity_at(PyObject *self, size_t i) {
    return entity_new((doc_object *)self, dateline_result_at(result_of(self), i));
}

static PyObject *card_at(PyObject *self, size_t i) {
    return card_new((doc_object *)self, dateline_result_card_at(result_of(self), i),
                    i + 1);
}

static PyObject *problem_at(PyObject *self, size_t i) {
    return error_dict(dateline_result_problem_at(result_of(self), i));
}

static PyObject *entities(PyObject *self, void *closure) {
    (void)closure;
    return list_of(self, dateline_result_count(result_of(self)), entity_at);
}

static PyObject *cards(PyObject *self, void *closure) {
    (void)closure;
    return list_of(self, dateline_result_card_count(result_of(self)), card_at);
}

static PyObject *problems(PyObject *self, void *closure) {
    (void)closure;
    return list_of(self, dateline_result_problem_count(result_of(self)), problem_at);
}

static PyObject *text(PyObject *self, void *closure) {
    (void)closure;
    size_t len;
    const char *at = dateline_result_text(result_of(self), &len);
    return PyUnicode_FromStringAndSize(at ? at : "", (Py_ssize_t)len);
}

static PyObject *about(PyObject *self, void *closure) {
    dateline_about about = dateline_result_about(result_of(self));
    const char *field;
    memcpy(&field, (const char *)&about + (size_t)closure, sizeof field);
    return text_or_none(field && *field ? field : NULL);
}

#define ABOUT(field) ((void *)offsetof(dateline_about, field))

static PyGetSetDef members[] = {
    {"entities", entities, NULL, "The entities, in text order; they never overlap.",
     NULL},
    {"cards", cards, NULL, "One for each person, place and date, with all its mentions.",
     NULL},
    {"problems", problems, NULL, "What could not be done on this article, as dicts.",
     NULL},
    {"text", text, NULL, "The article text, which start and end of entities slice.",
     NULL},
    {"id", about, NULL, "The id that it was given, or None.", ABOUT(id)},
    {"source", about, NULL, "Where it came from, or None.", ABOUT(source)},
    {"date", about, NULL, "The day that relative dates count from, or None.",
     ABOUT(date)},
    {"date_from", about, NULL, "Where that is from: record, option, text, none.",
     ABOUT(date_from)},
    {NULL, NULL, NULL, NULL, NULL},
};

/* ---- as others want it ---- */

static PyObject *doc_write(PyObject *self, PyObject *args, PyObject *named) {
    static char *keywords[] = {"format", "pretty", "utf16", NULL};
    dateline_format_options options = {.size = sizeof options};
    const char *format = "json";
    int pretty = 0, utf16 = 0;
    if (!PyArg_ParseTupleAndKeywords(args, named, "|s$pp", keywords, &format, &pretty,
                                     &utf16))
        return NULL;
    options.pretty = pretty;
    options.utf16 = utf16;
    text_buffer buffer = {0};
    dateline_status status =
        dateline_write(result_of(self), format, &options, buffer_put, &buffer);
    return buffer_text(&buffer, status);
}

static PyObject *representation(PyObject *self) {
    dateline_about about = dateline_result_about(result_of(self));
    return PyUnicode_FromFormat("<dateline.Doc %s: %zd entities>",
                                about.id && *about.id ? about.id : "article",
                                doc_len(self));
}

static PyMethodDef methods[] = {
    {"write", (PyCFunction)(void (*)(void))doc_write, METH_VARARGS | METH_KEYWORDS,
     "write(format='json', *, pretty=False, utf16=False) -> str\n\nThe document in one "
     "of "
     "dateline.formats()."},
    {NULL, NULL, 0, NULL},
};

static PyType_Slot slots[] = {
    {Py_tp_doc, "What one article holds: a sequence of its entities, with its text."},
    {Py_tp_dealloc, doc_dealloc},
    {Py_tp_repr, representation},
    {Py_tp_getset, members},
    {Py_tp_methods, methods},
    {Py_sq_length, doc_len},
    {Py_sq_item, doc_item},
    {0, NULL},
};

static PyType_Spec spec = {.name = "dateline._core.Doc",
                           .basicsize = sizeof(doc_object),
                           .flags = Py_TPFLAGS_DEFAULT | Py_TPFLAGS_BASETYPE |
                                    Py_TPFLAGS_DISALLOW_INSTANTIATION,
                           .slots = slots};

bool add_doc(PyObject *module) {
    return (doc_type = add_type(module, &spec));
}
