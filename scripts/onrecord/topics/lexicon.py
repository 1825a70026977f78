"""The phrases of all topics, laid out for one pass over a text: by first word, or by two syllables of Hangul."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal, NamedTuple

from onrecord.authority.records import TopicsAuthority
from onrecord.language import wordlists

Weight = Literal["strong", "weak", "never"]

# "Cyber", "attacks", "2024"
WORD_PATTERN = re.compile(r"([^\W_]+)")
# What may stand between two words of a phrase: spaces, or one joining mark as in "cyber-attack", "U.S."
GAP_PATTERN = re.compile(r"\s{1,3}|[-‐‑–'’./&]")
# "sit-in", "clean-up of the beach": a noun by its hyphen alone, "sit in" is what people do
JOINED_PATTERN = re.compile(rf"-(?:{wordlists.any_of('en', 'topics', 'verb_particles')})(?= |$)")
# "정상회담에서"
HANGUL_PATTERN = re.compile(r"[가-힣]+")
# What may follow a Hangul phrase of two syllables: a particle or an ending, or the end of the word
PARTICLES = wordlists.of_all("topics", "particles") | {""}
SHORT = 2
# Spellings that stand for one another, so that the authority file lists one of them: "defence", "defense"
SPELLINGS = tuple(pair.split() for pair in wordlists.ordered("en", "topics", "spellings"))


class Phrase(NamedTuple):
    """One wording of a phrase: its words as listed, and the words folded."""

    topic: int
    weight: Weight
    listed: str
    words: tuple[str, ...]
    lower: tuple[str, ...]
    joined: int = 0
    """The word, counted from 1, behind which no space may stand; 0 where one may stand behind each."""

    @property
    def is_cased(self) -> bool:
        """Say whether the phrase is only found with the capitals it is listed with."""
        return self.words != self.lower


@dataclass(frozen=True, slots=True)
class Lexicon:
    """All phrases of an authority file."""

    alone: dict[str, tuple[Phrase, ...]]
    """Phrases of one word."""
    longer: dict[str, dict[str, tuple[Phrase, ...]]]
    """Other phrases, by first and second word."""
    by_syllables: dict[str, tuple[Phrase, ...]]
    first: frozenset[str]
    """Every word that begins a phrase."""


@lru_cache(maxsize=8)
def compiled(topics: TopicsAuthority) -> Lexicon:
    """Return the lexicon of the topics."""
    alone: dict[str, list[Phrase]] = defaultdict(list)
    longer: dict[str, dict[str, list[Phrase]]] = defaultdict(lambda: defaultdict(list))
    by_syllables: dict[str, list[Phrase]] = defaultdict(list)
    for phrase in _phrases(topics):
        if HANGUL_PATTERN.match(phrase.listed):
            by_syllables[phrase.listed[:SHORT]].append(phrase)
        elif len(phrase.lower) == 1:
            alone[phrase.lower[0]].append(phrase)
        else:
            longer[phrase.lower[0]][phrase.lower[1]].append(phrase)
    return Lexicon(
        {word: tuple(found) for word, found in alone.items()},
        {first: {word: tuple(found) for word, found in seconds.items()} for first, seconds in longer.items()},
        {syllables: tuple(found) for syllables, found in by_syllables.items()},
        frozenset([*alone, *longer]),
    )


def _phrases(topics: TopicsAuthority) -> Iterator[Phrase]:
    for number, topic in enumerate(topics.topics):
        groups: tuple[tuple[Weight, tuple[str, ...]], ...] = (
            ("strong", topic.strong),
            ("weak", topic.weak),
            ("never", topic.never),
        )
        for weight, listed in groups:
            for phrase in dict.fromkeys(listed):
                if HANGUL_PATTERN.match(phrase):
                    yield Phrase(number, weight, phrase, (phrase,), (phrase,))
                    continue
                joined = JOINED_PATTERN.search(phrase)
                before = len(WORD_PATTERN.findall(phrase, 0, joined.start())) if joined else 0
                for words in dict.fromkeys(_forms(phrase)):
                    yield Phrase(number, weight, phrase, words, tuple(word.lower() for word in words), before)


def _forms(phrase: str) -> Iterator[tuple[str, ...]]:
    """Yield the words of a phrase in each spelling, in the singular as listed and in the plural of its last word."""
    words = tuple(WORD_PATTERN.findall(phrase))
    if not words:
        return
    spelled = [words]
    for one, other in SPELLINGS:
        if one in words or other in words:
            spelled += [tuple(other if w == one else one if w == other else w for w in form) for form in list(spelled)]
    for form in dict.fromkeys(spelled):
        yield form
        if plural := _plural(form[-1]):
            yield (*form[:-1], plural)


def _plural(word: str) -> str:
    """Return the regular plural of a word that can have one, or nothing: "treaty" → "treaties"."""
    if len(word) < 3 or not word.isascii() or not word.islower() or word.endswith(("s", "ing", "ics")):
        return word + "es" if word.endswith("ss") else ""
    if word.endswith("y") and word[-2] not in "aeiou":
        return word[:-1] + "ies"
    return word + ("es" if word.endswith(("x", "z", "ch", "sh")) else "s")
