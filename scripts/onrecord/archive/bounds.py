"""Refuse a text that holds more than any article does, by counts that cost next to nothing, before it is read.

| code | what it says |
|---|---|
| TOO-MANY-QUOTATIONS | more quotations than any article has |
| TOO-MANY-NAMES | more different names than any article has |
| TOO-MANY-SENTENCES | more sentences than any article has |
| TOO-MANY-STORIES | more stories than any bulletin has |

What a text costs grows with what is found in it, and every name may become a page. Of some 22,900 real texts (wire
stories, web features, transcripts of press conferences; the longest has 142 kB) the fullest has 80 quotations in marks
or 159 labelled turns, 95 words of saying, 1,188 sentences, 254 different names and 3 stories; 2 MiB of transcripts
have 18,600 sentences and 1,600 names. A file of 2 MiB, filled up to these limits, is built inside ten seconds and
400 MB.

The counts before the reading are of marks, words and capitals. What these do not give away (doubtful words of
saying, labels, names in Hangul) is counted when it has been found, before rows and pages are made of it.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Sequence

from onrecord.model import Problem, Refused, Story
from onrecord.speech.english import read as english
from onrecord.speech.english.reporting_verbs import lexicon

MOST_QUOTATIONS = english.MOST_UTTERANCES
MOST_NAMES = 4_000
MOST_SENTENCES = 50_000
MOST_STORIES = 100
SHORTEST_NAME = 4  # characters: "Al B"
# "It rained. ", "Why? "
END_PATTERN = re.compile(r"[.!?…。](?=\s)")
# What opens a quotation: “, «, „, 「, and a ' or ‘ before a word
OPENING_PATTERN = re.compile(r"[“«„‟「『]|(?<!\w)['‘](?=\w)")
WORD_PATTERN = re.compile(r"[a-z]+")
# "Ada Brook", "Quay Street": two words with capitals, neither all in capitals, as the words of a whole text may be
NAME_PATTERN = re.compile(r"\b[A-ZÀ-ÖØ-Þ][\w'’.-]{0,40}[^\W\dA-Z_][ \n][A-ZÀ-ÖØ-Þ](?:[\w'’-]{0,40}[^\W\dA-Z_])?\b")


def quotations(text: str) -> int:
    """Count the quotations that the marks of a text open."""
    return sum(1 for _ in OPENING_PATTERN.finditer(text)) + text.count('"') // 2


def sayings(text: str) -> int:
    """Count the English words of saying in a text: "said", "argues"."""
    return sum(map(_words_of_saying().__contains__, WORD_PATTERN.findall(text)))


@functools.cache
def _words_of_saying() -> frozenset[str]:
    forms = lexicon().forms.items()
    return frozenset(
        word for word, found in forms if any(kind == "report" and form in ("past", "s") for _, kind, form in found)
    )


def sentences(text: str) -> int:
    """Count what looks like the end of a sentence."""
    return sum(1 for _ in END_PATTERN.finditer(text))


def names(text: str) -> int:
    """Count the different names of two words in a text, and what looks like them."""
    return len({match.group() for match in NAME_PATTERN.finditer(text)})


def check(path: str, text: str) -> None:
    """Raise Refused when the marks, words and capitals of a text tell that it holds too much."""
    if len(text) <= min(MOST_QUOTATIONS, MOST_NAMES * SHORTEST_NAME):
        return  # as nearly all texts are
    _hold(path, "QUOTATIONS", "quotations", quotations(text), MOST_QUOTATIONS)
    _hold(path, "QUOTATIONS", "words of saying", sayings(text), MOST_QUOTATIONS)
    _hold(path, "SENTENCES", "sentences", sentences(text), MOST_SENTENCES)
    _hold(path, "NAMES", "different names", names(text), MOST_NAMES)


def check_stories(path: str, count: int) -> None:
    """Raise Refused when a file holds too many stories."""
    _hold(path, "STORIES", "stories", count, MOST_STORIES)


def check_found(path: str, found: Sequence[Story]) -> None:
    """Raise Refused when more was found in the stories of a file than pages can be made of."""
    _hold(path, "QUOTATIONS", "quotations", sum(len(one.speech.utterances) for one in found), MOST_QUOTATIONS)
    _hold(path, "NAMES", "different names", sum(len(one.speech.sources) for one in found), MOST_NAMES)


def _hold(path: str, code: str, what: str, count: int, most: int) -> None:
    if count > most:
        message = f"the text holds {count:,} {what}; no article has more than {most:,}"
        fix = "make a file of each article in it, or cut what repeats"
        raise Refused(Problem(path, 0, f"TOO-MANY-{code}", "refused", message, fix))
