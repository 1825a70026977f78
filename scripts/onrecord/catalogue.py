"""The catalogue: one SQLite file per archive with every seed, article, source, utterance, topic and problem.

It is derived from seeds and authority files, so a damaged or older one is thrown away and built anew. Rows are
read with cursors: nothing here holds the whole archive in memory.
"""

from __future__ import annotations

import contextlib
import json
import sqlite3
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from onrecord.model import Extraction, Problem
from onrecord.records import Entry, Story

if TYPE_CHECKING:
    from pydantic import TypeAdapter

SCHEMA_VERSION = 4
# `voices` says who says what: a row for an utterance's `source`, and one for each of `together`
SCHEMA = """
CREATE TABLE seeds (
    id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, sha256 TEXT NOT NULL, size INTEGER NOT NULL, key TEXT NOT NULL,
    format TEXT NOT NULL, subjects_key TEXT NOT NULL, text TEXT, extraction BLOB, stamp TEXT NOT NULL DEFAULT ''
);
CREATE INDEX seeds_by_content ON seeds (sha256);
CREATE TABLE articles (
    id INTEGER PRIMARY KEY, seed INTEGER NOT NULL REFERENCES seeds ON DELETE CASCADE, number INTEGER NOT NULL,
    article TEXT NOT NULL DEFAULT '', title TEXT NOT NULL, title_status TEXT NOT NULL, date TEXT NOT NULL,
    date_status TEXT, outlet TEXT NOT NULL, licence TEXT NOT NULL, language TEXT NOT NULL,
    digest TEXT NOT NULL DEFAULT '', UNIQUE (seed, number)
);
CREATE INDEX articles_by_name ON articles (article);
CREATE INDEX articles_by_date ON articles (date DESC, article);
CREATE TABLE sources (
    article INTEGER NOT NULL REFERENCES articles ON DELETE CASCADE, number INTEGER NOT NULL, kind TEXT NOT NULL,
    name TEXT NOT NULL, roles TEXT NOT NULL, who_kind TEXT NOT NULL DEFAULT 'unknown', who TEXT NOT NULL DEFAULT '',
    who_name TEXT NOT NULL DEFAULT '', who_rule TEXT NOT NULL DEFAULT '', listed INTEGER NOT NULL DEFAULT 0,
    candidates TEXT NOT NULL DEFAULT '[]', PRIMARY KEY (article, number)
) WITHOUT ROWID;
CREATE INDEX sources_by_who ON sources (who, article);
CREATE TABLE utterances (
    article INTEGER NOT NULL REFERENCES articles ON DELETE CASCADE, number INTEGER NOT NULL,
    utterance TEXT NOT NULL DEFAULT '', mode TEXT NOT NULL, form TEXT NOT NULL, certainty TEXT NOT NULL,
    rule TEXT NOT NULL, source INTEGER, before INTEGER NOT NULL, start INTEGER NOT NULL, "end" INTEGER NOT NULL,
    after INTEGER NOT NULL, role TEXT NOT NULL, candidates TEXT NOT NULL, together TEXT NOT NULL,
    open INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (article, number)
) WITHOUT ROWID;
CREATE TABLE voices (
    article INTEGER NOT NULL REFERENCES articles ON DELETE CASCADE, source INTEGER NOT NULL,
    utterance INTEGER NOT NULL, PRIMARY KEY (article, source, utterance)
) WITHOUT ROWID;
CREATE INDEX utterances_open ON utterances (open, article) WHERE open;
CREATE TABLE subjects (
    article INTEGER NOT NULL REFERENCES articles ON DELETE CASCADE, topic TEXT NOT NULL, rule TEXT NOT NULL,
    spans TEXT NOT NULL, PRIMARY KEY (article, topic)
) WITHOUT ROWID;
CREATE INDEX subjects_by_topic ON subjects (topic, article);
CREATE TABLE utterance_subjects (
    article INTEGER NOT NULL REFERENCES articles ON DELETE CASCADE, utterance INTEGER NOT NULL, topic TEXT NOT NULL,
    PRIMARY KEY (article, utterance, topic)
) WITHOUT ROWID;
CREATE INDEX utterance_subjects_by_topic ON utterance_subjects (topic, article);
CREATE TABLE speakers (
    who TEXT PRIMARY KEY, kind TEXT NOT NULL, name TEXT NOT NULL, listed INTEGER NOT NULL,
    quotations INTEGER NOT NULL, digest TEXT NOT NULL DEFAULT ''
) WITHOUT ROWID;
CREATE TABLE topics (topic TEXT PRIMARY KEY, articles INTEGER NOT NULL, digest TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE problems (
    seed TEXT NOT NULL, path TEXT NOT NULL, line INTEGER NOT NULL, code TEXT NOT NULL, severity TEXT NOT NULL,
    message TEXT NOT NULL, fix TEXT NOT NULL, stage TEXT NOT NULL
);
CREATE INDEX problems_by_seed ON problems (seed);
CREATE TABLE pages (unit TEXT PRIMARY KEY, digest TEXT NOT NULL, files TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE state (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
"""


