/* The catalogues that rules ask: what is known of them, and every entry. */
#include "report/document_parts.h"

#include "report/labels.h"
#include "rules/catalogue.h"

/* --- counting -------------------------------------------------------------------------------------------------- */

static bool same_item(const struct catalogue_entry *a, const struct catalogue_entry *b)
{
	return a->batch == b->batch && str_eq(a->item, b->item);
}

/* The list's own items: an item may take several lines of the table, and they need not stand together. */
static size_t count_items(const struct catalogue *c, const struct catalogue_batch *batch)
{
	size_t n = 0;

	for (size_t i = 0; i < c->n_entries; i++) {
		bool first = !batch || c->entries[i].batch == batch;
		for (size_t k = 0; first && k < i; k++)
			first = !same_item(&c->entries[i], &c->entries[k]);
		n += first;
	}
	return n;
}

static size_t count_lines(const struct catalogue *c, const struct catalogue_batch *batch)
{
	size_t n = 0;

	for (size_t i = 0; i < c->n_entries; i++)
		n += !batch || c->entries[i].batch == batch;
	return n;
}

static void number_cell(struct document *d, size_t n)
{
	document_open(d, BLOCK_CELL);
	buf_printf(&d->text, "%zu", n);
	document_close(d, BLOCK_CELL);
}

/* --- what it is ------------------------------------------------------------------------------------------------ */

static void facts(struct document *d, const struct catalogue *c)
{
	document_open(d, BLOCK_FACTS);
	document_fact(d, "catalogue");
	document_add_words(d, c->title);
	document_id(d, c->id);
	document_close(d, BLOCK_FACT);
	document_fact_of(d, "version", c->version);
	document_fact_of(d, "authority", words_in(c->authority, d->lang));
	document_fact(d, "trust");
	buf_adds(&d->text, trust_name(c->trust));
	document_add(d, " (");
	document_add_str(d, trust_label(d->lang, c->trust));
	document_add(d, ")");
	if (c->trust != TRUST_VERIFIED)
		document_add(d, "; not verified, no quotation");
	document_close(d, BLOCK_FACT);
	document_fact(d, "extent");
	buf_printf(&d->text, message(d->lang, "%zu items in %zu lines"), count_items(c, NULL), c->n_entries);
	document_close(d, BLOCK_FACT);
	document_fact(d, "files of the catalogue");
	buf_adds(&d->text, "sha256 ");
	document_styled(d, STYLE_ID, str_from(c->sha256));
	document_close(d, BLOCK_FACT);
	document_close(d, BLOCK_FACTS);
}

static void batches(struct document *d, const struct catalogue *c)
{
	static const char *const heads[] = {N_("batch"), N_("number of the notice"), N_("announced"), "trust", N_("number of items"), N_("number of lines"), N_("notes")};

	document_heading_of(d, 4, "Batches");
	document_table(d, "places");
	document_heads(d, heads, sizeof heads / sizeof *heads);
	for (size_t i = 0; i < c->n_batches; i++) {
		const struct catalogue_batch *b = &c->batches[i];
		document_open(d, BLOCK_ROW);
		document_cell_of(d, b->id);
		document_open(d, BLOCK_CELL);
		document_styled(d, STYLE_FILED, b->notice);
		document_close(d, BLOCK_CELL);
		document_open(d, BLOCK_CELL);
		day_write(&d->text, b->announced);
		if (b->announced > d->run->as_of)
			document_add(d, "; after the as-of date: its entries are not applied");
		document_close(d, BLOCK_CELL);
		document_cell_of(d, str_from(trust_name(b->trust)));
		number_cell(d, count_items(c, b));
		number_cell(d, count_lines(c, b));
		document_cell_of(d, words_in(b->note, d->lang));
		document_close(d, BLOCK_ROW);
	}
	document_close(d, BLOCK_TABLE);
}

static void gaps(struct document *d, const struct catalogue *c)
{
	document_heading_of(d, 4, "Known gaps");
	if (!c->n_gaps) {
		document_say(d, "None.");
		return;
	}
	document_say(d, "Equipment of these kinds that is not found in the catalogue is said to be clear only with this caveat.");
	document_open(d, BLOCK_OUTLINE);
	for (size_t i = 0; i < c->n_gaps; i++) {
		document_entry(d, c->gaps[i].batch->id);
		for (size_t k = 0, n = 0; k < c->gaps[i].n_kinds; k++) {
			document_add_comma(d, &n);
			document_kind(d, c->gaps[i].kinds[k]);
		}
		document_add(d, ": ");
		document_add_words(d, c->gaps[i].caveat);
		document_close(d, BLOCK_ENTRY);
	}
	document_close(d, BLOCK_OUTLINE);
}

/* --- what entries refer to ------------------------------------------------------------------------------------- */

static void duty_case(struct document *d, const struct duty_case *one)
{
	document_entry(d, STR_NONE);
	if (one->when) {
		document_add(d, "where: ");
		condition_write_words(&d->text, one->when, d->lang);
		document_add(d, ": ");
	}
	if (one->at_once) {
		document_add(d, "out of use at once");
	} else {
		document_add(d, "out of use by ");
		day_write(&d->text, one->by);
	}
	document_close(d, BLOCK_ENTRY);
}

