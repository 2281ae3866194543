#include "read/html_content.h"

struct html_text *html_target(struct html_walk *w)
{
	struct html_table *t = w->top;
	if (w->in_title)
		return &w->title;
	while (t && !t->in_cell && !t->in_caption) /* what stands between cells is shown before the table */
		t = t->outer;
	if (!t || w->unshown > t->unshown)
		return NULL;
	if (w->choice.open)
		return w->choice.in_option ? &w->choice.option : NULL;
	return &t->text;
}

static void line(struct html_walk *w)
{
	struct html_text *target = html_target(w);
	if (target)
		html_text_line(target);
}

static void space(struct html_walk *w)
{
	struct html_text *target = html_target(w);
	if (target)
		html_text_space(target);
}

/* What a field shows, apart from what stands beside it. */
static void add_field(struct html_walk *w, struct str shown)
{
	struct html_text *target = html_target(w);
	if (!target)
		return;
	html_text_space(target);
	html_text_add(target, shown, 0);
	html_text_space(target);
}

/* --- choices ------------------------------------------------------------------------------------------------------------ */

static void begin_choice(struct html_walk *w, const struct html_start *start)
{
	struct html_choice *c = &w->choice;
	html_text_clear(&c->shown);
	c->open = true;
	c->multiple = start->has[ATTR_MULTIPLE];
	c->in_option = c->has_any = false;
}

static void begin_option(struct html_walk *w, const struct html_start *start)
{
	html_text_clear(&w->choice.option);
	w->choice.in_option = true;
	w->choice.option_selected = start->has[ATTR_SELECTED];
}

/* Of one choice the last selected option is shown, or the first of all; of several, all selected ones. */
static void end_option(struct html_walk *w)
{
	struct html_choice *c = &w->choice;
	c->in_option = false;
	if (c->option.buf.failed || c->shown.buf.failed)
		w->status = READ_NO_MEMORY;
	if (c->option_selected || (!c->multiple && !c->has_any)) {
		if (!c->multiple)
			html_text_clear(&c->shown);
		html_text_space(&c->shown);
		html_text_add(&c->shown, html_text_str(&c->option), 0);
	}
	c->has_any = true;
}

void html_end_choice(struct html_walk *w)
{
	for (size_t i = w->n; w->choice.open && i > 0; i--)
		if (w->stack[i - 1].tag == TAG_select)
			html_pop_to(w, i - 1);
}

/* --- the stack ---------------------------------------------------------------------------------------------------------- */

/* Half of the stack is for elements that matter: what unclosed ones of the others a page heaps up changes nothing. */
void html_push(struct html_walk *w, struct html_element e)
{
	bool matters = e.wall || e.unshown || e.styles || e.tag == TAG_select || e.tag == TAG_option || w->unshown;
	if (!matters && w->n >= LIMIT_HTML_DEPTH / 2)
		return;
	if (w->n == LIMIT_HTML_DEPTH) {
		w->status =
			read_fails(w->job, READ_LIMIT,
				   words_printf(w->job->arena, "nested deeper than %d levels", (int)LIMIT_HTML_DEPTH));
		return;
	}
	w->stack[w->n++] = e;
	w->open[e.tag]++;
	w->unshown += e.unshown;
	w->raised += e.styles == STYLE_RAISED;
	w->pre += e.styles == STYLE_PRE;
}

/* What the end of an element leaves behind it in the text. */
static void left(struct html_walk *w, const struct html_element *e)
{
	if (e->tag == TAG_option) {
		end_option(w);
	} else if (e->tag == TAG_select) {
		w->choice.open = false;
		add_field(w, html_text_str(&w->choice.shown));
	} else if (e->part && e->tag == TAG_table) {
		w->top->parts--;
		line(w);
	} else if (html_traits(e->tag) & TRAIT_BLOCK) {
		line(w);
	} else if (html_traits(e->tag) & TRAIT_APART) {
		space(w);
	}
}

void html_pop_to(struct html_walk *w, size_t n)
{
	while (w->n > n) {
		const struct html_element *e = &w->stack[--w->n];
		w->open[e->tag]--;
		w->unshown -= e->unshown;
		w->raised -= e->styles == STYLE_RAISED;
		w->pre -= e->styles == STYLE_PRE;
		left(w, e);
	}
}

/* Ends the innermost open `tag`, unless one of the `stops` (up to TAG_NONE) or a wall stands within. */
static void end_open(struct html_walk *w, enum html_tag tag, const enum html_tag *stops)
{
	for (size_t i = w->open[tag] ? w->n : 0; i > 0 && !w->stack[i - 1].wall; i--) {
		if (w->stack[i - 1].tag == tag) {
			html_pop_to(w, i - 1);
			return;
		}
		for (const enum html_tag *stop = stops; *stop != TAG_NONE; stop++)
			if (w->stack[i - 1].tag == *stop)
				return;
	}
}

