/* CSV and its kin as a feed of records: encoding, separator and header are found out from the first bytes. */
#include "registry/state.h"

#include "base/limits.h"
#include "registry/rejects_file.h"
#include "registry/separator.h"

/* --- encoding -------------------------------------------------------------------------------------------------- */

static enum registry_status open_decoder(struct registry *g)
{
	decoder_close(&g->decoder);
	if (decoder_open(&g->decoder, g->settled.encoding))
		return REGISTRY_ROW;
	return registry_stop_unreadable(g, words_printf(&g->arena, "this system cannot convert %s; save it as CSV UTF-8 and try again",
					  encoding_name(g->settled.encoding)));
}

static bool say_encoding(struct registry *g)
{
	const char *name = encoding_name(g->settled.encoding);
	if (g->options.encoding != ENCODING_AUTO || g->settled.open)
		return true;
	if (g->settled.damaged && !registry_notice(g, words_printf(&g->arena,
			"read as %s, though some of its bytes are none; say --encoding if it is another", name)))
		return false;
	if (g->settled.damaged || g->settled.encoding != ENCODING_GB18030)
		return true;
	return registry_notice(g, words_printf(&g->arena, "read as %s: it is no UTF-8, and %zu characters fit", name,
					       g->settled.chars));
}

static enum registry_status settle(struct registry *g, struct str window, bool whole)
{
	encoding_settle(&g->settled, window, whole);
	if (g->options.encoding != ENCODING_AUTO) {
		g->settled.encoding = g->options.encoding;
		g->settled.open = false;
	}
	if (g->transcoding.on)
		g->settled.encoding = g->transcoding.converter.big_endian ? ENCODING_UTF16BE : ENCODING_UTF16LE;
	if (!say_encoding(g))
		return registry_stop_memory(g);
	return open_decoder(g);
}

static enum registry_status ambiguous_separator(struct registry *g)
{
	return registry_stop_unreadable(g, words_printf(&g->arena, "separated by |, which can be part of a GB18030 character; save it as "
						     "CSV UTF-8 and try again"));
}

static enum registry_status settle_late(struct registry *g, struct str window, bool whole)
{
	bool bom = g->settled.bom;
	enum registry_status status = settle(g, window, whole);
	g->settled.bom = bom;
	if (g->separator == '|' && g->settled.encoding == ENCODING_GB18030)
		return ambiguous_separator(g);
	return status;
}

/* --- separator ------------------------------------------------------------------------------------------------- */

static enum registry_status find_separator(struct registry *g, struct str window, bool whole)
{
	g->separator = g->options.separator;
	if (!g->separator && !separator_find(&g->separator, window, whole, g->settled.encoding))
		return registry_stop_memory(g);
	if (g->separator == '|' && g->settled.encoding == ENCODING_GB18030)
		return ambiguous_separator(g);
	csv_set_separator(&g->csv, g->separator);
	return REGISTRY_ROW;
}

/* --- UTF-16: what the scanner sees is UTF-8 --------------------------------------------------------------------- */

/* Converts more until something is ready, or all is. False on failure. */
static bool fill_ready(struct registry *g)
{
	struct transcoding *t = &g->transcoding;
	char raw[32 * 1024];
	buf_clear(&t->ready);
	t->at = 0;
	while (!t->ready.n && !t->ended) {
		ssize_t n = registry_read_pending(g, raw, sizeof raw);
		if (n < 0)
			return false;
		if (n > 0)
			utf16_add(&t->converter, &t->ready, (struct str){raw, (size_t)n});
		else
			utf16_end(&t->converter, &t->ready);
		t->ended = n == 0;
	}
	return !t->ready.failed;
}

static ssize_t read_transcoded(void *ctx, char *p, size_t n)
{
	struct registry *g = ctx;
	struct transcoding *t = &g->transcoding;
	if (t->at == t->ready.n && !fill_ready(g))
		return -1;
	if (n > t->ready.n - t->at)
		n = t->ready.n - t->at;
	if (n)
		memcpy(p, t->ready.p + t->at, n);
	t->at += n;
	return (ssize_t)n;
}

