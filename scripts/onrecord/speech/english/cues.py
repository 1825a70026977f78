"""English cues: the words that say somebody spoke, and whether they say so where they stand."""

from __future__ import annotations

from collections.abc import Sequence

from onrecord.language import wordlists
from onrecord.model import Span
from onrecord.speech.english import cue_filters, verb_groups
from onrecord.speech.english.reporting_verbs import BACK, lexicon
from onrecord.speech.types import Cue, CueKind, Form, Token

PASSIVE = wordlists.words("en", "small_words", "passive")
# Before a form that may be a noun ("the claims", "his reports", "a report").
DETERMINERS = wordlists.words(
    "en", "small_words", "articles", "demonstratives", "determiners", "prepositions"
) | wordlists.words("en", "pronouns", "possessives")
# Before a plural that looks like a verb: "five states", "by 9 points"
COUNTS = wordlists.words("en", "small_words", "counts")


# Determiners that may be a subject by themselves: "both said".
QUANTIFIERS = wordlists.words("en", "small_words", "quantifiers")


# Subjects of a verb without ending: "they note", "critics charge"
PLURAL = (
    (wordlists.words("en", "pronouns", "subjects") - {"he", "she", "it"})
    | (wordlists.words("en", "roles", "groups") - wordlists.words("en", "roles", "single"))
    | {"who", "police", "here"}
)
MOST_CUES = 40
"""In one sentence. None of some 7,000 real texts has more than 14; more are a list of verbs, and not read."""


def find(masked: str, line: Sequence[Token]) -> list[Cue]:
    """Return the cues among the words of one sentence, in order, leaving out negated, modal and noun uses."""
    table, keys = lexicon().forms, lexicon().keys
    out: list[Cue] = []
    for at in [at for at, word in enumerate(line) if word.low in keys]:
        if len(out) == MOST_CUES:
            break
        word = line[at]
        if word.low == "according" and at + 1 < len(line) and line[at + 1].low == "to":
            out.append(Cue(Span(word.start, line[at + 1].end), "according to", "according", "base", at, at))
            continue
        if (
            word.low == "in"
            and at + 2 < len(line)
            and line[at + 1].low in ("his", "her")
            and "words" in (line[at + 2].low, line[min(at + 3, len(line) - 1)].low)
        ):
            out.append(Cue(Span(word.start, line[at + 2].end), "in words", "according", "base", at, at))
            continue
        if word.low in ("put", "puts") and at and at + 1 < len(line) and line[at + 1].low == "it":
            out.append(
                Cue(
                    Span(word.start, line[at + 1].end),
                    "put it",
                    "beside",
                    "past",
                    at,
                    verb_groups.read(masked, line, at).first,
                )
            )
            continue
        if word.low in BACK and at + 1 < len(line) and line[at + 1].low == "back":
            out.append(
                Cue(
                    Span(word.start, line[at + 1].end),
                    word.low + " back",
                    "beside",
                    "past",
                    at,
                    verb_groups.read(masked, line, at).first,
                )
            )
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
    group = verb_groups.read(masked, line, at)
    if group.roundabout and form == "base":
        return Cue(Span(word.start, word.end), lemma, kind, "past", at, group.first)
    if group.near is not None:
        near = line[group.near]
        if group.modal or group.negated or (near.low in PASSIVE):
            return None
        if group.adjacent and _is_noun(near.low, form):
            return None
        if form == "past" and (group.passive or cue_filters.existential(masked, line, at)):
            return None
    elif form == "base" and kind != "beside" and at == 0:
        return None
    if form == "base" and kind != "report" and not _takes_plural(line, group.near):
        return None
    if cue_filters.says_nothing(masked, line, group, lemma, form):
        return None
    return Cue(Span(word.start, word.end), lemma, kind, form, at, group.first)


def _is_noun(before: str, form: Form) -> bool:
    """Say whether the word right before makes a form a noun: "the claims", "five states"."""
    if form != "ing" and before in DETERMINERS and not (form == "past" and before in QUANTIFIERS):
        return True
    return form == "s" and (before in COUNTS or before.isdigit())


def _takes_plural(line: Sequence[Token], near: int | None) -> bool:
    """Say whether the word before can be the subject of a verb without ending: "critics charge", "police say"."""
    return near is not None and (_plural(line[near]) or _joined(line, near))


def _joined(line: Sequence[Token], at: int) -> bool:
    """Say whether two names are joined before a verb: "Brook and Marsh call"."""
    return at >= 2 and line[at].text[0].isupper() and "and" in (line[at - 1].low, line[at - 2].low)


def _plural(word: Token) -> bool:
    """Say whether a word can be the subject of a verb without ending: "critics charge", "they note", "police say"."""
    return word.low in PLURAL or (word.low.endswith("s") and not word.low.endswith(("ss", "'s", "us", "is")))
