"""The public data files: everything found, with its place in the seed, so that a stranger can recompute it."""

from __future__ import annotations

import json
import sys
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from importlib import metadata
from pathlib import Path
from typing import Any

from onrecord import __version__, urls
from onrecord.config import Archive
from onrecord.language import disguises
from onrecord.model import Document, LicenceStatement, Problem, Span, Utterance
from onrecord.publish.pages.facts import link_of, published_speakers
from onrecord.publish.pages.links import SiteView, SpeakerLink
from onrecord.publish.pages.views import ArticleView, Counts, SpeakerView, TopicView

AFFIX = 48
"""Code points of prefix and suffix in a TextQuoteSelector."""

FORMAT = "onrecord/article/1"
ARCHIVE = "data/archive.json"
ARCHIVE_FORMAT = "onrecord/archive/1"
JSON = json.JSONEncoder(ensure_ascii=False)
WRITTEN = {letter: f"\\u{ord(letter):04x}" for letter in "<>&\u2028\u2029\ufeff"}
SCHEMA = Path(__file__).parent / "pages" / "article.schema.json"


def dump(value: object) -> str:
    """Return JSON, one line per entry of the top level, that is safe also inside HTML and scripts."""
    if isinstance(value, dict):
        lines = ",\n".join(f"{_safe(str(k))}: {_safe(v)}" for k, v in value.items())
        return "{\n" + lines + "\n}\n"
    if isinstance(value, list):
        return "[\n" + ",\n".join(map(_safe, value)) + "\n]\n" if value else "[]\n"
    return _safe(value) + "\n"


def _safe(value: object) -> str:
    text = JSON.encode(value)
    for letter, written in WRITTEN.items():
        if letter in text:
            text = text.replace(letter, written)
    return "".join(f"\\u{ord(c):04x}" if "\ud800" <= c <= "\udfff" else c for c in text) if _odd(text) else text


def _odd(text: str) -> bool:
    if text.isascii():
        return False
    try:
        text.encode()
    except UnicodeEncodeError:
        return True
    return False


class _Places:
    """Names places of one document: by code points, by bytes of the file and, where the licence lets us, in words."""

    def __init__(self, view: ArticleView, spans: Iterable[Span]) -> None:
        self.document: Document = view.document
        self.words_shown = view.reuse.extent != "metadata"
        self.bytes_at = self._count_bytes({offset for span in spans for offset in span})

    def _count_bytes(self, offsets: set[int]) -> dict[int, int]:
        """Return the byte offset of each code point offset, in one pass over the text."""
        text, encoding = self.document.text, self.document.encoding
        count, at, found = self.document.bom_bytes, 0, {}
        for offset in sorted(offsets):
            count += len(text[at:offset].encode(encoding))
            found[offset], at = count, offset
        return found

    def at(self, span: Span | None, words: bool = True) -> dict[str, Any] | None:
        """Return a span as a record, or None for None."""
        if span is None:
            return None
        place: dict[str, Any] = {
            "start": span.start,
            "end": span.end,
            "bytes": [self.bytes_at[span.start], self.bytes_at[span.end]],
        }
        return {**place, "words": span.of(self.document.text)} if words and self.words_shown else place

    def selector(self, span: Span) -> dict[str, str] | None:
        """Return a W3C TextQuoteSelector, or None where the licence does not let us print the words."""
        if not self.words_shown:
            return None
        text = self.document.text
        return {
            "type": "TextQuoteSelector",
            "exact": span.of(text),
            "prefix": text[max(0, span.start - AFFIX) : span.start],
            "suffix": text[span.end : span.end + AFFIX],
        }


def _all_spans(view: ArticleView) -> Iterator[Span]:
    story = view.story
    yield from (f.evidence for f in story.metadata.fields if f.evidence)
    yield from (f.span for f in story.metadata.boilerplate)
    yield from (one.evidence for one in story.metadata.statements if one.evidence)
    yield from (s for source in story.speech.sources for s in (*source.forms, *source.roles))
    for one in story.speech.utterances:
        yield from (s for s in (one.span, one.cue, one.mention, one.role) if s)
    yield from (one.span for one in story.speech.not_speech)
    yield from (s for topic in view.topics for s in topic.spans)


