"""Find reported clauses in a Korean sentence, and the verb of saying that follows a quotation."""

from __future__ import annotations

import re
from dataclasses import dataclass

from onrecord.model import Span
from onrecord.speech.korean import names
from onrecord.speech.korean.names import Word
from onrecord.speech.korean.noun_phrases import Sentence
from onrecord.speech.korean.quotes import FILLER
from onrecord.speech.korean.words import ADVERB, DO, PARTICLE, TIE, one_of

FARTHEST_CUE = 60  # characters between -고 and its verb: a subject and an adverb
LONGEST_CLAUSE = 400  # characters between quoted words and their verb
SHORTEST = 3  # characters of a reported clause

_NOT = one_of("small_words", "negated")
_NOUN = one_of("reporting_verbs", "say_nouns")
_BEFORE_DO = one_of("small_words", "before_do")
_STEM = one_of("reporting_verbs", "say_stems")
_PASSIVE = one_of("small_words", "passive")
_BARE_DO = one_of("small_words", "bare_do")
_ADNOMINAL = one_of("small_words", "adnominal_endings")
_CLAUSE_END = one_of("small_words", "quotative_endings")
_ACCORDING = one_of("small_words", "according")
_ASKED = one_of("reporting_verbs", "noun_phrase")
_THOUGHT = one_of("reporting_verbs", "thoughts")
_VOICING = one_of("reporting_verbs", "voicing_stems")
_VENUE = one_of("reporting_verbs", "venues")
_TIME = one_of("small_words", "times", "prepositions")
_NEGATED = rf"지 ?{_NOT}"
# "말했다", "주장하면서", "설명을 했다", "밝혔다", "전한"; not "밝혀졌다", "말하지 않았다"
CUE_PATTERN = re.compile(
    rf"(?<![가-힣])(?:[가-힣]{{0,4}}{_NOUN}{_BEFORE_DO}? ?{DO}"
    rf"|{_STEM})(?!{_PASSIVE}|{_NEGATED})[가-힣]*"
)
# "-다고 했다": a bare "do" right behind the tie says as much
BARE_CUE_PATTERN = re.compile(rf" ?(?:도 )?(?P<cue>{_BARE_DO}[가-힣]*)(?=[\s,.]|$)")
# "밝힌", "말하던": before the noun that is its subject
ADNOMINAL_PATTERN = re.compile(rf"{_ADNOMINAL}$")
# "올랐다고", "간다며", "조치라고": a clause that is somebody's words, outside of marks
QUOTATIVE_PATTERN = re.compile(
    rf"(?<![가-힣\"”’'{FILLER}])(?P<end>(?!이라[고며])[가-힣]*[가-힣]{_CLAUSE_END})"
    rf"(?P<tie>{TIE})(?:도|는)?(?=[\s,])"
)
# "경찰에 따르면", "외교부에 의하면"
ACCORDING_PATTERN = re.compile(rf"에 ?{_ACCORDING},? ")
# "승복 불가 입장을 밝혔다", "해산을 요청하는": what is said as a noun
NOUN_PATTERN = re.compile(
    rf"(?<![가-힣])(?P<object>[가-힣]{{1,14}})(?:을|를) {ADVERB}"
    rf"(?P<cue>{_ASKED}{DO}[가-힣]*)"
    rf"|(?P<stance>{_THOUGHT})(?:을|를) {ADVERB}"
    rf"(?P<voiced>{_VOICING}[가-힣]*)"
)
# "□”이라며 ": a quotation that ends here with its own tie
TIED_PATTERN = re.compile(rf"{FILLER}.? ?(?:이?라)?{TIE}[\s,]")
# "요청하지 않았다"
NEGATED_PATTERN = re.compile(rf"[가-힣]*{_NEGATED}")
# "회의에서", "기자회견을"
VENUE_PATTERN = re.compile(rf"{_VENUE}{PARTICLE}?$")
# "27일", "이날", "오전"
TIME_PATTERN = re.compile(rf"(?:\d+[일월]|{_TIME})$")


@dataclass(frozen=True, slots=True)
class Clause:
    """Reported words: where, by which verb, and where the part of the sentence begins that holds them.

    `source` is the index of the word that names the source of "에 따르면". `explicit` says that the verb is one of
    saying, whose subject may stand in the sentence before.
    """

    content: Span
    cue: Span | None
    region: int
    source: int | None = None
    explicit: bool = True


def cue_after(masked: str, start: int, end: int) -> Span | None:
    """Return the first verb of saying in a stretch."""
    match = CUE_PATTERN.search(masked, start, min(end, start + LONGEST_CLAUSE))
    return Span(*match.span()) if match else None


def is_adnominal(masked: str, cue: Span) -> bool:
    """Say whether a verb of saying stands before a noun: "표현한 장관"."""
    return ADNOMINAL_PATTERN.search(cue.of(masked)) is not None


