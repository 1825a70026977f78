"""A site is verified whole: what is taken from it, what is left out, and what is built anew."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from onrecord import config
from onrecord.checks.verify import differences, report, whole
from onrecord.publish.pipeline import Options
from samples.archives import ROOT, SmallArchive

STORY = "The ferry sails again.\n\n“We waited long enough,” said Marta Quell, the mayor of Port Aldwyn.\n"
ADDRESSES = {
    "SITE_URL": "https://a.example/x/",
    "REPO_URL": "https://forge.example/t/a/",
    "EDIT_URI": "edit/main/docs/",
}
ADDS_A_PAGE = """\
from mkdocs.structure.files import File
def on_files(files, config):
    files.append(File.generated(config, "work/more.md", content="# More"))
    return files
"""


def verified(archive: SmallArchive, **options: bool) -> whole.Outcome:
    described = config.load(archive.folder / "mkdocs.yml")
    return whole.verify(described, described.site, Options(jobs=1), **options)


def messages(outcome: whole.Outcome) -> list[str]:
    return [f"{one.file}: {one.message}" for one in outcome.differences]


@pytest.fixture
def ferry(small_archive: Callable[..., SmallArchive]) -> SmallArchive:
    archive = small_archive({"ferry.txt": STORY})
    archive.run("site")
    return archive


def put(archive: SmallArchive, path: str, old: str, new: str) -> None:
    file = archive.folder / "site" / path
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_a_stranger_need_not_know_where_a_site_is_published(
    small_archive: Callable[..., SmallArchive], monkeypatch: pytest.MonkeyPatch
) -> None:
    archive = small_archive({"ferry.txt": STORY})
    for name, value in ADDRESSES.items():
        monkeypatch.setenv(name, value)
    archive.run("site")
    assert "https://forge.example/t/a/" in archive.page("articles/ferry")
    assert verified(archive).notes == []
    for name in ADDRESSES:
        monkeypatch.delenv(name)
    for rebuild in (False, True):
        outcome = verified(archive, rebuild=rebuild)
        assert messages(outcome) == []
        (note,) = outcome.notes
        assert note.startswith(
            "built for site_url https://a.example/x/, repo_url https://forge.example/t/a/, edit_uri "
        )
    put(archive, "data/archive.json", "https://a.example/x/", "https://b.example/x/")
    assert any("href in the page's head: says" in one and "//b.example" in one for one in messages(verified(archive)))
    monkeypatch.setenv("SITE_URL", "https://c.example/")
    assert any("site_url: says 'https://b.example/x/'" in one for one in messages(verified(archive)))


@pytest.mark.parametrize("address", ["javascript:alert(1)", "https://user@evil.example/", "//evil.example/", 7])
def test_what_is_no_address_is_not_taken(address: object, ferry: SmallArchive) -> None:
    for key in whole.TAKEN:
        path = ferry.folder / "site" / "data" / "archive.json"
        text = path.read_text(encoding="utf-8")
        put(ferry, "data/archive.json", f'"{key}": ""', f'"{key}": {json.dumps(address)}')
        outcome = verified(ferry)
        assert outcome.notes == []
        assert any(f"data/archive.json: {key}: says" in one for one in messages(outcome))
        path.write_text(text, encoding="utf-8")


def test_a_site_without_folders_for_pages_is_verified_as_well(small_archive: Callable[..., SmallArchive]) -> None:
    archive = small_archive({"ferry.txt": STORY})
    with (archive.folder / "mkdocs.yml").open("a", encoding="utf-8") as file:
        file.write("use_directory_urls: false\n")
    archive.run("site")
    assert (archive.folder / "site" / "articles" / "ferry.html").is_file()
    outcome = verified(archive)
    assert messages(outcome) == []
    assert outcome.words.listed
    put(archive, "speakers/marta-quell.html", "waited long enough", "waited too long")
    assert any(one.startswith("speakers/marta-quell.html: ") for one in messages(verified(archive)))


def test_pages_that_a_plugin_adds_are_verified_by_building_the_site_anew(
    small_archive: Callable[..., SmallArchive],
) -> None:
    archive = small_archive({"ferry.txt": STORY})
    (archive.folder / "more.py").write_text(ADDS_A_PAGE, encoding="utf-8")
    text = (archive.folder / "mkdocs.yml").read_text(encoding="utf-8")
    text = text.replace("hooks:\n", "hooks:\n  - more.py\n")
    (archive.folder / "mkdocs.yml").write_text(text, encoding="utf-8")
    archive.run("site")
    outcome = verified(archive)
    assert messages(outcome) == []
    assert outcome.notes == ["the whole site was built anew, because a plugin adds pages of its own (work/more.md)"]
    put(archive, "work/more/index.html", "More", "Less")
    assert {one.file for one in verified(archive).differences} == {"work/more/index.html"}


def test_what_hosts_put_beside_a_site_is_named_and_not_compared(ferry: SmallArchive) -> None:
    site = ferry.folder / "site"
    for folder in (".git", ".onrecord"):
        (site / folder).mkdir(exist_ok=True)
        (site / folder / "manifest").write_text("x", encoding="utf-8")
    for name in ("CNAME", ".nojekyll"):
        (site / name).write_text("x", encoding="utf-8")
    outcome = verified(ferry)
    assert messages(outcome) == []
    assert outcome.notes == ["not compared, because they are for the host and not part of the site: .nojekyll, CNAME"]


def test_a_link_in_the_place_of_a_file_and_a_huge_file_are_found_unread(ferry: SmallArchive) -> None:
    site = ferry.folder / "site"
    (site / "404.html").unlink()
    (site / "404.html").symlink_to("/etc/hostname")
    with (site / "sitemap.xml").open("wb") as file:
        file.truncate(1 << 40)
    (site / "articles" / "more").symlink_to(ferry.folder / "seeds")
    assert set(messages(verified(ferry))) >= {
        "404.html: is not a plain file",
        "articles/more: does not belong here: the archive makes no such file",
    }
    assert any(one.startswith(f"sitemap.xml: is {1 << 40} bytes long") for one in messages(verified(ferry)))


def test_other_versions_are_told_first(ferry: SmallArchive) -> None:
    put(ferry, "data/archive.json", '"mkdocs": "', '"mkdocs": "0.')
    outcome = verified(ferry)
    assert outcome.notes[0].startswith("built with mkdocs 0.")
    assert [one.file for one in outcome.differences] == ["data/archive.json"]


def test_a_site_that_is_built_anew_is_compared_to_the_byte(ferry: SmallArchive) -> None:
    assert ferry.run("verify", "--rebuild").stdout.endswith("compared: 0 differences.\n")
    path = ferry.folder / "site" / "articles" / "ferry" / "index.html"
    path.write_bytes(path.read_bytes() + b"\n")
    (ferry.folder / "site" / "letters" / "m" / "index.html").unlink()
    (ferry.folder / "site" / "more.html").write_text("more", encoding="utf-8")
    said = ferry.run("verify", "--rebuild", check=False)
    assert said.returncode == 1
    named = [line.partition(":")[0] for line in said.stderr.splitlines()]
    assert sorted(named) == ["articles/ferry/index.html", "letters/m/index.html", "more.html"]
    cache = [path for path in (ferry.folder / ".cache").rglob("*") if path.name in ("verify", "site")]
    assert cache == []


def test_programs_get_everything_as_json(ferry: SmallArchive) -> None:
    put(ferry, "articles/ferry/index.html", "waited long enough", "waited too long")
    done: subprocess.CompletedProcess[str] = ferry.run("verify", "--format", "json", check=False)
    assert done.returncode == 1
    found = json.loads(done.stdout)
    assert (found["articles"], found["quotations"], found["shown"]) == (1, 1, 1)
    assert found["wrong"] == len(found["differences"]) + found["left_out"]
    first = next(one for one in found["differences"] if one["where"])
    assert (first["file"], first["matter"]) == ("articles/ferry/index.html", "words")
    assert "too long" in first["says"]
    assert "long enough" in first["should"]


def test_the_worst_comes_first_and_what_is_too_much_is_counted(ferry: SmallArchive) -> None:
    path = ferry.folder / "site" / "about" / "index.html"
    path.write_text(
        path.read_text(encoding="utf-8").replace("<td", "<th").replace("<code>", "<code>x"), encoding="utf-8"
    )
    put(ferry, "articles/ferry/index.html", "waited long enough", "waited too long")
    outcome = verified(ferry)
    assert len([one for one in outcome.differences if one.file == "about/index.html"]) == differences.MOST_PER_FILE
    assert outcome.left_out > 0
    assert outcome.differences[0].file == "articles/ferry/index.html"
    assert f"… and {outcome.left_out} more difference" in list(report.lines(outcome))[-1]
    assert report.closing(outcome).endswith(f": {outcome.wrong} differences.")


def test_the_examples_are_what_their_seeds_give_in_processes_too(tmp_path: Path) -> None:
    example = SmallArchive(ROOT / "examples")
    example.run("site", "--site-dir", str(tmp_path / "site"))
    assert "compared: 0 differences." in example.run("verify", "--jobs", "2", str(tmp_path / "site")).stdout
