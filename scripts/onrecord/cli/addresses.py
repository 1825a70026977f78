"""The command `addresses`: which published address belongs to which seed."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import TYPE_CHECKING

import click

from onrecord import problems
from onrecord.cli.options import (
    MOST_SHOWN,
    archive_options,
    examples,
    jobs_option,
    no_seed,
    plural,
    progress,
    seed_name,
)
from onrecord.config import Archive

if TYPE_CHECKING:
    from onrecord.archive.claims import News
    from onrecord.archive.ledger import Ledger


@click.command(
    epilog=examples("addresses", "addresses --write", "addresses --write --renamed fete.txt 2024/harbour-fete.txt")
)
@archive_options
@jobs_option
@click.option("--write", is_flag=True, help="Bring the file up to date.")
@click.option("--check", is_flag=True, help="End with 1 when the file is not up to date.")
@click.option("--renamed", nargs=2, multiple=True, metavar="OLD NEW", help="Say that the seed OLD is called NEW now.")
def addresses(archive: Archive, jobs: int, write: bool, check: bool, renamed: tuple[tuple[str, str], ...]) -> None:
    """Say which seeds addresses.yml does not have yet, which were renamed, and which are gone.

    addresses.yml lies beside the seeds folder and is committed. It says which seed each published address belongs to:
    a seed that it names keeps its address, no other seed is ever given one that it names, and the former address of
    a renamed seed leads to the new one. A build only reads it.
    """
    from onrecord.archive import claims, ledger
    from onrecord.publish import pipeline
    from onrecord.publish.cache import held
    from onrecord.publish.sync import write_file

    book = ledger.load(archive.ledger)
    shown = archive.shown(archive.ledger)
    with progress() as tell:
        options = pipeline.Options(jobs, progress=tell, keep_going=True)
        with held(archive, options.wait):
            catalogue, result, _ = pipeline.gather(archive, options)

            def sketch(name: str) -> str:
                return ledger.gist(catalogue.one("SELECT text FROM seeds WHERE name = ?", name))

            try:
                found = [claim for claim, _ in catalogue.claims()]
                told = _told(archive, book, {claim.name for claim in found}, result.names, renamed)
                settled = claims.settle(found, result.names, book, told)
                news = claims.news(found, result.names, book, settled, sketch)
                after = claims.brought_up(found, result.names, book, settled, sketch) if write else book
            finally:
                catalogue.close()
    for problem in (*book.problems, *settled.problems):
        name = "" if problem in book.problems else problem.path
        click.echo(problems.as_text(pipeline.shown(archive, name, problem)), err=True)
    if book.problems:
        click.echo(f"{shown} was not touched: mend by hand what the lines above say.", err=True)
        raise SystemExit(1)
    for line in _lines(news, settled.ids):
        click.echo(problems.one_line(line))
    if write:
        data = ledger.text(after).encode()
        changed = not archive.ledger.exists() or archive.ledger.read_bytes() != data
        if changed:
            write_file(archive.ledger, data)
        click.echo(f"{shown} {'was written' if changed else 'stays as it is'}: {plural(len(after.lines), 'line')}.")
    elif news.is_up_to_date:
        click.echo(f"{shown} is up to date.")
    else:
        click.echo(f"{shown} is not up to date: `addresses --write` brings it there.")
        if check:
            raise SystemExit(1)


def _told(
    archive: Archive,
    book: Ledger,
    seeds: Collection[str],
    present: Collection[str],
    renamed: tuple[tuple[str, str], ...],
) -> dict[str, str]:
    """Return the addresses of the lines whose seeds were said to be renamed, with the new names."""
    told: dict[str, str] = {}
    for old, new in renamed:
        before, now = seed_name(archive, old), seed_name(archive, new)
        line = book.by_seed.get(before) or book.lines.get(old)
        if line is None:
            raise click.UsageError(f"{archive.shown(archive.ledger)} has no seed {before!r}")
        if not line.gone and line.seed in present:
            raise click.UsageError(f"the seed {line.seed!r} is still there, so it was not renamed")
        if now not in seeds:
            raise no_seed(archive, now)
        told[line.address] = now
    return told


def _lines(news: News, ids: Mapping[str, str]) -> Iterator[str]:
    """Yield what is to be said of the news, the many of one kind shortened."""
    from onrecord.archive.ledger import renaming

    kinds = (
        [f"new: {name!r} has the address {ids[name]!r}" for name in news.added],
        [
            f"renamed: {line.seed!r} is called {name!r} now"
            + (f"; {line.address!r} leads to {ids[name]!r}" if line.address != ids[name] else "")
            for line, name in news.renamed
        ],
        [f"gone: {line.seed!r}; its address {line.address!r} stays free" for line in news.gone],
        [f"back: {name!r} has its address {ids[name]!r} again" for name in news.back],
        [f"longer: {name!r} holds more articles than before" for name in news.longer],
        [
            f"perhaps renamed: {name!r} has nearly the words of {line.seed!r}, which is gone; if it is the same "
            f"article, run `{renaming(line.seed, name)}`"
            for line, name in news.offers
        ],
    )
    for lines in kinds:
        yield from lines[:MOST_SHOWN]
        if len(lines) > MOST_SHOWN:
            yield f"… and {len(lines) - MOST_SHOWN} more {lines[0].partition(':')[0]}"
