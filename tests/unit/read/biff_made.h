/*
 * Workbooks of the old format made record by record. A sheet needs no workbook around it, nor a compound file:
 * made_begin .. made_end is a whole file.
 *
 *     made_begin(&b, 8);
 *     made(&b, BIFF_NUMBER, "0001 0002 0000 f", 450.0);      // row 1, column 2, cell format 0, the number
 *     made_end(&b);
 *
 * A record's body is hexadecimal digits, the number's last digit last (0102 is written 02 01), and, each taking an
 * argument, f a double, s the bytes of a string, u its characters in UTF-16.
 */
#ifndef PHASEOUT_TESTS_BIFF_MADE_H
#define PHASEOUT_TESTS_BIFF_MADE_H

#include "read/biff.h"
#include "text/utf8.h"

static inline void made_int(struct buf *b, uint64_t n, unsigned bytes)
{
	for (unsigned i = 0; i < bytes; i++)
		buf_addc(b, (char)(unsigned char)(n >> (8 * i)));
}

static inline void made_double(struct buf *b, double d)
{
	uint64_t bits;
	memcpy(&bits, &d, sizeof bits);
	made_int(b, bits, 8);
}

static inline void made_utf16(struct buf *b, struct str s)
{
	while (s.n) {
		size_t n;
		int32_t c = utf8_next(s, &n);
		if (c >= 0x10000) {
			made_int(b, (uint64_t)(0xd800 + ((c - 0x10000) >> 10)), 2);
			c = 0xdc00 + (c & 0x3ff);
		}
		made_int(b, (uint64_t)c, 2);
		s = str_sub(s, n, s.n);
	}
}

/* The body of a record; see above. A group of hexadecimal digits is one number, of half as many bytes. */
static inline void made_body(struct buf *b, const char *body, va_list args)
{
	while (*body) {
		size_t n = strspn(body, "0123456789abcdef");
		/* f is a digit too: alone it is a double */
		if (n == 1 && *body == 'f') {
			made_double(b, va_arg(args, double));
			body++;
		} else if (n) {
			assert_true(n % 2 == 0 && n <= 16);
			made_int(b, strtoull(body, NULL, 16), (unsigned)n / 2);
			body += n;
		} else if (*body == 's') {
			buf_adds(b, va_arg(args, const char *));
			body++;
		} else if (*body == 'u') {
			made_utf16(b, str_from(va_arg(args, const char *)));
			body++;
		} else {
			assert_int_equal(*body, ' ');
			body++;
		}
	}
}

static inline void made(struct buf *b, unsigned type, const char *body, ...)
{
	va_list args;
	size_t start = b->n;
	made_int(b, type, 2);
	made_int(b, 0, 2);
	va_start(args, body);
	made_body(b, body, args);
	va_end(args);
	assert_false(b->failed);
	size_t n = b->n - start - 4;
	assert_true(n <= 0xffff);
	b->p[start + 2] = (char)(unsigned char)n;
	b->p[start + 3] = (char)(unsigned char)(n >> 8);
}

/* A sheet in that version of BIFF. */
static inline void made_begin(struct buf *b, unsigned version)
{
	buf_clear(b);
	switch (version) {
	case 2:
		made(b, BIFF_BOF2, "0000 0010");
		break;
	case 3:
		made(b, BIFF_BOF3, "0000 0010 0000");
		break;
	case 4:
		made(b, BIFF_BOF4, "0000 0010 0000");
		break;
	default:
		made(b, BIFF_BOF, version == 8 ? "0600 0010 0dbb 07cc" : "0500 0010 0dbb 07cc");
		break;
	}
}

static inline void made_end(struct buf *b)
{
	made(b, BIFF_EOF, "");
}

#endif
