/*
 * Every limit of the program, with its reason: X(name, value, unit, reason). What stands here and only here is
 * printed by `phaseout limits` and tested on both sides.
 */
#ifndef PHASEOUT_BASE_LIMITS_H
#define PHASEOUT_BASE_LIMITS_H

#define LIMITS(X)                                                                                                      \
	X(DECIMAL_DIGITS, 512, "digits", "a number longer than any measurement; keeps arithmetic on the stack")        \
	X(YAML_BYTES, 4 * 1024 * 1024, "bytes", "ten times the largest rule file; libyaml has no limit of its own")    \
	X(YAML_DEPTH, 64, "levels", "conditions nest; libyaml is quadratic on nested flow sequences")                  \
	X(YAML_NODES, 200000, "nodes", "memory of a hostile rule file")                                                \
	X(YAML_MISTAKES, 200, "mistakes", "nobody reads more of one file; bounds the output of a hostile one")         \
	X(CELL_BYTES, 64 * 1024, "bytes", "a cell longer than a page is no cell; its row is rejected")                 \
	X(CELL_PARTS, 1000, "machines", "nobody lists more in one cell; such a cell names no machine")                 \
	X(RECORD_BYTES, 4 * 1024 * 1024, "bytes", "a record that never ends is an unclosed quote or no table")         \
	X(UNIT_COUNT, 1000000000, "machines", "more in one row is no count; keeps their sum within 64 bits")           \
	X(REJECT_CHARS, 16000, "characters",                                                                           \
	  "shown of a rejected row that could not be told apart; fits a cell of a spreadsheet")                        \
	X(COLUMNS, 4096, "columns", "wide formats have hundreds; keeps a row's index small")                           \
	X(TABLE_CELLS, 200000000, "cells", "filled ones of one container; a full sheet of a million rows has a tenth") \
	X(SHEETS, 255, "sheets", "a workbook with more is no registry; each may have a header of its own")             \
	X(MERGES, 100000, "ranges", "merged ranges of one sheet are kept in memory while it is read")                  \
	X(ZIP_ENTRIES, 10000, "entries", "a workbook has a few dozen; libzip reads the whole directory")               \
	X(INFLATED_MIB, 4096, "MiB", "of one workbook, counted while inflating; a full sheet has about 2,000")         \
	X(INFLATE_RATIO, 250, "times", "inflated to packed, once past 16 MiB; dense sheets reach 60, bombs 1,000")     \
	X(XML_DEPTH, 64, "levels", "of a workbook's elements; sheets use 8")                                           \
	X(XML_TAG_BYTES, 1024 * 1024, "bytes", "of one tag or comment of a workbook; real ones stay under 200,000")    \
	X(CELL_FORMATS, 65536, "formats", "of one workbook; Excel keeps no more")                                      \
	X(FORMAT_BYTES, 1024, "bytes", "of a number format; Excel takes 255 characters")                               \
	X(HTML_DEPTH, 512, "levels", "of a page's open elements; browsers nest them no deeper")                        \
	X(HTML_TABLES, 100000, "tables", "of a page, with those within cells: one a row at most")                      \
	X(HTML_LEVELS, 16, "tables", "in one another; for each level a page is read once more")                        \
	X(SHARED_STRINGS, 20000000, "strings", "of one workbook; each is indexed by 8 bytes in a file")                \
	X(SHARED_STRING_BYTES, 8 * 1024 * 1024, "bytes", "of shared strings kept in memory; the others go to a file")  \
	X(XLS_BYTES, 64 * 1024 * 1024, "bytes", "of a workbook in the old format, which is read whole")                \
	X(DATABASE_TABLES, 10000, "tables", "of one database; each is looked at to find the registry")                 \
	X(SQLITE_MIB, 96, "MiB", "memory of SQLite while it reads a database; its page cache takes 2")                 \
	X(SQLITE_VALUE_MIB, 8, "MiB", "one text of a database; a cell that is read has 64 KiB at most")                \
	X(SQLITE_STEPS, 100, "steps", "of SQLite's machine for a byte of a database; plain tables take some 5")        \
	X(HELPER_MIB, 192, "MiB", "memory of the process that reads workbooks; with the program's own under 256")      \
	X(HELPER_SECONDS, 900, "s", "processor time of that process: a sheet of a million rows takes some 10")         \
	X(HELPER_SILENCE, 3600, "s", "without a byte from that process, then it is given up")                          \
	X(SPILL_MIB, 5120, "MiB",                                                                                      \
	  "of the file into which that process puts what memory should not hold: shared strings, all inflated, and "   \
	  "their index")                                                                                               \
	X(SPOOL_MIB, 2048, "MiB", "of a workbook that comes through a pipe, which is kept in a file to be read")       \
	X(JSON_DEPTH, 64, "levels", "of a registry's objects and lists; records use 3")                                \
	X(JSON_GROWTHS, 64, "times",                                                                                   \
	  "that objects bring keys none had before, behind the first MiB; then they are rejected")                     \
	X(RECORD_PARTS, 5000, "machines", "in the list of one object; its items are held together")                    \
	X(TITLE_ROWS, 20, "rows", "how far above the data a header row is looked for")                                 \
	X(HELD_ROWS, 2000, "rows",                                                                                     \
	  "read ahead of a workbook's sheet where its header row was said to stand so far down")                       \
	X(MAP_ROWS, 200, "rows", "below the header that 'map' looks at: enough to see what a column holds")            \
	X(CONDITION_DEPTH, 32, "levels", "conditions are walked by recursion")                                         \
	X(KNOWN_TEXTS, 4096, "texts", "names of equipment that are kept once read; a registry has fewer")              \
	X(KNOWN_TEXT_BYTES, 1024 * 1024, "bytes", "of such texts together; bounds what hostile ones keep")             \
	X(KNOWN_MODELS, 8192, "models", "that are kept once looked up in a catalogue; others are looked up again")     \
	X(WHATEVER_VALUES, 64, "values", "an enumeration longer than this is never closed in practice")                \
	X(CHANGE_TRIALS, 50000, "trials", "what would change a verdict is sought so long; a tenth of a second")        \
	X(MUTANT_RECORDS, 50000, "records", "tried to tell a mutant from its rule; half a second")                     \
	X(PATTERN_SUBJECT, 512, "bytes", "models are short; bounds the work of a pattern")                             \
	X(PATTERN_MATCHES, 10000, "steps", "a pattern that needs more is unsafe; the result is unknown")

enum {
#define X(name, value, unit, reason) LIMIT_##name = (value),
	LIMITS(X)
#undef X
};

#endif