/* --- tags --------------------------------------------------------------------------------------------------------------- */

static void show_input(struct html_walk *w, const struct html_start *start)
{
	static const struct {
		struct str type;
		struct str checked, otherwise; /* STR_NONE: its value */
		bool shown;
	} types[] = {
		{STR_INIT("hidden"), {0}, {0}, false}, {STR_INIT("button"), {0}, {0}, false},
		{STR_INIT("submit"), {0}, {0}, false}, {STR_INIT("reset"), {0}, {0}, false},
		{STR_INIT("image"), {0}, {0}, false},  {STR_INIT("file"), {0}, {0}, false},
		{STR_INIT("password"), {0}, {0}, false},
		{STR_INIT("checkbox"), STR_INIT("☑"), STR_INIT("☐"), true},
		{STR_INIT("radio"), STR_INIT("☑"), STR_INIT("☐"), true},
	};
	struct str type = start->value[ATTR_TYPE], shown = start->value[ATTR_VALUE];
	for (size_t i = 0; i < sizeof types / sizeof *types; i++)
		if (type.n == types[i].type.n && str_starts_any_case(type, types[i].type)) {
			if (!types[i].shown)
				return;
			shown = start->has[ATTR_CHECKED] ? types[i].checked : types[i].otherwise;
		}
	if (!html_hides(start))
		add_field(w, shown);
}

/* Start tags that end what is still open before them. */
static void end_before(struct html_walk *w, enum html_tag tag)
{
	static const enum html_tag none[] = {TAG_NONE}, lists[] = {TAG_ul, TAG_ol, TAG_menu, TAG_dir, TAG_NONE},
				   dl[] = {TAG_dl, TAG_NONE};
	static const struct {
		enum html_tag before, ends;
		const enum html_tag *stops;
	} rows[] = {
		{TAG_li, TAG_li, lists},
		{TAG_dd, TAG_dd, dl},
		{TAG_dd, TAG_dt, dl},
		{TAG_dt, TAG_dd, dl},
		{TAG_dt, TAG_dt, dl},
		{TAG_option, TAG_option, none},
		{TAG_optgroup, TAG_option, none},
		{TAG_select, TAG_select, none},
		{TAG_button, TAG_button, none},
	};
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
		if (rows[i].before == tag)
			end_open(w, rows[i].ends, rows[i].stops);
	if (html_traits(tag) & TRAIT_BLOCK)
		end_open(w, TAG_p, none);
}

/* Whether content stands where a table has none: between its cells. */
static bool is_astray(const struct html_walk *w)
{
	return w->top && !w->top->in_cell && !w->top->in_caption;
}

static void begin_element(struct html_walk *w, const struct html_start *start)
{
	unsigned traits = html_traits(start->tag);
	struct html_element e = {.tag = start->tag, .unshown = (traits & TRAIT_UNSHOWN) || html_hides(start)};
	if (start->tag == TAG_sup)
		e.styles = STYLE_RAISED;
	else if (start->tag == TAG_pre || start->tag == TAG_textarea)
		e.styles = STYLE_PRE;
	if (start->tag == TAG_select)
		begin_choice(w, start);
	else if (start->tag == TAG_option && w->choice.open)
		begin_option(w, start);
	html_push(w, e);
}

void html_content_start(struct html_walk *w, const struct html_start *start)
{
	enum html_tag tag = start->tag;
	unsigned traits = html_traits(tag);
	if (is_astray(w) || (traits & TRAIT_RAW))
		return;
	if (w->choice.open && tag != TAG_option && tag != TAG_optgroup && tag != TAG_select)
		return;
	end_before(w, tag);
	if (tag == TAG_br || (traits & TRAIT_BLOCK))
		line(w);
	else if (traits & TRAIT_APART)
		space(w);
	if (tag == TAG_input)
		show_input(w, start);
	else if (!(traits & TRAIT_VOID))
		begin_element(w, start);
}

void html_content_end(struct html_walk *w, enum html_tag tag)
{
	static const enum html_tag none[] = {TAG_NONE};
	if (tag == TAG_br || tag == TAG_p) /* a browser makes elements of them even where none is open */
		line(w);
	end_open(w, tag, none);
}

void html_content_text(struct html_walk *w, struct str text)
{
	struct html_text *target = html_target(w);
	if (target)
		html_text_add(target, text, (w->raised ? STYLE_RAISED : 0u) | (w->pre ? STYLE_PRE : 0u));
}
