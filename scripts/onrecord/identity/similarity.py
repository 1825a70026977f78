"""Finds names that may be one: for people to decide, never to join anybody. Similar names are often two people."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from difflib import SequenceMatcher
from itertools import combinations

ALIKE = 0.8
LARGEST_GROUP = 60
SHORTEST = 4


def pairs(keys: Iterable[str]) -> list[tuple[str, str, str]]:
    """Return pairs of folded names with what makes them alike, in the order of the alphabet.

    Only names that share their words, or their first or last word, are compared; a word that more than 60 names share
    is no evidence, and keeps the work in proportion to the number of names.
    """
    found: dict[tuple[str, str], str] = {}
    for one, other in _candidates(sorted(set(keys))):
        if (one, other) not in found and (reason := similarity(one, other)):
            found[one, other] = reason
    return [(*pair, reason) for pair, reason in sorted(found.items())]


def _candidates(keys: list[str]) -> Iterator[tuple[str, str]]:
    groups: dict[tuple[str, str], list[str]] = defaultdict(list)
    for key in keys:
        words = key.split()
        groups["letters", "".join(words)].append(key)
        groups["words", " ".join(sorted(words))].append(key)
        if len(words) > 1:
            groups["first", words[0]].append(key)
            groups["last", words[-1]].append(key)
    for members in groups.values():
        if len(members) <= LARGEST_GROUP:
            yield from combinations(members, 2)


def similarity(one: str, other: str) -> str:
    """Return what makes two different folded names look like one, or an empty string."""
    first, second = one.split(), other.split()
    if "".join(first) == "".join(second):
        return "the same letters, spaced otherwise"
    if sorted(first) == sorted(second):
        return "the same words in another order"
    if len(first) > 1 and len(second) > 1 and first[-1] == second[-1]:
        if _shortens(first[:-1], second[:-1]) or _shortens(second[:-1], first[:-1]):
            return "the same but for a middle name or an initial"
        if _alike("".join(first[:-1]), "".join(second[:-1])):
            return "one last word, and almost the same letters before it"
    if len(first) > 1 and len(second) > 1 and first[0] == second[0] and _alike("".join(first[1:]), "".join(second[1:])):
        return "one first word, and almost the same letters behind it"
    return ""


def _shortens(short: list[str], long: list[str]) -> bool:
    """Say whether all words of one list stand in the other in order, whole or as initials."""
    if len(short) > len(long):
        return False
    rest = iter(long)
    return all(any(word == other or (len(word) == 1 and other.startswith(word)) for other in rest) for word in short)


def _alike(one: str, other: str) -> bool:
    if min(len(one), len(other)) < SHORTEST or one[0] != other[0]:
        return False
    return SequenceMatcher(None, one, other, autojunk=False).ratio() >= ALIKE
