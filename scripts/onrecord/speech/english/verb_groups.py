"""English cues: the words that say somebody spoke, and whether they say so where they stand."""

from __future__ import annotations

import bisect
import functools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import accumulate

from onrecord.language import wordlists
from onrecord.model import Span
from onrecord.speech.english import cue_filters
from onrecord.speech.types import Cue, CueKind, Form, Token

# "spokesman", "didn't", "Oyelaran's", "vice-chair"
WORD_PATTERN = re.compile(r"(\w+(?:['·-]\w+)*·?)")

VOWELS = frozenset("aeiou")
NEGATIVES = wordlists.words("en", "small_words", "negatives")
MODALS = wordlists.words("en", "small_words", "modals")
# Before a form that may be a noun ("the claims", "his reports", "a report").
DETERMINERS = wordlists.words("en", "small_words", "determiners")
# Before a plural that looks like a verb: "five states", "by 9 points"
COUNTS = wordlists.words("en", "small_words", "counts")


# Determiners that may be a subject by themselves: "both said".
QUANTIFIERS = wordlists.words("en", "small_words", "quantifiers")


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The verbs by inflected form, and what content they take."""

    forms: dict[str, tuple[tuple[str, CueKind, Form], ...]]
    infinitive: frozenset[str]
    noun_phrase: frozenset[str]
    naming: frozenset[str]
    strict: frozenset[str]
    nouns: frozenset[str]
    clausal: frozenset[str]  # nouns that take a clause, one and many: "claim", "fears"
    keys: frozenset[str]  # the words at which a cue can begin


_word = partial(tuple.__new__, Token)  # a third of the cost of Token(…), and this is where the time goes


def words(masked: str, start: int = 0, end: int | None = None) -> list[Token]:
    """Return the words of a stretch of text."""
    pieces = WORD_PATTERN.split(masked[start:end])  # gap, word, gap, word, …, gap
    ends = list(accumulate(map(len, pieces), initial=start))
    texts = pieces[1::2]
    return list(map(_word, zip(ends[1::2], ends[2::2], texts, map(str.lower, texts), strict=False)))


def inflect(entry: str) -> Iterator[tuple[str, Form]]:
    """Give the forms of a verb: `tell/told` → tell, tells, told, telling."""
    base, *irregular = entry.split("/")
    yield base, "base"
    if base.endswith("y") and base[-2] not in VOWELS:
        yield base[:-1] + "ies", "s"
    else:
        yield base + ("es" if base.endswith(("s", "sh", "ch", "x", "z")) or base == "go" else "s"), "s"
    stem = base[:-1] if base.endswith("e") and not base.endswith("ee") else base
    ending = "d" if base.endswith("e") else "ed"
    past = [part for part in irregular if not part.endswith("ing")]
    doubled = bool(past) and past[0].endswith(base[-1] + "ed") and past[0] == base + base[-1] + "ed"
    if past:
        yield from ((form, "past") for form in past)
    else:
        yield ((base[:-1] + "ied") if base.endswith("y") and base[-2] not in VOWELS else base + ending), "past"
    yield (base + base[-1] + "ing" if doubled else stem + "ing"), "ing"


@functools.cache
def lexicon() -> Lexicon:
    """Return the verbs of reporting with their forms."""
    data = wordlists.lists("en", "reporting_verbs")
    forms: dict[str, list[tuple[str, CueKind, Form]]] = {}
    kinds: tuple[CueKind, ...] = ("report", "mixed", "beside")
    for kind in kinds:
        for entry in data[kind]:
            for form, name in inflect(entry):
                forms.setdefault(form, []).append((entry.split("/")[0], kind, name))
    return Lexicon(
        {form: tuple(found) for form, found in forms.items()},
        frozenset(data["infinitive"]),
        frozenset(data["noun_phrase"]),
        frozenset(data["naming"]),
        frozenset(data["strict"]),
        frozenset(data["nouns"]),
        frozenset(word + ending for key in ("nouns", "thoughts") for word in data[key] for ending in ("", "s")),
        frozenset(forms) | LEADS,
    )


MOST_CUES = 40
"""In one sentence. None of some 7,000 real texts has more than 14; more are a list of verbs, and not read."""
# First words of the cues of several words that `find` looks for itself
BACK = frozenset({"fired", "hit", "shot"})  # "fired back"
LEADS = frozenset({"according", "in", "put", "puts"}) | BACK


def find(masked: str, line: Sequence[Token]) -> list[Cue]:
    """Return the cues among the words of one sentence, in order, leaving out negated, modal and noun uses."""
    table, keys = lexicon().forms, lexicon().keys
    out: list[Cue] = []
    for at in [at for at, word in enumerate(line) if word.low in keys]:
        if len(out) == MOST_CUES:
            break
        word = line[at]
        if word.low == "according" and at + 1 < len(line) and line[at + 1].low == "to":
            out.append(Cue(Span(word.start, line[at + 1].end), "according to", "according", "base", at))
            continue
        if (
            word.low == "in"
            and at + 2 < len(line)
            and line[at + 1].low in ("his", "her")
            and "words" in (line[at + 2].low, line[min(at + 3, len(line) - 1)].low)
        ):
            out.append(Cue(Span(word.start, line[at + 2].end), "in words", "according", "base", at))
            continue
        if word.low in ("put", "puts") and at and at + 1 < len(line) and line[at + 1].low == "it":
            out.append(Cue(Span(word.start, line[at + 1].end), "put it", "beside", "past", at))
            continue
        if word.low in BACK and at + 1 < len(line) and line[at + 1].low == "back":
            out.append(Cue(Span(word.start, line[at + 1].end), word.low + " back", "beside", "past", at))
            continue
        found = table.get(word.low)
        if found and not (word.text[0].isupper() and at and masked[word.start - 1 : word.start] == " "):
            cue = _judge(masked, line, at, found)
            if cue:
                out.append(cue)
    return out


def _judge(masked: str, line: Sequence[Token], at: int, found: Sequence[tuple[str, CueKind, Form]]) -> Cue | None:
    word = line[at]
    lemma, kind, form = found[0]
    before = _helper(line, at)
    if before is not None:
        low = line[before].low
        adjacent = before == at - 1 and line[before].end == word.start - 1
        if adjacent and low == "to" and form == "base" and before and _roundabout(line, before):
            return Cue(Span(word.start, word.end), lemma, kind, "past", at)
        modal = low in MODALS and line[before].text[0].islower()  # "Ms. May said"
        if modal or low in NEGATIVES or low.endswith("n't"):
            return None
        if adjacent and form != "ing" and low in DETERMINERS and not (form == "past" and low in QUANTIFIERS):
            return None
        if adjacent and form == "s" and (low in COUNTS or low.isdigit()):
            return None
        if low in ("being", "been", "be", "get", "gets", "got"):
            return None
        if form == "past" and (cue_filters.passive(line, at) or cue_filters.existential(masked, line, at)):
            return None
    elif form == "base" and kind != "beside" and at == 0:
        return None
    if form == "base" and kind != "report" and (before is None or not (_plural(line[before]) or _joined(line, before))):
        return None
    if cue_filters.says_nothing(masked, line, at, lemma, form):
        return None
    return Cue(Span(word.start, word.end), lemma, kind, form, at)


def _roundabout(line: Sequence[Token], to: int) -> bool:
    """Say whether "to" is that of "used to say" or "went on to say"."""
    if line[to - 1].low == "used":
        return True
    return to >= 2 and line[to - 1].low == "on" and line[to - 2].low in ("went", "goes", "go")


def _joined(line: Sequence[Token], at: int) -> bool:
    """Say whether two names are joined before a verb: "Brook and Marsh call"."""
    return at >= 2 and line[at].text[0].isupper() and "and" in (line[at - 1].low, line[at - 2].low)


def _plural(word: Token) -> bool:
    """Say whether a word can be the subject of a verb without ending: "critics charge", "they note", "police say"."""
    return word.low in (
        "they",
        "we",
        "i",
        "who",
        "you",
        "people",
        "police",
        "some",
        "many",
        "others",
        "here",
        "men",
        "women",
    ) or (word.low.endswith("s") and not word.low.endswith(("ss", "'s", "us", "is")))


def _helper(line: Sequence[Token], at: int) -> int | None:
    """Return the index of the nearest word before a verb that is no adverb between it and its helpers."""
    k = at - 1
    while (
        k >= 0
        and at - k < 4
        and (
            line[k].low.endswith("ly")
            or line[k].low
            in ("also", "then", "later", "now", "again", "once", "even", "just", "still", "has", "have", "had")
        )
    ):
        k -= 1
    return k if k >= 0 else None


def within(line: Sequence[Token], start: int, end: int) -> Sequence[Token]:
    """Return the words that lie in a stretch of text."""
    a = bisect.bisect_left(line, (start,))
    b = bisect.bisect_left(line, (end,), a)
    if b > a and line[b - 1].end > end:
        b -= 1
    return line[a:b]
