"""Show the pages that a change touches as a small site that a browser opens from a disk by double click.

Every link leads somewhere: to a page of the preview, or to one that says that the rest is not part of it. Search is
left out, since browsers load no index from a disk.
"""

from __future__ import annotations

import html
import json
import posixpath
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from urllib.parse import unquote, urlsplit

from onrecord import urls
from onrecord.checks.review.changes import Change
from onrecord.checks.review.states import State
from onrecord.config import Archive
from onrecord.publish import mkdocs_site as sites
from onrecord.publish import units
from onrecord.publish.queries import Queries
from onrecord.publish.render import File, Unit

MOST_PAGES = 500
START = "changes.html"
"""The page to open first."""
ELSEWHERE = "not-in-preview.html"
NOTICE = "Preview of a proposed change: only pages that change are here (changes.html lists them). Search is left out."
FIRST = ("home", "article", "speaker", "topic")
"""The kinds of pages that are taken before all others, in their order."""
NOT_SHOWN = ("data", "letter")
LEFT_OUT = (
    "404.html",
    "sitemap.xml",
    "sitemap.xml.gz",
    "assets/javascripts/lunr/",
    "assets/javascripts/workers/",
    "search/",
)
# `<a class="md-nav__link" href="../about.html">`: what stands before the address, the address, the mark behind it
LINK_PATTERN = re.compile(r'(<a\b[^<>]*?\shref=")([^"]*)(")')
# `title: "Harbour fete"` in the front matter of a page
TITLE_PATTERN = re.compile(r'^title: (".*")$', re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Page:
    """A page that is new or says something else than before: its path below docs_dir and its title."""

    path: str
    title: str
    new: bool


@dataclass(frozen=True, slots=True)
class Preview:
    """The pages that change, how many more of them there are, and the files of the small site."""

    pages: tuple[Page, ...]
    left: int
    files: dict[str, bytes]


def changes_pages(change: Change) -> bool:
    """Say whether any page can be another one than before."""
    return bool(change.seeds or change.articles or change.moves or change.speakers or change.topics)


def make(archive: Archive, before: State, after: State) -> Preview:
    """Build the pages of the second state that are not those of the first. Raises site.Failed when MkDocs cannot.

    `archive` is the one whose settings, styles and templates are used.
    """
    old, new = _offline(before), _offline(after)
    there = {unit.name: unit for unit in units.units(old)}
    pages: list[Page] = []
    shown: list[File] = []
    left = 0
    for unit in sorted(units.units(new), key=_rank):
        was = there.get(unit.name)
        if unit.name.partition(":")[0] in NOT_SHOWN or (was is not None and was.digest == unit.digest):
            continue
        files = list(unit.files(new))
        if was is not None and list(was.files(old)) == files:
            continue
        if len(pages) >= MOST_PAGES:
            left += 1
            continue
        pages += _pages(files, was is None)
        shown += files
    if all(path != urls.HOME for path, _ in shown):
        shown += next(unit for unit in units.units(new) if unit.name == "home").files(new)
    return Preview(tuple(pages), left, _built(archive, shown, pages))


def _rank(unit: Unit) -> int:
    family = unit.name.partition(":")[0]
    return FIRST.index(family) if family in FIRST else len(FIRST)


def _offline(state: State) -> Queries:
    """Return the state's pages with links between files, as a disk needs them."""
    archive = replace(state.archive, directory_urls=False, site_url="", repo_url="", edit_uri="")
    return Queries(state.catalogue, archive, state.queries.authority)


def _pages(files: Iterable[File], new: bool) -> Iterator[Page]:
    for path, data in files:
        if path.endswith(".md"):
            title = TITLE_PATTERN.search(data.decode("utf-8"))
            yield Page(path, json.loads(title[1]) if title else "Home", new)


def _built(archive: Archive, files: Sequence[File], pages: Sequence[Page]) -> dict[str, bytes]:
    """Return the files of the site, with every link mended that would lead out of it."""
    own = [("changes.md", _list_of(pages)), ("not-in-preview.md", _not_here())]
    made = sites.few(
        archive,
        [*files, *own],
        nav=[{"What changes": "changes.md"}, {"Home": urls.HOME}],
        not_in_nav="*",
        use_directory_urls=False,
        site_url="",
        repo_url="",
        edit_uri="",
        extra={"onrecord": {"notice": NOTICE}},
    )
    kept = {path: data for path, data in made.items() if not path.startswith(LEFT_OUT) and not path.endswith(".map")}
    return {path: _mended(path, data, kept) if path.endswith(".html") else data for path, data in kept.items()}


def _mended(path: str, data: bytes, there: dict[str, bytes]) -> bytes:
    folder = posixpath.dirname(path)

    def mend(link: re.Match[str]) -> str:
        parts = urlsplit(html.unescape(link[2]))
        if parts.scheme or parts.netloc or not parts.path:
            return link[0]
        target = posixpath.normpath(posixpath.join(folder, unquote(parts.path)))
        if target in there:
            return link[0]
        return link[1] + posixpath.relpath(ELSEWHERE, folder or ".") + link[3]

    return LINK_PATTERN.sub(mend, data.decode("utf-8")).encode("utf-8")


def _list_of(pages: Sequence[Page]) -> bytes:
    """Return the page that leads to all others."""

    def entries(new: bool) -> Iterator[str]:
        for page in pages:
            if page.new is new:
                address = html.escape(urls.link("changes.md", page.path, directory_urls=False))
                name = html.escape(page.path.removesuffix(".md"))
                yield f'<li><a href="{address}">{html.escape(page.title)}</a> <small>{name}</small></li>'

    parts = ['---\ntitle: "What changes"\nraw: true\n---\n', "<h1>What changes</h1>"]
    for heading, new in (("New pages", True), ("Changed pages", False)):
        found = list(entries(new))
        if found:
            parts += [f"<h2>{heading}</h2>", "<ul>", *found, "</ul>"]
    return "\n".join(parts).encode("utf-8")


def _not_here() -> bytes:
    return (
        b'---\ntitle: "Not part of the preview"\n---\n\n# Not part of the preview\n\n'
        b"The page behind this link is not one that the proposed change touches, so it is not here. "
        b"[What changes](changes.md) lists all pages that are.\n"
    )
