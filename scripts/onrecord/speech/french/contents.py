"""What the clauses of a French sentence report."""

from __future__ import annotations

from collections.abc import Sequence

from onrecord.model import Span
from onrecord.speech.french import names, verbs
from onrecord.speech.french.clauses import PUNCTUATION, THAT, Clause, Content, Parse
from onrecord.speech.french.names import FILLER, low
from onrecord.speech.french.noun_phrases import NEUTER
from onrecord.speech.french.verbs import BEFORE_INFINITIVES, JOINS
from onrecord.speech.french.words import words
from onrecord.speech.types import Token

FARTHEST_THAT = 12  # words from a verb to its "que": "a dit mardi devant le conseil du port que"
FARTHEST_INFINITIVE = 8  # words from a verb to its infinitive: "a demandé au conseil du port de"
FEWEST_WORDS = 3  # that a reported clause has
# Before a "que" that opens no content: "ce que", "plus que", "tandis que"
NOT_THAT = frozenset(words("small_words", "before_that"))
ASKING = frozenset(words("small_words", "question_words"))
INFINITIVE_ENDINGS = words("small_words", "infinitive_endings")
BARE_INFINITIVES = frozenset(words("reporting_verbs", "bare_infinitive"))
ENDS_SEARCH = frozenset({*":;.!?", FILLER})  # of a "que"
# Whose subject stands before the verb
BEFORE = ("before", "shared", "relative")


def that(parse: Parse) -> list[Content]:
    """Return what stands behind "que": "Claire Morvan affirme que le port est trop petit"."""
    out = []
    for clause in parse.clauses:
        if clause.order in BEFORE and clause.tells("report", "mixed") and (at := _that(parse, clause.end)) is not None:
            out += _content(parse, clause, at)
    return out


def participle(parse: Parse) -> list[Content]:
    """Return what stands behind "ajoutant que", "en affirmant que"."""
    out = []
    for clause in parse.clauses:
        at = _that(parse, clause.end) if clause.order == "gerund" and clause.tells("report", "mixed") else None
        if at is not None:
            out += _content(parse, clause, at)
    return out


def asked(parse: Parse) -> list[Content]:
    """Return what somebody asks: "Claire Morvan a demandé si le bac partirait"."""
    out = []
    for clause in parse.clauses:
        if clause.order in BEFORE and clause.tells("asking"):
            for at in range(clause.end, min(clause.end + FARTHEST_INFINITIVE, len(parse.tokens))):
                if parse.tokens[at].low in ASKING:
                    out += _content(parse, clause, at)
                    break
                if parse.tokens[at].text[0] in PUNCTUATION or parse.tokens[at].low in THAT:
                    break
    return out


def infinitive(parse: Parse) -> list[Content]:
    """Return what somebody promises or asks to do, or says to have done: "Claire Morvan a promis de partir"."""
    out = []
    for clause in parse.clauses:
        if (
            clause.order in BEFORE
            and clause.tells("report")
            and _infinitive(parse.tokens, clause.end) in BARE_INFINITIVES
        ):
            out += _content(parse, clause, clause.end)
        elif clause.order in BEFORE and clause.tells("infinitive"):
            for at in range(clause.end, min(clause.end + FARTHEST_INFINITIVE, len(parse.tokens))):
                token = parse.tokens[at]
                if token.low in THAT or token.text[0] in PUNCTUATION | {FILLER}:
                    break
                if token.low in BEFORE_INFINITIVES and _infinitive(parse.tokens, at + 1):
                    out += _content(parse, clause, at)
                    break
    return out


def before_cue(parse: Parse) -> list[Content]:
    """Return what stands before an inverted verb: "Le bac partira lundi, a annoncé la préfecture"."""
    out = []
    for clause in parse.clauses:
        parted = low(parse.tokens, clause.start - 1) == ","
        if clause.order == "behind" and clause.tells("report", "mixed", "beside") and parted:
            out += _around(parse, clause)
    return out


