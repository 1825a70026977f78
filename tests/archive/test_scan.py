"""Only files that somebody touched are opened, and only those that differ are read again."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest

from onrecord.archive import extraction
from onrecord.archive.catalogue import Catalogue
from onrecord.archive.rows import Entry
from onrecord.archive.scan import Scan

LATER = 60_000_000_000


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in ("a.txt", "b.txt", "sub/c.md"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(f"The words of {name}.\n", encoding="utf-8")
    return tmp_path


def scan(
    folder: Path, catalogue: Catalogue, began: int | None = None, reading: str = "rules"
) -> tuple[Scan, list[str]]:
    """Walk once, long after all files were touched, and store what is fresh as a build would."""
    walk = Scan(folder, reading, time.time_ns() + LATER if began is None else began)
    fresh = list(walk.fresh(catalogue, lambda _what, _done, _total: None))
    for task in fresh:
        catalogue.store(Entry(task.seed.name, task.seed.sha256, len(task.seed.data), task.key, text="Words."))
    walk.settle(catalogue)
    return walk, [task.seed.name for task in fresh]


def test_untouched_files_are_not_opened(folder: Path) -> None:
    catalogue = Catalogue(None)
    assert scan(folder, catalogue)[1] == ["a.txt", "b.txt", "sub/c.md"]
    walk, fresh = scan(folder, catalogue)
    assert (fresh, walk.opened, walk.lost) == ([], 0, False)


def test_a_touched_file_is_opened_and_a_changed_one_is_fresh(folder: Path) -> None:
    catalogue = Catalogue(None)
    scan(folder, catalogue)
    os.utime(folder / "a.txt")
    (folder / "b.txt").write_text("Other words.\n", encoding="utf-8")
    walk, fresh = scan(folder, catalogue)
    assert (fresh, walk.opened) == (["b.txt"], 2)
    assert scan(folder, catalogue)[0].opened == 0


def test_a_change_that_hides_behind_size_and_time_is_seen(folder: Path) -> None:
    catalogue = Catalogue(None)
    scan(folder, catalogue)
    before = (folder / "a.txt").stat()
    while (folder / "a.txt").stat().st_ctime_ns == before.st_ctime_ns:  # a file system's clock ticks seldom
        (folder / "a.txt").write_text("The wards of a.txt.\n", encoding="utf-8")
        os.utime(folder / "a.txt", ns=(before.st_atime_ns, before.st_mtime_ns))
    assert (folder / "a.txt").stat().st_size == before.st_size
    assert scan(folder, catalogue)[1] == ["a.txt"]


def test_a_file_touched_just_before_it_was_read_is_opened_again(folder: Path) -> None:
    catalogue = Catalogue(None)
    now = max(path.stat().st_ctime_ns for path in folder.rglob("*"))
    scan(folder, catalogue, now)
    walk, fresh = scan(folder, catalogue, now + 1)
    assert (fresh, walk.opened) == ([], 3)


def test_a_sidecar_that_comes_changes_and_goes_makes_its_seed_fresh(folder: Path) -> None:
    catalogue = Catalogue(None)
    scan(folder, catalogue)
    for text in ("title: One\n", "title: Two\n", None):
        beside = folder / "b.txt.yml"
        if text is None:
            beside.unlink()
        else:
            beside.write_text(text, encoding="utf-8")
        assert scan(folder, catalogue)[1] == ["b.txt"]


def test_other_rules_make_every_seed_fresh(folder: Path) -> None:
    catalogue = Catalogue(None)
    scan(folder, catalogue)
    assert len(scan(folder, catalogue, reading="other rules")[1]) == 3
    assert extraction.rules_digest("a") != extraction.rules_digest("b")


def test_seeds_that_are_gone_or_turned_bad_are_lost(folder: Path) -> None:
    catalogue = Catalogue(None)
    scan(folder, catalogue)
    (folder / "a.txt").unlink()
    (folder / "b.txt").unlink()
    (folder / "b.txt").symlink_to(folder / "sub" / "c.md")
    walk, fresh = scan(folder, catalogue)
    assert (fresh, walk.lost) == ([], True)
    assert [row[0] for row in catalogue.rows("SELECT name FROM seeds")] == ["sub/c.md"]
    assert [problem.code for _, problem in catalogue.problems()] == ["SYMLINK"]
    catalogue.drop_problems("file")
    assert not scan(folder, catalogue)[0].lost
