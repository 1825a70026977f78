"""How English texts word what they say about themselves."""

from __future__ import annotations

import functools

from onrecord.language import wordlists
from onrecord.metadata.languages.wording import Wording

_any = functools.partial(wordlists.any_of, "en", "lines")
_PIECES = rf"(?:{_any('pieces')})s?"
_WHERE = _any("where")
_PICTURES = "|".join([wordlists.any_of("en", "labels", "pictures"), _any("graphics")])
_DETAILS = _any("details")

WORDING = Wording(
    title_labels="title|headline",
    section_labels=_any("section_labels"),
    date_labels=_any("date_labels"),
    updates="last |updated",
    by=_any("by"),
    source_labels=_any("source_labels"),
    source_headings="sources?",
    originals=(
        rf"(?:you can )?(?:{_any('reading')}) (?:the )?(?:{_any('whole')})"
        rf"(?: (?:{_PIECES}))?(?: (?:{_WHERE}))?|"
        rf"(?:this \w+ (?:was )?)?(?:originally|first) (?:{_any('made_public')}) (?:{_WHERE})"
    ),
    rights=rf"{_any('rights')}|\(c\) ?\d{{4}}",
    reporting=rf"\b(?:{_any('reporting')})\b",
    licence_labels="licen[cs]e|rights",
    ends="END|ENDS",
    newsroom_labels="|".join([wordlists.any_of("en", "labels", "newsroom", "soundbite"), _any("script_labels")]),
    directions=wordlists.any_of("en", "labels", "direction"),
    captions=(
        rf"(?:file |stock )?(?:{_PICTURES})s?(?: credit)?s?"
        rf"(?:\s?[:=]| (?:{_any('credit_links')}) )[^\n]{{2,200}}"
        r"|(?:file|stock) (?:photo|image)\.?|(?:photo )?caption\s?:[^\n]{2,300}|getty images\.?"
    ),
    page_lines=(
        rf"(?:{_PIECES}) continues (?:below|after)[^\n]{{0,60}}|continue reading[^\n]{{0,80}}|advertisement\.?"
        rf"|(?:{_any('reading')}) (?:{_any('onward')})(?:\s?:[^\n]{{0,160}}|[^\n]{{0,40}})"
        rf"|(?:{_any('related')})(?: (?:{_any('other_pieces')}))?\s?:?"
        r"(?:(?<=:)[^\n]{0,160})?|share (?:this|on)[^\n]{0,60}"
        rf"|(?:sign up|subscribe)\b[^\n]{{0,120}}(?:{_any('subscriptions')})[^\n]{{0,60}}"
        r"|follow (?:us|@|[A-Z]\w+ on)[^\n]{0,100}|click here[^\n]{0,80}|skip to (?:content|main)[^\n]{0,40}"
        rf"|{_any('page_furniture')}"
    ),
    contacts=(
        rf"(?:{_any('media')})\s?(?:{_any('press_contacts')})\b"
        rf"(?! (?:said|says))|contacts?(?: (?:{_DETAILS}))?\s?(?::|$)"
        rf"|for (?:{_any('further')}) (?:{_DETAILS})\b[^\n]{{0,12}}(?:{_any('reach')}|:)"
    ),
)
