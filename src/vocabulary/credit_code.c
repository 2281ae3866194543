#include "vocabulary/credit_code.h"

#include "text/utf8.h"

enum {
	CREDIT = 18,
	ORGANISATION = 9,
	REGISTRATION = 15,
	PERMIT = CREDIT_CODE_CHARACTERS,
	INNER = 8, /* where the organisation's code stands in a credit code */
	KEPT = 40,  /* characters; what is longer is no code */
	SHOWN = 90, /* bytes of a text that is none */
	MODULUS = 31,
};

static const char credit_characters[] = "0123456789ABCDEFGHJKLMNPQRTUWXY";

const char *credit_code_fault_name(enum credit_code_fault f)
{
	static const char *const names[] = {
		[CODE_GOOD] = "good",
		[CODE_WRONG_LENGTH] = "length",
		[CODE_WRONG_CHARACTER] = "character",
		[CODE_WRONG_CHECK] = "check",
		[CODE_WRONG_INNER] = "inner",
		[CODE_DAMAGED] = "damaged",
	};
	return names[f];
}

/* --- its characters -------------------------------------------------------------------------------------------- */

/* The code in plain capitals, one byte a character; '?' for what is none of ASCII. */
struct characters {
	char p[KEPT + 1];
	struct str filed[KEPT];
	size_t n; /* also those beyond KEPT */
};

static bool is_unseen(int32_t c)
{
	return c == ' ' || (c >= '\t' && c <= '\r') || c == 0x85 || c == 0xa0 || c == 0x1680 || (c >= 0x2000 && c <= 0x200f) || c == 0x2028 ||
	       c == 0x2029 || (c >= 0x202a && c <= 0x202f) || c == 0x205f || (c >= 0x2060 && c <= 0x2069) || c == 0x3000 || c == 0xfeff;
}

static char plain(int32_t c)
{
	if (c >= 0xff01 && c <= 0xff5e) /* full-width */
		c -= 0xff01 - '!';
	if ((c >= 0x2010 && c <= 0x2015) || c == 0x2212)
		c = '-';
	if (c >= 'a' && c <= 'z')
		c -= 'a' - 'A';
	return c > ' ' && c < 0x7f ? (char)c : '?';
}

/* An apostrophe before a number keeps a spreadsheet from reading it as one; exports leave it in. */
static bool is_apostrophe(int32_t c)
{
	return c == '\'' || c == '`' || c == 0x2018 || c == 0x2019 || c == 0xff07;
}

static void read_characters(struct characters *out, struct str text)
{
	size_t length;
	out->n = 0;
	for (size_t i = 0; i < text.n; i += length) {
		int32_t c = utf8_next(str_sub(text, i, text.n), &length);
		if (is_unseen(c) || (!out->n && is_apostrophe(c)))
			continue;
		if (out->n < KEPT) {
			out->p[out->n] = plain(c);
			out->filed[out->n] = str_sub(text, i, i + length);
		}
		out->n++;
	}
	out->p[out->n < KEPT ? out->n : KEPT] = '\0';
}

/* 12345678-9 */
static void drop_hyphen(struct characters *c)
{
	if (c->n != ORGANISATION + 1 || c->p[ORGANISATION - 1] != '-')
		return;
	c->p[ORGANISATION - 1] = c->p[ORGANISATION];
	c->filed[ORGANISATION - 1] = c->filed[ORGANISATION];
	c->p[--c->n] = '\0';
}

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static bool is_letter(char c)
{
	return c >= 'A' && c <= 'Z';
}

static size_t digits_at(const char *p)
{
	size_t n = 0;
	while (is_digit(p[n]))
		n++;
	return n;
}

/* --- checks ---------------------------------------------------------------------------------------------------- */

/* GB 32100-2015, 4.3: of 17 characters, all of which may stand in a credit code. */
static char credit_check(const char *p)
{
	size_t sum = 0, weight = 1;
	for (size_t i = 0; i < CREDIT - 1; i++) {
		sum += (size_t)(strchr(credit_characters, p[i]) - credit_characters) * weight;
		weight = weight * 3 % MODULUS;
	}
	return credit_characters[(MODULUS - sum % MODULUS) % MODULUS];
}

/* GB 11714-1997: of 8 digits or letters. */
static char organisation_check(const char *p)
{
	static const size_t weights[] = {3, 7, 9, 10, 5, 8, 4, 2};
	size_t sum = 0;
	for (size_t i = 0; i < ORGANISATION - 1; i++)
		sum += (size_t)(is_digit(p[i]) ? p[i] - '0' : p[i] - 'A' + 10) * weights[i];
	size_t check = 11 - sum % 11;
	return check == 11 ? '0' : check == 10 ? 'X' : (char)('0' + check);
}

