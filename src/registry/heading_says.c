#include "registry/heading_says.h"

#include "text/fold.h"

/* Folded as names are; longer words before those they begin with. */
static const struct rank_word {
	struct str key;
	enum rank rank;
} rank_words[] = {
	{STR_INIT("设计"), RANK_DESIGN},     {STR_INIT("DESIGNED"), RANK_DESIGN},   {STR_INIT("DESIGN"), RANK_DESIGN},
	{STR_INIT("核准"), RANK_APPROVED},   {STR_INIT("批准"), RANK_APPROVED},     {STR_INIT("批复"), RANK_APPROVED},
	{STR_INIT("备案"), RANK_APPROVED},   {STR_INIT("核定"), RANK_APPROVED},     {STR_INIT("APPROVED"), RANK_APPROVED},
	{STR_INIT("PERMITTED"), RANK_APPROVED}, {STR_INIT("实际"), RANK_ACTUAL},    {STR_INIT("实测"), RANK_ACTUAL},
	{STR_INIT("ACTUAL"), RANK_ACTUAL},
};

static const struct basis_word {
	struct str key;
	enum basis basis;
} basis_words[] = {
	{STR_INIT("单台"), BASIS_UNIT}, {STR_INIT("单座"), BASIS_UNIT}, {STR_INIT("单炉"), BASIS_UNIT},
	{STR_INIT("单线"), BASIS_UNIT}, {STR_INIT("单条"), BASIS_UNIT}, {STR_INIT("单套"), BASIS_UNIT},
	{STR_INIT("单机"), BASIS_UNIT}, {STR_INIT("单条线"), BASIS_UNIT}, {STR_INIT("每台"), BASIS_UNIT},
	{STR_INIT("每座"), BASIS_UNIT}, {STR_INIT("每条"), BASIS_UNIT}, {STR_INIT("每线"), BASIS_UNIT},
	{STR_INIT("每炉"), BASIS_UNIT}, {STR_INIT("每套"), BASIS_UNIT}, {STR_INIT("PERUNIT"), BASIS_UNIT},
	{STR_INIT("EACH"), BASIS_UNIT}, {STR_INIT("合计"), BASIS_ROW},  {STR_INIT("总计"), BASIS_ROW},
	{STR_INIT("总"), BASIS_ROW},    {STR_INIT("全厂"), BASIS_ROW},  {STR_INIT("企业"), BASIS_ROW},
	{STR_INIT("TOTAL"), BASIS_ROW},
};

/* Asked of whoever fills in the form; they change nothing. */
static const struct str form_words[] = {STR_INIT("必填"), STR_INIT("选填"), STR_INIT("可选"), STR_INIT("如有"),
					STR_INIT("若有"), STR_INIT("数值"), STR_INIT("REQUIRED"), STR_INIT("OPTIONAL"),
					STR_INIT("IFANY")};

/* Not as the equipment stands: 用途（改造后）, 投产日期（预计）. */
static const struct str other_times[] = {STR_INIT("预计"), STR_INIT("计划"), STR_INIT("规划"), STR_INIT("拟"),
					 STR_INIT("改前"), STR_INIT("改后"), STR_INIT("改造前"), STR_INIT("改造后"),
					 STR_INIT("搬迁前"), STR_INIT("搬迁后"), STR_INIT("置换前"), STR_INIT("置换后"),
					 STR_INIT("在建"), STR_INIT("新建"), STR_INIT("PLANNED"), STR_INIT("EXPECTED"),
					 STR_INIT("PROPOSED"), STR_INIT("BEFORE"), STR_INIT("AFTER")};

static const struct str separators[] = {STR_INIT(","), STR_INIT("，"), STR_INIT("、"), STR_INIT(";"), STR_INIT("；")};
static const struct str unit_labels[] = {STR_INIT("计量单位"), STR_INIT("单位"), STR_INIT("unit"), STR_INIT("Unit")};
static const struct str colons[] = {STR_INIT(":"), STR_INIT("：")};

#define COUNT(table) (sizeof(table) / sizeof *(table))

/* How many bytes of `text` one of the words takes at its start; 0 where none does. */
static size_t one_of(const struct str *words, size_t n, struct str text)
{
	for (size_t i = 0; i < n; i++)
		if (str_starts(text, words[i]))
			return words[i].n;
	return 0;
}

/* 单位：万吨 → 万吨 */
static struct str without_label(struct str part)
{
	size_t label = one_of(unit_labels, COUNT(unit_labels), part);
	size_t colon = label ? one_of(colons, COUNT(colons), str_sub(part, label, part.n)) : 0;
	return colon ? str_trim(str_sub(part, label + colon, part.n)) : part;
}

static void add_part(struct says_parts *parts, struct str part)
{
	part = without_label(str_trim(part));
	if (!part.n)
		return;
	if (parts->n < SAYS_PARTS)
		parts->items[parts->n++] = part;
	else
		parts->over = true;
}

void says_add(struct says_parts *parts, struct str text)
{
	size_t from = 0;
	for (size_t i = 0; i < text.n;) {
		size_t cut = one_of(separators, COUNT(separators), str_sub(text, i, text.n));
		if (cut)
			add_part(parts, str_sub(text, from, i));
		i += cut ? cut : 1;
		from = cut ? i : from;
	}
	add_part(parts, str_sub(text, from, text.n));
}

/* --- words ----------------------------------------------------------------------------------------------------- */

