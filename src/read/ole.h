/*
 * A compound file (OLE2), the box in which Office kept its documents until 2007: named streams in sectors that are
 * chained by a table.
 *
 * Always: every chain is followed within the file and never meets a sector twice, so that reading ends whatever the
 * table says. A chain that runs in a circle, leads out of the file or ends before its stream does makes the file
 * unreadable, with words for it. Only streams of the topmost folder are found: a workbook that is embedded in another
 * document is not that document.
 */
#ifndef PHASEOUT_READ_OLE_H
#define PHASEOUT_READ_OLE_H

#include "read/reader.h"

struct ole {
	struct read_job *job;
	unsigned sector_shift; /* a sector has 1 << sector_shift bytes */
	uint32_t sectors;      /* of the file, without its header */
	uint32_t *fat;         /* by sector: the next one of its chain */
	uint32_t n_fat;
	uint64_t mini_cutoff; /* shorter streams stand in small sectors, inside of `mini` */
	uint32_t mini_start;  /* of the chain that holds the table of those */
	uint32_t *mini_fat;   /* that table; NULL: not read yet, as is `mini` */
	uint32_t n_mini_fat;
	struct str mini;
	struct str directory; /* its entries, 128 bytes each */
	uint32_t *top;        /* entries of the topmost folder */
	uint32_t n_top;
	unsigned char *seen; /* a bit for each sector of the chain that is followed */
};

/* Whether the first bytes of a file are those of a compound file. */
bool ole_begins(struct str bytes);
/* Reads table and directory into the job's arena. */
enum read_status ole_open(struct ole *out, struct read_job *job);
/* Whether the topmost folder has a stream or folder of that name (ASCII, in any case). */
bool ole_has(const struct ole *o, const char *name);
/* The bytes of a stream of the topmost folder, in the job's arena. There must be one. */
enum read_status ole_read(struct str *out, struct ole *o, const char *name);

#endif
