# The two that matter: `make run` and `make test`. Both set themselves up.
.PHONY: run test setup setup-dev check coverage fmt bench screens vendor
.DEFAULT_GOAL := run

setup:
	@bash .ci/setup.sh run

setup-dev: setup
	@bash .ci/setup.sh dev

run: setup
	@bash .ci/start.sh

test: setup-dev
	@bash .ci/test.sh

check: setup-dev
	@bash .ci/check.sh

coverage: setup-dev
	@.venv/bin/python -m pytest -q -n 2 -m "not browser and not worker" --cov --cov-report=term

fmt: setup-dev
	@.venv/bin/ruff check --fix . || true
	@.venv/bin/ruff format .

bench: setup-dev
	@.venv/bin/python .ci/bench.py

screens: setup-dev
	@.venv/bin/python .ci/screens.py

vendor:
	@bash .ci/vendor.sh
