"""Pair the quotation marks of one paragraph on a stack, telling marks from apostrophes by their neighbours."""

from __future__ import annotations

import bisect
import re
from dataclasses import dataclass
from typing import NamedTuple

from onrecord.model import Span

# Marks that may open or close; an apostrophe is told from a mark by its neighbours.
MARK_PATTERN = re.compile(r"``|''|‘’|‘‘|’’|[\"“”„‟«»「」『』‘’‚']")

CLOSES = {
    "“": "”",
    "„": "“”",
    "‟": "”",
    "«": "»",
    "»": "«",
    "「": "」",
    "『": "』",
    "‘": "’",
    "‚": "‘’",
    '"': '"',
    "'": "'",
    "’": "’",
    "”": "”",
}
MIXED = frozenset({'"“', '”"'})  # closing and opening mark of a quotation half curly, half straight
SINGLE = frozenset("‘’‚'")
PLAIN = {"``": "“", "‘‘": "“", "''": "pair", "‘’": "pair", "’’": "”"}  # double marks made of two single ones
LONGEST_SINGLE = 600  # characters; a longer run between single marks is two apostrophes
LONGEST_PLURAL = 80  # characters from the apostrophe of a plural to the mark that closes
DEEPEST = 4
TAIL = frozenset(".,!?…;:)—–-")


class Quote(NamedTuple):
    """Words between two marks. `span` leaves the marks out; `outer` takes them in. `parent` is an index, or -1."""

    span: Span
    outer: Span
    paragraph: int
    parent: int
    single: bool
    closed: bool


@dataclass(slots=True)
class _Open:
    mark: str
    at: int
    end: int
    slot: int


