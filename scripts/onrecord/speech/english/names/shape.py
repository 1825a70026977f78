"""Read a run of capitalised words on its own: title, name, and how much the name looks like a person's."""

from __future__ import annotations

import functools
import re
from collections.abc import Sequence
from typing import NamedTuple

from onrecord.language import wordlists
from onrecord.speech.english.lexicon import W, flags, fold, is_place
from onrecord.speech.english.nouns import noun_kind

HALLS = wordlists.words("en", "organisations", "halls")
PARTICLES = wordlists.words("en", "names", "particles")

# "Sun-mi", "Ha-Rin": a given name that follows a Korean family name
HYPHEN_GIVEN_PATTERN = re.compile(r"[A-Z][a-z]{1,6}-[A-Za-z][a-z]{1,6}")
# "Ha", "Rin", "Kyung": one syllable of a Korean or Chinese given name
SYLLABLE_PATTERN = re.compile(
    r"(?:[BCDGHJKMNPRSTWY]|Ch|Sh|Kk|Tt|Ph|Th)?"
    r"(?:ae?|e[eou]?|eui|i|o[eoh]?|ou|u[ih]?|w[aeio]|w[ae]e?o?|y[aeou]|yae|yeo|yoo|you|ah)(?:ng|wn|[nmklpbhgtc])?",
    re.IGNORECASE,
)
# "Kestrel·com"
DOMAIN_PATTERN = re.compile(r"(?<=[^\W\d_]{2})·[a-z]{2,4}$")
# "KANG", "TAE-MIN", "McFAUL"
SHOUTED_PATTERN = re.compile(r"(?:Mc)?[^\W\d_a-z]+(?:[-'’][^\W\d_a-z]+)*")
WORD_PART_PATTERN = re.compile(r"[^\W\d_]+")

NUMERALS = frozenset({"II", "III", "IV"})  # "Tom Hill III"
QUOTES = "\"“”‘’'()"
LONGEST_ACRONYM = 6  # letters
MONTHS = wordlists.words("en", "dates", "months")
PREFIXES = W.PLACE | W.BODY | W.MODIFIER | W.PLACE_NOUN | W.ROLE | W.THING
NOT_PEOPLE = W.BODY | W.THING | W.PLACE_NOUN | W.PLACE
NAMED = W.FORENAME | W.WEAK_FORENAME | W.INITIAL | W.TITLE | W.HONOURIFIC
PLACE_STARTS = wordlists.words("en", "places", "place_starts")


class NameShape(NamedTuple):
    """What a run of capitalised words is: word indexes of its title and its name, and how much it looks like a person.

    `score` is 4 for a known forename with a surname, 1 for two unknown words, below 0 for what cannot be a person.
    """

    title: tuple[int, int]
    name: tuple[int, int]
    score: int
    kind: str  # person | organisation | place | thing | word | none
    family: str
    form: str
    honourific: str


@functools.lru_cache(maxsize=32768)
def read(words: tuple[str, ...], opener: bool, first_known: bool, office: bool) -> NameShape:
    """Read a run of capitalised words without its context."""
    n = len(words)
    kinds = [0 if w.islower() else flags(w) for w in words]
    start = 0
    while start < n and kinds[start] & W.SOFT and not _soft_name(words, kinds, start, opener and start == 0):
        start += 1
    if n - start > 1 and (opener or start) and _is_opener(words[start], kinds[start], kinds[start + 1], first_known):
        start += 1
    name = title_end = _title_end(kinds, start, n)
    name = _skip_modifiers(kinds, name, n, title_end > start, office)
    while n - name > 1 and kinds[n - 1] & W.SOFT and not kinds[name] & W.FORENAME:
        n -= 1
    if name >= n or _is_office(kinds[name:n]) or (office and name == start and not kinds[name] & NAMED):
        return NameShape((start, start), (n, n), 0, "none", "", "", "")
    score, kind = _judge(words[name:n], kinds[name:n], title_end > start or office)
    if score <= -3 and title_end > start:  # "Justice Department", "General Motors"
        score, kind, title_end, name = -4, "organisation" if kind == "organisation" else "thing", start, start
    elif kind in {"organisation", "thing"} and title_end == start:
        name = start
    plain = [w for w in words[name:n] if w[0] not in QUOTES] or list(words[name:n])
    form = " ".join(plain)
    if len(plain[-1]) > 4:
        form = form.rstrip("·")
    honourific = next((fold(w) for w, k in zip(words[:name], kinds, strict=False) if k & W.HONOURIFIC), "")
    return NameShape((start, title_end), (name, n), score, kind, _family(words, name, n), form, honourific)


