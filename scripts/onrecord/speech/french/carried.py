"""Quotations whose sentence names nobody: the speaker goes on."""

from __future__ import annotations

from dataclasses import dataclass, field

from onrecord.speech.french import verbs
from onrecord.speech.french.clauses import Parse, Piece
from onrecord.speech.types import Attribution, Speaker

ADDS = 4  # words and marks of "Et d'ajouter :"
SENTENCES_BACK = 4  # in a paragraph


@dataclass(slots=True)
class Story:
    """What has been read of a story: its sentences, who spoke last in each, and who says each quotation."""

    parses: list[Parse] = field(default_factory=list)
    spoken: dict[int, Attribution] = field(default_factory=dict)  # by sentence
    subjects: dict[int, Speaker] = field(default_factory=dict)  # by sentence, whom it is about
    quoted: dict[int, Attribution] = field(default_factory=dict)  # by quotation, who says it
    goes_on: frozenset[int] = frozenset()  # quotations that go on with the one before


def _alone(parse: Parse, piece: Piece) -> bool:
    """Say whether a sentence has nothing but quoted words."""
    return not any(token.text[0].isalnum() for token in parse.tokens)


def _adds(parse: Parse, piece: Piece) -> bool:
    """Say whether "Et d'ajouter :" opens the quoted words."""
    before = [token.low for token in parse.tokens[: piece.token]]
    return before[:1] == ["et"] and len(before) == ADDS and verbs.is_infinitive(before[2]) and before[3] == ":"


def _again(earlier: Attribution | None) -> Speaker | None:
    """Return the speaker of earlier words as the speaker of later ones."""
    if earlier is None or earlier.source is None:
        return None
    return Speaker(
        earlier.source, earlier.mention, naming=earlier.speaker.naming, basis=earlier.speaker.basis or earlier.reason
    )


def same_quotation(story: Story, index: int, piece: Piece) -> Speaker | None:
    """Return whose the words before it in the same marks are."""
    return None if piece.opens else _again(story.quoted.get(piece.quote))


def carried_on(story: Story, index: int, piece: Piece) -> Speaker | None:
    """Return whose the quotation is that goes on here."""
    return _again(story.quoted.get(piece.quote - 1)) if piece.quote in story.goes_on else None


def same_paragraph(story: Story, index: int, piece: Piece) -> Speaker | None:
    """Return who spoke last before in the paragraph; nobody where the sentence has words of the reporter's."""
    parse = story.parses[index]
    if not _alone(parse, piece) and not _adds(parse, piece):
        return None
    for earlier in range(index - 1, max(-1, index - 1 - SENTENCES_BACK), -1):
        if story.parses[earlier].paragraph != parse.paragraph:
            return None
        if earlier in story.spoken:
            return _again(story.spoken[earlier])
        if earlier in story.subjects or story.parses[earlier].unread:
            return None
    return None


def paragraph_before(story: Story, index: int, piece: Piece) -> Speaker | None:
    """Return who spoke in the last sentence of the paragraph before, for a quotation at the head of one."""
    parse = story.parses[index]
    if index == 0 or story.parses[index - 1].paragraph == parse.paragraph or not _alone(parse, piece):
        return None
    return _again(story.spoken.get(index - 1))


def subject_before(story: Story, index: int, piece: Piece) -> Speaker | None:
    """Return whom the sentence before is about."""
    parse = story.parses[index]
    if not _alone(parse, piece) or index == 0 or story.parses[index - 1].paragraph != parse.paragraph:
        return None
    return story.subjects.get(index - 1)
