"""The small scorer: a perfect reading scores one throughout, and each fault costs its figure."""

import pytest

from onrecord.checks import scoring

WORDS = "“We will pay,” said Mina Reyes, the harbour pilot. Jo Kett said nobody had asked her.\n"


def gold() -> dict[str, object]:
    person = {
        "mode": "direct",
        "speaker": "Mina Reyes",
        "speaker_kind": "person",
        "role": "harbour pilot",
        "inside": None,
    }
    return {
        "id": "x",
        "text": WORDS,
        "speakers": [{"canonical": "Mina Reyes", "forms": ["Reyes"]}],
        "reporters": [{"name": "Lena Marsh"}],
        "not_speech": [{"start": 60, "end": 70}],
        "speech": [{"start": 1, "end": 13, **person}],
    }


def prediction(**given: object) -> dict[str, object]:
    row = {
        "start": 1,
        "end": 13,
        "mode": "direct",
        "kind": "person",
        "speaker": "Mina Reyes",
        "role": "the harbour pilot",
    }
    return {"x": {"utterances": [row | {"certainty": "certain"} | given]}}


def test_a_perfect_reading_scores_one_throughout() -> None:
    assert set(scoring.score([gold()], prediction()).values()) == {1.0}


@pytest.mark.parametrize(
    ("given", "figure", "value"),
    [
        ({"speaker": "Ada Reyes"}, "quoted_person_full", 0.0),
        ({"speaker": "Reyes"}, "quoted_person", 1.0),
        ({"speaker": "Jo Kett"}, "quoted_person", 0.0),
        ({"speaker": "Jo Kett"}, "certain", 0.0),
        ({"speaker": None}, "quoted_person", 0.0),
        ({"end": 9}, "quoted_recall", 0.0),
        ({"start": 60, "end": 70}, "quoted_precision", 0.0),
        ({"start": 60, "end": 70}, "not_speech_left_alone", 0.0),
        ({"speaker": "Lena Marsh"}, "reporters_left_alone", 0.0),
        ({"mode": "fragment"}, "mode", 0.0),
        ({"role": None}, "role", 0.0),
        ({"mode": "reported"}, "quoted_recall", 0.0),
    ],
)
def test_each_fault_costs_its_figure(given: dict[str, object], figure: str, value: float) -> None:
    assert scoring.score([gold()], prediction(**given))[figure] == value


def test_a_text_without_a_prediction_counts_as_nothing_found() -> None:
    assert scoring.score([gold()], {})["quoted_recall"] == 0.0
