"""What a language says about its wording of titles, dates, bylines, sources and licences."""

from __future__ import annotations

import re
from dataclasses import dataclass

Patterns = tuple[re.Pattern[str], ...]
# A time of day behind a date, for patterns with re.VERBOSE: ", 9:00 a.m.", " 09:00 KST"
CLOCK = (
    r"(?:,?\ *(?:at|\||[-–—·T]|KST)?\ *\(?\d{1,2}[:.]\d{2}(?::\d{2}(?:\.\d+)?)?(?:\ ?[ap]\.?m\.?)?"
    r"(?:\ ?\(?(?:[A-Z]{2,5}|[+-]\d{2}:?\d{2}|Z)\)?)?\)?)?"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording:
    """Pieces of patterns, without regard to case and with a blank for a blank, and whole patterns with named groups."""

    # Titles: before the colon of "Title: …" and "Section: …"
    title_labels: str = ""
    section_labels: str = ""
    # Dates: before a date; of a last change; months as they stand in `date_forms`; year, month and day
    date_labels: str = ""
    updates: str = ""
    months: tuple[str, ...] = ()
    date_forms: Patterns = ()
    datelines: Patterns = ()  # place and agency
    # Bylines: "by"; name; name at the head of a wire story; name and outlet at the end; name in an anchor's words
    by: str = ""
    bylines: Patterns = ()
    leads: Patterns = ()
    sign_offs: Patterns = ()
    hand_offs: Patterns = ()
    other_credits: str = ""  # whole lines on who filmed, edited, …
    # Outlets: the name of one where no capital shows it; the head of a press release with its name
    outlet_names: str = ""
    releases: Patterns = ()
    # Sources: before a colon; such a label alone on its line; words before an address
    source_labels: str = ""
    source_headings: str = ""
    originals: str = ""
    # Licences: how a notice opens; a word of rights; before an owner; words of a report, which no notice is; before a
    # colon; whose work it is; where it is kept
    notices: str = ""
    rights: str = ""
    owners: str = ""
    reporting: str = ""
    licence_labels: str = ""
    makers: Patterns = ()
    kept_at: Patterns = ()
    # Lines that are not story text: an end, labels of a script, stage directions, captions, and the page around it
    ends: str = ""
    newsroom_labels: str = ""
    directions: str = ""
    captions: str = ""
    page_lines: str = ""
    contacts: str = ""
