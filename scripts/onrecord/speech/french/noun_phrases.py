"""The noun phrases of a French sentence that may be somebody who speaks."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, NamedTuple

from onrecord.model import Span
from onrecord.speech.french import names, verbs
from onrecord.speech.french.names import AGE_WORDS, FILLER, Known, Name
from onrecord.speech.french.words import words
from onrecord.speech.types import Token

PhraseKind = Literal["person", "role", "organisation", "nameless", "pronoun", "nobody"]
SPEAKERS: frozenset[PhraseKind] = frozenset({"person", "role", "organisation", "nameless", "pronoun"})
LONGEST_TAIL = 14  # words of the complements of a noun
LONGEST_HEAD = 4  # words of a role that stands in the lists: "secrétaire d'État"

PRONOUNS: dict[str, tuple[str, bool]] = {
    word: (letter, plural)
    for name, letter, plural in (
        ("masculine", "m", False),
        ("feminine", "f", False),
        ("masculine_plural", "m", True),
        ("feminine_plural", "f", True),
        ("masculine_after_preposition", "m", False),
        ("masculine_plural_after_preposition", "m", True),
    )
    for word in words("pronouns", name)
}
AFTER_PREPOSITION = frozenset(words("pronouns", "masculine_after_preposition", "masculine_plural_after_preposition"))
RELATIVES = frozenset(words("pronouns", "relatives"))
NOBODY = frozenset(words("pronouns", "nobody"))
NEUTER = frozenset(words("pronouns", "neuter"))
ARTICLES = frozenset(words("small_words", "definite"))
INDEFINITE = frozenset(words("small_words", "indefinite", "numbers"))
DEFINITE = frozenset(words("small_words", "definite", "possessive", "demonstrative"))
DETERMINERS = INDEFINITE | DEFINITE
FEMININE = frozenset(words("small_words", "feminine_determiners"))
MASCULINE = frozenset(words("small_words", "masculine_determiners"))
PLURAL = frozenset(words("small_words", "plural_determiners"))
PREPOSITIONS = frozenset(words("small_words", "prepositions"))
COMPLEMENTS = frozenset(words("small_words", "complements"))
CONJUNCTIONS = frozenset(words("small_words", "conjunctions"))
GRAMMAR = PREPOSITIONS | CONJUNCTIONS | frozenset(words("small_words", "subordinators"))
GRAMMAR |= verbs.JOINS | verbs.CLITICS | verbs.NEGATIONS | verbs.ADVERBS | verbs.AVOIR | verbs.ETRE | verbs.SUPPOSED
BEFORE = frozenset(words("small_words", "adjectives_before"))
AFTER = frozenset(words("small_words", "adjectives_after"))
ENDINGS = tuple(words("small_words", "adjective_endings"))
SHORTEST_ADJECTIVE = 4  # letters

ROLES = dict.fromkeys(words("roles", "female"), "f") | dict.fromkeys(words("roles", "male"), "m")
ROLES |= dict.fromkeys((word.lower() for word in words("roles", "roles", "kin")), "")
NAMELESS = frozenset(words("roles", "anonymous"))
BODIES = dict.fromkeys(words("organisations", "feminine"), "f")
BODIES |= dict.fromkeys(words("organisations", "masculine"), "m")
PLURAL_BODIES = frozenset(words("organisations", "plural"))
# What may close an apposition: "Claire Morvan, la maire de Port-Blanc, …"
CLOSING = frozenset({",", ".", ";", ":", ")", "!", "?", FILLER[0], "—", "–"})


class NounPhrase(NamedTuple):
    """A noun phrase: its tokens, what kind of source it may be, its words, and the name and the role in it.

    `end` is behind an apposition; `closes` says that a comma there belongs to it. `head` is the noun by which a role
    or a body is known again. `governed` says that a preposition stands before it.
    """

    kind: PhraseKind
    start: int
    end: int
    span: Span
    name: Name | None = None
    role: Span | None = None
    head: str = ""
    gender: str = ""
    plural: bool = False
    closes: bool = False
    governed: bool = False


def find(tokens: Sequence[Token], known: Known) -> list[NounPhrase]:
    """Return the noun phrases of a sentence that may be somebody, in order, none inside another."""
    out = []
    at = 0
    while at < len(tokens):
        found = phrase_at(tokens, at, known)
        if found:
            before = tokens[at - 1].low if at else ""
            out.append(found._replace(governed=before in PREPOSITIONS and before != "voilà"))
        at = found.end if found else at + 1
    return out


def phrase_at(tokens: Sequence[Token], at: int, known: Known) -> NounPhrase | None:
    """Return the noun phrase that begins with a token."""
    if at >= len(tokens) or names.is_inverted(tokens, at):
        return None
    if pronoun := _pronoun(tokens, at):
        return pronoun
    name = names.name_at(tokens, at, known) or _addressed(tokens, at, known)
    if name and not _is_place(tokens, at, name):
        return _person(tokens, name, known)._replace(start=at)
    if told := names.name_at(tokens, at, known, told=True):
        person = _person(tokens, told, known)
        if person.role or _age(tokens, told.end) > told.end:
            return person
    return _headed(tokens, at, known)


def _addressed(tokens: Sequence[Token], at: int, known: Known) -> Name | None:
    """Return the name behind an article and a form of address: "le docteur Hamon"."""
    name = names.name_at(tokens, at + 1, known) if tokens[at].low in ARTICLES else None
    return name if name and name.address else None


def named_at(tokens: Sequence[Token], at: int, known: Known) -> NounPhrase | None:
    """Return whom only a verb of saying beside the name tells to be a person: "dit Paul", "dit Quirane Loz"."""
    name = names.name_at(tokens, at, known, told=True)
    return _person(tokens, name, known) if name else None


def _is_place(tokens: Sequence[Token], at: int, name: Name) -> bool:
    """Say whether a name is none of a person: "la France", "le Paris Saint-Denis"."""
    before = tokens[at - 1].low if at else ""
    return not name.address and before in names.BEFORE_PLACES and tokens[at].text in names.PLACES


def _pronoun(tokens: Sequence[Token], at: int) -> NounPhrase | None:
    for size in (2, 1):
        words_of = names.text_of(tokens, at, min(at + size, len(tokens))).lower()
        loose = words_of in AFTER_PREPOSITION and not (at and tokens[at - 1].low in PREPOSITIONS)
        if words_of in PRONOUNS and not loose and at + size <= len(tokens):
            gender, plural = PRONOUNS[words_of]
            span = Span(tokens[at].start, tokens[at + size - 1].end)
            return NounPhrase("pronoun", at, at + size, span, head=words_of, gender=gender, plural=plural)
    if tokens[at].low in NOBODY:
        return NounPhrase("nobody", at, at + 1, Span(tokens[at].start, tokens[at].end), head=tokens[at].low)
    return None


def inverted(tokens: Sequence[Token], at: int) -> NounPhrase:
    """Return the pronoun that stands inverted behind its verb: "dit-il"."""
    low = tokens[at].low
    span = Span(tokens[at].start + tokens[at].text.rindex("-") + 1, tokens[at].end)
    if low not in PRONOUNS:
        return NounPhrase("nobody", at, at + 1, span, head=low)
    return NounPhrase("pronoun", at, at + 1, span, head=low, gender=PRONOUNS[low][0], plural=PRONOUNS[low][1])


# -- people --------------------------------------------------------------------------------------------------------


def _person(tokens: Sequence[Token], name: Name, known: Known, role: NounPhrase | None = None) -> NounPhrase:
    """Return a person with what is set beside her name: an age, a party, a role."""
    end = _bracket(tokens, name.end)
    gender = name.gender or (role.gender if role else "")
    start = role.start if role else name.start
    words_of = name.span(tokens)
    role_span = role.role if role else None
    person = NounPhrase("person", start, end, words_of, name, role_span, role.head if role else "", gender)
    if end < len(tokens) and tokens[end].text == ",":
        aged = _age(tokens, end)
        at = aged if aged > end else end + 1
        apposed = _headed(tokens, at, known, bare=True)
        fits = apposed and apposed.kind in ("role", "nameless") and not apposed.plural and _ends(tokens, apposed.end)
        if apposed and fits and not (gender and apposed.gender and gender != apposed.gender):
            return person._replace(
                end=apposed.end,
                role=role_span or apposed.role,
                head=person.head or apposed.head,
                gender=gender or apposed.gender,
                closes=True,
            )
        if aged > end:
            return person._replace(end=aged - 1 if tokens[aged - 1].text == "," else aged, closes=True)
    return person


def _bracket(tokens: Sequence[Token], at: int) -> int:
    """Return where a short bracket behind a name ends: "(PS)", "(Mer vive)"."""
    if at < len(tokens) and tokens[at].text == "(":
        for end in range(at + 1, min(at + 6, len(tokens))):
            if tokens[end].text == ")":
                return end + 1
    return at


def _age(tokens: Sequence[Token], at: int) -> int:
    """Return where an age behind a comma ends, with the comma behind it: ", 42 ans,"."""
    if at + 2 < len(tokens) and tokens[at].text == "," and tokens[at + 2].low in AGE_WORDS:
        end = at + 3
        return end + 1 if end < len(tokens) and tokens[end].text == "," else end
    return at


def _closed(tokens: Sequence[Token], at: int) -> bool:
    return at >= len(tokens) or tokens[at].text[0] in CLOSING


def _ends(tokens: Sequence[Token], at: int) -> bool:
    return _closed(tokens, at) or tokens[at].low == "et" or tokens[at].low in RELATIVES


# -- nouns ---------------------------------------------------------------------------------------------------------


def _headed(tokens: Sequence[Token], at: int, known: Known, *, bare: bool = False) -> NounPhrase | None:
    """Return a role, a body or a nameless source; `bare` says that it is set beside a name."""
    if at >= len(tokens):
        return None
    begin, determiner = _determiner(tokens, at)
    place = begin
    while place < len(tokens) and tokens[place].low in BEFORE:
        place += 1
    if place >= len(tokens):
        return None
    kind, head, size, gender = _head(tokens, place, determiner)
    if kind is None:
        return None
    plural = determiner in PLURAL or (not determiner and head.endswith("s") and kind != "organisation")
    gender = gender or ("f" if determiner in FEMININE else "m" if determiner in MASCULINE else "")
    if kind == "role" and (plural or (determiner in INDEFINITE and not bare)):
        kind = "nameless"
    if kind == "organisation" and (determiner in INDEFINITE or plural) and head not in PLURAL_BODIES:
        kind = "nameless"
    end = _tail(tokens, place + size, body=kind == "organisation")
    role = Span(tokens[begin].start, tokens[end - 1].end)
    span = Span(tokens[at].start, tokens[end - 1].end)
    found = NounPhrase(kind, at, end, role if kind == "organisation" else span, None, role, head, gender, plural)
    if kind == "organisation":
        return found._replace(end=_bracket(tokens, end))
    return found if bare or plural else _named(tokens, found, known)


def _determiner(tokens: Sequence[Token], at: int) -> tuple[int, str]:
    """Return where the noun behind a determiner may begin, and the determiner: "les deux", "trois des"."""
    for size in (3, 2):
        words_of = " ".join(token.low for token in tokens[at : at + size]).replace("' ", "'")
        if words_of in INDEFINITE and size > 1:
            return at + size, "des"
    word = tokens[at].low
    if word not in DETERMINERS:
        return at, ""
    begin = at + 1 + (word in INDEFINITE and names.low(tokens, at + 1) == "des")
    return begin + (word in PLURAL and names.low(tokens, begin) in INDEFINITE), word


def _head(tokens: Sequence[Token], at: int, determiner: str) -> tuple[PhraseKind | None, str, int, str]:
    """Return the kind that a noun makes of its phrase, the noun in the singular, its size in tokens, its gender."""
    for size in range(LONGEST_HEAD, 0, -1):
        if at + size > len(tokens):
            continue
        words_of = names.text_of(tokens, at, at + size)
        low = words_of.lower().removeprefix("ex-")
        single = low if low in ROLES or low in NAMELESS or low in BODIES else low.removesuffix("s").removesuffix("x")
        if single in ROLES:
            return "role", low, size, ROLES[single]
        if single in NAMELESS:
            return "nameless", low, size, ""
        if single in BODIES or low in PLURAL_BODIES:
            return "organisation", low, size, BODIES.get(single, "")
        if size == 1 and (words_of in names.BODY_NAMES or (determiner and _is_acronym(words_of))):
            return "organisation", words_of, 1, ""
    return None, "", 0, ""


def _is_acronym(word: str) -> bool:
    return len(word) > 1 and word.isupper() and word.isalpha()


def _named(tokens: Sequence[Token], role: NounPhrase, known: Known) -> NounPhrase:
    """Return the person whose name stands behind a role: "le ministre Paul Renard", "la maire, Claire Morvan,"."""
    apart = role.end < len(tokens) and tokens[role.end].text == ","
    name = names.name_at(tokens, role.end + apart, known, told=True)
    if name is None and not apart:
        name = names.surname_at(tokens, role.end)
    if name is None:
        other = _headed(tokens, role.end + 1, known) if apart else None
        named = other and other.kind == "person" and _closed(tokens, other.end)
        if other is None or not named or (role.gender and other.gender and role.gender != other.gender):
            return role
        return other._replace(start=role.start, closes=True)
    if role.gender and name.gender and role.gender != name.gender:
        return role
    end = _bracket(tokens, name.end)
    if not apart:
        return _person(tokens, name, known, role)
    if not _closed(tokens, end):
        return role
    person = _person(tokens, name, known, role)
    return person._replace(closes=True)


def _tail(tokens: Sequence[Token], at: int, *, body: bool) -> int:
    """Return where the adjectives and complements of a noun end: "du conseil départemental du Finistère"."""
    limit = min(len(tokens), at + LONGEST_TAIL)
    at += at < limit and _is_acronym(tokens[at].text)  # "le député RN"
    complement = False
    while at < limit:
        token = tokens[at]
        low = token.low
        goes_on = low == "et" and complement and names.low(tokens, at + 1) in COMPLEMENTS
        named = body and names.is_capital(token) and low not in names.ADDRESSES
        if low in COMPLEMENTS and (end := _complement(tokens, at + 1)) > at + 1:
            at, complement = end, True
            body = body or tokens[end - 1].low in BODIES
        elif _is_adjective(token) or goes_on or named:
            at += 1
        else:
            break
    return at


def _is_adjective(token: Token) -> bool:
    low = token.low
    if low in AFTER:
        return True
    if not low.isalpha() or names.is_capital(token) or low in GRAMMAR or verbs.is_form(low):
        return False
    return len(low) >= SHORTEST_ADJECTIVE and low.endswith(ENDINGS) and not low.endswith("ement")


def _complement(tokens: Sequence[Token], at: int) -> int:
    """Return where a complement that follows its preposition ends, or `at` when there is none."""
    start = at
    while at < len(tokens) and (tokens[at].low in DETERMINERS or tokens[at].low in BEFORE):
        at += 1
    if at >= len(tokens):
        return start
    if names.is_capital(tokens[at]):
        while at < len(tokens) and names.is_capital(tokens[at]) and not _begins_name(tokens, at, start):
            at += 1
        return at
    low = tokens[at].low
    plain = low.replace("-", "").replace("'", "").isalpha()
    if not plain or low in GRAMMAR or verbs.is_infinitive(low) or low in PRONOUNS or low in NOBODY:
        return start
    return at + 1


def _begins_name(tokens: Sequence[Token], at: int, start: int) -> bool:
    """Say whether a forename and a surname begin behind a place: "le maire de Port-Blanc | Paul Renard"."""
    follows = at + 1 < len(tokens) and names.is_capital(tokens[at + 1])
    return at > start and follows and names.gender_of(tokens[at].text) is not None
