"""Names that are joined: "Ada Brook and Tom Reed", "pilot Ada Brook, the council and Tom Reed"."""

from __future__ import annotations

import re
from itertools import pairwise

from onrecord.language import wordlists
from onrecord.speech.english.entities import Entities
from onrecord.speech.english.reporting_verbs import lexicon
from onrecord.speech.types import Mention

KINDS = ("person", "organisation")
MOST = 6  # who speak together; more names in a row are a list of something else
BEFORE = 40  # characters in front of the first name that tell whether a clause begins there
TITLE_WORDS = wordlists.words("en", "small_words", "title_words", "articles") | wordlists.words(
    "en", "pronouns", "possessives"
)
# Between two who speak together: " and ", ", and her brother ", " (Holm) and ", ", 54, and the "
AND_PATTERN = re.compile(
    r"(?: \([^()\n]{1,40}\))?(?:, \d{1,2},)?,? and (?:both |also )?"
    rf"(?:(?:{wordlists.alternation(TITLE_WORDS)}|[A-Z][\w·-]*'s) )?(?P<words>(?:[a-z][a-z-]* ){{0,2}})"
)
HONOURIFICS = wordlists.words("en", "titles", "honourifics")
ADDRESS_PATTERN = re.compile(rf"\b(?:[A-Z][a-z]{{1,4}}·|{wordlists.alternation(map(str.capitalize, HONOURIFICS))}) $")
COMMA_PATTERN = re.compile(r"(?: \([^()\n]{1,40}\))?, (?P<words>)")
VERBS = (
    frozenset(lexicon().forms)
    | wordlists.words("en", "small_words", "adverbs")
    | {"been", "being"}
    | (
        wordlists.words("en", "small_words", "be", "have", "do", "modals", "negated")
        | wordlists.words("en", "pronouns", "subjects", "clitic")
        | {"not"}
    )
)


def begin(entities: Entities, mention: Mention) -> int:
    """Return where the row of names begins in which a name stands, with the title of the first."""
    first = row(entities, mention)[0]
    return start_of(entities, first)


def start_of(entities: Entities, mention: Mention) -> int:
    """Return where a name begins, with the title or form of address before it."""
    start = min(entities.role_index.title_start(mention.source, mention.span), mention.span.start)
    address = ADDRESS_PATTERN.search(entities.text, max(0, start - BEFORE), start)
    return address.start() if address else start


def row(entities: Entities, mention: Mention) -> list[Mention]:
    """Return the names joined to one, before and behind it; one comma in the row needs an "and" behind it."""
    chain = [mention]
    while len(chain) <= MOST and (earlier := _neighbour(entities, chain[0], -1)):
        chain.insert(0, earlier)
    while len(chain) <= MOST and (later := _neighbour(entities, chain[-1], 1)):
        chain.append(later)
    joined = any(_joint(entities, one, other) == "and" for one, other in pairwise(chain))
    return chain if joined else [mention]


def _neighbour(entities: Entities, mention: Mention, step: int) -> Mention | None:
    around = (
        entities.within(mention.span.end, mention.span.end + 3 * BEFORE, KINDS)[:1]
        if step > 0
        else entities.within(max(0, mention.span.start - 3 * BEFORE), mention.span.start, KINDS)[-1:]
    )
    for other in around:
        if _joint(entities, *((mention, other) if step > 0 else (other, mention))):
            return other
    return None


def _joint(entities: Entities, one: Mention, other: Mention) -> str:
    """Return "and" or "," where nothing but that and a title stands between two names, else an empty string."""
    titled = entities.role_index.title_start(other.source, other.span) < other.span.start
    if (
        titled
        and entities.sources[one.source].kind == "organisation"
        and entities.sources[other.source].kind == "person"
    ):
        return ""  # "Labour Party and Senate leader Ada Brook": two parts of her role
    start = start_of(entities, other)
    between = entities.text[one.span.end : max(start, one.span.end)]
    for pattern, word in ((AND_PATTERN, "and"), (COMMA_PATTERN, ",")):
        match = pattern.fullmatch(between)
        if match and not any(low in VERBS for low in match["words"].split()):
            return word
    return ""
