"""Faults that nobody foresaw: told from what people, a disk or another process did, and put into one line."""

from __future__ import annotations

import contextlib
import errno
import sqlite3
import traceback
from collections.abc import Iterator, Mapping
from pathlib import Path

from onrecord.model import Refused

PACKAGE = Path(__file__).parents[1]
LONGEST = 200
# What the system says when the program asks for what cannot be; all else is about files, disks and permissions
ASKED_WRONGLY = frozenset([None, errno.ENAMETOOLONG, errno.EINVAL])
# PERM, BUSY, LOCKED, NOMEM, READONLY, INTERRUPT, IOERR, FULL, CANTOPEN: https://sqlite.org/rescode.html
NOT_OF_THE_FILE = frozenset([3, 5, 6, 7, 8, 9, 10, 13, 14])


class Damaged(Exception):
    """Something in the catalogue is not what was stored there."""


class Fault(Exception):
    """A fault that nobody foresaw, in a stage that concerns the whole archive. `stage` says which."""

    def __init__(self, stage: str, what: str) -> None:
        super().__init__(stage, what)
        self.stage = stage
        self.what = what


class Spoiled(Exception):
    """The pages of some seeds cannot be made; `seeds` has their names with what went wrong."""

    def __init__(self, seeds: Mapping[str, str]) -> None:
        super().__init__(seeds)
        self.seeds = seeds


def unexpected(error: BaseException) -> bool:
    """Say whether an error is a fault of the program or of its own files.

    It is not when the archive cannot be used as it is, when a disk is full or broken, when something is not allowed or
    in use, and when somebody ends the program.
    """
    if isinstance(error, OSError):
        return error.errno in ASKED_WRONGLY
    if isinstance(error, sqlite3.Error):
        return getattr(error, "sqlite_errorcode", 0) & 0xFF not in NOT_OF_THE_FILE
    return isinstance(error, Exception) and not isinstance(error, (Refused, Spoiled))


def told(error: BaseException) -> str:
    """Return what went wrong and where in the program, on one line: `KeyError at pages/article.py:33: 'title'`."""
    if isinstance(error, Fault):
        return error.what
    frames = list(traceback.extract_tb(error.__traceback__))
    frames = [frame for frame in frames if frame.filename != __file__] or frames
    ours = [frame for frame in frames if Path(frame.filename).is_relative_to(PACKAGE)] or frames
    where = ""
    if ours:
        path = Path(ours[-1].filename)
        inside = path.relative_to(PACKAGE).as_posix() if path.is_relative_to(PACKAGE) else path.name
        where = f" at {inside}:{ours[-1].lineno}"
    return f"{type(error).__name__}{where}: {str(error)[:LONGEST]!r}"


@contextlib.contextmanager
def stage(what: str) -> Iterator[None]:
    """Have a fault that nobody foresaw say in which stage it arose; the innermost counts."""
    try:
        yield
    except Exception as error:
        if isinstance(error, Fault) or not unexpected(error):
            raise
        raise Fault(what, told(error)) from error
