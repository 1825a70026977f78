"""Korean words: their particles taken off, and what they can be in a name, a title or the name of a body."""

from __future__ import annotations

import re
from dataclasses import dataclass

from onrecord.language import wordlists
from onrecord.model import Span
from onrecord.speech.korean.words import PARTICLE, one_of

SURNAMES = wordlists.words("ko", "names", "surnames")
DOUBLE_SURNAMES = wordlists.words("ko", "names", "double_surnames")
MODIFIERS = wordlists.words("ko", "titles", "modifiers")
PLACES = wordlists.words("ko", "places", "places")
OPENERS = wordlists.words("ko", "small_words", "openers")
CONNECTIVES = wordlists.words("ko", "small_words", "connectives")
PRONOUNS = wordlists.words("ko", "pronouns", "pronouns")
KIN = wordlists.words("ko", "roles", "kin")
GIVEN = wordlists.words("ko", "names", "given_syllables")
NOT_NAMES = wordlists.words("ko", "names", "not_names")
WHOLE_NOUNS = wordlists.ordered("ko", "small_words", "whole_nouns")
SHORT_NAMES = wordlists.words("ko", "organisations", "short_names")
INDEFINITE = wordlists.words("ko", "small_words", "indefinite")
ANONYMOUS = wordlists.words("ko", "roles", "anonymous")
TITLES = wordlists.words("ko", "titles", "titles")
BODIES = wordlists.words("ko", "organisations", "organisations")
LONGEST_ENDING = max(map(len, TITLES | BODIES))
BUREAU_TITLES = wordlists.words("ko", "titles", "bureau_titles")
COMMON_TRADES = wordlists.ordered("ko", "roles", "common_trades")
NOUN_ENDINGS = wordlists.ordered("ko", "small_words", "noun_endings")
HONOURIFICS = wordlists.words("ko", "titles", "honourifics")
CLEAR_TOPICS = wordlists.words("ko", "small_words", "topic_particles")
TOPICS = CLEAR_TOPICS | wordlists.words("ko", "small_words", "like_topic_particles")
SUBJECTS = TOPICS | wordlists.words("ko", "small_words", "subject_particles")

_VERB_END = one_of("small_words", "verb_endings")
_PAST = one_of("small_words", "past_stems")

# A word between white space: "대변인은", "‘바다’라고"
WORD_PATTERN = re.compile(r"\S+")
# The particle at a word's end, tried longest first: "장관|은", "외교부|에서는", "사무처장|의"
PARTICLE_PATTERN = re.compile(rf"(?P<stem>.*?[\w¦][\])）]?)(?P<particle>{PARTICLE})?(?P<tail>[,.·:;!?…]*)")
# "하람등대(HL)는", "하람시(시장 한서우)는": what stands in brackets behind a name, which `split` blanks
BRACKETS_PATTERN = re.compile(r"(?<=\w)[(（][^()（）\n]{1,40}[)）]")
BLANK = "¦"
# Letters of a name: Hangul, or Latin capitals of a body ("KBN")
HANGUL_PATTERN = re.compile(r"[가-힣]+")
LATIN_PATTERN = re.compile(r"[A-Z][A-Za-z0-9&.-]*$")
# Endings of verbs and adverbs that no word of a name has: "했고", "위해", "시작된"
VERBAL_PATTERN = re.compile(rf"(?:{_VERB_END}|{_PAST}.?|[^가-힣\w]+|[가-힣][면자])$")


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a sentence with its particle taken off: `stem` without brackets, both as spans."""

    span: Span
    stem: Span
    text: str
    particle: str
    tail: str


def split(text: str, start: int, end: int) -> list[Word]:
    """Return the words of a stretch of text."""
    out = []
    line = BRACKETS_PATTERN.sub(lambda m: BLANK * len(m.group()), text[start:end])
    for match in WORD_PATTERN.finditer(line):
        span = Span(start + match.start(), start + match.end())
        parts = PARTICLE_PATTERN.fullmatch(match.group())
        if parts is None:
            out.append(Word(span, span, match.group(), "", ""))
            continue
        stem, particle = parts["stem"], parts["particle"] or ""
        if len(particle) == 1 and (stem + particle).endswith(WHOLE_NOUNS):
            stem, particle = stem + particle, ""
        bare = stem.strip("“”\"‘’'()[]<>《》「」" + BLANK)
        tail = parts["tail"] or (")" if stem[-1] in "])）" else "")
        at = span.start + match.group().find(bare)
        out.append(Word(span, Span(at, at + len(bare)), bare, particle, tail))
    return [_whole(word, out[at + 1] if at + 1 < len(out) else None) for at, word in enumerate(out)]


def _whole(word: Word, following: Word | None) -> Word:
    """Give a name its last syllable back that looks like a particle: "한가은 교수"."""
    whole = word.text + word.particle
    if word.particle and following and not word.tail and is_korean_name(whole) and title_of(following.text):
        return Word(word.span, Span(word.stem.start, word.stem.start + len(whole)), whole, "", "")
    return word


def title_of(word: str) -> str:
    """Return the title that a word is or ends in: "의장" for "하원의장", or an empty string."""
    for length in range(min(LONGEST_ENDING, len(word)), 0, -1):
        if word[-length:] in TITLES and (length > 1 or length == len(word)):
            return word[-length:]
    return ""


def is_body(word: str) -> bool:
    """Say whether a word names a body: "외교부", "KBN", "하람일보"."""
    if LATIN_PATTERN.match(word):
        return len(word) > 1 and word.upper() == word
    for length in range(min(LONGEST_ENDING, len(word)), 0, -1):
        if word[-length:] in BODIES:
            return (len(word) == length and length > 1) or len(word) > length + (length == 1)
    return False


def is_korean_name(word: str) -> bool:
    """Say whether a word is built like a Korean's full name: family name and one or two syllables."""
    if word in NOT_NAMES or not HANGUL_PATTERN.fullmatch(word):
        return False
    family = 2 if word[:2] in DOUBLE_SURNAMES else 1
    given = word[family:]
    if not given or not all(syllable in GIVEN for syllable in given):
        return False
    return len(word) in (3, 4) if family == 2 else len(word) == 3 and word[0] in SURNAMES


def is_anonymous(word: str) -> bool:
    """Say whether a word stands for nameless people: "관계자", "전문가들"."""
    return (
        word in ANONYMOUS or word.removesuffix("들") in ANONYMOUS or (word.endswith("들") and title_of(word[:-1]) != "")
    )


def may_be_name(word: Word) -> bool:
    """Say whether a word can be part of a foreign name: Hangul without a particle, no opener, verb or known noun."""
    return (
        not word.particle
        and not word.tail
        and HANGUL_PATTERN.fullmatch(word.text) is not None
        and word.text not in OPENERS
        and len(word.text) <= 6
        and not VERBAL_PATTERN.search(word.text)
        and not is_support(word)
    )


def is_support(word: Word) -> bool:
    """Say whether a word can stand between a name and a title: a place, a body, a modifier, or a title itself."""
    text = word.text
    return (
        text in PLACES
        or text in MODIFIERS
        or text in KIN
        or bool(title_of(text))
        or is_body(text)
        or is_anonymous(text)
    )
