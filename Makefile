# phaseout: the only build. `make help` lists the targets. Variants stand side by side under build/.
VERSION   = 0.1.0
SOVERSION = 0
PREFIX   ?= /usr/local
DESTDIR  ?=
VARIANT  ?= release
B         = build/$(VARIANT)

# The rooms of src/, from the ground up. A test of a room is linked with that room and those before it, nothing else.
CORE  = base text value yaml vocabulary rules judge
ROOMS = $(CORE) os registry screen proof report api
PKGS  = yaml-0.1 libpcre2-8 libutf8proc nettle
# The helper process that reads untrusted containers: rooms and libraries of its own, of which the command links none.
READ_ROOMS = base text read
READ_PKGS  = libzip expat sqlite3 libxml-2.0

CC     ?= cc
CFLAGS ?= -O2 -g
WARN    = -Wall -Wextra -Wformat=2 -Wconversion -Wsign-conversion -Wswitch-enum -Wimplicit-fallthrough -Wshadow \
          -Wstrict-prototypes -Wmissing-prototypes -Wvla
FLAGS_release =
FLAGS_check   = -Werror -DPHASEOUT_EVERY_MESSAGE
FLAGS_san     = $(FLAGS_check) -O1 -fno-omit-frame-pointer -fsanitize=address,undefined -fno-sanitize-recover=all
FLAGS_cov     = -O0 --coverage
FLAGS_fuzz    = -O1 -fsanitize=fuzzer-no-link,address,undefined -fno-sanitize-recover=all
DEFS    = -D_GNU_SOURCE -DPHASEOUT_VERSION='"$(VERSION)"' -DPHASEOUT_PREFIX='"$(PREFIX)"'
# asked once, when first needed: `make deps` may have to install pkg-config before
PKG_CFLAGS = $(eval PKG_CFLAGS := $(shell pkg-config --cflags $(PKGS)))$(PKG_CFLAGS)
PKG_LIBS   = $(eval PKG_LIBS := $(shell pkg-config --libs $(PKGS)))$(PKG_LIBS)
READ_CFLAGS = $(eval READ_CFLAGS := $(shell pkg-config --cflags $(READ_PKGS)))$(READ_CFLAGS)
READ_LIBS   = $(eval READ_LIBS := $(shell pkg-config --libs $(READ_PKGS) libutf8proc nettle))$(READ_LIBS)
COMPILE = $(CC) -std=c11 $(DEFS) -Isrc -Iinclude -I$(B)/gen -fPIC -fvisibility=hidden $(WARN) $(CFLAGS) $(FLAGS_$(VARIANT)) \
          $(PKG_CFLAGS) $(ROOM_CFLAGS) -MMD -MP
LINK    = $(CC) $(CFLAGS) $(FLAGS_$(VARIANT)) $(LDFLAGS)
LIBS    = $(PKG_LIBS)
SAY     = $(if $(QUIET),:,printf '  %-4s %s\n')

