"""Where a review is told: on one page, and whole in a folder."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from samples.archives import SmallArchive
from samples.forge import GULLS, LAMPS


@pytest.fixture(scope="module")
def large(small_archive: Callable[..., SmallArchive], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Propose 600 seeds to an archive that has one, and return what is told."""
    made = small_archive({"lamp.txt": LAMPS}, unlicensed="publish")
    head = tmp_path_factory.mktemp("head")
    (head / "seeds").mkdir()
    for number in range(600):
        text = GULLS.replace("Tove Arnold", f"Tove {chr(65 + number % 26)}rnold").replace("six", f"{number} past six")
        (head / "seeds" / f"gull-{number}.txt").write_text(text, encoding="utf-8")
    made.run("review", "--out", str(made.folder / "told"), str(head))
    return made.folder / "told"


def test_a_change_of_any_size_is_told_on_a_page_and_whole_in_a_file(large: Path) -> None:
    assert (large / "summary.md").stat().st_size < 100_000
    assert "more seeds are in the table only" in (large / "summary.md").read_text(encoding="utf-8")
    whole = (large / "everything.md").read_text(encoding="utf-8")
    assert all(f"<code>gull-{number}.txt</code>: added" in whole for number in range(600))
    assert len(list((large / "explain").iterdir())) == 600


def test_a_folder_that_holds_something_is_not_written_to(
    large: Path, small_archive: Callable[..., SmallArchive]
) -> None:
    made = small_archive({"lamp.txt": LAMPS})
    done = made.run("review", "--out", str(large), str(made.folder), check=False)
    assert done.returncode == 2
    assert "is not empty" in done.stderr


def test_without_a_folder_the_summary_is_printed(small_archive: Callable[..., SmallArchive]) -> None:
    made = small_archive({"lamp.txt": LAMPS})
    done = made.run("review", str(made.folder))
    assert "No page changes" in done.stdout
    assert done.stderr == ""
