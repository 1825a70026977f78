"""The command `init`: an archive of your own in a new folder."""

from __future__ import annotations

import shlex
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from onrecord.cli.options import FOLDER, examples
from onrecord.config import load
from onrecord.model import Problem, Refused
from onrecord.shipped import COMMAND, path, program

if TYPE_CHECKING:
    from onrecord.cli.scaffold import Source


DOCS = "docs/.gitignore"
"""Holds the docs folder in git while nothing else in it is; a folder that is there needs no such help."""


@click.command(
    epilog=examples("init our-archive", "init our-archive --from https://forge.example/town/on-the-record@COMMIT")
)
@click.option("--into", is_flag=True, help="Add to a folder that holds something; no file of it is overwritten.")
@click.option("--title", default="", help="The name of the archive; that of the folder, if not given.")
@click.option(
    "--from", "origin", default="", metavar="WHENCE",
    help="Where others get On the Record from: a version, or the https address of a repository, best with @COMMIT.",
)  # fmt: skip
@click.argument("folder", type=FOLDER)
def init(folder: Path, into: bool, title: str, origin: str) -> None:
    """Make an archive of your own in a new folder.

    It holds one invented story, which is there to be deleted, and builds at once. With --into, an archive is added to
    a MkDocs project that is there.
    """
    from onrecord.cli import scaffold
    from onrecord.publish import sync

    title = title.strip() or folder.absolute().name.replace("-", " ").replace("_", " ").capitalize()
    title = title or "Our archive"
    if not title.isprintable():
        raise click.UsageError("the title of an archive is one line of text; give it with --title")
    try:
        where = scaffold.source(origin) if origin else scaffold.installed_from()
    except ValueError as error:
        raise click.UsageError(f"--from: {error}") from None
    there = sorted(path.name for path in folder.iterdir() if path.name != ".git") if folder.is_dir() else []
    if there and not into:
        message = f"holds something already ({', '.join(there[:3])}{', …' if len(there) > 3 else ''})"
        fix = "name a new folder, or use --into to add to it without overwriting anything"
        raise Refused(Problem(str(folder), 0, "NOT-EMPTY", "refused", message, fix))
    docs = load(folder / "mkdocs.yml").docs if (folder / "mkdocs.yml").is_file() else folder.resolve() / "docs"
    left = [
        name
        for name, data in scaffold.files(title, where)
        if (name == DOCS and docs.is_dir()) or not sync.create(folder / name, data)
    ]
    click.echo(f"{folder} holds a new archive, {title!r}.")
    for line in (*_left_alone(left, folder, docs), *_whence(where)):
        click.echo(line, err=True)
    click.echo("Next:")
    if program() != COMMAND:  # the archive asks for the plugin of an installed package
        click.echo(f"  pip install {shlex.quote(str(path('.')))}")
    click.echo(f"  cd {shlex.quote(str(folder))}\n  {COMMAND} site\n  {COMMAND} add FILE")


def _left_alone(left: list[str], folder: Path, docs: Path) -> Iterator[str]:
    """Say which files were there before, and what to write into those that matter."""
    from onrecord.cli import scaffold

    for name in left:
        if name != DOCS:
            yield f"left alone, because it was there: {folder / name}"
    if "mkdocs.yml" in left:
        yield f"Write this into {folder / 'mkdocs.yml'}, beside the plugins that you use:"
        yield from (f"  {line}" for line in scaffold.ADDED_SETTINGS.splitlines())
    if ".gitignore" in left:
        yield f"Write this into {folder / '.gitignore'}, or generated pages end up in git:"
        shown = docs.relative_to(folder.resolve()).as_posix() if docs.is_relative_to(folder.resolve()) else docs.name
        yield from (f"  {line}" for line in scaffold.ignored(docs, shown))


def _whence(where: Source) -> list[str]:
    """Say what requirements.txt still lacks."""
    if not where.line:
        return [
            "requirements.txt does not say yet where others get On the Record from: write it there (or use --from)."
        ]
    if not where.pinned:
        return [f"requirements.txt names {where.line!r}, which can change: put a commit behind it, as @COMMIT."]
    return []
