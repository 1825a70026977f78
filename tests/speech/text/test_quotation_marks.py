"""Which quotation marks are a pair."""

from __future__ import annotations

import pytest

from onrecord.speech.text import quotation_marks
from samples.entities import document_of


def paired(text: str) -> list[tuple[str, int]]:
    found = quotation_marks.pair(text, document_of(text).paragraphs)
    return [(q.span.of(text), q.parent) for q in found.quotes]


@pytest.mark.parametrize(
    ("text", "quotes"),
    [
        ("“Yes,” she said.", [("Yes,", -1)]),
        ('"Yes," she said.', [("Yes,", -1)]),
        ("``Yes,'' she said.", [("Yes,", -1)]),
        ("''Yes,'' she said.", [("Yes,", -1)]),
        ("„Ja“ und »nein« und «oui»", [("Ja", -1), ("nein", -1), ("oui", -1)]),
        ('“Half and half," she said.', [("Half and half,", -1)]),
        ('"They said "never" twice," she said.', [('They said "never" twice,', -1), ("never", 0)]),
        ("“He said ‘no’ to us,” she said.", [("He said ‘no’ to us,", -1), ("no", 0)]),
        ("the ‘workers’ rights’ bill", [("workers’ rights", -1)]),
        ("in the ’90s the pilots’ boats were the town's", []),
        ("12' by 6' boards", []),
    ],
)
def test_pairs(text: str, quotes: list[tuple[str, int]]) -> None:
    assert paired(text) == quotes


def test_a_bad_mark_stays_in_its_paragraph() -> None:
    text = "An end without a start.”\n“A start without an end\nPlain.\n“Whole,” she said."
    found = quotation_marks.pair(text, document_of(text).paragraphs)
    assert [q.span.of(text) for q in found.quotes] == ["A start without an end", "Whole,"]
    assert [code for _, code in found.problems] == ["STRAY-MARK", "UNCLOSED-MARK"]
