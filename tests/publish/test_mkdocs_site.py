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

from onrecord import config
from onrecord.config import Archive
from onrecord.model import Refused
from onrecord.publish import mkdocs_site
from onrecord.publish.manifest import Manifest
from onrecord.publish.pipeline import Options
from samples.archives import HANG, ROOT, dies_at

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
    result = mkdocs_site.publish(archive, Options(jobs=1))
    assert result.counts.articles == 8
    page = (archive.site / "articles" / "ferry-3" / "index.html").read_text(encoding="utf-8")
    assert "We waited long enough one 3" in page
    before = tree(archive.site)
    mkdocs_site.publish(archive, Options(jobs=1))
    assert tree(archive.site) == before
    assert leftovers(archive) == []


def make_site(folder: Path, text: str, **more: str) -> None:
    """Make a site of ours: an index, a page of this name, and more."""
    listed = Manifest(folder, "site")
    for name, content in {"index.html": text, f"{text}/index.html": text, **more}.items():
        listed.replace(name, content.encode())
    listed.settle(set(listed.names))


def keep(folder: Path) -> None:
    """Put into the folder of a site what people keep there."""
    (folder / ".git" / "refs" / "tags").mkdir(parents=True)
    (folder / "img").mkdir(exist_ok=True)
    for path in (".git/HEAD", ".nojekyll", ".domains", "CNAME", "img/.htaccess"):
        (folder / path).write_text(path, encoding="utf-8")


