"""Who is the subject of a verb of saying: before it, behind it, in apposition, in a clause before."""

from __future__ import annotations

import bisect
import re
from collections.abc import Sequence
from typing import Literal, NamedTuple

from onrecord.language import wordlists
from onrecord.model import Span
from onrecord.speech.english import joint_names, main_subjects
from onrecord.speech.english.phrases import (
    DETERMINERS,
    JOINS,
    OPENERS,
    PREPOSITIONS,
    REACH,
    PhraseReader,
    Reference,
    pronoun,
)
from onrecord.speech.types import Cue, Mention

Order = Literal["subject-verb", "verb-subject", "according", "inherited"]

# Verbs that always have an object behind them, so that a name there is who is spoken to or of.
TRANSITIVE = wordlists.words("en", "reporting_verbs", "transitive")
TIMES = wordlists.words("en", "small_words", "times") | wordlists.words("en", "dates", "weekdays")
NO_PARTICIPLE = wordlists.words("en", "small_words", "before_gerund")
INVERSION_REACH = 90  # characters from an inverted verb to its subject
CLOSERS = (PREPOSITIONS | wordlists.words("en", "small_words", "subordinators", "conjunctions")) | {
    "who",
    "last",
    "this",
}
# what closes the noun phrase of an inverted subject: said Ada Brook, … / said the mayor. / said Ada Brook in a letter
CLOSE_PATTERN = re.compile(rf"\s*(?:$|[.,;:!?—–“\"\n]|(?:{wordlists.alternation(CLOSERS)})\b|\w+day\b)")
# Behind a name that heads its phrase: "Ada Brook of Holm", "Ada Brook (Holm)", "Ada Brook, 54,"
HEAD_FIRST_PATTERN = re.compile(rf"(?:'s)? ?(?:[,(—–]|(?:{wordlists.alternation(PREPOSITIONS)}|and|who)\b)")


class Clause(NamedTuple):
    """A cue with its subject. `start` and `end` bound cue and subject together, with what belongs to them."""

    cue: Cue
    subject: Reference | None
    order: Order
    start: int
    end: int
    relative: bool = False


