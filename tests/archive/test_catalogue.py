"""The catalogue is derived: whatever happens to the file, the next build makes it anew."""

from __future__ import annotations

import os
import sqlite3
from dataclasses import replace
from pathlib import Path

import pytest

from onrecord.archive import catalogue, extraction
from onrecord.archive.catalogue import SCHEMA_VERSION, Catalogue
from onrecord.archive.faults import Damaged
from onrecord.archive.rows import Entry, Story
from onrecord.authority import records
from onrecord.model import Extraction, Problem, Refused
from onrecord.seeds import files
from samples.archives import FIRST_SEED, ROOT


@pytest.fixture(scope="module")
def first() -> Extraction:
    seed = files.read(FIRST_SEED.parent, FIRST_SEED.name)
    return extraction.extract(seed, records.load(ROOT / "authority").reading)


def entry(name: str, text: str = "Words.") -> Entry:
    problem = Problem(name, 3, "STRAY-MARK", "warning", "something", "do something")
    return Entry(name, "0" * 64, len(text), f"key of {name}", text=text, problems=(problem,))


def test_an_extraction_comes_back_as_it_was(first: Extraction) -> None:
    assert catalogue.unpacked(catalogue.packed(first), first.document.text) == first


def test_what_is_committed_is_there_when_opened_again(tmp_path: Path) -> None:
    path = tmp_path / "deep" / "catalogue.sqlite"
    one = Catalogue(path)
    one.store(entry("a.txt"))
    one.remember("reduced", "yes")
    one.commit()
    one.store(entry("b.txt"))
    one.close()
    two = Catalogue(path)
    assert two.rebuilt == ""
    assert [row[0] for row in two.rows("SELECT name FROM seeds")] == ["a.txt"]
    assert two.state("reduced") == "yes"
    two.close()


def test_storing_a_seed_again_replaces_all_of_it() -> None:
    one = Catalogue(None)
    one.store(entry("a.txt"))
    one.store(entry("a.txt", "Other words."))
    assert one.one("SELECT count(*) FROM seeds") == 1
    assert [problem.line for _, problem in one.problems()] == [3]
    one.drop(["a.txt"])
    assert list(one.problems()) == []
    one.close()


def tables(path: Path) -> int:
    db = sqlite3.connect(path)
    found: int = db.execute("SELECT count(*) FROM seeds").fetchone()[0]
    db.close()
    return found


@pytest.mark.parametrize("damage", ["garbage", "cut", "older", "foreign"])
def test_a_damaged_or_older_file_is_made_anew_and_says_so(damage: str, tmp_path: Path) -> None:
    path = tmp_path / "catalogue.sqlite"
    one = Catalogue(path)
    for number in range(200):
        one.store(entry(f"{number}.txt", "Words. " * 100))
    one.commit()
    one.close()
    if damage == "garbage":
        path.write_bytes(b"not a database at all" * 500)
    elif damage == "cut":
        path.write_bytes(path.read_bytes()[:5000])
    else:
        db = sqlite3.connect(path)
        if damage == "foreign":
            db.executescript("PRAGMA user_version = 0;")
        else:
            db.execute(f"PRAGMA user_version = {SCHEMA_VERSION + 1}")
        db.commit()
        db.close()
    two = Catalogue(path)
    assert two.rebuilt
    two.store(entry("a.txt"))
    two.commit()
    two.close()
    assert tables(path) == 1


def filled(path: Path) -> None:
    one = Catalogue(path)
    for number in range(200):
        one.store(replace(named("Words. " * 100, "Marta Quell"), name=f"{number}.txt"))
    one.remember_pages("home", "digest", [["index.md", "stamp"]])
    one.commit()
    one.close()


def test_a_catalogue_that_looks_as_when_it_was_closed_is_trusted_and_any_other_is_verified(tmp_path: Path) -> None:
    path = tmp_path / "catalogue.sqlite"
    filled(path)
    note = path.with_name(f"{path.name}{catalogue.NOTE}")
    db = sqlite3.connect(path)
    db.create_function("row_sum", -1, lambda *_: 0, deterministic=True)
    db.execute("UPDATE sources SET name = 'Somebody Else' WHERE article = 7")
    db.commit()
    db.close()
    note.write_text(catalogue._look(path), encoding="utf-8")  # as if nobody had touched it
    assert Catalogue(path).rebuilt == ""
    note.unlink()
    two = Catalogue(path)
    assert two.rebuilt == "a row of sources is not what was stored"
    assert two.fresh


def test_every_column_of_every_table_counts_for_the_checksum() -> None:
    one = Catalogue(None)
    tables = [row[0] for row in one.rows("SELECT name FROM sqlite_master WHERE type = 'table'")]
    assert len(tables) == 13
    for table in tables:
        columns = [row[1] for row in one.rows(f"PRAGMA table_info({table})")]
        quoted = ", ".join('"end"' if column == "end" else column for column in columns)
        sql = " ".join(one.one("SELECT sql FROM sqlite_master WHERE name = ?", table).split())
        assert f"GENERATED ALWAYS AS (row_sum({quoted})) STORED" in sql, table


