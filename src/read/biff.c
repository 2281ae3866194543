#include "read/biff.h"

#include "text/utf16.h"
#include "text/utf8.h"

unsigned biff_u8(struct str s, size_t at)
{
	return at < s.n ? (unsigned char)s.p[at] : 0;
}

unsigned biff_u16(struct str s, size_t at)
{
	return at + 2 <= s.n ? biff_u8(s, at) | biff_u8(s, at + 1) << 8 : 0;
}

uint32_t biff_u32(struct str s, size_t at)
{
	return at + 4 <= s.n ? biff_u16(s, at) | (uint32_t)biff_u16(s, at + 2) << 16 : 0;
}

static double double_of(uint64_t bits)
{
	double d;
	memcpy(&d, &bits, sizeof d);
	return d;
}

double biff_double(struct str s, size_t at)
{
	return double_of(biff_u32(s, at) | (uint64_t)biff_u32(s, at + 4) << 32);
}

double biff_rk(uint32_t rk)
{
	enum { BY_100 = 1, INTEGER = 2 };
	int64_t integer = (rk >> 2) - (rk & 0x80000000 ? (int64_t)1 << 30 : 0);
	double d = rk & INTEGER ? (double)integer : double_of((uint64_t)(rk & ~3u) << 32);
	return rk & BY_100 ? d / 100 : d;
}

enum biff_step biff_next(struct biff_record *out, struct str stream, size_t at)
{
	enum { HEAD = 4 };
	struct str rest = str_sub(stream, at, stream.n);
	*out = (struct biff_record){.type = biff_u16(rest, 0), .at = at};
	if (!rest.n)
		return BIFF_STEP_END;
	size_t n = biff_u16(rest, 2);
	if (rest.n < HEAD + n)
		return BIFF_STEP_CUT;
	out->body = str_sub(rest, HEAD, HEAD + n);
	out->next = at + HEAD + n;
	return BIFF_STEP_RECORD;
}

/* --- texts ------------------------------------------------------------------------------------------------------ */

struct biff_text biff_text_at(struct str stream, const struct biff_record *record, size_t skip)
{
	return (struct biff_text){
		.stream = stream, .rest = str_sub(record->body, skip, record->body.n), .next = record->next};
}

bool biff_text_more(struct biff_text *t)
{
	struct biff_record record;
	while (!t->rest.n) {
		if (biff_next(&record, t->stream, t->next) != BIFF_STEP_RECORD || record.type != BIFF_CONTINUE)
			return false;
		t->rest = record.body;
		t->next = record.next;
	}
	return true;
}

static unsigned take_byte(struct biff_text *t)
{
	if (!biff_text_more(t)) {
		t->failed = true;
		return 0;
	}
	unsigned byte = biff_u8(t->rest, 0);
	t->rest = str_sub(t->rest, 1, t->rest.n);
	return byte;
}

static uint32_t take_number(struct biff_text *t, unsigned bytes)
{
	uint32_t n = 0;
	for (unsigned i = 0; i < bytes; i++)
		n |= (uint32_t)take_byte(t) << (8 * i);
	return n;
}

static void skip(struct biff_text *t, uint64_t n)
{
	while (n && !t->failed) {
		if (!biff_text_more(t)) {
			t->failed = true;
			return;
		}
		size_t here = n < t->rest.n ? (size_t)n : t->rest.n;
		t->rest = str_sub(t->rest, here, t->rest.n);
		n -= here;
	}
}

/* Characters whose upper byte is 0 and not stored. */
static void add_narrow(struct buf *out, struct str s)
{
	for (size_t i = 0; i < s.n; i++) {
		char c[4];
		unsigned char byte = (unsigned char)s.p[i];
		if (byte < 0x80)
			buf_addc(out, s.p[i]);
		else
			buf_add(out, (struct str){c, utf8_put(c, byte)});
	}
}

/* A record in which the characters go on begins with flags of its own: they may be narrow there and wide before. */
static void take_characters(struct buf *out, struct biff_text *t, size_t n, bool wide)
{
	struct utf16 decoder;
	utf16_init(&decoder, false);
	while (n) {
		if (!t->rest.n) {
			wide = take_byte(t) & 1;
			if (t->failed)
				return;
			continue;
		}
		size_t here = t->rest.n / (wide ? 2 : 1);
		if (here > n)
			here = n;
		struct str bytes = str_sub(t->rest, 0, here * (wide ? 2 : 1));
		if (!here) { /* half a character */
			t->failed = true;
			return;
		}
		if (out && wide) {
			utf16_add(&decoder, out, bytes);
		} else if (out) {
			utf16_end(&decoder, out);
			add_narrow(out, bytes);
		}
		t->rest = str_sub(t->rest, bytes.n, t->rest.n);
		n -= here;
	}
	if (out)
		utf16_end(&decoder, out);
}

void biff_unicode(struct buf *out, struct biff_text *t, unsigned length_bytes)
{
	enum { WIDE = 0x01, SPOKEN = 0x04, RICH = 0x08, RUN_BYTES = 4 };
	size_t n = take_number(t, length_bytes);
	unsigned flags = take_byte(t);
	uint32_t runs = flags & RICH ? take_number(t, 2) : 0;
	uint32_t spoken = flags & SPOKEN ? take_number(t, 4) : 0;
	take_characters(out, t, n, flags & WIDE);
	skip(t, (uint64_t)runs * RUN_BYTES);
	skip(t, spoken);
}
