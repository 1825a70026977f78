"""The lists of rules: every rule has a text that fires it and one that must not."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from onrecord.speech.transcript import rules
from samples.rules import fired, laid_out
from samples.transcripts import turns_of

ALL = [*rules.RULES, *rules.EXCLUSIONS]
NEAR_MISSES: dict[str, str] = yaml.safe_load(Path(__file__).with_name("near_misses.yml").read_text(encoding="utf-8"))


def seen(text: str) -> set[str]:
    """Return the rules of the turns of a text, and of its utterances."""
    _, turns = turns_of(laid_out(text))
    return {turn.rule.name for turn in turns} | fired(text, "en")


@pytest.mark.parametrize("rule", ALL, ids=lambda rule: rule.name)
def test_a_rule_fires_in_its_example_and_not_in_its_near_miss(rule: Any) -> None:
    assert rule.name in seen(rule.example)
    assert rule.name not in seen(NEAR_MISSES[rule.name])


@pytest.mark.parametrize("rule", rules.RULES, ids=lambda rule: rule.name)
def test_a_turn_that_is_somebodys_is_an_utterance(rule: Any) -> None:
    assert rule.name in fired(rule.example, "en")


def test_names_are_unique_and_every_near_miss_is_of_a_rule() -> None:
    names = [rule.name for rule in ALL]
    assert len(names) == len(set(names))
    assert set(NEAR_MISSES) == set(names)
