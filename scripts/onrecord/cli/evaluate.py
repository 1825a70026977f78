"""The command `evaluate`: predictions for a scorer."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

import click

from onrecord.cli.options import archive_options, examples
from onrecord.config import Archive


@click.command(
    epilog=examples("evaluate quotes GOLD.jsonl PRED.jsonl", "evaluate gold GOLD.jsonl PRED.jsonl --published")
)
@archive_options
@click.option("--force", is_flag=True, help="Replace a PRED that is something else than predictions of this kind.")
@click.option("--published", is_flag=True, help="Write what the site shows: unsure speakers are left out.")
@click.argument("kind", type=click.Choice(["quotes", "gold"]))
@click.argument("gold", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.argument("predictions", metavar="PRED", type=click.Path(path_type=Path, dir_okay=False))
def evaluate(
    archive: Archive, force: bool, published: bool, kind: Literal["quotes", "gold"], gold: Path, predictions: Path
) -> None:
    """Run the engine over the id and text of each row of GOLD and write predictions to PRED.

    PRED never lies in a folder of the archive, and replaces nothing but older predictions of the same kind.
    """
    from onrecord.authority import records
    from onrecord.checks import evaluate as evaluation

    if predictions.exists() and predictions.samefile(gold):
        raise click.UsageError(f"GOLD and PRED are the same file, {str(gold)!r}; predictions would overwrite the set")
    own = (archive.seeds, archive.authority, archive.shared, archive.docs, archive.pages, archive.site)
    for folder in (*own, archive.cache.parent.resolve()):
        if folder is not None and predictions.resolve().is_relative_to(folder):
            where = archive.shown(folder)
            raise click.UsageError(
                f"PRED, {str(predictions)!r}, lies in a folder of the archive, {where}; name another place"
            )
    if predictions.is_file() and not force and not evaluation.is_predictions(kind, predictions):
        message = f"{str(predictions)!r} holds something else than predictions of the kind {kind!r}"
        raise click.UsageError(f"{message}; name another file, or add --force to replace it")
    try:
        summary = evaluation.run(
            kind, gold, predictions, records.load(archive.authority, archive.shared).reading, published=published
        )
    except ValueError as error:
        raise click.ClickException(str(error)) from None
    click.echo(summary)
