# make               the program and the library, in build/
# make demo          sets up what is missing, builds, shows the entities of corpus/
# make check         sets up, builds, passes every test; last line "N passed, N failed"
# make setup         installs what the build needs (Debian 12)
# make install       PREFIX and DESTDIR as usual; make uninstall takes it back
# make deb           Debian packages, in build/deb/ (needs debhelper, libsqlite3-dev)
# make check-deb     lintian, the same bytes twice, and a bare Debian (needs root, debootstrap)
# make bench         speed, memory and start-up beside those of others, and docs/bench/
# make bench-places  what the gazetteer finds and costs
# make check-lists   are the derived lists what tools/import writes? (fetches packages into DIR)
# make sqlite        build/sqlite/dateline.so, the extension of SQLite
# make check-python  the Python package: sdist, wheel, its tests (fetches with pip); with SAN, too
# make check-spark   the Spark job with a killed executor (fetches pyspark; needs Java)
# make check-kill    a run of 100,000 articles that is killed at 20 moments (minutes)
# make score         span precision, recall and F1 of each type against tests/gold/
# make docs          docs/ as HTML in build/docs/; make graph draws the architecture anew
# make web           bundles the page of serve and the report into web/dist (needs node, npm)
# make fuzz-serve    broken requests to serve for TIME seconds; make bench-serve its speed (wrk)
# make check-web     that web/dist is what its sources give; the page in Chromium
# make bless         rewrites tests/golden/ from what comes out now; review it as a diff
# make fuzz-NAME     libFuzzer on tests/fuzz/fuzz_NAME.c for TIME seconds (needs clang)
# make format        clang-format over the sources; make check-format only looks
# make lint          clang-tidy and cppcheck
#
# SAN=address,undefined and CC=clang build and check beside the plain build, in a folder of
# their own below build/. WERROR=1 turns warnings into errors, V=1 shows the commands.

VERSION := $(shell sed -n 's/.*DATELINE_VERSION "\(.*\)"/\1/p' include/dateline.h)
ABI     := 0

PREFIX  ?= /usr/local
LIBDIR  ?= lib
CC      ?= cc
CFLAGS  ?= -O2 -g
DEPS    := libpcre2-8 libutf8proc jansson libmd libarchive gumbo
WARN    := -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wundef -Wvla -Wwrite-strings \
           -Wstrict-prototypes -Wmissing-prototypes -Wno-psabi $(if $(WERROR),-Werror)

SAN     ?=
comma   := ,
B       := build$(if $(SAN),/$(subst $(comma),-,$(SAN)))$(if $(filter clang,$(CC)),/clang)
SANFLAG := $(if $(SAN),-fsanitize=$(SAN) -fno-sanitize-recover=all -fno-omit-frame-pointer)

ALL_CFLAGS = -std=c11 -D_GNU_SOURCE $(WARN) -fPIC -fvisibility=hidden -ffp-contract=off \
             -ffile-prefix-map=$(CURDIR)=. -Iinclude -Isrc -MMD -MP $(shell pkg-config --cflags $(DEPS)) \
             $(SANFLAG) $(CPPFLAGS) $(CFLAGS)

# The archive of each library where there is one, so that the program can be copied.
# Debian's other archives are not position-independent and cannot go into a shared library.
archive = $(or $(wildcard $(shell $(CC) -print-file-name=lib$1.a)),-l$1)
PIC     = $(foreach l,pcre2-8 utf8proc md,$(call archive,$l))
UNPACK  = $(foreach l,archive zstd lzma bz2 z nettle,$(call archive,$l))
STATIC  = $(PIC) $(call archive,jansson) $(call archive,gumbo) $(UNPACK) -lm

# Debian's archive of libmicrohttpd can speak TLS and asks for GnuTLS, of which there is no
# archive that links. serve speaks plain HTTP and never calls it: functions that do nothing
# stand in, one for each that the archive asks for.
MHD     = $(wildcard $(shell $(CC) -print-file-name=libmicrohttpd.a))
HTTP    = $(if $(MHD),$(MHD) $(B)/no_tls.o,-lmicrohttpd) -lpthread

