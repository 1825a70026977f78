"""The rules by which a French story says who speaks, in the order in which they are asked.

Nothing of them has been measured on annotated news yet: `certain` is only what names somebody right beside a verb of
saying.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

from onrecord.speech.french import carried, contents, quotes
from onrecord.speech.french.carried import Story
from onrecord.speech.french.clauses import Clause, Content, Parse, Piece
from onrecord.speech.rules import Exclusion, Rule
from onrecord.speech.types import Speaker

Direct: TypeAlias = Callable[[Parse, Piece], "Clause | None"]
Reported: TypeAlias = Callable[[Parse], "list[Content]"]
Carried: TypeAlias = Callable[[Story, int, Piece], "Speaker | None"]

DIRECT: tuple[Rule[Direct], ...] = (
    Rule("cue-behind", "certain", "a verb of saying stands behind the words, then who says them",
         "« Le port est trop petit », affirme Claire Morvan.", quotes.cue_behind),
    Rule("cue-between", "certain", "a verb of saying and who says it stand between two quotations",
         "« Nous attendons, a dit Claire Morvan, et nous comptons. »", quotes.cue_between),
    Rule("cue-ahead", "certain", "who says the words stands before a verb of saying and a colon",
         "Claire Morvan a dit : « Le port est trop petit. »", quotes.cue_ahead),
    Rule("cue-around", "certain", "the words are part of a reported clause",
         "Claire Morvan assure que le port est « trop petit ».", quotes.within_content),
    Rule("called", "likely", "somebody calls something so",
         "Claire Morvan dénonce une « folie ».", quotes.called),
    Rule("colon", "likely", "the sentence before the colon is about one person",
         "Claire Morvan ne décolère pas : « Le port est trop petit. »", quotes.colon),
)  # fmt: skip
"""Whose the words in marks are, by their own sentence."""

CARRIED: tuple[Rule[Carried], ...] = (
    Rule("same-quotation", "certain", "the words stand in the same marks as those before them",
         "« Non, dit Claire Morvan. Le port est trop petit. »", carried.same_quotation),
    Rule("carried-on", "likely", "a quotation goes on in the next paragraph",
         "« Trop petit, dit Claire Morvan. Beaucoup trop petit. ¶ « Il l'a toujours été. »", carried.carried_on),
    Rule("same-paragraph", "likely", "whoever spoke before in the paragraph goes on",
         "« Non », dit Claire Morvan. « Le port est trop petit. »", carried.same_paragraph),
    Rule("paragraph-before", "likely", "whoever spoke last in the paragraph before goes on",
         "Claire Morvan dit que le port est petit. ¶ « Le port est trop petit. »", carried.paragraph_before),
    Rule("same-paragraph-subject", "unsure", "the sentence before is about one person",
         "Claire Morvan sourit. « Le port est trop petit. »", carried.subject_before),
)  # fmt: skip
"""Whose the words in marks are when their own sentence names nobody."""

REPORTED: tuple[Rule[Reported], ...] = (
    Rule("clause-after-that", "certain", "a clause behind a verb of saying and “que”",
         "Claire Morvan affirme que le port est trop petit.", contents.that),
    Rule("clause-before-cue", "certain", "a clause before a verb of saying and who says it",
         "Le port est trop petit, affirme Claire Morvan.", contents.before_cue),
    Rule("according-to", "certain", "a clause beside “selon” or “d'après”",
         "Selon Claire Morvan, le port est trop petit.", contents.according),
    Rule("opinion", "likely", "a clause behind “pour” or “aux yeux de”",
         "Pour Claire Morvan, le port est trop petit.", contents.opinion),
    Rule("infinitive", "likely", "what somebody promises or asks to do, or says to have done",
         "Claire Morvan a promis d'agrandir le port.", contents.infinitive),
    Rule("question", "likely", "what somebody asks",
         "Claire Morvan a demandé si le port était trop petit.", contents.asked),
    Rule("clause-after-participle", "likely", "a clause behind “ajoutant que”, said by the subject before",
         "Claire Morvan a refusé, ajoutant que le port était trop petit.", contents.participle),
)  # fmt: skip
"""What is reported, and whose it is."""

NOT_SPEECH: tuple[Exclusion[Callable[..., bool]], ...] = (
    Exclusion("introduced-as-term", "a word before the marks makes a name or a term of what is in them",
              "l'opération « Filet bleu »", quotes.is_term),
    Exclusion("title-of-a-work", "the marks hold a title or the name of a thing", "le film « La Marée »",
              quotes.is_title),
    Exclusion("document", "a thing bears the words", "Sur la banderole : « Sauvons le port »", quotes.is_document),
    Exclusion("short", "a few words that nobody is said to speak", "la « zone grise » du port", quotes.is_short),
)  # fmt: skip
"""What stands in marks and is nobody's speech."""

IN_A_TURN = Exclusion("quoted-in-a-turn", "marks in a labelled turn that nobody else claims",
                      "MME MORVAN: On l'appelle « le bac qui dort » ici.", None)  # fmt: skip
NESTED = Exclusion("nested-term", "a few words in marks inside a quotation", "« Ce “miracle” m'inquiète »", None)
NOBODY = Rule("nobody-named", "unsure", "nobody can be named", "« Le port est trop petit. »", None)
NESTED_SPEECH = Rule("nested", "unsure", "a sentence in marks inside a quotation: whose it is stays open",
                     "« Il m'a dit : “Le port est trop petit.” »", None)  # fmt: skip

RULES = (*DIRECT, *CARRIED, *REPORTED, NESTED_SPEECH, NOBODY)
EXCLUSIONS = (*NOT_SPEECH, IN_A_TURN, NESTED)
