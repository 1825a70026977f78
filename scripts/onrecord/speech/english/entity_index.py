"""Find again the organisations and nameless sources that a story brought in before: by a word of their name, by age."""

from __future__ import annotations

import bisect
import re
from collections import defaultdict
from collections.abc import Sequence

from onrecord.language import wordlists
from onrecord.model import Source, Span
from onrecord.speech.english.lexicon import fold
from onrecord.speech.types import Mention

# "Ada Brook, 54,", "Ada Brook (54)"
AGE_PATTERN = re.compile(r"(?:, | \()(\d{1,3})(?=[,.)])")
HEAD_WORDS = 6  # of a nameless source's description that may hold its head
NOT_TAKEN_UP = wordlists.words("en", "pronouns", "possessives") | {"the"}


class EntityIndex:
    """An index of a story's sources by the words that later phrases take up."""

    def __init__(self) -> None:
        self._bodies: dict[str, list[tuple[int, int]]] = defaultdict(list)  # word: (place, source)
        self._nameless: dict[str, list[tuple[int, int]]] = defaultdict(list)
        self._ages: dict[str, dict[int, None]] = defaultdict(dict)

    def index(self, text: str, mentions: Sequence[Mention], sources: Sequence[Source]) -> None:
        """Take in the named organisations and the ages of people."""
        for mention in mentions:
            source = sources[mention.source]
            if source.kind == "organisation":
                words = fold(source.name).split()
                for word in words if len(words) > 1 else ():
                    self._bodies[word].append((mention.span.end, mention.source))
            elif match := AGE_PATTERN.match(text, mention.span.end):
                self._ages[match.group(1)][mention.source] = None

    def note(self, number: int, kind: str, name: str, span: Span) -> None:
        """Take in a source that a phrase has brought in."""
        words = fold(name).split()
        if kind == "anonymous" and words[0] not in NOT_TAKEN_UP:
            for word in words[:HEAD_WORDS]:
                bisect.insort(self._nameless[word], (span.end, number))
        elif kind == "organisation" and "of" in words:
            for word in words[: words.index("of")]:
                bisect.insort(self._bodies[word], (span.end, number))

    def body(self, word: str, before: int) -> int | None:
        """Return the organisation named last before a position whose name has the word."""
        return _last(self._bodies.get(word, ()), before)

    def nameless(self, word: str, before: int) -> int | None:
        """Return the nameless source brought in last before a position whose description has the word."""
        return _last(self._nameless.get(word, ()), before)

    def aged(self, age: str) -> list[int]:
        """Return the people of that age."""
        return list(self._ages.get(age, ()))


def _last(places: Sequence[tuple[int, int]], before: int) -> int | None:
    index = bisect.bisect_right(places, before, key=lambda place: place[0]) - 1
    return places[index][1] if index >= 0 else None
