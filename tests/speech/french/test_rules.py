"""The lists of rules: every rule has a text that fires it and one that must not, and their order matters."""

from __future__ import annotations

from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
import yaml

from onrecord.speech.french import rules
from samples.archives import ROOT
from samples.rules import fired, read

HERE = Path(__file__).parent
ALL = [*rules.RULES, *rules.EXCLUSIONS]
NEAR_MISSES: dict[str, str] = yaml.safe_load((HERE / "near_misses.yml").read_text(encoding="utf-8"))
LISTS = ("DIRECT", "CARRIED")


@pytest.mark.parametrize("rule", ALL, ids=lambda rule: rule.name)
def test_a_rule_fires_in_its_example_and_not_in_its_near_miss(rule: Any) -> None:
    assert rule.name in fired(rule.example, "fr")
    assert rule.name not in fired(NEAR_MISSES[rule.name], "fr")


def test_names_are_unique_and_every_near_miss_is_of_a_rule() -> None:
    names = [rule.name for rule in ALL]
    assert len(names) == len(set(names))
    assert set(NEAR_MISSES) == set(names)


@cache
def texts() -> list[str]:
    cases = [case for path in sorted(HERE.glob("*.yml")) for case in yaml.safe_load(path.read_text(encoding="utf-8"))]
    return [case["text"] for case in cases if isinstance(case, dict)]


@cache
def stories() -> list[str]:
    return [path.read_text(encoding="utf-8") for path in sorted((ROOT / "examples" / "seeds").glob("fr-*.txt"))]


def outcomes(read_in: list[str]) -> list[list[tuple[object, ...]]]:
    """Return what is read in some texts, but for the names of rules."""
    return [
        [
            (u.span, u.mode, None if u.source is None else said.sources[u.source].name, u.certainty)
            for u in said.utterances
        ]
        for said in (read(text, "fr") for text in read_in)
    ]


@cache
def before() -> tuple[list[list[tuple[object, ...]]], list[list[tuple[object, ...]]]]:
    return outcomes(texts()), outcomes(stories())


@pytest.mark.parametrize(
    ("name", "place"),
    [
        pytest.param(name, place, id=f"{name}: {first.name}, {second.name}")
        for name in LISTS
        for place, (first, second) in enumerate(pairwise(getattr(rules, name)))
    ],
)
def test_swapping_two_neighbours_that_ever_disagree_changes_a_case(
    name: str, place: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    told = before()
    swapped = list(getattr(rules, name))
    swapped[place : place + 2] = reversed(swapped[place : place + 2])
    monkeypatch.setattr(rules, name, tuple(swapped))
    if outcomes(texts()) == told[0]:
        assert outcomes(stories()) == told[1], "they disagree in the examples, and no case shows it"
