"""One sentence read once: its words outside quotation marks, the names among them, and its noun phrases."""

from __future__ import annotations

import bisect
import math
import re
from collections.abc import Sequence
from functools import cached_property
from typing import Literal, NamedTuple

from onrecord.language import wordlists
from onrecord.model import Span
from onrecord.speech.english import tokens
from onrecord.speech.english.coreference import descriptions
from onrecord.speech.english.entities import Entities
from onrecord.speech.english.noun_phrases import is_possessor, parts_adjectives
from onrecord.speech.english.nouns import noun_kind
from onrecord.speech.english.tokens import AUXILIARY, DETERMINER, OPENER, Tag, within
from onrecord.speech.text.pairing import Quote
from onrecord.speech.types import Cue, Mention, Reference, Token

Order = Literal["subject-verb", "verb-subject", "according", "inherited"]

CLITICS = wordlists.ordered("en", "pronouns", "clitic_endings")
PRONOUNS = wordlists.words("en", "pronouns", "subjects") | {"who"}
REACH = 170  # characters between a verb of saying and its subject
FARTHEST = 24  # words of a noun phrase before its verb
# Words behind which a noun phrase that ends before a verb begins
BREAKS = (
    (Tag.CONJUNCTION | Tag.SUBORDINATOR | Tag.QUESTION | AUXILIARY & ~Tag.NEGATED)
    | Tag.RELATIVE
    | Tag.PASSIVE
    | Tag.NEGATIVE
)
NEARBY = wordlists.words("en", "small_words", "nearby")
APART = frozenset(';:—–.!?\n“”"()')
TITLES = Tag.TITLE | OPENER
# "Ada Brook[,] the pilot": what ends a noun phrase
STOP_PATTERN = re.compile(r"[,;:.!?—–\n“”\"(]")
# "Ada Brook (Holm) said"
BRACKET_PATTERN = re.compile(r"\s*\([^()\n]{1,40}\)\s*")
# "Ada Brook[, a pilot from Holm], who said"
BESIDE_PATTERN = re.compile(
    rf", (?:now|{wordlists.any_of('en', 'small_words', 'articles', 'title_words')}|"
    rf"{wordlists.any_of('en', 'pronouns', 'possessives')}) [^,;:]{{2,80}}"
)
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


class Clause(NamedTuple):
    """A cue with its subject. `start` and `end` bound cue and subject together, with what belongs to them."""

    cue: Cue
    subject: Reference | None
    order: Order
    start: int
    end: int
    relative: bool = False


def pronoun(word: Token) -> str:
    """Return the pronoun that a word is, with or without a clitic ("he's"), or an empty string."""
    low = word.low if not (word.text.isupper() and len(word.text) > 1) else ""
    for clitic in CLITICS if "'" in low else ():
        low = low.removesuffix(clitic)
    return low if low in PRONOUNS else ""


def joins(word: Token) -> bool:
    """Say whether a word joins what follows to what stands before: "and", "then"."""
    return bool(word.tags & Tag.CONJUNCTION) or word.low == "then"


def by_name(mention: Mention, start: int = -1) -> Reference:
    """Return the reference that a name makes."""
    return Reference("name", mention.span, mention.source, start=start)


def by_pronoun(word: Token) -> Reference:
    """Return the reference that a pronoun makes."""
    low = pronoun(word)
    return Reference("pronoun", Span(word.start, word.start + len(low)), word=low)


