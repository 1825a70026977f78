"""What front matter and sidecars may say: the keys, the fields they fill, and warnings about the rest.

| code | what it says |
|---|---|
| HEADER-KEY | a key that the archive does not know (warning; nothing is lost) |
| HEADER-VALUE | a known key without a value, of the wrong shape, or in the wrong file (warning; it is not used) |
"""

from __future__ import annotations

from onrecord.model import Field, FieldName, Problem, Refused, Seed, Span, Status
from onrecord.strictyaml import Place, Tree, load, refuse_unfit

KEYS: dict[str, FieldName] = {
    "title": "title",
    "date": "date",
    "byline": "byline",
    "author": "byline",
    "authors": "byline",
    "outlet": "outlet",
    "source": "outlet",
    "source_url": "source_url",
    "credit": "credit",
    "licence": "licence",
    "license": "licence",
    "section": "section",
    "place": "place",
    "language": "language",
}
LISTS = frozenset({"byline"})
VALUE_LIMIT = 1000
# The sentence that says why the licence beside it holds against what the text says
REASONS = ("licence_reason", "license_reason")
SIDECAR_ONLY = frozenset({"encoding", *REASONS})


def fields(tree: Tree, path: str, status: Status, offset: int | None) -> tuple[list[Field], list[Problem]]:
    """Read the known keys of a header into fields; say which keys and values were left aside.

    `offset` is where the YAML begins in the document; None when it stands in another file, so that no span can be
    given. Values are kept as they are written; what they mean is for the metadata stage.
    """
    found: list[Field] = []
    problems: list[Problem] = []
    mapping = tree.value if isinstance(tree.value, dict) else {}
    for key, value in mapping.items():
        name = KEYS.get(key.lower())
        if name is None:
            if key not in SIDECAR_ONLY:
                problems.append(_unknown(path, tree.line((key,)), key, in_sidecar=offset is None))
            elif offset is not None:
                problems.append(_misplaced(path, tree.line((key,)), key))
            continue
        places: list[Place] = [(key, i) for i in range(len(value))] if isinstance(value, list) else [(key,)]
        values = value if isinstance(value, list) else [value]
        if (isinstance(value, list) and name not in LISTS) or not all(isinstance(one, str) for one in values):
            problems.append(_shape(path, tree.line((key,)), key))
            continue
        for place, text in zip(places, values, strict=True):
            span = None if offset is None else Span(*(offset + end for end in tree.spans[place]))
            if len(text) > VALUE_LIMIT:
                problems.append(_shape(path, tree.line(place), key))
            elif not text.strip():
                problems.append(_empty(path, tree.line(place), key))
            else:
                rule = "sidecar" if offset is None else "front-matter"
                found.append(Field(name, " ".join(text.split()), status, span, rule))
    return found, problems


def sidecar(seed: Seed) -> Tree | None:
    """Load the sidecar of a seed, if it has one; raise Refused when it is not plain YAML."""
    if seed.sidecar is None:
        return None
    path = seed.name + ".yml"
    try:
        text = seed.sidecar.decode("utf-8-sig")
    except UnicodeDecodeError:
        message = "the sidecar is not UTF-8"
        raise Refused(Problem(path, 0, "ENCODING", "refused", message, "save it again as UTF-8")) from None
    tree = load(text, path)
    refuse_unfit(tree, path)
    return tree


def _unknown(path: str, line: int, key: str, *, in_sidecar: bool) -> Problem:
    known = ", ".join(sorted({*KEYS, *(SIDECAR_ONLY if in_sidecar else ())}))
    return Problem(path, line, "HEADER-KEY", "warning", f"the key {key[:20]!r} is not known", f"use one of: {known}")


def _misplaced(path: str, line: int, key: str) -> Problem:
    message = f"the key {key!r} is not used: it counts only in a sidecar"
    return Problem(path, line, "HEADER-VALUE", "warning", message, f"write it into {path + '.yml'!r}")


def _shape(path: str, line: int, key: str) -> Problem:
    message = f"the value of {key[:20]!r} is not used: it is not one short line of text"
    return Problem(path, line, "HEADER-VALUE", "warning", message, "write one line of text between quotation marks")


def _empty(path: str, line: int, key: str) -> Problem:
    message = f"the key {key[:20]!r} has no value"
    return Problem(path, line, "HEADER-VALUE", "warning", message, "write its value behind it, or delete the line")
