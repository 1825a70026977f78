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

WORDING = Wording(
    date_labels="publié(?: le)?",  # "Publié le 14 juin 2024"
    months=MONTHS,
    date_forms=(DATE_PATTERN,),
    by="par",  # "Par Claire Morvan"
)
