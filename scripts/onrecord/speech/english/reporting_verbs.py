"""Verbs of reporting by their inflected forms, and what content each takes."""

from __future__ import annotations

import functools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from onrecord.language import wordlists
from onrecord.speech.types import CueKind, Form

VOWELS = frozenset("aeiou")


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


# First words of the cues of several words that `find` looks for itself
BACK = wordlists.words("en", "reporting_verbs", "with_back")  # "fired back"


LEADS = frozenset({"according", "in", "put", "puts"}) | BACK


def verbs(*names: str) -> frozenset[str]:
    """Return the base forms of the verbs in some lists of the lexicon: "tell"."""
    return frozenset(entry.partition("/")[0] for entry in wordlists.words("en", "reporting_verbs", *names))


def forms(lemmas: frozenset[str], shapes: Sequence[Form] = ("past", "s")) -> frozenset[str]:
    """Return the forms of verbs of reporting, by their base forms: "told", "tells"."""
    return frozenset(
        form
        for form, entries in lexicon().forms.items()
        if any(lemma in lemmas and shape in shapes for lemma, _, shape in entries)
    )
