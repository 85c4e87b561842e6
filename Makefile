# `make` alone explains itself. Everything goes through `setup`, which does only what is not done yet.

PYTHON ?= python3
BIN := .venv/bin
WEB_SOURCES := $(shell find web -path web/node_modules -prune -o -path web/dist -prune -o -type f -print 2>/dev/null)

.DEFAULT_GOAL := help
.PHONY: help setup run generate check test fuzz verify mutate drifts crash bench migrate clean

help: ## Show these lines
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## /  make \1\t/' | expand -t 18

setup: .venv/ready web/node_modules/ready web/dist/index.html ## Install what is needed, build the page

run: setup ## Start the studio at http://127.0.0.1:8000 and print how to sign in
	@$(BIN)/spolvero serve

generate: .venv/ready ## Write every generated file anew from openapi/
	@$(BIN)/python -m codegen build

check: setup ## Contract, stale files, style, types: all that needs no running server
	$(BIN)/python -m codegen check
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	cd web && npx --no-install tsc --noEmit

test: check .venv/chromium ## Check, then run all tests: Python, TypeScript, browser
	npm --prefix web test --silent
	$(BIN)/pytest -n 2

fuzz: setup ## Look for drift, and for odd trees, longer than `make test` does
	SPOLVERO_FUZZ_EXAMPLES=200 $(BIN)/pytest -n 2 tests/contract/test_drift.py tests/contract/test_jsonschema_agrees.py tests/imports/test_properties.py

verify: setup ## Hold a studio of a moment to the whole contract and its laws
	@$(BIN)/spolvero verify

mutate: setup ## Tell a studio's checks 240 lies, and count those that they notice
	@$(BIN)/spolvero mutate --jobs 2 --reasons tests/contract/survivors.json

drifts: setup ## Plant over 400 lies in three foreign APIs, count those that `spolvero verify` finds
	$(BIN)/python -m tests.foreign.planted
	$(BIN)/python -m tests.foreign.score --seeds 100

crash: setup ## Kill the studio 550 times while it works, and see that nothing is lost
	$(BIN)/python -W ignore -m tests.crash --kills 500
	$(BIN)/python -W ignore -m tests.imports.kill --kills 50 --files 2000

bench: setup ## Measure beside peers (bench/README.md)
	$(BIN)/pip install --quiet --editable '.[bench]'
	$(BIN)/python bench/api.py
	$(BIN)/python bench/typescript.py
	$(BIN)/python bench/diff.py
	$(BIN)/python bench/lint.py
	$(BIN)/python bench/queue.py
	$(BIN)/python bench/imports.py

migrate: .venv/ready ## Bring the database of SPOLVERO_DATABASE_URL to the newest version
	@$(BIN)/spolvero migrate

clean: ## Forget what setup made; your pictures in var/ stay
	rm -rf .venv web/node_modules web/dist

.venv/ready: pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
		|| { echo "Spolvero needs Python 3.11 or newer."; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || $(MAKE) --silent debian-python3-venv
	$(PYTHON) -m venv .venv
	$(BIN)/pip install --quiet --editable '.[dev]'
	@touch $@

web/node_modules/ready: web/package.json web/package-lock.json
	@node -e 'process.exit(+(process.versions.node.split(".")[0] < 20))' 2>/dev/null && command -v npm >/dev/null \
		|| { echo "Spolvero needs Node 20 or newer, with npm."; exit 1; }
	npm --prefix web ci --silent --no-audit --no-fund
	@touch $@

web/dist/index.html: web/node_modules/ready $(WEB_SOURCES)
	npm --prefix web run --silent build
	@touch $@

# The browser that the end-to-end test drives; any Chromium will do.
.venv/chromium: .venv/ready
	@command -v chromium chromium-browser google-chrome >/dev/null \
		|| $(MAKE) --silent debian-chromium
	@touch $@

debian-%:
	@if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
		apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq $* >/dev/null; \
	else \
		echo "This needs the Debian package $*: sudo apt-get install $*"; exit 1; \
	fi
