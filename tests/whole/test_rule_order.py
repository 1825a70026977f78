"""The order in which English rules are tried matters: two neighbours that ever disagree may not be swapped."""

from __future__ import annotations

from functools import cache
from typing import Any

import pytest

from onrecord import speech
from onrecord.model import Field, Metadata, Speech
from onrecord.speech.english.attribution import rules
from samples.archives import ROOT
from samples.cases import Case, check, load
from samples.entities import document_of

CASES = ROOT / "tests" / "speech" / "english"
LISTS = ("WHOLE", "FRAGMENT", "CARRIED", "NESTED", "NOT_SPEECH")
ENGLISH = Metadata((Field("language", "en", "added", None, "test"),))


def read(text: str) -> Speech:
    document = document_of(text)
    return speech.read(document, range(len(document.paragraphs)), ENGLISH)


@cache
def cases() -> list[Case]:
    folders = sorted({path.parent for path in CASES.rglob("*.yml")})
    found = [case for folder in folders for case in load(folder).values()]
    return [case for case in found if "says" in case or "not_speech" in case]


@cache
def stories() -> list[str]:
    return [path.read_text(encoding="utf-8") for path in sorted((ROOT / "examples" / "seeds").rglob("*.txt"))]


def outcome(text: str) -> list[tuple[object, ...]]:
    """Return what a reading says, but for the names of rules."""
    said = read(text)
    spoken = [(u.span, u.mode, u.source, u.joint_speakers, u.certainty) for u in said.utterances]
    return [*spoken, *((n.span,) for n in said.not_speech)]


def holds(case: Case) -> bool:
    """Say whether a case comes out as it should."""
    try:
        check(case)
    except AssertionError:
        return False
    return True


@cache
def before() -> tuple[list[bool], list[list[tuple[object, ...]]]]:
    return [holds(case) for case in cases()], [outcome(text) for text in stories()]


def pairs() -> list[Any]:
    out = []
    for name in LISTS:
        tried = getattr(rules, name)
        for place in range(len(tried) - 1):
            out.append(pytest.param(name, place, id=f"{name}: {tried[place].name}, {tried[place + 1].name}"))
    return out


@pytest.mark.parametrize(("name", "place"), pairs())
def test_swapping_two_neighbours_that_ever_disagree_breaks_a_case(
    name: str, place: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    held, told = before()
    swapped = list(getattr(rules, name))
    swapped[place : place + 2] = reversed(swapped[place : place + 2])
    monkeypatch.setattr(rules, name, tuple(swapped))
    if [holds(case) for case in cases()] == held:
        assert [outcome(text) for text in stories()] == told, "they disagree in the examples, and no case shows it"
