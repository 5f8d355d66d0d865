# Everything a newcomer types. Needs Python 3.11, 3.12 or 3.13, make, and nothing else.
# Variables: PORT (make run), ARGS (passed to pytest), TEST_POSTGRES_URL and CHROMIUM (make test),
# PROFILE=short (make test-faults), BENCH_URL (make bench-scale, bench-votes, bench-sending), BOOKS_URL (make bench-books), UPGRADE=1 (make lock).

.DELETE_ON_ERROR:
.SUFFIXES:
.DEFAULT_GOAL := help
.PHONY: help install run test test-faults bench bench-books bench-scale bench-sending bench-votes lint format messages lock clean

VENV := .venv
PY := $(VENV)/bin/python
PORT ?= 8000
ARGS ?=
PROFILE ?= long
BOOKS_URL ?= sqlite:///$(CURDIR)/var/bench-books.sqlite3
BENCH_URL ?= sqlite:///$(CURDIR)/var/bench-scale.sqlite3
TEST_POSTGRES_URL ?= postgres://postgres@127.0.0.1:5432/wijkplein
CHROMIUM ?= $(shell command -v chromium || command -v chromium-browser || command -v google-chrome)

# A new lock file has another checksum, so another stamp: what is installed always follows the lock.
RUN_STAMP := $(VENV)/.run-$(shell cksum < requirements.txt | cut -d ' ' -f 1)
DEV_STAMP := $(VENV)/.dev-$(shell cksum < requirements-dev.txt | cut -d ' ' -f 1)
INSTALL := $(PY) -m pip install -qq --disable-pip-version-check --no-input --require-hashes

# What a developer has set for an own server must not reach the checks.
CLEAN_ENV := env -u ALLOWED_HOSTS -u BASE_URL -u BEHIND_PROXY -u CACHE_URL -u DATA_KEY -u DEBUG -u EMAIL_URL \
	-u MAIL_ALLOW_LIST -u SECRET_KEY
NO_DATABASE := $(CLEAN_ENV) DATABASE_URL=sqlite://:memory:
ON_SQLITE := $(CLEAN_ENV) DATABASE_URL=sqlite:///$(CURDIR)/var/test.sqlite3 CHROMIUM='$(CHROMIUM)'
ON_POSTGRES := $(CLEAN_ENV) DATABASE_URL='$(TEST_POSTGRES_URL)' CHROMIUM='$(CHROMIUM)'
PYTEST := $(PY) -m pytest --create-db -rs
# Not for the browser tests: they share one running site, so they stay together in one process.
# Work is stolen, not dealt out one by one: tests of a module stay together, and its world is laid out once.
ON_ALL_CORES := -n auto --dist worksteal
CAN_REACH_POSTGRES := $(PY) -c 'import os, psycopg, urllib.parse as u; \
	psycopg.connect(u.urlsplit(os.environ["DATABASE_URL"])._replace(path="/postgres").geturl(), connect_timeout=5).close()'

help: ## shows this list
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /	/' | expand -t 14

run: $(RUN_STAMP) ## starts site and worker with the demo; Ctrl-C ends both
	@BASE_URL="$${BASE_URL:-http://127.0.0.1:$(PORT)}" PORT='$(PORT)' exec $(PY) manage.py start

install: $(DEV_STAMP) ## installs what developers and tests need

test: $(DEV_STAMP) ## runs all tests: on PostgreSQL, in Chromium, then on SQLite
	@on_sqlite='not browser and not postgres and not faults'; \
	if ! $(ON_POSTGRES) $(CAN_REACH_POSTGRES) 2>/dev/null; then \
		echo '!!! No PostgreSQL at TEST_POSTGRES_URL: THE TESTS ON POSTGRESQL AND THE BROWSER TESTS DO NOT RUN.'; \
		[ "$$CI" != true ] || exit 1; \
	else \
		on_sqlite="$$on_sqlite and not once"; \
		echo "== PostgreSQL"; $(ON_POSTGRES) $(PYTEST) $(ON_ALL_CORES) -m 'not faults and not browser' $(ARGS) || exit 1; \
		if [ -z '$(CHROMIUM)' ]; then \
			echo '!!! Chromium is not installed: THE BROWSER TESTS DO NOT RUN.'; \
			[ "$$CI" != true ] || exit 1; \
		else \
			echo "== Chromium"; $(ON_POSTGRES) $(PYTEST) -m 'browser and not faults' $(ARGS) || exit 1; \
		fi; \
	fi; \
	echo "== SQLite"; $(ON_SQLITE) $(PYTEST) $(ON_ALL_CORES) -m "$$on_sqlite" $(ARGS)

test-faults: $(DEV_STAMP) ## runs the long tests: kills, races, scale, and all tests ten times (PROFILE=short: minutes)
	$(ON_POSTGRES) FAULTS='$(PROFILE)' $(PYTEST) $(ON_ALL_CORES) -m faults $(ARGS)
	@if [ '$(PROFILE)' != short ]; then for turn in 1 2 3 4 5 6 7 8 9 10; do \
		echo "== All tests, turn $$turn of 10"; \
		$(ON_POSTGRES) $(PYTEST) $(ON_ALL_CORES) -m 'not faults and not browser' $(ARGS) || exit 1; \
		$(ON_POSTGRES) $(PYTEST) -m 'browser and not faults' $(ARGS) || exit 1; \
	done; fi

