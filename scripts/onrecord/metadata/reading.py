"""Read what one story says about itself: from its end up, from its head down, then line by line in between.

Rules for the end of a story stop at the first line that none of them knows, so that the words of a licence or a
source inside the story claim nothing.
"""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass, field

from onrecord.authority.licences import Licence
from onrecord.authority.outlets import Outlet
from onrecord.metadata import boilerplate, bylines, dates, licence_notices, masthead, source_lines, titles
from onrecord.metadata.lines import Finding, Line
from onrecord.model import Boilerplate, Document, Field, FieldName, LicenceStatement, Problem

HEAD_LINES = 7
HEAD_MISSES = 2
TAIL_LINES = 25
LEAD_LINES = 4
HEADING_WORDS = 12


@dataclass(slots=True)
class Reading:
    """A story being read: its lines, what is known, and which lines are boilerplate already."""

    document: Document
    story: list[Line]
    path: str
    outlets: tuple[Outlet, ...]
    licences: tuple[Licence, ...]
    fields: list[Field] = field(default_factory=list)
    found: dict[int, list[Boilerplate]] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    statements: list[LicenceStatement] = field(default_factory=list)

    def take(self, index: int, finding: Finding | None) -> bool:
        """Keep what a rule found on a line; say whether it found anything."""
        if finding is None:
            return False
        self.fields.extend(finding.fields)
        self.found.setdefault(index, []).extend(finding.boilerplate)
        if finding.problems:
            number = self.document.line_of(self.story[index].span.start)
            self.problems += [dataclasses.replace(p, path=self.path, line=number) for p in finding.problems]
        return True

    def known(self, name: FieldName) -> str:
        """Return the first value of a field so far."""
        return next((one.value for one in self.fields if one.name == name), "")

    def body(self) -> list[Line]:
        """Return the lines that are not boilerplate so far, in part or whole."""
        return [line for index, line in enumerate(self.story) if index not in self.found]

    def prose(self) -> list[tuple[Line, int]]:
        """Return the lines that are not wholly boilerplate, each with the offset at which its own words begin."""
        out = []
        for index, line in enumerate(self.story):
            heads = [one.span.end for one in self.found.get(index, ()) if one.kind == "dateline"]
            if index not in self.found or (heads and max(heads) < line.span.end):
                out.append((line, max(heads, default=line.span.start) - line.span.start))
        return out


def tail(reading: Reading, end: int) -> int:
    """Read the closing lines above `end`, from the last one up; return the index of the first of them.

    The first line of a story is never taken for a closing line, and nothing inside an open quotation is.
    """
    index = end
    while index > 1 and end - index < TAIL_LINES:
        if reading.story[index - 2].opens_quotation:
            break
        line, above = reading.story[index - 1], reading.story[index - 2]
        if not reading.take(index - 1, _closing(reading, line) or source_lines.below_label(line, above)):
            break
        index -= 1
    if index and not reading.story[index - 1].opens_quotation and not any(f.name == "byline" for f in reading.fields):
        origin_name = reading.known("outlet")
        reading.take(index - 1, bylines.sign_off_at_end(reading.story[index - 1], reading.outlets, origin_name))
    return index


def _closing(reading: Reading, line: Line) -> Finding | None:
    return (
        boilerplate.plain(line)
        or licence_notices.notice(line, reading.licences)
        or source_lines.source(line, reading.outlets)
        or dates.date_line(line, labelled_only=True)
        or dates.clock_line(line)
        or bylines.credits(line, reading.outlets, reading.known("outlet"))
        or bylines.sign_off(line, reading.outlets, reading.known("outlet"), reading.known("source_url"))
        or source_lines.agency(line, reading.outlets)
        or boilerplate.reach(line)
    )


def head(reading: Reading, end: int) -> None:
    """Read the opening lines: title, byline, date, labels, in any order, and the place and date of a wire story."""
    title, misses = -1, 0
    for index, line in enumerate(reading.story[:end][:HEAD_LINES]):
        if index and reading.story[index - 1].opens_quotation:
            break
        finding = titles.repeats(line, reading.known("title")) or _opening(reading, line, claims=not misses)
        if finding is None and title == index - 1 >= 0:
            finding = _under_title(reading, index)
        if finding is None and title < 0 and not misses and bylines.organisation(line) is None:
            finding = _title(reading, index, end)
            title = index if finding else -1
        if finding is None and index and reading.known("title"):
            finding = masthead.office(line, reading.story[index + 1 : index + 4], reading.outlets)
        if reading.take(index, finding):
            continue
        misses += 1
        if misses > HEAD_MISSES or (title < 0 and line.ends_sentence):
            break
    heading_lines(reading, title)
    wire_head(reading)


