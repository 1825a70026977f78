"""The clauses of a French sentence that tell of something said, and what is said in them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from onrecord.model import Span
from onrecord.speech.french import names, noun_phrases, verbs
from onrecord.speech.french.names import FILLER, Known
from onrecord.speech.french.noun_phrases import SPEAKERS, NounPhrase
from onrecord.speech.french.verbs import VerbGroup
from onrecord.speech.french.words import words
from onrecord.speech.types import Token

Order = Literal["before", "behind", "shared", "relative", "gerund", "according", "opinion", "historic"]
LONGEST_INSERTION = 15  # words between the commas behind a subject
FARTHEST_SUBJECT = 8  # words from a verb to the name behind its complement
FARTHEST_THAT = 12  # words from a verb to its "que": "a dit mardi devant le conseil du port que"
FARTHEST_INFINITIVE = 8  # words from a verb to its infinitive: "a demandé au conseil du port de"
FEWEST_WORDS = 3  # that a reported clause has

PUNCTUATION = frozenset({",", ";", ":", ".", "!", "?", "(", ")", "—", "–", "-", "…"})
# What may stand before a verb whose subject follows it: "…, affirme Claire Morvan", "comme le dit Claire Morvan"
OPENS_INVERSION = frozenset({",", FILLER[0], "?", "!", "—", "–", "…", "."})
LIKE = frozenset({"comme", "que", "qu'"})
THAT = frozenset({"que", "qu'"})
# Before a "que" that opens no content: "ce que", "plus que", "tandis que"
NOT_THAT = frozenset(words("small_words", "before_that"))
ASIDES = frozenset(words("small_words", "asides"))
ASKING = frozenset(words("small_words", "question_words"))
JOINS = frozenset({"et", "mais", "puis", "ou"})
ACCORDING = frozenset(words("small_words", "according"))
OPINION = frozenset(words("small_words", "opinion"))
AFTER_PREPOSITION = dict.fromkeys(words("pronouns", "masculine_after_preposition"), "m")
AFTER_PREPOSITION |= dict.fromkeys(words("pronouns", "feminine_after_preposition"), "f")
PLURAL_AFTER_PREPOSITION = frozenset({"eux", "elles"})


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
    phrases: list[NounPhrase]
    clauses: list[Clause]
    pieces: list[Piece]
    main: NounPhrase | None
    unread: bool = False  # a verb of saying has a subject that could not be read
    contents: list[Content] = field(default_factory=list)

    def words_between(self, start: int, end: int) -> int:
        """Return how many words stand between two tokens, outside of quotation marks."""
        return sum(1 for token in self.tokens[max(0, start) : end] if token.text[0].isalnum())


def parse(span: Span, paragraph: int, tokens: list[Token], pieces: list[Piece], known: Known) -> Parse:
    """Return a sentence with all that is read in it."""
    phrases = noun_phrases.find(tokens, known)
    reader = _Reader(tokens, phrases, known)
    clauses = reader.clauses()
    return Parse(span, paragraph, tokens, phrases, clauses, pieces, reader.main(), reader.unread)


def behind_at(tokens: Sequence[Token], at: int, known: Known) -> Clause | None:
    """Return the clause of a verb with its subject behind it that begins with a token: "affirme Claire Morvan"."""
    for start in range(at, min(at + 3, len(tokens))):  # clitics may stand before the verb
        group = verbs.group_at(tokens, start)
        if group and group.start == at:
            return _behind(tokens, group, known)
        if tokens[start].low not in verbs.CLITICS:
            return None
    return None


def told_by_verbs(tokens: Sequence[Token], known: Known) -> list[NounPhrase]:
    """Return the people whom only a verb of saying beside their names tells: "Quirane Loz affirme que"."""
    out = []
    for group in verbs.groups(tokens):
        start = group.start
        while start > 0 and group.start - start < names.MOST_FAMILY and names.is_capital(tokens[start - 1]):
            start -= 1
        before = tokens[start - 1] if start else None
        opens = before is None or before.text[0] in PUNCTUATION or before.low in JOINS or before.low in THAT
        if opens and start < group.start and (phrase := noun_phrases.named_at(tokens, start, known)):
            out.append(phrase)
        if clause := _behind(tokens, group, known):
            out += clause.subjects
    return [phrase for phrase in out if phrase.kind == "person"]


def _behind(tokens: Sequence[Token], group: VerbGroup, known: Known) -> Clause | None:
    """Return the clause of a group whose subject stands behind its verb, or None."""
    if group.tense in ("gerund", "infinitive"):
        return None
    span = group.span(tokens)
    if group.pronoun is not None:
        subject = noun_phrases.inverted(tokens, group.pronoun)
        return Clause("behind", group.start, group.end, span, (subject,), group, near=True)
    at = _over_asides(tokens, group.end)
    subjects = _joint(tokens, at, known) or _farther(tokens, at, known)
    if not subjects or (len(subjects) > 1 or subjects[0].plural) != group.plural:
        return None
    near = at == group.end and len(subjects) == 1
    return Clause("behind", group.start, subjects[-1].end, span, subjects, group, near=near)


def _farther(tokens: Sequence[Token], at: int, known: Known) -> tuple[NounPhrase, ...]:
    """Return the person named behind a complement of the verb: "a déclaré à sa sortie Claire Morvan"."""
    if at >= len(tokens) or tokens[at].low not in noun_phrases.PREPOSITIONS:
        return ()
    for place in range(at + 2, min(at + FARTHEST_SUBJECT, len(tokens))):
        if tokens[place].text[0] in PUNCTUATION or tokens[place].text[0] == FILLER:
            return ()
        phrase = noun_phrases.phrase_at(tokens, place, known)
        if phrase and phrase.kind == "person" and tokens[place - 1].low not in noun_phrases.PREPOSITIONS:
            ends = phrase.end >= len(tokens) or tokens[phrase.end].text[0] in PUNCTUATION
            return (phrase,) if ends else ()
    return ()


def _over_asides(tokens: Sequence[Token], at: int) -> int:
    """Return where a subject behind a verb begins, behind adverbs and "de son côté"."""
    start = at
    while at < len(tokens):
        aside = next((n for n in (4, 3, 2) if names.text_of(tokens, at, min(at + n, len(tokens))) in ASIDES), 0)
        if not aside and (tokens[at].low in verbs.ADVERBS or tokens[at].low.endswith("ment")):
            aside = 1
        if not aside:
            break
        at += aside
    return at + 1 if start < at < len(tokens) and tokens[at].text == "," else at


def _joint(tokens: Sequence[Token], at: int, known: Known) -> tuple[NounPhrase, ...]:
    """Return the subjects that begin with a token: one, or two with "et" between them."""
    first = noun_phrases.phrase_at(tokens, at, known) or noun_phrases.named_at(tokens, at, known)
    if first is None or first.kind not in SPEAKERS or first.kind == "pronoun":
        return ()
    place = first.end + (first.closes and first.end < len(tokens) and tokens[first.end].text == ",")
    if place < len(tokens) and tokens[place].low == "et":
        second = noun_phrases.phrase_at(tokens, place + 1, known)
        if second and second.kind in SPEAKERS and second.kind != "pronoun":
            return first, second
    return (first,)


class _Reader:
    """Finds the clauses of one sentence."""

    def __init__(self, tokens: Sequence[Token], phrases: Sequence[NounPhrase], known: Known) -> None:
        self.tokens, self.phrases, self.known = tokens, phrases, known
        self.unread = False
        self.ends: dict[int, NounPhrase] = {}
        for phrase in phrases:
            self.ends[phrase.end] = phrase
            if phrase.closes and phrase.end < len(tokens) and tokens[phrase.end].text == ",":
                self.ends[phrase.end + 1] = phrase

    def clauses(self) -> list[Clause]:
        """Return all clauses in order."""
        out: list[Clause] = []
        for group in verbs.groups(self.tokens):
            if clause := self._of(group, out):
                out.append(clause)
            elif "report" in group.kinds and group.tense in verbs.FINITE:
                self.unread = True
        out += [*self._according(), *self._historic()]
        return sorted(out, key=lambda clause: clause.start)

    def main(self) -> NounPhrase | None:
        """Return the subject with which the sentence begins."""
        for phrase in self.phrases:
            before = self.tokens[phrase.start - 1] if phrase.start else None
            opens = before is None or before.text == "," or before.low in ("mais", "et", "or", "puis", "pourtant")
            if opens and not phrase.governed and phrase.kind in SPEAKERS:
                return phrase
        return None

    def _of(self, group: VerbGroup, found: Sequence[Clause]) -> Clause | None:
        """Return the clause of a verb group, or None when nobody is its subject."""
        span = group.span(self.tokens)
        before = self.tokens[group.start - 1] if group.start else None
        if group.tense == "gerund":
            return self._gerund(group, found)
        if group.pronoun is not None or (before and (before.text[0] in OPENS_INVERSION or before.low in LIKE)):
            behind = _behind(self.tokens, group, self.known)
            if behind:
                like = before is not None and before.low == "comme"
                return behind._replace(order="according") if like else behind
        if group.kinds <= {"beside"}:
            return None
        subjects, near, order = self._subjects(group.start)
        if not subjects and before and before.low in JOINS and (last := self._shared(group, found)):
            subjects, near, order = last, False, "shared"
        if not subjects or (len(subjects) > 1 or subjects[0].plural) != group.plural:
            return None
        start = group.start if order == "shared" else subjects[0].start
        return Clause(order, start, group.end, span, subjects, group, near=near)

    def _subjects(self, at: int) -> tuple[tuple[NounPhrase, ...], bool, Order]:
        """Return the subjects before a verb, whether they stand right before it, and in which order."""
        order: Order = "before"
        near = True
        while at > 0 and self.tokens[at - 1].low in verbs.ADVERBS and at not in self.ends:
            at, near = at - 1, False
            if at > 0 and self.tokens[at - 1].text == "," and at not in self.ends:
                at -= 1
        if at > 0 and self.tokens[at - 1].low == "qui":
            at, order, near = at - 1, "relative", False
            if at > 0 and self.tokens[at - 1].text == "," and at not in self.ends:
                at -= 1
        phrase = self.ends.get(at)
        if phrase is None and at > 0 and self.tokens[at - 1].text == ",":
            phrase, near = self._over_insertion(at - 1), False
        if phrase is None or phrase.kind not in SPEAKERS or (phrase.governed and order != "relative"):
            return (), False, order
        place = phrase.start
        first = self.ends.get(place - 1) if place > 1 and self.tokens[place - 1].low == "et" else None
        if first and first.kind in SPEAKERS and not first.governed and first.kind != "pronoun":
            return (first, phrase), False, order
        return (phrase,), near, order

    def _over_insertion(self, comma: int) -> NounPhrase | None:
        """Return the subject before a stretch between commas: "Claire Morvan, jointe par téléphone, assure que"."""
        for at in range(comma - 1, max(0, comma - LONGEST_INSERTION), -1):
            if self.tokens[at].text == ",":
                phrase = self.ends.get(at)
                told = any(self.tokens[k].low in verbs.AVOIR | verbs.ETRE for k in range(at, comma))
                return phrase if phrase and not told and not phrase.governed else None
            if self.tokens[at].text[0] in PUNCTUATION:
                return None
        return None

    def _shared(self, group: VerbGroup, found: Sequence[Clause]) -> tuple[NounPhrase, ...]:
        """Return the subjects of a verb behind "et": those of the clause before, else of the sentence."""
        earlier = [clause for clause in found if clause.order in ("before", "shared") and clause.end <= group.start]
        if earlier:
            return earlier[-1].subjects
        main = self.main()
        between = [p for p in self.phrases if main and main.end <= p.start < group.start and not p.governed]
        return (main,) if main and not any(p.kind in SPEAKERS for p in between) else ()

    def _gerund(self, group: VerbGroup, found: Sequence[Clause]) -> Clause | None:
        """Return the clause of "ajoutant que", whose subject is that of the clause before or of the sentence."""
        before = self.tokens[group.start - 1].low if group.start else ""
        if before not in (",", "en", "et", FILLER):
            return None
        earlier = [c for c in found if c.end <= group.start and c.order != "relative"]
        main = self.main()
        subjects = earlier[-1].subjects if earlier else (main,) if main and main.end <= group.start else ()
        if not subjects:
            return None
        return Clause("gerund", group.start, group.end, group.span(self.tokens), subjects, group)

    def _according(self) -> list[Clause]:
        """Return "selon Claire Morvan", "d'après la préfecture", "pour le ministre,"."""
        out = []
        for at in range(len(self.tokens)):
            for size in (4, 3, 2, 1):
                words_of = names.text_of(self.tokens, at, min(at + size, len(self.tokens))).lower()
                if (words_of in ACCORDING or words_of in OPINION) and (
                    clause := self._named_by(at, size, words_of in OPINION)
                ):
                    out.append(clause)
                    break
        return out

    def _named_by(self, at: int, size: int, opinion: bool) -> Clause | None:
        begin = at + size
        if begin >= len(self.tokens):
            return None
        cue = Span(self.tokens[at].start, self.tokens[begin - 1].end)
        token = self.tokens[begin]
        if token.low in AFTER_PREPOSITION:
            plural = token.low in PLURAL_AFTER_PREPOSITION
            gender = AFTER_PREPOSITION[token.low]
            pronoun = "elles" if token.low == "elles" else "ils" if plural else "elle" if gender == "f" else "il"
            span = Span(token.start, token.end)
            subject = NounPhrase("pronoun", begin, begin + 1, span, head=pronoun, gender=gender, plural=plural)
        elif (phrase := noun_phrases.phrase_at(self.tokens, begin, self.known)) and phrase.kind in SPEAKERS:
            subject = phrase
        else:
            return None
        comma = subject.end < len(self.tokens) and self.tokens[subject.end].text == ","
        if opinion and not (at == 0 and comma and subject.kind in ("person", "role", "pronoun")):
            return None
        end = subject.end
        if not comma and at <= 1:  # "Selon les experts cités par Le Courrier, il aurait …"
            end = next((k for k in range(end, len(self.tokens)) if self.tokens[k].text[0] in PUNCTUATION), end)
        return Clause("opinion" if opinion else "according", at, end, cue, (subject,), near=end == subject.end)

    def _historic(self) -> list[Clause]:
        """Return "et Claire Morvan d'ajouter"."""
        out = []
        for phrase in self.phrases:
            at = phrase.end
            if phrase.kind not in SPEAKERS or phrase.governed or at + 1 >= len(self.tokens):
                continue
            if self.tokens[at].low in ("de", "d'") and verbs.is_infinitive(self.tokens[at + 1].low):
                cue = Span(self.tokens[at].start, self.tokens[at + 1].end)
                out.append(Clause("historic", phrase.start, at + 2, cue, (phrase,)))
        return out


# -- what is said --------------------------------------------------------------------------------------------------


def told(clause: Clause, *kinds: verbs.Kind) -> bool:
    """Say whether a clause says that something was said, by a verb of some kinds, and does not deny or suppose it."""
    group = clause.group
    return group is not None and not (group.negated or group.supposed) and not group.kinds.isdisjoint(kinds)


def that(parse: Parse) -> list[Content]:
    """Return what stands behind "que": "Claire Morvan affirme que le port est trop petit"."""
    out = []
    for clause in parse.clauses:
        if clause.order in ("behind", "gerund", "according", "opinion", "historic") or not told(
            clause, "report", "mixed"
        ):
            continue
        if (at := _that(parse, clause.end)) is not None:
            out += _content(parse, clause, at)
    return out


def participle(parse: Parse) -> list[Content]:
    """Return what stands behind "ajoutant que", "en affirmant que"."""
    out = []
    for clause in parse.clauses:
        at = _that(parse, clause.end) if clause.order == "gerund" and told(clause, "report", "mixed") else None
        if at is not None:
            out += _content(parse, clause, at)
    return out


def asked(parse: Parse) -> list[Content]:
    """Return what somebody asks: "Claire Morvan a demandé si le bac partirait"."""
    out = []
    for clause in parse.clauses:
        if clause.order in ("before", "shared", "relative") and told(clause, "asking"):
            for at in range(clause.end, min(clause.end + FARTHEST_INFINITIVE, len(parse.tokens))):
                if parse.tokens[at].low in ASKING:
                    out += _content(parse, clause, at)
                    break
                if parse.tokens[at].text[0] in PUNCTUATION or parse.tokens[at].low in THAT:
                    break
    return out


def infinitive(parse: Parse) -> list[Content]:
    """Return what somebody promises or asks to do: "Claire Morvan a promis de réparer le quai"."""
    out = []
    for clause in parse.clauses:
        if clause.order in ("before", "shared", "relative") and told(clause, "infinitive"):
            for at in range(clause.end, min(clause.end + FARTHEST_INFINITIVE, len(parse.tokens) - 1)):
                low = parse.tokens[at].low
                if low in THAT or parse.tokens[at].text[0] in PUNCTUATION or parse.tokens[at].text[0] == FILLER:
                    break
                if low in ("de", "d'", "à") and _is_infinitive(parse.tokens, at + 1):
                    out += _content(parse, clause, at)
                    break
    return out


def before_cue(parse: Parse) -> list[Content]:
    """Return what stands before an inverted verb: "Le bac partira lundi, a annoncé la préfecture"."""
    out = []
    for clause in parse.clauses:
        before = parse.tokens[clause.start - 1].text if clause.start else ""
        if clause.order == "behind" and told(clause, "report", "mixed", "beside") and before == ",":
            out += _around(parse, clause)
    return out


def according(parse: Parse) -> list[Content]:
    """Return what is so according to somebody: "Selon Claire Morvan, le port est trop petit"."""
    return [one for clause in parse.clauses if clause.order == "according" for one in _around(parse, clause)]


def opinion(parse: Parse) -> list[Content]:
    """Return what is so to somebody's mind: "Pour Claire Morvan, le port est trop petit"."""
    out = []
    for clause in parse.clauses:
        if clause.order == "opinion":
            following = parse.tokens[clause.end + 1 : clause.end + 2]
            aim = following and (
                following[0].low in ("c'", "cela", "ce") or _is_infinitive(parse.tokens, clause.end + 1)
            )
            out += [] if aim else _around(parse, clause)
    return out


