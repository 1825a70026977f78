"""Turns of transcripts: one text and what must be found in it per case."""

from pathlib import Path

import pytest

from onrecord.model import Boilerplate, Metadata, Span
from onrecord.speech.types import Turn
from samples.expected import check_or_update
from samples.transcripts import turns_of

CASES = Path(__file__).parent / "texts"
every_case = pytest.mark.parametrize("path", sorted(CASES.glob("*.txt")), ids=lambda path: path.stem)


def line(words: str, turn: Turn) -> str:
    name, role = (span.of(words) if span else "-" for span in (turn.name, turn.role))
    return " | ".join((turn.kind, name, role, " / ".join(turn.body.of(words).split("\n")))).rstrip()


@every_case
def test_case(path: Path) -> None:
    words = path.read_text(encoding="utf-8")
    _, found = turns_of(words)
    check_or_update(path, "".join(line(words, turn) + "\n" for turn in found))


@every_case
def test_spans_are_ordered_and_hold_their_names(path: Path) -> None:
    words = path.read_text(encoding="utf-8")
    _, found = turns_of(words)
    spoken = [turn for turn in found if turn.kind != "direction"]
    ends = [0, *(turn.body.end for turn in spoken)]
    for turn, before in zip(spoken, ends, strict=False):
        assert before <= turn.label.start <= turn.label.end <= turn.body.end
        assert turn.mention is None or turn.label.holds(turn.mention)
        assert turn.body.of(words) == turn.body.of(words).strip()


def test_furniture_ends_a_turn_and_opens_none() -> None:
    words = "Mina Reyes: We saw it.\nJo Kett: Did we?\nMina Reyes: We did.\nJo Kett: I see.\nPhoto: the quay at noon\n"
    start = words.index("Photo")
    metadata = Metadata(boilerplate=(Boilerplate(Span(start, len(words) - 1), "caption", "test"),))
    _, found = turns_of(words, metadata)
    assert [turn.body.of(words) for turn in found] == ["We saw it.", "Did we?", "We did.", "I see."]