def clauses(sentence: Sentence) -> list[Clause]:
    """Return the reported clauses of a sentence in order."""
    out: list[Clause] = []
    masked, end = sentence.text, sentence.span.end
    region = sentence.span.start
    according = _according(sentence)
    for match in QUOTATIVE_PATTERN.finditer(masked, *sentence.span):
        bare = BARE_CUE_PATTERN.match(masked, match.end(), end) if match["tie"] == "고" else None
        cue = Span(*bare.span("cue")) if bare else cue_after(masked, match.end(), min(end, match.end() + FARTHEST_CUE))
        if cue is None or _other_between(masked, match.end(), cue.start):
            continue
        start = _content_start(sentence, region, match.end("end"), cue.start)
        content = _trim(masked, Span(max(start, according[1] if according else 0), match.end("end")))
        if len(content.of(masked)) >= SHORTEST and not CUE_PATTERN.fullmatch(content.of(masked)):
            out.append(Clause(content, cue, region))
            region = cue.end
    if not out and according:
        head, start = according
        content = _trim(masked, Span(start, end))
        if len(content.of(masked)) >= SHORTEST and FILLER not in content.of(masked):
            out.append(Clause(content, None, sentence.span.start, head, explicit=False))
    return out or _nouns(sentence)


def _according(sentence: Sentence) -> tuple[int, int] | None:
    """Return the word that names the source of "에 따르면", and where its clause begins."""
    match = ACCORDING_PATTERN.search(sentence.text, *sentence.span)
    head = sentence.word_at(match.start()) if match else None
    return (head, match.end()) if match and head is not None else None


def _other_between(masked: str, start: int, end: int) -> bool:
    """Say whether quoted words or another clause stand between a clause and a verb, so that the verb is not its own."""
    gap = masked[start:end]
    return FILLER in gap or QUOTATIVE_PATTERN.search(gap) is not None


def _content_start(sentence: Sentence, region: int, end: int, cue: int) -> int:
    """Return where a clause begins: behind its verb's subject, a quotation, and words on when and where it was said."""
    masked = sentence.text
    inside = [k for k, word in enumerate(sentence.words) if word.span.start >= region and word.span.end <= end]
    between = any(w.particle in names.SUBJECTS and end < w.span.start < cue for w in sentence.words)
    subject = None if between else _subject(sentence, inside)
    start = sentence.words[subject].span.end if subject is not None else region
    for k in inside:
        word = sentence.words[k]
        if word.span.start < start:
            continue
        opens = subject is None and word.text + word.particle in names.CONNECTIVES
        if not opens and not _is_setting(masked, word):
            break
        start = word.span.end
    fillers = masked.rfind(FILLER, region, end)
    tied = masked.find(" ", fillers) if fillers >= start and _is_tied(masked, fillers) else -1
    return max(start, tied) if 0 <= tied < end else start


def _subject(sentence: Sentence, inside: list[int]) -> int | None:
    """Return the word of the first topic that can be somebody who speaks, else of the first such subject."""
    for particles in (names.TOPICS, names.SUBJECTS):
        for k in inside:
            if sentence.words[k].particle in particles and sentence.phrases[k]:
                return k
    return None


def _is_tied(masked: str, filler: int) -> bool:
    """Say whether a quotation that ends here has its own -고 or -며, so that a clause begins behind it."""
    return TIED_PATTERN.match(masked, filler, filler + 8) is not None


def _is_setting(masked: str, word: Word) -> bool:
    whole = word.span.of(masked).rstrip(",")
    return bool(VENUE_PATTERN.search(whole) or TIME_PATTERN.search(whole))


def _nouns(sentence: Sentence) -> list[Clause]:
    """Return what a sentence with a subject reports as a noun: "해산을 요청했다"."""
    out = []
    masked, words = sentence.text, sentence.words
    for match in NOUN_PATTERN.finditer(masked, *sentence.span):
        cue = Span(*match.span("cue" if match["cue"] else "voiced"))
        head = sentence.word_at(match.start("object" if match["object"] else "stance"))
        if head is None or NEGATED_PATTERN.match(masked, cue.start, cue.end + 3):
            continue
        first = head
        while first > 0 and not (words[first - 1].particle or words[first - 1].tail or _is_verbal(words[first - 1])):
            first -= 1
        content = Span(words[first].stem.start, words[head].stem.end)
        if len(content.of(masked)) >= SHORTEST:
            out.append(Clause(content, cue, sentence.span.start, explicit=False))
    return out


def _is_verbal(word: Word) -> bool:
    closed = word.text in names.OPENERS or word.text in ("만에", "만") or FILLER in word.text
    return closed or names.VERBAL_PATTERN.search(word.text) is not None


def _trim(masked: str, span: Span) -> Span:
    words = span.of(masked)
    start = span.start + len(words) - len(words.lstrip(" ,\n\t"))
    return Span(start, max(start, span.start + len(words.rstrip(" .!?,\n\t"))))
