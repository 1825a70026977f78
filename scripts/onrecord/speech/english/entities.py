"""Hold the people, organisations and nameless sources of a story, and say which of them a stretch of text names."""

from __future__ import annotations

import bisect
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from onrecord.language import wordlists
from onrecord.model import Document, Kind, Metadata, Source, Span
from onrecord.speech.english.entity_index import EntityIndex
from onrecord.speech.english.lexicon import fold
from onrecord.speech.english.names import aliases, evidence, gender, headings, organisations, roles, shape, splitting
from onrecord.speech.english.names import candidates as name_candidates
from onrecord.speech.english.names.people import Ambiguous, Person
from onrecord.speech.english.names.role_index import RoleIndex
from onrecord.speech.entities import BaseEntities
from onrecord.speech.text.masks import JOINT
from onrecord.speech.types import Mention, NameCandidate, Reference, Turn

MOST_FORMS = 200  # places kept of a source that noun phrases bring in
ALL_KINDS: tuple[Kind, ...] = ("person", "organisation", "anonymous", "ambiguous")
HONOURIFICS = wordlists.words("en", "titles", "honourifics")


class Entities(BaseEntities):
    """The sources of one story. `sources` grows when a noun phrase brings in a new organisation or nameless source."""

    def __init__(self, document: Document, masked: str, quoted: Sequence[Span]) -> None:
        super().__init__(masked)
        self.original = document.text
        self.quoted = sorted(quoted)
        self._quotes_begin = [span.start for span in self.quoted]
        self.candidates: dict[int, tuple[int, ...]] = {}  # of an ambiguous source: the people it may be
        self.gender_reasons: dict[int, str] = {}
        self.reporters: frozenset[int] = frozenset()
        self.role_index = RoleIndex(masked)
        self.entity_index = EntityIndex()
        self._labels: dict[Span, int] = {}
        self._known: dict[tuple[str, str], int] = {}

    def in_quotes(self, position: int) -> bool:
        """Say whether a position lies inside quotation marks."""
        index = bisect.bisect_right(self._quotes_begin, position) - 1
        return index >= 0 and self.quoted[index].end > position

    def role_at(self, source: int, at: Span) -> Span | None:
        """Return the role as worded at a mention, else the nearest earlier one, else the first of the story."""
        return self.role_index.at(source, at)

    def gender(self, source: int) -> str:
        """Return 'f', 'm' or '' for a source."""
        return self.sources[source].gender

    def labelled(self, name: Span) -> int | None:
        """Return the source that a label names, or None."""
        if name in self._labels:
            return self._labels[name]
        inside = self.within(name.start, name.end, ALL_KINDS)
        return inside[-1].source if inside else None

    def known(self, kind: Kind, name: str) -> int | None:
        """Return the source of this kind and name, if the story has brought it in."""
        return self._known.get((kind, fold(name)))

    def add(self, kind: Kind, name: str, span: Span) -> int:
        """Return the source of this kind and name, made on first use."""
        key = (kind, fold(name))
        number = self._known.get(key)
        if number is None:
            number = self._known[key] = len(self.sources)
            self.sources.append(Source(kind, name, (span,)))
            self.entity_index.note(number, kind, name, span)
        elif len(self.sources[number].forms) < MOST_FORMS and span not in self.sources[number].forms:
            known = self.sources[number]
            self.sources[number] = replace(known, forms=(*known.forms, span))
        return number

    def bring_in(self, found: Reference) -> int | None:
        """Return the source that a description means, added now when the words themselves are all that makes it."""
        return found.source if found.kind is None else self.add(found.kind, found.name, found.span)

    def add_person(
        self,
        person: Person,
        found: Sequence[NameCandidate],
        paragraphs: Sequence[Span],
        heading: Sequence[str] = (),
    ) -> None:
        """Add a person with her mentions, roles and gender; `heading` has the full names of the story's title."""
        number = len(self.sources)
        places = [(found[i], strength) for i, strength in person.mentions()]
        self.mentions += [Mention(name.name, number, strength) for name, strength in places]
        stated = []
        for name, _ in places:
            if role := roles.read(self.text, name, paragraphs[name.paragraph]):
                stated.append(role.span)
                self.role_index.note(number, name.name, role)
        completed = headings.complete(person, heading)
        letter, self.gender_reasons[number] = gender.read(self.text, person, [name for name, _ in places], stated)
        full = completed or _full_name(self.original, person, [name for name, _ in places])
        self.sources.append(
            Source("person", full, tuple(n.name for n, _ in places), tuple(dict.fromkeys(stated)), letter)
        )

    def add_organisation(self, body: organisations.Organisation) -> None:
        """Add an organisation with its mentions."""
        name = " ".join(body.forms[body.longest].of(self.original).split())
        number = self.add("organisation", name, body.forms[0])
        self.sources[number] = replace(self.sources[number], forms=body.forms)
        self.mentions += [Mention(span, number, body.strength) for span in body.forms]

    def add_ambiguous(self, doubt: Ambiguous, found: Sequence[NameCandidate]) -> None:
        """Add a bare surname that several people share."""
        number = len(self.sources)
        self.candidates[number] = doubt.people
        self.mentions += [Mention(found[i].name, number, 2) for i in doubt.places]
        places = tuple(found[i].name for i in doubt.places)
        self.sources.append(Source("ambiguous", shape.plain(doubt.form.replace("·", ".").replace(JOINT, "")), places))

    def index(self) -> None:
        """Put the mentions in text order, ready to be looked up."""
        self.mentions.sort(key=lambda mention: mention.span)
        self._starts = [mention.span.start for mention in self.mentions]
        self.entity_index.index(self.text, self.mentions, self.sources)

    def label(self, turns: Sequence[Turn], labels: dict[Span, NameCandidate]) -> None:
        """Settle whom each label of a turn means, and note the roles that labels state."""
        stated: dict[int, dict[Span, None]] = defaultdict(dict)
        for turn in turns:
            if turn.kind == "newsroom" and turn.mention not in labels:
                continue
            for mention in (turn.mention, turn.name):
                if mention is not None and mention not in self._labels:
                    at = self.at(labels[mention].name.start) if mention in labels else None
                    self._labels[mention] = at.source if at else self._office(mention)
            if turn.role is not None and turn.mention is not None:
                number = self._labels[turn.mention]
                self.role_index.note(number, turn.mention, roles.Role(turn.role, 2))
                stated[number][turn.role] = None
        for number, found in stated.items():
            known = self.sources[number]
            self.sources[number] = replace(known, roles=tuple(dict.fromkeys([*known.roles, *found])))

    def _office(self, mention: Span) -> int:
        """Return the source for a label without a name: the one holder of an office, or a nameless voice."""
        words = [fold(word) for word in mention.of(self.original).split()]
        if words[0] == "the" and len(words) > 1:
            holders = self.role_index.office(words[1:])
            if len(holders) == 1:
                return holders[0]
        return self.add("anonymous", " ".join(mention.of(self.original).split()), mention)


