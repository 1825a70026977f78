"""What a reader should be told beside an outlet, a byline or an address: it may not be what it looks like.

| code | what it says (all are warnings) |
|---|---|
| SOURCE-HOST | an address that is on none of the hosts that sources.yml knows of the outlet |
| MIXED-SCRIPT, INVISIBLE-CHARACTER | see `disguises` |
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from onrecord.authority.outlets import Outlet, is_strange, named
from onrecord.language import disguises
from onrecord.language.folding import visible
from onrecord.model import Document, Doubt, Field, Problem

LONGEST_VALUE = 60
# Rules that read an outlet in a credit line: whoever gives the licence
CREDITED = ("credit-institution", "copyright-holder")


def read(found: Sequence[Field], settled: Sequence[Field], outlets: Sequence[Outlet]) -> Iterator[tuple[Field, Doubt]]:
    """Yield doubts, each with the field that it is about: `found` are all fields of a story, `settled` those shown."""
    for field in settled:
        if field.name in ("outlet", "byline"):
            same = (one for one in found if one.name == field.name and visible(one.value) == field.value)
            told = dict.fromkeys(pair for one in same for pair in disguises.of_name(one.value))
        else:
            told = dict.fromkeys(disguises.of_address(field.value) if field.name == "source_url" else ())
        for code, words in told:
            yield field, Doubt(field.name, field.value, code, words)
    yield from _strange_host(found, settled, outlets)


def _strange_host(
    found: Sequence[Field], settled: Sequence[Field], outlets: Sequence[Outlet]
) -> Iterator[tuple[Field, Doubt]]:
    address = next((field for field in settled if field.name == "source_url"), None)
    stated = next((field for field in settled if field.name == "outlet"), None)
    if address is None:
        return
    own = named(stated.value, outlets) if stated else None
    if own and is_strange(address.value, own):
        for field in (address, stated):
            if field:
                yield field, Doubt(field.name, field.value, "SOURCE-HOST", _not_of(own))
    at_home = own is not None and bool(own.domains) and not is_strange(address.value, own)
    credited = (named(field.value, outlets) for field in found if field.rule in CREDITED)
    for other in dict.fromkeys(one for one in credited if one and one != own and not at_home):
        if is_strange(address.value, other):
            yield address, Doubt(address.name, address.value, "SOURCE-HOST", _not_of(other))


def _not_of(outlet: Outlet) -> str:
    return f"the address is not one of {outlet.name}, whose hosts are {', '.join(outlet.domains)}"


def problem(field: Field, doubt: Doubt, document: Document, path: str) -> Problem:
    """Return a doubt as it is told to a contributor."""
    where = f"{path}.yml" if field.rule == "sidecar" else path
    line = document.line_of(field.evidence.start) if field.evidence else 0
    kind = "source address" if field.name == "source_url" else field.name
    message = f"the {kind} {field.value[:LONGEST_VALUE]!r}: {doubt.words}"
    return Problem(where, line, doubt.code, "warning", message, disguises.FIXES[doubt.code])
