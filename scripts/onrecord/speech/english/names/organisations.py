"""Gather the organisations that a story names: ministries, companies, outlets, parties."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from onrecord.language import wordlists
from onrecord.model import Span
from onrecord.speech.english.lexicon import W, flags, fold, is_company, is_place
from onrecord.speech.english.names.evidence import STRONG, NameEvidence, says
from onrecord.speech.english.nouns import noun_kind
from onrecord.speech.types import NameCandidate

BODY_NOUNS = wordlists.words("en", "organisations", "bodies")

MOST_BEARERS = 40
LINKS = wordlists.words("en", "small_words", "links")
SHORTEST = 2  # letters of a name that is an organisation's because it speaks
# "the Harbour Council (HC)"
ACRONYM_PATTERN = re.compile(r" \(([A-Z][A-Z&]{1,7})\)")


@dataclass(frozen=True, slots=True)
class Organisation:
    """An organisation with the places that name it; `longest` is the index of its fullest form.

    `strength` is 1 for what is held for an organisation only because it speaks, else 2.
    """

    name: str
    forms: tuple[Span, ...]
    longest: int
    strength: int = 2


def group(
    masked: str, found: Sequence[NameCandidate], verdicts: dict[str, NameEvidence], used: Collection[int]
) -> list[Organisation]:
    """Return the organisations of a story in order of their first place, an acronym joined to its name."""
    places: dict[str, list[int]] = {}
    same: dict[str, str] = {}
    spelt = {name.form for name in found if _abbreviated(masked, name)}
    speaking = {name.form for name in found if name.kind == "place" and " " in name.form and _speaks(masked, name)}
    for index, name in enumerate(found):
        if index in used or not (_is_body(name, verdicts.get(name.form)) or name.form in speaking | spelt):
            continue
        key = fold(name.form)
        if match := ACRONYM_PATTERN.match(masked, name.name.end):
            same[fold(match.group(1))] = key
        places.setdefault(key, []).append(index)
    same = _spelt_out(places) | same
    merged: dict[str, list[int]] = {}
    longer = _longer(places)
    for key, indexes in places.items():
        merged.setdefault(same.get(key) or longer.get(key, key), []).extend(indexes)
    out = []
    for key, indexes in merged.items():
        indexes.sort()
        spans = tuple(found[i].name for i in indexes)
        longest = max(range(len(spans)), key=lambda i: (spans[i].end - spans[i].start, -i))
        known = any(
            _is_known(found[i], verdicts.get(found[i].form)) or found[i].form in speaking | spelt for i in indexes
        )
        out.append(Organisation(key, spans, longest, 2 if known else 1))
    return out


def _spelt_out(places: dict[str, list[int]]) -> dict[str, str]:
    """Return, for initials, the one name before them that they stand for: "hc", "harbour council"."""
    full: dict[str, list[str]] = {}
    for key in places:
        words = [word for word in key.replace("-", " ").split() if word not in LINKS]
        if len(words) > 1:
            full.setdefault("".join(word[0] for word in words), []).append(key)
    return {
        short: names[0]
        for short, names in full.items()
        if short in places and not is_place(short) and len(names) == 1 and places[names[0]][0] < places[short][0]
    }


def _longer(places: dict[str, list[int]]) -> dict[str, str]:
    """Return, for each short name of an organisation, the one longer name that it stands for.

    "Council" is the "Harbour Council", "Daily News" the "Holm Daily News", "Holm Hotels" "Holm Hotels Corp".
    """
    by_word: dict[str, list[str]] = {}
    for key in places:
        for word in set(key.split()):
            by_word.setdefault(word, []).append(key)
    out = {}
    for key in places:
        words = key.split()
        bearers = by_word[words[-1]]
        if len(bearers) > MOST_BEARERS:
            continue
        if len(words) <= 2 and words[-1] in BODY_NOUNS:
            longer = [o for o in bearers if len(o.split()) > len(words) and set(words) <= set(o.split())]
        elif len(words) > 1:
            longer = [o for o in bearers if o.endswith(" " + key) or (o.startswith(key + " ") and is_company(o))]
        else:
            longer = [o for o in bearers if o.startswith(key + " ") and is_company(o) and " and " not in o]
        if len(longer) == 1:
            out[key] = longer[0]
    return out


def _abbreviated(masked: str, name: NameCandidate) -> bool:
    """Say whether initials of a name follow it in brackets: "Preferential Trade Area (PTA)"."""
    match = ACRONYM_PATTERN.match(masked, name.name.end) if masked.startswith(" (", name.name.end) else None
    if match is None or flags(name.form.rpartition(" ")[2]) & (W.TITLE | W.ROLE):
        return False  # "Chief Executive Officer (CEO)"
    words = [word for word in name.form.replace("-", " ").split() if word.lower() not in LINKS]
    return len(words) > 1 and match.group(1) == "".join(word[0] for word in words)


def _speaks(masked: str, name: NameCandidate) -> bool:
    """Say whether a place by its words is the subject of a verb of saying: "South Aland says", "…, Port Oss said"."""
    leads = name.opener or masked.endswith(", ", 0, name.name.start)
    return leads and masked.startswith(" ", name.name.end) and says(masked, name.name.end)


def _is_body(name: NameCandidate, verdict: NameEvidence | None) -> bool:
    """Say whether a name is an organisation's: by its words, by what is said of it, or as it speaks and is nobody's."""
    if _is_known(name, verdict):
        return True
    if (
        verdict is None
        or name.kind != "word"
        or len(name.form) < SHORTEST
        or noun_kind(name.form)[0] in ("group", "body")
    ):
        return False  # "Analysts said", "the Oss Police [Department] said"
    alone = not flags(name.form) & (W.FORENAME | W.THING | W.TITLE) and not all(map(is_company, name.form.split()))
    return "saying" in verdict.evidence and alone


def _is_known(name: NameCandidate, verdict: NameEvidence | None) -> bool:
    """Say whether a name is an organisation's by its words, by capitals, or by what is said of it."""
    if verdict is None or all(is_company(word) for word in name.form.split()):
        return False
    told = verdict.evidence & {"itself", "body before", "company"} and verdict.total < STRONG
    return name.kind == "organisation" or bool(told)
