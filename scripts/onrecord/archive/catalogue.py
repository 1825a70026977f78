"""The catalogue: one SQLite file per archive with every seed, article, source, utterance, topic and problem.

It is derived from seeds and authority files, so a damaged or older one is thrown away and built anew. Every row carries
a checksum of its other columns, which SQLite keeps. A small file beside the catalogue notes how it looked when it was
last closed; one that looks different is verified whole when it is opened. Rows are read with cursors: nothing here
holds the whole archive in memory.
"""

from __future__ import annotations

import contextlib
import json
import marshal
import os
import sqlite3
import stat
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from onrecord import problems
from onrecord.archive import faults
from onrecord.archive.claims import Claim
from onrecord.archive.faults import Damaged
from onrecord.archive.rows import Entry, Story
from onrecord.characters import printable
from onrecord.model import Extraction, Problem, Refused

if TYPE_CHECKING:
    from pydantic import TypeAdapter

SCHEMA_VERSION = 8
OLDEST_SQLITE = (3, 31, 0)
"""The first that keeps generated columns, here the checksums."""
BESIDE = ("", "-wal", "-shm", "-journal")
NOTE = "-seen"
SUFFIXES = (*BESIDE, NOTE)
"""What follows the name of a catalogue in the names of all its files."""
TRIES = 1000
"""So often at most a note is written until its time is later than the catalogue's; a clock ticks after 100 or so."""
# `utterance_speakers` has a row for an utterance's `source`, and one for each of its `joint_speakers`
SCHEMA = """
CREATE TABLE seeds (
    id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, sha256 TEXT NOT NULL, size INTEGER NOT NULL, key TEXT NOT NULL,
    format TEXT NOT NULL, topics_key TEXT NOT NULL, text TEXT, extraction BLOB, stories INTEGER NOT NULL,
    stamp TEXT NOT NULL DEFAULT '',
    sum INTEGER NOT NULL GENERATED ALWAYS AS (row_sum(id, name, sha256, size, key, format, topics_key, text,
    extraction, stories, stamp)) STORED
);
CREATE INDEX seeds_by_content ON seeds (sha256);
CREATE TABLE articles (
    id INTEGER PRIMARY KEY, seed INTEGER NOT NULL REFERENCES seeds ON DELETE CASCADE, number INTEGER NOT NULL,
    article TEXT NOT NULL DEFAULT '', title TEXT NOT NULL, title_status TEXT NOT NULL, date TEXT NOT NULL,
    date_status TEXT, outlet TEXT NOT NULL, licence TEXT NOT NULL, language TEXT NOT NULL,
    digest TEXT NOT NULL DEFAULT '',
    sum INTEGER NOT NULL GENERATED ALWAYS AS (row_sum(id, seed, number, article, title, title_status, date,
    date_status, outlet, licence, language, digest)) STORED,
    UNIQUE (seed, number)
);
CREATE INDEX articles_by_name ON articles (article);
CREATE INDEX articles_by_date ON articles (date DESC, article);
CREATE TABLE sources (
    article INTEGER NOT NULL REFERENCES articles ON DELETE CASCADE, number INTEGER NOT NULL, kind TEXT NOT NULL,
    name TEXT NOT NULL, roles TEXT NOT NULL, entity_kind TEXT NOT NULL DEFAULT 'unknown',
    entity TEXT NOT NULL DEFAULT '', entity_name TEXT NOT NULL DEFAULT '', entity_rule TEXT NOT NULL DEFAULT '',
    listed INTEGER NOT NULL DEFAULT 0, candidates TEXT NOT NULL DEFAULT '[]',
    sum INTEGER NOT NULL GENERATED ALWAYS AS (row_sum(article, number, kind, name, roles, entity_kind, entity,
    entity_name, entity_rule, listed, candidates)) STORED,
    PRIMARY KEY (article, number)
) WITHOUT ROWID;
CREATE INDEX sources_by_entity ON sources (entity, article);
CREATE TABLE utterances (
    article INTEGER NOT NULL REFERENCES articles ON DELETE CASCADE, number INTEGER NOT NULL,
    utterance TEXT NOT NULL DEFAULT '', mode TEXT NOT NULL, form TEXT NOT NULL, certainty TEXT NOT NULL,
    rule TEXT NOT NULL, source INTEGER, before INTEGER NOT NULL, start INTEGER NOT NULL, "end" INTEGER NOT NULL,
    after INTEGER NOT NULL, role TEXT NOT NULL, candidates TEXT NOT NULL, joint_speakers TEXT NOT NULL,
    unattributed INTEGER NOT NULL DEFAULT 0,
    sum INTEGER NOT NULL GENERATED ALWAYS AS (row_sum(article, number, utterance, mode, form, certainty, rule,
    source, before, start, "end", after, role, candidates, joint_speakers, unattributed)) STORED,
    PRIMARY KEY (article, number)
) WITHOUT ROWID;
CREATE TABLE utterance_speakers (
    article INTEGER NOT NULL REFERENCES articles ON DELETE CASCADE, source INTEGER NOT NULL,
    utterance INTEGER NOT NULL,
    sum INTEGER NOT NULL GENERATED ALWAYS AS (row_sum(article, source, utterance)) STORED,
    PRIMARY KEY (article, source, utterance)
) WITHOUT ROWID;
CREATE INDEX utterances_unattributed ON utterances (unattributed, article) WHERE unattributed;
CREATE TABLE article_topics (
    article INTEGER NOT NULL REFERENCES articles ON DELETE CASCADE, topic TEXT NOT NULL, rule TEXT NOT NULL,
    spans TEXT NOT NULL,
    sum INTEGER NOT NULL GENERATED ALWAYS AS (row_sum(article, topic, rule, spans)) STORED,
    PRIMARY KEY (article, topic)
) WITHOUT ROWID;
CREATE INDEX articles_by_topic ON article_topics (topic, article);
CREATE TABLE utterance_topics (
    article INTEGER NOT NULL REFERENCES articles ON DELETE CASCADE, utterance INTEGER NOT NULL, topic TEXT NOT NULL,
    sum INTEGER NOT NULL GENERATED ALWAYS AS (row_sum(article, utterance, topic)) STORED,
    PRIMARY KEY (article, utterance, topic)
) WITHOUT ROWID;
CREATE INDEX utterances_by_topic ON utterance_topics (topic, article);
CREATE TABLE speakers (
    entity TEXT PRIMARY KEY, kind TEXT NOT NULL, name TEXT NOT NULL, listed INTEGER NOT NULL,
    quotations INTEGER NOT NULL, digest TEXT NOT NULL DEFAULT '',
    sum INTEGER NOT NULL GENERATED ALWAYS AS (row_sum(entity, kind, name, listed, quotations, digest)) STORED
) WITHOUT ROWID;
CREATE TABLE topics (
    topic TEXT PRIMARY KEY, articles INTEGER NOT NULL, digest TEXT NOT NULL,
    sum INTEGER NOT NULL GENERATED ALWAYS AS (row_sum(topic, articles, digest)) STORED
) WITHOUT ROWID;
CREATE TABLE problems (
    seed TEXT NOT NULL, path TEXT NOT NULL, line INTEGER NOT NULL, code TEXT NOT NULL, severity TEXT NOT NULL,
    message TEXT NOT NULL, fix TEXT NOT NULL, stage TEXT NOT NULL,
    sum INTEGER NOT NULL GENERATED ALWAYS AS (row_sum(seed, path, line, code, severity, message, fix, stage)) STORED
);
CREATE INDEX problems_by_seed ON problems (seed);
CREATE TABLE moved (
    old TEXT PRIMARY KEY, article TEXT NOT NULL,
    sum INTEGER NOT NULL GENERATED ALWAYS AS (row_sum(old, article)) STORED
) WITHOUT ROWID;
CREATE TABLE pages (
    unit TEXT PRIMARY KEY, digest TEXT NOT NULL, files TEXT NOT NULL,
    sum INTEGER NOT NULL GENERATED ALWAYS AS (row_sum(unit, digest, files)) STORED
) WITHOUT ROWID;
CREATE TABLE state (
    name TEXT PRIMARY KEY, value TEXT NOT NULL,
    sum INTEGER NOT NULL GENERATED ALWAYS AS (row_sum(name, value)) STORED
) WITHOUT ROWID;
"""


