/* entity.c - Entity and Card: a look into a Doc, which they keep alive. */
#include "module.h"

#include <stddef.h>
#include <string.h>

typedef struct view_object { /* of an entity or a card */
    PyObject_HEAD doc_object *doc;
    const void *at;
    size_t number; /* of a card */
} view_object;

static PyObject *view_new(PyTypeObject *type, doc_object *doc, const void *at,
                          size_t number) {
    allocfunc alloc = (allocfunc)PyType_GetSlot(type, Py_tp_alloc);
    view_object *self = (view_object *)alloc(type, 0);
    if (!self) return NULL;
    self->doc = (doc_object *)Py_NewRef((PyObject *)doc);
    self->at = at;
    self->number = number;
    return (PyObject *)self;
}

PyObject *entity_new(doc_object *doc, const dateline_entity *entity) {
    return view_new(entity_type, doc, entity, 0);
}

PyObject *card_new(doc_object *doc, const dateline_card *card, size_t number) {
    return view_new(card_type, doc, card, number);
}

static void view_dealloc(PyObject *self) {
    Py_XDECREF((PyObject *)((view_object *)self)->doc);
    free_object(self);
}

static const dateline_entity *entity_of(PyObject *self) {
    return ((view_object *)self)->at;
}

static const dateline_card *card_of(PyObject *self) {
    return ((view_object *)self)->at;
}

/* closure: where the field stands in the struct */
static PyObject *string_field(PyObject *self, void *closure) {
    const char *field;
    memcpy(&field, (const char *)((view_object *)self)->at + (size_t)closure,
           sizeof field);
    return text_or_none(field);
}

static PyObject *size_field(PyObject *self, void *closure) {
    size_t field;
    memcpy(&field, (const char *)((view_object *)self)->at + (size_t)closure,
           sizeof field);
    return PyLong_FromSize_t(field);
}

/* ---- entities ---- */

static PyObject *entity_text(PyObject *self, void *closure) {
    (void)closure;
    const dateline_entity *entity = entity_of(self);
    return PyUnicode_FromStringAndSize(entity->text, (Py_ssize_t)entity->text_len);
}

static PyObject *entity_value(PyObject *self, void *closure) {
    (void)closure;
    return value_object(entity_of(self)->type, &entity_of(self)->value);
}

static PyObject *entity_short(PyObject *self, void *closure) {
    (void)closure;
    text_buffer buffer = {0};
    dateline_status status =
        dateline_write_value(entity_of(self), "markup", buffer_put, &buffer);
    return buffer_text(&buffer, status);
}

static PyObject *entity_card(PyObject *self, void *closure) {
    (void)closure;
    const view_object *view = (view_object *)self;
    uint32_t number = entity_of(self)->card;
    if (!number) Py_RETURN_NONE;
    return card_new(view->doc, dateline_result_card_at(view->doc->result, number - 1),
                    number);
}

static PyObject *entity_confidence(PyObject *self, void *closure) {
    (void)closure;
    return PyFloat_FromDouble(entity_of(self)->confidence);
}

static PyObject *entity_repr(PyObject *self) {
    PyObject *text = entity_text(self, NULL), *meaning = entity_short(self, NULL);
    PyObject *repr = NULL;
    if (text && meaning)
        repr = PyUnicode_FromFormat("<%s %R: %U>", entity_of(self)->type, text, meaning);
    Py_XDECREF(text);
    Py_XDECREF(meaning);
    return repr;
}

