"""Who is the subject of a verb of saying: before it, behind it, in apposition, in a clause before."""

from __future__ import annotations

import re
from collections.abc import Sequence

from onrecord.language import wordlists
from onrecord.model import Span
from onrecord.speech.english import cues, joint_names, main_subjects, verb_groups
from onrecord.speech.english.parse import REACH, Clause, Parse, by_name, by_pronoun, joins, pronoun
from onrecord.speech.english.reporting_verbs import forms
from onrecord.speech.english.tokens import DETERMINER, OPENER, Tag
from onrecord.speech.types import Cue, Mention, Reference

# Verbs that always have an object behind them, so that a name there is who is spoken to or of.
TRANSITIVE = wordlists.words("en", "reporting_verbs", "transitive")
NO_PARTICIPLE = wordlists.words("en", "small_words", "before_gerund")
PERSONAL = dict(entry.split("/") for entry in wordlists.ordered("en", "pronouns", "object_forms"))
QUOTING = forms(frozenset({"quote", "cite"})) | {"quoted", "cited"}
FARTHEST_RELAY = 12  # words from "quoted" to "saying"
INVERSION_REACH = 90  # characters from an inverted verb to its subject
# "leaders of …": a noun phrase whose head is a plural
PLURAL_HEAD_PATTERN = re.compile(
    rf"(?:[\w'-]+ ){{0,3}}?[\w'-]+[^\Wsui]s(?= (?:{wordlists.any_of('en', 'small_words', 'prepositions')})\b)"
)
FARTHEST_SUBJECT = 60  # characters from a subject to its verb
MOST_COMMAS = 7  # before a verb behind which the name in apposition is looked for
CLOSERS = wordlists.words("en", "small_words", "prepositions", "subordinators", "conjunctions") | {
    "who",
    "last",
    "this",
}
# what closes the noun phrase of an inverted subject: said Ada Brook, … / said the mayor. / said Ada Brook in a letter
CLOSE_PATTERN = re.compile(rf"\s*(?:$|[.,;:!?—–“\"\n]|(?:{wordlists.alternation(CLOSERS)})\b|\w+day\b)")
# Behind a name that heads its phrase: "Ada Brook of Holm", "Ada Brook (Holm)", "Ada Brook, 54,"
PREPOSITIONS = wordlists.words("en", "small_words", "prepositions")
HEAD_FIRST_PATTERN = re.compile(rf"(?:'s)? ?(?:[,(—–]|(?:{wordlists.alternation(PREPOSITIONS)}|and|who)\b)")


def read(parse: Parse) -> list[Clause]:
    """Return the verbs of saying of a sentence with their subjects."""
    out: list[Clause] = []
    for cue in cues.find(parse.text, parse.words):
        out.append(_clause(parse, cue, out))
    return out


def believed(parse: Parse) -> list[Clause]:
    """Return the clauses of a sentence whose cue may be believed with its subject; others give theirs to nobody."""
    out: list[Clause] = []
    for cue in cues.find(parse.text, parse.words):
        clause = _clause(parse, cue, out)
        if _is_believed(parse, clause):
            out.append(clause)
    return out


def _is_believed(parse: Parse, clause: Clause) -> bool:
    """Say whether a cue may be believed with the subject that was found for it."""
    cue, subject = clause.cue, clause.subject
    if subject is None:
        return cue.kind == "report" and (bool(parse.quotes) or cue.form != "ing")
    if cue.kind == "beside":
        return bool(parse.quotes)
    if cue.form == "s" and subject.how == "phrase" and PLURAL_HEAD_PATTERN.match(parse.text, *subject.span):
        return False  # "leaders of five river states": a noun, and no verb
    return subject.word not in ("who", "you")


def _clause(parse: Parse, cue: Cue, earlier: Sequence[Clause]) -> Clause:
    """Return the cue with its subject, trying the orders in which news is written."""
    if cue.lemma == "in words":
        owner = parse.words[cue.word + 1]
        word = "he" if owner.low == "his" else "she"
        return Clause(cue, Reference("pronoun", Span(owner.start, owner.end), word=word), "according", *cue.span)
    if cue.kind == "according":
        gap = parse.gap_at(cue.span.start) or parse.span
        subject, end = parse.phrase_after(cue.span.end, min(gap.end, cue.span.end + REACH))
        return Clause(cue, subject, "according", cue.span.start, end)
    return _inverted(parse, cue) or _straight(parse, cue, earlier)


