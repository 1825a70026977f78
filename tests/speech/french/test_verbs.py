"""Forms of French verbs of saying, and the verb groups that they make."""

from __future__ import annotations

import pytest

from onrecord.speech.french import names, verbs


@pytest.mark.parametrize(
    ("form", "lemma", "tense", "plural"),
    [
        ("affirme", "affirmer", "present", False),
        ("affirment", "affirmer", "present", True),
        ("annonça", "annoncer", "past", False),
        ("annonçaient", "annoncer", "past", True),
        ("répète", "répéter", "present", False),
        ("suggère", "suggérer", "present", False),
        ("rappelle", "rappeler", "present", False),
        ("relève", "relever", "present", False),
        ("balaie", "balayer", "present", False),
        ("exigeait", "exiger", "past", False),
        ("avertissent", "avertir", "present", True),
        ("averti", "avertir", "participle", False),
        ("soutinrent", "soutenir", "past", True),
        ("précisant", "préciser", "gerund", False),
        ("indignées", "indigner", "participle", True),
    ],
)
def test_forms(form: str, lemma: str, tense: verbs.Tense, plural: bool) -> None:
    assert verbs.Meaning(lemma, tense, plural) in verbs.MEANINGS[form]


@pytest.mark.parametrize(
    ("text", "words", "lemma", "negated", "supposed"),
    [
        ("Claire Morvan affirme que oui", "affirme", "affirmer", False, False),
        ("Claire Morvan a également déclaré que oui", "a également déclaré", "déclarer", False, False),
        ("a-t-elle dit", "a-t-elle dit", "dire", False, False),
        ("s'est-il réjoui", "s'est-il réjoui", "se réjouir", False, False),
        ("elle n'a jamais dit que oui", "n'a jamais dit", "dire", True, False),
        ("elle ne dit pas que oui", "ne dit pas", "dire", True, False),
        ("elle aurait affirmé que oui", "aurait affirmé", "affirmer", False, True),
        ("elle tient à préciser que oui", "tient à préciser", "préciser", False, False),
        ("elle vient d'annoncer que oui", "vient d'annoncer", "annoncer", False, False),
        ("elle a fait savoir que oui", "a fait savoir", "faire savoir", False, False),
        ("ils ont tenu à préciser que oui", "ont tenu à préciser", "préciser", False, False),
        ("elle a fini par admettre que oui", "a fini par admettre", "admettre", False, False),
        ("elle a, elle, affirmé que oui", "a, elle, affirmé", "affirmer", False, False),
        ("elle a de son côté affirmé que oui", "a de son côté affirmé", "affirmer", False, False),
        ("elle n'a encore jamais dit que oui", "n'a encore jamais dit", "dire", True, False),
        ("fait-il savoir", "fait-il savoir", "faire savoir", False, False),
        ("en précisant que oui", "en précisant", "préciser", False, False),
        ("il le dit", "le dit", "dire", False, False),
    ],
)
def test_groups(text: str, words: str, lemma: str, negated: bool, supposed: bool) -> None:
    tokens = names.split(text, 0, len(text))
    (group,) = verbs.groups(tokens)
    assert (group.span(tokens).of(text), group.lemma) == (words, lemma)
    assert (group.negated, group.supposed) == (negated, supposed)


@pytest.mark.parametrize(
    "text",
    ["une note", "la demande de Claire", "le juge est là", "elle réjouit", "le bac est annoncé", "c'est un fait"],
)
def test_no_groups(text: str) -> None:
    assert verbs.groups(names.split(text, 0, len(text))) == []
