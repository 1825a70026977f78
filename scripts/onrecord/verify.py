"""Recompute what a built site says from the bytes of the seeds, with nothing of the engine but the reading of files.

Each `data/articles/<id>.json` names its seed and the seed's SHA-256, and for every utterance a range of bytes in the
file. These bytes must be the words in the data file, and the words that pages print:

* the page of an article printed in full has them at the utterance's anchor, and no text that the seed does not have;
* the page of an article that may only be quoted has them in their sentence, which must be the seed's too;
* an article of which only facts are published prints none of its words, neither on its page nor in its data;
* every quotation on the pages of speakers and topics, on the first page and among the work for people is one of these.
"""

from __future__ import annotations

import json
import posixpath
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from onrecord import seeds
from onrecord.model import Refused
from onrecord.printed import Element, Page, squeeze

NOT_SHOWN = frozenset(
    map(squeeze, ["", "words not shown", "The licence of this article does not let the words be shown here."])
)
"""What may stand on pages in place of words that a licence withholds."""
WORDS_STYLES = ("otr-q", "otr-words", "otr-context", "otr-quotation")
REACH = 4000
LEAST_CUT = 100
LONG_LINE = 40
LONG_WORDS = 12


@dataclass(slots=True)
class Outcome:
    """How much was recomputed, and a sentence for everything that was not as the site says.

    Every quotation of the data counts once: as `shown` on the page of its article, or as `withheld`. `listed` counts
    how often other pages print one.
    """

    articles: int = 0
    quotations: int = 0
    shown: int = 0
    withheld: int = 0
    listed: int = 0
    faults: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Article:
    """An article as its seed has it: the file's text, and where in it the utterances stand, by anchor."""

    extent: str
    text: str
    said: dict[str, tuple[int, int]]

    def words(self, anchor: str) -> str:
        """Return the words of an utterance."""
        start, end = self.said[anchor]
        return self.text[start:end]


def verify(site: Path, seeds_folder: Path) -> Outcome:
    """Return what came of recomputing every quotation of a built site."""
    outcome = Outcome()
    known: dict[str, Article] = {}
    files = sorted((site / "data" / "articles").glob("*.json"))
    if not files:
        outcome.faults.append(f"{site}: there is no data about articles; build the site first")
    for path in files:
        outcome.articles += 1
        try:
            record = json.loads(path.read_text(encoding="utf-8"))
            outcome.quotations += len(record["utterances"])
            found = _article(record, site, seeds_folder, known, outcome)
            outcome.faults.extend(f"{path.name}: {fault}" for fault in found)
        except (ValueError, KeyError, TypeError, LookupError) as error:
            outcome.faults.append(f"{path.name}: the data file cannot be read ({type(error).__name__}: {error})")
    if files:
        outcome.faults.extend(_lists(site, known, outcome))
    return outcome


def _article(
    record: dict[str, Any], site: Path, seeds_folder: Path, known: dict[str, Article], outcome: Outcome
) -> Iterator[str]:
    name = record["seed"]["name"]
    try:
        seed = seeds.read(seeds_folder, name)
    except Refused as refusal:
        yield f"the seed {name!r} cannot be read: {refusal.problem.message}"
        return
    if seed.sha256 != record["seed"]["sha256"]:
        yield f"the seed {name!r} has other bytes than the site was made from"
        return
    yield from _data(record, seed.data)
    text = seed.data[record["text"]["bom_bytes"] :].decode(record["text"]["encoding"])
    said = {one["anchor"]: (one["place"]["start"], one["place"]["end"]) for one in record["utterances"]}
    article = Article(record["licence"]["extent"], text, said)
    known[_address(str(record["page"]))] = article
    page = _page(record, site)
    strangers = [one.ident for one in page.elements if one.ident.startswith("q-") and one.ident not in said]
    yield from (f"{anchor}: the page has this quotation, the data file does not" for anchor in strangers)
    if article.extent == "metadata":
        outcome.withheld += len(said)
        yield from _withheld(page, article, [str(record["title"]), *(str(f["value"]) for f in record["fields"])])
        return
    outcome.shown += len(said)
    for anchor in said:
        if anchor not in page.by_ident:
            yield f"{anchor}: the page does not print these words: {article.words(anchor)[:80]!r}"
        elif article.extent == "full":
            yield from _in_text(page, page.by_ident[anchor], article, anchor)
        else:
            yield from _in_sentence(page, page.by_ident[anchor], article, anchor)
    yield from _around(page, article)


