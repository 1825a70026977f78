"""The English engine, case by case: each rule with what it must catch and what it must leave alone."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from onrecord.model import Document, Field, Metadata, Speech
from onrecord.speech.english import read as english
from samples.entities import document_of

CASES = Path(__file__).parent


def load(name: str) -> list[Any]:
    """Return the cases of a file as pytest parameters, with their names as ids."""
    cases = yaml.safe_load((CASES / f"{name}.yml").read_text(encoding="utf-8"))
    return [pytest.param(case, id=f"{name}: {case['name']}") for case in cases]


def read(text: str, byline: str = "") -> tuple[Document, Speech]:
    """Read one story."""
    doc = document_of(text)
    fields = (Field("byline", byline, "stated", None, "test"),) if byline else ()
    return doc, english.read(doc, range(len(doc.paragraphs)), Metadata(fields))


def said(doc: Document, speech: Speech) -> list[tuple[str, str, str, str]]:
    """Return (mode, speaker, words, rule) of every utterance; who speak together with " + " between them."""
    return [
        (
            u.mode,
            "" if u.source is None else " + ".join(speech.sources[i].name for i in (u.source, *u.joint_speakers)),
            u.span.of(doc.text),
            u.rule,
        )
        for u in speech.utterances
    ]


@pytest.mark.parametrize(
    "case",
    [
        *load("attribution/quotations"),
        *load("attribution/reported"),
        *load("coreference/pronouns"),
        *load("attribution/joint"),
    ],
)
def test_says(case: dict[str, Any]) -> None:
    doc, speech = read(case["text"], case.get("byline", ""))
    got = said(doc, speech)
    wanted = [[part.strip() for part in line.split(" | ")] for line in case["says"].splitlines()]
    for mode, speaker, words, rule in wanted:
        hits = [u for u in got if u[0] == mode and u[2].strip().replace("\n", "¶") == words]
        assert [u[1] for u in hits] == [speaker], got
        assert hits[0][3].startswith(rule), hits
    if not case.get("partial"):
        assert len(got) == len(wanted), got
    assert [p.code for p in speech.problems] == case.get("problems", [])


@pytest.mark.parametrize("case", load("attribution/not_speech"))
def test_not_speech(case: dict[str, Any]) -> None:
    doc, speech = read(case["text"])
    assert [n.span.of(doc.text) for n in speech.not_speech] == case["not_speech"]
    assert not [u for u in said(doc, speech) if u[0] != "reported" and u[2] in case["not_speech"]]


def test_every_span_lies_in_the_text_and_names_its_rule() -> None:
    for name in ("attribution/quotations", "attribution/reported", "coreference/pronouns"):
        for parameter in load(name):
            doc, speech = read(parameter.values[0]["text"])
            for utterance in speech.utterances:
                assert 0 <= utterance.span.start < utterance.span.end <= len(doc.text)
                assert utterance.rule
                for part in (utterance.cue, utterance.mention, utterance.role):
                    assert part is None or part.of(doc.text).strip()
            assert list(speech.utterances) == sorted(speech.utterances, key=lambda u: (u.span.start, -u.span.end))
