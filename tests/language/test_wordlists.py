"""The word lists of the languages: files and lists that the schema knows, each list explained, trimmed and in use."""

from __future__ import annotations

import itertools
import unicodedata
from collections import Counter
from pathlib import Path

import pytest

from onrecord import strictyaml
from onrecord.language import wordlists
from samples.archives import ROOT

PACKAGE = ROOT / "scripts" / "onrecord"
SCHEMA = wordlists.lists("", "schema")
KNOWN = {file: {name.rstrip("*") for name in names} for file, names in SCHEMA.items()}
REQUIRED = {(file, name[:-1]) for file, names in SCHEMA.items() for name in names if name.endswith("*")}
FILES = sorted(wordlists.FOLDER.glob("*/*.yml"))


def of(path: Path) -> str:
    return path.relative_to(wordlists.FOLDER).as_posix()


def text(path: Path) -> str:
    return path.read_text(encoding="utf-8")


@pytest.mark.parametrize("path", FILES, ids=of)
def test_the_schema_knows_the_file_and_its_lists(path):
    assert path.stem in KNOWN
    assert wordlists.lists(path.parent.name, path.stem).keys() <= KNOWN[path.stem]


@pytest.mark.parametrize("path", [*FILES, wordlists.FOLDER / "languages.yml"], ids=of)
def test_a_file_is_plain_yaml_and_names_no_list_twice(path):
    assert strictyaml.load(text(path), of(path), limit=10**6).value


@pytest.mark.parametrize("path", [*FILES, wordlists.FOLDER / "languages.yml"], ids=of)
def test_words_are_trimmed_composed_and_stand_once_in_a_list(path):
    folder = "" if path.parent == wordlists.FOLDER else path.parent.name
    wrong = [
        (name, entry)
        for name, entries in wordlists.lists(folder, path.stem).items()
        for entry, count in Counter(entries).items()
        if not entry or count > 1 or "," in entry or entry != unicodedata.normalize("NFC", " ".join(entry.split()))
    ]
    assert wrong == []


@pytest.mark.parametrize("path", FILES, ids=of)
def test_a_comment_above_each_list_says_what_it_is_for(path):
    lines = text(path).splitlines()
    bare = [line for before, line in itertools.pairwise(lines) if line[:1].isalpha() and before[:1] != "#"]
    assert bare == []


@pytest.mark.parametrize("language", wordlists.languages())
def test_a_language_has_the_lists_that_every_language_has(language):
    assert [(file, name) for file, name in sorted(REQUIRED) if name not in wordlists.lists(language, file)] == []


def test_the_schema_names_no_list_that_no_language_has():
    written = {path.stem: set[str]() for path in FILES}
    for path in FILES:
        written[path.stem] |= wordlists.lists(path.parent.name, path.stem).keys()
    assert written == KNOWN


def test_every_list_is_read_by_some_module():
    sources = "".join(text(path) for path in PACKAGE.rglob("*.py"))
    unread = [
        f"{of(path)}: {name}"
        for path in FILES
        for name in wordlists.lists(path.parent.name, path.stem)
        if f'"{name}"' not in sources and f"'{name}'" not in sources
    ]
    assert unread == []


def test_a_misspelt_name_is_refused_with_file_and_list():
    with pytest.raises(LookupError, match=r"language/en/small_words\.yml has no list 'determinrs'"):
        wordlists.words("en", "small_words", "determinrs")
    with pytest.raises(LookupError, match=r"language/en/smal_words\.yml has no list 'determiners'"):
        wordlists.words("en", "smal_words", "determiners")
    with pytest.raises(LookupError, match=r"no language has the list 'newsrooms' in labels\.yml"):
        wordlists.of_all("labels", "newsrooms")


def test_the_languages_are_the_folders():
    assert {"en", "ko"} <= set(wordlists.languages())


def test_english_lists_do_not_contradict_each_other():
    assert not wordlists.words("en", "titles", "female_honourifics") & wordlists.words(
        "en", "titles", "male_honourifics"
    )
    assert not wordlists.words("en", "roles", "female") & wordlists.words("en", "roles", "male")
    assert not wordlists.words("en", "forenames", "female") & wordlists.words("en", "forenames", "male")
