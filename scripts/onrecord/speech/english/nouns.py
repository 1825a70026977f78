"""What a noun stands for: a role, a body, a writing or a group of people, and whether it is plural."""

from __future__ import annotations

import functools
import re

from onrecord.language import wordlists

ROLES = wordlists.words("en", "roles", "roles")
PEOPLE = wordlists.words("en", "roles", "roles", "female", "male", "kin")
GROUPS = wordlists.words("en", "roles", "groups")
BODY_NOUNS = wordlists.words("en", "organisations", "bodies")
WRITINGS = wordlists.words("en", "organisations", "writings")
COUNTED_PATTERN = re.compile(r"\d{1,3}-year-old")
IRREGULAR = dict(entry.split("/") for entry in wordlists.ordered("en", "roles", "irregular_plurals"))


@functools.lru_cache(maxsize=8192)
def singular(word: str) -> str:
    """Return the singular of a noun as far as the word lists need it."""
    if word in IRREGULAR:
        return IRREGULAR[word]
    if word.endswith("men"):
        return word[:-3] + "man"
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith(("sses", "shes", "ches", "xes")):
        return word[:-2]
    return word[:-1] if word.endswith("s") and not word.endswith("ss") and len(word) > 3 else word


@functools.lru_cache(maxsize=8192)
def noun_kind(word: str) -> tuple[str, bool]:
    """Return what a noun stands for ('role', 'body', 'writing', 'group' or '') and whether it is plural."""
    low = word.lower()
    single = singular(low)
    plural = single != low
    last = low.rpartition("-")[2]
    if low in PEOPLE or COUNTED_PATTERN.fullmatch(low) or (last in ROLES and last not in BODY_NOUNS):
        return "role", False
    if low in GROUPS or (plural and single in PEOPLE):
        return "group", True
    for nouns, kind in ((BODY_NOUNS, "body"), (WRITINGS, "writing")):
        if low in nouns:
            return kind, False
        if plural and single in nouns:
            return kind, True
    return "", plural
