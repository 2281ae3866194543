/*
 * What the helper process sends. Whatever it is: reading it ends, frames that are given out decode and ascend, and only what is whole and counts right
 * ends well.
 */
#include "base/limits.h"
#include "registry/container.h"
#include "text/utf8.h"
#include "must.h"

#include <sys/mman.h>
#include <unistd.h>

static void check_row(struct str rest, uint64_t *last)
{
	uint64_t number;
	uint32_t n;
	struct frame_cell cell;
	int64_t column = -1;
	MUST(frame_take_u64(&rest, &number) && number > *last);
	*last = number;
	MUST(frame_take_u32(&rest, &n) && n > 0);
	for (uint32_t i = 0; i < n; i++) {
		MUST(frame_take_cell(&rest, &cell));
		MUST((int64_t)cell.column > column && cell.column < 1 << 14 && cell.text.n <= LIMIT_CELL_BYTES + 1);
		column = cell.column;
	}
	MUST(rest.n == 0);
}

static void check_words(struct words w)
{
	MUST(w.en.n && utf8_valid(w.en) == w.en.n && utf8_valid(w.zh) == w.zh.n);
	for (size_t i = 0; i < w.en.n; i++)
		MUST((unsigned char)w.en.p[i] >= ' ');
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct helper h = {.fd = memfd_create("frames", MFD_CLOEXEC), .patience = 1};
	struct container c;
	struct frame frame;
	enum container_status status;
	uint64_t last = 0, rows = 0;
	size_t tables = 0, n;
	MUST(h.fd >= 0 && write(h.fd, data, size) == (ssize_t)size && lseek(h.fd, 0, SEEK_SET) == 0);
	container_listen(&c, h);
	while ((status = container_next(&c, &frame)) == CONTAINER_FRAME) {
		if (frame.type == FRAME_TABLE) {
			tables++;
			last = 0;
		} else {
			MUST(tables > 0);
		}
		if (frame.type == FRAME_ROW) {
			check_row(frame.payload, &last);
			rows++;
		}
	}
	MUST(container_next(&c, &frame) == status);
	MUST((status == CONTAINER_END) == !c.problem.en.p);
	MUST(status != CONTAINER_END || (rows == c.rows && size >= 2 * FRAME_HEAD + 9));
	if (c.problem.en.p)
		check_words(c.problem);
	const struct words *notices = container_notices(&c, &n);
	for (size_t i = 0; i < n; i++)
		check_words(notices[i]);
	container_close(&c);
	return 0;
}
