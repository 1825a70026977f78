"""Writes the text of an article as HTML, to the character, with elements around utterances and labels behind them."""

from __future__ import annotations

import bisect
import functools
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TypeVar

from markupsafe import Markup

from onrecord import urls
from onrecord.model import Boilerplate, Span
from onrecord.publish.pages import environment
from onrecord.publish.pages.facts import published_speakers
from onrecord.publish.pages.markup import Mark, Tag, escape, gaps, marked
from onrecord.publish.pages.views import ArticleView

Spanned = TypeVar("Spanned", Mark, Boilerplate)

# What closes an utterance and belongs before its label: the rest of `…glad,” said`, `…work?’”`, `…다”고`
AFTER_WORDS_PATTERN = re.compile(r"[,.;:!?…]{0,3}[\"'”’»«“‘」』)\]]{0,3}[,.;:!?…]{0,3}")

# "**Quay Post:** Why now?", "__Is it safe?__", "## The harbour", "> We wait."
MARKDOWN_PATTERN = re.compile(
    r"\*\*(?=\S)|(?<=\S)\*\*|(?<!\w)__(?=[^\s_])|(?<=[^\s_])__(?!\w)|^(?:#{1,6}(?= )|>)", re.MULTILINE
)
HEAD = "the file’s head, as it stands"
BOILERPLATE_WORDS = {
    "title": "title line", "byline": "byline", "date": "date line", "dateline": "dateline", "source": "source line",
    "credit": "credit line", "sign-off": "sign-off", "label": "label", "direction": "stage direction",
    "caption": "caption", "boilerplate": "standing notice", "contact": "contact line", "rule": "ruled line",
}  # fmt: skip
DOUBT = {"unknown": " (not identified)", "ambiguous": " (which one?)"}


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph as HTML; `kind` says what sort of boilerplate it is, or is empty for story text.

    `folded` is for the head of a file, which a reader opens who wants to see it.
    """

    html: Markup
    kind: str = ""
    folded: bool = False


def paragraphs(view: ArticleView, here: environment.Here) -> list[Paragraph]:
    """Return the story's text: its paragraphs and whatever visible stands between them, in order."""
    document, story = view.document, view.story
    own = document.paragraphs[story.first : story.last]
    shown = sorted([(p, False) for p in own] + [(g, True) for g in gaps(document.text, own, _extent(view))])
    spans = [span for span, _ in shown]
    around = [
        *_boilerplate_marks(story.metadata.boilerplate, own),
        *_utterance_marks(view),
        *_markdown_marks(view, own),
    ]
    marks = _shared_out(spans, around)
    kinds = _shared_out(spans, story.metadata.boilerplate)
    tags = _tags(view, spans, here)
    result = []
    for number, (span, between) in enumerate(shown):
        kind = HEAD if between else _kind_of(span, kinds[number], document.text)
        result.append(Paragraph(marked(document.text, span, marks[number], tags[number]), kind, folded=between))
    return result


def _shared_out(spans: Sequence[Span], things: Iterable[Spanned]) -> list[list[Spanned]]:
    """Return, for each of several spans in order, the things that touch it."""
    ends = [span.end for span in spans]
    shares: list[list[Spanned]] = [[] for _ in spans]
    for thing in things:
        number = bisect.bisect_right(ends, thing.span.start)
        while number < len(spans) and spans[number].start < thing.span.end:
            shares[number].append(thing)
            number += 1
    return shares


def _extent(view: ArticleView) -> Span:
    """Return the stretch of the file that this article's page must show; the first one has the file's header."""
    paragraphs_, story, text = view.document.paragraphs, view.story, view.document.text
    start = 0 if story.first == 0 else paragraphs_[story.first].start
    end = len(text) if story.last >= len(paragraphs_) else paragraphs_[story.last].start
    return Span(start, end)


def _kind_of(span: Span, touching: list[Boilerplate], text: str) -> str:
    """Return what a paragraph is when one piece of boilerplate covers all that is visible in it."""
    for one in touching:
        rest = text[span.start : max(span.start, one.span.start)] + text[min(span.end, one.span.end) : span.end]
        if not rest.strip():
            return BOILERPLATE_WORDS[one.kind]
    return ""


def _boilerplate_marks(boilerplate: tuple[Boilerplate, ...], own: tuple[Span, ...]) -> Iterator[Mark]:
    whole = set(own)
    for one in boilerplate:
        if one.span not in whole:
            opening = Markup('<span class="otr-part">')
            yield Mark(one.span, opening, opening)


def _markdown_marks(view: ArticleView, own: Sequence[Span]) -> Iterator[Mark]:
    """Yield what sets off the marks of Markdown in a text that has them, since nothing of a file is kept back."""
    if view.seed.format != "md":
        return
    opening = Markup('<span class="otr-part" title="a mark of Markdown, as it stands in the file">')
    for span in own:
        for match in MARKDOWN_PATTERN.finditer(view.document.text, *span):
            yield Mark(Span(*match.span()), opening, opening)


def _utterance_marks(view: ArticleView) -> Iterator[Mark]:
    for ident, utterance in zip(view.utterance_ids, view.story.speech.utterances, strict=True):
        style = f"otr-q otr-{utterance.mode}" + ("" if published_speakers(view, utterance) else " otr-open")
        yield Mark(
            utterance.span,
            Markup(f'<span class="{style}" id="{escape(urls.anchor(ident))!s}">'),  # noqa: S704
            Markup(f'<span class="{style}">'),  # noqa: S704
        )


def _tags(view: ArticleView, spans: Sequence[Span], here: environment.Here) -> list[list[Tag]]:
    """Return for each paragraph the small labels behind its utterances.

    Their words are attributes, so that the text stays the seed's own, also when it is copied.
    """
    shares: list[list[Tag]] = [[] for _ in spans]
    starts = [span.start for span in spans]
    for utterance in view.story.speech.utterances:
        number = bisect.bisect_left(starts, utterance.span.end) - 1
        if number >= 0:
            end = AFTER_WORDS_PATTERN.match(view.document.text, utterance.span.end, spans[number].end)
            heard = published_speakers(view, utterance)
            html = _tag_html(
                here.speaker(heard[0]) if heard else here.to(urls.unattributed_path()),
                " and ".join(f"{one.name}{DOUBT.get(one.kind, '')}" for one in heard),
                utterance.mode == "reported",
            )
            shares[number].append(Tag(end.end() if end else utterance.span.end, html))
    return shares


@functools.lru_cache(maxsize=4096)
def _tag_html(target: str, name: str, reported: bool) -> Markup:
    style = "otr-by otr-by-reported" if reported else "otr-by"
    verb = "reported of" if reported else "said by"
    label, shown = (f"{verb} {name}", name) if name else ("not attributed", "not attributed")
    element = "a" if target else "span"
    role = Markup('href="{}"').format(target) if target else Markup('role="note"')
    template = Markup('<{0} class="{1}" {2} aria-label="{3}" data-by="{4}"></{0}>')
    return template.format(element, style, role, escape(label), escape(shown))
