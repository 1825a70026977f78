"""Give single words (surnames, forenames, title and surname) to the people of a story, in text order."""

from __future__ import annotations

import re
from collections.abc import Sequence

from onrecord.language import wordlists
from onrecord.speech.english.lexicon import W, flags, fold
from onrecord.speech.english.names.evidence import SPEAKS, STRONG, NameEvidence
from onrecord.speech.english.names.people import MOST_BEARERS, Ambiguous, Person, gender_of, title_words
from onrecord.speech.types import NameCandidate

TOP_OFFICES = wordlists.words("en", "titles", "top_offices")

NEAR = 4  # paragraphs within which the bearer named last is meant by a bare surname
DOMINANT = 4  # times as many places that make one bearer the only one meant
ADDRESSES = wordlists.words("en", "titles", "female_honourifics", "male_honourifics")
# "David [and Jeanne Marsh]": a surname that two share
SHARED_PATTERN = re.compile(r" and [A-Z][\w'-]+ ([A-Z][\w'-]+)")
# What tells that a story brings somebody in, and does not only name her: "Kate Lund and Isa Marsh won"
INTRODUCED = frozenset({"age", "apposition", "title", "honourific", "noun before", "role after"}) | SPEAKS
OF_BODIES = frozenset({"body before", "company", "itself"})
# "Neither Brook", "both of the Brooks"
ALL_PATTERN = re.compile(rf"\b(?:{wordlists.any_of('en', 'small_words', 'dual')})(?: of the)? $", re.IGNORECASE)


