#include "read/xlsx_strings.h"

#include "base/limits.h"
#include "read/xlsx_text.h"
#include "read/xml.h"

#include <errno.h>

enum { SST = 1, SI, RUN, T };

static const struct xml_element elements[] = {{0, "sst", SST}, {SST, "si", SI}, {SI, "t", T},
					      {SI, "r", RUN},  {RUN, "t", T},   {0}};

struct strings {
	struct read_job *job;
	struct text_store *store;
	struct xlsx_text text;
};

enum read_status xlsx_strings_fail(struct read_job *job, enum text_store_status status)
{
	switch (status) {
	case TEXT_STORE_OK:
		return READ_OK;
	case TEXT_STORE_MANY:
		return read_fails(job, READ_LIMIT,
				  words_printf(job->arena, "the workbook has more than %d shared strings",
					       (int)LIMIT_SHARED_STRINGS));
	case TEXT_STORE_NO_FILE:
		return read_fails(job, READ_LIMIT,
				  words_printf(job->arena,
					       "the texts of the workbook are more than %d bytes, and there is no "
					       "temporary file for them",
					       (int)LIMIT_SHARED_STRING_BYTES));
	case TEXT_STORE_FILE:
		return read_fails(job, READ_LIMIT,
				  words_printf(job->arena,
					       "the texts of the workbook do not fit into the temporary file: %s",
					       strerror(errno)));
	case TEXT_STORE_NO_MEMORY:
		break;
	}
	return READ_NO_MEMORY;
}

static void start(struct xml *x, unsigned is, const char **attributes, void *ctx)
{
	struct strings *s = ctx;
	(void)x;
	(void)attributes;
	if (is == SI)
		xlsx_text_clear(&s->text);
}

static void end(struct xml *x, unsigned is, void *ctx)
{
	struct strings *s = ctx;
	if (is == T)
		xlsx_text_end_run(&s->text);
	if (is != SI)
		return;
	enum text_store_status status =
		s->text.buf.failed ? TEXT_STORE_NO_MEMORY : text_store_add(s->store, buf_str(&s->text.buf));
	if (status != TEXT_STORE_OK)
		xml_fails(x, xlsx_strings_fail(s->job, status));
}

static void text(struct xml *x, unsigned in, struct str piece, void *ctx)
{
	struct strings *s = ctx;
	(void)x;
	if (in == T)
		xlsx_text_add(&s->text, piece);
}

enum read_status xlsx_strings_read(struct text_store *out, struct archive *a, struct str part)
{
	static const struct xml_handler handler = {elements, start, end, text};
	struct strings s = {.job = a->job, .store = out};
	xlsx_text_init(&s.text);
	enum read_status status = xml_read(a, part, false, &handler, &s);
	xlsx_text_release(&s.text);
	return status;
}
