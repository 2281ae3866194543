/*
 * Years in service as people write them, in a cell of their own or beside the name of the equipment: 已使用16年,
 * 使用年限超过15年, 15年半, 16年3个月, 20余年.
 *
 * Always: of the field that has `from_date`. Design life (设计使用年限, 折旧年限) is none: a text that begins so is not
 * taken apart.
 */
#ifndef PHASEOUT_VOCABULARY_YEARS_H
#define PHASEOUT_VOCABULARY_YEARS_H

#include "base/arena.h"

/*
 * A cell of the field in words that quantity_read knows: without 已使用, 使用年限 before the number; 15年半 and 16年3个月 as
 * months (a sixth of a year is no finite decimal), 20余年 as 超过20年. Any other text comes back as it was.
 */
struct str years_plain(struct arena *a, struct str cell);

/*
 * Cuts what speaks of years in service off a text that names equipment: 使用年限超过15年的定形机, 定形机（已使用16年）,
 * 定形机，使用16年. *bare: it only says 使用年限15年, which may be how long it is meant to serve. False where nothing is cut;
 * whether the phrase can be read is the caller's question.
 */
bool years_cut(struct str *phrase, struct str *rest, bool *bare, struct str text);

#endif