def enlist(
    document: Document,
    paragraphs: range,
    masked: str,
    quoted: Sequence[Span],
    metadata: Metadata,
    turns: Sequence[Turn] = (),
) -> Entities:
    """Return the entities of one story."""
    spans = document.paragraphs[paragraphs.start : paragraphs.stop]
    found, low = name_candidates.find(masked, spans)
    labels = _labels(document, paragraphs, turns)
    found = _with_labels(splitting.carve(masked, found), labels, turns)
    verdicts = evidence.count(masked, found, low, {name.name for name in labels.values()})
    grouped = aliases.group(masked, found, verdicts)
    entities = Entities(document, masked, quoted)
    heading = headings.full_names(metadata)
    for person in grouped.people:
        entities.add_person(person, found, spans, heading)
    for doubt in grouped.unclear:
        entities.add_ambiguous(doubt, found)
    for body in organisations.group(masked, found, verdicts, grouped.used):
        entities.add_organisation(body)
    bylines = [fold(value) for value in metadata.values("byline")]
    entities.reporters = frozenset(
        i
        for i, s in enumerate(entities.sources)
        if s.kind == "person" and any(fold(s.name) in line for line in bylines)
    )
    entities.index()
    entities.label(turns, labels)
    return entities


def _labels(document: Document, paragraphs: range, turns: Sequence[Turn]) -> dict[Span, NameCandidate]:
    """Return the names that labels of turns hold, by the span of the label's name."""
    out = {}
    for turn in turns:
        for mention in (turn.mention, turn.name):
            if mention is not None and mention not in out and turn.kind != "question" and not _is_asker(document, turn):
                paragraph = max(0, document.paragraph_at(mention.start) - paragraphs.start)
                if name := name_candidates.labelled(document.text, mention, paragraph):
                    out[mention] = name
    return out


def _is_asker(document: Document, turn: Turn) -> bool:
    """Say whether a label is the newsroom's and no full name: "Echo:", of the Tarn Valley Echo, is nobody's."""
    return turn.kind == "newsroom" and turn.name is not None and " " not in turn.name.of(document.text)


def _with_labels(
    found: list[NameCandidate], labels: dict[Span, NameCandidate], turns: Sequence[Turn]
) -> list[NameCandidate]:
    """Return the names in text order with those of labels in place of what was found inside labels."""
    if not turns:
        return found
    spans = sorted(turn.label for turn in turns)

    def outside(name: NameCandidate) -> bool:
        index = bisect.bisect_right(spans, name.name.start, key=lambda span: span.start) - 1
        return index < 0 or spans[index].end <= name.name.start

    return sorted([*filter(outside, found), *labels.values()], key=lambda name: name.name)


def _full_name(text: str, person: Person, places: Sequence[NameCandidate]) -> str:
    """Return the fullest form of a name, in words of the text; "Mrs. Brook" where the story never says more."""

    def fullness(name: NameCandidate) -> tuple[int, int, bool, int, int]:
        words = name.form.split()
        known = sum(fold(word) in person.words for word in words)
        return known, known - len(words), not name.form.isupper(), len(name.form), -name.name.start

    first_places = {name.form: name for name in reversed(places)}
    longest = max(first_places.values(), key=fullness)
    full = shape.plain(longest.name.of(text))
    address = {name.honourific for name in places}
    if " " not in full and len(address) == 1 and address <= HONOURIFICS:
        dot = "." if text[longest.name.start - 2 : longest.name.start] == ". " else ""
        return f"{address.pop().capitalize()}{dot} {full}"
    return full
