#include "yaml/reader.h"

#include <string.h>

/* libyaml's own words, by which it says what it met, and ours. */
struct problem {
	const char *context, *problem; /* NULL: any; the first row that fits */
	enum diag_id id;
	bool at_context;               /* the mistake stands where the context began, not where libyaml noticed */
	const char *words, *hint;
};

static const char quote_it[] = "put the text in quotes";
static const char indentation[] = "look at the indentation of this line and of those above";
static const char tab[] = "a tab in the indentation; use spaces";
static const char anchor[] = "an anchor; write a value out wherever it is needed";
static const char alias[] = "an alias; write a value out wherever it is needed";
static const char tag[] = "a tag; every value here is a text and needs none";
static const char directive[] = "a directive; files here have none";
static const char endless[] = "what is open here never ends";

static const struct problem problems[] = {
	{NULL, "could not find expected ':'", DIAG_YAML_SYNTAX, true, "a \":\" is missing behind this key", NULL},
	{NULL, "mapping values are not allowed in this context", DIAG_YAML_SYNTAX, false,
	 "\":\" stands where no mapping can begin",
	 "put a text that holds \": \" in quotes; keys of one mapping stand in one column"},
	{NULL, "block sequence entries are not allowed in this context", DIAG_YAML_SYNTAX, false,
	 "\"-\" stands where no list can begin", "a list begins on a line of its own"},
	{NULL, "mapping keys are not allowed in this context", DIAG_YAML_SYNTAX, false,
	 "\"?\" stands where no key can begin", quote_it},
	{NULL, "found character that cannot start any token", DIAG_YAML_SYNTAX, false,
	 "no text without quotes begins with this character", quote_it},
	{NULL, "found a tab character that violates indentation", DIAG_TAB_INDENT, false, tab, NULL},
	{NULL, "found a tab character where an indentation space is expected", DIAG_TAB_INDENT, false, tab, NULL},
	{NULL, "did not find expected key", DIAG_YAML_SYNTAX, false, "a key was expected here", indentation},
	{NULL, "did not find expected '-' indicator", DIAG_YAML_SYNTAX, false, "\"-\" was expected here", indentation},
	{NULL, "did not find expected ',' or ']'", DIAG_YAML_SYNTAX, false, "\",\" or \"]\" was expected here", NULL},
	{NULL, "did not find expected ',' or '}'", DIAG_YAML_SYNTAX, false, "\",\" or \"}\" was expected here", NULL},
	{NULL, "did not find expected node content", DIAG_YAML_SYNTAX, false, "a value was expected here", NULL},
	{NULL, "found unexpected ':'", DIAG_YAML_SYNTAX, false, "\":\" in a text without quotes", quote_it},
	{NULL, "found unexpected end of stream", DIAG_YAML_SYNTAX, true, endless, NULL},
	{NULL, "found unexpected document indicator", DIAG_YAML_SYNTAX, true, endless, NULL},
	{NULL, "found unknown escape character", DIAG_YAML_SYNTAX, false, "an unknown escape in double quotes",
	 "write \\\\ for a backslash, or use single quotes"},
	{"while parsing a quoted scalar", "did not find expected hexdecimal number", DIAG_YAML_SYNTAX, false,
	 "hexadecimal digits were expected here", NULL},
	{NULL, "found invalid Unicode character escape code", DIAG_YAML_SYNTAX, false,
	 "an escape that is no character", NULL},
	{"while scanning a block scalar", NULL, DIAG_YAML_SYNTAX, false,
	 "behind | or > stand at most a digit from 1 to 9 and + or -", NULL},
	{"while scanning an anchor", NULL, DIAG_ANCHOR, true, anchor, quote_it},
	{"while scanning an alias", NULL, DIAG_ALIAS, true, alias, quote_it},
	{NULL, "found undefined tag handle", DIAG_TAG, true, tag, quote_it},
	{"while scanning a tag", NULL, DIAG_TAG, true, tag, quote_it},
	{"while parsing a tag", NULL, DIAG_TAG, true, tag, quote_it},
	{"while scanning a directive", NULL, DIAG_YAML_SYNTAX, true, directive, quote_it},
	{"while scanning a %YAML directive", NULL, DIAG_YAML_SYNTAX, true, directive, quote_it},
	{"while scanning a %TAG directive", NULL, DIAG_YAML_SYNTAX, true, directive, quote_it},
	{"while parsing a %TAG directive", NULL, DIAG_YAML_SYNTAX, true, directive, quote_it},
	{NULL, "did not find expected <document start>", DIAG_YAML_SYNTAX, false,
	 "the document has ended; nothing may follow", NULL},
	{NULL, NULL, DIAG_YAML_SYNTAX, false, "this is not YAML", NULL},
};

