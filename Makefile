# Leeward's words; `make` alone prints them. Works with GNU make 3.81, which is what macOS has.

VENV := .venv
BIN  := $(VENV)/bin
RUN  := $(VENV)/ready-to-run
TEST := $(VENV)/ready-to-test
PAGE := clients/web/node_modules/ready

# The first Python that is new enough. Say `make setup PYTHON=…` to choose another.
PYTHON = $(shell for python in python3 python3.14 python3.13 python3.12 python3.11; do \
	$$python -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$python && break; done)
UV = $(shell command -v uv 2>/dev/null)
INSTALL = $(if $(UV),$(UV) pip install --quiet --python $(BIN)/python,$(BIN)/python -m pip install --quiet --disable-pip-version-check)
LOCKED  = $(INSTALL) --require-hashes --no-deps --only-binary :all:
# Node.js 20 or newer, with its npm; empty where there is none.
NODE = $(shell node -e 'process.exit(Number(process.versions.node.split(".")[0] < 20))' 2>/dev/null && command -v npm)
# Tests wait for processes and disks as often as for a processor. A file stays with one of the three, and what takes
# longest comes first (tests/conftest.py): by itself xdist begins with the files that have the most tests.
AT_ONCE = --numprocesses=3 --dist=loadfile --no-loadscope-reorder

# Tests start hundreds of processes: where this is set, each of them compiles anew whatever it imports.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: help setup demo test databases mutations fuzz lint format bench lock chaos web screens recognizers faces

help: ## print this
	@echo 'Leeward. Type one of:'
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/  make \1|\2/p' Makefile | awk -F'|' '{ printf "%-16s %s\n", $$1, $$2 }'

setup: $(RUN) ## put what Leeward needs into .venv (the others call it)

demo: $(RUN) ## the whole journey on this machine (ONCE=1 ends by itself; REPORT=file sends your own text)
	@$(BIN)/leeward demo $(if $(ONCE),--once) $(if $(REPORT),--report '$(subst ','\'',$(REPORT))')

test: lint ## the checks, then every test
	@$(BIN)/pytest $(AT_ONCE)

databases: $(TEST) ## the zones' tests alone (LEEWARD_POSTGRES=wheel or =system chooses the PostgreSQL)
	@$(BIN)/pytest $(AT_ONCE) tests/server tests/promises

mutations: $(TEST) ## take checks out one at a time, and see their tests fail (ONLY=words of their names)
	@nice -n 5 $(BIN)/python -m tests.mutations $(ONLY)

chaos: $(TEST) ## break everything at every step, again and again (SECONDS=120 SEED=… BLOW='…')
	@$(BIN)/python -m tests.chaos --seconds $(or $(SECONDS),120) $(if $(SEED),--seed $(SEED)) $(if $(BLOW),--blow '$(BLOW)')

lint: $(TEST) $(if $(NODE),$(PAGE)) ## layout, types, and who may import whom
	@$(BIN)/ruff format --check .
	@$(BIN)/ruff check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports
	@$(if $(NODE),cd clients/web && npm run --silent lint,\
		echo 'The page was not looked at: this machine lacks Node.js 20 and its npm.'; test -z "$$CI")

web: $(PAGE) ## build all pages and the script that signs policies anew, byte for byte the same
	@cd clients/web && npm run --silent build
	@node clients/custodian/page/build.js
	@node clients/administrator/page/build.js

screens: $(TEST) $(PAGE) ## take a picture of every screen of the pages, in English and Arabic (ONLY=names; docs/screens)
	@$(BIN)/python -m tests.clients.web.screens $(ONLY)
	@$(if $(ONLY),,$(BIN)/python -m tests.clients.custodian.page.screens)
	@$(if $(ONLY),,$(BIN)/pytest -q tests/server/policy/staff_screens.py)
	@$(if $(ONLY),,$(BIN)/python -m tests.server.policy.screens)
	@$(if $(ONLY),,$(BIN)/python -m tests.server.redaction.pages.screens)

