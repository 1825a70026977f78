"""What people have written down about outlets, licences, speakers and topics: loaded, checked, and looked up.

Nothing here writes, and `load` never raises: a file that cannot be used at all is a problem of severity 'refused',
and the other files are used all the same.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Annotated, Literal

from pydantic import AfterValidator

from onrecord import urls
from onrecord.authority import entries, licences, outlets, references
from onrecord.authority.entries import (
    Address,
    DayOrEmpty,
    Entries,
    Entry,
    IptcOrEmpty,
    Plain,
    PlainOrEmpty,
    Slug,
    SlugOrEmpty,
    WikidataOrEmpty,
)
from onrecord.language.folding import folded
from onrecord.model import Problem, Refused


def _free(text: str) -> str:
    if text in urls.RESERVED:
        raise ValueError("this id is kept for pages and files of the site itself")
    return text


PageId = Annotated[Slug, AfterValidator(_free)]
"""An id that becomes the address of a page."""


class Office(Entry):
    """An office that somebody held, both dates included and an empty one open.

    `also` are other words for it; `of` names the place or organisation, `also_of` its other forms ("Norland",
    "Norlandic").
    """

    title: Plain
    also: tuple[Plain, ...] = ()
    of: PlainOrEmpty = ""
    also_of: tuple[Plain, ...] = ()
    since: DayOrEmpty = ""
    until: DayOrEmpty = ""


class Person(Entry):
    """A person or organisation that the archive knows.

    `family` is the family name as it stands in `name`. `articles` are the articles in which these names mean this
    entry, where several share them. `same_as` merges the entry into another; `formerly` are ids it once had.
    """

    id: PageId
    name: Plain
    kind: Literal["person", "organisation"] = "person"
    aliases: tuple[Plain, ...] = ()
    family: PlainOrEmpty = ""
    offices: tuple[Office, ...] = ()
    articles: tuple[Plain, ...] = ()
    same_as: SlugOrEmpty = ""
    not_same_as: tuple[Slug, ...] = ()
    formerly: tuple[PageId, ...] = ()
    wikidata: WikidataOrEmpty = ""
    links: tuple[Address, ...] = ()
    note: PlainOrEmpty = ""

    @property
    def names(self) -> tuple[str, ...]:
        """Return the name and every other form that the authority file gives."""
        return (self.name, *self.aliases)

    @property
    def addresses(self) -> tuple[str, ...]:
        """Return web addresses that are about the same person or organisation."""
        own = (f"https://www.wikidata.org/entity/{self.wikidata}",) if self.wikidata else ()
        return own + self.links


class Topic(Entry):
    """A topic and its lexicon: `strong` phrases decide alone, `weak` ones in company, `never` ones cancel.

    A phrase with a capital is found with this capital only; others as they are and with capitals. `formerly` are ids
    that the topic once had.
    """

    id: PageId
    name: Plain
    formerly: tuple[Slug, ...] = ()
    iptc: IptcOrEmpty = ""
    broader: SlugOrEmpty = ""
    scope: PlainOrEmpty = ""
    strong: tuple[Plain, ...] = ()
    weak: tuple[Plain, ...] = ()
    never: tuple[Plain, ...] = ()


@dataclass(frozen=True)
class ReadingAuthority:
    """What reading a single seed needs to know: outlets and licences. The digest is of both files' bytes."""

    outlets: tuple[outlets.Outlet, ...] = ()
    licences: tuple[licences.Licence, ...] = ()
    digest: str = ""


