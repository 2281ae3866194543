#include "rules/pack_schema.h"

#include "vocabulary/conversion.h"

static const char *const trust_words[] = {"V", "V~", "M", "I", NULL};
static const char *const effect_words[] = {"exempt", "out_of_scope", "reroute", NULL};
const char *const action_words[] = {"eliminate", "phase_out", "intensify", NULL};
static const char *const status_words[] = {"unresolved", NULL};
static const char *const verdict_words[] = {"obsolete", "undetermined",	  "manual", "exempt",
					    "clear",	"not_applicable", NULL};

static const char *const in_force_words[] = {"yes", "no", "unknown", NULL};
static const char *const deadline_words[] = {"none", "scheduled", "overdue", NULL};

const struct schema_key clause_keys[] = {
	{.name = "source", .shape = SHAPE_ID, .required = true},
	{.name = "line", .shape = SHAPE_TEXT, .required = true},
	{.name = "quote", .shape = SHAPE_LIST, .required = true, .element = SHAPE_TEXT},
	{.name = NULL},
};

static const struct schema_key not_rule_keys[] = {
	{.name = "source", .shape = SHAPE_ID, .required = true},
	{.name = "line", .shape = SHAPE_TEXT, .required = true},
	{.name = "quote", .shape = SHAPE_LIST, .required = true, .element = SHAPE_TEXT},
	{.name = "reason", .shape = SHAPE_WORDS, .required = true},
	{.name = NULL},
};

const struct schema_key source_keys[] = {
	{.name = "file", .shape = SHAPE_TEXT, .required = true},
	{.name = "sha256", .shape = SHAPE_ID, .required = true},
	{.name = "section", .shape = SHAPE_TEXT},
	{.name = "lines", .shape = SHAPE_TEXT},
	{.name = "connectives", .shape = SHAPE_LIST, .element = SHAPE_TEXT},
	{.name = "trust", .shape = SHAPE_WORD, .required = true, .words = trust_words},
	{.name = NULL},
};

static const struct schema_key pack_keys[] = {
	{.name = "id", .shape = SHAPE_ID, .required = true},
	{.name = "version", .shape = SHAPE_TEXT, .required = true},
	{.name = "title", .shape = SHAPE_WORDS, .required = true},
	{.name = "authority", .shape = SHAPE_WORDS, .required = true},
	{.name = "jurisdiction", .shape = SHAPE_TEXT},
	{.name = "horizon", .shape = SHAPE_DATE},
	{.name = "after_horizon", .shape = SHAPE_WORDS},
	{.name = "sources", .shape = SHAPE_MAP_OF, .required = true, .element = SHAPE_MAP, .keys = source_keys},
	{.name = "conversions",
	 .shape = SHAPE_LIST,
	 .may_be_empty = true,
	 .element = SHAPE_MAP,
	 .keys = conversion_keys},
	{.name = "not_rules", .shape = SHAPE_LIST, .may_be_empty = true, .element = SHAPE_MAP, .keys = not_rule_keys},
	{.name = NULL},
};

const struct schema_key in_force_keys[] = {
	{.name = "from", .shape = SHAPE_TEXT, .required = true},
	{.name = "to", .shape = SHAPE_TEXT, .required = true},
	{.name = NULL},
};

const struct schema_key exception_keys[] = {
	{.name = "id", .shape = SHAPE_ID, .required = true},
	{.name = "effect", .shape = SHAPE_WORD, .required = true, .words = effect_words},
	{.name = "to", .shape = SHAPE_ID},
	{.name = "clause", .shape = SHAPE_MAP, .required = true, .keys = clause_keys},
	{.name = "when", .shape = SHAPE_ANY, .required = true, .any = "condition"},
	{.name = "evidence", .shape = SHAPE_LIST, .element = SHAPE_ID},
	{.name = NULL},
};

const struct schema_key reading_keys[] = {
	{.name = "id", .shape = SHAPE_ID, .required = true},
	{.name = "where", .shape = SHAPE_ANY, .any = "condition"},
	{.name = "obsolete_if", .shape = SHAPE_ANY, .any = "condition"},
	{.name = "kinds", .shape = SHAPE_LIST, .element = SHAPE_ID},
	{.name = "note", .shape = SHAPE_WORDS, .required = true},
	{.name = NULL},
};

