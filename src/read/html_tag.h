/*
 * The elements and attributes of HTML that decide what a table's cells say.
 *
 * Always: an element that is not in the list is as if its tags were not there; its text counts.
 */
#ifndef PHASEOUT_READ_HTML_TAG_H
#define PHASEOUT_READ_HTML_TAG_H

#include "base/str.h"

enum html_trait {
	TRAIT_VOID = 1,    /* has no content and no end tag */
	TRAIT_BLOCK = 2,   /* stands on lines of its own; its start ends an open paragraph */
	TRAIT_APART = 4,   /* struck out: what stands beside it is no part of the same word or number */
	TRAIT_UNSHOWN = 8, /* what it holds is no content of the page: buttons, scripts */
	TRAIT_RAW = 16,    /* holds no tags; its text is not shown */
	TRAIT_TEXT = 32,   /* holds no tags; its text is text */
};

/* name, traits; in the order of their bytes */
#define HTML_TAGS(X)                                                                                                           \
	X(a, 0) X(address, TRAIT_BLOCK) X(article, TRAIT_BLOCK) X(aside, TRAIT_BLOCK) X(b, 0) X(big, 0) X(blockquote, TRAIT_BLOCK) \
	X(br, TRAIT_VOID) X(button, TRAIT_UNSHOWN) X(caption, 0) X(center, TRAIT_BLOCK) X(code, 0) X(col, TRAIT_VOID) X(colgroup, 0) \
	X(dd, TRAIT_BLOCK) X(del, TRAIT_APART) X(details, TRAIT_BLOCK) X(dir, TRAIT_BLOCK) X(div, TRAIT_BLOCK) X(dl, TRAIT_BLOCK) \
	X(dt, TRAIT_BLOCK) X(em, 0) X(fieldset, TRAIT_BLOCK) X(figcaption, TRAIT_BLOCK) X(figure, TRAIT_BLOCK) X(font, 0)      \
	X(footer, TRAIT_BLOCK) X(form, TRAIT_BLOCK) X(frame, TRAIT_VOID) X(frameset, 0) X(h1, TRAIT_BLOCK) X(h2, TRAIT_BLOCK)   \
	X(h3, TRAIT_BLOCK) X(h4, TRAIT_BLOCK) X(h5, TRAIT_BLOCK) X(h6, TRAIT_BLOCK) X(header, TRAIT_BLOCK)                      \
	X(hr, TRAIT_VOID | TRAIT_BLOCK) X(i, 0) X(iframe, TRAIT_RAW) X(input, TRAIT_VOID) X(ins, 0) X(label, 0)                 \
	X(legend, TRAIT_BLOCK) X(li, TRAIT_BLOCK) X(main, TRAIT_BLOCK) X(mark, 0) X(menu, TRAIT_BLOCK) X(nav, TRAIT_BLOCK)      \
	X(nobr, 0) X(noembed, TRAIT_RAW) X(noframes, TRAIT_RAW) X(noscript, TRAIT_RAW) X(ol, TRAIT_BLOCK) X(optgroup, 0)        \
	X(option, 0) X(p, TRAIT_BLOCK) X(pre, TRAIT_BLOCK) X(s, TRAIT_APART) X(script, TRAIT_RAW) X(section, TRAIT_BLOCK)       \
	X(select, 0) X(small, 0) X(span, 0) X(strike, TRAIT_APART) X(strong, 0) X(style, TRAIT_RAW) X(sub, 0)                   \
	X(summary, TRAIT_BLOCK) X(sup, 0) X(table, 0) X(tbody, 0) X(td, 0) X(template, TRAIT_UNSHOWN) X(textarea, TRAIT_TEXT)   \
	X(tfoot, 0) X(th, 0) X(thead, 0) X(title, TRAIT_TEXT) X(tr, 0) X(tt, 0) X(u, 0) X(ul, TRAIT_BLOCK)

enum html_tag {
	TAG_NONE,
#define X(name, traits) TAG_##name,
	HTML_TAGS(X)
#undef X
	HTML_TAG_COUNT,
};

enum { TAG_NAME_BYTES = 10 }; /* of the longest name */

/* By a name in lower case; TAG_NONE where it is not in the list. */
enum html_tag html_tag(struct str name);
const char *html_tag_name(enum html_tag tag);
/* Traits of a tag; 0 for TAG_NONE. */
unsigned html_traits(enum html_tag tag);

enum html_attribute {
	ATTR_CHECKED,
	ATTR_COLSPAN,
	ATTR_HIDDEN,
	ATTR_MULTIPLE,
	ATTR_ROWSPAN,
	ATTR_SELECTED,
	ATTR_STYLE,
	ATTR_TYPE,
	ATTR_VALUE,
	ATTR_X_BOOL, /* what Excel stored: x:bool, x:err, x:num */
	ATTR_X_ERR,
	ATTR_X_NUM,
	HTML_ATTRIBUTES, /* also: any other one */
};

/* By a name in lower case. */
enum html_attribute html_attribute(struct str name);

struct html_start { /* a start tag */
	enum html_tag tag;
	bool has[HTML_ATTRIBUTES];
	struct str value[HTML_ATTRIBUTES]; /* empty where it has none */
};

/* Whether the element is one that a browser does not show: hidden, or display:none or visibility:hidden in its style. */
bool html_hides(const struct html_start *start);

#endif
