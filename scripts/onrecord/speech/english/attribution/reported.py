"""The content clauses of indirect speech: what somebody is reported to have said, without cue, speaker and "that"."""

from __future__ import annotations

import bisect
import re
from collections.abc import Callable, Sequence
from typing import Literal, NamedTuple

from onrecord.language import wordlists
from onrecord.model import Span
from onrecord.speech.english import calling
from onrecord.speech.english.attribution import content_end, content_start
from onrecord.speech.english.attribution.content_end import SHORTEST, TAIL, Content, Side
from onrecord.speech.english.attribution.content_start import Opening
from onrecord.speech.english.parse import Clause, Parse, joins
from onrecord.speech.english.reporting_verbs import lexicon
from onrecord.speech.english.tokens import Tag
from onrecord.speech.rules import Rule
from onrecord.speech.types import Token

SHORTEST_PRONOUN = 12  # characters of a content that begins with "it": "denied it" has none
SHORTEST_REST = 40  # characters of a clause that goes on behind "according to"
# At which the content of a cue ends when another subject follows
CONCESSIONS = wordlists.words("en", "small_words", "concessives")
TURNS = wordlists.words("en", "small_words", "conjunctions") | {"then"} | CONCESSIONS | {"as"}
# With which a lead ends that no content is: "The mayor said that, according to"
OPEN_ENDS = tuple(f" {word}" for word in ("that", "while", *wordlists.ordered("en", "small_words", "conjunctions")))
PRO_FORMS = wordlists.words("en", "pronouns", "pro_forms")
# what may follow a cue that closes a clause: "on Tuesday.", "in a letter to the council.", "laughing."
CLOSING_PATTERN = re.compile(
    r"(?:\s*,?\s*(?:"
    rf"(?:{wordlists.any_of('en', 'small_words', 'prepositions', 'subordinators', 'before_times')})\b[^,.;:]{{0,90}}|"
    rf"(?:{wordlists.capitalised(wordlists.words('en', 'dates', 'weekdays'))})[^,.;:]{{0,30}}|"
    rf"{wordlists.any_of('en', 'small_words', 'asides')}|{wordlists.any_of('en', 'pronouns', 'objects')}|"
    rf"reporters|afterwards?|\w+ly|\w+ing\b[^,.;:]{{0,60}})){{0,3}}"
    r"\s*[.!?…,]?\s*$"
)
# "says the quay is closed and wants a new one": a second verb that is none of saying
WISH_PATTERN = re.compile(rf" (?:and|but) (?:\w+ly )?(?:{wordlists.any_of('en', 'reporting_verbs', 'wishes')})\b")
# "vowed to pay", "asked not to be named"
BIDDING = lexicon().infinitive | {"continue"}
INFINITIVE_PATTERN = re.compile(r" (?:not )?to [a-z]+")
# Behind a cue between commas: what is not the rest of the clause
ASIDE_PATTERN = re.compile(
    rf", (?:{wordlists.any_of('en', 'small_words', 'aside_openers')}|[a-z]+ing|"
    rf"and (?:{wordlists.any_of('en', 'small_words', 'going_on')}))\b|"
    r", (?:and|but) [a-z]+(?:ed|[^s]s)\b"
)
# Behind "according to Ada Brook,": an apposition
APPOSED_PATTERN = re.compile(
    rf", (?:as|{wordlists.any_of('en', 'small_words', 'articles', 'concessives')}|"
    rf"{wordlists.any_of('en', 'pronouns', 'relatives')}|[a-z]+ing|[a-z]+ed)\b"
)
# "the quay was shut[, and]": what leads from a content to the cue behind it
LOOSE_PATTERN = re.compile(rf"[,;—–]? (?:while|{wordlists.any_of('en', 'small_words', 'conjunctions')})$")
# Behind "According to Ada Brook,": "a pilot from Holm," / "director of the port,"
SECOND_COMMA_PATTERN = re.compile(
    rf" (?:{wordlists.any_of('en', 'small_words', 'articles')}|{wordlists.any_of('en', 'pronouns', 'relatives')}|"
    rf"citing|quoting|[a-z]+ (?:{wordlists.any_of('en', 'small_words', 'links')}|with)|[a-z]+,|"
    r"(?:[A-Z]\w+ ){0,3}(?:of|at)\b)"
)
# "…," Ada Brook said, adding [that]
THAT_PATTERN = re.compile(r"[^,.;:]{0,40}\bthat\b")
REJECTING = wordlists.words("en", "reporting_verbs", "rejecting")
# "dismissed [Ada Brook's claims that]"
OTHERS_PATTERN = re.compile(rf"(?:'s|s') (?:[a-z]+ ){{0,2}}(?:{'|'.join(sorted(lexicon().clausal))}) that\s*$")
# "[When] asked by a pupil whether the whale was dead, Ada Brook said": the question is another's
ASKED_PATTERN = re.compile(r"(?:When |After being )?[Aa]sked\b")
# "asked not to be named", "on condition of anonymity"
NAMELESS_PATTERN = re.compile(rf"\bto be (?:{wordlists.any_of('en', 'reporting_verbs', 'identifying')})\b|\banonym")