# -- verb before subject ----------------------------------------------------------------------------------------


def _inverted(parse: Parse, cue: Cue) -> Clause | None:
    """Match a verb before its subject: `"…," said Ada Brook` and `…, said the mayor`."""
    gap = parse.gap_at(cue.span.start)
    if gap is None or cue.form == "ing" or cue.lemma in TRANSITIVE:
        return None
    quoted = _behind_quote(parse, gap, cue)
    if not quoted and cue.word > 0 and parse.words[cue.word - 1].after.rstrip()[-1:] not in (",", "—", "–", "?", "!"):
        return None
    start = cue.span.end
    subject, end = parse.phrase_after(start, min(gap.end, start + REACH))
    if subject is None or subject.span.start - start > INVERSION_REACH:
        return None
    follow = parse.text[subject.span.end : subject.span.end + 1]
    if quoted:
        if subject.word in ("it", "they", "we") and follow == " ":
            return None
    elif (
        subject.how == "pronoun"
        or not CLOSE_PATTERN.match(parse.text, subject.span.end, gap.end)
        or (follow not in ".," and _is_named_before(parse, cue))
    ):
        return None
    return Clause(cue, subject, "verb-subject", cue.span.start, end)


def _behind_quote(parse: Parse, gap: Span, cue: Cue) -> bool:
    """Say whether a verb stands right behind a quotation, but for an adverb."""
    head = parse.text[gap.start : cue.span.start].strip(" ,—–-…\"'")
    adverb = (head.endswith("ly") and " " not in head) or head in ("then", "later", "also")
    return gap.start > parse.span.start and (not head or adverb)


def _is_named_before(parse: Parse, cue: Cue) -> bool:
    """Say whether somebody named before a verb can be its subject."""
    reference = _before(parse, cue)
    return reference is not None and reference.how == "name" and parse.name_before(reference.span.end) is not None


# -- subject before verb ----------------------------------------------------------------------------------------


def _straight(parse: Parse, cue: Cue, earlier: Sequence[Clause]) -> Clause:
    if (quoting := _relay(parse, cue)) >= 0:
        quoted = _quoted(parse, quoting + 1, cue.word - 1)
        return Clause(cue, quoted, "subject-verb", quoted.begin if quoted else cue.span.start, cue.span.end)
    reference = _before(parse, cue)
    if reference is None:
        return _inherited(parse, cue, earlier)
    relative = reference.word == "who"
    if relative:
        reference = parse.antecedent(reference) or reference
    return Clause(cue, reference, "subject-verb", reference.begin, cue.span.end, relative)


def _relay(parse: Parse, cue: Cue) -> int:
    """Return the verb by whose subject somebody is quoted as saying, "the Echo [quoted] Ada Brook as saying", or -1."""
    if cue.form != "ing" or cue.word < 2 or parse.words[cue.word - 1].low != "as":
        return -1
    for at in range(cue.word - 2, max(-1, cue.word - FARTHEST_RELAY), -1):
        if parse.words[at].low in QUOTING:
            return -1 if verb_groups.read(parse.text, parse.words, at).passive else at
    return -1


def _quoted(parse: Parse, first: int, stop: int) -> Reference | None:
    """Return who is quoted, in the words between "quoted" and "as saying"."""
    words = parse.words[first:stop]
    if not words:
        return None
    pronoun = PERSONAL.get(words[-1].low)
    if pronoun:
        return Reference("pronoun", Span(words[-1].start, words[-1].end), word=pronoun)
    mention = parse.name_before(words[-1].end)
    return by_name(mention) if mention else parse.described(words)


def _before(parse: Parse, cue: Cue) -> Reference | None:
    """Return the subject that stands before a verb."""
    k = cue.first - 1
    if k < 0 or cue.span.start - parse.words[k].end > FARTHEST_SUBJECT:
        return None
    last = parse.words[k]
    between = "," if "“" in last.after or '"' in last.after else last.after
    if pronoun(last) and not between.strip():
        return by_pronoun(last)
    if joins(last) or last.low in ("that", "which", "to"):
        return None
    if not between.strip():
        return _adjacent(parse, k, cue)
    if any(mark in between for mark in ",—–)"):
        return _apposed(parse, k) if cue.form != "ing" else None
    return None


