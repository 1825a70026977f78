"""The wheel holds all that an archive needs, anywhere: built and installed once, then used as a stranger would."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import sysconfig
import venv
from dataclasses import dataclass
from pathlib import Path
from zipfile import ZipFile

import pytest

from onrecord import shipped
from samples.archives import HANG, ROOT, differing

OWN_FRAME = '{% extends "base.html" %}{% block announce %}Our own frame{% endblock %}'
OWN_LIST = """\
{% import "_parts.jinja" as parts %}
{{ parts.head(front) }}
<h1 id="title">Our own list of {{ page.entries }}</h1>
"""


@dataclass(frozen=True)
class Installed:
    """A virtual environment with the wheel in it, and the packages that it needs borrowed from this one."""

    wheel: Path
    folder: Path

    def run(self, *command: str, cwd: Path, code: int = 0) -> subprocess.CompletedProcess[str]:
        """Run a program of the environment in a folder."""
        program = self.folder / ("Scripts" if os.name == "nt" else "bin") / command[0]
        environment = {key: value for key, value in os.environ.items() if key not in ("PYTHONPATH", "ONRECORD_DRIVEN")}
        done = subprocess.run(
            [str(program), *command[1:]], cwd=cwd, capture_output=True, text=True, check=False, timeout=HANG,
            env={**environment, "NO_MKDOCS_2_WARNING": "1"}, stdin=subprocess.DEVNULL,
        )  # fmt: skip
        assert done.returncode == code, f"{command}\n{done.stdout}\n{done.stderr}"
        return done


@pytest.fixture(scope="session")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Installed:
    made = tmp_path_factory.mktemp("wheel")
    pip = [sys.executable, "-m", "pip", "--disable-pip-version-check"]
    build = [*pip, "wheel", "--quiet", "--no-index", "--no-deps", "--no-build-isolation", "-w", str(made), str(ROOT)]
    subprocess.run(build, check=True, timeout=HANG)
    (wheel,) = made.glob("*.whl")
    folder = made / "environment"
    venv.create(folder, with_pip=False)
    python = str(folder / ("Scripts" if os.name == "nt" else "bin") / "python")
    site = subprocess.run(
        [python, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))"],
        capture_output=True,
        text=True,
        check=True,
    ).stdout.strip()
    (Path(site) / "borrowed.pth").write_text(sysconfig.get_path("purelib"), encoding="utf-8")
    install = [*pip, "--python", python, "install", "--quiet", "--no-index", "--no-deps", str(wheel)]
    subprocess.run(install, check=True, timeout=HANG)
    return Installed(wheel, folder)


@pytest.fixture(scope="session")
def archive(installed: Installed, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make an archive in an empty folder, add a text to it, and build it."""
    place = tmp_path_factory.mktemp("elsewhere")
    installed.run("onrecord", "init", "our-archive", cwd=place)
    archive = place / "our-archive"
    (place / "story.txt").write_text(
        "Wind from the north.\n\n“Stay in,” said Ada Flint, the pilot.\n", encoding="utf-8"
    )
    said = installed.run("onrecord", "add", "../story.txt", "--licence", "CC0-1.0", cwd=archive)
    assert "seeds/wind-from-the-north.txt is added." in said.stdout
    assert "onrecord explain seeds/wind-from-the-north.txt" in said.stdout
    installed.run("onrecord", "site", "--strict", cwd=archive)
    return archive


def page(archive: Path, address: str) -> str:
    return (archive / "site" / address / "index.html").read_text(encoding="utf-8")


def test_the_wheel_holds_what_archives_inherit_and_nothing_that_is_made(installed: Installed) -> None:
    names = {name for name in ZipFile(installed.wheel).namelist() if "/shipped/" in name}
    inside = {name.partition("/shipped/")[2] for name in names}
    assert {f"docs/{path}" for path in shipped.PAGES} == {name for name in inside if name.startswith("docs/")}
    assert {"overrides/main.html", "overrides/404.html", "mkdocs.yml", "requirements.txt"} <= inside
    assert {"authority/topics.yml", "authority/sources.yml", "authority/licences.yml"} <= inside
    assert "authority/speakers.yml" not in inside
    assert "hooks/onrecord_hook.py" in inside


