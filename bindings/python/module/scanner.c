/* scanner.c - Scanner: the working memory of one thread. Scanning needs no Python, so the
 * interpreter's lock is given up while it lasts. */
#include "module.h"

#include <stdlib.h>
#include <string.h>

typedef struct scanner_object {
    PyObject_HEAD dateline_scanner *scanner;
    PyObject *rules;
    PyTypeObject *doc; /* the class of what it returns */
    bool busy;
} scanner_object;

static PyObject *scanner_new(PyTypeObject *type, PyObject *args, PyObject *named) {
    static char *keywords[] = {
        "rules",        "doc",       "types",          "date", "date_order",
        "fiscal_start", "max_bytes", "min_confidence", NULL};
    dateline_options options = dateline_options_default();
    PyObject *rules, *doc;
    Py_ssize_t max_bytes = (Py_ssize_t)options.max_bytes;
    if (!PyArg_ParseTupleAndKeywords(
            args, named, "O!O!|zzzInd", keywords, rules_type, &rules, &PyType_Type, &doc,
            &options.types, &options.date, &options.date_order, &options.fiscal_start,
            &max_bytes, &options.min_confidence))
        return NULL;
    if (!PyType_IsSubtype((PyTypeObject *)doc, doc_type))
        return PyErr_Format(PyExc_TypeError, "doc: a class below Doc is needed");
    options.max_bytes = max_bytes > 0 ? (size_t)max_bytes : options.max_bytes;
    dateline_error err;
    dateline_scanner *scanner =
        dateline_scanner_new(((rules_object *)rules)->rules, &options, &err);
    if (!scanner) return raise_error(&err);
    allocfunc alloc = (allocfunc)PyType_GetSlot(type, Py_tp_alloc);
    scanner_object *self = (scanner_object *)alloc(type, 0);
    if (!self) {
        dateline_scanner_free(scanner);
        return NULL;
    }
    self->scanner = scanner;
    self->rules = Py_NewRef(rules);
    self->doc = (PyTypeObject *)Py_NewRef(doc);
    return (PyObject *)self;
}

static void scanner_dealloc(PyObject *object) {
    scanner_object *self = (scanner_object *)object;
    dateline_scanner_free(self->scanner);
    Py_XDECREF(self->rules);
    Py_XDECREF((PyObject *)self->doc);
    free_object(object);
}

/* ---- articles ---- */

typedef struct job {
    dateline_document document;
    dateline_result *result;
    dateline_error err;
} job;

/* str and bytes; the strings live as long as the tuple that they came in. */
static bool fill_text(dateline_document *document, PyObject *text) {
    Py_ssize_t len = 0;
    if (PyBytes_Check(text)) {
        document->raw = true;
        document->text = PyBytes_AsString(text);
        len = PyBytes_Size(text);
    } else if (!(document->text = PyUnicode_AsUTF8AndSize(text, &len))) {
        return false;
    }
    document->len = (size_t)len;
    return true;
}

static bool fill_string(const char **field, PyObject *text) {
    if (text == Py_None) return true;
    *field = PyUnicode_AsUTF8AndSize(text, NULL);
    return *field;
}

/* (text, id, date, source): text is str or bytes, the others str or None. */
static bool fill_job(job *job, PyObject *article) {
    if (!PyTuple_Check(article) || PyTuple_Size(article) != 4) {
        PyErr_SetString(PyExc_TypeError, "an article is (text, id, date, source)");
        return false;
    }
    dateline_document *document = &job->document;
    *document = (dateline_document){.size = sizeof *document};
    bool good = fill_text(document, PyTuple_GetItem(article, 0)) &&
                fill_string(&document->id, PyTuple_GetItem(article, 1)) &&
                fill_string(&document->date, PyTuple_GetItem(article, 2)) &&
                fill_string(&document->source, PyTuple_GetItem(article, 3));
    if (good && document->date) document->date_from = "record";
    return good;
}

static PyObject *outcome(job *job, const scanner_object *self) {
    if (job->result) return doc_new(self->doc, job->result, self->rules);
    raise_error(&job->err);
    PyObject *type, *value, *trace;
    PyErr_Fetch(&type, &value, &trace);
    PyErr_NormalizeException(&type, &value, &trace);
    Py_XDECREF(type);
    Py_XDECREF(trace);
    return value;
}

static PyObject *outcomes(job *jobs, Py_ssize_t count, const scanner_object *self) {
    PyObject *list = PyList_New(count);
    for (Py_ssize_t i = 0; i < count; i++) {
        if (!list) {
            dateline_result_free(jobs[i].result);
            continue;
        }
        PyObject *one = outcome(&jobs[i], self);
        if (one)
            PyList_SetItem(list, i, one);
        else
            Py_CLEAR(list);
    }
    return list;
}

static void scan_all(dateline_scanner *scanner, job *jobs, Py_ssize_t count) {
    Py_BEGIN_ALLOW_THREADS;
    for (Py_ssize_t i = 0; i < count; i++)
        jobs[i].result = dateline_scan(scanner, &jobs[i].document, &jobs[i].err);
    Py_END_ALLOW_THREADS;
}

static PyObject *scan(PyObject *object, PyObject *articles) {
    scanner_object *self = (scanner_object *)object;
    if (!PyTuple_Check(articles))
        return PyErr_Format(PyExc_TypeError, "articles come in a tuple");
    if (self->busy)
        return PyErr_Format(PyExc_RuntimeError, "a scanner serves one thread at a time");
    Py_ssize_t count = PyTuple_Size(articles);
    job *jobs = calloc((size_t)count + 1, sizeof *jobs);
    if (!jobs) return PyErr_NoMemory();
    bool good = true;
    for (Py_ssize_t i = 0; good && i < count; i++)
        good = fill_job(&jobs[i], PyTuple_GetItem(articles, i));
    PyObject *list = NULL;
    if (good) {
        self->busy = true;
        scan_all(self->scanner, jobs, count);
        self->busy = false;
        list = outcomes(jobs, count, self);
    }
    free(jobs);
    return list;
}

static PyMethodDef methods[] = {
    {"scan", scan, METH_O,
     "scan(articles) -> list\n\nFor each (text, id, date, source) of the tuple a Doc, or "
     "the Error that stands in its place."},
    {NULL, NULL, 0, NULL},
};

static PyType_Slot slots[] = {
    {Py_tp_doc,
     "Scanner(rules, doc, types=None, date=None, date_order=None, fiscal_start=0, "
     "max_bytes=..., min_confidence=0.0)"},
    {Py_tp_new, scanner_new},
    {Py_tp_dealloc, scanner_dealloc},
    {Py_tp_methods, methods},
    {0, NULL},
};

static PyType_Spec spec = {.name = "dateline._core.Scanner",
                           .basicsize = sizeof(scanner_object),
                           .flags = Py_TPFLAGS_DEFAULT,
                           .slots = slots};

bool add_scanner(PyObject *module) {
    return (scanner_type = add_type(module, &spec));
}
