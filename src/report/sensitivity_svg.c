/* A bar a step: dark, what is obsolete; hatched above it, what is not decided; the adopted limit framed. Readable without colour. */
#include "report/sensitivity.h"

#include "report/sink_text.h"
#include "text/width.h"

#include <inttypes.h>

enum {
	LEFT = 64, RIGHT = 24, TOP = 64, PLOT = 240, FOOT = 96, /* in pixels */
	BAR = 28, GAP = 8,
	PANEL = TOP + PLOT + FOOT,
};

static void text(struct buf *out, int x, int y, const char *style, struct str s)
{
	buf_printf(out, "<text x=\"%d\" y=\"%d\" %s>", x, y, style);
	sink_html(out, s);
	buf_adds(out, "</text>\n");
}

static void rectangle(struct buf *out, int x, int y, int width, int height, const char *style)
{
	if (height > 0)
		buf_printf(out, "<rect x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" %s/>\n", x, y, width, height, style);
}

static int height_of(uint64_t n, uint64_t most)
{
	return most ? (int)((n * PLOT + most / 2) / most) : 0;
}

static uint64_t most_items(const struct sensitivity_step *steps, size_t n)
{
	uint64_t most = 0;
	for (size_t i = 0; i < n; i++)
		most = steps[i].hits + steps[i].open > most ? steps[i].hits + steps[i].open : most;
	return most;
}

static void step_bar(struct buf *out, const struct sensitivity_step *step, int x, int base, uint64_t most)
{
	const int hits = height_of(step->hits, most), open = height_of(step->open, most);
	struct buf label;
	buf_init(&label);
	rectangle(out, x, base - hits, BAR, hits, "fill=\"#333\"");
	rectangle(out, x, base - hits - open, BAR, open, "fill=\"url(#open)\" stroke=\"#333\"");
	buf_printf(&label, "%" PRIu64, step->hits);
	text(out, x + BAR / 2, base - hits - open - 6, "text-anchor=\"middle\" font-size=\"11\"", buf_str(&label));
	buf_clear(&label);
	decimal_write(&label, &step->limit);
	buf_printf(out, "<text transform=\"translate(%d %d) rotate(-60)\" text-anchor=\"end\" font-size=\"12\"%s>", x + BAR / 2 + 4, base + 16,
		   step->adopted ? " font-weight=\"bold\"" : "");
	sink_html(out, buf_str(&label));
	buf_adds(out, "</text>\n");
	if (step->adopted)
		rectangle(out, x - 3, base - PLOT - 2, BAR + 6, PLOT + 4, "fill=\"none\" stroke=\"#000\" stroke-width=\"2\" stroke-dasharray=\"6 3\"");
	out->failed |= label.failed;
	buf_release(&label);
}

/* Nought and the most, with lines across. */
static void axis(struct buf *out, int width, int base, uint64_t most)
{
	struct buf label;
	buf_init(&label);
	for (int part = 0; part <= 1; part++) {
		const int y = base - part * PLOT;
		buf_printf(out, "<line x1=\"%d\" y1=\"%d\" x2=\"%d\" y2=\"%d\" stroke=\"#888\"/>\n", LEFT - 8, y, width - RIGHT, y);
		buf_clear(&label);
		buf_printf(&label, "%" PRIu64, part ? most : 0);
		text(out, LEFT - 12, y + 4, "text-anchor=\"end\" font-size=\"12\"", buf_str(&label));
	}
	out->failed |= label.failed;
	buf_release(&label);
}

static bool panel(struct buf *out, enum lang lang, const struct sensitivity_limit *limit, int top, int width)
{
	struct arena a;
	struct buf title;
	size_t n, all;
	arena_init(&a);
	buf_init(&title);
	const struct sensitivity_step *steps = sensitivity_steps(&n, &all, &a, limit, SENSITIVITY_STEPS);
	const int base = top + TOP + PLOT;
	const uint64_t most = steps ? most_items(steps, n) : 0;
	sensitivity_title(&title, lang, limit);
	text(out, LEFT, top + 28, "font-size=\"14\" font-weight=\"bold\"", buf_str(&title));
	axis(out, width, base, most);
	for (size_t i = 0; steps && i < n; i++)
		step_bar(out, &steps[i], LEFT + (int)i * (BAR + GAP), base, most);
	bool good = steps && !title.failed && !a.failed;
	buf_release(&title);
	arena_release(&a);
	return good;
}

/* What the signs mean, under the panels. */
static void legend(struct buf *out, enum lang lang, int y)
{
	rectangle(out, LEFT, y - 11, 14, 14, "fill=\"#333\"");
	text(out, LEFT + 20, y, "font-size=\"12\"", str_from(message(lang, "obsolete at this limit (number above)")));
	rectangle(out, LEFT, y + 9, 14, 14, "fill=\"url(#open)\" stroke=\"#333\"");
	text(out, LEFT + 20, y + 20, "font-size=\"12\"", str_from(message(lang, "not decided")));
	rectangle(out, LEFT, y + 29, 14, 14, "fill=\"none\" stroke=\"#000\" stroke-width=\"2\" stroke-dasharray=\"6 3\"");
	text(out, LEFT + 20, y + 40, "font-size=\"12\"", str_from(message(lang, "the limit of the rule; the bars stand in order, not to scale")));
}

bool sensitivity_svg(struct buf *out, const struct report_options *o, const struct sensitivity *s, const struct run_info *run,
		     const struct summary *summary)
{
	enum { HEAD = 40, LEGEND = 64, LEAST = 560 };
	const int wide = LEFT + RIGHT + (SENSITIVITY_STEPS + 1) * (BAR + GAP), width = wide > LEAST ? wide : LEAST;
	const int height = HEAD + (int)s->n_limits * PANEL + LEGEND;
	bool good = true;
	(void)run;
	buf_printf(out, "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%d\" height=\"%d\" viewBox=\"0 0 %d %d\" role=\"img\" lang=\"%s\" "
			"font-family=\"'Noto Sans CJK SC','Microsoft YaHei',sans-serif\">\n",
		   width, height, width, height, o->lang == LANG_ZH ? "zh-CN" : "en");
	buf_adds(out, "<title>");
	sink_html(out, s->rule->id);
	buf_adds(out, " ");
	sink_html(out, words_in(s->rule->title, o->lang));
	buf_adds(out, "</title>\n<desc>");
	buf_printf(out, message(o->lang, "what the rule hits as its limit moves; %ju rows read, %ju judged"), (uintmax_t)summary->totals->read,
		   (uintmax_t)summary->totals->judged);
	buf_adds(out, "</desc>\n<defs><pattern id=\"open\" width=\"6\" height=\"6\" patternUnits=\"userSpaceOnUse\" patternTransform=\"rotate(45)\">"
		      "<rect width=\"6\" height=\"6\" fill=\"#fff\"/><rect width=\"2\" height=\"6\" fill=\"#777\"/></pattern></defs>\n");
	rectangle(out, 0, 0, width, height, "fill=\"#fff\"");
	struct buf head;
	buf_init(&head);
	buf_add(&head, s->rule->id);
	buf_adds(&head, "  ");
	buf_add(&head, words_in(s->rule->title, o->lang));
	text(out, LEFT, 30, "font-size=\"16\" font-weight=\"bold\"", buf_str(&head));
	for (size_t i = 0; good && i < s->n_limits; i++)
		good = panel(out, o->lang, &s->limits[i], HEAD + (int)i * PANEL, width);
	legend(out, o->lang, HEAD + (int)s->n_limits * PANEL + 12);
	buf_adds(out, "</svg>\n");
	good &= !head.failed && !out->failed;
	buf_release(&head);
	return good;
}
