"""The lists of rules: every rule has a case that fires it and one that must not."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from onrecord import speech
from onrecord.model import Field, Metadata, Speech
from onrecord.speech.english.attribution import rules
from onrecord.speech.rules import NAMINGS
from samples.entities import document_of

HERE = Path(__file__).parent
ALL = [*rules.RULES, *rules.EXCLUSIONS]
NEAR_MISSES: dict[str, str] = yaml.safe_load((HERE / "near_misses.yml").read_text(encoding="utf-8"))
ENGLISH = Metadata((Field("language", "en", "added", None, "test"),))


def read(text: str) -> Speech:
    document = document_of(text)
    return speech.read(document, range(len(document.paragraphs)), ENGLISH)


def of_example(text: str) -> str:
    return text.replace(" ¶ ", "\n\n")


def fired(text: str) -> set[str]:
    """Return the rules that fire in a text, without how they found the speaker named."""
    said = read(of_example(text))
    names = [one.rule for one in (*said.utterances, *said.not_speech)]
    return {name.removesuffix(naming.suffix) if naming.suffix else name for name in names for naming in NAMINGS}


@pytest.mark.parametrize("rule", ALL, ids=lambda rule: rule.name)
def test_a_rule_fires_in_its_example(rule: Any) -> None:
    assert rule.name in fired(rule.example)


KNOWN = {
    "cue-behind": "“went” may be a verb of saying beside a quotation, and “and then” leads to no new clause",
    "naming": "that “called the harbour” telephones is known of people only",
}


def near_misses() -> list[Any]:
    """Return the rules; those that are known to fire where they must not are expected to fail."""
    marks = {name: pytest.mark.xfail(strict=True, reason=reason) for name, reason in KNOWN.items()}
    return [pytest.param(rule, id=rule.name, marks=marks.get(rule.name, ())) for rule in ALL]


@pytest.mark.parametrize("rule", near_misses())
def test_a_rule_does_not_fire_in_its_near_miss(rule: Any) -> None:
    assert rule.name not in fired(NEAR_MISSES[rule.name])


def test_names_are_unique_and_every_near_miss_is_of_a_rule() -> None:
    names = [rule.name for rule in ALL]
    assert len(names) == len(set(names))
    assert set(NEAR_MISSES) == set(names)
