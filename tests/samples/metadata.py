"""Runs a text through readers, text, stories and metadata, with the archive's own authority files."""

import functools
import hashlib

from onrecord import metadata
from onrecord.authority.records import ReadingAuthority, load
from onrecord.metadata import stories
from onrecord.metadata.lines import Line
from onrecord.model import Document, Metadata, Seed, Span
from onrecord.seeds import formats, paragraphs
from samples.archives import ROOT

BODY = "The harbour of Anvik reopened on Tuesday after three days of storm. All ferries sail again, the company said."


@functools.cache
def authority() -> ReadingAuthority:
    return load(ROOT / "authority").reading


def read(data: bytes | str, name: str = "a.txt", sidecar: str | None = None) -> tuple[Document, list[Metadata]]:
    data = data.encode() if isinstance(data, str) else data
    seed = Seed(name, data, hashlib.sha256(data).hexdigest(), sidecar.encode() if sidecar is not None else None)
    raw = formats.read(seed)
    document = paragraphs.document(raw)
    return document, [metadata.read(document, part, raw, seed, authority()) for part in stories.split(document)]


def one(data: bytes | str, name: str = "a.txt", sidecar: str | None = None) -> Metadata:
    _, [story] = read(data, name, sidecar)
    return story


def facts(story: Metadata) -> dict[str, list[str]]:
    """Return all values by name, but for the language."""
    found: dict[str, list[str]] = {}
    for field in story.fields:
        if field.name != "language":
            found.setdefault(field.name, []).append(field.value)
    return found


def codes(story: Metadata) -> list[str]:
    return [problem.code for problem in story.problems]


def line(text: str, *, apart: bool = True) -> Line:
    return Line(Span(0, len(text)), text, apart)
