/* closest_tell.c - what stopped a rule, in lines for people or as JSON. */
#include "closest.h"

static void tell_matched(dl_teller *t, dl_str matched) {
    while (matched.len &&
           (matched.at[matched.len - 1] == ' ' || matched.at[matched.len - 1] == '\n'))
        matched.len--;
    dl_tell(t, t->json ? ",\"matched\":" : " matches ");
    dl_tell_quoted(t, matched);
}

/* "    FILE:LINE: the line as written", and with a column a caret below it. */
static void tell_line(dl_teller *t, dl_place place, uint32_t column) {
    dl_str line = place.source;
    uint32_t indent = 0;
    while (indent < line.len && (line.at[indent] == ' ' || line.at[indent] == '\t'))
        indent++;
    dl_tell(t, "      ");
    dl_tell_text(t, dl_str_trim(line));
    dl_tell(t, "\n");
    if (column > indent) dl_tell(t, "      %*s\n", (int)(column - indent), "^");
}

static uint32_t characters(dl_str text) {
    uint32_t count = 0;
    for (size_t i = 0; i < text.len; i++)
        count += ((unsigned char)text.at[i] & 0xC0) != 0x80;
    return count;
}

/* The word or sign at a byte; what begins there of it. */
static dl_str word_at(const dl_text *text, uint32_t byte) {
    uint32_t token = dl_token_at(text, byte);
    if (token && text->tokens[token - 1].start + text->tokens[token - 1].len > byte)
        token--;
    return token < text->token_count ? dl_token_text(text, token) : (dl_str){"", 0};
}

static void tell_stop(dl_run *run, const dl_miss *miss, dl_teller *t) {
    const dl_text *text = run->scan.text;
    const dl_rule *rule = &run->scan.rules->rules[miss->rule];
    dl_str written, stop = word_at(text, miss->reached);
    size_t byte;
    bool ends = miss->reached >= miss->window.end;
    if (!dl_rule_pattern_written(run->scan.rules, miss->pattern, miss->stop.wanted,
                                 run->scan.arena, &written, &byte))
        return;
    dl_nspan matched = {text->tokens[miss->token].start, miss->reached};
    tell_matched(t, dl_text_at(text, matched));
    dl_str rest = dl_str_cut(written, byte, written.len);
    if (t->json) {
        if (!ends) dl_tell(t, ",\"stopped_at\":"), dl_tell_quoted(t, stop);
        dl_tell(t, ",\"pattern\":");
        dl_tell_quoted(t, written);
        dl_tell(t, ",\"wanted\":");
        dl_tell_quoted(t, rest);
        dl_tell(t, ",\"wanted_at\":");
        dl_tell_quoted(t, word_at(text, (uint32_t)miss->stop.at));
        return;
    }
    dl_tell(t, ends ? " and stops at the end of the paragraph" : " and stops at ");
    if (!ends) dl_tell_quoted(t, stop);
    dl_tell(t, "; wanted %s:\n", rest.len ? "here" : "the end of a word");
    dl_place place = dl_rule_pattern_place(rule, miss->pattern);
    tell_line(t, place, place.column + characters(dl_str_cut(written, 0, byte)));
}

static void tell_condition(dl_run *run, const dl_miss *miss, dl_teller *t) {
    const dl_rule *rule = &run->scan.rules->rules[miss->rule];
    const dl_place place = rule->tree->conds.items[miss->attempt.condition].place;
    tell_matched(t, dl_text_at(run->scan.text, miss->attempt.candidate.span));
    if (t->json) {
        dl_tell(t, ",\"condition\":");
        dl_tell_quoted(t, dl_str_trim(place.source));
        dl_tell(t, ",\"condition_line\":%u,\"because\":", place.line);
        dl_tell_quoted(t, dl_str_from(miss->detail));
        return;
    }
    dl_tell(t, ", but ");
    dl_tell_text(t, dl_str_from(miss->detail));
    dl_tell(t, ":\n");
    tell_line(t, place, 0);
}

static void tell_span(dl_run *run, const dl_miss *miss, dl_teller *t) {
    dl_origin at = dl_text_origin(run->scan.text, miss->attempt.candidate.span);
    tell_matched(t, dl_text_at(run->scan.text, miss->attempt.candidate.span));
    if (t->json)
        dl_tell(t, ",\"start\":%zu,\"end\":%zu", at.start, at.end);
    else
        dl_tell(t, " instead, %zu-%zu\n", at.start, at.end);
}

void dl_closest_tell(dl_run *run, const dl_miss *miss, dl_teller *t) {
    static const char *const failed[] = {[DL_CAME_TO_PATTERN] = "pattern",
                                         [DL_CAME_TO_SPAN] = "word",
                                         [DL_CAME_TO_DASH] = "dash",
                                         [DL_CAME_TO_CONDITION] = "condition",
                                         [DL_CAME_TO_END] = "span"};
    const dateline_rule *rule = &run->scan.rules->rules[miss->rule].about;
    dl_came_to came_to = miss->attempt.came_to;
    if (t->json) {
        dl_tell(t, "{\"rule\":\"%s\",\"file\":", rule->name);
        dl_tell_quoted(t, dl_str_from(rule->file));
        dl_tell(t, ",\"line\":%u,\"failed\":\"%s\"", rule->line, failed[came_to]);
    } else {
        dl_tell(t, "  %s (%s:%u)", rule->name, rule->file, rule->line);
    }
    if (came_to == DL_CAME_TO_PATTERN) tell_stop(run, miss, t);
    if (came_to == DL_CAME_TO_CONDITION) tell_condition(run, miss, t);
    if (came_to == DL_CAME_TO_END) tell_span(run, miss, t);
    if (came_to == DL_CAME_TO_DASH || came_to == DL_CAME_TO_SPAN) {
        tell_matched(t, dl_text_at(run->scan.text, miss->attempt.candidate.span));
        if (!t->json)
            dl_tell(t, came_to == DL_CAME_TO_DASH
                           ? ", which crosses a dash\n"
                           : ", which begins or ends inside of a word\n");
    }
    if (t->json) dl_tell(t, "}");
}
