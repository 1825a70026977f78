"""The noun phrases of one sentence: who is named at a place, where a phrase begins, and what belongs to it."""

from __future__ import annotations

import bisect
import math
import re
from collections.abc import Sequence
from typing import Literal, NamedTuple

from onrecord.language import wordlists
from onrecord.model import Span
from onrecord.speech.english.coreference import descriptions
from onrecord.speech.english.entities import Entities
from onrecord.speech.english.noun_phrases import noun_kind
from onrecord.speech.english.tokens import within
from onrecord.speech.types import Description, Mention, Token

How = Literal["name", "pronoun", "phrase"]

PRONOUNS = wordlists.words("en", "pronouns", "subjects") | {"who"}
CLITICS = ("'s", "'d", "'ll", "'ve", "'re", "'m")


def pronoun(word: Token) -> str:
    """Return the pronoun that a word is, with or without a clitic ("he's"), or an empty string."""
    low = word.low if not (word.text.isupper() and len(word.text) > 1) else ""
    for clitic in CLITICS if "'" in low else ():
        low = low.removesuffix(clitic)
    return low if low in PRONOUNS else ""


PREPOSITIONS = wordlists.words("en", "small_words", "prepositions")
JOINS = wordlists.words("en", "small_words", "conjunctions") | {"then"}
# Words at which a noun phrase that ends before a verb can begin no further left.
BREAKS = (
    wordlists.words(
        "en", "small_words", "conjunctions", "subordinators", "question_words", "be", "have", "do", "modals"
    )
    | wordlists.words("en", "pronouns", "relatives")
    | {"be", "been", "not"}
)
OPENERS = wordlists.words("en", "small_words", "articles") | wordlists.words("en", "pronouns", "possessives")
DETERMINERS = wordlists.words("en", "small_words", "articles", "demonstratives", "determiners") | wordlists.words(
    "en", "pronouns", "possessives"
)
REACH = 170  # characters between a verb of saying and its subject
TITLE_WORDS = wordlists.words("en", "small_words", "title_words", "articles") | wordlists.words(
    "en", "pronouns", "possessives"
)
# "Ada Brook[,] the pilot": what ends a noun phrase
STOP_PATTERN = re.compile(r"[,;:.!?—–\n“”\"(]")
# "Ada Brook (Holm) said"
BRACKET_PATTERN = re.compile(r"\s*\([^()\n]{1,40}\)\s*")
# "Ada Brook[, a pilot from Holm], who said"
BESIDE_PATTERN = re.compile(r", (?:an?|the|his|her|their|its|then|now|former) [^,;:]{2,80}")
# "[Bank of Aland Governor] Ada Brook"
OFFICE_PATTERN = re.compile(r"\b[A-Z][\w·-]* of (?:the )?(?:[A-Z][\w·-]* ){1,4}?(?P<office>[A-Z][a-z]+) $")
# "Brook [campaign manager] Tom Reed"
MODIFIED_PATTERN = re.compile(r" (?:[a-z-]+ ){1,4}")
WRITINGS = wordlists.words("en", "organisations", "writings")
# "her statement", "Brook's own memoir", "his first tweet"
WRITING_PATTERN = re.compile(
    r"(?:[\w·]+ ){0,6}?(?P<whose>[Hh]is|[Hh]er|[A-Z][\w·-]*(?='s)|[A-Z][\w·-]*s(?='))(?:'s?)? (?:[\w-]+ ){0,2}"
    rf"(?:{wordlists.alternation(WRITINGS)})"
)


class Reference(NamedTuple):
    """The words that name a subject and, where they name somebody outright, who that is."""

    how: How
    span: Span
    source: int | None = None
    word: str = ""  # the pronoun
    start: int = -1  # of the noun phrase that the words stand in, when it begins before them
    description: Description | None = None  # whom a phrase means

    @property
    def begin(self) -> int:
        """Return where the whole noun phrase begins."""
        return self.span.start if self.start < 0 else self.start


