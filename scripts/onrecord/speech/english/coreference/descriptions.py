"""Say whom a noun phrase without a name means: "the minister", "Seoul's top office", "a senior official"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from onrecord.language import wordlists
from onrecord.model import Kind, Span
from onrecord.speech.english import noun_phrases
from onrecord.speech.english.entities import Entities
from onrecord.speech.english.lexicon import W, flags, fold, is_place
from onrecord.speech.english.noun_phrases import NounPhrase
from onrecord.speech.english.tokens import within
from onrecord.speech.types import Mention, Reference, Token

KIN = wordlists.words("en", "roles", "kin")
WOMEN = wordlists.words("en", "roles", "female")
MEN = wordlists.words("en", "roles", "male")


REACH = 1500  # characters back in which a person or organisation may be meant by recency alone
LONGEST_PHRASE = 400  # characters
# Heads that stand for whichever company or group was named last.
FIRMS = wordlists.words("en", "organisations", "firms")
PUBLIC = wordlists.words("en", "organisations", "public")
# "the newspaper" stands for the last organisation with a word such as "Times" in its name.
PAPERS = wordlists.words("en", "organisations", "papers")
PRESS = wordlists.words("en", "organisations", "outlet_words", "paper_names")
# "a spokesman", "One crane driver"
INDEFINITE_PATTERN = re.compile(rf"(?:{wordlists.any_of('en', 'small_words', 'indefinite')}) ", re.IGNORECASE)
# "[a statement] by the", "[a report] released on Monday by"
MAKER_PATTERN = re.compile(r"(?: [a-z]+ed)?(?: on \w+day)? (?:by|from) (?:the )?")
DEFINITE = tuple(f"{word} " for word in wordlists.ordered("en", "small_words", "definite"))
SHARE_WORDS = {share.split()[0] for share in wordlists.words("en", "small_words", "shares")} | {"10", "ten"}
# "51 percent of members", "more than four in ten"
SHARE_PATTERN = re.compile(
    rf"(?:(?:{wordlists.any_of('en', 'small_words', 'approximators')}) ){{0,2}}(?:[\d·]+|[a-z]+(?:-[a-z]+)?) "
    rf"(?:{wordlists.any_of('en', 'small_words', 'shares')}|in (?:\d+|ten))\b(?: of [a-z][\w' -]{{2,40}})?",
    re.IGNORECASE,
)
DEED_PATTERN = re.compile(r" [a-z]+ed [a-z]")
AGE_PATTERN = re.compile(r"(\d{1,3})-year-old")


def read(entities: Entities, words: Sequence[Token]) -> Reference | None:
    """Return whom the noun phrase that opens some words means, or None for what cannot speak."""
    words = within(words, words[0].start, words[0].start + LONGEST_PHRASE)
    own = words[noun_phrases.lead(words) :]
    if not own:
        return None
    begin, end = own[0].start, own[-1].end
    if not SHARE_WORDS.isdisjoint(word.low for word in own) and (
        share := SHARE_PATTERN.match(entities.text, begin, end)
    ):
        return _new(entities, "anonymous", Span(begin, share.end()), 3)
    if (beside := entities.role_index.beside(begin)) is not None:  # "[Ada Brook,] harbour pilot at Oss"
        return Reference("phrase", beside[1], beside[0], 3)
    phrase = noun_phrases.read(words)
    if phrase is None:
        return _named(entities, own)
    if phrase.kind == "epithet":
        return _epithet(entities, phrase)
    if phrase.kind != "nameless":
        return _organisation(entities, phrase)
    if _is_clause(entities, phrase):
        return None
    if (named := _named_behind(entities, phrase)) is not None:
        return Reference("phrase", phrase.span, named, 2)
    return _new(entities, "anonymous", phrase.span, 3)


def _new(entities: Entities, kind: Kind, place: Span, strength: int) -> Reference:
    """Return somebody whom these words themselves describe, whether the story has brought her in or not."""
    name = _words(entities, place)
    return Reference("phrase", place, entities.known(kind, name), strength, kind, name)


def _is_clause(entities: Entities, phrase: NounPhrase) -> bool:
    """Say whether what looks like a noun phrase is somebody's deed: "Ada Brook defended people"."""
    people = entities.within(*phrase.base, ("person", "ambiguous"))
    return bool(people) and DEED_PATTERN.match(entities.text, people[0].span.end) is not None


