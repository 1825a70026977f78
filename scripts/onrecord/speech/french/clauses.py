"""The clauses of a French sentence that tell of something said, and who says it in them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from onrecord.model import Span
from onrecord.speech.french import names, noun_phrases, verbs
from onrecord.speech.french.names import FILLER, Known, low
from onrecord.speech.french.noun_phrases import CONJUNCTIONS, RELATIVES, SPEAKERS, NounPhrase
from onrecord.speech.french.verbs import JOINS, VerbGroup
from onrecord.speech.french.words import words
from onrecord.speech.types import Token

Order = Literal["before", "behind", "shared", "relative", "gerund", "according", "opinion", "historic"]
LONGEST_INSERTION = 15  # words between the commas behind a subject
FARTHEST_SUBJECT = 8  # words from a verb to the name behind its complement
LONGEST_ACCORDING = 4  # words of "aux yeux de", "de l'avis de"

PUNCTUATION = frozenset({",", ";", ":", ".", "!", "?", "(", ")", "—", "–", "-", "…"})
# What may stand before a verb whose subject follows it: "…, affirme Claire Morvan", "comme le dit Claire Morvan"
OPENS_INVERSION = frozenset({",", FILLER[0], "?", "!", "—", "–", "…", "."})
LIKE = frozenset(words("small_words", "like"))
THAT = frozenset({"que", "qu'"})
ACCORDING = frozenset(words("small_words", "according"))
OPINION = frozenset(words("small_words", "opinion"))
Phrases = Mapping[int, NounPhrase]  # of a sentence, by the token with which they begin


class Clause(NamedTuple):
    """A verb of saying, or "selon", with whoever says: several subjects speak together.

    `start` and `end` bound all of it, as indexes of tokens. `near` says that subject and verb stand side by side.
    """

    order: Order
    start: int
    end: int
    cue: Span
    subjects: tuple[NounPhrase, ...]
    group: VerbGroup | None = None
    near: bool = False

    def tells(self, *kinds: verbs.Kind) -> bool:
        """Say whether something was said, by a verb of some kinds, and is not denied or supposed."""
        group = self.group
        return group is not None and not (group.negated or group.supposed) and not group.kinds.isdisjoint(kinds)


class Piece(NamedTuple):
    """Quoted words of one paragraph: without their marks, with them, and the token that stands for them."""

    span: Span
    outer: Span
    token: int
    quote: int  # which pair of marks they stand in
    opens: bool  # they begin where the marks open
    ended: bool  # they end as a sentence does


class Content(NamedTuple):
    """What a clause reports."""

    span: Span
    clause: Clause


@dataclass(slots=True)
class Parse:
    """One sentence: its tokens, noun phrases, clauses and quoted pieces, and the contents of its reported clauses."""

    span: Span
    paragraph: int
    tokens: list[Token]
    pieces: list[Piece]
    phrases: list[NounPhrase]
    main: NounPhrase | None  # the subject with which it begins
    clauses: list[Clause] = field(default_factory=list)
    unread: bool = False  # a verb of saying has a subject that could not be read
    contents: list[Content] = field(default_factory=list)

    def words_between(self, start: int, end: int) -> int:
        """Return how many words stand between two tokens, outside of quotation marks."""
        return sum(1 for token in self.tokens[start:end] if token.text[0].isalnum())


def parse(span: Span, paragraph: int, tokens: list[Token], pieces: list[Piece], known: Known) -> Parse:
    """Return a sentence with all that is read in it."""
    phrases = noun_phrases.find(tokens, known)
    sentence = Parse(span, paragraph, tokens, pieces, phrases, _main(tokens, phrases))
    reader = _Reader(sentence, known)
    for group in verbs.groups(tokens):
        if clause := reader.clause(group):
            sentence.clauses.append(clause)
        elif "report" in group.kinds and group.tense in verbs.FINITE:
            sentence.unread = True
    sentence.clauses += [*reader.according(), *reader.historic()]
    sentence.clauses.sort(key=lambda clause: clause.start)
    return sentence


def _main(tokens: Sequence[Token], phrases: Sequence[NounPhrase]) -> NounPhrase | None:
    """Return the subject that opens a sentence, or stands behind a comma or "Mais hier"."""
    for phrase in phrases:
        at = phrase.start
        while low(tokens, at - 1) in JOINS | CONJUNCTIONS | verbs.ADVERBS:
            at -= 1
        if low(tokens, at - 1) in ("", ",") and not phrase.governed and phrase.kind in SPEAKERS:
            return phrase
    return None


def by_start(phrases: Sequence[NounPhrase]) -> Phrases:
    """Return the noun phrases of a sentence by the token with which they begin."""
    return {phrase.start: phrase for phrase in phrases}


def behind_at(tokens: Sequence[Token], at: int, phrases: Phrases, known: Known) -> Clause | None:
    """Return the clause of a verb with its subject behind it that begins with a token: "affirme Claire Morvan"."""
    for start in range(at, min(at + 3, len(tokens))):  # clitics may stand before the verb
        group = verbs.group_at(tokens, start)
        if group and group.start == at:
            return _behind(tokens, group, phrases, known)
        if tokens[start].low not in verbs.CLITICS:
            return None
    return None


def told_by_verbs(tokens: Sequence[Token], phrases: Phrases, known: Known) -> list[NounPhrase]:
    """Return the people whom only a verb of saying beside their names tells: "Quirane Loz affirme que"."""
    out = []
    for group in verbs.groups(tokens):
        start = group.start
        while start > 0 and group.start - start < names.MOST_FAMILY and names.is_capital(tokens[start - 1]):
            start -= 1
        before = low(tokens, start - 1)
        opens = before == "" or before[0] in PUNCTUATION or before in JOINS or before in THAT
        if opens and start < group.start and (phrase := noun_phrases.named_at(tokens, start, known)):
            out.append(phrase)
        if clause := _behind(tokens, group, phrases, known):
            out += clause.subjects
    return [phrase for phrase in out if phrase.kind == "person"]


def _behind(tokens: Sequence[Token], group: VerbGroup, phrases: Phrases, known: Known) -> Clause | None:
    """Return the clause of a group whose subject stands behind its verb, or None."""
    if group.tense == "gerund":
        return None
    span = group.span(tokens)
    if group.pronoun is not None:
        subject = noun_phrases.inverted(tokens, group.pronoun)
        return Clause("behind", group.start, group.end, span, (subject,), group, near=True)
    at = _over_asides(tokens, group.end)
    subjects = _joint(tokens, at, phrases, known) or _farther(tokens, at, phrases)
    if not subjects or (len(subjects) > 1 or subjects[0].plural) != group.plural:
        return None
    near = at == group.end and len(subjects) == 1
    return Clause("behind", group.start, subjects[-1].end, span, subjects, group, near=near)


def _farther(tokens: Sequence[Token], at: int, phrases: Phrases) -> tuple[NounPhrase, ...]:
    """Return the person named behind a complement of the verb: "a déclaré à sa sortie Claire Morvan"."""
    if low(tokens, at) not in noun_phrases.PREPOSITIONS:
        return ()
    for place in range(at + 2, min(at + FARTHEST_SUBJECT, len(tokens))):
        if tokens[place].text[0] in PUNCTUATION or tokens[place].text[0] == FILLER:
            return ()
        phrase = phrases.get(place)
        if phrase and phrase.kind == "person" and not phrase.governed:
            ends = phrase.end >= len(tokens) or tokens[phrase.end].text[0] in PUNCTUATION
            return (phrase,) if ends else ()
    return ()


def _over_asides(tokens: Sequence[Token], at: int) -> int:
    """Return where a subject behind a verb begins, behind adverbs and "de son côté"."""
    start = at
    while at < len(tokens):
        size = verbs.aside(tokens, at)
        if not size:
            break
        at += size
    return at + 1 if start < at and low(tokens, at) == "," else at


def _joint(tokens: Sequence[Token], at: int, phrases: Phrases, known: Known) -> tuple[NounPhrase, ...]:
    """Return the subjects that begin with a token: one, or two with "et" between them."""
    first = phrases.get(at) or noun_phrases.named_at(tokens, at, known)
    if first is None or first.kind not in SPEAKERS or first.kind == "pronoun":
        return ()
    place = first.end + (first.closes and low(tokens, first.end) == ",")
    second = phrases.get(place + 1) if low(tokens, place) == "et" else None
    if second and second.kind in SPEAKERS and second.kind != "pronoun":
        return first, second
    return (first,)


class _Reader:
    """Finds the clauses of one sentence."""

    def __init__(self, sentence: Parse, known: Known) -> None:
        self.tokens, self.phrases, self.main = sentence.tokens, sentence.phrases, sentence.main
        self.found = sentence.clauses  # so far
        self.known = known
        self.starts = by_start(sentence.phrases)
        self.ends: dict[int, NounPhrase] = {}
        for phrase in sentence.phrases:
            self.ends[phrase.end] = phrase
            if phrase.closes and low(self.tokens, phrase.end) == ",":
                self.ends[phrase.end + 1] = phrase

    def clause(self, group: VerbGroup) -> Clause | None:
        """Return the clause of a verb group, or None when nobody is its subject."""
        if group.tense == "gerund":
            return self._gerund(group)
        before = low(self.tokens, group.start - 1)
        if group.pronoun is not None or before[:1] in OPENS_INVERSION or before in LIKE:
            behind = _behind(self.tokens, group, self.starts, self.known)
            if behind:
                return behind._replace(order="according") if before == "comme" else behind
        if group.kinds <= {"beside"}:
            return None
        subjects, near, order = self._subjects(group.start)
        if not subjects and before in JOINS and (last := self._shared(group)):
            subjects, near, order = last, False, "shared"
        if not subjects or (len(subjects) > 1 or subjects[0].plural) != group.plural:
            return None
        start = group.start if order == "shared" else subjects[0].start
        return Clause(order, start, group.end, group.span(self.tokens), subjects, group, near=near)

    def _subjects(self, at: int) -> tuple[tuple[NounPhrase, ...], bool, Order]:
        """Return the subjects before a verb, whether they stand right before it, and in which order."""
        verb = at
        while at not in self.ends and low(self.tokens, at - 1) in verbs.ADVERBS:
            at = self._over_comma(at - 1)
        order: Order = "relative" if low(self.tokens, at - 1) == "qui" else "before"
        if order == "relative":
            at = self._over_comma(at - 1)
        near = at == verb
        phrase = self.ends.get(at)
        if phrase is None and low(self.tokens, at - 1) == ",":
            phrase, near = self._over_insertion(at - 1), False
        if phrase is None or phrase.kind not in SPEAKERS or (phrase.governed and order != "relative"):
            return (), False, order
        first = self.ends.get(phrase.start - 1) if low(self.tokens, phrase.start - 1) == "et" else None
        if first and first.kind in SPEAKERS and not first.governed and first.kind != "pronoun":
            return (first, phrase), False, order
        return (phrase,), near, order

    def _over_comma(self, at: int) -> int:
        """Return where a subject ends that a comma parts from what begins with a token."""
        return at - 1 if at not in self.ends and low(self.tokens, at - 1) == "," else at

    def _over_insertion(self, comma: int) -> NounPhrase | None:
        """Return the subject before a stretch between commas: "Claire Morvan, jointe par téléphone, assure que"."""
        for at in range(comma - 1, max(0, comma - LONGEST_INSERTION), -1):
            if self.tokens[at].text == ",":
                phrase = self.ends.get(at)
                relative = low(self.tokens, at + 1) in RELATIVES
                finite = not relative and any(t.low in verbs.AVOIR | verbs.ETRE for t in self.tokens[at:comma])
                return phrase if phrase and not finite and not phrase.governed else None
            if self.tokens[at].text[0] in PUNCTUATION:
                return None
        return None

    def _shared(self, group: VerbGroup) -> tuple[NounPhrase, ...]:
        """Return the subjects of a verb behind "et": those of the clause before, else of the sentence."""
        earlier = [one for one in self.found if one.order in ("before", "shared")]
        if earlier:
            return earlier[-1].subjects
        main = self.main
        between = [p for p in self.phrases if main and main.end <= p.start < group.start and not p.governed]
        return (main,) if main and not any(p.kind in SPEAKERS for p in between) else ()

    def _gerund(self, group: VerbGroup) -> Clause | None:
        """Return the clause of "ajoutant que", whose subject is that of the clause before or of the sentence.

        Behind "que" and without a comma it may be of somebody else: "affirme que les élus mentent en disant que".
        """
        opening = low(self.tokens, group.start)
        before = low(self.tokens, group.start - 1)
        earlier = [one for one in self.found if one.order != "relative"]
        if opening == "en" and before != ",":
            start = earlier[-1].end if earlier else 0
            if before != "tout" and any(token.low in THAT for token in self.tokens[start : group.start]):
                return None
        elif before[:1] not in (",", FILLER) and before != "et":
            return None
        main = self.main
        subjects = earlier[-1].subjects if earlier else (main,) if main and main.end <= group.start else ()
        if not subjects:
            return None
        return Clause("gerund", group.start, group.end, group.span(self.tokens), subjects, group)

    def according(self) -> list[Clause]:
        """Return "selon Claire Morvan", "d'après la préfecture", "pour le ministre,"."""
        out = []
        for at in range(len(self.tokens)):
            for size in range(LONGEST_ACCORDING, 0, -1):
                words_of = names.text_of(self.tokens, at, at + size).lower()
                if words_of in ACCORDING | OPINION:
                    out += self._named_by(at, at + size, opinion=words_of in OPINION)
                    break
        return out

    def _named_by(self, at: int, begin: int, *, opinion: bool) -> list[Clause]:
        subject = self.starts.get(begin)
        if subject is None or subject.kind not in SPEAKERS:
            return []
        comma = low(self.tokens, subject.end) == ","
        if opinion and not (at == 0 and comma and subject.kind in ("person", "role", "pronoun")):
            return []
        end = subject.end
        if not comma and at <= 1:  # "Selon les experts cités par Le Courrier, il aurait …"
            end = next((k for k in range(end, len(self.tokens)) if self.tokens[k].text[0] in PUNCTUATION), end)
        cue = Span(self.tokens[at].start, self.tokens[begin - 1].end)
        near = end == subject.end and not opinion
        return [Clause("opinion" if opinion else "according", at, end, cue, (subject,), near=near)]

    def historic(self) -> list[Clause]:
        """Return "et Claire Morvan d'ajouter"."""
        out = []
        for phrase in self.phrases:
            at = phrase.end
            verb = low(self.tokens, at) in ("de", "d'") and verbs.is_infinitive(low(self.tokens, at + 1))
            if verb and phrase.kind in SPEAKERS and not phrase.governed:
                cue = Span(self.tokens[at].start, self.tokens[at + 1].end)
                out.append(Clause("historic", phrase.start, at + 2, cue, (phrase,)))
        return out
