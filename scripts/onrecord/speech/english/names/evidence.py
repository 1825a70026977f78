"""Let the whole story vote on what a capitalised form is: person, organisation, place or something else."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field

from onrecord.language import wordlists
from onrecord.model import Span
from onrecord.speech.english import reporting_verbs
from onrecord.speech.english.lexicon import W, flags, fold, is_company
from onrecord.speech.english.nouns import noun_kind
from onrecord.speech.types import NameCandidate

KIN = wordlists.words("en", "roles", "kin")
BODY_NOUNS = wordlists.words("en", "organisations", "bodies")

REPORT, MIXED = reporting_verbs.verbs("report"), reporting_verbs.verbs("mixed")
OBJECT = reporting_verbs.verbs("transitive", "noun_phrase")
# Verbs that show by themselves that a name before them speaks: "Quelk warned"; "Quelk denied" may go on "the charge"
SAYING = reporting_verbs.forms(REPORT, ("past", "s", "base")) | reporting_verbs.forms(
    MIXED - OBJECT - reporting_verbs.verbs("strict")
)
# Those that do so with a clause behind them: "Quelk stressed that"
SAYING_THAT = reporting_verbs.forms(REPORT | MIXED)
# Those behind which a name speaks or hears: "said Quelk", "told Quelk"; "announced Quelk" may be a plan's name
SAYING_BEFORE = reporting_verbs.forms(REPORT - OBJECT | reporting_verbs.verbs("addressed")) | reporting_verbs.forms(
    MIXED - OBJECT - reporting_verbs.verbs("strict", "naming")
)
SAYING_LEADS = wordlists.words("en", "small_words", "adverbs", "have") - {"have"}  # many "have said", no person
SAYING_WORDS = wordlists.alternation(SAYING)
SAYING_THAT_WORDS = wordlists.alternation(SAYING_THAT - SAYING)
HUMAN_WORDS = wordlists.alternation(reporting_verbs.forms(reporting_verbs.verbs("human")))
# "Ada Brook, 54,", "Ada Brook (54)", "Ada Brook, aged 9"
AGE_PATTERN = re.compile(r",? (?:\d{1,2}(?=[,.;)])|aged \d)| \(\d\d\)")
APPOSED = wordlists.words("en", "small_words", "articles") | wordlists.words("en", "pronouns", "possessives")
# "Ada Brook, a pilot", "Ada Brook, who", "Ada Brook, the pilot", "Ada Brook, president of"
APPOSITION_PATTERN = re.compile(rf",? who(?:se|m)?\b|, (?:{wordlists.alternation(APPOSED)}) (?!same\b|other\b)")
ROLE_AFTER_PATTERN = re.compile(
    rf", (?:[\w'-]+ ){{0,3}}?([\w-]+)(?: (?:{wordlists.any_of('en', 'small_words', 'prepositions')}) |,)"
)
# "Ada Brook, his wife,", "Ada Brook, the mayor's sister"
KIN_AFTER_PATTERN = re.compile(
    rf", (?:{wordlists.any_of('en', 'pronouns', 'possessives')}|(?:[\w'-]+ ){{1,3}}?[\w-]+'s) (?:[a-z]+ )?"
    rf"(?:{'|'.join(sorted(KIN, reverse=True))})\b"
)
DASHES = frozenset("—―–")
# "Kestrel Orrin said it had offered": what speaks of itself as "it"
ITSELF_PATTERN = re.compile(
    rf",? (?:(?:{wordlists.alternation(SAYING_LEADS)}) )?\w+(?: \w+ly| on \w+day)?(?: that)? "
    rf"(?:it (?:{wordlists.any_of('en', 'small_words', 'have', 'modals')}) "
    rf"(?!(?:become|{wordlists.any_of('en', 'small_words', 'passive')}) )\w|its )"
)
# "Ada Brook said", "Ada Brook has also said"
SAYING_PATTERN = re.compile(
    rf",? (?:(?:{wordlists.alternation(SAYING_LEADS)}|\w+ly) ){{0,2}}"
    rf"(?:(?:{SAYING_WORDS})|(?:{SAYING_THAT_WORDS}) that)\b"
)
# "Brook joked", "Brook said it was late. She added": a word alone that only a person would be
HUMAN_PATTERN = re.compile(
    rf",? (?:(?:{wordlists.any_of('en', 'small_words', 'adverbs')}) )?(?:{HUMAN_WORDS})\b"
    rf"|[^\n]{{0,300}}?[.!?…]['\"”’]? (?:He|She) (?:\w+ )?(?:{SAYING_WORDS})\b"
)
# The first word behind a name
FOLLOWING_PATTERN = re.compile(r",? (\w+)")
# That word where an age or an apposition begins: "Ada Brook, aged 9", "Ada Brook, a pilot", "Ada Brook who"
AGED = "aged"
RELATIVES = wordlists.words("en", "pronouns", "relatives") - {"which", "that"}
NEXT_WORD_PATTERN = re.compile(r" ([a-z][a-z-]+)")
# "Ada Brook and Co": a company
PARTNERS_PATTERN = re.compile(r" and Co(?:mpany)?\b")
# "The spokesman, [Ada Brook]", "the trust's chair, [Ada Brook]"
ROLE_BEFORE_PATTERN = re.compile(
    rf"(?:\b(?i:the|{wordlists.any_of('en', 'pronouns', 'possessives')})|'s) (?:[a-z-]+ ){{0,2}}([a-z-]+), $"
)
# What follows a name that is no part of a list
NO_LIST_PATTERN = re.compile(rf",(?! (?:{wordlists.any_of('en', 'small_words', 'conjunctions')}|as well)\b)")
HEARING = frozenset({"told", "tells"})
PERSONAL_WORDS = W.FORENAME | W.WEAK_FORENAME | W.INITIAL | W.FAMILY_FIRST
LONGEST_ROLE = 50
LONGEST_BEFORE = 24  # characters of the word before a name
POSSESSIVE_PATTERN = re.compile(r"'s?(?= |$)")

SPEAKS = frozenset({"saying", "saying before", "honourific"})  # what tells that a surname is one
STRONG = 3  # weight from which a form is a person for certain
# A name behind these is not a person's: "the Quelk", "our Quelk"; "that Brook said", "her Brook" tell nothing
ARTICLES = (
    wordlists.words("en", "small_words", "articles", "determiners")
    | (wordlists.words("en", "small_words", "demonstratives") - {"that"})
    | (wordlists.words("en", "pronouns", "possessives") - {"his", "her"})
)
INSIDE = wordlists.words("en", "small_words", "inside")
PERSON_NOUNS = wordlists.words("en", "roles", "roles", "female", "male", "kin")
WEIGHTS = {
    "label": 6,
    "kin": 3,
    "dash before": 3,
    "age": 3,
    "apposition": 2,
    "saying": 2,
    "saying before": 2,
    "noun before": 3,
    "title": 4,
    "honourific": 5,
    "role after": 2,
    "human": 2,
    "hearer": -1,
    "itself": -3,
    "body before": -4,
    "company": -8,
}


@dataclass(slots=True)
class NameEvidence:
    """What the story says about one form."""

    form: str
    score: int
    kind: str
    seen: list[int] = field(default_factory=list)  # indexes into the list of found names
    evidence: set[str] = field(default_factory=set)
    articles: int = 0
    modifies: int = 0  # stands before a person's trade: "Kestrel Bank officials"
    inside: int = 0
    total: int = 0  # the weight of all evidence: 3 and more is a person, 1 or 2 perhaps one

    def weigh(self) -> None:
        """Add up the evidence."""
        self.total = self.score + sum(WEIGHTS[name] for name in self.evidence)
        if self.articles * 2 >= len(self.seen):
            self.total -= 2 if self.score >= 4 else 5
        if self.score < 3 and self.modifies * 2 >= len(self.seen):
            self.total -= 3
        if self.inside * 2 >= len(self.seen):
            self.total -= 2


def count(
    masked: str, found: Sequence[NameCandidate], low: frozenset[str], labels: Collection[Span] = ()
) -> dict[str, NameEvidence]:
    """Return a judgement for every distinct form."""
    out: dict[str, NameEvidence] = {}
    for index, name in enumerate(found):
        if name.kind == "none":
            continue
        verdict = out.get(name.form)
        if verdict is None:
            verdict = out[name.form] = NameEvidence(name.form, _known_words(name, low), name.kind)
        elif name.score > verdict.score and name.kind == "person":
            verdict.score, verdict.kind = _known_words(name, low), "person"
        verdict.seen.append(index)
        if name.name in labels:
            verdict.evidence.add("label")
        else:
            _context(masked, name, verdict)
    for form, verdict in out.items():
        first = out.get(form.partition(" ")[0]) if " " in form else None
        if (
            first is not None
            and "body before" in first.evidence
            and not flags(form.rpartition(" ")[2]) & (W.SURNAME | W.FORENAME)
        ):
            verdict.evidence.add("company")  # "Kestrel Orrin" beside "the carmaker Kestrel"
    companies = [fold(form) for form in out if is_company(form)]
    for form, verdict in out.items() if companies else ():
        if any(company.startswith(fold(form) + " ") for company in companies):
            if any(known.endswith(f" {form}") for known in out):
                continue  # "Brook" is Ada's, whatever "Brook Corp" is
            verdict.evidence.add("company")  # "Kestrel Hotels" beside "Kestrel Hotels Corp"
    for verdict in out.values():
        verdict.weigh()
    return out


def _known_words(name: NameCandidate, low: frozenset[str]) -> int:
    """Return the score of the form, less when the story writes its words in lower case too."""
    if name.headline and name.kind == "person" and not flags(name.form.rpartition(" ")[2]) & W.SURNAME:
        return min(name.score, 1)
    if name.score >= 4 or name.kind != "person":
        return name.score
    words = name.form.split()
    common = sum(fold(word) in low and not flags(word) & (W.FORENAME | W.INITIAL | W.PLACE_NOUN) for word in words)
    return name.score - 2 * common


def _context(masked: str, name: NameCandidate, verdict: NameEvidence) -> None:
    """Note what stands directly before and after one place of a form."""
    if name.honourific:
        verdict.evidence.add("honourific")
    elif name.title is not None:
        verdict.evidence.add("title")
    end = name.name.end
    following = masked[end : end + 2]
    if following[:1] in {",", " "}:
        _after(masked, end, verdict, following == ", ")
    _before(masked, name.title.start if name.title else name.name.start, name.title is not None, verdict)


def says(masked: str, end: int) -> bool:
    """Say whether a verb of saying follows a name."""
    return _says(masked, end, _following(masked, end))


def _following(masked: str, end: int) -> str:
    """Return the word that follows a name, with or without a comma, or an empty string."""
    match = FOLLOWING_PATTERN.match(masked, end)
    return match.group(1) if match else ""


def _says(masked: str, end: int, word: str) -> bool:
    """Say whether the word that follows a name is a verb of saying, or leads to one."""
    if word in SAYING or (word in SAYING_THAT and masked.startswith(f"{word} that ", end + 1)):
        return True
    return (word in SAYING_LEADS or word.endswith("ly")) and SAYING_PATTERN.match(masked, end) is not None


def _after(masked: str, end: int, verdict: NameEvidence, comma: bool) -> None:
    """Note what stands after a name."""
    word = _following(masked, end)
    if (not word or word == AGED or word[0].isdecimal()) and AGE_PATTERN.match(masked, end):
        verdict.evidence.add("age")
    if (word in RELATIVES or (comma and word in APPOSED)) and APPOSITION_PATTERN.match(masked, end):
        verdict.evidence.add("apposition")
    elif comma and (match := ROLE_AFTER_PATTERN.match(masked, end)) and match.group(1).lower() in PERSON_NOUNS:
        verdict.evidence.add("role after")
    if word == "and" and PARTNERS_PATTERN.match(masked, end):
        verdict.evidence.add("company")
    if comma and KIN_AFTER_PATTERN.match(masked, end):
        verdict.evidence.add("kin")
    if _says(masked, end, word):
        verdict.evidence.add("saying")
        if " " not in verdict.form and not verdict.form.isupper() and HUMAN_PATTERN.match(masked, end):
            verdict.evidence.add("human")
        if _unlisted(verdict) and ITSELF_PATTERN.match(masked, end):
            verdict.evidence.add("itself")
    elif (match := NEXT_WORD_PATTERN.match(masked, end)) and noun_kind(match.group(1))[0] in {"role", "group"}:
        verdict.modifies += 1


def _before(masked: str, start: int, titled: bool, verdict: NameEvidence) -> None:
    """Note the word before a name."""
    if masked[start - 1 : start] in DASHES or masked[start - 2 : start - 1] in DASHES:
        verdict.evidence.add("dash before")
    before = _word_before(masked, start)
    word = before.lower()
    if not word:
        if _role_before(masked, start, verdict.form):
            verdict.evidence.add("noun before")
        return
    if word in ARTICLES:
        verdict.articles += not titled or bool(flags(verdict.form.rpartition(" ")[2]) & W.PLACE_NOUN)
    elif word in INSIDE:
        verdict.inside += 1
    elif word in PERSON_NOUNS and before.islower():
        verdict.evidence.add("kin" if word in KIN else "noun before")
    elif before.islower() and word in BODY_NOUNS and " " not in verdict.form:
        verdict.evidence.add("body before")  # "the networking giant Kestrel"
    elif word in HEARING and _unlisted(verdict):
        verdict.evidence.add("hearer")  # "told Kestrel Weekly": as often an outlet as a person
    elif word in SAYING_BEFORE:
        verdict.evidence.add("saying before")


def _role_before(masked: str, start: int, form: str) -> bool:
    """Say whether a name between commas tells who holds the office before it: "The spokesman, Ada Brook, said"."""
    end = start + len(form)
    if " " not in form or masked[start - 2 : start] != ", " or not NO_LIST_PATTERN.match(masked, end):
        return False
    match = ROLE_BEFORE_PATTERN.search(masked, max(0, start - LONGEST_ROLE), start)
    return match is not None and match.group(1) in PERSON_NOUNS - KIN


def _unlisted(verdict: NameEvidence) -> bool:
    """Say whether a form of two or more words holds no word that is known from names of people."""
    words = verdict.form.split()
    return len(words) > 1 and verdict.score < STRONG and not any(flags(word) & PERSONAL_WORDS for word in words)


def _word_before(masked: str, start: int) -> str:
    """Return the word that a blank parts from what begins at a position, or an empty string."""
    if masked[start - 1 : start] != " ":
        return ""
    at = start - 1
    floor = max(0, start - LONGEST_BEFORE)
    while at > 0 and ((c := masked[at - 1]).isalnum() or c in "_'·-"):
        at -= 1
        if at < floor:
            return ""
    word = masked[at : start - 1]
    return word if word[:1] not in ("", "'", "·", "-") else ""
