"""The wording of the languages: every name has its place in a rule, and stands for something in some language."""

from __future__ import annotations

import dataclasses
import re

import pytest

from onrecord.language import wordlists
from onrecord.metadata import languages
from onrecord.metadata.languages.wording import Wording
from samples.archives import ROOT

NAMES = [field.name for field in dataclasses.fields(Wording)]
SOURCES = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "scripts/onrecord/metadata").glob("*.py"))


@pytest.mark.parametrize("name", NAMES)
def test_a_name_is_used_and_stands_for_something(name: str) -> None:
    assert re.search(rf"(?:joined|patterns)\([\"']{name}[\"']\)|\.{name}\b", SOURCES)
    assert any(getattr(wording, name) for wording in languages.WORDINGS)


@pytest.mark.parametrize("name", NAMES)
def test_a_piece_is_a_pattern_without_groups(name: str) -> None:
    for wording in languages.WORDINGS:
        if isinstance(piece := getattr(wording, name), str) and piece:
            assert re.compile(piece).groups == 0


def test_a_module_is_there_for_every_language_that_is_read() -> None:
    assert len(languages.WORDINGS) == len(wordlists.languages())
