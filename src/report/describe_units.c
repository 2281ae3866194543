#include "report/describing.h"

static void add_spellings(struct describing *d, const struct unit *u)
{
	const struct units *units = &d->o->vocabulary->units;
	const struct unit *of;
	struct str text;
	size_t n = 0;

	for (size_t i = 0; units_spelling(units, i, &text, &of); i++)
		if (of == u)
			describing_add_listed(d, &n, text);
}

/* How many of the base unit it is: "1", "0.001", "3/2" where that is no finite decimal. */
static void add_factor(struct describing *d, const struct unit *u)
{
	struct decimal factor;

	if (decimal_div(&factor, &d->arena, &u->numerator, &u->denominator) == DECIMAL_OK) {
		decimal_write(&d->text, &factor);
		return;
	}
	decimal_write(&d->text, &u->numerator);
	buf_addc(&d->text, '/');
	decimal_write(&d->text, &u->denominator);
}

static void draw_kind(struct describing *d, const struct quantity_kind *q)
{
	static const char *const heads[] = {"unit", "id", "factor", "spellings"};
	const struct units *units = &d->o->vocabulary->units;

	describing_add_words(d, (struct words){q->zh, q->en});
	buf_printf(&d->text, message(d->o->lang, " (%.*s)"), STR_ARG(q->id));
	if (q->per_year)
		describing_add(d, ", per year: a unit without the year is read so, as assumed");
	describing_title(d);
	for (size_t i = 0; i < units->n; i++) {
		const struct unit *u = units->items[i];
		if (u->kind != q)
			continue;
		describing_add_words(d, (struct words){u->zh, u->en});
		describing_cell(d);
		describing_cell_of(d, u->id);
		add_factor(d, u);
		describing_cell(d);
		add_spellings(d, u);
		describing_cell(d);
	}
	describing_grid(d, heads, sizeof heads / sizeof *heads);
}

void describe_units(struct describing *d)
{
	const struct units *units = &d->o->vocabulary->units;

	for (size_t i = 0; i < units->n_kinds; i++) {
		if (i)
			layout_blank(&d->layout);
		draw_kind(d, units->kinds[i]);
	}
}

bool describe_unit(struct describing *d, struct str name)
{
	const struct units *units = &d->o->vocabulary->units;

	for (size_t i = 0; i < units->n_kinds; i++) {
		const struct quantity_kind *q = units->kinds[i];
		if (!str_eq(q->id, name) && !describing_is(d, name, q->zh) && !describing_is(d, name, q->en))
			continue;
		draw_kind(d, q);
		return true;
	}
	return false;
}
