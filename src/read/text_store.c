#include "read/text_store.h"

#include "base/limits.h"

#include <errno.h>
#include <stdlib.h>
#include <unistd.h>

enum {
	ENDS_IN_MEMORY = 256 * 1024, /* 2 MiB of them */
	PAGE = 4096,
	PAGES = 256, /* 1 MiB; texts are mostly asked for in the order they stand in, or all over: small pages cost least then */
	ENDS_PAGES = 64,
	WRITTEN_TOGETHER = 64 * 1024,
};

/* In the file the ends come first, at a fixed place, then the texts. */
static const uint64_t ENDS_AT = 0, TEXTS_AT = (uint64_t)LIMIT_SHARED_STRINGS * sizeof(uint64_t);

struct page {
	uint64_t number; /* from 1; 0: holds nothing */
	char bytes[PAGE];
};

struct stream { /* what is written one behind the other, from `at` */
	uint64_t at;
	size_t n;
	char bytes[WRITTEN_TOGETHER];
};

struct text_spill {
	uint64_t border; /* bytes of the texts in memory: those behind are in the file */
	bool reading;    /* what was written has been flushed */
	struct stream ends, texts;
	struct page ends_pages[ENDS_PAGES], pages[PAGES];
	char text[LIMIT_CELL_BYTES + 1]; /* one that crosses pages */
};

void text_store_init(struct text_store *s, int fd)
{
	*s = (struct text_store){.fd = fd};
	buf_init(&s->memory);
}

void text_store_release(struct text_store *s)
{
	buf_release(&s->memory);
	free(s->ends);
	free(s->spill);
	text_store_init(s, -1);
}

/* --- writing --------------------------------------------------------------------------------------------------- */

static enum text_store_status flush(const struct text_store *s, struct stream *t)
{
	for (size_t done = 0; done < t->n;) {
		ssize_t n = pwrite(s->fd, t->bytes + done, t->n - done, (off_t)(t->at + done));
		if (n < 0 && errno == EINTR)
			continue;
		if (n <= 0)
			return TEXT_STORE_FILE;
		done += (size_t)n;
	}
	t->at += t->n;
	t->n = 0;
	return TEXT_STORE_OK;
}

static enum text_store_status write_on(const struct text_store *s, struct stream *t, struct str bytes)
{
	while (bytes.n) {
		size_t n = sizeof t->bytes - t->n < bytes.n ? sizeof t->bytes - t->n : bytes.n;
		memcpy(t->bytes + t->n, bytes.p, n);
		t->n += n;
		bytes = str_sub(bytes, n, bytes.n);
		if (t->n == sizeof t->bytes && flush(s, t) != TEXT_STORE_OK)
			return TEXT_STORE_FILE;
	}
	return TEXT_STORE_OK;
}

static enum text_store_status begin_spill(struct text_store *s)
{
	if (s->spill)
		return TEXT_STORE_OK;
	if (s->fd < 0)
		return TEXT_STORE_NO_FILE;
	s->spill = calloc(1, sizeof *s->spill);
	if (!s->spill)
		return TEXT_STORE_NO_MEMORY;
	s->spill->ends.at = ENDS_AT;
	s->spill->texts.at = TEXTS_AT;
	s->spill->border = UINT64_MAX;
	return TEXT_STORE_OK;
}

static enum text_store_status add_text(struct text_store *s, struct str text)
{
	enum text_store_status status;
	if (!s->spill || s->spill->border == UINT64_MAX) {
		if (s->memory.n + text.n <= LIMIT_SHARED_STRING_BYTES) {
			buf_add(&s->memory, text);
			return s->memory.failed ? TEXT_STORE_NO_MEMORY : TEXT_STORE_OK;
		}
		status = begin_spill(s);
		if (status != TEXT_STORE_OK)
			return status;
		s->spill->border = s->memory.n;
	}
	return write_on(s, &s->spill->texts, text);
}

