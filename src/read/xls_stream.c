#include "read/xls_stream.h"

#include "base/limits.h"
#include "read/ole.h"

#include <errno.h>
#include <unistd.h>

enum read_status xls_stream_encrypted(struct read_job *job)
{
	return read_fails(
		job, READ_UNREADABLE,
		words_printf(job->arena,
			     "the workbook is encrypted: open it in Excel, remove the password and save it again"));
}

static enum read_status no_workbook(struct read_job *job, const struct ole *o)
{
	static const struct {
		const char *stream, *is;
	} others[] = {
		{"WordDocument", N_("this is a Word document, no workbook")},
		{"PowerPoint Document", N_("this is a PowerPoint presentation, no workbook")},
		{"__properties_version1.0", N_("this is an Outlook message, no workbook")},
	};
	if (ole_has(o, "EncryptedPackage"))
		return xls_stream_encrypted(job);
	for (size_t i = 0; i < sizeof others / sizeof *others; i++)
		if (ole_has(o, others[i].stream))
			return read_fails(job, READ_UNREADABLE,
					  (struct words){.en = str_from(others[i].is),
							 .zh = str_from(message(LANG_ZH, others[i].is))});
	return read_fails(job, READ_UNREADABLE,
			  words_printf(job->arena, "this is an Office file that holds no workbook"));
}

/* The file as it is: records in no box, as Excel 2 to 4 and some programs that export write them. */
static enum read_status read_bare(struct str *out, struct read_job *job)
{
	size_t n = 0, size = (size_t)job->size;
	char *p = arena_alloc(job->arena, size + 1);
	if (!p)
		return READ_NO_MEMORY;
	while (n < size) {
		ssize_t got = pread(job->fd, p + n, size - n, (off_t)n);
		if (got < 0 && errno == EINTR)
			continue;
		if (got <= 0)
			break;
		n += (size_t)got;
	}
	*out = (struct str){p, n};
	return READ_OK;
}

enum read_status xls_stream_read(struct str *out, struct read_job *job)
{
	char head[8] = {0};
	struct ole o;
	if (job->size > LIMIT_XLS_BYTES)
		return read_fails(job, READ_LIMIT,
				  words_printf(job->arena,
					       "the workbook is larger than %d MiB, which is too much in this format; "
					       "open it in a spreadsheet program "
					       "and save it as .xlsx",
					       (int)LIMIT_XLS_BYTES >> 20));
	if (pread(job->fd, head, sizeof head, 0) != (ssize_t)sizeof head ||
	    !ole_begins((struct str){head, sizeof head}))
		return read_bare(out, job);
	enum read_status status = ole_open(&o, job);
	if (status != READ_OK)
		return status;
	const char *stream = ole_has(&o, "Workbook") ? "Workbook" : "Book";
	return ole_has(&o, stream) ? ole_read(out, &o, stream) : no_workbook(job, &o);
}
