"""French stories, case by case: who says what, in YAML files by what a case is about."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from onrecord import speech
from onrecord.model import Boilerplate, Document, Field, Metadata, Speech
from samples.entities import document_of

HERE = Path(__file__).parent
FILES = ("coreference", "not_speech", "quotations", "reported")
FRENCH = Field("language", "fr", "added", None, "test")
KEYS = {"case", "text", "says", "not_speech", "unsure", "byline", "title"}


def cases() -> list[dict[str, Any]]:
    return [case for name in FILES for case in yaml.safe_load((HERE / f"{name}.yml").read_text(encoding="utf-8"))]


def read(case: dict[str, Any]) -> tuple[Document, Speech]:
    document = document_of(case["text"])
    byline = [Field("byline", case["byline"], "stated", None, "test")] if "byline" in case else []
    title = [Boilerplate(document.paragraphs[0], "title", "test")] if case.get("title") else []
    return document, speech.read(document, range(len(document.paragraphs)), Metadata((FRENCH, *byline), tuple(title)))


def told(case: dict[str, Any]) -> list[str]:
    """Return a line for every utterance."""
    document, said = read(case)
    out = []
    for one in said.utterances:
        who = [] if one.source is None else [one.source, *one.joint_speakers]
        names = " + ".join(said.sources[i].name for i in who)
        out.append(f"{one.mode} | {names} | {one.span.of(document.text)} | {one.rule}".replace("|  |", "| |"))
    return out


@pytest.mark.parametrize("case", cases(), ids=lambda case: case["case"])
def test_case(case: dict[str, Any]) -> None:
    assert set(case) <= KEYS
    document, said = read(case)
    assert told(case) == case.get("says", "").splitlines()
    assert [one.span.of(document.text) for one in said.not_speech] == case.get("not_speech", [])
    unsure = [one for one in said.utterances if one.certainty == "unsure" and one.source is not None]
    assert len(unsure) == case.get("unsure", 0)


def test_nothing_is_certain_but_a_name_beside_a_verb_of_saying() -> None:
    for case in cases():
        _, said = read(case)
        for one in said.utterances:
            if one.certainty == "certain":
                assert one.source is not None
                assert said.sources[one.source].kind == "person"
                assert not one.rule.endswith(("-phrase", "-pronoun"))


def test_sources_that_speak_nowhere_and_are_no_people_are_not_in_the_data() -> None:
    _, said = read({"text": "La préfecture du Finistère a fermé le quai. Claire Morvan attend.\n"})
    assert [source.name for source in said.sources] == ["Claire Morvan"]


def test_an_empty_story_has_no_speech() -> None:
    assert read({"text": ""})[1] == Speech()
