#include "read/xlsx_merges.h"

#include "read/xlsx_ref.h"
#include "read/xml.h"

enum { SHEET = 1, MERGES, MERGE };

static const struct xml_element elements[] = {
	{0, "worksheet", SHEET}, {SHEET, "mergeCells", MERGES}, {MERGES, "mergeCell", MERGE}, {0}};

void xlsx_merges_init(struct xlsx_merges *m)
{
	*m = (struct xlsx_merges){0};
	merges_init(&m->merges, XLSX_COLUMNS);
}

void xlsx_merges_release(struct xlsx_merges *m)
{
	merges_release(&m->merges);
	xlsx_outline_release(&m->outline);
	xlsx_merges_init(m);
}

/* --- reading them ---------------------------------------------------------------------------------------------- */

struct reading {
	struct read_job *job;
	struct xlsx_merges *merges;
};

static enum read_status take(struct reading *r, struct str ref)
{
	struct merges *m = &r->merges->merges;
	struct xlsx_range range;
	if (xlsx_range_read(&range, ref))
		return merges_add(
			m, r->job,
			(struct merge){range.first.row, range.last.row, range.first.column, range.last.column});
	m->ignored++;
	return READ_OK;
}

static void start(struct xml *x, unsigned is, const char **attributes, void *ctx)
{
	enum read_status status = is == MERGE ? take(ctx, xml_attribute(attributes, "ref")) : READ_OK;
	if (status != READ_OK)
		xml_fails(x, status);
}

enum read_status xlsx_merges_send(struct xlsx_merges *m, struct archive *a, struct str part)
{
	static const struct xml_handler handler = {elements, start, NULL, NULL};
	struct reading r = {a->job, m};
	merges_clear(&m->merges);
	enum read_status status = xlsx_outline_read(&m->outline, a, part);
	if (status != READ_OK || !m->outline.merges)
		return status;
	status =
		m->outline.whole ? xml_read_bytes(a, part, buf_str(&m->outline.around), &handler, &r) : READ_UNREADABLE;
	if (status == READ_UNREADABLE || status == READ_LIMIT) { /* what is wrong is told with its place in the part */
		merges_clear(&m->merges);
		status = xml_read(a, part, true, &handler, &r);
	}
	return status == READ_OK ? merges_send(&m->merges, a->job) : status;
}
