#include "unit.h"

#include "base/limits.h"
#include "fixture.h"
#include "spec.h"
#include "text/fold.h"
#include "vocabulary/recognise.h"

#include <malloc.h>
#include <stdlib.h>
#include <string.h>

enum { WORDS = 24 };

static int by_text(const void *a, const void *b)
{
	return str_cmp(*(const struct str *)a, *(const struct str *)b);
}

static void write_value(struct buf *out, const struct value *v)
{
	buf_add(out, v->field->id);
	if (v->face != FACE_READ) {
		buf_printf(out, ":%s", face_name(v->face));
		return;
	}
	buf_addc(out, '=');
	value_write(out, v);
	for (size_t i = 0; i < v->n_assumed; i++)
		buf_printf(out, " ~%s", assumption_name(v->assumed[i].id));
	if (v->basis != v->field->basis)
		buf_adds(out, v->basis == BASIS_UNIT ? " each" : " row");
}

/* "blast_furnace x2 #1# model=X effective_volume=128 m3", the values in the order of their names */
static void write_part(struct buf *out, struct arena *a, const struct part *p)
{
	struct str values[WORDS];
	buf_add(out, p->kind ? p->kind->id : STR("-"));
	if (p->count_open)
		buf_adds(out, " x?");
	else
		buf_printf(out, " x%llu", (unsigned long long)p->count);
	if (p->label.p)
		buf_printf(out, " #%.*s", STR_ARG(p->label));
	if (p->model.p)
		buf_printf(out, " model=%.*s", STR_ARG(p->model));
	if (p->status.p)
		buf_printf(out, " status=%.*s", STR_ARG(p->status));
	for (size_t i = 0; i < p->n_values && i < WORDS; i++) {
		struct buf b;
		buf_init(&b);
		write_value(&b, p->values[i]);
		values[i] = arena_str(a, buf_str(&b));
		buf_release(&b);
	}
	qsort(values, p->n_values < WORDS ? p->n_values : WORDS, sizeof *values, by_text);
	for (size_t i = 0; i < p->n_values && i < WORDS; i++)
		buf_printf(out, " %.*s", STR_ARG(values[i]));
}

static void one(struct spec_case *c, void *ctx)
{
	const struct fixture *x = ctx;
	struct arena a;
	struct buf parts, residue, notes;
	struct recognised got;
	arena_init(&a);
	buf_init(&parts);
	buf_init(&residue);
	buf_init(&notes);
	assert_true(recognise(&got, &a, &x->reader, NULL, STR("设备"), spec_field(c, 0)));
	for (size_t i = 0; i < got.n; i++) {
		buf_adds(&parts, i ? "; " : "");
		write_part(&parts, &a, &got.parts[i]);
	}
	for (size_t i = 0; i < got.n_residue; i++)
		buf_printf(&residue, "%s%.*s", i ? "; " : "", STR_ARG(got.residue[i]));
	for (size_t i = 0; i < got.n; i++)
		if (got.parts[i].problem.en.n)
			buf_printf(&residue, "%s%.*s", residue.n ? "; " : "", STR_ARG(got.parts[i].problem.en));
	for (size_t i = 0; i < got.n_notes; i++)
		buf_printf(&notes, "%s%.*s", i ? "; " : "", STR_ARG(got.notes[i].en));
	if (spec_want_str(c, "parts", buf_str(&parts), spec_field(c, 1)) &&
	    spec_want_str(c, "residue", buf_str(&residue), spec_field(c, 2)))
		spec_want_str(c, "notes", buf_str(&notes), spec_field(c, 3));
	buf_release(&notes);
	buf_release(&parts);
	buf_release(&residue);
	arena_release(&a);
}

static void texts_are_recognised(void **state)
{
	spec_run("tests/spec/recognise.txt", one, *state);
}

/* --- nothing is dropped in silence ------------------------------------------------------------------------------------- */

static void cover(bool *seen, struct str text, struct str part)
{
	if (!part.n)
		return;
	assert_true(part.p >= text.p && part.p + part.n <= text.p + text.n);
	memset(seen + (part.p - text.p), true, part.n);
}

static size_t token_at(const struct tokens *t, struct str rest)
{
	size_t best = 0;
	for (size_t i = 0; i < t->n; i++)
		if (str_starts(rest, t->items[i]) && t->items[i].n > best)
			best = t->items[i].n;
	return best;
}

