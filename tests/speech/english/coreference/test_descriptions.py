"""Whom a noun phrase without a name means, met more than once."""

from onrecord.model import Span
from onrecord.speech.english.coreference import descriptions
from samples.entities import entities_of


def test_sources_grow_once():
    text = "A senior official said so. The ministry said so. A senior official said more."
    cast = entities_of(text)
    first = descriptions.read(cast, Span(0, 17))
    again = descriptions.read(cast, Span(text.rindex("A senior"), text.rindex(" said")))
    assert first is not None
    assert again is not None
    assert first.source == again.source
    assert len(cast.sources[first.source].forms) == 2


def test_a_timetable_speaks_for_the_council_whose_it_is():
    text = "The council of Great Oss met. The quay opens in May, according to the council's own timetable."
    cast = entities_of(text)
    first = descriptions.read(cast, Span(0, 24))
    owned = descriptions.read(cast, Span(text.index("the council's"), len(text) - 1))
    assert first is not None
    assert owned is not None
    assert owned.source == first.source
    assert cast.sources[owned.source].name == "The council of Great Oss"
    assert owned.rule == "writing of a body"