fuzz: $(TEST) ## bend inputs for every decoder (SECONDS=3600; FOLDER=.fuzz keeps what it learns), then for every door
	@$(BIN)/python -m tests.fuzz --seconds $(or $(SECONDS),600) --folder $(or $(FOLDER),.fuzz)
	@seed=$$(od -An -N3 -tu4 /dev/urandom | tr -d ' '); echo "doors: LEEWARD_FUZZ_SEED=$$seed"; \
		LEEWARD_FUZZ_SEED=$$seed LEEWARD_FUZZ_EXAMPLES=40 $(BIN)/pytest -q -k 'openapi or as_described' tests/server

bench: $(TEST) ## measure everything, each beside its limit, with one table at the end (QUICK=1 does less)
	@$(BIN)/leeward bench all $(if $(QUICK),--quick)

recognizers: $(TEST) ## install every recognizer that a desk can choose, by hash, and run their tests
	@$(LOCKED) -r requirements-recognizers.lock
	@$(BIN)/pytest -q -m recognizers

faces: $(TEST) ## install what proposes boxes over faces, by hash, and run its tests
	@$(LOCKED) -r requirements-faces.lock
	@$(BIN)/pytest -q -m faces

format: $(TEST) ## lay the code out
	@$(BIN)/ruff format .
	@$(BIN)/ruff check --fix .

lock: ## choose versions anew from requirements*.in (needs uv)
	@uv pip compile requirements.in -o requirements.lock --upgrade \
		--universal --python-version 3.11 --generate-hashes --no-header --no-annotate --quiet
	@uv pip compile requirements-dev.in -c requirements.lock -o requirements-dev.lock --upgrade \
		--universal --python-version 3.11 --generate-hashes --no-header --no-annotate --quiet

	@uv pip compile pyproject.toml $(addprefix --extra ,$(RECOGNIZERS)) -c requirements.lock -o requirements-recognizers.lock --upgrade \
		--universal --python-version 3.11 --generate-hashes --no-header --no-annotate --quiet \
		$(addprefix --no-emit-package ,$(NEVER_USED))
	@uv pip compile pyproject.toml --extra faces -c requirements.lock -c requirements-recognizers.lock -o requirements-faces.lock --upgrade \
		--universal --python-version 3.11 --generate-hashes --no-header --no-annotate --quiet

RECOGNIZERS = spacy spacy-fr rampart crf presidio
# What the packages of the recognizers ask for and nothing of ours imports: ways to the network, above all.
NEVER_USED = arcjet coloredlogs connect-python fsspec hf-xet httpcore2 httpx2 httpx2-jsfetch huggingface-hub \
	humanfriendly mpmath opentelemetry-api pyqwest pyreadline3 sympy truststore wasmtime

# A stamp is written last, so a set-up that was cut short starts over.
$(RUN): requirements.lock pyproject.toml
	@test -n '$(PYTHON)$(UV)' || { echo 'Leeward needs Python 3.11 or newer. Type one of:' \
		'sudo apt install python3.11 python3.11-venv (Debian, Ubuntu); brew install python@3.12 (macOS)'; exit 1; }
	@test -n '$(UV)' || $(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || \
		{ $(PYTHON) -c 'import sys; print("Python lacks its venv. Type: sudo apt install python3.%d-venv" % sys.version_info[1])'; exit 1; }
	@echo 'Setting up $(VENV) …'
	@rm -rf $(VENV)
	@$(if $(UV),$(UV) venv --quiet --python '$(or $(PYTHON),>=3.11)' $(VENV),$(PYTHON) -m venv $(VENV))
	@$(LOCKED) -r requirements.lock
	@$(INSTALL) --no-index --no-deps --no-build-isolation -e .
	@touch $@

$(TEST): requirements-dev.lock $(RUN)
	@echo 'Adding what the tests need …'
	@$(LOCKED) -r requirements-dev.lock
	@touch $@

$(PAGE): clients/web/package-lock.json
	@test -n '$(NODE)' || { echo 'The page needs Node.js 20 or newer, and npm. Type: sudo apt install nodejs npm'; exit 1; }
	@echo 'Fetching what the page stands on …'
	@cd clients/web && npm ci --ignore-scripts --silent
	@touch $@
