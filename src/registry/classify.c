#include "registry/classify.h"

#include "text/fold.h"
#include "vocabulary/naming.h"

bool row_is_blank(const struct str *cells, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (str_trim(cells[i]).n)
			return false;
	return true;
}

/* --- the header again ------------------------------------------------------------------------------------------ */

/* One row of a header of two, as it stands. */
static bool is_row_again(struct arena *a, const struct str *keys, size_t n_keys, const struct str *cells, size_t n)
{
	size_t filled = 0;
	for (size_t i = 0; i < n || i < n_keys; i++) {
		struct str cell = i < n ? fold_key(a, str_trim(cells[i])) : STR_NONE;
		if (!str_eq(cell, i < n_keys ? keys[i] : STR_NONE))
			return false;
		filled += cell.n > 0;
	}
	return filled > 0;
}

static bool is_header_again(struct arena *a, const struct columns *columns, const struct str *cells, size_t n)
{
	size_t filled = 0;
	for (size_t k = 0; k < 2; k++)
		if (columns->rows[k] && is_row_again(a, columns->rows[k], columns->n, cells, n))
			return true;
	for (size_t i = 0; i < n || i < columns->n; i++) {
		struct str cell = i < n ? str_trim(cells[i]) : STR_NONE;
		struct str header = i < columns->n ? columns->items[i].header : STR_NONE;
		filled += header.n > 0;
		if (!str_eq(cell, header) && (i >= columns->n || !str_eq(fold_key(a, cell), columns->items[i].key)))
			return false;
	}
	return filled > 0;
}

/* --- sub-totals ------------------------------------------------------------------------------------------------ */

static struct str without_colon(struct str key)
{
	return str_ends(key, STR(":")) ? str_sub(key, 0, key.n - 1) : key;
}

static bool says_subtotal(struct arena *a, const struct vocabulary *v, struct str cell)
{
	enum { LONGEST = 60 }; /* bytes: 山东省聊城市冠县小计 */
	if (!cell.n || cell.n > LONGEST)
		return false;
	struct str key = without_colon(fold_key(a, cell));
	return tokens_have(&v->subtotal_tokens, key) || (key.n > STR("小计").n && str_ends(key, STR("小计")));
}

static bool names_row(const struct field *f)
{
	return f && (f->role == ROLE_KIND || f->role == ROLE_ENTERPRISE || f->role == ROLE_REGION || f->role == ROLE_KEY);
}

static bool names_a_kind(struct arena *a, const struct reader *r, const struct columns *columns, const struct str *cells,
			 size_t n)
{
	for (size_t i = 0; i < n && i < columns->n; i++) {
		struct naming naming;
		struct str cell = str_trim(cells[i]);
		const struct field *f = columns->items[i].field;
		if (!f || f->role != ROLE_KIND || !cell.n)
			continue;
		naming_read(&naming, a, r, cell);
		if (naming.kind)
			return true;
	}
	return false;
}

static bool is_subtotal(struct arena *a, const struct reader *r, const struct columns *columns, const struct str *cells,
			size_t n)
{
	bool says = false, first = true;
	for (size_t i = 0; i < n && !says; i++) {
		struct str cell = str_trim(cells[i]);
		const struct field *f = i < columns->n ? columns->items[i].field : NULL;
		if (cell.n && (first || names_row(f)))
			says = says_subtotal(a, r->vocabulary, cell);
		first &= !cell.n;
	}
	return says && !names_a_kind(a, r, columns, cells, n);
}

/* --- notes ----------------------------------------------------------------------------------------------------- */

/* 注：…, 注1、…, 备注 alone; not 注塑机. */
static bool begins_like_note(struct arena *a, const struct vocabulary *v, struct str cell)
{
	enum { LONGEST_START = 60 };
	struct str key = fold_key(a, str_sub(cell, 0, LONGEST_START));
	for (size_t i = 0; i < v->note_starts.n; i++) {
		struct str word = v->note_starts.items[i];
		if (!str_starts(key, word))
			continue;
		struct str rest = str_sub(key, word.n, key.n);
		if (!rest.n || strchr(":.,;([0123456789", *rest.p) || str_starts(rest, STR("、")))
			return true;
	}
	return false;
}

static bool is_note(struct arena *a, const struct vocabulary *v, const struct str *cells, size_t n)
{
	size_t notes = 0;
	for (size_t i = 0; i < n; i++) {
		struct str cell = str_trim(cells[i]);
		if (cell.n && !begins_like_note(a, v, cell))
			return false;
		notes += cell.n > 0;
	}
	return notes > 0;
}

enum row_reason classify(struct arena *a, const struct reader *r, const struct columns *columns, const struct str *cells,
			 size_t n)
{
	if (row_is_blank(cells, n))
		return REASON_BLANK;
	if (is_header_again(a, columns, cells, n))
		return REASON_REPEATED_HEADER;
	if (is_subtotal(a, r, columns, cells, n))
		return REASON_SUBTOTAL;
	return is_note(a, r->vocabulary, cells, n) ? REASON_NOTE : REASON_NONE;
}
