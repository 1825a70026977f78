"""The records that the stages hand on: frozen, picklable, and nothing but facts about one seed's text.

Every offset counts Unicode code points in `Document.text`, half open, like a Python slice.
"""

from __future__ import annotations

import bisect
from dataclasses import dataclass
from typing import Literal, NamedTuple

Severity = Literal["refused", "error", "warning", "info"]
Status = Literal["stated", "inferred", "added"]
FieldName = Literal[
    "title", "date", "byline", "outlet", "source_url", "credit", "licence", "section", "place", "language"
]
BoilerplateKind = Literal[
    "title", "byline", "date", "dateline", "source", "credit", "sign-off", "label", "direction", "caption",
    "boilerplate", "contact", "rule",
]  # fmt: skip
Mode = Literal["direct", "fragment", "reported"]
Form = Literal["quoted", "turn", "block", "clause"]
Kind = Literal["person", "organisation", "anonymous", "ambiguous", "unknown"]
Certainty = Literal["certain", "likely", "unsure"]
Standing = Literal["holds", "agrees", "contradicts"]
StatementPlace = Literal["text", "front matter", "sidecar", "outlet"]
STATEMENT_PLACES: dict[str, StatementPlace] = {
    "front-matter": "front matter", "sidecar": "sidecar", "outlet-licence": "outlet",
}  # fmt: skip
"""Where statements about a licence stand, by the rule that found them; all others stand in the text."""


class Span(NamedTuple):
    """A stretch of a document's text."""

    start: int
    end: int

    def of(self, text: str) -> str:
        """Return the words that the span covers."""
        return text[self.start : self.end]

    def holds(self, other: Span) -> bool:
        """Say whether the other span lies wholly inside this one."""
        return self.start <= other.start and other.end <= self.end


@dataclass(frozen=True, slots=True)
class Problem:
    """Something to tell a contributor, printed as `path:line: CODE message; fix`. Lines count from 1; 0 is the file."""

    path: str
    line: int
    code: str
    severity: Severity
    message: str
    fix: str


class Refused(Exception):
    """A seed or authority file that cannot be used; carries the problem that says why and what to do."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.message)
        self.problem = problem


@dataclass(frozen=True, slots=True)
class Seed:
    """One file as it lies in the seeds folder. `name` is its path below that folder, with forward slashes."""

    name: str
    data: bytes
    sha256: str
    sidecar: bytes | None = None


@dataclass(frozen=True, slots=True)
class Field:
    """One fact about a story: where it stands in the text (None when a person added it) and the rule that found it."""

    name: FieldName
    value: str
    status: Status
    evidence: Span | None
    rule: str


@dataclass(frozen=True, slots=True)
class RawArticle:
    """What a reader makes of a seed: its decoded text, whole, what its header states, and where the body lies."""

    format: str
    encoding: str
    text: str
    fields: tuple[Field, ...]
    body: Span
    problems: tuple[Problem, ...] = ()
    bom_bytes: int = 0


@dataclass(frozen=True, slots=True)
class Document:
    """The only text from here on: the seed's characters after its byte order mark, and its paragraphs in order."""

    text: str
    paragraphs: tuple[Span, ...]
    encoding: str = "utf-8"
    bom_bytes: int = 0

    def line_of(self, offset: int) -> int:
        """Return the line, from 1, that holds an offset; CR LF, CR and LF each end one line."""
        head = self.text[:offset]
        return 1 + head.count("\n") + head.count("\r") - head.count("\r\n")

    def paragraph_at(self, offset: int) -> int:
        """Return the index of the last paragraph that starts at or before an offset, or -1."""
        return bisect.bisect_right(self.paragraphs, offset, key=lambda p: p.start) - 1


@dataclass(frozen=True, slots=True)
class Boilerplate:
    """A paragraph or part of one that is not story text (a sign-off, a credit line, a label), with the rule."""

    span: Span
    kind: BoilerplateKind
    rule: str


