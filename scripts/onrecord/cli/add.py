"""The command `add`: a text into the seeds folder."""

from __future__ import annotations

import shlex
import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import click

from onrecord.cli.options import archive_options, examples, progress
from onrecord.config import Archive
from onrecord.model import FieldName, Refused
from onrecord.shipped import program

if TYPE_CHECKING:
    from onrecord.authority.records import ReadingAuthority
    from onrecord.cli.adding import Text


QUESTIONS = {
    "title": "Its headline",
    "date": "The day it was published, such as 2031-05-02",
    "outlet": "Who published it",
    "source_url": "Its web address",
    "licence": "Its licence, such as CC-BY-4.0 or all-rights-reserved",
}


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
    from onrecord.authority import records
    from onrecord.cli import adding
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
    from onrecord.cli import fetching
    from onrecord.cli.adding import Text
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
    from onrecord.cli import adding

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
    from onrecord import problems
    from onrecord.checks import explain
    from onrecord.publish import pipeline
    from onrecord.publish.cache import held
    from onrecord.publish.queries import Queries

    with progress() as tell:
        options = pipeline.Options(progress=tell, keep_going=True)
        with held(archive, options.wait):
            catalogue, result, known = pipeline.gather(archive, options)
            try:
                views = explain.views(Queries(catalogue, archive, known), name)
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
