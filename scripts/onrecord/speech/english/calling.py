"""Tell somebody who is called up from somebody who is called something: "called the mayor on Monday", "a coward"."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from onrecord.language import wordlists
from onrecord.speech.english.nouns import noun_kind
from onrecord.speech.english.tokens import Tag
from onrecord.speech.types import Token

LONGEST_NAME = 5  # words of whoever is called
OBJECTS = wordlists.words("en", "pronouns", "objects") | {"police"}
# What follows whoever is called up: "on Monday", "to complain", "again"
UP = wordlists.words("en", "small_words", "occasions")


def telephoned(text: str, words: Sequence[Token]) -> bool:
    """Say whether the words behind "called" name only who was called up."""
    if words and (words[0].tags & Tag.PREPOSITION or words[0].low.endswith("day")):
        return False  # "called on the mayor to resign"
    for k, word in enumerate(words[:LONGEST_NAME]):
        follow = words[k + 1] if k + 1 < len(words) else None
        named = word.text[0].isupper()
        if named and follow and follow.text[0].isupper():
            continue
        if named or word.low in OBJECTS or noun_kind(word.low)[0] in ("role", "group", "body"):
            return _ends(text, words, k) and not any(
                article.low in ("a", "an") and not before.tags & Tag.PREPOSITION
                for before, article in pairwise(words[k:])
            )
    return False


def _ends(text: str, words: Sequence[Token], k: int) -> bool:
    """Say whether nothing follows whoever is called but when, why or, for a title, of where."""
    if k + 1 == len(words):
        return True
    follow = words[k + 1]
    comma = "," in text[words[k].end : follow.start] and follow.low != "who"
    return comma or follow.low in UP or (follow.low == "of" and len(words) < k + 4)
