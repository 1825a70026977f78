"""What each page needs to be written: frozen records that the catalogue fills and the templates print.

Every string is as it stands in the seed or authority file: never escaped, shortened or reworded beforehand.
Escaping for the place where a string is printed is the renderer's work, and no one else's.
"""

from __future__ import annotations

from dataclasses import dataclass

from onrecord.model import Certainty, Document, Form, Mode, Problem, Story
from onrecord.publish.pages.links import (
    ArticleLink,
    Extent,
    PageOf,
    Reuse,
    SeedFile,
    SpeakerLink,
    TopicFound,
    TopicLink,
)


@dataclass(frozen=True, slots=True)
class ArticleView:
    """One article with all that is known about it: for its page, and for data/articles/<id>.json.

    `speakers[i]` says who `story.speech.sources[i]` is across the archive. `utterance_ids[i]` belongs to
    `story.speech.utterances[i]` (from `urls.utterance_ids`). `problems` are those of this seed.
    """

    id: str
    seed: SeedFile
    document: Document
    story: Story
    reuse: Reuse
    speakers: tuple[SpeakerLink, ...] = ()
    utterance_ids: tuple[str, ...] = ()
    topics: tuple[TopicFound, ...] = ()
    problems: tuple[Problem, ...] = ()
    parts: tuple[ArticleLink, ...] = ()
    """All articles of the same seed in order, this one too, when there are several."""
    whole_seed: Extent = "full"
    """The strictest extent of all stories of the seed: a copy of the seed is published only when it is full."""


@dataclass(frozen=True, slots=True)
class QuotationView:
    """One utterance outside its article: always with the sentence around it (see `pages.context`) and its article.

    For an article whose extent is metadata, leave `before`, `words` and `after` empty.
    """

    id: str
    article: ArticleLink
    mode: Mode
    form: Form
    certainty: Certainty
    rule: str
    before: str
    words: str
    after: str
    speaker: SpeakerLink | None = None
    role: str = ""
    joint_speakers: tuple[SpeakerLink, ...] = ()
    """Who else said the same words together with the speaker."""


@dataclass(frozen=True, slots=True)
class RoleView:
    """A role as an article words it, with that article (and so its date)."""

    words: str
    article: ArticleLink


@dataclass(frozen=True, slots=True)
class SpeakerView:
    """A person's or an organisation's page; utterances newest first, the page's share of them only."""

    speaker: SpeakerLink
    page: PageOf
    names: tuple[str, ...] = ()
    """Every form of the name: those of the authority file first, then those met in texts."""
    roles: tuple[RoleView, ...] = ()
    """Distinct wordings with their first article, by date."""
    quotations: tuple[QuotationView, ...] = ()
    topics: tuple[TopicLink, ...] = ()
    """Topics of the utterances, most frequent first; `count` is of utterances."""
    description: str = ""
    """One line from the authority file, or empty."""
    same_as: tuple[str, ...] = ()
    """Addresses (https) from the authority file that are about the same person or organisation."""


@dataclass(frozen=True, slots=True)
class TopicView:
    """A topic's page: its articles newest first (the page's share), who speaks about it, and their words."""

    id: str
    name: str
    page: PageOf
    description: str = ""
    code: str = ""
    """IPTC Media Topic code such as `medtop:20000638`, or empty."""
    broader: tuple[TopicLink, ...] = ()
    narrower: tuple[TopicLink, ...] = ()
    articles: tuple[ArticleLink, ...] = ()
    speakers: tuple[SpeakerLink, ...] = ()
    """Who says something with the topic's words in it; `quotations` counts those utterances. First page only."""
    quotations: tuple[QuotationView, ...] = ()
    """Those utterances, newest first, at most 100, on the first page only."""


