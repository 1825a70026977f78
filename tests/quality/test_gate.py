"""Quality is held to its floors."""

import os
from pathlib import Path

import pytest

from onrecord.checks import evaluate
from quality import gate


def test_no_floor_is_zero() -> None:
    """A figure of nothing is held by a strict xfail with its reason, not by a floor."""
    assert [(name, figure) for name, floors in gate.baseline().items() for figure in floors if not floors[figure]] == []


def test_the_examples_hold_their_floors() -> None:
    assert evaluate.compare({"examples": gate.examples()}, gate.baseline()) == []


@pytest.mark.skipif("ONRECORD_EVAL" not in os.environ, reason="ONRECORD_EVAL does not name the outside sets")
@pytest.mark.parametrize("name", gate.OUTSIDE)
def test_outside_sets_hold_their_floors(name: str) -> None:
    figures = gate.outside(Path(os.environ["ONRECORD_EVAL"]), name)
    assert evaluate.compare({name: figures}, gate.baseline()) == []
