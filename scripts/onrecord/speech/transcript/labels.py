"""Read the label that a line of a transcript or script opens with: the functions of `rules.LABELS`."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Literal

from onrecord.language import wordlists
from onrecord.model import Span
from onrecord.speech.types import TurnRule

LabelKind = Literal["name", "question", "answer", "numbered", "newsroom", "soundbite", "bracket", "direction"]
LONGEST_LABEL = 110  # characters before the colon, a role in brackets included
LONGEST_NAME = 6  # words
BRACKETS = "[【"

NEWSROOM = wordlists.of_all("labels", "newsroom")
SOUNDBITE = wordlists.of_all("labels", "soundbite")
NEVER = wordlists.of_all("labels", "never")
NAMELESS = wordlists.of_all("labels", "nameless")
DIRECTION = wordlists.of_all("labels", "direction")
TITLES = wordlists.of_all("titles", "in_labels")
PARTICLES = wordlists.words("en", "names", "particles") | wordlists.words("en", "small_words", "links")
_ANSWERS = wordlists.alternation(wordlists.of_all("labels", "answers"))
_QUESTIONS = wordlists.alternation(wordlists.of_all("labels", "questions"))

# "Ju Tae-on(Harbour Minister) ", "Mina Reyes, harbour pilot", "MS. ARDEN", "Reyes [through an interpreter]"
NAME_PATTERN = re.compile(
    r"(?P<name>[^\W\d_][\w.'’·-]*(?: [\w.'’·&-]+){0,7})[ \t]*"
    r"(?:[(（\[](?P<role>[^()（）\[\]\n]{1,80})[)）\]]|,[ \t]+(?P<after>[^():\n]{2,70}))?[ \t]*"
)
# "Q  Has the minister seen it?", "Q: Why now?", "Q. Why?"
QUESTION_PATTERN = re.compile(r"(?:\*\*)?Q(?:[ \t]?[:.)](?:\*\*)?[ \t]*|[ \t]+)(?=[A-Z0-9“\"‘'(\[…—–-]|\.{2})")
# "A: It opens in May.", "Answer: In May.", "답: 5월입니다."
ANSWER_PATTERN = re.compile(
    rf"(?:\*\*)?(?:A(?:nswer)?(?:[ \t]?:(?:\*\*)?[ \t]*|\.[ \t]+)|(?:{_ANSWERS})[ \t]?[:.][ \t]*)(?=\S)"
)
# "Q1. What changed?", "Question 3: Why?", "1. Did anybody finish?", "2) And now?", "3.", "+ And why now?", "문: …"
NUMBERED_PATTERN = re.compile(
    r"(?:\*\*)?(?:Q(?:uestion)?[ \t]?#?\d{1,2}[ \t]?[.:)]|Question[ \t]?:|\d{1,2}[.)]|\+(?=[ \t]*\S)"
    rf"|(?:{_QUESTIONS})[ \t]?[:.])(?:\*\*)?(?:[ \t]+|(?=[^\d\s])|$)"
)
# "[Anchor Lead]", "[Soundbite] Ju Tae-on(Harbour Minister) : …"
TAG_PATTERN = re.compile(r"[\[【](?P<tag>[^\[\]【】\n:/]{1,40})[\]】][ \t]*")
# "[Ju Tae-on / Harbour Party leader (last 9th): We will pay.]", "[Ju Tae-on/leader] We will pay."
BRACKET_PATTERN = re.compile(
    r"\[(?P<name>[^\[\]\n:/]{2,50}?)[ \t]*/[ \t]*(?P<role>[^\[\]\n:]{2,90}?)[ \t]*(?:\([^()\n]*\)[ \t]*)?"
    r"(?::|\](?=[ \t]*\S))[ \t]*"
)
# "[Shopkeeper in the old town: We closed at nine.]"
DESCRIBED_PATTERN = re.compile(r"\[(?P<name>[^\W\d_][^\[\]\n:/]{2,60}?)[ \t]*:[ \t]+(?=[^\]\n]{10,}\]$)")
# "(MIN DA-RAE) Good evening.", "(OYELARAN)"
PAREN_PATTERN = re.compile(r"[(（](?P<name>[^()（）\n:]{2,60})[)）][ \t]*")
# "END", "END 4:05 P.M. EST", "4:05 P.M. EST", "* * *", "-30-"
END_PATTERN = re.compile(r"(?:END\b.{0,30}|\d{1,2}:\d{2} [AP]\.?M\.?.{0,20}|[-*# ]{1,12}(?:30|END|ENDS)?[-*# ]{0,12})$")
# "**How did it begin?**": a question in bold on a line of its own, or before its answer
BOLD_PATTERN = re.compile(r"(?P<mark>\*\*|__)(?P<words>[^*_\n]{4,400}\?)[ \t]*(?P=mark)[ \t]*")


@dataclass(frozen=True, slots=True)
class Label:
    """What a line opens with. `span` is the label whole; the body begins where it ends, or is empty for directions."""

    kind: LabelKind
    span: Span
    line: Span
    name: Span | None = None
    role: Span | None = None
    read_by: TurnRule | None = None

    @property
    def rule(self) -> TurnRule:
        """Return the rule that read it."""
        assert self.read_by, "`dialogue.read_label` notes the rule"
        return self.read_by

    def key(self, text: str) -> str:
        """Return the words by which labels of one speaker are the same."""
        return " ".join((self.name or self.span).of(text).casefold().split())


def bold_question(text: str, line: Span) -> Label | None:
    """Read "**How did it begin?**"."""
    match = BOLD_PATTERN.match(text, line.start, line.end)
    return Label("numbered", Span(line.start, match.end()), line) if match else None


def newsroom(text: str, line: Span) -> Label | None:
    """Read "[Anchor Lead]", "Anchor: …", "[Anchor / Min Da-rae: …]"."""
    if text[line.start] not in BRACKETS:
        label = _named(text, line, line.start)
    elif (match := TAG_PATTERN.match(text, line.start, line.end)) and _words_of(match["tag"]) in NEWSROOM:
        return Label("newsroom", Span(line.start, match.end()), line)
    else:
        label = bracket(text, line) or described(text, line)
    if label is None or label.name is None or _words_of(label.name.of(text)) not in NEWSROOM:
        return None
    return replace(label, kind="newsroom")


def bracket(text: str, line: Span) -> Label | None:
    """Read "[Name / role: …]"."""
    match = BRACKET_PATTERN.match(text, line.start, line.end)
    if match is None:
        return None
    return Label("bracket", Span(line.start, match.end()), line, Span(*match.span("name")), Span(*match.span("role")))


def described(text: str, line: Span) -> Label | None:
    """Read "[Shopkeeper in the old town: …]"."""
    match = DESCRIBED_PATTERN.match(text, line.start, line.end)
    if match is None or _words_of(match["name"]) in NEVER:
        return None
    return Label("bracket", Span(line.start, match.end()), line, Span(*match.span("name")))


def soundbite(text: str, line: Span) -> Label | None:
    """Read "[Soundbite] Name(Role) : …"."""
    match = TAG_PATTERN.match(text, line.start, line.end)
    if match is None or _words_of(match["tag"]) not in SOUNDBITE:
        return None
    found = _named(text, line, match.end())
    return Label("soundbite", Span(line.start, found.span.end), line, found.name, found.role) if found else None


def question(text: str, line: Span) -> Label | None:
    """Read "Q  Why now?"."""
    match = QUESTION_PATTERN.match(text, line.start, line.end)
    return Label("question", Span(line.start, match.end()), line) if match else None


def answer(text: str, line: Span) -> Label | None:
    """Read "A: In May."."""
    match = ANSWER_PATTERN.match(text, line.start, line.end)
    return Label("answer", Span(line.start, match.end()), line) if match else None


def numbered(text: str, line: Span) -> Label | None:
    """Read "Q1. What changed?" and "1. Did anybody finish?"."""
    match = NUMBERED_PATTERN.match(text, line.start, line.end)
    return Label("numbered", Span(line.start, match.end()), line) if match else None


def direction(text: str, line: Span) -> Label | None:
    """Read "(Applause.)", "[Music]", "(OYELARAN)" on a line of its own, "END"."""
    if match := PAREN_PATTERN.match(text, line.start, line.end):
        inside, rest = match["name"].strip(), text[match.end() : line.end].strip()
        found = not rest.strip(".") and (_is_direction(_words_of(inside)) or is_shouted(inside))
    elif match := TAG_PATTERN.match(text, line.start, line.end):
        found = match.end() >= line.end and _is_direction(_words_of(match["tag"]))
    else:
        found = END_PATTERN.match(text, line.start, line.end) is not None
    return Label("direction", line, line) if found else None


def parenthesis(text: str, line: Span) -> Label | None:
    """Read "(MIN DA-RAE) Good evening."."""
    match = PAREN_PATTERN.match(text, line.start, line.end)
    if match is None or match.end() >= line.end or not is_shouted(match["name"]) or not name_style(match["name"]):
        return None
    return Label("name", Span(line.start, match.end()), line, Span(*match.span("name")))


def name(text: str, line: Span) -> Label | None:
    """Read "Name:", "Name(Role) :", "Name, role:" and "MR. NAME:"."""
    return _named(text, line, line.start)


def below_bold(text: str, label: Label, end: int) -> Span | None:
    """Return the answer that stands below a question in bold without a label of its own."""
    words = text[label.span.end : end]
    start = label.span.end + len(words) - len(words.lstrip())
    return Span(start, start + len(words.strip())) if words.strip() else None


def _named(text: str, line: Span, start: int) -> Label | None:
    bold = 2 if text.startswith(("**", "__"), start) else 0
    colon = text.find(":", start + bold, min(line.end, start + LONGEST_LABEL))
    if colon < 0 or (colon + 1 < line.end and not (text[colon + 1].isspace() or text[colon + 1] in '“"*_')):
        return None
    end = colon - bold if bold and text.startswith(("**", "__"), colon - bold) else colon
    match = NAME_PATTERN.fullmatch(text, start + bold, end)
    if not match or not name_style(match["name"]) or _words_of(match["name"]) in NEVER:
        return None
    after = colon + 1 + (bold if bold and text.startswith(("**", "__"), colon + 1) else 0)
    while after < line.end and text[after] in " \t":
        after += 1
    role = next((Span(*match.span(group)) for group in ("role", "after") if match[group]), None)
    return Label("name", Span(start, after), line, Span(*match.span("name")), role)


def name_style(name: str) -> str:
    """Return how a label's name is written: "shouted", "initials", "title", "hangul", or "" when it is no name."""
    parts = name.split()
    if not 1 <= len(parts) <= LONGEST_NAME or any(part.isdigit() for part in parts):
        return ""
    if any("\uac00" <= c <= "\ud7a3" for c in name):
        return "hangul" if len(parts) <= 4 else ""
    if is_shouted(name):
        return "initials" if len(name) <= 3 else "shouted"
    capitals = all(part[0].isupper() or part in PARTICLES for part in parts)
    return "title" if capitals and parts[0][0].isupper() and len(parts) <= 5 else ""


def is_shouted(name: str) -> bool:
    """Say whether a name stands in capitals: "MS. ARDEN", "MR. McFAUL"."""
    letters = [c for c in name if c.isalpha()]
    return (
        len(letters) > 1
        and all(ord(c) < 0x250 for c in letters)
        and sum(map(str.isupper, letters)) >= 0.75 * len(letters)
    )


def titled(name: str) -> bool:
    """Say whether a label's name opens with a title or is an office: "MR. CARNEY", "THE PRESIDENT"."""
    parts = _words_of(name).removeprefix("the ").split()
    return any(" ".join(parts[:length]) in TITLES for length in (1, 2))


def nameless(name: str) -> bool:
    """Say whether a label stands for somebody who is not named: "SENIOR ADMINISTRATION OFFICIAL"."""
    return _words_of(name).rstrip(" 0123456789#") in NAMELESS


def _words_of(name: str) -> str:
    return " ".join(name.casefold().replace(".", "").replace("’", "'").split())


def _is_direction(words_inside: str) -> bool:
    return words_inside in DIRECTION or any(
        f" {word} " in f" {words_inside.replace(',', ' ')} " for word in DIRECTION if len(words_inside) < 60
    )
