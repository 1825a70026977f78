"""Read noun phrases without a person's name: organisations, writings, nameless sources, and descriptions."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import Literal, NamedTuple

from onrecord.language import wordlists
from onrecord.model import Span
from onrecord.speech.english import reporting_verbs
from onrecord.speech.english.lexicon import W, flags
from onrecord.speech.english.nouns import noun_kind, singular
from onrecord.speech.english.tokens import OPENER, Tag
from onrecord.speech.types import Token

PhraseKind = Literal["body", "writing", "nameless", "epithet"]

# Between two words: what ends any noun phrase
STOPS = frozenset(',;:()–—"“”.!?\n')
# Words at which the noun phrase proper ends: prepositions, relatives, verbs of being and of saying
ENDS = (
    Tag.PREPOSITION | Tag.CONJUNCTION | Tag.SUBORDINATOR | Tag.BE | Tag.HAVE | Tag.POSTMODIFIER | Tag.RELATIVE
) | Tag.REFLEXIVE
ENDING = wordlists.words("en", "small_words", "phrase_ends")
# In front of it: "and so the", "However, the", "what the"
LEADS = wordlists.words("en", "small_words", "openers")
LEADING = Tag.CONJUNCTION | Tag.SUBORDINATOR | Tag.QUESTION | Tag.RELATIVE
NO_LEAD = wordlists.words("en", "pronouns", "personal_relatives")
# "In a letter the [company]", "On Monday, the [company]"
ADVERBIALS = frozenset(map(str.capitalize, wordlists.words("en", "small_words", "adverbial_starts")))
OPENING = Tag.ARTICLE | Tag.QUANTIFIER | Tag.COUNT | Tag.POSSESSIVE
BARE_OPENERS = wordlists.words("en", "roles", "bare_subjects")
DETERMINING = Tag.DEMONSTRATIVE | Tag.POSSESSIVE  # and "the"
# "of the port", "familiar with the matter", "at the quay"
COMPARING = wordlists.words("en", "small_words", "comparing")
ADJECTIVES = wordlists.words("en", "small_words", "relational_adjectives")
IRREGULAR_VERBS = wordlists.words("en", "small_words", "irregular_verbs")
# Behind a noun that can speak and before a number: "the council voted nine", "police arrested two"
PAST_PATTERN = re.compile(r"[a-z]+ed")
WEEKDAYS = frozenset(word.capitalize() for word in wordlists.words("en", "dates", "weekdays"))
# What ends a complement: a day, the occasion, a verb of saying
DAYS = WEEKDAYS | wordlists.words("en", "small_words", "bare_days")
BEFORE_DAYS = wordlists.words("en", "small_words", "before_times")
SAYING = reporting_verbs.forms(reporting_verbs.verbs("report"))
SAYING |= wordlists.words("en", "small_words", "complement_ends")
LEADS_OCCASION = wordlists.words("en", "small_words", "before_occasions")
OCCASIONS = wordlists.words("en", "organisations", "occasions")
CONFERENCE = frozenset({"news", "press"})
CUTS = Tag.BE | Tag.HAVE | Tag.SUBORDINATOR
LOOSE = Tag.PREPOSITION | Tag.ARTICLE | Tag.CONJUNCTION
SUBJECT_PRONOUNS = wordlists.words("en", "pronouns", "subjects") | {"who", "then", "there"}


class NounPhrase(NamedTuple):
    """A noun phrase: its own words, the head in the singular, what that says it is, and its words with a complement."""

    span: Span
    kind: PhraseKind
    head: str
    plural: bool
    words: tuple[Token, ...]

    @property
    def base(self) -> Span:
        """Return where the phrase stands without its complement: "the mayor" of "the mayor of Oss"."""
        return Span(self.words[0].start, self.words[-1].end)

    @property
    def determined(self) -> bool:
        """Say whether it begins with "the", "this", "his" or the like."""
        return is_determiner(self.words[0])

    @property
    def possessor(self) -> tuple[Token, ...]:
        """Return the words of the possessor in it: "the council" of "the council's own timetable"."""
        for at, word in enumerate(self.words[:-1]):
            if is_possessor(word):
                end = word.end - (2 if word.low.endswith("'s") else 0)
                bare = word.text[: end - word.start]
                return (*self.words[:at], Token(word.start, end, bare, bare.lower()))
        return ()

    @property
    def modifiers(self) -> set[str]:
        """Return the folded words other than determiner and head."""
        return {w.low for w in self.words[:-1] if not is_determiner(w) and not flags(w.low) & W.STOP}


def is_determiner(word: Token) -> bool:
    """Say whether a word makes a phrase definite: "the", "this", "his"."""
    return word.low == "the" or bool(word.tags & DETERMINING)


def is_possessor(word: Token) -> bool:
    """Say whether a word ends in a possessive mark: "Oss's", "officials'"."""
    return word.low.endswith("'s") or (word.low.endswith("s") and word.after.startswith("'"))


def is_apart(word: Token) -> bool:
    """Say whether a mark behind a word ends any noun phrase."""
    return word.after != " " and not STOPS.isdisjoint(word.after)


def parts_adjectives(words: Sequence[Token], at: int) -> bool:
    """Say whether the comma behind a word parts two adjectives of somebody: "a [tall], thin pilot"."""
    if not 0 < at < len(words) - 2 or words[at].after != ", " or not words[at - 1].tags & OPENER:
        return False
    adjective, other, noun = words[at : at + 3]
    plain = adjective.text.islower() and other.text.islower() and not other.tags & OPENER
    return plain and not noun_kind(adjective.low)[0] and noun_kind(noun.low)[0] in ("role", "group")


def lead(words: Sequence[Token]) -> int:
    """Return how many words lead to a noun phrase: "and so the", "However, the"."""
    at = 0
    while at < len(words):
        word = words[at]
        if word.low == "according" and at + 1 < len(words) and words[at + 1].low == "to":
            at += 2
            continue
        leads = word.low in LEADS or (word.tags & LEADING and word.low not in NO_LEAD)
        if not leads or not word.after or word.after.strip(" ,\n"):
            break
        at += 1
    return at


def read(words: Sequence[Token]) -> NounPhrase | None:
    """Return the noun phrase that some words open with, or None when it has no head that can speak."""
    first = _first(words)
    last = _last(words, first)
    last = _before_participle(words, first, last)
    last = _before_count(words, first, last)
    while last > first and _hangs(words[last]):
        last -= 1
    inner = [at for at in range(first, last + 1) if is_determiner(words[at])]
    if inner and inner[-1] > first:  # "officials noted [the study]", "both [the ministry]"
        first = inner[-1]
    if last < first or words[last].tags & Tag.NO_HEAD or any(map(_of_a_clause, words[first:last])):
        return None
    head = words[last].low.removesuffix("'s")
    kind, plural = noun_kind(head)
    if not kind:
        return None
    own = tuple(words[first : last + 1])
    if kind == "writing" and not plural and len(own) == 1 and own[0].text == own[0].low:
        return None  # "according to plan"
    definite = is_determiner(own[0]) or any(map(is_possessor, own[:-1]))
    end = words[_complement(words, last)].end
    return NounPhrase(
        Span(own[0].start, end), _kind(kind, definite, plural), singular(head) if plural else head, plural, own
    )


def _first(words: Sequence[Token]) -> int:
    """Step over conjunctions and adverbials in front of a noun phrase."""
    first = lead(words)
    if first == len(words) or words[first].after != " ":
        return first
    word = words[first]
    if not (word.text in ADVERBIALS or (word.tags & Tag.PREPOSITION and word.text.istitle())):
        return first
    comma = next((at for at in range(first, len(words) - 1) if words[at].after.startswith(", ")), None)
    if comma is not None:
        return comma + 1
    opens = [at for at in range(first + 1, len(words) - 1) if _opens(words[at]) and words[at].after.startswith(" ")]
    if opens and opens[0] == first + 1:
        opens = opens[1:]
    return opens[0] if opens else first


def _opens(word: Token) -> bool:
    return word.text == word.low and bool(word.tags & OPENING or word.low in BARE_OPENERS)


def _last(words: Sequence[Token], first: int) -> int:
    """Return the last word of the noun phrase proper."""
    for at in range(first, len(words)):
        word = words[at]
        if word.text == word.low and (word.tags & ENDS or word.low in ENDING):
            return at - 1
        if is_apart(word) and not parts_adjectives(words, at):
            return at
    return len(words) - 1


def _before_participle(words: Sequence[Token], first: int, last: int) -> int:
    """Return the last word before a participle behind people: "people [arrested at the quay]"."""
    for at in range(first + 1, last + 1):
        if noun_kind(words[at - 1].low)[0] == "group" and _is_participle(words, at):
            return at - 1
    return last


def _is_participle(words: Sequence[Token], at: int) -> bool:
    """Say whether a word is a participle with what belongs to it: "arrested at the quay", "hurt last week"."""
    if at + 1 >= len(words) or words[at].after != " " or not PAST_PATTERN.fullmatch(words[at].text):
        return False
    follow = words[at + 1]
    return follow.text == follow.low and (bool(follow.tags & Tag.PREPOSITION) or follow.low in ("last", "this"))


def _before_count(words: Sequence[Token], first: int, last: int) -> int:
    """Return the last word before a verb that counts: "the council [voted nine]"."""
    if last - first >= 2 and words[last].tags & Tag.COUNT:
        for at, (word, verb) in enumerate(pairwise(words[first:last]), start=first):
            if noun_kind(word.low)[0] and (PAST_PATTERN.fullmatch(verb.text) or verb.text in IRREGULAR_VERBS):
                return at
    return last


def _hangs(word: Token) -> bool:
    """Say whether a word at the end of a noun phrase is no part of it: an adverb, a day."""
    adverb = word.low.endswith("ly") and word.text.islower() and not noun_kind(word.low)[0]
    return bool(word.tags & Tag.NO_HEAD) or adverb


def _of_a_clause(word: Token) -> bool:
    """Say whether a word can stand in a clause only: "[I] encourage people", "[don't] make people"."""
    return word.low.partition("'")[0] in SUBJECT_PRONOUNS or word.low.endswith("n't")


def _kind(kind: str, definite: bool, plural: bool) -> PhraseKind:
    if kind == "role":
        return "epithet" if definite else "nameless"
    if kind == "group" or (plural and not definite):
        return "nameless"
    return "body" if kind == "body" else "writing"


def _complement(words: Sequence[Token], last: int) -> int:
    """Return the last word of what belongs to the head: "the mayor [of Oss]", "people [familiar with the plan]"."""
    if not _has_complement(words, last):
        return last
    end = last + 1
    while end < len(words) and not _is_cut(words, end) and not is_apart(words[end - 1]):
        end += 1
    if end < len(words) and words[end].text in DAYS and words[end - 1].text in BEFORE_DAYS:
        end -= 1
    while end - 1 > last and _is_loose(words[end - 1]):
        end -= 1
    return max(end - 1, last)


def _has_complement(words: Sequence[Token], last: int) -> bool:
    if last + 1 >= len(words) or words[last].after != " ":
        return False
    follow = words[last + 1]
    if follow.text in ADJECTIVES and follow.after == " " and last + 2 < len(words):
        follow = words[last + 2]
    elif follow.text in ("representing", "who") or _is_participle(words, last + 1):
        return True
    return follow.text == follow.low and bool(follow.tags & Tag.PREPOSITION) and follow.low not in COMPARING


def _is_cut(words: Sequence[Token], at: int) -> bool:
    """Say whether a complement ends before a word: "the mayor of Oss [on Tuesday]", "of Oss [in a statement]"."""
    word = words[at]
    if word.text in DAYS or (word.text == word.low and (word.tags & CUTS or word.low in SAYING)):
        return True
    if word.text not in LEADS_OCCASION or at + 2 >= len(words) or not words[at + 1].tags & OPENER:
        return False
    noun = words[at + 2]
    follow = words[at + 3] if at + 3 < len(words) else noun
    conference = follow.low == "conference" and noun.low in CONFERENCE
    return noun.text in OCCASIONS or follow.text in OCCASIONS or conference


def _is_loose(word: Token) -> bool:
    return word.text == word.low and (bool(word.tags & LOOSE) or word.low in ("who", "that"))


def is_unbroken(words: Sequence[Token]) -> bool:
    """Say whether no word and no mark in some words ends a noun phrase."""
    return _last(words, 0) == len(words) - 1 and not (words and is_apart(words[-1]))
