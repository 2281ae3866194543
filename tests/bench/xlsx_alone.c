/*
 * What libzip and expat alone need for a workbook: every part of XML inflated and parsed, nothing kept. The measure of
 * our reader of XLSX. usage: xlsx_alone FILE
 */
#include <expat.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <zip.h>

enum { CHUNK = 64 * 1024 };

struct counts {
	uint64_t elements, attributes, bytes;
};

static void start(void *ctx, const char *name, const char **attributes)
{
	struct counts *c = ctx;
	(void)name;
	c->elements++;
	for (; *attributes; attributes += 2)
		c->attributes++;
}

static void end(void *ctx, const char *name)
{
	(void)ctx;
	(void)name;
}

static void text(void *ctx, const char *p, int n)
{
	struct counts *c = ctx;
	(void)p;
	c->bytes += (uint64_t)n;
}

static int parse(zip_t *zip, zip_uint64_t i, struct counts *counts)
{
	zip_file_t *file = zip_fopen_index(zip, i, 0);
	XML_Parser parser = XML_ParserCreate(NULL);
	zip_int64_t n = -1;
	if (!file || !parser)
		goto out;
	XML_SetUserData(parser, counts);
	XML_SetElementHandler(parser, start, end);
	XML_SetCharacterDataHandler(parser, text);
	do {
		void *room = XML_GetBuffer(parser, CHUNK);
		n = room ? zip_fread(file, room, CHUNK) : -1;
		if (n < 0 || XML_ParseBuffer(parser, (int)n, n == 0) != XML_STATUS_OK)
			n = -1;
	} while (n > 0);
out:
	if (parser)
		XML_ParserFree(parser);
	if (file)
		zip_fclose(file);
	return (int)n;
}

int main(int argc, char **argv)
{
	struct counts counts = {0};
	zip_t *zip = argc == 2 ? zip_open(argv[1], ZIP_RDONLY, NULL) : NULL;
	if (!zip) {
		fprintf(stderr, "usage: %s FILE.xlsx\n", argv[0]);
		return 64;
	}
	for (zip_int64_t i = 0; i < zip_get_num_entries(zip, 0); i++) {
		const char *name = zip_get_name(zip, (zip_uint64_t)i, 0), *dot = name ? strrchr(name, '.') : NULL;
		if (dot && (strcmp(dot, ".xml") == 0 || strcmp(dot, ".rels") == 0) &&
		    parse(zip, (zip_uint64_t)i, &counts) != 0) {
			fprintf(stderr, "%s: part %s cannot be read\n", argv[1], name);
			return 65;
		}
	}
	zip_discard(zip);
	printf("%llu elements, %llu attributes, %llu bytes of text\n", (unsigned long long)counts.elements,
	       (unsigned long long)counts.attributes, (unsigned long long)counts.bytes);
	return 0;
}
