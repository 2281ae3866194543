/*
 * Units, by kind of quantity. A kind is more than a dimension: a furnace's volume is not a gas volume, a heat's size
 * (吨) is not a yearly capacity, kVA is not kW. Different kinds never compare.
 *
 * Always: units are data (rules/units.yaml, read by vocabulary/), built once, then immutable. Each unit has an exact
 * rational factor to the base unit of its kind: base = number * numerator / denominator. A multiplier (千 万 亿, 10^4)
 * is apart from the unit: 万吨 is the unit 吨 with the multiplier 10000.
 */
#ifndef PHASEOUT_VALUE_UNIT_H
#define PHASEOUT_VALUE_UNIT_H

#include "base/map.h"
#include "value/decimal.h"

struct quantity_kind {
	struct str id;     /* "furnace_volume" */
	struct str zh, en; /* words */
	bool per_year;     /* a spelling without 年 reads as per year, as *assumed* */
	uint32_t index;
};

struct unit {
	const struct quantity_kind *kind;
	struct str id;     /* "m3", "t/a": what machine formats print */
	struct str zh, en; /* what people read */
	struct decimal numerator, denominator;
	uint32_t index;
};

struct unit_spelling; /* internal */

struct units {
	struct arena *arena;
	struct quantity_kind **kinds;
	size_t n_kinds, cap_kinds;
	struct unit **items;
	size_t n, cap;
	struct unit_spelling *spellings;
	size_t n_spellings, cap_spellings;
	struct map kind_ids, by_spelling;
};

/* A unit as it was found in a text. */
struct unit_use {
	const struct unit *unit;       /* NULL: none */
	struct decimal multiplier;     /* 1, 1000, 10000, 100000000; never 0 where there is a unit */
	bool implied_year;             /* 吨 read as 吨/年 */
};

void units_init(struct units *u, struct arena *arena);
/* NULL when memory is exhausted, or where the id stands already. Strings are borrowed. */
struct quantity_kind *units_add_kind(struct units *u, struct str id, struct str zh, struct str en, bool per_year);
struct unit *units_add(struct units *u, const struct quantity_kind *kind, struct str id, struct str zh, struct str en,
		       struct decimal numerator, struct decimal denominator);
/*
 * One more spelling of a unit, as people write it: "立方米", "m3", "吨/年". Spellings compare after fold_quantity with
 * spaces dropped, ASCII case as it stands (mW is not MW) unless `any_case`. `without_year`: this spelling lacks 年
 * (only in kinds with per_year). False where the same spelling means another unit of the same kind, or memory is
 * exhausted.
 */
bool units_add_spelling(struct units *u, const struct unit *unit, struct str spelling, bool any_case,
			bool without_year);

/* The n-th spelling from 0, folded, and its unit; false behind the last. */
bool units_spelling(const struct units *u, size_t n, struct str *text, const struct unit **unit);
const struct quantity_kind *units_kind(const struct units *u, struct str id); /* NULL: none */

/*
 * The whole of `text` (filed) as a unit of `kind`, with a multiplier before it (万吨/年, 10^4t/a, 千米 is a unit of its
 * own). False where it is none.
 */
bool units_read(const struct units *u, struct unit_use *out, struct arena *scratch, const struct quantity_kind *kind,
		struct str text);
/*
 * Does `text` name a unit of any other kind? The first such kind in file order, one that is per year as `kind` is (or
 * is not) before others; NULL where there is none: for the words "kVA is apparent power, not …".
 */
const struct quantity_kind *units_other_kind(const struct units *u, struct arena *scratch,
					     const struct quantity_kind *kind, struct str text);

/* Is the text, in whatever case, a unit of some kind? For texts whose case a fold has taken away: 30KW. */
bool units_know(const struct units *u, struct arena *scratch, struct str text);

/*
 * The multiplier that a folded text begins with (万, 亿, 百万, 10^4, x10⁴, million): its length in bytes and *out, or 0
 * where there is none.
 */
size_t unit_multiplier(struct decimal *out, struct str folded);

/* Same unit and same multiplier. */
bool unit_use_same(const struct unit_use *a, const struct unit_use *b);
/* "万吨/年" for people: multiplier and words. lang_zh chooses the words. */
void unit_use_write(struct buf *out, const struct unit_use *u, bool lang_zh);

#endif