/* The scanner begins again, now over converted bytes. */
static enum registry_status begin_transcoding(struct registry *g, struct str *window, bool big_endian)
{
	struct transcoding *t = &g->transcoding;
	g->pending = arena_str(&g->arena, *window);
	if (!g->pending.p)
		return registry_stop_memory(g);
	utf16_init(&t->converter, big_endian);
	t->on = true;
	csv_release(&g->csv);
	csv_init(&g->csv, read_transcoded, g);
	return registry_peek(g, window);
}

/* In which order of bytes the file is UTF-16; false where it is not. Its mark goes before what was said of the order. */
static bool is_utf16(const struct registry *g, struct str window, bool *big_endian)
{
	enum encoding given = g->options.encoding;
	bool little = str_starts(window, STR("\xff\xfe")), big = str_starts(window, STR("\xfe\xff"));
	if (given != ENCODING_AUTO && !encoding_is_utf16(given))
		return false;
	*big_endian = big || (!little && given == ENCODING_UTF16BE);
	return encoding_is_utf16(given) || little || big;
}

/* --- the feed ---------------------------------------------------------------------------------------------------- */

static bool skip_mark(struct registry *g, struct str *window)
{
	if (g->settled.bom) {
		csv_skip(&g->csv, UTF8_BOM_BYTES);
		*window = str_sub(*window, UTF8_BOM_BYTES, window->n);
	}
	return window->n > 0;
}

static enum registry_status find_columns(struct registry *g, struct str window, bool whole)
{
	struct opening opening;
	opening_of_bytes(&opening, window, g->separator, whole);
	enum registry_status status = registry_find_columns(g, &opening);
	opening_release(&opening);
	if (status == REGISTRY_UNREADABLE && g->stopped == REGISTRY_ROW)
		return registry_stop_unreadable(g, g->no_header);
	g->guarded = status == REGISTRY_ROW && rejects_are_marked(g->header.columns.items, g->header.columns.n);
	if (status == REGISTRY_ROW && !registry_say_columns(g))
		return registry_stop_memory(g);
	return status;
}

static enum registry_status prepare(struct registry *g, struct str window, bool whole)
{
	bool big_endian = false;
	enum registry_status status = REGISTRY_ROW;
	if (is_utf16(g, window, &big_endian)) {
		status = begin_transcoding(g, &window, big_endian);
		if (status != REGISTRY_ROW)
			return status;
		whole = window.n < ENCODING_WINDOW;
	}
	status = settle(g, window, whole);
	if (status != REGISTRY_ROW)
		return status;
	if (!skip_mark(g, &window))
		return registry_stop_unreadable(g, words_printf(&g->arena, "empty: it holds nothing but a byte order mark"));
	status = find_separator(g, window, whole);
	return status == REGISTRY_ROW ? find_columns(g, window, whole) : status;
}

static enum registry_status next_record(struct registry *g, struct record *r)
{
	switch (csv_next(&g->csv, r)) {
	case CSV_RECORD:
		g->rows = g->csv.number;
		return REGISTRY_ROW;
	case CSV_END:
		g->stopped = REGISTRY_END;
		return REGISTRY_END;
	case CSV_FAILED:
		return registry_stop_reading(g, g->input->error);
	case CSV_NO_MEMORY:
		break;
	}
	return registry_stop_memory(g);
}

/* Until now all was ASCII: the encoding is settled from here, and the record read again. */
static enum registry_status settle_now(struct registry *g, struct record *r)
{
	struct str window;
	csv_again(&g->csv, r);
	if (csv_peek(&g->csv, &window, ENCODING_WINDOW) != CSV_RECORD)
		return next_record(g, r);
	enum registry_status status = settle_late(g, window, window.n < ENCODING_WINDOW);
	return status == REGISTRY_ROW ? next_record(g, r) : status;
}

static enum registry_status next(struct registry *g, struct record *r)
{
	enum registry_status status = next_record(g, r);
	bool settles = status == REGISTRY_ROW && g->settled.open && r->trouble != RECORD_LONG_RECORD && ascii_length(r->raw) < r->raw.n;
	return settles ? settle_now(g, r) : status;
}

static void close_text(struct registry *g)
{
	buf_release(&g->transcoding.ready);
}

const struct feed text_feed = {.prepare = prepare, .next = next, .close = close_text};
