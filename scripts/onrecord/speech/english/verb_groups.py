"""A verb with its helpers: "has also [said]", "went on to [say]", "would never [say]", "was twice [told]"."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from onrecord.language import wordlists
from onrecord.speech.types import Token

NEGATIVES = wordlists.words("en", "small_words", "negatives")
MODALS = wordlists.words("en", "small_words", "modals", "negated", "wanted")
HELPERS = wordlists.words("en", "small_words", "adverbs", "be", "have") | {"been", "never"}
BE = wordlists.words("en", "small_words", "be", "passive")
NOT_ADVERBS = wordlists.words("en", "small_words", "not_adverbs")
# Passed over on the way from a verb to the word that says how it is meant
LIGHT = wordlists.words("en", "small_words", "adverbs", "have")
# Passed over between "was" and its participle
BETWEEN_PASSIVE = wordlists.words("en", "small_words", "adverbs") | {"not", "never"}
SHORT_BE = wordlists.words("en", "pronouns", "clitic")  # "she's told"
LONGEST = 8  # words
FARTHEST_NEAR = 4  # words from a verb to the word that says how it is meant
FARTHEST_BE = 3


class VerbGroup(NamedTuple):
    """A verb at `verb` in a list of words, with its helpers and adverbs from `first` on.

    `near` is the nearest word before that is no light adverb or form of "have", `adjacent` says that nothing stands
    between it and the verb; `modal`, `negated` and `passive` say what the helpers do to the verb, `roundabout` that
    the group is "used to …" or "went on to …".
    """

    first: int
    verb: int
    near: int | None
    adjacent: bool
    modal: bool
    negated: bool
    passive: bool
    roundabout: bool

    @property
    def before(self) -> int:
        """Return the index of the last word before the group, or -1."""
        return self.first - 1


def read(masked: str, line: Sequence[Token], at: int) -> VerbGroup:
    """Return the group of the verb at a place."""
    near = _near(line, at)
    low = line[near].low if near is not None else ""
    adjacent = near is not None and near == at - 1 and line[near].end == line[at].start - 1
    roundabout = adjacent and low == "to" and _roundabout(line, at - 1) > 0
    modal = near is not None and low in MODALS and line[near].text[0].islower()  # "Ms. May said"
    negated = low in NEGATIVES or low.endswith("n't")
    return VerbGroup(
        _first(masked, line, at),
        at,
        near,
        adjacent,
        modal,
        negated,
        near is not None and _passive(line, at),
        roundabout,
    )


def _near(line: Sequence[Token], at: int) -> int | None:
    k = at - 1
    while k >= 0 and at - k < FARTHEST_NEAR and (line[k].low.endswith("ly") or line[k].low in LIGHT):
        k -= 1
    return k if k >= 0 else None


def _first(masked: str, line: Sequence[Token], at: int) -> int:
    """Return the index of the first word of a group."""
    k = at - 1
    while k >= 0 and at - k < LONGEST:
        if line[k].low == "to":
            k -= _roundabout(line, k)
            if k < 0 or line[k].low == "to":
                break
            continue
        if not _is_helper(line[k]) or "," in masked[line[k].end : line[k + 1].start]:
            break
        k -= 1
    return k + 1


def _roundabout(line: Sequence[Token], to: int) -> int:
    """Return how many words make "used to" or "went on to", or 0."""
    if to >= 1 and line[to - 1].low == "used":
        return 2
    return 3 if to >= 2 and line[to - 1].low == "on" and line[to - 2].low in ("went", "goes", "go") else 0


def _is_helper(word: Token) -> bool:
    adverb = word.low.endswith("ly") and word.text.islower() and len(word.low) > 4
    return word.low in HELPERS or (adverb and word.low not in NOT_ADVERBS)


def _passive(line: Sequence[Token], at: int) -> bool:
    """Say whether a form of "be" stands before a participle: "was twice told"."""
    for word in reversed(line[max(0, at - FARTHEST_BE) : at]):
        if word.low in BE or word.low in SHORT_BE:
            return True
        if not (word.low.endswith("ly") or word.low in BETWEEN_PASSIVE):
            return False
    return False
