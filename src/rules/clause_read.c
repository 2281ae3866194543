#include "rules/leaf.h"
#include "rules/read.h"

#include "text/fold.h"

void repeats_check(struct rules_reader *r, const struct node *list)
{
	struct map seen;
	map_init(&seen, r->arena);
	for (size_t i = 0; node_count(list) > 1 && i < list->n; i++) {
		const struct node *node = list->items[i];
		if (node->type != NODE_SCALAR || !node->text.n)
			continue;
		if (!map_get(&seen, node->text, NULL)) {
			map_put(&seen, node->text, (uint32_t)i);
			continue;
		}
		diag_add(r->diags, DIAG_DUPLICATE_ID, r->file, node->span, "\"%.*s\" stands in this list already",
			 STR_ARG(node->text));
		diag_instead(r->diags, STR(""));
	}
}

struct words words_read(const struct node *map, const char *key)
{
	const struct node *words = node_get(map, key);
	return (struct words){node_text(words, "zh"), node_text(words, "en")};
}

const struct kind *kind_named(struct rules_reader *r, struct str name, struct span at)
{
	const struct vocabulary *v = r->vocabulary;
	const struct kind *kind = vocabulary_kind(v, name);
	uint32_t i;
	if (!kind && map_get(&v->kind_names, fold_key(r->arena, name), &i))
		kind = &v->kinds[i];
	if (kind)
		return kind;
	diag_add(r->diags, DIAG_UNKNOWN_KIND, r->file, at, "unknown kind \"%.*s\"", STR_ARG(name));
	hint_nearest(r, name, v->kinds, v->n_kinds, sizeof *v->kinds);
	return NULL;
}

const struct kind *const *kinds_read(struct rules_reader *r, const struct node *list, size_t *n)
{
	size_t count = node_count(list);
	const struct kind **kinds = ARENA_ARRAY(r->arena, count, const struct kind *);
	*n = 0;
	repeats_check(r, list);
	if (!kinds || (count == 1 && str_is(list->items[0]->text, "any")))
		return kinds;
	for (size_t i = 0; i < count; i++) {
		const struct node *node = list->items[i];
		if (node->type != NODE_SCALAR)
			continue;
		kinds[*n] = vocabulary_kind(r->vocabulary, node->text);
		if (kinds[*n]) {
			++*n;
			continue;
		}
		r->kinds_doubtful = true;
		diag_add(r->diags, DIAG_UNKNOWN_KIND, r->file, node->span, "unknown kind \"%.*s\"",
			 STR_ARG(node->text));
		if (str_is(node->text, "any"))
			diag_hint(r->diags, "\"any\" means every kind and stands alone");
		else
			hint_nearest(r, node->text, r->vocabulary->kinds, r->vocabulary->n_kinds,
				     sizeof *r->vocabulary->kinds);
	}
	return kinds;
}

/* "174" or "169-170". */
static bool lines_read(size_t *first, size_t *last, struct str s)
{
	enum { DIGITS = 7 };
	size_t *at[] = {first, last};
	size_t i = 0;
	*first = *last = 0;
	for (size_t part = 0; part < 2; part++) {
		size_t from = i;
		for (; i < s.n && i - from < DIGITS && s.p[i] >= '0' && s.p[i] <= '9'; i++)
			*at[part] = *at[part] * 10 + (size_t)(s.p[i] - '0');
		if (i == from || !*at[part])
			return false;
		if (i == s.n)
			break;
		if (part || s.p[i++] != '-')
			return false;
	}
	if (!*last)
		*last = *first;
	return *first <= *last;
}

static const struct source *source_named(struct rules_reader *r, const struct node *name)
{
	for (size_t i = 0; i < r->pack->n_sources; i++)
		if (str_eq(r->pack->sources[i].id, name->text))
			return &r->pack->sources[i];
	if (!r->pack->n_sources)
		return NULL; /* that there are none was reported */
	diag_add(r->diags, DIAG_UNKNOWN_SOURCE, r->file, name->span, "the pack has no source \"%.*s\"",
		 STR_ARG(name->text));
	return NULL;
}

static void quote_read(struct rules_reader *r, struct clause *out, const struct node *list)
{
	size_t n = node_count(list);
	struct str *quote = ARENA_ARRAY(r->arena, n, struct str);
	struct span *spans = ARENA_ARRAY(r->arena, n, struct span);
	if (!quote || !spans)
		return;
	for (size_t i = 0; i < n; i++) {
		quote[i] = list->items[i]->text;
		spans[i] = list->items[i]->span;
	}
	out->quote = quote;
	out->quote_spans = spans;
	out->n_quote = n;
}

struct line_range line_range_read(struct rules_reader *r, const struct node *node)
{
	struct line_range out = {0};
	if (!node || node->type != NODE_SCALAR)
		return out;
	out.filed = node->text;
	if (lines_read(&out.first, &out.last, node->text))
		return out;
	diag_add(r->diags, DIAG_BAD_NUMBER, r->file, node->span,
		 "\"%.*s\" is no line; a number or two, as 169-170, were expected", STR_ARG(node->text));
	return (struct line_range){.filed = node->text};
}

void clause_read(struct rules_reader *r, struct clause *out, const struct node *map)
{
	const struct node *source = node_get(map, "source");
	struct line_range lines = line_range_read(r, node_get(map, "line"));
	out->span = node_span(map);
	if (source && source->type == NODE_SCALAR)
		out->source = source_named(r, source);
	out->line = lines.first;
	out->last_line = lines.last;
	out->line_filed = lines.filed;
	quote_read(r, out, node_get(map, "quote"));
}
