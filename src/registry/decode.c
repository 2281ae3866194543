#include "registry/decode.h"

#include <iconv.h>
#include <stdint.h>

static const struct str replacement = STR_INIT("\xef\xbf\xbd");
static const struct str cut_off = STR_INIT("…");

bool decoder_open(struct decoder *d, enum encoding e)
{
	*d = (struct decoder){.encoding = e, .converter = NULL};
	if (e != ENCODING_GB18030)
		return true;
	iconv_t converter = iconv_open("UTF-8", "GB18030");
	if (converter == (iconv_t)-1)
		return false;
	d->converter = converter;
	return true;
}

void decoder_close(struct decoder *d)
{
	if (d->converter)
		iconv_close(d->converter);
	d->converter = NULL;
}

/* Converts valid bytes; returns how many were, all but where the system's table is poorer than the standard. */
static size_t convert(const struct decoder *d, char *out, size_t room, size_t *n, struct str valid)
{
	char *from = (char *)(uintptr_t)valid.p, *to = out + *n;
	size_t left = valid.n, space = room - *n;
	if (!d->converter) {
		memcpy(to, valid.p, valid.n);
		*n += valid.n;
		return valid.n;
	}
	iconv(d->converter, NULL, NULL, NULL, NULL);
	iconv(d->converter, &from, &left, &to, &space);
	*n = room - space;
	return valid.n - left;
}

/* With room for `more` bytes behind it. */
static struct str decode_with_room(const struct decoder *d, struct arena *a, struct str raw, size_t more)
{
	/* A byte becomes three at most: a bad one the three of U+FFFD. */
	size_t valid = encoding_valid(d->encoding, raw), n = 0;
	size_t room = valid == raw.n && !d->converter ? raw.n : raw.n * replacement.n;
	char *out = arena_alloc(a, room + more + 1);
	if (!out)
		return STR_NONE;
	for (size_t i = 0; i < raw.n; i++) {
		if (valid)
			i += convert(d, out, room, &n, str_sub(raw, i, i + valid));
		if (i >= raw.n)
			break;
		memcpy(out + n, replacement.p, replacement.n);
		n += replacement.n;
		valid = encoding_valid(d->encoding, str_sub(raw, i + 1, raw.n));
	}
	out[n] = '\0';
	return (struct str){out, n};
}

struct str decode(const struct decoder *d, struct arena *a, struct str raw)
{
	return decode_with_room(d, a, raw, 0);
}

struct str decode_start(const struct decoder *d, struct arena *a, struct str raw, size_t most)
{
	size_t i = 0;
	for (size_t chars = 0; i < raw.n && chars < most; chars++) {
		size_t length = encoding_char(d->encoding, str_sub(raw, i, raw.n));
		i += length ? length : 1;
	}
	bool cut = i < raw.n;
	struct str start = decode_with_room(d, a, str_sub(raw, 0, i), cut ? cut_off.n : 0);
	if (!cut || !start.p)
		return start;
	char *end = (char *)(uintptr_t)(start.p + start.n);
	memcpy(end, cut_off.p, cut_off.n);
	end[cut_off.n] = '\0';
	return (struct str){start.p, start.n + cut_off.n};
}
