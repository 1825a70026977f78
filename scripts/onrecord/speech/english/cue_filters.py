"""Say where a verb of saying tells of nothing said: denied, supposed, nobody's, passive, or another's words."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from onrecord.language import wordlists
from onrecord.speech.english.tokens import DETERMINER, Tag
from onrecord.speech.english.verb_groups import VerbGroup
from onrecord.speech.types import Form, Token

NOBODY = frozenset({"nobody", "none"})
ENDS_CLAUSE = (
    wordlists.words("en", "small_words", "be", "have", "do", "modals", "negated")
    | wordlists.words("en", "pronouns", "subjects", "clitic")
    | {"not", "and", "but", "yet"}
)
BE = wordlists.words("en", "small_words", "be", "passive")
SUBJECTS = wordlists.words("en", "pronouns", "subjects")
PREVIOUSLY = wordlists.words("en", "small_words", "previously")  # "as previously announced"
HYPOTHETICAL = wordlists.words("en", "small_words", "hypothetical")
FARTHEST_AS = 14  # words from "referred" to the "as" of "referred to the dam as a folly"
FARTHEST_NOR = 7  # words from "nor" to the verb of its clause


def says_nothing(masked: str, line: Sequence[Token], group: VerbGroup, lemma: str, form: Form) -> bool:
    """Say whether a verb of saying tells of nothing that is said here, in one of the ways below."""
    at = group.verb
    return (
        _supposed(line, group, lemma, form)
        or _likened(line, at)
        or _denied(masked, line, group)
        or (form == "past" and _told_before(masked, line, at))
    )


def _supposed(line: Sequence[Token], group: VerbGroup, lemma: str, form: Form) -> bool:
    """Say whether a verb is only supposed, is nobody's or another's: "if she says", "nobody said", "quoting"."""
    at, k = group.verb, group.before
    if (form in ("s", "base") and _hypothetical(line, at)) or (lemma in ("quote", "report") and form == "ing"):
        return True
    if k >= 0 and (line[k].low in NOBODY or (line[k].low == "one" and k and line[k - 1].low == "no")):
        return True
    if lemma in ("quote", "cite") and _relays(line, at):
        return True
    return lemma == "refer" and not any(word.low == "as" for word in line[at + 1 : at + FARTHEST_AS])


def _relays(line: Sequence[Token], at: int) -> bool:
    """Say whether what is quoted is what somebody else is quoted "as saying"."""
    behind = [word.low for word in line[at + 1 : at + FARTHEST_AS]]
    return ("as", "saying") in pairwise(behind)


def _told_before(masked: str, line: Sequence[Token], at: int) -> bool:
    """Say whether a participle only says that this was told before: "as previously announced"."""
    k = at - 1
    while k > 0 and line[k].low in PREVIOUSLY:
        k -= 1
    quoted = any(mark in masked[line[k].end : line[at].start] for mark in '"“') if k >= 0 else True
    return not quoted and line[k].low == "as"


def _likened(line: Sequence[Token], at: int) -> bool:
    """Say whether a verb only compares or counts: "we met like she said", "all told"."""
    compared = at >= 2 and line[at - 2].low == "like" and line[at - 1].low in SUBJECTS
    return compared or (at >= 1 and line[at].low == "told" and line[at - 1].low == "all")


def _denied(masked: str, line: Sequence[Token], group: VerbGroup) -> bool:
    """Say whether the subject of a verb is denied: "neither the crew nor the harbour confirmed"."""
    plain = True  # nothing but the words of one noun phrase stands between
    for k in range(group.before, max(-1, group.verb - FARTHEST_NOR), -1):
        if "," in masked[line[k].end : line[k + 1].start] or line[k].low in ENDS_CLAUSE:
            return False
        if line[k].low in ("nor", "neither"):
            return True
        if line[k].low == "no" and plain and (k == 0 or not line[k - 1].tags & Tag.PREPOSITION):
            return True  # "no serious pilot has said"; not "with no money the council said"
        plain = plain and not line[k].tags & (Tag.PREPOSITION | DETERMINER)
    return False


def _hypothetical(line: Sequence[Token], at: int) -> bool:
    """Say whether "if", "whenever" or "unless" opens the clause: "whenever she says so"."""
    return any(word.low in HYPOTHETICAL for word in line[max(0, at - 4) : at])


def existential(masked: str, line: Sequence[Token], at: int) -> bool:
    """Say whether a participle tells of what there is: "there were no further injuries reported"."""
    for k in range(at - 2, max(-1, at - 10), -1):
        if line[k].low == "there":
            return line[k + 1].low in BE and "," not in masked[line[k].end : line[at].start]
    return False
