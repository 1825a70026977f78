"""Lines that are not story text: labels, stage directions, rules, captions, contacts, standing notices."""

from __future__ import annotations

import re
from collections.abc import Sequence

from onrecord.language import wordlists
from onrecord.language.folding import fold_words
from onrecord.metadata import languages
from onrecord.metadata.lines import Finding, Line, whole
from onrecord.model import Boilerplate, BoilerplateKind

# "---", "* * *", "=====", "-30-", "END", "###"
RULE_PATTERN = re.compile(
    rf"[-–—*=_~#·•. ]{{3,80}}|-\s?(?:30|0)\s?-|\[?\(?(?:{languages.joined('ends')})\)?\]?\.?", re.IGNORECASE
)
# "[Anchor]", "[Pkg]", "[Anchor Lead]", "[앵커]", "(REPORTER)"
LABEL_PATTERN = re.compile(
    rf"\[\s?(?:{languages.joined('newsroom_labels')})\s?\d{{0,2}}\s?\]"
    rf"|\((?:{wordlists.any_of('en', 'labels', 'newsroom')}|sot)\)",
    re.IGNORECASE,
)
# "(Applause.)", "[Laughter]", "(Speaks in Korean.)", "(crosstalk)"
DIRECTION_PATTERN = re.compile(
    rf"[(\[](?:[\w' -]{{0,30}}\b)?(?:{languages.joined('directions')})"
    r"\b[\w' -]{0,30}[.!]?[)\]]|\((?:as (?:interpreted|translated)|through (?:an )?interpreter|in [A-Z]\w+"
    r"|speaks[\w ]{0,20}"
    r"|[A-Z][\w' ]{2,30}\.)\)",
    re.IGNORECASE,
)
# "Photo: Harbour Office", "(Image: Lena Marsh)", "Photo by Lena Marsh", "▲ 부두 / 사진=바다통신", "File photo"
CAPTION_PATTERN = re.compile(rf"[(\[]?(?:{languages.joined('captions')})[)\]]?", re.IGNORECASE)
# "Boats at dusk. Image: Harbour Office."
CAPTION_END_PATTERN = re.compile(
    rf"(?:[.)]|\s)\s?\(?(?:{wordlists.capitalised(wordlists.words('en', 'labels', 'pictures'))})s?: "
    r"[^.\n“”\"]{2,60}\.?\)?$"
)
# "Story continues below advertisement", "Read more: Rain on the quay", "Sign up for our newsletter"
PAGE_PATTERN = re.compile(rf"[(\[]?(?:{languages.joined('page_lines')})[)\]]?", re.IGNORECASE)
# "Media contacts:", "For more information, contact:", "Press office", "문의:"
CONTACT_PATTERN = re.compile(rf"(?:{languages.joined('contacts')})[^\n]{{0,300}}", re.IGNORECASE)
# "desk@quaypost.example", "Main switchboard  020 555 0100", "Tel: +82 2 555 0100"
REACH_PATTERN = re.compile(
    r"[^\n]{0,60}?(?:[\w.+-]{1,64}@[\w-]{1,60}(?:\.[\w-]{1,40}){1,4}"
    r"|\+?\(?\d{2,4}\)?(?:[ .-]?\(?\d{2,4}\)?){2,4})[^\n]{0,40}"
)
# "About the Harbour Office", "Notes to editors", "ENDS"
BOILERPLATE_PATTERN = re.compile(
    r"about (?:the )?(?P<organisation>(?-i:[A-Z0-9])[^.!?:\n]{1,60}):?|notes? (?:to|for) (?:the )?editors?:?"
    r"|editors?['’]?s?['’]? notes?:?|forward[- ]looking statements?:?",
    re.IGNORECASE,
)
LINE_RULES: tuple[tuple[str, BoilerplateKind, re.Pattern[str], int], ...] = (
    ("rule-line", "rule", RULE_PATTERN, 80),
    ("newsroom-label", "label", LABEL_PATTERN, 40),
    ("stage-direction", "direction", DIRECTION_PATTERN, 80),
    ("caption", "caption", CAPTION_PATTERN, 320),
    ("page-line", "boilerplate", PAGE_PATTERN, 220),
)
BLOCK_LINES = 30
REACH_LIMIT = 120


def plain(line: Line) -> Finding | None:
    """Recognise a line that is boilerplate wherever it stands."""
    for rule, kind, pattern, limit in LINE_RULES:
        if len(line.text) <= limit and pattern.fullmatch(line.text):
            return whole(line, kind, rule)
    if len(line.text) <= 400 and ":" in line.text and CAPTION_END_PATTERN.search(line.text):
        return whole(line, "caption", "caption-credit")
    return None


def reach(line: Line) -> Finding | None:
    """Recognise a closing line that says how to reach somebody."""
    if len(line.text) <= REACH_LIMIT and REACH_PATTERN.fullmatch(line.text) and not line.ends_sentence:
        return whole(line, "contact", "contact-line")
    return None


def blocks(story: Sequence[Line], end: int) -> list[Boilerplate]:
    """Mark the blocks that close a press release: contacts, notes to editors, and what it says about its sender.

    A block begins with its heading, in the last two thirds of the story, and goes on to `end`, where source and
    licence lines begin.
    """
    start = max(1, len(story) // 3, end - BLOCK_LINES)
    found: list[Boilerplate] = []
    kind: BoilerplateKind | None = None
    for index in range(start, end):
        line = story[index]
        opened = _opens(line, story[index + 1] if index + 1 < end else None)
        if opened:
            kind = opened
        elif kind == "contact" and len(line.text) > REACH_LIMIT and not REACH_PATTERN.match(line.text):
            kind = None
        if kind:
            rule = "contact-block" if kind == "contact" else "boilerplate-block"
            found.append(Boilerplate(line.span, kind, rule))
    return found


def _opens(line: Line, following: Line | None) -> BoilerplateKind | None:
    """Say which kind of block a line opens; "About X" only where the next line begins to say what X is."""
    if len(line.text) <= 400 and CONTACT_PATTERN.fullmatch(line.text):
        return "contact"
    heading = BOILERPLATE_PATTERN.fullmatch(line.text) if len(line.text) <= 80 and line.apart else None
    if heading and heading["organisation"]:
        words = fold_words(following.text[:120]) if following else ""
        return "boilerplate" if fold_words(heading["organisation"]) in words else None
    return "boilerplate" if heading else None
