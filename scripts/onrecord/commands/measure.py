"""The command that measures: evaluate."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

import click

from onrecord.commands.shared import archive_options, examples
from onrecord.config import Archive


@click.command(
    epilog=examples("evaluate quotes GOLD.jsonl PRED.jsonl", "evaluate gold GOLD.jsonl PRED.jsonl --published")
)
@archive_options
@click.option("--published", is_flag=True, help="Write what the site shows: unsure speakers are left out.")
@click.argument("kind", type=click.Choice(["quotes", "gold"]))
@click.argument("gold", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.argument("predictions", metavar="PRED", type=click.Path(path_type=Path, dir_okay=False))
def evaluate(archive: Archive, published: bool, kind: Literal["quotes", "gold"], gold: Path, predictions: Path) -> None:
    """Run the engine over the id and text of each row of GOLD and write predictions to PRED."""
    from onrecord import authority
    from onrecord import evaluate as evaluation

    if predictions.exists() and predictions.samefile(gold):
        raise click.UsageError(f"GOLD and PRED are the same file, {str(gold)!r}; predictions would overwrite the set")
    try:
        summary = evaluation.run(
            kind, gold, predictions, authority.load(archive.authority, archive.shared).reading, published=published
        )
    except ValueError as error:
        raise click.ClickException(str(error)) from None
    click.echo(summary)
