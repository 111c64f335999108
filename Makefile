# `make demo` and `make test` do all the set-up they need; see README.md.
PYTHON ?= python3
PORT ?= 8000
BIN := .venv/bin

.PHONY: demo test check setup letters bench torture opinion lock clean

demo: .venv/runs
	@$(BIN)/oksa demo --port $(PORT)

test: .venv/tests
	$(BIN)/python -m pytest -n auto --dist loadfile

setup: .venv/tests

# Before every commit. Warnings are errors.
check: .venv/tests
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python -m pytest -n auto --dist loadfile

letters: .venv/runs
	$(BIN)/oksa letters --to build/letters

bench: .venv/tests
	$(BIN)/python -m tests.bench

torture: .venv/tests
	$(BIN)/python -m tests.torture

# After the labelled replies have changed; a test says when.
opinion: .venv/tests
	$(BIN)/python -m tests.reading.train
	$(BIN)/python -m tests.reading.train_roles
	$(BIN)/python -m tests.reading.train_network
	$(BIN)/python -m tests.reading.train_for_humans
	$(BIN)/python -m tests.reading.train_trust

lock:
	$(BIN)/uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-emit-index-url requirements.in -o requirements.txt
	$(BIN)/uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-emit-index-url requirements-dev.in -o requirements-dev.txt

clean:
	rm -rf .venv var build

# uv installs in seconds; where it cannot be had, pip does the same more slowly.
.venv/runs: requirements.txt requirements.in pyproject.toml
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv
	@$(BIN)/python -m pip install -q --disable-pip-version-check uv 2>/dev/null || echo "uv is not to be had, pip does it"
	@sh .ci/install requirements.txt
	@touch $@

.venv/tests: .venv/runs requirements-dev.txt
	@sh .ci/install requirements.txt requirements-dev.txt
	@touch $@
