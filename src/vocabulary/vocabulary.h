/*
 * The words in which registries and rules speak: kinds of equipment, fields, enumerations, presumptions.
 *
 * Always: read once from rules/units.yaml and rules/vocabulary/, then immutable and shared; every pointer in it lives
 * as long as the vocabulary; `index` counts from 0 in file order and is the place in the owner's array.
 */
#ifndef PHASEOUT_VOCABULARY_VOCABULARY_H
#define PHASEOUT_VOCABULARY_VOCABULARY_H

#include "base/diags.h"
#include "base/map.h"
#include "text/words.h"
#include "value/quantity.h"

enum field_type {
	FIELD_QUANTITY,
	FIELD_ENUM,
	FIELD_TEXT,
	FIELD_MODEL,
	FIELD_DATE,
	FIELD_RATIO,
	FIELD_INTEGER,
	FIELD_FLAG,
	FIELD_IDENTIFIER,
};

/* What a field is to the program itself, beside what rules ask of it. */
enum field_role {
	ROLE_NONE,
	ROLE_KIND, /* names the kind of equipment */
	ROLE_ENTERPRISE,
	ROLE_REGION,
	ROLE_COUNT,   /* how many units the item has */
	ROLE_STATUS,  /* 在用, 停产, 已拆除 …: shown, counted, never asked by a rule */
	ROLE_FOLLOW_UP, /* how it ended: 拆除见证, 验收, 去向; shown as filed */
	ROLE_KEY,     /* an identity column; the header's order decides (设备编号, 编号, 序号, …) */
	ROLE_PRODUCT, /* what it makes: enumerations marked `from_product` are sought there too */
	ROLE_CREDIT_CODE, /* 统一社会信用代码: what is wrong with one is noted */
	ROLE_REMARK,  /* read by people only; also 地址, 联系人, 数据来源 */
};

/* What a number of a field speaks of. */
enum basis { BASIS_UNIT, BASIS_ITEM, BASIS_ROW };

/* Design over approved over actual: the higher is used, the lower is kept as "also filed". */
enum rank { RANK_ACTUAL, RANK_APPROVED, RANK_DESIGN, RANK_PLAIN };

struct header_spelling {
	struct str text; /* without the unit: 有效容积 */
	struct str key;	 /* fold_key of it */
	enum rank rank;	 /* RANK_PLAIN where the spelling says nothing; such a column counts as RANK_DESIGN */
	bool has_basis;
	enum basis basis; /* 单线产能: BASIS_UNIT; 总产能: BASIS_ROW */
	bool assumed;	  /* what it means is an assumption: a bare 使用年限 */
	bool counts;	  /* it numbers the rows, and not what stands in them: 序号 */
};

struct kind;
struct field;

struct tokens { /* folded, as fold_key makes them */
	struct str *items;
	size_t n;
};

struct enum_value {
	struct str id;
	struct words words;
	const struct enum_value *parent; /* is_a; NULL */
	const struct str *spellings;	 /* as written; the words and the id are spellings too */
	size_t n_spellings;
	const struct kind *const *kinds; /* the kinds it is for (and those below them); n_kinds 0: all */
	size_t n_kinds;
	bool means_none;
	struct span span;
	uint32_t index; /* in its enumeration */
};

struct enumeration {
	struct str id;
	struct words words;
	struct enum_value *values;
	size_t n_values;
	bool closed;
	struct map by_spelling; /* fold_key → index */
	const struct source_file *file;
	struct span span;
	uint32_t index;
};

struct field {
	struct str id;
	struct words words;
	enum field_type type;
	enum field_role role;
	const struct quantity_kind *quantity; /* FIELD_QUANTITY */
	const struct unit *default_unit;
	bool has_plausible, has_without_unit;
	struct quantity plausible, without_unit; /* the second: of a number that stands without any unit */
	const struct enumeration *enumeration; /* FIELD_ENUM */
	const struct field *from_date; /* years that may also be reckoned from this date to the as-of date; NULL */
	const struct field *stands_in; /* FIELD_ENUM: the quantity in whose column a value of it may stand; NULL */
	const struct field *in_place;  /* FIELD_QUANTITY: the field that stands in it so; NULL */
	bool of_enterprise;    /* said of the enterprise, and so of each of its machines */
	bool from_product;     /* FIELD_ENUM: where its own column is silent, the product column speaks for it */
	struct tokens yes, no; /* FIELD_FLAG: its own words (超标, 达标) beside the vocabulary's */
	struct header_spelling *headers;
	size_t n_headers;
	enum basis basis;
	const struct field **sharing; /* the other fields that have a header in common with it, in file order */
	size_t n_sharing;
	const struct source_file *file;
	struct span span;
	uint32_t index;
};

