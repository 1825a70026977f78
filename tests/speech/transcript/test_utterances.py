"""Who speaks in a turn."""

from pathlib import Path

from onrecord.model import Source, Span
from onrecord.speech.transcript import turns
from samples.transcripts import turns_of

CASES = Path(__file__).parent / "texts"


class Entities:
    """The people whom a test names."""

    def __init__(self, text: str, *names: str) -> None:
        self.text = text
        self.sources = [Source("person", name) for name in names]

    def labelled(self, name: Span) -> int | None:
        label = name.of(self.text).casefold()
        found = [k for k, source in enumerate(self.sources) if source.name.split()[-1].casefold() in label]
        return found[0] if found else None

    def within(self, start: int, end: int, kinds: tuple[str, ...] = ("person",)) -> list["Entities.Mention"]:
        places = [(self.text.find(s.name, start, end), k) for k, s in enumerate(self.sources)]
        return [Entities.Mention(Span(at, at + len(self.sources[k].name)), k) for at, k in places if at >= 0]

    def role_at(self, source: int, at: Span) -> Span | None:
        return None

    class Mention:
        def __init__(self, span: Span, source: int) -> None:
            self.span, self.source = span, source


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
    assert [(u.source, u.certainty, u.rule) for u in said] == [(0, "likely", "answer-of-interviewee")] * 2


def test_answers_of_one_of_two_people_are_left_open() -> None:
    words = "Mina Reyes and Jo Kett run the port.\nQ: Why?\nA: We must.\nQ: And then?\nA: I rest.\n"
    _, found = turns_of(words)
    said = turns.utterances(found, Entities(words, "Mina Reyes", "Jo Kett"))
    assert [(u.source, u.certainty) for u in said] == [(None, "unsure")] * 2
