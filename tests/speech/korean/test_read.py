"""Korean stories: whole texts and what must be read in them, who is who, and who wrote."""

from pathlib import Path

import pytest

from onrecord import speech
from onrecord.model import Field, Metadata, RawArticle, Span, Speech
from onrecord.seeds import paragraphs
from samples.expected import check_or_update

CASES = Path(__file__).parent / "texts"
KOREAN = Field("language", "ko", "inferred", None, "test")


def read(words: str, *fields: Field) -> Speech:
    document = paragraphs.document(RawArticle("txt", "utf-8", words, (), Span(0, len(words))))
    return speech.read(document, range(len(document.paragraphs)), Metadata(fields=(KOREAN, *fields)))


def lines(words: str, said: Speech) -> str:
    out = []
    for utterance in said.utterances:
        source = said.sources[utterance.source] if utterance.source is not None else None
        role = utterance.role.of(words) if utterance.role else "-"
        who = f"{source.kind} {source.name}" if source else "-"
        out.append(" | ".join((utterance.mode, who, role, utterance.rule, utterance.span.of(words))))
    out += [f"term | {term.span.of(words)}" for term in said.not_speech]
    return "".join(line + "\n" for line in out)


@pytest.mark.parametrize("path", sorted(CASES.glob("*.txt")), ids=lambda path: path.stem)
def test_case(path: Path) -> None:
    words = path.read_text(encoding="utf-8")
    check_or_update(path, lines(words, read(words)))


def test_the_writer_of_a_story_is_no_speaker() -> None:
    words = '민다래 기자는 "비가 온다"고 말했다.\n'
    byline = Field("byline", "민다래", "stated", Span(0, 3), "test")
    assert [utterance.source for utterance in read(words, byline).utterances] == [None]


def test_two_people_of_one_family_name_stay_apart() -> None:
    words = '한서우 장관과 한가람 의원이 만났다. 한 장관은 "늦었다"고 말했다. 한 의원은 "맞다"고 답했다.\n'
    said = read(words)
    assert [said.sources[u.source].name for u in said.utterances if u.source is not None] == ["한서우", "한가람"]


def test_one_that_fits_two_is_ambiguous() -> None:
    words = '한서우 의원과 한가람 의원이 만났다. 한 의원은 "늦었다"고 말했다.\n'
    said = read(words)
    kinds = [said.sources[u.source].kind for u in said.utterances if u.source is not None]
    assert "person" not in kinds


def test_a_family_name_stands_for_a_full_name_with_one_syllable_behind_it() -> None:
    words = '이솔 장관이 왔다. 남궁민 의원이 갔다. 이 장관은 "늦었다"고 말했다. 남궁 의원은 "맞다"고 답했다.\n'
    said = read(words)
    assert [said.sources[u.source].name for u in said.utterances if u.source is not None] == ["이솔", "남궁민"]


def test_single_marks_inside_a_quotation_are_part_of_it() -> None:
    words = "한서우 장관은 \"그는 '물러서라'고 했다\"고 말했다.\n"
    assert lines(words, read(words)).splitlines() == [
        "direct | person 한서우 | 장관 | subject-before | 그는 '물러서라'고 했다"
    ]


def test_a_clause_is_no_part_of_what_is_asked_for() -> None:
    words = "도윤슬 의원은 어제 열린 부두 해산을 요구했다.\n"
    assert lines(words, read(words)).splitlines() == [
        "reported | person 도윤슬 | 의원 | subject-before | 열린 부두 해산"
    ]


def test_labels_of_a_transcript_name_people_with_their_roles() -> None:
    turns = (
        "한서우 교수: 배가 늦습니다.",
        "도윤슬 의원: 왜 늦습니까?",
        "한서우 교수: 바람 때문입니다.",
        "도윤슬 의원: 그렇군요.",
    )
    words = "\n\n".join(turns) + "\n"
    said = read(words)
    who = [(said.sources[u.source].name, u.role.of(words)) for u in said.utterances if u.source is not None and u.role]
    assert who == [("한서우", "교수"), ("도윤슬", "의원")] * 2


def test_a_bare_title_is_the_one_person_who_holds_it() -> None:
    words = '마야 로스 대통령이 왔다. 대통령은 "늦었다"고 말했다.\n'
    assert lines(words, read(words)).splitlines() == ["direct | person 마야 로스 | 대통령 | subject-before | 늦었다"]
