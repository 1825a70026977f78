"""The only writer: what differs is written, what belongs to nothing is deleted, and nothing else is touched."""

from __future__ import annotations

import os
import threading
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.model import Refused
from onrecord.publish.manifest import MARK, Manifest
from onrecord.publish.sync import Busy, Lock, Writer, stamp, write_file
from samples.archives import dies_at


def run(root: Path, pages: dict[str, bytes], dry: bool = False) -> Writer:
    writer = Writer(root, dry)
    for path, data in pages.items():
        writer.write(path, data)
    writer.finish()
    return writer


def tree(root: Path) -> dict[str, bytes]:
    files = (p for p in sorted(root.rglob("*")) if p.is_file() and p.relative_to(root).parts[0] != MARK)
    return {p.relative_to(root).as_posix(): p.read_bytes() for p in files}


def test_second_run_writes_nothing_and_touches_no_file(tmp_path: Path) -> None:
    pages = {"index.md": b"home", "articles/a.md": b"one", "articles/deep/b.md": b"two"}
    assert run(tmp_path, pages).report.written == list(pages)
    everything = [p for p in tmp_path.rglob("*") if p.is_file()]
    before = {path: stamp(path) for path in everything}
    second = run(tmp_path, pages).report
    assert (second.written, second.deleted, second.unchanged) == ([], [], 3)
    assert {path: stamp(path) for path in tmp_path.rglob("*") if path.is_file()} == before


def test_stale_files_go_and_other_peoples_files_stay(tmp_path: Path) -> None:
    run(tmp_path, {"articles/a.md": b"one", "articles/old/b.md": b"two", "index.md": b"home"})
    (tmp_path / "about.md").write_bytes(b"by hand")
    (tmp_path / "articles" / "mine.md").write_bytes(b"not ours")
    (tmp_path / "articles" / ".hidden").write_bytes(b"not ours")
    report = run(tmp_path, {"articles/a.md": b"one"}).report
    assert report.deleted == ["articles/old/b.md", "index.md"]
    left = {"about.md": b"by hand", "articles/.hidden": b"not ours", "articles/mine.md": b"not ours"}
    assert tree(tmp_path) == {**left, "articles/a.md": b"one"}
    assert not (tmp_path / "articles" / "old").exists()


def test_what_looks_like_a_leftover_of_ours_is_not_touched(tmp_path: Path) -> None:
    run(tmp_path, {"articles/a.md": b"one"})
    (tmp_path / "articles" / "b.md.onrecord-new").write_bytes(b"half")
    run(tmp_path, {"articles/a.md": b"one"})
    assert tree(tmp_path) == {"articles/a.md": b"one", "articles/b.md.onrecord-new": b"half"}


def test_dry_run_reports_and_writes_nothing(tmp_path: Path) -> None:
    run(tmp_path, {"articles/a.md": b"one", "index.md": b"home"})
    (tmp_path / "articles" / "c.md").write_bytes(b"not ours")
    before = tree(tmp_path)
    report = run(
        tmp_path, {"articles/a.md": b"changed", "articles/b.md": b"new", "articles/c.md": b"x"}, dry=True
    ).report
    assert (report.written, report.deleted) == (["articles/a.md", "articles/b.md"], ["index.md"])
    assert report.in_the_way == ["articles/c.md"]
    assert tree(tmp_path) == before


def test_the_very_page_is_taken_for_ours_and_another_file_in_its_place_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_bytes(b"one")
    assert run(tmp_path, {"a.md": b"one"}).report.unchanged == 1
    run(tmp_path, {})
    assert tree(tmp_path) == {}
    (tmp_path / "a.md").write_bytes(b"hers")
    with pytest.raises(Refused, match="did not make it"):
        run(tmp_path, {"a.md": b"one"})
    assert tree(tmp_path) == {"a.md": b"hers"}


@pytest.mark.parametrize("way", ["link", "folder link", "file for folder", "folder", "hidden in folder", "dangling"])
def test_what_is_in_the_way_of_a_page_and_not_ours_is_refused_and_never_followed(way: str, tmp_path: Path) -> None:
    outside, docs = tmp_path / "outside", tmp_path / "docs"
    for folder in (outside, docs / "articles"):
        folder.mkdir(parents=True)
    (outside / "a.md").write_bytes(b"page")
    page = docs / "articles" / "a.md"
    if way in ("link", "dangling"):
        page.symlink_to(outside / ("a.md" if way == "link" else "nowhere"))
    elif way == "folder link":
        (docs / "articles").rmdir()
        (docs / "articles").symlink_to(outside)
    elif way == "file for folder":
        (docs / "articles").rmdir()
        (docs / "articles").write_bytes(b"notes")
    else:
        page.mkdir()
        (page / ("notes.md" if way == "folder" else ".notes")).write_bytes(b"hers")
    before = snapshot(tmp_path)
    for data in (b"page", b"other"):
        with pytest.raises(Refused, match="did not make it"):
            run(docs, {"articles/a.md": data})
        assert snapshot(tmp_path) == before


def snapshot(root: Path) -> dict[str, str]:
    return {
        str(p): str(p.readlink()) if p.is_symlink() else p.read_text() if p.is_file() else "" for p in root.rglob("*")
    }


def test_a_file_of_ours_makes_room_for_a_folder_and_a_folder_for_a_file(tmp_path: Path) -> None:
    run(tmp_path, {"img": b"a picture", "map/one.png": b"one", "map/deep/two.png": b"two"})
    pages = {"img/a.png": b"a picture", "map": b"one"}
    run(tmp_path, pages)
    assert tree(tmp_path) == pages


