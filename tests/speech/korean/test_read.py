"""Korean stories: one text and what must be read in it per case; names, titles and particles."""

from pathlib import Path

import pytest

from onrecord import speech
from onrecord.model import Field, Metadata, RawArticle, Span, Speech
from onrecord.seeds import paragraphs
from onrecord.speech.korean import names, noun_phrases
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


@pytest.mark.parametrize(
    ("words", "kind", "name", "role"),
    [
        ("한서우 해양부 장관은", "person", "한서우", "해양부 장관"),
        ("하람해운 도윤슬 부사장이", "person", "도윤슬", "부사장"),
        ("마야 로스 외교부 장관은", "person", "마야 로스", "외교부 장관"),
        ("한 장관은", "anonymous", "한 장관", None),
        ("도 의원은", "person", "도", "의원"),
        ("로스 대통령의 차남 얀 로스도", "person", "얀 로스", "로스 대통령의 차남"),
        ("KBN 기자 유라 켄트는", "person", "유라 켄트", "KBN 기자"),
        ("해양부 관계자는", "anonymous", "해양부 관계자", None),
        ("하람등대는", None, "", None),
        ("외교부는", "organisation", "외교부", None),
        ("도서관 측은", "organisation", "도서관", None),
        ("한가은 교수의", "person", "한가은", "교수"),
        ("탁순덕 씨는", "person", "탁순덕", None),
    ],
)
def test_phrases(words: str, kind: str | None, name: str, role: str | None) -> None:
    found = names.split(words, 0, len(words))
    phrase = noun_phrases.phrase(found, len(found) - 1)
    if phrase is None:
        assert kind is None
    else:
        assert (phrase.kind, phrase.name.of(words)) == (kind, name)
        assert (phrase.role.of(words) if phrase.role else None) == role


@pytest.mark.parametrize("word", ["조사단", "장애인", "공고문", "목소리", "한국인", "이용자", "백악관", "바다"])
def test_common_nouns_are_no_names(word: str) -> None:
    assert not names.is_korean_name(word)


@pytest.mark.parametrize("word", ["한서우", "도윤슬", "탁순덕", "남궁민", "제갈현우"])
def test_names(word: str) -> None:
    assert names.is_korean_name(word)


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
