# `make site` builds the archive, `make test` checks it; both set themselves up in .venv/ first.

PYTHON ?= python3
VENV := .venv
RUN := $(VENV)/bin/python
CONFIG ?= mkdocs.yml
ADDRESS ?= 127.0.0.1:8000
export PYTHON VENV

.PHONY: help site serve check examples test lint bench growth lock clean

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

lock:  ## Make the requirements files anew from their .in files
	@sh tools/lock.sh

clean:  ## Remove what was made, .venv/ and the tools' caches; what people wrote is never touched
	@if [ -x $(RUN) ]; then for config in $(sort $(CONFIG) examples/mkdocs.yml); do \
		$(RUN) scripts/build.py clean -f $$config || exit 1; done; fi
	rm -rf .cache/lock .venv .mypy_cache .ruff_cache .pytest_cache .hypothesis
