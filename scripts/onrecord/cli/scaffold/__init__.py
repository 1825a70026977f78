"""The files of a new archive: which there are, from what each is made, and where its requirements.txt points."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

from onrecord import shipped, urls
from onrecord.publish.manifest import MARK

FILES = Path(__file__).parent / "files"
MADE_FROM = {
    "mkdocs.yml": "mkdocs.yml",
    "seeds/example-harbour-lamp.txt": "example.txt",
    "authority/speakers.yml": "speakers.yml",
    "docs/.gitignore": "docs.gitignore",
    "requirements.txt": "requirements.txt",
    "README.md": "README.md",
    "CONTRIBUTING.md": "CONTRIBUTING.md",
    ".gitignore": "gitignore",
    ".gitattributes": "gitattributes",
}
GENERATED = (*(f"{name}/" for name in urls.FOLDERS), urls.HOME, f"{MARK}/", *shipped.PAGES)
FORMS = ".github/ISSUE_TEMPLATE"
WORKFLOWS = (".github/workflows/check.yml", ".github/workflows/publish.yml")
"""The workflows are those of the clone: what they call and how they set themselves up is all that differs."""
INSTALLED = (
    ("ONRECORD: .venv/bin/python scripts/build.py\n", "ONRECORD: onrecord\n"),
    ("run: sh tools/venv.sh requirements.txt\n", "run: python -m pip install -r requirements.txt\n"),
)
ADDED_SETTINGS = """\
plugins:
  - search
  - onrecord
"""
"""What an existing mkdocs.yml needs to become an archive."""
UNKNOWN = """\
# Nobody has said yet where On the Record comes from. Put that in place of the next line: a repository and a commit.
# onrecord @ git+https://forge.example/town/on-the-record@COMMIT"""
# "mkdocs-material[imaging]==9.8.1 ; python_version >= '3.11' \" -> name, version and marker
LOCKED_PATTERN = re.compile(r"^([A-Za-z0-9._-]+)(?:\[[^\]]*\])?(==[^\s;\\]+)(\s*;[^\\]+?)?\s*\\?$", re.MULTILINE)
# "0.1.0", "1.2.0rc1"
VERSION_PATTERN = re.compile(r"[0-9][0-9A-Za-z.+!]*")
# "https://forge.example/a/b/releases/onrecord-0.1.0-py3-none-any.whl"
FILE_PATTERN = re.compile(r"\.(?:whl|zip|tar\.gz)$")


@dataclass(frozen=True, slots=True)
class Source:
    """Where On the Record is to be installed from: a line for requirements.txt, or nothing when that is not known.

    `pinned` says that the line will always mean the same program.
    """

    line: str = ""
    pinned: bool = False


def source(given: str) -> Source:
    """Return the source that somebody named: a version, or the address of a repository or of a wheel.

    Raises ValueError for anything else.
    """
    if VERSION_PATTERN.fullmatch(given):
        return Source(f"onrecord=={given}", True)
    bare = given.removeprefix("git+")
    parts = urlsplit(bare)
    if not given.isprintable() or any(c.isspace() for c in given) or parts.scheme != "https" or not parts.hostname:
        raise ValueError(
            "write a version, such as 0.1.0, or an https address of a repository, best with @COMMIT behind"
        )
    if "@" in parts.netloc:
        raise ValueError("the address holds a name or password, which everybody could read; leave it out")
    if FILE_PATTERN.search(parts.path):
        return Source(f"onrecord @ {bare}", "sha256=" in parts.fragment)
    return Source(f"onrecord @ git+{bare}", "@" in parts.path)


def installed_from() -> Source:
    """Return where the program that is running was installed from, as far as others can install it from there too."""
    try:
        found = metadata.distribution("onrecord")
    except metadata.PackageNotFoundError:  # run from a clone
        return Source()
    noted = found.read_text("direct_url.json")
    if noted is None:
        return Source(f"onrecord=={found.version}", True)
    about = json.loads(noted)
    parts = urlsplit(str(about.get("url", "")))
    address = urlunsplit(parts._replace(netloc=parts.netloc.rpartition("@")[2]))
    commit = about.get("vcs_info", {}).get("commit_id", "")
    try:
        return source(f"git+{address}@{commit}" if commit else address)
    except ValueError:  # a folder of this machine
        return Source()


def constraints(lock: str) -> str:
    """Return the versions in a lock file, without its hashes, which pip cannot check beside a repository."""
    lines = [f"{name}{version}{marker}\n" for name, version, marker in LOCKED_PATTERN.findall(lock)]
    return "# The versions that On the Record was tested with; made by `onrecord init`.\n" + "".join(lines)


def ignored(docs: Path, shown: str) -> list[str]:
    """Return the lines that keep generated files out of git: of a docs folder, those that no person wrote."""
    generated = [f"/{shown}/{name}" for name in GENERATED if not (docs / name).is_file()]
    return [*generated, "/site/", "/.site-*/", "/.cache/"]


def workflow(text: str) -> str:
    """Return a workflow of the clone for an archive that has On the Record installed."""
    for here, there in INSTALLED:
        text = text.replace(here, there)
    return text


def files(title: str, where: Source) -> Iterator[tuple[str, bytes]]:
    """Yield the files of a new archive, by their paths in its folder."""
    said = {"@NAME@": json.dumps(title, ensure_ascii=False), "@TITLE@": title, "@REQUIREMENT@": where.line or UNKNOWN}
    for path, name in MADE_FROM.items():
        text = (FILES / name).read_text(encoding="utf-8")
        for mark, words in said.items():
            text = text.replace(mark, words)
        yield path, text.encode()
    yield "constraints.txt", constraints(shipped.path("requirements.txt").read_text(encoding="utf-8")).encode()
    for path in WORKFLOWS:
        yield path, workflow(shipped.path(path).read_text(encoding="utf-8")).encode()
    for form in sorted(shipped.path(FORMS).glob("*.yml")):
        yield f"{FORMS}/{form.name}", form.read_bytes()
