#include "read/ole.h"

#include "base/limits.h"

#include <errno.h>
#include <unistd.h>

enum {
	HEADER = 512,
	HEADER_FAT = 76,   /* where the header lists the first sectors of the table … */
	HEADER_FATS = 109, /* … this many */
	ENTRY = 128,       /* bytes of a directory entry */
	MINI_SHIFT = 6,
	STEP = 1 << 20, /* bytes asked for at once */
};

/* In place of a sector. */
static const uint32_t MOST_SECTOR = 0xfffffffa, END_OF_CHAIN = 0xfffffffe, NO_SECTOR = 0xffffffff,
		      NO_ENTRY = 0xffffffff;

static uint32_t u32(const char *p)
{
	const unsigned char *b = (const unsigned char *)p;
	return b[0] | (uint32_t)b[1] << 8 | (uint32_t)b[2] << 16 | (uint32_t)b[3] << 24;
}

static unsigned u16(const char *p)
{
	const unsigned char *b = (const unsigned char *)p;
	return b[0] | (unsigned)b[1] << 8;
}

static enum read_status damaged(struct ole *o, const char *how)
{
	struct words w = {STR_NONE, STR_NONE};
	WORDS_SAY(&w, o->job->arena, "the file is damaged: %s; open it in a spreadsheet program and save it as .xlsx",
		  message(in, how));
	return read_fails(o->job, READ_UNREADABLE, w);
}

#define IN_CIRCLE N_("a chain of its sectors runs in a circle")
#define OUT_OF_FILE N_("a chain of its sectors leads out of the file")
#define TOO_SHORT N_("a chain of its sectors ends too early")
#define NO_HEADER N_("its header is none of a compound file")

/* --- sectors -------------------------------------------------------------------------------------------------------- */

static size_t sector_size(const struct ole *o)
{
	return (size_t)1 << o->sector_shift;
}

/* The whole of it; false where the file ends before. */
static bool read_at(struct ole *o, char *out, size_t n, uint64_t at)
{
	while (n) {
		ssize_t got = pread(o->job->fd, out, n < STEP ? n : STEP, (off_t)at);
		if (got < 0 && errno == EINTR)
			continue;
		if (got <= 0)
			return false;
		out += got;
		at += (uint64_t)got;
		n -= (size_t)got;
	}
	return true;
}

static bool read_sector(struct ole *o, char *out, size_t n, uint32_t sector)
{
	return sector < o->sectors && read_at(o, out, n, ((uint64_t)sector + 1) << o->sector_shift);
}

/* Marks a sector of the chain that is followed; false where it was there before. */
static bool see(unsigned char *seen, uint32_t sector)
{
	unsigned char bit = (unsigned char)(1u << (sector % 8));
	if (seen[sector / 8] & bit)
		return false;
	seen[sector / 8] |= bit;
	return true;
}

static void forget_seen(struct ole *o)
{
	memset(o->seen, 0, o->sectors / 8 + 1);
}

/* `size` bytes along the chain from `sector`. */
static enum read_status read_chain(struct str *out, struct ole *o, uint32_t sector, uint64_t size)
{
	if (size > o->job->size)
		return damaged(o, TOO_SHORT);
	char *p = arena_alloc(o->job->arena, (size_t)size + 1);
	if (!p)
		return READ_NO_MEMORY;
	*out = (struct str){p, (size_t)size};
	forget_seen(o);
	for (size_t at = 0; at < size; at += sector_size(o)) {
		size_t n = size - at < sector_size(o) ? (size_t)size - at : sector_size(o);
		if (sector > MOST_SECTOR)
			return damaged(o, TOO_SHORT);
		if (sector >= o->n_fat || !read_sector(o, p + at, n, sector))
			return damaged(o, OUT_OF_FILE);
		if (!see(o->seen, sector))
			return damaged(o, IN_CIRCLE);
		sector = o->fat[sector];
	}
	return READ_OK;
}

/* The same for a chain that is as long as it is. */
static enum read_status read_all(struct str *out, struct ole *o, uint32_t sector)
{
	uint64_t n = 0;
	uint32_t first = sector;
	forget_seen(o);
	for (; sector <= MOST_SECTOR; sector = o->fat[sector], n++) {
		if (sector >= o->n_fat || sector >= o->sectors)
			return damaged(o, OUT_OF_FILE);
		if (!see(o->seen, sector))
			return damaged(o, IN_CIRCLE);
	}
	return read_chain(out, o, first, n << o->sector_shift);
}

