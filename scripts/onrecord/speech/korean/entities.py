"""The people, bodies and nameless sources of a Korean story, and who a noun phrase stands for."""

from __future__ import annotations

import bisect
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from onrecord.model import Kind, Metadata, Source, Span
from onrecord.speech.entities import BaseEntities
from onrecord.speech.korean import names, noun_phrases
from onrecord.speech.korean.noun_phrases import Phrase
from onrecord.speech.types import Mention

MOST_BEARERS = 40  # of one short name, in one story; no story tells more apart
NEAR_BODIES = 60  # full names of bodies that are looked through for a short one


FULL, SHORT, DESCRIBED = 3, 2, 1  # strengths of mentions


@dataclass(slots=True)
class _Named:
    """How the text names a source: the places, and the roles and titles there."""

    forms: set[Span] = field(default_factory=set)
    roles: list[Span] = field(default_factory=list)  # in text order
    titles: set[str] = field(default_factory=set)


class Entities(BaseEntities):
    """Who speaks or is named in a Korean story."""

    def __init__(self, text: str, metadata: Metadata) -> None:
        super().__init__(text)
        self.reporters = set(metadata.values("byline"))
        self._named: list[_Named] = []  # of each source
        self._by_name: dict[tuple[Kind, str], int] = {}
        self._bearers: dict[str, list[int]] = defaultdict(list)  # people by what may stand for their names
        self._holders: dict[str, set[int]] = defaultdict(set)  # people by the titles before or behind their names
        self._bodies: list[tuple[int, str]] = []  # the full names of bodies and where they stand

    def complete(self) -> tuple[Source, ...]:
        """Return the sources with the places where they are named, and their roles."""
        return tuple(
            replace(source, forms=tuple(sorted(named.forms)), roles=tuple(named.roles))
            for source, named in zip(self.sources, self._named, strict=True)
        )

    def known_words(self) -> frozenset[str]:
        """Return the words of the names of foreigners and of people met with a title."""
        return frozenset(
            part for one in self.sources if one.kind == "person" for part in one.name.split() if len(part) > 1
        )

    def meet(self, phrases: Iterable[Phrase]) -> None:
        """Learn the full names of a story, so that shorter ones can be understood before and after them."""
        for phrase in phrases:
            if phrase.kind == "organisation" and not self._is_short(name := phrase.name.of(self.text)):
                self._bodies.append((phrase.name.start, name))
            if phrase.kind == "person" and self._is_full(phrase):
                self._add("person", phrase.name.of(self.text), phrase)

    def resolve(self, phrase: Phrase, last: int | None) -> int | None:
        """Return the source that a phrase stands for; `last` is the person spoken of before, for pronouns."""
        if phrase.kind == "pronoun":
            return last
        if phrase.kind == "person":
            return self._person(phrase)
        if phrase.kind == "title":
            return self._titled(phrase)
        if phrase.kind == "organisation":
            return self._body(phrase)
        if phrase.kind == "anonymous":
            if (named := self._surname(phrase)) is not None:
                return named
            return self._add("anonymous", phrase.name.of(self.text), phrase)
        return None

    def labelled(self, name: Span) -> int | None:
        """Return the source of a transcript's label: "한서우 교수", "하람군청"."""
        found = names.split(self.text, *name)
        phrase = noun_phrases.phrase(found, len(found) - 1) if found else None
        if phrase is None or phrase.kind == "pronoun":
            phrase = Phrase("person", name, name)
        return self.resolve(phrase, None)

    def role_at(self, source: int, at: Span) -> Span | None:
        """Return the role worded at a place, else the nearest one before it, else the first in the story."""
        roles = self._named[source].roles
        place = bisect.bisect_left(roles, at.end, key=lambda role: role.start)
        return roles[place - 1] if place else next(iter(roles), None)

    def is_reporter(self, source: int) -> bool:
        """Say whether a source wrote the story."""
        return self.sources[source].name in self.reporters

    def _is_full(self, phrase: Phrase) -> bool:
        name = phrase.name.of(self.text)
        return " " in name or names.is_korean_name(name)

    def _person(self, phrase: Phrase) -> int:
        name = phrase.name.of(self.text)
        if ("person", name) in self._by_name:
            return self._add("person", name, phrase)
        title = names.title_of(phrase.role.of(self.text)) if phrase.role else ""
        bearers = self._bearers.get(name, [])[:MOST_BEARERS]
        if title:
            same = [k for k in bearers if any(_agree(other, title) for other in self._named[k].titles)]
            bearers = same or [k for k in bearers if not self._named[k].roles]
        if len(bearers) == 1:
            return self._note(bearers[0], phrase)
        if len(bearers) > 1:
            return self._add("ambiguous", name, phrase)
        return self._add("person", name, phrase)

    def _surname(self, phrase: Phrase) -> int | None:
        """Return the person in "한 의원" where "한" is no "one" but the family name of somebody with that title."""
        first, _, rest = phrase.name.of(self.text).partition(" ")
        title = names.title_of(rest)
        if first not in names.SURNAMES or not title:
            return None
        bearers = [k for k in self._bearers.get(first, [])[:MOST_BEARERS] if title in self._named[k].titles]
        return self._note(bearers[0], phrase) if len(bearers) == 1 else None

    def _is_short(self, name: str) -> bool:
        return name in names.CITIES or name in names.BODIES

    def _body(self, phrase: Phrase) -> int | None:
        """Return the body of a name; a short one ("시", "도서관") is the last full one before it that ends so."""
        name = phrase.name.of(self.text)
        if not self._is_short(name):
            return self._add("organisation", name, phrase)
        last = bisect.bisect_left(self._bodies, (phrase.name.start, ""))
        for _, full in reversed(self._bodies[max(0, last - NEAR_BODIES) : last]):
            if full.split()[-1].endswith(name) and len(full) > len(name):
                return self._add("organisation", full, phrase)
        return None if name in names.CITIES else self._add("organisation", name, phrase)

    def _titled(self, phrase: Phrase) -> int:
        """Return the one person whose title a phrase is ("대통령"), else a nameless source of these words."""
        words = phrase.name.of(self.text)
        holders = self._holders.get(names.title_of(words), set())
        if len(holders) == 1 and " " not in words:
            return self._note(next(iter(holders)), phrase)
        return self._add("anonymous", words, phrase)

    def _add(self, kind: Kind, name: str, phrase: Phrase) -> int:
        index = self._by_name.get((kind, name))
        if index is None:
            index = self._by_name[kind, name] = len(self.sources)
            self.sources.append(Source(kind, name))
            self._named.append(_Named())
            for short in _short_forms(name) if kind == "person" else ():
                self._bearers[short].append(index)
        return self._note(index, phrase)

    def _note(self, index: int, phrase: Phrase) -> int:
        named, source = self._named[index], self.sources[index]
        if phrase.name not in named.forms:
            named.forms.add(phrase.name)
            full = source.kind == "person" and phrase.name.of(self.text) == source.name
            strength = DESCRIBED if phrase.kind in ("anonymous", "title") else FULL if full else SHORT
            self._note_mention(Mention(phrase.name, index, strength))
            if phrase.role and phrase.kind == "person":
                bisect.insort(named.roles, phrase.role)
                title = names.title_of(phrase.role.of(self.text))
                named.titles.add(title)
                if source.kind == "person":
                    self._holders[title].add(index)
        return index


def _short_forms(full: str) -> set[str]:
    """Return what may stand for a name: family name or given name of a Korean's, each word of a foreigner's."""
    forms = {word for word in full.split() if len(word) > 1 and word not in names.DOUBLE_SURNAMES}
    if " " not in full:
        if len(full) == 3 and full[1:] not in names.DOUBLE_SURNAMES:
            forms.add(full[1:])
        forms |= {family for family in (full[:1], full[:2]) if _is_family(family) and len(full) > len(family)}
    return forms


def _is_family(start: str) -> bool:
    return len(start) == 1 or start in names.DOUBLE_SURNAMES


def _agree(title: str, other: str) -> bool:
    """Say whether two titles may be one person's: "협회장" and "회장"."""
    return bool(title and other) and (title.endswith(other) or other.endswith(title))
