"""The command line as a user meets it: plain words, exit codes, and never a traceback."""

from __future__ import annotations

import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

import onrecord
from onrecord import problems
from onrecord.cli.main import COMMANDS, cli
from onrecord.model import Problem
from samples.archives import HANG, ROOT

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
            timeout=HANG,
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
    assert f"  onrecord {command}" in done.output
    assert "Examples:" in done.output


def test_help_lists_all_commands_and_loads_nothing_heavy() -> None:
    done = subprocess.run([*PROGRAM, "--help"], capture_output=True, text=True, check=True, timeout=HANG)
    assert all(f"  {command} " in done.stdout for command in COMMANDS)
    code = (
        "import sys\nfrom onrecord.cli.main import main\ntry: main(['build', '--help'])\nexcept SystemExit: pass\n"
        "print([m for m in ('mkdocs', 'pydantic', 'jinja2', 'rich', 'sqlite3') if m in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT / "scripts", timeout=HANG
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
    said = "1 quotation in 1 article recomputed (printed on the pages of their articles: 1; "
    done = run("verify")
    assert done.stdout.startswith(said)
    assert done.stdout.endswith(" made again and compared: 0 differences.\n")
    assert "the whole site was built anew, because without a navigation" in done.stderr
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
    done = subprocess.run(command, cwd=root, capture_output=True, text=True, check=False, timeout=HANG)
    assert "Traceback" in done.stderr


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


def test_help_is_laid_out_and_no_description_is_cut() -> None:
    said = CliRunner().invoke(cli, ["--help"]).output
    assert "\\b" not in said
    assert "..." not in said.partition("Commands:")[2]
    assert "onrecord site" in [line.strip() for line in said.splitlines()]
    assert said.index("Examples:") < said.index("explain seeds/story.txt")
    assert "which words and" in said


def test_the_version_is_told() -> None:
    assert CliRunner().invoke(cli, ["--version"]).output == f"On the Record {onrecord.__version__}\n"


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


def test_predictions_never_replace_the_set_they_are_made_from(run: Run, root: Path) -> None:
    gold = root / "gold.jsonl"
    gold.write_text(json.dumps({"id": "one", "text": STORY}) + "\n", encoding="utf-8")
    before = gold.read_bytes()
    (root / "same.jsonl").hardlink_to(gold)
    for other in ("gold.jsonl", "./gold.jsonl", "same.jsonl"):
        assert "the same file" in run("evaluate", "gold", "gold.jsonl", other, code=2).stderr
    assert gold.read_bytes() == before
    run("evaluate", "gold", "gold.jsonl", "predictions.jsonl")


def test_a_seed_of_another_archive_is_told_with_the_option_for_it(run: Run, root: Path) -> None:
    (root / "other" / "seeds").mkdir(parents=True)
    (root / "other" / "mkdocs.yml").write_text("site_name: Other\n", encoding="utf-8")
    (root / "other" / "seeds" / "pier.txt").write_text(STORY, encoding="utf-8")
    for command in ("explain", "check"):
        assert "add -f other/mkdocs.yml" in run(command, "other/seeds/pier.txt", code=2).stderr
    (root / "loose.txt").write_text(STORY, encoding="utf-8")
    said = run("explain", "loose.txt", code=2).stderr
    assert "lies outside" in said
    assert "-f" not in said.partition("Error:")[2]


def test_one_is_not_written_as_many(run: Run, root: Path) -> None:
    assert "in 1 seed\n" in run("check").stderr
    (root / "seeds" / "ferry.txt").unlink()
    (root / "seeds" / "picture.jpg").write_bytes(b"\xff\xd8")
    (root / "seeds" / "picture.png").write_bytes(b"\xff\xd8")
    assert "all 2 seeds were refused" in run("site", code=1).stderr


def test_a_failed_site_is_one_well_formed_sentence(run: Run, root: Path) -> None:
    (root / "pages" / "about.md").write_text("[broken](nowhere.md)\n", encoding="utf-8")
    said = run("site", code=1).stderr
    assert "strict mode. What was there" in said


def test_doubles_say_that_both_are_published(run: Run, root: Path) -> None:
    (root / "seeds" / "second.txt").write_text(STORY, encoding="utf-8")
    done = run("build")
    assert "seeds/second.txt: DUPLICATE" in done.stderr
    assert "both are published, and their quotations count twice; delete one of the two files" in done.stderr
    assert "2 articles, 2 quotations" in done.stdout


@pytest.mark.parametrize(
    "address", ["x", "127.0.0.1", "127.0.0.1:many", "harbour.example:8000", "127.0.0.1:0", ":8000"]
)
def test_serve_refuses_what_is_no_address_before_it_builds(address: str, run: Run, root: Path) -> None:
    said = run("serve", "--address", address, code=1).stderr
    assert f"Error: {address!r} is no address to serve at; use an IP address or localhost" in said
    assert not (root / "docs").exists()


def test_serve_on_a_port_in_use_says_so_before_it_builds(run: Run, root: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        said = run("serve", "--address", f"127.0.0.1:{port}", code=1).stderr
    assert said.startswith(f"Error: port {port} is in use")
    assert "--address" in said
    assert not (root / "docs").exists()


def test_clean_removes_all_that_was_made_and_nothing_else(run: Run, root: Path) -> None:
    before = tree(root)
    for arguments in (["site"], ["build", "--seeds", "seeds"], ["evaluate", "gold", "gold.jsonl", "out.jsonl"]):
        (root / "gold.jsonl").write_text(json.dumps({"id": "one", "text": STORY}) + "\n", encoding="utf-8")
        run(*arguments)
    hers = ["docs/.hidden", "docs/articles/.hidden", "docs/articles/mine.md", "site/.git/HEAD", "site/CNAME",
            "site/mine.html", ".cache/other/x", ".cache/onrecord/x", ".cache/onrecord/mkdocs/x", ".site-old/x",
            ".site-new/x"]  # fmt: skip
    for path in hers:
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(path, encoding="utf-8")
    said = run("clean").stdout
    assert [line.partition(":")[0] for line in said.splitlines()] == ["docs", "site", ".cache/onrecord"]
    left = tree(root)
    assert sorted(left) == sorted([*before, *hers, "gold.jsonl", "out.jsonl"])
    assert {path: left[path] for path in before} == before
    assert said.count(" 0 files") == 0
    for path in hers:
        (root / path).unlink()
    assert run("clean").stdout.count(" 0 files removed") == 2


def tree(root: Path) -> dict[str, bytes]:
    return {p.relative_to(root).as_posix(): p.read_bytes() for p in sorted(root.rglob("*")) if p.is_file()}


def test_make_clean_removes_what_was_made_of_both_archives_and_the_tools(run: Run, root: Path) -> None:
    shutil.copy(ROOT / "Makefile", root)
    (root / "scripts").symlink_to(ROOT / "scripts")
    (root / "examples").mkdir()
    shutil.copytree(root / "seeds", root / "examples" / "seeds")
    (root / "examples" / "mkdocs.yml").write_text("INHERIT: ../mkdocs.yml\nextra: {onrecord: {pages: ../pages}}\n")
    before = tree(root)
    for name in ("bin/python", "pyvenv.cfg"):
        (root / ".venv" / name).parent.mkdir(parents=True, exist_ok=True)
        (root / ".venv" / name).write_text(f'#!/bin/sh\nexec {sys.executable} "$@"\n', encoding="utf-8")
    (root / ".venv" / "bin" / "python").chmod(0o755)
    (root / ".mypy_cache").mkdir()
    for config in ("mkdocs.yml", "examples/mkdocs.yml"):
        run("site", "-f", config)
    subprocess.run(["make", "clean"], cwd=root, check=True, capture_output=True, timeout=HANG)
    assert tree(root) == before
    assert not any(
        (root / name).exists() for name in (".venv", ".mypy_cache", ".cache", "site", "docs", "examples/docs")
    )
    subprocess.run(["make", "clean"], cwd=root, check=True, capture_output=True, timeout=HANG)


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
