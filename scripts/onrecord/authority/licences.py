"""licences.yml: the licences that texts name, and what each lets the archive print and a reader do."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from onrecord.authority import entries
from onrecord.authority.entries import Address, Entry, Plain
from onrecord.language.folding import fold_words
from onrecord.model import Problem

Extent = Literal["full", "quotations", "metadata"]
Policy = Literal["withhold", "publish"]
NONE = "none"
PUBLIC_DOMAIN = "public-domain"
STRICTEST: dict[Extent, int] = {"full": 0, "quotations": 1, "metadata": 2}


class _Record(Entry):
    id: str
    name: Plain
    url: Address | Literal[""] = ""
    prints: Extent
    terms: tuple[Plain, ...] = ()
    words: tuple[Plain, ...] = ()
    versions: tuple[Plain, ...] = ()
    answer: str


@dataclass(frozen=True, slots=True)
class Licence:
    """One licence: what it lets us print, its terms, the words that name it (folded), and the answer for readers."""

    id: str
    name: str
    url: str
    prints: Extent
    terms: tuple[str, ...]
    words: tuple[str, ...]
    answer: str

    @property
    def strictness(self) -> tuple[int, int]:
        """Return a figure that is higher the less the licence allows."""
        return STRICTEST[self.prints], len(self.terms)


@dataclass(frozen=True, slots=True)
class Permission:
    """What the archive may print of a text, and the answer to "may I reuse this?"."""

    licence: str
    name: str
    extent: Extent
    answer: str
    url: str = ""
    terms: tuple[str, ...] = ()


def load(path: Path) -> tuple[tuple[Licence, ...], tuple[Problem, ...]]:
    """Load licences.yml. An entry with `versions` stands for one licence per version and one without a version."""
    file = entries.read(path, "licences", _Record)
    found = tuple(licence for record, _ in file.items for licence in _expand(record))
    return found, file.problems


def _expand(record: _Record) -> Iterator[Licence]:
    for version in ("", *record.versions):

        def fill(pattern: str, version: str = version) -> str:
            return pattern.replace("-{version}", f"-{version}" if version else "").replace("{version}", version)

        url = fill(record.url) if version or not record.versions else ""
        words = tuple(fold_words(fill(words)) for words in record.words)
        name = " ".join(fill(record.name).split())
        answer = " ".join(record.answer.split())
        yield Licence(fill(record.id), name, url, record.prints, record.terms, words, answer)


def permission(licence_id: str, policy: Policy, licences: Sequence[Licence]) -> Permission:
    """Return what a licence lets the archive print. Unknown ids are treated like no licence.

    `policy` "publish" is the maintainer's word that texts without a licence are printed in full all the same.
    """
    table = {licence.id: licence for licence in licences}
    licence = table.get(licence_id or NONE) or table.get(NONE)
    if licence is None:
        extent: Extent = "full" if policy == "publish" else "metadata"
        answer = "No licence is known. Ask the owner of the text before you reuse it."
        return Permission(NONE, "No licence stated", extent, answer)
    extent = "full" if licence.id == NONE and policy == "publish" else licence.prints
    return Permission(licence.id, licence.name, extent, licence.answer, licence.url, licence.terms)
