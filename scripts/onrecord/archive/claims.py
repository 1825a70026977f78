"""Decides which seed has which address. Pure: the same seeds and ledger, in whatever order, give the same addresses.

A seed that the ledger knows keeps its address, whatever comes beside it, and an address whose seed was taken out stays
free. Of several seeds that are new and ask for one address the first has it: nearest to the top folder, then with a
stem that is the id as it stands. The others are refused, by name: nobody is given an address that nobody chose.

A seed with several articles asks for one address more for each (`lamp-2`). Where only such a one is taken, only that
article is left out. A new seed whose bytes are those of one that is gone is the same seed renamed: it may have its
addresses, and they lead to it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from onrecord import urls
from onrecord.archive import ledger
from onrecord.archive.ledger import Ledger, Line
from onrecord.model import Problem


class Claim(NamedTuple):
    """A seed that can be published: its name, the SHA-256 of its bytes, and how many articles it holds."""

    name: str
    sha256: str
    stories: int = 1


@dataclass(frozen=True, slots=True)
class Settled:
    """Who has which address.

    `ids` are the addresses of the seeds that have one; `left_out` the numbers of their articles that have none.
    `renamed` are the addresses of the ledger's lines whose seed bears a new name, under that name. `moved` are article
    ids that are not used any more, with the one that stands for each.
    """

    ids: Mapping[str, str] = field(default_factory=dict)
    left_out: Mapping[str, frozenset[int]] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()
    renamed: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    moved: Mapping[str, str] = field(default_factory=dict)

    def numbers(self, claim: Claim) -> list[int]:
        """Return the numbers of a seed's articles that are published."""
        if claim.name not in self.ids:
            return []
        out = self.left_out.get(claim.name, frozenset())
        return [number for number in range(1, claim.stories + 1) if number not in out]


def settle(
    claims: Iterable[Claim], present: Collection[str], book: Ledger, renamed: Mapping[str, str] | None = None
) -> Settled:
    """Give addresses to seeds.

    `present` are the names of all files in the seeds folder, readable or not: what cannot be read now keeps its
    address. `renamed` are addresses of lines with the new names that people gave their seeds.
    """
    ordered = sorted(claims, key=lambda claim: urls.claim_order(claim.name))
    lines = {claim.name: line for claim in ordered if (line := _line_of(claim, book))}
    new = [claim for claim in ordered if claim.name not in lines]
    gone = absent(book, present, lines)
    names = _renamed(new, gone, renamed or {})
    table = _Table(book, {name: line.address for name, line in lines.items()}, names, {line.address for line in gone})
    known = [claim for claim in ordered if claim.name in lines]
    for claim in known:
        table.give(claim, lines[claim.name].address)
    for claim in known:
        table.give_parts(claim)
    for claim in new:
        table.give(claim, urls.plain_id(claim.name))
    for claim in new:
        table.give_parts(claim)
    return table.settled(claims={claim.name: claim for claim in ordered}, lines=lines)


def _line_of(claim: Claim, book: Ledger) -> Line | None:
    """Return the ledger's line of a seed; one that was taken out comes back only as it was."""
    line = book.by_seed.get(claim.name)
    return None if line is None or (line.gone and line.sha256 != _short(claim)) else line


def _short(claim: Claim) -> str:
    return claim.sha256[: ledger.SHA256_HEX]


def absent(book: Ledger, present: Collection[str], known: Collection[str] = ()) -> list[Line]:
    """Return the lines whose seed is not there, by address."""
    lines = (line for _, line in sorted(book.lines.items()))
    return [line for line in lines if line.seed not in known and (line.gone or line.seed not in present)]


def _renamed(new: list[Claim], gone: list[Line], told: Mapping[str, str]) -> dict[str, tuple[str, ...]]:
    """Return the names of new seeds that are old ones, with the addresses of these: as told, else by their bytes."""
    found: dict[str, list[str]] = defaultdict(list)
    same: dict[str, list[Claim]] = defaultdict(list)
    for claim in new:
        same[_short(claim)].append(claim)
    rest = [line for line in gone if line.address not in told]
    for address, name in sorted(told.items()):
        found[name].append(address)
    for line in list(rest):
        there = [claim for claim in same[line.sha256] if urls.plain_id(claim.name) == line.address]
        if there:
            found[there[0].name].append(line.address)
            rest.remove(line)
    for line in rest:
        free = [claim for claim in same[line.sha256] if claim.name not in found] or same[line.sha256]
        if free:
            found[free[0].name].append(line.address)
    return {name: tuple(of) for name, of in found.items()}


