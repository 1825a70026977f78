"""The commands that begin something: init makes an archive, add puts a text into one."""

from __future__ import annotations

import shlex
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import click

from onrecord.commands.shared import FOLDER, archive_options, examples, progress
from onrecord.config import Archive, load
from onrecord.model import FieldName, Problem, Refused
from onrecord.shipped import COMMAND, path, program

if TYPE_CHECKING:
    from onrecord.adding import Text
    from onrecord.authority.records import ReadingAuthority
    from onrecord.scaffold import Source

DOCS = "docs/.gitignore"
"""Holds the docs folder in git while nothing else in it is; a folder that is there needs no such help."""
QUESTIONS = {
    "title": "Its headline",
    "date": "The day it was published, such as 2031-05-02",
    "outlet": "Who published it",
    "source_url": "Its web address",
    "licence": "Its licence, such as CC-BY-4.0 or all-rights-reserved",
}


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
    from onrecord import scaffold
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
    from onrecord import scaffold

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


@click.command(
    epilog=examples(
        "add ~/story.txt",
        "add story.txt --date 2031-05-02 --outlet 'The Wexcombe Lantern'",
        "add https://news.example/lamp.txt",
        "add - --name lamp.txt < story.txt",
    )
)
@archive_options
@click.option("--name", default="", help="The name of the seed; its date and title, if not given.")
@click.option("--title", default="", help="Its headline.")
@click.option("--date", default="", help="The day it was published.")
@click.option("--outlet", default="", help="Who published it.")
@click.option("--source-url", default="", metavar="URL", help="Where it was published.")
@click.option("--licence", default="", help="What its publisher allows, such as CC-BY-4.0.")
@click.option(
    "--licence-reason", default="", metavar="WHY", help="Why that licence holds where the text says otherwise."
)
@click.option("--encoding", default="", help="The encoding of the text, if it is not UTF-8.")
@click.option("--allow-private", is_flag=True, help="Fetch from this machine or a private network, too.")
@click.argument("text", metavar="FILE|-|URL")
def add(archive: Archive, text: str, name: str, encoding: str, allow_private: bool, **given: str) -> None:
    """Put a text into the seeds folder, unchanged, and say what was understood.

    What the text does not state is asked for on a terminal, or given by options; it goes into a file beside the seed.
    Nothing is overwritten. Something is fetched only when an http or https address is given.
    """
    from onrecord import adding
    from onrecord.authority import records
    from onrecord.publish.cache import held
    from onrecord.publish.pipeline import WAIT_SECONDS
    from onrecord.seeds.files import SEED_SUFFIXES

    got = _got(archive, text, allow_private)
    adding.check_bytes(got)
    if name.lower().endswith(SEED_SUFFIXES):
        got = replace(got, file_name=name)
    known = records.load(archive.authority, archive.shared).reading
    facts = {key: adding.checked(key, value, known) for key, value in given.items() if value.strip()}
    encoding = encoding or got.encoding
    found = adding.understood(got, encoding, known)
    wanted = adding.missing(facts, found)
    if got.address and "source_url" in wanted:
        facts["source_url"] = adding.checked("source_url", got.address, known)
    if sys.stdin.isatty() and sys.stdout.isatty() and text != "-":
        facts |= _asked(adding.missing(facts, found), known)
    kept = adding.beside(got, facts, found) | ({"encoding": encoding} if encoding else {})
    chosen = adding.name_for(got, name, facts, found)
    with held(archive, WAIT_SECONDS):
        adding.check_place(archive, chosen, got.data)
        record = adding.recorded(archive, chosen, found)
        _put(archive, chosen, got.data, adding.sidecar(kept) if kept else b"", record)
    _tell(archive, chosen, adding.missing(facts, found))


def _got(archive: Archive, text: str, allow_private: bool) -> Text:
    """Read the text from a file, from standard input or from the web; never more than a seed may have."""
    from onrecord import fetching
    from onrecord.adding import Text
    from onrecord.seeds.files import SEED_LIMIT

    if text == "-":
        return Text(sys.stdin.buffer.read(SEED_LIMIT + 1), "standard input")
    if text.lower().startswith(("http://", "https://")):
        try:
            there = fetching.fetch(text, allow_private)
        except fetching.NotFetched as error:
            raise click.ClickException(str(error)) from None
        name = urlsplit(there.address).path.rpartition("/")[2]
        return Text(there.data, there.address, name, there.address, there.encoding)
    if "://" in text:
        raise click.UsageError(
            f"{text!r} cannot be fetched; give an http or https address, a file, or - for what is piped"
        )
    file = Path(text).expanduser()
    if file.resolve().is_relative_to(archive.seeds):
        raise click.UsageError(
            f"{text!r} is in the seeds folder already; see `{program()} explain {shlex.quote(text)}`"
        )
    with file.open("rb") as opened:
        return Text(opened.read(SEED_LIMIT + 1), archive.shown(file.absolute()), file.name)


def _asked(wanted: list[FieldName], known: ReadingAuthority) -> dict[str, str]:
    """Ask a person at a terminal for facts that the text does not state; an empty answer leaves one open."""
    from onrecord import adding

    facts: dict[str, str] = {}
    if wanted:
        click.echo("The text does not state all of this. Press Enter where you do not know it either.", err=True)
    for key in wanted:
        while answer := click.prompt(QUESTIONS[key], default="", show_default=False, err=True).strip():
            try:
                facts[key] = adding.checked(key, answer, known)
                break
            except Refused as error:
                click.echo(f"  {error.problem.message}; {error.problem.fix}", err=True)
    return facts


def _put(archive: Archive, name: str, data: bytes, sidecar: bytes, record: bytes) -> None:
    """Write a seed, what lies beside it, and addresses.yml, in which its address is its own from now on."""
    from onrecord.publish import sync
    from onrecord.seeds import files

    sync.create(archive.seeds / name, data)
    if sidecar:
        sync.create(archive.seeds / (name + files.SIDECAR_SUFFIX), sidecar)
    sync.write_file(archive.ledger, record)


def _tell(archive: Archive, name: str, missing: list[FieldName]) -> None:
    """Say what was understood of a new seed, what nobody knows yet, and what to do next."""
    from onrecord import explain, problems
    from onrecord.publish import pipeline
    from onrecord.publish.cache import held
    from onrecord.publish.queries import Assembly

    with progress() as tell:
        options = pipeline.Options(progress=tell, keep_going=True)
        with held(archive, options.wait):
            catalogue, result, known = pipeline.gather(archive, options)
            try:
                views = explain.views(Assembly(catalogue, archive, known), name)
            finally:
                catalogue.close()
    place = archive.shown(archive.seeds / name)
    click.echo(f"{place} is added.")
    for view in views:
        click.echo("\n".join(explain.short(view)))
    for problem in result.problems:
        if problem.path in (place, f"{place}.yml"):
            click.echo(problems.as_text(problem), err=True)
    if missing:
        example = f"{missing[0]}: …"
        click.echo(
            f"Not stated, and not given: {', '.join(missing)}. Where you know it, write it into {place}.yml, one line "
            f"each, such as `{example}`; next time, give it as --{missing[0].replace('_', '-')}.",
            err=True,
        )
    quoted = shlex.quote(place)
    click.echo(f"Next:\n  {program()} explain {quoted}    # every decision, its words and its rule\n  {program()} site")
