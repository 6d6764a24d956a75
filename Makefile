# Every target works from a clean clone: `.venv` is made when it is missing or out of date.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
# Processes that run tests; more than a small machine has cores, as tests that start servers wait half of their time.
WORKERS ?= 4
# Compiled bytecode halves the start-up time of every command.
unexport PYTHONDONTWRITEBYTECODE

.DEFAULT_GOAL := help
.PHONY: help setup demo test check lint audit outdated docs pictures score fit bench soak chaos kills crash clients pythons clean

help: ## Explain every target
	@awk -F':.*## ' '/^[a-z-]+:.*## /{printf "  make %-12s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

$(VENV)/.done: pyproject.toml constraints.txt
	$(PYTHON) -c 'import sys; sys.exit("Python 3.11 or newer is needed, this is " + sys.version.split()[0]) if sys.version_info < (3, 11) else None'
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --upgrade "pip>=25.1"
	$(BIN)/python -m pip install --quiet --constraint constraints.txt --editable '.[dask,documents,explorer,s3]' --group dev
	touch $@

setup: $(VENV)/.done ## Make .venv and install the project with its development tools

demo: setup ## Serve the sample site, run the real ingest flow against it, show what was loaded
	$(BIN)/briefings demo

test: setup ## Run the linters (tests/test_lint.py) and every test but the long ones (three and a half to eight minutes on two cores, as fast as they are)
	$(BIN)/python -m pytest -n $(WORKERS) --dist loadfile --no-loadscope-reorder

check: setup ## Run what one runs all day, in a minute at most: the linters and the tests of parsers and warehouse, without server or network
	$(BIN)/python -m pytest -n auto --maxprocesses 4 --dist worksteal tests/test_lint.py tests/parsers tests/pages tests/warehouse -m "not slow and not soak"

lint: setup ## Check style, types and import contracts
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/lint-imports --no-cache
	$(BIN)/mypy

audit: setup ## Look for known vulnerabilities in the pinned packages, where the service that knows them answers
	.ci/audit $(BIN)/python

outdated: setup ## List the pinned packages of which there is a newer release
	$(BIN)/python -m pip list --outdated

docs: setup ## Write the generated pages of docs/ again (data dictionary, diagram, recipes)
	$(BIN)/python -m docs.build

pictures: setup ## Take the pictures of the explorer in docs/ again, in headless Chromium
	$(BIN)/python -m tests.explorer.pictures

score: setup ## Score the figures against the annotated sets, raise the floors, show what is read otherwise than before
	$(BIN)/python -m tests.gold.score --write
	$(BIN)/python -m tests.gold.drift

fit: setup ## Fit from the annotated sets what each piece of evidence for a figure's name and time is worth (two minutes)
	$(BIN)/python -m pip install --quiet --constraint constraints.txt --group fit
	$(BIN)/python -m tests.gold.fit

bench: setup ## Measure against other ways to build this, side by side; writes docs/performance.md (minutes)
	$(BIN)/python -m benchmarks.run

soak: setup ## Run what takes long: services that are killed, other servers, a week of the schedule, larger sizes (seven to eleven minutes)
	$(BIN)/python -m pytest -n auto --maxprocesses 4 --dist loadfile -m soak

chaos: setup ## Kill ingest at 200 random moments over a faulty site; bounded, resumable (an hour at most)
	$(BIN)/python -m tests.chaos

kills: setup ## Kill exports, retries, corrections, WARC imports, upkeep and migrations, 30 times each (ten minutes)
	$(BIN)/python -m tests.kills

crash: setup ## Kill load and publish at 200 random moments and compare with an undisturbed database
	$(BIN)/python tests/warehouse/crash.py

clients: setup ## Try old and new releases of DuckDB on the reader copy (installs each into a folder that is thrown away)
	$(BIN)/python -m tests.warehouse.clients

pythons: ## Try every Python from 3.11 to 3.14 that is installed, each in an environment that is thrown away (minutes)
	.ci/pythons

clean: ## Remove .venv, build/ and the demo's data
	rm -rf $(VENV) build data/demo
