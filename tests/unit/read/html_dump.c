/*
 * Pages on standard input, each as its length in bytes, a line end and its bytes; on standard output, of each, its tables, rows and cells by the number of their table, and a line with a dot:
 *
 *     table 0
 *     row 0
 *     cell 0 text without line ends
 *     .
 */
#include "read/html_walk.h"

#include <stdio.h>
#include <stdlib.h>

static enum read_status dump_table(void *ctx, struct html_table *t)
{
	(void)ctx;
	printf("table %u\n", t->number);
	return READ_OK;
}

static enum read_status dump_row(void *ctx, struct html_table *t)
{
	(void)ctx;
	printf("row %u\n", t->number);
	return READ_OK;
}

static enum read_status dump_cell(void *ctx, struct html_table *t, const struct html_cell *cell)
{
	(void)ctx;
	printf("cell %u ", t->number);
	for (size_t i = 0; i < cell->text.n; i++)
		putchar(cell->text.p[i] == '\n' ? ' ' : cell->text.p[i]);
	putchar('\n');
	return READ_OK;
}

static void dump_page(struct str page)
{
	static const struct html_sink sink = {.table = dump_table, .row = dump_row, .cell = dump_cell};
	struct arena a;
	struct html_walk w;
	arena_init(&a);
	struct read_job job = {.arena = &a};
	html_walk_init(&w, &job, &sink, NULL);
	html_walk_add(&w, page);
	html_walk_end(&w);
	html_walk_release(&w);
	arena_release(&a);
	puts(".");
}

int main(void)
{
	size_t n;
	while (scanf("%zu%*c", &n) == 1) {
		char *page = malloc(n + 1);
		if (!page || fread(page, 1, n, stdin) != n)
			return 1;
		dump_page((struct str){page, n});
		free(page);
	}
	return ferror(stdout) || fflush(stdout) != 0;
}
