"""Who is in a Korean story: asking changes nothing, and only who speaks or is a person with a name is there."""

from __future__ import annotations

import copy

from onrecord.model import Field, Metadata, RawArticle, Source, Span
from onrecord.seeds import paragraphs
from onrecord.speech.korean import noun_phrases, read
from onrecord.speech.korean.entities import Entities

STORY = (
    "한서우 장관과 한가람 의원, 로스 대통령이 하람시 도서관에서 만났다. 한 장관은 웃었다. 대통령은 졸았다. "
    "부두 관계자는 떠났다. 도서관은 비었다. 한 의원은 그를 보았다. 차관은 울었다.\n"
)


def enlisted() -> Entities:
    entities = Entities(STORY, Metadata())
    entities.enlist(noun_phrases.read(STORY, Span(0, len(STORY))).whole())
    return entities


def state(entities: Entities) -> list[object]:
    return copy.deepcopy([entities.complete(), entities.mentions])


def sources(words: str, *fields: Field) -> list[tuple[str, str]]:
    document = paragraphs.document(RawArticle("txt", "utf-8", words, (), Span(0, len(words))))
    said = read.read(document, range(len(document.paragraphs)), Metadata(fields=fields))
    return [(source.kind, source.name) for source in said.sources]


def test_asking_leaves_the_sources_as_they_were_and_answers_alike_twice() -> None:
    entities = enlisted()
    before = state(entities)
    sentence = noun_phrases.read(STORY, Span(0, len(STORY)))
    asked = [p for p in noun_phrases.understood(sentence, entities.known_words()).phrases if p]
    assert {p.kind for p in asked} == {"person", "organisation", "anonymous", "title", "pronoun"}
    first = [entities.resolve(phrase, 0) for phrase in asked]
    assert [entities.resolve(phrase, 0) for phrase in asked] == first
    assert any(found and found.source is None for found in first)
    assert state(entities) == before


def test_a_description_is_brought_in_once() -> None:
    entities = enlisted()
    phrases = noun_phrases.read(STORY, Span(0, len(STORY))).phrases
    phrase = next(p for p in phrases if p and p.name.of(STORY) == "관계자")
    found = entities.resolve(phrase, None)
    assert found
    assert found.source is None
    number = entities.bring_in(found)
    assert entities.bring_in(found) == number
    assert entities.resolve(phrase, None) == found._replace(source=number)
    assert entities.complete()[number or 0] == Source("anonymous", "관계자", (phrase.name,))


def test_who_is_only_described_and_says_nothing_is_no_source() -> None:
    assert sources("차관은 웃었다. 부두 관계자는 떠났다. 하람시는 조용했다.\n") == []
    assert sources('차관은 웃었다. 부두 관계자는 "늦었다"고 말했다.\n') == [("anonymous", "관계자")]


def test_a_person_with_a_name_is_a_source_without_a_word() -> None:
    assert sources("한서우 장관은 웃었다. 로스 대통령은 졸았다.\n") == [("person", "한서우"), ("person", "로스")]


def test_a_body_that_wrote_the_story_is_no_source() -> None:
    byline = Field("byline", "하람통신", "stated", None, "test")
    assert sources('하람통신은 "비가 온다"고 전했다.\n', byline) == []
    assert sources('하람통신은 "비가 온다"고 전했다.\n') == [("organisation", "하람통신")]
