# Every target works from a clean clone: `.venv` is made when it is missing or out of date.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
# Compiled bytecode halves the start-up time of every command.
unexport PYTHONDONTWRITEBYTECODE

.DEFAULT_GOAL := help
.PHONY: help setup demo test lint audit docs score bench chaos crash clean

help: ## Explain every target
	@awk -F':.*## ' '/^[a-z-]+:.*## /{printf "  make %-12s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

$(VENV)/.done: pyproject.toml constraints.txt
	$(PYTHON) -c 'import sys; sys.exit("Python 3.11 or newer is needed, this is " + sys.version.split()[0]) if sys.version_info < (3, 11) else None'
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --upgrade "pip>=25.1"
	$(BIN)/python -m pip install --quiet --constraint constraints.txt --editable '.[dask,s3]' --group dev
	touch $@

setup: $(VENV)/.done ## Make .venv and install the project with its development tools

demo: setup ## Serve the sample site, run the real ingest flow against it, show what was loaded
	$(BIN)/briefings demo

test: setup lint ## Run the linters and every test
	$(BIN)/python -m pytest -n auto --maxprocesses 4 --dist loadfile --no-loadscope-reorder

lint: setup ## Check style, types and import contracts
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-cache

audit: setup ## Look for known vulnerabilities in the pinned packages, where the service that knows them answers
	.ci/audit $(BIN)/python

docs: setup ## Write the generated pages of docs/ again (data dictionary, diagram, recipes)
	$(BIN)/python -m docs.build

score: setup ## Score the figures against the annotated sets; raise the floors and write docs/accuracy.md
	$(BIN)/python -m tests.gold.score --write

bench: setup ## Measure against other ways to build this, side by side; writes docs/performance.md (minutes)
	$(BIN)/python -m benchmarks.run

chaos: setup ## Kill ingest at 200 random moments over a faulty site; bounded, resumable (an hour at most)
	$(BIN)/python -m tests.chaos

crash: setup ## Kill load and publish at 200 random moments and compare with an undisturbed database
	$(BIN)/python tests/warehouse/crash.py

clean: ## Remove .venv, build/ and the demo's data
	rm -rf $(VENV) build data/demo
