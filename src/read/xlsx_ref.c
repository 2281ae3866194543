#include "read/xlsx_ref.h"

#include <stdio.h>

enum { COLUMN_LETTERS = 3, ROW_DIGITS = 7, INTEGER_DIGITS = 18, LETTERS = 26 };

static bool digits(uint64_t *out, struct str s)
{
	uint64_t n = 0;
	if (!s.n || s.n > INTEGER_DIGITS)
		return false;
	for (size_t i = 0; i < s.n; i++) {
		if (s.p[i] < '0' || s.p[i] > '9')
			return false;
		n = n * 10 + (uint64_t)(s.p[i] - '0');
	}
	*out = n;
	return true;
}

bool xlsx_integer(uint64_t *out, struct str s)
{
	return digits(out, s) || digits(out, str_trim(s));
}

bool xlsx_ref_read(struct xlsx_ref *out, struct str s)
{
	uint32_t column = 0, row = 0;
	size_t i = 0, letters;
	for (; i < s.n && i <= COLUMN_LETTERS; i++) {
		char c = s.p[i] >= 'a' && s.p[i] <= 'z' ? (char)(s.p[i] - 'a' + 'A') : s.p[i];
		if (c < 'A' || c > 'Z')
			break;
		column = column * LETTERS + (uint32_t)(c - 'A') + 1;
	}
	letters = i;
	if (letters == 0 || letters > COLUMN_LETTERS || s.n == letters || s.n - letters > ROW_DIGITS)
		return false;
	for (; i < s.n; i++) {
		if (s.p[i] < '0' || s.p[i] > '9')
			return false;
		row = row * 10 + (uint32_t)(s.p[i] - '0');
	}
	*out = (struct xlsx_ref){row, column - 1};
	return row >= 1 && row <= XLSX_ROWS && column <= XLSX_COLUMNS;
}

bool xlsx_range_read(struct xlsx_range *out, struct str s)
{
	size_t colon = str_find(s, STR(":"));
	if (!xlsx_ref_read(&out->first, str_sub(s, 0, colon)))
		return false;
	out->last = out->first;
	if (colon < s.n && !xlsx_ref_read(&out->last, str_sub(s, colon + 1, s.n)))
		return false;
	return out->first.row <= out->last.row && out->first.column <= out->last.column;
}

struct str xlsx_ref_text(char out[XLSX_REF_BYTES], struct xlsx_ref ref)
{
	char letters[COLUMN_LETTERS + 1] = "";
	size_t at = COLUMN_LETTERS;
	for (uint32_t c = ref.column + 1; c && at; c = (c - 1) / LETTERS)
		letters[--at] = (char)('A' + (char)((c - 1) % LETTERS));
	int n = snprintf(out, XLSX_REF_BYTES, "%s%u", letters + at, (unsigned)ref.row);
	return (struct str){out, n > 0 ? (size_t)n : 0};
}
