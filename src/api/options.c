#include "api/engine.h"

bool take_options(void *out, size_t size, const void *given)
{
	size_t theirs;
	memset(out, 0, size);
	if (!given)
		return false;
	memcpy(&theirs, given, sizeof theirs);
	if (theirs < 2 * sizeof theirs)
		return false;
	memcpy(out, given, theirs < size ? theirs : size);
	for (size_t i = size; i < theirs; i++)
		if (((const char *)given)[i])
			return false;
	return true;
}