static enum text_store_status add_end(struct text_store *s, uint64_t end)
{
	if (s->n >= ENDS_IN_MEMORY) {
		enum text_store_status status = begin_spill(s);
		return status == TEXT_STORE_OK
			       ? write_on(s, &s->spill->ends, (struct str){(const char *)&end, sizeof end})
			       : status;
	}
	if (s->n == s->ends_cap) {
		size_t cap = s->ends_cap ? s->ends_cap * 2 : 1024;
		uint64_t *ends = realloc(s->ends, cap * sizeof *ends);
		if (!ends)
			return TEXT_STORE_NO_MEMORY;
		s->ends = ends;
		s->ends_cap = cap;
	}
	s->ends[s->n] = end;
	return TEXT_STORE_OK;
}

enum text_store_status text_store_add(struct text_store *s, struct str text)
{
	if (s->n == LIMIT_SHARED_STRINGS)
		return TEXT_STORE_MANY;
	text = str_sub(text, 0, LIMIT_CELL_BYTES + 1);
	enum text_store_status status = add_text(s, text);
	if (status == TEXT_STORE_OK)
		status = add_end(s, s->bytes + text.n);
	if (status != TEXT_STORE_OK)
		return status;
	s->bytes += text.n;
	s->n++;
	return TEXT_STORE_OK;
}

/* --- reading --------------------------------------------------------------------------------------------------- */

static enum text_store_status begin_reading(struct text_store *s)
{
	struct text_spill *p = s->spill;
	if (p->reading)
		return TEXT_STORE_OK;
	if (flush(s, &p->ends) != TEXT_STORE_OK || flush(s, &p->texts) != TEXT_STORE_OK)
		return TEXT_STORE_FILE;
	p->reading = true;
	return TEXT_STORE_OK;
}

/* The page that holds the byte `at` of the file; NULL where it cannot be read. The last one may be short. */
static const char *page_at(const struct text_store *s, struct page *pages, size_t n_pages, uint64_t at)
{
	uint64_t number = at / PAGE + 1;
	struct page *page = &pages[number % n_pages];
	if (page->number == number)
		return page->bytes;
	page->number = 0;
	for (size_t done = 0; done < PAGE;) {
		ssize_t n = pread(s->fd, page->bytes + done, PAGE - done, (off_t)((number - 1) * PAGE + done));
		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return NULL;
		if (n == 0)
			break;
		done += (size_t)n;
	}
	page->number = number;
	return page->bytes;
}

static enum text_store_status end_of(uint64_t *out, struct text_store *s, uint64_t i)
{
	if (i < ENDS_IN_MEMORY) {
		*out = s->ends[i];
		return TEXT_STORE_OK;
	}
	uint64_t at = ENDS_AT + (i - ENDS_IN_MEMORY) * sizeof *out;
	const char *page = page_at(s, s->spill->ends_pages, ENDS_PAGES, at);
	if (!page)
		return TEXT_STORE_FILE;
	memcpy(out, page + at % PAGE, sizeof *out); /* eight bytes at a multiple of eight never cross pages */
	return TEXT_STORE_OK;
}

static enum text_store_status text_at(struct str *out, struct text_store *s, uint64_t at, size_t n)
{
	struct text_spill *p = s->spill;
	const char *page;
	for (size_t done = 0; done < n;) {
		size_t from = (size_t)((at + done) % PAGE), some = PAGE - from < n - done ? PAGE - from : n - done;
		page = page_at(s, p->pages, PAGES, at + done);
		if (!page)
			return TEXT_STORE_FILE;
		if (some == n) {
			*out = (struct str){page + from, n};
			return TEXT_STORE_OK;
		}
		memcpy(p->text + done, page + from, some);
		done += some;
	}
	*out = (struct str){p->text, n};
	return TEXT_STORE_OK;
}

enum text_store_status text_store_get(struct str *out, struct text_store *s, uint64_t i)
{
	uint64_t start = 0, end;
	enum text_store_status status = s->spill ? begin_reading(s) : TEXT_STORE_OK;
	if (status == TEXT_STORE_OK && i > 0)
		status = end_of(&start, s, i - 1);
	if (status == TEXT_STORE_OK)
		status = end_of(&end, s, i);
	if (status != TEXT_STORE_OK)
		return status;
	if (!s->spill || start < s->spill->border) {
		*out = str_sub(buf_str(&s->memory), (size_t)start, (size_t)end);
		return TEXT_STORE_OK;
	}
	return text_at(out, s, TEXTS_AT + (start - s->spill->border), (size_t)(end - start));
}
