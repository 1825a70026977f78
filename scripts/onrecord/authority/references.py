"""Finds what is wrong between entries of an authority file: ids used twice, or leading nowhere, or in rings."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import TypeVar

from onrecord.authority.entries import Entries, Entry, fault
from onrecord.model import Problem

M = TypeVar("M", bound=Entry)


def unique(file: Entries[M], ids: Callable[[M], Iterable[str]], problems: list[Problem]) -> tuple[tuple[M, int], ...]:
    """Return the entries none of whose ids an earlier entry has; tell of the others."""
    lines: dict[str, int] = {}
    kept: list[tuple[M, int]] = []
    for entry, line in file.items:
        own = list(ids(entry))
        taken = [one for one in own if one in lines]
        if taken or len(set(own)) < len(own):
            where = f"on line {lines[taken[0]]} already" if taken else "twice in this entry"
            message = f"entry {own[0]!r}: the id {(taken or own)[0]!r} stands {where}; the entry is left out"
            problems.append(fault(file.path, line, message, "give it an id of its own"))
            continue
        lines.update(dict.fromkeys(own, line))
        kept.append((entry, line))
    return tuple(kept)


def dangling(path: str, line: int, entry: str, key: str, other: str) -> Problem:
    """Return the problem of an id that no entry has."""
    message = f"entry {entry!r}, {key}: there is no entry with the id {other!r}"
    return fault(path, line, message, "add that entry, or correct the id")


def end(start: str, links: Mapping[str, str]) -> str:
    """Follow links from an id to the last one; in a ring, to the one before the ring closes."""
    seen = {start}
    while (following := links.get(start)) and following not in seen:
        seen.add(following)
        start = following
    return start


def rings(links: Mapping[str, str]) -> set[str]:
    """Return the ids that links lead back to themselves."""
    found: set[str] = set()
    settled: set[str] = set()
    for start in links:
        path: dict[str, None] = {}
        at = start
        while at in links and at not in path and at not in settled:
            path[at] = None
            at = links[at]
        if at in path:
            members = list(path)
            found.update(members[members.index(at) :])
        settled.update(path)
    return found
