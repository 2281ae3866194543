#include "screen/run_file.h"

#include "rules/catalogue.h"
#include "screen/run_duplicate.h"
#include "screen/run_json.h"
#include "screen/run_overlay.h"
#include "screen/totals.h"

#include <stdlib.h>

/* What held the process that read the file: nothing of it is said of files that this program reads itself. */
static void write_sandbox(struct json *j, const struct input_info *in)
{
	static const struct {
		enum sandbox bit;
		const char *name;
	} all[] = {{SANDBOX_LIMITS, "limits"}, {SANDBOX_NO_PRIVS, "no_new_privs"}, {SANDBOX_LANDLOCK, "landlock"}, {SANDBOX_SECCOMP, "seccomp"}};
	if (!format_is_container(in->format))
		return;
	json_key(j, "sandbox");
	json_object(j);
	for (size_t i = 0; i < sizeof all / sizeof *all; i++) {
		json_key(j, all[i].name);
		json_bool(j, in->sandbox & all[i].bit);
	}
	json_end(j, '}');
}

/* `read`: they have been, and what only that shows stands. */
static void write_inputs(struct json *j, const struct input_info *inputs, size_t n, bool read)
{
	json_key(j, "inputs");
	json_array(j);
	for (size_t i = 0; i < n; i++) {
		json_object(j);
		json_field(j, "file", inputs[i].name);
		json_field(j, "sha256", inputs[i].sha256 ? str_from(inputs[i].sha256) : STR_NONE);
		if (read) {
			json_field(j, "format", str_from(format_name(inputs[i].format)));
			write_sandbox(j, &inputs[i]);
		}
		json_end(j, '}');
	}
	json_end(j, ']');
}

static void write_packs(struct json *j, const struct ruleset *rules)
{
	json_key(j, "rules");
	json_array(j);
	for (size_t i = 0; i < rules->n_packs; i++) {
		json_object(j);
		json_field(j, "id", rules->packs[i]->id);
		json_field(j, "version", rules->packs[i]->version);
		json_field(j, "sha256", str_from(rules->packs[i]->sha256));
		json_end(j, '}');
	}
	json_end(j, ']');
}

/* Those that the rules ask. */
static void write_catalogues(struct json *j, const struct ruleset *rules)
{
	json_key(j, "catalogues");
	json_array(j);
	for (size_t i = 0; i < rules->n_catalogues; i++) {
		json_object(j);
		json_field(j, "id", rules->catalogues[i]->id);
		json_field(j, "version", rules->catalogues[i]->version);
		json_field(j, "sha256", str_from(rules->catalogues[i]->sha256));
		json_end(j, '}');
	}
	json_end(j, ']');
}

/* What must be known before the findings are used: a replay, a horizon behind us, rules that the date leaves out. */
static void write_notices(struct json *j, const struct run_info *run)
{
	static const char *const notices[] = {
		[NOT_IN_FORCE] = "not_in_force", [NOT_RESOLVED] = "unresolved"};
	json_key(j, "notices");
	json_array(j);
	if (run->replay) {
		json_object(j);
		json_field(j, "notice", STR("replay"));
		json_end(j, '}');
	}
	for (size_t i = 0; i < run->rules->n_packs; i++) {
		const struct pack *p = run->rules->packs[i];
		if (!p->has_horizon || run->as_of <= p->horizon)
			continue;
		json_object(j);
		json_field(j, "notice", STR("horizon_passed"));
		json_field(j, "pack", p->id);
		run_json_day(j, "date", p->horizon);
		json_end(j, '}');
	}
	for (size_t i = 0; i < run->rules->n_rules; i++) {
		const struct rule *r = run->rules->rules[i];
		enum application application = program_application(run->program, r);
		if (application == APPLIES)
			continue;
		json_object(j);
		json_field(j, "notice", str_from(notices[application]));
		json_field(j, "rule", r->id);
		json_end(j, '}');
	}
	json_end(j, ']');
}