# How many utterances somebody says, of `voices v`: one that two sources say who turn out to be one person counts once
SAID = "count(DISTINCT (v.article << 20) + v.utterance)"
MET = """
SELECT a.number, a.date, x.number, x.kind, x.name, x.roles,
    x.who_kind, x.who, x.who_name, x.who_rule, x.listed, x.candidates, a.id, a.article
FROM articles a JOIN seeds s ON s.id = a.seed LEFT JOIN sources x ON x.article = a.id
WHERE s.name = ? ORDER BY a.number, x.number"""
KEEP = """UPDATE sources SET who_kind = ?, who = ?, who_name = ?, who_rule = ?, listed = ?, candidates = ?
WHERE article = ? AND number = ?"""


@cache
def _adapter() -> TypeAdapter[Extraction]:
    from pydantic import TypeAdapter  # slow to import, and not needed where nothing is read or stored

    return TypeAdapter(Extraction)


def packed(extraction: Extraction) -> bytes:
    """Return an extraction as it is stored; its text is kept in a column of its own."""
    bare = replace(extraction, document=replace(extraction.document, text=""))
    return zlib.compress(_adapter().dump_json(bare), 1)


def unpacked(blob: bytes, text: str) -> Extraction:
    """Return a stored extraction with its text."""
    bare = _adapter().validate_json(zlib.decompress(blob))
    return replace(bare, document=replace(bare.document, text=text))


