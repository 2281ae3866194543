#include "proof/mutate_parts.h"

void mutate_pattern(const struct root *root, const struct condition *leaf)
{
	(void)root;
	(void)leaf;
}
