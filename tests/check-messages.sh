#!/bin/sh
# Every message of the code has Chinese words in src/text/po/zh.po. Messages are string arguments of the functions named here, or strings in tables
# marked N_("…").
set -eu
cd "$(dirname "$0")/.."
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
xgettext --from-code=UTF-8 -o "$work/all.pot" --no-wrap --keyword --keyword=words_printf:2 --keyword=WORDS_SAY:3 \
	--keyword=diag_add:5 --keyword=diag_hint:2 --keyword=message:2 --keyword=phaseout_message:2 --keyword=cli_words:2 --keyword=N_ \
	--keyword=document_add:2 --keyword=document_say:2 --keyword=document_heading_of:3 --keyword=document_fact:2 --keyword=document_fact_of:2 \
	$(find src -name '*.[ch]' | sort) 2>/dev/null
# what is in all.pot and has no words in zh.po
msgcat --no-wrap --use-first -o "$work/both.po" src/text/po/zh.po "$work/all.pot"
msgattrib --no-wrap --untranslated -o "$work/missing.po" "$work/both.po"
if [ -s "$work/missing.po" ]; then
	grep -v '^msgstr ""$' "$work/missing.po" >&2
	echo "messages: $(grep -c '^msgid' "$work/missing.po") have no Chinese words" >&2
	exit 1
fi
echo "messages: $(grep -c '^msgid' "$work/all.pot") have Chinese words"