class Catalogue:
    """An open catalogue. `rebuilt` says why an existing one had to be thrown away, or is empty."""

    def __init__(self, path: Path | None) -> None:
        """Open the catalogue at a path, or one in memory; make it anew where it is missing, damaged or older."""
        self.rebuilt = ""
        if path is not None:
            path.parent.mkdir(parents=True, exist_ok=True)
            _share_rights(path)
        try:
            self.db = _opened(path)
        except (sqlite3.DatabaseError, ValueError) as error:
            if path is None or isinstance(error, sqlite3.OperationalError):
                raise
            self.rebuilt = str(error)
            discard(path)
            self.db = _opened(path)

    def close(self) -> None:
        """Close the file; what was not committed is lost."""
        self.db.close()

    def commit(self) -> None:
        """Make all changes so far last."""
        self.db.commit()

    def rows(self, sql: str, *values: Any) -> Iterator[sqlite3.Row]:
        """Yield the rows of a query one by one."""
        return self.db.execute(sql, values)

    def pairs(self, sql: str, *values: Any) -> dict[Any, Any]:
        """Return the rows of a query with two columns as a mapping."""
        return {row[0]: row[1] for row in self.db.execute(sql, values)}

    def one(self, sql: str, *values: Any) -> Any:
        """Return the first column of the first row, or None."""
        row = self.db.execute(sql, values).fetchone()
        return None if row is None else row[0]

    def change(self, sql: str, rows: Iterable[tuple[Any, ...]]) -> None:
        """Run one statement for many rows."""
        self.db.executemany(sql, rows)

    def state(self, name: str) -> str:
        """Return a remembered value, or an empty string."""
        return str(self.one("SELECT value FROM state WHERE name = ?", name) or "")

    def remember(self, name: str, value: str) -> None:
        """Keep a value until the catalogue is rebuilt."""
        self.db.execute("INSERT OR REPLACE INTO state VALUES (?, ?)", (name, value))

    def drop(self, names: Iterable[str]) -> None:
        """Forget seeds and all that came from them."""
        values = [(name,) for name in names]
        self.change("DELETE FROM seeds WHERE name = ?", values)
        self.change("DELETE FROM problems WHERE seed = ?", values)

    def store(self, entry: Entry) -> bool:
        """Put in what a seed yielded, in place of what it yielded before; say whether it names the same people.

        Where it does, what is known about them across the archive is kept.
        """
        before = [tuple(row) for row in self.rows(MET, entry.name)]
        self.db.execute("DELETE FROM seeds WHERE name = ?", (entry.name,))
        self.db.execute("DELETE FROM problems WHERE seed = ? AND stage IN ('seed', 'file')", (entry.name,))
        values = (entry.name, entry.sha256, entry.size, entry.key, entry.format, entry.subjects_key, entry.text)
        sql = "INSERT INTO seeds (name, sha256, size, key, format, subjects_key, text, extraction)"
        seed = self.db.execute(f"{sql} VALUES (?,?,?,?,?,?,?,?)", (*values, entry.blob)).lastrowid
        for story in entry.stories:
            self._store_story(seed, story)
        self.add_problems(entry.name, "seed", entry.problems)
        now = [tuple(row) for row in self.rows(MET, entry.name)]
        same = bool(now) and [row[:6] for row in before] == [row[:6] for row in now]
        if same:
            pairs = list(zip(before, now, strict=True))
            self.change("UPDATE articles SET article = ? WHERE id = ?", [(old[13], new[12]) for old, new in pairs])
            self.change(KEEP, [(*old[6:12], new[12], new[2]) for old, new in pairs if new[2] is not None])
        return same

    def _store_story(self, seed: int | None, story: Story) -> None:
        names = "seed, number, title, title_status, date, date_status, outlet, licence, language"
        sql = f"INSERT INTO articles ({names}) VALUES (?,?,?,?,?,?,?,?,?)"  # noqa: S608
        article = self.db.execute(sql, (seed, *story.article)).lastrowid
        sql = "INSERT INTO sources (article, number, kind, name, roles) VALUES (?,?,?,?,?)"
        self.change(sql, ((article, *row) for row in story.sources))
        names = (
            "article, number, mode, form, certainty, rule, source, before, start, "
            '"end", after, role, candidates, together'
        )
        sql = f"INSERT INTO utterances ({names}) VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?)"  # noqa: S608
        self.change(sql, ((article, *row) for row in story.utterances))
        self.change("INSERT INTO voices VALUES (?,?,?)", ((article, *row) for row in story.voices))
        self._store_subjects(article, story)

    def _store_subjects(self, article: int | None, story: Story) -> None:
        self.change("INSERT INTO subjects VALUES (?,?,?,?)", ((article, *row) for row in story.subjects))
        self.change("INSERT INTO utterance_subjects VALUES (?,?,?)", ((article, *row) for row in story.spoken_subjects))

    def store_subjects(self, entry: Entry) -> None:
        """Put in the topics of a seed's articles, in place of those found before."""
        self.db.execute("UPDATE seeds SET subjects_key = ? WHERE name = ?", (entry.subjects_key, entry.name))
        sql = "SELECT a.id FROM articles a JOIN seeds s ON s.id = a.seed WHERE s.name = ? AND a.number = ?"
        for story in entry.stories:
            article = self.one(sql, entry.name, story.article[0])
            self.db.execute("DELETE FROM subjects WHERE article = ?", (article,))
            self.db.execute("DELETE FROM utterance_subjects WHERE article = ?", (article,))
            self._store_subjects(article, story)

    def add_problems(self, seed: str, stage: str, problems: Iterable[Problem]) -> None:
        """Add problems that a stage found in a seed (or, with an empty name, in the archive)."""
        rows = ((seed, p.path, p.line, p.code, p.severity, p.message, p.fix, stage) for p in problems)
        self.change("INSERT INTO problems VALUES (?,?,?,?,?,?,?,?)", rows)

    def drop_problems(self, stage: str) -> None:
        """Forget all problems that one stage found."""
        self.db.execute("DELETE FROM problems WHERE stage = ?", (stage,))

    def problems(self) -> Iterator[tuple[str, Problem]]:
        """Yield all problems with the names of their seeds, refusals first, then by path and line."""
        rank = "CASE severity WHEN 'refused' THEN 0 WHEN 'error' THEN 1 WHEN 'warning' THEN 2 ELSE 3 END"
        sql = f"SELECT DISTINCT * FROM problems ORDER BY {rank}, path, line, code, message"  # noqa: S608
        for row in self.rows(sql):
            yield row[0], Problem(*row[1:7])

    def extraction(self, name: str) -> Extraction | None:
        """Return what is stored for a seed, or None when it was refused or is not known."""
        row = self.db.execute("SELECT extraction, text FROM seeds WHERE name = ?", (name,)).fetchone()
        return None if row is None or row[0] is None else unpacked(row[0], row[1])

    def page_files(self, unit: str) -> tuple[str, list[list[str]]]:
        """Return the digest that a unit of pages was made from, and its files as [path, stamp]."""
        row = self.db.execute("SELECT digest, files FROM pages WHERE unit = ?", (unit,)).fetchone()
        return ("", []) if row is None else (row[0], json.loads(row[1]))

    def remember_pages(self, unit: str, digest: str, files: list[list[str]]) -> None:
        """Note what a unit of pages was made from, and its files."""
        self.db.execute("INSERT OR REPLACE INTO pages VALUES (?,?,?)", (unit, digest, json.dumps(files)))


