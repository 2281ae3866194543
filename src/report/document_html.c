/* A document as one static page: no script, nothing from outside, made to be printed on A4. */
#include "report/document_writer.h"

#include "report/sink_text.h"

/* Serif, for it is read on paper; sizes in points, for it is printed. Tables repeat their heads; no row and no short block is torn. */
static const char style_sheet[] =
	"@page{size:A4;margin:18mm 16mm 18mm;@bottom-center{content:counter(page);font:9pt sans-serif}}\n"
	":root{--ink:#1a1a1a;--dim:#555;--line:#999;--tint:#f3f3f0;--warn:#8a3b00}\n"
	"*{box-sizing:border-box}\n"
	"body{margin:0 auto;padding:12mm 8mm;max-width:190mm;color:var(--ink);background:#fff;"
	"font:10.5pt/1.65 \"Noto Serif CJK SC\",\"Source Han Serif SC\",\"Songti SC\",SimSun,serif;overflow-wrap:break-word}\n"
	"h1,h2,h3,h4{font-family:\"Noto Sans CJK SC\",\"Source Han Sans SC\",\"PingFang SC\",\"Microsoft YaHei\",SimHei,sans-serif;line-height:1.35;"
	"break-after:avoid;margin:1.2em 0 .5em}\n"
	"h1{font-size:20pt;text-align:center;margin:1.6em 0 1em}h2{font-size:15pt;border-bottom:1.2pt solid var(--ink);padding-bottom:.2em}"
	"h3{font-size:12pt;border-bottom:.5pt solid var(--line);padding-bottom:.15em}h4{font-size:10.5pt;margin:.9em 0 .3em}\n"
	"p{margin:.4em 0}a{color:inherit;text-decoration-color:var(--line)}code{font:9pt Consolas,\"DejaVu Sans Mono\",monospace;color:var(--dim);overflow-wrap:anywhere}\n"
	"blockquote{margin:.5em 0;padding:.4em 1em;border-left:2.5pt solid var(--ink);background:var(--tint);break-inside:avoid;break-after:avoid}\n"
	".unverified{margin:.5em 0;padding:.4em 1em;border:.8pt dashed var(--warn);break-inside:avoid;break-after:avoid}.unverified>b{color:var(--warn);margin-right:1em}\n"
	"table{border-collapse:collapse;width:100%;margin:.5em 0 1em;font-size:9pt;line-height:1.45;font-variant-numeric:tabular-nums}\n"
	"th,td{border:.5pt solid var(--line);padding:.25em .5em;text-align:left;vertical-align:top}thead{display:table-header-group}"
	"thead th{background:var(--tint)}tr{break-inside:avoid}\n"
	".tests td:nth-child(3),.tests th:first-child,.legend td:first-child,.places td:first-child,.review td:first-child,.sources code"
	"{white-space:nowrap}.tests td:nth-child(2){min-width:16em}.tests td:nth-child(n+4){min-width:5.5em}.words tr{break-inside:auto}.words code{font-size:8pt}.words td:first-child{width:18%}.words td:nth-child(2){width:20%}.words td:last-child{width:20%}.review td:last-child{width:35%}.entries{font-size:8.5pt}.entries td:first-child{white-space:nowrap}.entries tr{break-inside:auto}.entries td:nth-child(2){width:16%}.entries td:nth-child(3){width:13%}.entries td:nth-child(4){width:36%}\n"
	"th,.facts th{font-weight:600}.facts th{width:9em;background:var(--tint)}.facts{font-size:9.5pt;break-inside:avoid}\n"
	"ul{list-style:none;margin:.3em 0 .5em;padding-left:1.2em}ul ul{margin:.15em 0;border-left:.5pt solid var(--line)}li{margin:.15em 0}"
	"li>b:first-child{display:inline-block;min-width:3.2em;padding-right:.5em}\n"
	".contents ul ul{border:0;columns:2;font-size:9pt}.contents li{break-inside:avoid}li>b:first-child:empty{display:none}\n"
	".signature td{height:16mm}\n"
	"@media print{body{padding:0;max-width:none}a{text-decoration:none}.contents,.chapter,.signature{break-before:page}}\n"
	"@media screen{body{box-shadow:0 0 6px #bbb}}\n";

static const char *lang_tag(enum lang lang)
{
	return lang == LANG_ZH ? "zh-CN" : "en";
}

static void html_begin(struct writer *w, struct str title)
{
	buf_printf(w->out, "<!DOCTYPE html>\n<html lang=\"%s\">\n<head>\n<meta charset=\"utf-8\">\n", lang_tag(w->lang));
	buf_adds(w->out, "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n"
			 "<meta name=\"viewport\" content=\"width=device-width\">\n<title>");
	sink_html(w->out, title);
	buf_adds(w->out, "</title>\n<style>\n");
	buf_adds(w->out, style_sheet);
	buf_adds(w->out, "</style>\n</head>\n<body>\n");
}

static void html_end(struct writer *w)
{
	buf_adds(w->out, "</body>\n</html>\n");
}

/* --- blocks ---------------------------------------------------------------------------------------------------- */

static void add_anchor(struct writer *w, struct str anchor)
{
	if (!anchor.n)
		return;
	buf_adds(w->out, " id=\"");
	sink_html(w->out, anchor);
	buf_addc(w->out, '"');
}

static void open_part(struct writer *w, const struct block_says *says)
{
	buf_printf(w->out, "<section class=\"%s\">\n", says->name);
}

