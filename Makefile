# `make help` lists the targets. Each one sets up what it needs first, and loses no time when that stands already.
.DEFAULT_GOAL := help
.PHONY: help run test lint shots bench storms lock clean distclean setup-run setup-dev
MAKEFLAGS += --no-print-directory
PY := .venv/bin/python

help: ## this list
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/  make \1|\2/p' Makefile | awk -F'|' '{ printf "%-16s %s\n", $$1, $$2 }'

setup-run:
	@packaging/setup.sh run

setup-dev:
	@packaging/setup.sh dev

run: setup-run ## open the fictional sample journal; without a display, its summary, PDF and pictures into build/demo/
	@packaging/run.sh

test: lint ## lint, then every test but the storms
	@QT_QPA_PLATFORM=offscreen $(PY) -m pytest -n 2

lint: setup-dev ## ruff (rules and format) and mypy --strict
	@$(PY) -m ruff check bonejournal tests
	@$(PY) -m ruff format --check bonejournal tests
	@$(PY) -m mypy bonejournal

shots: setup-dev ## pictures of every page, form and dialog into build/shots/
	@packaging/screen.sh $(PY) -m tests.shots build/shots

bench: setup-dev ## speed as ratios to bare baselines: name, ratio, target
	@packaging/screen.sh $(PY) -m tests.bench

storms: setup-dev ## the long campaigns: kill -9 in the middle of saves, fuzzed files
	@QT_QPA_PLATFORM=offscreen $(PY) -m pytest -m storm

lock: ## bring packaging/*.lock in line with pyproject.toml; UPGRADE=1 takes the newest that fits
	@packaging/lock.sh $(if $(UPGRADE),--upgrade)

clean: ## remove what was built and the caches
	@rm -rf build dist .pytest_cache .mypy_cache .ruff_cache .hypothesis
	@find bonejournal tests -name __pycache__ -type d -prune -exec rm -rf {} +

distclean: clean ## remove .venv too
	@rm -rf .venv
