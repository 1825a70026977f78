"""Find the words that say what a named person is: a title run before the name, an apposition or clause after it."""

from __future__ import annotations

import re
from typing import NamedTuple

from onrecord.language import wordlists
from onrecord.model import Span
from onrecord.speech.english import reporting_verbs
from onrecord.speech.english.lexicon import W, flags, fold, is_place
from onrecord.speech.english.names.evidence import says
from onrecord.speech.english.nouns import noun_kind
from onrecord.speech.english.reporting_verbs import lexicon
from onrecord.speech.types import NameCandidate

KIN = wordlists.words("en", "roles", "kin")
HONOURIFICS = wordlists.words("en", "titles", "honourifics")

LONGEST_ROLE = 170  # characters
REACH = 150  # characters before a name in which a role may begin

WORD_PATTERN = re.compile(r"[^\W_][\w'·&-]*")
# ", a ferry pilot at the Port of Oss," up to the right comma
APPOSITION_PATTERN = re.compile(
    r"(?:['\"”’]|\([^()\n]{1,40}\))?(?:, (?:\d{1,3}|aged \d{1,3}))?, ((?:[^,;:()\"“”.!?\n–—]|(?<=\w)[—–](?=\w))+)"
)
# "Brook campaign ", "police ": what a title belongs to
BODY_PATTERN = re.compile(r"(?:(?<![.!?]\s)(?<!\n)\b(?:[A-Z][\w·'-]* ){1,3})?\b(?P<body>[a-z]+) $")
# "a nurse from Holm[, Texas],"
STATE_PATTERN = re.compile(r"(?<=[a-z]), ([A-Z][a-z]+(?: [A-Z][a-z]+)?)(?=[,.;]|$)")
CLAUSE_WORDS = wordlists.words("en", "small_words", "question_words") | {"that", "which"}
# " (Harbour Minister)"
BRACKET_PATTERN = re.compile(r" ?\(([^()\n]{3,80})\)")
JOBS = wordlists.words("en", "roles", "jobs")
# ", who leads a growers' cooperative,"
CLAUSE_PATTERN = re.compile(
    rf",? who ((?:(?:currently|{wordlists.any_of('en', 'small_words', 'adverbs')}) )?(?:{wordlists.alternation(JOBS)}|"
    r"(?:is|was) (?:an?|the)) [^,;:()\"“”.!?\n–—]+)"
)
# What the three patterns above begin with
ROLE_STARTS = (",", " who ", " (", "(", "'", '"', "”", "’")
WEEKDAYS = wordlists.alternation(word.capitalize() for word in wordlists.words("en", "dates", "weekdays"))
TELLING = reporting_verbs.forms(reporting_verbs.verbs("report"))
CLAUSE_STARTS = (
    wordlists.words("en", "small_words", "be", "have", "subordinators", "question_words")
    | (wordlists.words("en", "pronouns", "relatives") - {"that"})
    | {"but"}
)
CLAUSE_END_PATTERN = re.compile(
    rf" (?:{wordlists.alternation(CLAUSE_STARTS)}|{wordlists.alternation(TELLING)}|"
    rf"on (?:{WEEKDAYS}))\b"
)
NOT_ROLES = wordlists.words("en", "pronouns", "subjects", "relatives") | {"then", "there"}  # no role begins so
RELATIVES = wordlists.words("en", "pronouns", "relatives") - {"whose"}  # "the guild, [whose treasurer]"
BREAKS = (
    wordlists.words("en", "small_words", "prepositions", "conjunctions", "subordinators", "be", "have")
    | RELATIVES
    | TELLING
    | wordlists.words("en", "roles", "ends")
    | {"where"}
)
LINKS = wordlists.words("en", "small_words", "links")
POSSESSIVES = wordlists.words("en", "pronouns", "possessives")
DETERMINERS = wordlists.words("en", "small_words", "articles", "demonstratives") | POSSESSIVES
VERBS = (
    wordlists.words("en", "small_words", "be", "have", "do", "modals", "subordinators", "irregular_verbs")
    | RELATIVES
    | reporting_verbs.forms(reporting_verbs.verbs("report"), ("base", "past", "s"))
    | wordlists.words("en", "small_words", "passive")
    | wordlists.words("en", "roles", "ends")
    | {"but", "where"}
)
PARTICIPLES = wordlists.words("en", "roles", "participles")
# Titles that say a rank and little else; a fuller role of the same person is better.
LESSER = wordlists.words("en", "titles", "lesser")
# "former [President]", "ex-[mayor]"
WIDENING = tuple(word + end for word in sorted(LESSER | {"then"}) for end in (" ", "-"))
RANKS = wordlists.words("en", "titles", "ranks")
OPENERS = DETERMINERS | {"whose"}  # words with which a role before a name may begin
# Before a role, and no part of it: "her [coach]", "whose [secretary]"
OWNERS = POSSESSIVES | {"whose"}


