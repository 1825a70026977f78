"""The records that pass between the steps of reading speech, in the order in which they are made."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple, TypeAlias, TypeVar

from onrecord.model import Candidate, Certainty, Kind, Span
from onrecord.speech.rules import BY_NAME, Exclusion, Naming, Reason, Rule, worst

Where = TypeVar("Where")
TurnKind = Literal["named", "question", "answer", "newsroom", "direction"]
TurnRule: TypeAlias = Rule[object] | Exclusion[object]


@dataclass(frozen=True, slots=True)
class Turn:
    """One turn: the label whole, the name as in this label, the fullest label name of the same voice, and the words.

    `quoted` says that the words stood in quotation marks, which `body` leaves out; `rule` is what made it a turn, or
    an exclusion where nobody is quoted in it.
    """

    kind: TurnKind
    label: Span
    body: Span
    rule: TurnRule
    mention: Span | None = None
    name: Span | None = None
    role: Span | None = None
    quoted: bool = False


class NameCandidate(NamedTuple):
    """One capitalised name where it stands. Spans are of the masked text."""

    name: Span
    title: Span | None
    form: str
    score: int
    kind: str
    family: str
    honourific: str
    opener: bool  # stands at the start of a sentence
    paragraph: int
    headline: bool


CueKind = Literal["report", "mixed", "beside", "according"]
Form = Literal["base", "s", "past", "ing"]


class Token(NamedTuple):
    """A word of the masked text: its lower case, what it can be as bits of a language's tags, what stands behind it."""

    start: int
    end: int
    text: str
    low: str
    tags: int = 0
    after: str = ""


class Cue(NamedTuple):
    """A verb of saying, or "according to", where it stands. `kind` says how much it needs to be believed."""

    span: Span
    lemma: str
    kind: CueKind
    form: Form
    word: int  # index of its first word in the list that it was found in
    first: int  # index of the first word of its verb group: "has also [said]"


class Mention(NamedTuple):
    """A place in the text where a source is named: 3 for a full name or title and name, 2 for a surname, 1 for less."""

    span: Span
    source: int
    strength: int


class Description(NamedTuple):
    """Whom a phrase means, the words of the mention, the rule that settled it, and 3, 2 or 1 for how sure that is.

    `source` is None for somebody whom the story has not brought in yet: then `kind` and `name` say what she is. `role`
    are the words of the office beside the name.
    """

    source: int | None
    span: Span
    rule: str
    strength: int
    kind: Kind | None = None
    name: str = ""
    role: Span | None = None


class Speaker(NamedTuple):
    """Who is said to have spoken, on the strength of which words: what a rule finds.

    `naming` is how the words at `mention` name the speaker; `basis` is the reason that gave the speaker where these
    words only go on; `candidates` are others who were thought of; `described` is who is meant where the words at
    `mention` still have to bring her in.
    """

    source: int | None
    mention: Span | None = None
    cue: Span | None = None
    candidates: tuple[Candidate, ...] = ()
    naming: Naming = BY_NAME
    basis: Reason | None = None
    described: Description | None = None


class Attribution(NamedTuple):
    """The speaker that a rule found for some words."""

    rule: Rule[object]
    speaker: Speaker

    @property
    def source(self) -> int | None:
        """Return the index of the speaker among the sources, or None when nobody can be named."""
        return self.speaker.source

    @property
    def mention(self) -> Span | None:
        """Return the words that name the speaker."""
        return self.speaker.mention

    @property
    def reason(self) -> Reason:
        """Return the rule with how it found the speaker named."""
        return Reason(self.rule, self.speaker.naming)

    @property
    def certainty(self) -> Certainty:
        """Return how sure the rule is, and that on which it rests."""
        basis = self.speaker.basis
        return worst((self.reason.certainty, basis.certainty)) if basis else self.reason.certainty


def first(tried: Sequence[Rule[Callable[[Where], Speaker | None]]], where: Where) -> Attribution | None:
    """Return the speaker that the first rule finds which finds one, with the rule."""
    for rule in tried:
        if speaker := rule.find(where):
            return Attribution(rule, speaker)
    return None