class PhraseReader:
    """Reads noun phrases. `gaps` are the stretches of a sentence outside quotation marks, `line` the words in them."""

    def __init__(self, entities: Entities, sentence: Span, gaps: Sequence[Span], line: Sequence[Token]) -> None:
        self.entities, self.text = entities, entities.text
        self.sentence, self.gaps, self.line = sentence, gaps, line
        named = entities.within(sentence.start, sentence.end, ("person", "organisation", "ambiguous"))
        self.mentions = named if len(gaps) == 1 else [mention for mention in named if self.outside(mention)]
        self.starts = [m.span.start for m in self.mentions]

    def subject(self, start: int, stop: int) -> Mention | None:
        """Return the name that heads a subject noun phrase in a stretch of the sentence, or None."""
        return self.entities.subject(start, stop) if self.mentions else None

    def described(self, span: Span, start: int = -1) -> Reference | None:
        """Return the reference that a noun phrase without a name makes."""
        found = descriptions.read(self.entities, span)
        return None if found is None else Reference("phrase", found.span, found.source, "", start, found)

    def outside(self, mention: Mention) -> bool:
        """Say whether a name stands outside quotation marks."""
        return self.gap_at(mention.span.start) is not None

    def gap_at(self, position: int) -> Span | None:
        """Return the stretch outside quotation marks that holds a position."""
        k = bisect.bisect_right(self.gaps, (position, math.inf)) - 1
        return self.gaps[k] if k >= 0 and position < self.gaps[k].end else None

    @staticmethod
    def by_pronoun(word: Token) -> Reference:
        """Return the reference that a pronoun makes."""
        low = pronoun(word)
        return Reference("pronoun", Span(word.start, word.start + len(low)), word=low)

    def phrase_after(self, start: int, stop: int) -> tuple[Reference | None, int]:
        """Read the noun phrase that begins at a place: a name, a name in apposition, or a description."""
        while start < stop and self.text[start].isspace():
            start += 1
        words = within(self.line, start, stop)
        if words and words[0].start == start and pronoun(words[0]) not in ("", "who", "you"):
            return self.by_pronoun(words[0]), words[0].end
        comma = self._next_stop(start, stop)
        named = self._named_in(start, comma)
        if named:
            return Reference("name", named.span, named.source), max(comma, named.span.end)
        apposed = self._mention_from(comma, stop)
        if apposed and apposed.span.start - comma <= 3 and self.text[comma : comma + 1] == ",":
            return Reference("name", apposed.span, apposed.source), apposed.span.end
        found = self.described(Span(start, comma)) if comma > start else None
        return (found, max(comma, found.span.end)) if found else (None, comma)

    def _next_stop(self, start: int, stop: int) -> int:
        found = STOP_PATTERN.search(self.text, start, stop)
        return found.start() if found else stop

    def _mention_from(self, start: int, stop: int) -> Mention | None:
        k = bisect.bisect_left(self.starts, start)
        return self.mentions[k] if k < len(self.mentions) and self.mentions[k].span.end <= stop else None

    def _named_in(self, start: int, stop: int) -> Mention | None:
        """Return the first person named between two places who is no possessor and in no prepositional phrase."""
        k = bisect.bisect_left(self.starts, start)
        while k < len(self.mentions) and self.mentions[k].span.end <= stop:
            mention = self.mentions[k]
            k += 1
            if self.possessive(mention) or (mention.span.start > start and self.governed(mention, start)):
                continue
            if k < len(self.mentions) and self._modifies(mention, self.mentions[k]):
                continue
            if (
                self.entities.sources[mention.source].kind != "organisation"
                or mention.span.end == stop
                or mention.span.start == start
            ):
                nxt = self.mentions[k] if k < len(self.mentions) else None
                if (
                    nxt
                    and self.entities.sources[mention.source].kind == "organisation"
                    and nxt.span.end <= stop
                    and not self.governed(nxt, start)
                ):
                    continue
                return mention
        return None

    def _modifies(self, mention: Mention, following: Mention) -> bool:
        """Say whether a name is part of the role of the next one: "[Brook] campaign manager Tom Reed"."""
        words = self.text[mention.span.end : following.span.start]
        return MODIFIED_PATTERN.fullmatch(words) is not None and noun_kind(words.split()[-1]) == ("role", False)

    # -- neighbours of a mention -----------------------------------------------------------------------------

    def possessive(self, mention: Mention) -> bool:
        """Say whether a name is followed by a possessive mark: "Brook's spokesman"."""
        end = mention.span.end
        return self.text[end : end + 2] == "'s" or (self.text[end : end + 1] == "'" and self.text[end - 1 : end] == "s")

    def governed(self, mention: Mention, left: int) -> bool:
        """Say whether a preposition stands before the noun phrase that ends with this name."""
        at = bisect.bisect_left(self.starts, mention.span.start)
        before = self.mentions[at - 1] if at else None
        if before and mention.span.start - before.span.end == 1 and before.span.start >= left:
            return False  # "director of the Holm Council Ada Brook": the organisation is part of her office
        of = self.text.find(" of ", left, mention.span.start) >= 0  # "Bank of Aland Governor Ada Brook"
        office = OFFICE_PATTERN.search(self.text, left, mention.span.start) if of else None
        stop = office.start() if office and noun_kind(office["office"]) == ("role", False) else mention.span.start
        for word in reversed(within(self.line, left, stop)):
            if self.text[word.end : word.end + 1] in (",", ";", ":"):
                return False
            if word.low in PREPOSITIONS:
                return True
            titled = word.text[0].isupper() or word.low in TITLE_WORDS or word.low.endswith(("'s", "s'"))
            if not (titled or word.low in DETERMINERS or noun_kind(word.low)[0] in ("body", "writing")):
                return False
        return False

    def ending_at(self, position: int) -> Mention | None:
        """Return the mention that ends at a place or, but for a bracket or an age, right before it."""
        k = bisect.bisect_left(self.starts, position) - 1
        if k < 0:
            return None
        mention = self.mentions[k]
        between = self.text[mention.span.end : position]
        if not between.strip() or BRACKET_PATTERN.fullmatch(between):
            return mention
        return None

    def modified(self, first: int, last: int, start: int) -> Reference | None:
        """Read a noun phrase up to the participle behind its noun: "a student sitting beside me"."""
        for at in range(first + 1, last + 1):
            if self.line[at].low.endswith("ing") or self.line[at].low in ("here", "there", "nearby"):
                return self.described(Span(self.line[first].start, self.line[at - 1].end), start)
        return None

    def exemplary(self, mention: Mention) -> bool:
        """Say whether a name is given as an example of who speaks: "papers such as the Gull have said"."""
        return self.text[max(0, mention.span.start - 12) : mention.span.start].endswith(
            ("such as ", "such as the ", "including ")
        )

    def writer(self, left: int, right: int) -> Reference | None:
        """Return whose writing speaks: "her statement said", "Brook's memoir says"."""
        m = WRITING_PATTERN.fullmatch(self.text, left, right)
        if not m:
            return None
        if m.group("whose") in ("his", "her", "His", "Her"):
            word = "he" if m.group("whose").lower() == "his" else "she"
            return Reference("pronoun", Span(m.start("whose"), m.end("whose")), word=word)
        mention = self.ending_at(m.end("whose"))
        if mention and self.entities.sources[mention.source].kind != "organisation":
            return Reference("name", mention.span, mention.source)
        return None

    def phrase_start(self, k: int) -> int:
        """Walk left from the last word of a noun phrase to where it can begin."""
        mention = self.ending_at(self.line[k].end)
        at = bisect.bisect_left(self.line, (mention.span.start,), hi=k) if mention else k  # "Parks and Game Trust"
        while at > 0 and k - at < 24:
            word, before = self.line[at], self.line[at - 1]
            between = self.text[before.end : word.start]
            two_roles = before.low == "and" and self._two_roles(at)
            if any(c in between for c in ';:—–.!?\n“”"()') or (before.low in BREAKS and not two_roles):
                break
            if "," in between and not (
                at > 1
                and k - at <= 1
                and word.text.islower()
                and before.text.islower()
                and self.line[at - 2].low in OPENERS
                and word.low not in OPENERS
            ):
                break
            at -= 1
        return self.line[at].start

    def _two_roles(self, at: int) -> bool:
        """Say whether "and" joins two roles of one: "the Aland senator and [presidential candidate]"."""
        role = at >= 3 and noun_kind(self.line[at - 2].low) == ("role", False)
        return role and self.line[at - 2].text.islower() and self.line[at].low not in DETERMINERS

    def title_left(self, mention: Mention) -> int:
        """Return where the noun phrase begins that ends with a name."""
        k = bisect.bisect_right(self.line, mention.span.end, key=lambda w: w.end) - 1
        return min(self.phrase_start(k), mention.span.start) if k >= 0 else mention.span.start

    def sentence_left(self, left: int) -> int:
        """Return where the first word at or behind a place begins."""
        words = within(self.line, left, left + 60)
        return words[0].start if words else left

    def antecedent(self, who: Reference) -> Reference | None:
        """Return whom a relative "who" stands for: "Ada Brook, who said …"."""
        at = who.span.start
        while at > self.sentence.start and self.text[at - 1] in " ,":
            at -= 1
        mention = self.ending_at(at)
        if mention is None and (comma := self.text.rfind(",", self.sentence.start, at)) > 0:
            mention = self.ending_at(comma) if BESIDE_PATTERN.fullmatch(self.text, comma, at) else None
        if mention and not self.possessive(mention):
            return Reference("name", mention.span, mention.source)
        words = within(self.line, self.sentence.start, at)
        return self.described(Span(self.phrase_start_of(words), at)) if words else None

    def phrase_start_of(self, words: Sequence[Token]) -> int:
        """Return where the noun phrase begins that the last of some words ends."""
        k = bisect.bisect_left(self.line, words[-1].start, key=lambda w: w.start)
        return self.phrase_start(k)
