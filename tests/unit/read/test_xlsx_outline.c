#include "unit.h"

#include "book.h"
#include "read/xlsx_outline.h"
#include "read/xml.h"

struct opened {
	struct arena arena;
	struct read_job job;
	struct archive archive;
	struct buf zip;
};

static void open_part(struct opened *o, struct str bytes)
{
	struct book b = {.n = 0};
	book_set(&b, "part", bytes);
	o->zip = book_zip(&b, NULL);
	arena_init(&o->arena);
	o->job = (struct read_job){.fd = memfd_create("zip", 0), .size = o->zip.n, .arena = &o->arena};
	assert_true(o->job.fd >= 0 && write(o->job.fd, o->zip.p, o->zip.n) == (ssize_t)o->zip.n);
	assert_int_equal(archive_open(&o->archive, &o->job), READ_OK);
}

static void close_part(struct opened *o)
{
	archive_close(&o->archive);
	close(o->job.fd);
	arena_release(&o->arena);
	buf_release(&o->zip);
}

static void check(struct str bytes, bool merges, const char *around)
{
	struct opened o;
	struct xlsx_outline outline;
	open_part(&o, bytes);
	xlsx_outline_init(&outline);
	assert_int_equal(xlsx_outline_read(&outline, &o.archive, STR("part")), READ_OK);
	if (outline.merges != merges || outline.whole != (around != NULL) ||
	    (around && !str_is(buf_str(&outline.around), around)))
		fail_msg("%.200s: %s, %s: %.*s", bytes.p, outline.merges ? "merges" : "no merges",
			 outline.whole ? "whole" : "not whole", STR_ARG(buf_str(&outline.around)));
	xlsx_outline_release(&outline);
	close_part(&o);
}

static void test_cuts(void **state)
{
	static const struct {
		const char *part;
		bool merges;
		const char *around;
	} cases[] = {
		{"<w><sheetData><row/></sheetData><m/></w>", false, "<w><m/></w>"},
		{"<w><sheetData x='>'><row/></sheetData\n><mergeCells/></w>", true, "<w><mergeCells/></w>"},
		{"<?xml version='1.0'?><x:w><x:sheetData>a</x:sheetData></x:w>", false,
		 "<?xml version='1.0'?><x:w></x:w>"},
		{"\xef\xbb\xbf<?xml version='1.0'?><w><sheetData></sheetData></w>", false,
		 "\xef\xbb\xbf<?xml version='1.0'?><w></w>"},
		{"<w>sheetData<sheetData>sheetData /sheetData</sheetData></w>", false, "<w>sheetData</w>"},
		{"<w><sheetDatas/><asheetData/><sheetData></sheetData></w>", false,
		 "<w><sheetDatas/><asheetData/></w>"},
		{"<w><mergeCells/><sheetData></sheetData></w>", true, "<w><mergeCells/></w>"},
		/* not cut */
		{"<w><sheetData/><mergeCells/></w>", true, NULL},
		{"<w><mergeCells/></w>", true, NULL},
		{"<w><sheetData><row/>", false, NULL},
		{"<w><!-- c --><sheetData></sheetData></w>", false, NULL},
		{"<w><sheetData><![CDATA[</sheetData>]]></sheetData></w>", false, NULL},
		{"<w><sheetData></sheetData><!-- <mergeCells/> --></w>", true, NULL},
		{"<w><?x </sheetData> ?><sheetData></sheetData></w>", false, NULL},
		{"<w><sheetData>mergeCell</sheetData></w>", true, NULL},
		{"", false, NULL},
		{"x", false, NULL},
	};
	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		check(str_from(cases[i].part), cases[i].merges, cases[i].around);
	/* UTF-16 is not looked into */
	check((struct str){"<\0w\0", 4}, true, NULL);
	check((struct str){"\0<\0w", 4}, true, NULL);
	check((struct str){"\xff\xfe<\0", 4}, true, NULL);
	check((struct str){"\xfe\xff\0<", 4}, true, NULL);
}

/* Wherever the pieces of the part end. */
static void test_every_border(void **state)
{
	enum { PIECE = 64 * 1024 };
	struct buf part, want;
	(void)state;
	buf_init(&part);
	buf_init(&want);
	for (int place = 0; place < 3; place++)
		for (size_t before = PIECE - 70; before <= PIECE + 2; before++) {
			buf_clear(&part);
			buf_adds(&part, place == 0   ? "<w>"
					: place == 1 ? "<w><sheetData>"
						     : "<w><sheetData></sheetData>");
			while (part.n < before)
				buf_addc(&part, ' ');
			buf_clear(&want);
			buf_add(&want, str_sub(buf_str(&part), 0, place == 0 ? part.n : 3));
			if (place == 2)
				buf_add(&want, str_sub(buf_str(&part), strlen("<w><sheetData></sheetData>"), part.n));
			buf_adds(&part, place == 0   ? "<x:sheetData>1</x:sheetData><mergeCells/></w>"
					: place == 1 ? "</sheetData><mergeCells/></w>"
						     : "<mergeCells/></w>");
			buf_adds(&want, "<mergeCells/></w>");
			check(buf_str(&part), true, want.p);
		}
	buf_release(&part);
	buf_release(&want);
}

