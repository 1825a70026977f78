"""The command line as a user meets it: plain words, exit codes, and never a traceback."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from conftest import ROOT
from onrecord import problems
from onrecord.cli import COMMANDS, cli
from onrecord.model import Problem

PROGRAM = [sys.executable, str(ROOT / "scripts" / "build.py")]
CONFIG = """\
site_name: Small
theme: {{name: mkdocs}}
plugins: []
extra: {{onrecord: {{authority: {0}/authority, pages: pages, unlicensed: publish}}}}
"""
STORY = "The ferry sails again.\n\n“We waited long enough,” said Marta Quell, the mayor of Port Aldwyn.\n"
Run = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / "mkdocs.yml").write_text(CONFIG.format(ROOT), encoding="utf-8")
    for folder in ("seeds", "pages"):
        (tmp_path / folder).mkdir()
    for page in ("about.md", "contributing.md", "searching.md"):
        (tmp_path / "pages" / page).write_text("# A page\n", encoding="utf-8")
    (tmp_path / "seeds" / "ferry.txt").write_text(STORY, encoding="utf-8")
    return tmp_path


@pytest.fixture
def run(root: Path) -> Run:
    def program(*arguments: str, code: int = 0, **environment: str) -> subprocess.CompletedProcess[str]:
        done = subprocess.run(
            [*PROGRAM, *arguments],
            cwd=root,
            env={**os.environ, **environment},
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
        )
        assert "Traceback" not in done.stdout + done.stderr
        assert done.returncode == code, done.stdout + done.stderr
        return done

    return program


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_help_with_examples(command: str) -> None:
    done = CliRunner().invoke(cli, [command, "--help"])
    assert done.exit_code == 0
    assert f"python scripts/build.py {command}" in done.output
    assert "Examples:" in done.output


def test_help_lists_all_commands_and_comes_at_once() -> None:
    done = subprocess.run([*PROGRAM, "--help"], capture_output=True, text=True, check=True, timeout=10)
    assert all(f"  {command} " in done.stdout for command in COMMANDS)
    code = (
        "import sys\nfrom onrecord import cli\ntry: cli.main(['build', '--help'])\nexcept SystemExit: pass\n"
        "print([m for m in ('mkdocs', 'pydantic', 'jinja2', 'rich', 'sqlite3') if m in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT / "scripts", timeout=10
    )
    assert done.stdout.strip().endswith("[]")


@pytest.mark.parametrize(
    "arguments",
    [["nonsense"], ["build", "--nonsense"], ["check", "--format", "xml"], ["build", "--jobs", "many"], ["explain"],
     ["explain", "no-such.txt"], ["check", "no-such.txt"], ["evaluate", "quotes", "no-such.jsonl", "out.jsonl"]],
)  # fmt: skip
def test_wrong_use_ends_with_two(arguments: list[str], run: Run) -> None:
    assert run(*arguments, code=2).stderr


def test_build_and_site_say_in_one_line_where_things_are_and_what_they_hold(run: Run) -> None:
    done = run("build")
    assert done.stdout.startswith("docs holds 1 article, 1 quotation, 1 speaker, ")
    assert "0 refused seeds, 0 warnings" in done.stdout
    done = run("site")
    assert done.stdout.startswith("The site is in site/index.html: 1 article, 1 quotation, 1 speaker, ")
    assert done.stdout.count("\n") == 1


def test_check_of_docs_tells_whether_they_are_up_to_date(run: Run, root: Path) -> None:
    assert "not up to date: docs/articles/ferry.md" in run("build", "--check", code=1).stderr
    assert not (root / "docs").exists()
    run("build")
    assert "is up to date" in run("build", "--check").stdout
    (root / "seeds" / "ferry.txt").write_text(STORY + "\nMore.\n", encoding="utf-8")
    run("build", "--check", code=1)


def test_a_refused_seed_is_reported_and_only_strictness_minds(run: Run, root: Path) -> None:
    (root / "seeds" / "picture.jpg").write_bytes(b"\xff\xd8")
    for command in ("build", "site"):
        done = run(command)
        assert "seeds/picture.jpg:0: FORMAT " in done.stderr
        assert "1 refused seed," in done.stdout
        run(command, "--strict", code=1)
    assert (root / "site" / "articles" / "ferry" / "index.html").is_file()


def test_nothing_to_publish_is_said_and_ends_with_one(run: Run, root: Path) -> None:
    (root / "seeds" / "ferry.txt").unlink()
    for command in ("build", "site"):
        done = run(command, code=1)
        assert "seeds:0: NO-SEEDS the seeds folder holds no seeds; add a .txt or .md file" in done.stderr
        assert "nothing to publish" in done.stderr
    (root / "seeds" / "picture.jpg").write_bytes(b"\xff\xd8")
    assert "NOTHING-TO-PUBLISH all 1 seeds were refused" in run("site", code=1).stderr
    assert not (root / "site").exists()


def test_check_prints_text_json_and_workflow_commands(run: Run, root: Path) -> None:
    run("check")
    (root / "seeds" / "bad%0A::error::.txt").write_bytes(b"\xff\xfe\xfd")
    row = next(
        one for one in json.loads(run("check", "--format", "json", code=1).stdout) if one["severity"] == "refused"
    )
    assert list(row) == ["path", "line", "code", "severity", "message", "fix"]
    assert row["path"] == "seeds/bad%0A::error::.txt"
    lines = run("check", "--format", "github", code=1).stdout.splitlines()
    assert lines[0].startswith("::error file=seeds/bad%250A%3A%3Aerror%3A%3A.txt,line=1,title=")
    assert all(line.startswith("::") for line in lines)
    text = run("check", "seeds/bad%0A::error::.txt", code=1)
    assert text.stdout.startswith("seeds/bad%0A::error::.txt:")
    assert run("check", "ferry.txt").stdout == ""


def test_json_is_empty_but_valid_when_nothing_is_wrong(run: Run) -> None:
    assert json.loads(run("check", "ferry.txt", "--format", "json").stdout) == []


def test_explain_tells_words_places_and_rules(run: Run) -> None:
    said = run("explain", "seeds/ferry.txt").stdout
    assert "article 'ferry'" in said
    assert "'We waited long enough,'" in said
    assert "Marta Quell" in said
    assert said.count("rule ") >= 4
    assert run("explain", "ferry.txt").stdout == said


def test_explain_of_a_refused_seed_says_why(run: Run, root: Path) -> None:
    (root / "seeds" / "picture.jpg").write_bytes(b"\xff\xd8")
    assert "FORMAT" in run("explain", "picture.jpg", code=1).stdout


def test_verify_recomputes_every_quotation_and_finds_one_that_was_changed(run: Run, root: Path) -> None:
    run("site")
    assert run("verify").stdout == "1 quotations in 1 articles recomputed, 0 wrong.\n"
    data = root / "site" / "data" / "articles" / "ferry.json"
    kept = data.read_text(encoding="utf-8")
    data.write_text(kept.replace("We waited long enough", "We waited too long"), encoding="utf-8")
    assert "not those of the seed" in run("verify", code=1).stderr
    data.write_text(kept, encoding="utf-8")
    page = root / "site" / "articles" / "ferry" / "index.html"
    whole = page.read_text(encoding="utf-8")
    page.write_text(whole.replace("We waited long enough", "We waited too long"), encoding="utf-8")
    assert "the page prints" in run("verify", "site", code=1).stderr
    page.write_text(whole, encoding="utf-8")
    run("verify")
    (root / "seeds" / "ferry.txt").write_text(STORY.replace("long", "too long"), encoding="utf-8")
    assert "other bytes" in run("verify", code=1).stderr


def test_verify_of_a_folder_without_data_says_so(run: Run, root: Path) -> None:
    (root / "empty").mkdir()
    assert "build the site first" in run("verify", "empty", code=1).stderr


def test_a_faulty_configuration_is_one_line(run: Run, root: Path) -> None:
    (root / "mkdocs.yml").write_text("a: [\n", encoding="utf-8")
    done = run("build", code=1)
    assert done.stderr.splitlines() == [f"{root}/mkdocs.yml:2: CONFIG {done.stderr.partition('CONFIG ')[2].strip()}"]


def test_a_fault_of_the_program_is_one_line_and_debug_shows_where(run: Run, root: Path) -> None:
    (root / "docs").write_text("a file where a folder is needed", encoding="utf-8")
    done = run("build", code=1)
    assert len(done.stderr.splitlines()) == 1
    command = [*PROGRAM, "--debug", "build"]
    done = subprocess.run(command, cwd=root, capture_output=True, text=True, check=False, timeout=60)
    assert "Traceback" in done.stderr


def test_two_builds_of_one_archive_wait_for_each_other(run: Run, root: Path) -> None:
    both = [subprocess.Popen([*PROGRAM, "build"], cwd=root, stdout=subprocess.PIPE, text=True) for _ in range(2)]
    assert [one.communicate(timeout=60)[0].count("docs holds 1 article") for one in both] == [1, 1]


def test_ctrl_c_ends_with_130_and_the_next_build_is_as_if_nothing_had_happened(run: Run, root: Path) -> None:
    for number in range(300):
        (root / "seeds" / f"ferry-{number}.txt").write_text(STORY.replace("ferry", f"ferry {number}"), encoding="utf-8")
    process = subprocess.Popen(
        [*PROGRAM, "build", "--jobs", "2"], cwd=root, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
        start_new_session=True,
    )  # fmt: skip
    while not (root / ".cache" / "mkdocs" / "catalogue.sqlite").exists():
        assert process.poll() is None
    try:
        process.communicate(timeout=1.5)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGINT)
    said = process.communicate(timeout=60)[0]
    assert process.returncode in (0, 130), said
    assert "Traceback" not in said
    run("build")
    once = {p.name: p.read_bytes() for p in (root / "docs" / "articles").glob("*.md")}
    assert len(once) == 300 + 1 + 1


@given(st.text(max_size=40), st.text(max_size=40))
def test_no_text_from_outside_breaks_a_line_or_smuggles_a_command(path: str, message: str) -> None:
    problem = Problem(path, 3, "CODE", "warning", message, "do something")
    for printed in (problems.as_text(problem), problems.as_github(problem)):
        assert len(printed.splitlines()) == 1
        assert printed.isprintable()
    head, _, tail = problems.as_github(problem).removeprefix("::warning ").partition("::")
    assert head.count(",") == 2
    assert head.count(":") == 0
    assert tail.endswith("; do something")
    assert json.loads(problems.as_json([problem]))[0]["message"] == message
