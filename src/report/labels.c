#include "report/labels.h"

#include "text/fold.h"

static const char *const verdicts[] = {
	[VERDICT_OBSOLETE] = "obsolete",
	[VERDICT_UNDETERMINED] = "undetermined",
	[VERDICT_MANUAL] = "manual",
	[VERDICT_EXEMPT] = "exempt",
	[VERDICT_CLEAR] = "clear",
	[VERDICT_OUT_OF_SCOPE] = "out of scope",
	[VERDICT_UNRECOGNISED] = "unrecognised",
};

struct str verdict_label(enum lang lang, enum verdict v)
{
	return str_from(message(lang, verdicts[v]));
}

static const struct {
	const char *words;
	enum verdict verdict;
} rule_verdicts[] = {
	[RULE_OBSOLETE] = {"obsolete", VERDICT_OBSOLETE},
	[RULE_UNDETERMINED] = {"undetermined", VERDICT_UNDETERMINED},
	[RULE_MANUAL] = {"manual", VERDICT_MANUAL},
	[RULE_EXEMPT] = {"exempt", VERDICT_EXEMPT},
	[RULE_CLEAR] = {"clear", VERDICT_CLEAR},
	[RULE_NOT_APPLICABLE] = {"not applicable", VERDICT_OUT_OF_SCOPE},
};

struct str rule_verdict_label(enum lang lang, enum rule_verdict v)
{
	return str_from(message(lang, rule_verdicts[v].words));
}

enum verdict verdict_of_rule(enum rule_verdict v)
{
	return rule_verdicts[v].verdict;
}

struct str row_reason_label(enum lang lang, enum row_reason r)
{
	static const char *const words[REASON_COUNT] = {
		[REASON_NONE] = "judged",
		[REASON_BAD_BYTES] = "bytes that are not of the encoding",
		[REASON_NUL] = "a NUL byte",
		[REASON_FIELD_COUNT] = "another number of fields than the header",
		[REASON_UNCLOSED_QUOTE] = "a quote that is never closed",
		[REASON_STRAY_QUOTE] = "a stray quote",
		[REASON_LONG_CELL] = "a cell over the limit",
		[REASON_LONG_RECORD] = "a record over the limit",
		[REASON_TOO_MANY_COLUMNS] = "more columns than the limit",
		[REASON_BAD_JSON] = "no JSON",
		[REASON_BAD_OBJECT] = "an object that is no row",
		[REASON_DUPLICATE_KEY] = "a key that stands twice",
		[REASON_NO_HEADER] = "a sheet without a header row",
		[REASON_TITLE] = "title",
		[REASON_HEADER] = "header",
		[REASON_REPEATED_HEADER] = "repeated header",
		[REASON_BLANK] = "blank",
		[REASON_NOTE] = "note",
		[REASON_SUBTOTAL] = "sub-total",
		[REASON_NO_EQUIPMENT] = "no equipment",
		[REASON_NO_TABLE] = "of a sheet without a table",
	};
	return str_from(message(lang, words[r]));
}

struct str face_label(enum lang lang, enum face f)
{
	static const char *const words[] = {
		[FACE_READ] = "read",
		[FACE_NO_COLUMN] = "the registry has no such column",
		[FACE_BLANK] = "blank",
		[FACE_UNKNOWN_TOKEN] = "filed as not known",
		[FACE_NOT_APPLICABLE] = "filed as not applicable",
		[FACE_UNREADABLE] = "cannot be read",
		[FACE_UNLISTED] = "a word that the vocabulary does not know",
		[FACE_IMPLAUSIBLE] = "implausible",
	};
	return str_from(message(lang, words[f]));
}

