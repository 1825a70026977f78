"""Word lists about names in general, for no language's grammar: in data files, and read once."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from onrecord import strictyaml

NAMES = Path(__file__).with_name("names.yml")
MAX_BYTES = 64 * 1024


@cache
def _lists() -> dict[str, frozenset[str]]:
    tree = strictyaml.load(NAMES.read_text(encoding="utf-8"), NAMES.name, limit=MAX_BYTES).value
    if not isinstance(tree, dict):
        raise TypeError(f"{NAMES.name} holds no lists")
    return {name: frozenset(words.split()) for name, words in tree.items()}


def words(name: str) -> frozenset[str]:
    """Return one list of words by its name."""
    return _lists()[name]
