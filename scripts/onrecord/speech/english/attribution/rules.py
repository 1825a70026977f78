"""The rules of attribution for English, in the order in which they are tried. The first that finds a speaker decides.

Which of two neighbours comes first matters where both find somebody: a test swaps them.
"""

from __future__ import annotations

from collections.abc import Callable

from onrecord.model import Span
from onrecord.speech.english.attribution import backward, blocks, carried, direct, nested, not_speech, reported
from onrecord.speech.english.attribution.analysis import Analysis
from onrecord.speech.english.attribution.nested import Nested
from onrecord.speech.english.attribution.quotation import Quotation
from onrecord.speech.english.attribution.reported import ReportedRule
from onrecord.speech.english.parse import Parse
from onrecord.speech.rules import Exclusion, Rule
from onrecord.speech.text.pairing import Quote
from onrecord.speech.types import Attribution, Speaker

DirectRule = Rule[Callable[[Quotation], Speaker | None]]
NestedRule = Rule[Callable[[Nested], Speaker | None]]
SentenceRule = Rule[Callable[[Analysis, int], Speaker | None]]
LabelRule = Rule[Callable[[Analysis, Parse, Quote], tuple[Span, Speaker] | None]]
ParagraphRule = Rule[Callable[[Analysis, int], tuple[Span, Speaker] | None]]

# Quotations that end as a sentence or clause does: by what stands in their own sentence
WHOLE: tuple[DirectRule, ...] = (
    Rule("cue-behind", "certain", "a verb of saying right behind", "“We sail,” said Ada Brook.",
         direct.cue_behind), Rule("cue-ahead", "certain", "a verb of saying before", "Ada Brook said: “We sail.”",
         direct.cue_ahead),
    Rule("cue-around", "certain", "part of a reported clause", "It was “a mess” for all, Ada Brook said.",
         direct.cue_around), Rule("dash", "certain", "a dash and a name behind", "“We sail.” — Ada Brook",
         direct.dash),
    Rule("same-sentence", "certain", "another quotation in the sentence",
         "“We sail,” said Ada Brook, for whom a storm is “a small thing”.", direct.same_sentence),
    Rule("colon", "likely", "a name and a colon before", "Ada Brook on the storm: “We sail.”",
         direct.colon), Rule("comma", "unsure", "a name and a comma before", "Ada Brook was calm, “We sail.”",
         direct.comma),
    Rule("cue-later", "unsure", "the one verb of saying stands farther behind",
         "The “long and sorry mess here” would end, the harbour hoped, before Ada Brook announced anything.",
         direct.cue_later),
    Rule("clause-subject", "unsure", "the subject of a clause without a verb of saying",
         "Ada Brook saw in it “a mess beyond all repair”.", direct.clause_subject),
)  # fmt: skip
_BY_NAME = {rule.name: rule for rule in WHOLE}
# Quotations that are a few words in the reporter's sentence: the clause around them comes first
FRAGMENT: tuple[DirectRule, ...] = tuple(
    _BY_NAME[name]
    for name in (
        "cue-around", "cue-ahead", "cue-behind", "same-sentence", "cue-later", "clause-subject", "colon", "comma",
        "dash",
    )
)  # fmt: skip
# Quotations whose sentence names nobody
CARRIED: tuple[DirectRule, ...] = (
    Rule("introduced", "certain", "the line above names the speaker and ends in a colon",
         "Ada Brook said: ¶ “We sail.”", carried.introduced),
    Rule("signed-below", "certain", "a dash and a name on the line below", "“We sail.” ¶ — Ada Brook, pilot",
         carried.signed_below),
    Rule("subject-unread", "unsure", "a verb of saying whose subject no rule could read",
         "“No,” said Ada Brook. ¶ Folk on the hill took it up, insisting that it had been “malice” and worse.",
         carried.subject_unread),
    Rule("named-after", "unsure", "who speaks in the next sentences",
         "“We sail.” ¶ Ada Brook said the storm was over.", carried.named_ahead("speaker")),
    Rule("named-after-subject", "unsure", "who is named in the next sentences", "“We sail.” ¶ Ada Brook smiled.",
         carried.named_ahead("subject")),
    Rule("same-paragraph", "certain", "who spoke before in the paragraph", "“We sail,” said Ada Brook. “At dawn.”",
         carried.goes_on("paragraph", "speaker")),
    Rule("same-paragraph-subject", "unsure", "whom the paragraph was about", "Ada Brook stood up. “We sail.”",
         carried.goes_on("paragraph", "subject")),
    Rule("carried-on", "certain", "a quotation that goes on in the next paragraph",
         "“We sail,” said Ada Brook. ¶ “At dawn.”", carried.goes_on("quotation before", "speaker")),
    Rule("carried-on-subject", "likely", "whom the sentence of the quotation before was about",
         "Ada Brook and her “mess” were late. ¶ “We sail.”", carried.goes_on("quotation before", "subject")),
    Rule("paragraph-before", "likely", "who spoke in the paragraph before",
         "Ada Brook said the storm was over. ¶ “We sail.”", carried.goes_on("paragraph before", "speaker")),
    Rule("paragraph-before-subject", "likely", "whom the paragraph before was about",
         "Ada Brook stood up. ¶ “We sail.”", carried.goes_on("paragraph before", "subject")),
    Rule("last-speaker", "unsure", "who spoke last in the story",
         "“We sail,” said Ada Brook. ¶ It rained. ¶ “At dawn.”", carried.goes_on("story", "speaker")),
    Rule("nobody-named", "unsure", "nobody who could be the speaker", "“We sail.”", carried.nobody),
)  # fmt: skip
# Reported speech: the clauses around each verb of saying; every rule that finds one gives it
REPORTED: tuple[ReportedRule, ...] = (
    Rule("naming", "likely", "what somebody or something is called", "Ada Brook called the plan a gamble.",
         reported.naming),
    Rule("clause-before-cue", "likely", "the clause before", "The quay was shut, Ada Brook said.",
         reported.before_cue),
    Rule("clause-around-cue", "likely", "the rest of a clause in which the verb of saying stands",
         "In the end, Ada Brook said, the quay was shut.", reported.around_cue),
    Rule("according-to", "certain", "“according to”", "According to Ada Brook, the quay was shut.",
         reported.according_to),
    Rule("according-to-goes-on", "certain", "the rest of a sentence in which “according to” stands",
         "It was shut, according to Ada Brook, and two more boats had sunk in the storm.", reported.goes_on),
    Rule("clause-after-that", "certain", "“that” and a clause", "Ada Brook said that the quay was shut.",
         reported.after_that),
    Rule("content-after-preposition", "likely", "a preposition and what it leads to",
         "Ada Brook warned of floods in the harbour.", reported.after("preposition")),
    Rule("infinitive", "likely", "an infinitive", "Ada Brook promised to pay for the lamp.",
         reported.after("infinitive")),
    Rule("clause-after-hearer", "certain", "whoever is told, and a clause",
         "Ada Brook told the board the quay was shut.", reported.after("hearer")),
    Rule("clause-after-cue", "certain", "the clause behind", "Ada Brook said the quay was shut.",
         reported.after("cue")),
)  # fmt: skip
NESTED: tuple[NestedRule, ...] = (
    Rule("nested-self", "certain", "a quotation in a quotation, of the speaker's own words",
         "“I told them: ‘No,’” Ada Brook said.", nested.own_words),
    Rule("nested", "likely", "a quotation in a quotation, of another's words", "“Tom Reed said ‘no’,” Ada Brook said.",
         nested.another),
)  # fmt: skip
LABEL: LabelRule = Rule("label-in-marks", "likely", "a label inside the marks", "“BROOK: We sail.”", direct.label)
POINTED_AT: SentenceRule = Rule(
    "pointed-at", "certain", "the next sentence says whose words these are",
    "It was shut. That’s according to Ada Brook.",
    backward.pointed_at,
)  # fmt: skip
BLOCK: SentenceRule = Rule(
    "block", "certain", "paragraphs without marks under a line that ends in a colon", "Ada Brook said: ¶ We will sail.",
    blocks.introduced,
)  # fmt: skip
SIGNED: ParagraphRule = Rule(
    "signed", "likely", "a paragraph in the first person, closed by a name", "I will sail. Ada Brook", blocks.signed
)

