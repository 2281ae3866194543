#include "read/reader.h"

enum read_status read_xlsx(struct read_job *job)
{
	return read_fails(job, READ_UNREADABLE, words_printf(job->arena, "this format is not read yet"));
}
