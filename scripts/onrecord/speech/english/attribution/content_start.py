"""Where the content of indirect speech begins behind a cue: behind "that", whoever is told, when and where."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Literal, NamedTuple

from onrecord.language import wordlists
from onrecord.model import Span
from onrecord.speech.english.parse import Clause, joins
from onrecord.speech.english.reporting_verbs import lexicon
from onrecord.speech.english.tokens import OPENER, Tag, within
from onrecord.speech.types import Cue, Token

Opening = Literal["", "that", "preposition", "infinitive", "hearer", "cue"]
"""What a content behind a cue begins behind or with; nothing where there is no content."""
LONGEST_HEARER = 8  # words
FARTHEST_THAT = 14  # words behind the cue
FARTHEST_TO = 9
LONGEST_ASIDE = 80  # characters, with a comma, between a cue and its "that"
ADDRESSED = wordlists.words("en", "reporting_verbs", "addressed")
HEARERS = (
    wordlists.words("en", "pronouns", "objects") | {"you"} | wordlists.words("en", "roles", "hearers")
)  # "told her", "told reporters"
NEW_SUBJECT = (
    wordlists.words("en", "small_words", "articles", "demonstratives", "question_words")
    | wordlists.words("en", "pronouns", "subjects", "possessives")
    | {"there"}
)
QUESTION_WORDS = wordlists.words("en", "small_words", "question_words")
FINITE = (
    wordlists.words("en", "small_words", "be", "have", "do", "modals", "negated")
    | wordlists.words("en", "pronouns", "subjects", "clitic")
    | {"not"}
)
VERBS = frozenset(
    word
    for word in FINITE - (wordlists.words("en", "pronouns", "subjects") | {"who"})
    if word != "not" and not word.endswith("'s")
)
QUANTITIES = wordlists.words("en", "small_words", "quantities")
# Verb and preposition that together have a content: "warned of floods", "called for a vote".
WITH_PREPOSITION = {
    (verb, preposition)
    for verb, preposition in map(str.split, wordlists.ordered("en", "reporting_verbs", "prepositional"))
}
WANTED = frozenset({"urge", "request"})  # "urged calm"
TIMED = wordlists.words("en", "reporting_verbs", "timed")  # "said on Tuesday the quay was shut"
_TIMES = wordlists.any_of("en", "small_words", "times")
# "on Tuesday", "last week", "in a statement", "at a news conference", "during the debate", "by phone"
WHEN_WHERE_PATTERN = re.compile(
    rf"\s*,?\s*(?:(?:(?:{wordlists.any_of('en', 'small_words', 'before_times')}) ){{0,3}}"
    rf"(?:{wordlists.capitalised(wordlists.words('en', 'dates', 'weekdays'))})(?: (?:{_TIMES}))?|"
    rf"(?:last|this) (?:{_TIMES})|(?:{wordlists.any_of('en', 'small_words', 'asides')})|"
    rf"(?:{wordlists.any_of('en', 'small_words', 'circumstances')})\b[^,.;:“”\"]{{1,70}}?)(?=\s*(?:[,.;:]|$|that\b))"
)
# "announced the end of the strike", "announced it would close"; not "announced the contest"
ANNOUNCED_PATTERN = re.compile(rf"\b(?:{wordlists.any_of('en', 'reporting_verbs', 'announced')})\b")
# "urged the council “to mend it”"
MARK_PATTERN = re.compile(r"[“\"„«]")
INFINITIVE_PATTERN = re.compile(r"to [a-z]+")


class _Rest(NamedTuple):
    """What stands behind a cue: its words, the text, and where it starts and stops."""

    text: str
    words: Sequence[Token]
    cue: Cue
    start: int
    stop: int

    @property
    def head(self) -> str:
        return self.words[0].low


def behind(text: str, line: Sequence[Token], clause: Clause, stop: int) -> tuple[Span, Opening]:
    """Return the content behind a cue and what it begins with; an empty span where there is none."""
    start = clause.cue.span.end
    words = within(line, start, stop)
    if not words:
        return Span(start, start), ""
    rest = _Rest(text, words, clause.cue, start, stop)
    for step in (_that, _barred, _preposition, _infinitive, _strict, _timed, _hearer, _counted, _thing):
        found = step(rest)
        if found is not None:
            begin, opening = found
            return Span(begin, stop if opening else begin), opening
    m = WHEN_WHERE_PATTERN.match(text, start, stop)
    return Span(m.end() if m and clause.cue.kind == "report" else start, stop), "cue"


def _that(rest: _Rest) -> tuple[int, Opening] | None:
    """Match "said that", and "told the council on Tuesday that" with nothing but hearer, time and place between."""
    for at, word in enumerate(rest.words[:FARTHEST_THAT]):
        if word.low in QUESTION_WORDS or (
            "," in rest.text[rest.start : word.start] and word.start - rest.start > LONGEST_ASIDE
        ):
            return None
        if word.low == "that":
            return _clause_of(rest, at)
    return None


def _clause_of(rest: _Rest, at: int) -> tuple[int, Opening] | None:
    """Return the clause that "that" opens; none where it goes with a noun: "proposed a line that would cross it"."""
    that, follow = rest.words[at], rest.words[at + 1 : at + 2]
    verb = bool(follow) and (follow[0].low in VERBS or (at > 0 and follow[0].low in lexicon().forms))
    if at == 0 and follow and follow[0].tags & Tag.PREPOSITION and rest.cue.lemma in ADDRESSED:
        return rest.start, ""  # "told that to the wind"
    if at == 0:
        return (that.start, "cue") if verb else (that.end, "that")
    before = rest.words[at - 1]
    if verb or before.tags & Tag.PREPOSITION:
        return None
    if joins(rest.words[0]) and any(w.low in lexicon().forms for w in rest.words[:at]):
        return None  # "used to say, “…,” and I told that to the wind"
    aside = not rest.text[rest.start : rest.words[0].start].isspace()
    if not aside and any(w.low in FINITE for w in rest.words[:at]):
        return None
    placed = (
        rest.words[0].tags & (Tag.PREPOSITION | Tag.ASIDE)
        or rest.head.endswith("ly")
        or rest.words[0].text[0].isupper()
    )
    hears = rest.cue.lemma in ADDRESSED
    return (that.end, "that") if aside or placed or hears or before.low in lexicon().clausal else None


def _barred(rest: _Rest) -> tuple[int, Opening] | None:
    """Bar the naming of a thing from being what was announced."""
    if rest.cue.lemma == "announce" and not ANNOUNCED_PATTERN.search(rest.text, rest.start, rest.stop):
        return rest.start, ""
    return None


def _preposition(rest: _Rest) -> tuple[int, Opening] | None:
    if (rest.cue.lemma, rest.head) in WITH_PREPOSITION:
        return rest.words[0].end, "preposition"
    return None


def _infinitive(rest: _Rest) -> tuple[int, Opening] | None:
    """Match "urged them to wait", "vowed not to wait"; the content begins at "to"."""
    if rest.cue.lemma not in lexicon().infinitive:
        return None
    words = rest.words
    if rest.cue.lemma not in ADDRESSED and not _at_once(words[0]) and not rest.head.endswith("ly"):
        return None  # "proposed a way to wait", "demanded that …"
    for k, word in enumerate(words[:FARTHEST_TO]):
        verb = words[k + 1] if k + 1 < len(words) else None
        if (
            word.low == "to"
            and verb
            and not verb.tags & OPENER
            and verb.text.islower()
            and INFINITIVE_PATTERN.match(rest.text, word.start)
        ):
            return (words[k - 1] if k and words[k - 1].low == "not" else word).start, "infinitive"
        if "," in rest.text[words[0].start : word.start] or word.low in QUESTION_WORDS | (FINITE - {"not"}) | {"that"}:
            return None
    return None


def _at_once(word: Token) -> bool:
    """Say whether a word may stand before an infinitive with nobody addressed: "vowed [to] wait", "vowed [on] …"."""
    return word.low in ("to", "not") or bool(word.tags & (Tag.PREPOSITION | Tag.ASIDE | Tag.TIME))


def _strict(rest: _Rest) -> tuple[int, Opening] | None:
    """Keep verbs like "write" to clauses: "wrote how it ended", not "wrote a letter"."""
    if rest.cue.lemma in lexicon().strict and rest.head not in QUESTION_WORDS:
        return rest.start, ""
    return None


def _timed(rest: _Rest) -> tuple[int, Opening] | None:
    if not rest.words[0].tags & Tag.PREPOSITION and not joins(rest.words[0]):
        return None
    m = WHEN_WHERE_PATTERN.match(rest.text, rest.start, rest.stop)
    return (m.end(), "cue") if m and rest.cue.lemma in TIMED else (rest.start, "")


def _hearer(rest: _Rest) -> tuple[int, Opening] | None:
    """Match "told her the quay …", "told the Gull he …"; "told us about" has no clause."""
    if rest.cue.lemma not in ADDRESSED:
        return None
    begin = _behind_hearer(rest)
    follow = within(rest.words, begin, rest.stop)[:1]
    if follow and follow[0].tags & Tag.PREPOSITION:
        return rest.start, ""
    return (begin, "hearer") if begin != rest.start or _is_clause(rest) else (begin, "")


def _counted(rest: _Rest) -> tuple[int, Opening] | None:
    """Bar arithmetic from being speech: "added around 300 jobs"."""
    counts = rest.cue.lemma == "add" and (rest.head in QUANTITIES or rest.head[0].isdigit())
    return (rest.start, "") if counts and not any(word.low in FINITE for word in rest.words) else None


def _thing(rest: _Rest) -> tuple[int, Opening] | None:
    """Bar the mere object of a verb that takes clauses: "slammed the mayor's refusal", "defended the plan"."""
    return None if rest.cue.kind != "mixed" or _is_clause(rest) else (rest.start, "")


def _is_clause(rest: _Rest) -> bool:
    """Say whether words behind a cue may be a content: not "ordered an audit", "told the story"."""
    if rest.cue.lemma in lexicon().noun_phrase | WANTED or rest.head in QUESTION_WORDS | VERBS:
        return True
    if any(word.low in FINITE for word in rest.words[1:]):
        return True
    return MARK_PATTERN.search(rest.text, rest.start, rest.stop) is not None


def _behind_hearer(rest: _Rest) -> int:
    words = rest.words
    last = min(len(words), LONGEST_HEARER)
    if rest.head in HEARERS:
        k = 1
    else:
        k = 1 if rest.words[0].tags & OPENER else 0
        while k < last and words[k].low not in NEW_SUBJECT and (words[k].text[0].isupper() or k < 3):
            k += 1
        if k >= last or words[k].low not in NEW_SUBJECT:
            return rest.start
    m = WHEN_WHERE_PATTERN.match(rest.text, words[k - 1].end, rest.stop)
    return m.end() if m else words[k - 1].end
