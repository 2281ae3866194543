/* What a character is, by its category of Unicode. */
#ifndef PHASEOUT_TEXT_CHAR_CLASS_H
#define PHASEOUT_TEXT_CHAR_CLASS_H

#include <stdbool.h>
#include <stdint.h>

/* Dashes, brackets, quotation marks, stops and the like (P*); not signs that mean something: + < ∶ ° (S*). */
bool char_is_punctuation(int32_t code_point);

#endif
