"""Lines that say where a story comes from: those that name an outlet or an address."""

from __future__ import annotations

import re
from collections.abc import Sequence
from urllib.parse import urlsplit

from onrecord.authority.outlets import Outlet, hosted, named
from onrecord.language.folding import fold_words
from onrecord.metadata import languages
from onrecord.metadata.lines import CAPITALS, Finding, Line, whole
from onrecord.model import Field, Problem, Span

# "Source : Channel Nine, https://news.example/view?id=1234", "출처: 바다신문", "SOURCE – https://…"
SOURCE_PATTERN = re.compile(
    rf"[(\[]?(?P<label>{languages.joined('source_labels')})\s*[:：–—]\s*(?P<value>\S.*)", re.IGNORECASE | re.DOTALL
)
# "Source", "출처:" on a line of its own
LABEL_PATTERN = re.compile(rf"(?:{languages.joined('source_headings')})\s?[:：]?", re.IGNORECASE)
# "nine.example/view?id=1"
BARE_ADDRESS_PATTERN = re.compile(r"(?<![\w.-])(?:[a-z0-9-]{1,60}\.){1,4}[a-z]{2,12}/[^\s]*", re.IGNORECASE)
# "Read the original at https://news.example/2", "This story was first published by The Quay Post"
ORIGINAL_PATTERN = re.compile(rf"(?:{languages.joined('originals')})\s*:?\s*(?P<value>\S.*)", re.IGNORECASE | re.DOTALL)
ADDRESS_PATTERN = re.compile(r"\b[a-z][a-z0-9+.-]{1,20}:(?:/{0,2})\S+|\bwww\.\S+", re.IGNORECASE)
# "The Quay Post", "바다신문"
OUTLET_PATTERN = re.compile(rf"(?:the )?[{CAPITALS}][^\n:;“”\"<>|]{{1,70}}", re.IGNORECASE)
# "https:", "javascript:"
SCHEME_PATTERN = re.compile(r"[a-z][a-z0-9+.-]{1,20}:", re.IGNORECASE)
BARE_LIMIT = 500
TRAILING = ".,;:!?”’\"'»>"
BETWEEN = " \t,;:|-–—·(<["
WRONG_ADDRESS_FIX = "give an address that begins with https:// or http://"


def usable(address: str) -> bool:
    """Say whether an address is a plain web address: http or https, a host with a dot, no user name, no odd letters."""
    try:
        parts = urlsplit(address)
        host = parts.hostname or ""
        parts.port  # noqa: B018 - raises for a port that is no number
    except ValueError:
        return False
    return (
        parts.scheme in ("http", "https")
        and "." in host.strip(".")
        and "@" not in parts.netloc
        and len(address) <= 2000
        and address.isprintable()
        and not any(character in '<>"\\^`{}| \u3000' for character in address)
    )


def address_in(line: Line, start: int, *, bare: bool = False) -> Span | None:
    """Return the span of the first address in a line from an offset on, without the stop or bracket after it.

    `bare` takes a host with a path for an address too, though it says no https://.
    """
    match = ADDRESS_PATTERN.search(line.text, start)
    if match is None and bare and len(line.text) <= BARE_LIMIT:
        match = BARE_ADDRESS_PATTERN.search(line.text, start)
    if match is None:
        return None
    found = match.group().rstrip(TRAILING)
    while found and found[-1] in ")]" and found.count("(["[")]".index(found[-1])]) < found.count(found[-1]):
        found = found[:-1].rstrip(TRAILING)
    return line.part(match.start(), match.start() + len(found))


def source(line: Line, outlets: Sequence[Outlet]) -> Finding | None:
    """Read a line that says where the text comes from: an outlet, an address, or both; None when it is not one."""
    label = SOURCE_PATTERN.fullmatch(line.text) or ORIGINAL_PATTERN.fullmatch(line.text)
    alone = ADDRESS_PATTERN.fullmatch(line.text)
    if not (label or alone) and LABEL_PATTERN.fullmatch(line.text):
        return whole(line, "source", "source-label")
    if not (label or alone) or (line.text[-1] in "”»" and "“" not in line.text and "«" not in line.text):
        return None
    start = label.start("value") if label else 0
    rule = "source-line" if label else "address-line"
    fields: list[Field] = []
    problems: list[Problem] = []
    span = address_in(line, start, bare=label is not None)
    if span is not None:
        fields += _addressed(line, span, outlets, rule, problems)
    if label and not problems:
        fields[:0] = _outlet(line, start, span, rule)
    if any(f.name == "outlet" and f.status == "stated" for f in fields):
        fields = [f for f in fields if f.name != "outlet" or f.status == "stated"]
    return whole(line, "source", rule, *fields, problems=tuple(problems)) if fields or problems or label else None


def below_label(line: Line, above: Line) -> Finding | None:
    """Read the line under a `Source` label that has a line of its own: an outlet, or an address without https://."""
    if not LABEL_PATTERN.fullmatch(above.text):
        return None
    if BARE_ADDRESS_PATTERN.fullmatch(line.text) and usable("https://" + line.text):
        field = Field("source_url", "https://" + line.text, "stated", line.span, "source-line")
        return whole(line, "source", "source-line", field)
    fields = _outlet(line, 0, None, "source-line") if len(line.text) <= 60 else []
    return whole(line, "source", "source-line", *fields) if fields else None


def is_host(name: str, address: str) -> bool:
    """Say whether a name is in the host of an address: "Quay Post" in https://www.quaypost.example/1."""
    squeezed = fold_words(name).removeprefix("the ").replace(" ", "")
    return len(squeezed) >= 4 and squeezed in (urlsplit(address).hostname or "").replace("-", "").split(".")


def agency(line: Line, outlets: Sequence[Outlet]) -> Finding | None:
    """Read a closing line that is an outlet's name and nothing else."""
    outlet = named(line.text, outlets) if len(line.text) <= 60 else None
    if outlet is None:
        return None
    field = Field("outlet", line.text.strip("()[]. "), "stated", line.span, "agency-line")
    return whole(line, "sign-off", "agency-line", field)


def _addressed(line: Line, span: Span, outlets: Sequence[Outlet], rule: str, problems: list[Problem]) -> list[Field]:
    words = line.text[span.start - line.span.start : span.end - line.span.start]
    address = words if SCHEME_PATTERN.match(words) else f"https://{words}"
    if not usable(address):
        message = f"the source address is not used: {words[:20]!r}"
        problems.append(Problem("", 0, "SOURCE-ADDRESS", "warning", message, WRONG_ADDRESS_FIX))
        return []
    fields = [Field("source_url", address, "stated", span, rule)]
    outlet = hosted(address, outlets)
    if outlet:
        fields.append(Field("outlet", outlet.name, "inferred", span, "outlet-by-host"))
    return fields


def _outlet(line: Line, start: int, address: Span | None, rule: str) -> list[Field]:
    """Return the outlet that stands before (or without) the address of a source line."""
    end = address.start - line.span.start if address else len(line.text)
    name = line.text[start:end].strip(BETWEEN)
    if not address:
        name = name.rstrip(".")
        name = name.rstrip(")]") if line.text[0] in "([" else name
    at = line.text.index(name, start) if name else start
    if not OUTLET_PATTERN.fullmatch(name) or len(name.split()) > 8:
        return []
    return [Field("outlet", " ".join(name.split()), "stated", line.part(at, at + len(name)), rule)]
