"""Decide how a text becomes a seed: its name, what lies beside it, what is still missing. Nothing is written here.

| code | what it says |
|---|---|
| NOT-PLAIN | the file is a document or a web page, and not plain text |
| CONTRADICTED | the text states another value than the one that was given |
| NOT-NAMED | neither the text nor its file has a name that could be made into one |
| NAME-TAKEN | there is a seed, or something else, of that name |
| ADDRESS-TAKEN | another seed has the address that this one would get |
| ADDED-BEFORE | a seed has the very same bytes |
"""

from __future__ import annotations

import dataclasses
import hashlib
import json
import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import cast

from onrecord import urls
from onrecord.archive import extraction, ledger
from onrecord.authority.records import ReadingAuthority
from onrecord.config import Archive
from onrecord.metadata import settle as settling
from onrecord.model import Extraction, Field, FieldName, Problem, Refused, Seed
from onrecord.seeds import files

ASKED: tuple[FieldName, ...] = ("title", "date", "outlet", "source_url", "licence")
"""The facts that a text should come with, in the order in which they are asked for."""
LONGEST_FACT = 1000
LONGEST_NAME = 60
LONGEST_GIVEN = 200
"""Bytes in a name that a person gives; file systems take 255, and the sidecar's ending comes behind it."""
AS_PLAIN = "open it, save it as plain text (.txt, UTF-8) or copy the article out of it, and add that"
# The first bytes of what newsrooms keep their texts in, and what that is
KINDS = (
    (b"PK\x03\x04", "a packed file, such as a Word or OpenDocument text"),
    (b"%PDF-", "a PDF"),
    (b"\xd0\xcf\x11\xe0", "an old Word document"),
    (b"{\\rtf", "an RTF document"),
)
# "<!DOCTYPE html>", "<html lang=…>", with a byte order mark or an XML declaration in front
WEB_PAGE_PATTERN = re.compile(
    rb"(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]*>\s*)?(?:<!--.{0,2000}?-->\s*)?<(?:!doctype\s+html|html)\b", re.I | re.S
)


@dataclass(frozen=True, slots=True)
class Text:
    """A text that is to be added: its bytes, how messages name the place it came from, and its file's name, if any.

    A text from the web has an address, and the encoding that the server named where the bytes are not UTF-8.
    """

    data: bytes
    shown: str
    file_name: str = ""
    address: str = ""
    encoding: str = ""


def _refused(where: str, code: str, message: str, fix: str) -> Refused:
    return Refused(Problem(where, 0, code, "refused", message, fix))


def check_bytes(text: Text) -> None:
    """Refuse what no seed can be: nothing, too much, a document of a word processor, a web page."""
    if not text.data:
        raise _refused(text.shown, "EMPTY", "there is no text in it", "give the article's text")
    for start, what in KINDS:
        if text.data.startswith(start):
            raise _refused(text.shown, "NOT-PLAIN", f"this is {what}", AS_PLAIN)
    if WEB_PAGE_PATTERN.match(text.data):
        raise _refused(text.shown, "NOT-PLAIN", "this is a web page", "copy the article's text out of it, and add that")
    if len(text.data) > files.SEED_LIMIT:
        fix = "split it into one file for each article"
        raise _refused(text.shown, "TOO-LARGE", f"it is larger than {files.SEED_LIMIT:,} bytes", fix)


def understood(text: Text, encoding: str, authority: ReadingAuthority) -> Extraction:
    """Return what the text yields as it is, without anything that was given beside it; or raise Refused."""
    beside = sidecar({"encoding": encoding}) if encoding else None
    seed = Seed("text" + _suffix(text.file_name), text.data, hashlib.sha256(text.data).hexdigest(), beside)
    try:
        return extraction.extract(seed, authority)
    except Refused as error:
        fix = error.problem.fix
        if error.problem.code == "ENCODING":
            fix = "save it as UTF-8, or name its encoding with --encoding"
        raise Refused(dataclasses.replace(error.problem, path=text.shown, fix=fix)) from None


def checked(key: str, value: str, authority: ReadingAuthority) -> str:
    """Return a given fact in its usual form; raise Refused when it cannot be used."""
    option = f"--{key.replace('_', '-')}"
    words = " ".join(value.split())
    if not words or len(words) > LONGEST_FACT or not words.isprintable():
        raise _refused(option, "HEADER-VALUE", f"{value[:40]!r} is not one short line of text", "write it in one line")
    if key not in ASKED:
        return words
    for found in settling.from_header(Field(key, words, "added", None, "sidecar"), authority.licences, option):
        if isinstance(found, Problem):
            raise Refused(dataclasses.replace(found, path=option, line=0, severity="refused"))
        return found.value
    return words


