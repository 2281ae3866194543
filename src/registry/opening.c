#include "registry/opening.h"

void opening_of_bytes(struct opening *o, struct str bytes, char separator, bool whole)
{
	*o = (struct opening){.bytes = bytes, .separator = separator, .whole = whole};
	csv_init_bytes(&o->csv, bytes);
	csv_set_separator(&o->csv, separator);
}

void opening_of_records(struct opening *o, const struct record *held, size_t n)
{
	*o = (struct opening){.held = held, .n_held = n, .whole = true};
	csv_init_bytes(&o->csv, STR_NONE);
}

void opening_restart(struct opening *o)
{
	o->at = 0;
	csv_release(&o->csv);
	csv_init_bytes(&o->csv, o->bytes);
	csv_set_separator(&o->csv, o->separator);
}

void opening_release(struct opening *o)
{
	csv_release(&o->csv);
}

enum csv_status opening_next(struct opening *o, struct record *out)
{
	if (o->held) {
		if (o->at == o->n_held)
			return CSV_END;
		*out = o->held[o->at++];
		return CSV_RECORD;
	}
	enum csv_status status = csv_next(&o->csv, out);
	bool cut = !o->whole && o->csv.at == o->csv.n && out->trouble != RECORD_UNCLOSED_QUOTE;
	return status == CSV_RECORD && cut ? CSV_END : status;
}
