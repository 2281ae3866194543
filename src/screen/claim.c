#include "screen/claim.h"

#include "base/frames.h"
#include "base/sha256.h"
#include "screen/place.h"
#include "text/fold.h"
#include "text/utf8.h"

/* --- writing ------------------------------------------------------------------------------------------------------ */

static void put(struct buf *out, const void *p, size_t n)
{
	buf_add(out, (struct str){p, n});
}

static void put_u32(struct buf *out, uint32_t n)
{
	put(out, &n, sizeof n);
}

static void put_text(struct buf *out, struct str s)
{
	put_u32(out, (uint32_t)s.n);
	buf_add(out, s);
}

/* Only to be shown. */
static void put_shown(struct buf *out, struct str s)
{
	size_t i = 0, length;

	for (size_t n = 0; i < s.n && n < CLAIM_CHARS; n++, i += length)
		utf8_next(str_sub(s, i, s.n), &length);
	put_text(out, str_sub(s, 0, i));
}

static void put_decimal(struct buf *out, const struct decimal *d, bool infinite)
{
	struct buf digits;

	buf_init(&digits);
	if (!infinite)
		decimal_write(&digits, d);
	put_text(out, buf_str(&digits));
	out->failed |= digits.failed;
	buf_release(&digits);
}

static void put_interval(struct buf *out, const struct interval *v)
{
	buf_addc(out, (char)(v->lo_open | v->hi_open << 1 | v->lo_infinite << 2 | v->hi_infinite << 3));
	put_decimal(out, &v->lo, v->lo_infinite);
	put_decimal(out, &v->hi, v->hi_infinite);
}

/* Texts agree where their folded forms do. */
static void put_folded(struct buf *out, struct arena *scratch, struct str s)
{
	char sum[SHA256_HEX + 1];
	struct str key = fold_key(scratch, s);

	if (key.n > CLAIM_CHARS) {
		sha256_of(key, sum);
		key = str_from(sum);
	}
	out->failed |= !key.p;
	put_text(out, key);
}

static void put_value(struct buf *out, struct arena *scratch, const struct value *v)
{
	switch (v->field->type) {
	case FIELD_QUANTITY:
		put(out, &v->quantity.unit, sizeof v->quantity.unit);
		put_interval(out, &v->quantity.v);
		return;
	case FIELD_ENUM:
		put(out, &v->choice, sizeof v->choice);
		return;
	case FIELD_DATE:
		put(out, &v->date, sizeof v->date);
		return;
	case FIELD_RATIO:
		put_interval(out, &v->ratio);
		return;
	case FIELD_INTEGER:
		put(out, &v->integer, sizeof v->integer);
		return;
	case FIELD_FLAG:
		put(out, &v->flag, sizeof v->flag);
		return;
	case FIELD_TEXT:
	case FIELD_MODEL:
	case FIELD_IDENTIFIER:
		put_folded(out, scratch, v->text);
		return;
	}
}

/* What names, places or counts a machine is compared by itself, or not at all: a region, and an enterprise's code, may be written in several ways. */
static bool is_compared(const struct value *v)
{
	if (!v || v->face != FACE_READ || !v->column.n)
		return false;
	return v->field->role == ROLE_NONE || v->field->role == ROLE_PRODUCT;
}

static void put_item(struct buf *out, struct arena *scratch, const struct input_info *in, const struct item *item, size_t n_fields)
{
	uint32_t n = 0;

	put(out, &item->kind, sizeof item->kind);
	put(out, &item->status_is, sizeof item->status_is);
	put(out, &item->unit_count, sizeof item->unit_count);
	put(out, &item->count_open, sizeof item->count_open);
	put_shown(out, item->text);
	for (size_t i = 0; i < n_fields; i++)
		n += is_compared(item->values[i]);
	put_u32(out, n);
	for (size_t i = 0; i < n_fields; i++) {
		const struct value *v = item->values[i];
		struct buf cell;
		if (!is_compared(v))
			continue;
		buf_init(&cell);
		place_write_cell(&cell, in, v->column, item->row);
		put(out, &v->field, sizeof v->field);
		put_value(out, scratch, v);
		put_shown(out, v->as_filed);
		put_text(out, buf_str(&cell));
		out->failed |= cell.failed;
		buf_release(&cell);
	}
}

bool claim_is_shared(const struct item *a, const struct item *b)
{
	return a->identity_sort == b->identity_sort && str_eq(a->identity, b->identity);
}