static void open_table(struct writer *w, const struct block_says *says)
{
	buf_printf(w->out, "<table class=\"%s\">\n", says->name);
}

static void open_heading(struct writer *w, const struct block_says *says)
{
	w->depth = says->level;
	buf_printf(w->out, "<h%u", says->level);
	add_anchor(w, says->anchor);
	buf_addc(w->out, '>');
}

static void open_law(struct writer *w, const struct block_says *says)
{
	(void)says;
	buf_adds(w->out, "<blockquote lang=\"zh-CN\"><p>“");
}

static void open_unverified(struct writer *w, const struct block_says *says)
{
	(void)says;
	buf_adds(w->out, "<p class=\"unverified\"><b>");
	sink_html(w->out, str_from(message(w->lang, "not verified")));
	buf_adds(w->out, "</b><span lang=\"zh-CN\">");
}

static void open_fact(struct writer *w, const struct block_says *says)
{
	buf_adds(w->out, "<tr><th scope=\"row\">");
	sink_html(w->out, says->label);
	buf_adds(w->out, "</th><td>");
}

static void open_entry(struct writer *w, const struct block_says *says)
{
	buf_adds(w->out, "<li");
	add_anchor(w, says->anchor);
	buf_adds(w->out, "><b>");
	sink_html(w->out, says->label);
	buf_adds(w->out, "</b>");
}

static void open_cell(struct writer *w, const struct block_says *says)
{
	buf_adds(w->out, w->in_head ? "<th scope=\"col\"" : "<td");
	add_anchor(w, says->anchor);
	buf_addc(w->out, '>');
}

static void html_close_heading(struct writer *w)
{
	buf_printf(w->out, "</h%u>\n", w->depth);
}

static void close_cell(struct writer *w)
{
	buf_adds(w->out, w->in_head ? "</th>" : "</td>");
}

static void close_head(struct writer *w)
{
	w->in_head = false;
	buf_adds(w->out, "</tr></thead>\n<tbody>\n");
}

static void open_head(struct writer *w, const struct block_says *says)
{
	(void)says;
	w->in_head = true;
	buf_adds(w->out, "<thead><tr>");
}

/* A block whose tags are always the same has them as words, another one functions. */
static const struct {
	const char *open, *close;
	void (*open_with)(struct writer *w, const struct block_says *says);
	void (*close_with)(struct writer *w);
} blocks[BLOCKS] = {
	[BLOCK_PART] = {NULL, "</section>\n", open_part, NULL},
	[BLOCK_HEADING] = {NULL, NULL, open_heading, html_close_heading},
	[BLOCK_PARAGRAPH] = {"<p>", "</p>\n", NULL, NULL},
	[BLOCK_LAW] = {NULL, "”</p></blockquote>\n", open_law, NULL},
	[BLOCK_UNVERIFIED] = {NULL, "</span></p>\n", open_unverified, NULL},
	[BLOCK_FACTS] = {"<table class=\"facts\"><tbody>\n", "</tbody></table>\n", NULL, NULL},
	[BLOCK_FACT] = {NULL, "</td></tr>\n", open_fact, NULL},
	[BLOCK_OUTLINE] = {"<ul>\n", "</ul>\n", NULL, NULL},
	[BLOCK_ENTRY] = {NULL, "</li>\n", open_entry, NULL},
	[BLOCK_TABLE] = {NULL, "</tbody></table>\n", open_table, NULL},
	[BLOCK_HEAD] = {NULL, NULL, open_head, close_head},
	[BLOCK_ROW] = {"<tr>", "</tr>\n", NULL, NULL},
	[BLOCK_CELL] = {NULL, NULL, open_cell, close_cell},
};

static void html_open(struct writer *w, enum block block, const struct block_says *says)
{
	if (blocks[block].open_with)
		blocks[block].open_with(w, says);
	else
		buf_adds(w->out, blocks[block].open);
}

static void html_close(struct writer *w, enum block block)
{
	if (blocks[block].close_with)
		blocks[block].close_with(w);
	else
		buf_adds(w->out, blocks[block].close);
}

/* --- in a line ------------------------------------------------------------------------------------------------- */

static void html_text(struct writer *w, enum text_style style, struct str s)
{
	static const char *const tags[][2] = {
		[STYLE_PLAIN] = {"", ""},
		[STYLE_STRONG] = {"<strong>", "</strong>"},
		[STYLE_ID] = {"<code>", "</code>"},
		[STYLE_FILED] = {"<span lang=\"zh-CN\">", "</span>"},
	};
	bool plain = style == STYLE_FILED && w->lang == LANG_ZH; /* the document's own language */

	buf_adds(w->out, tags[plain ? STYLE_PLAIN : style][0]);
	sink_html(w->out, s);
	buf_adds(w->out, tags[plain ? STYLE_PLAIN : style][1]);
}

static void html_link(struct writer *w, struct str anchor, struct str s)
{
	buf_adds(w->out, "<a href=\"#");
	sink_html(w->out, anchor);
	buf_adds(w->out, "\">");
	sink_html(w->out, s);
	buf_adds(w->out, "</a>");
}

static void html_line_break(struct writer *w)
{
	buf_adds(w->out, "<br>");
}

const struct writer_format writer_html = {
	"html", "html", "one static page, made to be printed", html_begin, html_end, html_open, html_close, html_text, html_link, html_line_break,
};