def _is_opener(word: str, kind: int, following: int, known: bool) -> bool:
    """Say whether a run's first word opens the sentence and no name: "Asked", "Crossing"."""
    if kind & (W.FORENAME | W.TITLE | W.HONOURIFIC | W.INITIAL | W.PLACE | W.BODY):
        return False
    return bool(known and following & (W.FORENAME | W.TITLE)) or (word.endswith("ing") and not kind & W.SURNAME)


def _is_office(kinds: Sequence[int]) -> bool:
    """Say whether words end in an office that is no surname: "Deputy Harbour Adviser"."""
    return (
        bool(kinds[-1] & (W.TITLE | W.ROLE))
        and not kinds[-1] & (W.SURNAME | W.FORENAME | W.BODY)
        and not kinds[0] & W.FORENAME
    )


def _soft_name(words: Sequence[str], kinds: Sequence[int], at: int, opener: bool) -> bool:
    """Say whether a word such as "Will" opens a name here."""
    if at + 1 >= len(words):
        return False
    following = kinds[at + 1]
    if following & (W.TITLE | W.STOP | W.FORENAME | W.PLACE | W.BODY | W.NATIONALITY | W.HONOURIFIC | W.THING):
        return False
    return bool(following & W.SURNAME) or (not opener and fold(words[at]) not in MONTHS)


def _title_end(kinds: Sequence[int], start: int, n: int) -> int:
    """Return the index after the last title word that still has a name behind it."""
    real = n
    while real > start and kinds[real - 1] & W.SUFFIX:
        real -= 1
    for at in range(real - 2, start - 1, -1):
        kind = kinds[at]
        if at == start and kind == W.ROLE and real - at >= 3 and not any(k & NOT_PEOPLE for k in kinds[at + 1 : real]):
            return at + 1  # "Librarian Ada Brook"
        if not kind & (W.TITLE | W.HONOURIFIC):
            continue
        following = kinds[at + 1]
        if kind & (W.FORENAME | W.WEAK_FORENAME) and at == start and not following & W.FORENAME and kind & W.SURNAME:
            continue  # "Dean Marsh"
        if at > start and kind & W.SURNAME and kinds[start] & W.FORENAME and not kind & W.HONOURIFIC:
            continue  # "Martin King House"
        return at + 1
    return start


def _skip_modifiers(kinds: Sequence[int], at: int, n: int, titled: bool, office: bool) -> int:
    """Step over nationalities, places and organisations that stand before a name: "Cedar City Ada Brook"."""
    if office and not titled:
        named = next((index for index in range(at, n - 1) if kinds[index] & (W.FORENAME | W.INITIAL)), None)
        if named is not None:
            return named
        behind = next((i + 1 for i in range(n - 3, at, -1) if kinds[i] & W.BODY and not kinds[i] & W.FORENAME), n)
        if n - behind in (2, 3):
            return behind  # "[Chair of the] Harbour Trust Ada Brook"
        while n - at > 2 and kinds[at] & (W.BODY | W.PLACE | W.NATIONALITY | W.MODIFIER | W.PLACE_NOUN | W.THING):
            at += 1
        return at
    if not kinds[n - 1] & (W.BODY | W.THING | W.PLACE_NOUN):
        for index in range(at, n - 1):
            if kinds[index] & (W.FORENAME | W.INITIAL):
                at = index
                break
            if not kinds[index] & (PREFIXES | W.NATIONALITY | W.CAPITALS):
                break
    while n - at > 1 and kinds[at] & W.NATIONALITY and not kinds[at] & W.FORENAME:
        plain = not kinds[at + 1] & (W.BODY | W.THING | W.NATIONALITY | W.PLACE_NOUN)
        if not plain or (n - at == 2 and not kinds[at + 1] & W.SURNAME):
            break
        at += 1
    return at


