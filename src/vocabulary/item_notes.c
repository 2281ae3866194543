/* What is said of a record's cells beside its values. */
#include "vocabulary/credit_code.h"
#include "vocabulary/gather.h"

/* --- tables of a mapping ----------------------------------------------------------------------------------------- */

/*
 * A value says itself what a mapping's table made of its text. What names, places or counts the equipment is no value in a finding: a note says it.
 */
static bool note_table(struct gathering *g, const struct cell *c)
{
	enum field_role role = c->field->role;
	if (role == ROLE_NONE || role == ROLE_PRODUCT || role == ROLE_REMARK)
		return true;
	if (c->unlisted && (role != ROLE_KIND || g->out->column.p != c->column.p)) /* else it is why the item is not recognised */
		return gather_note(g, cell_unlisted(g->a, c));
	if (!c->filed.p)
		return true;
	return gather_note(g, words_printf(g->a, "the mapping's table makes \"%.*s\" of \"%.*s\" in column \"%.*s\"", STR_ARG(c->text),
					   STR_ARG(str_trim(c->filed)), STR_ARG(c->column)));
}

/* --- codes of enterprises ---------------------------------------------------------------------------------------- */

static size_t separator_at(struct str s)
{
	static const struct str separators[] = {STR_INIT("、"), STR_INIT("，"), STR_INIT("；"), STR_INIT(","), STR_INIT(";"), STR_INIT("/"), STR_INIT("|")};
	for (size_t i = 0; i < sizeof separators / sizeof *separators; i++)
		if (str_starts(s, separators[i]))
			return separators[i].n;
	return 0;
}

/* The next of several codes in a cell; `blanks`: they may part them, too. Trimmed; .p NULL behind the last. */
static struct str next_code(struct str *rest, bool blanks)
{
	size_t i = 0, skip = 0;
	if (!rest->p)
		return STR_NONE;
	while (i < rest->n && !(skip = separator_at(str_sub(*rest, i, rest->n))) && !(skip = blanks && strchr(" \t\r\n", rest->p[i])))
		i++;
	struct str code = str_trim(str_sub(*rest, 0, i));
	*rest = i < rest->n ? str_sub(*rest, i + skip, rest->n) : STR_NONE;
	return code.p ? code : STR("");
}

/* A column of permits or of a county's own numbers may hold anything: only what is surely a code is one there. */
static bool is_faulty(const struct credit_code *code, const struct field *f)
{
	return code->fault != CODE_GOOD && (f->role == ROLE_CREDIT_CODE || code->meant);
}

static bool note_codes_of(struct gathering *g, const struct cell *c, struct str text, bool blanks)
{
	enum { NOTED = 3 };
	struct credit_code code;
	size_t n = 0;
	for (struct str rest = text, one; (one = next_code(&rest, blanks)).p;) {
		credit_code_read(&code, one);
		if (c->sort == CELL_ROUNDED) /* whatever its check says: its last digits are not what was typed */
			code.fault = CODE_DAMAGED;
		if (!one.n || !is_faulty(&code, c->field) || ++n > NOTED)
			continue;
		struct words fault = credit_code_words(g->a, &code, one), note = {STR_NONE, STR_NONE};
		WORDS_SAY(&note, g->a, "column \"%.*s\": %.*s", STR_ARG(c->column), STR_ARG(words_in(fault, in)));
		if (!gather_note(g, note))
			return false;
	}
	return n <= NOTED || gather_note(g, words_printf(g->a, "column \"%.*s\": %zu more of its codes are wrong", STR_ARG(c->column), n - NOTED));
}

/* Two codes, each on its line: no separator but a blank, and no code is so long. */
static bool holds_several(struct str text)
{
	struct credit_code code, first;
	struct str rest = text;
	credit_code_read(&code, text);
	credit_code_read(&first, next_code(&rest, true));
	return code.fault == CODE_WRONG_LENGTH && rest.p && first.sort != CODE_OTHER;
}

static bool note_codes(struct gathering *g, const struct cell *c)
{
	const struct field *f = c->field;
	struct value v;
	if (f->type != FIELD_IDENTIFIER || f->role == ROLE_KEY || c->unlisted)
		return true;
	value_read(&v, g->a, g->r, f, NULL, c->unit, c->text);
	return v.face != FACE_READ || note_codes_of(g, c, v.text, holds_several(v.text));
}

/* ------------------------------------------------------------------------------------------------------------------ */

bool gather_notes(struct gathering *g)
{
	for (size_t i = 0; i < g->n_cells; i++)
		if (g->cells[i].field && (!note_table(g, &g->cells[i]) || !note_codes(g, &g->cells[i])))
			return false;
	return !g->a->failed;
}
