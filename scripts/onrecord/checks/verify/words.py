"""Recompute what a built site says from the bytes of the seeds, with nothing of the engine but the reading of files.

Each `data/articles/<id>.json` names its seed and the seed's SHA-256, and for every utterance a range of bytes in the
file. These bytes must be the words in the data file, and the words that pages print:

* the page of an article printed in full has them at the utterance's anchor, and no text that the seed does not have;
* the page of an article that may only be quoted has them in their sentence, which must be the seed's too;
* an article of which only facts are published prints none of its words, neither on its page nor in its data;
* every quotation on the pages of speakers and topics, on the first page and among the work for people is one of these.

The same pages must say what the data files say: who, in which way, in which role, the title, the date, the answer about
the licence and the SHA-256. A fault of the engine that makes pages is seen here as well as a forgery.
"""

from __future__ import annotations

import contextlib
import json
import posixpath
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from onrecord.checks.html import Element, Page, squeeze
from onrecord.checks.verify.differences import Difference
from onrecord.model import Refused
from onrecord.publish import render
from onrecord.seeds import files as seed_files

NOT_SHOWN = frozenset(
    map(squeeze, ["", "words not shown", "The licence of this article does not let the words be shown here."])
)
"""What may stand on pages in place of words that a licence withholds."""
WORDS_STYLES = ("otr-q", "otr-words", "otr-context", "otr-quotation")
MODES = {"direct": "word for word", "fragment": "some words of it", "reported": "in the reporter’s words"}
"""What pages say about the way in which somebody is heard."""
NOBODY = "not attributed"
ARTICLES, COPIES, SPEAKERS, WORK = "data/articles", "data/seeds", "speakers/", "work/"
REACH = 4000
AFFIX = 48
LEAST_CUT = 100
LONG_LINE = 40
LONG_WORDS = 12
TOO_LONG = 1 << 28
"""Bytes of a file that is not read."""
AT_HAND = 2000
"""Articles whose text is kept at hand for the pages that quote them."""


@dataclass(slots=True)
class Outcome:
    """How much was recomputed, and everything that was not as the site says.

    Every quotation of the data counts once: as `shown` on the page of its article, or as `withheld`. `listed` counts
    how often other pages print one.
    """

    articles: int = 0
    quotations: int = 0
    shown: int = 0
    withheld: int = 0
    listed: int = 0
    differences: list[Difference] = field(default_factory=list)

    def add(self, other: Outcome) -> None:
        """Take in what was found elsewhere."""
        self.articles += other.articles
        self.quotations += other.quotations
        self.shown += other.shown
        self.withheld += other.withheld
        self.listed += other.listed
        self.differences += other.differences


@dataclass(frozen=True, slots=True)
class Said:
    """An utterance as the data file has it: where its words stand, and who said them how."""

    start: int
    end: int
    record: dict[str, Any]

    @property
    def who(self) -> str:
        """The name of the speaker, or an empty string."""
        speaker = self.record["speaker"]
        return str(speaker["name"]) if speaker else ""


@dataclass(frozen=True, slots=True)
class Article:
    """An article as its seed has it: the file's text, and where in it the utterances stand, by anchor."""

    record: dict[str, Any]
    data: bytes
    text: str
    said: dict[str, Said]

    @property
    def extent(self) -> str:
        """How much of the article may be shown."""
        return str(self.record["licence"]["extent"])

    def words(self, anchor: str) -> str:
        """Return the words of an utterance."""
        one = self.said[anchor]
        return self.text[one.start : one.end]


UNUSABLE = (ValueError, KeyError, TypeError, LookupError, AttributeError, OSError, RecursionError)
"""What is raised where a file does not have the form of ours."""


class Wrong(Exception):
    """A data file cannot be used at all."""

    def __init__(self, matter: str, message: str) -> None:
        super().__init__(message)
        self.matter = matter


def check(site: Path, seeds_folder: Path, jobs: int) -> Outcome:
    """Return what came of recomputing every quotation of a built site."""
    outcome = Outcome()
    files = _below(site / ARTICLES, "*.json")
    if not files:
        message = "there is no data about articles; build the site first"
        outcome.differences.append(Difference(ARTICLES, "file", message))
        return outcome
    tasks = [
        path.relative_to(site).as_posix() for path in (*files, *_below(site / COPIES, "*"), *_below(site, "*.html"))
    ]

    checker = Checker(site, seeds_folder)
    for _, found in render.spread(tasks, jobs, _work, checker.checked, _begin, site, seeds_folder):
        outcome.add(found)
    return outcome


