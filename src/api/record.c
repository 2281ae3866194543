/* One item given as fields, without a registry. */
#include "api/engine.h"

#include "screen/run_file.h"

static int unknown_field(const struct phaseout_engine *e, struct arena *a, const char *name)
{
	speaker_say(&e->speaker, STR_NONE, words_printf(a, "\"%s\" is no field that is known", name));
	return PHASEOUT_USAGE;
}

/* The record's fields as cells of columns named by the fields' ids. */
static int read_cells(const struct phaseout_engine *e, struct arena *a, struct cell *cells,
		      const struct phaseout_field *fields, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		struct str name = str_from(fields[i].name);
		const struct field *f = vocabulary_field(e->vocabulary, name);
		if (str_is(name, "kind") && !f)
			f = e->vocabulary->role[ROLE_KIND];
		if (!f)
			return unknown_field(e, a, fields[i].name);
		cells[i] = (struct cell){
			.field = f, .column = f->id, .rank = RANK_PLAIN, .basis = f->basis, .text = str_from(fields[i].text)};
	}
	return PHASEOUT_CLEAR;
}

int phaseout_judge(const phaseout_engine *e, const struct phaseout_field *fields, size_t n_fields,
		   phaseout_write_fn *write, void *write_ctx)
{
	struct arena a;
	struct buf line;
	struct item item;
	struct judgement judgement;
	int status = PHASEOUT_DEFECT;

	if (!e || !write || (n_fields && !fields))
		return PHASEOUT_USAGE;
	arena_init(&a);
	buf_init(&line);
	struct cell *cells = ARENA_ARRAY(&a, n_fields, struct cell);
	if (!cells)
		goto out;
	status = read_cells(e, &a, cells, fields, n_fields);
	if (status != PHASEOUT_CLEAR)
		goto out;
	status = PHASEOUT_DEFECT;
	if (!item_from_cells(&item, &a, &e->reader, cells, n_fields, NULL))
		goto out;
	item.number = 1;
	item.file = STR("-");
	if (!judge_item(&judgement, &a, e->program, &item))
		goto out;
	run_file_write_item(&line, &item, &judgement, NULL);
	buf_addc(&line, '\n');
	if (line.failed)
		goto out;
	status = write(write_ctx, line.p, line.n) ? PHASEOUT_CLEAR : PHASEOUT_WRITE;
out:
	buf_release(&line);
	arena_release(&a);
	return status;
}
