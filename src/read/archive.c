#include "read/archive.h"

#include "base/limits.h"

#include <errno.h>
#include <unistd.h>

enum { TWICE = UINT32_MAX, RATIO_FROM = 16 * 1024 * 1024 };

/* --- the file, as libzip reads it ------------------------------------------------------------------------------ */

static zip_int64_t source_read(struct archive *a, void *to, zip_uint64_t n)
{
	ssize_t got;
	do
		got = pread(a->job->fd, to, n, (off_t)a->at);
	while (got < 0 && errno == EINTR);
	if (got < 0) {
		zip_error_set(&a->error, ZIP_ER_READ, errno);
		return -1;
	}
	a->at += (uint64_t)got;
	a->taken += (uint64_t)got;
	return got;
}

static zip_int64_t source_seek(struct archive *a, void *data, zip_uint64_t n)
{
	zip_int64_t to = zip_source_seek_compute_offset(a->at, a->job->size, data, n, &a->error);
	if (to < 0)
		return -1;
	a->at = (uint64_t)to;
	return 0;
}

static zip_int64_t source_stat(struct archive *a, void *data, zip_uint64_t n)
{
	zip_stat_t *st = ZIP_SOURCE_GET_ARGS(zip_stat_t, data, n, &a->error);
	if (!st)
		return -1;
	zip_stat_init(st);
	st->size = a->job->size;
	st->valid |= ZIP_STAT_SIZE;
	return sizeof *st;
}

static zip_int64_t source(void *ctx, void *data, zip_uint64_t n, zip_source_cmd_t cmd)
{
	struct archive *a = ctx;
	if (cmd == ZIP_SOURCE_READ)
		return source_read(a, data, n);
	if (cmd == ZIP_SOURCE_SEEK)
		return source_seek(a, data, n);
	if (cmd == ZIP_SOURCE_TELL)
		return (zip_int64_t)a->at;
	if (cmd == ZIP_SOURCE_STAT)
		return source_stat(a, data, n);
	if (cmd == ZIP_SOURCE_ERROR)
		return zip_error_to_data(&a->error, data, n);
	if (cmd == ZIP_SOURCE_SUPPORTS)
		return zip_source_make_command_bitmap(ZIP_SOURCE_OPEN, ZIP_SOURCE_READ, ZIP_SOURCE_CLOSE,
						      ZIP_SOURCE_STAT, ZIP_SOURCE_ERROR, ZIP_SOURCE_SEEK,
						      ZIP_SOURCE_TELL, ZIP_SOURCE_SUPPORTS, ZIP_SOURCE_FREE, -1);
	if (cmd == ZIP_SOURCE_OPEN)
		a->at = 0;
	else if (cmd != ZIP_SOURCE_CLOSE && cmd != ZIP_SOURCE_FREE) {
		zip_error_set(&a->error, ZIP_ER_OPNOTSUPP, 0);
		return -1;
	}
	return 0;
}

/* --- what went wrong ------------------------------------------------------------------------------------------- */

static const char *trouble(int code)
{
	static const struct {
		int code;
		const char *words;
	} troubles[] = {
		{ZIP_ER_CRC, N_("its checksum is wrong")},
		{ZIP_ER_EOF, N_("it is cut off")},
		{ZIP_ER_INCONS, N_("it is longer or shorter than the archive says")},
		{ZIP_ER_ZLIB, N_("what is packed is damaged")},
		{ZIP_ER_COMPRESSED_DATA, N_("what is packed is damaged")},
		{ZIP_ER_COMPNOTSUPP, N_("it is packed by an unknown method")},
		{ZIP_ER_READ, N_("the file cannot be read there")},
		{ZIP_ER_SEEK, N_("the file cannot be read there")},
	};
	for (size_t i = 0; i < sizeof troubles / sizeof *troubles; i++)
		if (troubles[i].code == code)
			return troubles[i].words;
	return N_("the archive is damaged");
}

static enum read_status part_fails(struct part *p, int code)
{
	struct words problem = {0};
	if (code == ZIP_ER_MEMORY)
		return READ_NO_MEMORY;
	WORDS_SAY(&problem, p->archive->job->arena,
		  "part \"%.*s\": %s; get the file once more, or open it in a spreadsheet program and save it as .xlsx",
		  STR_ARG(p->name), message(in, trouble(code)));
	return read_fails(p->archive->job, READ_UNREADABLE, problem);
}

static enum read_status no_archive(struct archive *a)
{
	return read_fails(
		a->job, READ_UNREADABLE,
		words_printf(
			a->job->arena,
			"this is no ZIP archive, as .xlsx files are, or its end is missing; get the file once more"));
}

static enum read_status open_fails(struct archive *a, zip_error_t *error)
{
	int code = zip_error_code_zip(error);
	if (code == ZIP_ER_MEMORY)
		return READ_NO_MEMORY;
	if (code == ZIP_ER_NOZIP)
		return no_archive(a);
	return read_fails(a->job, READ_UNREADABLE,
			  words_printf(a->job->arena,
				       "the list of parts at the end of the file is damaged; get the file once more"));
}

/* --- opening --------------------------------------------------------------------------------------------------- */

/* A copy as names are compared. */
static struct str plain_name(struct arena *arena, struct str name)
{
	char *p = arena_alloc(arena, name.n + 1);
	for (size_t i = 0; p && i < name.n; i++) {
		char c = name.p[i];
		p[i] = c == '\\' ? '/' : c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
	}
	return (struct str){p, p ? name.n : 0};
}

