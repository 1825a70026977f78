"""Who made the piece: bylines, closing credits, sign-offs, and the anchor's hand-off to a reporter."""

from __future__ import annotations

import functools
import re
from collections.abc import Sequence
from itertools import chain

from onrecord.authority.outlets import Outlet, named
from onrecord.language import wordlists
from onrecord.language.folding import fold_words
from onrecord.metadata import languages
from onrecord.metadata.lines import CAPITALS, Finding, Line, whole
from onrecord.metadata.source_lines import is_host
from onrecord.model import Boilerplate, Field, FieldName, Problem, Status

# "Lena Marsh", "Min Da-rae", "J. R. van der Voort", "Siân O'Dowd", "LENA MARSH"
_WORD = r"(?:[^\W\d_]\.|[^\W\d_][\w'’]*(?:-\w[\w'’]*)*)"
_UPPER = r"(?=[A-ZÀ-ÖØ-ÞŁŚŠŽČĆ])" + _WORD
_PARTICLE = "(?:" + wordlists.alternation(wordlists.words("en", "names", "particles")) + ")"
NAME = rf"{_UPPER}(?:\ (?:{_UPPER}|{_PARTICLE})){{0,3}}\ {_UPPER}".replace("\\ ", " ")
SHORT_NAME = NAME.replace("{0,3}", "{0,1}")
NAMES = rf"{NAME}(?:(?:, ?(?:and |& )?| and | & |; ?){NAME}){{0,5}}"
NAME_PATTERN = re.compile(NAME)
SPLIT_PATTERN = re.compile(r", ?(?:and |& )?| and | & |; ?")
_any = functools.partial(wordlists.any_of, "en", "lines")
# "By Lena Marsh", "Par Claire Morvan", "By Lena Marsh and Tom Hale, Quay Post staff",
# "By our correspondent Lena Marsh in Anvik"
BY_PATTERN = re.compile(
    rf"(?:{languages.joined('by')})\s+"
    rf"(?:our (?:[\w-]+ ){{0,3}}?(?:correspondent|reporter)s? |"
    rf"(?:staff )?(?:writer|{wordlists.any_of('en', 'labels', 'newspeople')})s? )?"
    rf"(?P<names>(?-i:{NAMES}))"
    rf"(?P<rest>(?:,| (?:{_any('outlet_links')}) | \||/| [-–—]|\s*\()"
    rf"(?:[^.!?:;“”\"]|\.(?=\w)){{0,80}})?\.?",
    re.IGNORECASE,
)
# ", Tarn Valley Echo", " for the Quay Post", " (Quay Post)"
OUTLET_BEHIND_PATTERN = re.compile(
    rf"(?:, ?(?:for )?| (?:{_any('outlet_links')}) | \| ?|/| [-–—] ?| ?\()(?:the )?(?P<outlet>[^()]{{2,60}}?)\)?"
)
# "By the Harbour Office", "By Quay Post Staff"
BODY_PATTERN = re.compile(
    r"By (?P<name>(?:the )?[A-Z0-9][\w.&'’-]*"
    rf"(?: (?:[A-Z0-9][\w.&'’-]*|&|{wordlists.any_of('en', 'small_words', 'links')})){{0,8}})"
)
# "(Reporting by Lena Marsh in Anvik; editing by Tom Hale)", "Reporting by Lena Marsh and Tom Hale."
CREDIT_PATTERN = re.compile(
    rf"[(\[]?(?:additional )?(?:{wordlists.any_of('en', 'labels', 'credits')})(?: and \w+)? by:? "
    rf"(?P<names>(?-i:{NAMES}))(?P<rest>[^\n“”\"]{{0,200}})",
    re.IGNORECASE,
)
OTHER_ROLE_PATTERN = re.compile(
    rf"[(\[]?(?:{_any('other_credits')})(?: and \w+)?(?: by)?:? (?-i:{NAMES})[^\n“”\"]{{0,80}}"
    rf"|{languages.joined('other_credits')}",
    re.IGNORECASE,
)
# "Min Da-rae, Channel Nine News.", "Min Da-rae, Channel Nine, Geneva."
SIGN_OFF_PATTERN = re.compile(
    rf"(?:(?:{_any('signing_off')}) |i['’]?m |reporting,? |"
    rf"for [^,]{{2,40}}, (?:i['’]m |this is )?)?(?P<name>(?-i:{NAME}))"
    rf"(?:,| for| of| [-–—/])\s?(?P<outlet>(?-i:[{CAPITALS}])[^,;:!?“”\"]{{1,40}}?)"
    rf"(?P<place>,\s?(?:in )?(?-i:[A-Z])[\w .'’,-]{{1,40}})?"
    rf"\s?\.?(?P<stray>[\"”’'»]*)",
    re.IGNORECASE,
)
# "… and take a coat. Min Da-rae, Channel Nine."
LAST_SENTENCE_PATTERN = re.compile(r"[.!?…] (?=[^.!?…]{5,100}\.?$)")
# "For Channel Nine News, I'm Min Da-rae in Geneva.", "This is Min Da-rae reporting from Geneva."
CLOSING_PATTERN = re.compile(
    rf"(?:\((?-i:[A-Z .'-]{{2,40}})\) )?(?:(?:{wordlists.any_of('en', 'small_words', 'prepositions')}) "
    rf"(?P<outlet>[^,.]{{2,40}}), )?"
    rf"(?:i['’]?m|{_any('signing_off')}|reporting,?)"
    rf" (?:our )?(?P<name>(?-i:{NAME}))(?P<rest>[^“”\"]{{0,90}})",
    re.IGNORECASE,
)
OUTLET_WORDS = wordlists.of_all("organisations", "outlet_words")
PAPERS = wordlists.words("en", "organisations", "paper_names")  # "Tarn Valley Echo", "Anvik Advertiser"
# "Our Min Da-rae has the details.", "our correspondent Min Da-rae spoke to …", "Min Da-rae reports.", "We go live to
# our Min Da-rae on the quay."
_ON_ASSIGNMENT = _any("on_assignment")
_ON_THE_SPOT = _any("on_the_spot")
HAND_OFF_PATTERN = re.compile(
    rf"\b[Oo]ur (?:own )?(?:[\w'’-]+ ){{0,4}}?"
    rf"(?:[Cc]orrespondent|[Rr]eporter|colleague|editor)s? (?P<name>{SHORT_NAME})"
    rf"|\b[Oo]ur (?:own |very own )?(?P<bare>{SHORT_NAME}),? (?:who |in [A-Z]|with (?:the|more)\b|"
    rf"(?:{_ON_ASSIGNMENT})\b|(?:is|was) (?:{_ON_THE_SPOT})\b)"
    rf"|\b(?:[Cc]orrespondent|[Rr]eporter) (?P<role>{SHORT_NAME}) (?:{_ON_ASSIGNMENT})\b"
    rf"|\b(?:(?i:{wordlists.any_of('en', 'labels', 'hand_off_verbs')}|over)|live) "
    rf"(?:(?:{_any('hand_off_adverbs')}) ){{0,2}}"
    rf"to our (?:own )?(?P<live>{SHORT_NAME})(?<!Bureau)(?<!Studio)(?<!Desk)(?<!Newsroom)"
    rf" (?:{wordlists.any_of('en', 'small_words', 'prepositions')})\b"
    rf"|(?:\A|[.!?…] )(?P<tail>{SHORT_NAME}) "
    rf"(?:{_any('hand_off_ends')}|"
    rf"(?:has|with) (?:the (?:{wordlists.any_of('en', 'labels', 'hand_off_nouns')})|more))"
    rf"(?: on (?:it|{wordlists.any_of('en', 'small_words', 'demonstratives')}))?(?: from [^.!?]{{2,40}})?[.!]?\s*\Z"
)
MAKERS_LIMIT = 200


