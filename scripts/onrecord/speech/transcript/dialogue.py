"""Decide which labels of a story to believe: unmistakable ones, and those of a dialogue, which recur and take turns."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from onrecord.language import wordlists
from onrecord.model import Document, Metadata, Span
from onrecord.spans import Cover
from onrecord.speech.transcript import labels, rules
from onrecord.speech.transcript.labels import Label

LABEL_BOILERPLATE = frozenset({"label", "direction"})
CONVERSATION_SHARE = 1 / 3  # of the labelled bodies of a dialogue speak in the first or second person, or ask
MOST_VOICES = 200  # in one story; with more, short labels are not joined to longer ones
OPENING = '“"„«'

# A headline that opens with a name: "Mina Reyes: An interview with the harbour pilot"
INTERVIEW_TITLE_PATTERN = re.compile(
    rf"(?:[Aa]n? )?(?:[Ee]xclusive )?[Ii]nterview (?:{wordlists.any_of('en', 'small_words', 'prepositions')})\b"
)
_ADDRESSING = wordlists.alternation(wordlists.of_all("labels", "addressing"))
_ADDRESSING_AT_END = wordlists.alternation(wordlists.of_all("labels", "addressing_at_end"))
# A voice that talks to somebody: "We have seen the report.", "Has the minister seen it?"
CONVERSATION_PATTERN = re.compile(
    r"\b(?:I['’]\w+|"
    rf"{wordlists.any_of('en', 'pronouns', 'first_person', 'second_person')}|"
    rf"{wordlists.capitalised(wordlists.words('en', 'pronouns', 'first_person', 'second_person'))})\b|\?|"
    rf"{_ADDRESSING}|(?:{_ADDRESSING_AT_END})\b"
)


@dataclass(frozen=True, slots=True)
class Script:
    """The lines of a story that may belong to turns, and the labels that some of them open with."""

    text: str
    lines: tuple[Span, ...]
    paragraph: tuple[int, ...]  # of each line
    labels: tuple[tuple[int, Label], ...]  # with the index of the line


def read(document: Document, paragraphs: range, metadata: Metadata) -> Script:
    """Cut the story into lines, leave out boilerplate, and read the label of each line."""
    text = document.text
    boilerplate = Cover(piece.span for piece in metadata.boilerplate if piece.kind not in LABEL_BOILERPLATE)
    lines: list[Span] = []
    paragraph: list[int] = []
    found: list[tuple[int, Label]] = []
    for index in paragraphs:
        for line in _lines(text, document.paragraphs[index]):
            if boilerplate.holds(line.start):
                continue
            if label := read_label(text, line):
                found.append((len(lines), label))
            lines.append(line)
            paragraph.append(index)
    return Script(text, tuple(lines), tuple(paragraph), tuple(found))


def read_label(text: str, line: Span) -> Label | None:
    """Return the label that a line opens with, by the first rule that reads one."""
    for rule in rules.LABELS:
        if label := rule.find(text, line):
            return replace(label, read_by=rule)
    return None


def _lines(text: str, span: Span) -> list[Span]:
    out, at = [], span.start
    for piece in span.of(text).splitlines(keepends=True):
        words = piece.strip()
        if words:
            start = at + len(piece) - len(piece.lstrip())
            out.append(Span(start, start + len(words)))
        at += len(piece)
    return out


def convincing(script: Script) -> list[tuple[int, Label]]:
    """Return the labels to believe, in order, with the lines that they open."""
    survey = _survey(script)
    dialogue = survey.is_dialogue(script.text)
    kept = [(line, label) for line, label in script.labels if _keeps(script.text, label, survey, dialogue=dialogue)]
    return kept if any(label.kind != "direction" for _, label in kept) else []


@dataclass(frozen=True, slots=True)
class _Survey:
    """What kinds of labels a story has, and how often each voice."""

    voices: Counter[str]
    kinds: Counter[str]
    asked: int  # questions that do ask
    bold: int
    talk: tuple[Label, ...]
    names: dict[str, Label]

    def count(self, text: str, label: Label) -> int:
        """Return how many labels the voice of a label has."""
        return self.voices[self.names[label.key(text)].key(text)]

    def is_dialogue(self, text: str) -> bool:
        """Say whether labels take turns: two voices, three turns, and bodies in which somebody talks to somebody."""
        voices = sum(1 for count in self.voices.values() if count > 1)
        voices += (
            (self.kinds["question"] > 0) + (self.kinds["answer"] > 1) + (self.asked > 1 and self.kinds["numbered"] > 1)
        )
        sure = any(label.kind == "name" and is_sure(text, label) for label in self.talk)
        if (voices < 2 and not (sure and self.kinds["question"])) or len(self.talk) < 3:
            return False
        spoken = sum(1 for label in self.talk if CONVERSATION_PATTERN.search(text, label.span.start, label.line.end))
        return spoken >= CONVERSATION_SHARE * len(self.talk)


def _survey(script: Script) -> _Survey:
    text = script.text
    found = [label for _, label in script.labels]
    spoken = [label for label in found if _is_voice(text, label)]
    names = fullest(text, spoken)
    return _Survey(
        Counter(names[label.key(text)].key(text) for label in spoken),
        Counter(label.kind for label in found),
        sum(1 for label in found if label.kind in ("numbered", "question") and "?" in label.line.of(text)),
        sum(1 for label in found if is_bold(text, label)),
        tuple(label for label in found if label.kind in ("question", "answer", "numbered") or _is_voice(text, label)),
        names,
    )


def _is_voice(text: str, label: Label) -> bool:
    """Say whether a label is a name or a word for one of the newsroom, with a colon: "ANCHOR:", not "[Anchor]"."""
    return label.name is not None and label.kind in ("name", "newsroom") and text[label.span.start] != "["


def _keeps(text: str, label: Label, survey: _Survey, *, dialogue: bool) -> bool:
    """Say whether one label is to be believed."""
    kinds = survey.kinds
    if label.kind in ("soundbite", "bracket", "direction"):
        return True
    if label.kind == "newsroom":
        return text[label.span.start] == "[" or dialogue
    if label.kind == "name" and INTERVIEW_TITLE_PATTERN.match(text, label.span.end):
        return False
    if label.kind == "name":
        return is_sure(text, label) or (dialogue and _fits(text, label, survey))
    if label.kind == "answer":
        return kinds["question"] + kinds["numbered"] > 0 and kinds["answer"] > 1
    return dialogue or (is_bold(text, label) and survey.bold > 1) or (survey.asked > 1 and label.kind == "question")


def is_bold(text: str, label: Label) -> bool:
    """Say whether a label is a question in bold, which stands without any other label."""
    return label.kind == "numbered" and labels.BOLD_PATTERN.match(text, label.span.start) is not None


def is_sure(text: str, label: Label) -> bool:
    """Say whether a label tells by itself: "MR. REYES: …", `Ju Tae-on(Harbour Minister) : "…"`."""
    name = label.name.of(text) if label.name else ""
    if label.span.end >= label.line.end:
        return False
    if labels.is_shouted(name) and (labels.titled(name) or labels.nameless(name)) and " " in name:
        return True
    return label.role is not None and text[label.span.end] in OPENING and text[label.role.end] in ")）"


def _fits(text: str, label: Label, survey: _Survey) -> bool:
    """Say whether a label fits a text that is a dialogue: it recurs, or is written like somebody's name."""
    name = label.name.of(text) if label.name else ""
    if survey.count(text, label) > 1 or (label.role is not None and text[label.role.end] in ")）"):
        return True
    style = labels.name_style(name)
    return style == "shouted" or (style == "title" and " " in name and labels.titled(name))


def fullest(text: str, named: Sequence[Label]) -> dict[str, Label]:
    """Return for each label name the label with the fullest form of it: "MM" and "Mina" stand for "Mina Mora"."""
    forms: dict[str, Label] = {}
    for label in named:
        known = forms.get(label.key(text))
        if known is None or (known.role is None and label.role is not None):
            forms[label.key(text)] = label
    out = {}
    full = {name: label for name, label in forms.items() if " " in name} if len(forms) <= MOST_VOICES else {}
    for key, label in forms.items():
        longer = [other for name, other in full.items() if name != key and _stands_for(key, name)]
        out[key] = longer[0] if len(longer) == 1 else label
    return out


def _stands_for(short: str, full: str) -> bool:
    parts = full.split()
    if len(parts) < 2 or " " in short:
        return False
    return short in (parts[0], parts[-1]) or (len(short) > 1 and short == "".join(part[0] for part in parts))
