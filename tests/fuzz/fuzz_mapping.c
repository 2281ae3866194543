/* A mapping file, and a registry under what was read of it. Run from the repository's root. */
#include "os/input.h"
#include "registry/registry.h"
#include "must.h"
#include "ours.h"

#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

static void read_under(const struct mapping *m, struct diags *diags)
{
	static const char text[] = "某市清单\n编号,名目,大小（m³）,备注\nG1,高炉,380,待查\n2,转炉,,\n合计,,380,\n";
	const struct reader reader = {.vocabulary = our_vocabulary(), .conversions = m->conversions,
				      .n_conversions = m->n_conversions};
	const struct registry_options options = {.mapping = m};
	struct input in = {.fd = memfd_create("registry", 0)};
	struct arena a;
	struct row row;
	size_t errors = diags->errors;
	enum registry_status status;
	MUST(in.fd >= 0 && write(in.fd, text, sizeof text - 1) == (ssize_t)sizeof text - 1 && input_rewind(&in));
	arena_init(&a);
	struct registry *g = registry_new(&reader, STR("x"), &in, &options, diags);
	MUST(g);
	while ((status = registry_next(g, &row, &a)) == REGISTRY_ROW)
		arena_clear(&a);
	MUST((status == REGISTRY_REFUSED) == (diags->errors > errors));
	registry_free(g);
	arena_release(&a);
	input_close(&in);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct source_file file = {STR("m.yaml"), {(const char *)data, size}};
	struct arena a;
	struct diags diags;
	arena_init(&a);
	diags_init(&diags, NULL, NULL);
	const struct mapping *m = mapping_read(&a, our_vocabulary(), &file, &diags);
	MUST((m != NULL) == (diags.errors == 0));
	if (m)
		read_under(m, &diags);
	diags_release(&diags);
	arena_release(&a);
	return 0;
}
