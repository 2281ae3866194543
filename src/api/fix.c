/* Packs rewritten for what is mechanical, in rounds: a file that is YAML again may show what else is wrong with it. */
#include "api/engine.h"

#include "os/output.h"
#include "proof/lint.h"
#include "rules/fix.h"
#include "rules/lint.h"
#include "rules/load.h"

/* A round mends what can be told at once (LIMIT_YAML_MISTAKES a file); an end, should two edits ever undo each other. */
enum { MOST_ROUNDS = 500 };

/* A file of a pack as it now is. */
struct pack_text {
	struct str name, text;
	bool changed;
	struct pack_text *next;
};

struct fixer {
	struct phaseout_engine engine; /* its arena, folder and words; never handed out */
	struct folder folder;
	struct folder_names packs;
	struct pack_text *texts;
	phaseout_write_fn *write; /* NULL: nobody wants the changes */
	void *write_ctx;
	bool unwritten;
};

/* --- reading ------------------------------------------------------------------------------------------------------ */

static bool is_of_pack(const struct fixer *f, struct str name)
{
	bool is = false;
	for (size_t i = 0; i < f->packs.n; i++) {
		struct str pack = f->packs.items[i];
		is |= str_starts(name, pack) && name.n > pack.n && name.p[pack.n] == '/';
	}
	return is && str_ends(name, STR(".yaml"));
}

static struct pack_text *text_named(const struct fixer *f, struct str name)
{
	struct pack_text *t = f->texts;
	while (t && !str_eq(t->name, name))
		t = t->next;
	return t;
}

/* Files are read once: what was changed stands in memory until all is done. */
static bool read_text(void *ctx, struct str name, struct str *out)
{
	struct fixer *f = ctx;
	struct pack_text *t = text_named(f, name);
	if (!t && !read_rule_file(&f->folder, name, out))
		return false;
	if (!t && is_of_pack(f, name)) {
		t = ARENA_NEW(&f->engine.arena, struct pack_text);
		if (!t)
			return false;
		*t = (struct pack_text){arena_str(&f->engine.arena, name), *out, false, f->texts};
		f->texts = t;
	}
	*out = t ? t->text : *out;
	return true;
}

/* All that lint says of the packs as they now are. False when memory is exhausted. */
static bool find_mistakes(struct fixer *f, struct arena *a, struct diags *diags)
{
	struct arena scratch;
	bool failed = false;
	arena_init(&scratch);
	const struct vocabulary *v = vocabulary_load(a, read_text, f, diags);
	const struct ruleset *rules = NULL;
	if (v)
		rules = ruleset_read(a, v, f->packs.items, f->packs.n, read_text, f, diags);
	if (rules)
		ruleset_lint(rules, v, &scratch, diags);
	failed = scratch.failed || diags->failed || a->failed;
	arena_release(&scratch);
	return !failed;
}

/* --- changing ----------------------------------------------------------------------------------------------------- */

static void say_change(struct fixer *f, struct str line)
{
	if (f->write && !f->unwritten)
		f->unwritten = !f->write(f->write_ctx, line.p, line.n);
}

static bool change(struct fixer *f, struct pack_text *t, const struct diags *diags)
{
	struct arena *a = &f->engine.arena;
	struct source_file file = {t->name, t->text};
	struct buf line;
	size_t n;
	const struct edit *edits = fixes_find(&n, a, &file, diags);
	struct str text = edits ? edits_apply(a, t->text, edits, n) : STR_NONE;
	if (!text.p)
		return false;
	buf_init(&line);
	for (size_t i = 0; i < n; i++) {
		buf_clear(&line);
		edit_write(&line, &file, &edits[i]);
		say_change(f, buf_str(&line));
		a->failed |= line.failed;
	}
	buf_release(&line);
	t->text = text;
	t->changed = true;
	return true;
}

/* False where nothing more is to be changed, or memory is exhausted. */
static bool one_round(struct fixer *f)
{
	struct arena read;
	struct diags diags;
	bool changed = false;
	arena_init(&read);
	diags_init(&diags, NULL, NULL);
	bool good = find_mistakes(f, &read, &diags);
	for (struct pack_text *t = f->texts; good && t; t = t->next)
		changed |= change(f, t, &diags);
	f->engine.arena.failed |= !good;
	diags_release(&diags);
	arena_release(&read);
	return changed && !f->engine.arena.failed;
}

/* --- writing ------------------------------------------------------------------------------------------------------ */

static bool write_file(struct fixer *f, const struct pack_text *t)
{
	struct arena *a = &f->engine.arena;
	struct str path = rule_file_path(a, f->engine.rules_dir, t->name);
	struct output out;
	bool written = path.p && output_open(&out, path.p);
	if (written) {
		output_write(&out, t->text);
		written = output_finish(&out);
	}
	if (!written)
		speaker_say(&f->engine.speaker, path, words_printf(a, "the file could not be written"));
	return written;
}

static int write_changed(struct fixer *f)
{
	int status = f->unwritten ? PHASEOUT_WRITE : PHASEOUT_CLEAR;
	for (const struct pack_text *t = f->texts; t; t = t->next)
		if (t->changed && !write_file(f, t))
			status = PHASEOUT_WRITE;
	return status;
}

/* ------------------------------------------------------------------------------------------------------------------ */

int phaseout_lint_fix(const struct phaseout_engine_options *options, phaseout_write_fn *write, void *write_ctx)
{
	struct phaseout_engine_options o;
	struct fixer f = {.write = write, .write_ctx = write_ctx};
	struct speaker silent = {NULL, NULL, LANG_EN}; /* what cannot be read, whoever loads the packs will say */
	int status = PHASEOUT_CLEAR;

	if (!take_options(&o, sizeof o, options) || !o.rules_dir)
		return PHASEOUT_USAGE;
	arena_init(&f.engine.arena);
	f.engine.speaker = (struct speaker){o.say, o.say_ctx, o.lang == PHASEOUT_EN ? LANG_EN : LANG_ZH};
	f.engine.rules_dir = arena_str(&f.engine.arena, str_from(o.rules_dir)).p;
	f.folder = (struct folder){&f.engine.arena, f.engine.rules_dir, &silent};
	if (f.engine.rules_dir && name_packs(&f.packs, &f.engine, &o))
		for (int round = 0; round < MOST_ROUNDS && one_round(&f); round++)
			;
	status = f.engine.arena.failed ? PHASEOUT_DEFECT : write_changed(&f);
	arena_release(&f.engine.arena);
	return status;
}
