"""What rules do not see of a text: stops that end nothing, boilerplate, captions."""

from __future__ import annotations

import pytest

from onrecord.model import Boilerplate, Span
from onrecord.speech.text import masks


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("Sen. Ada J. Brook left.", "Sen· Ada J· Brook left."),
        ("It cost 3.5 crowns at 9 a.m. on Friday.", "It cost 3·5 crowns at 9 a·m· on Friday."),
        ("It is in the U.S. The quay is not.", "It is in the U·S. The quay is not."),
        ("The pact,.. agreeing to it.", "The pact,·· agreeing to it."),
        ("So am I. It’s late.", "So am I. It's late."),
        ("The quay at dawn. (Tom Reed/The Gull)", "    " + " " * 34),
        ("Story continues below", " " * 21),
    ],
)
def test_masks_keep_the_length(text: str, masked: str) -> None:
    got = masks.mask(text)
    assert len(got) == len(text)
    assert got.split() == masked.split()


def test_furniture_is_blank_but_for_what_says_who_speaks() -> None:
    text = "A title\nMina Sato, Channel Nine\nThe quay is shut."
    boilerplate = (Boilerplate(Span(0, 7), "title", "t"), Boilerplate(Span(8, 31), "sign-off", "t"))
    assert masks.mask(text, boilerplate).split() == ["A", "title", "The", "quay", "is", "shut."]


def test_line_ends_inside_a_paragraph_are_spaces():
    text = "The quay\nis shut.\n\nWe\nsail."
    assert masks.unwrapped(text, [Span(0, 17), Span(19, 27)]) == "The quay is shut.\n\nWe sail."
