/*
 * Texts of equipment that were read before: registries write the same few thousand names over and over.
 *
 * Always: an answer is what naming_read or recognise would give, and lives until the next known_texts_trim, which is
 * for the time between two rows. Bounded: hostile texts cost their own reading and no more memory. For one reader and
 * one thread.
 */
#ifndef PHASEOUT_VOCABULARY_KNOWN_TEXTS_H
#define PHASEOUT_VOCABULARY_KNOWN_TEXTS_H

#include "vocabulary/naming.h"
#include "vocabulary/recognise.h"

struct known_text;

struct known_texts {
	struct arena arena;
	struct map texts; /* text → index */
	struct known_text *items;
	size_t n, cap, bytes;
	uint64_t read; /* texts that had to be read, ever */
};

void known_texts_init(struct known_texts *k);
void known_texts_release(struct known_texts *k);
void known_texts_trim(struct known_texts *k);

/*
 * What the text names (naming.h), and as a sentence (recognise.h). With r->known NULL they are read into `a`. The
 * parts' values are shared and say no column: copy them before they are changed. False and NULL where memory is
 * exhausted.
 */
bool known_naming(struct naming *out, struct arena *a, const struct reader *r, struct str text);
const struct recognised *known_sentence(struct arena *a, const struct reader *r, const struct kind *of, struct str text);

#endif
