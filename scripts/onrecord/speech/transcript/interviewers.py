"""Tell the newsroom's own voices in a transcript from the people who are asked."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from onrecord.language import wordlists
from onrecord.model import Metadata, Span
from onrecord.speech.types import Turn

HEAD = 1_500  # characters before the first label in which an interview says that it is one
MOST = 0.5  # of a voice's turns ask, when it is the interviewer's

_REPORTERS = wordlists.alternation(wordlists.of_all("labels", "reporters"))
_BEHIND_REPORTERS = wordlists.alternation(wordlists.of_all("labels", "behind_reporters"))
_INTERVIEWED = wordlists.any_of("en", "labels", "interviewed")
# "An interview with the mayor", "The Gull spoke with Mina Reyes"
INTERVIEW_PATTERN = re.compile(
    r"\b(?:[Ii]nterview\w*|INTERVIEW\w*|Q ?& ?A|[Qq]uestions and [Aa]nswers|"
    rf"{_INTERVIEWED}|[Cc]onversation with|put questions to)\b|"
    + wordlists.alternation(wordlists.of_all("labels", "interviews"))
)
# Before a name: "our correspondent Min Da-rae", "Interview by Min Da-rae"
REPORTER_BEFORE_PATTERN = re.compile(
    rf"(?:\b[Oo]ur(?: own)?|\b(?:{wordlists.any_of('en', 'labels', 'newspeople')})s?|"
    rf"\b(?i:{wordlists.any_of('en', 'labels', 'credits')}) by)[ ,]*(?:[\w-]+ ){{0,2}}$"
)
_HAND_OFF_NOUNS = wordlists.any_of("en", "labels", "hand_off_nouns")
# After a name: "Min Da-rae reports", "Min Da-rae, reporting live", "Min Da-rae has the details", "민다래 기자"
REPORTER_AFTER_PATTERN = re.compile(
    rf",? (?:reports?\b(?! to\b)|reporting\b|has (?:the (?:{_HAND_OFF_NOUNS})|more|this)\b|(?:{_REPORTERS})\b)"
    rf"|\s?(?:{_REPORTERS})(?:{_BEHIND_REPORTERS}|\b)"
)
# After a name: "The Gull spoke with Mina Reyes", but not "The mayor spoke with reporters"
INTERVIEWER_AFTER_PATTERN = re.compile(
    rf" (?:{_INTERVIEWED}|{wordlists.any_of('en', 'labels', 'met')})"
    rf"(?! (?:{wordlists.any_of('en', 'labels', 'press')}))\b"
)
# Whom the interview is with: "an interview with the mayor, Mina Reyes", "Mina Reyes: An interview"
INTERVIEWEE_BEFORE_PATTERN = re.compile(rf"(?:[Ii]nterview(?:s|ed)?|{_INTERVIEWED}|[Cc]onversation with)\b[^.?!\n]*$")
INTERVIEWEE_AFTER_PATTERN = re.compile(r": (?:[Aa]n? )?(?:[Ee]xclusive )?[Ii]nterview\b")
# Somebody speaks of himself
FIRST_PERSON_PATTERN = re.compile(r"\b(?:I|I['’]\w+|[Mm]y|[Ww]e|[Oo]ur)\b")
# A voice that hands over or takes back: "That was Min Da-rae", "Thank you, Da-rae"
HAND_OFF_PATTERN = re.compile(
    rf"\b(?:(?i:{wordlists.any_of('en', 'labels', 'hand_back')})|[Jj]oin(?:s|ed|ing)|"
    rf"[Ww]e (?:now )?(?:{wordlists.any_of('en', 'labels', 'hand_off_verbs')}))\b"
)


@dataclass(frozen=True, slots=True)
class Voices:
    """What tells the newsroom's own turns from the others: who is the newsroom's, who is not, and what the text is."""

    text: str
    own: set[str]
    others: set[str]
    is_interview: bool
    has_answers: bool


def read(text: str, part: Span, turns: Sequence[Turn], metadata: Metadata) -> Voices:
    """Return the voices of the turns of one story."""
    own = _own_voices(text, part, turns, metadata)
    named = {_key(text, turn) for turn in turns if turn.kind == "named"}
    return Voices(text, own, named - own, _is_interview(text, turns), any(turn.kind == "answer" for turn in turns))


def asks(voices: Voices, turn: Turn) -> bool:
    """Say whether a labelled question is the newsroom's: of an interview, not of a briefing."""
    if turn.kind != "question":
        return False
    one_to_one = voices.is_interview and len(voices.others) == 1 and ":" in turn.label.of(voices.text)
    return voices.has_answers or not voices.others or one_to_one


def is_own(voices: Voices, turn: Turn) -> bool:
    """Say whether the voice of a turn is the newsroom's own."""
    return turn.kind == "named" and _key(voices.text, turn) in voices.own


@dataclass(frozen=True, slots=True)
class _Introduced:
    """The voices that the text introduces: its outlet, its reporters, those who ask and those who are asked."""

    outlets: set[str] = field(default_factory=set)
    reporters: set[str] = field(default_factory=set)
    interviewers: set[str] = field(default_factory=set)
    interviewees: set[str] = field(default_factory=set)