def _below(folder: Path, pattern: str) -> list[Path]:
    return sorted(path for path in folder.rglob(pattern) if path.is_file())


_checkers: list[Checker] = []
"""In each process: the one that looks into files."""


def _begin(site: Path, seeds_folder: Path) -> None:
    _checkers[:] = [Checker(site, seeds_folder)]


def _work(files: list[str]) -> Outcome:
    return _checkers[0].checked(files)


class Checker:
    """Looks into files of one site; articles last asked for stay at hand."""

    def __init__(self, site: Path, seeds_folder: Path) -> None:
        self.site = site
        self.seeds = seeds_folder
        self._known: Callable[[str], Article] = lru_cache(AT_HAND)(self._read)

    def checked(self, files: list[str]) -> Outcome:
        """Return what came of looking into some files."""
        outcome = Outcome()
        for file in files:
            self._check(file, outcome)
        return outcome

    def _check(self, file: str, outcome: Outcome) -> None:
        """Compare one file with the seeds, and add what was found."""
        if file.startswith(f"{ARTICLES}/"):
            outcome.articles += 1
            ident = file.removeprefix(f"{ARTICLES}/").removesuffix(".json")
            self._add(outcome, file, lambda: _data(self._known(ident).record, self._known(ident)))
            with contextlib.suppress(*UNUSABLE, Wrong):  # said just now
                article = self._known(ident)
                self._add(outcome, _page_file(article), lambda: _page(article, self.site, outcome))
        elif file.startswith(f"{COPIES}/"):
            self._add(outcome, file, lambda: self._copy(file))
        else:
            self._add(outcome, file, lambda: self._list(file, outcome))

    def _add(self, outcome: Outcome, file: str, find: Callable[[], Iterator[tuple[str, str]]]) -> None:
        """Add what is found in a file; one that cannot be read at all is a fault as well."""
        try:
            if (self.site / file).stat().st_size > TOO_LONG:
                raise Wrong("words", "is too long to be read")
            outcome.differences += (Difference(file, matter, message) for matter, message in find())
        except Wrong as error:
            outcome.differences.append(Difference(file, error.matter, str(error)))
        except UNUSABLE as error:
            message = f"cannot be read ({type(error).__name__}: {error})"
            outcome.differences.append(Difference(file, "words", message))

    def _read(self, ident: str) -> Article:
        """Return an article by its id; raise Wrong where its data or its seed cannot be used."""
        record = json.loads((self.site / ARTICLES / f"{ident}.json").read_text(encoding="utf-8"))
        name = record["seed"]["name"]
        try:
            seed = seed_files.read(self.seeds, name)
        except Refused as refusal:
            raise Wrong("authority", f"the seed {name!r} cannot be read: {refusal.problem.message}") from None
        if seed.sha256 != record["seed"]["sha256"]:
            raise Wrong("authority", f"the seed {name!r} has other bytes than the site was made from")
        text = seed.data[record["text"]["bom_bytes"] :].decode(record["text"]["encoding"])
        said = {one["anchor"]: Said(one["place"]["start"], one["place"]["end"], one) for one in record["utterances"]}
        return Article(record, seed.data, text, said)

    def _at(self, address: str) -> Article | None:
        """Return the article whose page has an address."""
        ident = address.removeprefix("articles/").removesuffix(".html")
        if ident == address or "/" in ident or not (self.site / ARTICLES / f"{ident}.json").is_file():
            return None
        try:
            found = self._known(ident)
        except (*UNUSABLE, Wrong):
            return None  # said where its data file is looked into
        return found if _address(str(found.record["page"])) == address else None

    def _copy(self, file: str) -> Iterator[tuple[str, str]]:
        """Compare the published copy of a seed with the seed."""
        ident = posixpath.splitext(posixpath.basename(file))[0]
        if not (self.site / ARTICLES / f"{ident}.json").is_file():
            yield "authority", "there is no article of which this would be the seed"
            return
        article = self._known(ident)
        if article.extent != "full":
            yield "words", "is published, and the licence withholds the text"
        if (self.site / file).read_bytes() != article.data:
            yield "authority", f"is not the seed {article.record['seed']['name']!r}, byte for byte"

    def _list(self, file: str, outcome: Outcome) -> Iterator[tuple[str, str]]:
        """Compare the quotations on all pages but those of the articles themselves."""
        if self._at(_address(file)) is not None:
            return
        html = (self.site / file).read_text(encoding="utf-8")
        if not any(style in html for style in WORDS_STYLES):
            return
        page = Page(_content(html))
        entries = list(page.find("otr-quotation"))
        inside = {number for one in entries for number in range(one.number, one.last + 1)}
        found = (one for style in ("otr-words", "otr-q") for one in page.find(style))
        strays = [one for one in found if one.number not in inside]
        yield from (("words", f"prints {page.words(one)[:80]!r} without saying where") for one in strays)
        for entry in entries:
            yield from self._entry(page, entry, file, outcome)

    def _entry(self, page: Page, entry: Element, file: str, outcome: Outcome) -> Iterator[tuple[str, str]]:
        """Compare one quotation of a list with the seed of the article to which it links."""
        for link in (one for one in page.inside(entry) if one.href):
            address, _, anchor = link.href.partition("#")
            article = self._at(_address(posixpath.join(posixpath.dirname(file), address)))
            if article is not None and anchor in article.said:
                break
        else:
            yield "words", f"a quotation leads to none of the articles: {page.words(entry)[:80]!r}"
            return
        yield from _told(page, entry, file, article, anchor, link)
        if article.extent != "metadata":
            outcome.listed += 1
            yield from _in_sentence(page, entry, article, anchor)
            return
        shown = [page.words(one) for one in page.find("otr-context", entry)]
        if any(one not in NOT_SHOWN for one in shown) or any(page.find("otr-words", entry)):
            yield "words", f"{anchor}: prints {' '.join(shown)[:80]!r}, and the licence withholds the words"


