#include "screen/run_json.h"

void run_json_buf(struct json *j, const char *key, struct buf *b)
{
	j->out->failed |= b->failed;
	json_field(j, key, b->n ? buf_str(b) : STR_NONE);
	buf_release(b);
}

void run_json_day(struct json *j, const char *key, day d)
{
	struct buf b;
	buf_init(&b);
	day_write(&b, d);
	run_json_buf(j, key, &b);
}

void run_json_interval(struct json *j, const char *key, const struct interval *v)
{
	struct buf b;
	buf_init(&b);
	interval_write(&b, v);
	run_json_buf(j, key, &b);
}

void run_json_words(struct json *j, struct words w)
{
	json_object(j);
	json_field(j, "zh", w.zh);
	json_field(j, "en", w.en);
	json_end(j, '}');
}

void run_json_clause(struct json *j, const struct clause *c)
{
	json_key(j, "clause");
	json_object(j);
	json_field(j, "source", c->source->id);
	json_field(j, "line", c->line_filed);
	json_key(j, c->source->trust == TRUST_VERIFIED ? "quote" : "unverified");
	json_array(j);
	for (size_t i = 0; i < c->n_quote; i++)
		json_str(j, c->quote[i]);
	json_end(j, ']');
	json_field(j, "trust", str_from(trust_name(c->source->trust)));
	json_end(j, '}');
}
