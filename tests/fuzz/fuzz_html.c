/* A page's bytes. The walk: tables, rows and cells nest, the same however the bytes come. The reader: it ends, and sends frames as they must be. */
#include "html_log.h"
#include "must_read.h"

static void walk(struct str page, bool parts)
{
	static const size_t pieces[] = {1, 7, 64};
	struct buf whole, cut;
	buf_init(&whole);
	buf_init(&cut);
	MUST(html_log(&whole, page, page.n + 1, 1, parts));
	for (size_t i = 0; i < sizeof pieces / sizeof *pieces; i++) {
		buf_clear(&cut);
		MUST(html_log(&cut, page, pieces[i], pieces[i], parts));
		MUST(str_eq(buf_str(&cut), buf_str(&whole)));
	}
	buf_release(&whole);
	buf_release(&cut);
}

/* Each walk of a page must see the same tables and rows, or it would be told that it changed. */
static void read_page(struct str page)
{
	struct arena a;
	struct read_job job = {.fd = memfd_create("page", 0), .size = page.n, .spill = -1, .arena = &a, .out_fd = memfd_create("frames", 0)};
	arena_init(&a);
	MUST(job.fd >= 0 && job.out_fd >= 0 && write(job.fd, page.p, page.n) == (ssize_t)page.n);
	enum read_status status = read_html(&job);
	MUST(status == READ_OK || status == READ_LIMIT || (status == READ_UNREADABLE && !str_is(job.problem.en, "it changed while it was read")));
	MUST(status != READ_OK || job.rows > 0);
	buf_release(&job.out);
	arena_release(&a);
	close(job.fd);
	close(job.out_fd);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct str page = {(const char *)data, size};
	walk(page, false);
	walk(page, true);
	read_page(page);
	must_read(read_html, page);
	return 0;
}
