/*
 * A part of XML, read as a stream through a table of the elements that matter.
 *
 * Always: an element is known by its place (the known element around it) and its local name; prefixes and namespaces do
 * not matter, so that the transitional and the strict form and every prefix read alike. What stands in an unknown element
 * is passed over, but for markup compatibility: the Fallback of an AlternateContent stands in its place. A document type
 * is refused (no entity is ever declared), as are depth past LIMIT_XML_DEPTH and a tag past LIMIT_XML_TAG_BYTES; trouble
 * is told with part, line and column. Memory does not grow with the part.
 */
#ifndef PHASEOUT_READ_XML_H
#define PHASEOUT_READ_XML_H

#include "read/archive.h"

struct xml;

struct xml_element {
	unsigned char in; /* the element around it; 0: it is the root */
	const char *name;
	unsigned char is; /* from 1 */
};

struct xml_handler {
	const struct xml_element *elements; /* up to one without a name */
	/* Each may be NULL, but start. */
	void (*start)(struct xml *x, unsigned is, const char **attributes, void *ctx);
	void (*end)(struct xml *x, unsigned is, void *ctx);
	void (*text)(struct xml *x, unsigned in, struct str text, void *ctx); /* in pieces */
};

/* READ_UNREADABLE where the root is none of the handler's. */
enum read_status xml_read(struct archive *a, struct str part, bool again, const struct xml_handler *handler, void *ctx);
/* The same of bytes that stand for the part. */
enum read_status xml_read_bytes(struct archive *a, struct str part, struct str bytes, const struct xml_handler *handler,
				void *ctx);
/* Ends the reading, from a handler. */
void xml_fails(struct xml *x, enum read_status status);
/* The attribute of that name without a prefix; with one. STR_NONE: there is none. */
struct str xml_attribute(const char **attributes, const char *name);
struct str xml_attribute_prefixed(const char **attributes, const char *name);
/* xsd:boolean; `otherwise` where it is not said. */
bool xml_true(struct str value, bool otherwise);

#endif
