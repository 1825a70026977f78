"""What a story says about itself: title, date, writers, source, licence, and the lines that are not story text.

Each module has the rules for one kind of fact: `titles`, `dates`, `bylines`, `source_lines` (outlets and addresses),
`licence_notices`, `masthead`, `boilerplate`, `sidecar`. `stories` cuts a file into its stories, `reading` applies the
rules to the lines of each, `settle` settles what they found, `statements` which of several licences holds. How each
language words such lines stands in `languages`.

| code | what it says (warnings, where nothing else is said) |
|---|---|
| STRAY-MARK | a quotation mark after a sign-off that closes nothing |
| SOURCE-ADDRESS | an address in a source line that is no plain web address; it is not used |
| DATE | a stated date that does not exist, or whose weekday is wrong |
| DATE-IN-NAME | the text states no date, and the file's name has one; it is offered, never taken (info) |
| LICENCE-UNKNOWN | a notice that names no licence of licences.yml |
| LICENCE-CLASH | several licences are named; the strictest holds (an error where a header names a laxer one) |
| LICENCE-SETTLED | several licences are named, and a person has said why one of them holds (info) |
| SOURCE-HOST | an address that is on none of the outlet's hosts; see `doubts` |
| MIXED-SCRIPT, INVISIBLE-CHARACTER | a name or a host that is not what it looks like; see `disguises` |
| HEADER-VALUE | a value of a sidecar or front matter that cannot be used |
"""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

from onrecord.language import detect
from onrecord.language.folding import visible
from onrecord.metadata import dates, doubts, sidecar, statements, titles
from onrecord.metadata import reading as stage
from onrecord.metadata import settle as settling
from onrecord.metadata.lines import lines_of
from onrecord.metadata.reading import Reading
from onrecord.model import (
    Boilerplate,
    Document,
    Field,
    FieldName,
    LicenceStatement,
    Metadata,
    Problem,
    RawArticle,
    Seed,
    Span,
)

if TYPE_CHECKING:
    from onrecord.authority.records import ReadingAuthority

# What the stories of one file share: it stands at the file's end, in its header, or beside it.
SHARED: frozenset[FieldName] = frozenset({"outlet", "source_url", "credit", "licence", "language"})


def read(document: Document, paragraphs: range, raw: RawArticle, seed: Seed, authority: ReadingAuthority) -> Metadata:
    """Return the fields, boilerplate and problems of one story."""
    reading = _reading(document, paragraphs, seed, authority)
    _take_headers(reading, raw, seed, authority, first=paragraphs.start == 0)
    if reading.story:
        end = stage.tail(reading, len(reading.story))
        stage.head(reading, end)
        stage.between(reading, end)
        stage.lead(reading)
    if paragraphs.stop < len(document.paragraphs):
        _take_shared(reading, document, seed, authority)
    if paragraphs.start and not reading.known("date"):
        heading = dates.air_line(lines_of(document, [0])[0])
        reading.fields += heading.fields if heading else ()
    return _metadata(reading, raw, authority, first=paragraphs.start == 0)


def _reading(document: Document, paragraphs: range, seed: Seed, authority: ReadingAuthority) -> Reading:
    return Reading(document, lines_of(document, paragraphs), seed.name, authority.outlets, authority.licences)


def _take_headers(reading: Reading, raw: RawArticle, seed: Seed, authority: ReadingAuthority, *, first: bool) -> None:
    """Take what a sidecar and front matter say; of several stories, the first has their title."""
    beside = sidecar.read(seed)
    if first:
        reading.problems += beside.problems
    for field in (*beside.fields, *raw.fields):
        if not first and field.name not in SHARED:
            continue
        for found in settling.from_header(field, authority.licences, seed.name):
            if isinstance(found, Problem):
                reading.problems += [found] if first else []
            elif found.name == "licence":
                place = (reading.document, seed.name, beside.licence_line)
                reading.statements.append(statements.of_header(found, field.value, *place, beside.licence_reason))
            else:
                reading.fields.append(found)


