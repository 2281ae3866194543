/* One row, or one item given as fields, with everything that is known of why. */
#include "api/given.h"

#include "judge/change.h"
#include "registry/heading.h"
#include "report/explain.h"

/* Everything that one call of phaseout_explain owns. */
struct explaining {
	const struct phaseout_engine *engine;
	const struct phaseout_explain_options *o;
	struct arena arena;
	struct diags diags;
	struct given given;
	struct run_info run;
	struct input_info input;
	struct explain_options drawing;
	struct buf out;
};

static int usage(struct explaining *x, struct words words)
{
	speaker_say(&x->engine->speaker, STR_NONE, words);
	return PHASEOUT_USAGE;
}

static int hand_over(struct explaining *x, bool drawn)
{
	if (!drawn || x->out.failed)
		return PHASEOUT_DEFECT;
	return x->o->write(x->o->write_ctx, x->out.p, x->out.n) ? PHASEOUT_CLEAR : PHASEOUT_WRITE;
}

/* --- one item -------------------------------------------------------------------------------------------------- */

static const struct finding *finding_of(const struct judgement *j, const struct rule *rule)
{
	for (size_t i = 0; i < j->n_findings; i++)
		if (j->findings[i].rule == rule)
			return &j->findings[i];
	for (size_t i = 0; i < j->n_not_applicable; i++)
		if (j->not_applicable[i].rule == rule)
			return &j->not_applicable[i];
	return NULL;
}


static bool explain_rule(struct explained_rule *out, struct explaining *x, const struct rule *rule, const struct item *item,
			 const struct judgement *j)
{
	const struct program *p = x->engine->program;
	*out = (struct explained_rule){.rule = rule, .state = EXPLAINED_OTHER_KIND, .finding = finding_of(j, rule)};
	if (out->finding) {
		out->state = EXPLAINED_FINDING;
		/* what would change it in one province would not in another */
		return out->finding->n_provinces || changes_find(&out->changes, &x->arena, p, item, out->finding);
	}
	if (item->kind && rule_concerns(&x->arena, p, rule, item))
		out->state = EXPLAINED_NOT_APPLIED;
	return !x->arena.failed;
}

static bool explain_item(struct explaining *x, const struct item *item)
{
	const struct ruleset *set = x->engine->rules;
	struct judgement j;
	struct explained_rule *rules = ARENA_ARRAY(&x->arena, set->n_rules, struct explained_rule);

	if (!rules || !judge_item(&j, &x->arena, x->engine->program, item))
		return false;
	for (size_t i = 0; i < set->n_rules; i++)
		if (!explain_rule(&rules[i], x, set->rules[i], item, &j))
			return false;
	struct explained e = {.item = item, .judgement = &j, .rules = rules, .n_rules = set->n_rules};
	return explain_write_item(&x->out, &x->drawing, &e);
}

/* --- an item given as fields ----------------------------------------------------------------------------------- */

static int read_field(struct explaining *x, struct cell *out, const struct headings *headings, struct phaseout_field given)
{
	const struct vocabulary *v = x->engine->vocabulary;
	struct str name = str_from(given.name);
	struct heading h = {.field = vocabulary_field(v, name), .rank = RANK_PLAIN};

	if (h.field)
		h.basis = h.field->basis;
	else if (str_is(name, "kind"))
		h.field = v->role[ROLE_KIND];
	else if (!heading_read(&h, &x->arena, headings, name))
		return PHASEOUT_DEFECT;
	if (!h.field && h.why.en.n)
		return usage(x, h.why);
	if (!h.field)
		return usage(x, words_printf(&x->arena, "\"%s\" is no field that is known", given.name));
	*out = (struct cell){
		.field = h.field,
		.column = name,
		.spelling = h.place < h.field->n_headers ? h.field->headers[h.place].key : STR_NONE,
		.rank = h.rank,
		.basis = h.basis,
		.assumed_meaning = h.assumed,
		.unit = h.unit,
		.text = str_from(given.text),
	};
	return PHASEOUT_CLEAR;
}

static int read_cells(struct explaining *x, struct cell *cells, size_t *n)
{
	const struct vocabulary *v = x->engine->vocabulary;
	struct headings headings;
	int status = PHASEOUT_CLEAR;

	if (!headings_init(&headings, &x->arena, v))
		return PHASEOUT_DEFECT;
	for (size_t i = 0; i < x->o->n_fields; i++)
		status = worse_status(status, read_field(x, &cells[(*n)++], &headings, x->o->fields[i]));
	if (!x->o->kind)
		return status;
	cells[(*n)++] = (struct cell){
		.field = v->role[ROLE_KIND],
		.column = STR("--kind"),
		.rank = RANK_PLAIN,
		.text = str_from(x->o->kind),
	};
	return status;
}

