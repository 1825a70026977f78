"""Who each source is across the archive, by case files and by what must hold for any names."""

from __future__ import annotations

import random
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import example, given
from hypothesis import strategies as st

import growth
from onrecord import urls
from onrecord.authority.records import PeopleAuthority, Person
from onrecord.identity.resolve import Appearance, Identity, resolve
from onrecord.language.folding import folded

CASES = Path(__file__).parent


def load(path: Path) -> dict[str, Any]:
    return yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)


def cases() -> list[Any]:
    found = []
    for path in sorted(CASES.glob("*.yml")):
        content = load(path)
        people = PeopleAuthority(tuple(Person.model_validate(entry) for entry in content["speakers"]), path.stem)
        for case in content["cases"]:
            title = f"{path.stem}: {case['name']!r} {case.get('roles', '')} {case.get('date', '')}"
            found.append(pytest.param(people, case, id=title))
    return found


def one(people: PeopleAuthority, name: str, kind: Any = "person", roles: Any = (), date: str = "2024") -> Identity:
    return resolve([Appearance("an-article", date, 0, kind, name, tuple(roles))], people)["an-article", 0]


@pytest.mark.parametrize(("people", "case"), cases())
def test_case(people: PeopleAuthority, case: dict[str, Any]) -> None:
    article = case.get("article", "an-article")
    date = case.get("date", "2024-07-05")
    roles = tuple(case.get("roles", ()))
    appearance = Appearance(article, date, 3, case.get("kind", "person"), case["name"], roles)
    found = resolve([appearance], people)[article, 3]
    kind, _, speaker = case["is"].partition(" ")
    assert (found.kind, bool(found.id)) == (kind, bool(speaker))
    if speaker and speaker != "*":
        assert found.id == speaker
    if "rule" in case:
        assert found.rule == case["rule"]
    if "candidates" in case:
        assert [candidate for candidate, _ in found.candidates] == case["candidates"]
    assert found.listed == (found.id in people.by_id)


def test_unlisted_people_are_one_by_full_name_only() -> None:
    names = ["Bo Rasmus", "bo rasmus", "Bo  Rasmús", "Rasmus", "Bo T. Rasmus", "Rasmus"]
    appearances = [Appearance(f"a{n}", "2024", 0, "person", name) for n, name in enumerate(names)]
    found = resolve(appearances, PeopleAuthority())
    assert [found[f"a{n}", 0].id for n in range(6)] == ["bo-rasmus"] * 3 + ["", "bo-t-rasmus", ""]


def test_the_page_has_the_most_frequent_form_of_the_name() -> None:
    names = ["JU TAE-ON", "Ju Tae-on", "Ju Tae On", "Ju Tae-on"]
    found = resolve([Appearance(f"a{n}", "", 0, "person", name) for n, name in enumerate(names)], PeopleAuthority())
    assert {identity.name for identity in found.values()} == {"Ju Tae-on"}


def test_a_person_and_a_body_of_one_name_have_two_pages() -> None:
    appearances = [
        Appearance("a", "", 0, "person", "Edda Sallow"),
        Appearance("a", "", 1, "organisation", "Edda Sallow"),
    ]
    found = resolve(appearances, PeopleAuthority())
    assert len({found["a", 0].id, found["a", 1].id}) == 2
    assert all(identity.id.startswith("edda-sallow-") for identity in found.values())


def test_an_unlisted_name_never_takes_the_id_of_an_entry() -> None:
    people = PeopleAuthority((Person(id="bo-rasmus", name="Someone Else", formerly=("an-old-id",)),), "x")
    assert one(people, "Bo Rasmus").id not in ("bo-rasmus", "")
    assert one(people, "An Old Id").id not in ("an-old-id", "")


def test_a_merged_entry_stands_for_the_other_and_redirects() -> None:
    people = PeopleAuthority(
        (
            Person(id="one", name="Ines Vale", formerly=("zero",)),
            Person(id="two", name="Ines Thorne", same_as="one"),
            Person(id="three", name="Ines T. Vale", same_as="two"),
        ),
        "x",
    )
    assert [one(people, name).id for name in ("Ines Vale", "Ines Thorne", "Ines T. Vale")] == ["one"] * 3
    assert people.redirects == {"zero": "one", "two": "one", "three": "one"}
    assert people.names("one") == ("Ines Vale", "Ines Thorne", "Ines T. Vale")


NAMES = st.text(max_size=40) | st.sampled_from(
    ["Bo Rasmus", "Rasmus", "the ministry", "한두리", "Mr. Bo", ", ,", "Jr."]
)
KINDS = st.sampled_from(["person", "organisation", "anonymous", "ambiguous", "unknown"])


@given(st.lists(st.tuples(KINDS, NAMES, st.lists(NAMES, max_size=2)), max_size=12), st.randoms(use_true_random=False))
def test_any_names_are_settled_and_order_is_of_no_matter(
    rows: list[tuple[Any, str, list[str]]], shuffler: random.Random
) -> None:
    people = PeopleAuthority((Person(id="bo-rasmus", name="Bo Rasmus", family="Rasmus"),), "x")
    appearances = [
        Appearance(f"a{n // 3}", "2024", n % 3, kind, name, tuple(roles)) for n, (kind, name, roles) in enumerate(rows)
    ]
    found = resolve(appearances, people)
    assert set(found) == {(appearance.article_id, appearance.source_index) for appearance in appearances}
    for identity in found.values():
        assert not identity.id or identity.id == urls.slug(identity.id) or identity.listed
    again = list(appearances)
    shuffler.shuffle(again)
    assert resolve(again, people) == found


@given(st.text(max_size=60))
@example("À\u05ad")
def test_folding_twice_changes_nothing(name: str) -> None:
    assert folded(folded(name)) == folded(name)


def test_a_name_that_fits_twenty_people_is_nobody_and_all_are_candidates() -> None:
    found = one(growth.AHNS, "Ahn", roles=("Norland President",))
    assert (found.kind, found.id, len(found.candidates)) == ("ambiguous", "", 20)