def _that(parse: Parse, start: int) -> int | None:
    """Return the token behind the "que" of a verb that ends before a token, or None."""
    tokens = parse.tokens
    for at in range(start, min(start + FARTHEST_THAT, len(tokens))):
        low = tokens[at].low
        if low in THAT:
            return None if at and tokens[at - 1].low in NOT_THAT else at + 1
        if tokens[at].text[0] in ":;.!?" or tokens[at].text[0] == FILLER or low in ("qui", "si", *JOINS):
            return None
        if low in verbs.AVOIR or low in verbs.ETRE or verbs.is_form(low):
            return None
    return None


def _is_infinitive(tokens: Sequence[Token], at: int) -> bool:
    """Say whether an infinitive begins with a token: "réparer", "ne pas fermer", "se rendre"."""
    while at < len(tokens) and (tokens[at].low in verbs.CLITICS or tokens[at].low in verbs.NEGATIONS):
        at += 1
    if at >= len(tokens) or not tokens[at].low.isalpha() or names.is_capital(tokens[at]):
        return False
    return tokens[at].low.endswith(("er", "ir", "re")) and len(tokens[at].low) > 2


def _content(parse: Parse, clause: Clause, at: int) -> list[Content]:
    """Return the content from a token to the end of the sentence, or to what is told there of something else."""
    end = len(parse.tokens)
    for other in parse.clauses:
        if other is clause or other.start <= at:
            continue
        before = parse.tokens[other.start - 1]
        parted = before.text == "," or before.low in JOINS or before.low == "en"
        subject = (
            other.order in ("before", "historic") and other.subjects[0].kind != "pronoun" and before.low not in THAT
        )
        if parted and (other.order in ("behind", "gerund", "shared", "according") or subject):
            end = min(end, other.start)
            while end > at and (parse.tokens[end - 1].low in JOINS or parse.tokens[end - 1].low in (",", "en")):
                end -= 1
    return _trimmed(parse, clause, at, end)


