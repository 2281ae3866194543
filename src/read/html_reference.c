#include "read/html_reference.h"

#include <libxml/HTMLparser.h>

void html_references_init(struct html_references *r)
{
	r->n = 0;
	for (unsigned c = '"'; c <= 0xff && r->n < sizeof r->old / sizeof *r->old; c++) {
		const htmlEntityDesc *entity = c == '\'' ? NULL : htmlEntityValueLookup(c); /* &apos is none of them */
		if (!entity)
			continue;
		r->old[r->n].name = str_from(entity->name);
		r->old[r->n++].character = (int32_t)c;
	}
}

/* 0: there is none of that name. */
static int32_t lookup(struct str name)
{
	char c_string[REFERENCE_BYTES + 1];
	if (str_is(name, "nbsp")) /* most pages have no other; libxml2 compares with all names */
		return 0xa0;
	memcpy(c_string, name.p, name.n);
	c_string[name.n] = '\0';
	const htmlEntityDesc *entity = htmlEntityLookup((const xmlChar *)c_string);
	return entity ? (int32_t)entity->value : 0;
}

int32_t html_named(const struct html_references *r, struct str name, bool semicolon, bool in_value, size_t *used)
{
	name = str_sub(name, 0, REFERENCE_BYTES);
	int32_t c = semicolon ? lookup(name) : 0;
	*used = c ? name.n : 0;
	if (c)
		return c;
	for (size_t i = 0; i < r->n; i++) { /* the longest one: &sup2 */
		struct str old = r->old[i].name;
		if (old.n <= *used || !str_starts(name, old) || (in_value && old.n < name.n))
			continue;
		*used = old.n;
		c = r->old[i].character;
	}
	return c ? c : -1;
}

int32_t windows_1252(unsigned char byte)
{
	/* the five that it leaves open stay control characters, as browsers have it */
	static const uint16_t high[] = {0x20ac, 0x81,   0x201a, 0x192,  0x201e, 0x2026, 0x2020, 0x2021, 0x2c6, 0x2030, 0x160,
					0x2039, 0x152,  0x8d,   0x17d,  0x8f,   0x90,   0x2018, 0x2019, 0x201c, 0x201d, 0x2022,
					0x2013, 0x2014, 0x2dc,  0x2122, 0x161,  0x203a, 0x153,  0x9d,   0x17e,  0x178};
	return byte >= 0x80 && byte <= 0x9f ? high[byte - 0x80] : byte;
}

int32_t html_numbered(uint32_t number)
{
	if (number == 0 || (number >= 0xd800 && number <= 0xdfff) || number > 0x10ffff)
		return -1;
	return number <= 0xff ? windows_1252((unsigned char)number) : (int32_t)number;
}
