"""The lists of Korean rules; `tests/speech/test_language_rules.py` asks the rest of them."""

from onrecord.speech.korean import rules


def test_the_lists_name_all_rules() -> None:
    tried = [*rules.OWNED, *rules.QUOTED, *rules.REPORTED, *rules.UNTIED]
    assert set(tried) == set(rules.RULES)
