# `make demo` to try it, `make test` to check it. Nothing has to be prepared but Python 3.11, 3.12 or 3.13.
PYTHON ?= python3
UV ?= uv
VENV := .venv
RUN := $(VENV)/bin/python
CODE := bot handlers storage playground tests benchmarks

# Half of the time a test waits for a program it has started: four at once also keep two processors busy.
WORKERS ?= 4

export PIP_DISABLE_PIP_VERSION_CHECK := 1

.DEFAULT_GOAL := help
.PHONY: help setup demo test bench chaos gallery format lock
.DELETE_ON_ERROR:

help:
	@echo "make demo     the bot and a throwaway Slack in your browser, on this machine only"
	@echo "make test     every check: ruff, mypy, import-linter, pytest"
	@echo "make bench    speed, memory and start-up, beside simpler programs in the same run"
	@echo "make bench-verbatims   how well comments are read, on labelled ones kept beside the project"
	@echo "make chaos    the bot killed hundreds of times, while messages fall due and people like them"
	@echo "make gallery  a page of every card and form, as Slack and as Discord show them, and pictures of it"
	@echo "make setup    only install what the checks need, in $(VENV)"
	@echo "make format   put the code in its usual shape"
	@echo "make lock     choose the versions again (needs uv)"

demo: $(VENV)/.runtime
	$(RUN) -m bot demo $(ARGS)

# Each of the workers compiles every test: Python keeps what it compiled for the next run, whatever it was told before.
test: export PYTHONDONTWRITEBYTECODE :=
test: $(VENV)/.dev
	$(RUN) -m ruff check .
	$(RUN) -m ruff format --check .
	$(RUN) -m mypy --strict $(CODE)
	$(VENV)/bin/lint-imports
	$(RUN) -m pytest -n $(WORKERS) --dist worksteal $(ARGS)

bench: $(VENV)/.dev
	$(RUN) -m benchmarks $(ARGS)

bench-verbatims: $(VENV)/.dev
	$(RUN) -m benchmarks.verbatims $(ARGS)

chaos: $(VENV)/.dev
	$(RUN) -m tests.chaos $(ARGS)

gallery: $(VENV)/.dev
	$(RUN) -m tests.gallery $(ARGS)

format: $(VENV)/.dev
	$(RUN) -m ruff check --fix .
	$(RUN) -m ruff format .

setup: $(VENV)/.dev

# A stamp is older than its lock file when the lock has changed: only then is anything installed again.
$(VENV)/.runtime: requirements.lock | $(VENV)/.ready
	$(RUN) -m pip install --quiet --require-hashes --requirement $<
	@touch $@

$(VENV)/.dev: requirements-dev.lock | $(VENV)/.ready
	$(RUN) -m pip install --quiet --require-hashes --requirement $<
	@touch $@

# An environment that is already there is kept as it is.
$(VENV)/.ready:
	@$(PYTHON) -c 'import sys; sys.exit(not (3, 11) <= sys.version_info < (3, 14))' || { \
	  echo "Python 3.11, 3.12 or 3.13 is needed: try make $(or $(MAKECMDGOALS),setup) PYTHON=python3.12" >&2; exit 1; }
	@test -x $(RUN) || $(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { \
	  echo "Python's venv module is missing: on Debian or Ubuntu, run sudo apt-get install python3-venv and try again." >&2; exit 1; }
	@test -x $(RUN) || $(PYTHON) -m venv $(VENV)
	@$(RUN) -m pip --version >/dev/null 2>&1 || $(RUN) -m ensurepip
	@touch $@

# One pair of files for every Python and system, with a hash for each archive and no address.
COMPILE := $(UV) pip compile --quiet --universal --python-version 3.11 --generate-hashes --upgrade \
	--no-header --no-emit-index-url --no-emit-find-links pyproject.toml
lock:
	$(COMPILE) --output-file requirements.lock
	$(COMPILE) --extra dev --constraints requirements.lock --output-file requirements-dev.lock