static enum read_status take_names(struct archive *a, uint32_t n)
{
	for (uint32_t i = 0; i < n; i++) {
		struct str name = plain_name(a->job->arena, str_from(zip_get_name(a->zip, i, ZIP_FL_ENC_RAW)));
		if (!name.p || !map_put(&a->names, name, map_get(&a->names, name, NULL) ? TWICE : i))
			return READ_NO_MEMORY;
	}
	return READ_OK;
}

enum read_status archive_open(struct archive *out, struct read_job *job)
{
	enum read_status status = READ_NO_MEMORY;
	zip_error_t error;
	*out = (struct archive){.job = job};
	zip_error_init(&out->error);
	zip_error_init(&error);
	map_init(&out->names, job->arena);
	zip_source_t *s = zip_source_function_create(source, out, &error);
	if (!s)
		goto out;
	out->zip = zip_open_from_source(s, ZIP_RDONLY, &error);
	if (!out->zip) {
		zip_source_free(s);
		status = open_fails(out, &error);
		goto out;
	}
	zip_int64_t n = zip_get_num_entries(out->zip, 0);
	if (n == 0) /* which an empty file is to libzip */
		status = no_archive(out);
	else if (n > LIMIT_ZIP_ENTRIES)
		status = read_fails(job, READ_LIMIT,
				    words_printf(job->arena, "the archive has %lld entries; a workbook has at most %d",
						 (long long)n, (int)LIMIT_ZIP_ENTRIES));
	else
		status = take_names(out, (uint32_t)n);
out:
	zip_error_fini(&error);
	return status;
}

void archive_close(struct archive *a)
{
	if (a->zip)
		zip_discard(a->zip);
	a->zip = NULL;
	zip_error_fini(&a->error);
}

/* --- parts ----------------------------------------------------------------------------------------------------- */

static bool find(uint32_t *out, const struct archive *a, struct str name)
{
	struct str plain = plain_name(a->job->arena, name);
	return plain.p && map_get(&a->names, plain, out);
}

bool archive_has(const struct archive *a, struct str name)
{
	uint32_t i;
	return find(&i, a, name);
}

struct str archive_ending(const struct archive *a, struct str end)
{
	zip_int64_t n = zip_get_num_entries(a->zip, 0);
	for (zip_int64_t i = 0; i < n; i++) {
		struct str name = str_from(zip_get_name(a->zip, (zip_uint64_t)i, ZIP_FL_ENC_GUESS));
		if (name.n >= end.n && str_starts_any_case(str_sub(name, name.n - end.n, name.n), end))
			return name;
	}
	return STR_NONE;
}

enum read_status part_open(struct part *out, struct archive *a, struct str name, bool again)
{
	struct arena *arena = a->job->arena;
	uint32_t i;
	zip_stat_t st;
	*out = (struct part){.archive = a, .name = name, .again = again};
	if (!find(&i, a, name))
		return read_fails(
			a->job, READ_UNREADABLE,
			words_printf(
				arena,
				"part \"%.*s\" is missing; open the file in a spreadsheet program and save it as .xlsx",
				STR_ARG(name)));
	if (i == TWICE)
		return read_fails(a->job, READ_UNREADABLE,
				  words_printf(arena,
					       "part \"%.*s\" stands in the archive twice; which one counts cannot be "
					       "told; open the file in a spreadsheet "
					       "program and save it as .xlsx",
					       STR_ARG(name)));
	if (zip_stat_index(a->zip, i, 0, &st) != 0)
		return part_fails(out, zip_error_code_zip(zip_get_error(a->zip)));
	if (st.encryption_method != ZIP_EM_NONE)
		return read_fails(a->job, READ_UNREADABLE,
				  words_printf(arena,
					       "part \"%.*s\" is encrypted; unpack the archive with its password, or "
					       "save the workbook without one",
					       STR_ARG(name)));
	if (st.comp_size > a->job->size)
		return part_fails(out, ZIP_ER_INCONS);
	out->size = st.size;
	out->from = a->taken;
	out->file = zip_fopen_index(a->zip, i, 0);
	return out->file ? READ_OK : part_fails(out, zip_error_code_zip(zip_get_error(a->zip)));
}

static enum read_status check_limits(struct part *p)
{
	struct archive *a = p->archive;
	uint64_t packed = a->taken - p->from;
	if (a->inflated > (uint64_t)LIMIT_INFLATED_MIB * 1024 * 1024)
		return read_fails(a->job, READ_LIMIT,
				  words_printf(a->job->arena,
					       "part \"%.*s\": the workbook is more than %d MiB once unpacked",
					       STR_ARG(p->name), (int)LIMIT_INFLATED_MIB));
	if (p->inflated > RATIO_FROM && p->inflated / LIMIT_INFLATE_RATIO >= packed)
		return read_fails(a->job, READ_LIMIT,
				  words_printf(a->job->arena,
					       "part \"%.*s\" unpacks to more than %d times its size: no table does",
					       STR_ARG(p->name), (int)LIMIT_INFLATE_RATIO));
	return READ_OK;
}

enum read_status part_read(size_t *n, struct part *p, char *to, size_t room)
{
	zip_int64_t got = zip_fread(p->file, to, room);
	*n = got > 0 ? (size_t)got : 0;
	if (got < 0)
		return part_fails(p, zip_error_code_zip(zip_file_get_error(p->file)));
	if (got == 0 && p->inflated != p->size) /* libzip compares the checksum only */
		return part_fails(p, ZIP_ER_INCONS);
	p->inflated += *n;
	if (p->again)
		return READ_OK;
	p->archive->inflated += *n;
	return check_limits(p);
}

void part_close(struct part *p)
{
	if (p->file)
		zip_fclose(p->file);
	p->file = NULL;
}