# How many utterances somebody says, of `utterance_speakers p`: one of two joint speakers who turn out to be one person
# counts once
SAID = "count(DISTINCT (p.article << 20) + p.utterance)"
MET = """
SELECT a.number, a.date, x.number, x.kind, x.name, x.roles,
    x.entity_kind, x.entity, x.entity_name, x.entity_rule, x.listed, x.candidates, a.id, a.article
FROM articles a JOIN seeds s ON s.id = a.seed LEFT JOIN sources x ON x.article = a.id
WHERE s.name = ? ORDER BY a.number, x.number"""
HOLDS_JSON = {
    "sources": ("roles", "candidates"),
    "utterances": ("candidates", "joint_speakers"),
    "article_topics": ("spans",),
    "pages": ("files",),
}
KEEP = """UPDATE sources SET entity_kind = ?, entity = ?, entity_name = ?, entity_rule = ?, listed = ?, candidates = ?
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
    """Return a stored extraction with its text; raise Damaged when it cannot be read."""
    try:
        bare = _adapter().validate_json(zlib.decompress(blob))
    except Exception as error:
        raise Damaged(faults.told(error)) from error
    return replace(bare, document=replace(bare.document, text=text))


def row_sum(*values: Any) -> int:
    """Return the checksum of a row: of its values, their types and their lengths."""
    return zlib.crc32(marshal.dumps(values, 2))  # version 2: the same bytes for the same values, whoever holds them


class Catalogue:
    """An open catalogue. `rebuilt` says why an existing one could not be used, or is empty; `fresh` that it was empty.

    A catalogue that is only looked at (`keep`) leaves a file that cannot be used as it is, and works in memory instead.
    """

    def __init__(self, path: Path | None, *, keep: bool = False) -> None:
        """Open the catalogue at a path, or one in memory; make it anew where it is missing, damaged or older."""
        self.rebuilt = ""
        self._noted = None if keep else path
        if path is not None:
            path.parent.mkdir(parents=True, exist_ok=True)
            _share_rights(path)
        try:
            self.db, self.fresh = _sound(path)
        except Exception as error:
            if path is None or _is_about_the_disk(error):
                raise
            self.rebuilt = str(error) if isinstance(error, Damaged) else faults.told(error)
            if not keep:
                discard(path)
            self.db, self.fresh = _sound(None if keep else path)

    @classmethod
    def beside(cls, path: Path) -> Catalogue:
        """Open a catalogue that another process has open, to read: nothing is verified, made or noted."""
        found = cls.__new__(cls)
        found.rebuilt, found.fresh, found._noted = "", False, None
        found.db = _connected(path)
        return found

    def close(self) -> None:
        """Close the file; what was not committed is lost."""
        self.db.close()
        if self._noted is not None:
            with contextlib.suppress(OSError, Damaged):  # it will be verified
                _note(self._noted)

    def copy_to(self, path: Path) -> None:
        """Put a copy of what was committed at a path, in place of a catalogue that is there."""
        path.parent.mkdir(parents=True, exist_ok=True)
        discard(path)
        with contextlib.closing(sqlite3.connect(path)) as copy:
            self.db.backup(copy)

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
        values = (entry.name, entry.sha256, entry.size, entry.key, entry.format, entry.topics_key, entry.text)
        sql = "INSERT INTO seeds (name, sha256, size, key, format, topics_key, text, extraction, stories)"
        seed = self.db.execute(f"{sql} VALUES (?,?,?,?,?,?,?,?,?)", (*values, entry.blob, len(entry.stories))).lastrowid
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

    def claims(self) -> Iterator[tuple[Claim, frozenset[int]]]:
        """Yield the seeds that can be published, with the numbers of those of their articles that now are."""
        sql = """SELECT s.name, s.sha256, s.stories, group_concat(a.number) FROM seeds s
                 LEFT JOIN articles a ON a.seed = s.id WHERE s.text IS NOT NULL GROUP BY s.id"""
        for name, sha256, stories, numbers in self.rows(sql):
            yield Claim(name, sha256, stories), frozenset(map(int, numbers.split(","))) if numbers else frozenset()

    def restore(self, entry: Entry) -> None:
        """Put in all articles of a stored seed, some of which had no address before."""
        seed = self.one("SELECT id FROM seeds WHERE name = ?", entry.name)
        self.db.execute("DELETE FROM articles WHERE seed = ?", (seed,))
        for story in entry.stories:
            self._store_story(seed, story)

    def leave_out(self, articles: Iterable[tuple[str, int]]) -> None:
        """Take articles out, given as seed and number: they have no address. The seed stays at hand."""
        sql = "DELETE FROM articles WHERE seed = (SELECT id FROM seeds WHERE name = ?) AND number = ?"
        self.change(sql, articles)

    def _store_story(self, seed: int | None, story: Story) -> None:
        names = "seed, number, title, title_status, date, date_status, outlet, licence, language"
        sql = f"INSERT INTO articles ({names}) VALUES (?,?,?,?,?,?,?,?,?)"  # noqa: S608
        article = self.db.execute(sql, (seed, *story.article)).lastrowid
        sql = "INSERT INTO sources (article, number, kind, name, roles) VALUES (?,?,?,?,?)"
        self.change(sql, ((article, *row) for row in story.sources))
        names = (
            "article, number, mode, form, certainty, rule, source, before, start, "
            '"end", after, role, candidates, joint_speakers'
        )
        sql = f"INSERT INTO utterances ({names}) VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?)"  # noqa: S608
        self.change(sql, ((article, *row) for row in story.utterances))
        sql = "INSERT INTO utterance_speakers VALUES (?,?,?)"
        self.change(sql, ((article, *row) for row in story.utterance_speakers))
        self._store_topics(article, story)

    def _store_topics(self, article: int | None, story: Story) -> None:
        self.change("INSERT INTO article_topics VALUES (?,?,?,?)", ((article, *row) for row in story.topics))
        self.change("INSERT INTO utterance_topics VALUES (?,?,?)", ((article, *row) for row in story.spoken_topics))

    def store_topics(self, entry: Entry) -> None:
        """Put in the topics of a seed's articles, in place of those found before."""
        self.db.execute("UPDATE seeds SET topics_key = ? WHERE name = ?", (entry.topics_key, entry.name))
        sql = "SELECT a.id FROM articles a JOIN seeds s ON s.id = a.seed WHERE s.name = ? AND a.number = ?"
        for story in entry.stories:
            article = self.one(sql, entry.name, story.article[0])
            if article is None:  # it has no address, and is not published
                continue
            self.db.execute("DELETE FROM article_topics WHERE article = ?", (article,))
            self.db.execute("DELETE FROM utterance_topics WHERE article = ?", (article,))
            self._store_topics(article, story)

    def add_problems(self, seed: str, stage: str, problems: Iterable[Problem]) -> None:
        """Add problems that a stage found in a seed (or, with an empty name, in the archive)."""
        rows = ((seed, printable(p.path), p.line, p.code, p.severity, p.message, p.fix, stage) for p in problems)
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


