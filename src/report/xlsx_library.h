/*
 * libxlsxwriter, opened when a workbook is first written: a command that is linked with it starts 2 ms later (libcrypto comes with it), whatever it does. And libminizip, which it
 * writes ZIP with, to read back what was written: libxlsxwriter does not look whether its temporary files took what it wrote into them.
 *
 * Always: once opened they stay so; libcrypto is not made to be unloaded.
 */
#ifndef PHASEOUT_REPORT_XLSX_LIBRARY_H
#define PHASEOUT_REPORT_XLSX_LIBRARY_H

#include <stdbool.h>
#include <xlsxwriter.h>

#define XLSX_FUNCTIONS(X)           \
	X(workbook_new_opt)         \
	X(workbook_set_properties)  \
	X(workbook_add_worksheet)   \
	X(workbook_add_format)      \
	X(workbook_close)           \
	X(lxw_workbook_free)        \
	X(format_set_num_format_index) \
	X(worksheet_set_column)     \
	X(worksheet_freeze_panes)   \
	X(worksheet_write_string)   \
	X(lxw_strerror)

struct xlsx_library {
#define X(name) __typeof__(name) *name;
	XLSX_FUNCTIONS(X)
#undef X
	/* as <minizip/unzip.h> declares them; 0 is success, a handle is NULL where there is none */
	void *(*unz_open)(const char *path);
	int (*unz_locate)(void *zip, const char *name, int any_case);
	int (*unz_open_file)(void *zip);
	int (*unz_read)(void *zip, void *out, unsigned n);
	int (*unz_close_file)(void *zip); /* also: does the checksum agree? */
	int (*unz_close)(void *zip);
};

/* False, and why, where one cannot be opened or lacks a function. `why` lives until the thread's next call of dlopen or its kin. */
bool xlsx_library_open(struct xlsx_library *out, const char **why);

#endif
