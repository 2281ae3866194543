/*
 * The bytes are a vocabulary file beside a small good one. It is refused with diagnostics or loaded without an error;
 * what was loaded holds together.
 */
#include "vocabulary/vocabulary.h"
#include "must.h"

#include <stdlib.h>

static const char units[] =
	"schema: phaseout/units-1\n"
	"quantities:\n"
	"  - id: furnace_volume\n"
	"    words: {zh: 炉容, en: furnace volume}\n"
	"    units: [{id: m3, words: {zh: 立方米, en: m³}, factor: \"1\", spellings: [立方米, m3]}]\n"
	"  - id: annual_mass\n"
	"    words: {zh: 年产量, en: annual mass}\n"
	"    per_year: \"true\"\n"
	"    units: [{id: t/a, words: {zh: 吨/年, en: t/a}, factor: \"1\", spellings: [t/a], without_year: [t]}]\n";

static const char base[] =
	"schema: phaseout/vocabulary-1\nfiles: [in.yaml]\ntolerance: \"0.1\"\n"
	"kinds:\n"
	"  - {id: blast_furnace, words: {zh: 高炉, en: blast furnace}}\n"
	"enumerations:\n"
	"  - id: furnace_use\n"
	"    words: {zh: 用途, en: furnace use}\n"
	"    values: [{id: ironmaking, words: {zh: 炼铁, en: ironmaking}, for: [blast_furnace]}]\n"
	"fields:\n"
	"  - {id: furnace_use, words: {zh: 用途, en: furnace use}, type: enumeration, enumeration: furnace_use}\n";

static bool read_file(void *ctx, struct str name, struct str *out)
{
	const struct str *in = ctx;
	*out = str_is(name, "units.yaml")		    ? str_from(units)
	       : str_is(name, "vocabulary/vocabulary.yaml") ? str_from(base)
							    : *in;
	return true;
}

static size_t depth(const struct kind *k)
{
	size_t n = 0;
	while ((k = k->parent))
		n++;
	return n;
}

static void check(const struct vocabulary *v)
{
	for (size_t i = 0; i < v->n_kinds; i++) {
		const struct kind *k = &v->kinds[i];
		MUST(depth(k) < v->n_kinds && vocabulary_kind(v, k->id) == k);
		for (size_t m = 0; m < k->n_measures; m++)
			MUST(k->measures[m].field->quantity == k->measures[m].quantity);
	}
	for (size_t i = 0; i < v->n_fields; i++) {
		const struct field *f = &v->fields[i];
		MUST(vocabulary_field(v, f->id) == f);
		MUST((f->type == FIELD_QUANTITY) == (f->quantity != NULL) &&
		     (f->type == FIELD_ENUM) == (f->enumeration != NULL));
		MUST(!f->default_unit || f->default_unit->kind == f->quantity);
	}
	for (size_t i = 0; i < v->n_presumptions; i++)
		MUST(!v->presumptions[i].field == !v->presumptions[i].value &&
		     !v->presumptions[i].field == (v->presumptions[i].kind != NULL));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena a;
	struct diags diags;
	struct str in = {(const char *)data, size};
	arena_init(&a);
	diags_init(&diags, NULL, NULL);
	const struct vocabulary *v = vocabulary_load(&a, read_file, &in, &diags);
	MUST(!v == (diags.errors > 0));
	if (v)
		check(v);
	diags_release(&diags);
	arena_release(&a);
	return 0;
}
