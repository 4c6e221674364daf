# Two commands matter: `make demo` and `make test`. `make help` lists the rest.
# Needs Python 3.11 or later and a network to PyPI, nothing else.
PYTHON ?= python3
PORT ?= 8000
WORKERS ?= 2
POSTGRES_WORKERS ?= $(WORKERS)

BIN := .venv/bin
RUN := $(BIN)/python
IMPORTS := PYTHONPATH=.:site
# A worker that has run out of tests takes some of another's.
BALANCED := --dist worksteal
TESTS ?=
# A stamp carries the checksum of the pins it stands for: .venv is touched only when they change.
BASE := .venv/.installed-$(shell cksum < requirements/base.txt | tr -d ' ')
TEST := .venv/.installed-test-$(shell cksum < requirements/test.txt | tr -d ' ')
# Enough for production settings to load; they protect nothing.
PRODUCTION := DJANGO_SETTINGS_MODULE=association.settings.production BASE_URL=https://endorsement.example.org \
	SECRET_KEY=$$($(RUN) -c "import secrets; print(secrets.token_urlsafe(60))") \
	BROKER_URL=redis://127.0.0.1:6379/0 EMAIL_HOST=mail.example.org DEFAULT_FROM_EMAIL=office@example.org

.PHONY: help demo test quick lint types suite suite-postgres templates chromium bench soak screenshots format lock clean

# Compiled modules are kept: a test that starts processes, and each worker of pytest, else compiles everything anew.
unexport PYTHONDONTWRITEBYTECODE

help: ## This list
	@grep -E '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | expand -t 18

demo: export PORT := $(PORT)
demo: $(BASE) ## Install and start everything on this machine; PORT=8001 moves it
	@$(RUN) manage.py demo

# Both suites at once: while one waits for browsers and killed processes, the other has the processor.
test: $(TEST) chromium ## Everything that has to be true before a change lands
	@$(MAKE) --no-print-directory --jobs $(WORKERS) lint types templates
	@$(MAKE) --no-print-directory --jobs 2 suite suite-postgres POSTGRES_WORKERS=1

quick: $(TEST) ## No browsers, killed processes, other projects, PostgreSQL, nor what takes long; TESTS=tests/site chooses
	$(BIN)/pytest -n $(WORKERS) $(BALANCED) -m "not browser and not faults and not projects and not long and not soak" $(TESTS)

lint: $(TEST)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(IMPORTS) $(BIN)/lint-imports
	$(RUN) manage.py makemigrations --check --dry-run --settings association.settings.test
	$(PRODUCTION) $(RUN) manage.py check --deploy --fail-level WARNING

types: $(TEST)
	$(BIN)/mypy

suite: $(TEST) chromium
	$(BIN)/pytest -n $(WORKERS) $(BALANCED)

# Only files that name the mark: collecting the other four hundred takes as long as many a test.
suite-postgres: $(TEST) chromium
	$(BIN)/pytest -n $(POSTGRES_WORKERS) $(BALANCED) -m "postgres and not soak" --ds association.settings.test_postgres \
		$$(grep -rlw postgres tests --include='test_*.py')

# The migrated databases that both suites copy: made on one processor while the others lint.
templates: $(TEST)
	@PYTHONPATH=.:site DJANGO_SETTINGS_MODULE=association.settings.test $(RUN) -m tests.database
	@PYTHONPATH=.:site DJANGO_SETTINGS_MODULE=association.settings.test_postgres $(RUN) -m tests.database

chromium: $(TEST)
	@.ci/chromium

bench: $(TEST) ## Measure; writes benchmarks/results.json
	$(RUN) -m benchmarks.run

soak: $(TEST) ## The long fault tests, on both engines
	$(BIN)/pytest -m soak
	$(BIN)/pytest -m "soak and postgres" --ds association.settings.test_postgres

screenshots: $(TEST) chromium ## Pictures of every screen, at 360 and 1280 pixels, in var/screenshots
	$(RUN) -m tests.screenshots

format: $(TEST) ## Let ruff put the code in order
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

lock: $(TEST) ## Compile pyproject.toml into requirements/; UPGRADE=--upgrade takes new versions
	@$(BIN)/uv --version >/dev/null 2>&1 || $(RUN) -m pip install --quiet uv
	@PATH="$(CURDIR)/$(BIN):$$PATH" requirements/lock.sh $(UPGRADE)

clean: ## Forget the demo's data and every cache; keeps .venv
	rm -rf var .pytest_cache .mypy_cache .ruff_cache .import_linter_cache build dist

$(RUN):
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || \
		{ echo "Python 3.11 or later is needed: make $(MAKECMDGOALS) PYTHON=/path/to/python3"; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || \
		{ echo "This $(PYTHON) cannot make virtual environments: install its venv module (Debian: apt install python3-venv)."; exit 1; }
	@$(PYTHON) -m venv .venv

$(BASE): | $(RUN)
	@ls .venv/.installed-test-* >/dev/null 2>&1 || echo "Installing the packages (once)..."
	@$(RUN) -m pip install --quiet --disable-pip-version-check --require-hashes --no-deps -r requirements/base.txt
	@rm -f $$(ls -d .venv/.installed-* 2>/dev/null | grep -v -- -test-); touch $@

$(TEST): $(BASE)
	@echo "Installing the packages of the tests (once)..."
	@$(RUN) -m pip install --quiet --disable-pip-version-check --require-hashes --no-deps -r requirements/test.txt
	@rm -f .venv/.installed-test-*; touch $@
