# make run [ARGS="setup-check"]   start ergo        make test   run every check and test
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
ARGS ?=

.PHONY: run test check lint format types layers content docs schemas screens tests faults fuzz mutants learn lock bench clean

run: $(VENV)/bytecode data/compiled
	@$(BIN)/ergo $(ARGS) || true  # make would report an outcome such as "see a doctor" as an error of its own
	@command -v ergo >/dev/null || echo "Until it is installed, ergo is $(BIN)/ergo here."

test: check tests

check: lint types layers content docs

# pip's own check of --require-hashes holds every file against requirements/dev.txt.
$(VENV)/installed: requirements/dev.txt pyproject.toml hatch_build.py
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "ergo needs Python 3.11 or newer; set PYTHON=")'
	@echo "Setting up $(VENV); this takes about a minute."
	@$(PYTHON) -m venv --clear $(VENV)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/dev.txt
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@

# The bytecode of an editable install is written by whoever runs it first, and not at all if that is forbidden there.
$(VENV)/bytecode: $(VENV)/installed $(shell find src -name '*.py')
	@$(BIN)/python -m compileall -q src
	@touch $@

# Commands notice content that is newer than its compiled form; compiling it makes them fast again.
data/compiled: $(VENV)/installed $(wildcard data/*.yaml data/*/*.yaml) $(wildcard src/ergo_cli/content/model/*.py)
	@$(BIN)/python -m ergo_cli.content.compile data
	@touch $@

lint: $(VENV)/installed
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .

format: $(VENV)/installed
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

types: $(VENV)/installed
	$(BIN)/mypy
	$(BIN)/mypy --platform win32 --cache-dir .mypy_cache/windows src

layers: $(VENV)/installed
	$(BIN)/lint-imports

content: $(VENV)/installed data/compiled
	$(BIN)/ergo content lint
	$(BIN)/python scripts/schemas.py --check
	$(BIN)/python scripts/learn.py --check

docs: $(VENV)/bytecode data/compiled
	$(BIN)/python scripts/commands.py --check
	$(BIN)/python scripts/screens.py --check

# What is made from the program: schemas, pages of help, pictures of screens, what the README's commands print.
schemas: $(VENV)/installed
	$(BIN)/python scripts/schemas.py

screens: $(VENV)/bytecode data/compiled
	$(BIN)/python scripts/commands.py
	$(BIN)/python scripts/screens.py
	$(BIN)/python scripts/readme.py

tests: $(VENV)/bytecode data/compiled
	rm -f .coverage .coverage.*
	$(BIN)/coverage run -m pytest -q -n 4
	$(BIN)/coverage combine --quiet
	$(BIN)/coverage report

# What `make tests` does in brief: 200 processes killed, 500 examples for each property.
faults: $(VENV)/bytecode data/compiled
	ERGO_FAULTS_KILLS=200 ERGO_FAULTS_EXAMPLES=500 $(BIN)/python -m pytest -q tests/faults

$(VENV)/fuzz: $(VENV)/installed requirements/fuzz.txt
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/fuzz.txt
	@touch $@

# For a minute, or FUZZ=seconds.
FUZZ ?= 60
fuzz: $(VENV)/fuzz $(VENV)/bytecode data/compiled
	$(BIN)/python scripts/fuzz.py -max_total_time=$(FUZZ)

$(VENV)/learn: $(VENV)/installed requirements/learn.txt
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/learn.txt
	@touch $@

# What danger signs are recognised by, from learning/phrases; `make learn ARGS=--measure` measures it writer by writer.
learn: $(VENV)/learn data/compiled
	$(BIN)/python scripts/learn.py $(ARGS)

$(VENV)/mutants: $(VENV)/installed requirements/mutants.txt
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/mutants.txt
	@touch $@

# Whether a test notices small changes of the engine (docs/mutation.md): an hour or more, less with MODULES="gate words".
MODULES ?=
mutants: $(VENV)/mutants data/compiled
	$(BIN)/python scripts/mutants.py $(MODULES)

bench: $(VENV)/bytecode data/compiled
	$(BIN)/python benchmarks/startup.py
	$(BIN)/python benchmarks/words.py
	$(BIN)/python benchmarks/figure.py

# Pins with hashes and without any index address; needs uv.
lock:
	cd requirements && uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
		--no-header --no-annotate ../pyproject.toml dev.in -o dev.txt
	cd requirements && uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
		--no-header --no-annotate learn.in -o learn.txt
	cd requirements && uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
		--no-header --no-annotate mutants.in -o mutants.txt

clean:
	rm -rf $(VENV) build dist data/compiled data/*/compiled .coverage* .mypy_cache .pytest_cache .ruff_cache .hypothesis .fuzz mutants
