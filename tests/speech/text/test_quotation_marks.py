"""Marks, masks and sentences: what they must tell apart."""

from __future__ import annotations

import pytest

from onrecord.model import Boilerplate, Span
from onrecord.speech.english import sentences, verb_groups
from onrecord.speech.text import masks, quotation_marks
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


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("Sen. Ada J. Brook left.", "Sen· Ada J· Brook left."),
        ("It cost 3.5 crowns at 9 a.m. on Friday.", "It cost 3·5 crowns at 9 a·m· on Friday."),
        ("It is in the U.S. The quay is not.", "It is in the U·S. The quay is not."),
        ("The pact,.. agreeing to it.", "The pact,·· agreeing to it."),
        ("So am I. It’s late.", "So am I. It's late."),
        ("The quay at dawn. (Tom Reed/The Gull)", "    " + " " * 34),
        ("Story continues below", " " * 21),
    ],
)
def test_masks_keep_the_length(text: str, masked: str) -> None:
    got = masks.mask(text)
    assert len(got) == len(text)
    assert got.split() == masked.split()


def test_furniture_is_blank_but_for_what_says_who_speaks() -> None:
    text = "A title\nMina Sato, Channel Nine\nThe quay is shut."
    boilerplate = (Boilerplate(Span(0, 7), "title", "t"), Boilerplate(Span(8, 31), "sign-off", "t"))
    assert masks.mask(text, boilerplate).split() == ["A", "title", "The", "quay", "is", "shut."]


def test_sentences_run_on_behind_a_question() -> None:
    text = "It rained. “Why? Who knows.” He left. “Why now?” Ada Brook asked in the hall. “No.” She went."
    doc = document_of(text)
    top = quotation_marks.pair(text, doc.paragraphs).top()
    got = [s.span.of(text) for s in sentences.split(masks.mask(text), doc.paragraphs, top)]
    assert got == [
        "It rained.",
        "“Why? Who knows.”",
        "He left.",
        "“Why now?” Ada Brook asked in the hall.",
        "“No.”",
        "She went.",
    ]


@pytest.mark.parametrize(
    ("verb", "forms"),
    [
        ("tell/told", {"tell", "tells", "told", "telling"}),
        ("deny/denied", {"deny", "denies", "denied", "denying"}),
        ("agree", {"agree", "agrees", "agreed", "agreeing"}),
        ("quip/quipped", {"quip", "quips", "quipped", "quipping"}),
        ("stress", {"stress", "stresses", "stressed", "stressing"}),
        ("urge", {"urge", "urges", "urged", "urging"}),
    ],
)
def test_verbs_are_inflected(verb: str, forms: set[str]) -> None:
    assert {form for form, _ in verb_groups.inflect(verb)} == forms
