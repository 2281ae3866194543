#include "rules/pattern.h"

#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>

bool pattern_check(struct rules_reader *r, const struct node *value)
{
	enum { WORDS = 120 };
	int error = 0;
	PCRE2_SIZE at = 0;
	PCRE2_UCHAR8 words[WORDS] = {0};
	pcre2_code *code = pcre2_compile((PCRE2_SPTR)value->text.p, value->text.n,
					 PCRE2_UTF | PCRE2_DUPNAMES | PCRE2_NEVER_BACKSLASH_C, &error, &at, NULL);
	if (code) {
		pcre2_code_free(code);
		return true;
	}
	pcre2_get_error_message(error, words, WORDS);
	diag_add(r->diags, DIAG_BAD_PATTERN, r->file, value->span, "the pattern \"%.*s\" does not compile: %s",
		 STR_ARG(value->text), (const char *)words);
	return false;
}
