"""Whom a pronoun stands for, in any language: the most salient source of the sentences before that it may stand for."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from onrecord.model import Candidate

PARAGRAPHS_BACK = 5
MOST_IN_VIEW = 60
MOST_LOST = 3
Why = Literal["spoke", "subject", "named"]
WEIGHT = {"spoke": 3, "subject": 2, "named": 1}


class Focus(NamedTuple):
    """Somebody whom the story has in view, from a place in the text on."""

    at: int
    sentence: int
    paragraph: int
    source: int
    why: Why


class Resolution(NamedTuple):
    """Whom a pronoun stands for, who else was in view, and whether nobody else of that gender was."""

    source: int | None
    lost: tuple[Candidate, ...] = ()
    clear: bool = False


@dataclass(slots=True)
class Discourse:
    """Who has been in view so far. Entries arrive sentence by sentence, in text order."""

    allows: Callable[[int, str], bool]  # whether a pronoun may stand for a source: a veto, and never a reason
    gender: Callable[[int], str]
    genders: Mapping[str, str]  # of the pronouns that stand for one person
    trail: list[Focus] = field(default_factory=list)
    last_speaker: int | None = None

    def see(self, focus: Focus) -> None:
        """Put somebody in view."""
        self.trail.append(focus)
        if focus.why == "spoke":
            self.last_speaker = focus.source

    def resolve(self, word: str, paragraph: int, before: int) -> Resolution:
        """Return whom a pronoun stands for, walking back sentence by sentence, and who else was in view.

        Those who spoke or were the subject of a sentence come first, from near to far; only when none of them will do
        is somebody taken who was merely named.
        """
        near = self._near(paragraph, before)
        ranked = [f for f in near if f.why != "named"]
        if word in self.genders:
            ranked += [f for f in near if f.why == "named"]
        best: int | None = None
        lost: list[Candidate] = []
        rivals = 0
        for focus in ranked:
            fits = self.allows(focus.source, word)
            if fits and best is None:
                best = focus.source
            elif focus.source != best and all(c.source != focus.source for c in lost):
                rivals += fits
                lost.append(Candidate(focus.source, "less in view" if fits else f"cannot be {word!r}"))
            if best is not None and (rivals or focus.why == "named"):
                break
        clear = best is not None and not rivals and self.gender(best) == self.genders.get(word, "-")
        return Resolution(best, tuple(lost[:MOST_LOST]), clear)

    def _near(self, paragraph: int, before: int) -> list[Focus]:
        """Return who is in view, the latest sentence first, in it whoever spoke before whoever was its subject."""
        near = []
        for focus in reversed(self.trail):
            if focus.paragraph < paragraph - PARAGRAPHS_BACK:
                break
            if focus.at < before:
                near.append(focus)
                if len(near) >= MOST_IN_VIEW:
                    break
        near.sort(key=lambda f: (-f.sentence, -WEIGHT[f.why], f.at))
        return near
