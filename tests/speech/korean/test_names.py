"""What is a Korean name."""

import pytest

from onrecord.speech.korean import names


@pytest.mark.parametrize("word", ["조사단", "장애인", "공고문", "목소리", "한국인", "이용자", "백악관", "바다"])
def test_common_nouns_are_no_names(word: str) -> None:
    assert not names.is_korean_name(word)


@pytest.mark.parametrize("word", ["한서우", "도윤슬", "탁순덕", "남궁민", "제갈현우"])
def test_names(word: str) -> None:
    assert names.is_korean_name(word)
