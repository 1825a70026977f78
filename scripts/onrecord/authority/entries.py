"""Reads one authority file: every entry checked against its model, every fault told by line, the good entries kept."""

from __future__ import annotations

import hashlib
import os
import re
import stat
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Annotated, Any, Generic, TypeVar
from urllib.parse import urlsplit

from pydantic import AfterValidator, BaseModel, ConfigDict, ValidationError

from onrecord import strictyaml
from onrecord.characters import called
from onrecord.model import Problem, Refused, Severity

MAX_BYTES = 1 << 20
MAX_NAME = 200
# "oyelaran-marta", "un-2"
SLUG_PATTERN = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
# "2024", "2024-07", "2024-07-09"
DAY_PATTERN = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?")
# "Q42"
WIKIDATA_PATTERN = re.compile(r"Q[1-9][0-9]{0,11}")
# "medtop:20000640"
IPTC_PATTERN = re.compile(r"medtop:[0-9]{8}")
# What pydantic calls a fault → what is wrong, what to do. {} stands for the entry's value.
FAULTS = {
    "extra_forbidden": ("the key is not known", "remove it, or check its spelling"),
    "missing": ("the key is missing", "add it"),
    "string_type": ("a single value is wanted here", "write one value, not a list or a group of keys"),
    "tuple_type": ("a list is wanted here", "write it as [one, two], or with a dash before each item"),
    "model_type": ("a group of keys is wanted here", "write `key: value` lines here"),
}


def _plain(text: str) -> str:
    """Accept words that can stand on any page: one line, no markup, no control or direction characters."""
    if not text.strip():
        raise ValueError("it is empty")
    if len(text) > MAX_NAME:
        raise ValueError(f"it is longer than {MAX_NAME} characters")
    if any(character in "<>" for character in text):
        raise ValueError("it holds < or >, and no markup is allowed here")
    if any(unicodedata.category(character) in ("Cc", "Cf", "Co", "Cs", "Zl", "Zp") for character in text):
        raise ValueError("it holds an invisible or control character")
    return unicodedata.normalize("NFC", " ".join(text.split()))


def _slug(text: str) -> str:
    if len(text) > 60 or not SLUG_PATTERN.fullmatch(text):
        raise ValueError("an id is made of a-z, 0-9 and single hyphens, 60 characters at most")
    return text


def _day(text: str) -> str:
    match = DAY_PATTERN.fullmatch(text)
    if not match:
        raise ValueError("a date is written 2024, 2024-07 or 2024-07-09")
    try:
        date(int(match[1]), int(match[2] or 1), int(match[3] or 1))
    except ValueError:
        raise ValueError("there is no such date") from None
    return text


def _address(text: str) -> str:
    if any(character.isspace() or not character.isprintable() or character in "<>\"'\\" for character in text):
        raise ValueError("a web address has no spaces, marks or invisible characters")
    try:
        parts = urlsplit(text)
        usable = parts.scheme in ("http", "https") and parts.hostname and "@" not in parts.netloc
    except ValueError:
        usable = False
    if not usable:
        raise ValueError("a web address starts with https:// or http:// and a host, without a user name")
    return text


def _wikidata(text: str) -> str:
    if not WIKIDATA_PATTERN.fullmatch(text):
        raise ValueError("a Wikidata id is a Q and digits")
    return text


def _iptc(text: str) -> str:
    if not IPTC_PATTERN.fullmatch(text):
        raise ValueError("an IPTC code is written medtop: and eight digits")
    return text


def _or_empty(check: Callable[[str], str]) -> Callable[[str], str]:
    return lambda text: check(text) if text else ""


Plain = Annotated[str, AfterValidator(_plain)]
Slug = Annotated[str, AfterValidator(_slug)]
Address = Annotated[str, AfterValidator(_address)]
# The same, and others, where they may be left out
PlainOrEmpty = Annotated[str, AfterValidator(_or_empty(_plain))]
SlugOrEmpty = Annotated[str, AfterValidator(_or_empty(_slug))]
DayOrEmpty = Annotated[str, AfterValidator(_or_empty(_day))]
WikidataOrEmpty = Annotated[str, AfterValidator(_or_empty(_wikidata))]
IptcOrEmpty = Annotated[str, AfterValidator(_or_empty(_iptc))]


class Entry(BaseModel):
    """What every entry of an authority file is: frozen, and without keys that nobody reads."""

    model_config = ConfigDict(extra="forbid", frozen=True)


M = TypeVar("M", bound=Entry)


@dataclass(frozen=True, slots=True)
class Entries(Generic[M]):
    """The good entries of one file with their lines, what was wrong with the others, and the file's digest."""

    path: str
    items: tuple[tuple[M, int], ...] = ()
    problems: tuple[Problem, ...] = ()
    digest: str = ""


