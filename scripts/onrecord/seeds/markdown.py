"""Read `.md` seeds: a block of front matter, if there is one, and text.

A block is front matter only when it opens the file, is closed, and has a line with a key that the archive knows.
Any other block between rules is text, such as a dateline; when it looks like a header, a warning says so. A header
that is no plain YAML is refused with its line: its writer meant it, and a guess could lose it.

| code | what it says |
|---|---|
| HEADER-AS-TEXT | a block that looks like a header but has no known key is shown as text (warning) |
| NO-TEXT | nothing follows the front matter |
"""

from __future__ import annotations

import re
from typing import Any

import frontmatter
from frontmatter.default_handlers import BaseHandler

from onrecord import strictyaml
from onrecord.model import Field, Problem, RawArticle, Refused, Seed, Span
from onrecord.seeds import header
from onrecord.seeds.decoding import VISIBLE_PATTERN, Decoded, decode

# "---\ntitle: Rain on the quay\n---\n"
BLOCK_PATTERN = re.compile(
    r"---[ \t]*(?:\r\n?|\n)(?P<yaml>.*?)(?<=[\r\n])(?:---|\.\.\.)[ \t]*(?:\r\n?|\n|\Z)", re.DOTALL
)
# "title: Rain on the quay"
KNOWN_KEY_PATTERN = re.compile(
    rf"(?:\A|(?<=[\r\n]))[\"']?(?:{'|'.join(header.KEYS)})[\"']?[ \t]*:(?=[ \t\r\n]|\Z)", re.IGNORECASE
)
# "template: redirect.html"
ANY_KEY_PATTERN = re.compile(r"(?:\A|(?<=[\r\n]))\w[\w-]{0,40}:(?=\s)")


class StrictHandler(BaseHandler):
    """Hands python-frontmatter the strict loader and our idea of where a block ends."""

    FM_BOUNDARY = BLOCK_PATTERN  # python-frontmatter asks for one, though `split` is ours
    START_DELIMITER = END_DELIMITER = "---"

    def __init__(self, path: str) -> None:
        super().__init__()
        self.path = path
        self.tree: strictyaml.Tree | None = None

    def detect(self, text: str) -> bool:
        """Say whether the text begins with a closed block."""
        return BLOCK_PATTERN.match(text) is not None

    def split(self, text: str) -> tuple[str, str]:
        """Return the YAML of the block and what follows it."""
        block = BLOCK_PATTERN.match(text)
        if block is None:
            raise ValueError("no block")
        return block["yaml"], text[block.end() :]

    def load(self, fm: str) -> dict[str, Any]:
        """Load the YAML; its first line is the second of the file."""
        self.tree = strictyaml.load(fm, self.path, first_line=2)
        strictyaml.refuse_unfit(self.tree, self.path)
        return self.tree.value if isinstance(self.tree.value, dict) else {}


def parse(seed: Seed) -> RawArticle:
    """Return the fields of the front matter, and the rest of the text as body."""
    decoded = decode(seed)
    block = BLOCK_PATTERN.match(decoded.text)
    if block is None:
        return _article(decoded, [], 0, [])
    if not KNOWN_KEY_PATTERN.search(block["yaml"]):
        return _article(decoded, [], 0, _shown_as_text(seed, block["yaml"]))
    handler = StrictHandler(seed.name)
    frontmatter.parse(block.group(), handler=handler)
    if handler.tree is None or not isinstance(handler.tree.value, dict):
        return _article(decoded, [], 0, _shown_as_text(seed, block["yaml"]))
    if not VISIBLE_PATTERN.search(decoded.text, block.end()):
        message = "nothing follows the front matter"
        raise Refused(Problem(seed.name, 0, "NO-TEXT", "refused", message, "add the article's text below it"))
    fields, problems = header.fields(handler.tree, seed.name, "stated", block.start("yaml"))
    return _article(decoded, fields, block.end(), problems)


def _article(decoded: Decoded, fields: list[Field], start: int, problems: list[Problem]) -> RawArticle:
    body = Span(start, len(decoded.text))
    notes = (*decoded.problems, *problems)
    return RawArticle("md", decoded.encoding, decoded.text, tuple(fields), body, notes, decoded.bom_bytes)


def _shown_as_text(seed: Seed, block: str) -> list[Problem]:
    """Warn about a block that may have been meant as a header."""
    if not ANY_KEY_PATTERN.search(block):
        return []
    message = "the block between rules has no key that is known here, so it is shown as text"
    fix = f"use one of: {', '.join(sorted(header.KEYS))}"
    return [Problem(seed.name, 1, "HEADER-AS-TEXT", "warning", message, fix)]
