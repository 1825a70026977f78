from pathlib import Path
from typing import Any

import pytest
import yaml

from onrecord.model import Span
from onrecord.speech.english.coreference import descriptions
from samples.entities import cast_of

CASES = Path(__file__).parent


def _load(name: str) -> list[Any]:
    cases = yaml.safe_load((CASES / name).read_text(encoding="utf-8"))
    return [
        pytest.param(case, id=case.get("case") or f"{case['text'][:40]} [{case.get('at') or case.get('phrase')}]")
        for case in cases
    ]


def _last(text: str, words: str) -> Span:
    start = text.rindex(words)
    return Span(start, start + len(words))


@pytest.mark.parametrize("case", _load("descriptions.yml"))
def test_phrases(case):
    cast = cast_of(case["text"])
    found = descriptions.read(cast, _last(case["text"], case["phrase"]))
    if case["kind"] is None:
        assert found is None
        return
    assert found is not None
    number = cast.bring_in(found)
    assert number is not None
    source = cast.sources[number]
    assert (source.kind, source.name, found.strength) == (case["kind"], case["name"], case["strength"])
