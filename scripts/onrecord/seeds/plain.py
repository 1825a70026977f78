"""Read `.txt` seeds: nothing in them is a header, all of it is text."""

from __future__ import annotations

from onrecord.model import RawArticle, Seed, Span
from onrecord.seeds.decoding import decode


def parse(seed: Seed) -> RawArticle:
    """Return the whole text of a plain seed as its body."""
    decoded = decode(seed)
    body = Span(0, len(decoded.text))
    return RawArticle("txt", decoded.encoding, decoded.text, (), body, decoded.problems, decoded.bom_bytes)