class Parse:
    """A sentence. `gaps` are the parts outside its quotes, `words` those in them, `clauses` its verbs of saying."""

    def __init__(self, entities: Entities, text: str, span: Span, quotes: Sequence[Quote], paragraph: int = -1) -> None:
        self.entities, self.text, self.span = entities, text, span
        self.quotes, self.paragraph = quotes, paragraph
        self.clauses: tuple[Clause, ...] = ()
        at, gaps = span.start, []
        words: list[Token] = []
        for quote in quotes:
            start, end = quote.outer
            gaps.append(Span(at, start))
            words += tokens.words(text, at, start, quote=True) if at < start else ()
            at = max(at, end)
        gaps.append(Span(at, max(at, span.end)))
        words += tokens.words(text, at, span.end) if at < span.end else ()
        self.gaps, self.words = tuple(gaps), words
        named = entities.within(span.start, span.end, ("person", "organisation", "ambiguous"))
        self.mentions = named if len(gaps) == 1 else [mention for mention in named if self.is_outside(mention)]
        self.starts = [m.span.start for m in self.mentions]

    # -- places ----------------------------------------------------------------------------------------------

    def is_outside(self, mention: Mention) -> bool:
        """Say whether a name stands outside quotation marks."""
        return self.gap_at(mention.span.start) is not None

    def gap_at(self, position: int) -> Span | None:
        """Return the stretch outside quotation marks that holds a position."""
        k = bisect.bisect_right(self.gaps, (position, math.inf)) - 1
        return self.gaps[k] if k >= 0 and position < self.gaps[k].end else None

    def word_at(self, position: int) -> int:
        """Return the index of the first word that begins at or behind a position."""
        return bisect.bisect_left(self.words, (position,))

    def within(self, start: int, end: int) -> Sequence[Token]:
        """Return the words that lie in a stretch of text."""
        return within(self.words, start, end)

    # -- the left edge of a noun phrase ----------------------------------------------------------------------

    @cached_property
    def edges(self) -> list[int]:
        """Return for every word the index of the first word of the noun phrase that may end with it."""
        out, inside = [0] * len(self.words), self._inside_names()
        for at in range(1, len(self.words)):
            out[at] = at if at not in inside and self._is_edge(at) else out[at - 1]
        return out

    def edge(self, k: int) -> int:
        """Return the index of the first word of the noun phrase that ends with a word."""
        return max(self.edges[k], k - FARTHEST)

    def _inside_names(self) -> set[int]:
        """Return the words of names other than their first: "Parks [and Game Trust]" is one."""
        out: set[int] = set()
        for mention in self.mentions:
            first = self.word_at(mention.span.start) + 1
            while first < len(self.words) and self.words[first].start < mention.span.end:
                out.add(first)
                first += 1
        return out

    def _is_edge(self, at: int) -> bool:
        """Say whether a noun phrase before a verb begins with a word and no further left."""
        before = self.words[at - 1]
        if before.tags & BREAKS:
            return not (before.low == "and" and self._two_roles(at))
        if before.after == " ":
            return False
        if "," in before.after and not parts_adjectives(self.words, at - 1):
            return True
        return not APART.isdisjoint(before.after)

    def _two_roles(self, at: int) -> bool:
        """Say whether "and" joins two roles of one: "the Aland senator and [presidential candidate]"."""
        role = at >= 3 and noun_kind(self.words[at - 2].low) == ("role", False)
        return role and self.words[at - 2].text.islower() and not self.words[at].tags & DETERMINER

    # -- noun phrases ----------------------------------------------------------------------------------------

    def described(self, words: Sequence[Token], start: int = -1) -> Reference | None:
        """Return the reference that a noun phrase without a name makes."""
        found = descriptions.read(self.entities, words) if words else None
        return found and found._replace(start=start)

    def subject(self, start: int, stop: int) -> Mention | None:
        """Return the name that heads a subject noun phrase in a stretch of the sentence, or None.

        A person wins over an organisation that only says where she works; possessors and objects of prepositions head
        nothing.
        """
        first = bisect.bisect_left(self.starts, start)
        inside = self.mentions[first : bisect.bisect_left(self.starts, stop, first)]
        heads = [m for m in inside if m.span.end <= stop and self._heads(m, start)]
        people = [m for m in heads if self.entities.kind(m.source) != "organisation"]
        if people:
            best = max(m.strength for m in people)
            return next(m for m in people if m.strength >= min(2, best))
        return next((m for m in heads if self._stands_alone(m, stop)), None)

    def _heads(self, mention: Mention, left: int) -> bool:
        """Say whether a name is the head of its noun phrase, and that is no object of a preposition."""
        if self.is_possessive(mention):
            return False
        follow = self._word_behind(mention)
        if follow and noun_kind(follow.low) in (("body", False), ("role", False)) and follow.text == follow.low:
            return False  # "the Brook campaign", "Brook spokesman Tom Reed"
        k = self.word_at(self.entities.role_index.title_start(mention.source, mention.span)) - 1
        while k >= 0 and self.words[k].start >= left and self.words[k].after == " ":
            word = self.words[k]
            if word.tags & Tag.PREPOSITION:
                return word.text == "As"  # "As Ada Brook put it"; not "After Ada Brook left, she said"
            if not (word.tags & TITLES or word.text[0].isupper() or word.text.endswith("ly")):
                return True
            k -= 1
        return True

    def _word_behind(self, mention: Mention) -> Token | None:
        """Return the word that follows a name with nothing but a space between."""
        k = self.word_at(mention.span.end)
        return self.words[k] if 0 < k < len(self.words) and self.words[k - 1].after == " " else None

    def _stands_alone(self, mention: Mention, stop: int) -> bool:
        """Say whether no noun goes on behind the name of a body: "the Harbour Trust [has] opened"."""
        follow = self._word_behind(mention)
        return follow is None or follow.start >= stop or bool(follow.tags & BREAKS)

    def phrase_after(self, start: int, stop: int) -> tuple[Reference | None, int]:
        """Read the noun phrase that begins at a place: a name, a name in apposition, or a description."""
        while start < stop and self.text[start].isspace():
            start += 1
        words = self.within(start, stop)
        if words and words[0].start == start and pronoun(words[0]) not in ("", "who", "you"):
            return by_pronoun(words[0]), words[0].end
        mark = STOP_PATTERN.search(self.text, start, stop)
        comma = mark.start() if mark else stop
        named = self._named_in(start, comma)
        if named:
            return by_name(named), max(comma, named.span.end)
        k = bisect.bisect_left(self.starts, comma)
        apposed = self.mentions[k] if k < len(self.mentions) and self.mentions[k].span.end <= stop else None
        if apposed and apposed.span.start - comma <= 3 and self.text[comma : comma + 1] == ",":
            return by_name(apposed), apposed.span.end
        found = self.described(within(words, start, comma))
        return (found, max(comma, found.span.end)) if found else (None, comma)

    def _named_in(self, start: int, stop: int) -> Mention | None:
        """Return the first person named between two places who is no possessor and in no prepositional phrase."""
        k = bisect.bisect_left(self.starts, start)
        inside = self.mentions[k:]
        inside = inside[: next((n for n, mention in enumerate(inside) if mention.span.end > stop), len(inside))]
        for number, mention in enumerate(inside):
            follow = inside[number + 1] if number + 1 < len(inside) else None
            if self.is_possessive(mention) or (mention.span.start > start and self.governed(mention, start)):
                continue
            if number + k + 1 < len(self.mentions) and self._modifies(mention, self.mentions[number + k + 1]):
                continue
            if self.entities.kind(mention.source) != "organisation":
                return mention
            alone = mention.span.end == stop or mention.span.start == start
            if alone and (follow is None or self.governed(follow, start)):
                return mention
        return None

    def _modifies(self, mention: Mention, following: Mention) -> bool:
        """Say whether a name is part of the role of the next one: "[Brook] campaign manager Tom Reed"."""
        words = self.text[mention.span.end : following.span.start]
        return MODIFIED_PATTERN.fullmatch(words) is not None and noun_kind(words.split()[-1]) == ("role", False)

    def name_before(self, position: int) -> Mention | None:
        """Return the mention that ends at a place or, but for a bracket or an age, right before it."""
        k = bisect.bisect_left(self.starts, position) - 1
        if k < 0:
            return None
        between = self.text[self.mentions[k].span.end : position]
        return self.mentions[k] if not between.strip() or BRACKET_PATTERN.fullmatch(between) else None

    def is_possessive(self, mention: Mention) -> bool:
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
        for word in reversed(self.within(left, stop)):
            if word.after[:1] in (",", ";", ":"):
                return False
            if word.tags & Tag.PREPOSITION:
                return True
            titled = word.text[0].isupper() or word.tags & (TITLES | DETERMINER) or is_possessor(word)
            if not (titled or noun_kind(word.low)[0] in ("body", "writing")):
                return False
        return False

    def is_example(self, mention: Mention) -> bool:
        """Say whether a name is given as an example of who speaks: "papers such as the Gull have said"."""
        k = self.word_at(mention.span.start) - 1
        if k > 0 and self.words[k].low == "the":
            k -= 1
        such_as = k > 0 and self.words[k].low == "as" and self.words[k - 1].low == "such"
        return such_as or (k >= 0 and self.words[k].low == "including")

    def modified(self, first: int, last: int) -> Reference | None:
        """Read a noun phrase up to the participle behind its noun: "a student sitting beside me"."""
        for at in range(first + 1, last + 1):
            if self.words[at].low.endswith("ing") or self.words[at].low in NEARBY:
                return self.described(self.words[first:at], self.words[first].start)
        return None

    def writer(self, left: int, right: int) -> Reference | None:
        """Return whose writing speaks: "her statement said", "Brook's memoir says"."""
        m = WRITING_PATTERN.fullmatch(self.text, left, right)
        if not m:
            return None
        if m.group("whose").lower() in ("his", "her"):
            word = "he" if m.group("whose").lower() == "his" else "she"
            return Reference("pronoun", Span(m.start("whose"), m.end("whose")), word=word)
        mention = self.name_before(m.end("whose"))
        return by_name(mention) if mention and self.entities.kind(mention.source) != "organisation" else None

    def title_left(self, mention: Mention) -> int:
        """Return where the noun phrase begins that ends with a name."""
        k = bisect.bisect_right(self.words, mention.span.end, key=lambda w: w.end) - 1
        return min(self.words[self.edge(k)].start, mention.span.start) if k >= 0 else mention.span.start

    def antecedent(self, who: Reference) -> Reference | None:
        """Return whom a relative "who" stands for: "Ada Brook, who said …"."""
        k = self.word_at(who.span.start) - 1
        if k < 0:
            return None
        mention = self.name_before(self.words[k].end)
        if mention is None and (comma := self.text.rfind(",", self.span.start, self.words[k].end)) > 0:
            mention = self.name_before(comma) if BESIDE_PATTERN.fullmatch(self.text, comma, self.words[k].end) else None
        if mention and not self.is_possessive(mention):
            return by_name(mention)
        return self.described(self.words[self.edge(k) : k + 1])
