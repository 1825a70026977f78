"""The words of a French sentence, and the names of people among them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from onrecord.language import wordlists
from onrecord.model import Span
from onrecord.speech.french.words import words
from onrecord.speech.text.masks import DOT
from onrecord.speech.types import Token

FILLER = "□"  # stands for a character inside quotation marks
ELIDED = wordlists.alternation(words("small_words", "elided"))
INVERTED = rf"(?:t-)?(?:{wordlists.alternation(words('pronouns', 'inverted'))})\b"
LETTER = rf"[^\W_{FILLER}]"
# "□□□", "aujourd'hui", "d'", "-t-il", "Port-Blanc", "M·", "···", ","
TOKEN_PATTERN = re.compile(
    rf"{FILLER}+|aujourd'hui|(?:{ELIDED})(?=\w)|(?<=\w)-{INVERTED}"
    rf"|{LETTER}(?:{LETTER}|·(?![\w·])|(?<=\d)·(?=\d)|-(?!{INVERTED})(?=\w)|·-(?=\w)|'(?=\w))*"
    r"|·{2,}|[^\w\s]",
    re.IGNORECASE,
)
MOST_GIVEN = 3  # forenames before a surname
MOST_FAMILY = 4  # words of a surname
AGE_WORDS = ("an", "ans")

FORENAMES = dict.fromkeys(words("forenames", "female"), "f") | dict.fromkeys(words("forenames", "male"), "m")
FORENAMES |= dict.fromkeys(words("forenames", "either"), "")
PARTICLES = frozenset(words("names", "particles"))
JOINING = frozenset(words("names", "joining"))
ADDRESSES = dict.fromkeys(words("titles", "before_names", "titles"), "")
ADDRESSES |= dict.fromkeys(words("titles", "female_honourifics"), "f")
ADDRESSES |= dict.fromkeys(words("titles", "male_honourifics"), "m")
OPENERS = frozenset(words("small_words", "openers"))
PLACES = frozenset(words("places", "places"))
BEFORE_PLACES = frozenset(words("places", "before_places"))
BODY_NAMES = frozenset(words("organisations", "names"))
PLACE_PARTS = frozenset(words("places", "place_starts"))


class Name(NamedTuple):
    """A person's name: from which token to which, the address before it, and where forenames end and surname begins."""

    start: int
    end: int
    address: str
    family: int
    gender: str

    def span(self, tokens: Sequence[Token]) -> Span:
        """Return the words of the name without its address."""
        return Span(tokens[self.start + bool(self.address)].start, tokens[self.end - 1].end)


@dataclass(slots=True)
class Known:
    """The names that a story has: full ones, surnames and forenames, as they are written there."""

    full: set[str] = field(default_factory=set)
    families: set[str] = field(default_factory=set)
    given: set[str] = field(default_factory=set)


def split(frame: str, start: int, end: int) -> list[Token]:
    """Return the words and marks of a stretch; an inverted pronoun has its hyphens in `text` and not in `low`."""
    out = []
    for match in TOKEN_PATTERN.finditer(frame, start, end):
        text = match.group()
        word = text.lower() if text[0] != "-" else text.lower().rpartition("-")[2] or text
        out.append(Token(match.start(), match.end(), text, word.rstrip(DOT)))
    return out


def is_inverted(tokens: Sequence[Token], at: int) -> bool:
    """Say whether a token is a pronoun with a hyphen: "-t-il"."""
    return at < len(tokens) and tokens[at].text[0] == "-" and low(tokens, at).isalpha()


def low(tokens: Sequence[Token], at: int) -> str:
    """Return the lower case of a token, and nothing outside of the tokens."""
    return tokens[at].low if 0 <= at < len(tokens) else ""


def is_capital(token: Token) -> bool:
    """Say whether a word begins with a capital letter."""
    return token.text[0].isupper()


def gender_of(forename: str) -> str | None:
    """Return the gender of a forename, an empty string for one of either, and None for what is none."""
    if forename in FORENAMES:
        return FORENAMES[forename]
    first, hyphen, rest = forename.partition("-")
    if not hyphen or first not in FORENAMES:
        return None
    return FORENAMES[first] if rest in FORENAMES or FORENAMES[first] else None


