"""Lays out an article's page: who said what, its text, whether it may be reused, where it comes from."""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass, replace

from onrecord import urls
from onrecord.archive import context
from onrecord.language import disguises
from onrecord.model import Utterance
from onrecord.publish.pages import environment
from onrecord.publish.pages.body import paragraphs
from onrecord.publish.pages.facts import Fact, disputed, doubts, facts, link_of, published_speakers
from onrecord.publish.pages.links import ArticleLink, SiteView, SpeakerLink
from onrecord.publish.pages.markup import escape, one_line
from onrecord.publish.pages.markup import role as printed_role
from onrecord.publish.pages.views import ArticleView

# "ko", "pt-BR"
LANGUAGE_PATTERN = re.compile(r"[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})?")

WAYS = {"direct": "word for word", "fragment": "in part", "reported": "in the reporter’s words"}
"""How somebody is heard, as a number of utterances is followed by it."""
PREVIEW = 160
"""Code points of an utterance in the list of who said what."""


@dataclass(frozen=True, slots=True)
class Said:
    """An utterance in the list of who said what; `before` and `after` only where it is shown without the text."""

    id: str
    utterance: Utterance
    words: str
    preview: str
    role: str
    before: str = ""
    after: str = ""
    joint_speakers: tuple[SpeakerLink, ...] = ()


@dataclass(frozen=True, slots=True)
class SpeakerGroup:
    """What one speaker says in an article; None is for utterances that nobody could be given."""

    speaker: SpeakerLink | None
    said: tuple[Said, ...]
    hidden: str = ""
    """What nobody sees in the name as the text has it, in words, or empty."""

    @property
    def roles(self) -> list[str]:
        """The roles in which the speaker is heard, each once, whatever its capitals."""
        found: dict[str, str] = {}
        for role in (printed_role(said.role) for said in self.said if said.role):
            found.setdefault(role.lower(), role)
        return list(found.values())


def by_speaker(view: ArticleView) -> list[SpeakerGroup]:
    """Return the utterances by speaker, whoever is heard first before the others and those unattributed last."""
    groups: dict[SpeakerLink | None, list[Said]] = {}
    for ident, utterance in zip(view.utterance_ids, view.story.speech.utterances, strict=True):
        words = utterance.span.of(view.document.text)
        role = utterance.role.of(view.document.text) if utterance.role else ""
        heard = published_speakers(view, utterance)
        said = Said(ident, utterance, words, preview(words), role, joint_speakers=heard[1:])
        if view.reuse.extent == "quotations":
            before, _, after = context.of(view.document, view.story, utterance)
            said = replace(said, before=before, after=after)
        groups.setdefault(heard[0] if heard else None, []).append(said)
    order = sorted(groups, key=lambda speaker: speaker is None)
    return [SpeakerGroup(one, tuple(groups[one]), _hidden_in(view, groups[one]) if one else "") for one in order]


def _hidden_in(view: ArticleView, said: list[Said]) -> str:
    """Return what nobody sees in the name of a speaker as the text has it, in words, or an empty string."""
    sources = view.story.speech.sources
    numbers = dict.fromkeys(one.utterance.source for one in said if one.utterance.source is not None)
    found = (doubt for number in numbers for doubt in disguises.of_source(sources[number], view.document.text))
    return next((words for code, words, _ in found if code == "INVISIBLE-CHARACTER"), "")


def preview(words: str) -> str:
    """Return the beginning of an utterance for the list of who said what."""
    flat = urls.SPACE_PATTERN.sub(" ", words)
    return flat if len(flat) <= PREVIEW else flat[:PREVIEW].rsplit(" ", 1)[0] + " …"


def front_matter(view: ArticleView, rows: list[Fact], groups: list[SpeakerGroup]) -> dict[str, object]:
    """Return what the page says of itself at its head; data/schema/article.schema.json describes it."""
    article = link_of(view)
    fields: dict[str, object] = {}
    for fact in (row for row in rows if row.values):
        values = [f.value for f in view.story.metadata.fields if f.name == fact.name]
        fields[fact.name] = {"status": fact.status, "values": values}
    seed = {"name": view.seed.name, "sha256": view.seed.sha256, "bytes": view.seed.size}
    return {
        "title": str(escape(one_line(article.title))),
        "description": str(escape(one_line(description(article, groups)))),
        "id": view.id,
        "seed": seed,
        "fields": fields,
        "licence": {"id": view.reuse.licence, "extent": view.reuse.extent},
        "hide": ["toc"],
        "raw": True,
    }


