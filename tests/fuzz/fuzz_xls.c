/* A workbook in the old format, in a compound file or without one. */
#include "must_read.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	must_read(read_xls, (struct str){(const char *)data, size});
	return 0;
}
