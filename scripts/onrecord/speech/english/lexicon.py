"""Say what an English word can be in a name: forename, title, place, word of an organisation, sentence opener."""

from __future__ import annotations

import functools
import re
import unicodedata

from onrecord.language import wordlists


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


FORENAMES = wordlists.words("en", "forenames", "female", "male", "either")
FEMALE_FORENAMES = wordlists.words("en", "forenames", "female")
MALE_FORENAMES = wordlists.words("en", "forenames", "male")
PLACES = wordlists.words("en", "places", "places")
COMPANY_ENDINGS = wordlists.words("en", "organisations", "company_endings")
_LISTS = (
    ("titles", "titles", W.TITLE),
    ("titles", "title_modifiers", W.MODIFIER),
    ("titles", "honourifics", W.HONOURIFIC),
    ("titles", "suffixes", W.SUFFIX),
    ("places", "nationalities", W.NATIONALITY),
    ("places", "places", W.PLACE),
    ("places", "place_nouns", W.PLACE_NOUN),
    ("organisations", "organisation_words", W.BODY),
    ("organisations", "thing_words", W.THING),
    ("names", "stop", W.STOP),
    ("names", "soft_stop", W.SOFT),
    ("names", "family_first", W.FAMILY_FIRST),
)


def _table() -> dict[str, int]:
    """Return what every listed word can be."""
    out: dict[str, int] = {}
    for file, name, bit in _LISTS:
        for word in wordlists.words("en", file, name):
            out[word] = out.get(word, 0) | bit
    for word in wordlists.words("en", "places", "nationalities"):
        out[word + "s"] = out.get(word + "s", 0) | W.NATIONALITY
    not_forenames = wordlists.words("en", "names", "not_forenames")
    for word in FORENAMES:
        weak = word in not_forenames or out.get(word, 0) & (W.STOP | W.PLACE)
        out[word] = out.get(word, 0) | (W.WEAK_FORENAME if weak else W.FORENAME)
    for word in wordlists.words("en", "surnames", "surnames"):
        out[word] = out.get(word, 0) | W.SURNAME
    for word in wordlists.words("en", "roles", "roles"):
        out[word] = out.get(word, 0) | W.ROLE
    return out


TABLE = _table()
# "E·O·", "U·S·"
DOTTED_PATTERN = re.compile(r"[^\W\d_](?:·[^\W\d_])*·?")
NUMERALS = frozenset({"II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "XI", "XII", "XIII", "XIV", "XV", "XVI"})
SHOUTED_ALIKE = wordlists.words("en", "names", "acronyms")  # short forms that look like small words


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
    return fold(words) in PLACES


@functools.lru_cache(maxsize=16384)
def forename_gender(word: str) -> str:
    """Return 'f', 'm' or '' for a forename, by the census."""
    low = fold(word)
    if low not in FORENAMES and "-" in low:
        low = low.partition("-")[0]
    return "f" if low in FEMALE_FORENAMES else "m" if low in MALE_FORENAMES else ""


def is_company(form: str) -> bool:
    """Say whether a form ends as names of companies do: "Kestrel Hotels Corp"."""
    return fold(form.rpartition(" ")[2].rstrip("·")) in COMPANY_ENDINGS
