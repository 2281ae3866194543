/*
 * The bytes are a text that should name one kind of equipment, and a cell of every field, under the repository's
 * vocabulary (run from its root). A text that is not understood says why; one that is understood names no general word,
 * and is not once an unknown word stands before it.
 */
#include "vocabulary/item.h"
#include "must.h"
#include "ours.h"

#include "text/utf8.h"

#include <stdio.h>
#include <stdlib.h>

static void check_naming(struct arena *a, const struct reader *r, struct str text)
{
	struct naming n, again;
	naming_read(&n, a, r, text);
	MUST(!n.kind == (n.problem.en.n > 0) && !n.kind == (n.problem.zh.n > 0));
	if (!n.kind)
		return;
	MUST(!n.kind->abstract && n.n_values <= NAMING_VALUES);
	for (size_t i = 0; i < n.n_values; i++)
		MUST(enum_value_is_for(n.values[i].choice, n.kind));
	naming_read(&again, a, r, arena_printf(a, "某%.*s", STR_ARG(text)));
	MUST(!again.kind);
}

static void check_cells(struct arena *a, const struct reader *r, struct str text)
{
	const struct vocabulary *v = r->vocabulary;
	for (size_t i = 0; i < v->n_fields; i++) {
		struct value value;
		struct buf written;
		buf_init(&written);
		value_read(&value, a, r, &v->fields[i], NULL, (struct unit_use){.unit = NULL}, text);
		value_write(&written, &value);
		MUST((value.face == FACE_READ) == (written.n > 0));
		MUST(value.face == FACE_READ ? value_agrees(&value, &value) : !value_agrees(&value, &value));
		MUST(value.face < FACE_UNREADABLE || value.problem.en.n > 0);
		buf_release(&written);
	}
}

static void check_item(struct arena *a, const struct reader *r, struct str text)
{
	const struct vocabulary *v = r->vocabulary;
	struct cell *cells = ARENA_ARRAY(a, v->n_fields, struct cell);
	struct item item;
	for (size_t i = 0; i < v->n_fields; i++)
		cells[i] = (struct cell){.field = &v->fields[i],
					 .column = v->fields[i].words.zh,
					 .rank = RANK_PLAIN,
					 .basis = v->fields[i].basis,
					 .text = text};
	MUST(item_from_cells(&item, a, r, cells, v->n_fields, NULL));
	MUST(!item.kind == (item.problem.en.n > 0) && item.unit_count > 0);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	const struct reader r = {.vocabulary = our_vocabulary()};
	struct str text = {(const char *)data, size};
	struct arena a;
	if (size > 4096 || utf8_valid(text) != size)
		return 0;
	arena_init(&a);
	check_naming(&a, &r, text);
	check_cells(&a, &r, text);
	check_item(&a, &r, text);
	arena_release(&a);
	return 0;
}
