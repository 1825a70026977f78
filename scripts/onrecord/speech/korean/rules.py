"""The rules of attribution for Korean, in the order in which they are tried. The first that finds a speaker decides."""

from __future__ import annotations

from collections.abc import Callable

from onrecord.speech.korean import attribution
from onrecord.speech.korean.attribution import Content
from onrecord.speech.rules import Exclusion, Rule
from onrecord.speech.types import Speaker

SpeakerRule = Rule[Callable[[Content], Speaker | None]]

# Words in marks that are tied to a verb or noun of saying: `"…"고`, `"…"이라며`, `"…"는 입장`
QUOTED: tuple[SpeakerRule, ...] = (
    Rule("relative", "certain", "a verb of saying that describes who speaks",
         '"배가 뜬다"고 말한 한서우 장관은 웃었다.', attribution.relative),
    Rule("subject-between", "certain", "a subject between the words and their verb",
         '"배가 뜬다"고 한서우 장관은 말했다.', attribution.subject_between),
    Rule("subject-before", "certain", "a subject before the words",
         '한서우 장관은 "배가 뜬다"고 말했다.', attribution.subject_before),
    Rule("same-chain", "certain", "who said the words before in the sentence",
         '"배가 뜬다"고 말한 한서우 장관, "내일도 뜬다"고 덧붙였다.', attribution.same_chain),
    Rule("subject-unknown", "likely", "two or three unknown words as a subject: a foreigner's name",
         '로스 하멜은 "배가 뜬다"고 말했다.', attribution.unknown_subject),
    Rule("subject-not-understood", "unsure", "a topic that no rule could read",
         '바다는 "배가 뜬다"고 말했다.', attribution.not_understood),
    Rule("sentence-before", "likely", "who spoke in the sentence before",
         '한서우 장관은 "배가 뜬다"고 말했다. 또 "내일도 뜬다"고 했다.', attribution.sentence_before),
    Rule("nobody-named", "unsure", "nobody who could be the speaker",
         '"배가 뜬다"고 했다.', attribution.nobody),
)  # fmt: skip
*_, NOBODY = QUOTED
_BY_NAME = {rule.name: rule for rule in QUOTED}
# Reported clauses, and a few words in marks inside of one
REPORTED: tuple[SpeakerRule, ...] = (
    Rule("according-to", "certain", "“에 따르면” or “에 의하면”",
         "하람군청에 따르면 배가 다시 뜬다.", attribution.according_to),
    *(_BY_NAME[name] for name in (
        "subject-between", "subject-before", "same-chain", "subject-not-understood", "sentence-before", "nobody-named",
    )),
)  # fmt: skip
# Words in marks that are tied to a noun of saying with a possessor; asked first
OWNED: tuple[SpeakerRule, ...] = (
    Rule("possessor", "likely", "whose question or answer the words are",
         '장관은 "왜 늦었느냐"는 KBN 기자 마야 로스의 질문에 웃었다.', attribution.possessor),
)  # fmt: skip
# A sentence in marks that nothing ties to its surroundings
UNTIED: tuple[SpeakerRule, ...] = (
    Rule("headline", "likely", "a name right before, in a line without a verb",
         '한서우 장관 "물러서지 않겠다"', attribution.headline),
)  # fmt: skip
# Asked of words in marks that no rule above gives to anybody
NOT_SPEECH: Exclusion[Callable[[Content], bool]] = Exclusion(
    "no-quotative", "a few words without -고, -라며 or another tie to a verb or noun of saying",
    '소설 "소금 장부"가 나왔다.', attribution.no_quotative,
)  # fmt: skip

RULES: tuple[Rule[object], ...] = (*QUOTED, REPORTED[0], *OWNED, *UNTIED)
EXCLUSIONS: tuple[Exclusion[object], ...] = (NOT_SPEECH,)
