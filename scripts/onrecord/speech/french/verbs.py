"""French verbs of saying: their forms, and the verb groups of a sentence."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Literal, NamedTuple

from onrecord.model import Span
from onrecord.speech.french import names
from onrecord.speech.french.words import words
from onrecord.speech.types import Token

Kind = Literal["report", "mixed", "beside", "naming", "infinitive", "asking"]
KINDS: tuple[Kind, ...] = ("report", "mixed", "beside", "naming", "infinitive", "asking")
Tense = Literal["present", "past", "participle", "gerund", "infinitive"]

AVOIR, ETRE = frozenset(words("small_words", "have")), frozenset(words("small_words", "be"))
SUPPOSED = frozenset(words("small_words", "supposed"))
FAIRE = frozenset(words("small_words", "make"))
PLURAL_AUXILIARIES = frozenset(word for word in AVOIR | ETRE | SUPPOSED | FAIRE if word.endswith(("nt", "ons")))
NEGATIONS = frozenset(words("small_words", "negatives"))
CLITICS = frozenset(words("small_words", "clitics"))
ASIDES = frozenset(words("small_words", "asides"))
LONGEST_ASIDE = 4  # words of "pour leur part"
ADVERBS = frozenset(words("small_words", "adverbs"))
# What makes a noun of the word behind it: "une note", "la demande", "du juge"
BEFORE_NOUNS = frozenset(
    words("small_words", "definite", "indefinite", "possessive", "demonstrative", "complements", "adjectives_before")
)
BEFORE_CLITICS = frozenset(words("small_words", "before_clitics"))
JOINS = frozenset(words("small_words", "joins"))
BEFORE_INFINITIVES = frozenset(words("small_words", "before_infinitives"))
MOST_BETWEEN = 4  # words between an auxiliary and its participle: "a également très vite déclaré"
# "se réjouir", "s'étonner"
REFLEXIVE_PATTERN = re.compile(r"(?:se |s')(?=\w)")
# "répét|er", "révél|er": the last vowel of the stem opens before a silent ending
CLOSED_PATTERN = re.compile(r"é(?=[^aeiouyéèêâôûî]{1,2}u?$)|e(?=[^aeiouyéèêâôûî]$)")


class Meaning(NamedTuple):
    """What a form may be: its verb, without "se", and its tense and number."""

    lemma: str
    tense: Tense
    plural: bool


class VerbGroup(NamedTuple):
    """A verb of saying with its auxiliary, clitics and adverbs; positions are indexes of tokens, `end` behind it.

    `pronoun` is the index of an inverted subject ("a-t-il dit"); `supposed` says that nobody vouches for it ("aurait
    dit"). `lemma` has "se" before it where the group has one.
    """

    start: int
    end: int
    lemma: str
    kinds: frozenset[Kind]
    tense: Tense
    plural: bool
    pronoun: int | None = None
    negated: bool = False
    supposed: bool = False

    def span(self, tokens: Sequence[Token]) -> Span:
        """Return the words of the group."""
        return Span(tokens[self.start].start, tokens[self.end - 1].end)


def _forms(entry: str) -> Iterator[tuple[str, Tense, bool]]:
    """Yield the forms of a verb: those that its entry states, or those of a regular verb in -er or -ir."""
    lemma, *parts = entry.split("/")
    yield lemma, "infinitive", False
    if parts:
        present, presents, imperfect, past, pasts, participle, gerund = parts
        yield present, "present", False
        yield presents, "present", True
        yield imperfect, "past", False
        yield imperfect[:-1] + "ent", "past", True
        yield past, "past", False
        yield pasts, "past", True
        yield gerund, "gerund", False
    elif lemma.endswith("er"):
        stem = lemma[:-2]
        soft = stem[:-1] + "ç" if stem.endswith("c") else stem + "e" if stem.endswith("g") else stem
        for open_stem in _open(stem):
            yield open_stem + "e", "present", False
            yield open_stem + "ent", "present", True
        for ending, tense, plural in (("ait", "past", False), ("aient", "past", True), ("a", "past", False)):
            yield soft + ending, tense, plural  # type: ignore[misc]
        yield stem + "èrent", "past", True
        yield soft + "ant", "gerund", False
        participle = stem + "é"
    else:
        stem = lemma[:-1]
        yield stem + "t", "present", False
        yield stem + "ssent", "present", True
        yield stem + "ssait", "past", False
        yield stem + "ssaient", "past", True
        yield stem + "rent", "past", True
        yield stem + "ssant", "gerund", False
        participle = stem
    for ending in ("", "e", "s", "es"):
        yield participle + ending, "participle", ending.endswith("s")


def _open(stem: str) -> set[str]:
    """Return a stem before a silent ending: "répèt(e)", "rappell(e)", "martèl(e)", "balaie"."""
    if stem.endswith("y"):
        return {stem, stem[:-1] + "i"}
    match = CLOSED_PATTERN.search(stem)
    if match is None:
        return {stem}
    opened = stem[: match.start()] + "è" + stem[match.end() :]
    return {opened, stem + stem[-1]} if match.group() == "e" else {opened}


def _lexicon() -> tuple[dict[str, frozenset[Kind]], dict[str, tuple[Meaning, ...]]]:
    """Return the kinds of each verb, and what each form may be."""
    kinds: dict[str, set[Kind]] = defaultdict(set)
    meanings: dict[str, dict[Meaning, None]] = defaultdict(dict)
    parts = {e.partition("/")[0]: e for k in KINDS for e in words("reporting_verbs", k) if "/" in e}
    for kind in KINDS:
        for entry in words("reporting_verbs", kind):
            lemma = entry.partition("/")[0]
            kinds[lemma].add(kind)
            if lemma.startswith("faire "):
                continue
            reflexive = REFLEXIVE_PATTERN.match(lemma)
            bare = parts.get(lemma, entry)[reflexive.end() if reflexive else 0 :]
            for form, tense, plural in _forms(parts.get(bare, bare)):
                meanings[form][Meaning(bare.partition("/")[0], tense, plural)] = None
    return {k: frozenset(v) for k, v in kinds.items()}, {k: tuple(v) for k, v in meanings.items()}


VERBS, MEANINGS = _lexicon()
BEFORE_INFINITIVE = {
    form: Meaning(entry, tense, plural)
    for entry in words("reporting_verbs", "before_infinitive")
    for form, tense, plural in _forms(entry)
    if tense not in ("infinitive", "gerund")
}
FINITE: tuple[Tense, ...] = ("present", "past")


def is_form(word: str) -> bool:
    """Say whether a word is a form of a verb of saying that can end a noun phrase before it."""
    return any(meaning.tense in ("present", "past", "gerund") for meaning in MEANINGS.get(word, ()))


def aside(tokens: Sequence[Token], at: int) -> int:
    """Return the size of an adverb that may stand in or behind a verb group: "également", "de son côté"; else 0."""
    for size in range(LONGEST_ASIDE, 1, -1):
        if names.text_of(tokens, at, at + size).lower() in ASIDES:
            return size
    word = names.low(tokens, at)
    return int(word in ADVERBS or word.endswith("ment"))


def is_infinitive(word: str) -> bool:
    """Say whether a word is the infinitive of a verb of saying."""
    return any(meaning.tense == "infinitive" for meaning in MEANINGS.get(word, ()))


def groups(tokens: Sequence[Token]) -> list[VerbGroup]:
    """Return the verb groups of a sentence that may tell of something said, in order."""
    out: list[VerbGroup] = []
    at = 0
    while at < len(tokens):
        group = group_at(tokens, at)
        if group:
            out.append(group)
        at = group.end if group else at + 1
    return out


def group_at(tokens: Sequence[Token], at: int) -> VerbGroup | None:
    """Return the group whose auxiliary or only verb is a token."""
    low = tokens[at].low
    if low in AVOIR or low in ETRE or low in SUPPOSED:
        return _compound(tokens, at)
    if low in FAIRE:
        return _made_known(tokens, at, at + 1, low in PLURAL_AUXILIARIES)
    if low in BEFORE_INFINITIVE:
        return _before_infinitive(tokens, at, at + 1, BEFORE_INFINITIVE[low].plural)
    if (shared := _shared(tokens, at)) is not None:
        return shared
    meanings = [m for m in MEANINGS.get(low, ()) if m.tense in FINITE or m.tense == "gerund"]
    if not meanings or (meanings[0].tense != "gerund" and _is_noun(tokens, at)):
        return None
    end, pronoun, negated = _behind(tokens, at + 1)
    return _group(tokens, at, end, meanings[0], pronoun, negated=negated, plural=meanings[0].plural)


def _shared(tokens: Sequence[Token], at: int) -> VerbGroup | None:
    """Read the participle that shares an auxiliary: "a salué les marins et affirmé que"."""
    meaning = next((m for m in MEANINGS.get(tokens[at].low, ()) if m.tense == "participle"), None)
    if meaning is None or at == 0 or tokens[at - 1].low not in JOINS:
        return None
    earlier = next((token.low for token in reversed(tokens[:at]) if token.low in AVOIR or token.low in ETRE), "")
    if earlier not in AVOIR or is_form(tokens[at].low):
        return None
    plural = earlier in PLURAL_AUXILIARIES
    return _group(tokens, at, at + 1, meaning._replace(tense="past"), None, plural=plural)


def _is_noun(tokens: Sequence[Token], at: int) -> bool:
    """Say whether a form stands where a noun does: "la note", "une demande"; not "il le dit"."""
    before = names.low(tokens, at - 1)
    clitic = before in CLITICS and names.low(tokens, at - 2) in BEFORE_CLITICS
    return before in BEFORE_NOUNS and not clitic


def _behind(tokens: Sequence[Token], at: int) -> tuple[int, int | None, bool]:
    """Read an inverted pronoun and negations behind a verb: the end, where the pronoun is, whether it is denied."""
    pronoun = None
    if names.is_inverted(tokens, at):
        pronoun, at = at, at + 1
    negated = False
    while names.low(tokens, at) in NEGATIONS:
        negated, at = True, at + 1
    return at, pronoun, negated


def _compound(tokens: Sequence[Token], at: int) -> VerbGroup | None:
    """Read "a déclaré", "a-t-elle aussi affirmé", "s'est-il réjoui", "a tenu à préciser", "a fait savoir"."""
    low = tokens[at].low
    end, pronoun, negated = _behind(tokens, at + 1)
    if [token.text for token in tokens[end : end + 3 : 2]] == [",", ","] and tokens[end + 1].low in ADVERBS:
        end += 3  # "a, lui, appelé"
    for _ in range(MOST_BETWEEN):
        if size := aside(tokens, end):
            end += size
        elif names.low(tokens, end) in NEGATIONS:
            negated, end = True, end + 1
    plural = low in PLURAL_AUXILIARIES
    participle, supposed = names.low(tokens, end), low in SUPPOSED
    if participle == "fait":
        return _made_known(tokens, at, end + 1, plural, pronoun)
    if participle in BEFORE_INFINITIVE and BEFORE_INFINITIVE[participle].tense == "participle":
        return _before_infinitive(tokens, at, end + 1, plural, pronoun)
    meaning = next((m for m in MEANINGS.get(participle, ()) if m.tense == "participle"), None)
    if meaning is None:
        return None
    found = _group(
        tokens, at, end + 1, meaning._replace(tense="past"), pronoun, negated=negated, plural=plural, supposed=supposed
    )
    if found and low in ETRE and not REFLEXIVE_PATTERN.match(found.lemma) and found.lemma != "convenir":
        return None  # "le bac est annoncé": nobody says it
    return found


def _made_known(
    tokens: Sequence[Token], at: int, end: int, plural: bool, pronoun: int | None = None
) -> VerbGroup | None:
    """Read "fait savoir", "fait-elle valoir"."""
    if names.is_inverted(tokens, end):
        pronoun, end = end, end + 1
    lemma = f"faire {names.low(tokens, end)}"
    if lemma not in VERBS:
        return None
    return VerbGroup(_clitics(tokens, at), end + 1, lemma, VERBS[lemma], "past", plural, pronoun)


def _before_infinitive(
    tokens: Sequence[Token], at: int, end: int, plural: bool, pronoun: int | None = None
) -> VerbGroup | None:
    """Read "tient à préciser", "vient d'annoncer", "a fini par admettre"."""
    meaning = next((m for m in MEANINGS.get(names.low(tokens, end + 1), ()) if m.tense == "infinitive"), None)
    if meaning is None or not (tokens[end].low in BEFORE_INFINITIVES or tokens[end].low == "par"):
        return None
    return _group(tokens, at, end + 2, meaning._replace(tense="past"), pronoun, plural=plural)


def _clitics(tokens: Sequence[Token], at: int) -> int:
    while at > 0 and tokens[at - 1].low in CLITICS and tokens[at - 1].low != "nous":
        at -= 1
    return at


def _group(
    tokens: Sequence[Token],
    at: int,
    end: int,
    meaning: Meaning,
    pronoun: int | None,
    *,
    negated: bool = False,
    plural: bool = False,
    supposed: bool = False,
) -> VerbGroup | None:
    """Return a group with its clitics, when its verb, with or without "se", is one of saying."""
    start = _clitics(tokens, at)
    before = {token.low for token in tokens[start:at]}
    reflexive = not before.isdisjoint({"s'", "se"})
    lemma = meaning.lemma
    if reflexive:
        lemma = next((one for one in (f"se {lemma}", f"s'{lemma}") if one in VERBS), "")
    if lemma not in VERBS:
        return None
    return VerbGroup(start, end, lemma, VERBS[lemma], meaning.tense, plural, pronoun, negated, supposed)