NotSpeechRule = Exclusion[Callable[[Quotation, Attribution | None], bool]]
# Words in marks that nobody said
NOT_SPEECH: tuple[NotSpeechRule, ...] = (
    Exclusion("no-words", "no word between the marks", "“…”", not_speech.no_words), Exclusion("stage-direction",
              "a bracket", "“(Crosstalk.)”", not_speech.stage_direction),
    Exclusion("source-cited", "a headline in a list of sources", "“Ferry late” — The Gull, 3 May 2024",
              not_speech.source_cited),
    Exclusion("introduced-as-term", "a word before says that it is a word or a name", "the so-called “harbour tax”",
              not_speech.introduced_as_term),
    Exclusion("heading", "a line of its own, written as a title", "“The Lamp of Holm”",
              not_speech.heading), Exclusion("title-of-a-work", "written as a title", "her film “The Lamp of Holm”",
              not_speech.title_of_a_work),
    Exclusion("words-under-discussion", "a few words that no verb of saying claims", "The “smart” quay is shut.",
              not_speech.words_under_discussion),
    Exclusion("quoted-in-a-turn", "marks in a labelled turn that nobody else claims",
              "MS. BROOK: I said “We will never sail again.”", not_speech.quoted_in_a_turn),
)  # fmt: skip
QUOTED_INSIDE: Exclusion[Callable[[Nested], bool]] = Exclusion(
    "quoted-inside-a-quotation", "marks inside a quotation", "“The ‘mess’ is over,” Ada Brook said.",
    nested.nobody_claims,
)  # fmt: skip

NICKNAME: Exclusion[Callable[[str, Quote], bool]] = Exclusion(
    "nickname", "a nickname between forename and surname", "Ada “Addie” Brook left.", not_speech.is_nickname
)

RULES: tuple[Rule[object], ...] = (
    *WHOLE, *CARRIED, *REPORTED, *NESTED, LABEL, POINTED_AT, BLOCK, SIGNED
)  # fmt: skip
EXCLUSIONS: tuple[Exclusion[object], ...] = (*NOT_SPEECH, QUOTED_INSIDE, NICKNAME)
