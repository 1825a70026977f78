"""The Jinja environment of the page templates: everything printed is escaped unless it is our own HTML.

| code | what it says |
|---|---|
| TEMPLATE | a page template of the archive's own cannot be used |
"""

from __future__ import annotations

import functools
import json
import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import jinja2
from markupsafe import Markup

from onrecord import urls
from onrecord.language import disguises
from onrecord.model import Problem, Refused
from onrecord.publish.pages.links import ArticleLink, PageOf, SiteView, SpeakerLink
from onrecord.publish.pages.markup import bdi, escape, one_line, role

if TYPE_CHECKING:
    from onrecord.publish.pages.views import QuotationView

TEMPLATES = Path(__file__).parent / "templates"
MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip

# What PyYAML refuses to read, or reads as a line break, or what would turn a line of front matter around:
# C1 controls, line and paragraph separators, direction marks and overrides, the byte order mark, non-characters
NOT_IN_YAML_PATTERN = re.compile("[\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff\ufeff\ufffe\uffff]")
# "2024-07-08", "2024-07", "2024"
DATE_PATTERN = re.compile(r"(?P<year>[0-9]{4})(?:-(?P<month>[0-9]{2}))?(?:-(?P<day>[0-9]{2}))?")

STATUS_WORDS = {"stated": "stated", "inferred": "inferred", "added": "added", None: "not stated"}
MODE_WORDS = {"direct": "word for word", "fragment": "some words of it", "reported": "in the reporter’s words"}
KIND_WORDS = {
    "person": "person",
    "organisation": "organisation",
    "anonymous": "not named in the text",
    "ambiguous": "several people could be meant",
    "unknown": "named in the text, not identified",
}
LONGEST_SHOWN = 1200
JSON = json.JSONEncoder(ensure_ascii=False)


def yaml_value(value: object) -> Markup:
    """Return a value on one line, as JSON that YAML 1.1 reads alike: every string comes back as it was."""
    written = JSON.encode(value)
    safe = written if _is_plain(written) else NOT_IN_YAML_PATTERN.sub(lambda m: f"\\u{ord(m[0]):04x}", written)
    return Markup(safe)  # noqa: S704 - front matter is not HTML


def _is_plain(text: str) -> bool:
    return text.isascii() and "\x7f" not in text


def human_date(date: str) -> str:
    """Return an ISO date in words (`8 July 2024`), or as it is when it is not one."""
    found = DATE_PATTERN.fullmatch(date)
    if not found:
        return date
    month = int(found["month"] or 0)
    if not 1 <= month <= len(MONTHS):
        return found["year"] if not found["month"] else date
    name = f"{MONTHS[month - 1]} {found['year']}"
    return f"{int(found['day'])} {name}" if found["day"] else name


def thousands(number: int) -> str:
    """Return a number with commas."""
    return f"{number:,}"


def plural(number: int, one: str, many: str = "") -> str:
    """Return a number with its noun."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def shortened(text: str) -> str:
    """Return words as lists show them: whole, or up to 1,200 characters with an ellipsis."""
    if len(text) <= LONGEST_SHOWN:
        return text
    return text[:LONGEST_SHOWN].rsplit(None, 1)[0] + " …"


@dataclass(frozen=True, slots=True)
class Here:
    """Where a page stands: makes the links of that page."""

    path: str
    site: SiteView

    def to(self, target: str, fragment: str = "") -> str:
        """Return the relative address of a file below docs_dir."""
        return urls.link(self.path, target, self.site.directory_urls, fragment)

    def full(self, target: str, fragment: str = "") -> str:
        """Return the address to cite, or an empty string when nobody said where the site will be."""
        return self.site.url and urls.absolute(self.site.url, target, self.site.directory_urls, fragment)

    def article(self, article: ArticleLink, utterance: str = "") -> str:
        """Return the address of an article, or of an utterance in it."""
        return self.to(urls.article_path(article.id), urls.anchor(utterance) if utterance else "")

    def speaker(self, speaker: SpeakerLink) -> str:
        """Return the address of a speaker's page, or an empty string for one that has none."""
        has_page = speaker.id and speaker.kind in {"person", "organisation"}
        return self.to(urls.speaker_path(speaker.id)) if has_page else ""

    def topic(self, topic: str) -> str:
        """Return the address of a topic's page."""
        return self.to(urls.topic_path(topic))

    def edit(self, seed_name: str) -> str:
        """Return the address that opens a seed for editing, or an empty string."""
        return urls.edit_link(self.site.seed_edit_base, seed_name)


