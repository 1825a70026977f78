"""Say in plain lines what was decided about a seed: each decision with its words, their place and the rule."""

from __future__ import annotations

import textwrap
from collections import Counter
from collections.abc import Iterator

from onrecord import problems
from onrecord.checks import unread
from onrecord.model import Document, Span, Utterance
from onrecord.publish.pages.facts import disputed
from onrecord.publish.pages.links import SpeakerLink
from onrecord.publish.pages.views import ArticleView
from onrecord.publish.queries import Queries
from onrecord.speech import languages

WIDTH = 110
LONGEST = 200
CERTAINTY = {"certain": "certain", "likely": "likely", "unsure": "unsure, so nobody is named on the site"}


def views(queries: Queries, seed: str) -> list[ArticleView]:
    """Return all articles of a seed with everything that is known about them."""
    sql = "SELECT a.id FROM articles a JOIN seeds s ON s.id = a.seed WHERE s.name = ? ORDER BY a.number"
    return [queries.article(row[0]) for row in list(queries.catalogue.rows(sql, seed))]


def lines(view: ArticleView) -> Iterator[str]:
    """Yield the explanation of one article."""
    part = f", story {view.story.number}" if view.parts else ""
    yield f"{view.seed.name}{part}: article {view.id!r}"
    yield f"  {view.seed.size} bytes, {view.seed.format}, {view.document.encoding}, sha256 {view.seed.sha256}"
    yield from _about(view)
    yield from _sources(view)
    yield from _utterances(view)
    yield from _not_speech(view)
    yield from _topics(view)
    yield from _boilerplate(view)
    yield from _unread(view)
    if view.problems:
        yield ""
        yield "Problems"
        yield from (f"  {problems.as_text(problem)}" for problem in view.problems)
    yield ""


def short(view: ArticleView) -> Iterator[str]:
    """Yield in a few lines what was understood of one article."""
    yield f"Article {view.id!r}"
    for field in view.story.metadata.fields:
        yield _wrapped(f"{field.name}: {field.value!r} ({field.status})", 2)
    yield _wrapped(f"reuse: {view.reuse.name}; printed: {view.reuse.extent}. {view.reuse.answer}", 2)
    said = Counter(_credited(view, one) for one in view.story.speech.utterances)
    names = ", ".join(f"{who} {number}" for who, number in said.most_common())
    yield _wrapped(f"said: {said.total()}" + (f" ({names})" if names else ""), 2)
    if view.topics:
        yield _wrapped(f"topics: {', '.join(topic.name for topic in view.topics)}", 2)


def quoted(document: Document, span: Span, longest: int = LONGEST) -> str:
    """Return words of the seed on one line, shortened in the middle, with their place."""
    words = span.of(document.text)
    if len(words) > longest:
        words = f"{words[: longest // 2]} […] {words[-longest // 2 :]}"
    return f"line {document.line_of(span.start)}, {span.start}–{span.end}: {words!r}"


def _wrapped(text: str, indent: int) -> str:
    pad = " " * indent
    return textwrap.fill(problems.one_line(text), WIDTH, initial_indent=pad, subsequent_indent=pad + "  ")


def _about(view: ArticleView) -> Iterator[str]:
    yield ""
    yield "About the article"
    for field in view.story.metadata.fields:
        yield _wrapped(f"{field.name}: {field.value!r} ({field.status}; rule {field.rule})", 2)
        if field.evidence:
            yield _wrapped(f"from {quoted(view.document, field.evidence)}", 6)
    known = {field.name for field in view.story.metadata.fields}
    missing = [name for name in ("title", "date", "byline", "outlet", "source_url", "licence") if name not in known]
    if missing:
        yield _wrapped(f"not stated: {', '.join(missing)}", 2)
    for one in disputed(view):
        reason = f"; reason: {one.reason!r}" if one.reason else ""
        licence = one.licence or "no licence that is known here"
        place = f"the {one.where} says on line {one.line} of {one.path}"
        yield _wrapped(f"licence {one.standing}: {licence}, as {place}: {one.words!r}{reason}", 2)
    yield _wrapped(f"reuse: {view.reuse.name}; printed: {view.reuse.extent}. {view.reuse.answer}", 2)


