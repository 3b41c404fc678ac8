# newsdb. `make run` serves it, `make check` is the gate; `make help` lists the rest.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
MANAGE := $(BIN)/python manage.py
export PIP_DISABLE_PIP_VERSION_CHECK := 1

.DEFAULT_GOAL := help
.PHONY: help run venv check test browser pictures format messages measure lock

help:  ## this list
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | expand -t 12

run: $(VENV)/.installed  ## set up what is missing, import the seeds, serve on 127.0.0.1:8000, with a worker
	@$(MANAGE) prepare
	@exec $(MANAGE) serve

venv: $(VENV)/.installed $(VENV)/.installed-dev  ## build .venv with everything

check: venv  ## the gate: format, lint, types, import rules, migrations, tests
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy .
	$(BIN)/lint-imports
	$(MANAGE) makemigrations --check --dry-run
	$(MAKE) --no-print-directory test

test: venv  ## the whole suite, on SQLite and on PostgreSQL side by side
	$(BIN)/python -m tests.both

browser: venv  ## the pages in a real Chromium (NEWSDB_BROWSER names another than the first on the path)
	$(BIN)/python -m pytest tests/browser

pictures: venv  ## docs/pictures anew, by the same browser
	$(BIN)/python -m tests.browser.pictures

format: venv  ## put the code in order
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

messages: venv  ## compile the translations (articles/locale) after a change
	$(BIN)/pybabel compile --directory articles/locale --domain django

measure: venv  ## the figures of the documents, anew (minutes; NEWSDB_GOLD names the folder of annotated captures)
	$(BIN)/python -m tests.measure

lock: venv  ## constraints.txt anew from requirements*.txt (needs uv)
	uv pip compile --universal --python-version 3.11 --upgrade --no-header --no-annotate --no-emit-index-url --quiet requirements.txt requirements-dev.txt --output-file constraints.txt
	sed -i '1i # The versions that were tested together; `make lock` makes it anew. requirements*.txt say which ranges are admitted.' constraints.txt

$(VENV)/.installed: requirements.txt constraints.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "newsdb needs Python 3.11 or newer, and $(PYTHON) is $$($(PYTHON) --version 2>&1): run make PYTHON=/path/to/python3.11 $(MAKECMDGOALS)"; exit 1; }
	@echo "Building $(VENV) (about a minute, once)"
	@$(PYTHON) -m venv $(VENV) || { echo "$(PYTHON) cannot build a virtual environment: install its venv module (on Debian: apt-get install python3-venv)"; exit 1; }
	@# pip 23.2 fails on the extras that trafilatura and readability-lxml ask of lxml: upgrade it first.
	@$(BIN)/python -m pip install --quiet --upgrade pip
	@$(BIN)/python -m pip install --quiet --constraint constraints.txt --requirement requirements.txt
	@touch $@

$(VENV)/.installed-dev: $(VENV)/.installed requirements-dev.txt
	@$(BIN)/python -m pip install --quiet --constraint constraints.txt --requirement requirements-dev.txt
	@touch $@
