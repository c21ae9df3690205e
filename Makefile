# Everything lives in this checkout: .tools (uv), .venv (packages), .run (servers, logs, data). Needs Python 3.11 or newer with venv, make, git.

SHELL := /bin/sh
.DEFAULT_GOAL := help

PACKAGES := contracts services/chassis services/intake services/sessions services/followup services/notify services/reporting deploy
SOURCES := contracts/src services/chassis/src services/intake/src services/sessions/src services/followup/src services/notify/src \
           services/reporting/src deploy/doithoai
MODULES := doithoai-contracts=contracts,doithoai-chassis=chassis,doithoai-intake=intake,doithoai-sessions=sessions,$\
           doithoai-followup=followup,doithoai-notify=notify,doithoai-reporting=reporting
BIN := .venv/bin
JOBS ?= 2
UV := .tools/bin/uv

export UV_PYTHON_DOWNLOADS := never
export UV_NO_PROGRESS := 1
export UV_SYSTEM_CERTS := $(if $(wildcard /etc/ssl/certs/ca-certificates.crt /etc/pki/tls/certs/ca-bundle.crt /etc/ssl/cert.pem),true,false)
export PIP_DISABLE_PIP_VERSION_CHECK := 1
export PYTEST_DEBUG_TEMPROOT := $(CURDIR)/.run/tmp

SUITABLE := import ensurepip, sys, venv; sys.exit(sys.version_info < (3, 11))
PYTHON = $(shell for name in python3.13 python3.12 python3.11 python3; do \
	if "$$name" -c '$(SUITABLE)' >/dev/null 2>&1; then echo "$$name"; break; fi; done)

.PHONY: help demo test check bench lock schemas install format clean

help: ## this list
	@awk -F ':.*## ' '/^[a-z]+:.*## / {printf "  make %-9s %s\n", $$1, $$2}' Makefile

demo: install ## start everything, play real dialogues through simulated weeks, stay up until Ctrl-C
	@$(BIN)/doithoai demo

test: install ## every test, on real NATS and real PostgreSQL (ARGS="-k name" for some, JOBS=1 for one at a time)
	@mkdir -p "$$PYTEST_DEBUG_TEMPROOT"
	$(BIN)/python -m pytest --numprocesses $(JOBS) --dist loadfile $(ARGS)

check: install ## style, types, import law, dependencies, templates, generated files
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy $(SOURCES)
	$(BIN)/lint-imports
	@for package in $(PACKAGES); do echo "deptry $$package"; own=$$(basename $$package); test $$own != deploy || own=doithoai; \
	  (cd $$package && "$(CURDIR)/$(BIN)/deptry" . --package-module-name-map "$(MODULES)" --known-first-party $$own) || exit 1; done
	$(BIN)/djlint services --lint --quiet
	$(BIN)/python -m contracts.generate --check
	$(BIN)/python -m doithoai.references --check
	$(BIN)/python -m contracts compatible

bench: install ## measure beside the peer library on the same PostgreSQL; writes bench.json
	$(BIN)/python tests/bench/run.py

schemas: install ## write schemas, AsyncAPI and the operators' references from the code
	$(BIN)/python -m contracts.generate
	$(BIN)/python -m doithoai.references

lock: $(UV) ## resolve the newest allowed dependencies into requirements.lock
	$(UV) lock --upgrade --python "$(PYTHON)"
	$(UV) export --quiet --frozen --all-packages --all-groups --no-emit-workspace --no-header --output-file requirements.lock

format: install ## let ruff and djlint put the files in order
	$(BIN)/ruff check --fix --quiet . ; $(BIN)/ruff format .

clean: ## remove what is not in git: packages, servers' data, caches
	rm -rf .venv .tools .run .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache

install: .venv/.ready

.venv/.ready: $(UV) requirements.lock $(PACKAGES:=/pyproject.toml)
	@test -x $(BIN)/python || $(UV) venv --quiet --python "$(PYTHON)" .venv
	@echo "Installing the pinned packages into .venv" >&2
	@$(UV) pip sync --quiet --python $(BIN)/python --require-hashes requirements.lock
	@$(UV) pip install --quiet --python $(BIN)/python --no-deps $(addprefix -e ./,$(PACKAGES))
	@touch $@

$(UV): .ci/bootstrap.txt
	@test -n "$(PYTHON)" || { echo "Python 3.11 or newer with venv is needed (on Debian or Ubuntu: apt install python3-venv)" >&2; exit 1; }
	@echo "Installing uv into .tools" >&2
	@$(PYTHON) -m venv .tools
	@.tools/bin/python -m pip install --quiet --require-hashes -r .ci/bootstrap.txt
	@touch $@
