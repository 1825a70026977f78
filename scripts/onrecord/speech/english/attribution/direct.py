"""Who said the words between a pair of quotation marks, and whether anybody did."""

from __future__ import annotations

import re
from collections.abc import Sequence

from onrecord.model import Span
from onrecord.speech.english import main_subjects
from onrecord.speech.english.attribution.analysis import Analysis, Parse
from onrecord.speech.english.attribution.content_end import Content
from onrecord.speech.english.clauses import Clause
from onrecord.speech.english.phrases import Reference
from onrecord.speech.text.pairing import Quote
from onrecord.speech.types import Attribution

WORD_PATTERN = re.compile(r"\w+(?:['’-]\w+)*")
# "REED: We go." inside marks: a transcript that is quoted
LABEL_PATTERN = re.compile(r"(?:[A-Z][A-Z.·'-]+ ){0,3}(?P<last>[A-Z][A-Z'-]{2,}):\s+(?=\S)")
FULL_END = frozenset(",.?!…—–")
ADVERB_PATTERN = re.compile(r"(?:and |but |then |later |also |as |\w+ly |,)*", re.I)
DASH_PATTERN = re.compile(r"\s*[—–―-]{1,2}\s*")


def is_full(analysis: Analysis, quote: Quote) -> bool:
    """Say whether a quote ends as a sentence or a clause of its own does, so that a cue behind it can be its."""
    inner = quote.span.of(analysis.document.text).rstrip(" \n'’‘\"”")
    after = analysis.masked[quote.outer.end : quote.outer.end + 1]
    return inner[-1:] in FULL_END or after == "," or not quote.closed


def labelled(analysis: Analysis, parse: Parse, quote: Quote) -> tuple[Span, Attribution] | None:
    """Return the words and the attribution of a quote that opens with a speaker's label: `"REED: We go.`.

    A sentence with a verb of saying has its speaker there: `"BREAKING: Fire on the quay," Ada Brook wrote`.
    """
    label = LABEL_PATTERN.match(analysis.masked, *quote.span)
    if label is None or parse.clauses:
        return None
    mention = analysis.entities.at(label.end("last") - 1)
    words = Span(label.end(), quote.span.end)
    if mention is None or analysis.entities.sources[mention.source].kind == "organisation":
        return words, Attribution(None, "nobody-named")
    return words, Attribution(mention.source, "label-name", mention.span)


def size(analysis: Analysis, quote: Quote) -> int:
    """Return the number of words in a quote."""
    return len(WORD_PATTERN.findall(analysis.masked, *quote.span))


def attribution(
    analysis: Analysis, index: int, position: int, contents: Sequence[Content], given: Sequence[Attribution | None]
) -> Attribution | None:
    """Return the attribution for a quote of a sentence. `given` are those of the sentence's quotes before it."""
    parse = analysis.parse(index)
    quote = parse.quotes[position]
    if is_full(analysis, quote):
        steps = (_behind, _ahead, _enclosing, _signed, _split, _colon, _clause)
    else:
        steps = (_enclosing, _ahead, _behind, _split, _clause, _colon, _signed)
    for step in steps:
        found = step(analysis, index, parse, position, contents, given)
        if found:
            return found
    return None


def _gap(parse: Parse, number: int) -> Span:
    return parse.gaps[number]


def _clauses_in(parse: Parse, gap: Span) -> list[Clause]:
    return [f for f in parse.clauses if gap.start <= f.cue.span.start < gap.end]


def _behind(
    analysis: Analysis,
    index: int,
    parse: Parse,
    position: int,
    contents: Sequence[Content],
    given: Sequence[Attribution | None],
) -> Attribution | None:
    """`"…," Ada Brook said` and `"…," said Ada Brook`: the cue follows the quote at once."""
    quote, gap = parse.quotes[position], parse.gaps[position + 1]
    if not is_full(analysis, quote):
        return None
    for clause in _clauses_in(parse, gap)[:1]:
        lead = analysis.masked[gap.start : clause.start].strip(" ,—–-\"'”’")
        if clause.order == "inherited" and clause.subject is None:
            continue
        if clause.order == "inherited" and lead:
            continue
        if (
            lead
            and not ADVERB_PATTERN.fullmatch(lead + " ")
            and not (clause.order != "inherited" and _is_opening(lead))
        ):
            continue
        if clause.order == "according" and lead:
            continue
        return analysis.attribution(index, clause, "cue-behind")
    return None


def _is_opening(lead: str) -> bool:
    """Say whether the words between a quote and a subject belong to the subject: title, determiner, office."""
    words = lead.split()
    return (
        len(words) <= 9
        and not any(c in lead for c in ",;:")
        and words[:1] != []
        and words[0].lower()
        not in (
            "which",
            "that",
            "who",
            "is",
            "was",
            "are",
            "were",
            "in",
            "on",
            "to",
            "for",
            "of",
            "with",
            "when",
            "while",
            "because",
            "if",
            "from",
            "by",
            "but",
        )
    )