@dataclass(frozen=True)
class PeopleAuthority:
    """Who is listed. Equal digests mean equal entries."""

    entries: tuple[Person, ...] = field(default=(), compare=False)
    digest: str = ""

    @cached_property
    def redirects(self) -> dict[str, str]:
        """Return the ids of merged and renamed entries with the id that stands for each now."""
        links = {person.id: person.same_as for person in self.entries if person.same_as}
        links |= {old: person.id for person in self.entries for old in person.formerly}
        return {old: references.end(old, links) for old in links}

    @cached_property
    def by_id(self) -> dict[str, Person]:
        """Return the entries that stand for themselves, by id."""
        return {person.id: person for person in self.entries if not person.same_as}

    @cached_property
    def _names(self) -> dict[str, tuple[str, ...]]:
        found: dict[str, list[str]] = defaultdict(list)
        for person in sorted(self.entries, key=lambda person: bool(person.same_as)):
            found[self.redirects.get(person.id, person.id)].extend(person.names)
        return {one: tuple(dict.fromkeys(names)) for one, names in found.items()}

    def get(self, speaker: str) -> Person | None:
        """Return the entry of an id, or of the one that it redirects to."""
        return self.by_id.get(self.redirects.get(speaker, speaker))

    def with_articles(self, moved: Mapping[str, str]) -> PeopleAuthority:
        """Return the same people, with the articles that their entries name under the ids that these have now."""
        if not moved or not any(person.articles for person in self.entries):
            return self
        entries = (
            person.model_copy(update={"articles": tuple(moved.get(one, one) for one in person.articles)})
            for person in self.entries
        )
        return PeopleAuthority(tuple(entries), self.digest)

    def names(self, speaker: str) -> tuple[str, ...]:
        """Return every listed form of the name of an id, those of entries merged into it too."""
        return self._names.get(self.redirects.get(speaker, speaker), ())


@dataclass(frozen=True)
class TopicsAuthority:
    """The topics in the order of their file. Equal digests mean equal topics."""

    topics: tuple[Topic, ...] = field(default=(), compare=False)
    digest: str = ""

    @cached_property
    def by_id(self) -> dict[str, Topic]:
        """Return the topics by id."""
        return {topic.id: topic for topic in self.topics}

    @cached_property
    def redirects(self) -> dict[str, str]:
        """Return the ids of renamed topics with the id that stands for each now."""
        return {old: topic.id for topic in self.topics for old in topic.formerly}

    def get(self, topic: str) -> Topic | None:
        """Return a topic, or None."""
        return self.by_id.get(topic)

    def broader(self, topic: str) -> tuple[str, ...]:
        """Return the ids above a topic, nearest first."""
        above: list[str] = []
        while (found := self.get(topic)) and found.broader:
            topic = found.broader
            above.append(topic)
        return tuple(above)

    def narrower(self, topic: str) -> tuple[str, ...]:
        """Return the ids directly below a topic."""
        return tuple(other.id for other in self.topics if other.broader == topic)


@dataclass(frozen=True)
class Authority:
    """Everything that the four authority files hold, and what is wrong with them."""

    reading: ReadingAuthority = ReadingAuthority()
    people: PeopleAuthority = PeopleAuthority()
    topics: TopicsAuthority = TopicsAuthority()
    problems: tuple[Problem, ...] = ()


def load(folder: Path, shared: Path | None = None) -> Authority:
    """Load speakers.yml, topics.yml, sources.yml and licences.yml of a folder; a missing file is an empty one.

    Where a folder lacks one of the last three, that of the shared folder stands in: an archive may have its own people
    and use the topics of another.
    """

    def chosen(name: str) -> Path:
        own = folder / name
        return own if shared is None or own.exists() or own.is_symlink() else shared / name

    sources, terms = chosen("sources.yml"), chosen("licences.yml")
    speakers = entries.read(folder / "speakers.yml", "speakers", Person)
    topics = entries.read(chosen("topics.yml"), "topics", Topic)
    known_outlets, outlet_problems = outlets.load(sources)
    known_licences, licence_problems = licences.load(terms)
    problems = [*speakers.problems, *topics.problems, *outlet_problems, *licence_problems]
    return Authority(
        ReadingAuthority(known_outlets, known_licences, _digest(sources, terms)),
        PeopleAuthority(_people(speakers, problems), speakers.digest),
        TopicsAuthority(_topics(topics, problems), topics.digest),
        tuple(sorted(problems, key=lambda problem: (problem.path, problem.line, problem.message))),
    )


