"""Names as they are compared: without case, accents, marks and invisible characters. Printed forms never change."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

# "Suk-yeol", "O’Hara": letters and digits of any script; everything else separates
WORD_PATTERN = re.compile(r"[^\W_]+")
# Scripts whose letters look alike
ALIKE = ("LATIN", "CYRILLIC", "GREEK", "ARMENIAN", "CHEROKEE")
# Letters of the two that look like Latin ones, in print or on a screen
LOOK_LATIN = frozenset("АВЕЅІЈКМНОРСТУХаеѕіјорсухһԁӏԛԝΑΒΕΖΗΙΚΜΝΟΡΤΥΧοναιρυ")
# What Unicode says to ignore in display (Default_Ignorable_Code_Point), such as U+200B and U+2060
HIDDEN_PATTERN = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f"
    "\ufeff\uffa0\U000e0000-\U000e0fff]"
)
JOINERS = "\u200c\u200d\u200e\u200f\u061c"
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
    """Say whether a name mixes scripts whose letters look alike, as a forged name does."""
    return bool(mixed_word(name))


@lru_cache(maxsize=65536)
def mixed_word(name: str) -> str:
    """Return the word that makes a name one of mixed scripts, or an empty string.

    Such a word has letters of two scripts that look alike ("Sto" and Cyrillic "е"), or is wholly of letters that look
    Latin beside Latin words. That is UTS #39's highly restrictive level, less what newsrooms write for good reasons:
    Greek letters in formulas (IFNγ, μg), Cyrillic names of outlets beside Latin ones.
    """
    if name.isascii():
        return ""
    words: list[str] = WORD_PATTERN.findall(unicodedata.normalize("NFKC", name))
    scripts = [_alike(word) for word in words]
    for word, found in zip(words, scripts, strict=True):
        if len(found) > 1 and not (found == {"LATIN", "GREEK"} and _is_formula(word)):
            return word
    others = [word for word, found in zip(words, scripts, strict=True) if found and found != {"LATIN"}]
    if {"LATIN"} in scripts and others and all(looks_latin(word) for word in others):
        return others[0]
    return ""


def _alike(word: str) -> frozenset[str]:
    """Return the scripts of a word's letters, of those whose letters look alike."""
    return frozenset(unicodedata.name(c, "").split(" ", 1)[0] for c in word if c.isalpha()).intersection(ALIKE)


def looks_latin(word: str) -> bool:
    """Say whether a word without a Latin letter has only letters that look like Latin ones; a Greek small one may."""
    letters = [c for c in word if c.isalpha()]
    if len(letters) == 1 and letters[0].islower():
        return False
    return bool(letters) and all(c in LOOK_LATIN for c in letters)


def _is_formula(word: str) -> bool:
    """Say whether the Greek letters of a word look like no Latin ones, or are small ones among capitals."""
    greek = [c for c in word if unicodedata.name(c, "").startswith("GREEK")]
    latin = "".join(c for c in word if c.isalpha() and c not in greek)
    return all(c not in LOOK_LATIN for c in greek) or (latin.isupper() and all(c.islower() and c != "ο" for c in greek))


def visible(name: str) -> str:
    """Return a name without the characters that nobody sees, but for joiners in scripts that need them."""
    if name.isascii() or not HIDDEN_PATTERN.search(name):
        return name
    kept = (c for at, c in enumerate(name) if not HIDDEN_PATTERN.match(c) or _is_needed(name, at))
    return " ".join("".join(kept).split())


@lru_cache(maxsize=65536)
def hidden_in(name: str) -> str:
    """Return the first character of a name that nobody sees and nothing explains, or an empty string.

    A soft hyphen says where a word may be broken, and hides nothing.
    """
    if name.isascii():
        return ""
    found = (m for m in HIDDEN_PATTERN.finditer(name) if m.group() != "\u00ad" and not _is_needed(name, m.start()))
    return next((match.group() for match in found), "")


def _is_needed(name: str, at: int) -> bool:
    """Say whether an invisible character belongs to the spelling: a joiner or direction mark of such a script."""
    if name[at] not in JOINERS:
        return False
    return any(unicodedata.bidirectional(c) in ("R", "AL") or "\u0900" <= c <= "\u109f" for c in name)


def is_hangul(text: str) -> bool:
    """Say whether a word is written in Hangul syllables alone."""
    return bool(text) and all("가" <= character <= "힣" for character in text)


def is_han(text: str) -> bool:
    """Say whether a word is written in Han characters alone."""
    return bool(text) and all("\u3400" <= c <= "\u9fff" or "\U00020000" <= c <= "\U0003ffff" for c in text)


def fold_words(text: str) -> str:
    """Return the words of a text in small letters with one space between them, for comparing."""
    return " ".join(WORD_PATTERN.findall(text.casefold()))