/* Those that a verdict can hang on. */
static void write_options(struct json *j, const struct run_info *run)
{
	const struct registry_options *given = &run->given;

	json_key(j, "options");
	json_object(j);
	json_key(j, "strict");
	json_bool(j, run->strict);
	json_field(j, "kind", given->default_kind ? given->default_kind->id : STR_NONE);
	json_field(j, "encoding", given->encoding == ENCODING_AUTO ? STR_NONE : str_from(encoding_name(given->encoding)));
	json_field(j, "separator", (struct str){given->separator ? &given->separator : NULL, given->separator ? 1 : 0});
	json_field(j, "sheet", given->sheet);
	json_key(j, "header_row");
	if (given->header_row)
		json_int(j, (int64_t)given->header_row);
	else
		json_null(j);
	json_end(j, '}');
}

static void run_begin(struct sink *s, const struct run_info *run)
{
	struct json j;

	json_init(&j, s->out);
	json_object(&j);
	json_field(&j, "type", STR("run"));
	json_field(&j, "version", str_from(run->version));
	write_packs(&j, run->rules);
	run_file_write_overlays(&j, run->rules);
	write_catalogues(&j, run->rules);
	json_key(&j, "mapping");
	if (run->mapping_name.p) {
		json_object(&j);
		json_field(&j, "file", run->mapping_name);
		json_field(&j, "sha256", str_from(run->mapping_sha256));
		json_end(&j, '}');
	} else {
		json_null(&j);
	}
	write_inputs(&j, run->inputs, run->n_inputs, false);
	run_json_day(&j, "as_of", run->as_of);
	write_options(&j, run);
	write_notices(&j, run);
	json_end(&j, '}');
	buf_addc(s->out, '\n');
}

static void run_table_begin(struct sink *s, const struct input_info *input, const struct words *notices, size_t n_notices)
{
	(void)notices; /* they are said beside the answer */
	(void)n_notices;
	s->input = input;
}

static void run_item(struct sink *s, const struct item *item, const struct judgement *g)
{
	run_file_write_item(s->out, item, g, s->input);
	buf_addc(s->out, '\n');
}

static void run_row(struct sink *s, struct str file, const struct row *row)
{
	struct json j;

	json_init(&j, s->out);
	json_object(&j);
	json_field(&j, "type", row_reason_rejects(row->reason) ? STR("rejected") : STR("skipped"));
	json_field(&j, "file", file);
	if (row->sheet.p)
		json_field(&j, "sheet", row->sheet);
	json_key(&j, "row");
	json_int(&j, (int64_t)row->number);
	json_key(&j, "line");
	json_int(&j, (int64_t)row->line);
	json_field(&j, "reason", str_from(row_reason_name(row->reason)));
	json_field(&j, "text", row->text);
	if (row->problem.en.p) {
		json_key(&j, "problem");
		run_json_words(&j, row->problem);
	}
	json_end(&j, '}');
	buf_addc(s->out, '\n');
}

static void write_sum(struct json *j, const struct capacity_total *c)
{
	if (c->items)
		run_json_interval(j, "value", &c->sum);
	else
		json_field(j, "value", STR_NONE);
	json_field(j, "unit", c->unit ? c->unit->id : STR_NONE);
}

/* What rows may add of which the rule has some machines and not all. */
static void write_more(struct json *j, const struct capacity_total *c)
{
	if (!c->differing) {
		json_null(j);
		return;
	}
	json_object(j);
	const struct interval most = capacity_most(c);
	run_json_interval(j, "at_most", &most);
	json_field_count(j, "rows", c->differing);
	json_end(j, '}');
}

static void write_capacity(struct json *j, const struct capacity_total *c)
{
	if (!c->items && !c->without && !c->elsewhere) {
		json_null(j);
		return;
	}
	json_object(j);
	write_sum(j, c);
	json_field_count(j, "items", c->items);
	json_field_count(j, "without", c->without);
	json_field_count(j, "whatever", c->whatever);
	json_field_count(j, "elsewhere", c->elsewhere);
	json_key(j, "more");
	write_more(j, c);
	json_end(j, '}');
}

