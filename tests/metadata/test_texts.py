"""Whole texts and what metadata reads from them: texts/NAME.txt beside NAME.expected.json.

With UPDATE_CASES in the environment the expected files are written anew from what is read now: look at the difference.
"""

import json
from pathlib import Path

import pytest

from samples.expected import check_or_update
from samples.metadata import read

CASES = Path(__file__).parent / "texts"
NAMES = sorted(path.stem for path in CASES.glob("*.txt"))


def outcome(name: str) -> list[dict[str, object]]:
    document, found = read((CASES / f"{name}.txt").read_bytes(), f"{name}.txt")
    return [
        {
            "fields": [[f.name, f.value, f.status, f.rule] for f in story.fields],
            "boilerplate": [[f.kind, f.rule, f.span.of(document.text)] for f in story.boilerplate],
            "problems": [[p.line, p.code] for p in story.problems],
        }
        for story in found
    ]


@pytest.mark.parametrize("name", NAMES)
def test_case(name):
    got = json.dumps(outcome(name), ensure_ascii=False, indent=1)
    check_or_update(CASES / f"{name}.txt", got + "\n", ".expected.json")


def test_there_are_cases():
    assert len(NAMES) >= 18
