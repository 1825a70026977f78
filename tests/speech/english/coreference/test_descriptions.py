"""Whom a description means: looked up without a trace, brought in once."""

from onrecord.model import Span
from onrecord.speech.english import tokens
from onrecord.speech.english.coreference import descriptions
from onrecord.speech.english.entities import Entities
from onrecord.speech.types import Reference
from samples.entities import entities_of


def read(cast: Entities, span: Span) -> Reference:
    found = descriptions.read(cast, tokens.words(cast.text, *span))
    assert found is not None
    return found


def test_whoever_looks_somebody_up_brings_nobody_in():
    text = "A senior official said so. The ministry said so. A spokesman of the port and 40 percent of voters agreed."
    cast = entities_of(text)
    before = list(cast.sources)
    words = tokens.words(text)
    found = [descriptions.read(cast, words[a:b]) for a in range(len(words)) for b in (a + 4, len(words))]
    assert any(one is not None and one.source is None for one in found)
    assert cast.sources == before


def test_a_description_brings_in_its_source_once():
    text = "A senior official said so. The ministry said so. A senior official said more."
    cast = entities_of(text)
    first = cast.bring_in(read(cast, Span(0, 17)))
    again = cast.bring_in(read(cast, Span(text.rindex("A senior"), text.rindex(" said"))))
    assert first is not None
    assert first == again
    assert len(cast.sources[first].forms) == 2


def test_a_survey_speaks_for_the_council_whose_it_is():
    text = "The council of Great Oss met. The quay opens in May, according to the council's first survey."
    cast = entities_of(text)
    first = cast.bring_in(read(cast, Span(0, 24)))
    owned = read(cast, Span(text.index("the council's"), len(text) - 1))
    assert first is not None
    assert owned.source == first
    assert cast.sources[first].name == "The council of Great Oss"
