# Everything a developer or an operator types. Each target works in a fresh clone, as root or not, and asks nothing.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PACKAGES := .ci/system-packages
UV := $(BIN)/uv pip install --quiet --compile-bytecode --python $(BIN)/python --require-hashes
PIP := $(BIN)/python -m pip install --quiet --require-hashes
GAUGES := $(VENV)/node_modules
NPM := cp tests/gauges/package*.json $(VENV) && npm ci --prefix $(VENV) --ignore-scripts --no-audit --no-fund --loglevel=error

.DEFAULT_GOAL := help
.PHONY: help run test check style types templates layers django bench lighthouse validate looks pictures fonts messages lock pango browser npm java

help: ## Show what can be made
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-10s %s\n", $$1, $$2 }' Makefile

run: $(VENV)/runtime pango ## Start the portal, with the demo site if the database is empty
	@exec $(BIN)/python -m portal.run

test: $(VENV)/development pango browser java $(GAUGES)/vnu-jar ## Run every test, the browser journeys included
	@exec $(BIN)/python -m pytest -n 2 --dist loadscope $(ARGS)

check: $(VENV)/development ## Lint, types, templates, layers, migrations, deployment checks
	@$(MAKE) --no-print-directory --jobs 2 --keep-going --output-sync=target style types templates layers django
	@echo "All checks passed."

style:
	@$(BIN)/ruff check --quiet .
	@$(BIN)/ruff format --check --quiet . || { echo "Not formatted. Run: $(BIN)/ruff format ."; exit 1; }

types:
	@$(BIN)/mypy --no-error-summary .

templates:
	@$(BIN)/djlint --lint --quiet templates

layers:
	@$(BIN)/lint-imports > $(VENV)/layers.log || { cat $(VENV)/layers.log; exit 1; }

# As deployed: behind TLS, with the production settings, in a folder of its own.
django: export DJANGO_SETTINGS_MODULE = portal.settings.production
django: export BASE_URL = https://portal.example.org
django: export DATA_DIR = $(VENV)/check
django:
	@$(BIN)/python manage.py makemigrations --check --dry-run
	@$(BIN)/python manage.py check --deploy --fail-level WARNING

bench: $(VENV)/development pango browser ## Measure: prints ratios, asserts nothing
	@exec $(BIN)/python -m tests.bench $(ARGS)

lighthouse: $(VENV)/development pango browser $(GAUGES)/lighthouse ## Lighthouse's four scores, as on a phone; fails under 99/100/100/100
	@exec $(BIN)/python -m tests.gauges $(ARGS)

validate: $(VENV)/development pango java $(GAUGES)/vnu-jar ## The W3C's validator on every public page (make test does it too)
	@exec $(BIN)/python -m pytest -q tests/browser/test_markup.py $(ARGS)

pictures: $(VENV)/development pango browser ## Take the pictures in docs/pictures again
	@exec $(BIN)/python -m tests.pictures $(ARGS)

looks: $(VENV)/development browser ## Take the pictures again that the tests compare the pages with
	@KEEP_LOOKS=yes $(BIN)/python -m pytest -q tests/looks/test_pages_as_kept.py $(ARGS)

fonts: $(VENV)/development npm ## Cut the fonts again from their npm packages
	@$(BIN)/python -m tests.fonts

messages: $(VENV)/development ## Compile the words of other languages
	@$(BIN)/pybabel --quiet compile --directory portal/locale --domain django

lock: $(VENV)/runtime ## Compile the requirements with exact versions and hashes
	$(BIN)/uv pip compile --quiet --generate-hashes --python-version 3.11 --no-annotate requirements.in -o requirements.txt
	$(BIN)/uv pip compile --quiet --generate-hashes --python-version 3.11 --no-annotate requirements-dev.in -o requirements-dev.txt

# uv is pinned like the rest and installs the rest in seconds; pip does it where uv cannot reach the index.
$(VENV)/runtime: requirements.txt | $(BIN)/uv
	@echo "Installing the pinned packages."
	@$(UV) -r requirements.txt || $(PIP) -r requirements.txt
	@touch $@

$(VENV)/development: requirements.txt requirements-dev.txt | $(BIN)/uv
	@echo "Installing the pinned packages for development."
	@$(UV) -r requirements.txt -r requirements-dev.txt || $(PIP) -r requirements.txt -r requirements-dev.txt
	@touch $@ $(VENV)/runtime

$(BIN)/uv:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed.")'
	@$(PYTHON) -c 'import ensurepip' 2>/dev/null || $(PACKAGES) "No virtual environment can be made." python3-venv
	@echo "Making a virtual environment in $(VENV)."
	@$(PYTHON) -m venv $(VENV)
	@awk '/^uv==/ { found = 1 } found { print } found && !/\\$$/ { exit }' requirements.txt > $(VENV)/uv.txt
	@$(PIP) --no-deps -r $(VENV)/uv.txt

# WeasyPrint draws PDFs with Pango. Without it the portal runs, and PDFs wait.
pango:
	@$(PACKAGES) "PDF files will wait until it is there." libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 || true

browser:
	@command -v chromium-headless-shell >/dev/null || $(PACKAGES) "The browser journeys need them." chromium-headless-shell fonts-liberation fonts-dejavu-core

npm:
	@command -v npm >/dev/null || $(PACKAGES) "The validator and Lighthouse cannot be installed." nodejs npm

java:
	@command -v java >/dev/null || $(PACKAGES) "The validator needs it." default-jre-headless

# The validator alone, for every test run; Lighthouse and its two hundred packages for who asks for it.
$(GAUGES)/vnu-jar: tests/gauges/package-lock.json | npm
	@echo "Installing the validator."
	@$(NPM) --omit=dev
	@touch $@

$(GAUGES)/lighthouse: tests/gauges/package-lock.json | npm
	@echo "Installing Lighthouse."
	@$(NPM)
	@touch $(GAUGES)/vnu-jar $@
