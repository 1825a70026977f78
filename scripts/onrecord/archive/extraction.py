"""One seed in, everything that it yields on its own out: pure, so that it can run in any process and be cached."""

from __future__ import annotations

import functools
import hashlib
import unicodedata
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from onrecord import metadata as metadata_stage
from onrecord import speech
from onrecord.archive import bounds
from onrecord.language import disguises
from onrecord.metadata import stories
from onrecord.model import Document, Extraction, RawArticle, Seed, Story
from onrecord.seeds import formats, paragraphs

if TYPE_CHECKING:
    from onrecord.authority.records import ReadingAuthority

PACKAGE = Path(__file__).parents[1]
PARTS = (
    "model.py", "characters.py", "spans.py", "strictyaml.py", "urls.py",
    "language", "authority", "seeds", "metadata", "speech", "archive",
)  # fmt: skip
"""What an extraction depends on: a change to any of these files makes every stored extraction stale."""


def extract(seed: Seed, authority: ReadingAuthority) -> Extraction:
    """Return what one seed yields; raise Refused when nothing of it can be published."""
    raw = formats.read(seed)
    bounds.check(seed.name, raw.text)
    document = paragraphs.document(raw)
    parts = stories.split(document)
    bounds.check_stories(seed.name, len(parts))
    found = tuple(
        _story(number, document, within, raw, seed, authority) for number, within in enumerate(parts, start=1)
    )
    bounds.check_found(seed.name, found)
    return Extraction(seed.name, seed.sha256, len(seed.data), raw.format, document, found, raw.problems)


def _story(
    number: int, document: Document, within: range, raw: RawArticle, seed: Seed, authority: ReadingAuthority
) -> Story:
    about = metadata_stage.read(document, within, raw, seed, authority)
    said = speech.read(document, within, about)
    odd = tuple(disguises.of_speakers(said, document, seed.name))
    said = replace(said, problems=(*said.problems, *odd)) if odd else said
    return Story(number, within.start, within.stop, about, said)


def _files(folder: Path, names: tuple[str, ...]) -> Iterator[Path]:
    for name in names:
        path = folder / name
        if path.is_dir():
            yield from (p for p in sorted(path.rglob("*")) if p.is_file() and p.suffix not in (".pyc", ".pyo"))
        elif path.is_file():
            yield path


@functools.cache
def digest_of(*names: str) -> str:
    """Return the digest of files and folders of this package: their names and bytes."""
    total = hashlib.sha256(unicodedata.unidata_version.encode())
    for path in _files(PACKAGE, names):
        total.update(f"\n{path.relative_to(PACKAGE).as_posix()}\n".encode())
        total.update(hashlib.sha256(path.read_bytes()).digest())
    return total.hexdigest()


def rules_digest(reading_digest: str) -> str:
    """Return the digest of all that reading depends on, but the seed: the engine, its data, and authority files."""
    return hashlib.sha256(f"{digest_of(*PARTS)}\n{reading_digest}".encode()).hexdigest()


def key(seed: Seed, rules: str) -> str:
    """Return the key under which an extraction is stored: the same key means the same result."""
    sidecar = "-" if seed.sidecar is None else hashlib.sha256(seed.sidecar).hexdigest()
    parts = (seed.name, seed.sha256, sidecar, rules)
    return hashlib.sha256("\n".join(parts).encode("utf-8", "surrogateescape")).hexdigest()