void claim_write(struct buf *out, struct arena *scratch, const struct vocabulary *v, const struct input_info *in, const struct item *items, size_t n, size_t at)
{
	const struct item *first = &items[at];
	struct buf place;
	uint32_t n_items = 0;

	buf_init(&place);
	place_write(&place, in, first->sheet, first->column, first->row);
	put_text(out, first->identity);
	put(out, &first->identity_sort, sizeof first->identity_sort);
	put(out, &first->file, sizeof first->file); /* as long as the run */
	put_text(out, buf_str(&place));
	buf_addc(out, first->sheet.p != NULL);
	put_text(out, first->sheet);
	put(out, &first->row, sizeof first->row);
	put_shown(out, first->key);
	put_shown(out, first->enterprise);
	for (size_t i = at; i < n; i++)
		n_items += claim_is_shared(first, &items[i]);
	put_u32(out, n_items);
	for (size_t i = at; i < n; i++)
		if (claim_is_shared(first, &items[i]))
			put_item(out, scratch, in, &items[i], v->n_fields);
	out->failed |= place.failed;
	buf_release(&place);
}

/* --- reading ------------------------------------------------------------------------------------------------------ */

/* The bytes are our own: what is taken is there. */
static void take(struct str *rest, void *p, size_t n)
{
	memcpy(p, rest->p, n);
	*rest = str_sub(*rest, n, rest->n);
}

static uint32_t take_u32(struct str *rest)
{
	uint32_t n;

	take(rest, &n, sizeof n);
	return n;
}

static struct str take_text(struct str *rest)
{
	uint32_t n = take_u32(rest);
	struct str s = str_sub(*rest, 0, n);

	*rest = str_sub(*rest, n, rest->n);
	return s;
}

static bool take_decimal(struct decimal *out, struct arena *a, struct str *rest)
{
	struct str s = take_text(rest);

	return !s.n || decimal_parse(out, a, s) == DECIMAL_OK;
}

static bool take_interval(struct interval *out, struct arena *a, struct str *rest)
{
	char flags;

	take(rest, &flags, 1);
	*out = (struct interval){.lo_open = flags & 1, .hi_open = flags & 2, .lo_infinite = flags & 4, .hi_infinite = flags & 8};
	return take_decimal(&out->lo, a, rest) && take_decimal(&out->hi, a, rest);
}

static bool take_value(struct value *out, struct arena *a, struct str *rest)
{
	*out = (struct value){.face = FACE_READ};
	take(rest, &out->field, sizeof out->field);
	switch (out->field->type) {
	case FIELD_QUANTITY:
		take(rest, &out->quantity.unit, sizeof out->quantity.unit);
		return take_interval(&out->quantity.v, a, rest);
	case FIELD_ENUM:
		take(rest, &out->choice, sizeof out->choice);
		break;
	case FIELD_DATE:
		take(rest, &out->date, sizeof out->date);
		break;
	case FIELD_RATIO:
		return take_interval(&out->ratio, a, rest);
	case FIELD_INTEGER:
		take(rest, &out->integer, sizeof out->integer);
		break;
	case FIELD_FLAG:
		take(rest, &out->flag, sizeof out->flag);
		break;
	case FIELD_TEXT:
	case FIELD_MODEL:
	case FIELD_IDENTIFIER:
		out->text = take_text(rest);
		break;
	}
	return true;
}

static bool take_item(struct claim_item *out, struct arena *a, struct str *rest)
{
	*out = (struct claim_item){.kind = NULL};
	take(rest, &out->kind, sizeof out->kind);
	take(rest, &out->status_is, sizeof out->status_is);
	take(rest, &out->unit_count, sizeof out->unit_count);
	take(rest, &out->count_open, sizeof out->count_open);
	out->text = take_text(rest);
	out->n_values = take_u32(rest);
	struct claim_value *values = ARENA_ARRAY(a, out->n_values, struct claim_value);
	for (size_t i = 0; values && i < out->n_values; i++) {
		if (!take_value(&values[i].v, a, rest))
			return false;
		values[i].v.as_filed = take_text(rest);
		values[i].cell = take_text(rest);
	}
	out->values = values;
	return values;
}

struct str claim_identity(struct str bytes)
{
	return take_text(&bytes);
}

