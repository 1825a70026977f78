"""What makes names alike."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from onrecord.identity import similarity
from onrecord.language.folding import folded


def test_what_makes_names_alike() -> None:
    assert similarity.similarity("ju tae on", "ju taeon")
    assert similarity.similarity("ju tae on", "tae on ju")
    assert similarity.similarity("marta oyelaran", "m oyelaran")
    assert similarity.similarity("marta beth oyelaran", "marta oyelaran")
    assert similarity.similarity("fillip lund", "philip lund") == ""
    assert similarity.similarity("marta oyelaran", "bo oyelaran") == ""
    assert similarity.similarity("marta oyelaran", "marta rasmus") == ""
    assert similarity.similarity("oyelaran", "rasmus") == ""


@given(st.lists(st.text(alphabet="abc ", min_size=1, max_size=9).map(folded).filter(bool), max_size=12))
def test_pairs_are_each_told_once(keys: list[str]) -> None:
    found = similarity.pairs(keys)
    assert len({frozenset(pair[:2]) for pair in found}) == len(found)
    assert all(one != other for one, other, _ in found)
