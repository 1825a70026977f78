"""Make every file of a site again from seeds and authority files, in memory, and compare it with what is there."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from onrecord import urls
from onrecord.archive.catalogue import Catalogue
from onrecord.authority.records import Authority
from onrecord.checks.verify import differences
from onrecord.checks.verify.differences import Difference
from onrecord.config import Archive
from onrecord.publish import handwritten, inheritance, manifest, render
from onrecord.publish.mkdocs_pages import Builder, Entries
from onrecord.publish.pipeline import Options
from onrecord.publish.queries import Queries
from onrecord.publish.render import Unit
from onrecord.publish.units import HOME_UNIT, units

NOT_OURS = (".git", ".onrecord")
"""Folders of a site folder that say nothing on the site: a repository's, and the mark that the folder is ours."""


@dataclass(slots=True)
class Compared:
    """What came of comparing files: their paths, those of docs that they were made from, and how they differ."""

    pages: int = 0
    paths: set[str] = field(default_factory=set)
    names: list[str] = field(default_factory=list)
    entries: dict[str, Entries] = field(default_factory=dict)
    differences: list[Difference] = field(default_factory=list)
    left_out: int = 0
    plugins: list[str] = field(default_factory=list)
    faulty: int = 0
    """How much of authority files and ledger could not be used."""

    def compare(self, site: Path, path: str, data: bytes) -> None:
        """Compare one file of the site with what it should be."""
        self.paths.add(path)
        self.pages += path.endswith(".html")
        found = differences.of_file(site, path, data)
        self.differences += found.differences
        self.left_out += found.left_out

    def add(self, other: Compared) -> None:
        """Take in what was found elsewhere."""
        self.pages += other.pages
        self.paths |= other.paths
        self.names += other.names
        self.entries |= other.entries
        self.differences += other.differences
        self.left_out += other.left_out


def compared(
    archive: Archive, site: Path, catalogue: Catalogue, known: Authority, settings: Mapping[str, str], options: Options
) -> Compared:
    """Return how the files of a site differ from those that seeds and authority files give.

    `settings` go over the configuration of MkDocs. The catalogue is in step and committed.
    """
    queries = Queries(catalogue, archive, known)
    written = handwritten.found(archive)
    home = () if written.home else (urls.HOME,)
    theirs = handwritten.hand_written(handwritten.listed(archive, archive.pages))
    own = {path: (archive.pages / path).read_bytes() for path in theirs}
    own |= inheritance.files(own, archive.directory_urls)
    whole = Compared()
    here = _Comparer(queries, Builder(archive, own, home, settings), site)
    total = catalogue.one("SELECT (SELECT count(*) FROM articles) + (SELECT count(*) FROM speakers)")
    given = (archive, known, own, home, dict(settings), site)
    done = 0
    wanted = (unit for unit in units(queries) if home or unit.name != HOME_UNIT)
    for chunk, found in render.spread(wanted, options.processes, _work, here.compared, _begin, *given):
        done += len(chunk)
        options.progress("Comparing pages", min(done, total), total)
        whole.add(found)
    here.builder.close()
    builder = Builder(archive, own, whole.names, settings)
    with manifest.passing(archive.cache / "verify") as folder:
        for built in builder.rest(whole.entries, folder / "site"):
            whole.compare(site, built.path, built.data)
    builder.close()
    whole.differences += map(differences.stranger, sorted(set(files_of(site)) - whole.paths))
    whole.plugins = builder.plugins
    return whole


_comparers: list[_Comparer] = []
"""In a process of the pool: the one that compares."""


def _begin(
    archive: Archive,
    known: Authority,
    own: dict[str, bytes],
    home: tuple[str, ...],
    settings: dict[str, str],
    site: Path,
) -> None:
    queries = Queries(Catalogue.beside(archive.catalogue), archive, known)
    _comparers.append(_Comparer(queries, Builder(archive, own, home, settings), site))


def _work(chunk: list[Unit]) -> Compared:
    return _comparers[0].compared(chunk)


@dataclass(frozen=True, slots=True)
class _Comparer:
    """Makes units and what MkDocs makes of them, and compares that with a site."""

    queries: Queries
    builder: Builder
    site: Path

    def compared(self, chunk: list[Unit]) -> Compared:
        """Return how the files of some units differ."""
        found = Compared()
        for unit in chunk:
            for path, data in unit.files(self.queries):
                found.names.append(path)
                built = self.builder.built(path, data)
                if built is not None:
                    found.compare(self.site, built.path, built.data)
                    if built.entries:
                        found.entries[path] = built.entries
        return found


def of_folder(site: Path, rebuilt: Path) -> Compared:
    """Return how the files of a site differ from those of one that was built anew."""
    whole = Compared()
    for path in files_of(rebuilt):
        whole.compare(site, path, (rebuilt / path).read_bytes())
    whole.differences += map(differences.stranger, sorted(set(files_of(site)) - whole.paths))
    return whole


def files_of(site: Path) -> Iterator[str]:
    """Yield the paths of all files and links in a site's folder; what is there for its host is left out."""
    for folder, names, files in os.walk(site):
        inside = Path(folder).relative_to(site)
        links = [name for name in names if (Path(folder) / name).is_symlink()]
        names[:] = sorted(name for name in names if name not in links and (inside.parts or name not in NOT_OURS))
        for name in sorted([*files, *links]):
            if not _is_of_host(inside, name):
                yield (inside / name).as_posix()


def of_host(site: Path) -> list[str]:
    """Return the names of files at the top of a site that are for its host, and not part of what it says."""
    return sorted(one.name for one in site.iterdir() if not one.is_dir() and _is_of_host(Path(), one.name))


def _is_of_host(inside: Path, name: str) -> bool:
    return not inside.parts and (name.startswith(".") or name == "CNAME")
