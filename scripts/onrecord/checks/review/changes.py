"""Compare two states of an archive: pure, in one walk over sorted rows, so that an archive's size costs no memory."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Literal, NamedTuple, TypeVar

from onrecord import problems
from onrecord.model import Problem

What = Literal["added", "edited", "deleted", "renamed", "same"]
Beside = Literal["", "added", "changed", "removed"]
MOST_COMPARED = 400
"""So many pairs of a deleted and an added seed are compared by their lines, to tell a renamed one that was edited."""
ALIKE = 0.5
"""The share of lines that a renamed seed keeps."""

Row = TypeVar("Row", bound=tuple[Any, ...])


class File(NamedTuple):
    """A seed as it lies in its folder; `sha256` is empty for one that cannot be read, `sidecar` where there is none."""

    name: str
    sha256: str
    sidecar: str


class Article(NamedTuple):
    """An article as lists name it, with what its licence lets be printed."""

    id: str
    seed: str
    number: int
    title: str
    title_status: str
    date: str
    date_status: str
    outlet: str
    licence: str
    extent: str
    language: str


class NamedSpeaker(NamedTuple):
    """Somebody who says something; without an id there is no page."""

    id: str
    name: str


class Said(NamedTuple):
    """An utterance and who says it: nobody where it is not attributed. The last three say where its words stand."""

    article: str
    id: str
    mode: str
    certainty: str
    speakers: tuple[NamedSpeaker, ...]
    seed: int = 0
    start: int = 0
    end: int = 0


class Speaker(NamedTuple):
    """A person or an organisation with a page."""

    id: str
    name: str
    kind: str
    listed: bool
    quotations: int


class ArticleTopic(NamedTuple):
    """A topic of an article."""

    topic: str
    article: str


class Topic(NamedTuple):
    """A topic that has articles."""

    id: str
    name: str


@dataclass(frozen=True)
class Tables:
    """The rows of one state, each table sorted by its key: the first columns, or the first two of `said`."""

    files: Iterable[File] = ()
    articles: Iterable[Article] = ()
    said: Iterable[Said] = ()
    speakers: Iterable[Speaker] = ()
    article_topics: Iterable[ArticleTopic] = ()
    topics: Iterable[Topic] = ()
    problems: Iterable[Problem] = ()
    """With paths as in the request."""
    folder: str = "seeds"
    """What stands before a seed's name in such a path."""


@dataclass(frozen=True, slots=True)
class SeedChange:
    """What happened to one seed. `before` is the name that a renamed one had; a refused one gives no article."""

    name: str
    what: What
    before: str = ""
    beside: Beside = ""
    """What happened to its sidecar."""
    refused: bool = False


@dataclass(frozen=True, slots=True)
class Pair:
    """An article before and after; one of both is None for one that is new or gone."""

    before: Article | None
    after: Article | None


@dataclass(frozen=True, slots=True)
class Move:
    """Quotations that are given to others than before; no speakers stand for: not attributed."""

    before: tuple[NamedSpeaker, ...]
    after: tuple[NamedSpeaker, ...]
    quotations: tuple[Said, ...]


@dataclass(frozen=True, slots=True)
class SpeakerChange:
    """A speaker before and after; one of both is None for one whose page is new or gone."""

    before: Speaker | None
    after: Speaker | None


@dataclass(frozen=True, slots=True)
class TopicChange:
    """A topic that articles gain or lose, by their ids, or that gets another name."""

    id: str
    name: str
    before: str
    gained: tuple[str, ...] = ()
    lost: tuple[str, ...] = ()


@dataclass(frozen=True)
class Change:
    """All that differs between two states."""

    seeds: tuple[SeedChange, ...] = ()
    articles: tuple[Pair, ...] = ()
    moves: tuple[Move, ...] = ()
    gained: Mapping[str, int] = field(default_factory=dict)
    """Quotations that are new, by article."""
    lost: Mapping[str, int] = field(default_factory=dict)
    speakers: tuple[SpeakerChange, ...] = ()
    topics: tuple[TopicChange, ...] = ()
    problems: tuple[Problem, ...] = ()
    """Those that were not there before, the worst first."""
    mended: tuple[Problem, ...] = ()
    stayed: int = 0
    """How many problems there were before and still are."""

    @property
    def fails(self) -> bool:
        """Whether the change refuses a seed or breaks an authority file."""
        return any(problem.severity in ("refused", "error") for problem in self.problems)

    @property
    def moved(self) -> dict[str, str]:
        """Return the ids of articles that a renamed seed took along, with those that they have now."""
        return _moved(self.seeds, self.articles)


