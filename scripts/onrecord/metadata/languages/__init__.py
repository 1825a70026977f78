"""How texts word what they say about themselves: a module a language, with the same names in each (`wording`).

The rules of this room join the pieces of all languages; a language has a whole pattern where a line has a form of its
own there. Patterns that are built of names in Latin letters stand beside their rules.
"""

from __future__ import annotations

import re

from onrecord.metadata.languages import english, french, korean

WORDINGS = (english.WORDING, french.WORDING, korean.WORDING)


def joined(name: str) -> str:
    """Return what any of the pieces fits that the languages have under a name: "title|headline|제목"."""
    return "|".join(piece for wording in WORDINGS if (piece := getattr(wording, name)))


def patterns(name: str) -> tuple[re.Pattern[str], ...]:
    """Return the whole patterns that the languages have under a name."""
    return tuple(pattern for wording in WORDINGS for pattern in getattr(wording, name))
