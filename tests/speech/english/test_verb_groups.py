"""What stands before a verb says how it is meant."""

from __future__ import annotations

import pytest

from onrecord.speech.english import tokens, verb_groups
from onrecord.speech.english.verb_groups import VerbGroup


def group(words: str) -> VerbGroup:
    """Return the group of the last word."""
    line = tokens.words(words)
    return verb_groups.read(words, line, len(line) - 1)


@pytest.mark.parametrize(
    ("words", "first", "said"),
    [
        ("Ada said", 1, ""),
        ("Ada has also said", 1, ""),
        ("Ada would say", 2, "modal"),
        ("Ada never said", 1, "negated"),
        ("Ada didn't say", 2, "negated modal"),
        ("Ada was told", 1, "passive"),
        ("Ada was also twice told", 1, "passive"),
        ("Ada used to say", 1, "modal roundabout"),
        ("Ada went on to say", 1, "modal roundabout"),
        ("Ada wanted to say", 3, "modal"),
        ("Ms May said", 2, ""),
    ],
)
def test_groups(words: str, first: int, said: str) -> None:
    found = group(words)
    told = [name for name in ("negated", "modal", "passive", "roundabout") if getattr(found, name)]
    assert (found.first, " ".join(told)) == (first, said)
