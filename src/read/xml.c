#include "read/xml.h"

#include "base/limits.h"

#include <expat.h>

enum { CHUNK = 64 * 1024 };

enum place { KNOWN, ALTERNATIVES, FALLBACK };

struct xml {
	struct archive *archive;
	struct str part;
	XML_Parser parser;
	const struct xml_handler *handler;
	void *ctx;
	enum read_status status;
	unsigned depth;                           /* outside of unknown elements */
	unsigned unknown;                         /* depth within an unknown element; 0: in none */
	unsigned char in[LIMIT_XML_DEPTH + 1];    /* by depth: the known element there or around it */
	unsigned char place[LIMIT_XML_DEPTH + 1]; /* by depth: enum place */
};

/* --- trouble --------------------------------------------------------------------------------------------------- */

void xml_fails(struct xml *x, enum read_status status)
{
	if (x->status != READ_OK)
		return;
	x->status = status;
	XML_StopParser(x->parser, XML_FALSE);
}

/* With where it is; `detail` is not translated. */
static enum read_status say(struct xml *x, enum read_status status, const char *msgid, const char *detail)
{
	struct words problem = {0};
	WORDS_SAY(&problem, x->archive->job->arena, "part \"%.*s\", line %lu, column %lu: %s%s", STR_ARG(x->part),
		  XML_GetCurrentLineNumber(x->parser), XML_GetCurrentColumnNumber(x->parser) + 1, message(in, msgid),
		  detail);
	return read_fails(x->archive->job, status, problem);
}

static void say_and_stop(struct xml *x, enum read_status status, const char *msgid, const char *detail)
{
	if (x->status == READ_OK)
		xml_fails(x, say(x, status, msgid, detail));
}

/* --- expat's callbacks ----------------------------------------------------------------------------------------- */

/* Names have a letter or two mostly: no call is worth it. */
static const char *local_name(const char *name)
{
	for (const char *c = name; *c; c++)
		if (*c == ':')
			return c + 1;
	return name;
}

static unsigned char known(const struct xml *x, const char *local)
{
	unsigned char in = x->in[x->depth];
	for (const struct xml_element *e = x->handler->elements; e->name; e++)
		if (e->in == in && e->name[0] == local[0] && strcmp(e->name, local) == 0)
			return e->is;
	return 0;
}

static void enter(struct xml *x, unsigned char is, enum place place)
{
	x->depth++;
	x->in[x->depth] = is;
	x->place[x->depth] = (unsigned char)place;
}

static void start(void *ctx, const char *name, const char **attributes)
{
	struct xml *x = ctx;
	if (x->status != READ_OK)
		return;
	if (x->depth + x->unknown == LIMIT_XML_DEPTH) {
		say_and_stop(x, READ_LIMIT, N_("elements stand in elements deeper than any workbook's"), "");
		return;
	}
	if (x->unknown) {
		x->unknown++;
		return;
	}
	const char *local = local_name(name);
	unsigned char is = known(x, local), around = x->in[x->depth];
	if (is) {
		enter(x, is, KNOWN);
		x->handler->start(x, is, attributes, x->ctx);
	} else if (x->depth == 0) {
		say_and_stop(x, READ_UNREADABLE,
			     N_("another part was expected here than this, whose first element is "), local);
	} else if (strcmp(local, "AlternateContent") == 0) {
		enter(x, around, ALTERNATIVES);
	} else if (x->place[x->depth] == ALTERNATIVES && strcmp(local, "Fallback") == 0) {
		enter(x, around, FALLBACK);
	} else {
		x->unknown = 1;
	}
}

static void end(void *ctx, const char *name)
{
	struct xml *x = ctx;
	(void)name;
	if (x->status != READ_OK)
		return;
	if (x->unknown) {
		x->unknown--;
		return;
	}
	if (x->place[x->depth] == KNOWN && x->handler->end)
		x->handler->end(x, x->in[x->depth], x->ctx);
	x->depth--;
}

