"""What a file of a site says and what it should say, named so that people find the place."""

from __future__ import annotations

import difflib
import gzip
import io
import json
import os
import re
import stat
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from onrecord.checks.html import NAME_PATTERN, TAG_PATTERN, VOID, attributes

MATTERS = ("words", "who", "authority", "licence", "facts", "page", "file")
"""What a difference is about, the worst first."""
MOST_PER_FILE = 20
LONGEST = 100
BEFORE = 20
"""So many characters that are the same are shown before those that differ."""
MOST_COMPARED = 4000
"""Of so many pieces of a page, or entries of a list, the differences are sought one by one; of more, only the first."""
TOO_LONG = 1 << 20
"""A file that is longer than it should be by more than this is not read."""
KEYS = {
    "selector": "words", "exact": "words", "prefix": "words", "suffix": "words", "words": "words", "place": "words",
    "bytes": "words", "cue": "words", "text": "words", "speaker": "who", "together": "who", "suggestion": "who",
    "source": "who", "sources": "who", "mention": "who", "candidates": "who", "mode": "who", "role": "who",
    "certainty": "who", "identity": "who", "name": "who", "names": "who", "same_as": "who", "seed": "authority",
    "sha256": "authority", "licence": "licence", "date": "facts", "title": "facts", "fields": "facts",
}  # fmt: skip
"""What the parts of a data file are about; the innermost that is named here decides."""
# `<lastmod>2026-11-24</lastmod>`, `Build Date UTC : 2026-11-24 19:14:15.123456+00:00`: what MkDocs and some themes
# print of the clock, and nobody can make again
CLOCK_PATTERN = re.compile(
    rb"(<lastmod>|Build Date UTC : )[0-9]{4}-[0-9]{2}-[0-9]{2}(?: [0-9]{2}:[0-9]{2}:[0-9.]+\+00:00)?"
)
NAMING = ("location", "id", "anchor", "path", "name")
"""Parts of an entry of a list by which people find it."""
MISSING = object()


@dataclass(frozen=True, slots=True)
class Difference:
    """One difference in one file; `says` and `should` are None where nothing is said, or nothing should be."""

    file: str
    matter: str
    message: str
    where: str = ""
    says: str | None = None
    should: str | None = None

    @property
    def rank(self) -> tuple[int, str]:
        """By what differences are put in order: what they are about, then the file."""
        return MATTERS.index(self.matter), self.file


@dataclass(frozen=True, slots=True)
class Found:
    """The worst differences of a file, and how many more it has."""

    differences: tuple[Difference, ...] = ()
    left_out: int = 0


def told(file: str, matter: str, where: str, says: str | None, should: str | None) -> Difference:
    """Return a difference between two texts, each shown from where they begin to differ."""
    if says is None:
        shown = _shown(should or "", 0)
        return Difference(file, matter, f"{where}: {shown} is missing", where, None, shown)
    if should is None:
        shown = _shown(says, 0)
        return Difference(file, matter, f"{where}: {shown} should not be there", where, shown, None)
    start = max(0, _same_length(says, should) - BEFORE)
    one, other = _shown(says, start), _shown(should, start)
    return Difference(file, matter, f"{where}: says {one}, should say {other}", where, one, other)


def _shown(text: str, start: int) -> str:
    cut = text[start : start + LONGEST]
    return repr(("…" if start else "") + cut + ("…" if len(text) > start + LONGEST else ""))


def _same_length(one: str, other: str) -> int:
    length = min(len(one), len(other))
    return next((n for n in range(length) if one[n] != other[n]), length)


def worst(found: Iterable[Difference]) -> Found:
    """Return the worst of a file's differences and the number of the others."""
    each = sorted(dict.fromkeys(found), key=lambda one: one.rank)
    return Found(tuple(each[:MOST_PER_FILE]), max(0, len(each) - MOST_PER_FILE))


def of_file(site: Path, file: str, should: bytes) -> Found:
    """Return how a file of a site differs from what it should be."""
    path = site / file
    try:
        status = os.lstat(path)
    except (OSError, ValueError):
        return Found((Difference(file, _matter_of(file), "is missing"),))
    if not stat.S_ISREG(status.st_mode):
        return Found((Difference(file, _matter_of(file), "is not a plain file"),))
    if status.st_size > len(should) + TOO_LONG:
        message = f"is {status.st_size} bytes long and should be {len(should)}"
        return Found((Difference(file, _matter_of(file), message),))
    return of_bytes(file, path.read_bytes(), should)