def test_a_new_archive_builds_at_once_and_verifies(installed: Installed, archive: Path) -> None:
    assert "Tove Lindqvist" in page(archive, "speakers/tove-lindqvist")
    assert "Stay in" in page(archive, "articles/wind-from-the-north")
    assert 'name="onrecord:sha256"' in page(archive, "articles/example-harbour-lamp")
    assert "stylesheets/onrecord.css" in page(archive, ".")
    assert (archive / "site" / "stylesheets" / "onrecord.css").is_file()
    assert "How things are found" in page(archive, ".")
    assert "accuracy" not in page(archive, ".")
    assert "there is no such page" in (archive / "site" / "404.html").read_text(encoding="utf-8")
    assert "0 differences" in installed.run("onrecord", "verify", cwd=archive).stdout
    explained = installed.run("onrecord", "explain", "wind-from-the-north.txt", cwd=archive).stdout
    assert "licence: 'CC0-1.0' (added; rule sidecar)" in explained


def test_help_and_messages_name_the_command_as_it_was_called(installed: Installed, archive: Path) -> None:
    said = installed.run("onrecord", "site", "--help", cwd=archive).stdout
    assert said.startswith("Usage: onrecord site ")
    assert "build.py" not in said
    assert "Usage: onrecord explain" in installed.run("onrecord", "explain", "nope", cwd=archive, code=2).stderr


def test_the_site_is_that_of_a_clone_to_the_byte(installed: Installed, archive: Path, tmp_path: Path) -> None:
    for folder in ("seeds", "authority"):
        shutil.copytree(archive / folder, tmp_path / folder)
    (tmp_path / "docs").mkdir()
    (tmp_path / "mkdocs.yml").write_text(
        f"INHERIT: {ROOT}/mkdocs.yml\nsite_name: Our archive\ntheme: {{custom_dir: {ROOT}/overrides}}\n"
        f"hooks: [{ROOT}/hooks/onrecord_hook.py]\nextra: {{onrecord: {{pages: pages}}}}\n",
        encoding="utf-8",
    )
    command = [sys.executable, str(ROOT / "scripts" / "build.py"), "site", "--strict"]
    subprocess.run(command, cwd=tmp_path, check=True, capture_output=True, timeout=HANG)
    assert differing(tmp_path / "site", archive / "site") == []


def test_git_sees_only_what_people_write(installed: Installed, archive: Path) -> None:
    subprocess.run(["git", "init", "-q"], cwd=archive, check=True)
    subprocess.run(["git", "add", "."], cwd=archive, check=True)
    listed = subprocess.run(["git", "ls-files"], cwd=archive, check=True, capture_output=True, text=True).stdout.split()
    assert not [name for name in listed if name.startswith(("site", ".cache"))]
    assert [name for name in listed if name.startswith("docs")] == ["docs/.gitignore"]
    assert {"seeds/wind-from-the-north.txt", "seeds/wind-from-the-north.txt.yml", "mkdocs.yml"} <= set(listed)


def test_plain_mkdocs_makes_the_pages_first(installed: Installed, tmp_path: Path) -> None:
    installed.run("onrecord", "init", "ours", cwd=tmp_path)
    # `python -m mkdocs`: its console script belongs to the environment that the packages are borrowed from
    installed.run("python", "-m", "mkdocs", "build", "--strict", cwd=tmp_path / "ours")
    assert "Tove Lindqvist" in page(tmp_path / "ours", "speakers/tove-lindqvist")