static int explain_fields(struct explaining *x)
{
	struct cell *cells = ARENA_ARRAY(&x->arena, x->o->n_fields + 1, struct cell);
	struct item item;
	size_t n = 0;
	int status = cells ? read_cells(x, cells, &n) : PHASEOUT_DEFECT;

	if (status != PHASEOUT_CLEAR)
		return status;
	if (!item_from_cells(&item, &x->arena, &x->given.reader, cells, n, NULL))
		return PHASEOUT_DEFECT;
	return hand_over(x, explain_item(x, &item));
}

/* --- a row of a registry --------------------------------------------------------------------------------------- */

static void say_notices(struct explaining *x, const struct registry *g)
{
	size_t n;
	const struct words *notices = registry_notices(g, &n);

	for (size_t i = 0; i < n && !x->o->quiet; i++)
		speaker_say(&x->engine->speaker, x->input.name, notices[i]);
}

static int explain_row(struct explaining *x, const struct registry *g, const struct row *row)
{
	bool drawn = true;

	say_notices(x, g);
	x->input.columns = registry_columns(g, &x->input.n_columns);
	x->input.sheet = registry_sheet(g);
	if (row->reason != REASON_NONE)
		return hand_over(x, explain_write_row(&x->out, &x->drawing, row));
	for (size_t i = 0; i < row->n_items; i++)
		drawn = drawn && explain_item(x, &row->items[i]);
	return hand_over(x, drawn);
}

static int stopped(struct explaining *x, const struct registry *g, enum registry_status status)
{
	if (status == REGISTRY_END)
		return usage(x, words_printf(&x->arena, "there is no row %lu: the registry has %ju rows", x->o->row,
					     (uintmax_t)registry_rows(g)));
	return given_status(&x->given, g, x->input.name, status);
}

static int find_row(struct explaining *x, struct registry *g)
{
	struct row row;
	struct arena a;
	enum registry_status status;
	int answer = PHASEOUT_DEFECT;

	arena_init(&a);
	while ((status = registry_next(g, &row, &a)) == REGISTRY_ROW && !(row.number <= x->o->row && x->o->row <= row.last))
		arena_clear(&a);
	answer = status == REGISTRY_ROW ? explain_row(x, g, &row) : stopped(x, g, status);
	arena_release(&a);
	return answer;
}

static int explain_input(struct explaining *x)
{
	struct input in;
	struct registry *g;
	int status = given_read_mapping(&x->given);

	if (status != 0)
		return status;
	enum input_status opened = input_open(&in, x->o->input);
	if (opened != INPUT_OK)
		return say_input_trouble(&x->engine->speaker, opened, x->o->input, in.error);
	x->input.name = str_from(x->o->input);
	x->drawing.input = &x->input;
	g = registry_new(&x->given.reader, x->input.name, &in, &x->given.options, &x->diags);
	status = g ? find_row(x, g) : PHASEOUT_DEFECT;
	registry_free(g);
	input_close(&in);
	return status;
}

/* --- the call -------------------------------------------------------------------------------------------------- */

static int check_options(struct explaining *x)
{
	const struct phaseout_explain_options *o = x->o;
	int status = given_read(&x->given);

	if (o->input && !o->row)
		return usage(x, words_printf(&x->arena, "no row was named; rows count from 1"));
	if (o->input && o->n_fields)
		return usage(x, words_printf(&x->arena, "fields are given, and a registry; expected one of them"));
	if (!o->input && (o->mapping || o->encoding || o->separator || o->sheet || o->header_row || o->row))
		return usage(x, words_printf(&x->arena, "there is no registry to read, but options of how to read it"));
	if (!o->input && !o->n_fields && !o->kind)
		return usage(x, words_printf(&x->arena, "neither a registry nor a kind or fields were given"));
	return status;
}

static void explaining_init(struct explaining *x, const phaseout_engine *e, const struct phaseout_explain_options *o)
{
	*x = (struct explaining){.engine = e, .o = o};
	arena_init(&x->arena);
	buf_init(&x->out);
	diags_init(&x->diags, message_for_diags, (void *)&e->speaker.lang);
	x->given = (struct given){
		.engine = e,
		.arena = &x->arena,
		.diags = &x->diags,
		.encoding = o->encoding,
		.separator = o->separator,
		.kind = o->kind,
		.mapping = o->mapping,
		.sheet = o->sheet,
		.header_row = o->header_row,
	};
	engine_run(&x->run, e);
	x->drawing = (struct explain_options){
		.lang = e->speaker.lang, .columns = o->columns, .color = o->color, .run = &x->run};
}

int phaseout_explain(const phaseout_engine *e, const struct phaseout_explain_options *options)
{
	struct phaseout_explain_options o;
	struct explaining x;

	if (!e || !take_options(&o, sizeof o, options) || !o.write)
		return PHASEOUT_USAGE;
	o.n_fields = o.fields ? o.n_fields : 0;
	explaining_init(&x, e, &o);
	int status = check_options(&x);
	if (status == 0)
		status = o.input ? explain_input(&x) : explain_fields(&x);
	speaker_say_diags(&e->speaker, &x.diags);
	diags_release(&x.diags);
	buf_release(&x.out);
	arena_release(&x.arena);
	return status;
}