static void duty(struct document *d, const struct catalogue *c, const struct catalogue_duty *duty)
{
	document_entry(d, STR_NONE);
	document_styled(d, STYLE_ID, duty->id);
	document_add(d, ": ");
	document_add_str(d, c->trust == TRUST_VERIFIED ? STR("“") : STR_NONE);
	document_styled(d, STYLE_FILED, duty->text);
	document_add_str(d, c->trust == TRUST_VERIFIED ? STR("”") : STR_NONE);
	document_open(d, BLOCK_OUTLINE);
	for (size_t i = 0; i < duty->n_cases; i++)
		duty_case(d, &duty->cases[i]);
	if (duty->otherwise.zh.p) {
		document_entry(d, STR_NONE);
		document_add(d, "else: ");
		document_add_words(d, duty->otherwise);
		document_close(d, BLOCK_ENTRY);
	}
	document_close(d, BLOCK_OUTLINE);
	document_close(d, BLOCK_ENTRY);
}

static void duties(struct document *d, const struct catalogue *c)
{
	document_heading_of(d, 4, "Until when listed machines may be used");
	if (!c->n_duties) {
		document_say(d, "None.");
		return;
	}
	document_open(d, BLOCK_OUTLINE);
	for (size_t i = 0; i < c->n_duties; i++)
		duty(d, c, &c->duties[i]);
	document_close(d, BLOCK_OUTLINE);
}

static void conditions(struct document *d, const struct catalogue *c)
{
	document_heading_of(d, 4, "Conditions of entries");
	if (!c->n_conditions) {
		document_say(d, "None.");
		return;
	}
	document_open(d, BLOCK_OUTLINE);
	for (size_t i = 0; i < c->n_conditions; i++) {
		document_entry(d, STR_NONE);
		document_styled(d, STYLE_ID, c->conditions[i].id);
		document_add(d, ": ");
		condition_write_words(&d->text, c->conditions[i].condition, d->lang);
		document_close(d, BLOCK_ENTRY);
	}
	document_close(d, BLOCK_OUTLINE);
}

/* --- the entries ----------------------------------------------------------------------------------------------- */

static void names_cell(struct document *d, const struct catalogue_entry *e)
{
	static const char *const how[] = {
		[MATCH_MODEL] = N_("models: "), [MATCH_SERIES] = N_("series: "), [MATCH_DESCRIPTION] = N_("whatever the model")};

	document_open(d, BLOCK_CELL);
	document_add(d, how[e->match]);
	for (size_t i = 0, n = 0; i < e->n_names; i++) {
		if (i == e->n_models) {
			document_line_break(d);
			document_add(d, "also written: ");
			n = 0;
		}
		document_add_comma(d, &n);
		document_add_str(d, e->names[i].filed);
	}
	document_close(d, BLOCK_CELL);
}

static void part(struct document *d, size_t *n, const char *label)
{
	if ((*n)++)
		document_line_break(d);
	document_add(d, label);
}

static void more_cell(struct document *d, const struct catalogue_entry *e)
{
	size_t n = 0;

	document_open(d, BLOCK_CELL);
	for (size_t i = 0; i < e->n_restricts; i++) {
		part(d, &n, "only where ");
		condition_write_words(&d->text, e->restricts[i]->condition, d->lang);
	}
	if (e->duty) {
		part(d, &n, "use: ");
		document_styled(d, STYLE_ID, e->duty->id);
	}
	if (e->describes.n) {
		part(d, &n, "printed beside it: ");
		document_styled(d, STYLE_FILED, e->describes);
	}
	if (e->doubt.n) {
		part(d, &n, "in doubt, so that a hit is a suspect only: ");
		document_styled(d, STYLE_FILED, e->doubt);
	}
	document_close(d, BLOCK_CELL);
}

static void entry_row(struct document *d, const struct catalogue_entry *e)
{
	document_open(d, BLOCK_ROW);
	document_open(d, BLOCK_CELL);
	catalogue_write_entry(&d->text, e);
	document_close(d, BLOCK_CELL);
	document_open(d, BLOCK_CELL);
	document_styled(d, STYLE_FILED, e->product);
	document_close(d, BLOCK_CELL);
	document_open(d, BLOCK_CELL);
	for (size_t i = 0, n = 0; i < e->n_kinds; i++) {
		document_add_comma(d, &n);
		document_kind(d, e->kinds[i]);
	}
	document_close(d, BLOCK_CELL);
	names_cell(d, e);
	more_cell(d, e);
	document_close(d, BLOCK_ROW);
}

static void entries(struct document *d, const struct catalogue *c)
{
	static const char *const heads[] = {N_("batch/item"), N_("product"), "equipment", N_("what is listed"), "remarks"};

	document_heading_of(d, 4, "Entries");
	document_say(d, "A machine is listed where, of some entry whose batch has been announced by the as-of date, it is of the equipment, its model is "
			"one of those listed or of a series listed, all conditions hold, and the entry, where it speaks of use, orders it out of use. What "
			"no entry lists for certain and some entry may list is unknown.");
	document_table(d, "entries");
	document_heads(d, heads, sizeof heads / sizeof *heads);
	for (size_t i = 0; i < c->n_entries; i++)
		entry_row(d, &c->entries[i]);
	document_close(d, BLOCK_TABLE);
}

static void catalogue(struct document *d, const struct catalogue *c)
{
	document_heading(d, 3, "catalogue", c->id);
	document_add_words(d, c->title);
	document_close(d, BLOCK_HEADING);
	facts(d, c);
	batches(d, c);
	gaps(d, c);
	duties(d, c);
	conditions(d, c);
	entries(d, c);
}

void document_catalogues(struct document *d)
{
	const struct ruleset *set = d->run->rules;

	if (!set->n_catalogues)
		document_say(d, "None.");
	for (size_t i = 0; i < set->n_catalogues; i++)
		catalogue(d, set->catalogues[i]);
}
