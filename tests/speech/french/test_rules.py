"""French stories: cases, and for every rule an example in which it fires and a near miss in which it must not."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from onrecord import speech
from onrecord.model import Boilerplate, Document, Field, Metadata, Speech
from onrecord.speech.french import rules
from samples.entities import document_of
from samples.rules import fired

HERE = Path(__file__).parent
ALL = [*rules.RULES, *rules.EXCLUSIONS]
NEAR_MISSES: dict[str, str] = yaml.safe_load((HERE / "near_misses.yml").read_text(encoding="utf-8"))
LISTS = ("DIRECT", "CARRIED", "REPORTED", "NOT_SPEECH")
FRENCH = Field("language", "fr", "added", None, "test")


def cases() -> list[dict[str, Any]]:
    files = ("quotations", "reported", "coreference", "not_speech")
    return [case for name in files for case in yaml.safe_load((HERE / f"{name}.yml").read_text(encoding="utf-8"))]


def read(case: dict[str, Any]) -> tuple[Document, Speech]:
    document = document_of(case["text"])
    fields = [FRENCH]
    if "byline" in case:
        fields.append(Field("byline", case["byline"], "stated", None, "test"))
    title = [Boilerplate(document.paragraphs[0], "title", "test")] if case.get("title") else []
    return document, speech.read(document, range(len(document.paragraphs)), Metadata(tuple(fields), tuple(title)))


def told(case: dict[str, Any]) -> list[str]:
    """Return a line for every utterance, but for the suffixes of rules, and one for every term."""
    document, said = read(case)
    out = []
    for one in said.utterances:
        who = [] if one.source is None else [one.source, *one.joint_speakers]
        names = " + ".join(said.sources[i].name for i in who)
        out.append(f"{one.mode} | {names} | {one.span.of(document.text)} | {one.rule}".replace("|  |", "| |"))
    return [*out, *(f"term | {one.span.of(document.text)}" for one in said.not_speech)]


@pytest.mark.parametrize("case", cases(), ids=lambda case: case["name"])
def test_case(case: dict[str, Any]) -> None:
    wanted = [*case.get("says", "").splitlines(), *(f"term | {words}" for words in case.get("terms", []))]
    assert told(case) == wanted
    assert sum(u.certainty == "unsure" and u.source is not None for u in read(case)[1].utterances) == case.get(
        "unsure", 0
    )


@pytest.mark.parametrize("rule", ALL, ids=lambda rule: rule.name)
def test_a_rule_fires_in_its_example(rule: Any) -> None:
    assert rule.name in fired(rule.example, "fr")


@pytest.mark.parametrize("rule", ALL, ids=lambda rule: rule.name)
def test_a_rule_does_not_fire_in_its_near_miss(rule: Any) -> None:
    assert rule.name not in fired(NEAR_MISSES[rule.name], "fr")


def test_names_are_unique_and_every_near_miss_is_of_a_rule() -> None:
    names = [rule.name for rule in ALL]
    assert len(names) == len(set(names))
    assert set(NEAR_MISSES) == set(names)


def test_nothing_is_certain_but_a_name_beside_a_verb_of_saying() -> None:
    for case in cases():
        _, said = read(case)
        for one in said.utterances:
            assert one.certainty != "certain" or (one.source is not None and said.sources[one.source].kind == "person")
            assert one.certainty != "certain" or not one.rule.endswith(("-phrase", "-pronoun"))