def _is_about_the_disk(error: Exception) -> bool:
    """Say whether a new file in place of this one would fare no better. One that may not be read is no good to us."""
    refused = isinstance(error, sqlite3.Error) and getattr(error, "sqlite_errorcode", 0) & 0xFF in (
        sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PERM, sqlite3.SQLITE_READONLY,
    )  # fmt: skip
    return not refused and not faults.unexpected(error)


def discard(path: Path) -> None:
    """Throw a catalogue away, or whatever stands in its place; raise Refused for a folder with files in it."""
    for suffix in SUFFIXES:
        place = path.with_name(path.name + suffix)
        if not place.is_dir() or place.is_symlink():
            place.unlink(missing_ok=True)
            continue
        try:
            place.rmdir()
        except OSError:
            message = "a folder stands where the catalogue belongs"
            raise Refused(problems.make("CONFIG", str(place), message, fix="move the folder away")) from None


def _share_rights(path: Path) -> None:
    """Let what SQLite keeps beside a catalogue be as writable as the catalogue, which may have been made so since."""
    for suffix in ("-wal", "-shm"):
        beside = path.with_name(path.name + suffix)
        if path.is_file() and beside.is_file() and beside.stat().st_mode != path.stat().st_mode:
            beside.chmod(path.stat().st_mode & 0o777)