/* What may stand between parts: signs, and the words that join, sum and number. */
static bool separates(const struct fixture *x, struct arena *a, struct str rest)
{
	static const struct str signs[] = {STR_INIT("、"), STR_INIT(","), STR_INIT("和"), STR_INIT("及"), STR_INIT("与"), STR_INIT("以及"),
					   STR_INIT("/"), STR_INIT("+"), STR_INIT(";"), STR_INIT("。"), STR_INIT(":"), STR_INIT("("),
					   STR_INIT(")"), STR_INIT("["), STR_INIT("]"), STR_INIT("【"), STR_INIT("】")};
	const struct vocabulary *v = x->v;
	const struct tokens *tokens[] = {&v->each_tokens, &v->total_tokens, &v->part_tokens, &v->more_tokens, &v->fillers};
	struct str s = fold_key(a, rest);
	for (size_t at = 0, n = 0; at < s.n; at += n, n = 0) {
		struct str left = str_sub(s, at, s.n);
		for (size_t i = 0; i < sizeof signs / sizeof *signs; i++)
			n = str_starts(left, signs[i]) && signs[i].n > n ? signs[i].n : n;
		for (size_t i = 0; i < sizeof tokens / sizeof *tokens; i++) {
			size_t token = token_at(tokens[i], left);
			n = token > n ? token : n;
		}
		/* 1、: the number of a list's line */
		if (!n && s.p[at] >= '0' && s.p[at] <= '9')
			n = at + 1 < s.n && (str_starts(str_sub(s, at + 1, s.n), STR("、"))) ? 1 : 0;
		if (!n)
			return false;
	}
	return true;
}

static void covers(struct spec_case *c, const struct fixture *x, struct str text)
{
	struct arena a;
	struct recognised got;
	arena_init(&a);
	bool *seen = ARENA_ARRAY(&a, text.n, bool);
	assert_true(recognise(&got, &a, &x->reader, NULL, STR("设备"), text));
	for (size_t i = 0; i < got.n; i++)
		cover(seen, text, got.parts[i].text);
	for (size_t i = 0; i < got.n_residue; i++)
		cover(seen, text, got.residue[i]);
	for (size_t i = 0; i < got.n_shared; i++)
		cover(seen, text, got.shared[i]);
	for (size_t from = 0, to; from < text.n; from = to + 1) {
		for (to = from; to < text.n && !seen[to];)
			to++;
		struct str rest = str_sub(text, from, to);
		if (!separates(x, &a, rest))
			spec_fail(c, "dropped in silence: \"%.*s\"", STR_ARG(rest));
	}
	arena_release(&a);
}

static void cover_case(struct spec_case *c, void *ctx)
{
	covers(c, ctx, spec_field(c, 0));
}

static void nothing_is_dropped_in_silence(void **state)
{
	spec_run("tests/spec/recognise.txt", cover_case, *state);
}

/* --- clothes ------------------------------------------------------------------------------------------------------------- */

/* The same text in other clothes has the same parts; the words are cited as they are filed, so only kinds, numbers, values. */
static struct str undressed(struct arena *a, const struct fixture *x, struct str text)
{
	struct recognised got;
	struct buf out;
	buf_init(&out);
	assert_true(recognise(&got, a, &x->reader, NULL, STR("设备"), text));
	for (size_t i = 0; i < got.n; i++) {
		struct part part = got.parts[i];
		part.label = part.model = STR_NONE;
		write_part(&out, a, &part);
		buf_adds(&out, "; ");
	}
	struct str written = arena_str(a, buf_str(&out));
	buf_release(&out);
	return written;
}

static struct str widened(struct arena *a, struct str text)
{
	struct buf wide;
	buf_init(&wide);
	for (size_t i = 0; i < text.n; i++) {
		unsigned char b = (unsigned char)text.p[i];
		/* a full-width comma groups no thousands */
		bool groups = b == ',' && i && text.p[i - 1] >= '0' && text.p[i - 1] <= '9';
		if (b > ' ' && b < 0x7f && b != '~' && !groups)
			buf_printf(&wide, "\xef%c%c", b < 0x60 ? 0xbc : 0xbd, 0x80 + ((b - 0x20) & 0x3f));
		else
			buf_addc(&wide, (char)b);
	}
	struct str dressed = arena_str(a, buf_str(&wide));
	buf_release(&wide);
	return dressed;
}

static void wide_case(struct spec_case *c, void *ctx)
{
	struct arena a;
	arena_init(&a);
	struct str text = spec_field(c, 0), plain = undressed(&a, ctx, text);
	/* a model's words are compared without their width; only cited as filed */
	if (!str_has(spec_field(c, 1), STR("model=")))
		spec_want_str(c, "full width", undressed(&a, ctx, widened(&a, text)), plain);
	spec_want_str(c, "blanks", undressed(&a, ctx, arena_printf(&a, " \t%.*s　\r\n", STR_ARG(text))), plain);
	arena_release(&a);
}

static void clothes_do_not_matter(void **state)
{
	spec_run("tests/spec/recognise.txt", wide_case, *state);
}

static void case_does_not_matter(void **state)
{
	static const char *const pairs[][2] = {
		{"EAF (4x30-tonne, 1x70-tonne)", "eaf (4x30-TONNE, 1x70-tonne)"},
		{"380m3 blast furnace", "380M3 Blast Furnace"},
		{"12500kVA矿热炉2台", "12500KVA矿热炉2台"},
		{"幅宽1760mm、车速200m/min文化用纸生产线1条", "幅宽1760MM、车速200M/MIN文化用纸生产线1条"},
	};
	struct arena a;
	arena_init(&a);
	for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++) {
		struct str one = undressed(&a, *state, str_from(pairs[i][0])), other = undressed(&a, *state, str_from(pairs[i][1]));
		if (!str_eq(one, other))
			fail_msg("%s: %.*s, %s: %.*s", pairs[i][0], STR_ARG(one), pairs[i][1], STR_ARG(other));
	}
	arena_release(&a);
}