def _named_behind(entities: Entities, phrase: NounPhrase) -> int | None:
    """Return who "a spokesman" turns out to be where the story goes on "The spokesman, Ada Brook, …"."""
    if phrase.plural or not INDEFINITE_PATTERN.match(entities.text, phrase.span.start):
        return None
    start = entities.text.find(taken_up := f"The {phrase.head}, ", phrase.span.end, phrase.span.end + REACH)
    named = entities.at(start + len(taken_up)) if start >= 0 else None
    if named is None or named.strength < 2 or entities.sources[named.source].kind != "person":
        return None
    between = entities.text[phrase.span.end : start].split()
    if phrase.head in between or not entities.text.startswith(",", named.span.end):
        return None
    return named.source


def _words(entities: Entities, span: Span) -> str:
    return " ".join(span.of(entities.original).split())


def _named(entities: Entities, words: Sequence[Token]) -> Reference | None:
    """Read an organisation's name, or a capital that stands for its government."""
    inside = entities.within(words[0].start, words[-1].end, ("organisation",))
    if inside and noun_phrases.is_unbroken(within(words, words[0].start, inside[0].span.start)):
        return Reference("phrase", inside[0].span, inside[0].source, 3)
    for count in (2, 1):
        place = Span(words[0].start, words[min(count, len(words)) - 1].end)
        if words[0].text[0].isupper() and is_place(place.of(entities.text)):
            return _new(entities, "organisation", place, 2)
    return None


def _epithet(entities: Entities, phrase: NounPhrase) -> Reference:
    """Settle a definite phrase for one person: by role, by age, as a nameless source named before, or by recency."""
    if match := AGE_PATTERN.fullmatch(phrase.head):
        fits = entities.entity_index.aged(match.group(1))
    else:
        words = phrase.modifiers
        fits = entities.role_index.holders(phrase.head, words)
        if here := {word for word in words if flags(word.capitalize()) & W.PLACE}:
            fits = [source for source in fits if not _elsewhere(entities, here, source)]
    if len(fits) == 1:
        return Reference("phrase", phrase.span, fits[0], 2)
    taken_up = phrase.span.of(entities.text).lower().startswith(DEFINITE)
    earlier = entities.entity_index.nameless(phrase.head, phrase.span.start) if taken_up and not fits else None
    if earlier is not None:
        return Reference("phrase", phrase.span, earlier, 2)
    recent = _recent(entities, phrase, fits)
    if recent is not None:
        return Reference("phrase", phrase.span, recent, 1)
    return _new(entities, "anonymous", phrase.span, 2)


def _elsewhere(entities: Entities, here: set[str], source: int) -> bool:
    """Say whether places are others than those of somebody's role: "the Florida senator", "senator from Vermont"."""
    roles = [role.of(entities.text).split() for role in entities.sources[source].roles]
    theirs = {fold(word) for words in roles for word in words if flags(word) & W.PLACE and word[0].isupper()}
    return bool(theirs) and not here & theirs


def _recent(entities: Entities, phrase: NounPhrase, fits: list[int]) -> int | None:
    """Return the person named last who fits; a guess, and marked as one by its strength."""
    if not phrase.span.of(entities.text).lower().startswith("the ") or (phrase.head in KIN and not fits):
        return None
    gender = "f" if phrase.head in WOMEN else "m" if phrase.head in MEN else ""
    earlier = [
        m.source
        for m in entities.within(max(0, phrase.span.start - REACH), phrase.span.start, ("person", "ambiguous"))
        if m.strength >= 2
        and not entities.in_quotes(m.span.start)
        and (not gender or entities.gender(m.source) in ("", gender))
    ]
    fitting = [source for source in earlier if source in fits] or earlier
    return fitting[-1] if fitting else None


