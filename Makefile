# Everything a developer does with shubiao. The two that a user needs: make run, make test.
PYTHON ?= python3
BIN    := .venv/bin

.PHONY: setup setup-browser run test check approve compare bench bench-peers integration lock clean help

help:         ## this list
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*##/\t/' | expand -t 14

setup: .venv/.installed          ## .venv with the locked dependencies and the project
run: setup                       ## the sample journal issue becomes datasets in output/current
	$(BIN)/shubiao ingest raw
test: .venv/.developer           ## the whole test suite
	$(BIN)/pytest
check: .venv/.developer          ## style, types, import contracts
	$(BIN)/ruff check . && $(BIN)/ruff format --check . && $(BIN)/mypy && $(BIN)/lint-imports
approve: .venv/.developer        ## accept changed golden files: make approve FORCE=1
	$(BIN)/python -m tests.approve $(if $(FORCE),--force)
compare: .venv/.developer        ## rows gained, lost and changed against main
	$(BIN)/python -m benchmarks.compare
bench: .venv/.developer          ## timings and growth
	$(BIN)/python -m benchmarks.speed
bench-peers: .venv/.developer    ## beside other extractors: FOLDER=pdfs GOLD=gold
	$(BIN)/python -m benchmarks.peers $(FOLDER) --gold $(GOLD)
setup-browser:                   ## a browser for the tests of the pages (as root)
	@command -v chromium >/dev/null || (apt-get update -q && apt-get install -y -q --no-install-recommends chromium)
integration: .venv/.developer    ## suites that need servers; installs those that it can
	-@ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 || (apt-get update -q && apt-get install -y -q postgresql)
	$(BIN)/uv pip install --quiet --python $(BIN)/python --group integration
	$(BIN)/pytest -m integration -rs
lock: .venv/.installed           ## compile both locks anew from pyproject.toml
	$(BIN)/uv pip compile -q --universal --generate-hashes --no-emit-index-url --no-header pyproject.toml -o requirements.lock
	$(BIN)/uv pip compile -q --universal --generate-hashes --no-emit-index-url --no-header pyproject.toml --group dev -c requirements.lock -o requirements-dev.lock
clean:                           ## remove what setup and tests made
	rm -rf .venv .state .coverage .pytest_cache .mypy_cache .ruff_cache *.egg-info

.venv/bin/uv:
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check uv
.venv/.installed: requirements.lock pyproject.toml | .venv/bin/uv
	$(BIN)/uv pip install --quiet --compile-bytecode --python $(BIN)/python -r requirements.lock
	$(BIN)/uv pip install --quiet --compile-bytecode --python $(BIN)/python --no-deps -e .
	@touch $@
.venv/.developer: requirements-dev.lock .venv/.installed
	$(BIN)/uv pip install --quiet --compile-bytecode --python $(BIN)/python -r requirements-dev.lock
	@touch $@
