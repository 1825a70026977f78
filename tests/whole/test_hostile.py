"""Build the hostile kit as a site and look for harm with the kit's own checker."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import textwrap
from collections.abc import Callable
from pathlib import Path

import pytest

from samples.archives import HANG, ROOT, SmallArchive

KIT = Path(__file__).parent / "hostile"
GOOD = {
    "good-00.txt": "Calm returned to the talks\n\nKim Min-ji told reporters that the talks went well.\n\n"
    "“We will keep the door open,” Kim said.\n\nSource : https://news.example/1\n"
    "Example TV(public institution's name)'s public work is used according to KOGL\n",
    "good-00b.txt": "Second day of the talks\n\n“We are close,” said Kim Min-ji.\n",
}


@pytest.fixture(scope="module")
def kit(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("hostile") / "kit"
    subprocess.run([sys.executable, str(KIT / "make_hostile.py"), str(folder)], check=True, capture_output=True)
    return folder


@pytest.fixture(scope="module")
def clean(small_archive: Callable[..., SmallArchive]) -> SmallArchive:
    archive = small_archive(GOOD)
    archive.run("site")
    return archive


@pytest.fixture(scope="module")
def built(kit: Path, small_archive: Callable[..., SmallArchive]) -> SmallArchive:
    """Build the hostile seeds as they lie, links and FIFO included, beside hostile authority files."""
    authority = kit / "authority"
    shutil.copytree(ROOT / "authority", authority)
    with (authority / "speakers.yml").open("a", encoding="utf-8") as f:
        f.write(textwrap.indent((KIT / "speakers-hostile.yml").read_text(encoding="utf-8"), "  "))
    archive = small_archive({}, authority=authority)
    (archive.folder / "seeds").rmdir()
    (kit / "seeds").rename(archive.folder / "seeds")
    (kit / "seeds").symlink_to(archive.folder / "seeds")
    archive.run("site", "--keep-going")
    return archive


def problems(archive: SmallArchive, severities: set[str]) -> dict[str, str]:
    """Return {seed name: message} as `check --format json` reports them."""
    report = json.loads(archive.run("check", "--format", "json", check=False).stdout)
    return {
        row["path"].removeprefix("seeds/"): f"{row['message']}; {row['fix']}"
        for row in report
        if row["severity"] in severities
    }


def test_the_site_of_hostile_seeds_is_what_they_give(built: SmallArchive) -> None:
    assert built.run("verify").stdout.endswith("compared: 0 differences.\n")


def test_nothing_hostile_gets_through(kit: Path, clean: SmallArchive, built: SmallArchive) -> None:
    rejected, warnings = kit / "rejected.json", kit / "warnings.json"
    rejected.write_text(json.dumps(problems(built, {"refused"})), encoding="utf-8")
    warnings.write_text(json.dumps(problems(built, {"error", "warning"})), encoding="utf-8")
    command = [sys.executable, str(KIT / "check_site.py"), str(built.folder / "site")]
    command += ["--manifest", str(kit / "manifest.json"), "--rejected", str(rejected), "--warnings", str(warnings)]
    command += ["--baseline", str(clean.folder / "site"), "--fail-on", "low"]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=HANG)
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stdout.strip() == "clean"


def test_checker_sees_a_planted_fault(kit: Path, clean: SmallArchive, built: SmallArchive, tmp_path: Path) -> None:
    site = tmp_path / "site"
    shutil.copytree(built.folder / "site", site)
    page = next((site / "articles").glob("good-01*/index.html"))
    page.write_text(page.read_text(encoding="utf-8").replace("</article>", "<script>alert('PWN')</script></article>"))
    command = [sys.executable, str(KIT / "check_site.py"), str(site), "--baseline", str(clean.folder / "site")]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=HANG)
    assert done.returncode == 1
    assert "script-inline" in done.stdout


@pytest.mark.parametrize(
    ("file", "body"),
    [
        ("topics.yml", "x: !!python/object/apply:os.system ['echo PWN']\n"),
        ("topics.yml", "a: &a [x]\n" + "\n".join(f"{n}: [*a, *a, *a]" for n in "bcdef") + "\n"),
        ("speakers.yml", "- id: a\n  id: b\n  name: [\n"),
        ("sources.yml", "- just\n- words\n"),
        ("licences.yml", None),
        ("speakers.yml", "x" * (9 * 1024 * 1024)),
    ],
    ids=["python-tag", "aliases", "broken-yaml", "wrong-shape", "symlink", "nine-megabytes"],
)
def test_broken_authority_file_is_named_and_stops_only_itself(
    file: str, body: str | None, small_archive: Callable[..., SmallArchive], tmp_path: Path
) -> None:
    authority = tmp_path / "authority"
    shutil.copytree(ROOT / "authority", authority)
    (authority / file).unlink()
    if body is None:
        (tmp_path / "secret.yml").write_text("SECRETCANARY: 1\n", encoding="utf-8")
        (authority / file).symlink_to(tmp_path / "secret.yml")
    else:
        (authority / file).write_text(body, encoding="utf-8")
    archive = small_archive(GOOD, authority=authority)
    assert "Nothing was written" in archive.run("build", check=False).stderr
    assert not (archive.folder / "docs" / "articles").exists()
    done = archive.run("build", "--keep-going")
    assert "Traceback" not in done.stdout + done.stderr
    report = json.loads(archive.run("check", "--format", "json", check=False).stdout)
    named = [row for row in report if row["path"].endswith(file)]
    assert named, report
    assert all(row["severity"] in ("refused", "error") and len(row["fix"].split()) > 1 for row in named)
    assert (archive.folder / "docs" / "articles" / "good-00.md").is_file()
    assert "SECRETCANARY" not in "".join(p.read_text() for p in (archive.folder / "docs").rglob("*.md"))