def pages_of(page: PageOf) -> list[int]:
    """Return the page numbers to offer: the ends and the neighbours; 0 stands for a gap."""
    wanted = sorted({1, page.total, *range(max(1, page.number - 2), min(page.total, page.number + 2) + 1)})
    offered: list[int] = []
    for number in wanted:
        if offered and number > offered[-1] + 1:
            offered.append(0)
        offered.append(number)
    return offered


def place(problem: Problem) -> str:
    """Return where a problem lies, as `path:line` or the path alone."""
    return f"{problem.path}:{problem.line}" if problem.line else problem.path


def printed(value: object) -> Markup:
    """Return what stands for a value on a page."""
    if isinstance(value, Markup):
        return value
    return escape(value if isinstance(value, str) else str(value))


def others(quotation: QuotationView, entity: str) -> list[SpeakerLink]:
    """Return who said an utterance together with the speaker on whose page it stands."""
    return [one for one in (quotation.speaker, *quotation.joint_speakers) if one is not None and one.id != entity]


@functools.cache
def environment(own: tuple[tuple[str, str], ...] = ()) -> jinja2.Environment:
    """Return the environment, made once; templates of the archive's own go before those of the same name."""
    ours = jinja2.FileSystemLoader(TEMPLATES, encoding="utf-8")
    env = jinja2.Environment(
        loader=jinja2.ChoiceLoader([jinja2.DictLoader(dict(own)), ours]) if own else ours,
        autoescape=True,
        finalize=printed,
        auto_reload=False,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=jinja2.StrictUndefined,
        keep_trailing_newline=True,
    )
    env.filters.update(
        yaml=yaml_value,
        bdi=bdi,
        line=one_line,
        role=role,
        date=human_date,
        n=thousands,
        shortened=shortened,
        outward=urls.outward,
    )
    env.globals.update(
        urls=urls, plural=plural, pages_of=pages_of, place=place, others=others,
        disguises=disguises.of_name, DOUBT=disguises.MARKS, STATUS=STATUS_WORDS, MODE=MODE_WORDS, KIND=KIND_WORDS,
    )  # fmt: skip
    return env


def page(template: str, path: str, site: SiteView, **values: Any) -> tuple[str, str]:
    """Return the path and the text of one page."""
    try:
        text = environment(site.templates).get_template(template).render(here=Here(path, site), site=site, **values)
    except jinja2.TemplateError as error:
        if not site.templates:
            raise
        raise Refused(_faulty(site.templates, error)) from None
    raw = values.get("front", {}).get("raw", False)
    return path, _without_blank_lines(text) if raw else text


def _faulty(own: tuple[tuple[str, str], ...], error: jinja2.TemplateError) -> Problem:
    """Say where a page template of an archive's own is wrong."""
    at = (error.name or "", error.lineno) if isinstance(error, jinja2.TemplateSyntaxError) else ("", 0)
    place = at[0] or ", ".join(name for name, _ in own)
    fix = "mend it, or delete it so that the package's own is used"
    return Problem(place, at[1], "TEMPLATE", "error", f"the page template cannot be used: {error.message}", fix)


def _without_blank_lines(text: str) -> str:
    """Return a page without what a template leaves between its pieces.

    In an HTML page every line break of a seed is written as `&#10;`.
    """
    while "\n\n" in text:
        text = text.replace("\n\n", "\n")
    return text
