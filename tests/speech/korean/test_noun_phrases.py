"""Whom the words before a particle stand for."""

import pytest

from onrecord.speech.korean import names, noun_phrases


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
        ("국가 대표는", "title", "국가 대표", "국가 대표"),
        ("마야 데 로스 대통령은", "person", "마야 데 로스", "대통령"),
        ("외교부 로스 장관은", "person", "로스", "장관"),
        ("로스 대통령은", "person", "로스", "대통령"),
        ("HN은", "organisation", "HN", None),
        ("한서우 HN 대표는", "person", "한서우", "HN 대표"),
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
