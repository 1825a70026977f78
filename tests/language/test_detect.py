"""Languages are told by their script and small words; what does not tell stays open."""

import pytest

from onrecord.language import detect

ENGLISH = "The ferry has not sailed since Sunday, and the people of the island are waiting for it to come back."
TEXTS = {
    "en": ENGLISH,
    "ko": "하람의 등대가 다시 켜졌다. 주민들은 밤새 기다렸다.",
    "de": "Die Fähre ist seit Sonntag nicht gefahren, und die Leute auf der Insel warten auf sie.",
    "fr": "Le bac n'est pas parti depuis dimanche et les gens de l'île attendent dans le froid.",
    "es": "El barco no ha salido desde el domingo y la gente de la isla espera en el muelle con sus maletas.",
    "pt": "O barco não saiu desde domingo e as pessoas da ilha esperam no cais com as suas malas.",
    "it": "La nave non è partita da domenica e la gente dell'isola aspetta sul molo con le valigie.",
    "nl": "De boot is sinds zondag niet meer vertrokken en de mensen op het eiland wachten op het water.",
    "ja": "フェリーは日曜日から出ていない。島の人々は待っている。",
    "zh": "渡轮从星期天起就没有开过。岛上的人们在等待。",
    "ru": "Паром не ходит с воскресенья, и жители острова ждут его у причала, чтобы выехать.",
    "ar": "لم تبحر العبّارة منذ يوم الأحد والناس في الجزيرة ينتظرون.",
    "el": "Το πλοίο δεν έχει φύγει από την Κυριακή.",
}


@pytest.mark.parametrize("code", TEXTS)
def test_known_languages(code: str) -> None:
    assert detect.detect(TEXTS[code]) == code


@pytest.mark.parametrize(
    "words", ["", " \n", "12345 67,8", "Zxq vrt plomk grebna sulto", "<><>&&", "\x00\ufeff", "Net 4.5 mln vs 3.2"]
)
def test_what_does_not_tell(words: str) -> None:
    assert detect.detect(words) == "und"


def test_a_few_words_of_another_script_do_not_change_the_language() -> None:
    assert detect.detect(ENGLISH + " Its name is 하람호. " + ENGLISH) == "en"
    assert detect.detect(TEXTS["ko"] * 3 + " The Gull, KBN World") == "ko"


def test_capitals_and_curly_apostrophes_are_read() -> None:
    assert detect.detect(ENGLISH.upper()) == "en"
    assert detect.detect(TEXTS["fr"].replace("'", "’")) == "fr"


def test_a_long_text_is_in_the_language_of_a_short_one() -> None:
    assert detect.detect(ENGLISH * 200) == "en"
    assert detect.detect(TEXTS["ko"] * 200) == "ko"
