"""Publication dates that a text states: a date line, a labelled date, a dateline with its year. Never a guess.

Dates of events, dates without a year, dates inside addresses and figures such as 3/4/25, which two countries read in
two ways, give no date. Values are ISO: `2025-03-02`, or `2025-03` when no day is stated.
"""

from __future__ import annotations

import contextlib
import re
from collections.abc import Sequence
from datetime import date
from pathlib import PurePosixPath

from onrecord.language import wordlists
from onrecord.metadata import languages
from onrecord.metadata.languages.wording import CLOCK
from onrecord.metadata.lines import Finding, Line, whole
from onrecord.model import Boilerplate, Field, Problem, Span

MONTHS = wordlists.ordered("en", "dates", "months")
WEEKDAYS = wordlists.ordered("en", "dates", "weekdays")
_SHORT_MONTHS = wordlists.any_of("en", "dates", "short_months")
_SHORT_WEEKDAYS = wordlists.any_of("en", "dates", "short_weekdays")
_ENDINGS = wordlists.any_of("en", "dates", "ordinal_endings")
_MONTH = rf"(?P<month>(?:{wordlists.alternation(MONTHS)}|{_SHORT_MONTHS})\.?)"
_WEEKDAY = rf"(?:(?P<weekday>(?:{_SHORT_WEEKDAYS})(?:day)?)\.?,?\ +)?"
# "2025-03-02", "2025/03/02 09:00", "2025. 3. 2.", "2025.03.02 (Sun)"
NUMBERS_PATTERN = re.compile(
    rf"(?P<year>(?:1[6-9]|20)\d\d)(?P<mark>[-/.])\ ?(?P<month>\d{{1,2}})(?P=mark)\ ?(?P<day>\d{{1,2}})\.?(?!\d)"
    rf"(?:\ ?\([^()]{{1,9}}\))?{CLOCK}",
    re.VERBOSE,
)
# "March 2, 2025", "Sunday, March 2, 2025, 9:00 a.m."
MONTH_FIRST_PATTERN = re.compile(
    rf"{_WEEKDAY}{_MONTH}\ +(?P<day>\d{{1,2}})(?:{_ENDINGS})?,?\ +(?P<year>(?:1[6-9]|20)\d\d)(?!\d){CLOCK}",
    re.VERBOSE | re.IGNORECASE,
)
# "2 March 2025", "Sun, 2 Mar 2025 09:00"
DAY_FIRST_PATTERN = re.compile(
    rf"{_WEEKDAY}(?P<day>\d{{1,2}})(?:{_ENDINGS})?\ +(?:of\ +)?{_MONTH},?\ +(?P<year>(?:1[6-9]|20)\d\d)(?!\d){CLOCK}",
    re.VERBOSE | re.IGNORECASE,
)
# "March 2025"
MONTH_ONLY_PATTERN = re.compile(rf"{_MONTH},?\ +(?P<year>(?:1[6-9]|20)\d\d)(?!\d)", re.VERBOSE | re.IGNORECASE)
FORMS = (NUMBERS_PATTERN, MONTH_FIRST_PATTERN, DAY_FIRST_PATTERN, *languages.patterns("date_forms"))
# "Broadcasted on: 2025-03-02 09:00:00", "Posted 2 March 2025", "Publié le 14 juin 2024", "입력 2025.03.02 09:00"
LABEL_PATTERN = re.compile(rf"[\[(]?(?:{languages.joined('date_labels')})\s*[:：]?\s*", re.IGNORECASE)
# "Last updated: 2 March 2025", "수정 2025.03.02"
UPDATE_PATTERN = re.compile(rf"[\[(]?(?:{languages.joined('updates')})", re.IGNORECASE)
# "3:13 P.M. EDT", "09:00 KST"
CLOCK_PATTERN = re.compile(r"\(?\d{1,2}:\d{2}(?::\d{2})?\ ?(?:[ap]\.?m\.?)?\ ?\(?(?:[A-Z]{2,5})?\)?\.?", re.IGNORECASE)
# "PORT ELLERY, March 6, 2024 (Coast Wire) - ", "GENEVA, March 2 - ", "SEOUL (AP) — "
DATELINE_PATTERN = re.compile(
    r"(?P<place>[A-Z][A-Za-z.'’-]*(?:[ ,]+[A-Z][A-Za-z.'’-]*){0,5}?)"
    rf"(?:,? +(?P<date>(?:(?:{wordlists.capitalised(wordlists.words('en', 'dates', 'short_weekdays'))})[a-z]*\.?,? +)?"
    rf"\d{{0,2}} ?(?:{wordlists.capitalised(wordlists.words('en', 'dates', 'months', 'short_months'))})"
    r"\b\.? *\d{0,2}(?:, *\d{4}| +\d{4})?))?"
    r"(?: *[(/](?P<agency>[^()/\n]{2,40})[)/])? *(?:--+|[—–―]| - ?) *(?=\S)"
)
MOST_TOWN_WORDS = 3  # of a dateline's town, and of the region behind it
SHORTEST_LEAD = 60  # characters that must follow a dateline without date or agency
# "out today (28 December 2016)"
TODAY_PATTERN = re.compile(r"\btoday,? \((?P<date>[^()]{8,40})\)", re.IGNORECASE)

