#include "read/html_bytes.h"

#include "read/html_reference.h"
#include "text/utf8.h"

#include <errno.h>
#include <iconv.h>
#include <unistd.h>

enum {
	PIECE = 64 * 1024,         /* bytes read at once */
	HEAD = 16 * 1024,          /* where a declaration is looked for; Excel has it within the first 1,000 bytes */
	WINDOW = 1024 * 1024,      /* what is looked at to settle the encoding, from the first byte beyond ASCII on */
	WIDEST = 3,                /* bytes of UTF-8 that one of GB18030 or windows-1252 may become */
};

/* --- reading ------------------------------------------------------------------------------------------------------------ */

static enum read_status unread(struct html_bytes *b)
{
	return read_fails(b->job, READ_UNREADABLE, words_printf(b->job->arena, "it could not be read to its end"));
}

/* Appends up to n bytes to what was read; sets `ended` where none came. */
static enum read_status read_more(struct html_bytes *b, size_t n)
{
	ssize_t got;
	if (!buf_reserve(&b->raw, n))
		return READ_NO_MEMORY;
	do
		got = read(b->job->fd, b->raw.p + b->raw.n, n);
	while (got < 0 && errno == EINTR);
	if (got < 0)
		return unread(b);
	b->raw.n += (size_t)got;
	b->ended = got == 0;
	return READ_OK;
}

enum read_status html_bytes_rewind(struct html_bytes *b)
{
	buf_clear(&b->raw);
	buf_clear(&b->text);
	b->ended = false;
	utf16_init(&b->utf16, b->charset == CHARSET_UTF16BE);
	if (b->gb18030)
		iconv(b->gb18030, NULL, NULL, NULL, NULL);
	return lseek(b->job->fd, (off_t)b->start, SEEK_SET) == (off_t)b->start ? READ_OK : unread(b);
}

/* --- settling the encoding ---------------------------------------------------------------------------------------------- */

static size_t ascii_length(struct str s)
{
	size_t i = 0;
	while (i < s.n && (unsigned char)s.p[i] < 0x80)
		i++;
	return i;
}

/* Leaves in `raw` a window from the first byte beyond ASCII on; `ended`: up to the page's end. */
static enum read_status look(struct html_bytes *b)
{
	enum read_status status = READ_OK;
	while (status == READ_OK && !b->ended && b->raw.n < WINDOW) {
		if (ascii_length(buf_str(&b->raw)) == b->raw.n)
			buf_clear(&b->raw);
		status = read_more(b, PIECE);
	}
	return status;
}

/* How the bytes read as GB18030; characters are counted by the bytes beyond ASCII that they begin with. */
static struct charset_tally tally_gb18030(struct html_bytes *b, struct str s)
{
	struct charset_tally t = {0, 0};
	char scratch[4096];
	char *from = (char *)(uintptr_t)s.p;
	size_t left = s.n;
	iconv(b->gb18030, NULL, NULL, NULL, NULL);
	while (left) {
		char *to = scratch;
		size_t room = sizeof scratch;
		size_t done = iconv(b->gb18030, &from, &left, &to, &room);
		int error = done == (size_t)-1 ? errno : 0;
		t.good += charset_tally_utf8((struct str){scratch, (size_t)(to - scratch)}, true).good;
		if (error == E2BIG || !left)
			continue;
		if (error == EINVAL && !b->ended)
			break;
		t.bad++;
		from++;
		left--;
		iconv(b->gb18030, NULL, NULL, NULL, NULL);
	}
	return t;
}

static enum read_status not_read(struct html_bytes *b)
{
	return read_fails(
		b->job, READ_UNREADABLE,
		words_printf(b->job->arena,
			     "the page is in the encoding \"%.*s\", which is not read; save it as UTF-8 and try again",
			     STR_ARG(b->declared)));
}

static enum read_status settle(struct html_bytes *b, struct str head)
{
	struct str label;
	enum charset declared = charset_declared(&label, head);
	b->declared = arena_str(b->job->arena, label);
	enum read_status status = html_bytes_rewind(b);
	if (status == READ_OK)
		status = look(b);
	if (status != READ_OK)
		return status;
	struct str window = buf_str(&b->raw);
	struct charset_tally utf8 = charset_tally_utf8(window, b->ended), gb18030 = {0, utf8.bad};
	if (b->gb18030)
		gb18030 = tally_gb18030(b, window);
	b->charset = charset_settle(declared, utf8, gb18030);
	b->contradicted = declared != CHARSET_NONE && declared != b->charset && utf8.good + utf8.bad > 0;
	if (b->charset == CHARSET_OTHER || (b->charset == CHARSET_GB18030 && !b->gb18030))
		return not_read(b);
	return READ_OK;
}