def _around(parse: Parse, clause: Clause) -> list[Content]:
    """Return the longer of the stretches before and behind a clause set into what it reports."""
    parts = [k for k in range(len(parse.tokens)) if parse.tokens[k].text in (";", ":")]
    start = max((k + 1 for k in parts if k < clause.start), default=0)
    sides = _trimmed(parse, clause, start, clause.start)
    ahead = parse.words_between(start, clause.start) > 0
    following = parse.tokens[clause.end].text if clause.end < len(parse.tokens) else ""
    opens = clause.order in ("according", "opinion") and (not ahead or following == ",")
    if (opens or (ahead and following == ",")) and not any(k >= clause.end for k in parts):
        sides += _content(parse, clause, clause.end)
    return sorted(sides, key=lambda one: one.span.start - one.span.end)[:1]


def _trimmed(parse: Parse, clause: Clause, at: int, end: int) -> list[Content]:
    """Return the content of some tokens without the marks at its edges, if it is a clause and more than a quotation."""
    tokens = parse.tokens
    while at < end and tokens[at].text[0] in PUNCTUATION:
        at += 1
    while end > at and tokens[end - 1].text[0] in PUNCTUATION:
        end -= 1
    own = parse.words_between(at, end)
    quoted = sum(1 for token in tokens[at:end] if token.text[0] == FILLER)
    if own + FEWEST_WORDS * quoted < FEWEST_WORDS:
        return []
    return [Content(Span(tokens[at].start, tokens[end - 1].end), clause)]
