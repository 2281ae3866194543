#include "read/html_token.h"

#include "read/html_steps.h"
#include "text/utf8.h"

static bool is_letter(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static void text(struct html_tokens *t, struct str s)
{
	if (s.n)
		t->events->text(t->ctx, s);
}

/* --- text --------------------------------------------------------------------------------------------------------------- */

static size_t step_text(struct html_tokens *t, struct str s)
{
	size_t less = html_until(s, '<'), ampersand = html_until(str_sub(s, 0, less), '&');
	text(t, str_sub(s, 0, ampersand));
	if (ampersand)
		return ampersand;
	if (s.p[0] == '&')
		return html_refer(t);
	t->state = STATE_LESS;
	return 1;
}

static size_t step_less(struct html_tokens *t, struct str s)
{
	char c = s.p[0];
	if (is_letter(c)) {
		html_begin_tag(t, false);
		return 0;
	}
	if (c == '!' || c == '/' || c == '?') {
		t->state = c == '!' ? STATE_LESS_BANG : c == '/' ? STATE_LESS_SLASH : STATE_DECLARATION;
		return 1;
	}
	t->state = STATE_TEXT;
	text(t, STR("<"));
	return 0;
}

static size_t step_less_slash(struct html_tokens *t, struct str s)
{
	if (is_letter(s.p[0]))
		html_begin_tag(t, true);
	else
		t->state = STATE_DECLARATION;
	return 0;
}

/* --- comments and declarations ------------------------------------------------------------------------------------------ */

static size_t step_less_bang(struct html_tokens *t, struct str s)
{
	t->state = s.p[0] == '-' ? STATE_LESS_BANG_DASH : STATE_DECLARATION;
	return s.p[0] == '-';
}

static size_t step_less_bang_dash(struct html_tokens *t, struct str s)
{
	if (s.p[0] != '-') {
		t->state = STATE_DECLARATION;
		return 0;
	}
	/* <!--> and <!---> are whole comments */
	t->state = STATE_COMMENT;
	t->dashes = 2;
	t->comment_begins = true;
	t->bang = false;
	return 1;
}

/* Ends at --> and --!> */
static size_t step_comment(struct html_tokens *t, struct str s)
{
	if (!t->dashes && !t->bang) {
		size_t dash = html_until(s, '-');
		if (dash)
			return dash;
	}
	char c = s.p[0];
	if (c == '>' && (t->bang || t->dashes >= 2)) {
		t->state = STATE_TEXT;
		return 1;
	}
	t->bang = c == '!' && t->dashes >= 2 && !t->comment_begins;
	t->comment_begins &= c == '-';
	t->dashes = c == '-' ? t->dashes + (t->dashes < 2) : 0;
	return 1;
}

static size_t step_declaration(struct html_tokens *t, struct str s)
{
	size_t end = html_until(s, '>');
	if (end == s.n)
		return end;
	t->state = STATE_TEXT;
	return end + 1;
}

/* --- references --------------------------------------------------------------------------------------------------------- */

/* Into the text or value that the reference stands in. */
static void add(struct html_tokens *t, struct str s)
{
	if (t->resume == STATE_VALUE)
		html_add_to_value(t, s);
	else
		text(t, s);
}

static void add_character(struct html_tokens *t, int32_t c)
{
	char bytes[4];
	add(t, c < 0 ? STR("\xff") : (struct str){bytes, utf8_put(bytes, c)});
}

static size_t step_reference(struct html_tokens *t, struct str s)
{
	t->n_held = 0;
	if (s.p[0] == '#') {
		t->number = 0;
		t->hexadecimal = t->digits = false;
		t->state = STATE_REFERENCE_HASH;
		return 1;
	}
	t->state = STATE_REFERENCE_NAME;
	return 0;
}

static void end_of_name(struct html_tokens *t, bool semicolon, bool equals)
{
	size_t used = 0;
	bool in_value = t->resume == STATE_VALUE;
	int32_t c = in_value && equals ? -1 : html_named(&t->references, html_held(t), semicolon, in_value, &used);
	if (c < 0) {
		add(t, STR("&"));
		used = 0;
	} else {
		add_character(t, c);
	}
	add(t, str_sub(html_held(t), used, t->n_held));
	if (semicolon && (c < 0 || used < t->n_held))
		add(t, STR(";"));
	t->state = t->resume;
}

static size_t step_reference_name(struct html_tokens *t, struct str s)
{
	char c = s.p[0];
	if ((is_letter(c) || is_digit(c)) && t->n_held < REFERENCE_BYTES) {
		html_hold(t, c);
		return 1;
	}
	end_of_name(t, c == ';', c == '=');
	return c == ';';
}

static size_t step_reference_hash(struct html_tokens *t, struct str s)
{
	t->hexadecimal = s.p[0] == 'x' || s.p[0] == 'X';
	if (t->hexadecimal)
		html_hold(t, s.p[0]);
	t->state = STATE_REFERENCE_NUMBER;
	return t->hexadecimal;
}

static void end_of_number(struct html_tokens *t)
{
	if (t->digits) {
		add_character(t, html_numbered(t->number));
	} else {
		add(t, STR("&#"));
		add(t, html_held(t));
	}
	t->state = t->resume;
}

static size_t step_reference_number(struct html_tokens *t, struct str s)
{
	enum { BEYOND = 0x110000 };
	char c = html_lower(s.p[0]);
	bool letter = t->hexadecimal && c >= 'a' && c <= 'f';
	if (letter || is_digit(c)) {
		uint32_t digit = (uint32_t)(letter ? c - 'a' + 10 : c - '0');
		t->digits = true;
		t->number = t->number >= BEYOND ? BEYOND : t->number * (t->hexadecimal ? 16 : 10) + digit;
		return 1;
	}
	bool semicolon = c == ';' && t->digits;
	end_of_number(t);
	return semicolon;
}

/* --- elements without tags in them -------------------------------------------------------------------------------------- */

static bool raw_shows(const struct html_tokens *t)
{
	return html_traits(t->raw) & TRAIT_TEXT;
}

static size_t step_raw(struct html_tokens *t, struct str s)
{
	size_t less = html_until(s, '<'), ampersand = raw_shows(t) ? html_until(str_sub(s, 0, less), '&') : less;
	if (raw_shows(t))
		text(t, str_sub(s, 0, ampersand));
	if (ampersand)
		return ampersand;
	if (s.p[0] == '&')
		return html_refer(t);
	t->state = STATE_RAW_LESS;
	return 1;
}

static size_t step_raw_less(struct html_tokens *t, struct str s)
{
	t->n_held = 0;
	if (s.p[0] == '/') {
		t->state = STATE_RAW_SLASH;
		return 1;
	}
	if (raw_shows(t))
		text(t, STR("<"));
	t->state = STATE_RAW;
	return 0;
}

/* Held is what stands behind </ and is the beginning of the element's name. */
static size_t step_raw_slash(struct html_tokens *t, struct str s)
{
	char c = s.p[0];
	struct str name = str_from(html_tag_name(t->raw));
	if (t->n_held < name.n && html_lower(c) == name.p[t->n_held]) {
		html_hold(t, c);
		return 1;
	}
	if (t->n_held == name.n && (html_is_blank(c) || c == '/' || c == '>')) {
		html_begin_tag(t, true);
		t->tag.tag = t->raw;
		t->state = STATE_TAG;
		return 0;
	}
	if (raw_shows(t)) {
		text(t, STR("</"));
		text(t, html_held(t));
	}
	t->state = STATE_RAW;
	return 0;
}

/* --- the whole ---------------------------------------------------------------------------------------------------------- */

static step_fn *const steps[HTML_STATES] = {
	[STATE_TEXT] = step_text,
	[STATE_LESS] = step_less,
	[STATE_LESS_SLASH] = step_less_slash,
	[STATE_LESS_BANG] = step_less_bang,
	[STATE_LESS_BANG_DASH] = step_less_bang_dash,
	[STATE_COMMENT] = step_comment,
	[STATE_DECLARATION] = step_declaration,
	[STATE_TAG_NAME] = step_tag_name,
	[STATE_TAG] = step_tag,
	[STATE_NAME] = step_name,
	[STATE_AFTER_NAME] = step_after_name,
	[STATE_EQUALS] = step_equals,
	[STATE_VALUE] = step_value,
	[STATE_REFERENCE] = step_reference,
	[STATE_REFERENCE_NAME] = step_reference_name,
	[STATE_REFERENCE_HASH] = step_reference_hash,
	[STATE_REFERENCE_NUMBER] = step_reference_number,
	[STATE_RAW] = step_raw,
	[STATE_RAW_LESS] = step_raw_less,
	[STATE_RAW_SLASH] = step_raw_slash,
};

void html_tokens_init(struct html_tokens *t, const struct html_events *events, void *ctx)
{
	*t = (struct html_tokens){.events = events, .ctx = ctx, .state = STATE_TEXT};
	buf_init(&t->values);
	html_references_init(&t->references);
}

void html_tokens_release(struct html_tokens *t)
{
	buf_release(&t->values);
}

void html_tokens_add(struct html_tokens *t, struct str bytes)
{
	while (bytes.n)
		bytes = str_sub(bytes, steps[t->state](t, bytes), bytes.n);
}

bool html_tokens_end(struct html_tokens *t)
{
	if (t->state == STATE_REFERENCE) {
		t->n_held = 0;
		end_of_name(t, false, false);
	} else if (t->state == STATE_REFERENCE_NAME) {
		end_of_name(t, false, false);
	} else if (t->state == STATE_REFERENCE_HASH || t->state == STATE_REFERENCE_NUMBER) {
		end_of_number(t);
	}
	return t->state == STATE_TEXT;
}