static bool fits(const char *wanted, const char *said)
{
	return !wanted || (said && strcmp(wanted, said) == 0);
}

static const struct problem *find(const yaml_parser_t *parser)
{
	const struct problem *p = problems;
	while (!fits(p->context, parser->context) || !fits(p->problem, parser->problem))
		p++;
	return p;
}

/* The collection or quote that libyaml was in, where it began above. */
static void hint_context(struct reader *r, const struct problem *p)
{
	const yaml_parser_t *parser = &r->parser;
	struct diags *diags = r->mistakes.diags;
	if (p->hint)
		diag_hint(diags, "%s", mistakes_word(&r->mistakes, p->hint));
	else if (parser->context && !p->at_context && parser->context_mark.index < parser->problem_mark.index)
		diag_hint(diags, "what is open here began at line %zu, column %zu", parser->context_mark.line + 1,
		          parser->context_mark.column + 1);
}

static void tell(struct reader *r, const struct problem *p, enum diag_id id, const char *words, struct place at)
{
	struct str text = r->bytes.text;
	bool visible = at.offset < text.n && text.p[at.offset] != '\n' && text.p[at.offset] != '\r';
	struct span span = place_span(at, visible ? 1 : 0);
	/* Told already, when the walk came to this line. */
	if (id == DIAG_TAB_INDENT && r->bytes.tab_line == at.line)
		return;
	if (!mistakes_room(&r->mistakes, span))
		return;
	diag_add(r->mistakes.diags, id, r->mistakes.file, span, "%s", mistakes_word(&r->mistakes, words));
	if (words == p->words && id != DIAG_TAB_INDENT)
		hint_context(r, p);
}

/* Where what is open at the file's end began; libyaml's own mark may be that end. */
static struct place opening(struct reader *r)
{
	const struct frame *top = reader_top(r);
	struct place at = reader_place(r, r->parser.context_mark);
	return at.offset == r->bytes.text.n && top && top->flow ? place_of(top->span) : at;
}

void reader_tell_syntax(struct reader *r)
{
	const yaml_parser_t *parser = &r->parser;
	if (parser->error == YAML_MEMORY_ERROR) {
		r->failed = true;
		return;
	}
	const struct problem *p = find(parser);
	struct place noticed = reader_place(r, parser->problem_mark);
	struct place at = p->at_context && parser->context ? reader_place(r, parser->context_mark) : noticed;
	bool at_end = noticed.offset == r->bytes.text.n && parser->context;
	bool is_tab = noticed.offset < r->bytes.text.n && r->bytes.text.p[noticed.offset] == '\t';

	bytes_walk(&r->bytes, noticed.offset + is_tab, FORGIVE_HIDDEN | FORGIVE_TABS);
	if (is_tab && fits("found character that cannot start any token", parser->problem))
		tell(r, p, DIAG_TAB_INDENT, tab, noticed);
	else if (at_end && p->id == DIAG_YAML_SYNTAX && !p->at_context)
		tell(r, p, p->id, endless, opening(r));
	else
		tell(r, p, p->id, p->words, at);
}
