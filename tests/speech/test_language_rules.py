"""The rules of French and Korean: each has a text that fires it and one that must not, and their order matters.

The near misses stand in the folder of the language; `tests/whole/test_rule_order.py` asks the same of English order.
"""

from __future__ import annotations

from functools import cache
from itertools import pairwise
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
import yaml

from onrecord.speech.french import rules as french
from onrecord.speech.korean import rules as korean
from samples.archives import ROOT
from samples.cases import load
from samples.rules import fired, read

HERE = Path(__file__).parent
RULES: dict[str, ModuleType] = {"fr": french, "ko": korean}
FOLDERS = {"fr": HERE / "french", "ko": HERE / "korean"}
ORDERED = {"fr": ("DIRECT", "CARRIED"), "ko": ("QUOTED", "REPORTED")}
Outcome = list[list[tuple[object, ...]]]


def all_rules(code: str) -> list[Any]:
    return [*RULES[code].RULES, *RULES[code].EXCLUSIONS]


@cache
def near_misses(code: str) -> dict[str, str]:
    loaded: dict[str, str] = yaml.safe_load((FOLDERS[code] / "near_misses.yml").read_text(encoding="utf-8"))
    return loaded


@pytest.mark.parametrize(
    ("code", "rule"), [pytest.param(c, rule, id=f"{c}: {rule.name}") for c in RULES for rule in all_rules(c)]
)
def test_a_rule_fires_in_its_example_and_not_in_its_near_miss(code: str, rule: Any) -> None:
    assert rule.name in fired(rule.example, code)
    assert rule.name not in fired(near_misses(code)[rule.name], code)


@pytest.mark.parametrize("code", RULES)
def test_every_near_miss_is_of_a_rule(code: str) -> None:
    assert set(near_misses(code)) == {rule.name for rule in all_rules(code)}


@cache
def texts(code: str) -> list[str]:
    whole = [path.read_text(encoding="utf-8") for path in sorted(FOLDERS[code].glob("texts/*.txt"))]
    return [case["text"] for case in load(FOLDERS[code]).values()] + whole


@cache
def stories(code: str) -> list[str]:
    return [path.read_text(encoding="utf-8") for path in sorted((ROOT / "examples" / "seeds").glob(f"{code}-*.txt"))]


def outcomes(read_in: list[str], code: str) -> Outcome:
    """Return what is read in some texts, but for the names of rules."""
    return [
        [
            (u.span, u.mode, None if u.source is None else said.sources[u.source].name, u.certainty)
            for u in said.utterances
        ]
        for said in (read(text, code) for text in read_in)
    ]


@cache
def before(code: str) -> tuple[Outcome, Outcome]:
    return outcomes(texts(code), code), outcomes(stories(code), code)


@pytest.mark.parametrize(
    ("code", "name", "place"),
    [
        pytest.param(code, name, place, id=f"{code} {name}: {first.name}, {second.name}")
        for code, names in ORDERED.items()
        for name in names
        for place, (first, second) in enumerate(pairwise(getattr(RULES[code], name)))
    ],
)
def test_swapping_two_neighbours_that_ever_disagree_changes_a_case(
    code: str, name: str, place: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    told = before(code)
    swapped = list(getattr(RULES[code], name))
    swapped[place : place + 2] = reversed(swapped[place : place + 2])
    monkeypatch.setattr(RULES[code], name, tuple(swapped))
    if outcomes(texts(code), code) == told[0]:
        assert outcomes(stories(code), code) == told[1], "they disagree in the examples, and no case shows it"
