/*
 * Records as the scanner tells them apart, for tests/check-csv.sh: no test of its own. Standard input is a sequence of cases, each three numbers
 * (bytes, separator, bytes given at once) and the bytes; out comes a line a record, its fields in hexadecimal, and "." behind each case.
 */
#include "registry/csv.h"
#include "drip.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

static void show(const struct record *r)
{
	static const char *const troubles[] = {[RECORD_GOOD] = "good",
					       [RECORD_UNCLOSED_QUOTE] = "unclosed",
					       [RECORD_STRAY_QUOTE] = "stray",
					       [RECORD_LONG_CELL] = "cell",
					       [RECORD_LONG_RECORD] = "record",
					       [RECORD_MANY_COLUMNS] = "columns"};
	printf("%s %" PRIu64 " %" PRIu64 " ", troubles[r->trouble], r->line, r->lines);
	for (size_t i = 0; i < r->n_fields; i++) {
		putchar(i ? ',' : '=');
		for (size_t k = 0; k < r->fields[i].n; k++)
			printf("%02x", (unsigned)(unsigned char)r->fields[i].p[k]);
	}
	putchar('\n');
}

int main(void)
{
	size_t n, chunk;
	unsigned separator;
	while (scanf("%zu %u %zu", &n, &separator, &chunk) == 3 && getchar() == '\n') {
		struct csv c;
		struct record r;
		char *bytes = malloc(n + 1);
		if (!bytes || fread(bytes, 1, n, stdin) != n)
			return 1;
		struct drip d = {{bytes, n}, chunk};
		csv_init(&c, drip_read, &d);
		csv_set_separator(&c, (char)separator);
		while (csv_next(&c, &r) == CSV_RECORD)
			show(&r);
		puts(".");
		csv_release(&c);
		free(bytes);
	}
	return 0;
}