def stranger(file: str) -> Difference:
    """Return the difference of a file that the archive does not make."""
    return Difference(file, _matter_of(file), "does not belong here: the archive makes no such file")


def _matter_of(file: str) -> str:
    if file.startswith("data/seeds/"):
        return "authority"
    return "words" if file.startswith("data/articles/") else "page" if file.endswith(".html") else "file"


def of_bytes(file: str, data: bytes, should: bytes) -> Found:
    """Return how the content of a file differs from what it should be."""
    if data == should or CLOCK_PATTERN.sub(rb"\1", data) == CLOCK_PATTERN.sub(rb"\1", should):
        return Found()
    if file.endswith(".gz"):
        return _of_packed(file, data, should)
    try:
        one, other = data.decode("utf-8"), should.decode("utf-8")
    except UnicodeDecodeError:
        return Found((Difference(file, _matter_of(file), _other_bytes(data, should)),))
    if file.endswith(".json"):
        found = worst(_of_json(file, one, other))
    elif file.endswith(".html"):
        found = worst(_of_html(file, one, other))
    else:
        found = Found()
    return found if found.differences else worst(_of_lines(file, one, other))


def _other_bytes(data: bytes, should: bytes) -> str:
    place = next((n for n, (a, b) in enumerate(zip(data, should, strict=False)) if a != b), min(len(data), len(should)))
    return f"has other bytes from byte {place} on ({len(data)} bytes, should be {len(should)})"


def _of_packed(file: str, data: bytes, should: bytes) -> Found:
    """Compare what is packed; the head of a packed file holds the time at which it was packed."""
    whole = gzip.decompress(should)
    try:
        with gzip.GzipFile(fileobj=io.BytesIO(data)) as packed:
            inside = packed.read(len(whole) + TOO_LONG)
    except (OSError, EOFError):
        return Found((Difference(file, "file", "cannot be unpacked"),))
    found = of_bytes("", inside, whole)
    return Found(tuple(replace(one, file=file) for one in found.differences), found.left_out)


def _of_lines(file: str, one: str, other: str) -> Iterator[Difference]:
    """Yield the first line that differs, and how many there are."""
    ours, theirs = one.split("\n"), other.split("\n")
    at = next((n for n, pair in enumerate(zip(ours, theirs, strict=False)) if pair[0] != pair[1]), None)
    if at is None:
        at = min(len(ours), len(theirs))
    pair = [lines[at] if at < len(lines) else None for lines in (ours, theirs)]
    yield told(file, _matter_of(file), f"line {at + 1}", pair[0], pair[1])


# Data


def _of_json(file: str, one: str, other: str) -> Iterator[Difference]:
    """Compare two data files by the paths of their parts."""
    try:
        found = json.loads(one)
    except (ValueError, RecursionError):
        yield Difference(file, _matter_of(file), "is not JSON any more")
        return
    for path, says, should in _parts(found, json.loads(other), ""):
        yield told(file, _matter_at(path), path or "the whole", _written(says), _written(should))


def _written(value: object) -> str | None:
    if value is MISSING:
        return None
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def _matter_at(path: str) -> str:
    for part in reversed(path.replace("[", ".").split(".")):
        if part in KEYS:
            return KEYS[part]
    return "facts"


def _parts(says: Any, should: Any, path: str) -> Iterator[tuple[str, Any, Any]]:
    """Yield the paths at which two values differ, with what stands there."""
    if isinstance(says, dict) and isinstance(should, dict):
        for key in {**should, **says}:
            inner = f"{path}.{key}" if path else str(key)
            yield from _parts(says.get(key, MISSING), should.get(key, MISSING), inner)
    elif isinstance(says, list) and isinstance(should, list):
        yield from _entries(says, should, path)
    elif says is MISSING or should is MISSING or type(says) is not type(should) or says != should:
        yield path, says, should


