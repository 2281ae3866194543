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
