"""Name somebody in full whom a text names in part and its heading in full, also one that stands beside the text."""

from __future__ import annotations

from collections.abc import Sequence

from onrecord.model import Metadata, Span
from onrecord.speech.english.lexicon import fold
from onrecord.speech.english.names import candidates as name_candidates
from onrecord.speech.english.names.people import Person, given_name, is_initials
from onrecord.speech.english.names.shape import plain
from onrecord.speech.text import masks


def full_names(metadata: Metadata) -> list[str]:
    """Return the different full names of people in the title of a story, wherever that is stated."""
    masked = masks.mask(metadata.value("title"))
    found, _ = name_candidates.find(masked, [Span(0, len(masked))])
    forms = [name.form for name in found if name.kind == "person" and " " in name.form]
    return list(dict.fromkeys(form for form in forms if not is_initials(form)))


def complete(person: Person, full: Sequence[str]) -> str:
    """Give the forename to a person of whom the text has the surname, or it and an initial; return the full name.

    Nothing is returned where several full names fit, or the text has a full name of its own.
    """
    core = person.core
    if len(core) > 1 and any(len(word) > 1 for word in core[:-1]):
        return ""
    fitting = [form for form in full if _fits(core, form)]
    if len(fitting) != 1:
        return ""
    person.given = person.given or given_name(fitting[0])
    return plain(fitting[0].replace("·", "."))


def _fits(core: Sequence[str], full: str) -> bool:
    words = [fold(word) for word in full.split()]
    return words[-1] == core[-1] and (len(core) == 1 or words[0].startswith(core[0]))
