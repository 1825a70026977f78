"""What kind of words stand in quotation marks: whole sentences, a few words, or nobody's speech at all."""

from __future__ import annotations

import re
from collections.abc import Sequence

from onrecord.language import wordlists
from onrecord.model import Mode, Span
from onrecord.speech.english.attribution.analysis import Analysis, Parse
from onrecord.speech.english.attribution.direct import FULL_END, is_full, size
from onrecord.speech.text.pairing import Quote
from onrecord.speech.types import Attribution

FEW_WORDS = 5
LONGEST_HEADING = 8  # words
# Words of a title that need no capital: “The Lamp of Holm”.
SMALL_WORDS = wordlists.words("en", "small_words", "title_case")
# so-called “…”, a film titled “…”, known as “…”, the word “…”
TERM_BEFORE_PATTERN = re.compile(
    r"(?:\bso-called|\b(?:en)?titled|\bknown as|\bnicknamed|\bunder the (?:title|name|headline)|"
    r"\b(?:the|a|an) (?:word|words|term|phrase|name|title|slogan|motto|hashtag|headline)s?)\s*,?$",
    re.IGNORECASE,
)
# each “…” is followed by another
ONE_OF_MANY_PATTERN = re.compile(r"\b(?:each|every|another)$", re.IGNORECASE)
# “(Crosstalk.)”
DIRECTION_PATTERN = re.compile(r"\([^()]{1,60}\)\.?")
# the hardest word was “…”
NAMED_BEFORE_PATTERN = re.compile(r"\b(?:word|term|nickname) (?:is|was)$", re.IGNORECASE)
# a film “…”, her book “…”: before words that are written as a title
WORK_BEFORE_PATTERN = re.compile(
    r"\b(?:film|movie|song|album|book|novel|show|series|play|poem|single|documentary|painting|campaign|project|exhibition|hit|tune|magazine|memoir|on|program|programme|podcast|episode|game)s?\s*,?$",
    re.I,
)
# “Ferry late again” — The Gull, 3 May 2024: a list of sources
CITED_PATTERN = re.compile(r"\s*[—–-]+\s*[A-Z][^\n“”\"]{1,60},\s[^\n]{0,30}\b(?:19|20)\d\d\b")

# Ada "Addie" Brook: a nickname stands between forename and surname
NAME_BEFORE_PATTERN = re.compile(r"[A-Z][\w'·-]+ $")
# Behind "said": words that open a whole clause, though in lower case: "we're not there yet."
SAID = (" said", " says", " replied", " added", " wrote", " responded", " answered")
CLAUSE_PATTERN = re.compile(
    r"(?:I|(?i:it|he|she|we|they|there|this|that|you))"
    r"(?:['’](?:s|re|ve|ll|m)\b| (?:is|are|was|were|has|have|had|will|would|can|could|may|might|must|should|do|does|did"
    r"|am|need|want|think|know)\b)"
)
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


def mode(analysis: Analysis, parse: Parse, position: int, previous: Mode | None) -> Mode:
    """Tell whole sentences in the speaker's words from a few words inside the reporter's sentence."""
    quote = parse.quotes[position]
    inner = quote.span.of(analysis.document.text).strip(" \n'‘’\"“”")
    lead = analysis.masked[parse.gaps[position].start : parse.gaps[position].end].rstrip()
    follow = analysis.masked[quote.outer.end : quote.outer.end + 1]
    if not quote.closed and not lead:
        return "direct"
    first = next((c for c in inner if c.isalnum()), "")
    whole = CLAUSE_PATTERN.match(inner) is not None and (inner[-1:] in ".?!…," or follow in (".", ","))
    if (lead.endswith(SAID) and whole) or (lead.endswith(":") and size(analysis, quote) >= FEW_WORDS):
        return "direct"
    if first.islower() and not (inner.startswith(("…", "...")) and not lead):
        goes_on = position > 0 and previous == "direct" and lead.endswith((",", ".")) and is_full(analysis, quote)
        return "direct" if goes_on or (not lead and is_full(analysis, quote)) else "fragment"
    if inner[-1:] in ".?!…—–":
        return "direct"
    if inner[-1:] == "," or follow == ",":
        return "direct" if not lead or lead[-1] in ",:.?!" or size(analysis, quote) >= FEW_WORDS else "fragment"
    return "direct" if (not lead or lead[-1] in ",:") and size(analysis, quote) >= FEW_WORDS else "fragment"