def _judge(words: Sequence[str], kinds: Sequence[int], titled: bool) -> tuple[int, str]:
    """Say what words without a title are, and how much they look like a person."""
    core = len(words)
    while core > 1 and kinds[core - 1] & W.SUFFIX:
        core -= 1
    words, kinds = words[:core], kinds[:core]
    first, last = kinds[0], kinds[-1]
    if is_place(" ".join(words)) and not (titled and last & W.SURNAME):
        return -3, "place"
    if core > 1 and (" ".join(map(fold, words[-2:])) in HALLS or (not titled and _is_body(words[0], kinds))):
        return -4, "organisation"
    if core == 1 and DOMAIN_PATTERN.search(words[0]):
        return -4, "organisation"
    if core == 1:
        return _single(first, titled), _single_kind(first, titled, len(words[0]) > LONGEST_ACRONYM)
    if family_first(tuple(words)):
        return 4, "person"
    if first & W.FORENAME and kinds[1] & W.INITIAL and core == 3:
        return 4, "person"
    named = first & (W.FORENAME | W.WEAK_FORENAME)
    if (first & NOT_PEOPLE and not named) or any(kind & NOT_PEOPLE for kind in kinds[1:]):
        return _doubtful(kinds, titled)
    if fold(words[0]) in PLACE_STARTS and core == 2 and not titled:
        return -2, "place"
    if last & W.NATIONALITY and not last & W.SURNAME and words[-1].endswith("s"):
        return -4, "thing"
    return _plain_score(kinds, words[-1].endswith("s")), "person"


def _is_body(first: str, kinds: Sequence[int]) -> bool:
    """Say whether words can only name a body: initials ("HBC NI"), people in the plural ("Citizens Afloat")."""
    if any(kind & (W.FORENAME | W.SURNAME) for kind in (kinds[0], kinds[-1])):
        return False
    return noun_kind(first) == ("group", True) or all(kind & W.CAPITALS for kind in kinds)


def _doubtful(kinds: Sequence[int], titled: bool) -> tuple[int, str]:
    """Score words of which one is of bodies, places or things: "Ada Church" may be a person, "Oss Church" not."""
    first, last = kinds[0], kinds[-1]
    middle = any(kind & NOT_PEOPLE and not kind & (W.FORENAME | W.SURNAME) for kind in kinds[:-1])
    if not middle and last & W.SURNAME and len(kinds) <= 3 and not any(kind & W.BODY for kind in kinds[:-1]):
        if first & (W.FORENAME | W.INITIAL):
            return (3 if titled or not last & NOT_PEOPLE else 1), "person"
        if titled and len(kinds) <= 2:
            return 1, "person"
        if first & W.WEAK_FORENAME and not last & NOT_PEOPLE:
            return 2, "person"
    if not last & NOT_PEOPLE and first & (W.FORENAME | W.WEAK_FORENAME) and len(kinds) == 2:
        return 1, "person"
    if any(kind & W.BODY and not (kind & W.MODIFIER and number == 0) for number, kind in enumerate(kinds)):
        return -4, "organisation"
    if len(kinds) == 2 and not first & NOT_PEOPLE and (first & W.FORENAME or titled):
        return (-2 if titled else 0), "person"  # "Ada Quay", "Engineer Oss Quay": where a cue stands beside it
    return -4, "thing" if last & W.THING else "place"


