"""Which sources an English pronoun may stand for."""

from __future__ import annotations

import re
from functools import partial

from onrecord.language import wordlists
from onrecord.speech.discourse import Discourse
from onrecord.speech.english.entities import Entities

# "a senior official", "the driver": one nameless person, for whom "he" may stand
SINGULAR_PATTERN = re.compile(
    rf"(?:the|{wordlists.any_of('en', 'small_words', 'indefinite')}) (?:.*[^s])?$", re.IGNORECASE
)
GENDERS = dict.fromkeys(wordlists.words("en", "pronouns", "masculine"), "m") | dict.fromkeys(
    wordlists.words("en", "pronouns", "feminine"), "f"
)


def discourse(entities: Entities) -> Discourse:
    """Return who is in view at the beginning of a story: nobody yet."""
    return Discourse(partial(allows, entities), entities.gender, GENDERS)


def allows(entities: Entities, source: int, word: str) -> bool:
    """Say whether a pronoun may stand for a source: gender is a veto and never a reason."""
    kind = entities.sources[source].kind
    if word == "it":
        return kind == "organisation"
    if word in ("they", "we"):
        return kind != "person"
    if kind == "organisation":
        return False
    if kind == "anonymous" and not SINGULAR_PATTERN.match(entities.sources[source].name):
        return False
    known, wanted = entities.gender(source), GENDERS.get(word, "")
    return not (known and wanted and known != wanted)
