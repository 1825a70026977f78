"""Lines in a story's head that say who publishes it: an outlet with the date, or the office that a release is from."""

from __future__ import annotations

import re
from collections.abc import Sequence

from onrecord.authority.outlets import Outlet, named
from onrecord.language import wordlists
from onrecord.language.folding import fold_words
from onrecord.metadata import dates, languages
from onrecord.metadata.bylines import OUTLET_WORDS, is_paper
from onrecord.metadata.lines import Finding, Line, field, whole
from onrecord.model import Field

_NAME = r"[A-Z0-9][\w.&'’-]*(?: (?:[A-Z0-9][\w.&'’-]*|&|" + wordlists.any_of("en", "small_words", "links") + r")){0,8}"
_OTHER_NAMES = languages.joined("outlet_names")
# "The Quay Post, 2 March 2031", "Quay Post | March 2, 2031"
OUTLET_FIRST_PATTERN = re.compile(rf"(?P<name>{_NAME}|{_OTHER_NAMES})(?:,| ?[|·]| [-–—]) ?(?P<date>\S.{{5,50}})")
# "2 March 2031 | The Quay Post"
DATE_FIRST_PATTERN = re.compile(rf"(?P<date>[^|·–—]{{6,50}}?)(?:,| ?[|·]| [-–—]) ?(?P<name>{_NAME}|{_OTHER_NAMES})")
# "Harbour Office of Anvik", "Ministry for Fish and Nets"
OFFICE_PATTERN = re.compile(
    rf"(?=.{{0,70}}\b(?:{wordlists.capitalised(wordlists.words('en', 'organisations', 'offices'))})\b){_NAME}"
)
# "Harbour Office press release", "[Harbour Office press release]"
RELEASE_PATTERN = re.compile(
    rf"\[?(?P<name>{_NAME}) (?i:{wordlists.any_of('en', 'lines', 'media')}) (?i:release|statement)\]?"
)
LINE_LIMIT = 100
OFFICE_WORDS = 9


def dated(line: Line, outlets: Sequence[Outlet], origin: str = "") -> Finding | None:
    """Read a line that is an outlet's name and a date, in either order; None when it is not one.

    `origin` is the outlet that another line names, if any.
    """
    if len(line.text) > LINE_LIMIT:
        return None
    for pattern in (OUTLET_FIRST_PATTERN, DATE_FIRST_PATTERN):
        match = pattern.fullmatch(line.text.rstrip("."))
        day = dates.parse(match["date"]) if match else ""
        if match and len(day) == 10 and _is_outlet(match["name"], outlets, origin):
            when = Field("date", day, "stated", line.part(*match.span("date")), "imprint")
            return whole(line, "source", "imprint", when, field(line, match, "name", "outlet", "imprint"))
    return None


def _is_outlet(name: str, outlets: Sequence[Outlet], origin: str) -> bool:
    words = fold_words(name).split()
    return (
        named(name, outlets) is not None
        or (bool(origin) and words == fold_words(origin).split())
        or is_paper(name)
        or not OUTLET_WORDS.isdisjoint([*words, words[-1][-2:]])
    )


def office(line: Line, following: Sequence[Line], outlets: Sequence[Outlet]) -> Finding | None:
    """Read a line below the title that names the publisher: one that is listed, a release's sender, or an office.

    An office that is not listed counts only when a date line or the time of day stands just below it.
    """
    if len(line.text) > LINE_LIMIT or len(line.text.split()) > OFFICE_WORDS:
        return None
    if named(line.text, outlets):
        return whole(line, "source", "head-name", Field("outlet", line.text, "stated", line.span, "head-name"))
    for pattern in (*languages.patterns("releases"), RELEASE_PATTERN):
        if release := pattern.fullmatch(line.text):
            return whole(line, "source", "head-office", field(line, release, "name", "outlet", "head-office"))
    if OFFICE_PATTERN.fullmatch(line.text) and any(dates.date_line(one) or dates.clock_line(one) for one in following):
        return whole(line, "source", "head-office", Field("outlet", line.text, "stated", line.span, "head-office"))
    return None
