#include "text/char_class.h"

#include <utf8proc.h>

bool char_is_punctuation(int32_t code_point)
{
	utf8proc_category_t category = utf8proc_category(code_point);
	return category >= UTF8PROC_CATEGORY_PC && category <= UTF8PROC_CATEGORY_PO;
}
