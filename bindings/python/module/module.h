/* module.h - what the files of the extension module share. The module is built against
 * the limited API of Python 3.10, so that one wheel serves that and every later one. */
#ifndef DATELINE_MODULE_H
#define DATELINE_MODULE_H

#define PY_SSIZE_T_CLEAN
#define Py_LIMITED_API 0x030A0000
#include <Python.h>

#include <dateline.h>

extern PyTypeObject *rules_type, *scanner_type, *doc_type, *entity_type, *card_type,
    *batch_type;
extern PyObject *error_type;

typedef struct rules_object {
    PyObject_HEAD dateline_rules *rules;
} rules_object;

typedef struct doc_object {
    PyObject_HEAD dateline_result *result;
    PyObject *rules; /* outlives the result */
} doc_object;

/* The names and slots of each type, and of errors; false with an exception set. */
bool add_errors(PyObject *module);
bool add_rules(PyObject *module);
bool add_scanner(PyObject *module);
bool add_doc(PyObject *module);
bool add_entity(PyObject *module);
bool add_arrow(PyObject *module);

/* Makes the type and adds it to the module; NULL with an exception set. */
PyTypeObject *add_type(PyObject *module, PyType_Spec *spec);

/* Frees the memory of an object of a heap type. */
void free_object(PyObject *self);

/* Raises dateline.Error with the message and the place of err. Returns NULL. */
PyObject *raise_error(const dateline_error *err);

/* The error as a dict: message, file, line, column, warning, text. */
PyObject *error_dict(const dateline_error *err);

/* A str, or None for NULL. */
PyObject *text_or_none(const char *text);

/* A new Doc or object of a class below it; owns the result from now on, also when this
 * fails. */
PyObject *doc_new(PyTypeObject *type, dateline_result *result, PyObject *rules);
PyObject *entity_new(doc_object *doc, const dateline_entity *entity);
PyObject *card_new(doc_object *doc, const dateline_card *card, size_t number);

/* What was written, as it grows. */
typedef struct text_buffer {
    char *at;
    size_t len, room;
} text_buffer;

/* A dateline_write_fn; user is the text_buffer. */
bool buffer_put(const char *bytes, size_t len, void *user);

/* The str of what was written; frees the buffer. status: how the writing ended. */
PyObject *buffer_text(text_buffer *buffer, dateline_status status);

/* The value of an entity or card as Python objects; None where it has none. */
PyObject *value_object(const char *type, const dateline_value *value);

#endif