class Surnames:
    """A walk through the names of a story that have one word."""

    def __init__(
        self,
        masked: str,
        found: Sequence[NameCandidate],
        verdicts: dict[str, NameEvidence],
        people: list[Person],
        by_word: dict[str, list[int]],
    ) -> None:
        self.masked, self.found, self.verdicts = masked, found, verdicts
        self.people, self.by_word = people, by_word
        self.ambiguous: dict[str, Ambiguous] = {}
        self._usual: dict[str, int] = {}  # the bearer whom a bare surname has meant so far
        self._last: dict[int, int] = {}  # where each person was last named
        self._told: dict[int, set[str]] = {}  # what the story says of the full forms of each person
        self._alone: dict[tuple[str, str], int] = {}  # people of whom the story gives one name only

    def walk(self) -> None:
        """Give every single word to a person, to an ambiguous surname, or to nobody."""
        owner = {index: number for number, person in enumerate(self.people) for index, _ in person.places}
        for index, name in enumerate(self.found):
            if index in owner:
                self._last[owner[index]] = index
            elif " " not in name.form and name.kind != "none":
                self._place(index, name)

    def _place(self, index: int, name: NameCandidate) -> None:
        verdict, word = self.verdicts[name.form], fold(name.form)
        bearers = [i for i in self.by_word.get(word, ())[:MOST_BEARERS] if self.people[i].bears(word)]
        own = any(word == self.people[i].family for i in bearers)
        if verdict.evidence & OF_BODIES and verdict.total < STRONG and not own:
            return
        if shared := SHARED_PATTERN.match(self.masked, name.name.end):
            family = fold(shared.group(1))
            if any(self.people[i].family != family and self.people[i].family != word for i in bearers):
                return
        if bearers:
            if name.kind in {"place", "organisation"} and verdict.inside:
                return
            if not any(self.people[i].strong for i in bearers) and verdict.total < 2 and verdict.articles:
                return
            self._join(index, name, word, bearers)
        elif (
            (verdict.total > STRONG and (verdict.evidence - SPEAKS or flags(name.form) & (W.SURNAME | W.FORENAME)))
            or name.title is not None
            or name.honourific
            or (verdict.total >= 2 and name.kind == "word" and flags(name.form) & (W.SURNAME | W.FORENAME))
        ):
            self._start(index, name, word, verdict)

    def _join(self, index: int, name: NameCandidate, word: str, bearers: list[int]) -> None:
        """Give a word to one of its bearers: those of the family name first."""
        family = [i for i in bearers if word == self.people[i].family]
        if len(family) > 1 and ALL_PATTERN.search(self.masked, max(0, name.name.start - 16), name.name.start):
            self._usual.pop(word, None)
            self._last |= dict.fromkeys(family, index)  # from here on either may be meant
        chosen = self._choose(index, name, word, family or bearers)
        if len(chosen) == 1:
            if family and not name.headline and name.title is None and not name.honourific:
                self._usual[word] = chosen[0]
            person = self.people[chosen[0]]
            person.strong |= bool(family) and bool(self.verdicts[name.form].evidence & SPEAKS)
            self._last[chosen[0]] = index
            person.take(self.masked, index, name, 3 if name.title is not None else 2)
        elif chosen:
            self.ambiguous.setdefault(word, Ambiguous(name.form, tuple(chosen))).places.append(index)
        else:
            self._start(index, name, word, self.verdicts[name.form])

    def _choose(self, index: int, name: NameCandidate, word: str, bearers: list[int]) -> list[int]:
        """Return the bearer meant here, those that it may be, or nobody when it is somebody else."""
        if name.honourific in ADDRESSES:
            wanted = gender_of({name.honourific})
            bearers = [i for i in bearers if self.people[i].gender in ("", wanted)]
        elif name.title is not None:
            words = title_words(self.masked, name)
            titled = [i for i in bearers if self.people[i].titles & words]
            if not titled and words & TOP_OFFICES:
                bearers = [i for i in bearers if not self.people[i].titles]
            bearers = titled or bearers
        if len(bearers) < 2:
            return bearers
        strong = [i for i in bearers if self.people[i].strong]
        return strong if len(strong) == 1 else self._settle(index, word, strong or bearers)

    def _settle(self, index: int, word: str, bearers: list[int]) -> list[int]:
        """Choose between bearers of a surname: whom it meant so far, the only one introduced, or the one named last.

        Relatives, brought in beside the person, keep their forename and lose. A bearer who was brought in with a
        title since takes the surname over.
        """
        named = [i for i in bearers if i in self._last] or bearers
        main = [i for i in named if not self.people[i].kin] or named
        if len(main) == 1:
            return main
        paragraph = {i: self.found[self._last[i]].paragraph if i in self._last else -NEAR for i in main}
        newest = max(paragraph.values())
        recent = [i for i in main if paragraph[i] == newest]
        usual = self._usual.get(word)
        if usual in main:
            takes_over = len(recent) == 1 and recent[0] != usual and self.found[self._last[recent[0]]].title is not None
            return recent if takes_over else [usual]
        introduced = [i for i in main if self._evidence(i) & INTRODUCED]
        if len(recent) == len(introduced) == 1:
            return introduced
        if len(recent) == 1 and self.found[index].paragraph - newest <= NEAR:
            return recent
        first, second, *_ = sorted(main, key=lambda i: -len(self.people[i].places))
        if len(self.people[first].places) >= DOMINANT * len(self.people[second].places):
            return [first]
        return bearers

    def _evidence(self, person: int) -> set[str]:
        """Return what the story says of all the full forms of somebody."""
        if person not in self._told:  # full forms are all given out before the walk
            forms = {self.found[index].form for index, _ in self.people[person].places}
            self._told[person] = set[str]().union(*(self.verdicts[form].evidence for form in forms if " " in form))
        return self._told[person]

    def _start(self, index: int, name: NameCandidate, word: str, verdict: NameEvidence) -> None:
        """Start or extend a person of whom the story gives one name only."""
        key = (word, gender_of({name.honourific}))
        if key not in self._alone:
            self._alone[key] = len(self.people)
            given = name.form if flags(name.form) & W.FORENAME and not name.title else ""
            self.people.append(Person((word,), word, verdict.total >= STRONG, given=given))
            self.by_word[word].append(self._alone[key])
        person = self.people[self._alone[key]]
        person.take(self.masked, index, name, 3 if name.title is not None else 2)
