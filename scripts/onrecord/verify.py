"""Recompute what a built site says from the bytes of the seeds, with nothing of the engine but the reading of files.

Each `data/articles/<id>.json` names its seed and the seed's SHA-256, and for every utterance a range of bytes in the
file. These bytes must be the words in the data file, and the words that the article's page prints at its anchor.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

from onrecord import seeds
from onrecord.model import Refused

VOID = frozenset(["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"])


@dataclass(slots=True)
class Outcome:
    """How much was recomputed, and a sentence for everything that was not as the site says."""

    articles: int = 0
    quotations: int = 0
    faults: list[str] = field(default_factory=list)


class _Page(HTMLParser):
    """Collects a page's text without white space, and where in it the elements with ids begin and end."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.places: dict[str, tuple[int, int]] = {}
        self._parts: list[str] = []
        self._length = 0
        self._open: list[tuple[str, str]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in VOID:
            ident = dict(attrs).get("id") or ""
            self._open.append((tag, ident))
            self.places.setdefault(ident, (self._length, self._length))

    def handle_endtag(self, tag: str) -> None:
        while self._open:
            name, ident = self._open.pop()
            self.places[ident] = (self.places[ident][0], self._length)
            if name == tag:
                return

    def handle_data(self, data: str) -> None:
        squeezed = squeeze(data)
        self._parts.append(squeezed)
        self._length += len(squeezed)

    @property
    def text(self) -> str:
        """Everything that the page prints, in order, without white space."""
        return "".join(self._parts)


def squeeze(text: str) -> str:
    """Return text without white space, which is a page's own matter; nothing else is."""
    return "".join(text.split())


def verify(site: Path, seeds_folder: Path) -> Outcome:
    """Return what came of recomputing every quotation of a built site."""
    outcome = Outcome()
    files = sorted((site / "data" / "articles").glob("*.json"))
    if not files:
        outcome.faults.append(f"{site}: there is no data about articles; build the site first")
    for path in files:
        outcome.articles += 1
        try:
            record = json.loads(path.read_text(encoding="utf-8"))
            outcome.faults.extend(f"{path.name}: {fault}" for fault in _article(record, site, seeds_folder, outcome))
        except (ValueError, KeyError, TypeError, LookupError) as error:
            outcome.faults.append(f"{path.name}: the data file cannot be read ({type(error).__name__}: {error})")
    return outcome


def _article(record: dict[str, Any], site: Path, seeds_folder: Path, outcome: Outcome) -> Iterator[str]:
    name = record["seed"]["name"]
    try:
        seed = seeds.read(seeds_folder, name)
    except Refused as refusal:
        yield f"the seed {name!r} cannot be read: {refusal.problem.message}"
        return
    if seed.sha256 != record["seed"]["sha256"]:
        yield f"the seed {name!r} has other bytes than the site was made from"
        return
    page = _page(record, site)
    text = page.text
    for said in record["utterances"]:
        outcome.quotations += 1
        start, end = said["place"]["bytes"]
        words = seed.data[start:end].decode(record["text"]["encoding"])
        if said["selector"] is not None and said["selector"]["exact"] != words:
            yield f"{said['anchor']}: the words of the data file are not those of the seed: {words[:80]!r}"
        if said["anchor"] in page.places:
            yield from _printed(said["anchor"], squeeze(words), text, page.places[said["anchor"]])
        elif record["licence"]["extent"] != "metadata":
            yield f"{said['anchor']}: the page does not print these words: {words[:80]!r}"


def _printed(anchor: str, words: str, text: str, place: tuple[int, int]) -> Iterator[str]:
    """Compare what is printed from an anchor on; words that run over several paragraphs go on behind its element."""
    shown = text[place[0] : place[0] + len(words)]
    if shown != words or place[1] > place[0] + len(words):
        yield f"{anchor}: the page prints {shown[:80]!r}, the seed has {words[:80]!r}"


def _page(record: dict[str, Any], site: Path) -> _Page:
    """Return the built page of an article."""
    page = site / str(record["page"])
    path = page if page.suffix == ".html" else page / "index.html"
    if not path.resolve().is_relative_to(site.resolve()):
        raise LookupError("the page lies outside the site")
    parser = _Page()
    try:
        parser.feed(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise LookupError("there is no page") from None
    return parser
