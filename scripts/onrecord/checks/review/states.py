"""Read a state of an archive with the code that runs: its own folder, or another one with files in the same places.

Of a proposed state only seeds, authority files and what lies beside them are read; code, settings, templates and hooks
are those of the archive. Links in it are not followed.
"""

from __future__ import annotations

import contextlib
import hashlib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import groupby
from pathlib import Path

from onrecord import problems
from onrecord.archive.catalogue import Catalogue
from onrecord.authority.records import Authority
from onrecord.checks.review.changes import Article, ArticleTopic, File, NamedSpeaker, Said, Speaker, Tables, Topic
from onrecord.config import Archive
from onrecord.model import Problem, Refused
from onrecord.publish import pipeline
from onrecord.publish.cache import held
from onrecord.publish.profiles import topic_link
from onrecord.publish.queries import Queries
from onrecord.seeds import files

SAID = """
SELECT a.article, u.utterance, u.mode, u.certainty, u.unattributed, a.seed, u.start, u."end", s.entity_name, s.name,
    CASE WHEN EXISTS (SELECT 1 FROM speakers w WHERE w.entity = s.entity) THEN s.entity ELSE '' END
FROM utterances u JOIN articles a ON a.id = u.article
LEFT JOIN utterance_speakers p ON p.article = u.article AND p.utterance = u.number
LEFT JOIN sources s ON s.article = p.article AND s.number = p.source ORDER BY a.article, u.utterance, p.source"""
FILES = """
SELECT name, sha256 FROM seeds
UNION ALL SELECT DISTINCT seed, '' FROM problems WHERE seed <> '' AND seed NOT IN (SELECT name FROM seeds) ORDER BY 1"""
ARTICLES = "SELECT a.*, s.name FROM articles a JOIN seeds s ON s.id = a.seed ORDER BY a.article"
TOPICS = (
    "SELECT t.topic, a.article FROM article_topics t JOIN articles a ON a.id = t.article ORDER BY t.topic, a.article"
)


@dataclass(frozen=True)
class State:
    """One state of an archive, read. `extra` are problems that kept it from being read."""

    archive: Archive
    queries: Queries
    shown: str
    """What stands in a request before paths that count from the top folder; empty, or with a slash behind it."""
    extra: tuple[Problem, ...] = ()

    @property
    def catalogue(self) -> Catalogue:
        """Return the catalogue of the state."""
        return self.queries.catalogue

    def path(self, path: Path) -> str:
        """Return a path as the request has it."""
        inside = path.is_relative_to(self.archive.top)
        return self.shown + path.relative_to(self.archive.top).as_posix() if inside else str(path)

    def problems(self) -> Iterator[Problem]:
        """Yield all problems with paths as in the request."""
        yield from self.extra
        for seed, problem in self.catalogue.problems():
            path = self.archive.seeds / problem.path if seed else Path(problem.path)
            yield replace(problem, path=self.path(path))

    def tables(self) -> Tables:
        """Return the rows that two states are compared by."""
        return Tables(
            files=self._files(),
            articles=self._articles(),
            said=self._said(),
            speakers=self._speakers(),
            article_topics=(ArticleTopic(*row) for row in self.catalogue.rows(TOPICS)),
            topics=self._topics(),
            problems=self.problems(),
            folder=self.path(self.archive.seeds),
        )

    def leads(self) -> dict[str, str]:
        """Return the addresses that lead elsewhere, below the site's root, with where each leads."""
        speakers = {row[0] for row in self.catalogue.rows("SELECT entity FROM speakers")}
        known = self.queries.authority.people.redirects
        moved = self.catalogue.rows("SELECT old, article FROM moved WHERE old NOT IN (SELECT article FROM articles)")
        led = {f"speakers/{old}": f"/speakers/{new}/" for old, new in known.items() if new in speakers}
        return led | {f"articles/{old}": f"/articles/{new}/" for old, new in moved}

    def lines(self, seed: str) -> Counter[str]:
        """Return the lines of a seed with how often each stands in it, without empty ones."""
        try:
            data = files.read(self.archive.seeds, seed).data
        except Refused:
            return Counter()
        return Counter(line for line in data.decode("latin-1").split("\n") if line.strip())

    def _files(self) -> Iterator[File]:
        for name, sha256 in self.catalogue.rows(FILES):
            try:
                beside = files.read(self.archive.seeds, name).sidecar
            except Refused:
                beside = None
            yield File(name, sha256, hashlib.sha256(beside).hexdigest() if beside is not None else "")

    def _articles(self) -> Iterator[Article]:
        for row in self.catalogue.rows(ARTICLES):
            link = self.queries.article_link(row)
            yield Article(
                row["article"], row["name"], row["number"], row["title"], row["title_status"], row["date"],
                row["date_status"] or "", row["outlet"], row["licence"], link.extent, row["language"],
            )  # fmt: skip

    def _said(self) -> Iterator[Said]:
        for _, rows in groupby(self.catalogue.rows(SAID), key=lambda row: (row[0], row[1])):
            found = list(rows)
            article, ident, mode, certainty, is_unattributed, seed, start, end = tuple(found[0])[:8]
            speakers = () if is_unattributed else tuple(NamedSpeaker(row[10], row[8] or row[9]) for row in found)
            yield Said(article, ident, mode, certainty, tuple(dict.fromkeys(speakers)), seed, start, end)

    def _speakers(self) -> Iterator[Speaker]:
        for row in self.catalogue.rows("SELECT * FROM speakers ORDER BY entity"):
            yield Speaker(row["entity"], row["name"], row["kind"], bool(row["listed"]), row["quotations"])

    def _topics(self) -> Iterator[Topic]:
        for row in self.catalogue.rows("SELECT topic FROM topics ORDER BY topic"):
            yield Topic(row[0], topic_link(self.queries, row[0]).name)