def beside(text: Text, facts: Mapping[str, str], found: Extraction) -> dict[str, str]:
    """Return those of the given facts that the text does not state itself; raise Refused where it states another."""
    stated = {field.name: field.value for field in found.stories[0].metadata.fields if field.status == "stated"}
    kept: dict[str, str] = {}
    for key, value in facts.items():
        said = stated.get(cast(FieldName, key))
        if said is None or (key == "licence" and "licence_reason" in facts and said != value):
            kept[key] = value
        elif said.casefold() != value.casefold():
            message = f"the text states {key} {said!r}, and {value!r} was given"
            fix = f"leave --{key.replace('_', '-')} out; what corrects a text is written into its sidecar by hand"
            if key == "licence":
                fix = "leave --licence out, or say with --licence-reason why it holds all the same"
            raise _refused(text.shown, "CONTRADICTED", message, fix)
    return kept


def missing(facts: Mapping[str, str], found: Extraction) -> list[FieldName]:
    """Return the facts that neither the text states nor anybody gave."""
    stated = {field.name for field in found.stories[0].metadata.fields if field.status != "inferred"}
    return [name for name in ASKED if name not in facts and name not in stated]


def sidecar(facts: Mapping[str, str]) -> bytes:
    """Return facts as the file that lies beside a seed."""
    return "".join(f"{key}: {json.dumps(value, ensure_ascii=False)}\n" for key, value in facts.items()).encode()


def name_for(text: Text, given: str, facts: Mapping[str, str], found: Extraction) -> str:
    """Return the name of the seed: the given one, or its date and the words of its title."""
    if given:
        path = PurePosixPath(given.replace(os.sep, "/"))
        odd = files.BAD_NAME_PATTERN.search(given) or len(os.fsencode(given)) > LONGEST_GIVEN
        name = (
            path.as_posix()
            if path.suffix.lower() in files.SEED_SUFFIXES
            else f"{path.as_posix()}{files.SEED_SUFFIXES[0]}"
        )
        if odd or path.is_absolute() or name.startswith(".") or "/." in name or path.name.upper().startswith("README"):
            fix = "give a name without dots in front, such as --name 2031-05-02-lamp.txt"
            raise _refused("--name", "FILE-NAME", f"{given!r} cannot be the name of a seed", fix)
        return name
    known = {field.name: field.value for field in found.stories[0].metadata.fields}
    date, title = (facts.get(key) or known.get(key, "") for key in ("date", "title"))
    words = title or PurePosixPath(text.file_name).stem
    if not words:
        fix = "give --title, or --name with the name that the file is to have"
        raise _refused(text.shown, "NOT-NAMED", "the text has no title to make a name of", fix)
    return _short(f"{date} {words}") + _suffix(text.file_name)


def _suffix(file_name: str) -> str:
    suffix = PurePosixPath(file_name).suffix.lower()
    return suffix if suffix in files.SEED_SUFFIXES else files.SEED_SUFFIXES[0]


def _short(words: str) -> str:
    """Return as many words as a name can have, made safe."""
    taken = words.split()
    while len(taken) > 1 and len(urls.slug(" ".join(taken))) >= LONGEST_NAME:
        taken.pop()
    return urls.slug(" ".join(taken))


def check_place(archive: Archive, name: str, data: bytes) -> None:
    """Refuse a name or an address that is taken, and a text that the archive holds already."""
    folder = archive.seeds

    def refused(about: str, code: str, message: str, fix: str) -> Refused:
        return _refused(archive.shown(folder / about), code, message, fix)

    for path in (name, name + files.SIDECAR_SUFFIX):
        if os.path.lexists(folder / path):
            raise refused(path, "NAME-TAKEN", "this is there already; nothing is overwritten", "choose another --name")
    if any((folder / parent).is_symlink() for parent in PurePosixPath(name).parents):
        raise refused(name, "SYMLINK", "a folder on the way to it is a symbolic link", "choose another --name")
    known = files.find(folder).names if folder.is_dir() else []
    address = urls.plain_id(name)
    holder = next((one for one in known if urls.plain_id(one) == address), None)
    if holder is not None:
        raise _with_place(archive, ledger.taken(name, address, seed=holder))
    for one in known:
        place = folder / one
        if place.is_file() and place.stat().st_size == len(data) and place.read_bytes() == data:
            raise refused(one, "ADDED-BEFORE", "this seed has the very same bytes", "there is nothing to add")


def recorded(archive: Archive, name: str, found: Extraction) -> bytes:
    """Return addresses.yml with the new seed in it; raise Refused when its address is another's there."""
    try:
        book = ledger.load(archive.ledger).with_seed(name, found.sha256, ledger.gist(found.document.text))
    except Refused as error:
        raise _with_place(archive, error.problem) from None
    line = book.by_seed[name]
    lines = {**book.lines, line.address: line._replace(parts=max(line.parts, len(found.stories)))}
    return ledger.text(book.with_lines(lines)).encode()


def _with_place(archive: Archive, problem: Problem) -> Refused:
    """Return the refusal of a seed that is not in its folder, with the path that it would have had."""
    fix = "choose a --name that differs in more than folder or ending"
    return Refused(dataclasses.replace(problem, path=archive.shown(archive.seeds / problem.path), fix=fix))
