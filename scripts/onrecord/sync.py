"""Bring a folder in step with generated pages: write what differs, delete what is no longer made, touch nothing else.

A file is written beside its place and moved there, so that nobody ever sees half a page. With `dry`, nothing is
written, and the report says what would have been.
"""

from __future__ import annotations

import contextlib
import os
import stat
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType

from filelock import FileLock, Timeout

TEMPORARY = ".onrecord-new"


class Busy(Exception):
    """Another build of the same archive is running."""


@dataclass(slots=True)
class Report:
    """The paths of files that were written and deleted, in order, and how many were as they should be."""

    written: list[str] = field(default_factory=list)
    deleted: list[str] = field(default_factory=list)
    unchanged: int = 0

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
    try:
        found = os.lstat(path)
    except OSError:
        return ""
    if not stat.S_ISREG(found.st_mode):
        return ""
    return f"{found.st_size}-{found.st_mtime_ns}-{found.st_ino}"


class Writer:
    """Writes the pages of one build below `root`, and notes every path that belongs there."""

    def __init__(self, root: Path, dry: bool = False) -> None:
        self.root = root
        self.dry = dry
        self.report = Report()
        self._kept: set[str] = set()
        self._folders: set[str] = set()

    def keep(self, path: str) -> None:
        """Say that a file is as it should be and stays."""
        self._claim(path)
        self.report.unchanged += 1

    def write(self, path: str, data: bytes) -> str:
        """Put a page in its place unless it is there already; return its stamp."""
        self._claim(path)
        target = f"{self.root}/{path}"  # a Path takes as long as writing the file
        there = _stat(target)
        if there is not None and _same(target, there, data):
            self.report.unchanged += 1
        else:
            self.report.written.append(path)
            if not self.dry:
                self._replace(target, data, there is not None)
        return stamp(target)

    def _claim(self, path: str) -> None:
        """Refuse a path that two pages want, or that leads out of the folder."""
        if path in self._kept or path.startswith("/") or (".." in path and ".." in path.split("/")):
            raise ValueError(f"two pages want the path {path!r}, or it leads out of the folder")
        self._kept.add(path)

    def _replace(self, target: str, data: bytes, there: bool) -> None:
        folder = target.rpartition("/")[0]
        if folder not in self._folders:
            _make_folder(self.root, Path(folder))
            self._folders.add(folder)
        if there and Path(target).is_dir() and not Path(target).is_symlink():
            _delete_tree(Path(target))
        _put(f"{target}{TEMPORARY}", target, data)

    def sweep(self, owned: Collection[str]) -> None:
        """Delete every file below the owned files and folders that no page was kept or written for."""
        for path in sorted(_below(self.root, owned) - self._kept):
            self.report.deleted.append(path)
            if not self.dry:
                (self.root / path).unlink(missing_ok=True)
        if not self.dry:
            for name in owned:
                _delete_empty_folders(self.root / name, keep=name == ".")


def _stat(path: str) -> os.stat_result | None:
    try:
        return os.lstat(path)
    except OSError:
        return None


def _same(path: str, found: os.stat_result, data: bytes) -> bool:
    try:
        return stat.S_ISREG(found.st_mode) and found.st_size == len(data) and Path(path).read_bytes() == data
    except OSError:
        return False


def _put(beside: str, place: str, data: bytes) -> None:
    with open(beside, "wb") as file:  # noqa: PTH123 - half the time of a Path's
        file.write(data)
    os.replace(beside, place)  # noqa: PTH105


def _make_folder(root: Path, folder: Path) -> None:
    """Make a folder below root; a file or link that stands in the way goes."""
    if folder != root:
        _make_folder(root, folder.parent)
        if folder.is_symlink() or (folder.exists() and not folder.is_dir()):
            folder.unlink()
    folder.mkdir(parents=folder == root, exist_ok=True)


def _below(root: Path, owned: Iterable[str]) -> set[str]:
    """Return the paths of all files in the owned places; what begins with a dot is nobody's, but our leftovers."""
    found: set[str] = set()
    for name in owned:
        place = root / name
        if place.is_dir() and not place.is_symlink():
            found.update(_files(place, "" if name == "." else f"{name}/"))
        elif place.is_symlink() or place.exists():
            found.add(name)
    return found


def _files(folder: str | Path, prefix: str) -> Iterator[str]:
    for entry in os.scandir(folder):
        if entry.name.startswith(".") and not entry.name.endswith(TEMPORARY):
            continue
        if entry.is_dir(follow_symlinks=False):
            yield from _files(entry.path, f"{prefix}{entry.name}/")
        else:
            yield prefix + entry.name


def _delete_empty_folders(folder: Path, keep: bool = False) -> None:
    if folder.is_symlink() or not folder.is_dir():
        return
    for entry in list(os.scandir(folder)):
        if entry.is_dir(follow_symlinks=False):
            _delete_empty_folders(Path(entry.path))
    if not keep:
        with contextlib.suppress(OSError):  # not empty
            folder.rmdir()


def _delete_tree(folder: Path) -> None:
    for entry in list(os.scandir(folder)):
        if entry.is_dir(follow_symlinks=False):
            _delete_tree(Path(entry.path))
        else:
            Path(entry.path).unlink()
    folder.rmdir()


def write_file(path: Path, data: bytes) -> None:
    """Put one file in its place: whole or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True)
    _put(f"{path}{TEMPORARY}", str(path), data)
