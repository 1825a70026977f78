"""Names as they are compared: without case, accents, marks and invisible characters. Printed forms never change."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

# "Suk-yeol", "O’Hara": letters and digits of any script; everything else separates
WORD_PATTERN = re.compile(r"[^\W_]+")
# Scripts whose letters look alike
ALIKE = ("LATIN", "CYRILLIC", "GREEK", "ARMENIAN", "CHEROKEE")
APOSTROPHES = "'’‘ʼ`´＇"
LETTERS = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "ß": "ss", "æ": "ae", "œ": "oe", "ı": "i", "þ": "th", "ð": "d"})


@lru_cache(maxsize=65536)
def folded(name: str) -> str:
    """Return the key under which a name is compared: words in order, one space between them.

    NFKC and case folding; invisible characters, apostrophes and accents of Latin letters removed; hyphens and dots
    as spaces.
    """
    if name.isascii():
        return " ".join(WORD_PATTERN.findall(name.replace("'", "").replace("`", "").lower()))
    text = unicodedata.normalize("NFKC", name)
    text = "".join(c for c in text if c not in APOSTROPHES and unicodedata.category(c) != "Cf").casefold()
    return " ".join(WORD_PATTERN.findall(_without_accents(text).translate(LETTERS)))


def _without_accents(text: str) -> str:
    kept: list[str] = []
    latin = False
    for character in unicodedata.normalize("NFD", text):
        if "\u0300" <= character <= "\u036f":
            if latin:
                continue
        elif not unicodedata.combining(character):
            latin = character.isascii() or "LATIN" in unicodedata.name(character, "")
        kept.append(character)
    return unicodedata.normalize("NFC", "".join(kept))


def has_mixed_scripts(name: str) -> bool:
    """Say whether a word of the name mixes scripts whose letters look alike, as a forged name does."""
    if name.isascii():
        return False
    for word in WORD_PATTERN.findall(unicodedata.normalize("NFKC", name)):
        scripts = {unicodedata.name(c, "").split(" ", 1)[0] for c in word if c.isalpha()}
        if len(scripts.intersection(ALIKE)) > 1:
            return True
    return False


def is_hangul(text: str) -> bool:
    """Say whether a word is written in Hangul syllables alone."""
    return bool(text) and all("가" <= character <= "힣" for character in text)


def is_han(text: str) -> bool:
    """Say whether a word is written in Han characters alone."""
    return bool(text) and all("\u3400" <= c <= "\u9fff" or "\U00020000" <= c <= "\U0003ffff" for c in text)