def test_what_an_archive_has_of_its_own_goes_before_the_package(installed: Installed, tmp_path: Path) -> None:
    installed.run("onrecord", "init", "ours", cwd=tmp_path)
    ours = tmp_path / "ours"
    written = {
        "pages/about.md": "# Who we are\n",
        "pages/accuracy.md": "# How often we were right\n",
        "overrides/main.html": OWN_FRAME,
        "templates/articles.md.jinja": OWN_LIST,
        "authority/topics.yml": "topics:\n  - {id: lamps, name: Lamps and lights, strong: [lamp]}\n",
    }
    for path, text in written.items():
        (ours / path).parent.mkdir(exist_ok=True)
        (ours / path).write_text(text, encoding="utf-8")
    config = (ours / "mkdocs.yml").read_text(encoding="utf-8")
    (ours / "mkdocs.yml").write_text(
        config.replace("  # custom_dir: overrides", "  custom_dir: overrides"), encoding="utf-8"
    )
    installed.run("onrecord", "site", "--strict", cwd=ours)
    assert "Who we are" in page(ours, "about")
    assert "How often it is right" in page(ours, "about")  # in the navigation
    assert "How often we were right" in page(ours, "accuracy")
    assert "Our own frame" in page(ours, "searching")
    assert "there is no such page" in (ours / "site" / "404.html").read_text(encoding="utf-8")
    assert "Our own list of" in page(ours, "articles")
    assert "Lamps and lights" in page(ours, "articles/example-harbour-lamp")
    (ours / "templates" / "articles.md.jinja").write_text("{% if %}\n", encoding="utf-8")
    said = installed.run("onrecord", "site", cwd=ours, code=1).stderr
    assert said.startswith("articles.md.jinja:1: TEMPLATE the page template cannot be used: ")


@pytest.mark.parametrize("theme", ["material", "mkdocs"])
def test_an_archive_joins_a_mkdocs_project_and_its_pages_win(installed: Installed, tmp_path: Path, theme: str) -> None:
    (tmp_path / "docs").mkdir()
    hers = {
        "about/index.md": "# My own words\n",
        "index.md": "# My own first page\n",
        "more/topics.md": "# My topics\n",
    }
    for name, text in hers.items():
        (tmp_path / "docs" / name).parent.mkdir(exist_ok=True)
        (tmp_path / "docs" / name).write_text(text, encoding="utf-8")
    (tmp_path / "mkdocs.yml").write_text(
        f"site_name: Mine\ntheme: {theme}\nstrict: true\nnav: [index.md, about/index.md, more/topics.md]\n"
        "plugins: [search, onrecord]\nvalidation: {nav: {omitted_files: warn}}\n",
        encoding="utf-8",
    )
    installed.run("onrecord", "init", ".", "--into", cwd=tmp_path)
    installed.run("onrecord", "site", "--strict", cwd=tmp_path)
    assert {name: (tmp_path / "docs" / name).read_text(encoding="utf-8") for name in hers} == hers
    assert "My own words" in page(tmp_path, "about")
    assert "My own first page" in page(tmp_path, ".")
    assert "My topics" in page(tmp_path, "more/topics")
    assert "Tove Lindqvist" in page(tmp_path, "speakers/tove-lindqvist")
    assert "0 differences" in installed.run("onrecord", "verify", cwd=tmp_path).stdout


def test_an_editable_install_runs_the_clone(installed: Installed, tmp_path: Path) -> None:
    target = tmp_path / "packages"
    pip = [sys.executable, "-m", "pip", "--disable-pip-version-check", "install", "--quiet", "--no-index", "--no-deps"]
    subprocess.run([*pip, "--no-build-isolation", "--target", str(target), "-e", str(ROOT)], check=True, timeout=HANG)
    (pointer,) = target.glob("*.pth")
    assert pointer.read_text(encoding="utf-8").strip() == str(ROOT / "scripts")
    entry_points = next(target.glob("onrecord-*.dist-info")) / "entry_points.txt"
    assert "onrecord = onrecord.plugin:OnRecord" in entry_points.read_text(encoding="utf-8")
