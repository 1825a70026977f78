"""The cases in this folder, as `samples/cases.py` reads them, and what holds for all of them."""

from pathlib import Path

from onrecord.model import Document, Metadata, Span, Speech
from onrecord.speech.french import clauses, contents, names
from onrecord.speech.french import read as french
from onrecord.speech.french.names import Known
from samples.cases import Case, check, load, of_folder, read


@of_folder(__file__)
def test_case(case: Case) -> None:
    check(case, "fr")


def test_nothing_is_certain_but_a_name_beside_a_verb_of_saying() -> None:
    for case in load(Path(__file__).parent).values():
        _, said = read(case, "fr")
        for one in said.utterances:
            if one.certainty == "certain":
                assert one.source is not None
                assert said.sources[one.source].kind == "person"
                assert not one.rule.endswith(("-phrase", "-pronoun"))


def test_sources_that_speak_nowhere_and_are_no_people_are_not_in_the_data() -> None:
    _, said = read({"text": "La préfecture du Finistère a fermé le quai. Claire Morvan attend.\n"}, "fr")
    assert [source.name for source in said.sources] == ["Claire Morvan"]


def test_an_empty_story_has_no_speech() -> None:
    assert french.read(Document("", ()), range(0), Metadata()) == Speech()


def test_a_sentence_may_end_anywhere() -> None:
    for case in load(Path(__file__).parent).values():
        tokens = names.split(case["text"], 0, len(case["text"]))
        for end in range(len(tokens)):
            sentence = clauses.parse(Span(0, 0), 0, tokens[:end], [], Known())
            for find in (contents.that, contents.infinitive, contents.asked, contents.opinion, contents.before_cue):
                assert all(0 <= one.clause.start < one.clause.end <= end for one in find(sentence))