static void text(void *ctx, const char *p, int n)
{
	struct xml *x = ctx;
	if (x->status == READ_OK && !x->unknown && x->handler->text)
		x->handler->text(x, x->in[x->depth], (struct str){p, (size_t)n}, x->ctx);
}

static void doctype(void *ctx, const char *name, const char *system, const char *public, int internal)
{
	(void)name;
	(void)system;
	(void)public;
	(void)internal;
	say_and_stop(ctx, READ_UNREADABLE, N_("a document type stands here, which no workbook has"), "");
}

/* --- feeding it ------------------------------------------------------------------------------------------------ */

static enum read_status parse_fails(struct xml *x)
{
	enum XML_Error code = XML_GetErrorCode(x->parser);
	if (x->status != READ_OK)
		return x->status;
	if (code == XML_ERROR_NO_MEMORY)
		return READ_NO_MEMORY;
	return say(x, READ_UNREADABLE, N_("not well-formed XML: "), XML_ErrorString(code));
}

static enum read_status feed(struct xml *x, struct part *p)
{
	uint64_t fed = 0;
	for (size_t n = 1; n;) {
		void *room = XML_GetBuffer(x->parser, CHUNK);
		if (!room)
			return READ_NO_MEMORY;
		enum read_status status = part_read(&n, p, room, CHUNK);
		if (status != READ_OK)
			return status;
		if (XML_ParseBuffer(x->parser, (int)n, n == 0) != XML_STATUS_OK)
			return parse_fails(x);
		/* expat looks at an unfinished tag from its start whenever more of it comes, and keeps it all */
		fed += n;
		XML_Index done = XML_GetCurrentByteIndex(x->parser);
		if (n && done >= 0 && fed > (uint64_t)done + LIMIT_XML_TAG_BYTES)
			return say(x, READ_LIMIT, N_("a tag or a comment stands here that does not end"), "");
	}
	return x->status;
}

static bool begin(struct xml *x)
{
	x->parser = XML_ParserCreate(NULL);
	if (!x->parser)
		return false;
	XML_SetUserData(x->parser, x);
	XML_SetElementHandler(x->parser, start, end);
	if (x->handler->text)
		XML_SetCharacterDataHandler(x->parser, text);
	XML_SetStartDoctypeDeclHandler(x->parser, doctype);
	return true;
}

enum read_status xml_read(struct archive *a, struct str part, bool again, const struct xml_handler *handler, void *ctx)
{
	struct xml x = {.archive = a, .part = part, .handler = handler, .ctx = ctx};
	struct part p;
	enum read_status status = part_open(&p, a, part, again);
	if (status == READ_OK)
		status = begin(&x) ? feed(&x, &p) : READ_NO_MEMORY;
	if (x.parser)
		XML_ParserFree(x.parser);
	part_close(&p);
	return status;
}

enum read_status xml_read_bytes(struct archive *a, struct str part, struct str bytes, const struct xml_handler *handler,
				void *ctx)
{
	struct xml x = {.archive = a, .part = part, .handler = handler, .ctx = ctx};
	enum read_status status = READ_NO_MEMORY;
	if (begin(&x))
		status = XML_Parse(x.parser, bytes.p, (int)bytes.n, 1) == XML_STATUS_OK ? x.status : parse_fails(&x);
	if (x.parser)
		XML_ParserFree(x.parser);
	return status;
}

/* --- attributes ------------------------------------------------------------------------------------------------ */

struct str xml_attribute(const char **attributes, const char *name)
{
	for (; *attributes; attributes += 2)
		if (strcmp(attributes[0], name) == 0)
			return str_from(attributes[1]);
	return STR_NONE;
}

struct str xml_attribute_prefixed(const char **attributes, const char *name)
{
	for (; *attributes; attributes += 2) {
		const char *local = local_name(attributes[0]);
		if (local != attributes[0] && strcmp(local, name) == 0)
			return str_from(attributes[1]);
	}
	return STR_NONE;
}

bool xml_true(struct str value, bool otherwise)
{
	value = str_trim(value);
	return value.n ? str_is(value, "1") || str_is(value, "true") || str_is(value, "on") : otherwise;
}
