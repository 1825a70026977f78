"""Find the capitalised names of a story: people, organisations, places and the rest, each read where it stands."""

from __future__ import annotations

import functools
import re
from collections.abc import Sequence
from typing import NamedTuple

from onrecord.language import wordlists
from onrecord.model import Span
from onrecord.speech.english.lexicon import W, flags, fold
from onrecord.speech.english.names import merging
from onrecord.speech.english.names.shape import calm, family_first, read
from onrecord.speech.types import NameCandidate

_UPPER = "".join(c for c in map(chr, [*range(0x41, 0x250), *range(0x1E00, 0x1F00)]) if c.isupper())
_REST = r"[^\W_]*(?:[-'·&](?!s\b)[^\W_]+)*·?"
_TOKEN = rf"(?:(?:[aeu][lnrstdh]|bin|de)-|[dl]')?[{_UPPER}]{_REST}"
_GAP = r"(?: {1,2}|\n)"
_PARTICLE = "(?:" + wordlists.alternation(wordlists.words("en", "names", "particles")) + ")"
# "Ada Brook", "Sen· J· K· O'Marsh", "Luis de la Vega", "Greta \"Gus\" Sund-Aas", "U·S· President Brook"
RUN_PATTERN = re.compile(
    rf"[{_UPPER}](?<![^\W_].){_REST}(?:{_GAP}(?:[\"“‘(]{_TOKEN}[\"”’)]{_GAP})?(?:{_PARTICLE}{_GAP}){{0,2}}{_TOKEN})*"
)
# What stands before the capital of "al-Amari" and "d'Oss"
PREFIX_PATTERN = re.compile(r"(?<![^\W_])(?:(?:[aeu][lnrstdh]|bin|de)-|[dl]')$")
PIECE_PATTERN = re.compile(r"\S+")
LOWER_PATTERN = re.compile(r"[a-z](?<![^\W_].)[a-z]{2,}(?![^\W_])")
# Between an office and the rest of it: "Minister of Coastal Affairs", "Envoy to the Isles"
JOIN_PATTERN = re.compile(rf" (?:{wordlists.any_of('en', 'small_words', 'links')})(?: the)? $")
# "(BROOK)" on a line of its own, "Q1" before a question
LABEL_PATTERN = re.compile(r"[(\[][^()\[\]\na-z]{2,40}[)\]]")
QUESTION_PATTERN = re.compile(r"Q\d{1,2}")
# "D-Mich·": a party and a state behind a name
PARTY_PATTERN = re.compile(r"[DRIL]-[A-Z]")
# "OSS, Aland (GW) — ", "OSS - "
DATELINE_PATTERN = re.compile(r"(?:, [^\n—–-]{2,40})?(?: ?\([^()\n]{2,30}\))? ?(?:—|–|--| - )")
# "Oh Sun-mi": what tells a family name from an interjection
HYPHENED_PATTERN = re.compile(r" [A-Z][a-z]+-[A-Za-z][a-z]+")

SMALL_WORDS = wordlists.words("en", "small_words", "headline_starts")
LONGEST_LABEL = 6  # words
LONGEST_RUN = 14  # words; longer runs are lists and headings, and are cut
LONGEST_HEADLINE = 300  # characters
LONGEST_CACHED = 200  # characters


class Part(NamedTuple):
    """Words of a run that may make one name: their offsets in the run, and their texts."""

    spans: tuple[tuple[int, int], ...]
    words: tuple[str, ...]


def find(masked: str, paragraphs: Sequence[Span]) -> tuple[list[NameCandidate], frozenset[str]]:
    """Return the capitalised names of a story in order, and the words it writes in lower case."""
    low = frozenset(LOWER_PATTERN.findall(masked, paragraphs[0].start, paragraphs[-1].end) if paragraphs else ())
    out: list[NameCandidate] = []
    for number, paragraph in enumerate(paragraphs):
        out += merging.joined(masked, _paragraph(masked, paragraph, low, number))
    return out, low


def _paragraph(masked: str, paragraph: Span, low: frozenset[str], number: int) -> list[NameCandidate]:
    """Read the runs of capitalised words of one paragraph."""
    if LABEL_PATTERN.fullmatch(masked, *paragraph):
        return []
    runs = list(RUN_PATTERN.finditer(masked, *paragraph))
    headline = _is_headline(masked, paragraph, runs)
    shouted = headline and paragraph.of(masked).isupper()
    cut = headline_parts if headline else parts
    out: list[NameCandidate] = []
    office: Span | None = None  # an office whose name follows: "Minister of [Health Ada Brook]"
    for match in runs:
        start, run = match.start(), match.group()
        if start == paragraph.start and (
            QUESTION_PATTERN.fullmatch(run) or (run.isupper() and DATELINE_PATTERN.match(masked, match.end()))
        ):
            continue
        if masked[start - 1 : start] in {"-", "'"} and (
            prefix := PREFIX_PATTERN.search(masked, max(paragraph.start, start - 4), start)
        ):
            start, run = prefix.start(), prefix.group() + run
        opener = _opens(masked, start, paragraph.start)
        for part in cut(run) if len(run) <= LONGEST_CACHED else cut.__wrapped__(run):
            first, last = start + part.spans[0][0], start + part.spans[-1][1]
            joined = office if office is not None and JOIN_PATTERN.fullmatch(masked, office.end, first) else None
            found = _found(part, start, opener and first == start, low, number, joined, headline)
            if headline and found.kind == "organisation" and len(part.words) == 1 and (found.form != run or shouted):
                found = found._replace(kind="thing") if run.isupper() else found  # a word of a shouted line
            out.append(found)
            office = None
            if found.kind == "none" and (joined or flags(part.words[-1]) & W.TITLE):
                office = Span(joined.start if joined else first, last)
    return out