def is_damage(error: Exception) -> bool:
    """Say whether an error means that the file's content cannot be trusted (and not that a disk is full or busy)."""
    return isinstance(error, (sqlite3.DatabaseError, zlib.error)) and not isinstance(error, sqlite3.OperationalError)


def discard(path: Path) -> None:
    """Throw a catalogue away."""
    for suffix in ("", "-wal", "-shm", "-journal"):
        path.with_name(path.name + suffix).unlink(missing_ok=True)


def _share_rights(path: Path) -> None:
    """Let what SQLite keeps beside a catalogue be as writable as the catalogue, which may have been made so since."""
    for suffix in ("-wal", "-shm"):
        beside = path.with_name(path.name + suffix)
        if path.is_file() and beside.is_file() and beside.stat().st_mode != path.stat().st_mode:
            beside.chmod(path.stat().st_mode & 0o777)


def _opened(path: Path | None) -> sqlite3.Connection:
    """Return a connection to a catalogue of this schema; raise ValueError for another, DatabaseError for a wreck."""
    db = sqlite3.connect(path or ":memory:", timeout=30)
    try:
        db.row_factory = sqlite3.Row
        with contextlib.suppress(sqlite3.OperationalError):  # a file system without shared memory
            db.execute("PRAGMA journal_mode = WAL")
        db.execute("PRAGMA synchronous = NORMAL")
        db.execute("PRAGMA foreign_keys = ON")
        version = db.execute("PRAGMA user_version").fetchone()[0]
        if version == SCHEMA_VERSION:
            db.execute("SELECT count(*) FROM state").fetchone()
        elif version or db.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]:
            raise ValueError(f"it has schema {version}, this program uses {SCHEMA_VERSION}")
        else:
            db.executescript(f"BEGIN; {SCHEMA}; PRAGMA user_version = {SCHEMA_VERSION}; COMMIT;")
    except BaseException:
        db.close()
        raise
    return db
