"""Gather the evidence for a person's grammatical gender; what the text says outweighs any forename."""

from __future__ import annotations

import re
from collections.abc import Sequence

from onrecord.language import wordlists
from onrecord.model import Span
from onrecord.speech.english.lexicon import forename_gender
from onrecord.speech.english.names.people import Person, gender_of
from onrecord.speech.types import NameCandidate

WOMEN = wordlists.words("en", "roles", "female")
MEN = wordlists.words("en", "roles", "male")
KIN = wordlists.words("en", "roles", "kin")

CONTRADICTION = 3  # pronouns beside the name, all of the other gender, that outweigh a forename
# "Ada Brook closed her shop": a pronoun later in the sentence
PRONOUN_PATTERN = re.compile(
    rf"(?<![\w'])(?:({wordlists.any_of('en', 'pronouns', 'masculine')})|"
    rf"({wordlists.any_of('en', 'pronouns', 'feminine')}))(?!\w)",
    re.I,
)
SENTENCE_END_PATTERN = re.compile(r"[.!?\"“”\n]")
CAPITAL_PATTERN = re.compile(r" [A-Z]")
WORD_PATTERN = re.compile(r"[\w'-]+")


def read(masked: str, person: Person, places: Sequence[NameCandidate], stated: Sequence[Span]) -> tuple[str, str]:
    """Return 'f', 'm' or '' with the reason: form of address, noun, pronoun or forename."""
    if address := gender_of(person.honourifics):
        return address, "form of address"
    for role in stated:
        words = {w.lower() for w in WORD_PATTERN.findall(masked, *role)}
        female, male = bool(words & WOMEN), bool(words & MEN)
        if female != male and not words & KIN:
            return ("f", "noun") if female else ("m", "noun")
    census = forename_gender(person.given) if person.given else ""
    if census and len(places) < CONTRADICTION:
        return census, "forename"
    male_count, female_count = _pronouns(masked, places)
    against = female_count if census == "m" else male_count
    if census and not (against >= CONTRADICTION and against == female_count + male_count):
        return census, "forename"
    if male_count > 2 * female_count:
        return "m", "pronoun"
    if female_count > 2 * male_count:
        return "f", "pronoun"
    return "", ""


def _pronouns(masked: str, places: Sequence[NameCandidate]) -> tuple[int, int]:
    """Count pronouns that follow the name in its sentence before any other capitalised word."""
    male = female = 0
    for name in places:
        limit = name.name.end + 160
        stop = SENTENCE_END_PATTERN.search(masked, name.name.end, limit)
        end = stop.start() if stop else min(limit, len(masked))
        if capital := CAPITAL_PATTERN.search(masked, name.name.end, end):
            end = capital.start()
        if match := PRONOUN_PATTERN.search(masked, name.name.end, end):
            male += match.group(1) is not None
            female += match.group(2) is not None
    return male, female