def _entries(says: list[Any], should: list[Any], path: str) -> Iterator[tuple[str, Any, Any]]:
    """Compare two lists, so that an entry too many does not make all that follow it differ."""
    other_ones = [number for number, pair in enumerate(zip(says, should, strict=False)) if pair[0] != pair[1]]
    if len(says) == len(should) and len(other_ones) < MOST_PER_FILE:
        for number in other_ones:
            yield from _parts(says[number], should[number], f"{path}[{_naming(number, should[number])}]")
        return
    for ours, theirs in _blocks([json.dumps(one) for one in says], [json.dumps(one) for one in should]):
        for one, other in zip(ours, theirs, strict=False):
            yield from _parts(says[one], should[other], f"{path}[{_naming(other, should[other])}]")
        for one in ours[len(theirs) :]:
            yield f"{path}[{_naming(one, says[one])}]", says[one], MISSING
        for other in theirs[len(ours) :]:
            yield f"{path}[{_naming(other, should[other])}]", MISSING, should[other]


def _naming(number: int, entry: Any) -> str:
    """Return the number of an entry, with what people know it by."""
    name = (
        next((entry[key] for key in NAMING if isinstance(entry.get(key), str)), "") if isinstance(entry, dict) else ""
    )
    return f"{number} {name[:LONGEST]}" if name else str(number)


def _blocks(one: Sequence[str], other: Sequence[str]) -> Iterator[tuple[range, range]]:
    """Yield which stretches of two sequences differ."""
    start = next((n for n, pair in enumerate(zip(one, other, strict=False)) if pair[0] != pair[1]), None)
    start = min(len(one), len(other)) if start is None else start
    end = 0
    while end < min(len(one), len(other)) - start and one[-1 - end] == other[-1 - end]:
        end += 1
    ours, theirs = one[start : len(one) - end], other[start : len(other) - end]
    if len(ours) + len(theirs) > MOST_COMPARED:
        yield range(start, start + min(1, len(ours))), range(start, start + min(1, len(theirs)))
        return
    for kind, i, j, k, n in difflib.SequenceMatcher(None, ours, theirs, autojunk=False).get_opcodes():
        if kind != "equal":
            yield range(start + i, start + j), range(start + k, start + n)


# Pages


def _pieces(html: str) -> list[str]:
    """Return the tags of a page and the texts between them; scripts and styles are pieces of their own."""
    found, at = [], 0
    for tag in TAG_PATTERN.finditer(html):
        if at < tag.start():
            found.append(html[at : tag.start()])
        found.append(tag[0])
        at = tag.end()
    return [*found, html[at:]] if at < len(html) else found


def _of_html(file: str, one: str, other: str) -> Iterator[Difference]:
    """Compare two pages tag by tag and text by text, and name each place by what stands around it."""
    says, should = _pieces(one), _pieces(other)
    blocks = list(_blocks(says, should))
    places = _places(should, {number for _, theirs in blocks for number in (theirs.start, *theirs)})
    for ours, theirs in blocks:
        if len(ours) == len(theirs):
            pairs = [(place, says[mine], should[place]) for mine, place in zip(ours, theirs, strict=True)]
        else:
            pairs = [(theirs.start, "".join(says[n] for n in ours), "".join(should[n] for n in theirs))]
        for place, mine, right in pairs:
            where, matter = _named(places[place], mine, right)
            yield told(file, matter, where, mine or None, right or None)


@dataclass(frozen=True, slots=True)
class _Place:
    """What stands around a piece of a page: what it is called and what it is about."""

    name: str
    matter: str


