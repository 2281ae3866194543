/* What was recognised of a registry, written as a mapping and read under it again: is it the same? Bytes in, an answer out; for unit tests and fuzzing. */
#ifndef PHASEOUT_TESTS_ROUND_TRIP_H
#define PHASEOUT_TESTS_ROUND_TRIP_H

#include "registry/columns.h"
#include "registry/mapping_write.h"

#include <sys/mman.h>
#include <unistd.h>

struct round_trip {
	struct arena arena;
	struct diags diags;
	struct buf yaml;
	struct survey plain, mapped;
	const char *differs;      /* NULL: nothing does */
	bool read;                /* a table was read and a mapping written */
	bool names;               /* the mapping names a column */
	struct registry *registries[2]; /* what the surveys point into */
	struct input inputs[2];
};

static inline enum registry_status round_trip_read(struct round_trip *t, size_t i, struct survey *out, const struct reader *r, struct str bytes,
						   const struct registry_options *options)
{
	t->inputs[i] = (struct input){.fd = memfd_create("registry", 0)};
	if (t->inputs[i].fd < 0 || write(t->inputs[i].fd, bytes.p, bytes.n) != (ssize_t)bytes.n || !input_rewind(&t->inputs[i]))
		return REGISTRY_NO_MEMORY;
	t->registries[i] = registry_new(r, STR("in.csv"), &t->inputs[i], options, &t->diags);
	return t->registries[i] ? survey_read(out, &t->arena, t->registries[i]) : REGISTRY_NO_MEMORY;
}

static inline bool same_column(const struct column *a, const struct column *b)
{
	return a->field == b->field && a->rank == b->rank && a->basis == b->basis && unit_use_same(&a->unit, &b->unit) &&
	       a->place == b->place && a->assumed_meaning == b->assumed_meaning && !b->unit_from_mapping;
}

static inline const char *surveys_differ(const struct survey *a, const struct survey *b, size_t n_fields)
{
	if (a->header_row != b->header_row || a->n_columns != b->n_columns)
		return "another header row";
	if (a->separator != b->separator || a->settled.encoding != b->settled.encoding)
		return "another encoding or separator";
	if (a->judged != b->judged || a->rejected != b->rejected || a->skipped != b->skipped)
		return "other rows";
	for (size_t i = 0; i < a->n_columns; i++) {
		if (!same_column(a->columns[i].column, b->columns[i].column))
			return "a column means something else";
		if (memcmp(a->columns[i].faces, b->columns[i].faces, sizeof a->columns[i].faces) != 0)
			return "a column's cells are read otherwise";
		const uint64_t *says = a->columns[i].says, *mapped = b->columns[i].says;
		if (!says != !mapped || (says && memcmp(says, mapped, n_fields * sizeof *says) != 0))
			return "a column says something else beside its own field";
	}
	return NULL;
}

/* `lang` is that of the mapping's comments. To be released. */
static inline void round_trip(struct round_trip *t, const struct reader *r, struct str bytes, enum lang lang)
{
	static const struct registry_options none = {.encoding = ENCODING_AUTO};
	*t = (struct round_trip){.inputs = {{.fd = -1}, {.fd = -1}}};
	arena_init(&t->arena);
	diags_init(&t->diags, NULL, NULL);
	buf_init(&t->yaml);
	if (round_trip_read(t, 0, &t->plain, r, bytes, &none) != REGISTRY_END || !t->plain.n_columns)
		return;
	mapping_write(&t->yaml, &t->plain, STR("in.csv"), lang);
	t->read = true;
	t->names = str_has(buf_str(&t->yaml), STR("\n  - {column: "));
	struct source_file *file = ARENA_NEW(&t->arena, struct source_file);
	*file = (struct source_file){STR("m.yaml"), buf_str(&t->yaml)};
	const struct mapping *m = mapping_read(&t->arena, r->vocabulary, file, &t->diags);
	if (!m) {
		t->differs = t->names ? "the mapping is refused" : NULL;
		return;
	}
	const struct registry_options mapped = {.mapping = m};
	if (round_trip_read(t, 1, &t->mapped, r, bytes, &mapped) != REGISTRY_END)
		t->differs = "the registry is refused under the mapping";
	else
		t->differs = t->names ? surveys_differ(&t->plain, &t->mapped, r->vocabulary->n_fields) : "a mapping that names nothing is read";
}

static inline void round_trip_release(struct round_trip *t)
{
	for (size_t i = 0; i < 2; i++) {
		registry_free(t->registries[i]);
		if (t->inputs[i].fd >= 0)
			input_close(&t->inputs[i]);
	}
	buf_release(&t->yaml);
	diags_release(&t->diags);
	arena_release(&t->arena);
}

#endif