/* --- one character that cannot stand there --------------------------------------------------------------------- */

typedef bool may_stand_fn(size_t i, char c);

static bool may_stand_in_credit(size_t i, char c)
{
	(void)i;
	return strchr(credit_characters, c);
}

static bool may_stand_in_organisation(size_t i, char c)
{
	return is_digit(c) || (i < ORGANISATION - 1 ? is_letter(c) : c == 'X');
}

static bool may_stand_in_permit(size_t i, char c)
{
	if (i < CREDIT)
		return may_stand_in_credit(i, c);
	return i < PERMIT - 1 ? is_digit(c) : is_letter(c);
}

/* The digit as which people read or type a letter; 0: none. */
static char digit_like(char c)
{
	static const char letters[] = "OQDILSZB", digits[] = "00011528";
	const char *l = c ? strchr(letters, c) : NULL;
	return l ? digits[l - letters] : '\0';
}

static bool find_wrong(struct credit_code *out, const struct characters *c, may_stand_fn *may)
{
	for (size_t i = 0; i < c->n; i++) {
		char like = digit_like(c->p[i]);
		if (may(i, c->p[i]))
			continue;
		out->fault = CODE_WRONG_CHARACTER;
		out->at = i + 1;
		out->character = c->filed[i];
		out->expected = like && may(i, like) ? like : '\0';
		return true;
	}
	return false;
}

/* --- the sorts ------------------------------------------------------------------------------------------------- */

static void want_check(struct credit_code *out, const struct characters *c, enum credit_code_fault fault, size_t at, char expected)
{
	if (out->fault != CODE_GOOD || c->p[at] == expected)
		return;
	out->fault = fault;
	out->at = at + 1;
	out->character = c->filed[at];
	out->expected = expected;
}

static void verify_credit(struct credit_code *out, const struct characters *c)
{
	if (find_wrong(out, c, out->sort == CODE_PERMIT ? may_stand_in_permit : may_stand_in_credit))
		return;
	want_check(out, c, CODE_WRONG_CHECK, CREDIT - 1, credit_check(c->p));
	want_check(out, c, CODE_WRONG_INNER, CREDIT - 2, organisation_check(c->p + INNER));
}

static void verify_organisation(struct credit_code *out, const struct characters *c)
{
	if (!find_wrong(out, c, may_stand_in_organisation))
		want_check(out, c, CODE_WRONG_CHECK, ORGANISATION - 1, organisation_check(c->p));
}

static void verify(struct credit_code *out, const struct characters *c)
{
	out->fault = CODE_GOOD;
	if (out->sort == CODE_ORGANISATION)
		verify_organisation(out, c);
	else if (out->sort != CODE_REGISTRATION)
		verify_credit(out, c);
}

static enum credit_code_sort sort_of(const struct characters *c)
{
	switch (c->n) {
	case CREDIT:
		return CODE_CREDIT;
	case ORGANISATION:
		return CODE_ORGANISATION;
	case REGISTRATION:
		return digits_at(c->p) == REGISTRATION ? CODE_REGISTRATION : CODE_OTHER;
	case PERMIT:
		return CODE_PERMIT;
	default:
		return CODE_OTHER;
	}
}

/* O for 0, wherever it stands. */
static bool fits_replaced(const struct credit_code *code, const struct characters *c)
{
	struct credit_code other = {.sort = code->sort};
	struct characters mended = *c;
	for (size_t i = 0; i < c->n; i++)
		if (c->p[i] == c->p[code->at - 1])
			mended.p[i] = code->expected;
	verify(&other, &mended);
	return other.fault == CODE_GOOD;
}

/* --- what spreadsheets do --------------------------------------------------------------------------------------- */

/* 9.13716E+17, 9E+17: `sure`; also 9E17, which may be something else. */
static bool is_exponent_form(bool *sure, const struct characters *c)
{
	size_t i = digits_at(c->p);
	*sure = false;
	if (!i)
		return false;
	if (c->p[i] == '.') {
		*sure = true;
		i += 1 + digits_at(c->p + i + 1);
	}
	if (c->p[i++] != 'E')
		return false;
	if (c->p[i] == '+') {
		*sure = true;
		i++;
	}
	size_t n = digits_at(c->p + i);
	return n && n <= 3 && i + n == c->n;
}

/* 913716001234567000.0: a number's, behind which no digit is lost. */
static void drop_fraction(struct characters *c)
{
	size_t i = digits_at(c->p), from = i;
	if (!i || c->n > KEPT || c->p[i++] != '.' || c->p[i] != '0')
		return;
	while (c->p[i] == '0')
		i++;
	if (i != c->n)
		return;
	c->n = from;
	c->p[from] = '\0';
}

