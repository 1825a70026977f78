"""A person of a story while she is being put together out of the places that name her."""

from __future__ import annotations

from dataclasses import dataclass, field

from onrecord.language import wordlists
from onrecord.speech.english.lexicon import W, flags, fold, forename_gender
from onrecord.speech.english.names.shape import family_first
from onrecord.speech.types import NameCandidate

SUFFIXES = wordlists.words("en", "titles", "suffixes")
FEMALE_HONOURIFICS = wordlists.words("en", "titles", "female_honourifics")
MALE_HONOURIFICS = wordlists.words("en", "titles", "male_honourifics")

MOST_BEARERS = 40  # of one word, in one story; no story tells more apart


@dataclass(slots=True)
class Person:
    """A person, the places that name her, and what stands before her name."""

    words: tuple[str, ...]  # folded, of the longest form
    family: str
    strong: bool
    places: list[tuple[int, int]] = field(default_factory=list)  # (index into the names found, strength)
    titles: set[str] = field(default_factory=set)
    honourifics: set[str] = field(default_factory=set)
    given: str = ""
    kin: bool = False  # introduced as somebody's relative

    @property
    def core(self) -> tuple[str, ...]:
        """Return the words of the name without "Jr" and its like."""
        return tuple(word for word in self.words if word not in SUFFIXES) or self.words

    @property
    def gender(self) -> str:
        """Return 'f' or 'm' when a form of address or a forename says so."""
        return gender_of(self.honourifics) or (forename_gender(self.given) if self.given else "")

    def take(self, masked: str, index: int, name: NameCandidate, strength: int) -> None:
        """Take in a place that names her."""
        self.places.append((index, strength))
        if name.honourific:
            self.honourifics.add(name.honourific)
        self.titles |= title_words(masked, name)

    def mentions(self) -> list[tuple[int, int]]:
        """Return the places in text order, each with its strength: 1 throughout for one who may be no person."""
        return [(index, strength if self.strong else 1) for index, strength in sorted(self.places)]

    def bears(self, word: str) -> bool:
        """Say whether a single word may name her: surname, forename, or a middle word that is long enough."""
        core = self.core
        return word == self.family or word in (core[0], core[-1]) or (word in core and len(word) > 2)


@dataclass(slots=True)
class Ambiguous:
    """A bare surname that two or more people of the story bear."""

    form: str
    people: tuple[int, ...]
    places: list[int] = field(default_factory=list)


def gender_of(honourifics: set[str]) -> str:
    """Return the gender that forms of address state, or an empty string."""
    if honourifics & FEMALE_HONOURIFICS:
        return "f"
    return "m" if honourifics & MALE_HONOURIFICS else ""


def title_words(masked: str, name: NameCandidate) -> set[str]:
    """Return the words of the title that stands before a name, folded."""
    if name.title is None:
        return set()
    return {fold(w) for w in name.title.of(masked).split() if flags(w) & W.TITLE}


def is_initials(form: str) -> bool:
    """Say whether a name has nothing but initials before the surname: "O. Pell", "J. K. Marsh"."""
    *given, _ = [word for word in form.split() if not flags(word) & W.SUFFIX] or [""]
    return bool(given) and all(flags(word) & W.INITIAL for word in given)


def given_name(form: str) -> str:
    """Return the forename of a full name that may tell a gender, or an empty string."""
    parts = form.split()
    if family_first(tuple(parts)):
        return ""
    if flags(parts[0]) & W.INITIAL:
        return parts[1] if len(parts) > 2 else ""
    return parts[0]