def differing(before: Iterable[Row], after: Iterable[Row], key: Callable[[Row], Any]) -> Iterator[tuple[Any, Any]]:
    """Yield the pairs of rows of two sorted tables that are not equal; None stands for a row that is missing."""
    left, right = iter(before), iter(after)
    old, new = next(left, None), next(right, None)
    while old is not None or new is not None:
        if new is None or (old is not None and key(old) < key(new)):
            yield old, None
            old = next(left, None)
        elif old is None or key(new) < key(old):
            yield None, new
            new = next(right, None)
        else:
            if old != new:
                yield old, new
            old, new = next(left, None), next(right, None)


def compare(before: Tables, after: Tables, lines: Callable[[str, bool], Counter[str]] | None = None) -> Change:
    """Return what differs between two states.

    `lines` gives the lines of a seed by its name and whether it is that of the first state: with it, a seed that was
    renamed and edited is told from one deleted and one added.
    """
    seeds = _seeds(before.files, after.files, lines)
    pairs = tuple(Pair(*one) for one in differing(before.articles, after.articles, lambda row: row.id))
    moves, gained, lost = _said(before.said, after.said)
    folder, found = after.folder, list(after.problems)
    refused = {problem.path for problem in found if problem.severity == "refused"}
    seeds = tuple(replace(seed, refused=f"{folder}/{seed.name}" in refused) for seed in seeds)
    names = {f"{folder}/{seed.before}": f"{folder}/{seed.name}" for seed in seeds if seed.what == "renamed"}
    new, mended, stayed = _problems(before.problems, found, names)
    return Change(
        seeds=seeds,
        articles=pairs,
        moves=moves,
        gained=gained,
        lost=lost,
        speakers=tuple(
            SpeakerChange(*one) for one in differing(before.speakers, after.speakers, lambda row: row.id)
        ),
        topics=_topics(before, after, _moved(seeds, pairs)),
        problems=new,
        mended=mended,
        stayed=stayed,
    )  # fmt: skip


def _seeds(
    before: Iterable[File], after: Iterable[File], lines: Callable[[str, bool], Counter[str]] | None
) -> tuple[SeedChange, ...]:
    """Return what happened to the seeds, in the order of their names."""
    gone: dict[str, File] = {}
    new: dict[str, File] = {}
    found: list[SeedChange] = []
    for old, now in differing(before, after, lambda row: row.name):
        if now is None:
            gone[old.name] = old
        elif old is None:
            new[now.name] = now
        else:
            what: What = "edited" if old.sha256 != now.sha256 else "same"
            found.append(SeedChange(now.name, what, beside=_beside(old.sidecar, now.sidecar)))
    for name, former in _renamed(gone, new, lines).items():
        beside = _beside(gone.pop(former).sidecar, new.pop(name).sidecar)
        found.append(SeedChange(name, "renamed", former, beside))
    found += [SeedChange(one.name, "added", beside="added" if one.sidecar else "") for one in new.values()]
    found += [SeedChange(one.name, "deleted") for one in gone.values()]
    return tuple(sorted(found, key=lambda one: one.name))


def _beside(old: str, new: str) -> Beside:
    if old == new:
        return ""
    return "changed" if old and new else "added" if new else "removed"


def _renamed(
    gone: Mapping[str, File], new: Mapping[str, File], lines: Callable[[str, bool], Counter[str]] | None
) -> dict[str, str]:
    """Return new names with the names they had: of equal bytes, else of lines that are mostly the same."""
    found: dict[str, str] = {}
    left = {name: file for name, file in gone.items() if file.sha256}
    for name, file in new.items():
        former = next((other for other, old in left.items() if old.sha256 == file.sha256), "")
        if former:
            found[name] = former
            del left[former]
    rest = [name for name, file in new.items() if name not in found and file.sha256]
    if lines is None or not left or len(left) * len(rest) > MOST_COMPARED:
        return found
    old_lines = {name: lines(name, True) for name in left}
    for name in rest:
        here = lines(name, False)
        scored = [(_similarity(old_lines[former], here), former) for former in left]
        similarity, former = max(scored, default=(0.0, ""))
        if similarity >= ALIKE:
            found[name] = former
            del left[former]
    return found


