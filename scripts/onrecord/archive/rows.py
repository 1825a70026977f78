"""What the catalogue keeps of an extraction: plain rows, made in the process that read the seed."""

from __future__ import annotations

import bisect
import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from onrecord import model
from onrecord.model import Extraction, Problem, Seed, Span

if TYPE_CHECKING:
    from onrecord.topics.find import FoundTopic

Row = tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class Story:
    """The rows of one article, in the order of the catalogue's columns."""

    article: Row
    sources: tuple[Row, ...] = ()
    utterances: tuple[Row, ...] = ()
    utterance_speakers: tuple[Row, ...] = ()
    topics: tuple[Row, ...] = ()
    spoken_topics: tuple[Row, ...] = ()


@dataclass(frozen=True, slots=True)
class Entry:
    """All rows of one seed. A refused seed has no text and no stories, only problems."""

    name: str
    sha256: str
    size: int
    key: str
    format: str = ""
    topics_key: str = ""
    text: str | None = None
    blob: bytes | None = None
    stories: tuple[Story, ...] = ()
    problems: tuple[Problem, ...] = ()


def refusal(seed: Seed, key: str, problem: Problem) -> Entry:
    """Return the entry of a seed that cannot be published."""
    return Entry(seed.name, seed.sha256, len(seed.data), key, problems=(problem,))


def problems_of(extraction: Extraction) -> tuple[Problem, ...]:
    """Return the problems that all stages found in a seed. A stage that knows no path leaves it empty."""
    found = list(extraction.problems)
    for story in extraction.stories:
        found += story.metadata.problems
        found += story.speech.problems
    return tuple(problem if problem.path else replace(problem, path=extraction.name) for problem in found)


def article(extraction: Extraction, story: model.Story) -> Row:
    """Return the row of an article."""
    fields = {field.name: field for field in reversed(story.metadata.fields)}
    title, date = fields.get("title"), fields.get("date")
    return (
        story.number,
        title.value if title else extraction.name,
        title.status if title else "inferred",
        date.value if date else "",
        date.status if date else None,
        story.metadata.value("outlet"),
        story.metadata.value("licence"),
        story.metadata.value("language"),
    )


def sources(text: str, story: model.Story) -> tuple[Row, ...]:
    """Return the rows of a story's sources."""
    return tuple(
        (number, s.kind, s.name, json.dumps(list(dict.fromkeys(r.of(text) for r in s.roles)), ensure_ascii=False))
        for number, s in enumerate(story.speech.sources)
    )


def utterances(story: model.Story, contexts: Sequence[Span], text: str) -> tuple[Row, ...]:
    """Return the rows of a story's utterances; a context is the stretch of text that is shown around the words."""
    return tuple(
        (
            number, u.mode, u.form, u.certainty, u.rule, u.source, context.start, u.span.start, u.span.end,
            context.end, u.role.of(text) if u.role else "",
            json.dumps([[c.source, c.reason] for c in u.candidates], ensure_ascii=False), json.dumps(u.joint_speakers),
        )
        for number, (u, context) in enumerate(zip(story.speech.utterances, contexts, strict=True))
    )  # fmt: skip


def utterance_speakers(story: model.Story) -> tuple[Row, ...]:
    """Return which sources say which utterances: one for most, several for those of joint speakers."""
    return tuple(
        (source, number)
        for number, u in enumerate(story.speech.utterances)
        if u.source is not None
        for source in (u.source, *u.joint_speakers)
    )


def topics(found: Sequence[FoundTopic]) -> tuple[Row, ...]:
    """Return the rows of a story's topics."""
    return tuple((s.topic, s.rule, json.dumps(s.spans)) for s in found)


def spoken_topics(story: model.Story, found: Sequence[FoundTopic]) -> tuple[Row, ...]:
    """Return which utterances hold words that show which topic."""
    rows = []
    for one in found:
        spans = sorted(one.spans)
        for number, utterance in enumerate(story.speech.utterances):
            at = bisect.bisect_left(spans, utterance.span.start, key=lambda span: span.start)
            if at < len(spans) and utterance.span.holds(Span(*spans[at])):
                rows.append((number, one.topic))
    return tuple(sorted(rows))