def fault(
    path: str, line: int, message: str, fix: str, *, code: str = "AUTHORITY", severity: Severity = "error"
) -> Problem:
    """Return a problem of an authority file."""
    return Problem(path, line, code, severity, message, fix)


def file_bytes(path: Path, limit: int = MAX_BYTES) -> bytes | None:
    """Return the bytes of an authority file, or None where there is none. Raises Refused; links are not followed."""
    shown = path.as_posix()
    try:
        handle = os.open(path, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0))
    except FileNotFoundError:
        return None
    except OSError as error:
        why = f"it cannot be opened ({error.strerror}); links are not followed"
        raise Refused(fault(shown, 0, why, "put a plain file there", severity="refused")) from None
    if not stat.S_ISREG(os.fstat(handle).st_mode):
        os.close(handle)
        raise Refused(fault(shown, 0, "it is not a plain file", "put a plain file there", severity="refused"))
    with os.fdopen(handle, "rb") as file:
        data = file.read(limit + 1)
    if len(data) > limit:
        raise Refused(fault(shown, 0, f"it is larger than {limit} bytes", "split it or cut it", severity="refused"))
    return data


def _decoded(data: bytes, shown: str) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = 1 + data[: error.start].count(b"\n")
        raise Refused(fault(shown, line, "it is not UTF-8", "save it as UTF-8", severity="refused")) from None


def read(path: Path, key: str, model: type[M]) -> Entries[M]:
    """Read one authority file whose only key holds a list of entries. Never raises: faults are in `problems`."""
    shown = path.as_posix()
    try:
        data = file_bytes(path)
        if data is None:
            note = fault(shown, 0, "there is no such file", f"add it when you have {key} to list", severity="info")
            return Entries(shown, problems=(note,))
        loaded = strictyaml.load(_decoded(data, shown), shown, limit=MAX_BYTES)
    except Refused as refusal:
        return Entries(shown, problems=(refusal.problem,))
    digest = hashlib.sha256(data).hexdigest()
    problems: list[Problem] = []
    items = tuple(_items(shown, loaded, key, model, problems))
    return Entries(shown, items, tuple(problems), digest)


def _items(
    path: str, loaded: strictyaml.Tree, key: str, model: type[M], problems: list[Problem]
) -> Iterator[tuple[M, int]]:
    tree = loaded.value
    if not tree:
        return
    listed = tree.get(key) if isinstance(tree, dict) else None
    if not isinstance(tree, dict) or (key in tree and not isinstance(listed, list) and listed != ""):
        problems.append(fault(path, 1, f"a list under the key {key!r} is wanted", f"start the file with `{key}:`"))
        return
    for other in tree:
        if other != key:
            line = loaded.line((other,))
            problems.append(fault(path, line, f"the key {other!r} is not known", f"only `{key}:` is read here"))
    unfit = {place[:2]: place for place in reversed(loaded.unfit)}
    for number, value in enumerate(listed or ()):
        line = loaded.line((key, number))
        if (key, number) in unfit:
            problems.append(_unfit(path, loaded, unfit[key, number], value))
            continue
        try:
            yield model.model_validate(value), line
        except ValidationError as error:
            problems.extend(_faults(path, loaded, (key, number), value, error))


def _faults(
    path: str, loaded: strictyaml.Tree, where: tuple[str | int, ...], value: Any, error: ValidationError
) -> Iterator[Problem]:
    entry = _entry(value, where)
    for item in error.errors(include_url=False):
        keys = ".".join(str(part) for part in item["loc"])
        if item["type"] == "value_error":
            message, fix = str(item["ctx"]["error"]), "correct the value"
            message = f"{_shortened(item['input'])}: {message}"
        else:
            usual = item["msg"].replace("Input should be", "it should be")
            message, fix = FAULTS.get(item["type"], (usual, "correct the value"))
        yield fault(path, loaded.line((*where, *item["loc"])), f"{entry}, {keys or 'as a whole'}: {message}", fix)


def _entry(value: Any, where: strictyaml.Place) -> str:
    """Return what an entry is called in messages: by its id, else by its number in the list."""
    name = value.get("id") if isinstance(value, dict) else None
    return f"entry {name!r}" if isinstance(name, str) and name else f"entry {int(where[1]) + 1}"


def _unfit(path: str, loaded: strictyaml.Tree, place: strictyaml.Place, value: Any) -> Problem:
    message = f"{_entry(value, place)} holds {called(loaded.unfit[place])}; the entry is left out"
    return fault(path, loaded.line(place), message, "delete the character")


def _shortened(value: object) -> str:
    shown = repr(value)
    return shown if len(shown) <= 60 else shown[:57] + "…"
