"""Reads and writes addresses.yml: which seed each published address belongs to, so that an address lasts.

The file lies beside the seeds folder and is committed. The command `addresses --write` and the command `add` write it,
people may, and a build only reads it. Behind a head of comments it has one line for each address, sorted by address:

    # Which file each published address belongs to.
    addresses:
      2024-07-05-ferry: {seed: 2024-07-05-ferry.txt, sha256: 1f3a62c08be9d574, gist: 03a14c0d77e2f190}
      harbour-fete: {seed: fete/harbour-fete.txt, sha256: 9be0c1d2a3f45678, parts: 2, formerly: [fete-old]}
      tide: {seed: tide.txt, sha256: 00c1d2a39be4f567, gone: true}

`sha256` is the beginning of that of the file when the line was last written, `gist` a sketch of its words by which an
edited text is known again, `parts` how many articles the file has had at most, `formerly` are addresses that lead to
this one, and `gone` says that the file was taken out and its address stays free. All of it is valid YAML, yet a line
at a time is read: an archive may have 100,000 of them.

| code | what it says |
|---|---|
| LEDGER | a line, or the whole file, cannot be used |
"""

from __future__ import annotations

import hashlib
import heapq
import json
import re
import shlex
import zlib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cache, cached_property
from pathlib import Path
from typing import Any, NamedTuple

import yaml
from yaml.resolver import Resolver

from onrecord import problems, strictyaml, urls
from onrecord.authority import entries
from onrecord.model import Problem, Refused, Severity

NAME = "addresses.yml"
HEAD = ("# Which file each published address belongs to. `addresses --write` and `add` write it; builds only read it.",)
LIMIT = 32 << 20
SHA256_HEX = 16
MOST_TOLD = 20
GIST_WORDS = 3
GIST_SIZE = 4
NEARLY = 2

# `2024-07-05-ferry`, `fete/harbour-fete.txt`, `"a name with spaces.txt"`
VALUE = r'(?:[A-Za-z0-9_][A-Za-z0-9_./-]*|"(?:[^"\\]|\\.)*")'
# `  lamp: {seed: lamp.txt, sha256: 1f3a62c08be9d574, gist: 03a14c0d77e2f190, parts: 2, formerly: [quay], gone: true}`
ENTRY_PATTERN = re.compile(
    rf"  ({VALUE}): \{{seed: ({VALUE}), sha256: ({VALUE})(?:, gist: ({VALUE}))?(?:, parts: ([0-9]{{1,4}}))?"
    rf"(?:, formerly: \[({VALUE}(?:, {VALUE})*)\])?(, gone: true)?\}}(?:[ ]+(#.*))?"
)
VALUE_PATTERN = re.compile(VALUE)  # each of `quay, "404"`
# "lamp.txt", "fete/harbour-fete.txt"; not "a b.txt"
PLAIN_PATTERN = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_./-]*")
NUMBER_PATTERN = re.compile(r"[0-9_]+[.Ee]?[0-9]*")  # "404", "1e5", which some readers of YAML take for a number
SHA256_PATTERN = re.compile(r"[0-9a-f]{16,64}")  # "1f3a62c08be9d574"
GIST_PATTERN = re.compile(r"(?:[0-9a-f]{4}){0,4}")  # "03a14c0d77e2f190"
PARTS_PATTERN = re.compile(r"[1-9][0-9]{0,3}")  # "2"
MERGE_PATTERN = re.compile(r"<{7}|={7}|>{7}|\|{7}")  # "<<<<<<< HEAD"
WORD_PATTERN = re.compile(r"\w+")  # each of "The ferry sails"


class Line(NamedTuple):
    """What the file says of one address. `notes` are the comments above it; `number` is its place, 0 for a new one."""

    address: str
    seed: str
    sha256: str
    gist: str = ""
    parts: int = 1
    formerly: tuple[str, ...] = ()
    gone: bool = False
    notes: tuple[str, ...] = ()
    number: int = 0