/* --- the table --------------------------------------------------------------------------------------------------------- */

/* One sector of the table; nothing where the table covers the file already. */
static enum read_status take_fat_sector(struct ole *o, uint32_t sector)
{
	uint32_t entries = (uint32_t)(sector_size(o) / 4);
	char bytes[4096];
	if (sector == NO_SECTOR || o->n_fat >= o->sectors)
		return READ_OK;
	if (!read_sector(o, bytes, sector_size(o), sector))
		return damaged(o, OUT_OF_FILE);
	if (!see(o->seen, sector))
		return damaged(o, IN_CIRCLE);
	for (uint32_t i = 0; i < entries && o->n_fat < o->sectors; i++)
		o->fat[o->n_fat++] = u32(bytes + 4 * i);
	return READ_OK;
}

/* The table's own sectors are listed in the header, and behind that in a chain of sectors whose last word is the next one. */
static enum read_status read_fat(struct ole *o, const char *header)
{
	uint32_t listed = (uint32_t)(sector_size(o) / 4) - 1, list = u32(header + 68);
	enum read_status status = READ_OK;
	char bytes[4096];
	o->fat = ARENA_ARRAY(o->job->arena, o->sectors + 1, uint32_t);
	o->seen = ARENA_ARRAY(o->job->arena, o->sectors / 8 + 1, unsigned char);
	if (!o->fat || !o->seen)
		return READ_NO_MEMORY;
	for (uint32_t i = 0; i < HEADER_FATS && status == READ_OK; i++)
		status = take_fat_sector(o, u32(header + HEADER_FAT + 4 * i));
	while (status == READ_OK && list <= MOST_SECTOR && o->n_fat < o->sectors) {
		if (!read_sector(o, bytes, sector_size(o), list))
			return damaged(o, OUT_OF_FILE);
		if (!see(o->seen, list))
			return damaged(o, IN_CIRCLE);
		for (uint32_t i = 0; i < listed && status == READ_OK; i++)
			status = take_fat_sector(o, u32(bytes + 4 * i));
		list = u32(bytes + 4 * listed);
	}
	return status;
}

/* --- the directory ----------------------------------------------------------------------------------------------------- */

static const char *entry(const struct ole *o, uint32_t i)
{
	return o->directory.p + (size_t)i * ENTRY;
}

static bool entry_is(const char *e, const char *name)
{
	size_t n = strlen(name);
	if (u16(e + 64) != 2 * (n + 1))
		return false;
	for (size_t i = 0; i < n; i++) {
		unsigned c = u16(e + 2 * i), want = (unsigned char)name[i];
		if (c >= 'A' && c <= 'Z')
			c += 'a' - 'A';
		if (want >= 'A' && want <= 'Z')
			want += 'a' - 'A';
		if (c != want)
			return false;
	}
	return true;
}

/* Adds an entry to the topmost folder's; false where there is none, or it is there already. */
static bool take_entry(struct ole *o, unsigned char *seen, uint32_t i)
{
	if (i == NO_ENTRY)
		return true;
	if (i >= o->directory.n / ENTRY || !see(seen, i))
		return false;
	o->top[o->n_top++] = i;
	return true;
}

/* The entries of the topmost folder hang in a tree below the root: each has a left and a right neighbour. */
static enum read_status list_top(struct ole *o)
{
	uint32_t entries = (uint32_t)(o->directory.n / ENTRY), child = u32(entry(o, 0) + 76);
	unsigned char *seen = ARENA_ARRAY(o->job->arena, entries / 8 + 1, unsigned char);
	o->top = ARENA_ARRAY(o->job->arena, entries + 1, uint32_t);
	if (!o->top || !seen)
		return READ_NO_MEMORY;
	bool sound = see(seen, 0) && take_entry(o, seen, child);
	for (uint32_t i = 0; i < o->n_top && sound; i++) {
		const char *e = entry(o, o->top[i]);
		sound = take_entry(o, seen, u32(e + 68)) && take_entry(o, seen, u32(e + 72));
	}
	/* some writers hang nothing below the root: then every entry is meant */
	for (uint32_t i = 1; i < entries && child == NO_ENTRY; i++)
		o->top[o->n_top++] = i;
	return sound ? READ_OK : damaged(o, N_("its directory is no tree"));
}

