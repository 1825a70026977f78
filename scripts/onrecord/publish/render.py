"""Turn views into files, here or in several processes, each of which opens the catalogue to read and writes nothing."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, BrokenExecutor, Future, wait
from dataclasses import dataclass
from itertools import chain, islice
from typing import Any, NamedTuple, TypeVar

from onrecord.archive import faults, workers
from onrecord.archive.catalogue import Catalogue
from onrecord.archive.faults import Damaged, Fault, Spoiled
from onrecord.authority.records import Authority
from onrecord.config import Archive
from onrecord.publish import json_data, pages
from onrecord.publish.pages.views import ArticleView, View
from onrecord.publish.queries import Queries

File = tuple[str, bytes]
FEW = 150
"""So few units are made in this process: starting others would take longer."""
CHUNK = 16
MOST_BLAMED = 10
"""When the pages of more seeds than these, and of more than half of all, cannot be made, it is not the seeds."""


@dataclass(frozen=True, slots=True)
class Unit:
    """Files to be: a name that never changes, the digest of what they are made from, and how to make them.

    `files` is handed queries of the same catalogue, and travels to other processes. `seed` is the only one that
    a fault in making them can be laid on, or empty.
    """

    name: str
    digest: str
    files: Callable[[Queries], Iterable[File]]
    seed: str = ""


class Failure(NamedTuple):
    """Why files could not be made, and whether the catalogue may be to blame."""

    what: str
    is_damage: bool


Made = tuple[Unit, list[File]]
Tried = tuple[Unit, "list[File] | Failure"]
Task = TypeVar("Task")
Done = TypeVar("Done")


def rendered(view: View, queries: Queries) -> Iterator[File]:
    """Yield the files of a view: its page, and for an article its public data."""
    for path, text in pages.render(view, queries.site):
        yield path, text.encode("utf-8")
    if isinstance(view, ArticleView):
        path, text = json_data.article(view, queries.site)
        yield path, text.encode("utf-8")
        copy = json_data.seed_copy(view)
        if copy is not None:
            yield copy


def made(units: Iterable[Unit], queries: Queries, jobs: int) -> Iterator[Made]:
    """Yield units with their files, in any order. What other processes are to see must have been committed.

    At the end, when all others are made, raise Spoiled for seeds whose pages could not be made, and Fault when no seed
    is to blame.
    """
    failed: list[tuple[Unit, Failure]] = []
    for unit, files in _tried(iter(units), queries, jobs):
        if isinstance(files, Failure):
            failed.append((unit, files))
        else:
            yield unit, files
    if failed:
        _blame(failed, queries.catalogue)


def _blame(failed: Sequence[tuple[Unit, Failure]], catalogue: Catalogue) -> None:
    """Raise what stands for failures: damage first, then seeds, which may be what has spoiled the other pages too."""
    damage = [failure.what for _, failure in failed if failure.is_damage]
    if damage and not catalogue.fresh:
        raise Damaged(damage[0])
    seeds = {unit.seed: failure.what for unit, failure in failed if unit.seed}
    most = max(MOST_BLAMED, catalogue.one("SELECT count(*) FROM seeds WHERE text IS NOT NULL") // 2)
    if not seeds or len(seeds) > most:
        unit, failure = failed[0]
        raise Fault(f"making {unit.name!r}", failure.what)
    raise Spoiled(seeds)


def _tried(units: Iterator[Unit], queries: Queries, jobs: int) -> Iterator[Tried]:
    def here(chunk: Sequence[Unit]) -> list[list[File] | Failure]:
        return [_try(unit, queries) for unit in chunk]

    for chunk, found in spread(units, jobs, _files, here, _open, queries.archive, queries.authority):
        yield from zip(chunk, found, strict=True)


def _try(unit: Unit, queries: Queries) -> list[File] | Failure:
    try:
        return list(unit.files(queries))
    except Exception as error:
        if not faults.unexpected(error):
            raise
        return Failure(faults.told(error), isinstance(error, Damaged | sqlite3.Error))


def spread(
    tasks: Iterable[Task],
    jobs: int,
    work: Callable[[list[Task]], Done],
    here: Callable[[list[Task]], Done],
    begin: Callable[..., None],
    *arguments: Any,
) -> Iterator[tuple[list[Task], Done]]:
    """Yield chunks of tasks with what `work` makes of them in processes that `begin`; few tasks are done `here`."""
    waiting = iter(tasks)
    first = list(islice(waiting, FEW + 1))
    waiting = chain(first, waiting)
    if jobs > 1 and len(first) > FEW:
        left: list[Task] = []
        yield from _in_processes(waiting, jobs, work, left, begin, arguments)
        waiting = chain(left, waiting)
    while chunk := list(islice(waiting, CHUNK)):
        yield chunk, here(chunk)


def _in_processes(
    waiting: Iterator[Task],
    jobs: int,
    work: Callable[[list[Task]], Done],
    left: list[Task],
    begin: Callable[..., None],
    arguments: tuple[Any, ...],
) -> Iterator[tuple[list[Task], Done]]:
    """Keep processes busy with chunks of tasks; if one of them ends, those in flight are left to the caller."""
    pool = workers.pool(jobs, begin, *arguments)
    running: dict[Future[Done], list[Task]] = {}
    try:
        while True:
            while len(running) < 3 * jobs and (chunk := list(islice(waiting, CHUNK))):
                left[:] = chunk
                running[pool.submit(work, chunk)] = chunk
                left.clear()
            if not running:
                return
            done, _ = wait(running, return_when=FIRST_COMPLETED)
            for future in done:
                found = future.result()
                yield running.pop(future), found
    except BrokenExecutor:
        left.extend(task for chunk in running.values() for task in chunk)
    finally:
        workers.end(pool)


_queries: list[Queries] = []
"""In a process of the pool: what reads the catalogue there."""


def _open(archive: Archive, authority: Authority) -> None:
    _queries.append(Queries(Catalogue.beside(archive.catalogue), archive, authority))


def _files(units: Sequence[Unit]) -> list[list[File] | Failure]:
    return [_try(unit, _queries[0]) for unit in units]
