"""Find the seeds that have to be read again: those whose file, sidecar or rules are not those of the last time.

| code | what it says |
|---|---|
| SAME-NAME | the name differs from another one in nothing but capitals or the way accents are written |

A file that the system says nobody has touched since is not even opened. What was touched so shortly before it was
last read that the system's clock could not tell another touch is opened all the same.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from onrecord import problems, urls
from onrecord.archive import extraction, faults
from onrecord.archive.catalogue import Catalogue
from onrecord.archive.workers import Fresh
from onrecord.model import Problem, Refused, Seed
from onrecord.seeds import files

COARSEST_CLOCK = 2_000_000_000
"""Nanoseconds that the coarsest clock of a file system stands still."""
TELL_EVERY = 50
NO_SEED = "/"
"""Begins the name under which a problem is kept that is about a path at which no seed is read. No seed's does."""


@dataclass(slots=True)
class Scan:
    """One walk over the seeds folder. `began` is the file system's time at its start, in nanoseconds."""

    folder: Path
    reading_digest: str
    began: int = 0
    published: Collection[str] = ()
    """The names of the seeds that have an address already: they stay where two cannot be kept apart."""
    present: list[str] = field(default_factory=list)
    """The names of all files that lie among the seeds, readable or not."""
    names: list[str] = field(default_factory=list)
    found: int = 0
    """How many seeds there are, those counted that are refused for their name or place alone."""
    lost: bool = False
    """Whether articles of the last build are gone: their seeds are, or cannot be read any more."""
    opened: int = 0
    """How many files had to be opened."""
    _stamps: dict[str, str] = field(default_factory=dict)

    def fresh(self, catalogue: Catalogue, progress: Callable[[str, int, int], None]) -> Iterator[Fresh]:
        """Yield the seeds that are new or changed. Those that are gone are forgotten, faulty files put on record."""
        stored = {row[0]: tuple(row)[1:] for row in catalogue.rows("SELECT name, key, stamp FROM seeds")}
        found = files.find(self.folder)
        self.present = found.names
        same = urls.namesakes(found.names, self.published)
        self.names = [name for name in found.names if name not in same]
        self.found = len(found.names) + len(found.refused)
        gone = stored.keys() - set(self.names)
        catalogue.drop(sorted(gone))
        self.lost = bool(gone)
        for problem in (*found.refused, *(_same_name(name, same[name]) for name in sorted(same))):
            catalogue.add_problems(f"{NO_SEED}{problem.path}", "file", [problem])
        rules = extraction.rules_digest(self.reading_digest)
        for number, name in enumerate(self.names):
            if number % TELL_EVERY == 0:
                progress("Reading", number, len(self.names))
            key, seen = stored.get(name, ("", ""))
            stamp = f"{rules[:16]} {self._stamp(name)}"
            if key and seen == stamp:
                continue
            self.opened += 1
            seed = self._read(name)
            if isinstance(seed, Problem):
                catalogue.drop([name])
                catalogue.add_problems(name, "file", [seed])
                self.lost |= name in stored
                continue
            self._stamps[name] = stamp
            if extraction.key(seed, rules) != key:
                yield Fresh(seed, extraction.key(seed, rules))

    def settle(self, catalogue: Catalogue) -> None:
        """Note how the files looked that were read, when all of them are stored."""
        catalogue.change("UPDATE seeds SET stamp = ? WHERE name = ?", ((s, n) for n, s in self._stamps.items()))
        self._stamps.clear()

    def _read(self, name: str) -> Seed | Problem:
        """Return a seed, or why it is refused."""
        try:
            return files.read(self.folder, name)
        except Refused as refusal:
            return refusal.problem
        except Exception as error:
            if not faults.unexpected(error):
                raise
            return problems.make("ENGINE", name, faults.told(error))

    def _stamp(self, name: str) -> str:
        """Return what tells an untouched seed and sidecar; never the same twice for one touched just now."""
        parts = []
        for path in (f"{self.folder}/{name}", f"{self.folder}/{name}{files.SIDECAR_SUFFIX}"):
            try:
                found = os.lstat(path)
            except (OSError, ValueError):
                parts.append("-")
                continue
            if max(found.st_ctime_ns, found.st_mtime_ns) > self.began - COARSEST_CLOCK:
                parts.append(f"after {self.began}")
            parts.append(f"{found.st_size} {found.st_mtime_ns} {found.st_ctime_ns} {found.st_ino} {found.st_nlink}")
        return "; ".join(parts)


def _same_name(name: str, other: str) -> Problem:
    message = f"the name differs from that of {other!r} in nothing but capitals or the way accents are written"
    fix = "rename one of the two: macOS and Windows can keep only one"
    return Problem(name, 0, "SAME-NAME", "refused", message, fix)