def _digest(*paths: Path) -> str:
    digest = hashlib.sha256()
    for path in paths:
        try:
            data = entries.file_bytes(path) or b""
        except Refused:
            data = b""
        digest.update(len(data).to_bytes(8, "big") + data)
    return digest.hexdigest()


def _people(file: Entries[Person], problems: list[Problem]) -> tuple[Person, ...]:
    kept = references.unique(file, lambda person: (person.id, *person.formerly), problems)
    known = {person.id for person, _ in kept}
    in_rings = references.rings({person.id: person.same_as for person, _ in kept if person.same_as})
    usable: list[Person] = []
    for person, line in kept:
        problems.extend(_person_faults(file.path, line, person, known))
        ring = person.id in in_rings
        if ring:
            message = f"entry {person.id!r}, same_as: it leads back to this entry"
            problems.append(entries.fault(file.path, line, message, "let one entry stand for the others"))
        lost = ring or (person.same_as and person.same_as not in known)
        usable.append(person.model_copy(update={"same_as": ""}) if lost else person)
    problems.extend(_shared_names(file.path, kept))
    return tuple(usable)


def _person_faults(path: str, line: int, person: Person, known: set[str]) -> Iterator[Problem]:
    if person.same_as and person.same_as not in known:
        yield references.dangling(path, line, person.id, "same_as", person.same_as)
    for other in person.not_same_as:
        if other not in known:
            yield references.dangling(path, line, person.id, "not_same_as", other)
    if person.family and person.family not in person.name:
        message = f"entry {person.id!r}, family: {person.family!r} is not part of the name"
        yield entries.fault(path, line, message, "write it as it stands in `name`")
    for office in person.offices:
        if office.since and office.until and office.until < office.since[: len(office.until)]:
            message = f"entry {person.id!r}: the office {office.title!r} ends before it begins"
            yield entries.fault(path, line, message, "correct `since` or `until`")


def _shared_names(path: str, kept: tuple[tuple[Person, int], ...]) -> Iterator[Problem]:
    """Tell of names that two entries share without saying that they are not the same."""
    bearers: dict[str, list[tuple[Person, int]]] = defaultdict(list)
    for person, line in kept:
        for key in dict.fromkeys(folded(name) for name in person.names):
            bearers[key].append((person, line))
    for several in bearers.values():
        first = several[0][0]
        for person, line in several[1:]:
            apart = {*first.not_same_as, *person.not_same_as, first.same_as, person.same_as} & {first.id, person.id}
            if not apart:
                message = f"entry {person.id!r} shares a name with entry {first.id!r}"
                fix = f"write `same_as: {first.id}`, or `not_same_as: [{first.id}]` if they are two"
                yield entries.fault(path, line, message, fix, severity="warning")


def _topics(file: Entries[Topic], problems: list[Problem]) -> tuple[Topic, ...]:
    kept = references.unique(file, lambda topic: (topic.id, *topic.formerly), problems)
    known = {topic.id for topic, _ in kept}
    in_rings = references.rings({topic.id: topic.broader for topic, _ in kept if topic.broader})
    usable: list[Topic] = []
    for topic, line in kept:
        lost = topic.id in in_rings or (topic.broader and topic.broader not in known)
        if topic.id in in_rings:
            message = f"entry {topic.id!r}, broader: it leads back to this entry"
            problems.append(entries.fault(file.path, line, message, "cut it somewhere"))
        elif lost:
            problems.append(references.dangling(file.path, line, topic.id, "broader", topic.broader))
        listed = [*topic.strong, *topic.weak, *topic.never]
        for phrase in sorted({phrase for phrase in listed if listed.count(phrase) > 1}):
            message = f"entry {topic.id!r}: the phrase {phrase!r} is listed twice"
            problems.append(entries.fault(file.path, line, message, "keep it once", severity="warning"))
        usable.append(topic.model_copy(update={"broader": ""}) if lost else topic)
    return tuple(usable)