# "2031-03", "2031"
YEAR_OR_MONTH_PATTERN = re.compile(r"\d{4}(?:-\d{2})?")
# "the boats sail again ": words of a sentence behind a date
PROSE_PATTERN = re.compile(r"[a-z]{4,} [a-z]{2,} ")
# "2025-03-09-quay.txt", "quay_20250309.md"
NAME_PATTERN = re.compile(r"(?<!\d)((?:19|20)\d\d)[-_.]?(\d\d)[-_.]?(\d\d)(?!\d)")


def in_name(name: str) -> str:
    """Return the ISO date in a file's name, or an empty string: it may be that of the text, or of whoever saved it."""
    for match in NAME_PATTERN.finditer(PurePosixPath(name).name):
        with contextlib.suppress(ValueError):
            return date(*map(int, match.groups())).isoformat()
    return ""


def iso(match: re.Match[str]) -> tuple[str, str]:
    """Return the ISO date that a match of a form stands for, or what is wrong with it: (value, fault)."""
    groups = match.groupdict()
    month = groups["month"]
    number = int(month) if month.isdigit() else _month(month)
    year = int(groups["year"])
    if groups.get("day") is None:
        return f"{year:04}-{number:02}", ""
    try:
        found = date(year, number, int(groups["day"]))
    except ValueError:
        return "", f"there is no such day: {match.group()[:20]!r}"
    weekday = groups.get("weekday")
    if weekday and not WEEKDAYS[found.weekday()].startswith(weekday.casefold()[:3]):
        return (
            found.isoformat(),
            f"{found.isoformat()} was a {WEEKDAYS[found.weekday()].capitalize()}, not a {weekday[:10]!r}",
        )
    return found.isoformat(), ""


def parse(text: str) -> str:
    """Return the ISO date of a text that is nothing but a date, or an empty string."""
    stripped = text.strip()
    if YEAR_OR_MONTH_PATTERN.fullmatch(stripped):
        return stripped
    for form in (*FORMS, MONTH_ONLY_PATTERN):
        match = form.fullmatch(stripped)
        if match:
            return iso(match)[0]
    return ""


def date_line(line: Line, *, labelled_only: bool = False) -> Finding | None:
    """Read a line that is a date and nothing else, with or without a label; None when it is not one."""
    if len(line.text) > 160:
        return None
    label = LABEL_PATTERN.match(line.text)
    if labelled_only and label is None:
        return None
    start = label.end() if label else 0
    for form in FORMS:
        match = form.match(line.text, start)
        if match and _only(line.text[match.end() :], labelled=label is not None):
            update = UPDATE_PATTERN.match(line.text) is not None
            return _found(line, match, "labelled-date" if label else "date-line", update=update)
    if label is None:
        match = MONTH_ONLY_PATTERN.fullmatch(line.text)
        if match:
            return _found(line, match, "date-line", update=False)
    return None


def air_line(line: Line) -> Finding | None:
    """Read a bracketed heading with a date in it: "[CHANNEL NINE NEWSLINE 2031-02-11 10:00 KST]"."""
    if len(line.text) > 120 or line.text[0] != "[" or line.text[-1] != "]":
        return None
    match = next((found for form in FORMS if (found := form.search(line.text))), None)
    return _found(line, match, "air-line", update=False) if match else None


