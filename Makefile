# `make site` builds the archive, `make test` checks it; both set themselves up in .venv/ first.

PYTHON ?= python3
VENV := .venv
MUTANTS := .cache/mutants
RUN := $(VENV)/bin/python
CONFIG ?= mkdocs.yml
ADDRESS ?= 127.0.0.1:8000
export PYTHON VENV
# The tests that feel the engine which attributes speech, in the order in which `make mutants` asks them.
SPEECH_TESTS := tests/speech tests/whole/test_examples.py tests/quality

.PHONY: help site serve check examples test lint bench growth mutants lock clean

help:  ## Show this list
	@sed -n 's/^\([a-z]*\):.*## /\1\t/p' $(MAKEFILE_LIST) | expand -t 12

site:  ## Build the archive into site/
	@sh tools/venv.sh requirements.txt
	@$(RUN) scripts/build.py site -f $(CONFIG)

serve:  ## Open the archive live at http://127.0.0.1:8000 (or ADDRESS=…); edits show at once
	@sh tools/venv.sh requirements.txt
	@$(RUN) scripts/build.py serve -f $(CONFIG) --address $(ADDRESS)

check:  ## Say what is wrong with the seeds and authority files
	@sh tools/venv.sh requirements.txt
	@$(RUN) scripts/build.py check -f $(CONFIG)

examples:  ## Build the fictional example archive into examples/site/
	@$(MAKE) --no-print-directory site CONFIG=examples/mkdocs.yml

lint:  ## Style and types only
	@sh tools/venv.sh requirements-dev.txt
	@$(RUN) -m ruff check .
	@$(RUN) -m ruff format --check .
	@$(RUN) -m mypy

test: lint  ## Everything: style, types, all tests, a real browser
	@CHROMIUM="$$(sh tools/browser.sh)" && export CHROMIUM && $(RUN) -m pytest

bench:  ## Speed and size; needs ARCHIVE=path/to/make_archive.py, a program that writes N seeds to a folder
	@sh tools/venv.sh requirements-dev.txt
	@$(RUN) tools/bench.py $(ARCHIVE)

growth:  ## Show that no hostile text makes a stage slow out of proportion (about five minutes; or STAGES="cast text")
	@sh tools/venv.sh requirements-dev.txt
	@$(RUN) tools/growth.py $(STAGES)

mutants:  ## Put 200 small faults into speech/, one at a time, and show which no test notices (or COUNT=… SEED=…)
	@sh tools/venv.sh requirements-dev.txt
	@VENV=$(MUTANTS) sh tools/venv.sh requirements-mutants.txt
	@$(MUTANTS)/bin/python tools/mutants.py scripts/onrecord/speech $(SPEECH_TESTS) --python $(RUN) \
		$(if $(COUNT),--count $(COUNT)) $(if $(SEED),--seed $(SEED))

lock:  ## Make the requirements files anew from their .in files
	@sh tools/lock.sh

clean:  ## Remove what was made, .venv/ and the tools' caches; what people wrote is never touched
	@if [ -x $(RUN) ]; then for config in $(sort $(CONFIG) examples/mkdocs.yml); do \
		$(RUN) scripts/build.py clean -f $$config || exit 1; done; fi
	rm -rf .cache/lock $(MUTANTS) .venv .mypy_cache .ruff_cache .pytest_cache .hypothesis
