# Two commands do everything: `make demo` and `make test` set up what they need first.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
SHARED ?= ../shared
AXE := tests/browser/node_modules/.package-lock.json

.PHONY: demo test briefs postgres kills gate corpora speed coding columns browser shared check format lint types lock clean

demo: $(READY)  ## read the shipped example
	$(BIN)/sayso read examples/guernica/*.txt --published 2017-04-26

test: $(READY)  ## the tests that need nothing but this repository
	$(BIN)/pytest -n 2 -m "not shared and not browser and not postgres"

postgres: $(READY)  ## the tests of the desk on a PostgreSQL of their own, or that of SAYSO_POSTGRES
	$(if $(SAYSO_POSTGRES),,scripts/with_postgres.sh) $(BIN)/pytest -m postgres tests/desk

kills: $(READY)  ## a hundred processes killed while they add to a desk, on both databases
	SAYSO_KILLS=100 $(if $(SAYSO_POSTGRES),,scripts/with_postgres.sh) $(BIN)/pytest tests/desk/test_processes.py -k killed

gate: $(READY)  ## the figures on our own gold, held against their floors
	$(BIN)/python benchmarks/gate.py

corpora: $(READY)  ## the public test sets, from the folder SAYSO_CORPORA (LIMIT documents of each, or all)
	SAYSO_CORPORA="$${SAYSO_CORPORA:-$(abspath $(SHARED))/bench}" $(BIN)/python benchmarks/run_all.py $(if $(LIMIT),--limit $(LIMIT))

coding: $(READY)  ## the code book of events, from the tables
	$(BIN)/python scripts/coding.py

briefs: $(READY)  ## the example's brief and post, to be read by eye
	$(BIN)/python scripts/briefs.py

columns: $(READY)  ## the columns of exports on their page, from the table
	$(BIN)/python scripts/columns.py

speed: $(READY)  ## what we add on top of the parser, memory and start-up, on newswire from the folder SAYSO_CORPORA
	SAYSO_CORPORA="$${SAYSO_CORPORA:-$(abspath $(SHARED))/bench}" $(BIN)/python benchmarks/speed.py --corpora --limit 30

browser: $(READY) $(AXE)  ## the pages in a real browser; needs chromium, node and npm
	$(BIN)/pytest -m browser tests/browser

shared: $(READY)  ## the tests on the seed page, from the folder SHARED
	SAYSO_SHARED=$(abspath $(SHARED)) $(BIN)/pytest -m shared

check: lint types test

lint: $(READY)
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .

format: $(READY)
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

types: $(READY)
	$(BIN)/mypy

# Locked with hashes; the files name no index.
lock: $(READY)
	$(BIN)/uv pip compile --universal --generate-hashes --no-header --no-annotate --quiet --python-version 3.11 \
		--group dev pyproject.toml --output-file requirements/dev.txt

$(READY): pyproject.toml requirements/dev.txt requirements/uv.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
		|| { echo "Sayso needs Python 3.11 or newer; name one with 'make PYTHON=python3.11 …'" >&2; exit 2; }
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/uv.txt
	$(BIN)/uv pip sync --quiet --require-hashes --python $(BIN)/python requirements/dev.txt requirements/uv.txt
	$(BIN)/uv pip install --quiet --no-deps --no-build-isolation --python $(BIN)/python --editable .
	@touch $@

$(AXE): tests/browser/package.json tests/browser/package-lock.json
	npm ci --prefix tests/browser --no-audit --no-fund
	@touch $@

clean:
	rm -rf $(VENV) tests/browser/node_modules build dist .pytest_cache .mypy_cache .ruff_cache