@dataclass(frozen=True, slots=True)
class Counts:
    """How much the archive holds."""

    articles: int = 0
    quotations: int = 0
    """Utterances with a speaker that is published."""
    speakers: int = 0
    topics: int = 0
    """Topics with at least one article."""
    unattributed: int = 0
    """Utterances for which no rule is sure enough of a speaker."""
    unidentified: int = 0
    """Utterances of somebody whom the text names, but not so that a page could be made."""
    refused: int = 0
    warnings: int = 0


@dataclass(frozen=True, slots=True)
class YearLink:
    """A year (`2024`, or empty for: date not stated) and how many articles it has."""

    year: str
    count: int


@dataclass(frozen=True, slots=True)
class HomeView:
    """The first page: at most ten of each list; articles newest first, speakers and topics most frequent first."""

    counts: Counts
    newest: tuple[ArticleLink, ...] = ()
    speakers: tuple[SpeakerLink, ...] = ()
    topics: tuple[TopicLink, ...] = ()
    years: tuple[YearLink, ...] = ()
    quotations: tuple[QuotationView, ...] = ()
    """Two or three from the newest articles: direct, certain, in full or quotations extent."""


@dataclass(frozen=True, slots=True)
class ArticlesView:
    """A list of articles, newest first: all of them (`year` None), of one year, or (empty year) without a date."""

    year: str | None
    page: PageOf
    articles: tuple[ArticleLink, ...] = ()
    years: tuple[YearLink, ...] = ()


@dataclass(frozen=True, slots=True)
class LetterLink:
    """An initial (`urls.letters`) and how many speakers are filed under it."""

    id: str
    label: str
    count: int


@dataclass(frozen=True, slots=True)
class SpeakersView:
    """The speakers A to Z. `letter` None is the index: then `speakers` are at most 200, by name, or most quoted."""

    letter: LetterLink | None
    page: PageOf
    letters: tuple[LetterLink, ...] = ()
    speakers: tuple[SpeakerLink, ...] = ()
    whole: bool = True
    """On the index: whether `speakers` are all of them (else they are the most quoted)."""


@dataclass(frozen=True, slots=True)
class TopicsView:
    """All topics that have articles, by name; `count` is of articles. Those without are named as `empty`."""

    topics: tuple[TopicLink, ...] = ()
    empty: tuple[TopicLink, ...] = ()


@dataclass(frozen=True, slots=True)
class OpenQuestion:
    """An utterance whose speaker has no page, and why: nobody is surely the speaker, or who it is cannot be told.

    The first kind has no speaker, and the best candidate as a suggestion to people; the second kind has one.
    """

    quotation: QuotationView
    reason: str
    """What the text leaves open, or the name of the rule that is not sure."""
    suggestion: SpeakerLink | None = None
    others: tuple[tuple[str, str], ...] = ()
    """(name, reason) of further candidates."""


@dataclass(frozen=True, slots=True)
class UnattributedView:
    """Work for people: utterances that lead to nobody's page."""

    page: PageOf
    questions: tuple[OpenQuestion, ...] = ()


@dataclass(frozen=True, slots=True)
class ProblemEntry:
    """A problem, and the article of its seed when that was published."""

    problem: Problem
    article: ArticleLink | None = None


@dataclass(frozen=True, slots=True)
class ProblemsView:
    """Refusals first, then errors, warnings and notes."""

    page: PageOf
    entries: tuple[ProblemEntry, ...] = ()
    counts: Counts = Counts()


@dataclass(frozen=True, slots=True)
class MovedView:
    """What stands at an address that is not used any more, and leads to the one that stands for it.

    `old` and `new` are pages as paths below docs_dir, `name` is what the new one is about, and `anchors` are pairs of
    fragments that the old page had with those that the new one has.
    """

    old: str
    new: str
    name: str
    anchors: tuple[tuple[str, str], ...] = ()


View = (
    ArticleView
    | SpeakerView
    | TopicView
    | HomeView
    | ArticlesView
    | SpeakersView
    | TopicsView
    | UnattributedView
    | ProblemsView
    | MovedView
)
