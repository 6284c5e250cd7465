# On Record. `make` alone lists what can be done.

PYTHON ?= python3
PORT ?= 8000
VENV := .venv
BIN := $(VENV)/bin

export PORT
export PIP_DISABLE_PIP_VERSION_CHECK = 1
# What is done is said at once, into a file too.
export PYTHONUNBUFFERED = 1

.DEFAULT_GOAL := help
.PHONY: help run accounts test test-fast lint format psql shell stop bench requirements clean

help: ## list these targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-14s %s\n", $$1, $$2 }' Makefile

run: $(VENV)/installed ## install what is missing and serve On Record on http://127.0.0.1:8000 (PORT=)
	@$(BIN)/python manage.py serve

accounts: $(VENV)/installed ## print the demonstration accounts
	@$(BIN)/python manage.py accounts

test: lint ## check style and types, then run the whole suite
	@$(BIN)/pytest; status=$$?; \
	  test -n "$$DATABASE_URL" || $(BIN)/python manage.py postgres release >/dev/null; exit $$status

test-fast: $(VENV)/installed-dev ## run the suite without the browser
	@$(BIN)/pytest -m "not browser"

lint: $(VENV)/installed-dev ## check style, templates and types
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@git ls-files -z '*.html' | xargs -0 -r $(BIN)/djade --check
	@$(BIN)/mypy .

format: $(VENV)/installed-dev ## put the code in house style
	@$(BIN)/ruff check --fix .
	@$(BIN)/ruff format .
	@git ls-files -z '*.html' | xargs -0 -r $(BIN)/djade

psql: $(VENV)/installed ## open the database
	@$(BIN)/python manage.py dbshell

shell: $(VENV)/installed ## open Python with the models at hand
	@$(BIN)/python manage.py shell

stop: $(VENV)/installed ## stop the embedded PostgreSQL, whoever uses it
	@$(BIN)/python manage.py postgres stop

bench: $(VENV)/installed-dev ## run every measurement, shortly
	@for script in $(wildcard bench/*.py); do echo "$$script"; $(BIN)/python $$script --quick || exit 1; done

COMPILE = uv pip compile --quiet --generate-hashes --universal --python-version 3.11 \
  --no-emit-index-url --no-emit-find-links --custom-compile-command "make requirements"

requirements: ## lock the newest permitted versions (needs uv)
	@$(COMPILE) --upgrade requirements.in -o requirements.txt
	@$(COMPILE) --upgrade requirements-dev.in -o requirements-dev.txt

clean: ## remove what can be made again (never .data/, where the record is)
	@rm -rf $(VENV) staticfiles .pytest_cache .mypy_cache .ruff_cache .hypothesis
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +

# Each step leaves a mark once it is done, so that an interrupted one is done again.

$(VENV)/made:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "On Record needs Python 3.11 or later: make run PYTHON=python3.11" >&2; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || \
	  { echo "Python comes without venv here. On Debian: apt-get install python3-venv" >&2; exit 1; }
	@echo "Making the virtual environment $(VENV)"
	@$(PYTHON) -m venv --clear $(VENV)
	@touch $@

$(VENV)/installed: $(VENV)/made requirements.txt
	@echo "Installing what On Record runs on"
	@$(BIN)/python -m pip install --quiet --require-hashes -r requirements.txt
	@touch $@

$(VENV)/installed-dev: $(VENV)/installed requirements-dev.txt
	@echo "Installing what the tests need"
	@$(BIN)/python -m pip install --quiet --require-hashes -r requirements-dev.txt
	@touch $@
