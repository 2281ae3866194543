/*
 * Spec tables: tests as data, one case a line of tests/spec/NAME.txt. Include "unit.h" first.
 *
 *     # a comment; blank lines are skipped
 *     450 m³ | furnace_volume | 450 m3
 *
 * Fields are separated by `|` with blanks (or the line's end) on both sides, trimmed of ASCII blanks, then unescaped:
 * \n \t \r \\ \| \# \xNN \u{XXXX} (\x20 keeps a blank at an end). An unknown escape is a failing case.
 *
 *     static void one(struct spec_case *c, void *ctx)
 *     {
 *             spec_want_fields(c, 2) && spec_want_str(c, "folded", fold(spec_field(c, 0)), spec_field(c, 1));
 *     }
 *     spec_run("tests/spec/fold.txt", one, NULL);
 *
 * Always: every failing case is named as file:line and the run goes on; spec_run fails the test at its end
 * where a case failed, where the file cannot be read and where it holds no case. Paths begin at the repository's root.
 */
#ifndef PHASEOUT_TESTS_SPEC_H
#define PHASEOUT_TESTS_SPEC_H

enum { SPEC_FIELDS = 16 };

struct spec_case {
	const char *file;
	size_t line;                   /* from 1 */
	size_t n;                      /* fields */
	struct str field[SPEC_FIELDS]; /* unescaped, a NUL behind each; they live during the call */
	bool failed;
};

typedef void spec_fn(struct spec_case *c, void *ctx);

/* Prints file:line: and the words; the case has failed. Always false. */
__attribute__((format(printf, 2, 3))) static inline bool spec_fail(struct spec_case *c, const char *format, ...)
{
	va_list args;
	c->failed = true;
	fprintf(stderr, "%s:%zu: ", c->file, c->line);
	va_start(args, format);
	vfprintf(stderr, format, args);
	va_end(args);
	fputc('\n', stderr);
	return false;
}

/* The field, counted from 0; empty where the line has fewer. */
static inline struct str spec_field(const struct spec_case *c, size_t i)
{
	return i < c->n ? c->field[i] : STR("");
}

static inline bool spec_want_fields(struct spec_case *c, size_t n)
{
	return c->n == n || spec_fail(c, "%zu fields, %zu were expected", c->n, n);
}

static inline bool spec_want_str(struct spec_case *c, const char *what, struct str got, struct str want)
{
	return str_eq(got, want) ||
	       spec_fail(c, "%s is \"%.*s\", \"%.*s\" was expected", what, STR_ARG(got), STR_ARG(want));
}

static inline bool spec_want_int(struct spec_case *c, const char *what, long long got, long long want)
{
	return got == want || spec_fail(c, "%s is %lld, %lld was expected", what, got, want);
}

/* The value of n hexadecimal digits, -1 where one is none. */
static inline long spec_hex(const char *p, size_t n)
{
	long value = 0;
	for (size_t i = 0; i < n; i++) {
		static const char digits[] = "0123456789abcdef0123456789ABCDEF";
		const char *d = p[i] ? strchr(digits, p[i]) : NULL;
		if (!d)
			return -1;
		value = value * 16 + (d - digits) % 16;
	}
	return n ? value : -1;
}

static inline size_t spec_put(char *to, long c)
{
	static const unsigned char lead[] = {0, 0xc0, 0xe0, 0xf0};
	size_t tail = c < 0x80 ? 0 : c < 0x800 ? 1 : c < 0x10000 ? 2 : 3;
	to[0] = (char)(unsigned char)(lead[tail] | (unsigned long)c >> (6 * tail));
	for (size_t i = 1; i <= tail; i++)
		to[i] = (char)(unsigned char)(0x80 | ((unsigned long)c >> (6 * (tail - i)) & 0x3f));
	return tail + 1;
}