def description(article: ArticleLink, groups: list[SpeakerGroup]) -> str:
    """Return one line for search engines and link previews."""
    names = list(dict.fromkeys(one.speaker.name for one in groups if one.speaker))
    heard = f"With words of {', '.join(names[:3])}. " if names else ""
    where = f"{article.outlet}, " if article.outlet else ""
    when = environment.human_date(article.date) if article.date else ("date" if where else "Date") + " not stated"
    return f"{heard}{where}{when}."


def language(view: ArticleView) -> str:
    """Return the language of the text as HTML names it, or an empty string for English and unknown ones."""
    code = view.story.metadata.value("language")
    return code if LANGUAGE_PATTERN.fullmatch(code) and code not in {"en", "und"} else ""


def citation(view: ArticleView, here: environment.Here) -> str:
    """Return a line to cite the article by, ready to be copied."""
    article = link_of(view)
    writers = ", ".join(view.story.metadata.values("byline"))
    when = environment.human_date(article.date) if article.date else "Date not stated"
    title = f"“{one_line(article.title)}”" + (
        " (title inferred from the text)" if article.title_status == "inferred" else ""
    )
    parts = [writers, title, article.outlet, when, urls.outward(view.story.metadata.value("source_url"))]
    address = here.full(urls.article_path(view.id))
    archive = ", ".join([here.site.name, *([address] if address else [])])
    return ". ".join([p for p in parts if p] + [f"In: {archive} (SHA-256 {view.seed.sha256[:16]})"]) + "."


def published_in(article: ArticleLink, here: environment.Here) -> str:
    """Return where the utterances of an article stand, as lines to cite them by say it."""
    when = environment.human_date(article.date) if article.date else "date not stated"
    return ", ".join(part for part in (f"“{one_line(article.title)}”", article.outlet, when, here.site.name) if part)


def cited(where: str, here: environment.Here, speaker: SpeakerLink | None, said: Said) -> str:
    """Return a line to cite one utterance by; reported speech stands in no quotation marks."""
    words = said.preview.rstrip(",")
    is_quoted = said.utterance.mode != "reported"
    names = [one_line(one.name) for one in (speaker, *said.joint_speakers) if one]
    heard = " and ".join(names) or "Speaker not identified"
    lead = f"{heard}: “{words}”, quoted in" if is_quoted else f"{heard}, as reported: {words}; in"
    anchor = urls.anchor(said.id)
    return f"{lead} {where}, {here.full(here.path, anchor) or anchor}"


def tally(group: SpeakerGroup) -> str:
    """Return how often somebody is heard in an article, and in which way."""
    modes = [said.utterance.mode for said in group.said]
    ways = [f"{modes.count(mode)} {words}" for mode, words in WAYS.items() if mode in modes]
    return f"{environment.plural(len(modes), 'utterance')}: {', '.join(ways)}"


def render(view: ArticleView, site: SiteView) -> tuple[str, str]:
    """Return the path and the text of an article's page."""
    path = urls.article_path(view.id)
    here = environment.Here(path, site)
    article, rows, groups = link_of(view), facts(view), by_speaker(view)
    in_order = sorted(((g.speaker, said) for g in groups for said in g.said), key=lambda pair: pair[1].utterance.span)
    return environment.page(
        "article.md.jinja",
        path,
        site,
        view=view,
        article=article,
        front=front_matter(view, rows, groups),
        facts=rows,
        disputed=disputed(view),
        doubts=functools.partial(doubts, view),
        groups=groups,
        in_order=in_order,
        paragraphs=paragraphs(view, here) if view.reuse.extent == "full" else [],
        tally=tally,
        cited=functools.partial(cited, published_in(article, here), here),
        topics=[(t, list(dict.fromkeys(s.of(view.document.text) for s in t.spans))[:3]) for t in view.topics],
        language=language(view),
        seed_id=view.parts[0].id if view.parts else view.id,
        citation=citation(view, here),
        edit=here.edit(view.seed.name),
    )
