"""The lists of rules: every rule has a text that fires it and one that must not, and their order matters."""

from __future__ import annotations

from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
import yaml

from onrecord.speech.korean import rules
from samples.rules import fired, read

HERE = Path(__file__).parent
ALL = [*rules.RULES, *rules.EXCLUSIONS]
NEAR_MISSES: dict[str, str] = yaml.safe_load((HERE / "near_misses.yml").read_text(encoding="utf-8"))
LISTS = ("QUOTED", "REPORTED")


@pytest.mark.parametrize("rule", ALL, ids=lambda rule: rule.name)
def test_a_rule_fires_in_its_example_and_not_in_its_near_miss(rule: Any) -> None:
    assert rule.name in fired(rule.example, "ko")
    assert rule.name not in fired(NEAR_MISSES[rule.name], "ko")


def test_names_are_unique_and_every_near_miss_is_of_a_rule() -> None:
    names = [rule.name for rule in ALL]
    assert len(names) == len(set(names))
    assert set(NEAR_MISSES) == set(names)


def test_the_lists_name_all_rules() -> None:
    tried = [*rules.OWNED, *rules.QUOTED, *rules.REPORTED, *rules.UNTIED]
    assert set(tried) == set(rules.RULES)


@cache
def stories() -> list[str]:
    return [path.read_text(encoding="utf-8") for path in sorted(HERE.glob("texts/*.txt"))]


def outcomes() -> list[list[tuple[object, ...]]]:
    """Return what is read in the texts, but for the names of rules."""
    return [
        [
            (u.span, u.mode, u.source if u.source is None else said.sources[u.source].name, u.certainty)
            for u in said.utterances
        ]
        for said in (read(text, "ko") for text in stories())
    ]


before = cache(outcomes)
NEVER_DISAGREE = {("according-to", "subject-between"): "beside “에 따르면” no verb is looked for"}


@pytest.mark.parametrize(
    ("name", "place"),
    [
        pytest.param(name, place, id=f"{name}: {first.name}, {second.name}")
        for name in LISTS
        for place, (first, second) in enumerate(pairwise(getattr(rules, name)))
        if (first.name, second.name) not in NEVER_DISAGREE
    ],
)
def test_swapping_two_neighbours_changes_what_is_read(name: str, place: int, monkeypatch: pytest.MonkeyPatch) -> None:
    told = before()
    swapped = list(getattr(rules, name))
    swapped[place : place + 2] = reversed(swapped[place : place + 2])
    monkeypatch.setattr(rules, name, tuple(swapped))
    assert outcomes() != told
