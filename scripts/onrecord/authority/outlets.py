"""sources.yml: the outlets that texts come from, looked up by a name, and by the host of an address."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Literal
from urllib.parse import urlsplit

from onrecord.authority import entries
from onrecord.authority.entries import Entry, Plain, Slug
from onrecord.language.folding import fold_words
from onrecord.model import Problem


class _Record(Entry):
    id: Slug
    name: Plain
    aliases: tuple[Plain, ...] = ()
    domains: tuple[Plain, ...] = ()
    licence: Plain | Literal[""] = ""
    licence_reason: Plain | Literal[""] = ""


@dataclass(frozen=True, slots=True)
class Outlet:
    """A publisher: its names, its hosts, and the licence its own texts have when they name none.

    With `licence_reason`, a sentence, they have it whatever they say. `line` is where its entry stands in sources.yml.
    """

    id: str
    name: str
    aliases: tuple[str, ...] = ()
    domains: tuple[str, ...] = ()
    licence: str = ""
    licence_reason: str = ""
    line: int = 0


def load(path: Path) -> tuple[tuple[Outlet, ...], tuple[Problem, ...]]:
    """Load sources.yml."""
    file = entries.read(path, "sources", _Record)
    found = tuple(
        Outlet(r.id, r.name, r.aliases, r.domains, r.licence, r.licence_reason, line) for r, line in file.items
    )
    idle = [
        entries.fault(file.path, one.line, f"entry {one.id!r} has a licence_reason and no licence", "add `licence:`")
        for one in found
        if one.licence_reason and not one.licence
    ]
    return found, (*file.problems, *idle)


@lru_cache(maxsize=8)
def _names(outlets: tuple[Outlet, ...]) -> dict[str, Outlet]:
    return {fold_words(name): outlet for outlet in outlets for name in (outlet.name, *outlet.aliases)}


@lru_cache(maxsize=8)
def _domains(outlets: tuple[Outlet, ...]) -> dict[str, Outlet]:
    return {domain.casefold(): outlet for outlet in outlets for domain in outlet.domains}


def named(text: str, outlets: Sequence[Outlet]) -> Outlet | None:
    """Return the outlet that a text is a name of."""
    folded = fold_words(text)
    names = _names(tuple(outlets))
    return names.get(folded) or names.get(folded.removeprefix("the "))


def hosted(address: str, outlets: Sequence[Outlet]) -> Outlet | None:
    """Return the outlet whose host an address is on."""
    host = (urlsplit(address).hostname or "").casefold()
    domains = _domains(tuple(outlets))
    while host:
        if host in domains:
            return domains[host]
        host = host.partition(".")[2]
    return None


def is_strange(address: str, outlet: Outlet) -> bool:
    """Say whether an address is on none of an outlet's hosts; of an outlet without known hosts nobody can say."""
    host = (urlsplit(address).hostname or "").casefold().rstrip(".")
    if not host or not outlet.domains:
        return False
    return not any(f".{host}".endswith(f".{domain.casefold()}") for domain in outlet.domains)
