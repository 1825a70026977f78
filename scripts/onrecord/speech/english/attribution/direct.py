"""Who said the words between a pair of quotation marks, and whether anybody did."""

from __future__ import annotations

import re
from collections.abc import Sequence

from onrecord.model import Span
from onrecord.speech.english import main_subjects
from onrecord.speech.english.attribution.analysis import Layout, Scene
from onrecord.speech.english.attribution.content_end import Content
from onrecord.speech.english.clauses import Frame
from onrecord.speech.english.phrases import Reference
from onrecord.speech.text.pairing import Quote
from onrecord.speech.types import Attribution

WORD_PATTERN = re.compile(r"\w+(?:['’-]\w+)*")
# "REED: We go." inside marks: a transcript that is quoted
LABEL_PATTERN = re.compile(r"(?:[A-Z][A-Z.·'-]+ ){0,3}(?P<last>[A-Z][A-Z'-]{2,}):\s+(?=\S)")
FULL_END = frozenset(",.?!…—–")
ADVERB_PATTERN = re.compile(r"(?:and |but |then |later |also |as |\w+ly |,)*", re.I)
DASH_PATTERN = re.compile(r"\s*[—–―-]{1,2}\s*")


def is_full(scene: Scene, quote: Quote) -> bool:
    """Say whether a quote ends as a sentence or a clause of its own does, so that a cue behind it can be its."""
    inner = quote.span.of(scene.document.text).rstrip(" \n'’‘\"”")
    after = scene.masked[quote.outer.end : quote.outer.end + 1]
    return inner[-1:] in FULL_END or after == "," or not quote.closed


def labelled(scene: Scene, layout: Layout, quote: Quote) -> tuple[Span, Attribution] | None:
    """Return the words and the credit of a quote that opens with a speaker's label: `"REED: We go.`.

    A sentence with a verb of saying has its speaker there: `"BREAKING: Fire on the quay," Ada Brook wrote`.
    """
    label = LABEL_PATTERN.match(scene.masked, *quote.span)
    if label is None or layout.frames:
        return None
    mention = scene.cast.at(label.end("last") - 1)
    words = Span(label.end(), quote.span.end)
    if mention is None or scene.cast.sources[mention.source].kind == "organisation":
        return words, Attribution(None, "nobody-named")
    return words, Attribution(mention.source, "label-name", mention.span)


def size(scene: Scene, quote: Quote) -> int:
    """Return the number of words in a quote."""
    return len(WORD_PATTERN.findall(scene.masked, *quote.span))


def credit(
    scene: Scene, index: int, position: int, contents: Sequence[Content], given: Sequence[Attribution | None]
) -> Attribution | None:
    """Return the credit for a quote of a sentence. `given` are those of the sentence's quotes before it."""
    layout = scene.layout(index)
    quote = layout.quotes[position]
    if is_full(scene, quote):
        steps = (_behind, _ahead, _enclosing, _signed, _split, _colon, _clause)
    else:
        steps = (_enclosing, _ahead, _behind, _split, _clause, _colon, _signed)
    for step in steps:
        found = step(scene, index, layout, position, contents, given)
        if found:
            return found
    return None


def _gap(layout: Layout, number: int) -> Span:
    return layout.gaps[number]


def _frames_in(layout: Layout, gap: Span) -> list[Frame]:
    return [f for f in layout.frames if gap.start <= f.cue.span.start < gap.end]


