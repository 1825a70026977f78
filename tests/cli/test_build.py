"""`build`: what it says, what it refuses, and what waits or ends it."""

from __future__ import annotations

import os
import signal
import subprocess
import time
from pathlib import Path

import pytest

from samples.archives import HANG
from samples.command_line import PROGRAM, STORY, Run


def test_build_and_site_say_in_one_line_where_things_are_and_what_they_hold(run: Run) -> None:
    done = run("build")
    assert done.stdout.startswith("docs holds 1 article, 1 quotation, 1 speaker, ")
    assert "0 refused seeds, 0 warnings" in done.stdout
    done = run("site")
    assert done.stdout.startswith("The site is in site/index.html: 1 article, 1 quotation, 1 speaker, ")
    assert done.stdout.count("\n") == 1


def test_a_refused_seed_is_reported_and_only_strictness_minds(run: Run, root: Path) -> None:
    (root / "seeds" / "picture.jpg").write_bytes(b"\xff\xd8")
    for command in ("build", "site"):
        done = run(command)
        assert "seeds/picture.jpg: FORMAT " in done.stderr
        assert "1 refused seed," in done.stdout
        run(command, "--strict", code=1)
    assert (root / "site" / "articles" / "ferry" / "index.html").is_file()


def test_nothing_to_publish_is_said_and_ends_with_one(run: Run, root: Path) -> None:
    (root / "seeds" / "ferry.txt").unlink()
    for command in ("build", "site"):
        done = run(command, code=1)
        assert "seeds: NO-SEEDS the seeds folder holds no seeds; add a .txt or .md file" in done.stderr
        assert "nothing to publish" in done.stderr
    (root / "seeds" / "picture.jpg").write_bytes(b"\xff\xd8")
    assert "NOTHING-TO-PUBLISH the only seed was refused" in run("site", code=1).stderr
    assert not (root / "site").exists()


def test_two_builds_of_one_archive_wait_for_each_other(run: Run, root: Path) -> None:
    both = [subprocess.Popen([*PROGRAM, "build"], cwd=root, stdout=subprocess.PIPE, text=True) for _ in range(2)]
    assert [one.communicate(timeout=HANG)[0].count("docs holds 1 article") for one in both] == [1, 1]


def test_ctrl_c_ends_with_130_and_the_next_build_is_as_if_nothing_had_happened(run: Run, root: Path) -> None:
    for number in range(300):
        (root / "seeds" / f"ferry-{number}.txt").write_text(STORY.replace("ferry", f"ferry {number}"), encoding="utf-8")
    process = subprocess.Popen(
        [*PROGRAM, "build", "--jobs", "2"], cwd=root, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
        start_new_session=True,
    )  # fmt: skip
    while not (root / ".cache" / "onrecord" / "mkdocs" / "catalogue.sqlite").exists():
        assert process.poll() is None
        time.sleep(0.005)
    try:
        process.communicate(timeout=1.5)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGINT)
    said = process.communicate(timeout=HANG)[0]
    assert process.returncode in (0, 130), said
    assert "Traceback" not in said
    run("build")
    once = {p.name: p.read_bytes() for p in (root / "docs" / "articles").glob("*.md")}
    assert len(once) == 300 + 1 + 1


def test_authority_files_that_are_not_there_are_not_taken_for_empty_ones(run: Run, root: Path) -> None:
    run("site")
    page = root / "site" / "articles" / "ferry" / "index.html"
    before = page.stat().st_mtime_ns
    for command in ("site", "build", "check", "verify"):
        done = run(command, "--authority", "nope", code=1)
        assert done.stderr.startswith("nope: CONFIG there is no such folder; "), command
    assert "no such folder" in run("site", code=1, ONRECORD_AUTHORITY="nope").stderr
    assert page.stat().st_mtime_ns == before


@pytest.mark.parametrize("text", ["speakers: [\n", "speakers:\n- {id: one}\n- {id: two}\n"], ids=["refused", "errors"])
def test_a_broken_authority_file_is_counted_aloud_and_strictness_minds(text: str, run: Run, root: Path) -> None:
    (root / "authority").mkdir()
    (root / "authority" / "speakers.yml").write_text(text, encoding="utf-8")
    for command in ("build", "site"):
        done = run(command, "--authority", "authority", code=1)
        assert "authority/speakers.yml:" in done.stderr
        assert "Nothing was written" in done.stderr
        assert not (root / "site").exists()
        assert not (root / "docs").exists()
    for command in ("build", "site"):
        done = run(command, "--authority", "authority", "--keep-going")
        number = "1 FAULT" if "[\n" in text else "2 FAULTS"
        assert f"0 refused seeds, 0 warnings, {number} IN AUTHORITY FILES" in done.stdout
        assert "authority/speakers.yml" in done.stderr
        run(command, "--authority", "authority", "--keep-going", "--strict", code=1)
    (root / "authority" / "speakers.yml").write_text("speakers: []\n", encoding="utf-8")
    assert "AUTHORITY FILES" not in run("site", "--authority", "authority", "--strict").stdout


def test_one_is_not_written_as_many(run: Run, root: Path) -> None:
    assert "in 1 seed\n" in run("check").stderr
    (root / "seeds" / "ferry.txt").unlink()
    (root / "seeds" / "picture.jpg").write_bytes(b"\xff\xd8")
    (root / "seeds" / "picture.png").write_bytes(b"\xff\xd8")
    assert "all 2 seeds were refused" in run("site", code=1).stderr


def test_doubles_say_that_both_are_published(run: Run, root: Path) -> None:
    (root / "seeds" / "second.txt").write_text(STORY, encoding="utf-8")
    done = run("build")
    assert "seeds/second.txt: DUPLICATE" in done.stderr
    assert "both are published, and their quotations count twice; delete one of the two files" in done.stderr
    assert "2 articles, 2 quotations" in done.stdout
