"""`site`: whole archives, with pages written by hand and those of the package."""

from __future__ import annotations

import shutil
from pathlib import Path

from samples.archives import ROOT
from samples.command_line import Run


def test_a_failed_site_is_one_well_formed_sentence(run: Run, root: Path) -> None:
    (root / "pages" / "about.md").write_text("[broken](nowhere.md)\n", encoding="utf-8")
    said = run("site", code=1).stderr
    assert "strict mode. What was there" in said


def inside_clone() -> str:
    """Return the configuration that docs/own-archive.md gives for an archive in a clone, with full paths."""
    described = (ROOT / "docs" / "own-archive.md").read_text(encoding="utf-8")
    block = described.partition("## Inside a clone")[2].partition("```yaml\n")[2].partition("```")[0]
    assert block.count("../") == 3
    return block.replace("../", f"{ROOT}/")


def test_an_archive_without_hand_written_pages_has_those_of_the_package_but_none_about_other_texts(
    run: Run, root: Path
) -> None:
    (root / "mkdocs.yml").write_text(inside_clone(), encoding="utf-8")
    run("site", "--strict")
    assert (root / "docs" / "about.md").read_bytes() == (ROOT / "docs" / "about.md").read_bytes()
    assert not (root / "docs" / "accuracy.md").exists()
    assert "accuracy" not in (root / "site" / "index.html").read_text(encoding="utf-8")
    assert "0 differences" in run("verify").stdout


def test_a_page_that_people_write_takes_the_place_of_the_one_from_the_package(run: Run, root: Path) -> None:
    (root / "mkdocs.yml").write_text(inside_clone(), encoding="utf-8")
    run("build")
    (root / "docs" / "about.md").write_text("# Who we are\n", encoding="utf-8")
    run("build")
    run("site", "--strict")
    assert (root / "docs" / "about.md").read_text(encoding="utf-8") == "# Who we are\n"
    assert "Who we are" in (root / "site" / "about" / "index.html").read_text(encoding="utf-8")
    shutil.rmtree(root / ".cache")
    run("build")
    (root / "docs" / "about.md").unlink()
    run("build")
    assert (root / "docs" / "about.md").read_bytes() == (ROOT / "docs" / "about.md").read_bytes()


def test_a_page_of_the_package_that_people_changed_is_theirs_even_when_the_cache_is_lost(run: Run, root: Path) -> None:
    (root / "mkdocs.yml").write_text(inside_clone(), encoding="utf-8")
    run("build")
    shutil.rmtree(root / ".cache")
    (root / "docs" / "searching.md").write_text("# Ask us\n", encoding="utf-8")
    run("build")
    run("clean")
    assert (root / "docs" / "searching.md").read_text(encoding="utf-8") == "# Ask us\n"
    assert not (root / "docs" / "about.md").exists()


def test_the_archive_inside_a_clone_that_is_described_works_strictly(run: Run, root: Path) -> None:
    (root / "mkdocs.yml").write_text(inside_clone(), encoding="utf-8")
    assert "1 article" in run("site", "--strict").stdout
    assert "compared: 0 differences." in run("verify").stdout
