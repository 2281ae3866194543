/*
 * A workbook. The first byte 'z': the others are the archive. Else the input is a sheet, its shared strings, styles and workbook.xml with a line "==" between
 * them; what is missing is plain. The reader ends, and whatever it sends keeps to base/frames.h.
 */
#include "must_read.h"

/* --- an archive around the parts, which are stored ------------------------------------------------------------- */

static uint32_t crc_of(struct str s)
{
	uint32_t crc = 0xffffffff;
	for (size_t i = 0; i < s.n; i++) {
		crc ^= (unsigned char)s.p[i];
		for (int bit = 0; bit < 8; bit++)
			crc = crc >> 1 ^ (crc & 1 ? 0xedb88320 : 0);
	}
	return ~crc;
}

static void put(struct buf *out, uint32_t n, size_t bytes)
{
	for (size_t i = 0; i < bytes; i++)
		buf_addc(out, (char)(unsigned char)(n >> (8 * i)));
}

struct zip {
	struct buf bytes, directory;
	unsigned n;
};

/* What a local header and the directory say of a part in the same way: version to signature, sizes, the name's length. */
static void put_common(struct buf *out, struct str part, const char *name)
{
	put(out, 20, 2); /* version */
	put(out, 0, 2);  /* flags */
	put(out, 0, 2);  /* stored */
	put(out, 0, 4);  /* time */
	put(out, crc_of(part), 4);
	put(out, (uint32_t)part.n, 4);
	put(out, (uint32_t)part.n, 4);
	put(out, (uint32_t)strlen(name), 2);
	put(out, 0, 2); /* extra */
}

static void add(struct zip *z, const char *name, struct str part)
{
	uint32_t at = (uint32_t)z->bytes.n;
	buf_adds(&z->bytes, "PK\3\4");
	put_common(&z->bytes, part, name);
	buf_adds(&z->bytes, name);
	buf_add(&z->bytes, part);
	buf_adds(&z->directory, "PK\1\2");
	put(&z->directory, 20, 2);
	put_common(&z->directory, part, name);
	put(&z->directory, 0, 2 + 2); /* comment, disk */
	put(&z->directory, 0, 2);     /* attributes */
	put(&z->directory, 0, 4);
	put(&z->directory, at, 4);
	buf_adds(&z->directory, name);
	z->n++;
}

static void finish(struct zip *z)
{
	uint32_t at = (uint32_t)z->bytes.n;
	buf_add(&z->bytes, buf_str(&z->directory));
	buf_adds(&z->bytes, "PK\5\6");
	put(&z->bytes, 0, 4);
	put(&z->bytes, z->n, 2);
	put(&z->bytes, z->n, 2);
	put(&z->bytes, (uint32_t)z->directory.n, 4);
	put(&z->bytes, at, 4);
	put(&z->bytes, 0, 2);
	buf_release(&z->directory);
}

static struct str cut(struct str *rest)
{
	size_t at = str_find(*rest, STR("\n==\n"));
	struct str part = str_sub(*rest, 0, at);
	*rest = str_sub(*rest, at + 4, rest->n);
	return part;
}

static struct buf archive_around(struct str parts)
{
	static const char r[] = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
	static const char *const names[] = {"xl/worksheets/sheet1.xml", "xl/sharedStrings.xml", "xl/styles.xml",
					    "xl/workbook.xml"};
	static const char *const plain[] = {
		"<worksheet/>", "<sst/>", "<styleSheet/>",
		"<workbook><sheets><sheet name='1' r:id='a'/><sheet name='2' r:id='d'/></sheets></workbook>"};
	struct zip z = {.n = 0};
	struct buf relations;
	buf_init(&relations);
	buf_printf(&relations,
		   "<Relationships><Relationship Id='x' Type='%s/officeDocument' "
		   "Target='xl/workbook.xml'/></Relationships>",
		   r);
	add(&z, "_rels/.rels", buf_str(&relations));
	buf_clear(&relations);
	buf_printf(&relations,
		   "<Relationships><Relationship Id='a' Type='%s/worksheet' "
		   "Target='worksheets/sheet1.xml'/><Relationship Id='b' Type='%s/sharedStrings' "
		   "Target='sharedStrings.xml'/><Relationship Id='c' Type='%s/styles' "
		   "Target='styles.xml'/><Relationship Id='d' Type='%s/chartsheet' Target='c.xml'/>"
		   "</Relationships>",
		   r, r, r, r);
	add(&z, "xl/_rels/workbook.xml.rels", buf_str(&relations));
	for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
		struct str part = cut(&parts);
		add(&z, names[i], part.n ? part : str_from(plain[i]));
	}
	finish(&z);
	buf_release(&relations);
	return z.bytes;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct str bytes = {(const char *)data, size};
	if (size && *data == 'z') {
		must_read(read_xlsx, str_sub(bytes, 1, size));
		return 0;
	}
	struct buf zip = archive_around(bytes);
	must_read(read_xlsx, buf_str(&zip));
	buf_release(&zip);
	return 0;
}
