"""Say what an English word can be in a name: forename, title, place, word of an organisation, sentence opener."""

from __future__ import annotations

import functools
import re
import unicodedata
from pathlib import Path

import yaml

DATA = Path(__file__).parents[1] / "wordlists" / "en"


class W:
    """What a word is known to be, as bits of a whole number; a word may be several things."""

    FORENAME = 1
    WEAK_FORENAME = 1 << 1  # a forename that is an ordinary word or a place first
    SURNAME = 1 << 2
    TITLE = 1 << 3
    MODIFIER = 1 << 4  # widens a title: "Press" in "Press Secretary"
    HONOURIFIC = 1 << 5
    NATIONALITY = 1 << 6
    PLACE = 1 << 7
    PLACE_NOUN = 1 << 8
    BODY = 1 << 9
    THING = 1 << 10
    STOP = 1 << 11
    SOFT = 1 << 12  # a sentence opener that may be a forename: "Will", "April"
    INITIAL = 1 << 13
    CAPITALS = 1 << 14
    FAMILY_FIRST = 1 << 15  # a Korean, Chinese or Vietnamese family name
    SUFFIX = 1 << 16
    ROLE = 1 << 17


def entries(text: str) -> frozenset[str]:
    """Return the words and phrases of a list that stands between commas."""
    return frozenset(part.strip() for part in text.replace("\n", " ").split(",") if part.strip())


@functools.cache
def lists(name: str) -> dict[str, frozenset[str]]:
    """Return the lists of one of the data files beside this module."""
    raw = yaml.safe_load((DATA / name).read_text(encoding="utf-8"))
    return {key: entries(value) for key, value in raw.items()}


@functools.cache
def census() -> dict[str, frozenset[str]]:
    """Return the census names: 'female', 'male', 'either' forenames and 'surname'."""
    out: dict[str, list[str]] = {}
    key = ""
    for line in (DATA / "census.txt").read_text(encoding="utf-8").splitlines():
        if line.startswith("["):
            key = line.strip("[]")
            out[key] = []
        elif not line.startswith("#"):
            out[key] += line.split()
    return {key: frozenset(words) for key, words in out.items()}


NAMING = lists("names.yml")
NOUNS = lists("nouns.yml")
PHRASES = lists("phrases.yml")
CENSUS = census()
FORENAMES = CENSUS["female"] | CENSUS["male"] | CENSUS["either"]
_LISTS = (
    ("titles", W.TITLE),
    ("title_modifiers", W.MODIFIER),
    ("honourifics", W.HONOURIFIC),
    ("nationalities", W.NATIONALITY),
    ("places", W.PLACE),
    ("place_nouns", W.PLACE_NOUN),
    ("organisation_words", W.BODY),
    ("thing_words", W.THING),
    ("stop", W.STOP),
    ("soft_stop", W.SOFT),
    ("family_first", W.FAMILY_FIRST),
    ("suffixes", W.SUFFIX),
)


def _table() -> dict[str, int]:
    """Return what every listed word can be."""
    out: dict[str, int] = {}
    for key, bit in _LISTS:
        for word in NAMING[key]:
            out[word] = out.get(word, 0) | bit
    for word in NAMING["nationalities"]:
        out[word + "s"] = out.get(word + "s", 0) | W.NATIONALITY
    for word in FORENAMES:
        weak = word in NAMING["not_forenames"] or out.get(word, 0) & (W.STOP | W.PLACE)
        out[word] = out.get(word, 0) | (W.WEAK_FORENAME if weak else W.FORENAME)
    for word in CENSUS["surname"]:
        out[word] = out.get(word, 0) | W.SURNAME
    for word in NOUNS["roles"]:
        out[word] = out.get(word, 0) | W.ROLE
    return out


TABLE = _table()
# "E·O·", "U·S·"
DOTTED_PATTERN = re.compile(r"[^\W\d_](?:·[^\W\d_])*·?")
NUMERALS = frozenset({"II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "XI", "XII", "XIII", "XIV", "XV", "XVI"})
SHOUTED_ALIKE = frozenset({"us", "who", "it"})  # short forms that look like small words


@functools.lru_cache(maxsize=65536)
def fold(word: str) -> str:
    """Return a word for comparison: no case, accents, dots or joints (see `masks`)."""
    if word.isascii():
        return word.lower().replace("·", "").replace(".", "")
    plain = unicodedata.normalize("NFKD", word)
    return "".join(c for c in plain if not unicodedata.combining(c) and c not in "·.\ua78f").lower()


@functools.lru_cache(maxsize=65536)
def flags(word: str) -> int:
    """Return what a word, as printed in a masked text, can be in a name: bits of `W`."""
    if word in {"A", "I"}:
        return W.STOP
    if word in NUMERALS:
        return W.SUFFIX
    low = fold(word)
    if low.endswith("-year-old"):
        return W.STOP
    letters = word.replace("·", "")
    capitals = letters.isupper()
    if capitals and (len(letters) == 1 or (len(letters) <= 3 and DOTTED_PATTERN.fullmatch(word))):
        return W.INITIAL | TABLE.get(low, 0) & W.PLACE
    out = TABLE.get(low, 0)
    if capitals and low in SHOUTED_ALIKE:
        out &= ~W.STOP
    if "-" in low and all(part in FORENAMES for part in low.split("-")):
        out |= W.FORENAME
    return out | W.CAPITALS if capitals else out


@functools.lru_cache(maxsize=16384)
def is_place(words: str) -> bool:
    """Say whether words name a country, state or well-known town."""
    return fold(words) in NAMING["places"]


@functools.lru_cache(maxsize=16384)
def forename_gender(word: str) -> str:
    """Return 'f', 'm' or '' for a forename, by the census."""
    low = fold(word)
    if low not in FORENAMES and "-" in low:
        low = low.partition("-")[0]
    return "f" if low in CENSUS["female"] else "m" if low in CENSUS["male"] else ""


def is_company(form: str) -> bool:
    """Say whether a form ends as names of companies do: "Kestrel Hotels Corp"."""
    return fold(form.rpartition(" ")[2].rstrip("·")) in PHRASES["company_endings"]
