"""Turn views into files, here or in several processes, each of which opens the catalogue to read and writes nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, BrokenExecutor, Future, wait
from dataclasses import dataclass
from itertools import chain, islice

from onrecord import data, mapping, pages
from onrecord.assembly import Assembly
from onrecord.authority import Authority
from onrecord.catalogue import Catalogue
from onrecord.config import Archive
from onrecord.pages.views import ArticleView, View

File = tuple[str, bytes]
FEW = 150
"""So few units are made in this process: starting others would take longer."""
CHUNK = 16


@dataclass(frozen=True, slots=True)
class Unit:
    """Files to be: a name that never changes, the digest of what they are made from, and how to make them.

    `files` is handed an assembly of the same catalogue, and travels to other processes.
    """

    name: str
    digest: str
    files: Callable[[Assembly], Iterable[File]]


Made = tuple[Unit, list[File]]


def rendered(view: View, assembly: Assembly) -> Iterator[File]:
    """Yield the files of a view: its page, and for an article its public data."""
    for path, text in pages.render(view, assembly.site):
        yield path, text.encode("utf-8")
    if isinstance(view, ArticleView):
        path, text = data.article(view, assembly.site)
        yield path, text.encode("utf-8")
        copy = data.seed_copy(view)
        if copy is not None:
            yield copy


def made(units: Iterable[Unit], assembly: Assembly, jobs: int) -> Iterator[Made]:
    """Yield units with their files, in any order. What other processes are to see must have been committed."""
    waiting = iter(units)
    first = list(islice(waiting, FEW + 1))
    waiting = chain(first, waiting)
    if jobs > 1 and len(first) > FEW:
        left: list[Unit] = []
        yield from _spread(waiting, assembly, jobs, left)
        waiting = chain(left, waiting)
    yield from ((unit, list(unit.files(assembly))) for unit in waiting)


def _spread(waiting: Iterator[Unit], assembly: Assembly, jobs: int, left: list[Unit]) -> Iterator[Made]:
    """Keep processes busy with chunks of units; if one of them ends, those in flight are left to the caller."""
    pool = mapping.pool(jobs, _open, assembly.archive, assembly.authority)
    running: dict[Future[list[list[File]]], list[Unit]] = {}
    try:
        while True:
            while len(running) < 3 * jobs and (chunk := list(islice(waiting, CHUNK))):
                left[:] = chunk
                running[pool.submit(_files, chunk)] = chunk
                left.clear()
            if not running:
                return
            done, _ = wait(running, return_when=FIRST_COMPLETED)
            for future in done:
                found = future.result()
                yield from zip(running.pop(future), found, strict=True)
    except BrokenExecutor:
        left.extend(unit for chunk in running.values() for unit in chunk)
    finally:
        mapping.end(pool)


_assemblies: list[Assembly] = []
"""In a process of the pool: the one assembly that it reads from."""


def _open(archive: Archive, authority: Authority) -> None:
    _assemblies.append(Assembly(Catalogue(archive.catalogue), archive, authority))


def _files(units: Sequence[Unit]) -> list[list[File]]:
    return [list(unit.files(_assemblies[0])) for unit in units]