def _opening(reading: Reading, line: Line, *, claims: bool = True) -> Finding | None:
    """Read one opening line; `claims` says that lines about source and licence count, as above all text they do."""
    found = boilerplate.plain(line) or dates.date_line(line) or dates.air_line(line)
    found = found or dates.clock_line(line) or bylines.byline(line, reading.outlets, reading.known("outlet"))
    if found or not claims:
        return found
    return (
        source_lines.source(line, reading.outlets)
        or masthead.dated(line, reading.outlets, _named_outlet(reading))
        or titles.section(line)
        or (licence_notices.notice(line, reading.licences) if licence_notices.LABEL_PATTERN.match(line.text) else None)
    )


def _named_outlet(reading: Reading) -> str:
    """Return the outlet that another line names, or else the last of several names of a byline: it may be one."""
    names = [one.value for one in reading.fields if one.name == "byline"]
    return reading.known("outlet") or (names[-1] if len(names) > 1 else "")


def _title(reading: Reading, index: int, end: int) -> Finding | None:
    """Read a line as the title, unless a header has given one."""
    if reading.known("title"):
        return None
    line = reading.story[index]
    following = reading.story[index + 1] if index + 1 < end else None
    found = titles.labelled(line, reading.outlets)
    if found or following is None:
        return found
    attached = _opening(reading, following) is not None or bylines.organisation(following) is not None
    return titles.headline(line, following, attached or _is_name_line(reading, index + 1), reading.outlets)


def _is_name_line(reading: Reading, index: int) -> bool:
    """Say whether a line is a bare name right under the line above it, with a blank line below."""
    if index + 1 >= len(reading.story) or reading.story[index].apart or not reading.story[index + 1].apart:
        return False
    return bylines.name_line(reading.story[index]) is not None


def _under_title(reading: Reading, index: int) -> Finding | None:
    """Read the line right under the title: an organisation's byline, or a bare name."""
    line = reading.story[index]
    found = None if line.apart else bylines.organisation(line)
    return found or (bylines.name_line(line) if _is_name_line(reading, index) else None)


def heading_lines(reading: Reading, title: int) -> None:
    """Mark short lines between the title and the time of day of a transcript: they say where it was held."""
    clock = next(
        (index for index in range(title + 1, min(title + 7, len(reading.story))) if _is_clock(reading.story[index])), -1
    )
    between = range(title + 1, max(clock, 0))
    lines = [reading.story[index] for index in between]
    if clock < 0 or any(line.ends_sentence or len(line.text.split()) > HEADING_WORDS for line in lines):
        return
    for index in between:
        if index not in reading.found:
            reading.found[index] = [Boilerplate(reading.story[index].span, "dateline", "heading-lines")]
    if clock not in reading.found:
        reading.take(clock, dates.clock_line(reading.story[clock]))


def _is_clock(line: Line) -> bool:
    return dates.clock_line(line) is not None


def wire_head(reading: Reading) -> None:
    """Read the dateline of the first paragraphs of text, and the reporter that a Korean wire names there."""
    for index, line in enumerate(reading.story[: HEAD_LINES + 1]):
        if index in reading.found:
            continue
        wire = dates.dateline(line)
        maker = bylines.lead(line)
        reading.take(index, wire)
        reading.take(index, maker)
        if wire or maker or line.ends_sentence:
            return


def lead(reading: Reading) -> None:
    """Read what the first paragraphs of text say about the piece: the hand-off to a reporter, and "today (…)"."""
    opening = reading.body()[:LEAD_LINES]
    reading.fields.extend(bylines.hand_off(opening))
    today = dates.said_today(opening)
    if today:
        reading.fields.append(today)


def between(reading: Reading, end: int) -> None:
    """Mark boilerplate that stands anywhere in the story, and the blocks that close a press release."""
    for one in boilerplate.blocks(reading.story, end):
        index = next(i for i, line in enumerate(reading.story) if line.span == one.span)
        reading.found.setdefault(index, []).append(one)
    for index, line in enumerate(reading.story):
        if index not in reading.found:
            reading.take(index, boilerplate.plain(line))
