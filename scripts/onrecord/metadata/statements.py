"""What is said about a story's licence, by its own notices, its header, its sidecar and its outlet, and what holds.

The strictest statement holds, and of equally strict ones the text's own. Only a person's reason can change that: one in
the sidecar, or one in the outlet's entry of sources.yml; of several, the strictest again. Front matter cannot give one.

A laxer word in a header or sidecar is an error, because without this rule the page would print what the owner keeps.
Where nothing would have been printed too freely, as between two notices of the text, it is a warning.

| code | what it says |
|---|---|
| LICENCE-CLASH | two statements contradict each other and nobody has given a reason (error or warning) |
| LICENCE-SETTLED | they do, and a person has given a reason for the one that holds (info) |
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from onrecord.authority.licences import PUBLIC_DOMAIN, Licence
from onrecord.authority.outlets import Outlet, is_strange, named
from onrecord.metadata import licence_notices
from onrecord.metadata.lines import Line
from onrecord.model import Document, Field, LicenceStatement, Problem, Status

OWN_RULES = ("notice-line", "notice-inside")
HEADER_RULES = ("front-matter", "sidecar")
OUTLET_RULE = "outlet-licence"
STATUS: dict[str, Status] = {
    "notice-line": "stated",
    "notice-inside": "stated",
    "front-matter": "stated",
    "sidecar": "added",
    OUTLET_RULE: "inferred",
}
# How strict a notice is that names no licence: between what may be printed whole and what may only be quoted
NAMELESS = (1, -1)
UNKNOWN = (9, 0)
LONGEST_WORDS = 60
# "-4.0" in "CC-BY-4.0"
VERSION_PATTERN = re.compile(r"-\d+(?:\.\d+)?")


def of_text(fields: Iterable[Field], document: Document, path: str) -> list[LicenceStatement]:
    """Return what the notices of a text say; those that name no licence only where no other one does."""
    found = [field for field in fields if field.rule == "notice-line"]
    named = {field.evidence: field.value for field in found if field.name == "licence"}
    said = [
        LicenceStatement(
            field.rule,
            named.get(field.evidence, ""),
            field.value,
            path,
            document.line_of(field.evidence.start) if field.evidence else 0,
            field.evidence,
        )
        for field in found
        if field.name == "credit"
    ]
    return list(dict.fromkeys(one for one in said if one.licence or not named))


def inside(lines: Iterable[Line], table: Sequence[Licence], document: Document, path: str) -> list[LicenceStatement]:
    """Return what notices say that stand amid the text, the first of each licence.

    They grant nothing, but a header must not contradict them.
    """
    said: dict[str, LicenceStatement] = {}
    for line in lines:
        notice = licence_notices.notice(line, table)
        named = [field.value for field in notice.fields if field.name == "licence"] if notice else []
        licence = "".join(named)
        if licence not in said and (named or licence_notices.is_copyright(line)):
            number = document.line_of(line.span.start)
            said[licence] = LicenceStatement("notice-inside", licence, line.text, path, number, line.span)
    return list(said.values())


def of_header(field: Field, words: str, document: Document, path: str, line: int, reason: str) -> LicenceStatement:
    """Return what a header says: `field` has the licence, `words` are as they stand there."""
    if field.evidence is None:
        return LicenceStatement(field.rule, field.value, words, path + ".yml", line, None, reason)
    return LicenceStatement(
        field.rule, field.value, words, path, document.line_of(field.evidence.start), field.evidence
    )


def of_outlet(fields: Sequence[Field], names: Sequence[str], outlets: Sequence[Outlet]) -> LicenceStatement | None:
    """Return what sources.yml says of all texts of a story's outlet.

    A reason there counts only when the text itself names the outlet (`names`) and its address is not another's: anyone
    can write an outlet into a header, or its name above an address. Beside a credit line a default does not count.
    """
    stated = next((field.value for field in fields if field.name == "outlet"), "")
    outlet = named(stated, outlets) if stated else None
    if outlet is None or not outlet.licence:
        return None
    address = next((field.value for field in fields if field.name == "source_url"), "")
    is_sure = any(named(name, outlets) == outlet for name in names) and not is_strange(address, outlet)
    reason = outlet.licence_reason if is_sure else ""
    if not reason and any(field.name == "credit" for field in fields):
        return None
    return LicenceStatement(OUTLET_RULE, outlet.licence, outlet.name, "sources.yml", outlet.line, None, reason)


def settle(
    said: Sequence[LicenceStatement],
    amid: Sequence[LicenceStatement],
    outlet: LicenceStatement | None,
    table: Sequence[Licence],
) -> tuple[tuple[LicenceStatement, ...], tuple[Problem, ...]]:
    """Return all statements about a story's licence, one of which holds, and what is to be told of them.

    `said` are those of its closing notices, front matter and sidecar, `amid` those of notices amid the text. That of
    the outlet is a default: without a reason it counts only against a header that is laxer, or where nothing else is
    said.
    """
    scale = {licence.id: licence.strictness for licence in table}

    def strict(one: LicenceStatement) -> tuple[int, int]:
        return scale.get(one.licence, UNKNOWN) if one.licence else NAMELESS

    every = list(said)
    is_noticed = any(one.rule in OWN_RULES for one in said)
    if outlet and (outlet.reason or (not is_noticed and all(strict(one) < strict(outlet) for one in said))):
        every.append(outlet)
    if every and not is_noticed:
        every += [one for one in amid if strict(one) > max(map(strict, every))]
    if not every:
        return (), ()
    pool = [one for one in every if one.reason] or every
    chosen = max(pool, key=lambda one: (strict(one), one.rule in OWN_RULES))
    chosen = next((one for one in pool if _is_form_of(one.licence, chosen.licence, scale)), chosen)
    against = [one for one in every if not _agree(one, chosen, scale)]
    settled = tuple(
        replace(one, standing="holds" if one is chosen else "contradicts" if one in against else "agrees")
        for one in every
    )
    return settled, tuple(_problem(chosen, one, is_laxer=strict(one) < strict(chosen)) for one in against)


def holding(statements: Sequence[LicenceStatement]) -> LicenceStatement | None:
    """Return the statement that holds, if anything is said."""
    return next((one for one in statements if one.standing == "holds"), None)


def fields_of(statements: Sequence[LicenceStatement], fields: Sequence[Field]) -> Iterator[Field]:
    """Yield the licence that holds, where anything names one, and the notices amid the text that count as credits."""
    for one in statements:
        if one.rule == "notice-inside":
            yield Field("credit", one.words, "stated", one.evidence, one.rule)
    held = holding(statements)
    if held and held.licence:
        evidence = held.evidence
        if held.rule == OUTLET_RULE:
            evidence = next((one.evidence for one in fields if one.name == "outlet"), None)
        yield Field("licence", held.licence, STATUS[held.rule], evidence, held.rule)


def _is_form_of(licence: str, other: str, strictness: dict[str, tuple[int, int]]) -> bool:
    """Say whether a licence is a more exact form of another: CC-BY-4.0 of CC-BY, or what puts a text in the public."""
    if other == PUBLIC_DOMAIN and licence != PUBLIC_DOMAIN:
        return strictness.get(licence) == (0, 0)
    return licence.startswith(other) and VERSION_PATTERN.fullmatch(licence, len(other)) is not None


def _agree(one: LicenceStatement, chosen: LicenceStatement, strictness: dict[str, tuple[int, int]]) -> bool:
    if not one.licence or not chosen.licence:  # a notice that names no licence reserves what it can
        prints = strictness.get(one.licence or chosen.licence, NAMELESS)[0]
        return prints > 0
    return (
        one.licence == chosen.licence
        or _is_form_of(one.licence, chosen.licence, strictness)
        or _is_form_of(chosen.licence, one.licence, strictness)
    )


def _problem(held: LicenceStatement, one: LicenceStatement, *, is_laxer: bool) -> Problem:
    """Tell of a statement that contradicts the one that holds, at the place that its writer can change."""
    place = next((each for each in (one, held) if each.rule in HEADER_RULES), one if one.rule in OWN_RULES else held)
    says = f"{_where(one)} says {_named(one)}, but {_where(held)} says {_named(held)}"
    if held.reason and not one.reason:
        message = f"{says}: the latter holds, because {_shortened(held.reason)!r}"
        return Problem(place.path, place.line, "LICENCE-SETTLED", "info", message, "see that the reason is a good one")
    is_grave = bool(one.reason) or (is_laxer and one.rule in HEADER_RULES)
    message = f"{says}: the {'stricter' if is_laxer else 'latter'} holds"
    return Problem(place.path, place.line, "LICENCE-CLASH", "error" if is_grave else "warning", message, _fix(one))


def _fix(one: LicenceStatement) -> str:
    if one.reason:
        return "two reasons contradict each other: take back one of them"
    if one.rule == "sidecar":
        return "if the sidecar is right, add `licence_reason:` with a sentence that says why; else take its licence out"
    if one.rule == "front-matter":
        sidecar = f"{one.path}.yml"
        return f"take it out; if it is right, put `licence:` and `licence_reason:`, with a sentence, into {sidecar!r}"
    return "if another one holds, say so in a sidecar: `licence:`, and `licence_reason:` with a sentence that says why"


def _where(one: LicenceStatement) -> str:
    names = {"front matter": "the front matter", "sidecar": "the sidecar", "outlet": one.path}
    return f"{names.get(one.where, 'the text')} (line {one.line})"


def _named(one: LicenceStatement) -> str:
    if one.rule not in OWN_RULES:
        return one.licence
    return f"{one.licence or 'no licence that is known here'} ({_shortened(one.words)!r})"


def _shortened(words: str) -> str:
    return words if len(words) <= LONGEST_WORDS else words[: LONGEST_WORDS - 1] + "…"