def _data(value: object, data: bytes, encoding: str = "", withheld: bool = False) -> Iterator[str]:
    """Compare all words in a data file with the bytes that it names for them."""
    if isinstance(value, list):
        for one in value:
            yield from _data(one, data, encoding, withheld)
        return
    if not isinstance(value, dict):
        return
    if "utterances" in value and "licence" in value:
        encoding, withheld = value["text"]["encoding"], value["licence"]["extent"] == "metadata"
    if "bytes" in value and "words" in value:
        yield from _same(value["words"], value["bytes"], data, encoding, withheld, "words")
    if "anchor" in value and "selector" in value:
        exact = (value["selector"] or {}).get("exact")
        yield from _same(exact, value["place"]["bytes"], data, encoding, withheld, str(value["anchor"]))
    for one in value.values():
        yield from _data(one, data, encoding, withheld)


def _same(given: str | None, place: list[int], data: bytes, encoding: str, withheld: bool, label: str) -> Iterator[str]:
    words = data[place[0] : place[1]].decode(encoding)
    if withheld and given is not None:
        yield f"{label}: the data file has words that the licence withholds: {given[:80]!r}"
    elif not withheld and given != words:
        yield f"{label}: the words of the data file are not those of the seed: {words[:80]!r}"


def _in_text(page: Page, at: Element, article: Article, anchor: str) -> Iterator[str]:
    """Compare what is printed from an anchor on; words that run over several paragraphs go on behind its element."""
    words = squeeze(article.words(anchor))
    shown = page.text[at.start : at.start + len(words)]
    if shown != words or at.end > at.start + len(words):
        yield f"{anchor}: the page prints {max(shown, page.words(at), key=len)[:80]!r}, the seed has {words[:80]!r}"


def _in_sentence(page: Page, at: Element, article: Article, anchor: str) -> Iterator[str]:
    """Compare words that stand in their sentence with the seed, and the sentence around them too."""
    contexts, spans = list(page.find("otr-context", at)), list(page.find("otr-words", at))
    if len(contexts) != 1 or len(spans) != 1:
        yield f"{anchor}: the page prints no words in a sentence, or more than one"
        return
    (context,), (words,) = contexts, spans
    start, end = article.said[anchor]
    if not _is(page.words(words), article.text[start:end]):
        seed_words = squeeze(article.text[start:end])
        yield f"{anchor}: the page prints {page.words(words)[:80]!r}, the seed has {seed_words[:80]!r}"
    before, after = page.text[context.start : words.start], page.text[words.end : context.end]
    if not squeeze(article.text[max(0, start - REACH) : start]).endswith(before):
        yield f"{anchor}: the page prints {before[-80:]!r} before the words, the seed does not"
    if not squeeze(article.text[end : end + REACH]).startswith(after):
        yield f"{anchor}: the page prints {after[:80]!r} after the words, the seed does not"


