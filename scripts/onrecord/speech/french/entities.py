"""The people, organisations and nameless sources of a French story, and who a noun phrase stands for."""

from __future__ import annotations

import bisect
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from onrecord.language.folding import fold_words
from onrecord.model import Document, Kind, Metadata, Source, Span
from onrecord.speech.entities import BaseEntities
from onrecord.speech.french import names, noun_phrases
from onrecord.speech.french.names import Known, Name
from onrecord.speech.french.noun_phrases import NounPhrase
from onrecord.speech.types import Mention, Token

MOST_BEARERS = 40  # of one surname, in one story; no story tells more apart


@dataclass(slots=True)
class _Named:
    """How the text names a source."""

    gender: str = ""  # of a body and a nameless source too, by which "elle" may stand for it
    plural: bool = False
    forms: dict[Span, None] = field(default_factory=dict)
    roles: list[Span] = field(default_factory=list)  # in text order
    heads: set[str] = field(default_factory=set)  # the nouns of the roles, in the singular


class Entities(BaseEntities):
    """Who speaks or is named in a story. People and bodies are enlisted before anything is asked of them."""

    def __init__(self, document: Document, masked: str, metadata: Metadata) -> None:
        super().__init__(masked)
        self.original = document.text
        self.known = Known()
        self._bylines = {fold_words(value) for value in metadata.values("byline")}
        self._named: list[_Named] = []  # of each source
        self._by_key: dict[tuple[Kind, str], int] = {}
        self._bearers: dict[str, list[int]] = defaultdict(list)  # people by surname and by forename
        self._bodies: list[tuple[int, str, str]] = []  # where a body of more than one word stands, its noun, its key

    def published(self, speaking: Iterable[int]) -> dict[int, Source]:
        """Return the sources that speak or are people with a name, by their numbers here."""
        wanted = set(speaking)
        return {
            number: replace(
                source,
                forms=tuple(sorted(named.forms)),
                roles=tuple(named.roles),
                gender=named.gender if source.kind == "person" else "",
            )
            for number, (source, named) in enumerate(zip(self.sources, self._named, strict=True))
            if source.kind == "person" or number in wanted
        }

    # -- enlisting -------------------------------------------------------------------------------------------------

    def enlist(self, tokens: Sequence[Token], phrases: Iterable[NounPhrase]) -> None:
        """Take in the full names of people and bodies of a sentence."""
        for phrase in phrases:
            if phrase.kind == "person" and phrase.name and phrase.name.family < phrase.name.end:
                self._meet(tokens, phrase, phrase.name)
            elif phrase.kind == "organisation" and " " in phrase.span.of(self.text):
                self._bodies.append((phrase.span.start, phrase.head, fold_words(phrase.span.of(self.text))))

    def _meet(self, tokens: Sequence[Token], phrase: NounPhrase, name: Name) -> None:
        begin = name.start + bool(name.address)
        if name.family == begin:
            self.known.families.add(names.text_of(tokens, begin, name.end))
            return
        full = names.text_of(tokens, begin, name.end)
        self.known.full.add(full)
        key: tuple[Kind, str] = ("person", fold_words(full))
        index = self._by_key.get(key)
        if index is None:
            index = self._add("person", self._words(phrase.span), key[1])
            family = names.text_of(tokens, name.family, name.end)
            short = [family, names.text_of(tokens, begin, name.family)]
            if name.end > name.family + 1:  # "Kersaint" for "de Kersaint"
                short.append(names.text_of(tokens, name.family + 1, name.end))
            for one in dict.fromkeys(short):
                self._bearers[one.casefold()].append(index)
            self.known.families.update((family, *short[2:]))
            self.known.given.add(short[1])
        self._note(index, phrase)

    def _add(self, kind: Kind, name: str, key: str) -> int:
        """Return a new source."""
        index = self._by_key[kind, key] = len(self.sources)
        self.sources.append(Source(kind, name))
        self._named.append(_Named())
        return index

    def _note(self, index: int, phrase: NounPhrase) -> int:
        """Note that a phrase stands for a source, with the role that it states."""
        entry = self._named[index]
        if phrase.span not in entry.forms:
            entry.forms[phrase.span] = None
            self._note_mention(Mention(phrase.span, index, 3 if phrase.kind == "person" else 1))
        entry.gender = entry.gender or phrase.gender
        if phrase.role and phrase.kind == "person" and phrase.role not in entry.roles:
            bisect.insort(entry.roles, phrase.role)
            entry.heads.add(_single(phrase.head))
        return index

    # -- asking ----------------------------------------------------------------------------------------------------

    def resolve(self, tokens: Sequence[Token], phrase: NounPhrase) -> int | None:
        """Return the source that a phrase other than a pronoun stands for."""
        if phrase.kind == "person" and phrase.name:
            return self._person(tokens, phrase, phrase.name)
        if phrase.kind == "role":
            return self._holder(phrase)
        if phrase.kind == "organisation":
            return self._body(phrase)
        if phrase.kind == "nameless":
            return self._nameless(tokens, phrase)
        return None

    def _person(self, tokens: Sequence[Token], phrase: NounPhrase, name: Name) -> int | None:
        begin = name.start + bool(name.address)
        full = names.text_of(tokens, begin, name.end)
        index = self._by_key.get(("person", fold_words(full)))
        if index is not None and name.family > begin:
            return self._note(index, phrase)
        bearers = self._bearers.get(full.casefold(), [])[:MOST_BEARERS]
        fits = [k for k in bearers if not (name.gender and self.gender(k) and name.gender != self.gender(k))]
        if phrase.head and len(fits) > 1:
            fits = [k for k in fits if _single(phrase.head) in self._named[k].heads] or fits
        if len(fits) == 1:
            return self._note(fits[0], phrase)
        if len(fits) > 1:
            return self._made("ambiguous", self._words(phrase.span), phrase)
        if not name.address and not phrase.role and name.family < name.end:
            return None
        index = self._made("person", self._words(phrase.span), phrase)
        if index not in self._bearers[full.casefold()]:
            self._bearers[full.casefold()].append(index)
        return index

    def _holder(self, phrase: NounPhrase) -> int | None:
        """Return the one person whose role a description is, else a nameless source of these words."""
        head = _single(phrase.head)
        words_of = fold_words(phrase.role.of(self.text)) if phrase.role else head
        holders = [
            k
            for k, entry in enumerate(self._named)
            if self.kind(k) == "person"
            and head in entry.heads
            and not (phrase.gender and entry.gender and phrase.gender != entry.gender)
            and any(self._agree(words_of, role) for role in entry.roles)
        ]
        if len(holders) == 1:
            return self._note(holders[0], phrase)
        if holders:
            return None
        earlier = [
            k
            for k, entry in enumerate(self._named)
            if self.kind(k) == "anonymous" and not entry.plural and head in entry.heads
        ]
        definite = fold_words(phrase.span.of(self.text)) != words_of
        if len(earlier) == 1 and definite and words_of == head:
            return self._note(earlier[0], phrase)
        return self._described(phrase)

    def _agree(self, words_of: str, role: Span) -> bool:
        """Say whether a description may be of a role: "la maire" of "maire de Port-Blanc", not the other way round."""
        return f"{fold_words(role.of(self.text))} ".startswith(f"{words_of} ")

    def _body(self, phrase: NounPhrase) -> int:
        """Return a body; a noun alone is the last full name before it that begins so."""
        words_of = phrase.span.of(self.text)
        key = fold_words(words_of)
        if " " not in words_of:
            last = bisect.bisect_left(self._bodies, (phrase.span.start, "", ""))
            full = next((one for _, head, one in reversed(self._bodies[:last]) if head == phrase.head.lower()), key)
            key = full
        index = self._by_key.get(("organisation", key))
        if index is not None:
            return self._note(index, phrase)
        return self._made("organisation", self._words(phrase.span), phrase, key)

    def _nameless(self, tokens: Sequence[Token], phrase: NounPhrase) -> int:
        head = _single(phrase.head)
        definite = tokens[phrase.start].low in noun_phrases.DEFINITE
        earlier = [
            k
            for k, entry in enumerate(self._named)
            if self.kind(k) == "anonymous" and entry.plural == phrase.plural and head in entry.heads
        ]
        if len(earlier) == 1 and definite and not phrase.plural:
            return self._note(earlier[0], phrase)
        return self._described(phrase)

    def _described(self, phrase: NounPhrase) -> int:
        index = self._made("anonymous", self._words(phrase.span), phrase)
        entry = self._named[index]
        entry.plural = phrase.plural
        entry.heads.add(_single(phrase.head))
        return index

    def _made(self, kind: Kind, name: str, phrase: NounPhrase, key: str = "") -> int:
        """Return the source of a kind and name that speaks, made on first use."""
        place = (kind, key or fold_words(name))
        index = self._by_key.get(place)
        if index is None:
            index = self._add(kind, name, place[1])
        return self._note(index, phrase)

    def _words(self, span: Span) -> str:
        return " ".join(span.of(self.original).split())

    # -- what turns and pronouns ask -------------------------------------------------------------------------------

    def labelled(self, name: Span) -> int | None:
        """Return the source of a transcript's label: "Claire Morvan", "La préfecture"."""
        tokens = names.split(self.text, *name)
        phrase = noun_phrases.phrase_at(tokens, 0, self.known)
        if phrase is None or phrase.kind in ("pronoun", "nobody"):
            return self._made("person", self._words(name), NounPhrase("person", 0, len(tokens), name))
        self.enlist(tokens, [phrase])
        return self.resolve(tokens, phrase)

    def role_at(self, source: int, at: Span) -> Span | None:
        """Return the role worded at a place, else the nearest one before it, else the first in the story."""
        roles = self._named[source].roles
        place = bisect.bisect_left(roles, at.end + 1, key=lambda role: role.start)
        return roles[place - 1] if place else next(iter(roles), None)

    def gender(self, source: int) -> str:
        """Return 'f', 'm' or '' for a source, a body among them."""
        return self._named[source].gender

    def is_reporter(self, source: int) -> bool:
        """Say whether a source wrote the story."""
        return fold_words(self.sources[source].name) in self._bylines

    def allows(self, source: int, word: str) -> bool:
        """Say whether a pronoun may stand for a source: gender and number forbid, and give no reason."""
        gender, plural = noun_phrases.PRONOUNS[word]
        entry, kind = self._named[source], self.kind(source)
        if kind in ("ambiguous", "unknown") or plural != entry.plural:
            return False
        if kind == "organisation" and not entry.gender:
            return False
        return not (gender and entry.gender and gender != entry.gender)


def _single(noun: str) -> str:
    """Return a noun in the singular."""
    return noun.lower().removesuffix("s")
