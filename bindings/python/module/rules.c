/* rules.c - Rules: compiled rules, read-only and shared between threads. */
#include "module.h"

#include <stdlib.h>

static void report(const dateline_error *err, void *user) {
    PyObject *list = user;
    PyObject *one = error_dict(err);
    if (one) PyList_Append(list, one);
    Py_XDECREF(one);
    PyErr_Clear();
}

/* Raises dateline.Error with all that was reported, and the list as its problems. */
static void raise_all(PyObject *list, const dateline_error *err) {
    PyObject *newline = PyUnicode_FromString("\n"), *texts = PyList_New(0);
    Py_ssize_t count = PyList_Size(list);
    for (Py_ssize_t i = 0; texts && i < count; i++) {
        PyObject *text = PyDict_GetItemString(PyList_GetItem(list, i), "text");
        if (text) PyList_Append(texts, text);
    }
    PyObject *message = count && newline && texts ? PyUnicode_Join(newline, texts) : NULL;
    if (!message) {
        PyErr_Clear();
        raise_error(err);
    } else {
        PyObject *error = PyObject_CallFunctionObjArgs(error_type, message, NULL);
        if (error && PyObject_SetAttrString(error, "problems", list) == 0)
            PyErr_SetObject(error_type, error);
        Py_XDECREF(error);
    }
    Py_XDECREF(message);
    Py_XDECREF(newline);
    Py_XDECREF(texts);
}

static dateline_rules *load(PyObject *paths, bool with_embedded, PyObject *list,
                            dateline_error *err) {
    Py_ssize_t count = PySequence_Size(paths);
    const char **names = calloc((size_t)count + 1, sizeof *names);
    dateline_rules *rules = NULL;
    bool good = names;
    if (!names) PyErr_NoMemory();
    for (Py_ssize_t i = 0; good && i < count; i++) {
        PyObject *path = PyTuple_GetItem(paths, i);
        good = path && PyBytes_Check(path);
        if (good) names[i] = PyBytes_AsString(path);
    }
    if (good)
        rules = count ? dateline_rules_load(names, (size_t)count, with_embedded, report,
                                            list, err)
                      : dateline_rules_embedded(err);
    free(names);
    return rules;
}

static PyObject *rules_new(PyTypeObject *type, PyObject *args, PyObject *named) {
    static char *keywords[] = {"paths", "with_embedded", NULL};
    PyObject *paths;
    int with_embedded;
    dateline_error err = {0};
    if (!PyArg_ParseTupleAndKeywords(args, named, "O!p", keywords, &PyTuple_Type, &paths,
                                     &with_embedded))
        return NULL;
    PyObject *list = PyList_New(0);
    if (!list) return NULL;
    dateline_rules *rules = load(paths, with_embedded, list, &err);
    if (!rules && !PyErr_Occurred()) raise_all(list, &err);
    Py_DECREF(list);
    if (!rules) return NULL;
    allocfunc alloc = (allocfunc)PyType_GetSlot(type, Py_tp_alloc);
    rules_object *self = (rules_object *)alloc(type, 0);
    if (self)
        self->rules = rules;
    else
        dateline_rules_free(rules);
    return (PyObject *)self;
}

static void rules_dealloc(PyObject *self) {
    dateline_rules_free(((rules_object *)self)->rules);
    free_object(self);
}

static Py_ssize_t rules_len(PyObject *self) {
    return (Py_ssize_t)dateline_rules_count(((rules_object *)self)->rules);
}

static PyObject *rules_hash_text(PyObject *self, void *closure) {
    (void)closure;
    return text_or_none(dateline_rules_hash(((rules_object *)self)->rules));
}

static PyGetSetDef members[] = {
    {"hash", rules_hash_text, NULL, "sha256 over the rule files and lists.", NULL},
    {NULL, NULL, NULL, NULL, NULL},
};

static PyType_Slot slots[] = {
    {Py_tp_doc,
     "Rules(paths: tuple[bytes, ...], with_embedded: bool)\n\nCompiled rules."},
    {Py_tp_new, rules_new},
    {Py_tp_dealloc, rules_dealloc},
    {Py_sq_length, rules_len},
    {Py_tp_getset, members},
    {0, NULL},
};

static PyType_Spec spec = {.name = "dateline._core.Rules",
                           .basicsize = sizeof(rules_object),
                           .flags = Py_TPFLAGS_DEFAULT,
                           .slots = slots};

bool add_rules(PyObject *module) {
    return (rules_type = add_type(module, &spec));
}
