#include "rules/source_lines.h"

/* Behind the line that begins at `at`; CR, LF and CR LF end one. */
static size_t next_line(struct str text, size_t at)
{
	while (at < text.n && text.p[at] != '\n' && text.p[at] != '\r')
		at++;
	if (at + 1 < text.n && text.p[at] == '\r' && text.p[at + 1] == '\n')
		at++;
	return at < text.n ? at + 1 : at;
}

static bool lines_divide(struct source_lines *s, struct arena *a)
{
	struct str text = s->source->file.text;
	size_t n = 0, folded = 0;
	for (size_t at = 0; at < text.n; at = next_line(text, at))
		n++;
	s->starts = ARENA_ARRAY(a, n + 1, size_t);
	for (size_t at = 0; s->starts && at < text.n; at = next_line(text, at)) {
		while (folded < s->key.text.n && s->key.to_filed[folded] < at)
			folded++;
		s->starts[s->n++] = folded;
	}
	if (s->starts)
		s->starts[s->n] = s->key.text.n;
	return s->starts;
}

const struct source_lines *source_lines_of(const struct lint *l, const struct source *source)
{
	struct source_lines *s = *l->sources;
	while (s && s->source != source)
		s = s->next;
	if (s)
		return s;
	s = ARENA_NEW(l->scratch, struct source_lines);
	if (!s)
		return NULL;
	s->source = source;
	if (!fold_quote(&s->key, l->scratch, source->file.text) || !lines_divide(s, l->scratch))
		return NULL;
	s->next = *l->sources;
	*l->sources = s;
	return s;
}
