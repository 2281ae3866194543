#include "screen/duplicates.h"

#include "os/spool.h"

#include <errno.h>
#include <unistd.h>

enum { PENDING = 64 * 1024 };

/* Before the bytes of each claim. */
struct record_head {
	uint64_t first;  /* the place of the claim that it repeats; 0: it is the first itself */
	uint32_t length; /* of the claim */
};

static enum duplicates_status fail(struct duplicates *d, int error)
{
	d->error = error ? error : EIO;
	return DUPLICATES_FAILED;
}

enum duplicates_status duplicates_open(struct duplicates *d)
{
	*d = (struct duplicates){.fd = spill_open()};
	identity_table_init(&d->table);
	buf_init(&d->pending);
	buf_init(&d->bytes[0]);
	buf_init(&d->bytes[1]);
	buf_init(&d->window);
	return d->fd < 0 ? fail(d, errno) : DUPLICATES_OK;
}

void duplicates_close(struct duplicates *d)
{
	if (d->fd >= 0)
		close(d->fd);
	d->fd = -1;
	identity_table_release(&d->table);
	buf_release(&d->pending);
	buf_release(&d->bytes[0]);
	buf_release(&d->bytes[1]);
	buf_release(&d->window);
}

/* --- the file ----------------------------------------------------------------------------------------------------- */

static enum duplicates_status flush(struct duplicates *d)
{
	struct str rest = buf_str(&d->pending);

	while (rest.n) {
		ssize_t n = write(d->fd, rest.p, rest.n);
		if (n <= 0 && errno != EINTR)
			return fail(d, n == 0 ? ENOSPC : errno);
		if (n > 0)
			rest = str_sub(rest, (size_t)n, rest.n);
	}
	d->written += d->pending.n;
	buf_clear(&d->pending);
	return DUPLICATES_OK;
}

static enum duplicates_status read_file(struct duplicates *d, char *out, size_t n, uint64_t at)
{
	while (n) {
		ssize_t got = pread(d->fd, out, n, (off_t)at);
		if (got <= 0 && errno != EINTR)
			return fail(d, got == 0 ? EIO : errno);
		if (got <= 0)
			continue;
		out += got;
		at += (uint64_t)got;
		n -= (size_t)got;
	}
	return DUPLICATES_OK;
}

/* Bytes that stand in the file, or wait for it; a record is never parted between the two. */
static enum duplicates_status read_back(struct duplicates *d, void *out, size_t n, uint64_t at)
{
	if (at < d->written)
		return read_file(d, out, n, at);
	memcpy(out, d->pending.p + (at - d->written), n);
	return DUPLICATES_OK;
}

static enum duplicates_status read_record(struct duplicates *d, struct record_head *head, struct buf *out, uint64_t at)
{
	enum duplicates_status status = read_back(d, head, sizeof *head, at);

	buf_clear(out);
	if (status != DUPLICATES_OK)
		return status;
	if (!buf_reserve(out, head->length))
		return DUPLICATES_NO_MEMORY;
	out->n = head->length;
	return read_back(d, out->p, head->length, at + sizeof *head);
}

/* --- rows ---------------------------------------------------------------------------------------------------------- */

/* The place of the first claim on the identity, from 1; 0: there is none. */
static enum duplicates_status find_first(struct duplicates *d, struct str identity, uint64_t hash, uint64_t *first)
{
	uint32_t step = 0;
	uint64_t place;

	*first = 0;
	while (identity_table_next(&d->table, hash, &step, &place)) {
		struct record_head head;
		enum duplicates_status status = read_record(d, &head, &d->bytes[0], place - 1);
		if (status != DUPLICATES_OK)
			return status;
		if (!str_eq(claim_identity(buf_str(&d->bytes[0])), identity))
			continue;
		*first = place;
		return DUPLICATES_OK;
	}
	return DUPLICATES_OK;
}

static enum duplicates_status add_claim(struct duplicates *d, struct str claim)
{
	struct record_head head = {.length = (uint32_t)claim.n};
	uint64_t hash = identity_hash(claim_identity(claim));
	uint64_t place = d->written + d->pending.n + 1;
	enum duplicates_status status = find_first(d, claim_identity(claim), hash, &head.first);

	if (status != DUPLICATES_OK)
		return status;
	buf_add(&d->pending, (struct str){(const char *)&head, sizeof head});
	buf_add(&d->pending, claim);
	if (d->pending.failed || (!head.first && !identity_table_add(&d->table, hash, place)))
		return DUPLICATES_NO_MEMORY;
	d->totals.repeated += head.first != 0;
	return d->pending.n >= PENDING ? flush(d) : DUPLICATES_OK;
}

