"""The languages that are read by rules of their own: a line each. Their words stand in `language/CODE/`.

Any other language keeps its quotations and leaves speakers open. The rules of turns hold for all.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from onrecord.language import codes
from onrecord.model import Document, Metadata, Speech
from onrecord.speech import other
from onrecord.speech.english import read as english
from onrecord.speech.english.attribution import rules as english_rules
from onrecord.speech.french import read as french
from onrecord.speech.french import rules as french_rules
from onrecord.speech.korean import read as korean
from onrecord.speech.korean import rules as korean_rules
from onrecord.speech.rules import BY_NAME, NAMINGS, Exclusion, Rule
from onrecord.speech.transcript import rules as turn_rules
from onrecord.speech.types import Turn

Read = Callable[[Document, range, Metadata, Sequence[Turn]], Speech]


@dataclass(frozen=True, slots=True)
class Language:
    """How one language is read: its code, what reads a story, and by which rules."""

    code: str
    read: Read
    rules: tuple[Rule[object], ...]
    exclusions: tuple[Exclusion[object], ...]

    @property
    def name(self) -> str:
        """Return what the language is called."""
        return codes.NAMES[self.code]


LANGUAGES = (
    Language("en", english.read, english_rules.RULES, english_rules.EXCLUSIONS),
    Language("fr", french.read, french_rules.RULES, french_rules.EXCLUSIONS),
    Language("ko", korean.read, korean_rules.RULES, korean_rules.EXCLUSIONS),
)
OTHER = Language(codes.UNKNOWN, other.read, other.RULES, other.EXCLUSIONS)


def of(code: str) -> Language:
    """Return how a language is read, by its code."""
    return next((language for language in LANGUAGES if language.code == code), OTHER)


@functools.cache
def rules_by_name(code: str) -> dict[str, Rule[object] | Exclusion[object]]:
    """Return all rules by which a story in a language is read, those of turns among them, by name."""
    language = of(code)
    every: tuple[Rule[object] | Exclusion[object], ...]
    every = (*language.rules, *language.exclusions, *turn_rules.RULES, *turn_rules.EXCLUSIONS)
    return {rule.name: rule for rule in every}


def meaning(code: str, name: str) -> str:
    """Return what a rule saw and how it found the speaker named, by the name that is published; "" for no such name."""
    rules = rules_by_name(code)
    for naming in NAMINGS:
        rule = rules.get(name.removesuffix(naming.suffix)) if name.endswith(naming.suffix) else None
        if rule:
            return rule.meaning if naming is BY_NAME else f"{rule.meaning}; named {naming.meaning}"
    return ""