def _similarity(one: Counter[str], other: Counter[str]) -> float:
    larger = max(one.total(), other.total())
    return (one & other).total() / larger if larger else 0.0


def _moved(seeds: Iterable[SeedChange], pairs: Iterable[Pair]) -> dict[str, str]:
    """Return the ids of the articles of renamed seeds, with those they have now."""
    names = {seed.before: seed.name for seed in seeds if seed.what == "renamed"}
    pairs = list(pairs)
    now = {(pair.after.seed, pair.after.number): pair.after.id for pair in pairs if pair.after}
    found = {}
    for pair in pairs:
        if pair.before and pair.before.seed in names:
            there = now.get((names[pair.before.seed], pair.before.number))
            if there and there != pair.before.id:
                found[pair.before.id] = there
    return found


def _said(before: Iterable[Said], after: Iterable[Said]) -> tuple[tuple[Move, ...], dict[str, int], dict[str, int]]:
    """Return which quotations are given to others, and how many are new and gone, by article."""
    moves: dict[tuple[tuple[NamedSpeaker, ...], tuple[NamedSpeaker, ...]], list[Said]] = {}
    gained: Counter[str] = Counter()
    lost: Counter[str] = Counter()
    for old, new in differing(before, after, lambda row: row[:2]):
        if new is None:
            lost[old.article] += 1
        elif old is None:
            gained[new.article] += 1
        elif old.speakers != new.speakers:
            moves.setdefault((old.speakers, new.speakers), []).append(new)
    ordered = sorted(moves.items(), key=lambda one: (-len(one[1]), one[0]))
    return tuple(Move(*who, tuple(found)) for who, found in ordered), dict(gained), dict(lost)


def _topics(before: Tables, after: Tables, moved: Mapping[str, str]) -> tuple[TopicChange, ...]:
    gained: dict[str, set[str]] = {}
    lost: dict[str, set[str]] = {}
    for old, new in differing(before.article_topics, after.article_topics, lambda row: row):
        if new is None:
            lost.setdefault(old.topic, set()).add(moved.get(old.article, old.article))
        else:
            gained.setdefault(new.topic, set()).add(new.article)
    old_names = {topic.id: topic.name for topic in before.topics}
    names = {topic.id: topic.name for topic in after.topics}
    renamed = {one for one, name in names.items() if old_names.get(one, name) != name}
    found = []
    for one in sorted({*gained, *lost, *renamed}):
        more, less = gained.get(one, set()), lost.get(one, set())
        if more != less or one in renamed:
            name = names.get(one) or old_names.get(one, one)
            former = old_names.get(one, "")
            found.append(TopicChange(one, name, former, tuple(sorted(more - less)), tuple(sorted(less - more))))
    return tuple(found)


def _problems(
    before: Iterable[Problem], after: Iterable[Problem], names: Mapping[str, str]
) -> tuple[tuple[Problem, ...], tuple[Problem, ...], int]:
    """Return the problems that are new and those that are mended, and how many stayed.

    A problem is the same when file, code and words are: lines move when something is put in above. `names` are the
    paths of renamed seeds with those that they have now.
    """

    def key(problem: Problem) -> Hashable:
        return names.get(problem.path, problem.path), problem.code, problem.severity, problem.message

    old, new = _filed(before, key), _filed(after, key)
    added: list[Problem] = []
    stayed = 0
    for one, found in new.items():
        there = {problem.line for problem in old.get(one, [])}
        found = [p for p in found if p.line in there] + [p for p in found if p.line not in there]
        kept = min(len(found), len(old.get(one, [])))
        stayed += kept
        added += found[kept:]
    mended = [problem for one, found in old.items() for problem in found[len(new.get(one, [])) :]]
    added.sort(key=lambda p: (problems.ORDER[p.severity], p.path, p.line, p.code, p.message))
    return tuple(added), tuple(problems.in_order(mended)), stayed


def _filed(found: Iterable[Problem], key: Callable[[Problem], Hashable]) -> dict[Hashable, list[Problem]]:
    filed: dict[Hashable, list[Problem]] = {}
    for problem in found:
        filed.setdefault(key(problem), []).append(problem)
    return filed
