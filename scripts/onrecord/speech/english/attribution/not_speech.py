"""Words in quotation marks that nobody said: terms, titles of works, headings, stage directions."""

from __future__ import annotations

import re

from onrecord.language import wordlists
from onrecord.speech.english.attribution.quotation import FEW_WORDS, SENTENCE_END, Quotation
from onrecord.speech.text.pairing import Quote
from onrecord.speech.types import Attribution

LONGEST_HEADING = 8  # words
LEAD = 40  # characters before a quote in which a word says what it is
# Words of a title that need no capital: “The Lamp of Holm”.
SMALL_WORDS = wordlists.words("en", "small_words", "title_case")
_TERMS = wordlists.any_of("en", "small_words", "terms")
# so-called “…”, a film titled “…”, known as “…”, the word “…”
TERM_BEFORE_PATTERN = re.compile(
    rf"(?:\b(?:{wordlists.any_of('en', 'small_words', 'before_terms')})|\bunder the (?:{_TERMS})|"
    rf"\b(?:{wordlists.any_of('en', 'small_words', 'articles')}) (?:{_TERMS})s?)\s*,?$",
    re.IGNORECASE,
)
# each “…” is followed by another
ONE_OF_MANY_PATTERN = re.compile(rf"\b(?:{wordlists.any_of('en', 'small_words', 'distributives')})$", re.IGNORECASE)
# “(Crosstalk.)”
DIRECTION_PATTERN = re.compile(r"\([^()]{1,60}\)\.?")
# the hardest word was “…”
NAMED_BEFORE_PATTERN = re.compile(rf"\b(?:{_TERMS}) (?:is|was)$", re.IGNORECASE)
# a film “…”, her book “…”: before words that are written as a title
WORK_BEFORE_PATTERN = re.compile(
    rf"\b(?:(?:{wordlists.any_of('en', 'small_words', 'works')})s?|on)\s*,?$",
    re.I,
)
# “Ferry late again” — The Gull, 3 May 2024: a list of sources
CITED_PATTERN = re.compile(r"\s*[—–-]+\s*[A-Z][^\n“”\"]{1,60},\s[^\n]{0,30}\b(?:19|20)\d\d\b")

# Ada "Addie" Brook: a nickname stands between forename and surname
NAME_BEFORE_PATTERN = re.compile(r"[A-Z][\w'·-]+ $")
NAME_AFTER_PATTERN = re.compile(r" [A-Z][\w'·-]+")


def is_nickname(masked: str, quote: Quote) -> bool:
    """Say whether a quote is a nickname inside a name."""
    words = quote.span.of(masked).split()
    return (
        0 < len(words) <= 2
        and all(word[:1].isupper() and word.isalpha() for word in words)
        and NAME_BEFORE_PATTERN.search(masked, max(0, quote.outer.start - 30), quote.outer.start) is not None
        and NAME_AFTER_PATTERN.match(masked, quote.outer.end) is not None
    )


def no_words(quotation: Quotation, _: Attribution | None) -> bool:
    """Match marks with no word between them."""
    return quotation.size == 0


def stage_direction(quotation: Quotation, _: Attribution | None) -> bool:
    """Match a bracket alone."""
    return DIRECTION_PATTERN.fullmatch(quotation.inner) is not None


def source_cited(quotation: Quotation, _: Attribution | None) -> bool:
    """Match a headline in a list of sources."""
    return CITED_PATTERN.match(quotation.analysis.masked, quotation.quote.outer.end) is not None


def introduced_as_term(quotation: Quotation, _: Attribution | None) -> bool:
    """Match what a word before it calls a word, a name or a title."""
    lead = _lead(quotation)
    if lead and not _asks(quotation) and TERM_BEFORE_PATTERN.search(lead):
        return True
    named = NAMED_BEFORE_PATTERN.search(lead) or ONE_OF_MANY_PATTERN.search(lead)
    return quotation.size < FEW_WORDS and named is not None


def heading(quotation: Quotation, _: Attribution | None) -> bool:
    """Match a few words, written as a title is, that are a paragraph of their own."""
    paragraph = quotation.analysis.paragraphs[quotation.parse.paragraph]
    outer = quotation.quote.outer
    alone = outer.start == paragraph.start and outer.end >= paragraph.end - 1
    return alone and 1 < quotation.size <= LONGEST_HEADING and _is_titled(quotation.inner)


def title_of_a_work(quotation: Quotation, attribution: Attribution | None) -> bool:
    """Match words written as a title is: behind a word for a work, or with no stop and no cue at their side."""
    if not _is_titled(quotation.inner):
        return False
    lead = _lead(quotation)
    if not _asks(quotation) and (lead.endswith("'s") or WORK_BEFORE_PATTERN.search(lead)):
        return True
    few = quotation.size <= LONGEST_HEADING and (quotation.size > 1 or not _is_told(quotation, attribution))
    return few and not _is_stopped(quotation) and not _is_cued_at_once(quotation)


def words_under_discussion(quotation: Quotation, attribution: Attribution | None) -> bool:
    """Match a few words that no verb of saying claims and no stop ends."""
    stopped = _is_stopped(quotation)
    if quotation.size < FEW_WORDS and not _is_told(quotation, attribution):
        completes = bool(quotation.lead) and quotation.lead[-1] not in ",:.!?"
        if not stopped or completes:
            return True
    return attribution is None and not stopped and quotation.size < LONGEST_HEADING


def quoted_in_a_turn(quotation: Quotation, attribution: Attribution | None) -> bool:
    """Match words in a labelled turn that no verb of saying gives to anybody else."""
    cued = attribution is not None and attribution.speaker.cue is not None and attribution.source is not None
    return quotation.turn is not None and not cued


def _lead(quotation: Quotation) -> str:
    start = quotation.quote.outer.start
    return quotation.analysis.masked[max(quotation.parse.span.start, start - LEAD) : start].rstrip()


def _asks(quotation: Quotation) -> bool:
    return quotation.inner[-1:] in "?!"


def _is_stopped(quotation: Quotation) -> bool:
    last = quotation.inner[-1:]
    return last in SENTENCE_END or (last == "," and quotation.parse.span.start == quotation.quote.outer.start)


def _is_told(quotation: Quotation, attribution: Attribution | None) -> bool:
    return attribution is not None and (attribution.speaker.cue is not None or any(quotation.given))


def _is_titled(words: str) -> bool:
    """Say whether words are written as a title is, with capitals but for the small ones."""
    parts = words.rstrip(",").split()
    return bool(parts) and all(
        p in SMALL_WORDS or p.lstrip("'(")[:1].isupper() or p[:1].isdigit() or p in "&:-–" for p in parts
    )


def _is_cued_at_once(quotation: Quotation) -> bool:
    """Say whether a cue stands right beside the quote."""
    start, end = quotation.quote.outer
    return any(0 <= start - one.end <= 3 or 0 <= one.start - end <= 2 for one in quotation.parse.clauses)