struct str assumption_label(enum lang lang, enum assumption_id id)
{
	static const char *const words[] = {
		[ASSUMED_DEFAULT_UNIT] = "no unit is stated; read in the usual one",
		[ASSUMED_YEAR] = "read as per year",
		[ASSUMED_TOLERANCE] = "\"about\" is read as a tolerance",
		[ASSUMED_LOWER_RANK] = "the higher-ranking column is blank; this one was used",
		[ASSUMED_SERVICE_YEARS] = "a bare column of years is read as years in service",
		[ASSUMED_CONVERSION] = "converted by a declared factor",
		[ASSUMED_KIND] = "the kind was given with the run",
		[ASSUMED_UNIT_OF_MAPPING] = "the unit is the mapping's",
		[ASSUMED_NOMINAL] = "taken from the name of the type",
		[ASSUMED_KIND_OF_TITLE] = "the kind is taken from a title of the table",
	};
	return str_from(message(lang, words[id]));
}

struct str assumption_detail(enum lang lang, const struct assumption *a)
{
	return a->said.en.p ? words_in(a->said, lang) : a->detail;
}

struct str action_label(enum lang lang, enum action a)
{
	static const char *const words[] = {
		[ACTION_ELIMINATE] = "eliminate",
		[ACTION_PHASE_OUT] = "phase out gradually",
		[ACTION_INTENSIFY] = "eliminate with more force",
	};
	return str_from(message(lang, words[a]));
}

struct str effect_label(enum lang lang, enum effect e)
{
	static const char *const words[] = {
		[EFFECT_EXEMPT] = "exempt",
		[EFFECT_OUT_OF_SCOPE] = "outside the clause",
		[EFFECT_REROUTE] = "judged under another rule",
	};
	return str_from(message(lang, words[e]));
}

struct str executability_label(enum lang lang, enum executability e)
{
	static const char *const words[] = {
		[EXEC_FULL] = "full",
		[EXEC_PARTIAL] = "partial",
		[EXEC_MANUAL] = "manual",
		[EXEC_UNRESOLVED] = "unresolved",
	};
	return str_from(message(lang, words[e]));
}

struct str industry_label(enum lang lang, const struct vocabulary *v, struct arena *a, const struct rule *rule)
{
	const struct enumeration *e = v->industries;
	uint32_t i;

	if (!e || !map_get(&e->by_spelling, fold_key(a, rule->industry), &i))
		return rule->industry;
	return words_in(e->values[i].words, lang);
}

struct str trust_label(enum lang lang, enum trust t)
{
	static const char *const words[] = {
		[TRUST_VERIFIED] = N_("verified"),
		[TRUST_INDIRECT] = N_("verified indirectly"),
		[TRUST_MEMORY] = N_("from memory"),
		[TRUST_INFERENCE] = N_("inferred"),
	};
	return str_from(message(lang, words[t]));
}

void field_type_words(struct buf *out, enum lang lang, const struct field *f)
{
	static const char *const types[] = {
		[FIELD_QUANTITY] = "quantity", [FIELD_ENUM] = "enumeration", [FIELD_TEXT] = "free text",
		[FIELD_MODEL] = "model",       [FIELD_DATE] = "date",        [FIELD_RATIO] = "ratio",
		[FIELD_INTEGER] = "integer",   [FIELD_FLAG] = "yes or no",   [FIELD_IDENTIFIER] = "identifier",
	};

	if (f->type == FIELD_QUANTITY)
		buf_add(out, words_in((struct words){f->quantity->zh, f->quantity->en}, lang));
	else
		buf_adds(out, message(lang, types[f->type]));
}

struct str status_label(enum lang lang, const struct enum_value *status)
{
	return status ? words_in(status->words, lang) : str_from(message(lang, "other"));
}

static void force_end_words(struct buf *out, enum lang lang, const struct force_end *end)
{
	if (end->unknown)
		buf_adds(out, message(lang, "unknown"));
	else if (end->set)
		date_write(out, &end->date);
	else
		buf_adds(out, message(lang, "no date"));
}

void force_words(struct buf *out, enum lang lang, const struct rule *rule)
{
	force_end_words(out, lang, &rule->from);
	buf_adds(out, message(lang, " to "));
	force_end_words(out, lang, &rule->to);
}