def _is(shown: str, words: str) -> bool:
    """Say whether what is shown are these words, or the beginning of long ones with an ellipsis."""
    whole = squeeze(words)
    cut = shown.removesuffix("…")
    return shown == whole or (cut != shown and len(cut) >= min(LEAST_CUT, len(whole) // 2) and whole.startswith(cut))


def _letters(words: str) -> str:
    """Return the letters and digits of words: a line to cite has its own marks around and within them."""
    return "".join(filter(str.isalnum, words))


def _around(page: Page, article: Article) -> Iterator[str]:
    """Compare the text of an article that is printed in full, and the beginnings in the list of who said what."""
    if article.extent == "full" and article.text.strip():
        whole = squeeze(article.text)
        for section in page.find("otr-text"):
            if page.words(section) not in whole:
                yield f"the page's text is not that of the seed: {page.words(section)[:80]!r}"
    for item in (one for menu in page.find("otr-said") for one in page.inside(menu) if one.tag == "li"):
        for entry in (one for one in page.inside(item) if one.href.startswith("#q-")):
            shown, anchor = page.words(entry), entry.href.removeprefix("#")
            if anchor not in article.said or not _is(shown, article.words(anchor)):
                yield f"{anchor}: the list of who said what has {shown[:80]!r}"
            for line in (one for one in page.inside(item) if one.tag == "details"):
                if _letters(shown) not in _letters(page.words(line)):
                    yield f"{anchor}: the line to cite has other words than the list: {page.words(line)[:80]!r}"


def _withheld(page: Page, article: Article, facts: list[str]) -> Iterator[str]:
    """Look for words on the page of an article of which only facts are published."""
    for anchor in article.said:
        at = page.by_ident.get(anchor)
        if at is None:
            yield f"{anchor}: the page does not mention this quotation"
            continue
        small = next((one for one in page.inside(at) if one.tag == "small"), None)
        shown = page.text[at.start : small.start if small else at.end]
        if shown not in NOT_SHOWN or (small and small.end != at.end):
            yield f"{anchor}: the page prints {page.words(at)[:80]!r}, and the licence withholds the words"
    for style in WORDS_STYLES:
        for one in page.find(style):
            yield f"the page prints {page.words(one)[:80]!r}, and the licence withholds all words"
    allowed = squeeze("\n".join(facts))
    pieces = {piece for anchor in article.said if len(piece := squeeze(article.words(anchor))) >= LONG_WORDS}
    pieces |= {piece for line in article.text.splitlines() if len(piece := squeeze(line)) >= LONG_LINE}
    for piece in sorted(pieces):
        if (piece in page.text or piece in page.labels) and piece not in allowed:
            yield f"the page prints {piece[:80]!r}, and the licence withholds the words"


def _lists(site: Path, known: dict[str, Article], outcome: Outcome) -> Iterator[str]:
    """Compare the quotations on all pages but those of the articles themselves."""
    for path in sorted(site.rglob("*.html")):
        place = path.relative_to(site).as_posix()
        if _address(place) in known:
            continue
        html = path.read_text(encoding="utf-8")
        if not any(style in html for style in WORDS_STYLES):
            continue
        page = Page(html)
        entries = list(page.find("otr-quotation"))
        inside = {number for one in entries for number in range(one.number, one.last + 1)}
        found = (one for style in ("otr-words", "otr-q") for one in page.find(style))
        strays = [one for one in found if one.number not in inside]
        yield from (f"{place}: the page prints {page.words(one)[:80]!r} without saying where" for one in strays)
        for entry in entries:
            yield from (f"{place}: {fault}" for fault in _entry(page, entry, place, known, outcome))


def _entry(page: Page, entry: Element, place: str, known: dict[str, Article], outcome: Outcome) -> Iterator[str]:
    """Compare one quotation of a list with the seed of the article to which it links."""
    for link in (one for one in page.inside(entry) if one.href):
        address, _, anchor = link.href.partition("#")
        article = known.get(_address(posixpath.join(posixpath.dirname(place), address)))
        if article is not None and anchor in article.said:
            break
    else:
        yield f"a quotation leads to none of the articles: {page.words(entry)[:80]!r}"
        return
    if article.extent != "metadata":
        outcome.listed += 1
        yield from _in_sentence(page, entry, article, anchor)
        return
    shown = [page.words(one) for one in page.find("otr-context", entry)]
    if any(one not in NOT_SHOWN for one in shown) or any(page.find("otr-words", entry)):
        yield f"{anchor}: the page prints {' '.join(shown)[:80]!r}, and the licence withholds the words"


def _address(address: str) -> str:
    """Return one form for the address of a page and the place of its file."""
    return posixpath.normpath(unquote(address).removesuffix("index.html")).strip("/")


def _page(record: dict[str, Any], site: Path) -> Page:
    """Return the built page of an article."""
    page = site / str(record["page"])
    path = page if page.suffix == ".html" else page / "index.html"
    if not path.resolve().is_relative_to(site.resolve()):
        raise LookupError("the page lies outside the site")
    try:
        return Page(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise LookupError("there is no page") from None
