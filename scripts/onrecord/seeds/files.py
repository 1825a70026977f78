"""Find the seed files of an archive and read them without trusting them.

| code | what it says |
|---|---|
| FILE-NAME | the name of a file or folder holds control characters, direction overrides or bytes that are no text |
| PATH-LIMIT | more than 32 folders deep, or a path of more than 1,000 bytes |
| SYMLINK | the seed, or a folder on the way to it, is a symbolic link |
| NOT-A-FILE | a folder, FIFO, socket or device stands where a seed is expected |
| HARD-LINK | the file has a second name elsewhere |
| TOO-LARGE | the seed is over 2 MiB, or its sidecar over 8 KiB |
| EMPTY | the file has no bytes |
| UNREADABLE | the system would not open or read the file or folder |
| SIDECAR-ALONE | a sidecar without the seed it speaks of |

What lies in the seeds folder and is left out without a word: files and folders whose name begins with a dot,
`README` with any ending, and sidecars (`NAME.yml` beside the seed `NAME`). A folder that is refused is refused once,
with all that it holds.
"""

from __future__ import annotations

import hashlib
import os
import re
import stat
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from onrecord.characters import printable
from onrecord.model import Problem, Refused, Seed

SEED_LIMIT = 2 * 1024 * 1024
SIDECAR_LIMIT = 8 * 1024
DEPTH_LIMIT = 32
PATH_LIMIT = 1000
"""Bytes. macOS takes 1,024 for a whole path."""
SIDECAR_SUFFIX = ".yml"
SEED_SUFFIXES = (".txt", ".md")
"""What the names of seeds end in. `formats` has a reader for each; a name without any of them gets the first."""
ENDINGS = " or ".join(SEED_SUFFIXES)
# "two\nlines.txt", "gpj.\u202etxt", "\udcff.txt"
BAD_NAME_PATTERN = re.compile("[\x00-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff\U000e0000-\U000e007f]")
OPEN_FLAGS = (
    os.O_RDONLY
    | getattr(os, "O_NOFOLLOW", 0)
    | getattr(os, "O_NONBLOCK", 0)
    | getattr(os, "O_CLOEXEC", 0)
    | getattr(os, "O_BINARY", 0)
)


class Found(NamedTuple):
    """What lies below a seeds folder: the names of seeds, and what is refused for its name or place alone.

    Every name is text. The path of a refusal is one too, with escapes for bytes that are none.
    """

    names: list[str]
    refused: list[Problem]


def find(folder: Path) -> Found:
    """Find all seeds below a folder, sorted.

    Links, pipes, folders named like a seed and sidecars without a seed are among the names, so that `read` can say
    why they are refused.
    """
    found = Found([], [])
    waiting = [*_entered(_listed(f"{folder}"), "", found)]
    while waiting:
        name = waiting.pop()
        try:
            listed = _listed(f"{folder}/{name}")
        except OSError as error:
            found.refused.append(_unreadable(name, error, "folder"))
        else:
            waiting += _entered(listed, f"{name}/", found)
    found.names.sort()
    found.refused.sort(key=lambda problem: problem.path)
    return found


def _listed(folder: str) -> list[os.DirEntry[str]]:
    with os.scandir(folder) as entries:
        return list(entries)


def _entered(listed: list[os.DirEntry[str]], prefix: str, found: Found) -> Iterator[str]:
    """Sort what lies in one folder into names and refusals; yield the folders to look into."""
    here = {entry.name for entry in listed}
    for entry in listed:
        if entry.name.startswith(".") or entry.name.partition(".")[0].upper() == "README":
            continue
        is_folder = entry.is_dir(follow_symlinks=False) and not entry.name.lower().endswith(SEED_SUFFIXES)
        if not is_folder and _is_sidecar_name(entry.name) and _seed_of(entry.name) in here:
            continue
        name = prefix + entry.name
        if BAD_NAME_PATTERN.search(entry.name):
            found.refused.append(_bad_name(name, "folder" if is_folder else "file"))
        elif len(os.fsencode(name)) > PATH_LIMIT or (is_folder and prefix.count("/") >= DEPTH_LIMIT):
            found.refused.append(_too_far(name, "folder" if is_folder else "file"))
        elif is_folder:
            yield name
        else:
            found.names.append(name)


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
        raise Refused(_bad_name(name, "file"))
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


def _bad_name(name: str, what: str) -> Problem:
    message = f"the name of the {what}, {name!r}, holds characters that a name must not have"
    if not name.isascii() and printable(name) != name:
        message = f"the name of the {what} is not in UTF-8"
    fix = f"rename the {what}, best with letters, digits, hyphens and underscores"
    return _problem(printable(name), "FILE-NAME", message, fix)


def _too_far(name: str, what: str) -> Problem:
    message = f"the {what} lies more than {DEPTH_LIMIT} folders deep, or its path is longer than {PATH_LIMIT:,} bytes"
    return _problem(name, "PATH-LIMIT", message, f"move the {what} up, or shorten the names on the way to it")


def _unreadable(name: str, error: OSError, what: str = "file") -> Problem:
    reason = error.strerror or type(error).__name__
    return _problem(name, "UNREADABLE", f"the {what} cannot be read: {reason}", "check its permissions and its disk")


def _problem(name: str, code: str, message: str, fix: str) -> Problem:
    return Problem(name, 0, code, "refused", message, fix)
