"""What a name is made of: titles before or behind it, the order of its parts, a full name or a surname alone."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from onrecord.language import wordlists
from onrecord.language.folding import folded, has_mixed_scripts, is_han, is_hangul

Shape = Literal["full name", "surname alone", "initial and surname", "mixed scripts"]

HONORIFICS = wordlists.words("en", "titles", "before_names")
BEFORE_TITLES = wordlists.of_all("titles", "before_titles")
HANGUL_TITLES = wordlists.words("ko", "titles", "before_names")
HANGUL_SURNAMES_OF_TWO = wordlists.words("ko", "names", "double_surnames")
PARTICLES = wordlists.of_all("names", "surname_particles")
SUFFIXES = wordlists.of_all("titles", "bearer_suffixes")
# How family names such as "al-Assad" begin
ARTICLES = ("al-", "el-", "al‑", "el‑")


@dataclass(frozen=True, slots=True)
class Parts:
    """A name without its titles: `words` as printed, `titles` as printed, `key` for comparing, and its shape."""

    words: str
    titles: str
    key: str
    shape: Shape


@lru_cache(maxsize=65536)
def parts(name: str) -> Parts:
    """Take a name apart. "Oyelaran, Marta" is turned round; a word that is only a title stays a name."""
    words = _turned(name).split()
    words, titles = _without_titles(words)
    plain = " ".join(words)
    return Parts(plain, titles, folded(plain), _shape(plain, folded(plain).split()))


def surname_in(form: str, name: str, family: str) -> str:
    """Return the key of the family name in another form of a name: it has the same place and number of words.

    "Yun" in "Yun Tae-on" when "Yoon" is the family name of "Yoon Tae-on"; the first syllable of a Hangul name.
    """
    if is_hangul(form):
        return surname_of(form)
    words, surname = folded(form).split(), folded(family).split()
    if not surname or len(words) <= len(surname) or (not form.isascii() and not words[0][0].isascii()):
        return ""
    first = folded(name).split()[: len(surname)] == surname
    return " ".join(words[: len(surname)] if first else words[-len(surname) :])


def orders(form: str, surname: str) -> tuple[str, ...]:
    """Return the keys of a listed form: as written, the family name at the other end, the given name in one word."""
    key = folded(form)
    keys = [key]
    if surname and key.startswith(surname + " "):
        given = key[len(surname) + 1 :]
        joined = given.replace(" ", "")
        keys += [f"{given} {surname}", f"{surname} {joined}", f"{joined} {surname}"]
    return tuple(dict.fromkeys(keys))


def surname_of(name: str) -> str:
    """Return the family name of a Hangul name, or an empty string."""
    if not is_hangul(name) or not 2 <= len(name) <= 4:
        return ""
    return name[:2] if name[:2] in HANGUL_SURNAMES_OF_TWO and len(name) > 2 else name[:1]


def _turned(name: str) -> str:
    before, comma, after = name.partition(",")
    if not comma or "," in after or folded(after) in SUFFIXES or not after.strip():
        return name
    return f"{after} {before}"


def _without_titles(words: list[str]) -> tuple[list[str], str]:
    end = len(words)
    while end > 1 and is_hangul(words[0]) and words[end - 1] in HANGUL_TITLES:
        end -= 1
    start = 0
    while start < end - 1 and _begins_title(words, start, end):
        start += 1
    return words[start:end], " ".join(words[:start] + words[end:])


def _begins_title(words: list[str], start: int, end: int) -> bool:
    key = folded(words[start])
    if key in HONORIFICS:
        return True
    if key not in BEFORE_TITLES:
        return False
    following = next((folded(word) for word in words[start + 1 : end - 1] if folded(word) not in BEFORE_TITLES), "")
    return following in HONORIFICS


def _shape(plain: str, words: list[str]) -> Shape:
    if has_mixed_scripts(plain):
        return "mixed scripts"
    if len(words) < 2:
        return "full name" if words and _is_whole(words[0]) else "surname alone"
    if (
        (plain[:1].islower() and not plain.islower())
        or plain[:3].lower() in ARTICLES
        or (len(words) == 2 and words[0] in PARTICLES)
    ):
        return "surname alone"
    given = [word for word in words if word not in SUFFIXES]
    if len(given) < 2:
        return "surname alone"
    return "initial and surname" if len(given) == 2 and len(given[0]) == 1 and given[0].isascii() else "full name"


def _is_whole(word: str) -> bool:
    """Say whether a single word is a whole name: Hangul of two syllables or more, Han of three or more."""
    if is_hangul(word):
        return len(word) >= 2 and word not in HANGUL_SURNAMES_OF_TWO
    return is_han(word) and len(word) >= 3
