"""French word lists, several of a file at a time."""

from __future__ import annotations

from onrecord.language import wordlists


def words(file: str, *lists: str) -> tuple[str, ...]:
    """Return the words of some lists of a French file, in order."""
    return tuple(word for name in lists for word in wordlists.ordered("fr", file, name))