class Role(NamedTuple):
    """The words of a role and how much they say: 2 for a role, 1 for a bare title of one word, 0 for "his brother"."""

    span: Span
    strength: int


def read(masked: str, name: NameCandidate, paragraph: Span) -> Role | None:
    """Return the role worded beside one place of a name."""
    start = name.title.start if name.title else name.name.start
    limit = min(paragraph.end, name.name.end + LONGEST_ROLE + 60)
    before = _title(masked, name.title) if name.title else None
    before = _widen(masked, before, start, paragraph.start) if before else _before(masked, start, paragraph.start)
    chain = _chain(masked, start, paragraph.start)
    if chain is not None:
        before = Span(chain.start, before.end if before else chain.end)
    first = _weigh(masked, before) if before else None
    if first and first.strength > 1:
        return first
    second = _after(masked, name.name.end, limit) or _ahead(masked, start, paragraph.start, name.name.end)
    later = _weigh(masked, second) if second else None
    if first is None or later is None:
        return first or later
    return later if later.strength > first.strength else first


def _weigh(masked: str, span: Span) -> Role:
    words = [w.lower() for w in WORD_PATTERN.findall(masked, *span)]
    owned = bool(words) and words[0] in OWNERS and len(words) > 1
    kin = bool(words) and words[-1] in KIN
    if kin and len(words) == 2 and words[0] in OWNERS - {"whose"}:
        return Role(span, 0)  # "His father": a kinship alone says nothing without whose it is
    if owned:
        span = Span(span.start + len(words[0]) + 1, span.end)
        if kin:
            return Role(span, 0)
        words = words[1:]
    office = any((noun_kind(w)[0] == "role" and w not in KIN) or flags(w) & W.TITLE for w in words) or len(words) > 5
    if (len(words) == 1 and flags(words[0]) & W.TITLE) or not office or (words and all(w in RANKS for w in words)):
        return Role(span, 1)
    return Role(span, 2)


def _title(masked: str, span: Span) -> Span | None:
    """Return a capitalised title run without forms of address, or None when nothing is left of it."""
    words = list(WORD_PATTERN.finditer(masked, *span))
    while words and fold(words[0].group()) in HONOURIFICS:
        words.pop(0)
    while words and fold(words[-1].group()) in HONOURIFICS:
        words.pop()
    if not words or not any(flags(w.group()) & (W.TITLE | W.ROLE) for w in words):
        return None
    return Span(words[0].start(), words[-1].end())


def _widen(masked: str, title: Span, at: int, floor: int) -> Span:
    """Take in what the title run leans on: "former [President]", "the harbour's [Chief Pilot]"."""
    head = masked[max(floor, at - 30) : at]
    body = BODY_PATTERN.search(masked, max(floor, at - REACH), at) if title.start == at else None
    if body and noun_kind(body["body"]) == ("body", False):  # "[Brook campaign] Chairman", "[police] Chief"
        return Span(body.start(), title.end)
    for word in WIDENING:
        if head.lower().endswith(word) and title.start == at:
            return Span(at - len(word), title.end)
    return title


def _before(masked: str, at: int, floor: int) -> Span | None:
    """Return a role in lower case that runs up to a name: "the growers' leader", "Hillside academic and teacher"."""
    start = max(floor, at - REACH)
    last = masked[masked.rfind(" ", start, at - 1) + 1 : at]
    if not last[:1].islower() or noun_kind(last[:-1]) != ("role", False):
        return None
    tail = masked[start:at]
    words = list(WORD_PATTERN.finditer(tail))
    if (
        not words
        or tail[words[-1].end() :].strip()
        or noun_kind(words[-1].group()) != ("role", False)
        or words[-1].group()[0].isupper()
    ):
        return None
    first = len(words) - 1
    while first > 0 and not tail[words[first - 1].end() : words[first].start()].strip():
        word = words[first - 1].group()
        if not _widens(word, words[first - 2].group() if first > 1 else "", words[first].group()):
            break
        first -= 1
        if word.lower() in DETERMINERS:
            break
    if words[first].group().lower() in DETERMINERS - POSSESSIVES and first + 1 < len(words):
        first += 1
    return Span(start + words[first].start(), start + words[-1].end())


def _widens(word: str, previous: str, following: str) -> bool:
    """Say whether a word belongs to the role that follows it."""
    low = word.lower()
    if low in DETERMINERS:
        return True
    if low == "and":
        return noun_kind(previous)[0] == "role"
    if low == "of":
        return bool(flags(previous) & W.BODY) and previous[:1].isupper() and following[:1].isupper()
    participle = word.islower() and low.endswith(("ed", "ing")) and low not in PARTICIPLES
    return low not in BREAKS | VERBS and not participle