def _sound(path: Path | None) -> tuple[sqlite3.Connection, bool]:
    """Return a connection to a catalogue of this schema, and whether it was made just now; raise Damaged for another.

    A catalogue that does not look as when it was last closed is verified.
    """
    if sqlite3.sqlite_version_info < OLDEST_SQLITE:
        needed = ".".join(map(str, OLDEST_SQLITE))
        message = f"this Python has SQLite {sqlite3.sqlite_version}, and {needed} or newer is needed"
        raise Refused(problems.make("CONFIG", "SQLite", message, fix="use a newer Python"))
    seen = _look(path) if path else ""
    db = _connected(path or ":memory:")
    try:
        version = db.execute("PRAGMA user_version").fetchone()[0]
        is_new = not version and not db.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]
        if is_new:
            db.executescript(f"BEGIN; {SCHEMA}; PRAGMA user_version = {SCHEMA_VERSION}; COMMIT;")
        elif version != SCHEMA_VERSION:
            raise Damaged(f"it has schema {version}, this program uses {SCHEMA_VERSION}")
        elif path and not (seen and seen == _noted(path)):
            _verify(db)
    except BaseException:
        db.close()
        raise
    return db, is_new


def _connected(path: Path | str) -> sqlite3.Connection:
    db = sqlite3.connect(path, timeout=30)
    try:
        db.row_factory = sqlite3.Row
        db.create_function("row_sum", -1, row_sum, deterministic=True)
        with contextlib.suppress(sqlite3.OperationalError):  # a file system without shared memory
            db.execute("PRAGMA journal_mode = WAL")
        db.execute("PRAGMA synchronous = NORMAL")
        db.execute("PRAGMA foreign_keys = ON")
        db.execute("PRAGMA trusted_schema = ON")  # row_sum is ours
    except BaseException:
        db.close()
        raise
    return db


