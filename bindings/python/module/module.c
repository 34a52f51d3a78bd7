/* module.c - dateline._core: the library's handles as Python types. */
#include "module.h"

#include <stdlib.h>
#include <string.h>

PyTypeObject *rules_type, *scanner_type, *doc_type, *entity_type, *card_type, *batch_type;
PyObject *error_type;

void free_object(PyObject *self) {
    PyTypeObject *type = Py_TYPE(self);
    freefunc release = (freefunc)PyType_GetSlot(type, Py_tp_free);
    release(self);
    Py_DECREF(type);
}

PyTypeObject *add_type(PyObject *module, PyType_Spec *spec) {
    PyObject *type = PyType_FromModuleAndSpec(module, spec, NULL);
    if (!type) return NULL;
    const char *name = strrchr(spec->name, '.') + 1;
    if (PyModule_AddObjectRef(module, name, type) < 0) Py_CLEAR(type);
    return (PyTypeObject *)type;
}

PyObject *text_or_none(const char *text) {
    if (!text) Py_RETURN_NONE;
    return PyUnicode_FromString(text);
}

/* ---- what is written ---- */

bool buffer_put(const char *bytes, size_t len, void *user) {
    text_buffer *buffer = user;
    if (len > buffer->room - buffer->len) {
        size_t room = buffer->room ? buffer->room * 2 : 4096;
        while (room - buffer->len < len)
            room *= 2;
        char *grown = realloc(buffer->at, room);
        if (!grown) return false;
        buffer->at = grown;
        buffer->room = room;
    }
    if (len) memcpy(buffer->at + buffer->len, bytes, len);
    buffer->len += len;
    return true;
}

PyObject *buffer_text(text_buffer *buffer, dateline_status status) {
    PyObject *text = NULL;
    if (status == DATELINE_OK)
        text = PyUnicode_FromStringAndSize(buffer->at ? buffer->at : "",
                                           (Py_ssize_t)buffer->len);
    else if (status == DATELINE_ERR_ARGUMENT)
        PyErr_SetString(PyExc_ValueError, "no format has that name");
    else
        PyErr_NoMemory();
    free(buffer->at);
    return text;
}

/* ---- values: the library writes JSON, Python's own parser reads it ---- */

static PyObject *json_loads(PyObject *text) {
    static PyObject *loads; /* kept for the process */
    if (!loads) {
        PyObject *json = PyImport_ImportModule("json");
        if (!json) return NULL;
        loads = PyObject_GetAttrString(json, "loads");
        Py_DECREF(json);
        if (!loads) return NULL;
    }
    return PyObject_CallFunctionObjArgs(loads, text, NULL);
}

PyObject *value_object(const char *type, const dateline_value *value) {
    dateline_entity entity = {.type = type, .value = *value};
    text_buffer buffer = {0};
    dateline_status status = dateline_write_value(&entity, "json", buffer_put, &buffer);
    PyObject *text = buffer_text(&buffer, status);
    if (!text) return NULL;
    PyObject *object = json_loads(text);
    Py_DECREF(text);
    return object;
}

/* ---- errors ---- */

PyObject *error_dict(const dateline_error *err) {
    char text[1024];
    dateline_error_text(err, true, text, sizeof text);
    return Py_BuildValue("{s:s, s:z, s:I, s:I, s:O, s:s}", "message", err->message,
                         "file", err->file[0] ? err->file : NULL, "line", err->line,
                         "column", err->column, "warning",
                         err->warning ? Py_True : Py_False, "text", text);
}

PyObject *raise_error(const dateline_error *err) {
    char text[1024];
    if (err->status == DATELINE_ERR_MEMORY) return PyErr_NoMemory();
    dateline_error_text(err, true, text, sizeof text);
    PyErr_SetString(error_type, text);
    return NULL;
}

bool add_errors(PyObject *module) {
    error_type = PyErr_NewExceptionWithDoc(
        "dateline.Error",
        "A rule file, an option or an article that cannot be used; the message names the "
        "place and what would be right.",
        PyExc_ValueError, NULL);
    return error_type && PyModule_AddObjectRef(module, "Error", error_type) == 0;
}

/* ---- the module ---- */

static PyObject *formats(PyObject *self, PyObject *nothing) {
    (void)self, (void)nothing;
    PyObject *names = PyDict_New();
    for (size_t i = 0; names && dateline_format_at(i); i++) {
        PyObject *about = PyUnicode_FromString(dateline_format_about(i));
        if (!about || PyDict_SetItemString(names, dateline_format_at(i), about) < 0)
            Py_CLEAR(names);
        Py_XDECREF(about);
    }
    return names;
}

static PyMethodDef methods[] = {
    {"formats", formats, METH_NOARGS,
     "formats() -> dict[str, str]\n\nThe names of the formats that Doc.write knows, and "
     "what each one is."},
    {NULL, NULL, 0, NULL},
};

static int fill(PyObject *module) {
    bool good = add_errors(module) && add_rules(module) && add_scanner(module) &&
                add_doc(module) && add_entity(module) && add_arrow(module) &&
                PyModule_AddStringConstant(module, "version", dateline_version()) == 0;
    return good ? 0 : -1;
}

static PyModuleDef_Slot slots[] = {{Py_mod_exec, fill}, {0, NULL}};

static PyModuleDef definition = {.m_base = PyModuleDef_HEAD_INIT,
                                 .m_name = "dateline._core",
                                 .m_doc = "The engine of dateline.",
                                 .m_methods = methods,
                                 .m_slots = slots};

PyMODINIT_FUNC PyInit__core(void) {
    return PyModuleDef_Init(&definition);
}
