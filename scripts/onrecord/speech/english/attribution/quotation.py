"""A quotation where it stands: its sentence, what surrounds it there, and whether it is whole."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from onrecord.language import wordlists
from onrecord.model import Mode, Span
from onrecord.speech.english.attribution import continuation
from onrecord.speech.english.attribution.analysis import Analysis
from onrecord.speech.english.attribution.content_end import Content
from onrecord.speech.english.attribution.continuation import Carried
from onrecord.speech.english.parse import Clause, Parse
from onrecord.speech.text.pairing import Quote
from onrecord.speech.types import Attribution, Turn

WORD_PATTERN = re.compile(r"\w+(?:['’-]\w+)*")
FULL_END = frozenset(",.?!…—–")
SENTENCE_END = ".?!…"
FEW_WORDS = 5
MARKS = " \n'’‘\"“”"
# Behind "said": words that open a whole clause, though in lower case: "we're not there yet."
SAID = tuple(f" {form}" for form in wordlists.ordered("en", "reporting_verbs", "plain"))
_SUBJECTS = (
    (wordlists.words("en", "pronouns", "subjects") - {"i"})
    | wordlists.words("en", "small_words", "demonstratives")
    | {"there"}
)
CLAUSE_PATTERN = re.compile(
    rf"(?:I|(?i:{wordlists.alternation(_SUBJECTS)}))"
    rf"(?:['’](?:{wordlists.any_of('en', 'small_words', 'contractions')})\b| "
    rf"(?:{wordlists.any_of('en', 'small_words', 'be', 'have', 'do', 'modals', 'stative')})\b)"
)


@dataclass(eq=False)
class Quotation:
    """One quote of a sentence. `given` are the attributions of the sentence's quotes before it."""

    analysis: Analysis
    index: int  # of the sentence
    position: int  # among the quotes of the sentence
    contents: Sequence[Content]
    given: Sequence[Attribution | None]
    turn: Turn | None = None  # that the sentence stands in

    @cached_property
    def parse(self) -> Parse:
        """Return the sentence's parse."""
        return self.analysis.parse(self.index)

    @property
    def quote(self) -> Quote:
        """Return the quote itself."""
        return self.parse.quotes[self.position]

    @property
    def before(self) -> Span:
        """Return the stretch between the quote before, or the sentence's start, and this one."""
        return self.parse.gaps[self.position]

    @property
    def behind(self) -> Span:
        """Return the stretch between this quote and the next one, or the sentence's end."""
        return self.parse.gaps[self.position + 1]

    @cached_property
    def lead(self) -> str:
        """Return the words before the quote, without space behind them."""
        return self.before.of(self.analysis.masked).rstrip()

    @cached_property
    def inner(self) -> str:
        """Return the quoted words without marks around them."""
        return self.quote.span.of(self.analysis.document.text).strip(MARKS)

    @cached_property
    def carried(self) -> Carried | None:
        """Return who goes on speaking here, if the sentence itself names nobody."""
        return continuation.search(self.analysis, self.index)

    @property
    def follow(self) -> str:
        """Return the character behind the quote."""
        return self.analysis.masked[self.quote.outer.end : self.quote.outer.end + 1]

    @cached_property
    def is_full(self) -> bool:
        """Say whether the quote ends as a sentence or clause of its own does, so that a cue behind it can be its."""
        inner = self.quote.span.of(self.analysis.document.text).rstrip(MARKS.replace("“", ""))
        return inner[-1:] in FULL_END or self.follow == "," or not self.quote.closed

    @cached_property
    def size(self) -> int:
        """Return the number of words in the quote."""
        return len(WORD_PATTERN.findall(self.analysis.masked, *self.quote.span))

    def clauses_in(self, gap: Span) -> list[Clause]:
        """Return the clauses whose cue stands in a stretch."""
        return [one for one in self.parse.clauses if gap.start <= one.cue.span.start < gap.end]


def mode(quotation: Quotation, previous: Mode | None) -> Mode:
    """Tell whole sentences in the speaker's words from a few words inside the reporter's sentence.

    `previous` is the mode of the quote before it in the sentence.
    """
    inner, lead, follow, size = quotation.inner, quotation.lead, quotation.follow, quotation.size
    if not quotation.quote.closed and not lead:
        return "direct"
    first = next((c for c in inner if c.isalnum()), "")
    whole = CLAUSE_PATTERN.match(inner) is not None and (inner[-1:] in ".?!…," or follow in (".", ","))
    if (lead.endswith(SAID) and whole) or (lead.endswith(":") and size >= FEW_WORDS):
        return "direct"
    if first.islower() and not (inner.startswith(("…", "...")) and not lead):
        goes_on = quotation.position > 0 and previous == "direct" and lead.endswith((",", ".")) and quotation.is_full
        return "direct" if goes_on or (not lead and quotation.is_full) else "fragment"
    if inner[-1:] in ".?!…—–":
        return "direct"
    if inner[-1:] == "," or follow == ",":
        return "direct" if not lead or lead[-1] in ",:.?!" or size >= FEW_WORDS else "fragment"
    return "direct" if (not lead or lead[-1] in ",:") and size >= FEW_WORDS else "fragment"


def nested_mode(analysis: Analysis, span: Span) -> Mode:
    """Return the mode of a quote inside a quote."""
    inner = span.of(analysis.document.text).strip()
    whole = inner[:1].isupper() and (inner[-1:] in FULL_END or len(inner.split()) >= FEW_WORDS)
    return "direct" if whole else "fragment"
