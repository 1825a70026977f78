"""What is ours in a folder: the mark that we put there, and the list of the files that we made.

A folder `.onrecord/` inside a docs, site or cache folder is the mark; the file `manifest` in it names, one path a
line, every file that we put into the folder. A name is written down before its file is, so that after a kill at any
moment no file of ours is without a name. What is not named is somebody else's, and is neither overwritten nor deleted,
and no link is followed. Temporary files lie in `.onrecord/`; nothing else in the folder is ever taken for a leftover.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import re
import shutil
import stat
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import IO, Literal

from onrecord import problems
from onrecord.model import Refused

Kind = Literal["docs", "site", "cache"]

MARK = ".onrecord"
MANIFEST = "manifest"
TEMPORARY = "new"
SIGNATURES = "signatures"
UNFINISHED = "unfinished"
LOCK = "lock"
OWN = (TEMPORARY, SIGNATURES, UNFINISHED, LOCK, MANIFEST)
"""All that we put into a mark. The list is the last to go: until then, everything it names is known to be ours."""
HEADER = "# On the Record made the files that are named here in this {} folder; it overwrites and deletes no others\n"
MOST_NAMED = 5
# "\\" and "\n" in a line of the list stand for a backslash and a line break in a name
ESCAPE_PATTERN = re.compile(rb"\\(.)")


class Manifest:
    """The list of what is ours in one folder. Reading it raises Refused when the mark is not one that we made."""

    def __init__(self, root: Path, kind: Kind) -> None:
        self.root = root
        self.names: set[str] = set()
        self.marked = False
        """Whether the folder carries our mark."""
        self._header = HEADER.format(kind).encode()
        self._mark = root / MARK
        self._path = self._mark / MANIFEST
        self._tidy = False
        self._whole = False
        self._file: IO[bytes] | None = None
        self._roads: dict[str, str] = {}
        self._read()

    def __contains__(self, path: str) -> bool:
        return path in self.names

    def _read(self) -> None:
        found = look(self._mark)
        if found is None:
            return
        if not stat.S_ISDIR(found.st_mode):
            raise self._no_mark()
        there = look(self._path)
        if there is None:
            # killed between making the mark and its list
            if not all(map(self._is_begun, self._mark.iterdir())):
                raise self._no_mark()
            self.marked = True
            return
        data = self._path.read_bytes() if stat.S_ISREG(there.st_mode) else b""
        if not data.startswith(self._header):
            raise self._no_mark()
        *lines, torn = data[len(self._header) :].split(b"\n")  # a line that was cut off names a file that never was
        self._whole = not torn
        listed = [_decoded(line) for line in lines]
        for name in listed:
            if any(part in ("", ".", "..") for part in name.split("/")):
                raise refusal([self._path], f"names {name!r}, which leads out of the folder", "delete that line")
        self.names = set(listed)
        self.marked = True
        self._tidy = self._whole and listed == sorted(self.names)

    def _is_begun(self, path: Path) -> bool:
        whole = {TEMPORARY: self._header, LOCK: b""}.get(path.name)
        return whole is not None and is_file(path) and whole.startswith(path.read_bytes())

    def _no_mark(self) -> Refused:
        return refusal([self._mark], "has the name of a mark of ours, and is none of this folder", "move it away")

    def begin(self) -> None:
        """Put the mark into the folder."""
        self._mark.mkdir(parents=True, exist_ok=True)
        if not self._whole:
            self._rewrite()
        self.marked = True

    def add(self, path: str) -> None:
        """Write a path down, before anything is put there."""
        if path in self.names:
            return
        if self._file is None:
            self.begin()
            self._file = self._path.open("ab", buffering=0)
        with naming(self._path):
            self._file.write(_encoded(path))
        self.names.add(path)
        self._tidy = False

    def disown(self, path: str) -> None:
        """Take a name off the list: somebody has made the file theirs."""
        if path in self.names:
            self.names.remove(path)
            self._tidy = False

    def settle(self, names: set[str]) -> None:
        """Let the list say that these are all there are. Nothing is written when it says so already."""
        self.close()
        if (self.marked or names) and (names != self.names or not self._tidy):
            self.names = names
            self.begin()
            self._rewrite()
        known = self._signatures()
        last = {line.partition(" ")[2]: line for line in known}
        if known != (tidy := [last[path] for path in sorted(last)]):
            self._sign(tidy)

    def close(self) -> None:
        """Close the list; it can be added to again."""
        if self._file is not None:
            self._file.close()
            self._file = None

    def _rewrite(self) -> None:
        data = self._header + b"".join(map(_encoded, sorted(self.names)))
        put(self._mark / TEMPORARY, self._path, data)
        self._tidy = self._whole = True

    def replace(self, path: str, data: bytes) -> None:
        """Put a file of ours in its place, whole or not at all, and write it down before. Nothing may be in the way."""
        self._clear_way(path)
        self.add(path)
        put(f"{self._mark}/{TEMPORARY}", f"{self.root}/{path}", data)

    def sign(self, path: str, data: bytes) -> None:
        """Write down how a page will look, before it is put where people write: another one is then theirs."""
        known = self._signatures()
        signature = f"{_digest(data)} {path}"
        if [one for one in known if one.endswith(f" {path}")][-1:] != [signature]:
            self.begin()
            self._sign([*known, signature])

    def _sign(self, signatures: list[str]) -> None:
        put(self._mark / TEMPORARY, self._mark / SIGNATURES, "".join(f"{one}\n" for one in signatures).encode())

    def is_signed(self, path: str, data: bytes) -> bool:
        """Say whether this is a page as we wrote it."""
        return f"{_digest(data)} {path}" in self._signatures()

    def _signatures(self) -> list[str]:
        """Return the digest and the path of each signed page, the latest last."""
        path = self._mark / SIGNATURES
        return path.read_text(encoding="utf-8").splitlines() if is_file(path) else []

    def in_the_way(self, path: str) -> str:
        """Return what is not ours and stands at a path, on the way to it or below it; empty when the way is free."""
        folder = path.rpartition("/")[0]
        if folder and (blocked := self._on_the_way(folder)):
            return blocked
        found = look(f"{self.root}/{path}")
        if found is None or (stat.S_ISREG(found.st_mode) and path in self.names):
            return ""
        return next(self._below(path, hidden=True), "") if stat.S_ISDIR(found.st_mode) else path

    def _on_the_way(self, folder: str) -> str:
        if folder not in self._roads:
            above = folder.rpartition("/")[0]
            blocked = self._on_the_way(above) if above else ""
            found = look(f"{self.root}/{folder}")
            if not blocked and found is not None and not stat.S_ISDIR(found.st_mode):
                blocked = "" if stat.S_ISREG(found.st_mode) and folder in self.names else folder
            self._roads[folder] = blocked
        return self._roads[folder]

    def _clear_way(self, path: str) -> None:
        """Make the folders that lead to a path; a file of ours on the way and empty folders at its end go."""
        folder = path.rpartition("/")[0]
        for number in range(1, folder.count("/") + 2 if folder else 0):
            place = self.root / "/".join(folder.split("/")[:number])
            if not place.is_dir():
                place.unlink(missing_ok=True)
                place.mkdir(parents=True)
        found = look(f"{self.root}/{path}")
        if found is not None and stat.S_ISDIR(found.st_mode):
            for name in [one for one in self.names if one.startswith(f"{path}/")]:
                self.delete(name)
            delete_empty_folders(self.root / path)

    def is_there(self, path: str) -> bool:
        """Say whether a file of ours stands at a path, and no link on the way to it."""
        return path in self.names and is_file(f"{self.root}/{path}") and not self.in_the_way(path)

    def delete(self, path: str) -> bool:
        """Delete a file of ours, and the folders that are empty without it; say whether it was there."""
        if there := self.is_there(path):
            (self.root / path).unlink()
        if not self.in_the_way(path):
            for folder in (self.root / path).parents:
                if folder == self.root or (not delete_if_empty(folder) and folder.is_dir()):
                    break
        return there

    def strangers(self, hidden: bool = False) -> Iterator[str]:
        """Yield the paths of all that is not ours. What begins with a dot, which no page does, only when asked for."""
        return (path for path in self._below("", hidden) if path != MARK)

    def _below(self, folder: str, hidden: bool) -> Iterator[str]:
        if not (self.root / folder).is_dir():
            return
        prefix = f"{folder}/" if folder else ""
        for entry in sorted(os.scandir(f"{self.root}/{folder}"), key=lambda one: one.name):
            path = prefix + entry.name
            if entry.name.startswith("."):
                yield from [path] if hidden else []
            elif entry.is_dir(follow_symlinks=False):
                yield from self._below(path, hidden)
            elif path not in self.names or not entry.is_file(follow_symlinks=False):
                yield path

    def clear(self) -> int:
        """Delete all that is ours, at last the mark; return how many files that were. What is not ours stays."""
        number = sum([self.delete(name) for name in sorted(self.names)])
        self.close()
        if self.marked:
            for name in OWN:
                (self._mark / name).unlink(missing_ok=True)
            delete_if_empty(self._mark)
            delete_if_empty(self.root)
        return number


def unfinished(folder: Path, kind: Kind) -> bool:
    """Say whether all of a folder is ours: it was being filled when the program was stopped."""
    word = folder / MARK / UNFINISHED
    return is_file(word) and word.read_bytes() == HEADER.format(kind).encode() and Manifest(folder, kind).marked


def begin_unfinished(folder: Path, kind: Kind) -> None:
    """Make a folder all of which is ours until it is finished; there must be none yet."""
    folder.mkdir(parents=True)
    Manifest(folder, kind).begin()
    put(folder / MARK / TEMPORARY, folder / MARK / UNFINISHED, HEADER.format(kind).encode())


def finish(folder: Path, kind: Kind) -> None:
    """Write down all that was put into an unfinished folder."""
    whole = Manifest(folder, kind)
    whole.settle({path for path in _files(folder, "") if path.partition("/")[0] != MARK})
    (folder / MARK / UNFINISHED).unlink()


def _files(folder: Path, prefix: str) -> Iterator[str]:
    for entry in os.scandir(folder):
        if entry.is_dir(follow_symlinks=False):
            yield from _files(Path(entry.path), f"{prefix}{entry.name}/")
        else:
            yield prefix + entry.name


def remove_unfinished(folder: Path) -> None:
    """Remove a folder all of which is ours; the mark goes last."""
    for entry in list(os.scandir(folder)):
        if entry.name == MARK:
            continue
        if entry.is_dir(follow_symlinks=False):
            shutil.rmtree(entry.path)
        else:
            Path(entry.path).unlink()
    for name in OWN:
        (folder / MARK / name).unlink(missing_ok=True)
    (folder / MARK).rmdir()
    folder.rmdir()


@contextlib.contextmanager
def passing(folder: Path) -> Iterator[Path]:
    """Make a folder all of which is ours, and remove it in the end; one that a kill left behind gives way."""
    if look(folder) is not None:
        if not unfinished(folder, "cache"):
            raise refusal([folder], "is in the way of a folder that is needed for a while", "move it away")
        remove_unfinished(folder)
    begin_unfinished(folder, "cache")
    try:
        yield folder
    finally:
        remove_unfinished(folder)


def refusal(paths: Iterable[Path], message: str, fix: str) -> Refused:
    """Return the refusal to touch what is not ours, which names it."""
    first, *others = [problems.shown(path) for path in paths]
    named = ", ".join(others[: MOST_NAMED - 1])
    rest = f" and {len(others) - MOST_NAMED + 1} more" if len(others) >= MOST_NAMED else ""
    also = f" (so it is with {named}{rest})" if others else ""
    return Refused(problems.make("NOT-OURS", first, message + also, fix=fix))


def look(path: Path | str) -> os.stat_result | None:
    """Return what stands at a path, links not followed, or None when nothing does that we could see."""
    try:
        return os.lstat(path)
    except OSError:
        return None


def is_file(path: Path | str) -> bool:
    """Say whether a plain file, and no link, stands at a path."""
    found = look(path)
    return found is not None and stat.S_ISREG(found.st_mode)


def put(beside: Path | str, place: Path | str, data: bytes) -> None:
    """Write a file beside its place and move it there, so that nobody ever sees half of it."""
    with naming(place):
        with open(beside, "wb", opener=_made_anew) as file:
            file.write(data)
        os.replace(beside, place)  # noqa: PTH105


def _made_anew(path: str, flags: int) -> int:
    """Open a file that nothing else has a name for; a leftover, which might be a link to another file, goes first."""
    try:
        return os.open(path, flags | os.O_EXCL, 0o666)
    except FileExistsError:
        Path(path).unlink()
        return os.open(path, flags | os.O_EXCL, 0o666)


@contextlib.contextmanager
def naming(path: Path | str) -> Iterator[None]:
    """Let a fault of the disk say which path it is about: a write knows no name, and a copy names its source first."""
    try:
        yield
    except OSError as error:
        error.filename = error.filename2 or error.filename or str(path)
        raise


def delete_empty_folders(folder: Path) -> None:
    """Delete the empty folders below a folder and, if nothing else is in it, the folder itself."""
    for entry in list(os.scandir(folder)) if folder.is_dir() else ():
        if entry.is_dir(follow_symlinks=False) and not entry.name.startswith("."):
            delete_empty_folders(Path(entry.path))
    delete_if_empty(folder)


def delete_if_empty(folder: Path) -> bool:
    """Delete a folder that nothing is in; say whether it was one."""
    try:
        folder.rmdir()
    except OSError:
        return False
    return True


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def _encoded(path: str) -> bytes:
    return os.fsencode(path).replace(b"\\", b"\\\\").replace(b"\n", b"\\n") + b"\n"


def _decoded(line: bytes) -> str:
    return os.fsdecode(ESCAPE_PATTERN.sub(lambda found: b"\n" if found[1] == b"n" else found[1], line))