def _take_shared(reading: Reading, document: Document, seed: Seed, authority: ReadingAuthority) -> None:
    """Take the source and licence lines at the end of a file that holds several stories."""
    last = range(max(0, len(document.paragraphs) - stage.TAIL_LINES), len(document.paragraphs))
    whole = _reading(document, last, seed, authority)
    stage.tail(whole, len(whole.story))
    known = {field.name for field in reading.fields}
    reading.fields += [field for field in whole.fields if field.name in SHARED and field.name not in known]
    reading.statements += statements.of_text(whole.fields, document, seed.name)


def _metadata(reading: Reading, raw: RawArticle, authority: ReadingAuthority, *, first: bool) -> Metadata:
    """Settle the fields, add what follows from them, and put boilerplate and problems in order."""
    fields = [_shown(field) for field in settling.settle(reading.fields)]
    doubtful = list(doubts.read(reading.fields, fields, authority.outlets))
    told = {
        (doubt.code, doubt.words): (field, doubt) for field, doubt in reversed(doubtful)
    }  # of two fields, the first
    reading.problems += [doubts.problem(*pair, reading.document, reading.path) for pair in told.values()]
    said = _licence_statements(reading, fields, authority)
    fields = settling.in_order([*fields, *statements.fields_of(said, fields)])
    if not any(field.name == "title" for field in fields):
        inferred = titles.first_words(reading.prose() or [(line, 0) for line in reading.story])
        fields[:0] = [inferred] if inferred else []
    if not any(field.name == "language" for field in fields):
        code = detect.detect(_sample(reading))
        fields.append(Field("language", code, "inferred", None, "small-words-and-script"))
    day = "" if reading.known("date") or not first else dates.in_name(reading.path)
    if day:
        fix = f"if that is the day of the text, put `date: {day}` into {reading.path + '.yml'!r}"
        message = f"the date is not stated; the file's name has {day}"
        reading.problems.append(Problem(reading.path, 0, "DATE-IN-NAME", "info", message, fix))
    boilerplate = {one for many in reading.found.values() for one in many}
    if first and raw.body.start:
        boilerplate.add(Boilerplate(Span(0, raw.body.start), "boilerplate", "front-matter"))
    ordered = sorted(boilerplate, key=lambda one: (one.span, one.kind))
    problems = sorted(set(reading.problems), key=lambda p: (p.path, p.line, p.code, p.message))
    return Metadata(tuple(fields), tuple(ordered), tuple(problems), said, tuple(doubt for _, doubt in doubtful))


def _shown(field: Field) -> Field:
    """Return a name without the characters that nobody sees."""
    return dataclasses.replace(field, value=visible(field.value)) if field.name in ("outlet", "byline") else field


def _licence_statements(
    reading: Reading, fields: list[Field], authority: ReadingAuthority
) -> tuple[LicenceStatement, ...]:
    """Return all that is said about the licence, settled, and note the problems with it."""
    own = statements.of_text(reading.fields, reading.document, reading.path)
    said = list(dict.fromkeys([*own, *reading.statements]))
    named = [one.value for one in reading.fields if one.name == "outlet" and one.rule not in settling.TRUST]
    outlet = statements.of_outlet(fields, named, authority.outlets)
    lines = reading.body() if not own and (said or outlet) else []
    amid = statements.inside(lines, authority.licences, reading.document, reading.path)
    settled, problems = statements.settle(said, amid, outlet, authority.licences)
    reading.problems += problems
    return settled


def _sample(reading: Reading) -> str:
    """Return story text enough to tell its language."""
    parts: list[str] = []
    size = 0
    for line in reading.body() or reading.story:
        parts.append(line.text)
        size += len(line.text)
        if size > 2 * detect.SAMPLE:
            break
    return "\n".join(parts)


__all__ = ["Metadata", "Problem", "read"]