def _plain_score(kinds: Sequence[int], plural: bool) -> int:
    """Score two or more words none of which speaks against a person."""
    first, last = kinds[0], kinds[-1]
    capitals = sum(bool(kind & W.CAPITALS) for kind in kinds)
    if 0 < capitals < len(kinds) or last & W.INITIAL:
        return -2
    if first & (W.FORENAME | W.INITIAL):
        return (3 if last & W.SURNAME else 2) if last & (W.NATIONALITY | W.TITLE | W.ROLE) else 4
    if capitals:
        return -1
    if first & W.WEAK_FORENAME and last & W.SURNAME and not last & W.NATIONALITY:
        return 3
    if first & W.WEAK_FORENAME and not last & (W.NATIONALITY | W.TITLE | W.MODIFIER):
        return -1 if first & W.PLACE and plural else 1
    if any(kind & (W.NATIONALITY | W.PLACE | W.TITLE | W.MODIFIER | W.THING) for kind in kinds):
        return -1
    return 1 + bool(last & W.SURNAME)


def _single(kind: int, titled: bool) -> int:
    if kind & (W.BODY | W.THING | W.PLACE_NOUN) and not kind & W.SURNAME:
        return -3
    if kind & (W.NATIONALITY | W.CAPITALS | W.PLACE) and not titled:
        return -3
    return 0


def _single_kind(kind: int, titled: bool, long: bool) -> str:
    if kind & W.SUFFIX and not kind & W.SURNAME:
        return "none"
    if kind & (W.NATIONALITY | W.STOP) and not titled:
        return "word" if kind & W.SURNAME and not kind & W.STOP else "none"
    if kind & W.PLACE and not titled:
        return "place"
    if kind & W.CAPITALS and not titled:
        return "thing" if long else "organisation"
    if kind & (W.TITLE | W.MODIFIER | W.ROLE) and not kind & (W.SURNAME | W.FORENAME):
        return "none"
    return "word"


def _family(words: Sequence[str], a: int, core: int) -> str:
    """Return the family name: the last word with its particles, or the first of a Korean or Chinese name."""
    while core - 1 > a and flags(words[core - 1]) & W.SUFFIX:
        core -= 1
    if family_first(tuple(words[a:core])):
        return words[a]
    at = core - 1
    while at - 1 > a and words[at - 1].islower() and fold(words[at - 1]) in PARTICLES:
        at -= 1
    return " ".join(words[at:core]).rstrip("·")


@functools.lru_cache(maxsize=4096)
def family_first(words: tuple[str, ...]) -> bool:
    """Say whether a name is written family name first: "Oh Sun-mi", "Kim Ha Rin", "Tran Thi Mai"."""
    if not 2 <= len(words) <= 3 or not flags(words[0]) & W.FAMILY_FIRST:
        return False
    given = words[1:]
    if len(given) == 1:
        parts = given[0].split("-")
        return (
            len(parts) == 2
            and all(len(p) <= 6 for p in parts)
            and bool(HYPHEN_GIVEN_PATTERN.fullmatch(given[0]) or given[0].isupper())
        )
    return all(SYLLABLE_PATTERN.fullmatch(w) for w in given) and not any(flags(w) & W.INITIAL for w in given)


def plain(name: str) -> str:
    """Return a printed name on one line, without a nickname in marks and not in capitals."""
    words = [word for word in name.split() if word[0] not in QUOTES]
    return " ".join(calm(word) for word in words)


def calm(word: str) -> str:
    """Return a word of a shouted name as it would be printed: "TAE-MIN" is "Tae-min", "O'BRIEN" is "O'Brien"."""
    if not SHOUTED_PATTERN.fullmatch(word) or word in NUMERALS:
        return word
    if word.isupper() and word.count("-") == 1 and SYLLABLE_PATTERN.fullmatch(word.partition("-")[0]):
        return word.capitalize()
    prefix, rest = ("Mc", word[2:]) if word[:2] in {"Mc", "MC"} and len(word) > 4 else ("", word)
    return prefix + WORD_PART_PATTERN.sub(lambda m: m.group().capitalize(), rest)
