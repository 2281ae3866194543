#include "api/engine.h"

#include "text/source.h"
#include "text/width.h"

void speaker_say(const struct speaker *s, struct str name, struct words words)
{
	struct buf b;

	if (!s->say)
		return;
	buf_init(&b);
	if (name.n) {
		text_safe(&b, name);
		buf_adds(&b, ": ");
	}
	text_safe(&b, words_in(words, s->lang));
	buf_addc(&b, '\n');
	if (!b.failed)
		s->say(s->ctx, b.p, b.n);
	buf_release(&b);
}

void speaker_say_diags(const struct speaker *s, struct diags *diags)
{
	struct buf b;

	if (!s->say || !diags->n)
		return;
	buf_init(&b);
	source_draw_all(&b, diags, s->lang);
	if (!b.failed && b.n)
		s->say(s->ctx, b.p, b.n);
	buf_release(&b);
}

int worse_status(int a, int b)
{
	static const int order[] = {PHASEOUT_DEFECT, PHASEOUT_WRITE, PHASEOUT_REFUSED, PHASEOUT_NO_INPUT,
				    PHASEOUT_UNREADABLE, PHASEOUT_LIMIT, PHASEOUT_USAGE};

	for (size_t i = 0; i < sizeof order / sizeof *order; i++)
		if (a == order[i] || b == order[i])
			return order[i];
	return a > b ? a : b;
}

int say_input_trouble(const struct speaker *s, enum input_status status, const char *path, int error)
{
	static const struct {
		int answer;
		const char *words;
	} of[] = {
		[INPUT_OK] = {PHASEOUT_CLEAR, ""},
		[INPUT_MISSING] = {PHASEOUT_NO_INPUT, "does not exist; expected a file"},
		[INPUT_FORBIDDEN] = {PHASEOUT_NO_INPUT, "may not be opened: no permission"},
		[INPUT_DIRECTORY] = {PHASEOUT_NO_INPUT, "is a folder; expected a file"},
		[INPUT_FAILED] = {PHASEOUT_UNREADABLE, "could not be read to its end"},
		[INPUT_TOO_LARGE] = {PHASEOUT_LIMIT, "is larger than such a file may be (see 'phaseout limits')"},
		[INPUT_NO_MEMORY] = {PHASEOUT_DEFECT, "memory is exhausted"},
	};
	struct arena a;

	arena_init(&a);
	struct words words = {str_from(message(LANG_ZH, of[status].words)), str_from(of[status].words)};
	if (status == INPUT_FAILED && error)
		words = words_printf(&a, "could not be read to its end: %s", strerror(error));
	speaker_say(s, str_from(path), words);
	arena_release(&a);
	return of[status].answer;
}