def _ahead(
    analysis: Analysis,
    index: int,
    parse: Parse,
    position: int,
    contents: Sequence[Content],
    given: Sequence[Attribution | None],
) -> Attribution | None:
    """`Ada Brook said: "…"`, `…, adding "…"`: the last cue before the quote, since the quote before."""
    gap, quote = parse.gaps[position], parse.quotes[position]
    clauses = [f for f in _clauses_in(parse, gap) if f.subject and f.subject.word not in ("i", "you")]
    if not clauses:
        return None
    strong = [f for f in clauses if f.cue.kind != "beside" and not f.relative] or [
        f for f in clauses if f.cue.kind != "beside"
    ]
    clause = (
        clauses[-1]
        if not strong or (quote.outer.start - clauses[-1].end <= 3 and not clauses[-1].relative)
        else strong[-1]
    )
    if (
        position
        and clause.order == "verb-subject"
        and not is_full(analysis, quote)
        and len(analysis.masked[clause.end : quote.outer.start].split()) > 3
    ):
        return None
    rest = analysis.masked[clause.end : quote.outer.start].strip()
    if clause.subject is None:
        return None
    if len(rest.split()) > 25 and is_full(analysis, quote):
        return None
    return analysis.attribution(index, clause, "cue-ahead")


def _enclosing(
    analysis: Analysis,
    index: int,
    parse: Parse,
    position: int,
    contents: Sequence[Content],
    given: Sequence[Attribution | None],
) -> Attribution | None:
    """Take a quote as part of a clause that is reported: `The quay was "a disgrace", Ada Brook said`."""
    quote = parse.quotes[position]
    inside = [c for c in contents if c.span.start <= quote.span.start and quote.span.end <= c.span.end + 3]
    if not inside:
        return None
    content = min(inside, key=lambda c: c.span.end - c.span.start)
    return analysis.attribution(index, content.clause, "cue-around")


def _signed(
    analysis: Analysis,
    index: int,
    parse: Parse,
    position: int,
    contents: Sequence[Content],
    given: Sequence[Attribution | None],
) -> Attribution | None:
    """`"…" — Ada Brook`: a dash and a name."""
    gap = parse.gaps[position + 1]
    m = DASH_PATTERN.match(analysis.masked, gap.start, gap.end)
    if not m:
        return None
    for mention in analysis.entities.within(m.end(), min(gap.end, m.end() + 60)):
        if mention.span.start - m.end() < 12:
            return Attribution(mention.source, "dash", mention.span)
    return None


def _split(
    analysis: Analysis,
    index: int,
    parse: Parse,
    position: int,
    contents: Sequence[Content],
    given: Sequence[Attribution | None],
) -> Attribution | None:
    """Give a further quote of a sentence to the speaker of the one before."""
    for earlier in reversed(given):
        if earlier and earlier.source is not None:
            return Attribution(
                earlier.source, "same-sentence", earlier.mention, earlier.cue, earlier.candidates, earlier.rule
            )
    return None


def _colon(
    analysis: Analysis,
    index: int,
    parse: Parse,
    position: int,
    contents: Sequence[Content],
    given: Sequence[Attribution | None],
) -> Attribution | None:
    """`Ada Brook on the quay: "…"`: a colon, or a comma, leads from a person to the quote without a verb of saying."""
    gap = parse.gaps[position]
    lead = analysis.masked[gap.start : gap.end].rstrip()
    if not lead.endswith((":", ",")) or not lead.strip(" :,"):
        return None
    reference = _subject(parse, gap)
    if reference is None:
        return None
    source, lost, _ = analysis.resolve(index, reference)
    return (
        Attribution(source, "colon" if lead.endswith(":") else "comma", reference.span, None, lost)
        if source is not None
        else None
    )


def _clause(
    analysis: Analysis,
    index: int,
    parse: Parse,
    position: int,
    contents: Sequence[Content],
    given: Sequence[Attribution | None],
) -> Attribution | None:
    """Quoted words in a clause without a verb of saying go, with doubt, to the subject of the clause."""
    for clause in parse.clauses:
        if (
            clause.subject
            and clause.cue.kind == "report"
            and clause.cue.span.start > parse.quotes[position].outer.end
            and len(parse.clauses) == 1
        ):
            return analysis.attribution(index, clause, "cue-later")
    gap = parse.gaps[position]
    reference = _subject(parse, gap)
    if reference is None or reference.word in ("it", "they", "we", "i"):
        return None
    source, lost, _ = analysis.resolve(index, reference)
    return Attribution(source, "clause-subject", reference.span, None, lost) if source is not None else None


def _subject(parse: Parse, gap: Span) -> Reference | None:
    first = main_subjects.main_subject(parse.reader, gap.end)
    if first and first.how == "pronoun" and first.span.start < gap.end:
        return first
    mention = parse.reader.entities.subject(gap.start, gap.end)
    if mention and parse.reader.outside(mention):
        return Reference("name", mention.span, mention.source)
    return first