#define AT(type, field) ((void *)offsetof(type, field))
#define SPAN(field, doc)                                                                 \
    { #field, size_field, NULL, doc, AT(dateline_entity, field) }

static PyGetSetDef entity_members[] = {
    {"type", string_field, NULL, "person, place, date, percent, ...",
     AT(dateline_entity, type)},
    {"text", entity_text, NULL, "As the article has it.", NULL},
    {"value", entity_value, NULL, "What it means, as a dict, or None.", NULL},
    {"short", entity_short, NULL, "The value in short: \"2025-10; modifier=late\".",
     NULL},
    SPAN(start, "First character of the text."),
    SPAN(end, "Behind its last character."),
    SPAN(byte_start, "First byte."),
    SPAN(byte_end, "Behind its last byte."),
    SPAN(utf16_start, "First UTF-16 unit."),
    SPAN(utf16_end, "Behind its last UTF-16 unit."),
    SPAN(core_start, "Of a percentage: where the bare number and unit begin."),
    SPAN(core_end, "And where they end."),
    {"card", entity_card, NULL, "The Card of its person, place or date, or None.", NULL},
    {"key", string_field, NULL, "The same in every article that names it, or None.",
     AT(dateline_entity, key)},
    {"confidence", entity_confidence, NULL, "That the record is right, 0 to 1.", NULL},
    {"rule", string_field, NULL, "The rule that found it.", AT(dateline_entity, rule)},
    {"role", string_field, NULL, "byline, dateline, credit, or None.",
     AT(dateline_entity, role)},
    {NULL, NULL, NULL, NULL, NULL},
};

static PyObject *set(PyObject *dict, const char *key, PyObject *value) {
    if (dict && (!value || PyDict_SetItemString(dict, key, value) < 0)) Py_CLEAR(dict);
    Py_XDECREF(value);
    return dict;
}

static PyObject *entity_dict(PyObject *self, PyObject *nothing) {
    (void)nothing;
    const dateline_entity *entity = entity_of(self);
    PyObject *dict = PyDict_New();
    dict = set(dict, "type", text_or_none(entity->type));
    dict = set(dict, "text", entity_text(self, NULL));
    dict = set(dict, "start", PyLong_FromSize_t(entity->start));
    dict = set(dict, "end", PyLong_FromSize_t(entity->end));
    dict = set(dict, "byte_start", PyLong_FromSize_t(entity->byte_start));
    dict = set(dict, "byte_end", PyLong_FromSize_t(entity->byte_end));
    if (entity->value.percent) {
        dict = set(dict, "core_start", PyLong_FromSize_t(entity->core_start));
        dict = set(dict, "core_end", PyLong_FromSize_t(entity->core_end));
    }
    dict = set(dict, "value", entity_value(self, NULL));
    if (entity->card) dict = set(dict, "card", PyLong_FromUnsignedLong(entity->card));
    if (entity->key) dict = set(dict, "key", text_or_none(entity->key));
    dict = set(dict, "confidence", PyFloat_FromDouble(entity->confidence));
    dict = set(dict, "rule", text_or_none(entity->rule));
    if (entity->role) dict = set(dict, "role", text_or_none(entity->role));
    return dict;
}

static PyMethodDef entity_methods[] = {
    {"to_dict", entity_dict, METH_NOARGS,
     "to_dict() -> dict\n\nThe record, as the JSON document has it."},
    {NULL, NULL, 0, NULL},
};

static PyType_Slot entity_slots[] = {
    {Py_tp_doc, "A mention: where it stands and what it means."},
    {Py_tp_dealloc, view_dealloc},
    {Py_tp_repr, entity_repr},
    {Py_tp_getset, entity_members},
    {Py_tp_methods, entity_methods},
    {0, NULL},
};

static PyType_Spec entity_spec = {.name = "dateline._core.Entity",
                                  .basicsize = sizeof(view_object),
                                  .flags = Py_TPFLAGS_DEFAULT |
                                           Py_TPFLAGS_DISALLOW_INSTANTIATION,
                                  .slots = entity_slots};

/* ---- cards ---- */

static PyObject *card_number(PyObject *self, void *closure) {
    (void)closure;
    return PyLong_FromSize_t(((view_object *)self)->number);
}

static PyObject *card_variants(PyObject *self, void *closure) {
    (void)closure;
    const dateline_card *card = card_of(self);
    PyObject *list = PyList_New((Py_ssize_t)card->variant_count);
    for (size_t i = 0; list && i < card->variant_count; i++) {
        PyObject *one = PyUnicode_FromString(card->variants[i]);
        if (one)
            PyList_SetItem(list, (Py_ssize_t)i, one);
        else
            Py_CLEAR(list);
    }
    return list;
}

static PyObject *card_value(PyObject *self, void *closure) {
    (void)closure;
    return value_object(card_of(self)->type, &card_of(self)->value);
}

static PyObject *card_repr(PyObject *self) {
    return PyUnicode_FromFormat("<card of the %s %s: %zu mentions>", card_of(self)->type,
                                card_of(self)->name, card_of(self)->mentions);
}

static PyObject *card_dict(PyObject *self, PyObject *nothing) {
    (void)nothing;
    PyObject *dict = PyDict_New();
    dict = set(dict, "card", card_number(self, NULL));
    dict = set(dict, "type", text_or_none(card_of(self)->type));
    dict = set(dict, "name", text_or_none(card_of(self)->name));
    if (card_of(self)->key) dict = set(dict, "key", text_or_none(card_of(self)->key));
    dict = set(dict, "mentions", PyLong_FromSize_t(card_of(self)->mentions));
    dict = set(dict, "variants", card_variants(self, NULL));
    return set(dict, "value", card_value(self, NULL));
}

static PyGetSetDef card_members[] = {
    {"number", card_number, NULL, "Its number in the article, from 1.", NULL},
    {"type", string_field, NULL, "person, place, date", AT(dateline_card, type)},
    {"name", string_field, NULL, "The fullest form in the article.",
     AT(dateline_card, name)},
    {"key", string_field, NULL, "The same in every article that names it, or None.",
     AT(dateline_card, key)},
    {"mentions", size_field, NULL, "How many.", AT(dateline_card, mentions)},
    {"variants", card_variants, NULL, "Distinct surfaces, in order of appearance.", NULL},
    {"value", card_value, NULL, "What it is, as a dict.", NULL},
    {NULL, NULL, NULL, NULL, NULL},
};

static PyMethodDef card_methods[] = {
    {"to_dict", card_dict, METH_NOARGS,
     "to_dict() -> dict\n\nThe card, as the JSON document has it."},
    {NULL, NULL, 0, NULL},
};

static PyType_Slot card_slots[] = {
    {Py_tp_doc, "One person, place or date with all of its mentions."},
    {Py_tp_dealloc, view_dealloc},
    {Py_tp_repr, card_repr},
    {Py_tp_getset, card_members},
    {Py_tp_methods, card_methods},
    {0, NULL},
};

static PyType_Spec card_spec = {.name = "dateline._core.Card",
                                .basicsize = sizeof(view_object),
                                .flags = Py_TPFLAGS_DEFAULT |
                                         Py_TPFLAGS_DISALLOW_INSTANTIATION,
                                .slots = card_slots};

bool add_entity(PyObject *module) {
    entity_type = add_type(module, &entity_spec);
    card_type = entity_type ? add_type(module, &card_spec) : NULL;
    return card_type;
}
