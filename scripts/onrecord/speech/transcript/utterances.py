"""Make utterances of turns: who speaks in each, by the entities of the story."""

from __future__ import annotations

import re
from collections.abc import Sequence

from onrecord.language import wordlists
from onrecord.model import Form, Span, Utterance
from onrecord.speech.entities import BaseEntities
from onrecord.speech.rules import Rule
from onrecord.speech.types import Mention, Turn

BEFORE = 4_000  # characters before the first question in which the one who answers is introduced

# Before a name: "The Gull spoke with Mina Reyes", "an interview with the mayor, Mina Reyes"
MET_PATTERN = re.compile(rf"\b(?:with|to|{wordlists.any_of('en', 'labels', 'met')})\b[^.?!\n]{{0,90}}$")


def utterances(turns: Sequence[Turn], entities: BaseEntities) -> list[Utterance]:
    """Return one utterance for each turn of a named voice, a question or an answer; the newsroom's turns are none."""
    answerer = _answerer(turns, entities) if any(turn.kind == "answer" for turn in turns) else None
    out = []
    for turn in turns:
        if turn.body.start >= turn.body.end:
            continue
        if turn.kind == "answer":
            out.append(_answer(turn, answerer, entities))
        elif turn.kind in ("named", "question") and turn.mention:
            out.append(_labelled(turn, turn.mention, entities))
    return out


def _labelled(turn: Turn, mention: Span, entities: BaseEntities) -> Utterance:
    """Return the utterance of a turn whose label says who speaks."""
    source = entities.labelled(turn.name or mention)
    role = turn.role if source is not None else None
    if source is not None and turn.kind == "named" and role is None:
        role = entities.role_at(source, mention)
    return _said(turn, source, mention, role)


def _answer(turn: Turn, answerer: Mention | None, entities: BaseEntities) -> Utterance:
    """Return the utterance of an answer, whose speaker the text names once, before the first question."""
    if answerer is None:
        return _said(turn, None, None, None)
    return _said(turn, answerer.source, answerer.span, entities.role_at(answerer.source, answerer.span))


def _said(turn: Turn, source: int | None, mention: Span | None, role: Span | None) -> Utterance:
    form: Form = "quoted" if turn.quoted and turn.kind != "answer" else "turn"
    certainty = turn.rule.certainty if source is not None and isinstance(turn.rule, Rule) else "unsure"
    return Utterance(turn.body, "direct", form, source, certainty, turn.rule.name, mention=mention, role=role)


def _answerer(turns: Sequence[Turn], entities: BaseEntities) -> Mention | None:
    """Return the one person whom the text introduces as interviewed, or who is the only one named before."""
    first = next(turn.label.start for turn in turns if turn.kind != "direction")
    named = entities.within(max(0, first - BEFORE), first, ("person",))
    met = [m for m in named if MET_PATTERN.search(entities.text, max(0, m.span.start - 120), m.span.start)]
    for mentions in (met, named):
        if len({m.source for m in mentions}) == 1:
            return mentions[0]
    return None
