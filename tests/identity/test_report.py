"""The report about names: pure, in a fixed order, and all of it may be appended to speakers.yml as it is."""

from __future__ import annotations

from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from onrecord.authority import records
from onrecord.authority.records import PeopleAuthority, Person
from onrecord.identity.report import Row, report
from onrecord.identity.resolve import Appearance, resolve

PEOPLE = PeopleAuthority(
    (
        Person(id="ahn-bo-min", name="Ahn Bo-min", family="Ahn"),
        Person(id="edwin-hale-mayor", name="Edwin Hale", not_same_as=("edwin-hale-skipper",)),
        Person(id="edwin-hale-skipper", name="Edwin Hale", not_same_as=("edwin-hale-mayor",)),
    ),
    "x",
)
MET = [
    ("harbour-fete", "person", "Marta Oyelaran", ("Mayor of Gamho",), "We had waited nine years for it."),
    ("new-bridge", "person", "Marta Oyelaran", ("mayor",), "It will stand."),
    ("new-bridge", "person", "Marta A. Oyelaran", (), "It will not."),
    ("fish-market", "person", "Bo Rasmus", ("a baker",), "Bread\nfirst."),
    ("night-boat", "person", "Bo Rasmus", ("harbour pilot",), ""),
    ("night-boat", "person", "Ahn Bo-myn", ("president",), "No."),
    ("night-boat", "person", "Edwin Hale", (), "Perhaps."),
    ("night-boat", "person", "Rasmus", (), "I said so."),
    ("night-boat", "organisation", "Gamho Port Council", (), "We regret it."),
    ("night-boat", "anonymous", "a sailor", (), "Yes."),
    ("night-boat", "organisation", "the ministry", (), "Wait."),
]
EXPECTED = """\
# Names that may be one person or body: 2; Names that several entries share: 1; \
Names that speakers.yml does not list: 2; Names of which too little is said: 1

# ---- Names that may be one person or body

# Ahn Bo-min and Ahn Bo-myn: one first word, and almost the same letters behind it
#   night-boat (Ahn Bo-myn; president; 2024-07-05): No.
#   if they are one, in the entry ahn-bo-min: aliases: ["Ahn Bo-myn"], formerly: [ahn-bo-myn]
#   if they are two:
  - id: ahn-bo-myn
    name: "Ahn Bo-myn"
    not_same_as: [ahn-bo-min]

# Marta Oyelaran and Marta A. Oyelaran: the same but for a middle name or an initial
#   harbour-fete (Marta Oyelaran; Mayor of Gamho; 2024-07-05): We had waited nine years for it.
#   new-bridge (Marta Oyelaran; mayor; 2024-07-05): It will stand.
#   new-bridge (Marta A. Oyelaran; 2024-07-05): It will not.
#   if they are one; otherwise make two entries, each with `not_same_as`:
  - id: marta-oyelaran
    name: "Marta Oyelaran"
    aliases: ["Marta A. Oyelaran"]
    formerly: [marta-a-oyelaran]

# ---- Names that several entries share

# Edwin Hale: shared name; it may be edwin-hale-mayor or edwin-hale-skipper
#   night-boat (Edwin Hale; 2024-07-05): Perhaps.
#   in the entry that is meant: articles: ["night-boat"]

# ---- Names that speakers.yml does not list

# Bo Rasmus: 2 articles
#   fish-market (Bo Rasmus; a baker; 2024-07-05): Bread first.
#   night-boat (Bo Rasmus; harbour pilot; 2024-07-05)
#   the roles have no word in common: is this one person?
  - id: bo-rasmus
    name: "Bo Rasmus"

# Gamho Port Council: 1 article
#   night-boat (Gamho Port Council; 2024-07-05): We regret it.
  - id: gamho-port-council
    name: "Gamho Port Council"
    kind: organisation

# ---- Names of which too little is said

# Rasmus: surname alone
#   night-boat (Rasmus; 2024-07-05): I said so.
"""


def rows(met: list[tuple[str, str, str, tuple[str, ...], str]], people: PeopleAuthority = PEOPLE) -> list[Row]:
    appearances = [
        Appearance(article, "2024-07-05", number, kind, name, roles)  # type: ignore[arg-type]
        for number, (article, kind, name, roles, _) in enumerate(met)
    ]
    found = resolve(appearances, people)
    return [
        Row(one, found[one.article_id, one.source_index], row[4]) for one, row in zip(appearances, met, strict=True)
    ]


def test_the_whole_report() -> None:
    assert report(rows(MET), PEOPLE) == EXPECTED


def test_the_order_of_rows_is_of_no_matter() -> None:
    assert report(rows(MET)[::-1], PEOPLE) == EXPECTED


def test_appended_to_the_file_it_is_good_and_joins_what_it_says(tmp_path: Path) -> None:
    listed = "speakers:\n  - {id: ahn-bo-min, name: Ahn Bo-min, family: Ahn}\n"
    (tmp_path / "speakers.yml").write_text(listed, encoding="utf-8")
    people = records.load(tmp_path).people
    met = [row for row in MET if row[2] != "Edwin Hale"]
    (tmp_path / "speakers.yml").write_text(listed + report(rows(met, people), people), encoding="utf-8")
    after = records.load(tmp_path)
    assert [p for p in after.problems if p.path.endswith("speakers.yml")] == []
    assert {row.identity.id for row in rows(met, after.people) if "Oyelaran" in row.identity.name} == {"marta-oyelaran"}
    assert after.people.redirects["marta-a-oyelaran"] == "marta-oyelaran"
    assert "not list: 0;" in report(rows(met, after.people), after.people)
    again = report(rows(met, after.people), after.people)
    assert again.startswith("# Names that may be one person or body: 0; ")


def test_an_empty_archive_has_an_empty_report() -> None:
    assert report([], PeopleAuthority()).count("\n") == 1


@given(st.lists(st.tuples(st.text(max_size=20), st.text(max_size=30)), max_size=6))
def test_strangers_words_never_leave_their_comment(met: list[tuple[str, str]]) -> None:
    text = report(rows([("an-article", "person", name, (words,), words) for name, words in met], PEOPLE), PEOPLE)
    for line in text.split("\n"):
        assert line == "" or line.startswith(
            ("# ", "  - id: ", "    name: ", "    aliases: ", "    formerly: ", "    not_")
        )
        assert line.isprintable()