def _verify(db: sqlite3.Connection) -> None:
    """Raise Damaged when anything in a catalogue is not as it was stored there."""
    if _tables(db) != _tables_of_schema():
        raise Damaged("its tables are not those of this program")
    found = db.execute("PRAGMA integrity_check(1)").fetchone()[0]
    if found != "ok":
        raise Damaged(f"SQLite finds in it: {found}")
    for table in [row[0] for row in db.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]:
        columns = ", ".join(f'"{row[1]}"' for row in db.execute(f"PRAGMA table_info({table})"))
        wrong = [f"sum IS NOT row_sum({columns})", *(f"NOT json_valid({one})" for one in HOLDS_JSON.get(table, ()))]
        if db.execute(f"SELECT 1 FROM {table} WHERE {' OR '.join(wrong)} LIMIT 1").fetchone():  # noqa: S608
            raise Damaged(f"a row of {table} is not what was stored")
    if db.execute("PRAGMA foreign_key_check").fetchone():
        raise Damaged("a row is about something that is not there")


def _tables(db: sqlite3.Connection) -> list[tuple[Any, ...]]:
    return [tuple(row) for row in db.execute("SELECT type, name, tbl_name, sql FROM sqlite_master ORDER BY name")]


@cache
def _tables_of_schema() -> list[tuple[Any, ...]]:
    with contextlib.closing(_sound(None)[0]) as db:
        return _tables(db)


def _look(path: Path) -> str:
    """Return how a closed catalogue looks from outside; nothing where there is none or it was not closed.

    Raise Damaged for what SQLite must not open: links, pipes and folders.
    """
    looks: list[str] = []
    for suffix in BESIDE:
        try:
            found = os.lstat(f"{path}{suffix}")
        except FileNotFoundError:
            looks.append("-")
            continue
        if not stat.S_ISREG(found.st_mode):
            raise Damaged(f"{path.name}{suffix} is no regular file")
        looks.append(f"{found.st_size} {found.st_mtime_ns} {found.st_ctime_ns} {found.st_ino}")
    return looks[0] if looks[0] != "-" and looks[1:] == ["-"] * 3 else ""


def _noted(path: Path) -> str:
    """Return how a catalogue looked when it was last closed, as was noted then."""
    try:
        return path.with_name(path.name + NOTE).read_text(encoding="utf-8")
    except (OSError, ValueError):
        return ""


def _note(path: Path) -> None:
    """Note how a catalogue looks, at a time at which no later change could leave it looking the same."""
    looks = _look(path)
    if not looks or looks == _noted(path):
        return
    changed = int(looks.split()[2])
    note = path.with_name(path.name + NOTE)
    for _ in range(TRIES):
        note.write_text(looks, encoding="utf-8")
        if note.stat().st_mtime_ns > changed:
            return
    note.unlink()
