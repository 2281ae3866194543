/* A rule's own tests as a table: what a record says, and what must be said of it. A column that no test of the rule needs is left out. */
#include "report/document_parts.h"
#include "report/labels.h"

/* --- cells ----------------------------------------------------------------------------------------------------- */

static void add_name(struct document *d, struct str id)
{
	const struct field *f = vocabulary_field(d->run->vocabulary, id);

	if (f)
		document_add_words(d, f->words);
	else if (str_is(id, "kind"))
		document_add(d, "kind");
	else
		document_add_str(d, id);
}

/* A record names its kind by id or by a name. */
static void add_kind(struct document *d, struct str name)
{
	const struct kind *k = vocabulary_kind(d->run->vocabulary, name);

	if (k)
		document_kind(d, k);
	else
		document_styled(d, STYLE_FILED, name);
}

static void add_record(struct document *d, const struct rule *r, const struct rule_test *t)
{
	(void)r;
	for (size_t i = 0; i < t->n_record; i++) {
		if (i)
			document_add(d, "; ");
		add_name(d, t->record[i].name);
		document_add(d, ": ");
		if (!t->record[i].text.n)
			document_add(d, "(blank)");
		else if (str_is(t->record[i].name, "kind"))
			add_kind(d, t->record[i].text);
		else
			document_styled(d, STYLE_FILED, t->record[i].text);
	}
	if (!t->n_record)
		document_add(d, "(no field)");
}

static void add_verdict(struct document *d, const struct rule *r, const struct rule_test *t)
{
	(void)r;
	document_add_str(d, rule_verdict_label(d->lang, t->expect));
}

/* E1, E2: as the exceptions are numbered above. */
static void add_open(struct document *d, const struct rule *r, const struct rule_test *t)
{
	size_t n = 0;

	for (size_t i = 0; i < r->n_exceptions; i++)
		for (size_t k = 0; k < t->n_open; k++)
			if (str_eq(t->open[k], r->exceptions[i].id)) {
				document_add_comma(d, &n);
				buf_printf(&d->text, "E%zu", i + 1);
			}
}

/* "judgement", "judgement:FIELD", or the name of a field. */
static void add_need(struct document *d, struct str need)
{
	if (str_starts(need, STR("judgement"))) {
		document_add(d, "a person's judgement");
		if (need.n > sizeof "judgement") {
			document_add(d, ": ");
			add_name(d, str_sub(need, sizeof "judgement", need.n));
		}
		return;
	}
	add_name(d, need);
}

/* Of a list in one text ("a+b"), part after part. */
static struct str part(struct str *rest, char between)
{
	size_t end = 0;

	while (end < rest->n && rest->p[end] != between)
		end++;
	struct str s = str_sub(*rest, 0, end);
	*rest = str_sub(*rest, end + 1, rest->n);
	return s;
}

/* any_of(a,b,c+d), as the loader writes it. */
static void add_any_of(struct document *d, struct str need)
{
	static const char before[] = "any_of(";
	struct str rest = str_sub(need, sizeof before - 1, need.n - 1);

	document_add(d, "one of these: ");
	for (size_t n = 0; rest.n; n++) {
		struct str together = part(&rest, ',');
		if (n)
			document_add(d, " or ");
		for (size_t k = 0; together.n; k++) {
			if (k)
				document_add(d, " with ");
			add_need(d, part(&together, '+'));
		}
	}
}

static void add_needs(struct document *d, const struct rule *r, const struct rule_test *t)
{
	(void)r;
	for (size_t i = 0; i < t->n_needs; i++) {
		if (i)
			document_add(d, "; ");
		if (str_starts(t->needs[i], STR("any_of(")))
			add_any_of(d, t->needs[i]);
		else
			add_need(d, t->needs[i]);
	}
}

/* "implied_year:annual_capacity" */
static void add_assumed(struct document *d, struct str assumed)
{
	struct str rest = assumed, name = part(&rest, ':');

	if (rest.n) {
		add_name(d, rest);
		document_add(d, ": ");
	}
	for (int id = ASSUMED_DEFAULT_UNIT; id <= ASSUMED_KIND_OF_TITLE; id++)
		if (str_is(name, assumption_name((enum assumption_id)id)))
			document_add_str(d, assumption_label(d->lang, (enum assumption_id)id));
}

/* A remark of the last column, behind those before it. */
static void remark(struct document *d, size_t *n, const char *msgid)
{
	document_add(d, (*n)++ ? "; " : "");
	document_add(d, msgid);
}

static void add_filled_in(struct document *d, size_t *n, const struct rule_test *t)
{
	for (size_t i = 0; i < t->n_presumed; i++) {
		remark(d, n, "presumed: ");
		add_name(d, t->presumed[i]);
	}
	for (size_t i = 0; i < t->n_assumed; i++) {
		remark(d, n, "assumed: ");
		add_assumed(d, t->assumed[i]);
	}
}

