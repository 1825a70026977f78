"""What lies inside one of many spans, and what outside."""

from __future__ import annotations

import bisect
from collections.abc import Iterable, Iterator

from onrecord.model import Span


class Cover:
    """The union of spans."""

    def __init__(self, spans: Iterable[Span]) -> None:
        self._starts: list[int] = []
        self._ends: list[int] = []
        for start, end in sorted(spans):
            if self._ends and start <= self._ends[-1]:
                self._ends[-1] = max(self._ends[-1], end)
            elif start < end:
                self._starts.append(start)
                self._ends.append(end)

    def blanked(self, text: str) -> str:
        """Return the text with spaces for what is covered."""
        parts, at = [], 0
        for start, end in zip(self._starts, self._ends, strict=True):
            parts += [text[at:start], " " * (end - start)]
            at = end
        return "".join([*parts, text[at:]])

    def outside(self, span: Span) -> Iterator[Span]:
        """Yield what of a span is not covered, in order."""
        at = span.start
        for place in range(bisect.bisect_right(self._ends, at), bisect.bisect_left(self._starts, span.end)):
            if self._starts[place] > at:
                yield Span(at, self._starts[place])
            at = self._ends[place]
        if at < span.end:
            yield Span(at, span.end)

    def holds(self, offset: int) -> bool:
        """Say whether an offset is covered."""
        place = bisect.bisect_right(self._starts, offset) - 1
        return place >= 0 and offset < self._ends[place]