Shape = Literal["naming", "closing", "inverted", "according", "interrupting", "plain"]


class Statement(NamedTuple):
    """A clause with a verb of saying, and where its content can stand.

    `shape` is what the clause does in its sentence: it *names* something, *closes* a quotation, stands *inverted*
    behind the content, begins with *according* to, *interrupts* the content, or is *plain*, with the content behind
    it. `before` is what stands before it, `stop` where what follows it ends; `opening` and `behind` are what that
    begins with and the content there.
    """

    reader: Reported
    clause: Clause
    shape: Shape
    before: Span | None
    stop: int
    opening: Opening
    behind: Span

    @property
    def rest(self) -> str:
        """Return the words behind the clause."""
        return self.reader.text[self.clause.end : self.stop]


Part = tuple[Span | None, Side]
ReportedRule = Rule[Callable[[Statement], Part]]


def naming(statement: Statement) -> Part:
    """Take what somebody or something is called: `called the plan a gamble`."""
    return (statement.reader.named(statement), "after") if statement.shape == "naming" else (None, "after")


def before_cue(statement: Statement) -> Part:
    """Take the clause before: `The quay was shut, Ada Brook said`."""
    clause, before = statement.clause, None
    if statement.shape == "inverted" or (statement.shape == "closing" and clause.order != "inherited"):
        before = statement.before
    elif statement.shape == "interrupting":
        before = statement.reader.around(statement)[0]
    return before, "before"


def around_cue(statement: Statement) -> Part:
    """`In the end, Ada Brook said, the quay was shut`: the rest of a content that its cue interrupts."""
    return (statement.reader.around(statement)[1] if statement.shape == "interrupting" else None), "after"


def according_to(statement: Statement) -> Part:
    """`According to Ada Brook, the quay was shut`, `The quay was shut, according to Ada Brook`."""
    if statement.shape != "according":
        return None, "after"
    lead = statement.reader.lead(statement)
    if len(lead) < SHORTEST or lead.endswith(OPEN_ENDS):
        comma = statement.reader.after_apposition(statement.clause.end, statement.stop)
        return (Span(comma + 1, statement.stop) if comma >= 0 else None), "after"
    return statement.before, "before"


def goes_on(statement: Statement) -> Part:
    """Take what goes on behind "according to": `It was shut, according to Ada Brook, and two boats had sunk`."""
    if statement.shape != "according":
        return None, "after"
    lead, rest = statement.reader.lead(statement), statement.rest
    opens = len(lead) < SHORTEST or lead.endswith(OPEN_ENDS)
    long = rest.startswith(",") and len(rest) > SHORTEST_REST and not APPOSED_PATTERN.match(rest)
    return (Span(statement.clause.end + 1, statement.stop) if long and not opens else None), "after"


def after_that(statement: Statement) -> Part:
    """`Ada Brook said that the quay was shut`; what "that" claims to be hers, "dismissed her claims that", is not."""
    reader, clause = statement.reader, statement.clause
    if statement.shape == "closing":
        that = THAT_PATTERN.match(statement.rest)
        return (Span(clause.end + that.end(), statement.stop) if that else None), "after"
    if statement.opening != "that":
        return None, "after"
    others = clause.cue.lemma in REJECTING and OTHERS_PATTERN.search(reader.text, clause.end, statement.behind.start)
    return (None if others else statement.behind), "after"


def after(opening: Opening) -> Callable[[Statement], Part]:
    """Find a content behind a cue by what it begins with."""

    def find(statement: Statement) -> Part:
        return (statement.behind if statement.opening == opening else None), "after"

    return find