/* --- work ------------------------------------------------------------------------------------------------------------------ */

static struct str repeated(struct arena *a, const char *piece, size_t times)
{
	size_t n = strlen(piece);
	char *text = ARENA_ARRAY(a, n * times + 1, char);
	for (size_t i = 0; i < times; i++)
		memcpy(text + i * n, piece, n);
	return (struct str){text, n * times};
}

/* What the program holds of the heap; 0 under a sanitizer, which has its own. */
static size_t bytes_held(void)
{
	struct mallinfo2 held = mallinfo2();
	return held.uordblks + held.hblkhd;
}

static uint64_t work_of(const struct fixture *x, struct str text, size_t *bytes)
{
	struct arena a;
	struct recognised got;
	size_t before = bytes_held();
	arena_init(&a);
	assert_true(recognise(&got, &a, &x->reader, NULL, STR("设备"), text));
	*bytes = bytes_held() - before;
	uint64_t work = got.work;
	arena_release(&a);
	return work;
}

static const char *const hostile[] = {
	"高炉", "高炉、", "128", "128、", "128立方米", "128立方米、", "(", ")", "()", "(((128立方米、", "各", "各1座", "各1座、", "其中", "其中高炉1座，",
	"×", "2×", "×2", "2×128m³、", "等", "等、", "共", "共3座", "共3座、", "1#", "1#、", "1#-", "一号、", "：", "高炉：", "高炉2座：", "；", "高炉；",
	"炼铁", "炼铁、", "炉壳", "高炉炉壳", "无", "J31-", "1092型", "1092型、", "约", "300~", "300~450m3", "φ3×", "年产", "年产5万吨、", "2003年",
	"2003年投产，", "浴比1:", "幅宽1760/", "高炉(450、580)", "高炉2座(450m³、580m³)、", "万", "一", "十", "高炉\n", "高炉 ", "的", "A", "A#", "两座", "，",
	"高炉，2座，", "高炉1座，炼铁、", "原", "and ", "two ", "1/", "m",
};

/* Counted, not timed: twice the text is at most twice the work, and the memory. */
static void work_is_linear(void **state)
{
	for (size_t i = 0; i < sizeof hostile / sizeof *hostile; i++) {
		enum { SHORT = 3000 };
		struct arena a;
		arena_init(&a);
		size_t times = SHORT / strlen(hostile[i]), one_bytes, two_bytes;
		uint64_t one = work_of(*state, repeated(&a, hostile[i], times), &one_bytes);
		uint64_t two = work_of(*state, repeated(&a, hostile[i], 2 * times), &two_bytes);
		assert_true(one > 0);
		/* at the text's end less can be looked ahead at: once, however long it is */
		if (two > 2 * one + 32768)
			fail_msg("%s: %ju, doubled %ju", hostile[i], (uintmax_t)one, (uintmax_t)two);
		/* arenas and arrays grow by doubling */
		if (two_bytes > 4 * one_bytes)
			fail_msg("%s: %zu bytes, doubled %zu", hostile[i], one_bytes, two_bytes);
		arena_release(&a);
	}
}

static void long_texts_end(void **state)
{
	static const char *const longest[] = {"高炉", "128立方米、", "(((128立方米、", "高炉2座(450m³、580m³)、", "1#、", "年产5万吨、"};
	for (size_t i = 0; i < sizeof longest / sizeof *longest; i++) {
		struct arena a;
		arena_init(&a);
		size_t bytes;
		work_of(*state, repeated(&a, longest[i], LIMIT_CELL_BYTES / strlen(longest[i])), &bytes);
		arena_release(&a);
	}
}

static void too_many_machines_are_none(void **state)
{
	const struct fixture *x = *state;
	for (size_t n = LIMIT_CELL_PARTS; n <= LIMIT_CELL_PARTS + 1; n++) {
		struct arena a;
		struct recognised got;
		arena_init(&a);
		struct str text = repeated(&a, "450立方米高炉1座、", n);
		assert_true(recognise(&got, &a, &x->reader, NULL, STR("设备"), text));
		bool fits = n == LIMIT_CELL_PARTS;
		assert_int_equal(got.n, fits ? n : 1);
		assert_int_equal(got.too_many, !fits);
		assert_true(!got.parts[0].kind == !fits);
		assert_true(fits || str_starts(got.parts[0].problem.en, STR("the text names more than 1000 machines")));
		assert_true(fits || str_eq(got.parts[0].text, text));
		arena_release(&a);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(texts_are_recognised),
		cmocka_unit_test(nothing_is_dropped_in_silence),
		cmocka_unit_test(clothes_do_not_matter),
		cmocka_unit_test(case_does_not_matter),
		cmocka_unit_test(work_is_linear),
		cmocka_unit_test(long_texts_end),
		cmocka_unit_test(too_many_machines_are_none),
	};
	return cmocka_run_group_tests(tests, fixture_setup, fixture_teardown);
}