class _Table:
    """Addresses as they are given, one after the other."""

    def __init__(
        self, book: Ledger, own: Mapping[str, str], renamed: Mapping[str, tuple[str, ...]], gone: Collection[str]
    ) -> None:
        self.book = book
        self.own = own
        self.renamed = renamed
        self.gone = gone
        self.ids: dict[str, str] = {}
        self.given: dict[str, str] = {}
        self.left_out: dict[str, set[int]] = defaultdict(set)
        self.problems: list[Problem] = []

    def give(self, claim: Claim, address: str) -> None:
        """Give a seed its address, or say whose it is."""
        problem = self._taken(claim, address, 1)
        if problem is None:
            self.ids[claim.name] = address
            self.given[address] = claim.name
        else:
            self.problems.append(problem)

    def give_parts(self, claim: Claim) -> None:
        """Give the further articles of a seed their addresses."""
        if claim.name not in self.ids:
            return
        for number in range(2, claim.stories + 1):
            address = urls.story_id(self.ids[claim.name], number)
            problem = self._taken(claim, address, number)
            if problem is None:
                self.given[address] = claim.name
            else:
                self.left_out[claim.name].add(number)
                self.problems.append(problem)

    def _taken(self, claim: Claim, address: str, part: int) -> Problem | None:
        held = self.book.holder(address)
        if held is not None:
            line, number = held
            own = (self.own.get(claim.name), *self.renamed.get(claim.name, ()))
            if line.address not in own or number != part:
                return ledger.taken(claim.name, address, line._replace(gone=line.address in self.gone), part=part)
        seed = self.given.get(address)
        return ledger.taken(claim.name, address, seed=seed, part=part) if seed else None

    def settled(self, claims: Mapping[str, Claim], lines: Mapping[str, Line]) -> Settled:
        """Return what came of it."""
        found = Settled(
            self.ids,
            {name: frozenset(numbers) for name, numbers in self.left_out.items()},
            tuple(self.problems),
            {name: of for name, of in self.renamed.items() if name in self.ids},
        )
        moved = dict(self._moved(found, claims, lines))
        return Settled(found.ids, found.left_out, found.problems, found.renamed, moved)

    def _moved(
        self, found: Settled, claims: Mapping[str, Claim], lines: Mapping[str, Line]
    ) -> Iterator[tuple[str, str]]:
        """Yield former article ids with those that stand for them now."""
        for name, current in found.ids.items():
            own = [self.book.lines[one] for one in found.renamed.get(name, ())]
            own += [lines[name]] if name in lines else []
            published = set(found.numbers(claims[name]))
            for line in own:
                for old in (line.address, *line.formerly):
                    for number in range(1, max(line.parts, claims[name].stories) + 1):
                        former = urls.story_id(old, number)
                        if self.book.holder(former) in ((line, number), None) and former not in self.given:
                            yield former, urls.story_id(current, number if number in published else 1)


# What the ledger should say


@dataclass(frozen=True, slots=True)
class News:
    """In what the ledger is behind: names of seeds, or lines of the ledger."""

    added: tuple[str, ...] = ()
    renamed: tuple[tuple[Line, str], ...] = ()
    gone: tuple[Line, ...] = ()
    back: tuple[str, ...] = ()
    longer: tuple[str, ...] = ()
    offers: tuple[tuple[Line, str], ...] = ()
    """Lines whose seed is gone, with the only new seed that has nearly its text: for people to say."""

    @property
    def is_up_to_date(self) -> bool:
        """Whether the ledger says all that it should. A seed that was only edited needs no new line."""
        return not (self.added or self.renamed or self.gone or self.back or self.longer)


def news(
    claims: Iterable[Claim], present: Collection[str], book: Ledger, settled: Settled, sketch: Callable[[str], str]
) -> News:
    """Return in what the ledger is behind; `sketch` gives the sketch of a seed's text by its name."""
    by_name = {claim.name: claim for claim in claims}
    lines = {name: line for name, claim in by_name.items() if (line := _line_of(claim, book))}
    renamed = {one: name for name, of in settled.renamed.items() for one in of}
    missing = [line for line in absent(book, present, lines) if line.address not in renamed]
    new = [name for name in by_name if name not in lines and name not in settled.renamed]
    sketches = {name: sketch(name) for name in sorted(new)} if any(line.gist for line in missing) else {}
    offers = []
    for line in missing:
        near = [name for name, gist in sketches.items() if ledger.is_near(line.gist, gist)]
        offers += [(line, near[0])] if len(near) == 1 else []
    return News(
        added=tuple(sorted(name for name in new if name in settled.ids)),
        renamed=tuple((book.lines[one], name) for one, name in sorted(renamed.items())),
        gone=tuple(line for line in missing if not line.gone),
        back=tuple(sorted(name for name, line in lines.items() if line.gone)),
        longer=tuple(sorted(name for name, line in lines.items() if _parts(by_name[name], settled) > line.parts)),
        offers=tuple(offers),
    )


def _parts(claim: Claim, settled: Settled) -> int:
    return max(settled.numbers(claim), default=1)


def brought_up(
    claims: Iterable[Claim], present: Collection[str], book: Ledger, settled: Settled, sketch: Callable[[str], str]
) -> Ledger:
    """Return the ledger as it should be: with what is new, what bears a new name, and marks on what is gone."""
    by_name = {claim.name: claim for claim in claims}
    lines = dict(book.lines)
    for one in absent(book, present, {name for name, claim in by_name.items() if _line_of(claim, book)}):
        lines[one.address] = one._replace(gone=True)
    for name, address in settled.ids.items():
        claim = by_name[name]
        known = _line_of(claim, book)
        before = [known] if known else []
        before += [book.lines[one] for one in settled.renamed.get(name, ())]
        for one in before:
            del lines[one.address]
        former = dict.fromkeys(old for one in before for old in (*one.formerly, one.address) if old != address)
        sha256 = _short(claim)
        gists = [one.gist for one in before if one.gist and one.sha256 == sha256]
        lines[address] = Line(
            address,
            name,
            sha256,
            gists[0] if gists else sketch(name),
            max(_parts(claim, settled), *(one.parts for one in before), 1),
            tuple(former),
            notes=tuple(note for one in before for note in one.notes),
        )
    return book.with_lines(lines)
