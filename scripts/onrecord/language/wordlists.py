"""Read the word lists of the languages: a folder a language, the same file names in each, one list a key.

    # Before a noun that may be a verb: "the claims".
    determiners: >-
      the, a, an, his, her

Words and phrases stand between a comma and a space. `schema.yml` says which files and lists there are.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import yaml

FOLDER = Path(__file__).parent
Loader: Any = getattr(yaml, "CBaseLoader", yaml.BaseLoader)  # all values stay strings: "no" is a word


@functools.cache
def lists(language: str, file: str) -> dict[str, tuple[str, ...]]:
    """Return all lists of one file of a language, in the order of the file; none when the language has no such file."""
    path = FOLDER / language / f"{file}.yml"
    if not path.is_file():
        return {}
    return _read(path)


@functools.cache
def ordered(language: str, file: str, name: str) -> tuple[str, ...]:
    """Return one list in the order of the file; raise LookupError, naming file and list, when there is none."""
    try:
        return lists(language, file)[name]
    except KeyError:
        raise LookupError(f"language/{language}/{file}.yml has no list {name!r}") from None


@functools.cache
def words(language: str, file: str, *names: str) -> frozenset[str]:
    """Return one list, or several together, as a set; raise LookupError, naming file and list, when there is none."""
    return frozenset(word for name in names for word in ordered(language, file, name))


@functools.cache
def of_all(file: str, name: str) -> frozenset[str]:
    """Return the words that a list has in all languages together; raise LookupError when none has the list."""
    found = [lists(language, file).get(name) for language in languages()]
    if not any(found):
        raise LookupError(f"no language has the list {name!r} in {file}.yml")
    return frozenset(word for entries in found for word in entries or ())


def having(file: str) -> frozenset[str]:
    """Return the codes of the languages whose folder has a file."""
    return frozenset(path.parent.name for path in FOLDER.glob(f"*/{file}.yml"))


@functools.cache
def languages() -> tuple[str, ...]:
    """Return the codes of the languages that have a folder."""
    return tuple(sorted(having("reporting_verbs")))


def small_words() -> dict[str, tuple[str, ...]]:
    """Return for many languages the small words that give it away, by its code."""
    return _read(FOLDER / "languages.yml")


def alternation(entries: Iterable[str]) -> str:
    """Return the part of a pattern that any of some words fits, the longest first: "m(?:ayor|ate)|p(?:ilot)"."""
    rests: dict[str, list[str]] = {}
    for entry in sorted(entries, key=lambda entry: (-len(entry), entry)):
        rests.setdefault(entry[0], []).append(re.escape(entry[1:]))
    # By first letters, as a pattern tries all alternatives one by one
    return "|".join(f"{re.escape(first)}(?:{'|'.join(rest)})" for first, rest in rests.items())


@functools.cache
def any_of(language: str, file: str, *names: str) -> str:
    """Return the part of a pattern that any word of one list, or of several together, fits."""
    return alternation(words(language, file, *names))


def capitalised(entries: Iterable[str]) -> str:
    """Return the part of a pattern that any of some words fits at the beginning of a sentence: "The", "When"."""
    return alternation({entry[:1].upper() + entry[1:] for entry in entries})


def _read(path: Path) -> dict[str, tuple[str, ...]]:
    tree = yaml.load(path.read_text(encoding="utf-8"), Loader=Loader)  # noqa: S506 -- builds strings alone
    where = path.relative_to(FOLDER)
    if not isinstance(tree, dict):
        raise TypeError(f"language/{where} is no mapping of lists")
    for name, value in tree.items():
        if not isinstance(value, str) or not value:
            raise TypeError(f"language/{where}: the list {name!r} holds no words between commas")
    return {name: tuple(value.split(", ")) for name, value in tree.items()}
