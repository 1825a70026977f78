"""What is known about an article, for its page and its data file: title, speakers, fields and their status."""

from __future__ import annotations

from dataclasses import dataclass

from onrecord.language import codes
from onrecord.model import FieldName, LicenceStatement, Utterance
from onrecord.publish.pages import environment
from onrecord.publish.pages.links import ArticleLink, SpeakerLink
from onrecord.publish.pages.views import ArticleView

FIELD_LABELS: dict[FieldName, str] = {
    "title": "Title",
    "date": "Date",
    "byline": "Written by",
    "outlet": "Outlet",
    "source_url": "Source address",
    "credit": "Credit line",
    "licence": "Licence",
    "section": "Section",
    "place": "Place",
    "language": "Language",
}


@dataclass(frozen=True, slots=True)
class Fact:
    """A row of the table of facts."""

    name: FieldName
    label: str
    values: tuple[str, ...]
    status: str
    rules: tuple[str, ...]


def disputed(view: ArticleView) -> tuple[LicenceStatement, ...]:
    """Return all that is said about the licence where it does not agree or a person has decided; nothing elsewhere."""
    said = view.story.metadata.statements
    return said if any(one.standing == "contradicts" or one.reason for one in said) else ()


def doubts(view: ArticleView, name: FieldName, value: str) -> dict[str, str]:
    """Return what a reader should be told beside a value of a field: words by code."""
    return {one.code: one.words for one in view.story.metadata.doubts if (one.name, one.value) == (name, value)}


def link_of(view: ArticleView) -> ArticleLink:
    """Return the article as other pages name it."""
    fields = view.story.metadata.fields
    title = next((f for f in fields if f.name == "title"), None)
    date = next((f for f in fields if f.name == "date"), None)
    return ArticleLink(
        id=view.id,
        title=title.value if title else view.seed.name,
        title_status=title.status if title else "inferred",
        date=date.value if date else "",
        date_status=date.status if date else None,
        outlet=view.story.metadata.value("outlet"),
        extent=view.reuse.extent,
    )


def published_speakers(view: ArticleView, utterance: Utterance) -> tuple[SpeakerLink, ...]:
    """Return whom an utterance is given to on the site, most often one: never a guess, so nobody when it is unsure.

    Someone whom the text names but nobody can identify (a bare surname) is given by the words of the text.
    """
    if utterance.source is None or utterance.certainty == "unsure" or utterance.source >= len(view.speakers):
        return ()
    first, *others = (view.speakers[number] for number in (utterance.source, *utterance.joint_speakers))
    return (first, *(one for one in others if one.name)) if first.name else ()


def facts(view: ArticleView) -> list[Fact]:
    """Return every field in a fixed order, with the words for its status, stated or not."""
    rows = []
    for name, label in FIELD_LABELS.items():
        found = [f for f in view.story.metadata.fields if f.name == name]
        values = tuple(view.reuse.name if name == "licence" and view.reuse.name else f.value for f in found)
        if name == "language":
            values = tuple(f"{codes.NAMES[v]} ({v})" if v in codes.NAMES else v for v in values)
        statuses = " and ".join(dict.fromkeys(environment.STATUS_WORDS[f.status] for f in found))
        rules = tuple(dict.fromkeys(f.rule for f in found))
        rows.append(Fact(name, label, values, statuses or environment.STATUS_WORDS[None], rules))
    return rows
