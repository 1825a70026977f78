"""The words of a text with what each can be in a sentence, cut and tagged once."""

from __future__ import annotations

import bisect
import functools
import re
from collections.abc import Sequence
from itertools import accumulate

from onrecord.language import wordlists
from onrecord.speech.types import Token

# "spokesman", "didn't", "Oyelaran's", "vice-chair"
WORD_PATTERN = re.compile(r"(\w+(?:['·-]\w+)*·?)")
QUOTED = "“"  # in place of quoted words between two others


class Tag:
    """What a word can be in a sentence, as bits of a whole number; a word may be several things."""

    PREPOSITION = 1
    ARTICLE = 1 << 1
    POSSESSIVE = 1 << 2  # "his"
    DEMONSTRATIVE = 1 << 3
    QUANTIFIER = 1 << 4  # "some", "no"
    COUNT = 1 << 5  # "three", "most"
    CONJUNCTION = 1 << 6
    SUBORDINATOR = 1 << 7
    QUESTION = 1 << 8  # "whether"
    RELATIVE = 1 << 9
    REFLEXIVE = 1 << 10
    PRONOUN = 1 << 11  # as a subject: "she"
    BE = 1 << 12
    PASSIVE = 1 << 13  # "been", "got"
    HAVE = 1 << 14
    DO = 1 << 15
    MODAL = 1 << 16
    NEGATED = 1 << 17  # "didn't"
    NEGATIVE = 1 << 18  # "never"
    ADVERB = 1 << 19
    TITLE = 1 << 20  # "former"
    TIME = 1 << 21  # "Tuesday", "week"
    ASIDE = 1 << 22  # "again", "today"
    POSTMODIFIER = 1 << 23  # "familiar"
    CLITIC = 1 << 24  # "she's"
    NO_HEAD = 1 << 25  # "issue": heads nothing that can speak


OPENER = Tag.ARTICLE | Tag.POSSESSIVE  # of a noun phrase
DETERMINER = OPENER | Tag.DEMONSTRATIVE | Tag.QUANTIFIER
AUXILIARY = Tag.BE | Tag.HAVE | Tag.DO | Tag.MODAL | Tag.NEGATED

_LISTS = (
    (Tag.PREPOSITION, "small_words", "prepositions"),
    (Tag.ARTICLE, "small_words", "articles"),
    (Tag.POSSESSIVE, "pronouns", "possessives"),
    (Tag.DEMONSTRATIVE, "small_words", "demonstratives"),
    (Tag.QUANTIFIER, "small_words", "determiners"),
    (Tag.COUNT, "small_words", "counts"),
    (Tag.CONJUNCTION, "small_words", "conjunctions"),
    (Tag.SUBORDINATOR, "small_words", "subordinators"),
    (Tag.QUESTION, "small_words", "question_words"),
    (Tag.RELATIVE, "pronouns", "relatives"),
    (Tag.REFLEXIVE, "pronouns", "reflexives"),
    (Tag.PRONOUN, "pronouns", "subjects"),
    (Tag.CLITIC, "pronouns", "clitic"),
    (Tag.BE, "small_words", "be"),
    (Tag.PASSIVE, "small_words", "passive"),
    (Tag.HAVE, "small_words", "have"),
    (Tag.DO, "small_words", "do"),
    (Tag.MODAL, "small_words", "modals"),
    (Tag.NEGATED, "small_words", "negated"),
    (Tag.NEGATIVE, "small_words", "negatives"),
    (Tag.ADVERB, "small_words", "adverbs"),
    (Tag.TITLE, "small_words", "title_words"),
    (Tag.TIME, "small_words", "times"),
    (Tag.TIME, "dates", "weekdays"),
    (Tag.ASIDE, "small_words", "asides"),
    (Tag.POSTMODIFIER, "small_words", "postmodifiers"),
    (Tag.NO_HEAD, "small_words", "never_heads"),
    (Tag.NO_HEAD, "dates", "months"),
    (Tag.NO_HEAD, "dates", "weekdays"),
)


@functools.cache
def _table() -> dict[str, int]:
    """Return what every listed word can be."""
    out: dict[str, int] = {}
    for tag, file, name in _LISTS:
        for word in wordlists.words("en", file, name):
            out[word] = out.get(word, 0) | tag
    return out


TAGS = _table()
_word = functools.partial(tuple.__new__, Token)  # hot path: Token(…) costs three times as much


def words(masked: str, start: int = 0, end: int | None = None, *, quote: bool = False) -> list[Token]:
    """Return the words of a stretch of text; `quote` says that quoted words follow the last one."""
    pieces = WORD_PATTERN.split(masked[start:end])  # gap, word, gap, word, …, gap
    if quote:
        pieces[-1] += QUOTED
    ends = list(accumulate(map(len, pieces), initial=start))
    texts = pieces[1::2]
    lows = list(map(str.lower, texts))
    tags = map(TAGS.get, lows, [0] * len(lows))
    return list(map(_word, zip(ends[1::2], ends[2::2], texts, lows, tags, pieces[2::2], strict=False)))


def within(line: Sequence[Token], start: int, end: int) -> Sequence[Token]:
    """Return the words that lie in a stretch of text."""
    a = bisect.bisect_left(line, (start,))
    b = bisect.bisect_left(line, (end,), a)
    if b > a and line[b - 1].end > end:
        b -= 1
    return line[a:b]
