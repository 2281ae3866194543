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
PKGS  = yaml-0.1 libpcre2-8 libutf8proc libmd

CC     ?= cc
CFLAGS ?= -O2 -g
WARN    = -Wall -Wextra -Wformat=2 -Wconversion -Wsign-conversion -Wswitch-enum -Wimplicit-fallthrough -Wshadow \
          -Wstrict-prototypes -Wmissing-prototypes -Wvla
FLAGS_release =
FLAGS_check   = -Werror
FLAGS_san     = -Werror -O1 -fno-omit-frame-pointer -fsanitize=address,undefined -fno-sanitize-recover=all
FLAGS_cov     = -O0 --coverage
FLAGS_fuzz    = -O1 -fsanitize=fuzzer-no-link,address,undefined
DEFS    = -D_GNU_SOURCE -DPHASEOUT_VERSION='"$(VERSION)"' -DPHASEOUT_PREFIX='"$(PREFIX)"'
COMPILE = $(CC) -std=c11 $(DEFS) -Isrc -Iinclude -I$(B)/gen -fPIC -fvisibility=hidden $(WARN) $(CFLAGS) $(FLAGS_$(VARIANT)) \
          $(shell pkg-config --cflags $(PKGS) 2>/dev/null) -MMD -MP
LINK    = $(CC) $(CFLAGS) $(FLAGS_$(VARIANT)) $(LDFLAGS)
LIBS    = $(shell pkg-config --libs $(PKGS) 2>/dev/null)

room_objs = $(patsubst src/%.c,$(B)/%.o,$(sort $(wildcard src/$(1)/*.c))) $(if $(filter text,$(1)),$(B)/gen/messages_zh.o)
LIB_OBJS  = $(foreach r,$(ROOMS),$(call room_objs,$(r)))
CLI_OBJS  = $(call room_objs,cli)
# tests/unit/ROOM/test_x.c → build/…/unit/ROOM/test_x
UNITS     = $(patsubst tests/%.c,$(B)/%,$(sort $(wildcard tests/unit/*/test_*.c)))
FUZZERS   = $(patsubst tests/fuzz/%.c,%,$(wildcard tests/fuzz/fuzz_*.c))

.PHONY: all demo check check-san deps coverage fuzz bench lint format install uninstall dist help objects units
.SECONDARY:
.DELETE_ON_ERROR:

all: build/phaseout $(B)/libphaseout.so.$(SOVERSION)

build/phaseout: $(B)/phaseout
	@cp $< $@.new && mv $@.new $@

$(B)/phaseout: $(CLI_OBJS) $(B)/libphaseout.a
	$(LINK) -o $@ $^ $(LIBS)

$(B)/libphaseout.a: $(LIB_OBJS)
	@rm -f $@
	ar rcs $@ $^

$(B)/libphaseout.so.$(SOVERSION): $(LIB_OBJS)
	$(LINK) -shared -Wl,-soname,$(notdir $@) -Wl,-z,defs -o $@ $^ $(LIBS)

$(B)/%.o: src/%.c
	@mkdir -p $(@D)
	$(COMPILE) -c -o $@ $<

$(B)/gen/%.o: $(B)/gen/%.c
	$(COMPILE) -c -o $@ $<

$(B)/gen/messages_zh.c: src/text/po/zh.po src/text/po/compile.awk
	@mkdir -p $(@D)
	msgfmt --check -o /dev/null $<
	msgcat --no-wrap --no-location $< | awk -f src/text/po/compile.awk > $@

# --- tests ---------------------------------------------------------------------------------------------------------

upto = $(if $(filter $(1),$(firstword $(2))),$(1),$(firstword $(2)) $(call upto,$(1),$(wordlist 2,99,$(2))))
.SECONDEXPANSION:
$(B)/unit/%: tests/unit/%.c $$(foreach r,$$(call upto,$$(notdir $$(patsubst %/,%,$$(dir $$*))),$$(ROOMS)),$$(call room_objs,$$(r)))
	@mkdir -p $(@D)
	$(COMPILE) -Itests/unit -o $@ $^ $(LDFLAGS) $(LIBS) -lcmocka

# Only the objects of one room, only its tests: make units-value
objects-%: ; @$(MAKE) --no-print-directory $(call room_objs,$*)
units-%: ; @$(MAKE) --no-print-directory run-units UNITS="$(filter $(B)/unit/$*/%,$(UNITS))"
run-units: $(UNITS)
	@set -e; for t in $(UNITS); do echo "== $$t"; $$t; done
