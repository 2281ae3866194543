#include "read/html_text.h"

#include "base/limits.h"

static const char nbsp_lead = '\xc2', nbsp_tail = '\xa0';

void html_text_init(struct html_text *t)
{
	*t = (struct html_text){.space = false};
	buf_init(&t->buf);
}

void html_text_release(struct html_text *t)
{
	buf_release(&t->buf);
}

void html_text_clear(struct html_text *t)
{
	buf_clear(&t->buf);
	t->space = t->line = t->lead = false;
}

static void put(struct html_text *t, struct str s)
{
	size_t most = (size_t)LIMIT_CELL_BYTES + 1;
	if ((t->space || t->line) && t->buf.n && t->buf.n < most)
		buf_addc(&t->buf, t->line ? '\n' : ' ');
	t->space = t->line = false;
	if (t->buf.n < most)
		buf_add(&t->buf, str_sub(s, 0, most - t->buf.n));
}

static bool is_blank(char c)
{
	return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f';
}

static struct str raised(char c)
{
	static const struct str digits[] = {STR_INIT("⁰"), STR_INIT("¹"), STR_INIT("²"), STR_INIT("³"), STR_INIT("⁴"),
					    STR_INIT("⁵"), STR_INIT("⁶"), STR_INIT("⁷"), STR_INIT("⁸"), STR_INIT("⁹")};
	return c >= '0' && c <= '9' ? digits[c - '0'] : c == '+' ? STR("⁺") : c == '-' ? STR("⁻") : STR_NONE;
}

/* One byte that does not stand for itself; false where it does. */
static bool put_special(struct html_text *t, char c, unsigned styles)
{
	struct str up = styles & STYLE_RAISED ? raised(c) : STR_NONE;
	if (up.n) {
		put(t, up);
	} else if (!is_blank(c)) {
		return false;
	} else if (!(styles & STYLE_PRE)) {
		t->space = true;
	} else if (c == '\n' || c == '\r') {
		t->line = true;
	} else {
		put(t, (struct str){&c, 1});
	}
	return true;
}

void html_text_add(struct html_text *t, struct str s, unsigned styles)
{
	size_t from = 0;
	if (t->lead && s.n) {
		bool nbsp = s.p[0] == nbsp_tail;
		t->lead = false;
		put(t, nbsp ? STR(" ") : (struct str){&nbsp_lead, 1});
		from = nbsp;
	}
	for (size_t i = from; i < s.n; i++) {
		char c = s.p[i];
		if (c == nbsp_lead && (i + 1 == s.n || s.p[i + 1] == nbsp_tail)) {
			if (i > from)
				put(t, str_sub(s, from, i));
			t->lead = i + 1 == s.n;
			if (!t->lead)
				put(t, STR(" "));
			i += !t->lead;
			from = i + 1;
			continue;
		}
		bool plain = !is_blank(c) && !(styles & STYLE_RAISED);
		if (plain)
			continue;
		if (i > from)
			put(t, str_sub(s, from, i));
		from = i + put_special(t, c, styles);
	}
	if (s.n > from && !t->lead)
		put(t, str_sub(s, from, s.n));
}

static void end_lead(struct html_text *t)
{
	if (t->lead)
		put(t, (struct str){&nbsp_lead, 1});
	t->lead = false;
}

void html_text_space(struct html_text *t)
{
	end_lead(t);
	t->space = true;
}

void html_text_line(struct html_text *t)
{
	end_lead(t);
	t->line = true;
}

struct str html_text_str(struct html_text *t)
{
	end_lead(t);
	return buf_str(&t->buf);
}