def _is_headline(masked: str, paragraph: Span, runs: Sequence[re.Match[str]]) -> bool:
    """Say whether nearly all the longer words of a line are capitalised."""
    if paragraph.end - paragraph.start > LONGEST_HEADLINE or masked.find(". ", *paragraph) >= 0:
        return False
    if masked.endswith(":", *paragraph):
        return False  # "Chair of the Harbour Trust Ada Brook said:"
    capitals = sum(1 + match.group().count(" ") for match in runs)
    if capitals < 4:
        return False
    return 5 * sum(word not in SMALL_WORDS for word in LOWER_PATTERN.findall(masked, *paragraph)) <= capitals


def _opens(masked: str, at: int, floor: int) -> bool:
    """Say whether a position opens a sentence, a quotation or a line."""
    at -= 1
    while at >= floor and masked[at] in " \"“”'‘’([—–-*•\t":
        at -= 1
    return at < floor or masked[at] in ".!?:;…\n"


@functools.lru_cache(maxsize=16384)
def parts(run: str) -> tuple[Part, ...]:
    """Cut a run at words that belong to no name."""
    out: list[Part] = []
    spans: list[tuple[int, int]] = []
    words: list[str] = []

    def close() -> None:
        if words:
            out.append(Part(tuple(spans), tuple(words)))
        spans.clear()
        words.clear()

    for match in PIECE_PATTERN.finditer(run):
        kinds = flags(match.group())
        if PARTY_PATTERN.match(match.group()):
            kinds = W.STOP
        family = kinds & W.FAMILY_FIRST and HYPHENED_PATTERN.match(run, match.end())
        if kinds & W.STOP and not kinds & W.SOFT and not family:
            close()
            continue
        if len(words) >= LONGEST_RUN:
            close()
        spans.append(match.span())
        words.append(match.group())
    close()
    return tuple(out)


@functools.lru_cache(maxsize=4096)
def headline_parts(run: str) -> tuple[Part, ...]:
    """Cut a run of a headline into known forenames with one surname each, offices, and single words."""
    out: list[Part] = []
    for part in parts.__wrapped__(run):
        at = 0
        while at < len(part.words):
            end = at + _headline_length(part.words[at:])
            out.append(Part(part.spans[at:end], part.words[at:end]))
            at = end
    return tuple(out)


def _headline_length(words: tuple[str, ...]) -> int:
    """Return how many of a headline's words, from the first, make one name."""
    kinds = [flags(word) for word in words]
    first = 0
    while (
        first + 1 < len(words)
        and kinds[first] & (W.TITLE | W.HONOURIFIC | W.MODIFIER)
        and not kinds[first] & W.FORENAME
    ):
        first += 1  # a title takes what follows it
    titled = first and first + 1 < len(words) and kinds[first] & W.WEAK_FORENAME and kinds[first + 1] & W.SURNAME
    if titled or (first + 1 < len(words) and kinds[first] & (W.FORENAME | W.INITIAL)):  # "Secretary [Bill Marsh]"
        end = first + 2
        while end < len(words) and kinds[end - 1] & W.INITIAL:
            end += 1
        return end
    for length in (2, 3):
        if first + length <= len(words) and family_first(words[first : first + length]):
            return first + length
    return first + 1


def _found(
    part: Part, offset: int, opener: bool, low: frozenset[str], number: int, office: Span | None, headline: bool
) -> NameCandidate:
    """Read one part where it stands."""
    spans, words = part
    reading = read(words, opener, opener and fold(words[0]) in low, office is not None)
    a, b = reading.name
    if a >= b:
        whole = Span(offset + spans[0][0], offset + spans[-1][1])
        return NameCandidate(whole, None, " ".join(words), 0, "none", "", "", opener, number, headline)
    first, last = reading.title
    title = Span(offset + spans[first][0], offset + spans[last - 1][1]) if first < last else None
    if office is not None and reading.kind == "person":
        title = Span(office.start, offset + spans[a - 1][1] if a else office.end)
    end = offset + spans[b - 1][1]
    if words[b - 1][-1] == "·" and len(words[b - 1]) > 4:
        end -= 1
    return NameCandidate(
        Span(offset + spans[a][0], end),
        title,
        reading.form,
        reading.score,
        reading.kind,
        reading.family,
        reading.honourific,
        opener,
        number,
        headline,
    )


def labelled(text: str, mention: Span, paragraph: int) -> NameCandidate | None:
    """Read the name of a label such as "MR. REYES" or "Ada Brook", or give None when it holds no name."""
    spans, words = [], []
    for match in PIECE_PATTERN.finditer(text, *mention):
        word = match.group().replace(".", "·").replace("’", "'")
        spans.append((match.start() - mention.start, match.end() - mention.start))
        words.append(calm(word) if len(word.replace("·", "")) > 1 else word)
    if not words or len(words) > LONGEST_LABEL:
        return None
    if any(flags(word) & W.STOP and not flags(word) & W.FAMILY_FIRST for word in words):
        return None
    found = _found(Part(tuple(spans), tuple(words)), mention.start, False, frozenset(), paragraph, None, False)
    if found.kind not in {"person", "word", "place"} or (found.score < -3 and " " in found.form):
        return None
    full = " " in found.form
    return found._replace(kind="person" if full else "word", score=max(found.score, 4 if full else 0))