bench: $(DEV_STAMP) ## measures what a page costs, on a demo of its own; then the calendar at 500,000 times (first run: minutes)
	@$(CLEAN_ENV) DATABASE_URL=sqlite:///$(CURDIR)/var/bench.sqlite3 DJANGO_SETTINGS_MODULE=cms.settings_test \
		$(PY) -m tests.bench
	@$(CLEAN_ENV) DATABASE_URL=sqlite:///$(CURDIR)/var/bench-calendar.sqlite3 DJANGO_SETTINGS_MODULE=cms.settings_test \
		$(PY) -m tests.bench.calendar

bench-scale: $(DEV_STAMP) ## measures at 100 and 100,000 plans, and at 200,000 supporters (long; BENCH_URL: on PostgreSQL)
	@$(CLEAN_ENV) DATABASE_URL='$(BENCH_URL)' DJANGO_SETTINGS_MODULE=cms.settings_test $(PY) -m tests.bench.scaling

bench-books: $(DEV_STAMP) ## measures the wijkthermometer at 20 years and 50,000 lines, in var/bench-books.sqlite3 or BOOKS_URL
	@$(CLEAN_ENV) DATABASE_URL='$(BOOKS_URL)' DJANGO_SETTINGS_MODULE=cms.settings_test $(PY) -m tests.bench.books

bench-sending: $(DEV_STAMP) ## measures supporting a plan and sending one in beside a bare form (BENCH_URL: on PostgreSQL; fills it)
	@$(CLEAN_ENV) DATABASE_URL='$(BENCH_URL)' DJANGO_SETTINGS_MODULE=tests.bench.bare.settings $(PY) -m tests.bench.sending

bench-votes: $(DEV_STAMP) ## measures voting beside a bare vote, and a poll with a million answers (BENCH_URL: on PostgreSQL; empties it)
	@$(CLEAN_ENV) DATABASE_URL='$(BENCH_URL)' DJANGO_SETTINGS_MODULE=cms.settings_test $(PY) -m tests.bench.votes

lint: $(DEV_STAMP) ## checks style, templates, migrations and settings
	$(PY) -m ruff check .
	$(PY) -m ruff format --check .
	$(PY) -m djlint templates --lint --quiet
	$(NO_DATABASE) $(PY) manage.py makemigrations --check --dry-run
	$(NO_DATABASE) $(PY) manage.py check --fail-level WARNING
	@echo 'manage.py check --deploy, as in production'; \
	$(CLEAN_ENV) BASE_URL=https://wijkplein.example.org DATABASE_URL='$(TEST_POSTGRES_URL)' \
		SECRET_KEY="$$($(PY) -c 'import secrets; print(secrets.token_urlsafe(64))')" \
		$(PY) manage.py check --deploy --fail-level WARNING

format: $(DEV_STAMP) ## puts Python code in its style
	$(PY) -m ruff check --fix .
	$(PY) -m ruff format .

# Dutch is the language of the source, so only the translations have a catalogue.
messages: $(RUN_STAMP) ## gathers the texts to translate and compiles the translations (needs gettext)
	$(NO_DATABASE) $(PY) manage.py makemessages --locale en --add-location file --no-wrap --no-obsolete \
		--ignore '.venv/*' --ignore 'var/*' --ignore 'tests/*'
	$(NO_DATABASE) $(PY) manage.py compilemessages --ignore '.venv/*'

lock: $(DEV_STAMP) ## writes the lock files anew; UPGRADE=1 takes the newest versions that fit
	$(PY) -m uv pip compile $(if $(UPGRADE),--upgrade) --quiet --generate-hashes --no-emit-index-url --no-strip-extras --universal \
		--python-version 3.11 requirements.in -o requirements.txt
	$(PY) -m uv pip compile $(if $(UPGRADE),--upgrade) --quiet --generate-hashes --no-emit-index-url --no-strip-extras --universal \
		--python-version 3.11 requirements-dev.in -o requirements-dev.txt

clean: ## removes what can be made again; the data in var/ stay
	rm -rf $(VENV) .pytest_cache .ruff_cache .hypothesis .coverage var/static var/test.sqlite3* var/bench.sqlite3* var/bench-calendar* var/bench-scale* var/bench-books*
	find cms pages participation polls tests -name __pycache__ -type d -prune -exec rm -rf {} +

$(PY):
	@for python in python3 python3.13 python3.12 python3.11; do \
		if $$python -c 'import ensurepip, sys, venv; sys.exit(not (3, 11) <= sys.version_info < (3, 14))' 2>/dev/null; then \
			echo "Making $(VENV) with $$($$python --version)"; exec $$python -m venv --clear $(VENV); \
		fi; \
	done; \
	echo 'Wijkplein needs Python 3.11, 3.12 or 3.13 with venv (on Debian and Ubuntu: the package python3-venv).' >&2; exit 1

$(RUN_STAMP): | $(PY)
	@echo 'Installing what the site needs: once, about a minute'
	@$(INSTALL) -r requirements.txt
	@rm -f $(VENV)/.run-*; touch $@

$(DEV_STAMP): | $(PY)
	@echo 'Installing what the tests need'
	@$(INSTALL) -r requirements-dev.txt
	@rm -f $(VENV)/.dev-*; touch $@
