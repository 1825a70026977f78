"""The forms of verbs of saying."""

from __future__ import annotations

import pytest

from onrecord.speech.english.reporting_verbs import inflect


@pytest.mark.parametrize(
    ("verb", "forms"),
    [
        ("tell/told", {"tell", "tells", "told", "telling"}),
        ("deny/denied", {"deny", "denies", "denied", "denying"}),
        ("agree", {"agree", "agrees", "agreed", "agreeing"}),
        ("quip/quipped", {"quip", "quips", "quipped", "quipping"}),
        ("stress", {"stress", "stresses", "stressed", "stressing"}),
        ("urge", {"urge", "urges", "urged", "urging"}),
    ],
)
def test_verbs_are_inflected(verb: str, forms: set[str]) -> None:
    assert {form for form, _ in inflect(verb)} == forms
