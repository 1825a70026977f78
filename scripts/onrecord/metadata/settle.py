"""Settle the fields of a story: which source of a fact is trusted, and what follows from the facts.

The order of trust: a sidecar, front matter, a line of the text. Within the text, the order of RANKS, then of the text.
Licences are not a matter of trust: `statements` compares all that is said about them.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Sequence

from onrecord.authority.licences import Licence
from onrecord.language import codes
from onrecord.language.folding import fold_words
from onrecord.metadata import bylines, dates, licence_notices, source_lines
from onrecord.model import Field, FieldName, Problem

NAMES: tuple[FieldName, ...] = (
    "title", "date", "byline", "outlet", "source_url", "credit", "licence", "section", "place", "language",
)  # fmt: skip
RANKS: dict[FieldName, tuple[str, ...]] = {
    "outlet": (
        "source-line",
        "credit-institution",
        "sign-off",
        "byline",
        "imprint",
        "title-suffix",
        "agency-line",
        "head-name",
        "head-office",
        "dateline-agency",
        "outlet-by-host",
        "copyright-holder",
    ),
    "date": ("labelled-date", "date-line", "imprint", "air-line", "dateline", "closing-date", "today-in-brackets"),
    "source_url": ("source-line", "address-line", "notice-line"),
    "byline": (
        "byline",
        "byline-body",
        "byline-reporter",
        "byline-lead",
        "sign-off",
        "closing",
        "closing-credit",
        "hand-off",
    ),
}
TRUST = ("sidecar", "front-matter")


def settle(fields: Sequence[Field]) -> list[Field]:
    """Return one field of each name but the licence, which `statements` settles; bylines and credits may be several."""
    fields = _without_outlets(fields)
    kept: list[Field] = []
    for name in NAMES:
        if name == "licence":
            continue
        own = [field for field in fields if field.name == name]
        own = sorted(own, key=lambda field: field.evidence or (0, 0)) if name == "credit" else _most_trusted(own)
        kept.extend(bylines.distinct(own) if name == "byline" else own if name == "credit" else own[:1])
    return kept


def _without_outlets(fields: Sequence[Field]) -> list[Field]:
    """Return fields without a byline that another line shows to be the outlet: "By Lena Marsh, Anvik Lantern"."""
    outlets = {fold_words(field.value) for field in fields if field.name == "outlet" and field.rule == "imprint"}
    writers = [field for field in fields if field.name == "byline"]
    taken = [field for field in writers[1:] if fold_words(field.value) in outlets]
    return [field for field in fields if field not in taken]


def in_order(fields: Sequence[Field]) -> list[Field]:
    """Return settled fields in the order of their names."""
    return sorted(fields, key=lambda field: NAMES.index(field.name))


def _most_trusted(fields: list[Field]) -> list[Field]:
    """Return the fields of the most trusted kind that speaks, the best rule first."""
    for rule in TRUST:
        found = [field for field in fields if field.rule == rule]
        if found:
            return found
    return sorted(fields, key=_rank)


def _rank(field: Field) -> int:
    ranks = RANKS.get(field.name, ())
    return ranks.index(field.rule) if field.rule in ranks else len(ranks)


def from_header(field: Field, table: Sequence[Licence], path: str) -> Iterator[Field | Problem]:
    """Check a field of a sidecar or of front matter; yield it in its usual form, or say why it is not used."""
    if field.name == "date":
        value = dates.parse(field.value)
        yield dataclasses.replace(field, value=value) if value else _not_used(field, path, "is no date", DATE_FIX)
    elif field.name == "source_url" and not source_lines.usable(field.value):
        yield _not_used(field, path, "is no web address", source_lines.WRONG_ADDRESS_FIX)
    elif field.name == "licence":
        by_id = {licence.id.casefold(): licence for licence in table}
        one = by_id.get(field.value.casefold())
        found = [one] if one else licence_notices.identify(field.value, table)
        if len(found) == 1:
            yield dataclasses.replace(field, value=found[0].id)
        else:
            yield _not_used(field, path, "names no licence that is known here", LICENCE_FIX)
    elif field.name == "language":
        code = field.value.casefold().replace("_", "-").partition("-")[0]
        known = code in codes.CODES
        yield dataclasses.replace(field, value=code) if known else _not_used(field, path, "is no code", LANGUAGE_FIX)
    elif field.name == "byline":
        yield from (dataclasses.replace(field, value=name) for name in bylines.split_names(field.value))
    else:
        yield field


LANGUAGE_FIX = "write a code of two letters, such as en or ko"
LICENCE_FIX = "write an id of licences.yml, such as CC-BY-4.0, or add the words there"
DATE_FIX = "write it as 2025-03-02"


def _not_used(field: Field, path: str, why: str, fix: str) -> Problem:
    where = path + ".yml" if field.rule == "sidecar" else path
    message = f"the {field.name} {field.value[:20]!r} {why}, and is not used"
    return Problem(where, 0, "HEADER-VALUE", "warning", message, fix)