/* The word itself, or 设计值. */
static bool is_word(struct str key, struct str word)
{
	return str_starts(key, word) && (key.n == word.n || str_eq(str_sub(key, word.n, key.n), STR("值")));
}

static bool says_rank(struct says *out, struct str key, struct str part)
{
	for (size_t i = 0; i < COUNT(rank_words); i++) {
		if (!is_word(key, rank_words[i].key))
			continue;
		if (out->has_rank && out->rank != rank_words[i].rank)
			out->twice = part;
		out->has_rank = true;
		out->rank = rank_words[i].rank;
		return true;
	}
	return false;
}

static bool says_basis(struct says *out, struct str key, struct str part)
{
	for (size_t i = 0; i < COUNT(basis_words); i++) {
		if (!str_eq(key, basis_words[i].key))
			continue;
		if (out->has_basis && out->basis != basis_words[i].basis)
			out->twice = part;
		out->has_basis = true;
		out->basis = basis_words[i].basis;
		return true;
	}
	return false;
}

/* A number, a year, a word of the form. */
static bool says_nothing(struct str key)
{
	size_t digits = 0;
	while (digits < key.n && key.p[digits] >= '0' && key.p[digits] <= '9')
		digits++;
	struct str rest = str_sub(key, digits, key.n);
	if (digits && (!rest.n || (digits == 4 && (str_is(rest, "年") || str_is(rest, "年度")))))
		return true;
	for (size_t i = 0; i < COUNT(form_words); i++)
		if (str_eq(key, form_words[i]))
			return true;
	return false;
}

size_t says_rank_prefix(enum rank *rank, struct str key)
{
	for (size_t i = 0; i < COUNT(rank_words); i++)
		if (key.n > rank_words[i].key.n && str_starts(key, rank_words[i].key)) {
			*rank = rank_words[i].rank;
			return rank_words[i].key.n;
		}
	return 0;
}

/* --- units ----------------------------------------------------------------------------------------------------- */

static void take_unit(struct says *out, const struct unit_use *unit, struct str part)
{
	if (out->unit.unit && !unit_use_same(&out->unit, unit))
		out->twice = part;
	out->unit = *unit;
}

/* 吨/座, 万吨/条·年: the unit of one of them. */
static bool says_unit_each(struct says *out, struct arena *a, const struct vocabulary *v, const struct field *field,
			   struct str part)
{
	struct unit_use unit;
	for (size_t i = 0; i < v->n_counters; i++) {
		struct str counter = v->counters[i];
		if (!str_ends(part, counter) || part.n < counter.n + 2 || part.p[part.n - counter.n - 1] != '/')
			continue;
		if (!units_read(&v->units, &unit, a, field->quantity, str_sub(part, 0, part.n - counter.n - 1)))
			continue;
		take_unit(out, &unit, part);
		out->has_basis = true;
		out->basis = BASIS_UNIT;
		return true;
	}
	return false;
}

static bool says_unit(struct says *out, struct arena *a, const struct vocabulary *v, const struct field *field,
		      struct str part)
{
	struct unit_use unit;
	if (!field->quantity)
		return false;
	if (!units_read(&v->units, &unit, a, field->quantity, part))
		return says_unit_each(out, a, v, field, part);
	take_unit(out, &unit, part);
	return true;
}

/* 数量（台）: 台 counts, though a yearly output may be in 台 too. */
static bool says_counter(const struct vocabulary *v, const struct field *field, struct str part)
{
	for (size_t i = 0; field->role == ROLE_COUNT && i < v->n_counters; i++)
		if (str_eq(part, v->counters[i]))
			return true;
	return false;
}

/* What is planned to go stands today (设备（拟淘汰）), and what includes others is not only theirs (设备名称（含在建）). */
static const struct str present_all_the_same[] = {STR_INIT("淘汰"), STR_INIT("拆除"), STR_INIT("关停"), STR_INIT("关闭"),
						  STR_INIT("退出"), STR_INIT("含")};

static bool is_of_another_time(struct str key)
{
	for (size_t i = 0; i < COUNT(present_all_the_same); i++)
		if (str_has(key, present_all_the_same[i]))
			return false;
	for (size_t i = 0; i < COUNT(other_times); i++)
		if (str_has(key, other_times[i]))
			return true;
	return str_is(key, "原");
}

/* 使用年限（设计）: how long it may serve, not how long it has. */
static bool is_life(const struct field *field, struct str key)
{
	return field->from_date && !str_starts(key, STR("实际")) && !str_starts(key, STR("ACTUAL"));
}

static void says_one(struct says *out, struct arena *a, const struct vocabulary *v, const struct field *field,
		     struct str part)
{
	struct str key = fold_key(a, part);
	if (says_unit(out, a, v, field, part) || (!is_life(field, key) && says_rank(out, key, part)) || says_basis(out, key, part) ||
	    says_nothing(key) || says_counter(v, field, part))
		return;
	if (!out->elsewhen.p && is_of_another_time(key))
		out->elsewhen = part;
	if (out->unknown.p)
		return;
	out->unknown = part;
	out->other = units_other_kind(&v->units, a, field->quantity, part);
}

void says_read(struct says *out, struct arena *a, const struct vocabulary *v, const struct field *field,
	       const struct says_parts *parts)
{
	*out = (struct says){.has_rank = false};
	for (size_t i = 0; i < parts->n; i++)
		says_one(out, a, v, field, parts->items[i]);
	if (parts->over)
		out->unknown = parts->items[SAYS_PARTS - 1];
}
