"""The catalogue is derived: whatever happens to the file, the next build makes it anew."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from conftest import FIRST_SEED, ROOT
from onrecord import authority, catalogue, extraction, seeds
from onrecord.catalogue import SCHEMA_VERSION, Catalogue
from onrecord.model import Extraction, Problem
from onrecord.records import Entry, Story


@pytest.fixture(scope="module")
def first() -> Extraction:
    seed = seeds.read(FIRST_SEED.parent, FIRST_SEED.name)
    return extraction.extract(seed, authority.load(ROOT / "authority").reading)


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


def test_damage_in_the_middle_is_told_from_a_full_disk(tmp_path: Path) -> None:
    path = tmp_path / "catalogue.sqlite"
    one = Catalogue(path)
    for number in range(200):
        one.store(entry(f"{number}.txt", "Words. " * 100))
    one.commit()
    one.close()
    data = bytearray(path.read_bytes())
    middle = len(data) // 2
    data[middle : middle + 20000] = b"\xff" * 20000
    path.write_bytes(bytes(data))
    two = Catalogue(path)
    with pytest.raises(sqlite3.DatabaseError) as caught:
        list(two.rows("SELECT * FROM seeds"))
    two.close()
    assert catalogue.is_damage(caught.value)
    assert not catalogue.is_damage(sqlite3.OperationalError("database or disk is full"))
    catalogue.discard(path)
    assert not path.exists()


def named(text: str, name: str, date: str = "2031-05-06") -> Entry:
    row = (1, "Title", "stated", date, "stated", "", "none", "en")
    story = Story(row, ((0, "person", name, "[]"), (1, "organisation", "Harbour Board", '["board"]')))
    return Entry("a.txt", "0" * 64, 9, "key", text=text, stories=(story,))


def test_who_is_who_is_kept_while_a_seed_names_the_same_people() -> None:
    one = Catalogue(None)
    assert not one.store(named("Words.", "Marta Quell"))
    one.change("UPDATE sources SET who = ?, who_kind = 'person' WHERE number = 0", [("marta-quell",)])
    assert one.store(named("Other words.", "Marta Quell"))
    assert [row[0] for row in one.rows("SELECT who FROM sources ORDER BY number")] == ["marta-quell", ""]
    assert not one.store(named("Other words.", "Idris Penhale"))
    assert not one.store(named("Other words.", "Idris Penhale", date="2031-05-07"))
    assert [row[0] for row in one.rows("SELECT who FROM sources ORDER BY number")] == ["", ""]


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
