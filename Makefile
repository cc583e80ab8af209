# Set up, build and test. `make` alone says what there is.
# A stamp file in .venv remembers each installation: the second `make site` only builds.

SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
MAKEFLAGS += --no-builtin-rules --no-print-directory

# Programs are kept compiled, whatever is set around: a test run starts hundreds of them.
export PYTHONDONTWRITEBYTECODE :=

VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --no-input --quiet

# A folder that was moved is installed again: the package is linked to by its full path.
HERE := $(shell printf %s "$(CURDIR)" | cksum | cut -d' ' -f1)
SITE_READY := $(VENV)/.site-$(HERE)
TEST_READY := $(VENV)/.test-$(HERE)
SOAK_READY := $(VENV)/.soak-$(HERE)

# On all cores, but on no more than are useful: each worker builds the site for itself.
PYTEST := $(BIN)/python -m pytest --numprocesses auto --maxprocesses 4 --dist worksteal

.PHONY: help
help:
	@sed -n 's/^## //p' Makefile

## make site    Handbuch und Verzeichnis prüfen und bauen
.PHONY: site
site: $(SITE_READY)
	@# Checks first and builds nothing that is wrong; a `kim check` before it would say all twice.
	$(BIN)/kim build

## make serve   Vorschau im Browser, folgt jeder Änderung
.PHONY: serve
serve: $(SITE_READY)
	$(BIN)/kim serve

## make test    alle Tests (holt Chromium, wenn keiner da ist)
.PHONY: test
test: $(TEST_READY)
	$(BIN)/python tests/chromium.py
	$(PYTEST)

## make quick   die schnellen Tests, ohne Browser
.PHONY: quick
quick: $(TEST_READY)
	$(PYTEST) -m "not browser and not slow"

# As many rounds as the promises name: hours, on a quiet machine.
## make soak    die langen Prüfungen in ganzer Größe, Mutationen, Fuzzing, 50.000 Angebote
.PHONY: soak
soak: $(SOAK_READY)
	$(BIN)/python tests/chromium.py
	KIM_SOAK=1 $(PYTEST) -m "soak or sized"
	$(BIN)/python tests/bench/run.py --services 5000 50000
	$(BIN)/python tests/bench/run.py --services 1000 10000 --languages 10

## make mutation  den Code verändern und sehen, ob die Tests es merken (PARTS="60 rules": weniger)
.PHONY: mutation
mutation: $(SOAK_READY)
	$(BIN)/python -m tests.mutation $(PARTS)

## make bench   bis 10.000 Angebote bauen und messen, auch mit anderen Programmen; Suche, Bericht
.PHONY: bench
bench: $(TEST_READY)
	$(BIN)/python tests/bench/run.py --services 100 1000 10000
	$(BIN)/python -m tests.bench.peers
	$(BIN)/python -m tests.bench.search
	$(BIN)/python -m tests.bench.coverage

# No part of the repository and no dependency of it: nothing but `make bench` looks there.
PEERS := build/peers

## make peers   Hugo, Zensical und Eleventy holen, mit denen `make bench` vergleicht
.PHONY: peers
peers:
	.requirements/make-venv $(PEERS)/venv
	$(PEERS)/venv/bin/python -m pip --disable-pip-version-check --no-input --quiet \
		install --require-hashes -r .requirements/peers.txt
	cp tests/bench/peers/package.json tests/bench/peers/package-lock.json $(PEERS)
	npm ci --prefix $(PEERS) --ignore-scripts --no-audit --no-fund --loglevel=error \
		|| echo 'Eleventy wird nicht gemessen: Node.js fehlt oder das Holen ist gescheitert.'

## make lighthouse  die gebaute Seite mit Lighthouse messen (wenn es installiert ist)
.PHONY: lighthouse
lighthouse: $(TEST_READY)
	$(BIN)/python tests/bench/lighthouse.py site

## make lint    ruff und mypy
.PHONY: lint
lint: $(TEST_READY)
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/python -m mypy

## make format  Python-Code in Form bringen
.PHONY: format
format: $(TEST_READY)
	$(BIN)/ruff check --fix --exit-zero --quiet
	$(BIN)/ruff format

## make docs    erzeugte Teile von docs/ neu schreiben
.PHONY: docs
docs: $(SITE_READY)
	$(BIN)/python -m kim.reference docs/redaktion
	$(BIN)/python -m tests.promises

## make messages  Kataloge der Oberfläche auffrischen (LANGUAGE=pl beginnt eine neue Sprache)
.PHONY: messages
messages: $(SITE_READY)
	$(BIN)/python -m kim.messages macros/kim/locale $(LANGUAGE)

# The lock files hold for every system and every Python from 3.11 on, with one version of each
# package for all of them. uv reads the public index and nothing that is set up on this machine.
# Versions stay as they are; UPGRADE=1 takes the newest. None is older than floors.txt allows.
UV_COMPILE = env -u UV_INDEX -u UV_DEFAULT_INDEX -u UV_INDEX_URL -u UV_EXTRA_INDEX_URL \
	-u UV_FIND_LINKS $(BIN)/uv pip compile --no-config --quiet --universal --generate-hashes \
	--python-version 3.11 --fork-strategy fewest --no-annotate --custom-compile-command "make lock" \
	--constraint .requirements/floors.txt \
	$(if $(UPGRADE),--upgrade)

## make lock    .requirements/*.txt neu schreiben (UPGRADE=1: neueste Fassungen)
.PHONY: lock
lock: $(BIN)/python
	$(PIP) install --require-hashes -r .requirements/lock.txt
	$(UV_COMPILE) --group peers -o .requirements/peers.txt
	$(UV_COMPILE) --group build pyproject.toml -o .requirements/site.txt
	$(UV_COMPILE) --group build --extra test pyproject.toml \
		--constraint .requirements/site.txt -o .requirements/test.txt
	for group in lock soak; do \
		$(UV_COMPILE) --group $$group --constraint .requirements/test.txt \
			-o .requirements/$$group.txt; \
	done
	$(MAKE) sbom

## make sbom    .requirements/sbom.cdx.json neu schreiben: was ausgeliefert wird, mit Lizenzen
.PHONY: sbom
sbom: $(BIN)/python
	$(PIP) install --require-hashes -r .requirements/lock.txt
	$(BIN)/python -m venv --without-pip --clear build/sbom
	$(PIP) --python build/sbom install --require-hashes -r .requirements/site.txt
	$(BIN)/cyclonedx-py environment --output-reproducible --pyproject pyproject.toml \
		--spec-version 1.6 --output-file .requirements/sbom.cdx.json build/sbom/bin/python

## make clean   alles Gebaute und Installierte löschen
.PHONY: clean
clean:
	rm -rf $(VENV) site .site.releases build macros/kim_handbuch.egg-info
	rm -rf .pytest_cache .mypy_cache .ruff_cache .hypothesis
	find macros tests -name __pycache__ -type d -prune -exec rm -rf {} +

$(BIN)/python:
	.requirements/make-venv $(VENV)

$(SITE_READY): .requirements/site.txt pyproject.toml | $(BIN)/python
	$(PIP) install --require-hashes -r .requirements/site.txt
	$(PIP) install --no-index --no-deps --no-build-isolation --editable .
	touch $@

$(TEST_READY): .requirements/test.txt $(SITE_READY)
	$(PIP) install --require-hashes -r .requirements/test.txt
	touch $@

$(SOAK_READY): .requirements/soak.txt $(TEST_READY)
	$(PIP) install --require-hashes -r .requirements/soak.txt
	touch $@
