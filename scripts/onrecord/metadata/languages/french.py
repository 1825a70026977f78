"""How French texts word what they say about themselves."""

from __future__ import annotations

import re

from onrecord.language import wordlists
from onrecord.metadata.languages.wording import CLOCK, Wording

MONTHS = wordlists.ordered("fr", "dates", "months")
# "14 juin 2024", "1er mars 2024"
DATE_PATTERN = re.compile(
    rf"(?P<day>\d{{1,2}})(?:er)?\ +(?P<month>{wordlists.alternation(MONTHS)})"
    rf"\ +(?P<year>(?:1[6-9]|20)\d\d)(?!\d){CLOCK}",
    re.VERBOSE | re.IGNORECASE,
)
# "PORT-BLANC, 3 mars 2025 (ANP) - ", "Kersaint (ANP) — "
DATELINE_PATTERN = re.compile(
    r"(?P<place>[A-ZÀ-Þ][\w'’-]*(?: [A-ZÀ-Þ][\w'’-]*){0,3})"
    rf"(?:, (?P<date>\d{{1,2}}(?:er)? (?:{wordlists.alternation(MONTHS)})(?: \d{{4}})?))?"
    r" \((?P<agency>[^()\n]{2,40})\) *(?:--+|[—–-]) *(?=\S)"
)

WORDING = Wording(
    date_labels="publié(?: le)?",  # "Publié le 14 juin 2024"
    months=MONTHS,
    date_forms=(DATE_PATTERN,),
    datelines=(DATELINE_PATTERN,),
    by="par",  # "Par Claire Morvan"
)