STYLES = {
    "otr-voice": ("who said it", "who"), "otr-by": ("who said it", "who"), "otr-source": ("who said it", "who"),
    "otr-said": ("the list of who said what", "who"), "otr-cite": ("the line to cite", "who"),
    "otr-byline": ("the line of outlet, date and writers", "facts"), "otr-text": ("the text", "words"),
    "otr-context": ("the words in their sentence", "words"), "otr-words": ("the words", "words"),
    "otr-q": ("the words", "words"), "otr-credit": ("the credit line", "licence"),
    "otr-topics": ("the topics", "facts"), "otr-facts": ("where this comes from", "authority"),
    "otr-list": ("a list", "facts"), "otr-why": ("why it is not attributed", "who"),
}  # fmt: skip
"""What the parts of a page are called, by their class, and what they are about."""
TAGS = {
    "head": ("the page's head", "page"), "title": ("the page's title for browsers", "facts"),
    "h1": ("the title", "facts"), "nav": ("the navigation", "page"),
    "header": ("the header", "page"), "footer": ("the footer", "page"),
    "time": ("the date", "facts"), "details": ("the line to cite it by", "who"),
}  # fmt: skip
HEADINGS = {"reuse": ("the answer to “May I reuse this?”", "licence"), "topics": ("the topics", "facts")}


@dataclass(slots=True)
class _Open:
    tag: str
    named: tuple[str, str] | None


def _places(pieces: Sequence[str], wanted: set[int]) -> dict[int, _Place]:
    """Return what stands around some pieces of a page."""
    found: dict[int, _Place] = {}
    stack: list[_Open] = []
    anchor, heading, term = "", None, ""
    for number in range(max(wanted, default=-1) + 1):
        piece = pieces[number] if number < len(pieces) else ""
        if number in wanted:
            found[number] = _around(stack, anchor, heading, term)
        if not piece.startswith("<"):
            if stack and stack[-1].tag == "dt":
                term = " ".join(piece.split())
            continue
        if piece.startswith("</"):
            name = piece[2:-1].strip().lower()
            while stack and stack.pop().tag != name:
                pass
        elif (match := NAME_PATTERN.match(piece, 1)) is not None:
            name = match[0].lower()
            known = attributes(piece[1 + len(name) : -1])
            anchor, heading, term = _met(name, known, anchor, heading, term)
            if name not in VOID and name not in ("script", "style") and not piece.endswith("/>"):
                stack.append(_Open(name, _named_by(name, known, term)))
    return found


def _met(
    name: str, known: dict[str, str], anchor: str, heading: tuple[str, str] | None, term: str
) -> tuple[str, tuple[str, str] | None, str]:
    """Return which quotation, which section and which row of facts a tag begins."""
    ident, href = known.get("id", ""), known.get("href", "")
    if ident.startswith("q-"):
        anchor = f"#{ident}"
    elif "#q-" in href:
        anchor = href[href.index("#q-") :]
    if name in ("h1", "h2", "h3"):
        anchor, heading = "", HEADINGS.get(ident)
    return anchor, heading, term if name not in ("h2", "section") else ""


def _named_by(name: str, known: dict[str, str], term: str) -> tuple[str, str] | None:
    for style in known.get("class", "").split():
        if style in STYLES:
            return STYLES[style]
    if name == "dd" and term:
        return f"“{term}”", "licence" if term == "Licence" else "authority"
    return TAGS.get(name)


def _around(stack: Sequence[_Open], anchor: str, heading: tuple[str, str] | None, term: str) -> _Place:
    named = next((one.named for one in reversed(stack) if one.named), None)
    if heading and (named is None or named[0] not in [place for place, _ in STYLES.values()]):
        named = heading
    if named is None:
        tag = next((one.tag for one in reversed(stack)), "")
        named = (f"the text in <{tag}>" if tag else "the page", "page")
    name, matter = named
    of_quotation = matter in ("words", "who") and anchor and name != "the text"
    return _Place(f"{name} of {anchor}" if of_quotation else name, matter)


def _named(place: _Place, mine: str, right: str) -> tuple[str, str]:
    """Return what a piece is called and what it is about."""
    kinds = {_kind(mine), _kind(right)}
    if "script" in kinds:
        return "a script", "page"
    if "style" in kinds:
        return "a style", "page"
    if _kind(mine) and _kind(right):
        one, other = attributes(mine[1:-1]), attributes(right[1:-1])
        changed = [name for name in {**other, **one} if one.get(name) != other.get(name)]
        if changed:
            return f"{changed[0]} in {place.name}", place.matter
    return place.name, place.matter


def _kind(piece: str) -> str:
    """Return the name of the element that a piece begins with, or an empty string."""
    match = NAME_PATTERN.match(piece, 1) if piece.startswith("<") else None
    return match[0].lower() if match else ""
