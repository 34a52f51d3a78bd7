/* markup.c - reads text with marked stretches into the plain text and its marks. */
#include "base/markup.h"

typedef struct {
    dl_str in;
    size_t at;
    dl_markup_form form;
    dl_arena *arena;
    dl_markup *out;
    char *text; /* room for in.len bytes: escapes only shorten */
    size_t len;
    size_t error_byte;
    const char *error;
} reader;

static bool fail(reader *r, size_t byte, const char *error) {
    r->error_byte = byte;
    r->error = error;
    return false;
}

/* What \c stands for, or -1 where there is no such escape. */
static int escaped(char c) {
    if (c == 'n') return '\n';
    return c && strchr("[]()\\;#@", c) ? c : -1;
}

static bool read_escape(reader *r) {
    int c = r->at + 1 < r->in.len ? escaped(r->in.at[r->at + 1]) : -1;
    if (c < 0)
        return fail(r, r->at,
                    "no such escape: there are \\[ \\] \\( \\) \\\\ \\n \\; \\# \\@");
    r->text[r->len++] = (char)c;
    r->at += 2;
    return true;
}

/* The text between ( and ), escapes left as they are; r->at stands behind the (. */
static bool read_body(reader *r, dl_markup_mark *mark) {
    size_t start = r->at;
    for (; r->at < r->in.len && r->in.at[r->at] != '\n'; r->at++) {
        if (r->in.at[r->at] == ')') {
            mark->body = dl_str_cut(r->in, start, r->at++);
            mark->body_byte = start;
            return true;
        }
        if (r->in.at[r->at] != '\\') continue;
        if (r->at + 1 >= r->in.len || escaped(r->in.at[r->at + 1]) < 0)
            return fail(r, r->at,
                        "no such escape: there are \\[ \\] \\( \\) \\\\ \\n \\; \\# \\@");
        r->at++;
    }
    return fail(r, start - 1, "this ( is not closed on its line: a ) must follow");
}

static bool close_mark(reader *r, dl_markup_mark *mark) {
    size_t bracket = r->at++;
    mark->end = r->len;
    if (mark->end == mark->start)
        return fail(r, mark->source_byte,
                    "an empty mark: text must stand between [ and ]");
    bool body = r->at < r->in.len && r->in.at[r->at] == '(';
    if (!body && r->form == DL_MARKUP_TYPED)
        return fail(r, bracket, "(type value) must follow this ], or write it \\]");
    if (body) {
        r->at++;
        if (!read_body(r, mark)) return false;
    }
    if (r->form == DL_MARKUP_TYPED) {
        if (!dl_markup_first_word(mark).len)
            return fail(r, mark->body_byte,
                        "a type must stand first in these parentheses");
        dl_markup_split(mark, true, r->arena);
    }
    dl_markup_mark *slot = DL_PUSH(r->arena, &r->out->marks);
    if (slot) *slot = *mark;
    return slot != NULL;
}

static bool read_all(reader *r) {
    dl_markup_mark mark = {0};
    bool open = false;
    while (r->at < r->in.len) {
        char c = r->in.at[r->at];
        if (c == '\\') {
            if (!read_escape(r)) return false;
        } else if (c == '[') {
            if (open) return fail(r, r->at, "a [ inside of a mark: write it \\[");
            open = true;
            mark = (dl_markup_mark){.start = r->len, .source_byte = r->at++};
        } else if (c == ']') {
            if (!open) return fail(r, r->at, "this ] closes nothing: write it \\]");
            open = false;
            if (!close_mark(r, &mark)) return false;
        } else {
            r->text[r->len++] = c;
            r->at++;
        }
    }
    if (open)
        return fail(r, mark.source_byte,
                    "this [ is not closed: a ] must follow, or write \\[");
    return true;
}

bool dl_markup_parse(dl_str marked, dl_markup_form form, dl_arena *arena, dl_markup *out,
                     size_t *error_byte, const char **error) {
    *out = (dl_markup){0};
    reader r = {.in = marked, .form = form, .arena = arena, .out = out};
    r.text = dl_arena_alloc(arena, marked.len + 1);
    bool ok = r.text && read_all(&r) && !arena->failed;
    if (ok) {
        r.text[r.len] = '\0';
        out->text = (dl_str){r.text, r.len};
    }
    if (error_byte) *error_byte = r.error_byte;
    if (error) *error = r.error;
    return ok;
}

/* The length of body up to an unescaped c. */
static size_t until(dl_str body, char c) {
    size_t i = 0;
    while (i < body.len && body.at[i] != c)
        i += body.at[i] == '\\' ? 2 : 1;
    return i < body.len ? i : body.len;
}

static dl_str unescape(dl_str text, dl_arena *arena) {
    if (!memchr(text.at, '\\', text.len)) return text;
    char *out = dl_arena_alloc(arena, text.len);
    if (!out) return (dl_str){NULL, 0};
    size_t len = 0;
    for (size_t i = 0; i < text.len; i++) {
        int c = text.at[i] == '\\' && i + 1 < text.len ? escaped(text.at[i + 1]) : -1;
        out[len++] = c < 0 ? text.at[i] : (char)c;
        i += c >= 0;
    }
    return (dl_str){out, len};
}

dl_str dl_markup_first_word(const dl_markup_mark *mark) {
    if (!mark->body.at) return (dl_str){NULL, 0};
    dl_str body = dl_str_trim(mark->body);
    size_t len = 0;
    while (len < body.len && !dl_is_blank(body.at[len]) && body.at[len] != ';')
        len++;
    return (dl_str){body.at, len};
}

void dl_markup_split(dl_markup_mark *mark, bool typed, dl_arena *arena) {
    if (!mark->body.at) return;
    dl_str rest = dl_str_trim(mark->body);
    if (typed) {
        mark->type = dl_markup_first_word(mark);
        rest = dl_str_cut(rest, mark->type.len, rest.len);
    }
    size_t head = until(rest, ';');
    dl_str value = dl_str_trim(dl_str_cut(rest, 0, head));
    if (value.len) mark->value = unescape(value, arena);
    if (head < rest.len) mark->fields = dl_str_trim(dl_str_cut(rest, head + 1, rest.len));
}

bool dl_markup_field(dl_str *fields, dl_arena *arena, dl_str *name, dl_str *value) {
    while (fields->at && fields->len) {
        size_t len = until(*fields, ';');
        dl_str field = dl_str_trim(dl_str_cut(*fields, 0, len));
        size_t next = len < fields->len ? len + 1 : len;
        *fields = dl_str_cut(*fields, next, fields->len);
        if (!field.len) continue;
        size_t equals = until(field, '=');
        *name = dl_str_trim(dl_str_cut(field, 0, equals));
        *value = (dl_str){NULL, 0};
        if (equals < field.len)
            *value =
                unescape(dl_str_trim(dl_str_cut(field, equals + 1, field.len)), arena);
        return true;
    }
    return false;
}