def name_at(tokens: Sequence[Token], at: int, known: Known, *, told: bool = False) -> Name | None:
    """Return the name that begins with a token; `told` says that a role before or behind it tells of a person.

    A forename and a surname are a name, and so is what stands behind an address. Other words with capitals are one
    where the story has them as one, or where they are told.
    """
    if at >= len(tokens):
        return None
    address, begin = _address(tokens, at)
    given = begin
    gender = ""
    while given < len(tokens) and given - begin < MOST_GIVEN and is_capital(tokens[given]):
        found = gender_of(tokens[given].text)
        if found is None:
            break
        gender = gender or found
        given += 1
    end = _family(tokens, given)
    if end == given and given - begin > 1:  # "Claire Martin": a surname that is a forename too
        given -= 1
    family = given
    words_of = text_of(tokens, begin, end)
    if end == begin:
        return None
    if address:
        return Name(at, end, address, begin if end == given else family, ADDRESSES[address] or gender)
    if family == end:  # a forename alone
        return Name(at, end, "", end, gender) if told or words_of in known.given else None
    if family > begin:
        return Name(at, end, "", family, gender)
    return _other(tokens, at, end, known, told=told)


def _other(tokens: Sequence[Token], at: int, end: int, known: Known, *, told: bool) -> Name | None:
    """Return a name without a forename that the word lists have."""
    for stop in range(end, at, -1):
        words_of = text_of(tokens, at, stop)
        if words_of in known.families:
            return Name(at, stop, "", at, "")
        if words_of in known.full:
            return Name(at, stop, "", at + 1, "")
    first = tokens[at]
    capitals = [token for token in tokens[at:end] if is_capital(token)]
    fit = len(capitals) > 1 and first.low not in OPENERS and not first.text.isupper() and "'" not in first.text
    return Name(at, end, "", at + 1, "") if told and fit and not _opens_place(first) else None


def surname_at(tokens: Sequence[Token], at: int) -> Name | None:
    """Return the surname alone that a word behind a role is: "le juge Hamon"; no place, body or party."""
    end = _family(tokens, at)
    word = text_of(tokens, at, end)
    fits = end == at + 1 and not word.isupper() and word not in BODY_NAMES
    return Name(at, end, "", at, "") if fits and not _opens_place(tokens[at]) else None


def _opens_place(first: Token) -> bool:
    return first.text in PLACES or first.low.partition("-")[0] in PLACE_PARTS


def _address(tokens: Sequence[Token], at: int) -> tuple[str, int]:
    """Return the form of address at a token and where the name behind it begins."""
    word = tokens[at].low
    return (word, at + 1) if word in ADDRESSES and _begins(tokens, at + 1) else ("", at)


def _begins(tokens: Sequence[Token], at: int) -> bool:
    """Say whether a surname may begin at a token: with a capital, or with a small particle before one."""
    for token in tokens[at : at + 3]:
        if is_capital(token):
            return True
        if token.low not in PARTICLES:
            return False
    return False


def _family(tokens: Sequence[Token], at: int) -> int:
    """Return where a surname that may begin at a token ends: "Le Goff", "d'Aubrac", "de La Tour", "Van der Meer"."""
    start = at
    while at < len(tokens) and at - start < MOST_FAMILY:
        token = tokens[at]
        word = is_capital(token) and token.text[0].isalpha() and token.low not in ("m", "mme")
        small = token.low in PARTICLES and (at == start or _joins(tokens[at - 1]))
        if word or small:
            at += 1
        else:
            break
    while at > start and not is_capital(tokens[at - 1]):
        at -= 1
    return at


def _joins(before: Token) -> bool:
    return before.low in JOINING or before.low in PARTICLES


def text_of(tokens: Sequence[Token], start: int, end: int) -> str:
    """Return the words of some tokens as they are written, with one space where there is any."""
    parts: list[str] = []
    for number, token in enumerate(tokens[start:end]):
        apart = number > 0 and token.start > tokens[start + number - 1].end
        parts.append(f" {token.text}" if apart else token.text)
    return "".join(parts)