struct measure { /* of a 转炉, 吨 is 公称容量 and 万吨/年 is 年产能 */
	const struct quantity_kind *quantity;
	const struct field *field;
};

struct kind {
	struct str id;
	struct words words;
	const struct kind *parent; /* is_a; NULL at a root */
	bool abstract, always_named;
	const struct str *names; /* as written; the words are names too */
	size_t n_names;
	const struct str *not_names; /* longer nouns that hold a name and are something else: 高炉煤气柜 */
	size_t n_not_names;
	struct measure *measures;
	size_t n_measures;
	const bool *concerned; /* by field: field_concerns; NULL until it is loaded */
	const struct source_file *file;
	struct span span;
	uint32_t index;
};

struct presumption {
	const struct kind *const *kinds; /* for items of these kinds */
	size_t n_kinds;
	const struct field *field; /* fills this field … */
	const struct enum_value *value;
	const struct kind *kind;	/* … or, field NULL, narrows the kind to this */
	const struct field *fits_field; /* of this field the record may only say one of `fits`, or below; NULL: none */
	const struct enum_value *const *fits;
	size_t n_fits;
	struct words reason;
	const struct source_file *file;
	struct span span; /* where it begins */
	uint32_t index;
};

/* A province: GB/T 2260. */
struct region {
	struct str code; /* "37" */
	struct words words;
	struct tokens starts; /* a cell that begins so names it */
	struct str short_name; /* only as the whole cell: 鲁; folded */
	uint32_t index;
};

/* A spelling of an enumeration value that may stand before a kind's name: 炼铁, 平拉. */
struct modifier {
	const struct field *field;
	const struct enum_value *value;
	uint32_t next; /* another meaning of the same spelling, or MODIFIER_LAST */
};
#define MODIFIER_LAST UINT32_MAX

/* A type name that implies a measure of a kind, by assumption: 1092型 of a paper machine, a width of 1092 mm. */
struct nominal {
	struct str name; /* as written */
	const struct kind *kind;
	const struct field *field;
	struct quantity quantity; /* a point */
	uint32_t next;		  /* what it implies of another kind, or NOMINAL_LAST */
};
#define NOMINAL_LAST UINT32_MAX

/* A header spelling and whose it is; fields of different quantities may share one. */
struct header_use {
	const struct field *field;
	const struct header_spelling *spelling;
	size_t next; /* in header_uses, or its length and more: the last */
};

/* What a kind's name says beside the kind: 浮法玻璃生产线. */
struct saying {
	const struct kind *kind;
	const struct field *field;
	const struct enum_value *value;
	struct str name; /* as written */
};

struct vocabulary {
	struct arena *arena;
	struct units units;
	struct enumeration *enumerations;
	size_t n_enumerations;
	struct field *fields;
	size_t n_fields;
	struct kind *kinds;
	size_t n_kinds;
	struct presumption *presumptions;
	size_t n_presumptions;
	struct region *regions;
	size_t n_regions;
	struct map kind_ids, kind_names /* fold_key → index */, field_ids, enumeration_ids;
	struct map not_names; /* fold_key → index of the kind whose name they hold */
	struct saying *sayings;
	size_t n_sayings;
	struct map name_sayings; /* fold_key → index in sayings */
	struct modifier *modifiers;
	size_t n_modifiers;
	struct map modifier_words; /* fold_key → index in modifiers */
	struct nominal *nominals;
	size_t n_nominals;
	struct map nominal_words; /* fold_key → index in nominals */
	struct header_use *header_uses;
	size_t n_header_uses;
	struct map header_words;   /* fold_key → index in header_uses */
	size_t longest_piece;	   /* bytes of the longest folded name, type name or modifier */
	struct decimal tolerance;  /* of 约 */
	struct str *counters;	   /* 座 台 条 套 … */
	size_t n_counters;
	struct tokens unknown_tokens;	     /* 不详, 待核实 */
	struct tokens not_applicable_tokens; /* /, —, 不适用 */
	struct tokens yes_tokens, no_tokens; /* of flags: 有 是 √ / 无 否 × */
	struct tokens negations;	     /* 无 非 不含 未: before a spelling they deny it */
	struct tokens connectors;	     /* 用 生产用: between a use and what it is the use of */
	struct tokens subtotal_tokens;	     /* 合计 小计 总计 */
	struct tokens each_tokens, total_tokens, part_tokens; /* 各 · 共 合计 · 其中 */
	struct tokens more_tokens;   /* 等: a list goes on */
	struct tokens yearly_tokens; /* 年产: before a quantity of a year */
	struct tokens fillers;	     /* 的 为 是: join and say nothing */
	struct tokens asides;	     /* 新建 原有 配套: said of the equipment, and no part of its name */
	struct tokens title_before, title_after; /* 省 年 · 名单 清单: around the kind that a table's title names */
	struct tokens note_starts; /* 注, 备注, 说明: a row that begins so, alone in its row, is a note */
	const struct field *role[ROLE_REMARK + 1]; /* the first field of each role; NULL */
	const struct enumeration *industries; /* the one of the id "industry": how packs name theirs; NULL */
	const struct field *years; /* the one with from_date: in service; NULL */
};

