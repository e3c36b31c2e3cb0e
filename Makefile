# Two commands to begin with: `make run` and `make test`.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMPS := $(VENV)/.stamps
CATALOGUES := $(wildcard */locale/*/LC_MESSAGES/*.po)
LOCKING := uv pip compile --universal --python-version 3.11 --generate-hashes --no-header --no-emit-index-url $(LOCK_ARGS)

# The undo window of a first look: five seconds instead of a minute.
NOTIFY_DELAY ?= 5

.DELETE_ON_ERROR:
.PHONY: run test prove check bench lock clean

run: $(STAMPS)/run $(STAMPS)/catalogues
	@NOTIFY_DELAY=$(NOTIFY_DELAY) exec $(BIN)/python -m cms.supervising --with-parent

test: $(STAMPS)/test $(STAMPS)/catalogues
	@$(BIN)/python -m tests.services
	@$(BIN)/python -m tests.services.together $(PYTEST_ARGS)

# What has no other size, `make test` has run.
prove: $(STAMPS)/test $(STAMPS)/catalogues
	@$(BIN)/python -m tests.services
	$(BIN)/python -m pytest --full -m sized $(PYTEST_ARGS)
	$(BIN)/python -m pytest --full --sqlite -m "sized and both_databases" $(PYTEST_ARGS)

check: $(STAMPS)/test $(STAMPS)/catalogues
	@PATH="$(abspath $(BIN)):$$PATH" bash .ci/check

bench: $(STAMPS)/test $(STAMPS)/catalogues
	@$(BIN)/python -m tests.services
	$(BIN)/python -m tests.bench
	$(BIN)/python -m tests.bench.mail

# The lists that everything is installed from, with a hash for each file and no address.
# Newer releases are taken in with LOCK_ARGS=--upgrade.
lock: $(STAMPS)/run
	$(BIN)/$(LOCKING) pyproject.toml --output-file .requirements/run.txt
	$(BIN)/$(LOCKING) pyproject.toml --extra test --constraint .requirements/run.txt --output-file .requirements/test.txt

clean:
	rm -rf $(VENV)

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null \
		|| { echo "Python 3.11 or newer is needed: make PYTHON=/path/to/python3.11" >&2; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null \
		|| { echo "Python's venv module is needed: on Debian, apt-get install python3-venv" >&2; exit 1; }
	@$(PYTHON) -m venv $(VENV)

# uv installs several times faster than pip; where it cannot be had or fails, pip does the same.
$(STAMPS)/%: .requirements/%.txt | $(BIN)/python
	@mkdir -p $(STAMPS)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check uv 2>/dev/null || true
	@$(BIN)/uv pip install --quiet --python $(BIN)/python --require-hashes -r $< 2>/dev/null \
		|| $(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r $<
	@echo "$(CURDIR)" > "$$($(BIN)/python -c 'import sysconfig; print(sysconfig.get_path("purelib"))')/kompetensplan.pth"
	@touch $@

$(STAMPS)/catalogues: $(CATALOGUES) | $(STAMPS)/run
	@$(BIN)/python -m cms compile_catalogues
	@touch $@
