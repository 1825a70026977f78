"""Writes what people could settle about names: new, ambiguous and nearly equal ones, with lines for speakers.yml.

The report is a pure function of rows. All of it but the entries stands behind `#`, so that it may be appended as it is.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import combinations

from onrecord.authority.records import PeopleAuthority
from onrecord.identity import similarity
from onrecord.identity.resolve import MIXED, Appearance, Identity
from onrecord.language import disguises
from onrecord.language.folding import folded
from onrecord.problems import one_line

MOST_ARTICLES = 3
LONGEST_WORDS = 160
BEGINNING = 3


@dataclass(frozen=True, slots=True)
class Row:
    """A source of an article, who it was found to be, and the sentence of its first words there (or none)."""

    appearance: Appearance
    identity: Identity
    words: str = ""


@dataclass(slots=True)
class _Name:
    """A name with everything that is known about it: listed, or as met in texts."""

    id: str
    name: str
    kind: str
    listed: bool = False
    rows: list[Row] = field(default_factory=list)


def report(rows: Sequence[Row], people: PeopleAuthority) -> str:
    """Return the whole report; sections in a fixed order, names with most articles first."""
    names = _names(rows, people)
    near = list(_near(names, people))
    paired = {one.id for pair in near for one in pair[:2] if not one.listed}
    new = [name for name in names.values() if not name.listed and name.id not in paired]
    new.sort(key=lambda name: (-len(_articles(name.rows)), name.id))
    sections = (
        ("Names that may be one person or body", [_pair(*pair) for pair in near]),
        ("Names that several entries share", list(_open(rows, ("ambiguous",)))),
        ("Names that speakers.yml does not list", [_new(name) for name in new]),
        ("Names of which too little is said", list(_open(rows, ("unknown",)))),
    )
    counts = "; ".join(f"{title}: {len(entries)}" for title, entries in sections)
    parts = [f"# {counts}"]
    for title, entries in sections:
        if entries:
            parts.append(f"# ---- {title}")
            parts.extend(entries)
    return "\n\n".join(parts) + "\n"


def _names(rows: Iterable[Row], people: PeopleAuthority) -> dict[str, _Name]:
    names = {person.id: _Name(person.id, person.name, person.kind, True) for person in people.by_id.values()}
    for row in rows:
        found = row.identity
        if found.id and found.kind in ("person", "organisation"):
            names.setdefault(found.id, _Name(found.id, found.name, found.kind, found.listed)).rows.append(row)
    return names


def _near(names: dict[str, _Name], people: PeopleAuthority) -> Iterator[tuple[_Name, _Name, str]]:
    """Yield pairs of names that look like one, an entry of speakers.yml first, unless both are listed."""
    bearers: dict[str, list[_Name]] = defaultdict(list)
    for name in names.values():
        forms = people.names(name.id) if name.listed else (name.name,)
        for key in dict.fromkeys(folded(form) for form in forms):
            bearers[key].append(name)
    told: set[frozenset[str]] = set()
    alike = [
        (key, key, "one name, met as a person and as a body") for key, several in bearers.items() if len(several) > 1
    ]
    for one_key, other_key, reason in sorted(alike) + similarity.pairs(bearers):
        for one in bearers[one_key]:
            for other in bearers[other_key]:
                pair = frozenset((one.id, other.id))
                if len(pair) < 2 or pair in told or (one.listed and other.listed):
                    continue
                told.add(pair)
                first, second = sorted((one, other), key=_standing)
                yield first, second, reason


def _standing(name: _Name) -> tuple[bool, int, str, str]:
    """Return what puts one of two names first: an entry, then articles."""
    return not name.listed, -len(_articles(name.rows)), str(name.kind != "person"), name.id


def _open(rows: Iterable[Row], kinds: tuple[str, ...]) -> Iterator[str]:
    groups: dict[tuple[str, str, str], list[Row]] = defaultdict(list)
    for row in rows:
        found = row.identity
        if (found.kind in kinds or (found.rule == MIXED and "unknown" in kinds)) and found.name:
            candidates = " or ".join(one for one, _ in found.candidates)
            groups[folded(found.name), found.rule, candidates].append(row)
    for (_, rule, candidates), group in sorted(groups.items(), key=lambda item: (-len(item[1]), item[0])):
        lines = [_comment(f"{group[0].identity.name}: {rule}" + (f"; it may be {candidates}" if candidates else ""))]
        lines += [_comment(f"  {words}") for _, words in disguises.of_name(group[0].identity.name)]
        lines += _evidence(group)
        articles = ", ".join(json.dumps(one, ensure_ascii=False) for one in _articles(group)[:MOST_ARTICLES])
        if candidates:
            lines.append(_comment(f"  in the entry that is meant: articles: [{articles}]"))
        yield "\n".join(lines)


def _pair(one: _Name, other: _Name, reason: str) -> str:
    lines = [_comment(f"{one.name} and {other.name}: {reason}"), *_evidence(one.rows), *_evidence(other.rows)]
    other_form = [] if folded(one.name) == folded(other.name) else [f"aliases: [{_quoted(other.name)}]"]
    merged = [*other_form, f"formerly: [{other.id}]"]
    if one.listed:
        lines.append(_comment(f"  if they are one, in the entry {one.id}: {', '.join(merged)}"))
        lines.append(_comment("  if they are two:"))
        lines += [*_entry(other), f"    not_same_as: [{one.id}]"]
    else:
        lines.append(_comment("  if they are one; otherwise make two entries, each with `not_same_as`:"))
        lines += [*_entry(one), *(f"    {line}" for line in merged)]
    return "\n".join(lines)


def _new(name: _Name) -> str:
    lines = [_comment(f"{name.name}: {_counted(len(_articles(name.rows)), 'article')}"), *_evidence(name.rows)]
    if _are_unlike(name.rows):
        lines.append(_comment("  the roles have no word in common: is this one person?"))
    return "\n".join([*lines, *_entry(name)])


def _are_unlike(rows: Iterable[Row]) -> bool:
    """Say whether no two articles share the beginning of a word in the roles that they give."""
    roles: dict[str, set[str]] = defaultdict(set)
    for row in rows:
        words = " ".join(map(folded, row.appearance.roles)).split()
        roles[row.appearance.article_id].update(word[:BEGINNING] for word in words)
    told = [words for words in roles.values() if words]
    return len(told) > 1 and all(one.isdisjoint(other) for one, other in combinations(told, 2))


def _entry(name: _Name) -> list[str]:
    lines = [f"  - id: {name.id}", f"    name: {_quoted(name.name)}"]
    return [*lines, "    kind: organisation"] if name.kind == "organisation" else lines


def _evidence(rows: Sequence[Row]) -> list[str]:
    """Return where a name was met: article, date, roles, and words."""
    lines = []
    seen: set[str] = set()
    for row in sorted(rows, key=lambda row: (row.appearance.article_id, row.appearance.source_index)):
        met = row.appearance
        if met.article_id in seen or len(seen) == MOST_ARTICLES:
            continue
        seen.add(met.article_id)
        said = f": {_shortened(row.words)}" if row.words else ""
        known = [met.name, *dict.fromkeys(met.roles), met.date or "date not stated"]
        lines.append(_comment(f"  {met.article_id} ({'; '.join(known)}){said}"))
    if (more := len(_articles(rows)) - len(seen)) > 0:
        lines.append(_comment(f"  and {_counted(more, 'more article')}"))
    return lines


def _articles(rows: Iterable[Row]) -> list[str]:
    return sorted({row.appearance.article_id for row in rows})


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun}" + ("" if number == 1 else "s")


def _shortened(words: str) -> str:
    plain = " ".join(words.split())
    return plain if len(plain) <= LONGEST_WORDS else plain[: LONGEST_WORDS - 1] + "…"


def _comment(text: str) -> str:
    return "# " + one_line(text.replace("\u00a0", " "))


def _quoted(name: str) -> str:
    """Return a name as a YAML string between quotation marks, on one line, with no character that hides."""
    plain = json.dumps(name, ensure_ascii=False)
    return "".join(one if one.isprintable() else f"\\U{ord(one):08x}" for one in plain)
