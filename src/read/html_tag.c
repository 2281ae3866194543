#include "read/html_tag.h"

static const struct tag_row {
	char name[TAG_NAME_BYTES + 1]; /* filled up with NUL */
	unsigned traits;
} tags[] = {
	{"", 0},
#define X(name, traits) {#name, (traits)},
	HTML_TAGS(X)
#undef X
};

enum html_tag html_tag(struct str name)
{
	char wanted[TAG_NAME_BYTES + 1] = "";
	size_t low = 1, high = HTML_TAG_COUNT;
	if (name.n > TAG_NAME_BYTES)
		return TAG_NONE;
	for (size_t i = 0; i < name.n; i++) {
		wanted[i] = name.p[i];
		if (!wanted[i])
			return TAG_NONE;
	}
	while (low < high) {
		size_t middle = (low + high) / 2, i = 0;
		const char *other = tags[middle].name;
		while (i < TAG_NAME_BYTES && wanted[i] == other[i])
			i++;
		if (i == TAG_NAME_BYTES)
			return (enum html_tag)middle;
		if ((unsigned char)wanted[i] < (unsigned char)other[i])
			high = middle;
		else
			low = middle + 1;
	}
	return TAG_NONE;
}

const char *html_tag_name(enum html_tag tag)
{
	return tags[tag].name;
}

unsigned html_traits(enum html_tag tag)
{
	return tags[tag].traits;
}

enum html_attribute html_attribute(struct str name)
{
	static const struct str names[] = {
		[ATTR_CHECKED] = STR_INIT("checked"),   [ATTR_COLSPAN] = STR_INIT("colspan"), [ATTR_HIDDEN] = STR_INIT("hidden"),
		[ATTR_MULTIPLE] = STR_INIT("multiple"), [ATTR_ROWSPAN] = STR_INIT("rowspan"), [ATTR_SELECTED] = STR_INIT("selected"),
		[ATTR_STYLE] = STR_INIT("style"),       [ATTR_TYPE] = STR_INIT("type"),       [ATTR_VALUE] = STR_INIT("value"),
		[ATTR_X_BOOL] = STR_INIT("x:bool"),     [ATTR_X_ERR] = STR_INIT("x:err"),     [ATTR_X_NUM] = STR_INIT("x:num"),
	};
	size_t i = 0;
	while (i < HTML_ATTRIBUTES && !str_eq(name, names[i]))
		i++;
	return (enum html_attribute)i;
}

static char style_byte(struct str style, size_t *at)
{
	while (*at < style.n && (style.p[*at] == ' ' || style.p[*at] == '\t' || style.p[*at] == '\n' || style.p[*at] == '\r'))
		++*at;
	if (*at == style.n)
		return ';';
	char c = style.p[(*at)++];
	return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

/* Whether `declaration` (without blanks, in lower case) begins at style.p[at]. */
static bool declares(struct str style, size_t at, const char *declaration)
{
	while (*declaration && style_byte(style, &at) == *declaration)
		declaration++;
	if (*declaration)
		return false;
	char next = style_byte(style, &at);
	return next == ';' || next == '!';
}

bool html_hides(const struct html_start *start)
{
	struct str style = start->value[ATTR_STYLE];
	if (start->has[ATTR_HIDDEN])
		return true;
	for (size_t at = 0; at < style.n;) {
		if (declares(style, at, "display:none") || declares(style, at, "visibility:hidden"))
			return true;
		const char *next = memchr(style.p + at, ';', style.n - at);
		at = next ? (size_t)(next - style.p) + 1 : style.n;
	}
	return false;
}