room_objs = $(patsubst src/%.c,$(B)/%.o,$(sort $(wildcard src/$(1)/*.c))) $(if $(filter text,$(1)),$(B)/gen/messages_zh.o)
LIB_OBJS  = $(foreach r,$(ROOMS),$(call room_objs,$(r)))
CLI_OBJS  = $(call room_objs,cli)
READ_OBJS = $(foreach r,$(READ_ROOMS),$(call room_objs,$(r)))
# tests/unit/ROOM/test_x.c → build/…/unit/ROOM/test_x
UNITS     = $(patsubst tests/%.c,$(B)/%,$(sort $(wildcard tests/unit/*/test_*.c)))
# the packs of rules that are shipped
PACKS     = $(patsubst rules/%/pack.yaml,%,$(sort $(wildcard rules/*/pack.yaml)))
FUZZERS   = $(patsubst tests/fuzz/%.c,$(B)/fuzz/%,$(sort $(wildcard tests/fuzz/fuzz_*.c)))

.PHONY: all demo check check-san slow schemas deps coverage fuzz bench lint format install uninstall dist help suite run-units FORCE
.SECONDARY:
.DELETE_ON_ERROR:

all: build/phaseout build/phaseout-read $(B)/libphaseout.so.$(SOVERSION)

build/phaseout build/phaseout-read: build/%: $(B)/%
	@cp $< $@.new && mv $@.new $@

# what may be written in it is known from its start: nothing is bound or loaded while it reads
$(B)/phaseout-read: LINK += -Wl,-z,relro,-z,now
$(B)/phaseout-read: $(READ_OBJS)
	@$(SAY) LINK $@
	@$(LINK) -o $@ $^ $(READ_LIBS)

$(B)/phaseout: $(CLI_OBJS) $(B)/libphaseout.a
	@$(SAY) LINK $@
	@$(LINK) -o $@ $^ $(LIBS)

$(B)/libphaseout.a: $(LIB_OBJS)
	@rm -f $@
	@ar qcs $@ $^ # q: two rooms may have files of one name

$(B)/libphaseout.so.$(SOVERSION): $(LIB_OBJS)
	@$(SAY) LINK $@
	@$(LINK) -shared -Wl,-soname,$(notdir $@) -Wl,-z,defs -o $@ $^ $(LIBS)

$(B)/read/%.o: ROOM_CFLAGS = $(READ_CFLAGS) -fstack-protector-strong
# Workbooks are written by a library that is opened when it is needed (report/xlsx_library.h): its name, and that of the one it writes ZIP with.
soname = $(shell readelf -d $$($(CC) -print-file-name=libxlsxwriter.so) | sed -n 's/.*$(1).*\[\(lib$(2).*\)\]/\1/p')
XLSX_CFLAGS = $(eval XLSX_CFLAGS := -DPHASEOUT_XLSXWRITER='"$(call soname,SONAME,xlsxwriter)"' -DPHASEOUT_MINIZIP='"$(call soname,NEEDED,minizip)"')$(XLSX_CFLAGS)
$(B)/report/xlsx_library.o: ROOM_CFLAGS = $(XLSX_CFLAGS)
$(B)/%.o: src/%.c Makefile
	@mkdir -p $(@D)
	@$(SAY) CC $<
	@$(COMPILE) -c -o $@ $<

$(B)/gen/%.o: $(B)/gen/%.c
	@$(COMPILE) -c -o $@ $<

$(B)/gen/messages_zh.c: src/text/po/zh.po src/text/po/compile.awk
	@mkdir -p $(@D)
	@msgfmt --check -o /dev/null $<
	@msgcat --no-wrap --no-location $< | LC_ALL=C awk -f src/text/po/compile.awk > $@

# --- tests ---------------------------------------------------------------------------------------------------------

upto = $(if $(filter $(1),$(firstword $(2))),$(1),$(firstword $(2)) $(call upto,$(1),$(wordlist 2,99,$(2))))
.SECONDEXPANSION:
$(B)/unit/%: tests/unit/%.c $$(foreach r,$$(call upto,$$(firstword $$(subst /, ,$$*)),$$(ROOMS)),$$(call room_objs,$$(r)))
	@mkdir -p $(@D)
	@$(SAY) TEST $<
	@$(COMPILE) -Itests -Itests/unit -o $@ $(filter %.c %.o,$^) $(LDFLAGS) $(LIBS) -lcmocka

$(B)/unit/text/test_json_read: LDFLAGS += -ljansson # its oracle

$(B)/unit/read/test_xls: LDFLAGS += -lfreexl # its oracle
$(B)/unit/read/%: tests/unit/read/%.c $(filter-out %/read/main.o,$(READ_OBJS))
	@mkdir -p $(@D)
	@$(SAY) TEST $<
	@$(COMPILE) $(READ_CFLAGS) -Itests -Itests/unit -o $@ $(filter %.c %.o,$^) $(LDFLAGS) $(READ_LIBS) -lcmocka

# Only the objects of one room, only its tests: make objects-value, make units-value
objects-%: ; @$(MAKE) --no-print-directory $(call room_objs,$*)
units-%: ; @$(MAKE) --no-print-directory run-units UNITS="$(filter $(B)/unit/$*/%,$(UNITS))"
run-units: $(UNITS)
	@set -e; for t in $(UNITS); do echo "== $$t"; $$t; done

# A fuzz target with a main that reads its corpus: a plain test. With libFuzzer instead: make fuzz
$(B)/fuzz/%: tests/fuzz/%.c $(if $(filter fuzz,$(VARIANT)),,tests/fuzz/corpus_main.c) $(B)/libphaseout.a
	@mkdir -p $(@D)
	@$(SAY) FUZZ $<
	@$(COMPILE) -Itests -o $@ $(filter %.c %.a,$^) $(LDFLAGS) $(LIBS) $(if $(filter fuzz,$(VARIANT)),-fsanitize=fuzzer)

# Targets of the helper's readers: its objects and libraries instead of ours.
READ_FUZZERS = $(filter $(patsubst %,$(B)/fuzz/fuzz_%,xlsx xls html sqlite),$(FUZZERS))
$(READ_FUZZERS): $(B)/fuzz/%: tests/fuzz/%.c $(if $(filter fuzz,$(VARIANT)),,tests/fuzz/corpus_main.c) $(filter-out %/read/main.o,$(READ_OBJS))
	@mkdir -p $(@D)
	@$(SAY) FUZZ $<
	@$(COMPILE) -Itests -o $@ $(filter %.c %.o,$^) $(LDFLAGS) $(READ_LIBS) $(if $(filter fuzz,$(VARIANT)),-fsanitize=fuzzer)

# Everything that a variant must pass.
suite: $(B)/phaseout $(B)/phaseout-read $(UNITS) $(FUZZERS)
	@set -e; for t in $(UNITS); do echo "== $$t"; $$t; done
	@set -e; for t in $(FUZZERS); do $$t tests/fuzz/corpus/$${t##*/fuzz_}; done
	tests/run-cases.sh $(B)/phaseout
	tests/check-invariance.sh $(B)/phaseout
	tests/check-mapping.sh $(B)/phaseout
	tests/check-sandbox.sh $(B)
	@set -e; for p in $(PACKS); do echo "== rules/$$p"; $(B)/phaseout lint --coverage --rules-dir rules rules/$$p >/dev/null; \
	  $(B)/phaseout test --rules-dir rules $$p; $(B)/phaseout test --boundaries --coverage --rules-dir rules $$p; \
	  $(B)/phaseout test --mutants --rules-dir rules $$p; done

check: deps
	$(MAKE) --no-print-directory VARIANT=check suite
	$(MAKE) --no-print-directory all
	tests/check-layers.sh
	tests/check-banned.sh
	tests/check-core.sh build/check
	tests/check-messages.sh
	tests/check-man.sh build/check/phaseout
	tests/check-progress.sh build/phaseout
	tests/check-schema.sh build/phaseout
	$(MAKE) --no-print-directory VARIANT=check build/check/unit/registry/schema_dump
	tests/check-files.sh build/check/unit/registry/schema_dump
	tests/check-document.sh build/phaseout
	$(MAKE) --no-print-directory VARIANT=check build/check/unit/registry/csv_dump
	tests/check-csv.sh build/check/unit/registry/csv_dump
	tests/check-formats.sh build/check/phaseout
	tests/check-sensitivity.sh build/check/phaseout
	tests/check-diff.sh build/check/phaseout
	$(MAKE) --no-print-directory build/bench/generate
	tests/check-bench.sh build/phaseout build/bench/generate
	tests/check-docs.sh build/phaseout
	tests/check-install.sh
	$(MAKE) --no-print-directory check-san
	@echo "check: everything passed"

# What takes minutes, and what others wrote: hostile files in time and memory, every file of ../shared/corpora.
slow: deps
	$(MAKE) --no-print-directory all
	$(MAKE) --no-print-directory VARIANT=san build/san/phaseout build/san/phaseout-read
	tests/check-hostile.sh build/phaseout
	tests/check-hostile.sh build/san/phaseout 10 0
	tests/slow/corpora.sh build/san/phaseout
	$(MAKE) --no-print-directory VARIANT=check build/check/unit/read/html_dump
	tests/slow/pages.sh build/check/unit/read/html_dump
	tests/slow/editor.sh
	@echo "slow: everything passed"

# rules/schema/ anew, from the tables by which files are read
schemas:
	$(MAKE) --no-print-directory VARIANT=check build/check/unit/registry/schema_dump
	tests/check-files.sh build/check/unit/registry/schema_dump write

check-san: deps
	ASAN_OPTIONS=detect_stack_use_after_return=1 UBSAN_OPTIONS=print_stacktrace=1 $(MAKE) --no-print-directory VARIANT=san suite

fuzz: SECONDS_EACH ?= 60
fuzz:
	$(MAKE) --no-print-directory VARIANT=fuzz CC=clang fuzzers
	@set -e; for t in $(patsubst $(B)/%,build/fuzz/%,$(FUZZERS)); do n=$${t##*/fuzz_}; mkdir -p build/fuzz/found/$$n; \
	  echo "== $$n"; $$t -max_total_time=$(SECONDS_EACH) -artifact_prefix=build/fuzz/found/ build/fuzz/found/$$n tests/fuzz/corpus/$$n; done
fuzzers: $(FUZZERS)

coverage:
	@command -v lcov >/dev/null || { echo "coverage: lcov is missing: apt-get install lcov" >&2; exit 1; }
	$(MAKE) --no-print-directory VARIANT=cov run-units build/cov/phaseout
	tests/run-cases.sh build/cov/phaseout
	lcov -q -c -d build/cov --no-external -b . -o build/cov/all.info
	genhtml -q -o build/cov/html build/cov/all.info
	@lcov --summary build/cov/all.info

bench: build/phaseout build/phaseout-read build/bench/generate build/bench/measure build/bench/xlsx_gen build/bench/xlsx_alone build/bench/sqlite_alone build/bench/models
	tests/bench/run.sh build/phaseout build/bench
	tests/bench/xlsx.sh build/phaseout-read build/bench
	tests/bench/sqlite.sh build/phaseout-read build/bench
	build/bench/models
build/bench/xlsx_gen: BENCH_PKGS = xlsxwriter
build/bench/xlsx_alone: BENCH_PKGS = libzip expat
build/bench/sqlite_alone: BENCH_PKGS = sqlite3
build/bench/models: tests/bench/models.c build/release/libphaseout.a
	@mkdir -p $(@D)
	@$(COMPILE) -Itests -o $@ $^ $(LDFLAGS) $(LIBS)
build/bench/%: tests/bench/%.c
	@mkdir -p $(@D)
	@$(CC) -std=c11 $(DEFS) $(WARN) $(CFLAGS) -o $@ $< $(if $(BENCH_PKGS),$$(pkg-config --cflags --libs $(BENCH_PKGS)))

lint: ; cppcheck -q --std=c11 --enable=warning,portability --inline-suppr --suppress='*:build/*' -Isrc -Iinclude src
format: ; git clang-format -qf --extensions c,h # the lines changed since the last commit; what was aligned by hand stays

# --- what a fresh machine lacks ------------------------------------------------------------------------------------

# the tests ask for more than the build; Debian's Python, whatever else is on the PATH
CHECK_PKGS = cmocka:libcmocka-dev jansson:libjansson-dev freexl:libfreexl-dev
PYTHON     = /usr/bin/python3
deps:
	@have() { command -v $$1 >/dev/null 2>&1; }; missing=; \
	have $(CC) && [ -e /usr/include/stdio.h ] || missing="$$missing gcc libc6-dev"; \
	have pkg-config || missing="$$missing pkg-config"; have msgfmt || missing="$$missing gettext"; \
	for p in yaml-0.1:libyaml-dev libpcre2-8:libpcre2-dev libutf8proc:libutf8proc-dev nettle:nettle-dev \
	    libzip:libzip-dev expat:libexpat1-dev sqlite3:libsqlite3-dev libxml-2.0:libxml2-dev xlsxwriter:libxlsxwriter-dev $(CHECK_PKGS); do \
	  pkg-config --exists $${p%%:*} 2>/dev/null || missing="$$missing $${p#*:}"; done; \
	[ -z "$(CHECK_PKGS)" ] || have mandoc || missing="$$missing mandoc"; \
	[ -z "$(CHECK_PKGS)" ] || $(PYTHON) -c 'import jsonschema, html5lib, yaml, markdown_it' 2>/dev/null || missing="$$missing python3-jsonschema python3-html5lib python3-yaml python3-markdown-it"; \
	[ -n "$$missing" ] || exit 0; \
	echo "deps: installing$$missing"; \
	sudo=; [ "$$(id -u)" = 0 ] || sudo=sudo; \
	$$sudo apt-get -qq update && $$sudo env DEBIAN_FRONTEND=noninteractive apt-get -qq -y --no-install-recommends install $$missing >/dev/null

demo: CHECK_PKGS =
demo: deps
	@$(MAKE) --no-print-directory all
	@echo; echo "\$$ phaseout check samples/furnaces-and-kilns.csv"; build/phaseout check samples/furnaces-and-kilns.csv --show all || [ $$? -le 3 ]

# --- installing ----------------------------------------------------------------------------------------------------

D = $(DESTDIR)$(PREFIX)
install: all $(B)/phaseout.pc
	install -d $(D)/bin $(D)/libexec/phaseout $(D)/lib/pkgconfig $(D)/include/phaseout $(D)/share/phaseout $(D)/share/man/man1 $(D)/share/man/man3 $(D)/share/man/man5
	install -m 755 build/phaseout $(D)/bin/
	install -m 755 build/phaseout-read $(D)/libexec/phaseout/
	install -m 644 $(B)/libphaseout.a $(D)/lib/
	install -m 755 $(B)/libphaseout.so.$(SOVERSION) $(D)/lib/
	ln -sf libphaseout.so.$(SOVERSION) $(D)/lib/libphaseout.so
	install -m 644 $(B)/phaseout.pc $(D)/lib/pkgconfig/
	install -m 644 include/phaseout/*.h $(D)/include/phaseout/
	cp -R rules/. $(D)/share/phaseout/
	for n in 1 3 5; do install -m 644 man/*.$$n $(D)/share/man/man$$n/; done
uninstall:
	rm -rf $(D)/bin/phaseout $(D)/libexec/phaseout $(D)/lib/libphaseout.* $(D)/lib/pkgconfig/phaseout.pc $(D)/include/phaseout $(D)/share/phaseout
	for f in man/*; do rm -f $(D)/share/man/man$${f##*.}/$${f##*/}; done
$(B)/phaseout.pc: Makefile
	@mkdir -p $(@D)
	@printf '%s\n' 'prefix=$(PREFIX)' 'Name: phaseout' 'Description: screens plant registries against capacity-elimination rules' \
	  'Version: $(VERSION)' 'Requires.private: $(PKGS)' 'Libs: -L$${prefix}/lib -lphaseout' 'Cflags: -I$${prefix}/include' > $@
dist:
	git archive --prefix=phaseout-$(VERSION)/ -o build/phaseout-$(VERSION).tar.gz HEAD

help:
	@echo "all        build/phaseout and the library"
	@echo "demo       install what is missing, build, screen a sample registry"
	@echo "check      install what is missing, build, run every test, also under ASan+UBSan"
	@echo "check-san  the tests under ASan+UBSan alone"
	@echo "slow       hostile files in time and memory; the corpora of ../shared under ASan+UBSan"
	@echo "schemas    write rules/schema/ anew, from the tables by which files are read"
	@echo "deps       only install what is missing"
	@echo "format     clang-format the lines changed since the last commit"
	@echo "coverage fuzz bench lint install uninstall dist"

-include $(shell find $(B) -name '*.d' 2>/dev/null)