@pytest.fixture(params=[True, False], ids=["exchange", "no exchange"])
def exchange(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    if not request.param:
        monkeypatch.setattr(mkdocs_site, "_exchanged", lambda _one, _other: False)


@pytest.mark.usefixtures("exchange")
def test_swap_works_with_and_without_an_exchange_of_folders(tmp_path: Path) -> None:
    for name in ("new", "site"):
        make_site(tmp_path / name, name)
    keep(tmp_path / "site")
    mkdocs_site.swap(tmp_path / "new", tmp_path / "site")
    assert [path.name for path in tmp_path.iterdir()] == ["site"]
    kept = {path: path.encode() for path in (".git/HEAD", ".nojekyll", ".domains", "CNAME", "img/.htaccess")}
    found = tree(tmp_path / "site")
    assert found.pop(".onrecord/manifest")
    assert found == {"index.html": b"new", "new/index.html": b"new", **kept}
    assert (tmp_path / "site" / ".git" / "refs" / "tags").is_dir()


@pytest.mark.usefixtures("exchange")
@pytest.mark.parametrize("marked", [True, False])
def test_a_kill_at_any_step_of_the_swap_loses_neither_site_nor_git(marked: bool, tmp_path: Path) -> None:
    steps, died = 0, True
    while died:
        root = tmp_path / str(steps)
        for name in (".site-new", "site"):
            if name == ".site-new" or marked:
                make_site(root / name, name)
        keep(root / "site")
        before = tree(root / "site")
        kept = {path: data for path, data in before.items() if data == path.encode()}
        assert len(kept) == 5
        died = dies_at(steps, lambda: mkdocs_site.swap(root / ".site-new", root / "site"))  # noqa: B023
        mkdocs_site.check_site(root / "site")
        dies_at(steps % 7, lambda: mkdocs_site.mend(root / "site"))  # noqa: B023
        mkdocs_site.check_site(root / "site")
        mkdocs_site.mend(root / "site")
        assert [path.name for path in root.iterdir()] == ["site"], steps
        after = tree(root / "site")
        assert {path: data for path, data in after.items() if path in kept} == kept, steps
        texts = {data for path, data in after.items() if path not in kept and not path.startswith(".onrecord")}
        assert texts in ({b"site"}, {b".site-new"}) or (not marked and not texts), steps
        steps += 1
    assert steps > 8


def test_what_is_kept_and_the_new_site_has_too_is_settled_before_the_swap(tmp_path: Path) -> None:
    make_site(tmp_path / "site", "site")
    keep(tmp_path / "site")
    make_site(tmp_path / "new", "new", CNAME="CNAME", **{".nojekyll": "other", "img": "a file"})
    with pytest.raises(Refused, match="cannot take it over") as caught:
        mkdocs_site.swap(tmp_path / "new", tmp_path / "site")
    assert ".nojekyll" in caught.value.problem.path
    assert "img/.htaccess" in caught.value.problem.message
    assert (tmp_path / "site" / "index.html").read_text(encoding="utf-8") == "site"
    for path in (".nojekyll", "img/.htaccess"):
        (tmp_path / "site" / path).unlink()
    (tmp_path / "site" / "img").rmdir()
    mkdocs_site.swap(tmp_path / "new", tmp_path / "site")
    assert (tmp_path / "site" / "CNAME").read_text(encoding="utf-8") == "CNAME"
    assert [path.name for path in tmp_path.iterdir()] == ["site"]


def test_a_kill_between_two_renames_is_mended_at_the_next_start(tmp_path: Path) -> None:
    for name in (".site-old", ".site-new"):
        make_site(tmp_path / name, name)
    mkdocs_site.mend(tmp_path / "site")
    assert [path.name for path in tmp_path.iterdir()] == ["site"]
    assert (tmp_path / "site" / "index.html").read_text(encoding="utf-8") == ".site-old"


@pytest.mark.parametrize("name", [".site-old", ".site-new"])
@pytest.mark.parametrize("there", [True, False])
def test_a_folder_beside_the_site_that_is_not_ours_is_refused_and_left(
    name: str, there: bool, archive: Archive
) -> None:
    if there:
        mkdocs_site.publish(archive, Options(jobs=1))
    (archive.root / name).mkdir()
    (archive.root / name / "letter.txt").write_text("dear", encoding="utf-8")
    plant(archive.root, "two")
    before = everything(archive.root)
    with pytest.raises(Refused, match="none of it is a site") as caught:
        mkdocs_site.publish(archive, Options(jobs=1))
    assert caught.value.problem.path.endswith(name)
    assert everything(archive.root) == before


def everything(root: Path) -> dict[str, bytes]:
    """Return all files of an archive but those of its cache, which any command may write."""
    return {path: data for path, data in tree(root).items() if not path.startswith(".cache/onrecord/")}


FOREIGN_SITES: dict[str, tuple[list[str], str]] = {
    "another web site": (["index.html", "photos/one.jpg", "CNAME", ".htaccess"], "none of it is a site"),
    "a checkout with an index": (["index.html", ".git/HEAD"], "none of it is a site"),
    "papers": (["letter.txt"], "none of it is a site"),
    "hidden deep inside": (["a/b/.letter", "a/b/letter"], "none of it is a site"),
}


@pytest.mark.parametrize("kind", FOREIGN_SITES)
def test_a_folder_without_our_mark_is_never_replaced(kind: str, archive: Archive) -> None:
    paths, said = FOREIGN_SITES[kind]
    for path in paths:
        (archive.site / path).parent.mkdir(parents=True, exist_ok=True)
        (archive.site / path).write_text("hers", encoding="utf-8")
    before = everything(archive.root)
    with pytest.raises(Refused, match=said):
        mkdocs_site.publish(archive, Options(jobs=1))
    assert everything(archive.root) == before


def test_a_fresh_checkout_of_a_branch_for_pages_is_filled_and_keeps_what_it_holds(archive: Archive) -> None:
    keep(archive.site)
    for path in (".domains", "img/.htaccess"):
        (archive.site / path).unlink()
    (archive.site / "img").rmdir()
    for edition in ("one", "two"):
        plant(archive.root, edition)
        mkdocs_site.publish(archive, Options(jobs=1))
        found = tree(archive.site)
        assert [found[path] for path in (".git/HEAD", ".nojekyll", "CNAME")] == [b".git/HEAD", b".nojekyll", b"CNAME"]
        assert f"edition {edition}".encode() in found["articles/ferry-3/index.html"]


def test_strangers_in_a_site_of_ours_are_refused_by_name_before_anything_is_written(archive: Archive) -> None:
    mkdocs_site.publish(archive, Options(jobs=1))
    for path in ("photos/one.jpg", "articles/mine.html"):
        (archive.site / path).parent.mkdir(exist_ok=True)
        (archive.site / path).write_text("hers", encoding="utf-8")
    plant(archive.root, "two")
    before = everything(archive.root)
    with pytest.raises(Refused) as caught:
        mkdocs_site.publish(archive, Options(jobs=1))
    assert caught.value.problem.path.endswith("site/articles/mine.html")
    assert "photos/one.jpg" in caught.value.problem.message
    assert everything(archive.root) == before


def test_a_warning_of_mkdocs_stops_the_swap(archive: Archive, capsys: pytest.CaptureFixture[str]) -> None:
    mkdocs_site.publish(archive, Options(jobs=1))
    before = tree(archive.site)
    plant(archive.root, "two")
    (archive.pages / "about.md").write_text("[broken](nowhere.md)\n", encoding="utf-8")
    with pytest.raises(mkdocs_site.Failed, match="strict"):
        mkdocs_site.publish(archive, Options(jobs=1))
    assert "nowhere.md" in capsys.readouterr().err
    assert tree(archive.site) == before
    assert leftovers(archive) == []


def test_an_archive_that_lost_all_seeds_keeps_its_site(archive: Archive) -> None:
    mkdocs_site.publish(archive, Options(jobs=1))
    before = tree(archive.site)
    shutil.rmtree(archive.seeds)
    archive.seeds.mkdir()
    assert mkdocs_site.publish(archive, Options(jobs=1)).counts.articles == 0
    assert tree(archive.site) == before


PLACES = ["seeds", "seeds/site", ".", "..", "docs", "docs/site", "pages", "pages/site", "authority", "authority/site",
          "shared", "shared/site", "both", ".cache/onrecord", ".cache/onrecord/site", ".cache"]  # fmt: skip


@pytest.mark.parametrize("place", PLACES)
def test_a_site_is_never_put_where_the_files_of_the_archive_are(place: str, archive: Archive) -> None:
    for folder in ("both", "shared"):
        (archive.root / folder / "authority").mkdir(parents=True)
        (archive.root / folder / "index.html").write_text("x", encoding="utf-8")
        (archive.root / folder / "authority" / "speakers.yml").write_text("speakers: []\n", encoding="utf-8")
    (archive.root / "authority").symlink_to(archive.root / "both" / "authority")
    text = CONFIG.format(archive.root).replace("{onrecord: {", "{onrecord: {shared: shared, ")
    archive.config.write_text(text, encoding="utf-8")
    before = everything(archive.root)
    with pytest.raises(Refused, match="replace the archive's own files"):
        mkdocs_site.publish(config.load(archive.config, site_dir=archive.root / place), Options(jobs=1))
    assert everything(archive.root) == before


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
    time.sleep(0.2)  # Python drops what a signal raises while an object is being taken apart; by now it only waits
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
        f"sys.path.insert(0, {str(ROOT / 'scripts')!r}); from onrecord.cli.main import main;"
        f"main(['site', '-f', {str(archive.config)!r}])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False, timeout=HANG)
    assert done.returncode == 1, done.stdout + done.stderr
    assert "Traceback" not in done.stdout + done.stderr
    assert str(archive.root) in done.stderr
    assert "Fault in the program" not in done.stderr
    assert tree(archive.site) == before