static void write_rule_totals(struct json *j, const struct rule *rule, const struct rule_totals *t)
{
	json_object(j);
	json_field(j, "rule", rule->id);
	for (int v = 0; v < RULE_NOT_APPLICABLE; v++)
		json_field_count(j, rule_verdict_name((enum rule_verdict)v), t->by[v]);
	json_key(j, "capacity");
	write_capacity(j, &t->capacity);
	run_file_write_layer(j, rule);
	json_end(j, '}');
}

static void write_status_capacity(struct json *j, const struct ruleset *rules, const struct totals *t, size_t place)
{
	json_key(j, "capacity");
	json_array(j);
	for (size_t i = 0; i < rules->n_rules; i++) {
		const struct capacity_total *c = &t->rules[rules->rules[i]->index].by_status[place];
		if (!c->items && !c->without)
			continue;
		json_object(j);
		json_field(j, "rule", rules->rules[i]->id);
		write_sum(j, c);
		json_field_count(j, "items", c->items);
		json_field_count(j, "without", c->without);
		json_key(j, "more");
		write_more(j, c);
		json_end(j, '}');
	}
	json_end(j, ']');
}

/* Those that an item has. */
static void write_statuses(struct json *j, const struct ruleset *rules, const struct totals *t)
{
	json_key(j, "statuses");
	json_array(j);
	for (size_t s = 0; s < t->n_statuses; s++) {
		const struct status_totals *of = &t->by_status[s];
		uint64_t items = 0;
		for (int v = 0; v < VERDICT_COUNT; v++)
			items += of->by[v];
		if (!items)
			continue;
		json_object(j);
		json_field(j, "status_is", totals_status_id(t, s));
		json_field_count(j, "total", items);
		for (int v = 0; v < VERDICT_COUNT; v++)
			json_field_count(j, verdict_name((enum verdict)v), of->by[v]);
		json_field_count(j, "units_obsolete", of->units_obsolete);
		write_status_capacity(j, rules, t, s);
		json_end(j, '}');
	}
	json_end(j, ']');
}

static void run_end(struct sink *s, const struct summary *summary)
{
	const struct totals *t = summary->totals;
	struct json j;

	json_init(&j, s->out);
	json_object(&j);
	json_field(&j, "type", STR("summary"));
	json_key(&j, "rows");
	json_object(&j);
	json_field_count(&j, "read", t->read);
	json_field_count(&j, "judged", t->judged);
	json_field_count(&j, "rejected", t->rejected);
	json_field_count(&j, "skipped", t->skipped);
	json_end(&j, '}');
	json_key(&j, "items");
	json_object(&j);
	json_field_count(&j, "total", t->items);
	for (int v = 0; v < VERDICT_COUNT; v++)
		json_field_count(&j, verdict_name((enum verdict)v), t->by[v]);
	json_end(&j, '}');
	if (summary->duplicates)
		run_file_write_duplicates(&j, summary->duplicates);
	json_key(&j, "rules");
	json_array(&j);
	for (size_t i = 0; i < s->run->rules->n_rules; i++)
		write_rule_totals(&j, s->run->rules->rules[i], &t->rules[i]);
	json_end(&j, ']');
	write_statuses(&j, s->run->rules, t);
	write_inputs(&j, summary->inputs, summary->n_inputs, true);
	json_key(&j, "status");
	json_int(&j, summary->status);
	json_end(&j, '}');
	buf_addc(s->out, '\n');
}

static void run_duplicate(struct sink *s, const struct duplicate *d)
{
	run_file_write_duplicate(s->out, d);
	buf_addc(s->out, '\n');
}

static void run_free(struct sink *s)
{
	free(s);
}

static const struct sink_ops run_ops = {
	.sums = true, .begin = run_begin, .table_begin = run_table_begin, .item = run_item, .row = run_row, .duplicate = run_duplicate, .end = run_end, .free = run_free};

struct sink *run_file_sink_new(struct buf *out)
{
	struct sink *s = malloc(sizeof *s);
	if (s)
		*s = (struct sink){.ops = &run_ops, .out = out};
	return s;
}