def _adjacent(parse: Parse, k: int, cue: Cue) -> Reference | None:
    """Return the subject whose last word stands right before a verb."""
    words, last = parse.words, parse.words[k]
    first = parse.edge(k)
    absolute = cue.form == "ing" and words[first].low == "with" and first < k
    if absolute:  # "…, with one resident saying"
        first += 1
    if first and words[first - 1].low == "who" and words[first - 1].after == " ":
        return parse.antecedent(by_pronoun(words[first - 1]))
    first = _inner(parse, first, k) or first  # "over a debt [the group] said"
    left = words[first].start
    joined = first > 0 and words[first - 1].low == "and"
    mention = parse.name_before(last.end)
    row = _governed_row(parse, mention) if mention and joined else None
    if row is not None and (whole := parse.described(words[row : k + 1], words[row].start)):
        return whole  # "the lawyer for Ada Brook and Tom Reed"
    if mention and (cue.form == "ing" or not parse.governed(mention, left) or parse.is_example(mention)):
        return by_name(mention, min(left, joint_names.begin(parse.entities, mention)) if joined else left)
    if cue.form == "ing" and not absolute:
        return None
    own = words[first : k + 1]
    found = parse.writer(left, last.end) or parse.described(own, left) or parse.modified(first, k)
    if found:
        return found
    subject = parse.subject(left, last.end)
    if subject and HEAD_FIRST_PATTERN.match(parse.text, subject.span.end, last.end):
        return by_name(subject, left)
    return None


def _governed_row(parse: Parse, mention: Mention) -> int | None:
    """Return where the phrase begins that holds a row of names behind a preposition, or None when none does."""
    k = parse.word_at(joint_names.begin(parse.entities, mention)) - 1
    return parse.edge(k) if k >= 0 and parse.words[k].tags & Tag.PREPOSITION else None


def _inner(parse: Parse, first: int, last: int) -> int:
    """Return where a noun phrase begins right behind another noun, as its clause without "that" does, or 0."""
    for at in range(last, first, -1):
        word, before = parse.words[at], parse.words[at - 1]
        if word.tags & OPENER:
            bare = before.text.islower() and not before.tags & (Tag.PREPOSITION | DETERMINER)
            return at if bare and before.after == " " else 0
    return 0


def _apposed(parse: Parse, k: int) -> Reference | None:
    """Find the name before an apposition that ends at the verb: "Ada Brook, a pilot from Holm, said"."""
    last = parse.words[k]
    gap = parse.gap_at(last.start) or parse.span
    left = max(gap.start, last.start - REACH * 2)
    own = parse.name_before(last.end)
    commas = [at for at in range(last.start - 1, left - 1, -1) if parse.text[at] in ",—–("][:MOST_COMMAS]
    named = [mention for comma in commas if (mention := parse.name_before(comma))]
    named = [m for m in named if not parse.governed(m, left) and not parse.is_possessive(m)]
    people = [m for m in named if parse.entities.kind(m.source) != "organisation"]
    if people:
        return by_name(people[0], parse.title_left(people[0]))
    if own and not parse.governed(own, left) and parse.entities.kind(own.source) != "organisation":
        return by_name(own)
    if named:
        return by_name(named[-1], parse.title_left(named[-1]))
    if commas and (found := parse.described(parse.within(left, commas[-1]))):
        return found
    subject = parse.subject(left, last.end)
    return by_name(subject) if subject else None


# -- subject of an earlier clause -------------------------------------------------------------------------------


def _inherited(parse: Parse, cue: Cue, earlier: Sequence[Clause]) -> Clause:
    """Give a participle or a second verb the subject of the clause before: "…, adding that", "rose and said"."""
    subject: Reference | None = None
    gerund = cue.form == "ing" and cue.word > 0 and parse.words[cue.word - 1].low in NO_PARTICIPLE
    if not gerund and not _is_subject_unread(parse, cue):
        told = [clause.subject for clause in earlier if clause.subject and not clause.relative]
        subject = told[-1] if told else main_subjects.main_subject(parse, cue.span.start)
    return Clause(cue, subject, "inherited", cue.span.start, cue.span.end)


def _is_subject_unread(parse: Parse, cue: Cue) -> bool:
    """Say whether a word before a finite verb can only be its own subject: "the whole thing suggested"."""
    if cue.form == "ing" or cue.first == 0:
        return False
    last = parse.words[cue.first - 1]
    return not (joins(last) or last.tags & Tag.TIME or pronoun(last) or last.after.strip())