/*
 * The shape of the files: every file has `schema: phaseout/vocabulary-1` and any of
 *
 *     files: [NAME …]      # of vocabulary.yaml only: the other files, beside it
 *     kinds: [{id, words, is_a, abstract, always_named, names, not_names,
 *              saying: [{names, field, value}], nominal: [{names, field, value}],
 *              measures: {QUANTITY: FIELD}}]
 *     enumerations: [{id, words, closed,
 *                     values: [{id, words, is_a, for: [KIND], spellings, means: none}]}]
 *     fields: [{id, words, role, type,      # a kind of quantity, or a word of enum field_type
 *               of, enumeration, from_product, stands_in, from_date, default_unit, plausible, without_unit, basis, yes, no,
 *               headers, design, approved, actual, unit_headers, row_headers, assumed_headers}]
 *     presumptions: [{for: [KIND], field + value | kind, fits: {field, values}, reason}]
 *     regions: [{code, words, spellings, short}]
 *     tolerance, counters, negations, connectors,
 *     tokens: {unknown, not_applicable, yes, no, subtotal, note_starts, title_before, title_after, each, total, part, more, yearly, fillers,
 *              asides}
 *
 * A kind's and a value's words and id are spellings of it; a field's words and id are headers of it.
 */

/*
 * The bytes of a file, by a name relative to the rules folder ("units.yaml", "vocabulary/vocabulary.yaml"); they
 * outlive the loaded thing. False where there is none.
 */
typedef bool file_read_fn(void *ctx, struct str name, struct str *out);

/*
 * Reads units.yaml, then vocabulary/vocabulary.yaml and every file that it lists under `files:`. NULL where anything is
 * wrong; all of it is in diags. Everything lives in `a`.
 */
const struct vocabulary *vocabulary_load(struct arena *a, file_read_fn *read, void *ctx, struct diags *diags);

/* By id; NULL where there is none. */
const struct kind *vocabulary_kind(const struct vocabulary *v, struct str id);
const struct field *vocabulary_field(const struct vocabulary *v, struct str id);
/* By id (not by spelling); NULL. */
const struct enum_value *enumeration_value(const struct enumeration *e, struct str id);

/* By the code of GB/T 2260 or a longer one (3701, 370100); NULL. */
const struct region *vocabulary_region(const struct vocabulary *v, struct str code);
/* The province that a cell of a region names first; NULL where it names none (a city alone). `a` is for its fold. */
const struct region *region_read(const struct vocabulary *v, struct arena *a, struct str text);

bool kind_is(const struct kind *k, const struct kind *ancestor); /* also of itself */
bool enum_value_is(const struct enum_value *v, const struct enum_value *ancestor);
/* May an item of this kind have it? Also where the value is for a kind below: a 立窑 may burn 石灰. */
bool enum_value_is_for(const struct enum_value *v, const struct kind *k);
/* Has the enumeration of the field a value that is for this kind, and not for all? */
bool field_concerns(const struct field *f, const struct kind *k);
/*
 * The kind that a value leaves: where it is not for `k` but for exactly one kind below, that kind (a 立窑 whose product
 * is 石灰 is a 石灰立窑); else `k`. NULL stays NULL.
 */
const struct kind *kind_narrowed(const struct kind *k, const struct enum_value *v);
/* What a type name (folded) implies of an item of this kind, its own kind's or one's above; NULL. */
const struct nominal *nominal_find(const struct vocabulary *v, struct str key, const struct kind *k);
bool tokens_have(const struct tokens *t, struct str folded);

#endif
