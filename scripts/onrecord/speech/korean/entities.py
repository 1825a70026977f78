"""The people, bodies and nameless sources of a Korean story, and who a noun phrase stands for."""

from __future__ import annotations

import bisect
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace

from onrecord.model import Kind, Metadata, Source, Span
from onrecord.speech.entities import BaseEntities
from onrecord.speech.korean import names, noun_phrases
from onrecord.speech.korean.noun_phrases import Phrase
from onrecord.speech.types import Mention, Reference, Turn

MOST_BEARERS = 40  # of one short name, in one story; no story tells more apart
NEAR_BODIES = 60  # full names of bodies that are looked through for a short one


FULL, SHORT, DESCRIBED = 3, 2, 1  # strengths of mentions


class Entities(BaseEntities):
    """Who speaks or is named in a Korean story. People are enlisted first; whoever else speaks is brought in."""

    def __init__(self, text: str, metadata: Metadata) -> None:
        super().__init__(text)
        self.reporters = set(metadata.values("byline"))
        self._forms: list[set[Span]] = []  # of each source: where it is named
        self._roles: list[list[Span]] = []  # of each source, in text order
        self._known: dict[tuple[Kind, str], int] = {}
        self._labels: dict[Span, int | None] = {}
        self._bearers: dict[str, list[int]] = defaultdict(list)  # people by what may stand for their names
        self._holders: dict[str, set[int]] = defaultdict(set)  # people by the titles before or behind their names
        self._bodies: list[tuple[int, str]] = []  # the full names of bodies and where they stand

    def complete(self) -> list[Source]:
        """Return the sources with the places where they are named, and their roles."""
        return [
            replace(source, forms=tuple(sorted(forms)), roles=tuple(roles))
            for source, forms, roles in zip(self.sources, self._forms, self._roles, strict=True)
        ]

    def known_words(self) -> frozenset[str]:
        """Return the words of the names of foreigners and of people met with a title."""
        return frozenset(
            part for one in self.sources if one.kind == "person" for part in one.name.split() if len(part) > 1
        )

    # -- enlisting -------------------------------------------------------------------------------------------------

    def enlist(self, phrases: Iterable[Phrase]) -> None:
        """Take in the full names of a sentence, so that shorter ones can be understood before and after them."""
        for phrase in phrases:
            name = phrase.name.of(self.text)
            if phrase.kind == "organisation" and not _is_short(name):
                self._bodies.append((phrase.name.start, name))
            if phrase.kind == "person" and (" " in name or names.is_korean_name(name)):
                self.bring_in(self._description(phrase, "person", name))

    def enlist_person(self, phrase: Phrase) -> None:
        """Take in a person whom a sentence is about, under whatever name; a title alone has to be somebody's."""
        found = self.resolve(phrase, None)
        if found and found.kind == "person":
            self.bring_in(found)

    def label(self, turns: Sequence[Turn]) -> None:
        """Take in whom the labels of turns name: "한서우 교수", "하람군청"."""
        for name in [turn.name or turn.mention for turn in turns if turn.kind in ("named", "question")]:
            if name and name not in self._labels:
                words = names.split(self.text, *name)
                phrase = noun_phrases.phrase(words, len(words) - 1) if words else None
                if phrase is None or phrase.kind == "pronoun":
                    phrase = Phrase("person", name, name)
                if found := self.resolve(phrase, None):
                    self._labels[name] = self.bring_in(found)

    def bring_in(self, found: Reference) -> int | None:
        """Return the source that a description means, made on first use; its words are a place where it is named."""
        if found.kind is None:
            return found.source
        index = self._known.get((found.kind, found.name))
        if index is None:
            index = self._known[found.kind, found.name] = len(self.sources)
            self.sources.append(Source(found.kind, found.name))
            self._forms.append(set())
            self._roles.append([])
            for short in _short_forms(found.name) if found.kind == "person" else ():
                self._bearers[short].append(index)
        if found.span not in self._forms[index]:
            self._forms[index].add(found.span)
            self._note_mention(Mention(found.span, index, found.strength))
            if found.role:
                bisect.insort(self._roles[index], found.role)
                if found.kind == "person":
                    self._holders[names.title_of(found.role.of(self.text))].add(index)
        return index

    # -- asking ----------------------------------------------------------------------------------------------------

    def resolve(self, phrase: Phrase, last: int | None) -> Reference | None:
        """Return whom a phrase means; `last` is the person spoken of before, for pronouns."""
        name = phrase.name.of(self.text)
        if phrase.kind == "pronoun":
            return None if last is None else Reference("pronoun", phrase.name, last, DESCRIBED)
        if phrase.kind == "person":
            return self._person(phrase, name)
        if phrase.kind == "organisation":
            return self._body(phrase, name)
        known = self._holder(name) if phrase.kind == "title" else self._surname(name)
        return self._description(phrase, "anonymous", name, known)

    def labelled(self, name: Span) -> int | None:
        """Return the source of a transcript's label."""
        return self._labels.get(name)

    def role_at(self, source: int, at: Span) -> Span | None:
        """Return the role worded at a place, else the nearest one before it, else the first in the story."""
        roles = self._roles[source]
        place = bisect.bisect_left(roles, at.end, key=lambda role: role.start)
        return roles[place - 1] if place else next(iter(roles), None)

    def is_reporter(self, source: int) -> bool:
        """Say whether a source wrote the story."""
        return self.sources[source].name in self.reporters

    def _description(self, phrase: Phrase, kind: Kind, name: str, known: int | None = None) -> Reference:
        """Return whom a phrase means: a source that is known, else one of this kind and name."""
        if known is None:
            known = self._known.get((kind, name))
        if known is not None:
            kind, name = self.sources[known].kind, self.sources[known].name
        strength = FULL if kind == "person" and phrase.name.of(self.text) == name else SHORT
        if phrase.kind in ("anonymous", "title"):
            strength = DESCRIBED
        role = phrase.role if phrase.kind == "person" else None
        return Reference("phrase", phrase.name, known, strength, kind, name, role)

    def _person(self, phrase: Phrase, name: str) -> Reference:
        if ("person", name) in self._known:
            return self._description(phrase, "person", name)
        title = names.title_of(phrase.role.of(self.text)) if phrase.role else ""
        bearers = self._bearers.get(name, [])[:MOST_BEARERS]
        if title:
            agreeing = [people for other, people in self._holders.items() if _agree(other, title)]
            same = [k for k in bearers if any(k in people for people in agreeing)]
            bearers = same or [k for k in bearers if not self._roles[k]]
        if len(bearers) > 1:
            return self._description(phrase, "ambiguous", name)
        return self._description(phrase, "person", name, *bearers)

    def _surname(self, name: str) -> int | None:
        """Return the person in "한 의원" where "한" is no "one" but the family name of somebody with that title."""
        first, _, rest = name.partition(" ")
        title = names.title_of(rest)
        if first not in names.SURNAMES or not title:
            return None
        holders = self._holders.get(title, set())
        fits = [k for k in self._bearers.get(first, [])[:MOST_BEARERS] if k in holders]
        return fits[0] if len(fits) == 1 else None

    def _body(self, phrase: Phrase, name: str) -> Reference | None:
        """Return the body of a name; a short one ("시", "도서관") is the last full one before it that ends so."""
        if not _is_short(name):
            return self._description(phrase, "organisation", name)
        last = bisect.bisect_left(self._bodies, (phrase.name.start, ""))
        for _, full in reversed(self._bodies[max(0, last - NEAR_BODIES) : last]):
            if full.split()[-1].endswith(name) and len(full) > len(name):
                return self._description(phrase, "organisation", full)
        return None if name in names.SHORT_NAMES else self._description(phrase, "organisation", name)

    def _holder(self, title: str) -> int | None:
        """Return the one person whose title some words are: "대통령"."""
        holders = self._holders.get(names.title_of(title), set())
        return next(iter(holders)) if len(holders) == 1 and " " not in title else None


def _is_short(name: str) -> bool:
    return name in names.SHORT_NAMES or name in names.BODIES


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