def according(parse: Parse) -> list[Content]:
    """Return what is so according to somebody: "Selon Claire Morvan, le port est trop petit"."""
    return [one for clause in parse.clauses if clause.order == "according" for one in _around(parse, clause)]


def opinion(parse: Parse) -> list[Content]:
    """Return what is so to somebody's mind: "Pour Claire Morvan, le port est trop petit"."""
    out = []
    for clause in parse.clauses:
        following = clause.end + 1
        aim = low(parse.tokens, following) in NEUTER or _infinitive(parse.tokens, following)
        if clause.order == "opinion" and not aim:
            out += _around(parse, clause)
    return out


def _that(parse: Parse, start: int) -> int | None:
    """Return the token behind the "que" of a verb that ends before a token, or None."""
    tokens = parse.tokens
    for at in range(start, min(start + FARTHEST_THAT, len(tokens))):
        word = tokens[at].low
        if word in THAT:
            return None if low(tokens, at - 1) in NOT_THAT else at + 1
        if word[0] in ENDS_SEARCH or word in ("qui", "si") or word in JOINS:
            return None
        if word in verbs.AVOIR or word in verbs.ETRE or verbs.is_form(word):
            return None
    return None


def _infinitive(tokens: Sequence[Token], at: int) -> str:
    """Return the infinitive that begins with a token, or nothing: "réparer", "ne pas fermer", "se rendre"."""
    while low(tokens, at) in verbs.CLITICS or low(tokens, at) in verbs.NEGATIONS:
        at += 1
    word = low(tokens, at)
    return word if word.isalpha() and word.endswith(INFINITIVE_ENDINGS) and not names.is_capital(tokens[at]) else ""


def _content(parse: Parse, clause: Clause, at: int) -> list[Content]:
    """Return the content from a token to the end of the sentence, or to what is told there of something else."""
    end = len(parse.tokens)
    for other in parse.clauses:
        place = other.start if other.start > at else other.group.start if other.group else 0
        if other is clause or place <= at:
            continue
        before = parse.tokens[place - 1].low
        parted = before in (",", "tout") or before in JOINS or parse.tokens[place].low == "en"
        subject = other.order in ("before", "historic") and other.subjects[0].kind != "pronoun"
        if parted and (other.order in ("behind", "gerund", "shared", "according") or subject):
            end = min(end, place)
            while low(parse.tokens, end - 1) in JOINS or low(parse.tokens, end - 1) in (",", "tout"):
                end -= 1
    return _trimmed(parse, clause, at, end)


def _around(parse: Parse, clause: Clause) -> list[Content]:
    """Return the longer of the stretches before and behind a clause set into what it reports."""
    parts = [k for k in range(len(parse.tokens)) if parse.tokens[k].text in (";", ":")]
    start = max((k + 1 for k in parts if k < clause.start), default=0)
    sides = _trimmed(parse, clause, start, clause.start)
    ahead = parse.words_between(start, clause.start) > 0
    comma = low(parse.tokens, clause.end) == ","
    leads = clause.order in ("according", "opinion")
    if ((comma and (leads or ahead)) or (leads and not ahead)) and not any(k >= clause.end for k in parts):
        sides += _content(parse, clause, clause.end)
    return sorted(sides, key=lambda one: one.span.start - one.span.end)[:1]


def _trimmed(parse: Parse, clause: Clause, at: int, end: int) -> list[Content]:
    """Return the content of some tokens without the marks at its edges, if it is a clause and more than a quotation."""
    tokens = parse.tokens
    while at < end and tokens[at].text[0] in PUNCTUATION:
        at += 1
    while end > at and tokens[end - 1].text[0] in PUNCTUATION:
        end -= 1
    quoted = any(token.text[0] == FILLER for token in tokens[at:end])
    if not quoted and parse.words_between(at, end) < FEWEST_WORDS:
        return []
    return [Content(Span(tokens[at].start, tokens[end - 1].end), clause)]
