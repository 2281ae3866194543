/* Pieces that several lines of the run file share. */
#ifndef PHASEOUT_SCREEN_RUN_JSON_H
#define PHASEOUT_SCREEN_RUN_JSON_H

#include "rules/rule.h"
#include "text/json.h"
#include "text/words.h"
#include "value/date.h"

/* Key and the buffer's text, null where it is empty; releases the buffer. */
void run_json_buf(struct json *j, const char *key, struct buf *b);
void run_json_day(struct json *j, const char *key, day d);
void run_json_interval(struct json *j, const char *key, const struct interval *v);
/* {"zh": …, "en": …} */
void run_json_words(struct json *j, struct words w);
/* The key "clause", and what it says: where it stands, word for word, and how far it may be trusted. */
void run_json_clause(struct json *j, const struct clause *c);

#endif