/* The escape at from, of at most n bytes: written to `to`, *wrote bytes; returns the bytes read, 0 where it is none. */
static inline size_t spec_escape(char *to, size_t *wrote, const char *from, size_t n)
{
	static const char names[] = "ntr\\|#", values[] = "\n\t\r\\|#";
	const char *name = n > 1 && from[1] ? strchr(names, from[1]) : NULL;
	*wrote = 1;
	if (name) {
		*to = values[name - names];
		return 2;
	}
	if (n >= 4 && from[1] == 'x' && spec_hex(from + 2, 2) >= 0) {
		*to = (char)(unsigned char)spec_hex(from + 2, 2);
		return 4;
	}
	const char *end = n > 3 && from[1] == 'u' && from[2] == '{' ? memchr(from, '}', n) : NULL;
	long code = end && end - from <= 9 ? spec_hex(from + 3, (size_t)(end - from) - 3) : -1;
	if (code < 0 || code > 0x10ffff)
		return 0;
	*wrote = spec_put(to, code);
	return (size_t)(end - from) + 1;
}

/* In place: no escape is shorter than what it stands for. */
static inline void spec_add_field(struct spec_case *c, char *from, char *end)
{
	while (from < end && (*from == ' ' || *from == '\t'))
		from++;
	while (end > from && (end[-1] == ' ' || end[-1] == '\t'))
		end--;
	if (c->n == SPEC_FIELDS) {
		spec_fail(c, "more than %d fields", SPEC_FIELDS);
		return;
	}
	char *to = from;
	struct str field = {from, 0};
	while (from < end) {
		size_t read = 1, wrote = 1;
		if (*from == '\\')
			read = spec_escape(to, &wrote, from, (size_t)(end - from));
		else
			*to = *from;
		if (!read) {
			spec_fail(c, "\"%.*s\" is no escape", (int)(end - from > 4 ? 4 : end - from), from);
			return;
		}
		from += read;
		to += wrote;
	}
	*to = '\0';
	field.n = (size_t)(to - field.p);
	c->field[c->n++] = field;
}

static inline bool spec_separates(const char *line, const char *p, const char *end)
{
	return *p == '|' && (p == line || p[-1] == ' ' || p[-1] == '\t') &&
	       (p + 1 == end || p[1] == ' ' || p[1] == '\t');
}

/* Cuts a line, which is written over; the byte at `end` is writable. */
static inline void spec_split(struct spec_case *c, char *line, char *end)
{
	char *cuts[SPEC_FIELDS];
	size_t n = 0;
	for (char *p = line; p < end; p++)
		if (n < SPEC_FIELDS && spec_separates(line, p, end))
			cuts[n++] = p;
	for (size_t i = 0; i <= n; i++)
		spec_add_field(c, i ? cuts[i - 1] + 1 : line, i < n ? cuts[i] : end);
}

/* The whole file with a NUL behind it, or NULL; free it. */
static inline char *spec_read(const char *path, size_t *n)
{
	char *text = NULL;
	FILE *f = fopen(path, "rb");
	long size = f && fseek(f, 0, SEEK_END) == 0 ? ftell(f) : -1;
	if (size >= 0 && fseek(f, 0, SEEK_SET) == 0)
		text = malloc((size_t)size + 1);
	if (text) {
		*n = fread(text, 1, (size_t)size, f);
		text[*n] = '\0';
	}
	if (f)
		fclose(f);
	return text;
}

static inline void spec_run(const char *path, spec_fn *fn, void *ctx)
{
	size_t n = 0, cases = 0, failed = 0, number = 1;
	char *text = spec_read(path, &n);
	if (!text) {
		fail_msg("%s: cannot be read (run from the repository's root)", path);
		return;
	}
	char *end;
	for (char *line = text; line < text + n; line = end + 1, number++) {
		struct spec_case c = {.file = path, .line = number};
		end = memchr(line, '\n', (size_t)(text + n - line));
		if (!end)
			end = text + n;
		size_t blanks = strspn(line, " \t\r");
		if (line + blanks >= end || line[0] == '#')
			continue;
		spec_split(&c, line, end);
		if (!c.failed)
			fn(&c, ctx);
		cases++;
		failed += c.failed;
	}
	free(text);
	if (!cases)
		fail_msg("%s: holds no case", path);
	if (failed)
		fail_msg("%s: %zu of %zu cases failed", path, failed, cases);
	print_message("%s: %zu cases\n", path, cases);
}

#endif