def _own_voices(text: str, part: Span, turns: Sequence[Turn], metadata: Metadata) -> set[str]:
    """Return the keys of the voices that are the newsroom's."""
    named = [turn for turn in turns if turn.kind == "named" and turn.label.of(text)[0] != "[" and turn.mention]
    bodies: dict[str, list[str]] = {}
    for turn in named:
        bodies.setdefault(_key(text, turn), []).append(turn.body.of(text))
    if not bodies:
        return set()
    found = _introduced(text, part, named, metadata)
    own = found.outlets | found.reporters
    if any(turn.kind == "question" and ":" not in turn.label.of(text) for turn in turns):
        return own if found.outlets else set()  # a press briefing: the reporters are its "Q"
    asking = {key for key, said in bodies.items() if sum("?" in words for words in said) > MOST * len(said)}
    own |= found.interviewers & asking
    if _is_interview(text, turns) and len(bodies) > 1:
        own |= _interviewers(bodies, asking, found)
    if (
        found.reporters - asking - found.outlets
    ):  # a two-way: the reporter answers; who asks or hands over is the anchor
        givens = {part for key in found.reporters for part in key.split() if len(part) > 2}
        own |= {key for key, said in bodies.items() if key in asking or all(_hands_over(w, givens) for w in said)}
    return own


def _interviewers(bodies: dict[str, list[str]], asking: set[str], found: _Introduced) -> set[str]:
    """Return the voices of an interview that ask: most of their turns end in a question, or only others are asked."""
    mostly = {
        key
        for key in asking
        if sum(words.rstrip('"”’ ').endswith("?") for words in bodies[key]) >= MOST * len(bodies[key])
    }
    if mostly and mostly != set(bodies):
        return mostly
    first = next(iter(bodies))
    asked = found.interviewees
    return {first} if asked and first not in asked and set(bodies) - {first} <= asked else set()


def _introduced(text: str, part: Span, named: Sequence[Turn], metadata: Metadata) -> _Introduced:
    """Return how the text outside of the labels speaks of the voices."""
    spans = {turn.mention.start for turn in named if turn.mention}
    forms = {_fold(turn.mention.of(text)): _key(text, turn) for turn in named if turn.mention}
    found = _Introduced()
    for kind, keys in (("outlet", found.outlets), ("byline", found.reporters)):
        known = {_fold(value) for value in metadata.values(kind)}  # type: ignore[arg-type]
        known |= {value.removeprefix("the ") for value in known}
        keys |= {key for form, key in forms.items() if form.removeprefix("the ") in known or key in known}
        short = {word for value in known for word in _short_forms(value)}
        found.interviewers.update(key for form, key in forms.items() if form.removeprefix("the ") in short)
    pattern = re.compile("|".join(re.escape(form) for form in sorted(forms, key=len, reverse=True)[:50]), re.IGNORECASE)
    for match in pattern.finditer(text, *part):
        key = forms.get(_fold(match.group()))
        if key is None:
            continue
        before = text[max(0, match.start() - 100) : match.start()].replace("\n", ". ")
        if INTERVIEWEE_BEFORE_PATTERN.search(before) or INTERVIEWEE_AFTER_PATTERN.match(text, match.end()):
            found.interviewees.add(key)
        elif match.start() in spans:
            continue
        elif REPORTER_BEFORE_PATTERN.search(before) or REPORTER_AFTER_PATTERN.match(text, match.end()):
            found.reporters.add(key)
        elif INTERVIEWER_AFTER_PATTERN.match(text, match.end()):
            found.interviewers.add(key)
    return found


def _short_forms(name: str) -> tuple[str, str]:
    """Return what may stand for the name of an outlet or a writer that asks: "Echo", "TVE" of the Tarn Valley Echo."""
    words = name.split()
    return (words[-1], "".join(word[0] for word in words)) if len(words) > 1 else ("", "")


def _hands_over(words: str, names: set[str]) -> bool:
    folded = words.casefold()
    return HAND_OFF_PATTERN.search(words) is not None and any(name in folded for name in names)


def _is_interview(text: str, turns: Sequence[Turn]) -> bool:
    first = next((turn.label.start for turn in turns if turn.kind != "direction"), 0)
    return INTERVIEW_PATTERN.search(text, max(0, first - HEAD), first) is not None


def closed(text: str, turns: list[Turn]) -> list[Turn]:
    """End the last named turn before a paragraph that speaks of its speaker in the third person."""
    place = next((n for n in range(len(turns) - 1, -1, -1) if turns[n].kind == "named"), -1)
    if place < 0 or any(turn.kind not in ("direction",) for turn in turns[place + 1 :]):
        return turns
    turn = turns[place]
    surname = turn.name.of(text).split()[-1].title() if turn.name else ""
    named = re.compile(rf"\b{re.escape(surname)}\b")
    at = turn.body.start
    for number, line in enumerate(turn.body.of(text).splitlines(keepends=True)):
        if number and surname and named.search(line) and not FIRST_PERSON_PATTERN.search(line):
            end = turn.body.start + len(text[turn.body.start : at].rstrip())
            turns[place] = replace(turn, body=Span(turn.body.start, end))
            break
        at += len(line)
    return turns


def _fold(name: str) -> str:
    return " ".join(name.casefold().split())


def _key(text: str, turn: Turn) -> str:
    span = turn.name or turn.mention
    return _fold(span.of(text)) if span else ""
