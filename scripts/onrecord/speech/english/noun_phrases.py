"""Read noun phrases without a person's name: organisations, writings, nameless sources, and descriptions."""

from __future__ import annotations

import functools
import itertools
import re
from typing import Literal, NamedTuple

from onrecord.language import wordlists
from onrecord.model import Span
from onrecord.speech.english import reporting_verbs
from onrecord.speech.english.lexicon import W, flags

ROLES = wordlists.words("en", "roles", "roles")
BODY_NOUNS = wordlists.words("en", "organisations", "bodies")
WRITINGS = wordlists.words("en", "organisations", "writings")
GROUPS = wordlists.words("en", "roles", "groups")
SUBJECT_PRONOUNS = wordlists.words("en", "pronouns", "subjects") | {"who", "then", "there"}

PhraseKind = Literal["body", "writing", "nameless", "epithet"]

WORD_PATTERN = re.compile(r"[^\W_][\w'·&-]*")
PREPOSITIONS = wordlists.words("en", "small_words", "prepositions")
# Words at which the noun phrase proper ends: prepositions, relatives, verbs of being and of saying.
BREAKS = (
    wordlists.words("en", "small_words", "prepositions", "conjunctions", "subordinators", "be", "have", "postmodifiers")
    | wordlists.words("en", "pronouns", "relatives", "reflexives")
    | {"where", "will", "would", "told", "said", "says", "there", "here", "not", "also", "later", "then"}
    | {"currently", "yesterday", "today"}
)
BREAK_PATTERN = re.compile(rf"[,;:()–—\"“”.!?\n]|(?<![\w-])(?:{wordlists.alternation(BREAKS)})(?![\w-])")
# "and so the", "In a statement, the", "what the"
LEADS = (
    wordlists.words("en", "small_words", "conjunctions", "subordinators", "question_words", "openers")
    | wordlists.words("en", "pronouns", "relatives")
) - {"who", "whom", "whose"}
LEAD_PATTERN = re.compile(rf"[\s,;:–—-]*(?:(?:{wordlists.alternation(LEADS)})[\s,]+)*", re.IGNORECASE)
# "In a letter the [company]", "On Monday, the [company]"
ADVERBIAL_PATTERN = re.compile(
    rf"(?:{wordlists.alternation(map(str.capitalize, PREPOSITIONS))}"
    r"|Until|Late|Early|Last|This) "
)
OPENERS = (
    wordlists.words("en", "small_words", "articles", "determiners", "counts")
    | wordlists.words("en", "pronouns", "possessives")
    | {"one", "police", "officials", "residents", "critics"}
)
OPENER_PATTERN = re.compile(rf"[ ,]({wordlists.alternation(OPENERS)}) ")
COMPARING = frozenset({"like", "as", "than"})
# "of the port", "familiar with the matter", "at the quay"
COMPLEMENT_PATTERN = re.compile(
    r" (?:(?:(?:close|familiar|briefed|involved|opposed) )?"
    rf"(?:{wordlists.alternation(PREPOSITIONS - COMPARING)})|representing|who)"
    r"\b[^,;:()–—\"“”.!?\n]*"
)
# "arrested at the quay", "hurt last week"
PARTICIPLE_PATTERN = re.compile(rf"[a-z]+ed (?:{wordlists.alternation(PREPOSITIONS)}|last|this)\b")
PARTICIPLE_TAIL_PATTERN = re.compile(rf" {PARTICIPLE_PATTERN.pattern}[^,;:()–—\"“”.!?\n]*")
IRREGULAR_VERBS = wordlists.words("en", "small_words", "irregular_verbs")
# Behind a noun that can speak and before a number: "the council voted nine", "police arrested two"
VERB_PATTERN = re.compile(rf"[a-z]+ed|(?:{wordlists.alternation(IRREGULAR_VERBS)})")
WEEKDAYS = wordlists.alternation(word.capitalize() for word in wordlists.words("en", "dates", "weekdays"))
CUTS = (
    wordlists.words("en", "small_words", "be", "have", "subordinators")
    | reporting_verbs.forms(reporting_verbs.verbs("report"))
    | {"will", "would", "also", "later", "then", "say", "during"}
)
# What ends a complement: a day, the occasion, a verb of saying
CUT_PATTERN = re.compile(
    rf" (?:(?:on|late|early|last|this|next) )?(?:{WEEKDAYS}|yesterday|"
    r"today|(?:in|on|at|via|through|by) (?:an?|the|his|her|their|its) (?:\w+ )?(?:statement|interview|email|e-mail|"
    r"tweet|letter|news conference|press conference|briefing|report|speech|release)|"
    rf"(?:{wordlists.alternation(CUTS)})\b)"
)
LOOSE = PREPOSITIONS | wordlists.words("en", "small_words", "articles", "conjunctions") | {"who", "that"}
TRAILING_PATTERN = re.compile(rf"(?: (?:{wordlists.alternation(LOOSE)}))+$")
COUNTED_PATTERN = re.compile(r"\d{1,3}-year-old")

