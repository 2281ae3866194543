/* A few kinds and units for the tests of this room; rules/units.yaml is read elsewhere. Include "unit.h" first. */
#ifndef PHASEOUT_TESTS_VALUE_FIXTURE_H
#define PHASEOUT_TESTS_VALUE_FIXTURE_H

#include "value/unit.h"

struct fixture_kind {
	const char *id, *zh, *en;
	bool per_year;
};

/*
 * Spellings are separated by blanks; one that begins with ! lacks 年, one that begins with ? may have any letter case.
 */
struct fixture_unit {
	const char *kind, *id, *zh, *numerator, *denominator, *spellings;
};

static const struct fixture_kind fixture_kinds[] = {
	{"furnace_volume", "炉容", "furnace volume", false},
	{"heat_size", "公称容量", "heat size", false},
	{"apparent_power", "视在功率", "apparent power", false},
	{"power", "功率", "power", false},
	{"length", "长度", "length", false},
	{"annual_mass", "年产能", "annual mass", true},
	{"annual_tyres", "年产轮胎", "tyres a year", true},
	{"daily_mass", "日产量", "daily mass", false},
	{"package_mass", "包装规格", "package mass", false},
	{"speed", "速度", "speed", false},
	{"concentration", "浓度", "concentration", false},
	{"percentage", "百分比", "percentage", false},
};

static const struct fixture_unit fixture_units[] = {
	{"furnace_volume", "m3", "立方米", "1", "1", "立方米 立方 m3 ?CBM"},
	{"heat_size", "t", "吨", "1", "1", "吨 t ?tonnes"},
	{"heat_size", "kg", "千克", "1", "1000", "千克 公斤 kg"},
	{"apparent_power", "kVA", "千伏安", "1", "1", "千伏安 ?kVA"},
	{"apparent_power", "MVA", "兆伏安", "1000", "1", "兆伏安 ?MVA"},
	{"power", "kW", "千瓦", "1", "1", "千瓦 kW"},
	{"power", "W", "瓦", "0.001", "1", "瓦 W"},
	{"power", "mW", "毫瓦", "0.000001", "1", "mW"},
	{"power", "MW", "兆瓦", "1000", "1", "兆瓦 MW"},
	{"length", "mm", "毫米", "1", "1", "毫米 mm ?MM"},
	{"length", "cm", "厘米", "10", "1", "厘米 cm"},
	{"length", "m", "米", "1000", "1", "米 m"},
	{"length", "km", "千米", "1000000", "1", "千米 km"},
	{"annual_mass", "t/a", "吨/年", "1", "1", "吨/年 t/a 吨每年 !吨 !t"},
	{"annual_mass", "kt/a", "千吨/年", "1000", "1", "kt/a"},
	{"annual_tyres", "tyres/a", "条/年", "1", "1", "条/年 !条"},
	{"daily_mass", "t/d", "吨/日", "1", "1", "吨/日 吨/天 t/d"},
	{"package_mass", "g", "克", "1", "1", "克 g"},
	{"package_mass", "kg", "千克", "1000", "1", "千克 公斤 kg"},
	{"speed", "m/min", "米/分", "1", "1", "米/分 m/min"},
	{"speed", "m/s", "米/秒", "60", "1", "米/秒 m/s"},
	{"speed", "m/h", "米/时", "1", "60", "米/时 m/h"},
	{"concentration", "mg/m3", "毫克/立方米", "1", "1", "mg/m3 mg/Nm3"},
	{"percentage", "%", "%", "1", "1", "% 百分比"},
};

static inline struct decimal fixture_decimal(struct arena *a, const char *text)
{
	struct decimal d;
	assert_int_equal(decimal_parse(&d, a, str_from(text)), DECIMAL_OK);
	return d;
}

static inline void fixture_spellings(struct units *u, const struct unit *unit, const char *list)
{
	while (*list) {
		size_t n = strcspn(list, " ");
		bool without_year = *list == '!', any_case = *list == '?';
		struct str s = {list + (without_year || any_case), n - (without_year || any_case)};
		assert_true(units_add_spelling(u, unit, s, any_case, without_year));
		list += n + (list[n] == ' ');
	}
}

static inline void fixture_init(struct units *u, struct arena *a)
{
	units_init(u, a);
	for (size_t i = 0; i < sizeof fixture_kinds / sizeof *fixture_kinds; i++) {
		const struct fixture_kind *k = &fixture_kinds[i];
		assert_non_null(units_add_kind(u, str_from(k->id), str_from(k->zh), str_from(k->en), k->per_year));
	}
	for (size_t i = 0; i < sizeof fixture_units / sizeof *fixture_units; i++) {
		const struct fixture_unit *f = &fixture_units[i];
		const struct unit *unit = units_add(u, units_kind(u, str_from(f->kind)), str_from(f->id),
						    str_from(f->zh),
						    str_from(f->id), fixture_decimal(a, f->numerator),
						    fixture_decimal(a, f->denominator));
		assert_non_null(unit);
		fixture_spellings(u, unit, f->spellings);
	}
}

/* The unit of that id among those of the kind. */
static inline const struct unit *fixture_unit(const struct units *u, const char *kind, const char *id)
{
	const struct quantity_kind *k = units_kind(u, str_from(kind));
	for (size_t i = 0; i < u->n; i++)
		if (u->items[i]->kind == k && str_is(u->items[i]->id, id))
			return u->items[i];
	return NULL;
}

#endif
