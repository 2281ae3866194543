/*
 * libphaseout: screens registries of industrial plant against rules that say which equipment is obsolete.
 *
 * An engine holds a vocabulary and rule packs, read once and then immutable. Checking registries, testing and linting
 * rules go through it; so does the command `phaseout`, which uses nothing but this file.
 *
 * Threads: every function may be called from any thread, and an engine may be used by several at once; it is freed by
 * one when no other uses it. Callbacks are called in the thread of the call, and only until it returns.
 *
 * The library never prints, exits, reads the environment or sets the locale. Strings are UTF-8 and end in NUL unless a
 * length in bytes stands beside them. What is passed in stays the caller's and is not kept, but for `say` of an engine.
 * Option structs begin with `size`, which the caller sets to sizeof of the struct: fields can be added at its end. An
 * option struct that is NULL, or sets fields that this library does not know, is PHASEOUT_USAGE.
 */
#ifndef PHASEOUT_H
#define PHASEOUT_H

#include <stdbool.h>
#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

#if defined(__GNUC__)
#define PHASEOUT_API __attribute__((visibility("default")))
#else
#define PHASEOUT_API
#endif

/* Also the command's exit statuses. 0 to 3 are answers of phaseout_check; other calls answer 0 (yes) or 1 (no). */
enum phaseout_status {
	PHASEOUT_CLEAR = 0,           /* everything was judged, nothing is obsolete */
	PHASEOUT_OBSOLETE = 1,        /* something is obsolete, everything was judged */
	PHASEOUT_OPEN = 2,            /* nothing found obsolete, but something is undetermined, manual, unrecognised or
	                                 rejected; or no row at all */
	PHASEOUT_OBSOLETE_OPEN = 3,   /* both */
	PHASEOUT_USAGE = 64,          /* an option that is none, or does not fit */
	PHASEOUT_UNREADABLE = 65,     /* an input could not be read to its end, has 0 bytes, or is no table */
	PHASEOUT_NO_INPUT = 66,       /* an input does not exist or may not be opened */
	PHASEOUT_LIMIT = 69,          /* a limit stopped the run */
	PHASEOUT_DEFECT = 70,         /* a defect of the library; also: memory is exhausted */
	PHASEOUT_WRITE = 74,          /* output not completely written */
	PHASEOUT_REFUSED = 78         /* rules, vocabulary or mapping refused */
};

enum phaseout_lang { PHASEOUT_ZH, PHASEOUT_EN };

typedef struct phaseout_engine phaseout_engine;

/*
 * Gets words for people: diagnostics with place, line and caret, notices, what failed. `text` has `length` bytes, may
 * hold several lines, ends in a line end, and is gone when the function returns.
 */
typedef void phaseout_say_fn(void *ctx, const char *text, size_t length);
/* Takes bytes of an answer; returns false where they could not be written. */
typedef bool phaseout_write_fn(void *ctx, const char *bytes, size_t length);

struct phaseout_engine_options {
	size_t size;
	const char *rules_dir;       /* the folder with units.yaml, vocabulary/ and the packs. Not NULL */
	/* Names of packs and overlays in rules_dir, paths of their folders, "all": every pack there; NULL: "sd-2013". Overlays are
	 * laid over in this order; one whose pack is not named brings it. */
	const char *const *packs;
	size_t n_packs;
	const char *as_of;           /* YYYY-MM-DD; NULL: today in UTC+8 */
	bool strict;                 /* fill nothing in: no presumptions, default units, implied 年, tolerances */
	enum phaseout_lang lang;     /* of words for people */
	phaseout_say_fn *say;        /* for all calls on the engine; NULL: words are dropped */
	void *say_ctx;
	bool lint;                   /* where packs are refused, say what phaseout_lint would find too */
	const char *reader;          /* path of the program phaseout-read, which opens workbooks, pages and databases in a sandbox;
	                                NULL: such registries are refused */
	bool untested;               /* the rules' tests are passed over: to judge they are not needed, and they are most of a pack. phaseout_test has none
	                                then, and a mistake in them is not told */
};

