"""Load YAML that strangers wrote: every scalar stays a string; aliases, anchors, tags and double keys are refused.

| code | what it says |
|---|---|
| YAML | the text is no YAML, or holds more than one document |
| YAML-ALIAS | an anchor or an alias, which can make a small file grow without end |
| YAML-TAG | a tag, which asks the reader to build something other than text |
| YAML-KEY | a key that is not plain text |
| YAML-DUPLICATE | the same key twice in one mapping |
| YAML-DEPTH | nested too deeply |
| YAML-SIZE | longer than a reader of it allows |
| CONTROL-CHARACTER | a value or key holds a character that no line of text has, written out or as an escape |
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, TypeAlias

import yaml

from onrecord.characters import UNFIT_PATTERN, called
from onrecord.model import Problem, Refused, Span

Value: TypeAlias = "str | list[Any] | dict[str, Any]"
Place: TypeAlias = tuple[str | int, ...]

DEPTH_LIMIT = 16
SIZE_LIMIT = 8 * 1024
Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(frozen=True, slots=True)
class Tree:
    """A loaded document: strings, lists and dicts, and where each of them stands.

    `spans` and `lines` are keyed by the way to a value, such as `("people", 0, "name")`; spans count code points in
    the text that was loaded, lines count as in the file. `unfit` has the first character of a value or its key that
    no line of text has, such as one that is written as an escape.
    """

    value: Value
    spans: dict[Place, Span]
    lines: dict[Place, int]
    unfit: dict[Place, str]

    def line(self, place: Place) -> int:
        """Return the line of a value, or of the nearest one around it."""
        while place and place not in self.lines:
            place = place[:-1]
        return self.lines.get(place, 0)


def load(text: str, path: str, first_line: int = 1, limit: int = SIZE_LIMIT) -> Tree:
    """Load one YAML document; raise Refused, naming the line, for anything that is not plain data.

    `first_line` is the line of the file on which `text` begins; `limit` counts bytes. An empty text is an empty dict.
    """
    if len(text.encode("utf-8", "surrogatepass")) > limit:
        raise Refused(_problem(path, 0, "YAML-SIZE", f"more than {limit:,} bytes of YAML", "shorten it"))
    builder = _Builder(path, first_line)
    try:
        for event in yaml.parse(text, Loader=Loader):
            builder.take(event)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
        line = first_line + mark.line if mark else first_line
        reason = getattr(error, "problem", None) or getattr(error, "reason", None) or "unreadable"
        message = f"this is not YAML: {str(reason)[:200]!r}"
        raise Refused(_problem(path, line, "YAML", message, "put the value between quotation marks")) from None
    return Tree(builder.root if builder.root is not None else {}, builder.spans, builder.lines, builder.unfit)


def refuse_unfit(tree: Tree, path: str) -> None:
    """Raise Refused, naming line and character, when any value or key holds one that no line of text has."""
    for place, character in tree.unfit.items():
        message = f"the YAML holds {called(character)}"
        raise Refused(_problem(path, tree.line(place), "CONTROL-CHARACTER", message, "delete the character"))


class _Builder:
    """Builds the tree from parser events, without recursion."""

    def __init__(self, path: str, first_line: int) -> None:
        self.path = path
        self.first_line = first_line
        self.root: Value | None = None
        self.spans: dict[Place, Span] = {}
        self.lines: dict[Place, int] = {}
        self.unfit: dict[Place, str] = {}
        self._open: list[Value] = []
        self._place: list[str | int] = []
        self._key: list[str | None] = []
        self._starts: list[int] = []
        self._documents = 0

    def take(self, event: Any) -> None:
        """Take one event."""
        if isinstance(event, yaml.DocumentStartEvent):
            self._documents += 1
            if self._documents > 1:
                self._refuse(event, "YAML", "a second document begins here", "keep only the first")
        elif isinstance(event, yaml.AliasEvent):
            self._refuse(event, "YAML-ALIAS", "an alias (*name) is not allowed here", "write the value out")
        elif isinstance(event, yaml.NodeEvent):
            self._check(event)
            self._node(event)
        elif isinstance(event, yaml.CollectionEndEvent):
            self._close(event)

    def _close(self, event: Any) -> None:
        self.spans[tuple(self._place)] = Span(self._starts.pop(), event.end_mark.index)
        self._open.pop()
        self._key.pop()
        if self._place:
            self._place.pop()

    def _check(self, event: Any) -> None:
        if event.anchor is not None:
            self._refuse(event, "YAML-ALIAS", "an anchor (&name) is not allowed here", "remove it")
        if event.tag is not None:
            self._refuse(event, "YAML-TAG", f"the tag {event.tag!r} is not allowed here", "remove it")

    def _node(self, event: Any) -> None:
        """Hang one scalar or collection into the tree."""
        scalar = isinstance(event, yaml.ScalarEvent)
        parent = self._open[-1] if self._open else None
        if isinstance(parent, dict) and self._key[-1] is None:
            self._take_key(event, parent, scalar)
            return
        value: Value = event.value if scalar else {} if isinstance(event, yaml.MappingStartEvent) else []
        if isinstance(parent, dict):
            key = self._key[-1] or ""
            parent[key] = value
            self._key[-1] = None
            self._place.append(key)
        elif isinstance(parent, list):
            self._place.append(len(parent))
            parent.append(value)
        else:
            self.root = value
        place = tuple(self._place)
        self.lines.setdefault(place, self._line(event))
        if scalar:
            self._look_at(event.value, place)
            self.spans[place] = Span(event.start_mark.index, event.end_mark.index)
            if self._place:
                self._place.pop()
            return
        if len(self._open) >= DEPTH_LIMIT:
            self._refuse(event, "YAML-DEPTH", f"nested more than {DEPTH_LIMIT} deep", "write it flatter")
        self._open.append(value)
        self._key.append(None)
        self._starts.append(event.start_mark.index)

    def _take_key(self, event: Any, parent: dict[str, Any], scalar: bool) -> None:
        if not scalar:
            self._refuse(event, "YAML-KEY", "a key must be plain text", "put the key between quotation marks")
        key: str = event.value
        place = (*self._place, key)
        if key in parent:
            message = f"the key {key[:80]!r} stands here and on line {self.lines[place]}"
            self._refuse(event, "YAML-DUPLICATE", message, "keep one of them")
        self.lines[place] = self._line(event)
        self._look_at(key, place)
        self._key[-1] = key

    def _look_at(self, text: str, place: Place) -> None:
        if not text.isprintable() and (found := UNFIT_PATTERN.search(text)):
            self.unfit.setdefault(place, found.group())

    def _line(self, event: Any) -> int:
        return self.first_line + int(event.start_mark.line)

    def _refuse(self, event: Any, code: str, message: str, fix: str) -> None:
        raise Refused(_problem(self.path, self._line(event), code, message, fix))


def _problem(path: str, line: int, code: str, message: str, fix: str) -> Problem:
    return Problem(path, line, code, "refused", message, fix)
