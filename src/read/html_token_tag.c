#include "read/html_steps.h"

#include "base/limits.h"

void html_begin_tag(struct html_tokens *t, bool end_tag)
{
	t->tag = (struct html_start){.tag = TAG_NONE};
	t->end_tag = end_tag;
	t->attribute = HTML_ATTRIBUTES;
	t->n_held = 0;
	buf_clear(&t->values);
	t->state = STATE_TAG_NAME;
}

/* Only now: the buffer moved while it grew. */
static void place_values(struct html_tokens *t)
{
	struct str all = buf_str(&t->values);
	for (size_t i = 0; i < HTML_ATTRIBUTES; i++)
		if (t->tag.has[i])
			t->tag.value[i] = str_sub(all, t->value_at[i], t->value_at[i] + t->tag.value[i].n);
}

static void end_of_tag(struct html_tokens *t)
{
	enum html_tag tag = t->tag.tag;
	unsigned traits = html_traits(tag);
	t->state = STATE_TEXT;
	t->failed |= t->values.failed;
	if (tag == TAG_NONE)
		return;
	if (t->end_tag) {
		t->events->end(t->ctx, tag);
		return;
	}
	place_values(t);
	t->events->start(t->ctx, &t->tag);
	if (traits & (TRAIT_RAW | TRAIT_TEXT)) {
		t->raw = tag;
		t->state = STATE_RAW;
	}
}

size_t step_tag_name(struct html_tokens *t, struct str s)
{
	size_t i = 0;
	for (; i < s.n && !html_is_blank(s.p[i]) && s.p[i] != '/' && s.p[i] != '>'; i++)
		html_hold(t, html_lower(s.p[i]));
	if (i < s.n) {
		t->tag.tag = html_tag(html_held(t));
		t->state = STATE_TAG;
	}
	return i;
}

size_t step_tag(struct html_tokens *t, struct str s)
{
	char c = s.p[0];
	if (html_is_blank(c) || c == '/')
		return 1;
	if (c == '>') {
		end_of_tag(t);
		return 1;
	}
	t->n_held = 0;
	html_hold(t, c == '=' ? c : html_lower(c)); /* a = here is part of the name */
	t->state = STATE_NAME;
	return 1;
}

/* The first of a name counts. */
static void begin_attribute(struct html_tokens *t)
{
	t->attribute = html_attribute(html_held(t));
	if (t->attribute == HTML_ATTRIBUTES)
		return;
	if (t->tag.has[t->attribute]) {
		t->attribute = HTML_ATTRIBUTES;
		return;
	}
	t->tag.has[t->attribute] = true;
	t->tag.value[t->attribute] = STR_NONE;
	t->value_at[t->attribute] = t->values.n;
}

size_t step_name(struct html_tokens *t, struct str s)
{
	size_t i = 0;
	for (; i < s.n && !html_is_blank(s.p[i]) && s.p[i] != '/' && s.p[i] != '>' && s.p[i] != '='; i++)
		html_hold(t, html_lower(s.p[i]));
	if (i < s.n) {
		begin_attribute(t);
		t->state = STATE_AFTER_NAME;
	}
	return i;
}

size_t step_after_name(struct html_tokens *t, struct str s)
{
	if (html_is_blank(s.p[0]))
		return 1;
	t->state = s.p[0] == '=' ? STATE_EQUALS : STATE_TAG;
	return s.p[0] == '=';
}

size_t step_equals(struct html_tokens *t, struct str s)
{
	char c = s.p[0];
	if (html_is_blank(c))
		return 1;
	t->quote = c == '"' || c == '\'' ? c : '\0';
	t->state = c == '>' ? STATE_TAG : STATE_VALUE;
	return t->quote != '\0';
}

void html_add_to_value(struct html_tokens *t, struct str s)
{
	if (t->attribute == HTML_ATTRIBUTES)
		return;
	struct str *value = &t->tag.value[t->attribute];
	s = str_sub(s, 0, (size_t)LIMIT_CELL_BYTES + 1 - value->n);
	buf_add(&t->values, s);
	value->n += s.n;
}

size_t step_value(struct html_tokens *t, struct str s)
{
	size_t i = 0;
	bool wanted = t->attribute != HTML_ATTRIBUTES;
	if (t->quote)
		i = html_until(s, t->quote);
	else
		while (i < s.n && !html_is_blank(s.p[i]) && s.p[i] != '>')
			i++;
	size_t ampersand = wanted ? html_until(str_sub(s, 0, i), '&') : i;
	html_add_to_value(t, str_sub(s, 0, ampersand));
	if (ampersand < i)
		return ampersand ? ampersand : html_refer(t);
	if (i == s.n)
		return i;
	t->state = STATE_TAG;
	return i + (t->quote != '\0');
}
