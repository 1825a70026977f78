"""The hostile shapes that tools/growth.py times are read without a fault: small here, and without a clock."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from typing import Any

import pytest

import growth
from growth import Row, Stage
from onrecord.model import Span

SHAPES = [pytest.param(stage, name, id=f"{stage.name}: {name}") for stage in growth.STAGES for name in stage.shapes]


def spans(found: Any) -> Iterator[Span]:
    """Yield every span of a record, however deep it lies."""
    if isinstance(found, Span):
        yield found
    elif dataclasses.is_dataclass(found):
        for field in dataclasses.fields(found):
            yield from spans(getattr(found, field.name))
    elif isinstance(found, (list, tuple)):
        for one in found:
            yield from spans(one)


@pytest.mark.parametrize(("stage", "shape"), SHAPES)
def test_a_hostile_shape_is_read_and_what_is_found_lies_in_it(stage: Stage, shape: str) -> None:
    made = stage.shapes[shape](stage.size // 25)
    found = stage.read(made)
    if isinstance(made, str):
        assert all(0 <= span.start <= span.end <= len(made) for span in spans(found))


def test_growth_is_the_power_of_the_size_and_short_runs_are_not_judged() -> None:
    assert Row("a stage", "a shape", 4, 0.1, 0.4).growth == pytest.approx(1)
    assert Row("a stage", "a shape", 4, 0.1, 1.6).growth == pytest.approx(2)
    assert Row("a stage", "a shape", 4, 0.1, 1.6).judged
    assert not Row("a stage", "a shape", 4, 0.001, 0.016).judged
