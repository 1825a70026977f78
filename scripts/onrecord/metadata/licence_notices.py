"""Lines that name a licence.

A line names a licence only when it stands at the end of a story (or behind a `Licence:` label at its head) and is
worded like a notice. The same words in a headline, in a quotation or in running text claim nothing.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Sequence
from functools import lru_cache

from onrecord.authority.licences import PUBLIC_DOMAIN, Licence
from onrecord.language import wordlists
from onrecord.language.folding import fold_words, is_hangul
from onrecord.metadata import languages, source_lines
from onrecord.metadata.lines import Finding, Line, field, whole
from onrecord.model import Field, Problem

_any = functools.partial(wordlists.any_of, "en", "lines")
_PIECES = rf"(?:{_any('pieces')})s?|stories"
_TEXT = rf"(?:(?:{_any('this_piece')}) )?(?:{_PIECES})(?: (?:and|&) [a-z]{{4,12}})? (?:is |are )?"
_MADE_PUBLIC = _any("made_public")
_OWNERS = languages.joined("owners")
# "The Quay Post", "Board of the Harbour"
_OWNER = r"[A-Z0-9][\w.&'’-]*(?: (?:[A-Z0-9][\w.&'’-]*|&|" + wordlists.any_of("en", "small_words", "links") + r")){1,7}"
# "This work is in the public domain." "Contains public sector information licensed under …" "© 2031 The Quay Post"
# "Text © 2031 The Quay Post. Licensed under CC BY 4.0.", "Quay Post, 2031. Licensed under CC BY 4.0."
# "Harbour Radio has waived all rights to this report under CC0"
NOTICE_PATTERN = re.compile(
    rf"""(?:{_TEXT.replace(" ", chr(92) + " ")}(?:©|ⓒ|\(c\)\ |copyright\b) |
      licen[cs]e[ds]?\b|(?:{_any("notices")})\b|rights\s?:|©|ⓒ|\(c\)\s
    | (?:some|no)\ rights\ reserved
    | (?:{_any("this_piece")})\ (?:[\w-]+\ ){{0,3}}?(?:{_PIECES})
      \ (?:[\w,/-]+\ ){{0,6}}?(?:{wordlists.any_of("en", "small_words", "be", "modals")})\b
    | https?://(?:[\w-]+\.){{0,2}}(?:creativecommons|kogl)\.[a-z./]+
    | contains\ (?:[\w-]+\ ){{0,3}}?information\b
    | (?:{_MADE_PUBLIC})\ under\b
    | cc[\s-]?(?:by|0)\b | open\ government\ licen[cs]e
    | all\ rights\ (?:to|in)\ (?:this|these)\b
    | [^“”".:;]{{2,80}}?\ (?:has|have)\ (?:waived\b[^“”"]{{1,80}}?\ (?:this|these)\b
      |(?:{_MADE_PUBLIC})\ (?:this|these)\ (?:{_PIECES})\b)
    | (?:by\ )?(?-i:{_OWNER.replace(" ", chr(92) + " ")})(?:,?\ (?:19|20)\d\d)?\ ?[.|–—]\ (?:(?:{_MADE_PUBLIC})\ under\b
      |cc[\s-]?(?:by|0)\b)
    | (?:u\.?s\.?|us)\ government\ work | public\ domain\b(?=\W*$|.{{0,12}}$)
    | a?\ ?works?\ of\ the\ (?:u\.?s|united\ states)
    | [^“”"]{{1,80}}?\s?\((?:name\ of\ )?(?:the\ )?public\ institution\ ?['’]?\ ?s?\ ?name\)
    | [^“”":]{{1,80}}?['’]s\ (?:public\ )?works?\ (?:is|are)\ (?:being\ )?used\b
    | {languages.joined("notices").replace(" ", chr(92) + " ")}
    )""",
    re.VERBOSE | re.IGNORECASE,
)
# "© 2031 The Quay Post", "Licence: ask the harbour office"
RIGHTS_PATTERN = re.compile(languages.joined("rights"), re.IGNORECASE)
# "© 2031 The Quay Post. All rights reserved.", "Text © 2031 The Quay Post", "저작권자 ⓒ 바다통신, 무단 전재 금지"
OWNER_PATTERN = re.compile(
    rf"(?:(?:{_TEXT})?(?:copyright )?(?:©|ⓒ|\(c\)|copyright) ?(?:19|20)\d\d,? (?:by )?|(?:{_OWNERS}) ?(?:©|ⓒ|\(c\)) ?)"
    r"(?P<name>[^\W\d_][^.,;:|\n]{2,50})",
    re.IGNORECASE,
)
# "Harbour Radio has waived all rights to this report under CC0 1.0."
WAIVER_PATTERN = re.compile(
    r"(?:To the extent possible under (?:the )?law, )?"
    rf"(?P<name>{_OWNER}) (?:has|have) [a-z]"
)
# "(c) 2031", "Copyright 2031 The Quay Post."
BARE_COPYRIGHT_PATTERN = re.compile(rf"(?:{_TEXT})?(?:copyright|©|ⓒ|\(c\)|{_OWNERS})[^.]{{0,80}}\.?", re.IGNORECASE)
# "… according to KOGL, the poster said."
REPORTING_PATTERN = re.compile(languages.joined("reporting"))
# "Channel Nine(public institution's name)'s public work …" → "Channel Nine"
INSTITUTION_PATTERN = re.compile(r"(?P<name>[^(:]{2,80}?)\s?\((?:name of )?(?:the )?public institution", re.IGNORECASE)
# "Licence: CC BY 4.0"
LABEL_PATTERN = re.compile(rf"(?:{languages.joined('licence_labels')})\s?[:：]", re.IGNORECASE)
# "Licence:" on a line of its own
BARE_LABEL_PATTERN = re.compile(r"(?:licen[cs]e|rights)\s?[:：]?", re.IGNORECASE)
NOTICE_LIMIT = 700
NOT_A_KNOWN_LICENCE = "write the licence and a licence_reason into a sidecar, or add its words to licences.yml"


def identify(text: str, licences: Sequence[Licence]) -> list[Licence]:
    """Return the licences that a text names.

    Where the words of one lie inside those of another, the longer words count; and a licence without a version or
    type (CC-BY, KOGL-untyped) gives way to one that has it, as "public domain" does to what puts a text there.
    """
    folded = f" {fold_words(text)} "
    found: dict[str, Licence] = {}
    for words, licence in _by_length(tuple(licences)):
        if words in folded:
            found.setdefault(licence.id, licence)
            folded = folded.replace(words, " | ")
    if any(one.id != PUBLIC_DOMAIN and one.strictness == (0, 0) for one in found.values()):
        found.pop(PUBLIC_DOMAIN, None)
    stems = {licence: licence.id.removesuffix("-untyped") + "-" for licence in found.values()}
    return [one for one in found.values() if not any(o is not one and o.id.startswith(stems[one]) for o in stems)]


@lru_cache(maxsize=8)
def _by_length(licences: tuple[Licence, ...]) -> tuple[tuple[str, Licence], ...]:
    # Korean particles stick to their word: "공공누리 제1유형" has to be found in "공공누리 제1유형으로".
    every = [
        (f" {words}" if is_hangul(words[-1]) else f" {words} ", licence)
        for licence in licences
        for words in licence.words
        if words
    ]
    return tuple(sorted(every, key=lambda pair: (-len(pair[0]), pair[0])))


def is_copyright(line: Line) -> bool:
    """Say whether a line opens by naming an owner: "© 2031 The Quay Post", "Text © 2031 The Quay Post"."""
    return len(line.text) <= NOTICE_LIMIT and OWNER_PATTERN.match(line.text) is not None


def notice(line: Line, licences: Sequence[Licence]) -> Finding | None:
    """Read a line that is worded like a licence or copyright notice; None when it is not one.

    The line is the credit, verbatim. When it names several licences, the strictest holds and a warning says so.
    """
    if len(line.text) > NOTICE_LIMIT or not NOTICE_PATTERN.match(line.text) or REPORTING_PATTERN.search(line.text):
        return None
    if line.text[-1] in "”»" and not any(mark in line.text for mark in "“«"):
        return None
    credit = [Field("credit", line.text, "stated", line.span, "notice-line")]
    owner = OWNER_PATTERN.match(line.text) or WAIVER_PATTERN.match(line.text)
    if owner:
        credit.append(field(line, owner, "name", "outlet", "copyright-holder", "inferred"))
    if BARE_LABEL_PATTERN.fullmatch(line.text):
        return whole(line, "credit", "licence-label")
    named = identify(line.text, licences)
    if not named:
        rights = RIGHTS_PATTERN.search(line.text)
        if rights is None:  # it opens like a notice, but is about something else: "The report was long."
            return None
        message = f"this notice ({rights.group()[:20]!r}) names no licence that is known here"
        unknown = Problem("", 0, "LICENCE-UNKNOWN", "warning", message, NOT_A_KNOWN_LICENCE)
        bare = BARE_COPYRIGHT_PATTERN.fullmatch(line.text) is not None
        return whole(line, "credit", "notice-line", *credit, problems=() if bare else (unknown,))
    chosen = max(named, key=lambda licence: licence.strictness)
    problems: tuple[Problem, ...] = ()
    if len(named) > 1:
        names = ", ".join(sorted(licence.id for licence in named))
        message = f"this notice names several licences ({names}); the strictest, {chosen.id}, is taken"
        problems = (
            Problem(
                "",
                0,
                "LICENCE-CLASH",
                "warning",
                message,
                "say in a sidecar which one holds, and why: `licence_reason:`",
            ),
        )
    found = [*credit, Field("licence", chosen.id, "stated", line.span, "notice-line")]
    makers = (INSTITUTION_PATTERN, *languages.patterns("makers"))
    institution = next((match for one in makers if (match := one.match(line.text))), None)
    if institution:
        found.append(field(line, institution, "name", "outlet", "credit-institution"))
    kept = next((match for one in languages.patterns("kept_at") if (match := one.search(line.text))), None)
    if kept and source_lines.usable(kept["address"]):
        found.append(field(line, kept, "address", "source_url", "notice-line"))
    return whole(line, "credit", "notice-line", *found, problems=problems)
