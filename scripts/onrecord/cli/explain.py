"""The command `explain`: everything that was decided of one seed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from onrecord import problems
from onrecord.characters import printable
from onrecord.cli.options import archive_options, examples, jobs_option, made_anew, progress
from onrecord.config import Archive

if TYPE_CHECKING:
    from onrecord.publish.pages.views import ArticleView
from onrecord.cli.options import concerns, no_seed, seed_name, shown_path


@click.command(epilog=examples("explain seeds/story.txt", "explain -f examples/mkdocs.yml harbour-fete.txt"))
@archive_options
@jobs_option
@click.argument("seed")
def explain(archive: Archive, jobs: int, seed: str) -> None:
    """Say for one seed everything that was decided, from which words and by which rule."""
    from onrecord.checks import explain as explaining
    from onrecord.publish import pipeline
    from onrecord.publish.queries import Queries

    name = seed_name(archive, seed)

    def question(queries: Queries) -> list[ArticleView]:
        return explaining.views(queries, name) if printable(name) == name else []

    with progress() as tell:
        views, result = pipeline.ask(archive, pipeline.Options(jobs, progress=tell, keep_going=True), question)
    made_anew(result)
    refused = [p for p in result.problems if p.severity == "refused" and concerns(p, shown_path(archive, name))]
    if not views:
        if not refused:
            raise no_seed(archive, name)
        click.echo("\n".join(map(problems.as_text, refused)))
        raise SystemExit(1)
    for view in views:
        click.echo("\n".join(explaining.lines(view)))