def byline(line: Line, outlets: Sequence[Outlet] = (), origin: str = "") -> Finding | None:
    """Read a line that says who wrote the piece, and for whom; None when it is not one.

    `origin` is the outlet that another line names, if any.
    """
    if len(line.text) > MAKERS_LIMIT:
        return None
    for pattern in languages.patterns("bylines"):
        if found := pattern.fullmatch(line.text):
            return whole(line, "byline", "byline-reporter", _name(line, found, "name", "byline-reporter"))
    match = BY_PATTERN.fullmatch(line.text)
    if match is None:
        return None
    return whole(line, "byline", "byline", *_for_outlet(line, match, _names(line, match, "byline"), outlets, origin))


def _for_outlet(
    line: Line, match: re.Match[str], names: list[Field], outlets: Sequence[Outlet], origin: str
) -> list[Field]:
    """Return the names of a byline with the outlet that stands behind the last of them, if one does."""
    last = names[-1].evidence if len(names) > 1 else None
    if last and line.text[: last.start - line.span.start].endswith(", ") and _is_ours(names[-1].value, outlets, origin):
        return [*names[:-1], Field("outlet", names[-1].value, "stated", last, "byline")]
    behind = OUTLET_BEHIND_PATTERN.fullmatch(match["rest"] or "")
    if behind and _is_ours(behind["outlet"], outlets, origin):
        start = match.start("rest") + behind.start("outlet")
        span = line.part(start, start + len(behind["outlet"]))
        return [*names, Field("outlet", behind["outlet"], "stated", span, "byline")]
    return names