@dataclass(frozen=True)
class Ledger:
    """The record of addresses. With `problems` it is not what people meant, and is never written."""

    path: str = NAME
    lines: Mapping[str, Line] = field(default_factory=dict)
    head: tuple[str, ...] = HEAD
    tail: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()
    digest: str = ""

    @cached_property
    def by_seed(self) -> dict[str, Line]:
        """Return the line of each seed; of one that is gone only where no other has its name."""
        return {line.seed: line for line in sorted(self.lines.values(), key=lambda line: not line.gone)}

    @property
    def names(self) -> frozenset[str]:
        """Return the names of the seeds that hold an address: where two names are one to some systems, these stay."""
        return frozenset(line.seed for line in self.lines.values() if not line.gone)

    @cached_property
    def _held(self) -> dict[str, Line]:
        return {old: line for line in self.lines.values() for old in line.formerly} | dict(self.lines)

    def holder(self, address: str) -> tuple[Line, int] | None:
        """Return the line to which an address belongs, now or formerly, and the number of the article that it is of."""
        if address in self._held:
            return self._held[address], 1
        base, _, number = address.rpartition("-")
        line = self._held.get(base)
        is_part = line is not None and PARTS_PATTERN.fullmatch(number) and 1 < int(number) <= line.parts
        return (line, int(number)) if line is not None and is_part else None

    def with_seed(self, name: str, sha256: str, gist: str = "") -> Ledger:
        """Return the ledger with one more seed, or with the new digest of a known one; raise Refused when taken."""
        address = urls.plain_id(name)
        line = self.by_seed.get(name)
        if line is not None and line.gone and line.sha256 != sha256[:SHA256_HEX]:
            raise Refused(taken(name, line.address, line))
        if line is None:
            holder = self.holder(address)
            if holder is not None:
                raise Refused(taken(name, address, holder[0]))
            line = Line(address, name, "")
        line = line._replace(sha256=sha256[:SHA256_HEX], gist=gist or line.gist, gone=False)
        return self.with_lines({**self.lines, line.address: line})

    def with_lines(self, lines: Mapping[str, Line]) -> Ledger:
        """Return the ledger with other lines."""
        return replace(self, lines=lines)


def taken(name: str, address: str, holder: Line | None = None, seed: str = "", part: int = 1) -> Problem:
    """Return the problem of a seed whose address, or that of one of its parts, belongs to another one.

    That other one is the holder in the ledger, or a `seed` that the ledger does not know either.
    """
    mine = f"its address {address!r}" if part == 1 else f"the address of its article {part}, {address!r},"
    whole = problems.make("ADDRESS-TAKEN", name, "")
    if holder is None:
        message, fix = f"{mine} is that of {seed!r}", whole.fix
    elif holder.gone or address != holder.address:
        why = "which was taken out" if holder.gone else "to whose article it leads"
        message = f"{mine} is kept for {holder.seed!r}, {why}"
        fix = (
            f"{whole.fix}; if it is the same article, run `{renaming(holder.seed, name)}`"
            if name != holder.seed
            else f"{whole.fix}; if it is the same article, take `gone: true` from its line in {NAME}"
        )
    else:
        message, fix = f"{mine} is that of {holder.seed!r}", whole.fix
    if part > 1:
        message += "; the article is left out"
        return replace(whole, severity="error", message=message, fix=fix)
    return replace(whole, message=message, fix=fix)


def renaming(old: str, new: str) -> str:
    """Return the command that says that a seed bears a new name."""
    return f"addresses --write --renamed {shlex.quote(old)} {shlex.quote(new)}"


def gist(text: str) -> str:
    """Return a sketch of a text's words: the least digests of three words in a row.

    Texts that share most of their wording share most of it.
    """
    words = WORD_PATTERN.findall(text.lower())
    rows = zip(*(words[n:] for n in range(GIST_WORDS)), strict=False)
    found = {zlib.crc32(" ".join(row).encode("utf-8", "surrogatepass")) for row in rows}
    return "".join(f"{one & 0xFFFF:04x}" for one in heapq.nsmallest(GIST_SIZE, found))


def is_near(one: str, other: str) -> bool:
    """Say whether two sketches are of nearly the same text."""
    mine, others = ({sketch[at : at + 4] for at in range(0, len(sketch), 4)} for sketch in (one, other))
    return len(mine & others) >= NEARLY


# Reading


def load(path: Path) -> Ledger:
    """Read the file; where there is none, the ledger is empty. Never raises: faults are in `problems`."""
    shown = path.as_posix()
    try:
        data = entries.file_bytes(path, LIMIT)
        text = "" if data is None else data.decode("utf-8-sig")
    except Refused as refusal:
        return Ledger(shown, problems=(replace(refusal.problem, code="LEDGER"),))
    except UnicodeDecodeError as error:
        number = 1 + (data or b"")[: error.start].count(b"\n")
        return Ledger(shown, problems=(_fault(shown, number, "it is not UTF-8", "save it as UTF-8", "refused"),))
    digest = hashlib.sha256(data or b"").hexdigest()
    return replace(parse(text, shown), digest=digest) if data is not None else Ledger(shown)


