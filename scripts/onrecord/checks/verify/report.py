"""Words for what came of verifying a site."""

from __future__ import annotations

import json
from collections.abc import Iterator

from onrecord.checks.verify.whole import Outcome
from onrecord.publish.pages.environment import plural

MOST_SHOWN = 200


def lines(outcome: Outcome) -> Iterator[str]:
    """Yield a line for everything to know and for each difference, the worst first and not too many."""
    yield from outcome.notes
    for one in outcome.differences[:MOST_SHOWN]:
        yield f"{one.file}: {one.message}"
    left = outcome.wrong - min(MOST_SHOWN, len(outcome.differences))
    if left:
        yield f"… and {plural(left, 'more difference')}; --format json lists the worst of each file"


def closing(outcome: Outcome) -> str:
    """Return how much was looked into, and how much of it is wrong."""
    said = outcome.words
    details = (
        f"printed on the pages of their articles: {said.shown}; withheld as a licence asks: {said.withheld}; "
        f"printed again on other pages: {said.listed}"
    )
    words = f"{plural(said.quotations, 'quotation')} in {plural(said.articles, 'article')} recomputed"
    made = f"{plural(outcome.pages, 'page')} and {plural(outcome.files, 'other file')} made again and compared"
    return f"{words} ({details}); {made}: {plural(outcome.wrong, 'difference')}."


def as_json(outcome: Outcome) -> str:
    """Return everything for programs."""
    said = outcome.words
    return json.dumps(
        {
            "articles": said.articles,
            "quotations": said.quotations,
            "shown": said.shown,
            "withheld": said.withheld,
            "listed": said.listed,
            "pages": outcome.pages,
            "files": outcome.files,
            "notes": outcome.notes,
            "wrong": outcome.wrong,
            "left_out": outcome.left_out,
            "differences": [
                {
                    "file": one.file,
                    "matter": one.matter,
                    "message": one.message,
                    "where": one.where,
                    "says": one.says,
                    "should": one.should,
                }
                for one in outcome.differences
            ],
        },
        ensure_ascii=False,
        indent=1,
    )
