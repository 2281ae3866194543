#include "read/converters.h"

#include <iconv.h>
#include <stddef.h>

void converters_keep(const char *const *names)
{
	for (size_t i = 0; names[i]; i++)
		iconv_open("UTF-8", names[i]); /* never closed: to be kept is its purpose */
}