def parse(text: str, path: str = NAME) -> Ledger:
    """Return the ledger that a text spells out."""
    reader = _Reader(path)
    for number, line in enumerate(text.split("\n"), start=1):
        reader.take(line.rstrip("\r"), number)
        if len(reader.problems) == MOST_TOLD:  # this is another kind of file
            break
    return reader.ledger()


class _Reader:
    """Takes the file line by line."""

    def __init__(self, path: str) -> None:
        self.path = path
        self.head: tuple[str, ...] | None = None
        self.notes: list[str] = []
        self.lines: dict[str, Line] = {}
        self.problems: list[Problem] = []

    def take(self, text: str, number: int) -> None:
        """Take one line."""
        if not text.strip() or text.lstrip().startswith("#"):
            self.notes.append(text)
            return
        try:
            if self.head is None:
                self._begin(text, number)
            else:
                self._add(self._entry(text, number))
        except Refused as refusal:
            self.problems.append(refusal.problem)
            self.notes = []

    def _begin(self, text: str, number: int) -> None:
        self.head = tuple(self.notes)
        self.notes = []
        if text.rstrip() not in ("addresses:", "addresses: {}"):
            message = "the file does not begin with `addresses:`"
            raise self._refused(number, message, "write that line, and only comments above it")

    def _entry(self, text: str, number: int) -> Line:
        match = ENTRY_PATTERN.fullmatch(text)
        if match is None:
            return self._in_another_form(text, number)
        address, seed, sha256, sketch, parts, formerly, gone, comment = match.groups()
        if comment:
            self.notes.append(f"  {comment}")
        former = tuple(map(_value, VALUE_PATTERN.findall(formerly))) if formerly else ()
        values = _value(seed), _value(sha256), _value(sketch or ""), parts or "1", former, bool(gone)
        return self._checked(number, _value(address), *values)

    def _in_another_form(self, text: str, number: int) -> Line:
        """Read a line that people wrote with other spaces, or its keys in another order."""
        usual = f"write it on one line, as in `{written(Line('lamp', 'lamp.txt', '1f3a62c08be9d574')).strip()}`"
        if MERGE_PATTERN.match(text.strip()):
            raise self._refused(number, "a merge has left its marks", "keep the lines of both sides, without the marks")
        try:
            tree = strictyaml.load(text.strip(), self.path, number).value
        except Refused as refusal:
            raise self._refused(number, refusal.problem.message, usual) from None
        (address, found), *others = tree.items() if isinstance(tree, dict) and tree else [("", "")]
        known = {"seed", "sha256", "gist", "parts", "formerly", "gone"}
        if others or not isinstance(found, dict) or not {"seed", "sha256"} <= found.keys() <= known:
            raise self._refused(number, "this is not the line of an address", usual)
        formerly = found.get("formerly", [])
        former = tuple(formerly) if isinstance(formerly, list) else (formerly,)
        texts = [found["seed"], found["sha256"], found.get("gist", ""), found.get("parts", "1")]
        if not all(isinstance(one, str) for one in (*texts, *former)) or found.get("gone", "true") != "true":
            raise self._refused(number, "a value has another form than it should", usual)
        return self._checked(number, address, texts[0], texts[1], texts[2], texts[3], former, "gone" in found)

    def _checked(
        self, number: int, address: str, seed: str, sha256: str, sketch: str, parts: str, formerly: tuple[str, ...],
        gone: bool,
    ) -> Line:  # fmt: skip
        for one in (address, *formerly):
            if urls.slug(one) != one:
                fix = "an address is made of a-z, 0-9, _ and single hyphens"
                raise self._refused(number, f"{one!r} is no address", fix)
        if not seed:
            message = f"the address {address!r} has no seed"
            raise self._refused(number, message, "name its file below the seeds folder")
        if not (SHA256_PATTERN.fullmatch(sha256) and GIST_PATTERN.fullmatch(sketch) and PARTS_PATTERN.fullmatch(parts)):
            message = f"the address {address!r} has a `sha256`, `gist` or `parts` of another form than it should"
            fix = f"write the first {SHA256_HEX} digits of the file's SHA-256, and leave the others out"
            raise self._refused(number, message, fix)
        notes = tuple(self.notes)
        self.notes = []
        return Line(address, seed, sha256[:SHA256_HEX], sketch, int(parts), formerly, gone, notes, number)

    def _refused(self, number: int, message: str, fix: str) -> Refused:
        return Refused(_fault(self.path, number, message, fix))

    def _add(self, line: Line) -> None:
        before = self.lines.get(line.address)
        if before is not None:
            message = f"the address {line.address!r} stands on line {before.number} already, for {before.seed!r}"
            raise self._refused(line.number, message, "keep one of the two, and give the other file another name")
        self.lines[line.address] = line

    def ledger(self) -> Ledger:
        """Return the ledger, with what is wrong between its lines."""
        self._compare()
        head = tuple(self.notes) if self.head is None else self.head
        tail = () if self.head is None else tuple(self.notes)
        while tail and not tail[-1].strip():
            tail = tail[:-1]
        return Ledger(self.path, self.lines, head, tail, tuple(self.problems))

    def _compare(self) -> None:
        """Tell of seeds with two addresses, and of former addresses that are somebody's."""
        seeds: dict[str, Line] = {}
        former: dict[str, Line] = {}
        for line in list(self.lines.values()):
            other = None if line.gone else seeds.setdefault(line.seed, line)
            if other is not None and other is not line:
                message = f"the seed {line.seed!r} stands on line {other.number} already, with the address"
                fix = "keep one of the two lines, and put the other's address into its `formerly`"
                self.problems.append(_fault(self.path, line.number, f"{message} {other.address!r}", fix))
                del self.lines[line.address]
        for line in list(self.lines.values()):
            for old in line.formerly:
                other = self.lines.get(old) or former.setdefault(old, line)
                if other is not line or line.formerly.count(old) > 1:
                    message = f"the former address {old!r} is that of line {other.number} too"
                    fix = "keep it on the line to which it is to lead"
                    self.problems.append(_fault(self.path, line.number, message, fix))
                    kept = tuple(one for one in line.formerly if one != old)
                    self.lines[line.address] = line = line._replace(formerly=kept)