static bool stood_before(const struct row *row, size_t i)
{
	for (size_t k = 0; k < i; k++)
		if (claim_is_shared(&row->items[k], &row->items[i]))
			return true;
	return false;
}

enum duplicates_status duplicates_row(struct duplicates *d, struct arena *scratch, const struct vocabulary *v, const struct input_info *in, const struct row *row)
{
	enum duplicates_status status = DUPLICATES_OK;

	for (size_t i = 0; status == DUPLICATES_OK && i < row->n_items; i++) {
		const struct item *item = &row->items[i];
		d->totals.by[item->identity_sort]++;
		if (item->identity_sort == IDENTITY_NONE || stood_before(row, i))
			continue;
		struct buf *claim = &d->bytes[1];
		buf_clear(claim);
		claim_write(claim, scratch, v, in, row->items, row->n_items, i);
		status = claim->failed || scratch->failed ? DUPLICATES_NO_MEMORY : add_claim(d, buf_str(claim));
	}
	return status;
}

/* --- what was found ------------------------------------------------------------------------------------------------ */

static enum duplicates_status compare(struct duplicates *d, struct arena *a, struct duplicate *out, uint64_t first)
{
	struct record_head head;
	struct claim *item = ARENA_NEW(a, struct claim), *of = ARENA_NEW(a, struct claim);
	struct difference *differs;
	enum duplicates_status status = read_record(d, &head, &d->bytes[0], first - 1);

	if (status != DUPLICATES_OK)
		return status;
	if (!item || !of || !claim_read(item, a, buf_str(&d->bytes[1])) || !claim_read(of, a, buf_str(&d->bytes[0])) ||
	    !claims_differ(&differs, &out->n_differs, a, item, of))
		return DUPLICATES_NO_MEMORY;
	out->item = item;
	out->first = of;
	out->differs = differs;
	if (out->n_differs)
		d->totals.contradicting++;
	else
		d->totals.same++;
	return DUPLICATES_OK;
}

/* Heads are read many at once. */
static enum duplicates_status read_head(struct duplicates *d, struct record_head *head)
{
	struct buf *w = &d->window;

	if (d->at >= d->written)
		return read_back(d, head, sizeof *head, d->at);
	if (d->at < d->window_at || d->at + sizeof *head > d->window_at + w->n) {
		size_t n = d->written - d->at < PENDING ? (size_t)(d->written - d->at) : PENDING;
		buf_clear(w);
		if (!buf_reserve(w, n))
			return DUPLICATES_NO_MEMORY;
		enum duplicates_status status = read_file(d, w->p, n, d->at);
		if (status != DUPLICATES_OK)
			return status;
		w->n = n;
		d->window_at = d->at;
	}
	memcpy(head, w->p + (d->at - d->window_at), sizeof *head);
	return DUPLICATES_OK;
}

enum duplicates_status duplicates_next(struct duplicates *d, struct arena *a, struct duplicate *out)
{
	while (d->totals.repeated && d->at < d->written + d->pending.n) {
		struct record_head head;
		enum duplicates_status status = read_head(d, &head);
		if (status == DUPLICATES_OK && head.first)
			status = read_record(d, &head, &d->bytes[1], d->at);
		d->at += sizeof head + head.length;
		if (status != DUPLICATES_OK)
			return status;
		if (head.first)
			return compare(d, a, out, head.first);
	}
	return DUPLICATES_END;
}

size_t duplicates_words(struct words out[3], struct arena *a, const struct duplicate_totals *t)
{
	size_t n = 0;
	uintmax_t none = t->by[IDENTITY_NONE], code = t->by[IDENTITY_CODE], name = t->by[IDENTITY_NAME];

	if (t->repeated)
		out[n++] = words_printf(a, "%ju rows name a machine that an earlier row names: %ju say the same, %ju something else; it is counted each time",
					(uintmax_t)t->repeated, (uintmax_t)t->same, (uintmax_t)t->contradicting);
	if (none)
		out[n++] = words_printf(a, "%ju items were not compared with others: nothing tells which machine they are in other files (an enterprise and an "
					   "equipment number, or the mapping's identity)", none);
	if (code && name)
		out[n++] = words_printf(a, "%ju items are known by the code of their enterprise, %ju by its name alone: those were not compared with these", code,
					name);
	return n;
}