def _page(article: Article, site: Path, outcome: Outcome) -> Iterator[tuple[str, str]]:
    """Compare the page of an article with its seed and with its data file."""
    record, said = article.record, article.said
    outcome.quotations += len(said)
    path = site / _page_file(article)
    if not path.resolve().is_relative_to(site.resolve()) or not path.is_file():
        raise Wrong("words", "there is no such page, and the data file names it")
    html = path.read_text(encoding="utf-8")
    page = Page(html if article.extent == "metadata" else _content(html))
    strangers = [ident for ident in page.by_ident if ident.startswith("q-") and ident not in said]
    yield from (("words", f"{anchor}: the page has this quotation, the data file does not") for anchor in strangers)
    yield from _facts(page, record)
    if article.extent == "metadata":
        outcome.withheld += len(said)
        yield from _withheld(page, article, [str(record["title"]), *(str(f["value"]) for f in record["fields"])])
        return
    outcome.shown += len(said)
    for anchor in said:
        if anchor not in page.by_ident:
            yield "words", f"{anchor}: the page does not print these words: {article.words(anchor)[:80]!r}"
        elif article.extent == "full":
            yield from _in_text(page, page.by_ident[anchor], article, anchor)
        else:
            yield from _in_sentence(page, page.by_ident[anchor], article, anchor)
    yield from _around(page, article)


def _data(value: object, article: Article) -> Iterator[tuple[str, str]]:
    """Compare all words in a data file with the bytes that it names for them."""
    if isinstance(value, list):
        for one in value:
            yield from _data(one, article)
        return
    if not isinstance(value, dict):
        return
    withheld = article.extent == "metadata"
    if "bytes" in value and "start" in value:
        start, end = value["bytes"]
        words = article.data[start:end].decode(article.record["text"]["encoding"])
        if words != article.text[value["start"] : value["end"]]:
            yield "words", f"bytes {start} to {end} are not characters {value['start']} to {value['end']} of the seed"
        if "words" in value:
            yield from _same(value["words"], words, withheld, "words")
    if "anchor" in value and "selector" in value:
        one = article.said[value["anchor"]]
        selector = value["selector"] or {}
        yield from _same(selector.get("exact"), article.words(value["anchor"]), withheld, str(value["anchor"]))
        if selector:
            before, after = article.text[max(0, one.start - AFFIX) : one.start], article.text[one.end :][:AFFIX]
            yield from _same(selector.get("prefix"), before, withheld, f"{value['anchor']}, before")
            yield from _same(selector.get("suffix"), after, withheld, f"{value['anchor']}, behind")
    for one_value in value.values():
        if isinstance(one_value, (dict, list)):
            yield from _data(one_value, article)


def _same(given: str | None, words: str, withheld: bool, label: str) -> Iterator[tuple[str, str]]:
    if withheld and given is not None:
        yield "words", f"{label}: has words that the licence withholds: {given[:80]!r}"
    elif not withheld and given != words:
        yield "words", f"{label}: the words {given!r:.80} are not those of the seed: {words[:80]!r}"