def _value(text: str) -> str:
    """Return what a value says: between quotation marks YAML writes as JSON does."""
    if not text.startswith('"'):
        return text
    try:
        return str(json.loads(text))
    except ValueError:
        return ""


def _fault(path: str, line: int, message: str, fix: str, severity: Severity = "error") -> Problem:
    return entries.fault(path, line, message, fix, code="LEDGER", severity=severity)


# Writing


def text(ledger: Ledger) -> str:
    """Return the file's text; raise Refused when what was read of it has faults, which would be lost."""
    if ledger.problems:
        raise Refused(ledger.problems[0])
    lines = [ledger.lines[address] for address in sorted(ledger.lines)]
    body = [one for line in lines for one in (*line.notes, written(line))]
    return "\n".join([*ledger.head, "addresses:" if lines else "addresses: {}", *body, *ledger.tail, ""])


def written(line: Line) -> str:
    """Return the line of an address as it stands in the file."""
    parts = [f"seed: {_scalar(line.seed)}", f"sha256: {_scalar(line.sha256)}"]
    parts += [f"gist: {_scalar(line.gist)}"] if line.gist else []
    parts += [f"parts: {line.parts}"] if line.parts > 1 else []
    parts += [f"formerly: [{', '.join(map(_scalar, line.formerly))}]"] if line.formerly else []
    parts += ["gone: true"] if line.gone else []
    return f"  {_scalar(line.address)}: {{{', '.join(parts)}}}"


@cache
def _resolver() -> Any:
    return Resolver()


def _scalar(value: str) -> str:
    """Return a text as YAML reads it back: bare where nobody takes it for anything but a text."""
    is_plain = PLAIN_PATTERN.fullmatch(value) and not NUMBER_PATTERN.fullmatch(value)
    if is_plain and _resolver().resolve(yaml.ScalarNode, value, (True, False)) == "tag:yaml.org,2002:str":
        return value
    quoted = json.dumps(value, ensure_ascii=False)
    return "".join(c if c.isprintable() or c > "\uffff" else f"\\u{ord(c):04x}" for c in quoted)
