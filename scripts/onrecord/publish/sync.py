"""Bring a folder in step with generated pages: write what differs, delete what is no longer made, touch nothing else.

Only files that the folder's manifest names are overwritten and deleted, each whole or not at all. A file that stands in
a page's place and is the very page is taken for one of ours. With `dry`, nothing is written, and the report says what
would have been.
"""

from __future__ import annotations

import stat
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from types import TracebackType

from filelock import FileLock, Timeout

from onrecord.publish.manifest import Manifest, look, put, refusal

IN_THE_WAY = "stands where a page would be put, and On the Record did not make it"
MOVE_IT = (
    "move it (or delete it, if an older version made it), or give the archive a docs folder of its own: one in "
    "docs_dir for what is made, and another in extra.onrecord.pages for what people write"
)


class Busy(Exception):
    """Another build of the same archive is running."""


@dataclass(slots=True)
class Report:
    """The paths of files that were written and deleted, in order, and how many were as they should be."""

    written: list[str] = field(default_factory=list)
    deleted: list[str] = field(default_factory=list)
    unchanged: int = 0
    in_the_way: list[str] = field(default_factory=list)
    """What a dry run found in the place of a page, made by somebody else."""

    @property
    def changed(self) -> bool:
        """Whether anything had to be done."""
        return bool(self.written or self.deleted)


class Lock:
    """One build of an archive at a time: a context manager that waits for another one, or raises Busy."""

    def __init__(self, path: Path, seconds: float) -> None:
        self.path = path
        self.seconds = seconds
        self._lock = FileLock(path)

    def __enter__(self) -> Lock:
        self.path.parent.mkdir(parents=True, exist_ok=True)
        try:
            self._lock.acquire(timeout=self.seconds)
        except Timeout:
            raise Busy(str(self.path)) from None
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._lock.release()


def mark(path: Path) -> int:
    """Write an empty file and return its time, in nanoseconds: what the clock of the file system says now."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(b"")
    return path.stat().st_mtime_ns


def stamp(path: Path | str) -> str:
    """Return what tells an untouched file from a changed one without reading it; empty when there is no plain file."""
    found = look(path)
    if found is None or not stat.S_ISREG(found.st_mode):
        return ""
    return f"{found.st_size}-{found.st_mtime_ns}-{found.st_ctime_ns}-{found.st_ino}"


class Writer:
    """Writes the pages of one build below `root`, and notes every path that belongs there.

    What On the Record did not make is never touched: a page that would go there is refused, or with `dry` noted.
    """

    def __init__(self, root: Path, dry: bool = False, manifest: Manifest | None = None) -> None:
        self.root = root
        self.dry = dry
        self.report = Report()
        self.manifest = manifest or Manifest(root, "docs")
        self.kept: set[str] = set()
        self._folders: set[str] = set()

    def keep(self, path: str) -> None:
        """Say that a file is as it should be and stays."""
        self._claim(path)
        self.report.unchanged += 1
        if not self.dry:
            self.manifest.add(path)

    def write(self, path: str, data: bytes) -> str:
        """Put a page in its place unless it is there already; return its stamp."""
        self._claim(path)
        target = f"{self.root}/{path}"  # a Path takes as long as writing the file
        blocked = self.manifest.in_the_way(path)
        if blocked in ("", path) and _same(target, data):
            self.report.unchanged += 1
            if not self.dry:
                self.manifest.add(path)
        elif blocked:
            if not self.dry:
                raise refusal([self.root / blocked], IN_THE_WAY, MOVE_IT)
            self.report.in_the_way.append(blocked)
        else:
            self.report.written.append(path)
            if not self.dry:
                self.manifest.replace(path, data)
        return stamp(target)

    def _claim(self, path: str) -> None:
        """Refuse a path that two pages want, or that leads out of the folder."""
        wanted = path in self.kept or path in self._folders
        folder = path.rpartition("/")[0]
        while folder and folder not in self._folders:
            wanted |= folder in self.kept
            self._folders.add(folder)
            folder = folder.rpartition("/")[0]
        if wanted or path.startswith("/") or (".." in path and ".." in path.split("/")):
            raise ValueError(f"two pages want the path {path!r}, or it leads out of the folder")
        self.kept.add(path)

    def finish(self) -> None:
        """Delete every file of ours that no page was kept or written for, and let the manifest name the others."""
        stale = sorted(path for path in self.manifest.names - self.kept if self.manifest.is_there(path))
        self.report.deleted += stale
        if self.dry:
            return
        for path in stale:
            self.manifest.delete(path)
        self.manifest.settle(self.kept)


def _same(path: str, data: bytes) -> bool:
    found = look(path)
    try:
        return (
            found is not None
            and stat.S_ISREG(found.st_mode)
            and found.st_size == len(data)
            and Path(path).read_bytes() == data
        )
    except OSError:
        return False


def write_file(path: Path, data: bytes) -> None:
    """Put one file in its place, whole or not at all; what it is until then has a name that nothing else has."""
    path.parent.mkdir(parents=True, exist_ok=True)
    number = next(n for n in count() if look(f"{path.parent}/.{path.name}.{n}") is None)
    beside = Path(f"{path.parent}/.{path.name}.{number}")
    try:
        put(beside, path, data)
    except BaseException:
        beside.unlink(missing_ok=True)
        raise


def create(path: Path, data: bytes) -> bool:
    """Write a new file; return False and touch nothing when anything has its name already."""
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        with path.open("xb") as file:
            file.write(data)
    except FileExistsError:
        return False
    return True
