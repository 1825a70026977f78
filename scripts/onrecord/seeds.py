"""Find the seed files of an archive and read them without trusting them.

| code | what it says |
|---|---|
| FILE-NAME | the name holds control characters, direction overrides or bytes that are no text |
| SYMLINK | the seed, or a folder on the way to it, is a symbolic link |
| NOT-A-FILE | a folder, FIFO, socket or device stands where a seed is expected |
| HARD-LINK | the file has a second name elsewhere |
| TOO-LARGE | the seed is over 2 MiB, or its sidecar over 8 KiB |
| EMPTY | the file has no bytes |
| UNREADABLE | the system would not open or read the file |
| SIDECAR-ALONE | a sidecar without the seed it speaks of |

What lies in the seeds folder and is left out without a word: files and folders whose name begins with a dot,
`README` with any ending, and sidecars (`NAME.yml` beside the seed `NAME`).
"""

from __future__ import annotations

import hashlib
import os
import re
import stat
from collections.abc import Iterator
from pathlib import Path

from onrecord.model import Problem, Refused, Seed

SEED_LIMIT = 2 * 1024 * 1024
SIDECAR_LIMIT = 8 * 1024
SIDECAR_SUFFIX = ".yml"
SEED_SUFFIXES = (".txt", ".md")
# "two\nlines.txt", "gpj.\u202etxt", "\udcff.txt"
BAD_NAME_PATTERN = re.compile("[\x00-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff\U000e0000-\U000e007f]")
OPEN_FLAGS = (
    os.O_RDONLY
    | getattr(os, "O_NOFOLLOW", 0)
    | getattr(os, "O_NONBLOCK", 0)
    | getattr(os, "O_CLOEXEC", 0)
    | getattr(os, "O_BINARY", 0)
)


def find(folder: Path) -> list[str]:
    """List the names of all seeds below a folder, sorted.

    Links, pipes, folders named like a seed and sidecars without a seed are listed too, so that `read` can say why
    they are refused.
    """
    return sorted(_names(folder, ""))


def read(folder: Path, name: str) -> Seed:
    """Read one seed and its sidecar; raise Refused for anything but a small, regular file with one name."""
    _check_name(folder, name)
    place = f"{folder}/{name}"
    if _is_sidecar_name(name) and not _exists(_seed_of(place)):
        raise Refused(
            _problem(
                name,
                "SIDECAR-ALONE",
                f"there is no seed {_seed_of(name)!r} beside this sidecar",
                "add the seed, or rename or delete the sidecar",
            )
        )
    data = _bytes(place, name, SEED_LIMIT)
    if not data:
        raise Refused(_problem(name, "EMPTY", "the file is empty", "put the article's text into it, or delete it"))
    beside = place + SIDECAR_SUFFIX
    sidecar = _bytes(beside, name + SIDECAR_SUFFIX, SIDECAR_LIMIT) if _exists(beside) else None
    return Seed(name, data, hashlib.sha256(data).hexdigest(), sidecar)


def _names(folder: Path, prefix: str) -> Iterator[str]:
    """Walk one folder without following links."""
    entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
    here = {entry.name for entry in entries}
    for entry in entries:
        if entry.name.startswith(".") or entry.name.partition(".")[0].upper() == "README":
            continue
        if entry.is_dir(follow_symlinks=False) and not entry.name.lower().endswith(SEED_SUFFIXES):
            yield from _names(Path(entry.path), f"{prefix}{entry.name}/")
        elif not (_is_sidecar_name(entry.name) and _seed_of(entry.name) in here):
            yield prefix + entry.name


def _is_sidecar_name(name: str) -> bool:
    return name.endswith(SIDECAR_SUFFIX)


def _seed_of(sidecar: str) -> str:
    return sidecar.removesuffix(SIDECAR_SUFFIX)


def _exists(path: str) -> bool:
    """Say whether anything has this name, a dangling link included."""
    try:
        os.lstat(path)
    except (OSError, ValueError):
        return False
    return True


def _check_name(folder: Path, name: str) -> None:
    """Refuse names that deceive or lead out of the folder, and paths that lead through a link."""
    parts = name.split("/")
    if BAD_NAME_PATTERN.search(name) or ".." in parts or "" in parts:
        raise Refused(
            _problem(
                name,
                "FILE-NAME",
                f"the file name {name!r} holds characters that a name must not have",
                "rename the file, best with letters, digits, hyphens and underscores",
            )
        )
    for count in range(1, len(parts)):
        if (folder / "/".join(parts[:count])).is_symlink():
            raise Refused(_symlink(name))


def _bytes(path: str, name: str, limit: int) -> bytes:
    """Open without following or waiting, check what was opened, and read no more than the limit."""
    try:
        there = os.lstat(path)
        if stat.S_ISLNK(there.st_mode):
            raise Refused(_symlink(name))
        if stat.S_ISDIR(there.st_mode):  # Windows cannot open a folder to look at it
            raise Refused(_not_a_file(name, "a folder"))
        descriptor = os.open(path, OPEN_FLAGS)
    except OSError as error:
        raise Refused(_unreadable(name, error)) from None
    with os.fdopen(descriptor, "rb") as file:
        found = os.fstat(file.fileno())
        if not stat.S_ISREG(found.st_mode):
            raise Refused(_not_a_file(name, "no regular file"))
        if found.st_nlink > 1:
            raise Refused(
                _problem(
                    name,
                    "HARD-LINK",
                    f"the file has {found.st_nlink} names (hard links)",
                    "put a copy here in place of the link",
                )
            )
        try:
            data = file.read(min(found.st_size, limit) + 1)  # room is made for all that is asked for
            if len(data) > found.st_size:  # it has grown since
                data += file.read(limit + 1 - len(data))
        except OSError as error:
            raise Refused(_unreadable(name, error)) from None
    if len(data) > limit:
        raise Refused(
            _problem(
                name,
                "TOO-LARGE",
                f"the file is larger than {limit:,} bytes",
                "split it into one file for each article",
            )
        )
    return data


def _symlink(name: str) -> Problem:
    return _problem(name, "SYMLINK", "a symbolic link is not followed", "put the file itself into the seeds folder")


def _not_a_file(name: str, what: str) -> Problem:
    return _problem(name, "NOT-A-FILE", f"this is {what}", "put a text file here, or rename or delete it")


def _unreadable(name: str, error: OSError) -> Problem:
    reason = error.strerror or type(error).__name__
    return _problem(name, "UNREADABLE", f"the file cannot be read: {reason}", "check its permissions and its disk")


def _problem(name: str, code: str, message: str, fix: str) -> Problem:
    return Problem(name, 0, code, "refused", message, fix)
