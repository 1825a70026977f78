"""Who speaks in a turn."""

import re
from pathlib import Path

from onrecord.model import Source, Span
from onrecord.speech.entities import BaseEntities
from onrecord.speech.transcript import turns
from onrecord.speech.types import Mention
from samples.transcripts import turns_of

CASES = Path(__file__).parent / "texts"


class Entities(BaseEntities):
    """The people whom a test names."""

    def __init__(self, text: str, *names: str) -> None:
        super().__init__(text)
        self.sources = [Source("person", name) for name in names]
        for number, name in enumerate(names):
            for match in re.finditer(name, text):
                self._note_mention(Mention(Span(*match.span()), number, 3))

    def labelled(self, name: Span) -> int | None:
        label = name.of(self.text).casefold()
        found = [k for k, source in enumerate(self.sources) if source.name.split()[-1].casefold() in label]
        return found[0] if found else None

    def role_at(self, source: int, at: Span) -> Span | None:
        return None


def test_utterances_of_a_briefing() -> None:
    words = (CASES / "briefing.txt").read_text(encoding="utf-8")
    _, found = turns_of(words)
    said = turns.utterances(found, Entities(words, "Ada Brook"))
    assert [(u.mode, u.form, u.source, u.certainty) for u in said[:2]] == [
        ("direct", "turn", 0, "certain"),
        ("direct", "turn", None, "unsure"),
    ]
    assert said[0].mention is not None
    assert said[0].mention.of(words) == "MS. BROOK"


def test_answers_go_to_the_only_person_whom_the_text_has_met() -> None:
    words = (CASES / "questions_and_answers.txt").read_text(encoding="utf-8")
    _, found = turns_of(words)
    said = turns.utterances(found, Entities(words, "Mina Reyes"))
    assert [(u.source, u.certainty, u.rule) for u in said] == [(0, "likely", "label-answer")] * 2


def test_answers_of_one_of_two_people_are_left_open() -> None:
    words = "Mina Reyes and Jo Kett run the port.\nQ: Why?\nA: We must.\nQ: And then?\nA: I rest.\n"
    _, found = turns_of(words)
    said = turns.utterances(found, Entities(words, "Mina Reyes", "Jo Kett"))
    assert [(u.source, u.certainty) for u in said] == [(None, "unsure")] * 2
