"""The only writer: what differs is written, what belongs to nothing is deleted, and nothing else is touched."""

from __future__ import annotations

import os
import threading
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.sync import Busy, Lock, Writer, stamp

OWNED = ("articles", "index.md")


def run(root: Path, pages: dict[str, bytes], owned: tuple[str, ...] = OWNED, dry: bool = False) -> Writer:
    writer = Writer(root, dry)
    for path, data in pages.items():
        writer.write(path, data)
    writer.sweep(owned)
    return writer


def tree(root: Path) -> dict[str, bytes]:
    return {p.relative_to(root).as_posix(): p.read_bytes() for p in sorted(root.rglob("*")) if p.is_file()}


def test_second_run_writes_nothing_and_touches_no_file(tmp_path: Path) -> None:
    pages = {"index.md": b"home", "articles/a.md": b"one", "articles/deep/b.md": b"two"}
    assert run(tmp_path, pages).report.written == list(pages)
    before = {path: stamp(tmp_path / path) for path in pages}
    second = run(tmp_path, pages).report
    assert (second.written, second.deleted, second.unchanged) == ([], [], 3)
    assert {path: stamp(tmp_path / path) for path in pages} == before


def test_stale_files_go_and_other_peoples_files_stay(tmp_path: Path) -> None:
    run(tmp_path, {"articles/a.md": b"one", "articles/old/b.md": b"two", "index.md": b"home"})
    (tmp_path / "about.md").write_bytes(b"by hand")
    (tmp_path / "articles" / ".hidden").write_bytes(b"not ours")
    report = run(tmp_path, {"articles/a.md": b"one"}).report
    assert report.deleted == ["articles/old/b.md", "index.md"]
    assert tree(tmp_path) == {"about.md": b"by hand", "articles/.hidden": b"not ours", "articles/a.md": b"one"}
    assert not (tmp_path / "articles" / "old").exists()


def test_leftovers_of_a_killed_build_go(tmp_path: Path) -> None:
    run(tmp_path, {"articles/a.md": b"one"})
    (tmp_path / "articles" / "b.md.onrecord-new").write_bytes(b"half")
    run(tmp_path, {"articles/a.md": b"one"})
    assert tree(tmp_path) == {"articles/a.md": b"one"}


def test_dry_run_reports_and_writes_nothing(tmp_path: Path) -> None:
    run(tmp_path, {"articles/a.md": b"one", "index.md": b"home"})
    before = tree(tmp_path)
    report = run(tmp_path, {"articles/a.md": b"changed", "articles/b.md": b"new"}, dry=True).report
    assert (report.written, report.deleted) == (["articles/a.md", "articles/b.md"], ["index.md"])
    assert tree(tmp_path) == before


def test_links_and_folders_in_the_way_are_replaced_and_never_followed(tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "kept.md").write_bytes(b"kept")
    docs = tmp_path / "docs"
    docs.mkdir()
    (docs / "articles").symlink_to(outside)
    (docs / "index.md").mkdir()
    run(docs, {"articles/kept.md": b"page", "index.md": b"home"})
    assert tree(outside) == {"kept.md": b"kept"}
    assert (docs / "articles").is_dir()
    assert not (docs / "articles").is_symlink()
    assert tree(docs) == {"articles/kept.md": b"page", "index.md": b"home"}


def test_a_page_that_is_a_link_is_replaced_by_a_file(tmp_path: Path) -> None:
    target = tmp_path / "secret"
    target.write_bytes(b"one")
    docs = tmp_path / "docs"
    (docs / "articles").mkdir(parents=True)
    (docs / "articles" / "a.md").symlink_to(target)
    run(docs, {"articles/a.md": b"one"})
    assert not (docs / "articles" / "a.md").is_symlink()
    run(docs, {"articles/a.md": b"two"})
    assert target.read_bytes() == b"one"


@pytest.mark.parametrize("path", ["../x.md", "/x.md", "articles/../../x.md"])
def test_paths_that_lead_out_are_refused(path: str, tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="leads out"):
        Writer(tmp_path / "docs").write(path, b"x")


def test_two_pages_on_one_path_are_refused(tmp_path: Path) -> None:
    writer = Writer(tmp_path)
    writer.write("index.md", b"one")
    with pytest.raises(ValueError, match=r"index\.md"):
        writer.write("index.md", b"two")


@given(
    first=st.dictionaries(st.sampled_from(["articles/a.md", "articles/b/1.md", "index.md"]), st.binary(max_size=3)),
    second=st.dictionaries(st.sampled_from(["articles/a.md", "articles/b/1.md", "index.md"]), st.binary(max_size=3)),
)
def test_whatever_was_there_the_folder_ends_as_the_pages_say(
    first: dict[str, bytes], second: dict[str, bytes], tmp_path_factory: pytest.TempPathFactory
) -> None:
    root = tmp_path_factory.mktemp("docs")
    run(root, first)
    run(root, second)
    assert tree(root) == second


def test_one_build_at_a_time(tmp_path: Path) -> None:
    path = tmp_path / "cache" / "lock"
    with Lock(path, 1), pytest.raises(Busy), Lock(path, 0.05):
        pass
    seen = []

    def second() -> None:
        with Lock(path, 5):
            seen.append("second")

    with Lock(path, 1):
        thread = threading.Thread(target=second)
        thread.start()
        seen.append("first")
    thread.join()
    assert seen == ["first", "second"]


def test_stamp_tells_a_changed_file(tmp_path: Path) -> None:
    page = tmp_path / "a.md"
    assert stamp(page) == ""
    page.write_bytes(b"one")
    before = stamp(page)
    os.utime(page, ns=(1, 1))
    assert stamp(page) != before
