import pytest

from onrecord.language import wordlists
from onrecord.model import Metadata, Span
from onrecord.speech.english.coreference import descriptions
from onrecord.speech.english.entities import Entities
from onrecord.speech.english.names import shape
from onrecord.speech.transcript import turns
from onrecord.speech.types import Description
from samples.entities import document_of, entities_of


def read_description(cast: Entities, span: Span) -> Description:
    found = descriptions.read(cast, span)
    assert found is not None
    return found


def _subject(text: str, words: str) -> str | None:
    cast = entities_of(text)
    start = text.index(words)
    mention = cast.subject(start, start + len(words))
    return cast.sources[mention.source].name if mention else None


@pytest.mark.parametrize(
    ("text", "words", "name"),
    [
        ("Kestrel spokesman Peter Orr said so.", "Kestrel spokesman Peter Orr", "Peter Orr"),
        ("Peter Orr, an aide to Anna Brandt, said so.", "Peter Orr, an aide to Anna Brandt,", "Peter Orr"),
        ("An aide to Anna Brandt said so.", "An aide to Anna Brandt", None),
        ("Anna Brandt's brother said so.", "Anna Brandt's brother", None),
        ('"Anna Brandt" is what they call it, he said.', '"Anna Brandt"', None),
        ("The Ministry of Coastal Affairs said so.", "The Ministry of Coastal Affairs", "Ministry of Coastal Affairs"),
        ("Speaker of the House Anna Brandt said so.", "Speaker of the House Anna Brandt", "Anna Brandt"),
    ],
)
def test_subject_of_a_phrase(text, words, name):
    assert _subject(text, words) == name


@pytest.mark.parametrize(
    ("text", "gender", "reason"),
    [
        ("Ms. Ossian Reath spoke.", "f", "form of address"),
        ("Robin Vasse, an actress, spoke.", "f", "noun"),
        ("Ossian Reath closed his shop.", "m", "pronoun"),
        ("Mary Brandt spoke.", "f", "forename"),
        ("Ossian Reath spoke.", "", ""),
        ("Mary Brandt sold his boat. Mary Brandt lost his hat. Mary Brandt ate his bread.", "m", "pronoun"),
    ],
)
def test_gender_has_a_reason(text, gender, reason):
    cast = entities_of(text)
    assert (cast.gender(0), cast.gender_reasons[0]) == (gender, reason)


def test_reporters_are_flagged():
    cast = entities_of("Our Min Da-rae has more. Anna Brandt said so.", byline="Min Da-rae")
    assert [cast.sources[i].name for i in cast.reporters] == ["Min Da-rae"]


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


def test_whoever_looks_somebody_up_brings_nobody_in():
    text = "A senior official said so. The ministry said so. A spokesman of the port and 40 percent of voters agreed."
    cast = entities_of(text)
    before = list(cast.sources)
    found = [descriptions.read(cast, Span(start, end)) for start in range(len(text)) for end in (start + 20, len(text))]
    assert any(one is not None and one.source is None for one in found)
    assert cast.sources == before


def test_a_description_brings_in_its_source_once():
    text = "A senior official said so. The ministry said so. A senior official said more."
    cast = entities_of(text)
    first = cast.bring_in(read_description(cast, Span(0, 17)))
    again = cast.bring_in(read_description(cast, Span(text.rindex("A senior"), text.rindex(" said"))))
    assert first is not None
    assert first == again
    assert len(cast.sources[first].forms) == 2


def test_a_timetable_speaks_for_the_council_whose_it_is():
    text = "The council of Great Oss met. The quay opens in May, according to the council's own timetable."
    cast = entities_of(text)
    first = cast.bring_in(read_description(cast, Span(0, 24)))
    owned = read_description(cast, Span(text.index("the council's"), len(text) - 1))
    assert first is not None
    assert owned.source == first
    assert cast.sources[first].name == "The council of Great Oss"
    assert owned.rule == "writing of a body"


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


def test_word_lists_do_not_contradict_each_other():
    assert not wordlists.words("en", "titles", "female_honourifics") & wordlists.words(
        "en", "titles", "male_honourifics"
    )
    assert not wordlists.words("en", "roles", "female") & wordlists.words("en", "roles", "male")
    assert not wordlists.words("en", "forenames", "female") & wordlists.words("en", "forenames", "male")