# LINKING=shared, for distributions: shared libraries alone, our own for the program too.
LINKING ?= static
OWN     = $(B)/libdateline$(if $(filter shared,$(LINKING)),.so,.a)
ifeq ($(LINKING),shared)
PIC     = $(shell pkg-config --libs libpcre2-8 libutf8proc libmd)
STATIC  = -Wl,--as-needed $(DYNAMIC)
MHD     =
endif
DYNAMIC = $(shell pkg-config --libs $(DEPS)) -lm
LINK    = $(Q)$(CC) $(SANFLAG) $(LDFLAGS)
Q       = $(if $(V),,@echo '   $@';)

FRONT   := cli serve report
LIB     := $(filter-out $(FRONT:%=src/%/%),$(wildcard src/*.c src/*/*.c))
CLI     := $(wildcard $(FRONT:%=src/%/*.c))
UNIT    := $(patsubst tests/unit/%.c,%,$(wildcard tests/unit/test_*.c))
FUZZ    := $(patsubst tests/fuzz/fuzz_%.c,%,$(wildcard tests/fuzz/fuzz_*.c))
PACKED  := $(shell find rules/en -name '*.rules' -o -name '*.tsv')
SOURCES := $(wildcard include/*.h src/*.c src/*/*.[ch] tools/*.c tools/*/*.[ch] tests/*/*.[ch] bindings/*/*.[ch] bindings/*/*/*.[ch])
OBJECTS := $(LIB:%.c=$(B)/%.o)

CMAKE   := dateline-config.cmake dateline-config-version.cmake
all: $(B)/dateline $(B)/libdateline.a $(B)/libdateline.so $(B)/dateline.pc $(CMAKE:%=$(B)/cmake/%)

$(B)/%.o: %.c
	@mkdir -p $(@D)
	$(Q)$(CC) $(ALL_CFLAGS) -c $< -o $@

# ---- the pack: rules, lists and gazetteer, made by the library itself without one inside
$(B)/nopack.o: src/pack.S
	@mkdir -p $(@D)
	$(Q)$(CC) -c $< -o $@

$(B)/mkpack: $(B)/tools/mkpack.o $(OBJECTS) $(B)/nopack.o
	$(LINK) $^ $(STATIC) -o $@

$(B)/pack.bin: $(B)/mkpack $(PACKED)
	$(Q)$(B)/mkpack rules/en $@

$(B)/pack.o: src/pack.S $(B)/pack.bin
	$(Q)$(CC) -DPACK='"$(B)/pack.bin"' -c $< -o $@

# ---- the library and the program
$(B)/libdateline.a: $(OBJECTS) $(B)/pack.o
	$(Q)rm -f $@ && $(AR) rcs $@ $^

# Where the other archives do not link here either, the shared ones do.
SHARED = $(CC) $(SANFLAG) $(LDFLAGS) -shared -Wl,-soname,libdateline.so.$(ABI) -Wl,--exclude-libs,ALL
$(B)/libdateline.so: $(OBJECTS) $(B)/pack.o
	$(Q)$(SHARED) $^ $(PIC) -ljansson -larchive -lgumbo -lm -o $@ 2>/dev/null || $(SHARED) $^ $(DYNAMIC) -o $@
	@ln -sf libdateline.so $@.$(ABI)

$(B)/no_tls.o: $(MHD)
	$(Q)nm -u $(MHD) 2>/dev/null | sed -n 's/^ *U \(gnutls_.*\)/int \1(void) { return 0; }/p' | \
	  sort -u | $(CC) -w -x c -c - -o $@

$(B)/assets.o: src/serve/assets.S $(wildcard web/dist/* web/openapi.json)
	$(Q)$(CC) -c $< -o $@

$(B)/dateline: $(CLI:%.c=$(B)/%.o) $(B)/assets.o $(OWN) $(if $(MHD),$(B)/no_tls.o)
	$(LINK) $(filter-out %/no_tls.o,$^) $(STATIC) $(HTTP) -o $@

$(B)/dateline.pc: FORCE
	@mkdir -p $(@D)
	@printf '%s\n' 'prefix=$(PREFIX)' 'Name: dateline' \
	  'Description: people, places, dates and percentages in news' 'Version: $(VERSION)' \
	  'Requires.private: $(DEPS)' 'Libs: -L$${prefix}/$(LIBDIR) -ldateline' 'Libs.private: -lm' \
	  'Cflags: -I$${prefix}/include' >$@

$(B)/cmake/%.cmake: packaging/%.cmake.in FORCE
	@mkdir -p $(@D)
	@sed -e 's,@VERSION@,$(VERSION),; s,@ABI@,$(ABI),' \
	  -e 's,@INCLUDE@,$(shell realpath -sm --relative-to=/$(LIBDIR) /include),' $< >$@

# ---- the extension of SQLite, which needs its header (libsqlite3-dev)
$(B)/sqlite/dateline.so: bindings/sqlite/dateline.c $(OWN)
	@mkdir -p $(@D)
	$(Q)$(CC) $(ALL_CFLAGS) $(LDFLAGS) -shared -Wl,--exclude-libs,ALL -MF $(B)/sqlite/dateline.d $^ $(if $(filter static,$(LINKING)),$(PIC) -lm) -o $@

# A maintainer's program: fits the weights of clues on annotated articles.
TUNE := $(wildcard tools/tune/*.c)
$(B)/tune: $(TUNE:%.c=$(B)/%.o) $(OBJECTS) $(B)/nopack.o
	$(LINK) $^ $(STATIC) -o $@

# ---- tests
$(B)/unit/%: $(B)/tests/unit/%.o $(B)/libdateline.a
	@mkdir -p $(@D)
	$(LINK) $^ $(STATIC) -lcmocka -o $@

$(B)/replay/%: $(B)/tests/fuzz/fuzz_%.o $(B)/tests/fuzz/replay.o $(B)/libdateline.a
	@mkdir -p $(@D)
	$(LINK) $^ $(STATIC) -o $@

$(B)/fuzz/%: $(B)/tests/fuzz/fuzz_%.o $(B)/libdateline.a
	@mkdir -p $(@D)
	$(LINK) -fsanitize=fuzzer $^ $(STATIC) -o $@

$(B)/hostile: $(B)/tests/hostile/hostile.o $(B)/libdateline.a
	$(LINK) $^ $(STATIC) -o $@

$(B)/reference: $(B)/tests/reference/reference.o $(B)/libdateline.a
	$(LINK) $^ $(STATIC) -o $@

TESTS = $(B)/sqlite/dateline.so $(UNIT:%=$(B)/unit/%) $(FUZZ:%=$(B)/replay/%) $(B)/hostile \
        $(B)/reference
tests: all $(TESTS)
check-unit: $(UNIT:%=$(B)/unit/%) ; set -e; for t in $^; do $$t; done
sqlite: $(B)/sqlite/dateline.so
check-layers: ; sh tests/layers.sh
check-abi: all ; sh tests/abi.sh $(B)
check-install: all ; sh tests/install.sh $(B)
check-python: all ; sh tests/$(if $(SAN),python_sanitized,python).sh $(B)
check-kill: all ; python3 tests/kill.py $(B)/dateline 100000 20 1000
check-spark: all ; sh integrations/spark/check.sh $(B)
score: $(B)/dateline ; sh tests/score.sh $(B)
bless: all ; sh tests/golden.sh $(B) bless

# Many make processes at once, and pkg-config asked only when it is there.
AGAIN = $(MAKE) --no-print-directory -j$(shell nproc) CC="$(CC)" SAN="$(SAN)"
setup: ; @sh tools/setup.sh
check:
	@sh tools/setup.sh check
	@$(AGAIN) tests
	@sh tests/run.sh $(B)
demo: setup
	@$(AGAIN) all
	@sh tools/demo.sh $(B)

# The sources are built once for all targets; the corpus found so far stays in build/corpus/.
FUZZED = build/fuzzer-no-link-address-undefined/clang/fuzz
fuzz-%:
	@mkdir -p build/corpus/$* tests/fuzz/seeds/$*
	@$(MAKE) --no-print-directory CC=clang CFLAGS='-O1 -g' \
	  SAN=fuzzer-no-link,address,undefined $(FUZZED)/$*
	$(FUZZED)/$* $(addprefix -dict=,$(wildcard tests/fuzz/$*.dict)) -max_total_time=$(or $(TIME),60) -timeout=10 -rss_limit_mb=4096 \
	  -print_final_stats=1 -artifact_prefix=build/corpus/$*- build/corpus/$* tests/fuzz/seeds/$*

# Broken requests to serve, for TIME seconds.
fuzz-serve: $(B)/dateline ; python3 tests/serve/fuzz.py $(B)/dateline $(or $(TIME),60)
bench-serve: $(B)/dateline ; sh bench/serve.sh $(B)
.PHONY: fuzz-serve bench-serve

# TEXT=path measures on one's own articles: NDJSON or a folder.
bench: $(B)/dateline ; CC='$(CC)' bench/run.sh $(B) $(TEXT)

# What the gazetteer finds and costs; its speed on the text that make bench made, if it did.
check-lists:
	python3 tools/import/import.py --download $(or $(DIR),$(B)/packages)
	python3 tools/import/import.py --from $(or $(DIR),$(B)/packages) --check rules/en/lists

bench-places: $(B)/dateline
	@mkdir -p $(B)/bench
	$(CC) -std=c11 -D_GNU_SOURCE -O2 -ffp-contract=off -Iinclude -Isrc -o $(B)/bench/lookups \
	  bench/lookups.c $(B)/libdateline.a $(DYNAMIC)
	python3 bench/places.py $(B)

# ---- the page of serve and the report: web/dist is committed, so that a build needs no npm
web/node_modules: web/package-lock.json
	cd web && npm ci --ignore-scripts --no-audit --no-fund && touch node_modules
.PHONY: web check-web
web: web/node_modules ; cd web && node build.mjs
check-web: $(B)/dateline web/node_modules ; @DATELINE=$(CURDIR)/$(B)/dateline sh tests/web.sh

docs: ; @sh tools/setup.sh docs && python3 tools/docs.py $(B)/docs
graph: ; @python3 tools/include_graph.py
.PHONY: docs graph

# ---- sources
format: ; @clang-format -i $(SOURCES)
check-format: ; @clang-format --dry-run -Werror $(SOURCES)
lint: ; @sh tools/lint.sh

# ---- installing; tests/manifest.txt is the list of what is installed
D = $(DESTDIR)$(PREFIX)
L = $D/$(LIBDIR)
install: all
	install -d $D/bin $D/include $L/pkgconfig $L/cmake/dateline $D/share/man/man1 \
	  $D/share/man/man5 $D/share/bash-completion/completions $D/share/zsh/site-functions
	install -m 755 $(B)/dateline $D/bin/dateline
	install -m 644 include/dateline.h $D/include/dateline.h
	install -m 644 $(B)/libdateline.a $L/libdateline.a
	install -m 755 $(B)/libdateline.so $L/libdateline.so.$(VERSION)
	ln -sf libdateline.so.$(VERSION) $L/libdateline.so.$(ABI)
	ln -sf libdateline.so.$(ABI) $L/libdateline.so
	install -m 644 $(B)/dateline.pc $L/pkgconfig/dateline.pc
	install -m 644 $(CMAKE:%=$(B)/cmake/%) $L/cmake/dateline
	install -m 644 src/cli/dateline.1 $D/share/man/man1/dateline.1
	install -m 644 src/cli/dateline-rules.5 $D/share/man/man5/dateline-rules.5
	$(B)/dateline completion bash >$D/share/bash-completion/completions/dateline
	$(B)/dateline completion zsh >$D/share/zsh/site-functions/_dateline
install-sqlite: sqlite
	install -d $D/lib/sqlite3
	install -m 644 $(B)/sqlite/dateline.so $D/lib/sqlite3/dateline.so
uninstall: ; cd $D && xargs rm -f <$(CURDIR)/tests/manifest.txt

deb: ; sh packaging/deb.sh build/deb
check-deb: ; sh packaging/check.sh
clean: ; rm -rf build bindings/python/build bindings/python/src/*.egg-info bindings/python/LICENSE bindings/python/NOTICE
FORCE: ;
.PHONY: bench-places check-lists FORCE all sqlite tests check check-unit check-layers check-abi check-install check-python check-spark check-kill score bless bench setup demo \
        format check-format lint install install-sqlite uninstall deb check-deb clean
.SECONDARY:
-include $(shell find build -name '*.d' 2>/dev/null)
