"""One module per format turns a seed into its text and what its header states; this picks the module by name.

| code | what it says |
|---|---|
| FORMAT | the file's ending is not one that the archive reads |
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import PurePosixPath

from onrecord.model import Problem, RawArticle, Refused, Seed
from onrecord.seeds import markdown, plain
from onrecord.seeds.files import ENDINGS, SEED_SUFFIXES

PARSERS: tuple[Callable[[Seed], RawArticle], ...] = (plain.parse, markdown.parse)
READERS = dict(zip(SEED_SUFFIXES, PARSERS, strict=True))


def read(seed: Seed) -> RawArticle:
    """Read a seed with the module for its ending; raise Refused for any other ending."""
    suffix = PurePosixPath(seed.name).suffix.lower()
    if suffix not in READERS:
        message = f"files that end in {suffix!r} are not read" if suffix else "a file without an ending is not read"
        fix = f"save the article's text as {ENDINGS}"
        raise Refused(Problem(seed.name, 0, "FORMAT", "refused", message, fix))
    return READERS[suffix](seed)