/* The library's version, "0.1.0". Never NULL; lives for ever. */
PHASEOUT_API const char *phaseout_version(void);

/*
 * Loads vocabulary and packs. `out` is not NULL. PHASEOUT_CLEAR: *out is an engine, the caller's to free by
 * phaseout_engine_free. Else *out is NULL, and why was said: PHASEOUT_REFUSED (the files are wrong; all mistakes were
 * said), PHASEOUT_NO_INPUT (rules_dir is not there), PHASEOUT_USAGE (as_of is no day, rules_dir is NULL),
 * PHASEOUT_DEFECT.
 */
PHASEOUT_API int phaseout_engine_new(phaseout_engine **out, const struct phaseout_engine_options *options);
/* Frees an engine and all that it holds. NULL is allowed. */
PHASEOUT_API void phaseout_engine_free(phaseout_engine *engine);

struct phaseout_output {
	const char *format;          /* a name of phaseout_format(); NULL: from the path's extension; without one "table" */
	const char *path;            /* NULL or "-": `write` gets the bytes */
};

/* How far a run is. Fields can be added at its end. */
struct phaseout_progress {
	const char *input;           /* the registry that is being read */
	unsigned long long rows;     /* read so far, of all registries */
	unsigned long long items;    /* judged */
	unsigned long long obsolete; /* of those */
};
/* Gets it every few rows, in the thread of the call; `progress` is gone when the function returns. */
typedef void phaseout_progress_fn(void *ctx, const struct phaseout_progress *progress);

struct phaseout_check_options {
	size_t size;
	const char *const *inputs;   /* paths; "-" is standard input, once. At least one */
	size_t n_inputs;
	const struct phaseout_output *outputs; /* n_outputs 0: one "table" to `write` */
	size_t n_outputs;
	const char *mapping;         /* path; NULL: columns are recognised */
	const char *kind;            /* id or name of the kind of every row that names none; NULL */
	const char *show;            /* verdicts that table, line and csv list, as "obsolete,clear", or "all"; NULL:
	                                obsolete, undetermined, manual, unrecognised */
	const char *encoding;        /* "utf-8", "gb18030", "utf-16"; NULL: found out */
	const char *separator;       /* one character, or "tab"; NULL: found out */
	unsigned long header_row;    /* from 1; 0: found out */
	bool color;                  /* colours in the table that `write` gets */
	unsigned columns;            /* width of the terminal that `write` writes to, in cells; 0: no limit */
	bool quiet;                  /* no notices through `say`; failures are said all the same */
	phaseout_write_fn *write;    /* NULL: only allowed where every output has a path */
	void *write_ctx;
	const char *sheet;           /* of a workbook, page or database: only the sheet or table of this name; NULL: all (of a database the
	                                only one) */
	const char *rejects;         /* path of a file that gets the rejected rows as filed, each with its reason: .csv (of one table) or .xlsx;
	                                NULL: none */
	bool duplicates;             /* say which machines stand more than once, in whatever file, and whether what is said of them differs */
	phaseout_progress_fn *progress; /* NULL */
	void *progress_ctx;
	const char *csv_columns;     /* the columns of csv outputs and their order, as "key,rule"; NULL: all. What needs no evidence is written fastest */
	unsigned jobs;               /* threads; 0: as many as there are processors. What comes out is the same */
};

/*
 * Screens registries in the order given; neither argument is NULL. Answers 0 to 3, or a trouble (64 to 78), which beats
 * the answer; of several the worst, in the order 70, 74, 78, 66, 65, 69, 64. All inputs are opened before anything is
 * written. An output with a path is whole or not there (an old file then stays as it was); what `write` got of a run
 * that ended in trouble lacks its end. None may be an input, the mapping, or another output; this holds for `rejects` too.
 */