def _is_ours(words: str, outlets: Sequence[Outlet], origin: str) -> bool:
    """Say whether words behind a name are an outlet: listed, the one that another line names, or named like a paper."""
    return (
        named(words, outlets) is not None
        or (bool(origin) and fold_words(words) == fold_words(origin))
        or is_paper(words)
    )


def is_paper(words: str) -> bool:
    """Say whether a name of two to five words ends like the name of a newspaper or station."""
    own = fold_words(words).split()
    return 2 <= len(own) <= 5 and (own[-1] in PAPERS or own[-1] in OUTLET_WORDS)


def organisation(line: Line) -> Finding | None:
    """Read "By the Harbour Office" right under a title: an organisation as the writer."""
    match = BODY_PATTERN.fullmatch(line.text) if len(line.text) <= 90 else None
    return whole(line, "byline", "byline-body", _name(line, match, "name", "byline-body")) if match else None


def name_line(line: Line) -> Finding | None:
    """Read a line under the title that is one person's name and nothing else."""
    match = NAME_PATTERN.fullmatch(line.text)
    if match is None or len(line.text.split()) > 4 or line.text.isupper():
        return None
    return whole(line, "byline", "name-line", _name(line, match, 0, "name-line", "inferred"))


def credits(line: Line, outlets: Sequence[Outlet] = (), origin: str = "") -> Finding | None:
    """Read a closing credit such as "(Reporting by Lena Marsh; editing by Tom Hale)"."""
    if len(line.text) > 2 * MAKERS_LIMIT:
        return None
    match = CREDIT_PATTERN.fullmatch(line.text)
    if match:
        return whole(line, "byline", "closing-credit", *_names(line, match, "closing-credit"))
    if OTHER_ROLE_PATTERN.fullmatch(line.text):
        return whole(line, "byline", "other-credit")
    return byline(line, outlets, origin)


def sign_off(line: Line, outlets: Sequence[Outlet], origin: str, address: str = "") -> Finding | None:
    """Read a reporter's sign-off at the end of a story; a stray closing mark after it is reported, not paired.

    `origin` and `address` are the outlet and the address that a source line names, if any: an outlet that is the
    same, or whose name is that host's, needs no other proof.
    """
    if len(line.text) > MAKERS_LIMIT:
        return None
    found = (pattern.fullmatch(line.text) for pattern in languages.patterns("sign_offs"))
    match = next((one for one in found if one), None)
    if match is None:
        match = SIGN_OFF_PATTERN.fullmatch(line.text)
        if match is None or not _is_outlet(match["outlet"], outlets, origin, address):
            return _closing(line)
    fields = [_name(line, match, "name", "sign-off"), _name(line, match, "outlet", "sign-off", name="outlet")]
    problems: tuple[Problem, ...] = ()
    stray = match["stray"]
    if stray and not any(mark in line.text[: match.start("stray")] for mark in '“"‘«'):
        message = f"the mark {stray!r} after the sign-off closes nothing"
        problems = (Problem("", 0, "STRAY-MARK", "warning", message, "correct it at the source, if you can"),)
    return whole(line, "sign-off", "sign-off", *fields, problems=problems)


