"""Fill the views of the pages from the catalogue: one article, its links, and quotations outside it."""

from __future__ import annotations

import json
import posixpath
from collections.abc import Callable, Iterable
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any

from onrecord import problems, urls
from onrecord.archive import extraction
from onrecord.archive.catalogue import Catalogue, unpacked
from onrecord.authority import licences
from onrecord.authority.records import Authority
from onrecord.config import Archive
from onrecord.language.folding import folded
from onrecord.model import Extraction, Problem, Refused, Span
from onrecord.publish.pages.links import ArticleLink, Reuse, SeedFile, SiteView, SpeakerLink, TopicFound
from onrecord.publish.pages.views import ArticleView, MovedView, QuotationView
from onrecord.seeds import files

PAGES_PARTS = (
    "__init__.py", "model.py", "characters.py", "problems.py", "strictyaml.py", "shipped.py", "config.py", "urls.py",
    "language", "authority", "archive", "publish",
)  # fmt: skip
"""What a page's text depends on beside its view: a change to any of these files makes every page anew."""
STRICTEST = ("metadata", "quotations", "full")
TEXTS_AT_HAND = 64

QUOTATION = """
SELECT u.utterance, u.number AS place, u.mode, u.form, u.certainty, u.rule, u.role, u.before, u.start, u."end", u.after,
    u.source, u.joint_speakers, u.candidates AS others, a.id, a.article, a.title, a.title_status, a.date, a.date_status,
    a.outlet, a.licence, a.seed, s.entity_kind, s.entity, s.entity_name, s.entity_rule, s.listed, s.candidates,
    EXISTS (SELECT 1 FROM speakers w WHERE w.entity = s.entity) AS has_page
FROM utterances u JOIN articles a ON a.id = u.article
LEFT JOIN sources s ON s.article = u.article AND s.number = u.source """
ARTICLE = """
SELECT a.*, s.name, s.sha256, s.size, s.format FROM articles a JOIN seeds s ON s.id = a.seed WHERE a.id = ?"""
SOURCE = """
SELECT s.entity_kind, s.entity, s.entity_name, s.entity_rule, s.listed, s.candidates,
    EXISTS (SELECT 1 FROM speakers w WHERE w.entity = s.entity) AS has_page
FROM sources s WHERE s.article = ? ORDER BY s.number"""
NEWEST_FIRST = " ORDER BY a.date DESC, a.article, u.number "


def shown_folder(archive: Archive) -> str:
    """Return the seeds folder as pages name it: from the archive's root, or its bare name when it lies elsewhere."""
    inside = archive.seeds.is_relative_to(archive.root.resolve())
    return archive.seeds.relative_to(archive.root.resolve()).as_posix() if inside else archive.seeds.name


def _edit_base(archive: Archive) -> str:
    """Return the address in front of a seed's name that opens it for editing, when a repository is configured."""
    if not archive.repo_url or not archive.edit_uri or not archive.seeds.is_relative_to(archive.top):
        return ""
    branch = archive.edit_uri.rstrip("/").removesuffix("docs").rstrip("/")
    folder = archive.seeds.relative_to(archive.top).as_posix()
    return posixpath.join(archive.repo_url, branch, folder) + "/"


def site_view(archive: Archive) -> SiteView:
    """Return what all pages of an archive share."""
    issues = f"{archive.repo_url.rstrip('/')}/issues/new" if archive.repo_url else ""
    return SiteView(
        archive.name,
        archive.site_url,
        archive.directory_urls,
        _edit_base(archive),
        issues,
        archive.notice,
        _templates(archive),
    )


def _templates(archive: Archive) -> tuple[tuple[str, str], ...]:
    """Return the archive's own page templates, by the names that those of the package have."""
    found = sorted(archive.templates.glob("*.jinja"))
    try:
        return tuple((path.name, path.read_text(encoding="utf-8")) for path in found)
    except (OSError, UnicodeDecodeError) as error:
        fix = "save the templates as UTF-8 files that can be read"
        raise Refused(problems.make("CONFIG", archive.shown(archive.templates), str(error), fix=fix)) from None


