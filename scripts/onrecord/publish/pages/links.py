"""What pages say about one another: the small frozen records that the views of whole pages are made of."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from onrecord.model import Kind, Span, Status

Extent = Literal["full", "quotations", "metadata"]
UNIDENTIFIED = {
    "surname alone": "the text gives one name only",
    "initial and surname": "the text gives an initial and a surname only",
    "mixed scripts": "the name has letters of several alphabets",
    "ambiguous in its article": "several people of the text bear the name",
}
"""What the rules that leave a name open say to a reader."""


@dataclass(frozen=True, slots=True)
class SiteView:
    """What all pages of one archive share; read from its MkDocs configuration."""

    name: str
    url: str = ""
    """`site_url`, or empty: then citations print no address."""
    directory_urls: bool = True
    seed_edit_base: str = ""
    """Address in front of a seed's name that opens it for editing, or empty when no repository is configured."""
    issues_url: str = ""
    """Address that opens a new issue, or empty."""
    notice: str = ""
    """The sentence that the theme prints on every page, for those that have no theme."""
    templates: tuple[tuple[str, str], ...] = ()
    """The archive's own page templates, as (name, text): each goes before the package's of the same name."""


@dataclass(frozen=True, slots=True)
class PageOf:
    """Which page of a paginated list this is; both count from 1."""

    number: int = 1
    total: int = 1
    entries: int = 0
    """Entries on all pages together."""


@dataclass(frozen=True, slots=True)
class ArticleLink:
    """An article as other pages name it. `date` is ISO (may be a year or a month only) or empty."""

    id: str
    title: str
    title_status: Status
    date: str = ""
    date_status: Status | None = None
    outlet: str = ""
    extent: Extent = "full"


@dataclass(frozen=True, slots=True)
class SpeakerLink:
    """Who said something, as resolved across the archive. Only a person or an organisation with an id has a page.

    `name` is the canonical name; for an anonymous source it is its description, verbatim; for an ambiguous or
    unknown one the words that name it in the text, or empty.
    """

    kind: Kind
    name: str
    id: str = ""
    listed: bool = False
    """Whether an authority file lists it; otherwise its page says unconfirmed."""
    rule: str = ""
    """The rule by which the name was resolved."""
    candidates: tuple[tuple[str, str], ...] = ()
    """For an ambiguous one: (id, name) of everyone it might be."""
    quotations: int = 0
    """Utterances in the archive, for lists; 0 where not asked for."""
    note: str = ""
    """What tells two speakers of one name apart in lists (a line of the authority file, or a role), or empty."""

    @property
    def doubt(self) -> str:
        """Return why nobody can say who it is that the text names, or an empty string."""
        if self.kind not in ("unknown", "ambiguous"):
            return ""
        listed = "several people or bodies that are listed bear the name" if self.candidates else ""
        return listed or UNIDENTIFIED.get(self.rule, "the text does not say who it is")


@dataclass(frozen=True, slots=True)
class TopicLink:
    """A topic as other pages name it; `count` is of articles or of utterances, as the list says.

    One with a count of 0 has no page: it is named and not linked to.
    """

    id: str
    name: str
    count: int = 0


@dataclass(frozen=True, slots=True)
class TopicFound:
    """A topic of an article with the words that show it, as spans of the document."""

    id: str
    name: str
    spans: tuple[Span, ...]
    rule: str


@dataclass(frozen=True, slots=True)
class SeedFile:
    """The file that an article was read from."""

    name: str
    sha256: str
    size: int
    format: str
    data: bytes = b""
    """Its bytes, for the copy in data/seeds/; may be left empty where no copy is made."""


@dataclass(frozen=True, slots=True)
class Reuse:
    """What the licence of an article lets us print and a reader do."""

    licence: str
    name: str
    extent: Extent
    answer: str
    """The plain answer to: may I reuse this?"""
    url: str = ""
