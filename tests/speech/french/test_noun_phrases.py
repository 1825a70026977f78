"""French noun phrases: names of people, roles, bodies and nameless sources."""

from __future__ import annotations

import pytest

from onrecord.speech.french import names, noun_phrases
from onrecord.speech.french.names import Known


@pytest.mark.parametrize(
    ("text", "kind", "name", "role"),
    [
        ("Claire Morvan attend", "person", "Claire Morvan", None),
        ("Mme Morvan attend", "person", "Morvan", None),
        ("M· Le Goff attend", "person", "Le Goff", None),
        ("Louis d'Aubrac attend", "person", "Louis d'Aubrac", None),
        ("Anne de La Tour attend", "person", "Anne de La Tour", None),
        ("Jean-Luc Van der Meer attend", "person", "Jean-Luc Van der Meer", None),
        ("Claire Martin attend", "person", "Claire Martin", None),
        ("la maire de Port-Blanc, Claire Morvan, attend", "person", "Claire Morvan", "maire de Port-Blanc"),
        ("le maire de Port-Blanc Paul Reuz", "person", "Paul Reuz", "maire de Port-Blanc"),
        ("le maire de Port-Blanc Paul Reuz attend", "person", "Paul Reuz", "maire de Port-Blanc"),
        ("Claire Morvan, maire de Port-Blanc, attend", "person", "Claire Morvan", "maire de Port-Blanc"),
        ("Claire Morvan, 42 ans, ostréicultrice, attend", "person", "Claire Morvan", "ostréicultrice"),
        ("Claire Morvan, 42 ans", "person", "Claire Morvan", None),
        ("l'ancien premier adjoint Paul Reuz attend", "person", "Paul Reuz", "ancien premier adjoint"),
        ("trois des quatre marins attendent", "nameless", "trois des quatre marins", None),
        ("la plupart des élus attendent", "nameless", "la plupart des élus", None),
        ("Claire Morvan, le ministre attend", "person", "Claire Morvan", None),
        ("le secrétaire d'État Erwan Le Goff attend", "person", "Erwan Le Goff", "secrétaire d'État"),
        ("la ministre déléguée chargée de la Mer attend", "role", "la ministre déléguée chargée de la Mer", None),
        ("le ministre de la Mer et des Ports attend", "role", "le ministre de la Mer et des Ports", None),
        ("la préfecture du Finistère attend", "organisation", "préfecture du Finistère", None),
        ("l'association Mer vive attend", "organisation", "association Mer vive", None),
        ("la SNQF attend", "organisation", "SNQF", None),
        (
            "la présidente de l'association Rives Claires attend",
            "role",
            "la présidente de l'association Rives Claires",
            None,
        ),
        ("le député RN Paul Renard attend", "person", "Paul Renard", "député RN"),
        ("le juge Hamon attend", "person", "Hamon", "juge"),
        ("le docteur Hamon attend", "person", "Hamon", None),
        ("un responsable du port attend", "nameless", "un responsable du port", None),
        ("une source proche du dossier attend", "nameless", "une source proche du dossier", None),
        ("les riverains attendent", "nameless", "les riverains", None),
        ("de nombreux élus attendent", "nameless", "de nombreux élus", None),
        ("cette dernière attend", "pronoun", "cette dernière", None),
        ("on attend", "nobody", "on", None),
        ("le quai attend", None, "", None),
        ("Saint-Ruault Plage attend", None, "", None),
        ("Hier soir", None, "", None),
    ],
)
def test_phrases(text: str, kind: str | None, name: str, role: str | None) -> None:
    phrase = noun_phrases.phrase_at(names.split(text, 0, len(text)), 0, Known())
    if phrase is None:
        assert kind is None
    else:
        assert (phrase.kind, phrase.span.of(text)) == (kind, name)
        if kind == "person":
            assert (phrase.role.of(text) if phrase.role else None) == role
