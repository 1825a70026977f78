"""The command `people`: names that somebody should look at."""

from __future__ import annotations

import click

from onrecord.cli.options import archive_options, examples, jobs_option, made_anew, progress
from onrecord.config import Archive


@click.command(epilog=examples("people", "people -f examples/mkdocs.yml > people.txt"))
@archive_options
@jobs_option
def people(archive: Archive, jobs: int) -> None:
    """List names that people should look at, with evidence and lines to paste into speakers.yml.

    New names that no authority file has, names that could be several people, and names that are nearly alike.
    Nothing is written.
    """
    from onrecord.identity import report as report_on
    from onrecord.publish import pipeline
    from onrecord.publish.profiles import people_met
    from onrecord.publish.queries import Queries

    def question(queries: Queries) -> str:
        return report_on.report(list(people_met(queries)), queries.authority.people)

    with progress() as tell:
        told, result = pipeline.ask(archive, pipeline.Options(jobs, progress=tell, keep_going=True), question)
    made_anew(result)
    click.echo(told)
