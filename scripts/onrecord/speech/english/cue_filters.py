"""Say where a verb of saying tells of nothing said: denied, supposed, nobody's, passive, or another's words."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from onrecord.language import wordlists

if TYPE_CHECKING:
    from onrecord.speech.types import Form, Token

ADVERBS = wordlists.words("en", "small_words", "adverbs")
AUXILIARIES = wordlists.words("en", "small_words", "adverbs", "be", "have") | {"been", "being"}
CLITICS = wordlists.words("en", "pronouns", "clitic")  # "she's told"
BE = wordlists.words("en", "small_words", "be", "passive")
NOBODY = frozenset({"nobody", "none"})
ENDS_CLAUSE = (
    wordlists.words("en", "small_words", "be", "have", "do", "modals", "negated")
    | wordlists.words("en", "pronouns", "subjects", "clitic")
    | {"not"}
) | {"and", "but", "yet"}
SUBJECTS = wordlists.words("en", "pronouns", "subjects")
OWNERS = wordlists.words("en", "pronouns", "possessives")
PREVIOUSLY = frozenset({"previously", "already", "earlier", "first"})  # "as previously announced"
FARTHEST_AS = 14  # words from "referred" to the "as" of "referred to the dam as a folly"
FARTHEST_NOR = 7  # words from "nor" to the verb of its clause


def says_nothing(masked: str, line: Sequence[Token], at: int, lemma: str, form: Form) -> bool:
    """Say whether a verb of saying tells of nothing that is said here, in one of the ways below."""
    return (
        _supposed(line, at, lemma, form)
        or _likened(line, at)
        or _denied(masked, line, at)
        or (form == "past" and _told_before(masked, line, at))
    )


def _supposed(line: Sequence[Token], at: int, lemma: str, form: Form) -> bool:
    """Say whether a verb is only supposed, is nobody's or another's: "if she says", "nobody said", "quoting"."""
    if (form in ("s", "base") and _hypothetical(line, at)) or (lemma in ("quote", "report") and form == "ing"):
        return True
    if lemma == "forecast" and any(word.low in OWNERS for word in line[max(0, at - 3) : at]):
        return True  # "raised its growth forecast"
    k = at - 1
    while k > 0 and line[k].low in AUXILIARIES:
        k -= 1
    if k >= 0 and (line[k].low in NOBODY or (line[k].low == "one" and k and line[k - 1].low == "no")):
        return True
    return lemma == "refer" and not any(word.low == "as" for word in line[at + 1 : at + FARTHEST_AS])


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


def _denied(masked: str, line: Sequence[Token], at: int) -> bool:
    """Say whether the subject of a verb is denied: "neither the crew nor the harbour confirmed"."""
    last = at - 1
    while last > 0 and (line[last].low in AUXILIARIES or line[last].low.endswith("ly")):
        last -= 1
    for k in range(last, max(-1, at - FARTHEST_NOR), -1):
        if "," in masked[line[k].end : line[k + 1].start] or line[k].low in ENDS_CLAUSE:
            return False
        if line[k].low in ("nor", "neither"):
            return True
    return False


def _hypothetical(line: Sequence[Token], at: int) -> bool:
    """Say whether "if", "whenever" or "unless" opens the clause: "whenever she says so"."""
    return any(word.low in ("if", "whenever", "unless") for word in line[max(0, at - 4) : at])


def passive(line: Sequence[Token], at: int) -> bool:
    """Say whether a form of "be" stands before a participle: "was twice told"."""
    for word in reversed(line[max(0, at - 3) : at]):
        if word.low in BE or (word.low in CLITICS):
            return True
        if not (word.low.endswith("ly") or word.low in ADVERBS or word.low in ("not", "never")):
            return False
    return False


def existential(masked: str, line: Sequence[Token], at: int) -> bool:
    """Say whether a participle tells of what there is: "there were no further injuries reported"."""
    for k in range(at - 2, max(-1, at - 10), -1):
        if line[k].low == "there":
            return line[k + 1].low in BE and "," not in masked[line[k].end : line[at].start]
    return False