PHASEOUT_API int phaseout_check(const phaseout_engine *engine, const struct phaseout_check_options *options);

/*
 * Screens registries by one rule of the engine, and draws how many machines it hits as each of its numeric limits moves: "table", "csv" or "svg"
 * (phaseout_output.format; from a path's extension else). `rule` is an id; NULL, or one that is none, is PHASEOUT_USAGE. `options` are those of phaseout_check, of
 * which `show`, `rejects` and `duplicates` have no meaning here. PHASEOUT_CLEAR where it was drawn, whatever was found; else a trouble as of phaseout_check.
 */
PHASEOUT_API int phaseout_sensitivity(const phaseout_engine *engine, const char *rule, const struct phaseout_check_options *options);

/*
 * Screens registries by the engine's rules and by those of other packs, as of another day (NULL: today in UTC+8), and says which items change their verdict, with the
 * capacity at stake: "table" or "csv". `packs`, n_packs of them, at least one, as in phaseout_engine_options; vocabulary, strictness and conversions are the
 * engine's. `options` are those of phaseout_check, of which `show`, `rejects` and `duplicates` have no meaning here. 0: no verdict changes; 1: some do; else a trouble as of
 * phaseout_check.
 */
PHASEOUT_API int phaseout_diff_rules(const phaseout_engine *engine, const char *const *packs, size_t n_packs, const char *as_of,
				     const struct phaseout_check_options *options);

struct phaseout_field {
	const char *name;            /* a field's id, or "kind" */
	const char *text;            /* as it would stand in a registry's cell: "400 m3", "炼铁" */
};

/*
 * Judges one item given as fields (NULL only where n_fields is 0). `write`, not NULL, gets its line of the run file
 * (NDJSON, see phaseout-check(1)) with a line end. PHASEOUT_CLEAR, whatever the verdict; PHASEOUT_USAGE (a field that is
 * none), PHASEOUT_WRITE, PHASEOUT_DEFECT.
 */
PHASEOUT_API int phaseout_judge(const phaseout_engine *engine, const struct phaseout_field *fields, size_t n_fields,
				phaseout_write_fn *write, void *write_ctx);

struct phaseout_explain_options {
	size_t size;
	const char *input;           /* path, "-" for standard input; NULL: the item is given as `fields` */
	unsigned long row;           /* of the input, as a spreadsheet counts: from 1, titles and header included */
	const char *mapping;         /* this and the next four as in phaseout_check_options */
	const char *kind;            /* without an input: the kind of the item; NULL where a field names it */
	const char *encoding;
	const char *separator;
	unsigned long header_row;
	const struct phaseout_field *fields; /* name: a field's id, or a header as a registry may have it, "容积(m3)" */
	size_t n_fields;
	bool color;
	unsigned columns;            /* as in phaseout_check_options */
	bool quiet;
	phaseout_write_fn *write;    /* not NULL */
	void *write_ctx;
	const char *sheet;           /* as in phaseout_check_options */
};

/*
 * Explains the items of one row, or one item given as fields: what was read, every rule with the truth of each of its
 * conditions, exceptions, readings, and what would change the verdict; words for people, in the engine's language. A row
 * that was not judged is explained by its reason. PHASEOUT_CLEAR, whatever the verdict; PHASEOUT_USAGE (also: the input
 * has no such row), or a trouble as of phaseout_check.
 */
PHASEOUT_API int phaseout_explain(const phaseout_engine *engine, const struct phaseout_explain_options *options);

struct phaseout_map_options {
	size_t size;
	const char *input;           /* path, "-" for standard input. Not NULL */
	const char *mapping;         /* this and the next four as in phaseout_check_options */
	const char *kind;
	const char *encoding;
	const char *separator;
	unsigned long header_row;
	const char *output;          /* where a mapping is written of what was recognised; "-": `write` gets it, and
	                                nothing else; NULL: none is. Only without a mapping given */
	bool color;
	unsigned columns;            /* as in phaseout_check_options */
	bool quiet;
	phaseout_write_fn *write;    /* not NULL: gets words for people, in the engine's language */
	void *write_ctx;
	const char *sheet;           /* as in phaseout_check_options */
};

