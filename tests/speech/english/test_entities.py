"""Who is named at a place of a story, and who wrote it."""

from onrecord import speech
from onrecord.model import Metadata
from samples.entities import document_of, entities_of


def test_reporters_are_flagged():
    cast = entities_of("Our Min Da-rae has more. Anna Brandt said so.", byline="Min Da-rae")
    assert [cast.sources[i].name for i in cast.reporters] == ["Min Da-rae"]


def test_a_label_that_is_an_office_names_its_one_holder():
    words = "Mayor Ada Brook met the press.\n\nTHE MAYOR: We open in May.\n\nMR. REED: Why?\n\nTHE MAYOR: The tide.\n"
    document = document_of(words)
    said = speech.read(document, range(len(document.paragraphs)), Metadata())
    assert [said.sources[u.source].name for u in said.utterances] == ["Ada Brook", "Mr. Reed", "Ada Brook"]


def test_a_place_that_somebody_comes_from_is_no_organisation():
    cast = entities_of("A pilot from South Aland said it was late. Boats in Port Oss say little.")
    assert [source.name for source in cast.sources if source.kind == "organisation"] == []


def test_initials_between_two_places_of_the_whole_name():
    cast = entities_of("The Harbour Council met. HC said it was late. The Harbour Council said no more.")
    assert [source.name for source in cast.sources if source.kind == "organisation"] == ["Harbour Council"]
