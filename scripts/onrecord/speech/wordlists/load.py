"""Read the word lists that lie beside the language modules."""

from __future__ import annotations

from pathlib import Path

FOLDER = Path(__file__).parent


def lists(name: str) -> dict[str, tuple[str, ...]]:
    """Return the lists of a data file whose lines read `key: word; word`, in the order of the file."""
    out: dict[str, tuple[str, ...]] = {}
    for line in (FOLDER / name).read_text(encoding="utf-8").splitlines():
        key, colon, rest = line.partition(": ")
        if colon and not line.startswith("#"):
            out[key] = tuple(word.strip() for word in rest.split(";") if word.strip())
    return out
