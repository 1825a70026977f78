"""Forms of one name, and names that several bear."""

from onrecord.model import Metadata
from onrecord.speech.transcript import turns
from samples.entities import document_of, entities_of


def test_a_shouted_label_joins_the_full_name():
    text = "Deputy Adviser Ben Orr spoke.\n\nMR. ORR:  We have seen it.\n\nQ  Why now?\n\nMR. ORR:  It was time.\n"
    document = document_of(text)
    found = turns.find(document, range(len(document.paragraphs)), Metadata())
    cast = entities_of(text, labels=True)
    names = [cast.sources[cast.labelled(turn.mention)].name for turn in found if turn.mention]
    assert names == ["Ben Orr", "Q", "Ben Orr"]


def test_a_shared_surname_keeps_its_candidates():
    cast = entities_of("Folke Brandt and Ada Brandt own the mill. Brandt said so.")
    (number,) = cast.candidates
    assert {cast.sources[i].name for i in cast.candidates[number]} == {"Folke Brandt", "Ada Brandt"}