def test_a_link_that_took_the_place_of_a_page_is_not_deleted_with_it(tmp_path: Path) -> None:
    target, docs = tmp_path / "secret", tmp_path / "docs"
    target.write_bytes(b"one")
    run(docs, {"articles/a.md": b"one", "articles/b.md": b"two"})
    (docs / "articles" / "a.md").unlink()
    (docs / "articles" / "a.md").symlink_to(target)
    run(docs, {})
    assert target.read_bytes() == b"one"
    assert [path.name for path in (docs / "articles").iterdir()] == ["a.md"]


@pytest.mark.parametrize("path", ["../x.md", "/x.md", "articles/../../x.md"])
def test_paths_that_lead_out_are_refused(path: str, tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="leads out"):
        Writer(tmp_path / "docs").write(path, b"x")


def test_two_pages_on_one_path_are_refused(tmp_path: Path) -> None:
    writer = Writer(tmp_path)
    writer.write("index.md", b"one")
    with pytest.raises(ValueError, match=r"index\.md"):
        writer.write("index.md", b"two")
    writer.manifest.close()


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


NAMES = st.sampled_from(
    ["a.md", "articles/a.md", "odd\nname.md", "back\\slash\\n.md", " spaces .md", "#.md", "\udcff.md", "\r"]
)


@given(first=st.sets(NAMES), second=st.sets(NAMES))
def test_the_list_says_what_is_there_whatever_the_names(
    first: set[str], second: set[str], tmp_path_factory: pytest.TempPathFactory
) -> None:
    root = tmp_path_factory.mktemp("docs")
    for names in (first, second):
        run(root, dict.fromkeys(sorted(names), b"x"))
        assert Manifest(root, "docs").names == names
        assert set(tree(root)) == names


PAGES = ({"a.md": b"1", "b/c.md": b"2", "index.md": b"3"}, {"a.md": b"other", "b/d.md": b"4", "x": b"5"})


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs a process that can be copied")
def test_after_a_kill_at_any_step_every_file_of_ours_is_named(tmp_path: Path) -> None:
    steps, died = 0, True
    while died:
        root = tmp_path / str(steps)
        run(root, PAGES[0])
        (root / "hers.md").write_bytes(b"hers")
        died = dies_at(steps, lambda: run(root, PAGES[1]))  # noqa: B023
        named = Manifest(root, "docs").names
        assert set(tree(root)) - {"hers.md"} <= named, steps
        run(root, PAGES[1])
        assert tree(root) == {**PAGES[1], "hers.md": b"hers"}, steps
        steps += 1
    assert steps > 10


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs a process that can be copied")
def test_a_first_build_that_was_killed_at_any_step_goes_on(tmp_path: Path) -> None:
    steps = 0
    while dies_at(steps, lambda: run(tmp_path / str(steps), PAGES[0])):  # noqa: B023
        run(tmp_path / str(steps), PAGES[0])
        assert tree(tmp_path / str(steps)) == PAGES[0], steps
        steps += 1
    assert steps > 5


@pytest.mark.parametrize(
    "text", ["", "notes\n", "# On the Record made the files that are named here in this site folder"]
)
def test_a_mark_that_is_not_ours_is_refused(text: str, tmp_path: Path) -> None:
    (tmp_path / MARK).mkdir()
    (tmp_path / MARK / "manifest").write_text(text, encoding="utf-8")
    with pytest.raises(Refused, match="name of a mark of ours"):
        Writer(tmp_path)
    (tmp_path / MARK / "manifest").rename(tmp_path / MARK / "notes")
    with pytest.raises(Refused, match="name of a mark of ours"):
        Writer(tmp_path)


def test_a_list_that_leads_out_of_the_folder_is_refused(tmp_path: Path) -> None:
    for name in ("../x", "/etc/passwd", "a/../../x", ""):
        run(tmp_path, {"a.md": b"x"})
        with (tmp_path / MARK / "manifest").open("a", encoding="utf-8") as file:
            file.write(f"{name}\n")
        with pytest.raises(Refused, match="leads out"):
            run(tmp_path, {})
        (tmp_path / MARK / "manifest").unlink()


def test_a_link_in_the_mark_is_not_written_through(tmp_path: Path) -> None:
    docs, victim = tmp_path / "docs", tmp_path / "victim"
    victim.write_bytes(b"hers")
    run(docs, {"a.md": b"x"})
    for make in (os.symlink, os.link):
        make(victim, docs / MARK / "new")
        run(docs, {"a.md": str(make).encode()})
        assert victim.read_bytes() == b"hers"


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


def test_stamp_tells_a_file_that_was_changed_behind_its_times(tmp_path: Path) -> None:
    page = tmp_path / "a.md"
    page.write_bytes(b"one")
    before, found = stamp(page), page.stat()
    time.sleep(0.02)  # the coarsest clock of a kernel stands still for so long
    with page.open("r+b") as file:
        file.write(b"two")
    os.utime(page, ns=(found.st_atime_ns, found.st_mtime_ns))
    assert (page.stat().st_size, page.stat().st_mtime_ns, page.stat().st_ino) == (3, found.st_mtime_ns, found.st_ino)
    assert stamp(page) != before


def test_a_single_file_is_written_whole_and_beside_nothing_else(tmp_path: Path) -> None:
    (tmp_path / ".out.0").write_bytes(b"hers")
    write_file(tmp_path / "out", b"data")
    assert tree(tmp_path) == {".out.0": b"hers", "out": b"data"}