def _sources(view: ArticleView) -> Iterator[str]:
    yield ""
    yield f"Sources ({len(view.story.speech.sources)})"
    for number, source in enumerate(view.story.speech.sources):
        speaker = view.speakers[number]
        yield _wrapped(f"[{number}] {source.name!r}, {source.kind}{_gender(source.gender)}", 2)
        yield _wrapped(f"in the archive: {_entity(speaker)} (rule {speaker.rule})", 6)
        for role in source.roles:
            yield _wrapped(f"role, {quoted(view.document, role)}", 6)
        if source.forms:
            forms = dict.fromkeys(form.of(view.document.text) for form in source.forms)
            yield _wrapped(f"named {len(source.forms)} times: {', '.join(map(repr, forms))}", 6)


def _gender(gender: str) -> str:
    return {"f": ", she", "m": ", he"}.get(gender, "")


def _entity(speaker: SpeakerLink) -> str:
    if speaker.candidates:
        return f"ambiguous: {', '.join(f'{name} ({ident})' for ident, name in speaker.candidates)}"
    page = f", page {speaker.id!r}" if speaker.id else ", no page"
    listed = "" if not speaker.id else ", listed in the authority file" if speaker.listed else ", unconfirmed"
    return f"{speaker.kind} {speaker.name!r}{page}{listed}"


def _utterances(view: ArticleView) -> Iterator[str]:
    yield ""
    yield f"Said ({len(view.story.speech.utterances)})"
    for ident, said in zip(view.utterance_ids, view.story.speech.utterances, strict=True):
        yield _wrapped(f"#q-{ident} {said.mode}, {said.form}; {quoted(view.document, said.span)}", 2)
        yield _wrapped(f"by {_credited(view, said)}; {CERTAINTY[said.certainty]}; {_rule(view, said.rule)}", 6)
        for what, span in (("cue", said.cue), ("named", said.mention), ("role", said.role)):
            if span:
                yield _wrapped(f"{what}: {quoted(view.document, span)}", 6)
        for candidate in said.candidates:
            name = view.story.speech.sources[candidate.source].name
            yield _wrapped(f"not {name!r}: {candidate.reason}", 6)


def _credited(view: ArticleView, said: Utterance) -> str:
    if said.source is None:
        return "nobody who can be named"
    names = [f"[{number}] {view.story.speech.sources[number].name!r}" for number in (said.source, *said.joint_speakers)]
    return names[0] + (f", together with {' and '.join(names[1:])}" if said.joint_speakers else "")


def _not_speech(view: ArticleView) -> Iterator[str]:
    found = view.story.speech.not_speech
    if found:
        yield ""
        yield f"In quotation marks, but not speech ({len(found)})"
        for one in found:
            yield _wrapped(f"{quoted(view.document, one.span)} ({_rule(view, one.rule)})", 2)


def _rule(view: ArticleView, name: str) -> str:
    """Return the name of a rule of attribution with what it saw."""
    meaning = languages.meaning(view.story.metadata.value("language"), name)
    return f"rule {name}: {meaning}" if meaning else f"rule {name}"


def _topics(view: ArticleView) -> Iterator[str]:
    yield ""
    yield f"Topics ({len(view.topics)})"
    for topic in view.topics:
        yield _wrapped(f"{topic.id}: {topic.name} (rule {topic.rule})", 2)
        yield from (_wrapped(f"from {quoted(view.document, span)}", 6) for span in topic.spans)


def _boilerplate(view: ArticleView) -> Iterator[str]:
    found = view.story.metadata.boilerplate
    if found:
        yield ""
        yield f"Not story text ({len(found)})"
        yield from (_wrapped(f"{one.kind}, {quoted(view.document, one.span)} (rule {one.rule})", 2) for one in found)


def _unread(view: ArticleView) -> Iterator[str]:
    found = unread.find(view.document, view.story)
    if found:
        yield ""
        yield f"Not understood ({len(found)})"
        yield from (_wrapped(f"{one.kind}, {quoted(view.document, one.span)}", 2) for one in found)