def nested_mode(analysis: Analysis, span: Span) -> Mode:
    """Return the mode of a quote inside a quote."""
    inner = span.of(analysis.document.text).strip()
    return (
        "direct" if inner[:1].isupper() and (inner[-1:] in FULL_END or len(inner.split()) >= FEW_WORDS) else "fragment"
    )


def not_speech(
    analysis: Analysis,
    parse: Parse,
    position: int,
    attribution: Attribution | None,
    given: Sequence[Attribution | None],
) -> str:
    """Return the rule by which quoted words are nobody's speech, or an empty string."""
    quote = parse.quotes[position]
    inner = quote.span.of(analysis.document.text).strip(" \n'’‘\"”")
    count = size(analysis, quote)
    lead = analysis.masked[max(parse.span.start, quote.outer.start - 40) : quote.outer.start].rstrip()
    told = attribution is not None and (attribution.cue is not None or any(given))
    if count == 0:
        return "no-words"
    if DIRECTION_PATTERN.fullmatch(inner):
        return "stage-direction"
    heads = titled(inner)
    if CITED_PATTERN.match(analysis.masked, quote.outer.end):
        return "source-cited"
    asks = inner[-1:] in "?!"
    if lead and not asks and TERM_BEFORE_PATTERN.search(lead):
        return "introduced-as-term"
    if count < FEW_WORDS and (NAMED_BEFORE_PATTERN.search(lead) or ONE_OF_MANY_PATTERN.search(lead)):
        return "introduced-as-term"
    if heads and not asks and (lead.endswith("'s") or WORK_BEFORE_PATTERN.search(lead)):
        return "title-of-a-work"
    if heads and count <= LONGEST_HEADING and _alone(analysis, parse, quote) and count > 1:
        return "heading"
    stopped = inner[-1:] in ".?!…" or (inner[-1:] == "," and parse.span.start == quote.outer.start)
    if (
        heads
        and not stopped
        and count <= 8
        and (count > 1 or not told)
        and not _cued_at_once(analysis, parse, position)
    ):
        return "title-of-a-work"
    if not told and count < FEW_WORDS and (not stopped or _completes(analysis, parse, position)):
        return "words-under-discussion"
    if attribution is None and not stopped and count < 8:
        return "words-under-discussion"
    return ""


def _alone(analysis: Analysis, parse: Parse, quote: Quote) -> bool:
    """Say whether a quote is a paragraph of its own."""
    paragraph = analysis.paragraphs[parse.sentence.paragraph]
    return quote.outer.start == paragraph.start and quote.outer.end >= paragraph.end - 1


def _completes(analysis: Analysis, parse: Parse, position: int) -> bool:
    """Say whether quoted words complete a sentence that has begun outside the marks."""
    lead = analysis.masked[parse.gaps[position].start : parse.gaps[position].end].rstrip()
    return bool(lead) and lead[-1] not in ",:.!?"


def titled(words: str) -> bool:
    """Say whether words are written as a title is, with capitals but for the small ones."""
    parts = words.rstrip(",").split()
    return all(
        p in SMALL_WORDS or p.lstrip("'(")[:1].isupper() or p[:1].isdigit() or p in "&:-–" for p in parts
    ) and parts[0] not in ("de",)


def _cued_at_once(analysis: Analysis, parse: Parse, position: int) -> bool:
    """Say whether a cue stands right beside the quote."""
    quote = parse.quotes[position]
    for clause in parse.clauses:
        if 0 <= quote.outer.start - clause.end <= 3 or 0 <= clause.start - quote.outer.end <= 2:
            return True
    return False