def test_checksums_tell_values_apart_that_read_alike() -> None:
    rows: list[tuple[object, ...]] = [
        ("ab", "c"), ("a", "bc"), ("abc",), ("a", "b", "c"), (1,), ("1",), (b"1",), (None,), ("",), (), (0,), (1.0,),
    ]  # fmt: skip
    assert len({catalogue.row_sum(*row) for row in rows}) == len(rows)


@pytest.mark.parametrize("value", ["[", "not JSON"])
def test_a_value_that_cannot_be_read_is_damage_whatever_its_checksum(value: str, tmp_path: Path) -> None:
    path = tmp_path / "catalogue.sqlite"
    filled(path)
    db = sqlite3.connect(path)
    db.create_function("row_sum", -1, catalogue.row_sum, deterministic=True)
    db.execute("UPDATE pages SET files = ?", (value,))
    db.commit()
    db.close()
    assert Catalogue(path).rebuilt == "a row of pages is not what was stored"


def test_a_stored_extraction_that_cannot_be_read_is_damage() -> None:
    with pytest.raises(Damaged):
        catalogue.unpacked(b"junk", "Words.")


@pytest.mark.parametrize("thing", ["folder", "fifo", "link", "empty", "wal folder", "shm link"])
def test_whatever_stands_in_its_place_in_our_cache_gives_way(thing: str, tmp_path: Path) -> None:
    path = tmp_path / ".cache" / "mkdocs" / "catalogue.sqlite"
    other = tmp_path / "other.sqlite"
    filled(path)
    filled(other)
    before = other.read_bytes()
    place = path.with_name(f"{path.name}-{thing[:3]}") if thing[:3] in ("wal", "shm") else path
    if place == path:
        path.unlink()
    if "folder" in thing:
        place.mkdir()
    elif thing == "fifo":
        os.mkfifo(place)
    elif thing == "empty":
        place.write_bytes(b"")
    else:
        place.symlink_to(other)
    one = Catalogue(path)
    assert bool(one.rebuilt) == (thing != "empty")
    one.store(entry("a.txt"))
    one.commit()
    one.close()
    assert tables(path) == 1
    assert other.read_bytes() == before


def test_a_folder_with_files_in_its_place_is_refused_by_name(tmp_path: Path) -> None:
    path = tmp_path / "catalogue.sqlite"
    path.mkdir()
    (path / "mine.txt").write_bytes(b"x")
    with pytest.raises(Refused, match="a folder stands where the catalogue belongs"):
        Catalogue(path)
    assert (path / "mine.txt").exists()


def test_one_that_is_only_looked_at_is_left_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "catalogue.sqlite"
    path.write_bytes(b"not a database at all" * 500)
    one = Catalogue(path, keep=True)
    assert one.rebuilt
    one.store(entry("a.txt"))
    one.commit()
    one.close()
    assert [p.name for p in tmp_path.iterdir()] == ["catalogue.sqlite"]
    assert path.read_bytes() == b"not a database at all" * 500


def test_a_full_disk_is_no_reason_to_throw_a_catalogue_away(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "catalogue.sqlite"
    filled(path)
    full = sqlite3.OperationalError("database or disk is full")
    full.sqlite_errorcode = sqlite3.SQLITE_FULL

    def connect(*_: object, **__: object) -> None:
        raise full

    monkeypatch.setattr(sqlite3, "connect", connect)
    with pytest.raises(sqlite3.OperationalError):
        Catalogue(path)
    monkeypatch.undo()
    assert Catalogue(path).rebuilt == ""


def named(text: str, name: str, date: str = "2031-05-06") -> Entry:
    row = (1, "Title", "stated", date, "stated", "", "none", "en")
    story = Story(row, ((0, "person", name, "[]"), (1, "organisation", "Harbour Board", '["board"]')))
    return Entry("a.txt", "0" * 64, 9, "key", text=text, stories=(story,))


def test_who_is_who_is_kept_while_a_seed_names_the_same_people() -> None:
    one = Catalogue(None)
    assert not one.store(named("Words.", "Marta Quell"))
    one.change("UPDATE sources SET entity = ?, entity_kind = 'person' WHERE number = 0", [("marta-quell",)])
    assert one.store(named("Other words.", "Marta Quell"))
    assert [row[0] for row in one.rows("SELECT entity FROM sources ORDER BY number")] == ["marta-quell", ""]
    assert not one.store(named("Other words.", "Idris Penhale"))
    assert not one.store(named("Other words.", "Idris Penhale", date="2031-05-07"))
    assert [row[0] for row in one.rows("SELECT entity FROM sources ORDER BY number")] == ["", ""]


def test_a_catalogue_that_was_made_writable_again_is_written_again(tmp_path: Path) -> None:
    path = tmp_path / "catalogue.sqlite"
    Catalogue(path).close()
    for suffix in ("-wal", "-shm"):
        beside = path.with_name(path.name + suffix)
        beside.touch()
        beside.chmod(0o444)  # as SQLite makes them beside a catalogue that is not writable
    catalogue = Catalogue(path)
    catalogue.remember("a", "b")
    assert path.with_name(path.name + "-shm").stat().st_mode & 0o777 == path.stat().st_mode & 0o777
    catalogue.commit()
    catalogue.close()
