"""The rules of turns, for all languages: labels at the head of a line, and whose voices are the newsroom's own.

The first rule that reads a label decides; `dialogue` says which labels of a story are believed. Whom a label names, and
who gives the answers, is found among the entities of the story.
"""

from __future__ import annotations

from collections.abc import Callable

from onrecord.model import Span
from onrecord.speech.rules import Exclusion, Rule
from onrecord.speech.transcript import interviewers, labels
from onrecord.speech.transcript.interviewers import Voices
from onrecord.speech.transcript.labels import Label
from onrecord.speech.types import Turn

ReadLabel = Callable[[str, Span], Label | None]

# What a line opens with
LABELS: tuple[Rule[ReadLabel] | Exclusion[ReadLabel], ...] = (
    Exclusion("bold-question", "a question in bold, of the newsroom",
              "**How did it begin?** ⏎ By chance. ⏎ **And how will it end?** ⏎ Badly.", labels.bold_question),
    Exclusion("newsroom-label", "a word for a voice of the newsroom",
              "[Anchor] Good evening. ⏎ [Soundbite] Mina Reyes(Harbour pilot) : “We sail.”", labels.newsroom),
    Rule("label-bracket", "certain", "a name with a role in square brackets",
         "[Mina Reyes / harbour pilot: We sail at dawn.]", labels.bracket),
    Rule("label-described", "certain", "a name or description, with the words in square brackets",
         "[Shopkeeper in the old town: We closed at nine.]", labels.described),
    Rule("label-soundbite", "certain", "a word for a recording in square brackets, and a name",
         "[Soundbite] Mina Reyes(Harbour pilot) : “We sail.”", labels.soundbite),
    Rule("label-question", "certain", "“Q” in a briefing, whose questions are the press’s",
         "MS. REYES: We sail. ⏎ Q  At dawn? ⏎ MS. REYES: Yes.", labels.question),
    Rule("label-answer", "likely", "“A”, from whom the text names as interviewed, else as the only person before",
         "Mina Reyes runs the port. ⏎ Q: Why? ⏎ A: We must. ⏎ Q: And then? ⏎ A: I rest.", labels.answer),
    Exclusion("label-numbered", "a numbered question, of the newsroom",
              "1. Why now? ⏎ A: We must. ⏎ 2. And then? ⏎ A: I rest.", labels.numbered),
    Exclusion("direction", "a word for what is heard or seen, in brackets, or for the end",
              "MS. REYES: We sail. ⏎ (Applause.)", labels.direction),
    Rule("label-parenthesis", "certain", "a name in capitals in round brackets",
         "(MS. REYES) We sail at dawn. ⏎ (TOM HALE) Do you? ⏎ (MS. REYES) I do. ⏎ (TOM HALE) I see.",
         labels.parenthesis),
    Rule("label-name", "certain", "a name and a colon", "MS. REYES: We sail at dawn.", labels.name),
)  # fmt: skip
# What stands below a bold question without a label
BELOW: Rule[Callable[[str, Label, int], Span | None]] = Rule(
    "below-bold-question", "likely", "words below a question in bold, given as those of “A” are",
    "Mina Reyes runs the port. ⏎ **How did it begin?** ⏎ By chance. ⏎ **And how will it end?** ⏎ Badly.",
    labels.below_bold,
)  # fmt: skip
# Turns of voices that are the newsroom's own; what they say is reporting
OWN: tuple[Exclusion[Callable[[Voices, Turn], bool]], ...] = (
    Exclusion("newsroom-question", "a question of an interview",
              "Mina Reyes runs the port. ⏎ Q: Why? ⏎ A: We must. ⏎ Q: And then? ⏎ A: I rest.",
              interviewers.asks),
    Exclusion("newsroom-voice", "a voice that the text shows to be its outlet, its reporter or who asks",
              "The Gull spoke with Mina Reyes. ⏎ Gull: Why now? ⏎ Mina Reyes: We must. ⏎ Gull: And then? ⏎ "
              "Mina Reyes: I rest.", interviewers.is_own),
)  # fmt: skip

RULES: tuple[Rule[object], ...] = (*(rule for rule in LABELS if isinstance(rule, Rule)), BELOW)
EXCLUSIONS: tuple[Exclusion[object], ...] = (*(rule for rule in LABELS if isinstance(rule, Exclusion)), *OWN)
