"""Say which language a text is in: by its script, and for Latin letters by its small words."""

from __future__ import annotations

import re
from collections import Counter

from onrecord.language import wordlists
from onrecord.language.codes import UNKNOWN

# "Sen. Ada Brook", "Oss, Calif., and"
SHORT_FORMS = wordlists.words("en", "small_words", "short_forms")
LONGEST_SHORT_FORM = 6  # letters, and one more that tells a longer word
SAMPLE = 3_000  # characters that are looked at: half from the head, half from the middle
MINIMUM_SHARE = 0.08  # of the words have to be small words of the language
MINIMUM_LEAD = 1.2  # over the second best
CLEAR_SHARE = 0.16  # from here on a smaller lead does
WEIGHTS = {
    "latin": 1.0,
    "hangul": 2.5,
    "han": 2.5,
    "kana": 2.5,
}  # a syllable or an ideograph says as much as some letters

# One named group for each script, for runs of its letters: "서울" is hangul, "Москва" is cyrillic
SCRIPT_PATTERN = re.compile(
    r"(?P<hangul>[\uac00-\ud7a3\u1100-\u11ff\u3130-\u318f]+)|(?P<kana>[\u3040-\u30ff]+)|(?P<han>[\u3400-\u4dbf\u4e00-\u9fff]+)"
    r"|(?P<cyrillic>[\u0400-\u052f]+)|(?P<arabic>[\u0600-\u06ff\u0750-\u077f]+)|(?P<greek>[\u0370-\u03ff]+)"
    r"|(?P<hebrew>[\u0590-\u05ff]+)|(?P<deva>[\u0900-\u097f]+)|(?P<bn>[\u0980-\u09ff]+)|(?P<pa>[\u0a00-\u0a7f]+)"
    r"|(?P<gu>[\u0a80-\u0aff]+)|(?P<ta>[\u0b80-\u0bff]+)|(?P<te>[\u0c00-\u0c7f]+)|(?P<kn>[\u0c80-\u0cff]+)"
    r"|(?P<ml>[\u0d00-\u0d7f]+)|(?P<si>[\u0d80-\u0dff]+)|(?P<th>[\u0e00-\u0e7f]+)|(?P<lo>[\u0e80-\u0eff]+)"
    r"|(?P<my>[\u1000-\u109f]+)|(?P<ka>[\u10a0-\u10ff]+)|(?P<hy>[\u0530-\u058f]+)|(?P<ethiopic>[\u1200-\u137f]+)"
    r"|(?P<km>[\u1780-\u17ff]+)"
)
# Letters of any script but the Latin one: "Москва", "서울"
FOREIGN_PATTERN = re.compile(r"[\u0370-\u1dff\u2e80-\ud7ff]+")
NO_LETTERS = bytes(code for code in range(256) if not chr(code).isalpha() or code > 127)
# Letters that only some languages of a script have, tried in order; the last line of a script is its default
LETTERS = {
    "cyrillic": (("uk", "їєґі"), ("sr", "јљњђћџ"), ("ru", "ыэё"), ("bg", "ъ")),
    "arabic": (("ur", "ٹڈںے"), ("fa", "پچژگ"), ("ar", "ةىأإ")),
    "ethiopic": (("ti", "ቐቕኸ"), ("am", "")),
    "deva": (("mr", "ळ"), ("hi", "")),
}
ONLY = {"hangul": "ko", "greek": "el", "hebrew": "he"}


def _small_words() -> dict[str, tuple[tuple[str, float], ...]]:
    """Return for each small word the languages it speaks for and with what weight: less when it stands for many."""
    languages = {code: frozenset(words) for code, words in wordlists.small_words().items()}
    shared = Counter(word for words in languages.values() for word in words)
    return {
        word: tuple((code, 1 / share**0.5) for code, words in sorted(languages.items()) if word in words)
        for word, share in sorted(shared.items())
    }


SMALL_WORDS = _small_words()


def detect(text: str) -> str:
    """Return the language's code ("en", "ko", "de", …), or "und" when the text does not tell."""
    if len(text) > SAMPLE:
        middle = len(text) // 2
        text = text[: SAMPLE // 2] + " " + text[middle : middle + SAMPLE // 2]
    foreign = "" if text.isascii() else " ".join(FOREIGN_PATTERN.findall(text))
    latin = len(text.encode("ascii", "ignore").translate(None, NO_LETTERS))
    if 10 * len(foreign) < latin:
        return _by_small_words(text)
    runs: dict[str, list[str]] = {}
    for match in SCRIPT_PATTERN.finditer(foreign):
        runs.setdefault(match.lastgroup or "", []).append(match.group())
    letters = {script: len("".join(parts)) for script, parts in runs.items()} | {"latin": latin}
    script = max(letters, key=lambda name: letters[name] * WEIGHTS.get(name, 1.0))
    if script == "latin":
        return _by_small_words(text)
    if script in ("han", "kana"):
        return "ja" if 10 * letters.get("kana", 0) > letters.get("han", 0) else "zh"
    return _by_letters(script, "".join(runs[script]))


def _by_letters(script: str, text: str) -> str:
    """Return the language of a text in one script, by the letters that only it has."""
    options = LETTERS.get(script)
    if options is None:
        return ONLY.get(script, script)
    counts = [(sum(map(text.count, letters)), code) for code, letters in options]
    if script == "cyrillic" and 200 * max(counts)[0] < len(text):
        return "ru" if len(text) < 200 else UNKNOWN
    rare = [code for count, code in counts[:-1] if 200 * count > len(text)]
    return max(counts)[1] if script == "cyrillic" else rare[0] if rare else options[-1][0]


def _by_small_words(text: str) -> str:
    """Return the language of a text in Latin letters."""
    words = text.lower().replace("’", "'").split()
    scores: dict[str, float] = {}
    for word, count in Counter(words).items():
        for code, weight in SMALL_WORDS.get(word, ()):
            scores[code] = scores.get(code, 0.0) + weight * count
    best, second = sorted([(score, code) for code, score in scores.items()] + [(0.0, UNKNOWN)] * 2, reverse=True)[:2]
    share = best[0] / max(len(words), 1)
    if share < MINIMUM_SHARE or (share < CLEAR_SHARE and best[0] < MINIMUM_LEAD * second[0]) or best[0] == second[0]:
        return UNKNOWN
    return best[1]


def is_short_form(text: str, stop: int) -> bool:
    """Say whether the full stop at a place belongs to a short form or an initial, and ends no sentence by itself."""
    start = stop
    while start > max(0, stop - LONGEST_SHORT_FORM) and text[start - 1].isalpha():
        start -= 1
    stem = text[start:stop]
    return text[stop] == "." and (stem in SHORT_FORMS or (len(stem) == 1 and stem.isupper()))
