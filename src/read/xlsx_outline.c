#include "read/xlsx_outline.h"

enum {
	CHUNK = 64 * 1024,
	AROUND_MOST = 4 * 1024 * 1024, /* 100,000 merged ranges have 3 MiB */
	KEPT = 64,                     /* bytes before what is looked at: a name with its prefix */
};

static const struct str rows_name = STR_INIT("sheetData"), merge_name = STR_INIT("mergeCell");

void xlsx_outline_init(struct xlsx_outline *o)
{
	*o = (struct xlsx_outline){0};
}

void xlsx_outline_release(struct xlsx_outline *o)
{
	buf_release(&o->around);
	buf_release(&o->window);
	xlsx_outline_init(o);
}

/* --- tags ------------------------------------------------------------------------------------------------------ */

static bool ends_name(char c)
{
	return c == '>' || c == '/' || c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

/* Where the tag begins whose name's local part stands at `at`: its <. s.n where that is no tag, or cannot be seen. */
static size_t tag_start(struct str s, size_t at, bool closing)
{
	size_t i = at;
	if (at + rows_name.n >= s.n || !ends_name(s.p[at + rows_name.n]))
		return s.n;
	while (i && s.p[i - 1] != '<' && s.p[i - 1] != '/' && !ends_name(s.p[i - 1]))
		i--;
	/* <sheetData, <x:sheetData; not <asheetData */
	if (i < at && s.p[at - 1] != ':')
		return s.n;
	if (closing)
		return i >= 2 && s.p[i - 1] == '/' && s.p[i - 2] == '<' ? i - 2 : s.n;
	return i >= 1 && s.p[i - 1] == '<' ? i - 1 : s.n;
}

static void drop(struct buf *b, size_t n)
{
	memmove(b->p, b->p + n, b->n - n);
	b->n -= n;
}

static void lose(struct xlsx_outline *o)
{
	o->place = OUTLINE_LOST;
	buf_clear(&o->around);
	buf_clear(&o->window);
}

/* --- the three places; each answers whether the next one has come ---------------------------------------------- */

static bool before(struct xlsx_outline *o)
{
	struct str all = buf_str(&o->window);
	for (size_t at = str_find(all, rows_name); at < all.n;
	     at += 1 + str_find(str_sub(all, at + 1, all.n), rows_name)) {
		size_t start = tag_start(all, at, false);
		if (start == all.n)
			continue;
		buf_add(&o->around, str_sub(all, 0, start));
		drop(&o->window, start);
		o->place = OUTLINE_ROWS;
		return true;
	}
	return false;
}

static bool rows(struct xlsx_outline *o)
{
	struct str all = buf_str(&o->window);
	for (size_t at = str_find(all, rows_name); at < all.n;
	     at += 1 + str_find(str_sub(all, at + 1, all.n), rows_name)) {
		size_t start = tag_start(all, at, true), end = start;
		if (start == all.n)
			continue;
		while (end < all.n && all.p[end] != '>')
			end++;
		if (str_has(str_sub(all, 0, start), merge_name) || end == all.n) {
			lose(o);
			return false;
		}
		drop(&o->window, end + 1);
		o->place = OUTLINE_BEHIND;
		return true;
	}
	if (str_has(all, merge_name))
		lose(o);
	else if (all.n > KEPT)
		drop(&o->window, all.n - KEPT);
	return false;
}

static bool behind(struct xlsx_outline *o)
{
	buf_add(&o->around, buf_str(&o->window));
	buf_clear(&o->window);
	return false;
}

static void settle(struct xlsx_outline *o)
{
	static bool (*const places[])(struct xlsx_outline *) = {
		[OUTLINE_BEFORE] = before, [OUTLINE_ROWS] = rows, [OUTLINE_BEHIND] = behind};
	while (o->place != OUTLINE_LOST && places[o->place](o))
		;
	if (o->around.n + o->window.n > AROUND_MOST)
		lose(o);
}

/* --- the part -------------------------------------------------------------------------------------------------- */

/* Whether <! or <? stands in s: a comment, a section, an instruction. */
static bool has_markup(struct str s)
{
	for (int i = 0; i < 2; i++)
		for (const char *c = memchr(s.p, "!?"[i], s.n); c;
		     c = memchr(c + 1, "!?"[i], s.n - (size_t)(c + 1 - s.p)))
			if (c > s.p && c[-1] == '<')
				return true;
	return false;
}

/* A part's first bytes: those of the XML declaration are passed over. False where they are not of an encoding in which ASCII is ASCII. */
static bool begins(struct str *rest)
{
	/* UTF-16 has a NUL or a byte order mark (FE FF, FF FE) in its first two bytes */
	if (rest->n >= 2 && (!rest->p[0] || !rest->p[1] || (unsigned char)rest->p[0] >= 0xfe))
		return false;
	if (str_starts(*rest, STR("\xef\xbb\xbf")))
		*rest = str_sub(*rest, 3, rest->n);
	if (str_starts(*rest, STR("<?xml ")))
		*rest = str_sub(*rest, 2, rest->n);
	return true;
}

enum read_status xlsx_outline_read(struct xlsx_outline *out, struct archive *a, struct str part)
{
	char bytes[KEPT + CHUNK];
	size_t kept = 0, n = 1;
	struct part p;
	bool first = true;
	enum read_status status = part_open(&p, a, part, false);
	out->merges = out->whole = false;
	out->place = OUTLINE_BEFORE;
	buf_clear(&out->around);
	buf_clear(&out->window);
	while (status == READ_OK && n) {
		status = part_read(&n, &p, bytes + kept, CHUNK);
		struct str now = {bytes, kept + n}, fresh = str_sub(now, kept ? kept - 1 : 0, now.n); /* and one before */
		if (first && !begins(&fresh)) {
			out->merges = true;
			lose(out);
		}
		first = false;
		out->merges = out->merges || str_has(now, merge_name);
		if (out->place != OUTLINE_LOST && has_markup(fresh))
			lose(out);
		if (out->place != OUTLINE_LOST) {
			buf_add(&out->window, str_sub(now, kept, now.n));
			settle(out);
		}
		kept = now.n < KEPT ? now.n : KEPT;
		memmove(bytes, bytes + now.n - kept, kept);
	}
	part_close(&p);
	out->whole = out->place == OUTLINE_BEHIND;
	return status == READ_OK && (out->around.failed || out->window.failed) ? READ_NO_MEMORY : status;
}