/* R1, R2: as the readings are numbered above. */
static void add_readings(struct document *d, size_t *n, const struct rule *r, const struct rule_test *t)
{
	for (size_t i = 0; i < r->n_readings; i++)
		for (size_t k = 0; k < t->n_readings; k++) {
			if (!str_eq(t->reading_ids[k], r->readings[i].id))
				continue;
			remark(d, n, "reading");
			buf_printf(&d->text, " R%zu", i + 1);
			document_add(d, ": ");
			document_add_str(d, rule_verdict_label(d->lang, t->reading_verdicts[k]));
		}
}

static void add_dates(struct document *d, size_t *n, const struct rule_test *t)
{
	static const char *const forces[] = {
		[IN_FORCE_YES] = N_("in force"), [IN_FORCE_NO] = N_("not in force"), [IN_FORCE_UNKNOWN] = N_("not known whether in force")};
	static const char *const states[] = {
		[DEADLINE_STATE_NONE] = N_("without a deadline"), [DEADLINE_SCHEDULED] = N_("before its deadline"), [DEADLINE_OVERDUE] = N_("overdue")};

	if (t->has_as_of) {
		remark(d, n, "as of ");
		day_write(&d->text, t->as_of);
	}
	if (t->has_in_force)
		remark(d, n, forces[t->in_force]);
	if (t->has_deadline)
		remark(d, n, states[t->deadline]);
}

static void add_remarks(struct document *d, const struct rule *r, const struct rule_test *t)
{
	size_t n = 0;

	if (t->to.n) {
		remark(d, &n, "judged under another rule");
		document_add(d, ": ");
		document_link(d, "rule", t->to, t->to);
	}
	add_filled_in(d, &n, t);
	add_readings(d, &n, r, t);
	if (t->has_near)
		remark(d, &n, t->near ? "near the limit" : "not near the limit");
	if (t->has_caveat)
		remark(d, &n, t->caveat ? "with a caveat" : "without a caveat");
	add_dates(d, &n, t);
}

/* --- columns --------------------------------------------------------------------------------------------------- */

static bool has_always(const struct rule_test *t)
{
	(void)t;
	return true;
}

static bool has_open(const struct rule_test *t)
{
	return t->n_open;
}

static bool has_needs(const struct rule_test *t)
{
	return t->n_needs;
}

static bool has_remarks(const struct rule_test *t)
{
	return t->to.n || t->n_presumed || t->n_assumed || t->n_readings || t->has_as_of || t->has_near || t->has_caveat || t->has_in_force ||
	       t->has_deadline;
}

static const struct {
	const char *head;
	bool (*has)(const struct rule_test *t);
	void (*add)(struct document *d, const struct rule *r, const struct rule_test *t);
} columns[] = {
	{N_("record"), has_always, add_record},
	{N_("verdict"), has_always, add_verdict},
	{N_("open exceptions"), has_open, add_open},
	{N_("missing data"), has_needs, add_needs},
	{N_("remarks"), has_remarks, add_remarks},
};
enum { COLUMNS = sizeof columns / sizeof *columns };

static void row(struct document *d, const struct rule *r, const bool *shown, size_t test)
{
	document_open(d, BLOCK_ROW);
	document_open(d, BLOCK_CELL);
	buf_printf(&d->text, "%zu", test + 1);
	document_close(d, BLOCK_CELL);
	for (size_t c = 0; c < COLUMNS; c++) {
		if (!shown[c])
			continue;
		document_open(d, BLOCK_CELL);
		columns[c].add(d, r, &r->tests[test]);
		document_close(d, BLOCK_CELL);
	}
	document_close(d, BLOCK_ROW);
}

/* What holds for every test that does not say it. */
static void say_ground(struct document *d, const struct rule *r)
{
	size_t usual = 0;

	while (usual < r->n_tests && r->tests[usual].has_as_of)
		usual++;
	document_open(d, BLOCK_PARAGRAPH);
	if (r->n_kinds) {
		document_add(d, "A record that names no kind is of: ");
		document_kind(d, r->kinds[0]);
		document_add(d, ". ");
	}
	document_add(d, "Each record is judged against this rule alone");
	if (usual < r->n_tests) {
		document_add(d, ", as of ");
		day_write(&d->text, r->tests[usual].as_of);
		document_add(d, " unless it says another day");
	}
	document_add(d, ".");
	document_close(d, BLOCK_PARAGRAPH);
}

void document_tests(struct document *d, const struct rule *r)
{
	const char *heads[COLUMNS + 1] = {N_("no.")};
	bool shown[COLUMNS] = {false};
	size_t n = 1;

	document_heading_of(d, 4, "Tests");
	if (!r->n_tests) {
		document_say(d, "The rule has no tests.");
		return;
	}
	say_ground(d, r);
	for (size_t c = 0; c < COLUMNS; c++) {
		for (size_t i = 0; i < r->n_tests; i++)
			shown[c] |= columns[c].has(&r->tests[i]);
		if (shown[c])
			heads[n++] = columns[c].head;
	}
	document_table(d, "tests");
	document_heads(d, heads, n);
	for (size_t i = 0; i < r->n_tests; i++)
		row(d, r, shown, i);
	document_close(d, BLOCK_TABLE);
}