class Queries:
    """Reads views out of one catalogue. Texts and extractions of the seeds last asked for stay at hand."""

    def __init__(self, catalogue: Catalogue, archive: Archive, authority: Authority) -> None:
        self.catalogue = catalogue
        self.archive = archive
        self.authority = authority
        self.folder = shown_folder(archive)
        self.site = site_view(archive)
        self._text: Callable[[int], str] = lru_cache(TEXTS_AT_HAND)(self._read_text)
        self._extraction: Callable[[int], Extraction] = lru_cache(2)(self._read_extraction)
        self._reuse: Callable[[str], Reuse] = lru_cache(None)(self._ask_reuse)

    @cached_property
    def global_digest(self) -> str:
        """The digest of all that every page depends on."""
        parts = (extraction.digest_of(*PAGES_PARTS), self.site, self.archive.settings_digest)
        return urls.digest(repr((*parts, self.authority.reading.digest)), 32)

    def _read_text(self, seed: int) -> str:
        return str(self.catalogue.one("SELECT text FROM seeds WHERE id = ?", seed))

    def words(self, seed: int, start: int, end: int) -> str:
        """Return a stretch of a seed's text."""
        return self._text(seed)[start:end]

    def _read_extraction(self, seed: int) -> Extraction:
        blob = self.catalogue.one("SELECT extraction FROM seeds WHERE id = ?", seed)
        return unpacked(blob, self._text(seed))

    def writers(self, seed: int, story: int) -> str:
        """Return the folded bylines of a story of a seed."""
        return " / ".join(map(folded, self._extraction(seed).stories[story - 1].metadata.values("byline")))

    def _ask_reuse(self, licence: str) -> Reuse:
        found = licences.permission(licence, self.archive.unlicensed, self.authority.reading.licences)
        return Reuse(licence, found.name, found.extent, found.answer, found.url)

    def article_link(self, row: Any) -> ArticleLink:
        """Return an article, as a row of the catalogue gives it, the way other pages name it."""
        return ArticleLink(
            row["article"],
            row["title"],
            row["title_status"],
            row["date"],
            row["date_status"],
            row["outlet"],
            self._reuse(row["licence"]).extent,
        )

    def speaker_link(self, row: Any) -> SpeakerLink:
        """Return who a source is; without an id where there is no page to lead to."""
        candidates = tuple((one[0], one[1]) for one in json.loads(row["candidates"]))
        return SpeakerLink(
            kind=row["entity_kind"],
            name=row["entity_name"],
            id=row["entity"] if row["has_page"] else "",
            listed=bool(row["listed"]),
            rule=row["entity_rule"],
            candidates=candidates,
        )

    def quotations(self, rows: Iterable[Any]) -> tuple[QuotationView, ...]:
        """Return utterances outside their articles, from rows of QUOTATION."""
        return tuple(map(self.quotation, rows))

    def quotation(self, row: Any) -> QuotationView:
        """Return one utterance outside its article."""
        article = self.article_link(row)
        before = words = after = ""
        if article.extent != "metadata":
            text = self._text(row["seed"])
            before = text[row["before"] : row["start"]].lstrip()
            words = text[row["start"] : row["end"]]
            after = text[row["end"] : row["after"]].rstrip()
        return QuotationView(
            id=row["utterance"],
            article=article,
            mode=row["mode"],
            form=row["form"],
            certainty=row["certainty"],
            rule=row["rule"],
            before=before,
            words=words,
            after=after,
            speaker=None if row["source"] is None else self.speaker_link(row),
            role=row["role"],
            joint_speakers=self._joint_speakers(row),
        )

    def _joint_speakers(self, row: Any) -> tuple[SpeakerLink, ...]:
        """Return who else said an utterance, in the order of the text."""
        numbers = json.loads(row["joint_speakers"])
        if not numbers:
            return ()
        links = [self.speaker_link(source) for source in self.catalogue.rows(SOURCE, row["id"])]
        return tuple(links[number] for number in numbers)

    def others(self, row: Any) -> tuple[tuple[str, str], ...]:
        """Return (name, reason) of further candidates of an utterance."""
        found = json.loads(row["others"])
        if not found:
            return ()
        sql = "SELECT number, CASE entity_name WHEN '' THEN name ELSE entity_name END FROM sources WHERE article = ?"
        names = self.catalogue.pairs(sql, row["id"])
        return tuple((names[source], reason) for source, reason in found if names.get(source))

    def article_of(self, seed: str) -> ArticleLink | None:
        """Return the first article of a seed, when it was published."""
        sql = "SELECT a.* FROM articles a JOIN seeds s ON s.id = a.seed WHERE s.name = ? ORDER BY a.number LIMIT 1"
        row = self.catalogue.db.execute(sql, (seed,)).fetchone()
        return None if row is None else self.article_link(row)

    def problem(self, seed: str, problem: Problem) -> Problem:
        """Return a problem with a path from the archive's root, as pages show it."""
        if seed:
            return Problem(f"{self.folder}/{problem.path}", *_rest(problem))
        path = Path(problem.path)
        root = self.archive.root
        return Problem(path.relative_to(root).as_posix() if path.is_relative_to(root) else path.name, *_rest(problem))

    def article(self, number: int) -> ArticleView:
        """Return everything about one article, by its number in the catalogue."""
        row = self.catalogue.db.execute(ARTICLE, (number,)).fetchone()
        found = self._extraction(row["seed"])
        story = found.stories[row["number"] - 1]
        parts = [*self.catalogue.rows("SELECT * FROM articles WHERE seed = ? ORDER BY number", row["seed"])]
        extents = [self._reuse(one.metadata.value("licence")).extent for one in found.stories]
        ids = self.catalogue.rows("SELECT utterance FROM utterances WHERE article = ? ORDER BY number", number)
        topics = self.catalogue.rows("SELECT * FROM article_topics WHERE article = ? ORDER BY topic", number)
        return ArticleView(
            id=row["article"],
            seed=SeedFile(
                row["name"], row["sha256"], row["size"], row["format"], self._seed_bytes(row["name"], row["sha256"])
            ),
            document=found.document,
            story=story,
            reuse=self._reuse(row["licence"]),
            speakers=tuple(self.speaker_link(source) for source in self.catalogue.rows(SOURCE, number)),
            utterance_ids=tuple(one[0] for one in ids),
            topics=tuple(self._topic_found(topic) for topic in topics),
            problems=self._problems_of(row["name"]),
            parts=tuple(map(self.article_link, parts)) if len(parts) > 1 else (),
            whole_seed=min(extents, key=STRICTEST.index),
        )

    def moved(self, old: str, number: int) -> MovedView:
        """Return what leads from a former id of an article to it; the links of its quotations hold the id, too."""
        row = self.catalogue.db.execute(ARTICLE, (number,)).fetchone()
        sql = 'SELECT utterance, start, "end" FROM utterances WHERE article = ? ORDER BY number'
        said = [tuple(one) for one in self.catalogue.rows(sql, number)]
        former = urls.utterance_ids(old, [self.words(row["seed"], start, end) for _, start, end in said])
        return MovedView(
            urls.article_path(old),
            urls.article_path(row["article"]),
            row["title"],
            tuple((urls.anchor(one), urls.anchor(now[0])) for one, now in zip(former, said, strict=True)),
        )

    def _seed_bytes(self, name: str, sha256: str) -> bytes:
        """Return the seed's bytes for its copy, or none when the file has changed since it was read."""
        try:
            seed = files.read(self.archive.seeds, name)
        except Refused:
            return b""
        return seed.data if seed.sha256 == sha256 else b""

    def _topic_found(self, row: Any) -> TopicFound:
        topic = self.authority.topics.get(row["topic"])
        spans = tuple(Span(*span) for span in json.loads(row["spans"]))
        return TopicFound(row["topic"], topic.name if topic else row["topic"], spans, row["rule"])

    def _problems_of(self, seed: str) -> tuple[Problem, ...]:
        sql = (
            "SELECT DISTINCT path, line, code, severity, message, fix FROM problems WHERE seed = ? ORDER BY line, code"
        )
        return tuple(self.problem(seed, Problem(*row)) for row in self.catalogue.rows(sql, seed))


def _rest(problem: Problem) -> tuple[Any, ...]:
    return problem.line, problem.code, problem.severity, problem.message, problem.fix