def article(view: ArticleView, site: SiteView) -> tuple[str, str]:
    """Return the path and the text of an article's data file."""
    places = _Places(view, _all_spans(view))
    speech = view.story.speech
    numbered = zip(view.utterance_ids, speech.utterances, strict=True)
    found = {
        "fields": [
            {"name": f.name, "value": f.value, "status": f.status, "rule": f.rule, "evidence": places.at(f.evidence)}
            for f in view.story.metadata.fields
        ],
        "doubts": [
            {"name": d.name, "value": d.value, "code": d.code, "words": d.words} for d in view.story.metadata.doubts
        ],
        "furniture": [
            {"kind": f.kind, "rule": f.rule, "place": places.at(f.span, words=False)}
            for f in view.story.metadata.boilerplate
        ],
        "sources": [_source(view, number, places) for number in range(len(speech.sources))],
        "utterances": [_utterance(view, ident, one, places) for ident, one in numbered],
        "not_speech": [{"rule": n.rule, "place": places.at(n.span)} for n in speech.not_speech],
        "topics": [
            {"id": t.id, "name": t.name, "rule": t.rule, "evidence": [places.at(s) for s in t.spans]}
            for t in view.topics
        ],
        "problems": [_problem(p) for p in view.problems],
    }
    return urls.article_data_path(view.id), dump({**_head(view, site, places), **found})


def _head(view: ArticleView, site: SiteView, places: _Places) -> dict[str, Any]:
    """Return what identifies an article, its file and its text."""
    story, link, seed = view.story, link_of(view), view.seed
    return {
        "format": FORMAT,
        "id": view.id,
        "page": urls.site_path(urls.article_path(view.id), site.directory_urls),
        "title": link.title,
        "date": link.date,
        "seed": {"name": seed.name, "sha256": seed.sha256, "bytes": seed.size, "format": seed.format},
        "text": {
            "encoding": view.document.encoding,
            "bom_bytes": view.document.bom_bytes,
            "code_points": len(view.document.text),
            "offsets": "Unicode code points after the byte order mark, half open; bytes count from the file's start",
        },
        "story": {"number": story.number, "paragraphs": [story.first, story.last]},
        "licence": {
            "id": view.reuse.licence,
            "extent": view.reuse.extent,
            "answer": view.reuse.answer,
            "statements": [_statement(one, places) for one in story.metadata.statements],
        },
    }


def _statement(one: LicenceStatement, places: _Places) -> dict[str, Any]:
    return {
        "where": one.where,
        "path": one.path,
        "line": one.line,
        "rule": one.rule,
        "id": one.licence,
        "words": one.words,
        "standing": one.standing,
        "reason": one.reason,
        "place": places.at(one.evidence, words=False),
    }


def _speaker(one: SpeakerLink) -> dict[str, Any]:
    record: dict[str, Any] = {"kind": one.kind, "name": one.name, "rule": one.rule}
    if one.id:
        record |= {"id": one.id, "listed": one.listed}
    if one.candidates:
        record["candidates"] = [{"id": ident, "name": name} for ident, name in one.candidates]
    return record


def _source(view: ArticleView, number: int, places: _Places) -> dict[str, Any]:
    source = view.story.speech.sources[number]
    return {
        "kind": source.kind,
        "name": source.name,
        "identity": _speaker(view.speakers[number]) if number < len(view.speakers) else None,
        "forms": [places.at(s) for s in source.forms],
        "roles": [places.at(s) for s in source.roles],
        "doubts": [
            {"code": code, "words": words} for code, words, _ in disguises.of_source(source, view.document.text)
        ],
    }


