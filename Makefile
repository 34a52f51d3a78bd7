# make               the program and the library, in build/
# make demo          sets up what is missing, builds, shows the entities of corpus/
# make check         sets up, builds, passes every test; last line "N passed, N failed"
# make bench         speed on one core, with the ratio to compromise, chrono-node, wc -w
# make install       PREFIX and DESTDIR as usual; make uninstall takes it back
# make fuzz-NAME     libFuzzer on tests/fuzz/fuzz_NAME.c for TIME seconds (needs clang)
# make format        clang-format over the sources
#
# SAN=address,undefined builds and checks under sanitizers, in a folder of its own.

VERSION := $(shell sed -n 's/.*DATELINE_VERSION "\(.*\)"/\1/p' include/dateline.h)
ABI     := 0

PREFIX  ?= /usr/local
CC      ?= cc
CFLAGS  ?= -O2 -g
DEPS    := libpcre2-8 libutf8proc jansson
WARN    := -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wundef -Wvla -Wwrite-strings \
           -Wstrict-prototypes -Wmissing-prototypes $(if $(WERROR),-Werror)

SAN     ?=
comma   := ,
B       := build$(if $(SAN),/$(subst $(comma),-,$(SAN)))$(if $(filter clang,$(CC)),/clang)
SANFLAG := $(if $(SAN),-fsanitize=$(SAN) -fno-sanitize-recover=all -fno-omit-frame-pointer)

ALL_CFLAGS = -std=c11 -D_GNU_SOURCE $(WARN) -fPIC -fvisibility=hidden -ffp-contract=off \
             -Iinclude -Isrc -MMD -MP $(shell pkg-config --cflags $(DEPS)) \
             $(SANFLAG) $(CPPFLAGS) $(CFLAGS)
LIBS       = $(shell pkg-config --libs $(DEPS)) -lmd -lm

LIB   := $(filter-out src/cli/%,$(wildcard src/*.c src/*/*.c))
CLI   := $(wildcard src/cli/*.c)
UNIT  := $(wildcard tests/unit/test_*.c)
FUZZ  := $(patsubst tests/fuzz/fuzz_%.c,%,$(wildcard tests/fuzz/fuzz_*.c))

all: $(B)/dateline $(B)/libdateline.a $(B)/libdateline.so $(B)/dateline.pc

$(B)/%.o: %.c
	@mkdir -p $(@D)
	$(CC) $(ALL_CFLAGS) -c $< -o $@

# The pack: rules, lists and gazetteer, made by the library itself without a pack inside.
$(B)/nopack.o: src/pack.S
	@mkdir -p $(@D)
	$(CC) -c $< -o $@

$(B)/mkpack: $(B)/tools/mkpack.o $(LIB:%.c=$(B)/%.o) $(B)/nopack.o
	$(CC) $(SANFLAG) $(LDFLAGS) $^ $(LIBS) -o $@

$(B)/pack.bin: $(B)/mkpack $(shell find rules/en -name '*.rules' -o -name '*.tsv')
	$(B)/mkpack rules/en $@

$(B)/pack.o: src/pack.S $(B)/pack.bin
	$(CC) -DPACK='"$(B)/pack.bin"' -c $< -o $@

$(B)/libdateline.a: $(LIB:%.c=$(B)/%.o) $(B)/pack.o
	@rm -f $@
	$(AR) rcs $@ $^

$(B)/libdateline.so: $(LIB:%.c=$(B)/%.o) $(B)/pack.o
	$(CC) $(SANFLAG) $(LDFLAGS) -shared -Wl,-soname,libdateline.so.$(ABI) $^ $(LIBS) -o $@

$(B)/dateline: $(CLI:%.c=$(B)/%.o) $(B)/libdateline.a
	$(CC) $(SANFLAG) $(LDFLAGS) $^ $(LIBS) -o $@

$(B)/unit/%: $(B)/tests/unit/%.o $(B)/libdateline.a
	@mkdir -p $(@D)
	$(CC) $(SANFLAG) $^ $(LIBS) -lcmocka -o $@

check-unit: $(UNIT:tests/unit/%.c=$(B)/unit/%)
	set -e; for t in $^; do $$t; done

format: ; clang-format -i include/*.h src/*.c src/*/*.[ch] tests/*/*.c
clean: ; rm -rf build

.PHONY: all check-unit format clean
.SECONDARY:
-include $(shell find build -name '*.d' 2>/dev/null)

$(B)/dateline.pc: Makefile include/dateline.h
	@mkdir -p $(@D)
	printf '%s\n' 'Name: dateline' 'Description: people, places, dates and percentages in news' \
	  'Version: $(VERSION)' 'Requires.private: $(DEPS)' 'Libs: -L$(PREFIX)/lib -ldateline' \
	  'Cflags: -I$(PREFIX)/include' > $@

# TEXT=PATH: NDJSON or a folder of *.txt of one's own instead of made-up articles.
bench: $(B)/dateline ; CC='$(CC)' bench/run.sh $(B) $(TEXT)
.PHONY: bench
