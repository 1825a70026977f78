"""How a name is written."""

import pytest

from onrecord.speech.english.names import shape


@pytest.mark.parametrize(
    ("word", "calm"),
    [
        ("TAE-MIN", "Tae-min"),
        ("O'BRIEN", "O'Brien"),
        ("McFAUL", "McFaul"),
        ("Reyes", "Reyes"),
        ("SUND-AAS", "Sund-Aas"),
    ],
)
def test_shouted_names_are_calmed(word, calm):
    assert shape.calm(word) == calm


@pytest.mark.parametrize(
    ("name", "family"), [("Kim Ha Rin", True), ("Oh Sun-mi", True), ("Kim", False), ("Ada Brook", False)]
)
def test_family_name_first(name, family):
    assert shape.family_first(tuple(name.split())) is family
