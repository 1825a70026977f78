"""What a rule is, and how sure an answer is that rests on rules.

Rules stand in ordered lists, the first thing in their module: `english/attribution/rules.py`, `korean/rules.py`,
`transcript/rules.py`. From these lists come the names and the certainty that are published, what `explain` says of a
rule, and the table of docs/about.md. An answer is made from a rule, so that no name can be published that no list has.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Generic, NamedTuple, TypeVar

from onrecord.model import Certainty

Find = TypeVar("Find", covariant=True)
LEVELS: tuple[Certainty, ...] = ("certain", "likely", "unsure")


@dataclass(frozen=True, slots=True, eq=False)
class Rule(Generic[Find]):
    """A rule of attribution: its name, how sure its answers are, what it saw, an example, and the function.

    It is `certain` when at least 98 of 100 of its answers were right on annotated news (docs/accuracy.md), `unsure`
    when a name would be a guess. `meaning` is one line for readers.
    """

    name: str
    certainty: Certainty
    meaning: str
    example: str
    find: Find


@dataclass(frozen=True, slots=True, eq=False)
class Exclusion(Generic[Find]):
    """A rule by which words in quotation marks are nobody's speech."""

    name: str
    meaning: str
    example: str
    find: Find


@dataclass(frozen=True, slots=True, eq=False)
class Naming:
    """How the words beside a cue name a speaker; it can only take away from the certainty of a rule."""

    suffix: str
    certainty: Certainty
    meaning: str
    example: str


BY_NAME = Naming("", "certain", "by name", "Ada Brook said")
BY_CLEAR_PRONOUN = Naming("-clear-pronoun", "certain", "by a pronoun that fits only one person in view", "she said")
BY_PRONOUN = Naming("-pronoun", "likely", "by a pronoun", "they said")
BY_DESCRIPTION = Naming("-phrase", "likely", "by a description", "the harbour mistress said")
BY_RECENCY = Naming("-recent-phrase", "unsure", "by a description that fits the last person named", "the woman said")
NAMINGS = (BY_NAME, BY_CLEAR_PRONOUN, BY_PRONOUN, BY_DESCRIPTION, BY_RECENCY)


class Reason(NamedTuple):
    """A rule and how it found the speaker named."""

    rule: Rule[object]
    naming: Naming = BY_NAME

    @property
    def name(self) -> str:
        """Return the name that is published."""
        return self.rule.name + self.naming.suffix

    @property
    def certainty(self) -> Certainty:
        """Return how sure the rule is of somebody who is named so."""
        return worst((self.rule.certainty, self.naming.certainty))


def worst(levels: Iterable[Certainty]) -> Certainty:
    """Return the least sure of some classes."""
    return max(levels, key=LEVELS.index)
