"""Whether the words of a role name an office that somebody held, and whether they held it at the time of the text."""

from __future__ import annotations

from typing import Literal

from onrecord.authority.records import Office
from onrecord.language import wordlists
from onrecord.language.folding import folded

Fit = Literal["held", "undated", ""]

IDLE = wordlists.of_all("roles", "idle")
FORMER = wordlists.of_all("roles", "over")
COMING = wordlists.of_all("roles", "not_yet")
LAST = "9999-12-31"


def interval(day: str) -> tuple[str, str]:
    """Return first and last day of a date that may be a year, a month, a range a/b or uncertain; all time if empty."""
    first, _, last = day.partition("/")
    first, last = _plain(first), _plain(last or first)
    if not first:
        return "", LAST
    return first, (last or first) + LAST[len(last or first) :]


def _plain(day: str) -> str:
    kept = day.strip().rstrip("~?%")[:10]
    return kept if kept[:4].isdigit() else ""


def fits(office: Office, role: str, day: str) -> Fit:
    """Say whether a role, as a text of that day words it, is this office.

    Every word of the role must belong to the office, its place or be idle: "Norland Bank president" is not the
    president of Norland. 'undated' means that the words fit and the text has no date. "Former" asks for a date after
    the office began, "-elect" for one before it ended.
    """
    words = folded(role).split()
    former, coming = bool(FORMER.intersection(words)), bool(COMING.intersection(words))
    words = [word for word in words if word not in FORMER and word not in COMING]
    if not any(_is_title(folded(title).split(), words, office) for title in (office.title, *office.also)):
        return ""
    if not _plain(day.partition("/")[0]):
        return "undated"
    first, last = interval(day)
    began = last >= office.since
    ended = first > office.until + LAST[len(office.until) :]
    if former:
        return "held" if began else ""
    return "held" if (began or coming) and not ended else ""


def _is_title(title: list[str], words: list[str], office: Office) -> bool:
    size = len(title)
    places = {word for form in (office.of, *office.also_of) for word in folded(form).split()}
    for start in range(len(words) - size + 1):
        if words[start : start + size] == title:
            rest = words[:start] + words[start + size :]
            if all(word in IDLE or word in places for word in rest):
                return True
    return False