def _behind(
    scene: Scene,
    index: int,
    layout: Layout,
    position: int,
    contents: Sequence[Content],
    given: Sequence[Attribution | None],
) -> Attribution | None:
    """`"…," Ada Brook said` and `"…," said Ada Brook`: the cue follows the quote at once."""
    quote, gap = layout.quotes[position], layout.gaps[position + 1]
    if not is_full(scene, quote):
        return None
    for frame in _frames_in(layout, gap)[:1]:
        lead = scene.masked[gap.start : frame.start].strip(" ,—–-\"'”’")
        if frame.order == "inherited" and frame.subject is None:
            continue
        if frame.order == "inherited" and lead:
            continue
        if lead and not ADVERB_PATTERN.fullmatch(lead + " ") and not (frame.order != "inherited" and _is_opening(lead)):
            continue
        if frame.order == "according" and lead:
            continue
        return scene.credit(index, frame, "cue-behind")
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
    scene: Scene,
    index: int,
    layout: Layout,
    position: int,
    contents: Sequence[Content],
    given: Sequence[Attribution | None],
) -> Attribution | None:
    """`Ada Brook said: "…"`, `…, adding "…"`: the last cue before the quote, since the quote before."""
    gap, quote = layout.gaps[position], layout.quotes[position]
    frames = [f for f in _frames_in(layout, gap) if f.subject and f.subject.word not in ("i", "you")]
    if not frames:
        return None
    strong = [f for f in frames if f.cue.kind != "beside" and not f.relative] or [
        f for f in frames if f.cue.kind != "beside"
    ]
    frame = (
        frames[-1]
        if not strong or (quote.outer.start - frames[-1].end <= 3 and not frames[-1].relative)
        else strong[-1]
    )
    if (
        position
        and frame.order == "verb-subject"
        and not is_full(scene, quote)
        and len(scene.masked[frame.end : quote.outer.start].split()) > 3
    ):
        return None
    rest = scene.masked[frame.end : quote.outer.start].strip()
    if frame.subject is None:
        return None
    if len(rest.split()) > 25 and is_full(scene, quote):
        return None
    return scene.credit(index, frame, "cue-ahead")


def _enclosing(
    scene: Scene,
    index: int,
    layout: Layout,
    position: int,
    contents: Sequence[Content],
    given: Sequence[Attribution | None],
) -> Attribution | None:
    """Take a quote as part of a clause that is reported: `The quay was "a disgrace", Ada Brook said`."""
    quote = layout.quotes[position]
    inside = [c for c in contents if c.span.start <= quote.span.start and quote.span.end <= c.span.end + 3]
    if not inside:
        return None
    content = min(inside, key=lambda c: c.span.end - c.span.start)
    return scene.credit(index, content.frame, "cue-around")


def _signed(
    scene: Scene,
    index: int,
    layout: Layout,
    position: int,
    contents: Sequence[Content],
    given: Sequence[Attribution | None],
) -> Attribution | None:
    """`"…" — Ada Brook`: a dash and a name."""
    gap = layout.gaps[position + 1]
    m = DASH_PATTERN.match(scene.masked, gap.start, gap.end)
    if not m:
        return None
    for mention in scene.cast.within(m.end(), min(gap.end, m.end() + 60)):
        if mention.span.start - m.end() < 12:
            return Attribution(mention.source, "dash", mention.span)
    return None


def _split(
    scene: Scene,
    index: int,
    layout: Layout,
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
    scene: Scene,
    index: int,
    layout: Layout,
    position: int,
    contents: Sequence[Content],
    given: Sequence[Attribution | None],
) -> Attribution | None:
    """`Ada Brook on the quay: "…"`: a colon, or a comma, leads from a person to the quote without a verb of saying."""
    gap = layout.gaps[position]
    lead = scene.masked[gap.start : gap.end].rstrip()
    if not lead.endswith((":", ",")) or not lead.strip(" :,"):
        return None
    reference = _subject(layout, gap)
    if reference is None:
        return None
    source, lost, _ = scene.resolve(index, reference)
    return (
        Attribution(source, "colon" if lead.endswith(":") else "comma", reference.span, None, lost)
        if source is not None
        else None
    )


def _clause(
    scene: Scene,
    index: int,
    layout: Layout,
    position: int,
    contents: Sequence[Content],
    given: Sequence[Attribution | None],
) -> Attribution | None:
    """Quoted words in a clause without a verb of saying go, with doubt, to the subject of the clause."""
    for frame in layout.frames:
        if (
            frame.subject
            and frame.cue.kind == "report"
            and frame.cue.span.start > layout.quotes[position].outer.end
            and len(layout.frames) == 1
        ):
            return scene.credit(index, frame, "cue-later")
    gap = layout.gaps[position]
    reference = _subject(layout, gap)
    if reference is None or reference.word in ("it", "they", "we", "i"):
        return None
    source, lost, _ = scene.resolve(index, reference)
    return Attribution(source, "clause-subject", reference.span, None, lost) if source is not None else None


def _subject(layout: Layout, gap: Span) -> Reference | None:
    first = main_subjects.main_subject(layout.clauses, gap.end)
    if first and first.how == "pronoun" and first.span.start < gap.end:
        return first
    mention = layout.clauses.cast.subject(gap.start, gap.end)
    if mention and layout.clauses.outside(mention):
        return Reference("name", mention.span, mention.source)
    return first