def _utterance(view: ArticleView, ident: str, one: Utterance, places: _Places) -> dict[str, Any]:
    """Return an utterance; the best candidate of an unsure one is a suggestion and never its speaker."""
    heard = published_speakers(view, one)
    speaker = heard[0] if heard else None
    known = one.source is not None and one.source < len(view.speakers)
    guess = view.speakers[one.source] if known and one.source is not None and speaker is None else None
    return {
        "id": ident,
        "anchor": urls.anchor(ident),
        "mode": one.mode,
        "form": one.form,
        "certainty": one.certainty,
        "rule": one.rule,
        "speaker": _speaker(speaker) if speaker else None,
        "source": one.source if speaker else None,
        "together": [_speaker(other) for other in heard[1:]],
        "suggestion": _speaker(guess) if guess else None,
        "place": places.at(one.span, words=False),
        "selector": places.selector(one.span),
        "cue": places.at(one.cue),
        "mention": places.at(one.mention),
        "role": places.at(one.role),
        "candidates": [{"source": c.source, "reason": c.reason} for c in one.candidates],
    }


def seed_copy(view: ArticleView) -> tuple[str, bytes] | None:
    """Return the path and the bytes of a seed's published copy, or None where a licence does not let us."""
    if view.whole_seed != "full" or view.story.number != 1:
        return None
    return urls.seed_copy_path(view.id), view.seed.data


def _problem(one: Problem) -> dict[str, Any]:
    return {
        "path": one.path,
        "line": one.line,
        "code": one.code,
        "severity": one.severity,
        "message": one.message,
        "fix": one.fix,
    }


def problems(found: Iterable[Problem]) -> tuple[str, str]:
    """Return the file of all refusals and warnings."""
    return "data/problems.json", dump([_problem(one) for one in found])


def speakers(views: Iterable[SpeakerView]) -> tuple[str, str]:
    """Return the file of all speakers that have a page."""
    rows = [
        {
            **_speaker(view.speaker),
            "names": list(view.names),
            "description": view.description,
            "same_as": list(view.same_as),
            "utterances": view.page.entries,
            "roles": [{"words": r.words, "article": r.article.id, "date": r.article.date} for r in view.roles],
        }
        for view in views
    ]
    return "data/speakers.json", dump(rows)


def topics(views: Iterable[TopicView]) -> tuple[str, str]:
    """Return the file of all topics."""
    rows = [
        {
            "id": view.id,
            "name": view.name,
            "code": view.code,
            "description": view.description,
            "broader": [one.id for one in view.broader],
            "articles": view.page.entries,
        }
        for view in views
    ]
    return "data/topics.json", dump(rows)


def built_with() -> dict[str, str]:
    """Return the versions of all that the bytes of a site depend on, beside what is in it."""
    return {
        "onrecord": __version__,
        "mkdocs": _version("mkdocs"),
        "mkdocs-material": _version("mkdocs-material"),
        "python": ".".join(map(str, sys.version_info[:2])),
        "unicode": unicodedata.unidata_version,
    }


def _version(package: str) -> str:
    try:
        return metadata.version(package)
    except metadata.PackageNotFoundError:
        return ""


def archive(described: Archive, seeds_folder: str, counts: Counts) -> tuple[str, str]:
    """Return the file about the archive: what a stranger needs to know in order to make the same site again."""
    record = {
        "format": ARCHIVE_FORMAT,
        "name": described.name,
        "notice": described.notice,
        "unlicensed": described.unlicensed,
        "seeds": seeds_folder,
        "site_url": described.site_url,
        "repo_url": described.repo_url,
        "edit_uri": described.edit_uri,
        "built_with": built_with(),
        "counts": asdict(counts),
    }
    return ARCHIVE, dump(record)


def schemas() -> Iterator[tuple[str, str]]:
    """Yield the JSON Schema of an article page's front matter."""
    yield "data/schema/article.schema.json", SCHEMA.read_text(encoding="utf-8")