def _chain(masked: str, at: int, floor: int) -> Span | None:
    """Return an office that runs up to a name over prepositions: "Envoy to the Isles [Ada Brook]"."""
    if masked[at - 1 : at] != " ":
        return None
    start = max(floor, at - REACH)
    last = masked.rfind(" ", start, at - 1) + 1
    if not masked[last : last + 1].isupper():
        return None
    tail = masked[start:at]
    for stop in '.;:!?"“”,()–—\n':
        cut = tail.rfind(stop)
        if cut >= 0:
            start, tail = start + cut + 1, tail[cut + 1 :]
    words = list(WORD_PATTERN.finditer(tail))
    if len(words) < 3:
        return None
    at_word = len(words) - 1
    while at_word >= 0 and (
        words[at_word].group()[0].isupper() or words[at_word].group() in LINKS or noun_kind(words[at_word].group())[0]
    ):
        if (
            noun_kind(words[at_word].group()) == ("role", False)
            and at_word + 2 < len(words)
            and words[at_word + 1].group() in LINKS
        ):
            return _opened(words, at_word, start, len(tail.rstrip()))
        at_word -= 1
    return None


def _opened(words: list[re.Match[str]], head: int, start: int, end: int) -> Span | None:
    """Return the span of a chain from the modifiers of its head."""
    first = head
    while first > 0 and (words[first - 1].group()[0].isupper() or words[first - 1].group() in LESSER):
        first -= 1
    if any(word.group().lower() in VERBS for word in words[head:]):
        return None
    return Span(start + words[first].start(), start + end)


def _after(masked: str, at: int, limit: int) -> Span | None:
    """Return the role that follows a name: an apposition, a bracket or a clause with "who"."""
    if masked.startswith("'s ", at) or not masked.startswith(ROLE_STARTS, at):
        return None
    if match := CLAUSE_PATTERN.match(masked, at, limit):
        return _trim(masked, Span(*match.span(1)))
    if match := BRACKET_PATTERN.match(masked, at, limit):
        return Span(*match.span(1)) if _has_role(match.group(1)) else None
    match = APPOSITION_PATTERN.match(masked, at, limit)
    if not match:
        return None
    span = _trim(masked, Span(*match.span(1)))
    state = STATE_PATTERN.match(masked, span.end, limit)
    if state and is_place(state.group(1)):
        span = Span(span.start, state.end(1))
    if span.end - span.start > LONGEST_ROLE or not _is_apposition(span.of(masked)):
        return None
    return span


def _trim(masked: str, span: Span) -> Span:
    cut = CLAUSE_END_PATTERN.search(masked, span.start + 3, span.end)
    end = cut.start() if cut else span.end
    while end > span.start and masked[end - 1].isspace():
        end -= 1
    return Span(span.start, end)


def _has_role(words: str) -> bool:
    return any(noun_kind(w)[0] == "role" or flags(w) & W.TITLE for w in WORD_PATTERN.findall(words))


def _is_apposition(words: str) -> bool:
    """Say whether a piece between commas is a noun phrase whose head is an office, trade or standing."""
    return _has_head(words) or ("'s " in words and _has_head(words.rpartition("'s ")[2]))  # "Friends of Oss's director"


def _has_head(words: str) -> bool:
    seen = last = False
    parts = WORD_PATTERN.findall(words)[:10]
    for number, word in enumerate(parts):
        low = word.lower()
        if low in BREAKS:
            return seen and low not in VERBS
        if last and word[0].isupper() and not flags(word) & (W.TITLE | W.ROLE):
            return False  # "President Brook": another person
        if number == 0 and low in NOT_ROLES:
            return False
        if noun_kind(word) == ("role", False) or (flags(word) & W.TITLE and word[0].isupper()):
            seen = True
        last = seen and (noun_kind(word) == ("role", False) or bool(flags(word) & W.TITLE))
    return seen


def _tells(word: str) -> bool:
    """Say whether a word opens a clause or tells: "records [suggest] the teacher, Ada Brook"."""
    return word in CLAUSE_WORDS or (word in lexicon().forms and not noun_kind(word)[0])


def _ahead(masked: str, at: int, floor: int, end: int) -> Span | None:
    """Return a role set before a name by a comma: "The library's director, [Ada Brook], said"."""
    if masked[at - 2 : at] != ", " or not (masked[end : end + 1] in {",", ".", ";", ":", ""} or says(masked, end)):
        return None
    start = max(floor, at - REACH)
    head = masked[start : at - 2]
    for stop in '.;:!?"“”,()–—\n':
        cut = head.rfind(stop)
        if cut >= 0:
            start, head = start + cut + 1, head[cut + 1 :]
    words = list(WORD_PATTERN.finditer(head))
    for index, word in enumerate(words):
        low = word.group().lower()
        opens = low in OPENERS or (index == 0 and word.group()[0].isupper()) or word.group().endswith(("'s", "s'"))
        if not opens or any(later.group().lower() in VERBS or _tells(later.group()) for later in words[index:]):
            continue
        span = Span(start + word.start(), start + len(head.rstrip()))
        if _is_apposition(span.of(masked).removeprefix("whose ")):
            return span
    return None
