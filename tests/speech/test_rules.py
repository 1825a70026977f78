"""Certainty is that of the rule and of all that it rests on."""

from __future__ import annotations

import pytest

from onrecord.model import Certainty
from onrecord.speech.rules import (
    BY_CLEAR_PRONOUN,
    BY_DESCRIPTION,
    BY_NAME,
    BY_PRONOUN,
    BY_RECENCY,
    Naming,
    Reason,
    Rule,
)
from onrecord.speech.types import Attribution, Speaker

SURE: Rule[None] = Rule("sure", "certain", "a rule", "…", None)
GUESS: Rule[None] = Rule("guess", "unsure", "a rule", "…", None)


@pytest.mark.parametrize(
    ("rule", "naming", "name", "certainty"),
    [
        (SURE, BY_NAME, "sure", "certain"),
        (SURE, BY_PRONOUN, "sure-pronoun", "likely"),
        (SURE, BY_CLEAR_PRONOUN, "sure-clear-pronoun", "certain"),
        (SURE, BY_DESCRIPTION, "sure-phrase", "likely"),
        (SURE, BY_RECENCY, "sure-recent-phrase", "unsure"),
        (GUESS, BY_PRONOUN, "guess-pronoun", "unsure"),
    ],
)
def test_naming_only_takes_away(rule: Rule[None], naming: Naming, name: str, certainty: Certainty) -> None:
    assert (Reason(rule, naming).name, Reason(rule, naming).certainty) == (name, certainty)


def test_what_words_only_go_on_with_takes_away() -> None:
    speaker = Speaker(0, basis=Reason(SURE, BY_PRONOUN))
    assert Attribution(SURE, speaker).certainty == "likely"
    assert Attribution(SURE, speaker._replace(basis=Reason(SURE))).certainty == "certain"
    assert Attribution(GUESS, speaker).certainty == "unsure"
