/*
 * Where one call of phaseout_check writes: its outputs and the file of rejected rows, each a sink and a place for its bytes.
 *
 * Always: none is an input, the mapping or another one; a file is renamed into its place at the end, or nothing of it stays.
 */
#ifndef PHASEOUT_API_OUTPUTS_H
#define PHASEOUT_API_OUTPUTS_H

#include "api/engine.h"
#include "os/output.h"
#include "report/report.h"
#include "screen/screen.h"

struct target {
	const char *path; /* NULL: to the caller */
	struct buf bytes;
	struct sink *sink;
	struct output file;
	bool is_file;
	int spill; /* a file that it is made in; -1: none */
	const struct phaseout_check_options *options;
};

struct outputs {
	const struct phaseout_engine *engine;
	const struct phaseout_check_options *options;
	struct arena *arena;
	const struct report_format *formats; /* that there are */
	size_t n_formats;
	const struct rule *rule; /* as of report_options */
	const struct diff_sides *diff;
	const struct csv_column *const *csv_columns; /* as of report_options */
	size_t n_csv_columns;
	unsigned show; /* bits 1u << enum verdict: what people's formats list */
	const struct input *inputs; /* of the run */
	size_t n_inputs;
	struct target *items;
	size_t n;
};

/* 0, or an exit status after words; outputs_close is called in either case. */
int outputs_open(struct outputs *o, const struct input *inputs, size_t n_inputs);
/* NULL when memory is exhausted. */
struct screen_target *outputs_targets(struct outputs *o);
/* Renames the files into place where `status` is an answer, or takes all of them away; the status then. */
int outputs_close(struct outputs *o, int status);

#endif
