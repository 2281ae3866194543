/* What stands behind the opaque handle of include/phaseout/phaseout.h, and the ways in which the library speaks. */
#ifndef PHASEOUT_API_ENGINE_H
#define PHASEOUT_API_ENGINE_H

#include "judge/judge.h"
#include "os/folder.h"
#include "os/input.h"
#include "phaseout/phaseout.h"
#include "text/message.h"

/* How the library speaks to the caller's `say`. */
struct speaker {
	phaseout_say_fn *say; /* NULL: words are dropped */
	void *ctx;
	enum lang lang;
};

struct phaseout_engine {
	struct arena arena;
	struct speaker speaker;
	const struct vocabulary *vocabulary;
	const struct ruleset *rules;
	struct program *program;
	struct reader reader;   /* with the packs' conversions */
	day as_of, today;
	const char *rules_dir;
	const char *reader_path; /* phaseout-read; NULL */
};

/* Where rule files are read from. */
struct folder {
	struct arena *arena;
	const char *rules_dir;
	const struct speaker *speaker;
};

/* A file_read_fn; ctx is a struct folder. */
bool read_rule_file(void *ctx, struct str name, struct str *out);
/* Where the file of that name stands. */
struct str rule_file_path(struct arena *a, const char *rules_dir, struct str name);
/*
 * The packs that the caller names, the default one, or all that stand in the rules folder: `all` makes other names
 * superfluous. Needs the engine's arena and rules_dir. False when memory is exhausted or the folder cannot be read.
 */
bool name_packs(struct folder_names *out, struct phaseout_engine *e, const struct phaseout_engine_options *o);

/*
 * Other rules over the same vocabulary, so that both can judge one item; conversions are the first engine's. A status, after words; engine_beside_release is called in
 * either case.
 */
int engine_beside(struct phaseout_engine *out, const struct phaseout_engine *e, const char *const *packs, size_t n_packs, const char *as_of);
void engine_beside_release(struct phaseout_engine *out);

struct run_info;
/* What an answer says of the run: version, rules, as-of date. */
void engine_run(struct run_info *out, const struct phaseout_engine *e);

/* One line: "name: words", a line end; `name` empty: only the words. */
void speaker_say(const struct speaker *s, struct str name, struct words words);
/* All diagnostics, drawn with line and caret. */
void speaker_say_diags(const struct speaker *s, struct diags *diags);

/* The worse of two troubles, in the order of semantics.md; an answer (0 to 3) is the least. */
int worse_status(int a, int b);
/*
 * Copies a caller's option struct, which begins with its size: fields that it does not have yet are zero. False where it is NULL, too
 * small to be one, or has fields that are set and not known here.
 */
bool take_options(void *out, size_t size, const void *given);
/* What an input that could not be opened means; said through `s`. */
int say_input_trouble(const struct speaker *s, enum input_status status, const char *path, int error);

#endif
