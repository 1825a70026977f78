"""Say whom a noun phrase without a name means: "the minister", "Seoul's top office", "a senior official"."""

from __future__ import annotations

import itertools
import re

from onrecord.language import wordlists
from onrecord.model import Kind, Span
from onrecord.speech.english import noun_phrases
from onrecord.speech.english.entities import Entities
from onrecord.speech.english.lexicon import W, flags, fold, is_place
from onrecord.speech.english.noun_phrases import NounPhrase
from onrecord.speech.types import Description, Mention

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


def read(entities: Entities, span: Span) -> Description | None:
    """Return whom the noun phrase that opens a span means, or None for what cannot speak."""
    span = Span(span.start, min(span.end, span.start + LONGEST_PHRASE))
    lead = noun_phrases.LEAD_PATTERN.match(entities.text, *span)
    begin = lead.end() if lead else span.start
    share = (
        SHARE_PATTERN.match(entities.text, begin, span.end)
        if SHARE_WORDS & set(span.of(entities.text).split())
        else None
    )
    if share:
        place = Span(begin, begin + len(share.group().rstrip()))
        return _new(entities, "anonymous", place, "share of those asked", 3)
    if (beside := entities.role_index.beside(begin)) is not None:  # "[Ada Brook,] harbour pilot at Oss"
        return Description(beside[0], beside[1], "role beside a name", 3)
    phrase = noun_phrases.parse(entities.text, span)
    if phrase is not None and _is_clause(entities, phrase):
        return None
    if phrase is None:
        return _named(entities, begin, span.end)
    if phrase.kind == "epithet":
        return _epithet(entities, phrase)
    if phrase.kind == "nameless" and (named := _named_behind(entities, phrase)) is not None:
        return Description(named, phrase.span, "named behind", 2)
    if phrase.kind == "nameless":
        return _new(entities, "anonymous", phrase.span, "nameless", 3)
    return _organisation(entities, phrase)


def _new(entities: Entities, kind: Kind, place: Span, rule: str, strength: int) -> Description:
    """Return somebody whom these words themselves describe, whether the story has brought her in or not."""
    name = _words(entities, place)
    return Description(entities.known(kind, name), place, rule, strength, kind, name)


def _is_clause(entities: Entities, phrase: NounPhrase) -> bool:
    """Say whether what looks like a noun phrase is somebody's deed: "Ada Brook defended people"."""
    if phrase.kind != "nameless":
        return False
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


def _named(entities: Entities, begin: int, end: int) -> Description | None:
    """Read an organisation's name, or a capital that stands for its government."""
    inside = entities.within(begin, end, ("organisation",))
    if inside and not noun_phrases.BREAK_PATTERN.search(entities.text, begin, inside[0].span.start):
        return Description(inside[0].source, inside[0].span, "body's name", 3)
    words = list(itertools.islice(noun_phrases.WORD_PATTERN.finditer(entities.text, begin, end), 2))
    for count in (2, 1):
        if len(words) >= count:
            place = Span(words[0].start(), words[count - 1].end())
            if is_place(place.of(entities.text)) and words[0].group()[0].isupper():
                return _new(entities, "organisation", place, "place for its government", 2)
    return None


def _epithet(entities: Entities, phrase: NounPhrase) -> Description:
    """Settle a definite phrase for one person: by role, by age, as a nameless source named before, or by recency."""
    if match := AGE_PATTERN.fullmatch(phrase.head):
        fits = entities.entity_index.aged(match.group(1))
    else:
        words = noun_phrases.modifiers(entities.text, phrase)
        fits = entities.role_index.holders(phrase.head, words)
        if here := {word for word in words if flags(word.capitalize()) & W.PLACE}:
            fits = [source for source in fits if not _elsewhere(entities, here, source)]
    if len(fits) == 1:
        return Description(fits[0], phrase.span, "epithet", 2)
    taken_up = phrase.span.of(entities.text).lower().startswith(DEFINITE)
    earlier = entities.entity_index.nameless(phrase.head, phrase.span.start) if taken_up and not fits else None
    if earlier is not None:
        return Description(earlier, phrase.span, "nameless source named before", 2)
    recent = _recent(entities, phrase, fits)
    if recent is not None:
        return Description(recent, phrase.span, "epithet by recency", 1)
    return _new(entities, "anonymous", phrase.span, "described", 2)


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


def _organisation(entities: Entities, phrase: NounPhrase) -> Description:
    """Settle a phrase for an organisation or a writing; a writing speaks for the organisation or person whose it is."""
    if phrase.kind == "writing" and (whose := _written_by(entities, phrase)) is not None:
        return whose
    named = entities.within(*phrase.base, ("organisation",)) if phrase.kind == "body" else ()
    if named and named[-1].span.end == phrase.base.end:  # "the town's Harbour Council"
        return Description(named[-1].source, named[-1].span, "body's name", 3)
    body = _body_named_before(entities, phrase)
    if body is not None:
        return Description(body, phrase.span, "body named before", 2)
    named_by = phrase.span if phrase.kind == "body" else phrase.base
    return _new(entities, "organisation", named_by, phrase.kind, 3)._replace(span=phrase.span)


def _written_by(entities: Entities, phrase: NounPhrase) -> Description | None:
    """Return whose a writing is: its owner's, of the organisation before its head, by somebody, or as told before."""
    owner = noun_phrases.possessor(entities.text, phrase)
    titled = phrase.base.of(entities.text).split()[-1][0].isupper()  # "Aland's Food Price Report" has a name of its own
    if owner is not None and not titled:
        people = entities.within(*owner)
        if people:
            return Description(people[-1].source, owner, "writing of a person", 2)
        inner = read(entities, owner)
        if inner is not None:
            return inner._replace(span=owner, rule="writing of a body")
    named = entities.within(*phrase.base, ("organisation",))
    if named and entities.text[named[-1].span.end : phrase.base.end] == f" {phrase.head}":
        return Description(named[-1].source, named[-1].span, "writing of a body", 3)
    if (maker := _maker(entities, phrase.base.end)) is not None:
        return Description(maker.source, maker.span, "writing of a body", 2)
    known = _writer_before(entities, phrase)
    return None if known is None else Description(known, phrase.span, "writing named before", 2)


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
        base.partition(" ")[0] not in noun_phrases.DETERMINERS
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
