"""Which organisations have a proper name: "the Harbour Council" has one, "the ministry" and "a top court" have not."""

from __future__ import annotations

from functools import lru_cache

from onrecord.language import wordlists
from onrecord.language.folding import WORD_PATTERN, folded, has_mixed_scripts

ARTICLES = frozenset({"the", "a", "an"})
JOINTS = wordlists.of_all("organisations", "joints")
GENERIC = wordlists.of_all("organisations", "common")


@lru_cache(maxsize=65536)
def organisation_key(name: str) -> str:
    """Return the key of an organisation's proper name, without its article; empty for a description or a shared name.

    A proper name has a capital (or no case at all) in each of its words but the small ones that join them.
    """
    words = WORD_PATTERN.findall(name)
    if words and words[0].lower() in ARTICLES:
        words = words[1:]
    if not words or has_mixed_scripts(name):
        return ""
    if any(word[0].islower() and word.lower() not in JOINTS for word in words):
        return ""
    key = [folded(word) for word in words]
    telling = [word for word in key if word not in GENERIC and word not in JOINTS]
    return " ".join(key) if telling else ""