/* A spreadsheet keeps 15 digits of a number. */
static bool is_rounded(const struct characters *c)
{
	return c->n == CREDIT && digits_at(c->p) == CREDIT && strcmp(c->p + REGISTRATION, "000") == 0;
}

/* --------------------------------------------------------------------------------------------------------------- */

/* 001P, as a permit's number ends; a digit may be lost. */
static bool ends_as_permit(const struct characters *c)
{
	return digits_at(c->p + c->n - 3) == 2 && is_letter(c->p[c->n - 1]);
}

/* An authority and a class of table 1 of GB 32100-2015, or of those that came later, and a region of GB/T 2260; as long as a code, or nearly. */
static bool is_meant(const struct characters *c)
{
	bool near = c->n == CREDIT || c->n == PERMIT || ((c->n == PERMIT - 1 || c->n == PERMIT + 1) && ends_as_permit(c));
	return near && strchr("123456789ANY", c->p[0]) && strchr("123459", c->p[1]) && digits_at(c->p + 2) >= 6;
}

void credit_code_read(struct credit_code *out, struct str text)
{
	struct characters c;
	bool sure;
	read_characters(&c, text);
	drop_fraction(&c);
	drop_hyphen(&c);
	*out = (struct credit_code){.sort = sort_of(&c), .n = c.n, .meant = is_meant(&c)};
	if (is_exponent_form(&sure, &c) && (sure || out->sort == CODE_OTHER)) { /* 12345E678 may be an organisation's */
		*out = (struct credit_code){.fault = CODE_DAMAGED, .n = c.n, .meant = sure};
		return;
	}
	if (out->sort == CODE_OTHER) {
		out->fault = CODE_WRONG_LENGTH;
	} else {
		memcpy(out->plain, c.p, c.n + 1);
		verify(out, &c);
	}
	if ((out->fault == CODE_WRONG_CHECK || out->fault == CODE_WRONG_INNER) && is_rounded(&c))
		*out = (struct credit_code){.fault = CODE_DAMAGED, .n = c.n, .meant = out->meant};
	else if (out->fault == CODE_WRONG_CHARACTER && out->expected)
		out->fits = fits_replaced(out, &c);
}

struct str credit_code_organisation(const struct credit_code *c)
{
	if (c->fault != CODE_GOOD || c->sort == CODE_OTHER || c->sort == CODE_REGISTRATION)
		return STR_NONE;
	return (struct str){c->plain + (c->sort == CODE_ORGANISATION ? 0 : INNER), ORGANISATION};
}

/* --- words ----------------------------------------------------------------------------------------------------- */

static struct words say_character(struct arena *a, const struct credit_code *c, struct str text)
{
	if (c->fits)
		return words_printf(a, "character %zu of \"%.*s\", \"%.*s\", cannot stand in such a code; with %c for it the code is right", c->at,
				    STR_ARG(text), STR_ARG(c->character), c->expected);
	if (c->expected)
		return words_printf(a, "character %zu of \"%.*s\", \"%.*s\", cannot stand in such a code; it is often written for %c", c->at,
				    STR_ARG(text), STR_ARG(c->character), c->expected);
	return words_printf(a, "character %zu of \"%.*s\", \"%.*s\", cannot stand there in such a code", c->at, STR_ARG(text), STR_ARG(c->character));
}

struct words credit_code_words(struct arena *a, const struct credit_code *c, struct str text)
{
	if (text.n > SHOWN)
		text = arena_printf(a, "%.*s…", STR_ARG(utf8_clip(text, SHOWN)));
	switch (c->fault) {
	case CODE_GOOD:
		break;
	case CODE_WRONG_LENGTH:
		return words_printf(a, "\"%.*s\" has %zu characters; a credit code has %d, an organisation's code %d, a permit's number %d", STR_ARG(text),
				    c->n, CREDIT, ORGANISATION, PERMIT);
	case CODE_WRONG_CHARACTER:
		return say_character(a, c, text);
	case CODE_WRONG_CHECK:
		return words_printf(a, "character %zu of \"%.*s\", which checks the others, is %.*s and should be %c; a character is wrong", c->at,
				    STR_ARG(text), STR_ARG(c->character), c->expected);
	case CODE_WRONG_INNER:
		return words_printf(a, "character %zu of \"%.*s\", which checks the organisation's code in it, is %.*s and should be %c; a character is wrong",
				    c->at, STR_ARG(text), STR_ARG(c->character), c->expected);
	case CODE_DAMAGED:
		return words_printf(a, "\"%.*s\" is damaged: a spreadsheet took the code for a number, and its last digits are lost", STR_ARG(text));
	}
	return (struct words){STR_NONE, STR_NONE};
}
