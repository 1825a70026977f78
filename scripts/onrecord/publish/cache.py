"""The archive's folder in the cache: marked as ours, held by one build at a time, and emptied when people ask for it.

All archives of a folder share `.cache/onrecord`. Its manifest names what may lie there; a folder of that name with
other people's files in it is refused.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path

from onrecord import problems
from onrecord.archive import catalogue
from onrecord.config import Archive
from onrecord.model import Refused
from onrecord.publish.manifest import (
    LOCK,
    MANIFEST,
    MARK,
    Manifest,
    delete_empty_folders,
    delete_if_empty,
    look,
    refusal,
)
from onrecord.publish.sync import Lock

DISK_CODES = frozenset(
    [sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR, sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PERM]
)
"""What SQLite says of a disk or a folder that does not let it write."""
MOVE_IT = "move it away, or delete it if it is not needed; the cache is made anew"


@contextlib.contextmanager
def held(archive: Archive, seconds: float) -> Iterator[None]:
    """Hold an archive's cache, which is marked as ours; raise Busy when another build holds it for so long."""
    _prepare(archive, seconds)
    try:
        with Lock(archive.cache / "lock", seconds):
            yield
    except sqlite3.OperationalError as error:
        if getattr(error, "sqlite_errorcode", 0) & 0xFF not in DISK_CODES:
            raise
        where = archive.shown(archive.catalogue)
        raise Refused(problems.make("DISK", where, f"the cache cannot be read and written there: {error}")) from None


def site_lock(archive: Archive) -> Path:
    """Return the lock of a site's folder, which two archives may share by mistake."""
    name = hashlib.sha256(os.fsencode(archive.site)).hexdigest()[:12]
    return archive.cache.parent / f"site-{name}.lock"


def _files(archive: Archive) -> list[str]:
    """Return the paths of what an archive may put into the cache, below the folder that all archives share."""
    own = [f"{archive.catalogue.name}{suffix}" for suffix in catalogue.SUFFIXES]
    own += ["began", "lock", *([f"{archive.docs.name}/{MARK}/{MANIFEST}"] if archive.staged else [])]
    return [site_lock(archive).name, *(f"{archive.cache.name}/{name}" for name in own)]


def _prepare(archive: Archive, seconds: float) -> None:
    """Mark the cache as ours and write down what will lie in it, unless that was done before."""
    root, names = archive.cache.parent, _files(archive)
    there = look(root)
    if there is not None:
        if not root.is_dir() or (not (listed := Manifest(root, "cache")).marked and any(listed.strangers(hidden=True))):
            raise refusal([root], "has the name of our cache, and On the Record did not make it", MOVE_IT)
        if all(name in listed for name in names) and not _foreign(listed, names):
            return
    with Lock(root / MARK / LOCK, seconds):  # another archive may be writing itself down
        listed = Manifest(root, "cache")
        if foreign := _foreign(listed, names):
            raise refusal([root / one for one in foreign], "lies where the cache would be", MOVE_IT)
        for name in names:
            listed.add(name)
        listed.close()


def _foreign(listed: Manifest, names: list[str]) -> list[str]:
    return [found for name in names if not name.endswith(MANIFEST) and (found := listed.in_the_way(name))]


def clear(archive: Archive, seconds: float, first: Callable[[], None]) -> int:
    """Delete all that any archive of this folder has in the cache, when none is building, after doing something first.

    Return how many files that were.
    """
    _prepare(archive, seconds)
    root = archive.cache.parent
    listed = Manifest(root, "cache")
    locks = sorted((name for name in listed.names if name.endswith("lock")), key=lambda name: ("/" not in name, name))
    number = 0
    with contextlib.ExitStack() as stack:
        for name in locks:
            stack.enter_context(Lock(root / name, seconds))
        first()
        for name in sorted(listed.names - set(locks)):
            if name.endswith(f"{MARK}/{MANIFEST}"):
                number += Manifest((root / name).parents[1], "docs").clear()
            else:
                number += listed.delete(name)
    number += listed.clear()
    delete_empty_folders(root)
    delete_if_empty(root.parent)
    return number