static const char *find(const struct ole *o, const char *name)
{
	for (uint32_t i = 0; i < o->n_top; i++)
		if (entry_is(entry(o, o->top[i]), name))
			return entry(o, o->top[i]);
	return NULL;
}

/* --- short streams --------------------------------------------------------------------------------------------------- */

/* They stand in small sectors inside of one stream, with a table of their own. */
static enum read_status read_mini(struct ole *o)
{
	struct str table;
	const char *root = entry(o, 0);
	enum read_status status = read_all(&table, o, o->mini_start);
	if (status != READ_OK)
		return status;
	o->n_mini_fat = (uint32_t)(table.n / 4);
	o->mini_fat = ARENA_ARRAY(o->job->arena, o->n_mini_fat + 1, uint32_t);
	if (!o->mini_fat)
		return READ_NO_MEMORY;
	for (uint32_t i = 0; i < o->n_mini_fat; i++)
		o->mini_fat[i] = u32(table.p + 4 * i);
	return read_chain(&o->mini, o, u32(root + 116), u32(root + 120));
}

static enum read_status read_mini_chain(struct str *out, struct ole *o, uint32_t sector, uint64_t size)
{
	const size_t mini = (size_t)1 << MINI_SHIFT;
	char *p = size <= o->mini.n ? arena_alloc(o->job->arena, (size_t)size + 1) : NULL;
	unsigned char *seen = ARENA_ARRAY(o->job->arena, o->n_mini_fat / 8 + 1, unsigned char);
	if (size > o->mini.n)
		return damaged(o, TOO_SHORT);
	if (!p || !seen)
		return READ_NO_MEMORY;
	*out = (struct str){p, (size_t)size};
	for (size_t at = 0; at < size; at += mini) {
		size_t n = size - at < mini ? (size_t)size - at : mini;
		if (sector > MOST_SECTOR)
			return damaged(o, TOO_SHORT);
		if (sector >= o->n_mini_fat || ((uint64_t)sector << MINI_SHIFT) + n > o->mini.n)
			return damaged(o, OUT_OF_FILE);
		if (!see(seen, sector))
			return damaged(o, IN_CIRCLE);
		memcpy(p + at, o->mini.p + ((size_t)sector << MINI_SHIFT), n);
		sector = o->mini_fat[sector];
	}
	return READ_OK;
}

/* --- the whole ------------------------------------------------------------------------------------------------------- */

bool ole_begins(struct str bytes)
{
	return str_starts(bytes, STR("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"));
}

enum read_status ole_open(struct ole *out, struct read_job *job)
{
	char header[HEADER];
	*out = (struct ole){.job = job};
	if (!read_at(out, header, sizeof header, 0) || !ole_begins((struct str){header, sizeof header}))
		return damaged(out, NO_HEADER);
	out->sector_shift = u16(header + 30);
	if ((out->sector_shift != 9 && out->sector_shift != 12) || u16(header + 32) != MINI_SHIFT)
		return damaged(out, NO_HEADER);
	out->mini_cutoff = u32(header + 56);
	out->mini_start = u32(header + 60);
	/* the last sector may be cut short */
	out->sectors = (uint32_t)((job->size + sector_size(out) - 1) >> out->sector_shift) - 1;
	enum read_status status = read_fat(out, header);
	if (status == READ_OK)
		status = read_all(&out->directory, out, u32(header + 48));
	if (status == READ_OK && out->directory.n < ENTRY)
		return damaged(out, TOO_SHORT);
	return status == READ_OK ? list_top(out) : status;
}

bool ole_has(const struct ole *o, const char *name)
{
	return find(o, name) != NULL;
}

enum read_status ole_read(struct str *out, struct ole *o, const char *name)
{
	const char *e = find(o, name);
	uint32_t sector = e ? u32(e + 116) : END_OF_CHAIN;
	uint64_t size = e ? u32(e + 120) : 0;
	if (size >= o->mini_cutoff)
		return read_chain(out, o, sector, size);
	enum read_status status = o->mini_fat ? READ_OK : read_mini(o);
	return status == READ_OK ? read_mini_chain(out, o, sector, size) : status;
}
