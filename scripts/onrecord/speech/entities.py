"""The sources of one story as every language holds them, and where the text names them."""

from __future__ import annotations

import bisect
from abc import ABC, abstractmethod
from collections.abc import Container, Sequence
from dataclasses import replace

from onrecord.model import Candidate, Kind, Source, Span, Utterance
from onrecord.speech.types import Mention


class BaseEntities(ABC):
    """The sources of one story, numbered as they are met; a language says how their names and roles are read."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.sources: list[Source] = []
        self.mentions: list[Mention] = []  # in text order
        self._starts: list[int] = []

    def within(self, start: int, end: int, kinds: Sequence[str] = ("person",)) -> list[Mention]:
        """Return the mentions that lie wholly in text[start:end], in order."""
        first = bisect.bisect_left(self._starts, start)
        inside = self.mentions[first : bisect.bisect_left(self._starts, end, first)]
        return [m for m in inside if m.span.end <= end and self.sources[m.source].kind in kinds]

    def at(self, position: int) -> Mention | None:
        """Return the mention that covers a position."""
        index = bisect.bisect_right(self._starts, position) - 1
        return self.mentions[index] if index >= 0 and self.mentions[index].span.end > position else None

    def kind(self, source: int) -> Kind:
        """Return the kind of a source."""
        return self.sources[source].kind

    @abstractmethod
    def labelled(self, name: Span) -> int | None:
        """Return the source that the label of a turn names, or None."""

    @abstractmethod
    def role_at(self, source: int, at: Span) -> Span | None:
        """Return the role of a source as worded at a place, else the nearest earlier one, else the first."""

    def _note_mention(self, mention: Mention) -> None:
        """Put a mention in its place among the others."""
        place = bisect.bisect_right(self._starts, mention.span.start)
        self._starts.insert(place, mention.span.start)
        self.mentions.insert(place, mention)


def without_idle(
    sources: Sequence[Source], named: Container[int], said: Sequence[Utterance]
) -> tuple[list[Source], list[Utterance]]:
    """Return sources and utterances without those sources that speak nowhere and that no name names."""
    heard = {
        number for one in said for number in (one.source, *one.joint_speakers, *(c.source for c in one.candidates))
    }
    kept = [number for number in range(len(sources)) if number in heard or number in named]
    places = {number: place for place, number in enumerate(kept)}
    moved = [
        replace(
            one,
            source=None if one.source is None else places[one.source],
            joint_speakers=tuple(places[number] for number in one.joint_speakers),
            candidates=tuple(Candidate(places[c.source], c.reason) for c in one.candidates),
        )
        for one in said
    ]
    return [sources[number] for number in kept], moved