/* A long outline is given up: memory is bounded. */
static void test_size(void **state)
{
	(void)state;
	for (int over = 0; over < 2; over++) {
		struct opened o;
		struct xlsx_outline outline;
		struct buf part;
		buf_init(&part);
		buf_adds(&part, "<w><sheetData></sheetData>");
		for (size_t i = 0; i < (size_t)(over ? 5 : 3) * 1024 * 1024 / 16; i++)
			buf_printf(&part, "<m ref='%07zu'/>", i);
		buf_adds(&part, "</w>");
		open_part(&o, buf_str(&part));
		xlsx_outline_init(&outline);
		assert_int_equal(xlsx_outline_read(&outline, &o.archive, STR("part")), READ_OK);
		assert_int_equal(outline.whole, !over);
		assert_true(outline.around.cap + outline.window.cap <= 10 * 1024 * 1024);
		xlsx_outline_release(&outline);
		close_part(&o);
		buf_release(&part);
	}
}

/* --- against the whole part ------------------------------------------------------------------------------------ */

enum { WORKSHEET = 1, MERGES, MERGE };
static const struct xml_element elements[] = {
	{0, "worksheet", WORKSHEET}, {WORKSHEET, "mergeCells", MERGES}, {MERGES, "mergeCell", MERGE}, {0}};

static void collect(struct xml *x, unsigned is, const char **attributes, void *ctx)
{
	(void)x;
	if (is == MERGE) {
		buf_add(ctx, xml_attribute(attributes, "ref"));
		buf_addc(ctx, ';');
	}
}

static unsigned next(uint64_t *state, unsigned n)
{
	*state = *state * 6364136223846793005u + 1442695040888963407u;
	return (unsigned)(*state >> 33) % n;
}

static void random_content(struct buf *out, uint64_t *state, int depth)
{
	static const char *const names[] = {"sheetData", "x:sheetData",      "mergeCells", "x:mergeCells",
					    "foo",       "AlternateContent", "Fallback"};
	for (unsigned children = next(state, 4); children; children--) {
		const char *name = names[next(state, 7)];
		switch (next(state, 8)) {
		case 0:
			buf_adds(out, next(state, 2) ? "sheetData" : "/sheetData ");
			break;
		case 1:
			buf_printf(out, "<mergeCell ref='%u'/>", next(state, 100));
			break;
		case 2:
			buf_printf(out, "<%s a='>'/>", name);
			break;
		case 3:
			buf_adds(out, next(state, 20) ? "" : "<!-- <mergeCells><mergeCell ref='A'/></mergeCells> -->");
			break;
		default:
			buf_printf(out, "<%s>", name);
			if (depth < 5)
				random_content(out, state, depth + 1);
			buf_printf(out, "</%s>", next(state, 200) ? name : "foo");
		}
	}
}

static void test_as_the_whole_part(void **state)
{
	static const struct xml_handler handler = {elements, collect, NULL, NULL};
	uint64_t seed = 1;
	size_t cut = 0, with_merges = 0;
	struct buf part, of_part, of_outline;
	struct xlsx_outline outline;
	(void)state;
	buf_init(&part);
	buf_init(&of_part);
	buf_init(&of_outline);
	xlsx_outline_init(&outline);
	for (int i = 0; i < 20000; i++) {
		struct opened o;
		buf_clear(&part);
		buf_clear(&of_part);
		buf_clear(&of_outline);
		buf_adds(&part, "<worksheet>");
		random_content(&part, &seed, 0);
		buf_adds(&part, "</worksheet>");
		open_part(&o, buf_str(&part));
		assert_int_equal(xlsx_outline_read(&outline, &o.archive, STR("part")), READ_OK);
		enum read_status whole = xml_read(&o.archive, STR("part"), true, &handler, &of_part);
		if (whole == READ_OK && of_part.n)
			assert_true(outline.merges);
		if (whole == READ_OK && outline.whole &&
		    xml_read_bytes(&o.archive, STR("part"), buf_str(&outline.around), &handler, &of_outline) ==
			    READ_OK) {
			if (!str_eq(buf_str(&of_part), buf_str(&of_outline)))
				fail_msg("%s has %.*s, without rows %.*s", part.p, STR_ARG(buf_str(&of_part)),
					 STR_ARG(buf_str(&of_outline)));
			cut++;
			with_merges += of_part.n > 0;
		}
		close_part(&o);
	}
	assert_true(cut > 1000 && with_merges > 100);
	xlsx_outline_release(&outline);
	buf_release(&part);
	buf_release(&of_part);
	buf_release(&of_outline);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_cuts),
		cmocka_unit_test(test_every_border),
		cmocka_unit_test(test_size),
		cmocka_unit_test(test_as_the_whole_part),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