/*
 * Says what was made out of a registry: encoding, separator, header row, each column with its field, unit and why, and
 * what its cells in the first rows were read as. A mapping that is written makes phaseout_check find the same. An output
 * with a path is whole or not there; it may not be the input. PHASEOUT_CLEAR; PHASEOUT_USAGE, PHASEOUT_REFUSED (the
 * mapping), or another trouble as of phaseout_check.
 */
PHASEOUT_API int phaseout_map(const phaseout_engine *engine, const struct phaseout_map_options *options);

enum phaseout_topic { PHASEOUT_RULES, PHASEOUT_KINDS, PHASEOUT_FIELDS, PHASEOUT_UNITS, PHASEOUT_PACKS };

struct phaseout_describe_options {
	size_t size;
	const char *const *names;    /* ids, or names as registries have them; NULL: all of the topic, a line each */
	size_t n_names;
	bool color;
	unsigned columns;            /* as in phaseout_check_options */
	phaseout_write_fn *write;    /* not NULL */
	void *write_ctx;
};

/*
 * Says in words, in the engine's language, what is loaded: the topic's things one by one, or all of them. 0;
 * PHASEOUT_USAGE (a name that is none was said, and nothing was written; a topic that is none), PHASEOUT_WRITE,
 * PHASEOUT_DEFECT.
 */
PHASEOUT_API int phaseout_describe(const phaseout_engine *engine, enum phaseout_topic topic,
				   const struct phaseout_describe_options *options);

struct phaseout_export_options {
	size_t size;
	const char *format;          /* a name of phaseout_exported() for what is exported; NULL: from the path's extension; without one
	                                the first */
	const char *output;          /* path; NULL or "-": `write` gets the bytes */
	phaseout_write_fn *write;    /* NULL: only allowed where `output` is a path */
	void *write_ctx;
};

/*
 * Writes the engine's rules in another form. `what` (not NULL) is a name of phaseout_exported(): "document", every rule in words, in the
 * engine's language. An output with a path is whole or not there (an old file then stays as it was). PHASEOUT_CLEAR; PHASEOUT_USAGE (no
 * such export or format, was said), PHASEOUT_WRITE, PHASEOUT_DEFECT.
 */
PHASEOUT_API int phaseout_export(const phaseout_engine *engine, const char *what, const struct phaseout_export_options *options);
/*
 * What can be exported, and how: the n-th pair from 0 of a name and a format, those of one name together; NULL behind the last. *format
 * and *help (either may be NULL) get the format's name and a line about it. All live for ever.
 */
PHASEOUT_API const char *phaseout_exported(size_t n, enum phaseout_lang lang, const char **format, const char **help);

/*
 * Runs the rules' own tests. 0: all hold; 1: some do not, each was said with its place; PHASEOUT_USAGE (engine NULL),
 * PHASEOUT_DEFECT. *run and *failed, either may be NULL, are numbers of tests.
 */
PHASEOUT_API int phaseout_test(const phaseout_engine *engine, size_t *run, size_t *failed);

/*
 * Proves the rules by records made from their own limits, values and kinds, each about what one condition asks. `write`
 * gets a line a rule, in the engine's language; NULL: none. 0: each rule says of each record what it must; 1: some do
 * not, or a condition decides nothing: each was said with its place; PHASEOUT_USAGE (engine NULL), PHASEOUT_WRITE,
 * PHASEOUT_DEFECT.
 */
PHASEOUT_API int phaseout_test_boundaries(const phaseout_engine *engine, phaseout_write_fn *write, void *write_ctx);
/*
 * What the rules' own tests exercise: verdicts, outcomes of each condition, states of each exception. `write` as above.
 * 0: nothing that must be is missing; 1: something is, each was said with its place, as was what only should be;
 * PHASEOUT_USAGE (engine NULL), PHASEOUT_WRITE, PHASEOUT_DEFECT.
 */
