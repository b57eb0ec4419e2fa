PYTHON ?= python3
BIN := .venv/bin
READY := .venv/.ready
.DEFAULT_GOAL := help
SHARED := -n auto --maxprocesses 4 --dist worksteal
# Tests of the database wait more than they compute: each process has a Neo4j of its own, unless one is named.
# Files begin in the order of REAL: those of few long tests first, so that short ones fill the end.
SERVED := $(if $(NETZBLICK_TEST_NEO4J_URL),,-n 3 --dist loadfile --no-loadscope-reorder)
ALONE := "not db and not browser and not timed"
COMPUTED := records network analysis intake
COVERED := tests/unit tests/properties/test_backup_file.py
REAL := tests/faults tests/browser tests/db tests/http
TIMED := tests/http tests/unit/intake tests/unit/usecases
unexport PYTHONDONTWRITEBYTECODE  # compiled tests are kept: compiling them takes longer than finding them

.PHONY: help setup demo test check lint test-db test-browser test-spark mutants fuzz bench bench-scale faults load sbom docs lock browser

help:           ## this list
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed 's/:[^#]*##/\t/' | expand -t 14

setup: $(READY) ## make .venv with everything the lock file names

$(READY): requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Netzblick needs Python 3.11 or newer")'
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --only-binary :all: -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --no-index --editable .
	@touch $(READY)

demo: setup     ## load the example cities into a real Neo4j, write the reports, serve pages and API
	$(BIN)/netzblick demo

test: setup browser ## run every test, also those against Neo4j and a real browser
	$(BIN)/pytest $(SHARED) -m $(ALONE) $(COVERED) $(addprefix --cov=app.,$(COMPUTED) store) --cov-report=
	$(BIN)/python -m tests.covered $(COMPUTED)
	$(BIN)/pytest $(SHARED) -m $(ALONE) $(addprefix --ignore=,$(COVERED))
	$(BIN)/pytest -m timed $(TIMED)
	$(BIN)/pytest $(SERVED) -m "(db or browser) and not timed" $(REAL) --cov=app.store --cov-append --cov-report=
	$(BIN)/python -m tests.covered store

check: lint     ## lint, and the quick tests without a database; the laws of tests/properties wait for make test
	$(BIN)/pytest -q $(SHARED) -m "not db and not browser and not timed and not slow" --hypothesis-profile=quick tests/unit tests/contract

lint: setup     ## formatting, rules, types, layers
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-cache

test-db: setup  ## only the tests against the real Neo4j
	$(BIN)/pytest $(SERVED) -m "db and not browser"

test-browser: setup browser ## only the tests in a real browser
	$(BIN)/pytest $(SERVED) -m browser

test-spark: setup ## only the tests on Spark, in .venv-spark; pyspark comes as source alone (460 MB), Java 17 or 21 must be there
	@test -x .venv-spark/bin/python || $(PYTHON) -m venv .venv-spark
	.venv-spark/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes --only-binary :all: -r requirements.lock
	.venv-spark/bin/python -m pip install --quiet --disable-pip-version-check "pyspark>=4"
	.venv-spark/bin/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --no-index --editable .
	.venv-spark/bin/pytest tests/spark

browser: setup
	@$(BIN)/python -m tests.chromium

mutants: setup  ## make small wrong changes and tell which of them no test notices
	$(BIN)/python -m tests.mutants

fuzz: setup     ## ask the service at random what its description allows, for SECONDS (240); schemathesis is installed aside
	@test -x .fuzz/bin/schemathesis || { $(PYTHON) -m venv .fuzz && .fuzz/bin/pip install --quiet schemathesis==4.32.5 httpx==0.28.1; }
	$(BIN)/python -m tests.fuzz $(SECONDS)

bench: setup    ## measure, and write docs/benchmarks.md
	$(BIN)/python -m tests.benchmarks

bench-scale:    ## measure many cities and large networks on Spark too (after make test-spark), and write it into docs/scaling.md
	.venv-spark/bin/python -m pip install --quiet --disable-pip-version-check duckdb
	.venv-spark/bin/python -m tests.benchmarks.scale

faults: setup   ## kill, freeze and cut off database, service, line and disk many times; write docs/reliability.md
	$(BIN)/python -m tests.faults

load: setup     ## ask more than the service can answer; write docs/reliability.md; Go builds the sender, vegeta, aside
	@test -x .load/vegeta || GOBIN=$(CURDIR)/.load go install github.com/tsenart/vegeta/v12@v12.13.0
	$(BIN)/python -m tests.load

sbom: setup     ## write dist/sbom.cdx.json: every package, jar and file of others that belongs to Netzblick
	$(BIN)/python -m scripts.sbom

docs: setup     ## renew the pages of docs that are made from the code
	$(BIN)/python -m scripts.queries
	$(BIN)/python -m scripts.schema_page
	$(BIN)/python -m scripts.headings
	$(BIN)/python -m scripts.house
	$(BIN)/python -m tests.openapi_snapshot
	$(BIN)/python -m tests.analysis_list
	$(BIN)/python -m tests.sensitivity

lock: setup     ## renew requirements.lock
	$(BIN)/uv pip compile --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-annotate --no-header --group dev pyproject.toml -o requirements.lock
