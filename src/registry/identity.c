#include "registry/identity.h"

#include "text/fold.h"
#include "vocabulary/credit_code.h"

/* No text that is folded has it. */
#define BETWEEN "\x1f"

static bool is_token(const struct tokens *t, struct str key)
{
	return t && tokens_have(t, key);
}

/* Folded; .p NULL where it says nothing. */
static struct str part_of(const struct row_reading *row, struct str text)
{
	const struct vocabulary *v = row->r->vocabulary;
	struct str key = fold_key(row->a, str_trim(text));
	bool missing = !key.n || tokens_have(&v->unknown_tokens, key) || tokens_have(&v->not_applicable_tokens, key) || tokens_have(&v->no_tokens, key) ||
		       is_token(row->r->more_unknown, key) || is_token(row->r->more_not_applicable, key);
	return missing ? STR_NONE : key;
}

static struct str by_mapping(const struct row_reading *row)
{
	const struct columns *columns = row->columns;
	struct str all = STR("mapping");
	for (size_t i = 0; i < columns->n_identity; i++) {
		struct str part = part_of(row, row->cells[columns->identity[i]]);
		if (!part.p)
			return STR_NONE;
		all = arena_printf(row->a, "%.*s" BETWEEN "%.*s", STR_ARG(all), STR_ARG(part));
	}
	return all;
}

/* The organisation's code, which stands in the credit code too; .p NULL where the enterprise has no good one. */
static struct str code_of(struct arena *a, const struct vocabulary *v, const struct item *item)
{
	const struct field *f = v->role[ROLE_CREDIT_CODE];
	const struct value *filed = f ? item_value(item, f) : NULL;
	struct credit_code code;
	if (!filed || filed->face != FACE_READ)
		return STR_NONE;
	credit_code_read(&code, filed->text);
	struct str organisation = credit_code_organisation(&code);
	return organisation.p ? arena_str(a, organisation) : STR_NONE;
}

static void by_enterprise(struct item *item, const struct row_reading *row)
{
	struct str number = item->key.n && !item->key_counts ? part_of(row, item->key) : STR_NONE;
	struct str enterprise = number.p ? code_of(row->a, row->r->vocabulary, item) : STR_NONE;
	enum identity_sort sort = enterprise.p ? IDENTITY_CODE : IDENTITY_NAME;
	if (number.p && !enterprise.p)
		enterprise = part_of(row, item->enterprise);
	if (!enterprise.p)
		return;
	item->identity = arena_printf(row->a, "%s" BETWEEN "%.*s" BETWEEN "%.*s", sort == IDENTITY_CODE ? "code" : "name", STR_ARG(enterprise), STR_ARG(number));
	item->identity_sort = sort;
}

bool identity_give(struct item *item, const struct row_reading *row)
{
	if (!row->columns->n_identity) {
		by_enterprise(item, row);
		return !row->a->failed;
	}
	item->identity = by_mapping(row);
	item->identity_sort = item->identity.p ? IDENTITY_MAPPING : IDENTITY_NONE;
	return !row->a->failed;
}