def _facts(page: Page, record: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """Compare what an article's page says of it with the data file."""
    title = page.by_ident.get("title")
    if title is None or _letters(page.words(title)) != _letters(record["title"]):
        yield "facts", f"the page has another title than the data file, {record['title']!r}"
    for line in page.find("otr-byline"):
        dates = [one.attributes.get("datetime") for one in page.inside(line) if one.tag == "time"]
        if dates != ([record["date"]] if record["date"] else []):
            yield "facts", f"the page has another date than the data file, {record['date'] or 'none'}: {dates}"
    if squeeze(f"SHA-256{record['seed']['sha256']}") not in page.text:
        yield "authority", f"the page does not print the SHA-256 of the seed, {record['seed']['sha256']}"
    reuse = page.by_ident.get("reuse")
    if reuse is None or not page.text.startswith(squeeze(record["licence"]["answer"]), reuse.end):
        yield "licence", f"the page does not give this answer: {record['licence']['answer']!r}"


def _in_text(page: Page, at: Element, article: Article, anchor: str) -> Iterator[tuple[str, str]]:
    """Compare what is printed from an anchor on; words that run over several paragraphs go on behind its element."""
    words = squeeze(article.words(anchor))
    shown = page.text[at.start : at.start + len(words)]
    if shown != words or at.end > at.start + len(words):
        printed = max(shown, page.words(at), key=len)
        yield "words", f"{anchor}: the page prints {printed[:80]!r}, the seed has {words[:80]!r}"


def _in_sentence(page: Page, at: Element, article: Article, anchor: str) -> Iterator[tuple[str, str]]:
    """Compare words that stand in their sentence with the seed, and the sentence around them too."""
    contexts, spans = list(page.find("otr-context", at)), list(page.find("otr-words", at))
    if len(contexts) != 1 or len(spans) != 1:
        yield "words", f"{anchor}: the page prints no words in a sentence, or more than one"
        return
    (context,), (words,) = contexts, spans
    one = article.said[anchor]
    if not _is(page.words(words), article.words(anchor)):
        seed_words = squeeze(article.words(anchor))
        yield "words", f"{anchor}: the page prints {page.words(words)[:80]!r}, the seed has {seed_words[:80]!r}"
    before, after = page.text[context.start : words.start], page.text[words.end : context.end]
    if not squeeze(article.text[max(0, one.start - REACH) : one.start]).endswith(before):
        yield "words", f"{anchor}: the page prints {before[-80:]!r} before the words, the seed does not"
    if not squeeze(article.text[one.end : one.end + REACH]).startswith(after):
        yield "words", f"{anchor}: the page prints {after[:80]!r} after the words, the seed does not"


def _is(shown: str, words: str) -> bool:
    """Say whether what is shown are these words, or the beginning of long ones with an ellipsis."""
    whole = squeeze(words)
    cut = shown.removesuffix("…")
    return shown == whole or (cut != shown and len(cut) >= min(LEAST_CUT, len(whole) // 2) and whole.startswith(cut))


def _letters(words: str) -> str:
    """Return the letters and digits of words: names and lines to cite have marks of their own in them."""
    return "".join(filter(str.isalnum, words))


def _told(
    page: Page, entry: Element, file: str, article: Article, anchor: str, link: Element
) -> Iterator[tuple[str, str]]:
    """Compare what a list says about a quotation with the data file: who, how, in what article, of what date."""
    said, record = article.said[anchor], article.record
    source = next(page.find("otr-source", entry), entry)
    shown = page.words(source)
    if squeeze(MODES[said.record["mode"]]) not in page.text[link.end : entry.end]:
        yield "who", f"{anchor}: the page does not say {MODES[said.record['mode']]!r}, as the data file does"
    if _letters(page.words(link)) != _letters(record["title"]):
        yield "facts", f"{anchor}: the page has another title for the article than its data file, {record['title']!r}"
    dates = [one.attributes.get("datetime") for one in page.inside(entry) if one.tag == "time"]
    if dates != ([record["date"]] if record["date"] else []):
        yield "facts", f"{anchor}: the article’s date is {dates} here, and {record['date'] or 'none'} in its data file"
    if file.startswith(SPEAKERS):
        heard = [said.record["speaker"], *said.record["together"]]
        if posixpath.splitext(file.split("/")[1])[0] not in [one.get("id") for one in heard if one]:
            yield "who", f"{anchor}: the page is not that of {said.who!r}, who said it by the data file"
    elif said.who and not file.startswith(WORK) and not _letters(shown).startswith(_letters(said.who)):
        yield "who", f"{anchor}: these are words of {said.who!r} by the data file, and here of {shown[:80]!r}"


def _around(page: Page, article: Article) -> Iterator[tuple[str, str]]:
    """Compare the text of an article that is printed in full, and the list of who said what with seed and data."""
    if article.extent == "full" and article.text.strip():
        whole = squeeze(article.text)
        for section in page.find("otr-text"):
            if page.words(section) not in whole:
                yield "words", f"the page's text is not that of the seed: {page.words(section)[:80]!r}"
    lines = sorted((*page.find("otr-voice"), *page.find("otr-said")), key=lambda one: one.number)
    heading = ""
    for one in lines:
        if one.tag == "p":
            heading = page.words(one)
            continue
        for item in (inner for inner in page.inside(one) if inner.tag == "li"):
            yield from _listed(page, item, heading, article)


def _listed(page: Page, item: Element, heading: str, article: Article) -> Iterator[tuple[str, str]]:
    """Compare one line of the list of who said what."""
    for entry in (one for one in page.inside(item) if one.href.startswith("#q-")):
        shown, anchor = page.words(entry), entry.href.removeprefix("#")
        if anchor not in article.said or not _is(shown, article.words(anchor)):
            yield "words", f"{anchor}: the list of who said what has {shown[:80]!r}"
            continue
        said = article.said[anchor]
        who = _letters(said.who or NOBODY)
        if not _letters(heading).lower().startswith(who.lower()):
            yield (
                "who",
                f"{anchor}: the list of who said what has it under {heading[:80]!r}, the data file has {said.who!r}",
            )
        manner = next((page.words(one) for one in page.inside(item) if one.tag == "small"), "")
        wanted = [
            MODES[said.record["mode"]],
            *([said.record["certainty"]] if said.who else []),
            f"rule {said.record['rule']}",
        ]
        if not manner.startswith(squeeze(";".join(wanted))):
            yield "who", f"{anchor}: the list of who said what has {manner[:80]!r}, the data file {'; '.join(wanted)!r}"
        role = (said.record["role"] or {}).get("words", "")
        if said.who and role and _letters(role).lower() not in _letters(heading).lower():
            yield "who", f"{anchor}: the list of who said what does not have the role {role[:80]!r}"
        for line in (one for one in page.inside(item) if one.tag == "details"):
            if _letters(shown) not in _letters(page.words(line)):
                yield "words", f"{anchor}: the line to cite has other words than the list: {page.words(line)[:80]!r}"


def _withheld(page: Page, article: Article, facts: list[str]) -> Iterator[tuple[str, str]]:
    """Look for words on the page of an article of which only facts are published."""
    for anchor in article.said:
        at = page.by_ident.get(anchor)
        if at is None:
            yield "words", f"{anchor}: the page does not mention this quotation"
            continue
        small = next((one for one in page.inside(at) if one.tag == "small"), None)
        shown = page.text[at.start : small.start if small else at.end]
        if shown not in NOT_SHOWN or (small and small.end != at.end):
            yield "words", f"{anchor}: the page prints {page.words(at)[:80]!r}, and the licence withholds the words"
    for style in WORDS_STYLES:
        for one in page.find(style):
            yield "words", f"the page prints {page.words(one)[:80]!r}, and the licence withholds all words"
    allowed = squeeze("\n".join(facts))
    pieces = {piece for anchor in article.said if len(piece := squeeze(article.words(anchor))) >= LONG_WORDS}
    pieces |= {piece for line in article.text.splitlines() if len(piece := squeeze(line)) >= LONG_LINE}
    for piece in sorted(pieces):
        if (piece in page.text or piece in page.labels) and piece not in allowed:
            yield "words", f"the page prints {piece[:80]!r}, and the licence withholds the words"


def _address(address: str) -> str:
    """Return one form for the address of a page and the place of its file."""
    return posixpath.normpath(unquote(address).removesuffix("index.html")).strip("/")


def _content(html: str) -> str:
    """Return so much of a page as is its own: what stands around it is the same on all pages."""
    start, end = html.find("<article"), html.rfind("</article>")
    return html[start:end] if 0 <= start < end else html


def _page_file(article: Article) -> str:
    """Return the file of an article's page."""
    page = str(article.record["page"])
    return page if page.endswith(".html") else posixpath.join(page, "index.html")
