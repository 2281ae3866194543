/*
 * Every diagnostic: X(symbol, id, name, severity). One id, one severity, one paragraph in a man page, one golden test.
 *
 * PO1xx the YAML profile · PO2xx the shape of a file (keys, types) · PO3xx meaning (names, units, quotes, wording) ·
 * PO4xx mapping files and columns · PO5xx rule tests.
 */
#define DIAG_IDS(X)                                                                                                    \
	X(YAML_SYNTAX, "PO101", "syntax", ERROR)                                                                       \
	X(YAML_ENCODING, "PO102", "encoding", ERROR)                                                                   \
	X(DUPLICATE_KEY, "PO103", "duplicate-key", ERROR)                                                              \
	X(ANCHOR, "PO104", "anchor", ERROR)                                                                            \
	X(ALIAS, "PO105", "alias", ERROR)                                                                              \
	X(MERGE_KEY, "PO106", "merge-key", ERROR)                                                                      \
	X(TAG, "PO107", "tag", ERROR)                                                                                  \
	X(SECOND_DOCUMENT, "PO108", "second-document", ERROR)                                                          \
	X(NON_SCALAR_KEY, "PO109", "non-scalar-key", ERROR)                                                            \
	X(TAB_INDENT, "PO110", "tab-indentation", ERROR)                                                               \
	X(EMPTY_VALUE, "PO111", "empty-value", ERROR)                                                                  \
	X(CUT_BY_COMMENT, "PO112", "cut-by-comment", ERROR)                                                            \
	X(CONTROL_CHARACTER, "PO113", "control-character", ERROR)                                                      \
	X(TOO_DEEP, "PO114", "too-deep", ERROR)                                                                        \
	X(TOO_MANY_NODES, "PO115", "too-many-nodes", ERROR)                                                            \
	X(EMPTY_FILE, "PO116", "empty-file", ERROR)                                                                    \
	X(TOO_LARGE, "PO117", "too-large", ERROR)                                                                      \
	X(TOO_MANY_MISTAKES, "PO118", "too-many-mistakes", ERROR)                                                      \
	X(UNKNOWN_SCHEMA, "PO201", "unknown-schema", ERROR)                                                            \
	X(UNKNOWN_KEY, "PO202", "unknown-key", ERROR)                                                                  \
	X(MISSING_KEY, "PO203", "missing-key", ERROR)                                                                  \
	X(WRONG_TYPE, "PO204", "wrong-type", ERROR)                                                                    \
	X(BAD_WORD, "PO205", "bad-word", ERROR) /* not one of a closed list of words */                                \
	X(BAD_NUMBER, "PO206", "bad-number", ERROR)                                                                    \
	X(BAD_DATE, "PO207", "bad-date", ERROR)                                                                        \
	X(EMPTY_LIST, "PO208", "empty-list", ERROR)                                                                    \
	X(BAD_ID, "PO209", "bad-id", ERROR)                                                                            \
	X(DUPLICATE_ID, "PO301", "duplicate-id", ERROR)                                                                \
	X(UNKNOWN_KIND, "PO302", "unknown-kind", ERROR)                                                                \
	X(UNKNOWN_FIELD, "PO303", "unknown-field", ERROR)                                                              \
	X(UNKNOWN_VALUE, "PO304", "unknown-value", ERROR)                                                              \
	X(UNKNOWN_UNIT, "PO305", "unknown-unit", ERROR)                                                                \
	X(UNIT_KIND, "PO306", "unit-kind", ERROR) /* two quantity kinds that never compare */                          \
	X(UNKNOWN_RULE, "PO307", "unknown-rule", ERROR)                                                                \
	X(UNKNOWN_SOURCE, "PO308", "unknown-source", ERROR)                                                            \
	X(OPERATOR_TYPE, "PO309", "operator-type", ERROR) /* an operator on a field whose type it does not know */     \
	X(FALSE_QUOTE, "PO310", "false-quote", ERROR)                                                                  \
	X(WORDING, "PO311", "wording", ERROR)                                                                          \
	X(DISPUTED_WORDING, "PO312", "disputed-wording", ERROR)                                                        \
	X(SOURCE_HASH, "PO313", "source-hash", ERROR)                                                                  \
	X(CYCLE, "PO314", "cycle", ERROR)                                                                              \
	X(REROUTE_TARGET, "PO315", "reroute-target", ERROR)                                                            \
	X(AMBIGUOUS_SPELLING, "PO316", "ambiguous-spelling", ERROR)                                                    \
	X(BAD_PATTERN, "PO317", "bad-pattern", ERROR)                                                                  \
	X(MISSING_FILE, "PO318", "missing-file", ERROR)                                                                \
	X(BAD_CONVERSION, "PO319", "bad-conversion", ERROR)                                                            \
	X(MISSING_TEST, "PO320", "missing-test", WARNING)                                                              \
	X(VALUE_KIND, "PO321", "value-kind", ERROR) /* an enumeration value of another kind */                         \
	X(MISPLACED_KEY, "PO322", "misplaced-key", ERROR) /* a key that says nothing for this type of field */          \
	X(UNKNOWN_CATALOGUE, "PO323", "unknown-catalogue", ERROR)                                                      \
	X(BAD_TABLE, "PO324", "bad-table", ERROR)   /* of a catalogue: its columns and cells */                         \
	X(UNDECLARED, "PO325", "undeclared", ERROR) /* what catalogue.yaml should declare and does not */               \
	X(UNCOVERED, "PO330", "uncovered", ERROR) /* no rule and no not_rules entry quotes it */                       \
	X(NEVER_HOLDS, "PO331", "never-holds", ERROR)                                                                  \
	X(SUPERFLUOUS_BRANCH, "PO332", "superfluous-branch", WARNING)                                                  \
	X(IDLE_EXCEPTION, "PO333", "idle-exception", WARNING) /* one that never matters */                             \
	X(ALWAYS_EXCEPTED, "PO334", "always-excepted", ERROR)                                                          \
	X(DUPLICATE_RULE, "PO335", "duplicate-rule", WARNING)                                                          \
	X(UNUSED, "PO336", "unused", WARNING)                                                                          \
	X(UNSAFE_PATTERN, "PO337", "unsafe-pattern", WARNING)                                                          \
	X(IDLE_READING, "PO338", "idle-reading", WARNING) /* one that says what the rule says */                       \
	X(OVERLAP, "PO350", "overlap", WARNING) /* two rules condemn one machine on the same facts */                  \
	X(SUPERFLUOUS_RULE, "PO351", "superfluous-rule", WARNING) /* another condemns all that it does */              \
	X(GAP, "PO352", "gap", WARNING) /* between rules that divide a field */                                        \
	X(NEVER_CLEAR, "PO353", "never-clear", WARNING) /* every value condemns */                                     \
	X(UNDECIDED, "PO354", "undecided", WARNING) /* by what no registry says */                                     \
	X(STALE, "PO355", "stale", WARNING) /* a date that time has overtaken */                                       \
	X(UNCITED, "PO356", "uncited", WARNING) /* neither a quote nor a reason backs it */                            \
	X(OUT_OF_SECTION, "PO357", "out-of-section", WARNING) /* not_rules beside what the pack encodes */             \
	X(UNTIDY, "PO358", "untidy", WARNING) /* white space that says nothing */                                      \
	X(OVERLAY_TARGET, "PO360", "overlay-target", ERROR)                                                            \
	X(NOT_TIGHTER, "PO361", "not-tighter", ERROR)                                                                  \
	X(NOT_LOOSER, "PO362", "not-looser", ERROR)                                                                    \
	X(IDLE_CHANGE, "PO363", "idle-change", ERROR) /* an overlay's that changes nothing */                          \
	X(MAPPED_COLUMN_ABSENT, "PO401", "mapped-column-absent", ERROR)                                                \
	X(MAPS_NOTHING, "PO402", "maps-nothing", ERROR)                                                                \
	X(FIELD_TWICE, "PO403", "field-twice", ERROR)                                                                  \
	X(TEST_FAILED, "PO501", "test-failed", ERROR)                                                                  \
	X(BOUNDARY_FAILED, "PO502", "boundary-failed", ERROR)                                                          \
	X(LEAF_IDLE, "PO503", "leaf-idle", ERROR) /* no record's verdict turns on it */                                \
	X(NOT_EXERCISED, "PO504", "not-exercised", ERROR)                                                              \
	X(HARDLY_EXERCISED, "PO505", "hardly-exercised", WARNING)                                                      \
	X(MUTANT_SURVIVES, "PO506", "mutant-survives", ERROR)                                                          \
	X(MUTANT_UNDECIDED, "PO507", "mutant-undecided", ERROR)