class Reported:
    """The content clauses of one sentence."""

    def __init__(self, parse: Parse, clauses: Sequence[Clause]) -> None:
        self.parse, self.clauses = parse, clauses
        self.text, self.sentence, self.words = parse.text, parse.span, parse.words
        self.quotes = [quote.span for quote in parse.quotes]
        self.starts: dict[int, int] = {}
        self.contrasts = content_end.contrasts(parse.text, parse.span) if len(clauses) > 1 else []

    def contents(self, rules: Sequence[ReportedRule]) -> list[Content]:
        """Return all contents that the rules find, clause by clause."""
        out: list[Content] = []
        for k, clause in enumerate(self.clauses):
            if clause.cue.kind == "beside":
                continue
            statement = self._statement(k, clause)
            for rule in rules:
                span, side = rule.find(statement)
                if span is not None:
                    out += self._kept(statement, span, side, rule)
        return content_end.divided(self.text, out)

    def _statement(self, k: int, clause: Clause) -> Statement:
        stop, before = self._stop(k, clause), self._before(k, clause)
        shape = self._shape(clause, before, stop)
        opening: Opening = ""
        behind = Span(clause.end, clause.end)
        if shape == "plain":
            behind, opening = content_start.behind(self.text, self.words, clause, stop)
        return Statement(self, clause, shape, before, stop, opening, behind)

    def _shape(self, clause: Clause, before: Span | None, stop: int) -> Shape:
        if clause.cue.lemma in lexicon().naming:
            return "naming"
        if any(0 <= clause.start - quote.end <= 3 for quote in self.quotes):
            return "closing"
        if clause.order == "verb-subject":
            return "inverted"
        if clause.order == "according":
            return "according"
        rest = self.text[clause.end : stop]
        if clause.order == "subject-verb" and before and self._interrupts(clause, rest):
            bids = clause.cue.lemma in BIDDING and INFINITIVE_PATTERN.match(rest)
            return "plain" if bids else "interrupting"  # "Before the visit, Ada Brook vowed to pay"
        return "plain"

    def _interrupts(self, clause: Clause, rest: str) -> bool:
        """Say whether a cue with its subject closes or interrupts the clause that it reports."""
        before = self._word_before(clause.start)
        mark = before.after.rstrip()[-1:] if before else ""
        if not mark or mark not in ',—–“”"':
            return False
        return rest.startswith(",") or CLOSING_PATTERN.match(rest[:200]) is not None

    def _word_before(self, position: int) -> Token | None:
        """Return the last word of the sentence before a place, outside quotation marks."""
        k = self.parse.word_at(position) - 1
        return self.words[k] if k >= 0 else None

    def lead(self, statement: Statement) -> str:
        """Return the words of the sentence before a clause."""
        return self.text[self.sentence.start : statement.clause.start].strip()

    def around(self, statement: Statement) -> tuple[Span | None, Span | None]:
        """Return the parts of a content before and behind the clause that interrupts it."""
        clause, before, rest = statement.clause, statement.before, statement.rest
        goes_on = rest.startswith(",") and len(rest) > SHORTEST and not ASIDE_PATTERN.match(rest)
        after = Span(clause.end + 1, statement.stop) if goes_on else None
        lead = self.parse.within(before.start, clause.start) if before else ()
        if lead and rest.startswith(",") and self._adverbial(lead):
            return None, Span(clause.end + 1, statement.stop)
        joined = bool(lead) and joins(lead[-1])  # "… and, Ada Brook said, it would open"
        return (None if after and joined else before), after

    @staticmethod
    def _adverbial(lead: Sequence[Token]) -> bool:
        """Say whether words before an interrupting cue only open the sentence: "In any case, Ada Brook said, …"."""
        return (
            bool(lead[0].tags & Tag.PREPOSITION)
            and lead[0].low != "to"
            and not any(word.low in content_start.VERBS for word in lead)
        )

    def named(self, statement: Statement) -> Span | None:
        """Return what somebody is called, unless the name itself is quoted and so is recorded already."""
        clause, stop = statement.clause, statement.stop
        start = clause.cue.span.end
        if clause.order == "according" or any(start <= q.start < stop for q in self.quotes):
            return None
        if self.text[start : start + 1] in (",", ".", ";", ":", ")"):
            return None  # "the company's brands, in an attempt": a noun
        if clause.cue.lemma == "refer" and self.text.startswith(" to ", start):
            start += len(" to ")
        before = self._word_before(clause.start)
        lead = before.text if before and not before.after.strip() else ""
        words = self.parse.within(start, stop)
        if lead in ("what", "which"):
            cut = next((w for w in words if w.after.startswith(",")), None)
            return Span(start, cut.end if cut else stop)
        telephoned = clause.cue.lemma == "call" and calling.telephoned(self.text, words)
        return None if lead in ("as", "whom") or telephoned else Span(start, stop)

    def _kept(self, statement: Statement, span: Span, side: Side, rule: ReportedRule) -> list[Content]:
        """Return a content without what surrounds it, or nothing where that is no content."""
        opening = statement.opening if side == "after" else ""
        if statement.shape == "closing" and side == "after":
            opening = "that"
        start, end = span
        while start < end and self.text[start] in " ,;:—–-":
            start += 1
        end = start + len(self.text[start:end].rstrip(TAIL))
        if loose := LOOSE_PATTERN.search(self.text, max(start, end - 9), end):
            end = loose.start()
        kept = content_end.without_comment(self.text, self.words, Span(start, end), opening)
        if (side == "after" and self._introduces(kept)) or (
            side == "before" and ASKED_PATTERN.match(self.text, kept.start)
        ):
            return []
        long = kept.end - kept.start >= SHORTEST and self._bare(kept) >= 2
        if not long or not self._says_something(kept, opening, statement.clause):
            return []
        return [Content(kept, statement.clause, side, opening, rule)]

    def _introduces(self, kept: Span) -> bool:
        """Say whether what follows a cue only leads to a quotation: `told the Gull: "…"`."""
        k = bisect.bisect_left(self.quotes, kept.start, key=lambda q: q.start)
        if k == len(self.quotes) or self.quotes[k].start >= kept.end:
            return False
        lead = self.text[kept.start : self.quotes[k].start].rstrip(" \"“‘'«")
        return lead.endswith(":") or (lead.endswith(",") and self.text[self.quotes[k].start].isupper())

    def _says_something(self, span: Span, opening: Opening, clause: Clause) -> bool:
        """Leave out what is no content: "said using her account:", "denied it", "asked not to be named"."""
        words = self.parse.within(span.start, span.end)
        if opening in ("cue", "hearer"):
            gerund = words[0].low.endswith("ing") and len(words[0].low) > 5
            if (gerund and clause.cue.lemma not in lexicon().noun_phrase) or (
                words[0].low in PRO_FORMS and span.end - span.start < SHORTEST_PRONOUN
            ):
                return False
            if self.text[span.end : span.end + 1] == ":" and len(words) < 12:
                return False
        return NAMELESS_PATTERN.search(self.text, span.start, min(span.end, span.start + 40)) is None

    def _bare(self, span: Span) -> int:
        """Count the words of a clause outside quotation marks."""
        return len(self.parse.within(span.start, span.end))

    # -- bounds ----------------------------------------------------------------------------------------------

    def _stop(self, k: int, clause: Clause) -> int:
        """Say where the content after a cue ends: before the next cue that is no part of it, or with the sentence."""
        conceded = k == 0 and bool(self.words) and self.words[0].low in CONCESSIONS
        for later in self.clauses[k + 1 :]:
            at = later.start
            between = self.parse.within(clause.end, at)
            last = between[-1] if between else None
            mark = (last.after if last else self.text[clause.end : at]).rstrip()[-1:]
            joint = last if last and not mark else None  # the word right before, with no mark between
            if later.order == "inherited" and later.cue.form == "ing" and mark == ",":
                return at
            if later.order == "according":
                return at
            if (cut := content_end.contrast(self.contrasts, self.words, clause, later)) is not None:
                return cut
            if conceded and mark == "," and later.subject and later.subject != clause.subject:
                return at
            if joint and joint.low in TURNS and later.subject and later.subject != clause.subject:
                marked = (between[-2].after if len(between) > 1 else "").rstrip().endswith((",", ";"))
                if marked or joint.low in ("while", "as"):
                    return joint.start
            if later.order == "inherited" and joint and joins(joint) and joint.end - clause.end > SHORTEST:
                return joint.start
            if later.order == "verb-subject" or (
                mark in (",", ";")
                and later.order == "subject-verb"
                and CLOSING_PATTERN.match(self.text[later.end : min(self.sentence.end, later.end + 60)])
            ):
                return at
        m = WISH_PATTERN.search(self.text, clause.end, self.sentence.end) if clause.cue.form == "s" else None
        return m.start() if m else self.sentence.end

    def _before(self, k: int, clause: Clause) -> Span | None:
        """Return what stands before a cue and its subject, back to the clause before."""
        start = self.sentence.start
        for number, earlier in enumerate(self.clauses[:k]):
            if earlier.end <= clause.start:
                start = max(start, self._content_start(number))
        while start < clause.start and self.text[start : start + 1].isspace():
            start += 1
        words = self.parse.within(start, clause.start)
        if words and joins(words[0]) and words[0].start == start:
            start = words[0].end
        return Span(start, clause.start) if clause.start - start >= SHORTEST else None

    def _content_start(self, number: int) -> int:
        """Return where the content behind a clause begins, asked once for each."""
        if number not in self.starts:
            clause = self.clauses[number]
            if clause.order == "subject-verb":
                self.starts[number] = content_start.behind(self.text, self.words, clause, self.sentence.end)[0].start
            else:
                self.starts[number] = clause.end
        return self.starts[number]

    def after_apposition(self, at: int, stop: int) -> int:
        """Return the comma behind "According to Ada Brook, a pilot from Holm,", or -1."""
        comma = self.text.find(",", at, stop)
        if comma < 0:
            return -1
        second = self.text.find(",", comma + 1, stop)
        if second > 0 and SECOND_COMMA_PATTERN.match(self.text, comma + 1):
            return second
        return comma