def closing_date(line: Line) -> Field | None:
    """Find the date with its weekday that a headline ends with, where a page's heading and date ran together."""
    if len(line.text) > 300 or not line.text[-4:].isdigit():
        return None
    for form in (MONTH_FIRST_PATTERN, DAY_FIRST_PATTERN):
        for match in form.finditer(line.text, max(0, len(line.text) - 45)):
            value = iso(match)[0]
            if match.end() == len(line.text) and match.groupdict().get("weekday") and len(value) == 10:
                return Field("date", value, "stated", line.part(match.start(), match.end()), "closing-date")
    return None


def clock_line(line: Line) -> Finding | None:
    """Read a line that is a time of day and nothing else."""
    return whole(line, "date", "clock-line") if CLOCK_PATTERN.fullmatch(line.text) else None


def dateline(line: Line) -> Finding | None:
    """Read the place, and a date if it has its year, at the head of a wire story's first paragraph."""
    match = _dateline(line)
    if match is None:
        return None
    groups = match.groupdict()
    stated = groups.get("date")
    if not stated and not groups.get("agency") and not _is_bare_dateline(line, match):
        return None
    place = Field("place", match["place"], "stated", line.part(*match.span("place")), "dateline")
    boilerplate = Boilerplate(line.part(0, match.end()), "dateline", "dateline")
    fields = [place]
    if groups.get("agency"):
        fields.append(Field("outlet", match["agency"], "stated", line.part(*match.span("agency")), "dateline-agency"))
    problems: tuple[Problem, ...] = ()
    if stated:
        at = match.start("date")
        for form in FORMS:
            day = form.fullmatch(stated.strip())
            if day:
                value, fault = iso(day)
                problems = _fault(fault)
                if value:
                    span = line.part(at, at + len(stated))
                    fields.append(Field("date", value, "stated", span, "dateline"))
    return Finding(tuple(fields), (boilerplate,), problems)


def _dateline(line: Line) -> re.Match[str] | None:
    found = (pattern.match(line.text) for pattern in languages.patterns("datelines"))
    return next((match for match in found if match), None) or DATELINE_PATTERN.match(line.text[:160])


def _is_bare_dateline(line: Line, match: re.Match[str]) -> bool:
    """Say whether a place without date or agency is a dateline: "ANVIK - The …", "ANVIK, Aland — The …".

    The town stands in capitals, the country or state behind it as it may; a headline in capitals is none.
    """
    town, _, region = match["place"].partition(",")
    short = len(town.split()) <= MOST_TOWN_WORDS and len(region.split()) <= MOST_TOWN_WORDS
    rest = line.text[match.end() :]
    return town.isupper() and short and len(rest) > SHORTEST_LEAD and not rest.isupper()


def is_wire(line: Line) -> bool:
    """Say whether a line begins with a dateline that has a date or an agency."""
    match = _dateline(line)
    if match is None:
        return False
    return bool(match.groupdict().get("date") or match["agency"])


def said_today(opening: Sequence[Line]) -> Field | None:
    """Find "today (28 December 2016)" in the opening paragraphs."""
    for line in opening:
        match = TODAY_PATTERN.search(line.text)
        value = parse(match["date"]) if match else ""
        if match and len(value) == 10:
            return Field("date", value, "stated", line.part(*match.span("date")), "today-in-brackets")
    return None


def _month(word: str) -> int:
    for wording in languages.WORDINGS:
        if word.casefold() in wording.months:
            return 1 + wording.months.index(word.casefold())
    return 1 + next(number for number, name in enumerate(MONTHS) if name.startswith(word.casefold()[:3]))


def _only(rest: str, *, labelled: bool) -> bool:
    """Say whether nothing that matters follows a date: a time, a bracket, a second date for the last change."""
    rest = rest.strip(" .,|)]")
    if not rest:
        return True
    return labelled and (len(rest) < 60 and not PROSE_PATTERN.search(rest))


def _found(line: Line, match: re.Match[str], rule: str, *, update: bool) -> Finding:
    value, fault = iso(match)
    span: Span = line.part(match.start(), match.end())
    fields = () if update or not value else (Field("date", value, "stated", span, rule),)
    return whole(line, "date", rule, *fields, problems=_fault(fault))


def _fault(fault: str) -> tuple[Problem, ...]:
    fix = "check the date; a sidecar can correct it"
    return (Problem("", 0, "DATE", "warning", fault, fix),) if fault else ()
