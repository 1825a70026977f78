"""Make one person of all the forms that name her in a story, and leave apart what the story does not join."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from onrecord.speech.english.lexicon import W, flags, fold
from onrecord.speech.english.names.evidence import SPEAKS, STRONG, NameEvidence
from onrecord.speech.english.names.people import MOST_BEARERS, Ambiguous, Person, given_name, is_initials
from onrecord.speech.english.names.surnames import Surnames
from onrecord.speech.types import NameCandidate

SHORTEST = 3  # letters of a short forename that joins a longer one: "Rob" and "Robert"
# Evidence that a form whose last word is a place, an organisation or a thing names a person all the same
PERSONAL = frozenset({"age", "apposition", "honourific", "title", "noun before", "saying", "role after"})
SURE = frozenset({"age", "apposition", "honourific", "noun before"})


@dataclass(frozen=True, slots=True)
class Grouped:
    """The people of a story, its ambiguous surnames, and the indexes of the names that belong to either."""

    people: list[Person]
    unclear: list[Ambiguous]
    used: frozenset[int]


def group(masked: str, found: Sequence[NameCandidate], verdicts: dict[str, NameEvidence]) -> Grouped:
    """Return the people of a story and the surnames that stay ambiguous."""
    people: list[Person] = []
    by_word: dict[str, list[int]] = defaultdict(list)
    full = [(v, _core(v, verdicts)) for v in verdicts.values() if " " in v.form and _is_person(v, verdicts)]
    full.sort(key=_standing)
    for verdict, core in full:
        index = _home(core, verdict, fold(found[verdict.seen[0]].family), people, by_word)
        if index is None:
            index = len(people)
            people.append(_person(verdict, found[verdict.seen[0]]))
            for word in {*people[index].words, people[index].family}:
                by_word[word].append(index)
        _add(masked, people[index], verdict, found)
    families = {person.family for person in people if person.strong}
    for person in people:
        person.strong |= person.family in families and len(person.core) > 1  # a relative of somebody certain
    surnames = Surnames(masked, found, verdicts, people, by_word)
    surnames.walk()
    unclear = list(surnames.ambiguous.values())
    used = [index for person in people for index, _ in person.places] + [i for doubt in unclear for i in doubt.places]
    return Grouped(people, unclear, frozenset(used))


def _standing(pair: tuple[NameEvidence, str]) -> tuple[bool, bool, int, int, int]:
    """Return by what some forms start people before others join them: the fullest first, initials last."""
    verdict, core = pair
    return core != verdict.form, is_initials(core), -len(verdict.form.split()), -verdict.total, verdict.seen[0]


def _is_person(verdict: NameEvidence, verdicts: dict[str, NameEvidence]) -> bool:
    """Say whether a form of two or more words may name a person; "Ada Woods" needs evidence against the place."""
    if verdict.kind == "person":
        return verdict.total >= 1 and (verdict.score > -2 or verdict.evidence != {"title"})  # "Governor Nelson Dock"
    last = verdict.form.rpartition(" ")[2]
    if verdict.kind == "organisation" or verdict.articles or not (flags(last) & W.SURNAME or verdict.evidence & SURE):
        return False
    if "noun before" in verdict.evidence and verdict.evidence & SPEAKS:
        return True  # "engineer Oss Quay said"
    bare = verdicts.get(last)
    return bool(verdict.evidence & PERSONAL) and bare is not None and bool(bare.evidence & SPEAKS)


def _person(verdict: NameEvidence, name: NameCandidate) -> Person:
    """Start a person with a form of two or more words."""
    words = tuple(fold(word) for word in verdict.form.split())
    strong = verdict.total >= STRONG or verdict.kind != "person"
    return Person(words, fold(name.family), strong, given=given_name(verdict.form))


def _add(masked: str, person: Person, verdict: NameEvidence, found: Sequence[NameCandidate]) -> None:
    """Give all places of a form to a person."""
    person.strong |= verdict.total >= STRONG
    person.kin |= "kin" in verdict.evidence
    for index in verdict.seen:
        person.take(masked, index, found[index], 3)


def _core(verdict: NameEvidence, verdicts: dict[str, NameEvidence]) -> str:
    """Return the form without a word set before it: "Crafty Ada Brook" where the story also has "Ada Brook"."""
    first, _, rest = verdict.form.partition(" ")
    known = verdicts.get(rest) if " " in rest else None
    if known is None or known.total < STRONG or flags(first) & (W.FORENAME | W.INITIAL):
        return verdict.form
    return rest


def _home(
    core: str, verdict: NameEvidence, family: str, people: Sequence[Person], by_word: dict[str, list[int]]
) -> int | None:
    """Return the one person whom a form of two or more words joins, or None."""
    parts = [part for part in core.split() if not flags(part) & W.SUFFIX]
    words = [fold(part) for part in parts]
    if not words:
        return None
    bearers = by_word.get(words[-1], ())[:MOST_BEARERS]
    fits = [i for i in bearers if _fits(words, family, people[i])]
    if not fits and not verdict.evidence and verdict.score <= 1 and not flags(parts[0]) & W.FORENAME:  # "Crafty Ada"
        fits = [i for i in bearers if fold(people[i].given) == words[-1]]
    return fits[0] if len(fits) == 1 else None


def _fits(words: list[str], family: str, person: Person) -> bool:
    """Say whether words may name the person: a subset with her surname, an initial or a short forename of hers."""
    core = person.core
    if set(words) <= set(core):
        return words[-1] in (core[-1], person.family) or tuple(words) == core[: len(words)]
    if family != person.family or len(words) < 2:
        return False
    middle = set(core[1:-1]) | {word[0] for word in core[1:-1]}
    says_nothing = len(core) == 2 and all(len(word) == 1 for word in words[:-1])  # "A. B. Brook" beside "Ada Brook"
    if len(words) > 2 and not says_nothing and not set(words[1:-1]) <= middle:
        return False
    short, full = sorted((words[0], core[0]), key=len)
    return full.startswith(short) and (len(short) == 1 or (len(short) >= SHORTEST and len(words) <= len(core) + 1))