COUNTS = wordlists.words("en", "small_words", "counts")
DETERMINERS = (
    {"the"} | wordlists.words("en", "small_words", "demonstratives") | wordlists.words("en", "pronouns", "possessives")
)
NEVER_HEADS = wordlists.words("en", "small_words", "never_heads") | wordlists.words("en", "dates", "months", "weekdays")
IRREGULAR = {
    "women": "woman",
    "men": "man",
    "people": "person",
    "children": "child",
    "wives": "wife",
    "spokespeople": "spokesperson",
}


class NounPhrase(NamedTuple):
    """A noun phrase: its words with their complement, what its head says it is, the head, and its own words."""

    span: Span
    kind: PhraseKind
    head: str
    base: Span
    definite: bool
    plural: bool


@functools.lru_cache(maxsize=8192)
def singular(word: str) -> str:
    """Return the singular of a noun as far as the word lists need it."""
    if word in IRREGULAR:
        return IRREGULAR[word]
    if word.endswith("men"):
        return word[:-3] + "man"
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith(("sses", "shes", "ches", "xes")):
        return word[:-2]
    return word[:-1] if word.endswith("s") and not word.endswith("ss") and len(word) > 3 else word


PEOPLE = wordlists.words("en", "roles", "roles", "female", "male", "kin")


@functools.lru_cache(maxsize=8192)
def noun_kind(word: str) -> tuple[str, bool]:
    """Return what a noun stands for ('role', 'organisation', 'writing', 'group' or '') and whether it is plural."""
    low = word.lower()
    single = singular(low)
    plural = single != low
    last = low.rpartition("-")[2]
    if low in PEOPLE or COUNTED_PATTERN.fullmatch(low) or (last in ROLES and last not in BODY_NOUNS):
        return "role", False
    if low in GROUPS or (plural and single in PEOPLE):
        return "group", True
    for nouns, kind in ((BODY_NOUNS, "body"), (WRITINGS, "writing")):
        if low in nouns:
            return kind, False
        if plural and single in nouns:
            return kind, True
    return "", plural


def parse(masked: str, span: Span) -> NounPhrase | None:
    """Return the noun phrase that a stretch of text opens with, or None when it has no head that can speak."""
    begin = _begin(masked, span)
    words = _base(masked, begin, span.end)
    words = words[: _participle(masked, words)]
    words = words[: _counting(words)]
    while len(words) > 1 and _hangs(words[-1].group()):
        words.pop()
    inner = [number for number, word in enumerate(words) if word.group().lower() in DETERMINERS]
    if inner and inner[-1] > 0:  # "officials noted [the study]", "both [the ministry]"
        words = words[inner[-1] :]
    if not words or words[-1].group().lower() in NEVER_HEADS:
        return None
    if any(_of_a_clause(word.group().lower()) for word in words[:-1]):
        return None
    head = words[-1].group().lower().removesuffix("'s")
    kind, plural = noun_kind(head)
    if not kind:
        return None
    definite = words[0].group().lower() in DETERMINERS or any(w.group().endswith(("'s", "s'")) for w in words[:-1])
    base = Span(words[0].start(), words[-1].end())
    whole = Span(base.start, _complement(masked, base.end, span.end))
    return NounPhrase(
        whole, _phrase_kind(kind, definite, plural), singular(head) if plural else head, base, definite, plural
    )


