/* What a part of a package points at (_rels/….rels): only the relationships that a workbook is found by. */
#ifndef PHASEOUT_READ_XLSX_RELATIONS_H
#define PHASEOUT_READ_XLSX_RELATIONS_H

#include "read/archive.h"

struct xlsx_relation {
	struct str id;
	struct str type; /* the last step of its address, the same in the transitional and the strict form: worksheet */
	struct str target; /* the part's name */
};

struct xlsx_relations {
	struct xlsx_relation *all;
	size_t n, cap;
};

/*
 * Of the part; of the package itself where the name is empty. None where the part has no relationships. Everything lives
 * in the job's arena.
 */
enum read_status xlsx_relations_read(struct xlsx_relations *out, struct archive *a, struct str part);
/* The first one of that type, or with that id; NULL: there is none. */
const struct xlsx_relation *xlsx_relation_of_type(const struct xlsx_relations *r, const char *type);
const struct xlsx_relation *xlsx_relation_of_id(const struct xlsx_relations *r, struct str id);

#endif
