"""How sure each rule is, as measured on annotated news: certain, likely or unsure.

A rule is certain when at least 98 of 100 of its answers were right there. What it hangs on can only take away from
that: a pronoun, an description, a weak name, or an earlier sentence whose own speaker was less than certain.
"""

from __future__ import annotations

import functools
from collections.abc import Sequence

from onrecord.model import Certainty

LEVELS: tuple[Certainty, ...] = ("certain", "likely", "unsure")

# The rules by what they were measured to be; a rule that is not here is likely.
RULES: dict[Certainty, frozenset[str]] = {
    "certain": frozenset(
        {
            "cue-behind",  # "…," said Ada Brook
            "cue-ahead",  # Ada Brook said: "…"
            "cue-around",  # the quay was "a disgrace", Ada Brook said
            "same-sentence",
            "same-paragraph",
            "carried-on",  # a quotation that goes on in the next paragraph
            "introduced",  # Ada Brook said: ¶ "…"
            "block",
            "dash",
            "signed-below",
            "pointed-at",
            "clause-after-cue",
            "clause-after-that",
            "clause-after-hearer",
            "according-to",
            "nested-self",
        }
    ),
    "unsure": frozenset(
        {
            "last-speaker",
            "named-after",
            "named-after-subject",
            "clause-subject",
            "cue-later",
            "comma",
            "same-paragraph-subject",
            "nobody-named",
            "subject-unread",  # the sentence has a speaker of its own
        }
    ),
}
SUFFIXES = ("-clear-pronoun", "-pronoun", "-phrase")


@functools.cache
def of(rule: str, *basis: str) -> Certainty:
    """Return the class of a rule's answer, no better than that of the rules on which it rests."""
    return worst([_one(name) for name in (rule, *basis) if name])


def worst(levels: Sequence[Certainty]) -> Certainty:
    """Return the least sure of some classes."""
    return max(levels, key=LEVELS.index)


def of_strength(strength: int) -> Certainty:
    """Return the class of a name or noun phrase by its strength: 3 outright, 2 by a list or a role, 1 by recency."""
    return LEVELS[3 - max(1, min(3, strength))]


def _one(rule: str) -> Certainty:
    base = rule
    for suffix in SUFFIXES:
        base = base.removesuffix(suffix)
    level = next((level for level, rules in RULES.items() if base in rules), LEVELS[1])
    vague = rule.endswith(("-pronoun", "-phrase")) and not rule.endswith("-clear-pronoun")
    return worst([level, LEVELS[1]]) if vague else level