bool claim_read(struct claim *out, struct arena *a, struct str bytes)
{
	char has_sheet;

	*out = (struct claim){.identity = take_text(&bytes)};
	take(&bytes, &out->sort, sizeof out->sort);
	take(&bytes, &out->file, sizeof out->file);
	out->place = take_text(&bytes);
	take(&bytes, &has_sheet, 1);
	out->sheet = take_text(&bytes);
	if (!has_sheet)
		out->sheet = STR_NONE;
	take(&bytes, &out->row, sizeof out->row);
	out->key = take_text(&bytes);
	out->enterprise = take_text(&bytes);
	out->n_items = take_u32(&bytes);
	struct claim_item *items = ARENA_ARRAY(a, out->n_items, struct claim_item);
	for (size_t i = 0; items && i < out->n_items; i++)
		if (!take_item(&items[i], a, &bytes))
			return false;
	out->items = items;
	return items;
}

/* --- comparing ---------------------------------------------------------------------------------------------------- */

/* A kind and one above it agree: one is named more exactly. */
static bool kinds_agree(const struct kind *a, const struct kind *b)
{
	return !a || !b || kind_is(a, b) || kind_is(b, a);
}

static bool counts_agree(const struct claim_item *a, const struct claim_item *b)
{
	return a->count_open || b->count_open || a->unit_count == b->unit_count;
}

static bool statuses_agree(const struct claim_item *a, const struct claim_item *b)
{
	return !a->status_is || !b->status_is || enum_value_is(a->status_is, b->status_is) || enum_value_is(b->status_is, a->status_is);
}

/* Where differences go. */
struct difference_list {
	struct arena *a;
	struct difference *items;
	size_t n, cap;
	bool count_only, failed;
};

static void add(struct difference_list *l, struct difference d)
{
	if (l->count_only) {
		l->n++;
		return;
	}
	struct difference *grown = arena_grow(l->a, l->items, l->n, &l->cap, sizeof *grown);
	if (!grown) {
		l->failed = true;
		return;
	}
	l->items = grown;
	grown[l->n++] = d;
}

/* Both lists are in the vocabulary's order. */
static void compare_values(struct difference_list *l, const struct claim_item *item, const struct claim_item *first)
{
	for (size_t i = 0, k = 0; i < item->n_values && k < first->n_values;) {
		const struct claim_value *v = &item->values[i], *w = &first->values[k];
		if (v->v.field == w->v.field && !value_agrees(&v->v, &w->v))
			add(l, (struct difference){DIFFERS_VALUE, v, w, item, first});
		uint32_t of_v = v->v.field->index, of_w = w->v.field->index;
		i += of_v <= of_w;
		k += of_w <= of_v;
	}
}

static void compare_items(struct difference_list *l, const struct claim_item *item, const struct claim_item *first)
{
	if (!kinds_agree(item->kind, first->kind))
		add(l, (struct difference){DIFFERS_KIND, NULL, NULL, item, first});
	if (!counts_agree(item, first))
		add(l, (struct difference){DIFFERS_COUNT, NULL, NULL, item, first});
	if (!statuses_agree(item, first))
		add(l, (struct difference){DIFFERS_STATUS, NULL, NULL, item, first});
	compare_values(l, item, first);
}

static bool agree(const struct claim_item *item, const struct claim_item *first)
{
	struct difference_list l = {.count_only = true};

	compare_items(&l, item, first);
	return l.n == 0;
}

/* Each of the one with one of the other, that in the same place before others; of more than SEVERAL only that. */
static bool sets_agree(struct arena *a, const struct claim *item, const struct claim *first)
{
	enum { SEVERAL = 32 };
	size_t n = item->n_items, found = 0;
	bool *taken = ARENA_ARRAY(a, n, bool);

	for (size_t i = 0; taken && i < n; i++) {
		size_t looked_at = n > SEVERAL ? 1 : n;
		for (size_t k = 0; k < looked_at && found == i; k++) {
			size_t other = (i + k) % n;
			if (taken[other] || !agree(&item->items[i], &first->items[other]))
				continue;
			taken[other] = true;
			found++;
		}
	}
	return taken && found == n;
}

bool claims_differ(struct difference **out, size_t *n, struct arena *a, const struct claim *item, const struct claim *first)
{
	struct difference_list l = {.a = a};

	if (item->n_items != first->n_items)
		add(&l, (struct difference){.sort = DIFFERS_NUMBER});
	else if (item->n_items == 1)
		compare_items(&l, &item->items[0], &first->items[0]);
	else if (!sets_agree(a, item, first))
		add(&l, (struct difference){.sort = DIFFERS_MACHINES});
	*out = l.items;
	*n = l.n;
	return !l.failed && !a->failed;
}