class Pairing:
    """One paragraph's marks on a stack; finished quotes go to the shared list in the order in which they opened."""

    def __init__(
        self,
        text: str,
        span: Span,
        index: int,
        marks: list[re.Match[str]],
        doubles: bool,
        quotes: list[Quote | None],
        problems: list[tuple[int, str]],
    ) -> None:
        self.text, self.span, self.index, self.doubles = text, span, index, doubles
        self.quotes, self.problems = quotes, problems
        self.stack: list[_Open] = []
        self.marks = marks
        self.closers = self._closer_positions()

    def read(self) -> None:
        """Pair all marks of the paragraph."""
        for m in self.marks:
            if m.group()[0] in SINGLE and len(m.group()) == 1:
                self._single(m.start(), m.group())
            else:
                self._double(m.start(), m.end(), m.group())
        self._finish()

    # -- neighbours ------------------------------------------------------------------------------------------

    def _before(self, at: int) -> str:
        return self.text[at - 1] if at > self.span.start else "\n"

    def _after(self, end: int) -> str:
        return self.text[end] if end < self.span.end else "\n"

    def _looks_open(self, at: int, end: int) -> bool:
        before, after = self._before(at), self._after(end)
        return not after.isspace() and (before.isspace() or before in "([—–-/:“\"‘'[>") and after not in ",.;:)"

    def _looks_closed(self, at: int, end: int) -> bool:
        before, after = self._before(at), self._after(end)
        return not before.isspace() and before not in "([—–-/:" and (after.isspace() or after in ",.;:!?)")

    def _closer_positions(self) -> list[int]:
        """Single marks that can only close: after a word or a stop, before white space or punctuation."""
        found = []
        for m in self.marks:
            if m.group() in ("’", "'"):
                before, after = self._before(m.start()), self._after(m.end())
                if not before.isspace() and not after.isalnum() and before not in "([":
                    found.append(m.start())
        return found

    # -- marks -----------------------------------------------------------------------------------------------

    def _double(self, at: int, end: int, mark: str) -> None:
        mark = PLAIN.get(mark, mark)
        if mark == "pair":
            mark = "“" if self._looks_open(at, end) else "”"
        if mark == "“" and self.stack and self.stack[-1].mark == "“" and self._looks_closed(at, end):
            mark = "”"  # typed the wrong way round: “expedited review“ of the pipes
        depth = next((k for k in range(len(self.stack) - 1, -1, -1) if mark in CLOSES[self.stack[k].mark]), -1)
        if depth < 0 and self.stack and mark + self.stack[0].mark in MIXED and not self._looks_open(at, end):
            depth = 0
        if depth >= 0 and not (mark == '"' and self._nested(at, end)):
            if mark == '"' and self._reopens(at, end):
                self._abandon(at)
                self._push(mark, at, end)
                return
            self._close(depth, at, end)
        elif mark in "“„‟«「『" or (mark in '»"”' and self._looks_open(at, end)):
            if mark == "“" and self.stack and self.stack[-1].mark == "“" and self._unclosed_before(at):
                self._abandon(at)
            self._push(mark, at, end)
        else:
            self.problems.append((at, "STRAY-MARK"))

    def _nested(self, at: int, end: int) -> bool:
        """Say whether a straight mark in a straight quote opens another: `"They said "never" twice," he said`."""
        if not self._looks_open(at, end):
            return False
        here = bisect.bisect_right(self.marks, at, key=lambda m: m.start())
        following = self.marks[here : here + 2]
        return len(following) == 2 and all(
            m.group() == '"' and not self._looks_open(m.start(), m.end()) for m in following
        )

    def _reopens(self, at: int, end: int) -> bool:
        """Say whether a straight mark that should close stands where only an opening one can."""
        return self._before(at).isspace() and self._after(end).isalnum() and at - self.stack[-1].at > 1

    def _unclosed_before(self, at: int) -> bool:
        """Say whether too few closing marks follow for a curly quote inside a curly quote."""
        here = bisect.bisect_right(self.marks, at, key=lambda m: m.start())
        following = [m.group() for m in self.marks[here : here + 2]]
        return following[:2] != ["”", "”"]

    def _single(self, at: int, mark: str) -> None:
        end = at + 1
        before, after = self._before(at), self._after(end)
        top = self.stack[-1] if self.stack else None
        if top and mark in CLOSES[top.mark] and top.mark in SINGLE:
            if not after.isalnum() and not before.isspace() and self._really_closes(at, before, after):
                self._close(len(self.stack) - 1, at, end)
            return
        if not self._looks_open(at, end) or not (after.isalnum() or after in '“"$£€…'):
            return
        if mark == "’" and (self.doubles or after.isdigit()):
            return
        if after.isdigit() and mark != "‘":
            return
        inside = bool(self.stack)
        k = bisect.bisect_right(self.closers, at)
        limit = at + LONGEST_SINGLE
        if (
            k < len(self.closers)
            and self.closers[k] < limit
            and (mark == "‘" or inside or not self.doubles or self._short(at))
        ):
            self._push(mark, at, end)

    def _short(self, at: int) -> bool:
        """Say whether straight single marks hold a few words only, in a text whose quotes have double marks."""
        k = bisect.bisect_right(self.closers, at)
        return self.closers[k] - at < 60

    def _really_closes(self, at: int, before: str, after: str) -> bool:
        """Tell a closing single mark from the apostrophe of a plural: `the ‘workers’ rights’ bill`."""
        if before in TAIL or not before.isalnum():
            return True
        if before in "sS" and after == " ":
            k = bisect.bisect_right(self.closers, at)
            if k == len(self.closers) or self.closers[k] - at >= LONGEST_PLURAL:
                return True
            rest = self.text[at + 2 : self.closers[k]]
            return not rest[:1].islower() or "‘" in rest or " '" in rest or ". " in rest
        return True

    # -- the stack -------------------------------------------------------------------------------------------

    def _push(self, mark: str, at: int, end: int) -> None:
        if len(self.stack) < DEEPEST:
            self.quotes.append(None)
            self.stack.append(_Open(mark, at, end, len(self.quotes) - 1))

    def _close(self, depth: int, at: int, end: int) -> None:
        for lost in self.stack[depth + 1 :]:
            if lost.mark not in SINGLE:
                self.problems.append((lost.at, "UNCLOSED-MARK"))
        opened = self.stack[depth]
        self._record(opened, depth, at, end, closed=True)
        del self.stack[depth:]

    def _record(self, opened: _Open, depth: int, at: int, end: int, closed: bool) -> None:
        if self.text[opened.end : at].strip():
            parent = self.stack[depth - 1].slot if depth else -1
            self.quotes[opened.slot] = Quote(
                Span(opened.end, at), Span(opened.at, end), self.index, parent, opened.mark in SINGLE, closed
            )

    def _abandon(self, at: int) -> None:
        """End an unclosed quote before a mark that opens the next one."""
        opened = self.stack[0]
        stop = opened.end + len(self.text[opened.end : at].rstrip())
        self._record(opened, 0, stop, stop, closed=False)
        self.problems.append((opened.at, "UNCLOSED-MARK"))
        self.stack.clear()

    def _finish(self) -> None:
        """Let an open quote run to the paragraph's end: long quotations open each paragraph and close the last."""
        for depth, opened in enumerate(self.stack):
            if opened.mark in SINGLE:
                continue
            end = opened.end + len(self.text[opened.end : self.span.end].rstrip())
            self._record(opened, depth, end, end, closed=False)
            break
