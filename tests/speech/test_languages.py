"""One place names the languages, and every name of a rule has its meaning there."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from onrecord.language import codes, wordlists
from onrecord.speech import languages, other
from onrecord.speech.rules import LEVELS, NAMINGS, Rule
from samples.archives import ROOT
from samples.rules import fired, read

EVERY = [pytest.param(one, id=one.code) for one in (*languages.LANGUAGES, languages.OTHER)]
TEXTS = [
    *sorted((ROOT / "examples" / "seeds").rglob("*.txt")),
    *sorted((ROOT / "tests" / "speech").rglob("texts/*.txt")),
]


@pytest.mark.parametrize("language", languages.LANGUAGES, ids=lambda one: one.code)
def test_a_language_has_a_folder_of_words_and_a_name(language: languages.Language) -> None:
    assert language.code in wordlists.languages()
    assert language.code in codes.CODES
    assert language.name


def test_every_folder_of_words_is_of_a_language() -> None:
    assert set(wordlists.languages()) == {language.code for language in languages.LANGUAGES}


@pytest.mark.parametrize("language", EVERY)
def test_names_are_unique_and_rules_are_told_in_one_line(language: languages.Language) -> None:
    rules = languages.rules_by_name(language.code)
    own = (*language.rules, *language.exclusions)
    assert len({rule.name for rule in own}) == len(own)
    assert all(rules[rule.name] is rule for rule in own), "a rule of turns has the name of a rule of this language"
    for name, rule in rules.items():
        assert name == name.strip().lower().replace(" ", "-")
        assert rule.meaning
        assert rule.example
        assert not {"\n", "|"} & {*rule.meaning, *rule.example}
        assert not isinstance(rule, Rule) or rule.certainty in LEVELS


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: path.stem)
@pytest.mark.parametrize("language", EVERY)
def test_no_name_is_published_that_no_list_has(language: languages.Language, path: Path) -> None:
    said = read(path.read_text(encoding="utf-8"), language.code)
    names = {one.rule for one in (*said.utterances, *said.not_speech)}
    assert [name for name in sorted(names) if not languages.meaning(language.code, name)] == []


def test_the_meaning_says_how_the_speaker_is_named() -> None:
    assert languages.meaning("en", "cue-behind") == "a verb of saying right behind"
    assert languages.meaning("en", "cue-behind-pronoun") == "a verb of saying right behind; named by a pronoun"
    assert languages.meaning("de", "language-not-read").startswith("marks in a language")
    assert languages.meaning("ko", "cue-behind") == ""
    assert {naming.suffix for naming in NAMINGS} == {"", "-clear-pronoun", "-pronoun", "-phrase", "-recent-phrase"}


OTHER_MISSES = {"language-not-read": "Das Schiff heißt „Seeadler“.", "few-words": "„Das Schiff fährt heute nicht.“"}


@pytest.mark.parametrize("rule", [*other.RULES, *other.EXCLUSIONS], ids=lambda rule: rule.name)
def test_rules_of_other_languages_fire_where_they_should(rule: Any) -> None:
    assert rule.name in fired(rule.example, "de")
    assert rule.name not in fired(OTHER_MISSES[rule.name], "de")
