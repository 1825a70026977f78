from pathlib import Path
from typing import Any

import pytest
import yaml

from onrecord.model import Span
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


@pytest.mark.parametrize("case", _load("people.yml"))
def test_people(case):
    cast = cast_of(case["text"])
    people = {
        source.name: sorted({form.of(case["text"]) for form in source.forms})
        for number, source in enumerate(cast.sources)
        if source.kind == "person" and max(m.strength for m in cast.mentions if m.source == number) > 1
    }
    assert people == {name: sorted(set(forms)) for name, forms in case["people"].items()}
    assert not {s.name for s in cast.sources if s.kind == "person"} & set(case.get("absent", ()))
    assert [s.name for s in cast.sources if s.kind == "ambiguous"] == case.get("ambiguous", [])


@pytest.mark.parametrize("case", _load("roles.yml"))
def test_roles(case):
    cast = cast_of(case["text"])
    mention = cast.at(_last(case["text"], case["at"]).start)
    assert mention is not None
    role = cast.role_at(mention.source, mention.span)
    assert (role.of(case["text"]) if role else None) == case["role"]