class ClauseReader(PhraseReader):
    """Finds the clauses of one sentence: its verbs of saying with their subjects."""

    def clause(self, cue: Cue, earlier: Sequence[Clause]) -> Clause:
        """Return the cue with its subject, trying the orders in which news is written."""
        if cue.lemma == "in words":
            owner = self.line[cue.word + 1]
            word = "he" if owner.low == "his" else "she"
            return Clause(cue, Reference("pronoun", Span(owner.start, owner.end), word=word), "according", *cue.span)
        if cue.kind == "according":
            return self._according(cue)
        inverted = self._inverted(cue)
        if inverted:
            return inverted
        return self._straight(cue, earlier)

    # -- according to ----------------------------------------------------------------------------------------

    def _according(self, cue: Cue) -> Clause:
        gap = self.gap_at(cue.span.start) or self.sentence
        stop = min(gap.end, cue.span.end + REACH)
        subject, end = self.phrase_after(cue.span.end, stop)
        return Clause(cue, subject, "according", cue.span.start, end)

    # -- verb before subject ---------------------------------------------------------------------------------

    def _inverted(self, cue: Cue) -> Clause | None:
        """Match a verb before its subject: `"…," said Ada Brook` and `…, said the mayor`."""
        gap = self.gap_at(cue.span.start)
        if gap is None or cue.form == "ing" or cue.lemma in TRANSITIVE:
            return None
        quoted = self._behind_quote(gap, cue)
        if not quoted and cue.span.start > self.sentence.start and not self._behind_comma(cue):
            return None
        start = cue.span.end
        subject, end = self.phrase_after(start, min(gap.end, start + REACH))
        if subject is None or subject.span.start - start > INVERSION_REACH:
            return None
        follow = self.text[subject.span.end : subject.span.end + 1]
        if quoted:
            if subject.word in ("it", "they", "we") and follow == " ":
                return None
        elif (
            subject.how == "pronoun"
            or not CLOSE_PATTERN.match(self.text, subject.span.end, gap.end)
            or (self._straight_name(cue) is not None and follow not in ".,")
        ):
            return None
        return Clause(cue, subject, "verb-subject", cue.span.start, end)

    def _behind_quote(self, gap: Span, cue: Cue) -> bool:
        """Say whether a verb stands right behind a quotation, but for an adverb."""
        head = self.text[gap.start : cue.span.start].strip(" ,—–-…\"'")
        adverb = (head.endswith("ly") and " " not in head) or head in ("then", "later", "also")
        return gap.start > self.sentence.start and (not head or adverb)

    def _behind_comma(self, cue: Cue) -> bool:
        return self.text[max(0, cue.span.start - 3) : cue.span.start].rstrip()[-1:] in (",", "—", "–", "?", "!")

    def _straight_name(self, cue: Cue) -> Mention | None:
        reference = self._before(cue)
        return self.ending_at(reference.span.end) if reference and reference.how == "name" else None

    # -- subject before verb ---------------------------------------------------------------------------------

    def _straight(self, cue: Cue, earlier: Sequence[Clause]) -> Clause:
        reference = self._before(cue)
        if reference is None:
            return self._inherited(cue, earlier)
        relative = reference.word == "who"
        if relative:
            reference = self.antecedent(reference) or reference
        return Clause(cue, reference, "subject-verb", reference.begin, cue.span.end, relative)

    def _before(self, cue: Cue) -> Reference | None:
        k = cue.first - 1
        if k < 0 or cue.span.start - self.line[k].end > 60:
            return None
        last = self.line[k]
        follow = self.line[k + 1]
        between = self.text[last.end : follow.start]
        if "“" in between or '"' in between:
            between = ","
        if pronoun(last) and not between.strip():
            return self.by_pronoun(last)
        if last.low in JOINS or last.low in ("that", "which", "to"):
            return None
        if "," in between or "—" in between or "–" in between or ")" in between:
            if cue.form == "ing":
                return None
            return self._apposed(k)
        if between.strip():
            return None
        return self._adjacent(k, cue)

    def _adjacent(self, k: int, cue: Cue) -> Reference | None:
        last = self.line[k]
        left = self.phrase_start(k)
        first = bisect.bisect_left(self.line, left, key=lambda w: w.start)
        absolute = cue.form == "ing" and self.line[first].low == "with" and first < k
        if absolute:  # "…, with one resident saying"
            first += 1
            left = self.line[first].start
        if first and self.line[first - 1].low == "who" and self.line[first - 1].end == left - 1:
            return self.antecedent(Reference("pronoun", Span(self.line[first - 1].start, left - 1), word="who"))
        if inner := self._inner(first, k):  # "over a debt [the group] said"
            first, left = inner, self.line[inner].start
        mention = self.ending_at(last.end)
        row = self._governed_row(mention) if mention and self._follows_and(first) else None
        if row is not None and (whole := self.described(Span(row, last.end), row)):
            return whole  # "the lawyer for Ada Brook and Tom Reed"
        if mention and (cue.form == "ing" or not self.governed(mention, left) or self.exemplary(mention)):
            begin = min(left, joint_names.begin(self.entities, mention)) if self._follows_and(first) else left
            return Reference("name", mention.span, mention.source, start=begin)
        if cue.form == "ing" and not absolute:
            return None
        owner = self.writer(left, last.end)
        if owner:
            return owner
        found = self.described(Span(left, last.end), left) or self.modified(first, k, left)
        if found:
            return found
        subject = self.entities.subject(left, last.end)
        if subject and HEAD_FIRST_PATTERN.match(self.text, subject.span.end, last.end):
            return Reference("name", subject.span, subject.source, start=left)
        return None

    def _governed_row(self, mention: Mention) -> int | None:
        """Return where the phrase begins that holds a row of names behind a preposition, or None when none does."""
        begin = joint_names.begin(self.entities, mention)
        k = bisect.bisect_left(self.line, (begin,))
        if k == 0 or self.line[k - 1].low not in PREPOSITIONS:
            return None
        return self.phrase_start(k - 1)

    def _inner(self, first: int, last: int) -> int:
        """Return where a noun phrase begins right behind another noun, as its clause without "that" does, or 0."""
        for at in range(last, first, -1):
            word, before = self.line[at], self.line[at - 1]
            if word.low in OPENERS:
                bare = before.text.islower() and before.low not in PREPOSITIONS | OPENERS | DETERMINERS
                return at if bare and self.text[before.end : word.start] == " " else 0
        return 0

    def _follows_and(self, first: int) -> bool:
        """Say whether a noun phrase that begins with a word stands behind "and"."""
        return first > 0 and self.line[first - 1].low == "and"

    def _apposed(self, k: int) -> Reference | None:
        """Find the name before an apposition that ends at the verb: "Ada Brook, a pilot from Holm, said"."""
        gap = self.gap_at(self.line[k].start)
        left = max(gap.start if gap else self.sentence.start, self.line[k].start - REACH * 2)
        if self.line[k].start - left > 0:
            left = max(left, self.sentence.start)
        own = self.ending_at(self.line[k].end)
        commas = [at for at in range(self.line[k].start - 1, left - 1, -1) if self.text[at] in ",—–("][:7]
        candidates = []
        for comma in commas:
            mention = self.ending_at(comma)
            if mention and not self.governed(mention, left) and not self.possessive(mention):
                candidates.append(mention)
        people = [m for m in candidates if self.entities.sources[m.source].kind != "organisation"]
        if people:
            return Reference("name", people[0].span, people[0].source, start=self.title_left(people[0]))
        if own and not self.governed(own, left) and self.entities.sources[own.source].kind != "organisation":
            return Reference("name", own.span, own.source)
        if candidates:
            return Reference("name", candidates[-1].span, candidates[-1].source, start=self.title_left(candidates[-1]))
        for comma in commas[-1:]:
            if found := self.described(Span(self.sentence_left(left), comma)):
                return found
        subject = self.entities.subject(left, self.line[k].end)
        return Reference("name", subject.span, subject.source) if subject else None

    def _subject_unread(self, cue: Cue) -> bool:
        """Say whether a word before a finite verb can only be its own subject: "the whole thing suggested"."""
        k = cue.first - 1
        if cue.form == "ing" or k < 0:
            return False
        last, follow = self.line[k], self.line[k + 1]
        return not (last.low in JOINS | TIMES or pronoun(last) or self.text[last.end : follow.start].strip())

    # -- subject of an earlier clause ------------------------------------------------------------------------

    def _inherited(self, cue: Cue, earlier: Sequence[Clause]) -> Clause:
        """Give a participle or a second verb the subject of the clause before: "…, adding that", "rose and said"."""
        if (cue.form == "ing" and self.line[max(0, cue.word - 1)].low in NO_PARTICIPLE) or self._subject_unread(cue):
            return Clause(cue, None, "inherited", cue.span.start, cue.span.end)
        for clause in reversed(earlier):
            if clause.subject and not clause.relative:
                return Clause(cue, clause.subject, "inherited", cue.span.start, cue.span.end)
        return Clause(cue, main_subjects.main_subject(self, cue.span.start), "inherited", cue.span.start, cue.span.end)