enum read_status html_bytes_open(struct html_bytes *b, struct read_job *job)
{
	iconv_t converter = iconv_open("UTF-8", "GB18030");
	*b = (struct html_bytes){.job = job, .gb18030 = converter == (iconv_t)-1 ? NULL : converter};
	buf_init(&b->raw);
	buf_init(&b->text);
	enum read_status status = html_bytes_rewind(b);
	while (status == READ_OK && !b->ended && b->raw.n < HEAD)
		status = read_more(b, HEAD - b->raw.n);
	if (status != READ_OK)
		return status;
	b->charset = charset_marked(buf_str(&b->raw), &b->start);
	if (b->charset == CHARSET_NONE)
		status = settle(b, buf_str(&b->raw));
	return status == READ_OK ? html_bytes_rewind(b) : status;
}

void html_bytes_close(struct html_bytes *b)
{
	if (b->gb18030)
		iconv_close(b->gb18030);
	buf_release(&b->raw);
	buf_release(&b->text);
}

/* --- converting --------------------------------------------------------------------------------------------------------- */

static bool convert_1252(struct html_bytes *b)
{
	char *to = buf_reserve(&b->text, b->raw.n * WIDEST) ? b->text.p : NULL;
	for (size_t i = 0; to && i < b->raw.n; i++)
		to += utf8_put(to, windows_1252((unsigned char)b->raw.p[i]));
	b->text.n = to ? (size_t)(to - b->text.p) : 0;
	buf_clear(&b->raw);
	return to;
}

/*
 * A bad byte stays as it is. It cannot become part of a character that it does not belong to: before and behind it stand
 * whole characters, and two bad bytes in a row are no UTF-8, for a lead byte followed by one of 80 to BF is a character in
 * GB18030.
 */
static bool convert_gb18030(struct html_bytes *b)
{
	char *from = b->raw.p;
	size_t left = b->raw.n;
	while (left) {
		if (!buf_reserve(&b->text, left * WIDEST + 1))
			return false;
		char *to = b->text.p + b->text.n;
		size_t room = b->text.cap - b->text.n - 1;
		size_t done = iconv(b->gb18030, &from, &left, &to, &room);
		int error = done == (size_t)-1 ? errno : 0;
		b->text.n = (size_t)(to - b->text.p);
		if (error == E2BIG || !left)
			continue;
		if (error == EINVAL && !b->ended)
			break; /* the rest of the character comes with the next piece */
		buf_addc(&b->text, *from++);
		left--;
		iconv(b->gb18030, NULL, NULL, NULL, NULL);
	}
	memmove(b->raw.p, from, left);
	b->raw.n = left;
	return !b->text.failed;
}

static bool convert_utf16(struct html_bytes *b)
{
	utf16_add(&b->utf16, &b->text, buf_str(&b->raw));
	if (b->ended)
		utf16_end(&b->utf16, &b->text);
	buf_clear(&b->raw);
	return !b->text.failed;
}

static bool convert_nothing(struct html_bytes *b)
{
	struct buf read = b->raw;
	b->raw = b->text;
	b->text = read;
	buf_clear(&b->raw);
	return true;
}

enum read_status html_bytes_next(struct html_bytes *b, struct str *out)
{
	static bool (*const conversions[])(struct html_bytes *) = {
		[CHARSET_NONE] = convert_nothing,    [CHARSET_UTF8] = convert_nothing,  [CHARSET_GB18030] = convert_gb18030,
		[CHARSET_UTF16LE] = convert_utf16,   [CHARSET_UTF16BE] = convert_utf16, [CHARSET_WINDOWS_1252] = convert_1252,
		[CHARSET_OTHER] = convert_nothing,
	};
	buf_clear(&b->text);
	while (!b->text.n && !b->ended) {
		enum read_status status = read_more(b, PIECE);
		if (status != READ_OK)
			return status;
		if (!conversions[b->charset](b))
			return READ_NO_MEMORY;
	}
	*out = buf_str(&b->text);
	return READ_OK;
}