def shown_before(archive: Archive) -> str:
    """Return what stands in a request before paths from the top folder: the way there from the working folder."""
    if archive.top == Path.cwd().resolve() or not archive.top.is_relative_to(Path.cwd().resolve()):
        return ""
    return archive.top.relative_to(Path.cwd().resolve()).as_posix() + "/"


def place(archive: Archive) -> Archive:
    """Return an archive with the top folder that its files lie in: where settings are inherited from, else its own."""
    top, root = archive.top.resolve(), archive.root.resolve()
    return replace(archive, top=top if root.is_relative_to(top) else root)


def elsewhere(archive: Archive, folder: Path, name: str) -> Archive:
    """Return the archive with its files in another folder, in the places that they have below its top folder.

    `name` tells its cache from that of the archive. Raises Refused when the files lie outside of the top folder.
    """
    folder = folder.resolve()

    def there(path: Path) -> Path:
        if path.resolve().is_relative_to(archive.top):
            return folder / path.resolve().relative_to(archive.top)
        return path

    if not archive.seeds.is_relative_to(archive.top):
        message = "the seeds lie outside of the folder that holds the archive, so that no other state has them"
        raise Refused(problems.make("CONFIG", str(archive.config), message, fix="put seeds/ beside mkdocs.yml"))
    return replace(
        archive,
        config=there(archive.config),
        seeds=there(archive.seeds),
        authority=there(archive.authority),
        shared=archive.shared and there(archive.shared),
        cache=archive.cache.with_name(f"{archive.cache.name}-{name}"),
        top=folder,
    )


@contextlib.contextmanager
def opened(archive: Archive, shown: str, options: pipeline.Options, like: Catalogue | None = None) -> Iterator[State]:
    """Read a state; it can be asked until the context ends. What is the same as in another catalogue is taken over."""
    with held(archive, options.wait):
        extra: tuple[Problem, ...] = ()
        try:
            _refuse_links(archive)
            if like is not None:
                like.copy_to(archive.catalogue)
            catalogue, _, known = pipeline.gather(archive, options)
        except Refused as refusal:
            catalogue, known = Catalogue(None), Authority()
            extra = (refusal.problem,)
        state = State(archive, Queries(catalogue, archive, known), shown)
        try:
            yield replace(state, extra=tuple(replace(p, path=state.path(Path(p.path).absolute())) for p in extra))
        finally:
            catalogue.close()


def _refuse_links(archive: Archive) -> None:
    """Refuse a folder of seeds or authority files, or a record of addresses, that is a link or lies behind one."""
    for folder in (archive.seeds, archive.authority, archive.shared, archive.ledger):
        if folder is None or not folder.is_relative_to(archive.top):
            continue
        for part in (folder, *folder.parents):
            if part == archive.top:
                break
            if part.is_symlink():
                raise Refused(problems.make("LINKED-FOLDER", str(folder), "a link stands in the place of the folder"))
