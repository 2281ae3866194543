#include "report/document_writer.h"

static bool is_plain(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '_' || c == '.';
}

void writer_anchor(struct buf *out, const char *sort, struct str name)
{
	buf_printf(out, "%s-", sort);
	for (size_t i = 0; i < name.n; i++)
		if (is_plain(name.p[i]))
			buf_addc(out, name.p[i]);
		else
			buf_printf(out, ":%02X", (unsigned)(unsigned char)name.p[i]);
}
