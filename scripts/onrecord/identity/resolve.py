"""Says who each source of each article is across the archive, or that nobody can say. Pure: a lookup writes nothing.

Listed people are found by any listed form of their name, or by surname and an office that they held at the time.
People whom no authority file lists are one for each exact folded full name. A surname alone never joins articles.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from onrecord import urls
from onrecord.authority.records import PeopleAuthority, Person
from onrecord.identity.names import Parts, orders, parts, surname_in
from onrecord.identity.offices import fits
from onrecord.identity.organisations import organisation_key
from onrecord.language.folding import folded, has_mixed_scripts
from onrecord.model import Kind

Key = tuple[str, int]
Page = tuple[Kind, str]
MIXED = "mixed scripts"
# Rules for sources that a reading could not name
UNNAMED = {"anonymous": "described, not named", "ambiguous": "ambiguous in its article"}


@dataclass(frozen=True, slots=True)
class Appearance:
    """One source of one article: `date` is ISO, may be a month or a year only, and is empty where not stated."""

    article_id: str
    date: str
    source_index: int
    kind: Kind
    name: str
    roles: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Identity:
    """Who a source is. Without an id it has no page: its name is then the words of the text.

    `candidates` are (id, name) of listed entries that it may be, when it is ambiguous.
    """

    kind: Kind
    id: str
    name: str
    rule: str
    candidates: tuple[tuple[str, str], ...] = ()
    listed: bool = False


class _Listed:
    """The listed entries by the keys under which names are looked up."""

    def __init__(self, people: PeopleAuthority) -> None:
        by_name: dict[str, dict[str, None]] = defaultdict(dict)
        by_family: dict[str, dict[str, None]] = defaultdict(dict)
        for person in people.entries:
            stands_for = people.get(person.id)
            if stands_for is None:
                continue
            for form in person.names:
                surname = surname_in(form, person.name, person.family) if person.kind == "person" else ""
                keys = orders(form, surname) if person.kind == "person" else (organisation_key(form), folded(form))
                for key in filter(None, keys):
                    by_name[key][stands_for.id] = None
                if surname:
                    by_family[surname][stands_for.id] = None
        self.people = people
        self.articles = frozenset(article for person in people.entries for article in person.articles)
        self.by_name = {key: tuple(ids) for key, ids in by_name.items()}
        self.by_family = {key: tuple(ids) for key, ids in by_family.items()}

    def named(self, key: str, appearance: Appearance) -> list[Person]:
        """Return the entries that bear a name, those first that are of the kind asked for, if there are any."""
        if key not in self.by_name:
            return []
        found = [person for one in self.by_name[key] if (person := self.people.get(one))]
        found = [person for person in found if not person.articles or appearance.article_id in person.articles]
        same = [person for person in found if person.kind == appearance.kind]
        return same or found

    def related(self, surname: str) -> list[Person]:
        """Return the people of a family name."""
        return [person for one in self.by_family.get(surname, ()) if (person := self.people.get(one))]


def resolve(appearances: Sequence[Appearance], people: PeopleAuthority) -> dict[Key, Identity]:
    """Return who each appearance is, under its article and source index. The order of appearances is of no matter."""
    listed = _Listed(people)
    settled: dict[Key, Identity] = {}
    unlisted: dict[Page, Counter[str]] = defaultdict(Counter)
    waiting: list[tuple[Key, Page, Identity]] = []
    known: dict[tuple[object, ...], tuple[Identity, str]] = {}
    for appearance in appearances:
        key = (appearance.article_id, appearance.source_index)
        article = appearance.article_id if appearance.article_id in listed.articles else ""
        same = (appearance.kind, appearance.name, appearance.roles, appearance.date, article)
        if same not in known:
            known[same] = _identify(appearance, listed)
        identity, name_key = known[same]
        settled[key] = identity
        if name_key:
            unlisted[identity.kind, name_key][identity.name] += 1
            waiting.append((key, (identity.kind, name_key), identity))
    pages = _pages(unlisted, people)
    for key, group, identity in waiting:
        page, name = pages[group]
        settled[key] = Identity(identity.kind, page, name, identity.rule)
    return settled


def _identify(appearance: Appearance, listed: _Listed) -> tuple[Identity, str]:
    """Return an identity, and the folded name of the page that it shares when no authority file lists it."""
    if appearance.kind == "person":
        return _person(appearance, parts(appearance.name), listed)
    if appearance.kind == "organisation":
        return _organisation(appearance, listed)
    return Identity(appearance.kind, "", appearance.name, UNNAMED.get(appearance.kind, "no name")), ""


def _person(appearance: Appearance, name: Parts, listed: _Listed) -> tuple[Identity, str]:
    if name.shape == MIXED:
        return Identity("unknown", "", appearance.name, MIXED), ""
    bearers = listed.named(folded(appearance.name), appearance) or listed.named(name.key, appearance)
    if len(bearers) == 1:
        return _entry(bearers[0], "listed name"), ""
    roles = (name.titles, *appearance.roles) if name.titles else appearance.roles
    if bearers:
        return _chosen(appearance, bearers, roles, "shared name"), ""
    relatives = listed.related(name.key)
    if name.shape == "full name" and not relatives:
        return Identity("person", "", name.words, "full name"), name.key
    holders, rule = _holders(relatives, roles, appearance.date)
    if len(holders) == 1:
        return _entry(holders[0], f"surname and {rule}"), ""
    if holders:
        return _ambiguous(appearance, holders, f"surname and {rule}"), ""
    return Identity("unknown", "", appearance.name, name.shape if name.shape != "full name" else "surname alone"), ""


def _chosen(appearance: Appearance, bearers: list[Person], roles: Iterable[str], rule: str) -> Identity:
    """Return which of several listed people of one name is meant, by article or office, or that none can be told."""
    placed = [person for person in bearers if appearance.article_id in person.articles]
    if len(placed) == 1:
        return _entry(placed[0], f"{rule} and article")
    holders, why = _holders(placed or bearers, roles, appearance.date)
    if len(holders) == 1:
        return _entry(holders[0], f"{rule} and {why}")
    return _ambiguous(appearance, holders or bearers, rule)


def _holders(people: Sequence[Person], roles: Iterable[str], date: str) -> tuple[list[Person], str]:
    """Return who held an office that the roles name: at the date, or at any time when there is no date."""
    held: dict[str, Person] = {}
    undated: dict[str, Person] = {}
    for role in roles:
        for person in people:
            found = {fits(office, role, date) for office in person.offices}
            if "held" in found:
                held[person.id] = person
            elif "undated" in found:
                undated[person.id] = person
    if held:
        return list(held.values()), "office"
    return list(undated.values()), "office, date not stated"


def _organisation(appearance: Appearance, listed: _Listed) -> tuple[Identity, str]:
    key = organisation_key(appearance.name)
    bearers = listed.named(folded(appearance.name), appearance) or listed.named(key, appearance)
    if len(bearers) == 1:
        return _entry(bearers[0], "listed name"), ""
    if bearers:
        return _chosen(appearance, bearers, appearance.roles, "shared name"), ""
    if not key:
        rule = MIXED if has_mixed_scripts(appearance.name) else UNNAMED["anonymous"]
        return Identity("organisation", "", appearance.name, rule), ""
    name = appearance.name.removeprefix("the ").removeprefix("The ")
    return Identity("organisation", "", name, "name of a body"), key


def _entry(person: Person, rule: str) -> Identity:
    return Identity(person.kind, person.id, person.name, rule, listed=True)


def _ambiguous(appearance: Appearance, people: list[Person], rule: str) -> Identity:
    candidates = tuple(sorted((person.id, person.name) for person in people))
    return Identity("ambiguous", "", appearance.name, rule, candidates)


def _pages(unlisted: dict[Page, Counter[str]], people: PeopleAuthority) -> dict[Page, tuple[str, str]]:
    """Return id and name of the page of each unlisted name; where two would share an id, both get a piece of a hash."""
    slugs = {key: urls.slug(key) for _, key in unlisted}
    taken = Counter(slugs[key] for _, key in unlisted)
    taken.update([*people.by_id, *people.redirects])
    pages: dict[Page, tuple[str, str]] = {}
    for (kind, key), forms in unlisted.items():
        slug = slugs[key]
        if taken[slug] > 1:
            slug = f"{slug[:50]}-{urls.digest(f'{kind} {key}', 8)}"
        pages[kind, key] = (slug, min(forms, key=lambda form: _rank(form, forms[form])))
    return pages


def _rank(form: str, times: int) -> tuple[object, ...]:
    """Return by what the form of a name is chosen that heads its page: how often, then capitals, accents, hyphens."""
    return -times, form.isupper(), form.isascii(), "-" not in form, form
