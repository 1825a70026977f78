"""Whole texts and what metadata reads from them: cases/metadata/NAME.txt beside NAME.expected.json.

`python tests/test_metadata_cases.py` writes the expected files anew from what is read now: look at the difference.
"""

import json
from pathlib import Path

import pytest

from metadata_samples import read

CASES = Path(__file__).parent / "cases" / "metadata"
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
    expected = json.loads((CASES / f"{name}.expected.json").read_text(encoding="utf-8"))
    assert outcome(name) == expected


def test_there_are_cases():
    assert len(NAMES) >= 18


if __name__ == "__main__":
    for each in NAMES:
        words = json.dumps(outcome(each), ensure_ascii=False, indent=1)
        (CASES / f"{each}.expected.json").write_text(words + "\n", encoding="utf-8")
