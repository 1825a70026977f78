"""Make utterances of turns: who speaks in each, by the entities of the story."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, Protocol

from onrecord.model import Form, Span, Utterance

if TYPE_CHECKING:
    from onrecord.speech.types import Turn

BEFORE = 4_000  # characters before the first question in which the one who answers is introduced

# Before a name: "The Gull spoke with Mina Reyes", "an interview with the mayor, Mina Reyes"
MET_PATTERN = re.compile(r"\b(?:with|to|interview(?:s|ed)|asked|met)\b[^.?!\n]{0,90}$")


class Named(Protocol):
    """Where in the text a source is named; a Mention of the entities."""

    @property
    def span(self) -> Span:
        """The words that name it."""

    @property
    def source(self) -> int:
        """Its index among the sources."""


class Cast(Protocol):
    """What a language's entities have to offer for its turns."""

    text: str

    def labelled(self, name: Span) -> int | None:
        """Return the source that a label names."""

    def within(self, start: int, end: int, kinds: tuple[str, ...] = ("person",)) -> Sequence[Named]:
        """Return the mentions of people in a stretch of text."""

    def role_at(self, source: int, at: Span) -> Span | None:
        """Return the role of a source as worded at a place, else as carried there."""


def utterances(turns: Sequence[Turn], cast: Cast) -> list[Utterance]:
    """Return one utterance for each turn of a named voice, a question or an answer; the newsroom's turns are none."""
    answerer = _answerer(turns, cast) if any(turn.kind == "answer" for turn in turns) else None
    out = []
    for turn in turns:
        if turn.body.start >= turn.body.end:
            continue
        if turn.kind == "answer":
            out.append(_answer(turn, answerer, cast))
        elif turn.kind in ("named", "question") and turn.mention:
            out.append(_labelled(turn, turn.mention, cast))
    return out


def _labelled(turn: Turn, mention: Span, cast: Cast) -> Utterance:
    """Return the utterance of a turn whose label says who speaks."""
    source = cast.labelled(turn.name or mention)
    form: Form = "quoted" if turn.quoted else "turn"
    if source is None:
        return Utterance(turn.body, "direct", form, None, "unsure", turn.rule + "-unknown", mention=mention)
    role = turn.role or (cast.role_at(source, mention) if turn.kind == "named" else None)
    return Utterance(turn.body, "direct", form, source, "certain", turn.rule, mention=mention, role=role)


def _answer(turn: Turn, answerer: tuple[int, Span] | None, cast: Cast) -> Utterance:
    """Return the utterance of an answer, whose speaker the text names once, before the first question."""
    if answerer is None:
        return Utterance(turn.body, "direct", "turn", None, "unsure", "answer-of-nobody-named")
    source, mention = answerer
    role = cast.role_at(source, mention)
    return Utterance(turn.body, "direct", "turn", source, "likely", "answer-of-interviewee", mention=mention, role=role)


def _answerer(turns: Sequence[Turn], cast: Cast) -> tuple[int, Span] | None:
    """Return the one person whom the text introduces as interviewed, or who is the only one named before."""
    first = next(turn.label.start for turn in turns if turn.kind != "direction")
    named = cast.within(max(0, first - BEFORE), first, ("person",))
    met = [m for m in named if MET_PATTERN.search(cast.text, max(0, m.span.start - 120), m.span.start)]
    for mentions in (met, named):
        if len({m.source for m in mentions}) == 1:
            return mentions[0].source, mentions[0].span
    return None
