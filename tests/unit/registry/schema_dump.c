/*
 * The tables by which files are read, as JSON Schemas on one line each, for tests/check-schema.sh: no test of its own. usage: schema_dump NAME. The
 * files in rules/schema/ hold the same, written over several lines.
 */
#include "registry/mapping_reader.h"
#include "rules/catalogue_schema.h"
#include "rules/condition_schema.h"
#include "rules/pack_schema.h"
#include "vocabulary/load.h"
#include "yaml/shapes.h"

#include <stdio.h>
#include <string.h>

static void write_named(struct json *j, const char *name)
{
	const struct schema rules[] = {pack_schema[0], topic_schema[0]};
	struct schema_key row[VOCABULARY_KEYS];
	struct schema vocabulary;
	vocabulary_schema(row, &vocabulary);
	const struct {
		const char *name;
		struct json_schema schema;
	} all[] = {
		{"rules", {"a pack of rules, or a file that it lists", rules, 2, "pack", condition_definitions, condition_definition_count}},
		{"overlay", {"changes to the rules of a pack", overlay_schema, 1, NULL, condition_definitions, condition_definition_count}},
		{"catalogue", {"a catalogue of models", catalogue_schema, 1, NULL, condition_definitions, condition_definition_count}},
		{"vocabulary", {"a file of the vocabulary", &vocabulary, 1, NULL, NULL, 0}},
		{"units", {"units", units_schema, 1, NULL, NULL, 0}},
		{"shapes", {"what has every shape", shape_schemas, 1, NULL, NULL, 0}},
		{"mapping", {"columns of a registry and the fields that they mean", mapping_schema, 1, NULL, NULL, 0}},
	};
	for (size_t i = 0; i < sizeof all / sizeof *all; i++)
		if (strcmp(all[i].name, name) == 0)
			json_schema_write(j, &all[i].schema);
}

int main(int argc, char **argv)
{
	struct buf out;
	struct json j;
	buf_init(&out);
	json_init(&j, &out);
	if (argc == 2)
		write_named(&j, argv[1]);
	const int good = !out.failed && out.n > 0 && fwrite(out.p, 1, out.n, stdout) == out.n && putchar('\n') == '\n';
	buf_release(&out);
	return good ? 0 : 1;
}
