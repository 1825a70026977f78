"""Keep the roles that a story states, and answer which was stated where and who holds an office."""

from __future__ import annotations

import bisect
from collections import defaultdict
from collections.abc import Collection, Sequence

from onrecord.language import wordlists
from onrecord.model import Span
from onrecord.speech.english.lexicon import fold
from onrecord.speech.english.names.roles import OWNERS, Role

# A word before the head that makes another office of it: a "vice president" is no "president".
LESSER = wordlists.words("en", "titles", "lesser")
MOST_HOLDERS = 100  # of a word in their roles, in one story; no story tells more apart
LONGEST_OWNER = 8  # characters of "whose" and the blanks around it


class RoleIndex:
    """The roles of a story's people, by person, by place and by word."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._stated: dict[tuple[int, int], list[tuple[Span, Span]]] = defaultdict(
            list
        )  # (source, strength): place, role
        self._beside: dict[int, tuple[int, Span]] = {}  # where a role begins: whose it is, and the name beside it
        self._title: dict[tuple[int, Span], int] = {}  # where the title before a name begins
        self._by_head: dict[str, dict[tuple[int, tuple[str, ...]], None]] = defaultdict(dict)

    def note(self, source: int, place: Span, role: Role) -> None:
        """Take in a role worded beside one place of a name."""
        bisect.insort(self._stated[source, role.strength], (place, role.span))
        self._beside.setdefault(role.span.start, (source, place))
        owner = self.text.rfind(" ", max(0, role.span.start - LONGEST_OWNER), role.span.start - 1) + 1
        if owner and self.text[owner : role.span.start - 1].lower() in OWNERS:
            self._beside.setdefault(owner, (source, place))
        if role.span.end <= place.start <= role.span.end + 5:
            self._title[source, place] = role.span.start
        words = tuple(
            part for word in fold(role.span.of(self.text)).replace(",", " ").split() for part in word.split("-")
        )
        for word in words:
            if len(self._by_head[word]) < MOST_HOLDERS:
                self._by_head[word][source, words] = None

    def at(self, source: int, at: Span) -> Span | None:
        """Return the role as worded at a mention, else the nearest earlier one, else the first of the story.

        A bare title of one word ("Captain") and a kinship only count where the story says nothing fuller.
        """
        for strength in (2, 1, 0):
            stated = self._stated.get((source, strength))
            if stated:
                index = bisect.bisect_right(stated, at.start, key=lambda entry: entry[0].start) - 1
                return stated[max(0, index)][1]
        return None

    def title_start(self, source: int, place: Span) -> int:
        """Return where the title before a name begins, or the name where none stands before it."""
        return self._title.get((source, place), place.start)

    def beside(self, start: int) -> tuple[int, Span] | None:
        """Return the person, and the place of her name, whose role begins at a position."""
        return self._beside.get(start)

    def holders(self, head: str, extra: Collection[str]) -> list[int]:
        """Return the people to whom a word was attached as a role; further words decide between several."""
        fits: dict[int, None] = {}
        fuller: dict[int, None] = {}
        for source, words in self._by_head.get(head, ()):
            place = words.index(head)
            if place and words[place - 1] in LESSER and words[place - 1] not in extra:
                continue
            fits[source] = None
            if extra and set(extra) <= set(words):
                fuller[source] = None
        return list(fuller or fits)

    def office(self, words: Sequence[str]) -> list[int]:
        """Return the people a role of whom has these words side by side."""
        wanted = f" {' '.join(words)} "
        named = self._by_head.get(words[-1], ())
        return list(dict.fromkeys(source for source, role in named if wanted in f" {' '.join(role)} "))
