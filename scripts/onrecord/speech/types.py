"""The records that pass between the steps of reading speech, in the order in which they are made."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple, TypeAlias, TypeVar

from onrecord.model import Candidate, Certainty, Kind, Span
from onrecord.speech.rules import BY_DESCRIPTION, BY_NAME, BY_RECENCY, Exclusion, Naming, Reason, Rule, worst

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
How = Literal["name", "pronoun", "phrase"]
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


class Reference(NamedTuple):
    """The words that stand for somebody by name, pronoun or description, and whom they mean.

    `strength` says how sure a description is: 3, 2 by a list or a role, 1 by recency. `source` is None for a pronoun,
    and for somebody described whom the story has not brought in yet: then `kind` and `name` say what she is, and
    `role` is the office beside the name. `start` is where the noun phrase begins when it begins before the words.
    """

    how: How
    span: Span
    source: int | None = None
    strength: int = 3
    kind: Kind | None = None
    name: str = ""
    role: Span | None = None
    word: str = ""  # the pronoun
    start: int = -1

    @property
    def naming(self) -> Naming:
        """Return how a name or a description names somebody."""
        if self.how != "phrase":
            return BY_NAME
        return BY_RECENCY if self.strength == 1 else BY_DESCRIPTION

    @property
    def begin(self) -> int:
        """Return where the whole noun phrase begins."""
        return self.span.start if self.start < 0 else self.start


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
    described: Reference | None = None


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
