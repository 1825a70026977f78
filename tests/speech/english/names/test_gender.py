"""What tells a person's gender, and the reason that is kept for it."""

import pytest

from samples.entities import entities_of


@pytest.mark.parametrize(
    ("text", "gender", "reason"),
    [
        ("Ms. Ossian Tavel spoke.", "f", "form of address"),
        ("Robin Vasse, an actress, spoke.", "f", "noun"),
        ("Ossian Tavel closed his shop.", "m", "pronoun"),
        ("Mary Brandt spoke.", "f", "forename"),
        ("Ossian Tavel spoke.", "", ""),
        ("Mary Brandt sold his boat. Mary Brandt lost his hat. Mary Brandt ate his bread.", "m", "pronoun"),
    ],
)
def test_gender_has_a_reason(text, gender, reason):
    cast = entities_of(text)
    assert (cast.gender(0), cast.gender_reasons[0]) == (gender, reason)