def sign_off_at_end(line: Line, outlets: Sequence[Outlet], origin: str) -> Finding | None:
    """Read a sign-off that is the last sentence of a story's last paragraph."""
    match = LAST_SENTENCE_PATTERN.search(line.text, max(0, len(line.text) - 110))
    if match is None or _inside_marks(line.text, len(line.text)):
        return None
    start = match.end()
    return sign_off(Line(line.part(start, len(line.text)), line.text[start:], False), outlets, origin)


def _closing(line: Line) -> Finding | None:
    """Read "This is Min Da-rae reporting from Geneva." and its kin."""
    match = CLOSING_PATTERN.fullmatch(line.text)
    if match is None:
        return None
    rest = match["rest"].strip(" .,!")
    if not (match["outlet"] or REPORTING_FROM_PATTERN.match(rest)):
        return None
    return whole(line, "sign-off", "closing", _name(line, match, "name", "closing"))


# "reporting live from Geneva", "in Geneva for Channel Nine"
REPORTING_FROM_PATTERN = re.compile(
    r"(?:reporting|reports|with (?:that|the) report|live (?:from|in)|in [A-Z][^.]* for )"
)


def hand_off(opening: Sequence[Line]) -> list[Field]:
    """Find the reporter to whom the lead of a broadcast script hands over."""
    found: list[Field] = []
    for line in opening:
        every = (pattern.finditer(line.text) for pattern in (HAND_OFF_PATTERN, *languages.patterns("hand_offs")))
        for match in sorted(chain.from_iterable(every), key=re.Match[str].start):
            if _inside_marks(line.text, match.start()):
                continue
            group = next(name for name, value in match.groupdict().items() if value)
            found.append(_name(line, match, group, "hand-off"))
    return found


def lead(line: Line) -> Finding | None:
    """Read the reporter at the head of a wire story's first paragraph: "(서울=바다통신) 김다래 기자 = …"."""
    for pattern in languages.patterns("leads"):
        if match := pattern.match(line.text):
            boilerplate = Boilerplate(line.part(match.start("name"), match.end()), "byline", "byline-lead")
            return Finding((_name(line, match, "name", "byline-lead"),), (boilerplate,))
    return None


def split_names(text: str) -> list[str]:
    """Split a list of names; anything that is no such list is one name."""
    parts = [part for part in SPLIT_PATTERN.split(text) if part]
    return parts if len(parts) > 1 and all(NAME_PATTERN.fullmatch(part) for part in parts) else [text]


def distinct(fields: Sequence[Field]) -> list[Field]:
    """Return bylines without repeats; of a short and a long form of one name, the long one."""
    kept: list[Field] = []
    for field in fields:
        words = fold_words(field.value)
        if any(f" {words} " in f" {fold_words(other.value)} " for other in kept):
            continue
        kept = [other for other in kept if f" {fold_words(other.value)} " not in f" {words} "]
        kept.append(field)
    return kept


def _names(line: Line, match: re.Match[str], rule: str) -> list[Field]:
    """Return one byline for each name of a list of names."""
    fields, at = [], match.start("names")
    for part in [*SPLIT_PATTERN.finditer(line.text, at, match.end("names")), None]:
        end = part.start() if part else match.end("names")
        if NAME_PATTERN.fullmatch(line.text, at, end):
            fields.append(Field("byline", line.text[at:end], "stated", line.part(at, end), rule))
        at = part.end() if part else end
    return fields


def _name(
    line: Line,
    match: re.Match[str],
    group: str | int,
    rule: str,
    status: Status = "stated",
    name: FieldName = "byline",
) -> Field:
    value = " ".join(match[group].split())
    return Field(name, value, status, line.part(match.start(group), match.end(group)), rule)


def _is_outlet(words: str, outlets: Sequence[Outlet], origin: str, address: str) -> bool:
    """Say whether the words of a sign-off are an outlet: listed, named by the source line, or with a telling word."""
    if named(words, outlets) or (address and is_host(words, address)):
        return True
    own = fold_words(words).split()
    if own and origin and own[0] == fold_words(origin).removeprefix("the ").split()[:1][0]:
        return True
    return not OUTLET_WORDS.isdisjoint(own) and len(own) <= 5


def _inside_marks(text: str, at: int) -> bool:
    before = text[:at]
    return before.count("“") > before.count("”") or before.count('"') % 2 == 1
