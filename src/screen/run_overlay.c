#include "screen/run_overlay.h"

#include "rules/overlay.h"
#include "screen/run_json.h"

static void write_name(struct json *j, const char *key, const struct rule *rule)
{
	struct buf b;
	buf_init(&b);
	rule_write_layer(&b, rule);
	run_json_buf(j, key, &b);
}

/* A change of several versions of one rule is told once. */
static bool is_told(const struct overlay *o, size_t at)
{
	size_t i = 0;
	while (i < at && o->amendments[i]->span.offset != o->amendments[at]->span.offset)
		i++;
	return i < at;
}

static void write_amendment(struct json *j, const struct amendment *m)
{
	json_object(j);
	json_field(j, "rule", m->after ? m->after->id : m->before->id);
	json_field(j, "change", str_from(amendment_sort_name(m->sort)));
	run_json_clause(j, &m->clause);
	json_end(j, '}');
}

void run_file_write_overlays(struct json *j, const struct ruleset *rules)
{
	json_key(j, "overlays");
	json_array(j);
	for (size_t i = 0; i < rules->n_overlays; i++) {
		const struct overlay *o = rules->overlays[i];
		json_object(j);
		json_field(j, "id", o->head.id);
		json_field(j, "version", o->head.version);
		json_field(j, "of", o->of->id);
		json_field(j, "province", o->only ? o->only->code : STR_NONE);
		json_field(j, "sha256", str_from(o->head.sha256));
		json_key(j, "changes");
		json_array(j);
		for (size_t k = 0; k < o->n_amendments; k++)
			if (!is_told(o, k))
				write_amendment(j, o->amendments[k]);
		json_end(j, ']');
		json_end(j, '}');
	}
	json_end(j, ']');
}

void run_file_write_layer(struct json *j, const struct rule *rule)
{
	write_name(j, "layer", rule);
}

void run_file_write_provinces(struct json *j, const struct finding *f)
{
	json_key(j, "provinces");
	json_array(j);
	for (size_t i = 0; i < f->n_provinces; i++) {
		const struct in_province *p = &f->provinces[i];
		json_object(j);
		json_field(j, "province", p->province ? p->province->code : STR_NONE);
		json_field(j, "verdict", str_from(rule_verdict_name(p->verdict)));
		write_name(j, "layer", p->rule);
		json_end(j, '}');
	}
	json_end(j, ']');
}