@dataclass(frozen=True, slots=True)
class LicenceStatement:
    """What one place says about a story's licence, and whether that is what holds.

    `words` are as they stand there; `licence` is empty for a notice that names no licence we know. `path` and `line`
    say where: the seed, its sidecar, or sources.yml. `reason` is the sentence with which a person decided.
    """

    rule: str
    licence: str
    words: str
    path: str
    line: int
    evidence: Span | None = None
    reason: str = ""
    standing: Standing = "holds"

    @property
    def where(self) -> StatementPlace:
        """Return what kind of place it stands in."""
        return STATEMENT_PLACES.get(self.rule, "text")


@dataclass(frozen=True, slots=True)
class Doubt:
    """What a reader should be told beside a value: it may not be what it looks like."""

    name: FieldName
    value: str
    code: str
    words: str


@dataclass(frozen=True, slots=True)
class Metadata:
    """What one story states or lets be inferred about itself. A field may occur more than once (byline).

    `statements` are all that is said about its licence, wherever; `doubts` are about values of its fields.
    """

    fields: tuple[Field, ...] = ()
    boilerplate: tuple[Boilerplate, ...] = ()
    problems: tuple[Problem, ...] = ()
    statements: tuple[LicenceStatement, ...] = ()
    doubts: tuple[Doubt, ...] = ()

    def values(self, name: FieldName) -> list[str]:
        """Return all values of a field, in order."""
        return [field.value for field in self.fields if field.name == name]

    def value(self, name: FieldName) -> str:
        """Return the first value of a field, or an empty string."""
        return next(iter(self.values(name)), "")


@dataclass(frozen=True, slots=True)
class Source:
    """Someone or something that speaks or is named in a story: `name` is its fullest form, in words of the text.

    `forms` are the spans that name it, `roles` the spans that say its office or trade. For an anonymous source
    `name` is its description verbatim. `gender` is 'f', 'm' or '' and never decides alone.
    """

    kind: Kind
    name: str
    forms: tuple[Span, ...] = ()
    roles: tuple[Span, ...] = ()
    gender: str = ""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A source that an utterance might have been given to, and why it was not."""

    source: int
    reason: str


@dataclass(frozen=True, slots=True)
class Utterance:
    """Words that somebody said. `source` is an index into `Speech.sources`, or None when nobody can be named.

    `span` leaves the quotation marks out. `mention` is where the speaker is named for these words, `cue` the words
    of saying, `role` the role as worded there and then. When `certainty` is 'unsure', `source` is the best
    candidate: a suggestion to people, never published as a fact. `joint_speakers` are the other sources who said the
    same words with `source`, who then is the first named: "Ada Brook and Tom Reed said".
    """

    span: Span
    mode: Mode
    form: Form
    source: int | None
    certainty: Certainty
    rule: str
    cue: Span | None = None
    mention: Span | None = None
    role: Span | None = None
    candidates: tuple[Candidate, ...] = ()
    joint_speakers: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class NotSpeech:
    """Words in quotation marks that nobody said: a title, a term, irony. With the rule that tells."""

    span: Span
    rule: str


@dataclass(frozen=True, slots=True)
class Speech:
    """Who said what in one story. Utterances are in text order; a nested one follows the one that holds it."""

    sources: tuple[Source, ...] = ()
    utterances: tuple[Utterance, ...] = ()
    not_speech: tuple[NotSpeech, ...] = ()
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class Story:
    """One article. `first` and `last` bound its paragraphs in the document, half open."""

    number: int
    first: int
    last: int
    metadata: Metadata
    speech: Speech


@dataclass(frozen=True, slots=True)
class Extraction:
    """All that one seed yields on its own."""

    name: str
    sha256: str
    size: int
    format: str
    document: Document
    stories: tuple[Story, ...]
    problems: tuple[Problem, ...] = ()
