#include "registry/separator.h"

#include "registry/csv.h"

struct score {
	size_t agree;  /* records that have the commonest number of fields */
	size_t fields; /* that number */
};

/* The commonest of n numbers above 1; the larger of two that are as common. */
static struct score commonest(const size_t *counts, size_t n)
{
	struct score best = {0, 0};
	for (size_t i = 0; i < n; i++) {
		struct score s = {0, counts[i]};
		for (size_t k = 0; k < n; k++)
			s.agree += counts[k] == counts[i];
		if (s.fields > 1 && (s.agree > best.agree || (s.agree == best.agree && s.fields > best.fields)))
			best = s;
	}
	return best;
}

/* The last record of a window may be cut. */
static bool score_of(struct score *out, struct str window, bool whole, char separator)
{
	size_t counts[SEPARATOR_RECORDS], n = 0;
	struct csv csv;
	struct record r;
	enum csv_status status;

	csv_init_bytes(&csv, window);
	csv_set_separator(&csv, separator);
	while ((status = csv_next(&csv, &r)) == CSV_RECORD && n < SEPARATOR_RECORDS)
		if (whole || csv.at < csv.n)
			counts[n++] = r.n_fields;
	csv_release(&csv);
	*out = commonest(counts, n);
	return status != CSV_NO_MEMORY;
}

bool separator_find(char *out, struct str window, bool whole, enum encoding e)
{
	static const char candidates[] = {',', '\t', ';', '|'};
	struct score best = {0, 0};
	*out = ',';
	for (size_t i = 0; i < sizeof candidates; i++) {
		struct score s;
		if (candidates[i] == '|' && e == ENCODING_GB18030)
			continue;
		if (!score_of(&s, window, whole, candidates[i]))
			return false;
		if (s.agree > best.agree || (s.agree == best.agree && s.fields > best.fields)) {
			best = s;
			*out = candidates[i];
		}
	}
	return true;
}