const struct schema_key test_keys[] = {
	{.name = "record", .shape = SHAPE_MAP_OF, .required = true, .may_be_empty = true, .element = SHAPE_TEXT},
	{.name = "expect", .shape = SHAPE_WORD, .required = true, .words = verdict_words},
	{.name = "open", .shape = SHAPE_LIST, .element = SHAPE_ID},
	{.name = "presumed", .shape = SHAPE_LIST, .element = SHAPE_ID},
	{.name = "assumed", .shape = SHAPE_LIST, .element = SHAPE_ID},
	{.name = "needs", .shape = SHAPE_LIST, .element = SHAPE_ANY, .any = "need"},
	{.name = "to", .shape = SHAPE_ID},
	{.name = "as_of", .shape = SHAPE_DATE},
	{.name = "readings", .shape = SHAPE_MAP_OF, .element = SHAPE_WORD, .words = verdict_words},
	{.name = "near", .shape = SHAPE_BOOL},
	{.name = "caveat", .shape = SHAPE_BOOL},
	{.name = "in_force", .shape = SHAPE_WORD, .words = in_force_words},
	{.name = "deadline", .shape = SHAPE_WORD, .words = deadline_words},
	{.name = NULL},
};

const struct schema_key rule_keys[] = {
	{.name = "id", .shape = SHAPE_ID, .required = true},
	{.name = "revision", .shape = SHAPE_TEXT, .required = true},
	{.name = "title", .shape = SHAPE_WORDS, .required = true},
	{.name = "clause", .shape = SHAPE_MAP, .required = true, .keys = clause_keys},
	{.name = "industry", .shape = SHAPE_TEXT, .required = true},
	{.name = "action", .shape = SHAPE_WORD, .required = true, .words = action_words},
	{.name = "in_force", .shape = SHAPE_MAP, .required = true, .keys = in_force_keys},
	{.name = "deadline", .shape = SHAPE_TEXT, .required = true},
	{.name = "kinds", .shape = SHAPE_LIST, .required = true, .element = SHAPE_ID},
	{.name = "where", .shape = SHAPE_ANY, .any = "condition"},
	{.name = "obsolete_if", .shape = SHAPE_ANY, .any = "condition"},
	{.name = "except", .shape = SHAPE_LIST, .element = SHAPE_MAP, .keys = exception_keys},
	{.name = "near", .shape = SHAPE_MAP_OF, .element = SHAPE_NUMBER},
	{.name = "capacity", .shape = SHAPE_ID},
	{.name = "interpretation", .shape = SHAPE_WORDS},
	{.name = "readings", .shape = SHAPE_LIST, .element = SHAPE_MAP, .keys = reading_keys},
	{.name = "open_list", .shape = SHAPE_BOOL},
	{.name = "status", .shape = SHAPE_WORD, .words = status_words},
	{.name = "caveat", .shape = SHAPE_WORDS},
	{.name = "tests", .shape = SHAPE_LIST, .element = SHAPE_MAP, .keys = test_keys},
	{.name = NULL},
};

static const struct schema_key pack_file_keys[] = {
	{.name = "schema", .shape = SHAPE_TEXT, .required = true},
	{.name = "pack", .shape = SHAPE_MAP, .required = true, .keys = pack_keys},
	{.name = "files", .shape = SHAPE_LIST, .element = SHAPE_TEXT},
	{.name = "rules", .shape = SHAPE_LIST, .element = SHAPE_MAP, .keys = rule_keys},
	{.name = NULL},
};

static const struct schema_key topic_file_keys[] = {
	{.name = "schema", .shape = SHAPE_TEXT, .required = true},
	{.name = "rules", .shape = SHAPE_LIST, .required = true, .element = SHAPE_MAP, .keys = rule_keys},
	{.name = NULL},
};

const struct schema pack_schema[1] = {{"phaseout/rules-1", pack_file_keys}};
const struct schema topic_schema[1] = {{"phaseout/rules-1", topic_file_keys}};