PHASEOUT_API int phaseout_test_coverage(const phaseout_engine *engine, phaseout_write_fn *write, void *write_ctx);
/*
 * Whether the rules' own tests would notice a slip: each rule is changed in one thing at a time, and one of its tests must
 * then fail. `write` as above. 0: for each change one does, or no record of a grid about the rule's limits and values shows
 * it; 1: some are not noticed, each was said with its place and the test that is missing; PHASEOUT_USAGE (engine NULL),
 * PHASEOUT_WRITE, PHASEOUT_DEFECT.
 */
PHASEOUT_API int phaseout_test_mutants(const phaseout_engine *engine, phaseout_write_fn *write, void *write_ctx);

/*
 * Lints the engine's packs: quotes, wording, tests that a rule lacks, conditions that never hold, rules beside each other,
 * what nothing refers to, patterns that may never end. 0: nothing found; 1: something, each was said;
 * PHASEOUT_USAGE (engine NULL), PHASEOUT_DEFECT.
 */
PHASEOUT_API int phaseout_lint(const phaseout_engine *engine);
/*
 * Tells what of the vocabulary serves neither the engine's packs, which should be all there are ("all"), nor recognition:
 * fields, kinds, presumptions. 0: nothing found; 1: something, each was said; PHASEOUT_USAGE (engine NULL), PHASEOUT_DEFECT.
 */
PHASEOUT_API int phaseout_lint_vocabulary(const phaseout_engine *engine);
/*
 * Rewrites the files of packs for what is mechanical in the mistakes that lint finds: full-width letters in ids, a comment
 * that cuts a text, a word of the clause that stands there once, an entry that stands twice, white space. All else stays byte
 * for byte, comments too. `options` is as for phaseout_engine_new, not NULL; its `say` gets what failed. `write` gets a line a
 * change, "FILE:LINE:COL: "before" → "after" [ID name]"; NULL: nobody wants them. Each file is written whole or not at all.
 * Afterwards a second call changes nothing. 0: done, also where nothing was to be done or the vocabulary is refused;
 * PHASEOUT_USAGE; PHASEOUT_WRITE (a file, or what `write` did not take); PHASEOUT_DEFECT.
 */
PHASEOUT_API int phaseout_lint_fix(const struct phaseout_engine_options *options, phaseout_write_fn *write, void *write_ctx);
/*
 * Goes through the section of a source that each pack encodes, sentence by sentence. `write`, not NULL, gets each passage
 * with the rules that quote it, or why it is none. 0: nothing is open; 1: something, each was said with its place in the
 * source, or a pack does not say which section it encodes; PHASEOUT_USAGE (an argument NULL), PHASEOUT_WRITE,
 * PHASEOUT_DEFECT. A quote that is false covers nothing; that it is, phaseout_lint says.
 */
PHASEOUT_API int phaseout_lint_coverage(const phaseout_engine *engine, phaseout_write_fn *write, void *write_ctx);

/*
 * What formats there are: the name of the n-th from 0, NULL behind the last; *help (may be NULL) gets a line about it.
 * Both live for ever.
 */
PHASEOUT_API const char *phaseout_format(size_t n, enum phaseout_lang lang, const char **help);
/*
 * The n-th limit from 0: name, value, unit, reason, in English; they live for ever, and each may be NULL. False behind
 * the last.
 */
PHASEOUT_API bool phaseout_limit(size_t n, const char **name, long *value, const char **unit, const char **reason);
/* The words of a message (not NULL) in a language, which live for ever; the message itself where there are none. */
PHASEOUT_API const char *phaseout_message(enum phaseout_lang lang, const char *english);

#ifdef __cplusplus
}
#endif

#endif