def _organisation(entities: Entities, phrase: NounPhrase) -> Reference:
    """Settle a phrase for an organisation or a writing; a writing speaks for the organisation or person whose it is."""
    if phrase.kind == "writing" and (whose := _written_by(entities, phrase)) is not None:
        return whose
    named = entities.within(*phrase.base, ("organisation",)) if phrase.kind == "body" else ()
    if named and named[-1].span.end == phrase.base.end:  # "the town's Harbour Council"
        return Reference("phrase", named[-1].span, named[-1].source, 3)
    body = _body_named_before(entities, phrase)
    if body is not None:
        return Reference("phrase", phrase.span, body, 2)
    named_by = phrase.span if phrase.kind == "body" else phrase.base
    return _new(entities, "organisation", named_by, 3)._replace(span=phrase.span)


def _written_by(entities: Entities, phrase: NounPhrase) -> Reference | None:
    """Return whose a writing is: its owner's, of the organisation before its head, by somebody, or as told before."""
    owner = phrase.possessor
    titled = phrase.words[-1].text[0].isupper()  # "Aland's Food Price Report" has a name of its own
    if owner and not titled:
        whose = Span(owner[0].start, owner[-1].end)
        people = entities.within(*whose)
        if people:
            return Reference("phrase", whose, people[-1].source, 2)
        inner = read(entities, owner)
        if inner is not None:
            return inner._replace(span=whose)
    named = entities.within(*phrase.base, ("organisation",))
    if named and entities.text[named[-1].span.end : phrase.base.end] == f" {phrase.head}":
        return Reference("phrase", named[-1].span, named[-1].source, 3)
    if (maker := _maker(entities, phrase.base.end)) is not None:
        return Reference("phrase", maker.span, maker.source, 2)
    known = _writer_before(entities, phrase)
    return None if known is None else Reference("phrase", phrase.span, known, 2)


def _writer_before(entities: Entities, phrase: NounPhrase) -> int | None:
    """Return whose "the report" is where the story has "a Harbour Council report" or "the council's report" before."""
    if not phrase.base.of(entities.text).lower().startswith(("the ", "this ")):
        return None
    for mention in reversed(entities.within(max(0, phrase.span.start - REACH), phrase.span.start, ("organisation",))):
        if entities.text.startswith((f" {phrase.head}", f"'s {phrase.head}"), mention.span.end):
            return mention.source
    return None


def _maker(entities: Entities, at: int) -> Mention | None:
    """Return whose a writing is that is said to be by somebody: "A statement by the [Harbour Council]"."""
    by = MAKER_PATTERN.match(entities.text, at)
    mention = entities.at(by.end()) if by else None
    return mention if mention is not None and by and mention.span.start == by.end() else None


def _body_named_before(entities: Entities, phrase: NounPhrase) -> int | None:
    """Return the named organisation that "the ministry" or "the company" means: the last one that the word fits."""
    base = phrase.base.of(entities.text).lower()
    if (
        not phrase.determined
        or sum(not flags(word) & (W.NATIONALITY | W.PLACE) for word in base.split()) > 2
        or phrase.span != phrase.base
    ):
        return None
    known = entities.entity_index.body(phrase.head, phrase.span.start)
    if known is not None or phrase.head not in FIRMS | PAPERS:
        return known
    for mention in reversed(entities.within(max(0, phrase.span.start - REACH), phrase.span.start, ("organisation",))):
        words = entities.sources[mention.source].name.split()
        named = {fold(w) for w in words}
        if phrase.head in PAPERS:
            if PRESS & named:
                return mention.source
        elif not PUBLIC & named and not flags(words[-1]) & (W.PLACE_NOUN | W.PLACE):
            return mention.source
    return None
