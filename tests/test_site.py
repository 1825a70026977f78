"""The site is whole at every moment: built aside, put in its place in one step, and left alone when anything fails."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from conftest import HANG, ROOT
from onrecord import config, site
from onrecord.config import Archive
from onrecord.model import Refused
from onrecord.pipeline import Options

CONFIG = """\
site_name: Small
theme: {{name: mkdocs}}
plugins: []
extra: {{onrecord: {{authority: {0}/authority, pages: pages, unlicensed: publish}}}}
"""
STORY = "The ferry to Sandholm sails again, edition {0}.\n\n“We waited long enough {0},” said Marta Quell, the mayor.\n"
WAITS = f"""\
import pathlib, time
def on_post_build(config):
    pathlib.Path(config.config_file_path).with_name("built").touch()
    time.sleep({HANG})
"""
PAGES = ("about.md", "contributing.md", "searching.md")


@pytest.fixture
def archive(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Archive:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "0")  # MkDocs prints the hour of its build on the first page
    (tmp_path / "mkdocs.yml").write_text(CONFIG.format(ROOT), encoding="utf-8")
    for folder in ("seeds", "pages"):
        (tmp_path / folder).mkdir()
    for page in PAGES:
        (tmp_path / "pages" / page).write_text("# A page\n", encoding="utf-8")
    plant(tmp_path, "one")
    return config.load(tmp_path / "mkdocs.yml")


def plant(root: Path, edition: str) -> None:
    for number in range(8):
        (root / "seeds" / f"ferry-{number}.txt").write_text(STORY.format(f"{edition} {number}"), encoding="utf-8")


def tree(folder: Path) -> dict[str, bytes]:
    skipped = {"sitemap.xml", "sitemap.xml.gz"}
    files = (p for p in sorted(folder.rglob("*")) if p.is_file() and p.name not in skipped)
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in files}


def start(archive: Archive) -> subprocess.Popen[str]:
    command = [sys.executable, str(ROOT / "scripts" / "build.py"), "site", "-f", str(archive.config)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)


def ended(process: subprocess.Popen[str]) -> int:
    said = process.communicate(timeout=HANG)[0]
    if process.returncode not in (0, -signal.SIGKILL):
        pytest.fail(said)
    return process.returncode


def leftovers(archive: Archive) -> list[str]:
    return [path.name for path in archive.root.iterdir() if path.name.startswith(".site")]


def test_a_site_is_built_and_built_again(archive: Archive) -> None:
    result = site.publish(archive, Options(jobs=1))
    assert result.counts.articles == 8
    page = (archive.site / "articles" / "ferry-3" / "index.html").read_text(encoding="utf-8")
    assert "We waited long enough one 3" in page
    before = tree(archive.site)
    site.publish(archive, Options(jobs=1))
    assert tree(archive.site) == before
    assert leftovers(archive) == []


@pytest.mark.parametrize("exchange", [True, False])
def test_swap_works_with_and_without_an_exchange_of_folders(
    exchange: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if not exchange:
        monkeypatch.setattr(site, "_exchanged", lambda _one, _other: False)
    for name in ("new", "site"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "index.html").write_text(name, encoding="utf-8")
    site.swap(tmp_path / "new", tmp_path / "site")
    assert (tmp_path / "site" / "index.html").read_text(encoding="utf-8") == "new"
    assert not (tmp_path / ".site-old").exists()


def test_a_kill_between_two_renames_is_mended_at_the_next_start(tmp_path: Path) -> None:
    for name in (".site-old", ".site-new"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "index.html").write_text(name, encoding="utf-8")
    site.mend(tmp_path / "site")
    assert [path.name for path in tmp_path.iterdir()] == ["site"]
    assert (tmp_path / "site" / "index.html").read_text(encoding="utf-8") == ".site-old"


def test_a_warning_of_mkdocs_stops_the_swap(archive: Archive, capsys: pytest.CaptureFixture[str]) -> None:
    site.publish(archive, Options(jobs=1))
    before = tree(archive.site)
    plant(archive.root, "two")
    (archive.pages / "about.md").write_text("[broken](nowhere.md)\n", encoding="utf-8")
    with pytest.raises(site.Failed, match="strict"):
        site.publish(archive, Options(jobs=1))
    assert "nowhere.md" in capsys.readouterr().err
    assert tree(archive.site) == before
    assert leftovers(archive) == []


def test_an_archive_that_lost_all_seeds_keeps_its_site(archive: Archive) -> None:
    site.publish(archive, Options(jobs=1))
    before = tree(archive.site)
    shutil.rmtree(archive.seeds)
    archive.seeds.mkdir()
    assert site.publish(archive, Options(jobs=1)).counts.articles == 0
    assert tree(archive.site) == before


@pytest.mark.parametrize("place", ["seeds", ".", "docs", "pages/site", "precious"])
def test_a_folder_that_is_no_site_is_never_replaced(place: str, archive: Archive) -> None:
    (archive.root / "precious").mkdir()
    (archive.root / "precious" / "letter.txt").write_text("dear", encoding="utf-8")
    (archive.root / "pages" / "site").mkdir()
    (archive.root / "pages" / "site" / "x.txt").write_text("dear", encoding="utf-8")
    wrong = config.load(archive.config, site_dir=archive.root / place)
    with pytest.raises(Refused):
        site.publish(wrong, Options(jobs=1))
    assert (archive.root / "precious" / "letter.txt").exists()


def test_killed_at_any_moment_the_old_site_stays_whole(archive: Archive) -> None:
    began = time.monotonic()
    site_of: dict[str, dict[str, bytes]] = {}
    assert ended(start(archive)) == 0
    took = time.monotonic() - began
    site_of["one"] = tree(archive.site)
    moments = 10
    for number in range(moments):
        plant(archive.root, f"killed {number}")
        process = start(archive)
        time.sleep(took * (number + 0.5) / moments)
        process.send_signal(signal.SIGKILL)
        ended(process)
        found = tree(archive.site)
        if found != site_of["one"]:  # the kill came after the swap: then the new site must be there, and all of it
            assert set(found) == set(site_of["one"])
            pages = [p for p in found if p.startswith("articles/ferry-") and p.endswith("index.html")]
            assert all(f"killed {number} ".encode() in found[p] for p in pages)
            site_of["one"] = found
    plant(archive.root, "last")
    assert ended(start(archive)) == 0
    assert b"long enough last 3" in tree(archive.site)["articles/ferry-3/index.html"]
    assert leftovers(archive) == []


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_stopped_politely_it_says_so_and_leaves_nothing_behind(number: signal.Signals, archive: Archive) -> None:
    assert ended(start(archive)) == 0
    before = tree(archive.site)
    plant(archive.root, "two")
    (archive.root / "waits.py").write_text(WAITS, encoding="utf-8")
    archive.config.write_text(CONFIG.format(ROOT) + "hooks: [waits.py]\n", encoding="utf-8")
    process = start(archive)
    while not (archive.root / "built").exists() and process.poll() is None:
        time.sleep(0.005)
    assert leftovers(archive) == [".site-new"]
    process.send_signal(number)
    said = process.communicate(timeout=HANG)[0]
    assert process.returncode == 130, said
    assert "Traceback" not in said
    assert "Stopped" in said
    assert tree(archive.site) == before
    assert leftovers(archive) == []


def test_two_at_once_do_not_mix(archive: Archive) -> None:
    both = [start(archive), start(archive)]
    for process in both:
        assert ended(process) == 0
    once = tree(archive.site)
    shutil.rmtree(archive.site)
    shutil.rmtree(archive.cache)
    assert ended(start(archive)) == 0
    assert tree(archive.site) == once


def test_a_full_disk_leaves_the_old_site(archive: Archive) -> None:
    if not hasattr(os, "fork"):
        pytest.skip("needs limits of the operating system")
    assert ended(start(archive)) == 0
    before = tree(archive.site)
    plant(archive.root, "two")
    code = (
        "import resource, signal, sys; signal.signal(signal.SIGXFSZ, signal.SIG_IGN);"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (20000, 20000));"
        f"sys.path.insert(0, {str(ROOT / 'scripts')!r}); from onrecord.cli import main;"
        f"main(['site', '-f', {str(archive.config)!r}])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False, timeout=HANG)
    assert done.returncode == 1, done.stdout + done.stderr
    assert "Traceback" not in done.stdout + done.stderr
    assert tree(archive.site) == before
