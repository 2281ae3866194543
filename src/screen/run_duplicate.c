#include "screen/run_duplicate.h"

#include "screen/claim.h"
#include "screen/run_json.h"

static void write_claim(struct json *j, const struct claim *c)
{
	json_field(j, "file", c->file);
	if (c->sheet.p)
		json_field(j, "sheet", c->sheet);
	json_key(j, "row");
	json_int(j, (int64_t)c->row);
}

static void write_claim_value(struct json *j, const struct claim_value *v)
{
	struct buf b;

	buf_init(&b);
	if (claim_is_text(v))
		buf_add(&b, v->v.as_filed);
	else
		value_write(&b, &v->v);
	run_json_buf(j, "value", &b);
	json_field(j, "as_filed", v->v.as_filed);
	if (v->cell.n)
		json_field(j, "cell", v->cell);
}

static void write_side(struct json *j, const struct difference *d, bool first)
{
	const struct claim_item *i = first ? d->of_first : d->of_item;

	switch (d->sort) {
	case DIFFERS_VALUE:
		write_claim_value(j, first ? d->first : d->item);
		return;
	case DIFFERS_KIND:
		json_field(j, "value", i->kind->id);
		return;
	case DIFFERS_COUNT:
		json_field_count(j, "value", i->unit_count);
		return;
	case DIFFERS_STATUS:
		json_field(j, "value", i->status_is->id);
		return;
	case DIFFERS_NUMBER:
	case DIFFERS_MACHINES:
		return;
	}
}

static void write_difference(struct json *j, const struct duplicate *of, const struct difference *d)
{
	static const char *const what[] = {[DIFFERS_KIND] = "kind",	[DIFFERS_COUNT] = "unit_count",	     [DIFFERS_STATUS] = "status_is",
					   [DIFFERS_NUMBER] = "machines", [DIFFERS_MACHINES] = "machines"};

	json_object(j);
	if (d->sort == DIFFERS_VALUE)
		json_field(j, "field", d->item->v.field->id);
	else
		json_field(j, "what", str_from(what[d->sort]));
	if (d->sort == DIFFERS_NUMBER)
		json_field_count(j, "value", of->item->n_items);
	write_side(j, d, false);
	if (d->sort != DIFFERS_MACHINES) {
		json_key(j, "first");
		json_object(j);
		if (d->sort == DIFFERS_NUMBER)
			json_field_count(j, "value", of->first->n_items);
		write_side(j, d, true);
		json_end(j, '}');
	}
	json_end(j, '}');
}

void run_file_write_duplicate(struct buf *out, const struct duplicate *d)
{
	static const char *const by[] = {[IDENTITY_MAPPING] = "mapping", [IDENTITY_CODE] = "enterprise_code", [IDENTITY_NAME] = "enterprise"};
	struct json j;

	json_init(&j, out);
	json_object(&j);
	json_field(&j, "type", STR("duplicate"));
	write_claim(&j, d->item);
	json_field(&j, "key", d->item->key);
	json_field(&j, "enterprise", d->item->enterprise);
	json_field(&j, "known_by", str_from(by[d->item->sort]));
	json_field_count(&j, "machines", d->item->n_items);
	json_key(&j, "first");
	json_object(&j);
	write_claim(&j, d->first);
	json_end(&j, '}');
	json_key(&j, "same");
	json_bool(&j, !d->n_differs);
	json_key(&j, "differs");
	json_array(&j);
	for (size_t i = 0; i < d->n_differs; i++)
		write_difference(&j, d, &d->differs[i]);
	json_end(&j, ']');
	json_end(&j, '}');
}

void run_file_write_duplicates(struct json *j, const struct duplicate_totals *t)
{
	json_key(j, "duplicates");
	json_object(j);
	json_field_count(j, "repeated", t->repeated);
	json_field_count(j, "same", t->same);
	json_field_count(j, "contradicting", t->contradicting);
	json_key(j, "items");
	json_object(j);
	json_field_count(j, "by_mapping", t->by[IDENTITY_MAPPING]);
	json_field_count(j, "by_enterprise_code", t->by[IDENTITY_CODE]);
	json_field_count(j, "by_enterprise", t->by[IDENTITY_NAME]);
	json_field_count(j, "not_compared", t->by[IDENTITY_NONE]);
	json_end(j, '}');
	json_end(j, '}');
}