def _begin(masked: str, span: Span) -> int:
    """Step over conjunctions and adverbials in front of a noun phrase."""
    lead = LEAD_PATTERN.match(masked, *span)
    begin = lead.end() if lead else span.start
    if ADVERBIAL_PATTERN.match(masked, begin, span.end):
        later = [m.start(1) for m in OPENER_PATTERN.finditer(masked, begin + 4, span.end)]
        comma = masked.find(", ", begin, span.end)
        if comma >= 0:
            return comma + 2
        first = OPENER_PATTERN.match(masked, masked.find(" ", begin))
        later = [at for at in later if first is None or at > first.end()]
        if later:
            return later[0]
    return begin


def _base(masked: str, begin: int, limit: int) -> list[re.Match[str]]:
    """Return the words of the noun phrase proper."""
    stop = BREAK_PATTERN.search(masked, begin, limit)
    end = stop.start() if stop else limit
    return list(WORD_PATTERN.finditer(masked, begin, end))


def _participle(masked: str, words: list[re.Match[str]]) -> int:
    """Return how many words stand before a participle behind people: "people [arrested at the quay]"; else all."""
    for number in range(1, len(words)):
        behind_people = noun_kind(words[number - 1].group())[0] == "group"
        if behind_people and PARTICIPLE_PATTERN.match(masked, words[number].start()):
            return number
    return len(words)


def _counting(words: list[re.Match[str]]) -> int:
    """Return how many words stand before a verb that counts: "the council [voted nine]"; else all."""
    if len(words) > 2 and words[-1].group().lower() in COUNTS:
        for number, (word, verb) in enumerate(itertools.pairwise(words[:-1]), start=1):
            if noun_kind(word.group())[0] and VERB_PATTERN.fullmatch(verb.group()):
                return number
    return len(words)


def _hangs(word: str) -> bool:
    """Say whether a word at the end of a noun phrase is no part of it: an adverb, a day."""
    low = word.lower()
    return low in NEVER_HEADS or (low.endswith("ly") and not noun_kind(low)[0] and word.islower())


def _of_a_clause(low: str) -> bool:
    """Say whether a word can stand in a clause only: "[I] encourage people", "[don't] make people"."""
    return low.partition("'")[0] in SUBJECT_PRONOUNS or low.endswith("n't")


def _phrase_kind(kind: str, definite: bool, plural: bool) -> PhraseKind:
    if kind == "role":
        return "epithet" if definite else "nameless"
    if kind == "group":
        return "nameless"
    if kind == "body":
        return "nameless" if plural and not definite else "body"
    return "nameless" if plural and not definite else "writing"


def _complement(masked: str, at: int, limit: int) -> int:
    """Return the end of the noun phrase with what belongs to its head."""
    match = COMPLEMENT_PATTERN.match(masked, at, limit) or PARTICIPLE_TAIL_PATTERN.match(masked, at, limit)
    if not match:
        return at
    cut = CUT_PATTERN.search(masked, at, match.end())
    end = cut.start() if cut else match.end()
    end = at + len(masked[at:end].rstrip())
    trailing = TRAILING_PATTERN.search(masked, at, end)
    return trailing.start() if trailing else end


def possessor(masked: str, phrase: NounPhrase) -> Span | None:
    """Return the possessor in a phrase: "the council" of "the council's own timetable"."""
    for match in WORD_PATTERN.finditer(masked, *phrase.base):
        word = match.group()
        if word.endswith(("'s", "s'")) and match.end() < phrase.base.end:
            return Span(phrase.base.start, match.end() - (2 if word.endswith("'s") else 1))
    return None


def modifiers(masked: str, phrase: NounPhrase) -> set[str]:
    """Return the folded words of a phrase other than its determiner and head."""
    words = [w.group().lower() for w in WORD_PATTERN.finditer(masked, *phrase.base)]
    return {w for w in words[:-1] if w not in DETERMINERS and not flags(w) & W.STOP}
