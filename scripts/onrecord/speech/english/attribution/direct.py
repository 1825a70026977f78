"""Who said the words between a pair of quotation marks, by what stands in their own sentence."""

from __future__ import annotations

import re

from onrecord.language import wordlists
from onrecord.model import Span
from onrecord.speech.english import main_subjects
from onrecord.speech.english.attribution.analysis import Analysis
from onrecord.speech.english.attribution.quotation import Quotation
from onrecord.speech.english.parse import Parse, by_name
from onrecord.speech.text.pairing import Quote
from onrecord.speech.types import Reference, Speaker

# "REED: We go." inside marks: a transcript that is quoted
LABEL_PATTERN = re.compile(r"(?:[A-Z][A-Z.·'-]+ ){0,3}(?P<last>[A-Z][A-Z'-]{2,}):\s+(?=\S)")
ADVERB_PATTERN = re.compile(
    rf"(?:(?:{wordlists.any_of('en', 'small_words', 'conjunctions', 'adverbs')}|as|\w+ly) |,)*", re.I
)
DASH_PATTERN = re.compile(r"\s*[—–―-]{1,2}\s*")
LONGEST_TITLE = 9  # words between a quote and the subject behind it
NO_TITLE = wordlists.words(
    "en", "small_words", "be", "conjunctions", "prepositions", "subordinators"
) | wordlists.words("en", "pronouns", "relatives")
NO_PERSON = wordlists.words("en", "pronouns", "subjects") - {"he", "she"}


def label(analysis: Analysis, parse: Parse, quote: Quote) -> tuple[Span, Speaker] | None:
    """Return the words and the speaker of a quote that opens with a label: `"REED: We go.`.

    A sentence with a verb of saying has its speaker there: `"BREAKING: Fire on the quay," Ada Brook wrote`.
    """
    found = LABEL_PATTERN.match(analysis.masked, *quote.span)
    if found is None or parse.clauses:
        return None
    mention = analysis.entities.at(found.end("last") - 1)
    words = Span(found.end(), quote.span.end)
    if mention is None or analysis.entities.sources[mention.source].kind == "organisation":
        return words, Speaker(None)
    return words, Speaker(mention.source, mention.span)


def cue_behind(quotation: Quotation) -> Speaker | None:
    """`"…," Ada Brook said` and `"…," said Ada Brook`: the cue follows the quote at once."""
    if not quotation.is_full:
        return None
    for clause in quotation.clauses_in(quotation.behind)[:1]:
        lead = quotation.analysis.masked[quotation.behind.start : clause.start].strip(" ,—–-\"'”’")
        inherited = clause.order == "inherited"
        if (inherited and (clause.subject is None or lead)) or (clause.order == "according" and lead):
            continue
        if lead and not ADVERB_PATTERN.fullmatch(lead + " ") and not _is_title(lead):
            continue
        return quotation.analysis.speaker(quotation.index, clause)
    return None


def _is_title(lead: str) -> bool:
    """Say whether the words between a quote and a subject belong to the subject: title, determiner, office."""
    words = lead.lower().split()
    return 0 < len(words) <= LONGEST_TITLE and not any(c in lead for c in ",;:") and words[0] not in NO_TITLE


def cue_ahead(quotation: Quotation) -> Speaker | None:
    """`Ada Brook said: "…"`, `…, adding "…"`: the last cue before the quote, since the quote before."""
    start = quotation.quote.outer.start
    clauses = [c for c in quotation.clauses_in(quotation.before) if c.subject and c.subject.word not in ("i", "you")]
    if not clauses:
        return None
    strong = [c for c in clauses if c.cue.kind != "beside"]
    strong = [c for c in strong if not c.relative] or strong
    last = clauses[-1]
    clause = last if not strong or (start - last.end <= 3 and not last.relative) else strong[-1]
    inverted = quotation.position > 0 and clause.order == "verb-subject"
    if inverted and not quotation.is_full and len(quotation.analysis.masked[clause.end : start].split()) > 3:
        return None
    return quotation.analysis.speaker(quotation.index, clause)


def cue_around(quotation: Quotation) -> Speaker | None:
    """Take a quote as part of a clause that is reported: `The quay was "a disgrace", Ada Brook said`."""
    start, end = quotation.quote.span
    inside = [c for c in quotation.contents if c.span.start <= start and end <= c.span.end + 3]
    if not inside:
        return None
    content = min(inside, key=lambda c: c.span.end - c.span.start)
    return quotation.analysis.speaker(quotation.index, content.clause)


def dash(quotation: Quotation) -> Speaker | None:
    """`"…" — Ada Brook`: a dash and a name."""
    gap, entities = quotation.behind, quotation.analysis.entities
    m = DASH_PATTERN.match(quotation.analysis.masked, gap.start, gap.end)
    for mention in entities.within(m.end(), min(gap.end, m.end() + 60)) if m else ():
        if m and mention.span.start - m.end() < 12:
            return Speaker(mention.source, mention.span)
    return None


def same_sentence(quotation: Quotation) -> Speaker | None:
    """Give a further quote of a sentence to the speaker of the one before."""
    for earlier in reversed(quotation.given):
        if earlier and earlier.source is not None:
            said = earlier.speaker
            return Speaker(said.source, said.mention, said.cue, said.candidates, basis=earlier.reason)
    return None


def colon(quotation: Quotation) -> Speaker | None:
    """`Ada Brook on the quay: "…"`: a colon leads from a person to the quote without a verb of saying."""
    return _led_by(quotation, ":")


def comma(quotation: Quotation) -> Speaker | None:
    """`Ada Brook was calm, "…"`: a comma leads there."""
    return _led_by(quotation, ",")


def _led_by(quotation: Quotation, mark: str) -> Speaker | None:
    if not quotation.lead.endswith(mark) or not quotation.lead.strip(" :,"):
        return None
    return _by_subject(quotation, _subject(quotation))


def cue_later(quotation: Quotation) -> Speaker | None:
    """Take the one cue of the sentence, somewhere behind: `The "mess" grew until the day the harbour said so`."""
    clauses = quotation.parse.clauses
    later = len(clauses) == 1 and clauses[0].cue.span.start > quotation.quote.outer.end
    if later and clauses[0].subject and clauses[0].cue.kind == "report":
        return quotation.analysis.speaker(quotation.index, clauses[0])
    return None


def clause_subject(quotation: Quotation) -> Speaker | None:
    """Give quoted words in a clause without a verb of saying, with doubt, to the subject of the clause."""
    reference = _subject(quotation)
    if reference is None or reference.word in NO_PERSON:
        return None
    return _by_subject(quotation, reference)


def _by_subject(quotation: Quotation, reference: Reference | None) -> Speaker | None:
    if reference is None:
        return None
    source, lost, _ = quotation.analysis.resolve(quotation.index, reference)
    return Speaker(source, reference.span, None, lost) if source is not None else None


def _subject(quotation: Quotation) -> Reference | None:
    parse, gap = quotation.parse, quotation.before
    first = main_subjects.main_subject(parse, gap.end)
    if first and first.how == "pronoun" and first.span.start < gap.end:
        return first
    mention = parse.subject(gap.start, gap.end)
    if mention and parse.is_outside(mention):
        return by_name(mention)
    return first
