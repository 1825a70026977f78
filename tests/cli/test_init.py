"""`init`: a new archive overwrites nothing, and names where its program comes from."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest
import yaml

from onrecord import shipped
from onrecord.cli import scaffold
from samples.archives import HANG, ROOT, tree
from samples.command_line import PROGRAM


def init(*arguments: str, cwd: Path, code: int = 0) -> subprocess.CompletedProcess[str]:
    done = subprocess.run(
        [*PROGRAM, "init", *arguments], cwd=cwd, capture_output=True, text=True, check=False, timeout=HANG
    )
    assert done.returncode == code, done.stdout + done.stderr
    return done


def test_a_new_archive_names_no_path_of_this_machine_and_reads_as_yaml(tmp_path: Path) -> None:
    said = init("our-archive", "--from", "https://forge.example/town/onrecord@1a2b3c", cwd=tmp_path)
    assert said.stderr == ""
    made = tree(tmp_path / "our-archive")
    assert {"mkdocs.yml", "seeds/example-harbour-lamp.txt", "authority/speakers.yml", "requirements.txt"} <= made.keys()
    assert {".github/workflows/check.yml", ".github/workflows/publish.yml", "docs/.gitignore"} <= made.keys()
    assert {
        f".github/ISSUE_TEMPLATE/{form.name}" for form in (ROOT / ".github/ISSUE_TEMPLATE").iterdir()
    } <= made.keys()
    for path, data in made.items():
        assert str(tmp_path).encode() not in data, path
        assert str(ROOT).encode() not in data, path
        if path.endswith(".yml") and path != "mkdocs.yml":
            yaml.safe_load(data)
    for name in ("check", "publish"):
        workflow = made[f".github/workflows/{name}.yml"].decode()
        assert "scripts/build.py" not in workflow
        assert "tools/" not in workflow
        assert "      ONRECORD: onrecord\n" in workflow
        assert "        run: python -m pip install -r requirements.txt\n" in workflow
    assert b'site_name: "Our archive"' in made["mkdocs.yml"]
    assert b"onrecord @ git+https://forge.example/town/onrecord@1a2b3c\n" in made["requirements.txt"]
    assert b"--hash" not in made["constraints.txt"]
    assert b"mkdocs==1.6.1\n" in made["constraints.txt"]


def test_a_folder_that_holds_something_is_refused_and_left_as_it_is(tmp_path: Path) -> None:
    (tmp_path / "ours").mkdir()
    (tmp_path / "ours" / "diary.txt").write_text("mine", encoding="utf-8")
    said = init("ours", cwd=tmp_path, code=1).stderr
    assert said.startswith("ours: NOT-EMPTY holds something already (diary.txt); ")
    assert tree(tmp_path / "ours") == {"diary.txt": b"mine"}


def test_an_empty_repository_is_an_empty_folder(tmp_path: Path) -> None:
    (tmp_path / "ours" / ".git").mkdir(parents=True)
    init("ours", cwd=tmp_path)
    assert (tmp_path / "ours" / "mkdocs.yml").is_file()


def test_an_archive_that_is_added_to_a_project_overwrites_nothing_and_says_what_is_left_to_do(tmp_path: Path) -> None:
    before = {"mkdocs.yml": b"site_name: Mine\ndocs_dir: text\n", ".gitignore": b"x\n", "text/about.md": b"# Me\n"}
    for path, data in before.items():
        (tmp_path / path).parent.mkdir(exist_ok=True)
        (tmp_path / path).write_bytes(data)
    said = init(".", "--into", cwd=tmp_path).stderr
    assert "left alone, because it was there: mkdocs.yml" in said
    assert "  - onrecord\n" in said
    assert "  /text/articles/\n" in said
    assert "/text/about.md" not in said
    after = tree(tmp_path)
    assert {path: after[path] for path in before} == before
    assert "docs/.gitignore" not in after
    assert "seeds/example-harbour-lamp.txt" in after


@pytest.mark.parametrize(
    ("whence", "line", "pinned"),
    [
        ("0.1.0", "onrecord==0.1.0", True),
        ("https://forge.example/a/b", "onrecord @ git+https://forge.example/a/b", False),
        ("git+https://forge.example/a/b@v1", "onrecord @ git+https://forge.example/a/b@v1", True),
        ("https://forge.example/onrecord-0.1.0-py3-none-any.whl",
         "onrecord @ https://forge.example/onrecord-0.1.0-py3-none-any.whl", False),
    ],
)  # fmt: skip
def test_a_source_is_written_as_pip_takes_it(whence: str, line: str, pinned: bool) -> None:
    assert scaffold.source(whence) == scaffold.Source(line, pinned)


@pytest.mark.parametrize(
    "whence",
    ["/home/me/clone", "file:///clone", "https://me:word@forge.example/a", "http://a.example/b", "a b", "x\ny"],
)
def test_a_source_that_others_cannot_or_must_not_use_is_refused(whence: str) -> None:
    with pytest.raises(ValueError, match=r"https address|name or password"):
        scaffold.source(whence)


def test_a_copy_that_came_from_a_folder_names_no_source(tmp_path: Path) -> None:
    said = init("ours", cwd=tmp_path)
    assert "requirements.txt does not say yet where others get On the Record from" in said.stderr
    assert f"  pip install {ROOT}\n  cd ours\n  onrecord site\n" in said.stdout
    text = (tmp_path / "ours" / "requirements.txt").read_text(encoding="utf-8")
    assert [line for line in text.splitlines() if line and line[0] != "#"] == ["-c constraints.txt"]


@pytest.mark.parametrize(
    ("noted", "line"),
    [
        ('{"url": "https://me:word@forge.example/a", "vcs_info": {"vcs": "git", "commit_id": "1a2b"}}',
         "onrecord @ git+https://forge.example/a@1a2b"),
        ('{"url": "file:///home/me/clone", "vcs_info": {"vcs": "git", "commit_id": "1a2b"}}', ""),
        ('{"url": "file:///home/me/clone", "dir_info": {}}', ""),
        ("", "onrecord==9.9.9"),
    ],
)  # fmt: skip
def test_a_copy_knows_where_pip_got_it_from_and_tells_no_password(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, noted: str, line: str
) -> None:
    about = tmp_path / "onrecord-9.9.9.dist-info"
    about.mkdir()
    (about / "METADATA").write_text("Metadata-Version: 2.1\nName: onrecord\nVersion: 9.9.9\n", encoding="utf-8")
    if noted:
        (about / "direct_url.json").write_text(noted, encoding="utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    assert scaffold.installed_from().line == line


def test_all_of_the_lock_is_in_the_constraints() -> None:
    lock = (ROOT / "requirements.txt").read_text(encoding="utf-8")
    locked = [line for line in lock.splitlines() if "==" in line and line[0] not in " #"]
    made = scaffold.constraints(lock).splitlines()[1:]
    assert made == [line.removesuffix(" \\") for line in locked]


def test_every_page_written_by_hand_is_inherited_or_speaks_of_this_project_alone() -> None:
    tracked = subprocess.run(["git", "ls-files", "docs"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    of_this_project = {"accuracy.md", "own-archive.md", "assets/screenshot.png"}
    assert {line.removeprefix("docs/") for line in tracked.splitlines()} == of_this_project | set(shipped.PAGES)
