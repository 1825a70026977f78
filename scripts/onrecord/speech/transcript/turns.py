"""Find the turns of transcripts, interviews and scripts: labelled speech without any word of saying.

A label has to be unmistakable ("MR. REYES:", `[Soundbite] Ju Tae-on(Harbour Minister) : "…"`) or part of a dialogue:
labels that recur and take turns. What the newsroom's own voices say is reporting and becomes no utterance.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from onrecord.language import wordlists
from onrecord.model import Document, Metadata, Span
from onrecord.speech.transcript import dialogue, interviewers, labels, rules
from onrecord.speech.transcript.dialogue import OPENING, Script
from onrecord.speech.transcript.interviewers import Voices
from onrecord.speech.transcript.labels import Label
from onrecord.speech.transcript.utterances import utterances
from onrecord.speech.types import Turn, TurnKind

__all__ = ["Turn", "TurnKind", "find", "utterances"]

LONGEST_HEADING = 80  # characters

# "Ju Tae-on on the quay. Image: Mina Reyes"
CAPTION_PATTERN = re.compile(
    rf"\b(?:(?:{wordlists.capitalised(wordlists.words('en', 'labels', 'pictures'))})s?|Credit)(?: by)?: ?\S|"
    r"^File photo\b|^Photo by\b"
)
# How a sentence ends; a heading does not
SENTENCE_END_PATTERN = re.compile(r"[.!?…:;,\"”’')\]–—-]\s*$")
CLOSING = '”"“»'


def find(document: Document, paragraphs: range, metadata: Metadata) -> tuple[Turn, ...]:
    """Return the turns and stage directions of one story in text order; nothing where the labels are not convincing."""
    script = dialogue.read(document, paragraphs, metadata)
    kept = dialogue.convincing(script)
    if not kept:
        return ()
    turns = _assemble(script, kept)
    part = Span(document.paragraphs[paragraphs.start].start, document.paragraphs[paragraphs.stop - 1].end)
    voices = interviewers.read(document.text, part, turns, metadata)
    return tuple(interviewers.closed(document.text, [_settled(turn, voices) for turn in turns]))


def _settled(turn: Turn, voices: Voices) -> Turn:
    """Mark a turn of the newsroom's own voices as such."""
    own = next((rule for rule in rules.OWN if rule.find(voices, turn)), None)
    return replace(turn, kind="newsroom", rule=own) if own else turn


def _assemble(script: Script, kept: Sequence[tuple[int, Label]]) -> list[Turn]:
    """Give every label its body: the words up to the next label."""
    text = script.text
    names = dialogue.fullest(text, [label for _, label in kept if label.name])
    turns = []
    directed = {line for line, label in kept if label.kind == "direction"}
    stops = _stops(text, kept, len(script.lines))
    for (line, label), stop in zip(kept, stops, strict=True):
        if label.kind == "direction":
            turns.append(Turn("direction", label.span, Span(label.line.end, label.line.end), label.rule))
            continue
        last = _last_line(script, line, stop, label, directed)
        end = max(script.lines[last].end, label.span.end)
        if label.kind == "bracket" and text[end - 1] == "]":
            end -= 1
        if dialogue.is_bold(text, label):
            turns += _bold(text, label, end)
            continue
        body = _trim(text, Span(label.span.end, end))
        turns.append(_turn(text, label, body, names))
    return turns


def _bold(text: str, label: Label, end: int) -> list[Turn]:
    """Return a question in bold, and the answer that stands below it without a label."""
    match = labels.BOLD_PATTERN.match(text, label.span.start)
    asked = Span(*match.span("words")) if match else label.span
    question = Turn("newsroom", Span(label.span.start, asked.start), asked, label.rule)
    body = rules.BELOW.find(text, label, end)
    return [question, Turn("answer", Span(label.span.end, label.span.end), body, rules.BELOW)] if body else [question]


def _stops(text: str, kept: Sequence[tuple[int, Label]], end: int) -> list[int]:
    """Return for each label the line before which its turn ends: the next label's, stage directions passed over."""
    out = []
    for line, label in reversed(kept):
        out.append(end)
        if label.kind != "direction" or _ends(text, label):
            end = line
    return out[::-1]


def _ends(text: str, direction: Label) -> bool:
    return labels.END_PATTERN.fullmatch(text, direction.line.start, direction.line.end) is not None


def _last_line(script: Script, line: int, stop: int, label: Label, directed: set[int]) -> int:
    """Return the last line of a turn: captions, headings and directions at its end do not belong to it."""
    if label.kind in ("soundbite", "bracket") or (
        label.role and script.text[label.span.end : label.span.end + 1] in OPENING
    ):
        stop = next((n for n in range(line + 1, stop) if script.paragraph[n] != script.paragraph[line]), stop)
    last = stop - 1
    while last > line and (last in directed or _is_heading(script.lines[last].of(script.text))):
        last -= 1
    return last


def _is_heading(line: str) -> bool:
    return bool(CAPTION_PATTERN.search(line)) or (
        len(line) <= LONGEST_HEADING and not SENTENCE_END_PATTERN.search(line) and line[0].isupper()
    )


def _turn(text: str, label: Label, body: Span, names: dict[str, Label]) -> Turn:
    """Return the turn of a label; whether a named voice is the newsroom's is settled later."""
    kinds: dict[str, TurnKind] = {
        "question": "question",
        "answer": "answer",
        "numbered": "newsroom",
        "newsroom": "newsroom",
    }
    full = names.get(label.key(text), label)
    turn = Turn(kinds.get(label.kind, "named"), label.span, body, label.rule, label.name, full.name)
    turn = replace(turn, role=label.role or full.role)
    if label.kind == "question":
        turn = replace(turn, mention=Span(label.span.start, label.span.start + 1))
    inner = _unquoted(text, body, label)
    return turn if inner is None else replace(turn, body=inner, quoted=True)


def _unquoted(text: str, body: Span, label: Label) -> Span | None:
    """Return what stands in the marks when the body is one quotation, or a labelled soundbite that opens with one."""
    words = body.of(text)
    if len(words) < 3 or words[0] not in OPENING:
        return None
    last = max(words.rfind(mark) for mark in CLOSING)
    if last <= 1 or (last < len(words.rstrip("].) ")) - 1 and label.role is None):
        return None
    if any(mark in words[1:last] for mark in OPENING + CLOSING) and label.role is None:
        return None
    return _trim(text, Span(body.start + 1, body.start + last))


def _trim(text: str, span: Span) -> Span:
    words = span.of(text)
    start = span.start + len(words) - len(words.lstrip())
    return Span(start, max(start, start + len(words.strip())))
