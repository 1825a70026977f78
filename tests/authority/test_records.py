"""Authority files: every fault is told with its line, nothing is wrecked, and what is good is used."""

from __future__ import annotations

import os
import pickle
from pathlib import Path

import pytest

from onrecord.authority import entries, records
from onrecord.authority.records import Authority
from samples.archives import ROOT


def load(folder: Path, **files: str | bytes) -> Authority:
    for name, content in files.items():
        data = content.encode() if isinstance(content, str) else content
        (folder / f"{name}.yml").write_bytes(data)
    return records.load(folder)


def told(found: Authority, name: str) -> list[tuple[int, str, str]]:
    """Return line, severity and message of the problems of one file."""
    return [(p.line, p.severity, p.message) for p in found.problems if Path(p.path).name == f"{name}.yml"]


GOOD = "speakers:\n  - {id: bo-rasmus, name: Bo Rasmus}\n"


def test_a_folder_without_files_is_empty_and_says_so(tmp_path: Path) -> None:
    found = load(tmp_path)
    assert (found.people.entries, found.topics.topics) == ((), ())
    assert {p.severity for p in found.problems} == {"info"}
    assert {Path(p.path).name for p in found.problems} == {"speakers.yml", "topics.yml", "sources.yml", "licences.yml"}


@pytest.mark.parametrize("content", ["", "speakers:\n", "speakers: []\n", "# nothing yet\n"])
def test_an_empty_file_is_no_fault(tmp_path: Path, content: str) -> None:
    found = load(tmp_path, speakers=content)
    assert found.people.entries == ()
    assert told(found, "speakers") == []


BROKEN = """\
speakers:
  - id: marta-oyelaran
    name: Marta <b>Oyelaran</b>
    alises: [Marta]
    aliases: Marta
    offices:
      - {title: Mayor, since: 2024-02-31, until: tomorrow}
    links: ["javascript:alert(1)", "https://user@host.example/", "https://host.example/a b"]
  - name: No Id
  - {id: bo-rasmus, name: Bo Rasmus, kind: planet}
  - {id: Bo Rasmus, name: Bo Rasmus, wikidata: 42}
  - just words
  - {id: one, name: "Ines\\u202e Vale"}
  - {id: two, name: ""}
  - {id: three, name: [Ines, Vale]}
  - {id: good, name: Ju Tae-on, family: Kim, same_as: nobody, not_same_as: [no-one]}
  - {id: good, name: Again}
  - {id: last, name: Ju Tae On, formerly: [good]}
  - {id: circle-a, name: Anna Lund, same_as: circle-b}
  - {id: circle-b, name: Anna Lindt, same_as: circle-a}
  - {id: early, name: Eve Early, offices: [{title: Mayor, since: 2024-05, until: 2023}]}
  - {id: twin, name: ju tae on}
others: []
"""


@pytest.mark.parametrize("kept", ["index", "page", "404", "con", "lpt9"])
def test_ids_that_the_site_needs_itself_are_refused_by_line_and_the_rest_is_used(tmp_path: Path, kept: str) -> None:
    entry = f"  - {{id: {kept}, name: Ida Arden}}\n  - {{id: bo, name: Bo Rasmus, formerly: [{kept}]}}\n"
    rest = "  - {id: ju, name: Ju Tae-on}\n"
    found = load(tmp_path, speakers="speakers:\n" + entry + rest, topics=f"topics:\n  - {{id: {kept}, name: Rain}}\n")
    why = "this id is kept for pages and files of the site itself"
    assert told(found, "speakers") == [
        (2, "error", f"entry '{kept}', id: '{kept}': {why}"),
        (3, "error", f"entry 'bo', formerly.0: '{kept}': {why}"),
    ]
    assert told(found, "topics") == [(2, "error", f"entry '{kept}', id: '{kept}': {why}")]
    assert ([person.id for person in found.people.entries], found.topics.topics) == (["ju"], ())


@pytest.mark.parametrize(
    ("escape", "name"),
    [(r"\x00", "U+0000 (NULL)"), (r"\x9b", "U+009B (a control character)"), (r"\u2028", "U+2028 (LINE SEPARATOR)")],
)
def test_an_entry_that_hides_a_control_character_is_left_out_and_the_rest_is_used(
    tmp_path: Path, escape: str, name: str
) -> None:
    entries_of = {
        "speakers": '- {id: ida, name: "Ida%s Arden"}\n- {id: bo, "na%sme": Bo}\n- {id: ju, name: Ju Tae-on}',
        "topics": '- {id: rain, name: "Rain%s"}\n- {id: wind, "strong": [wi, "nd%s"]}\n- {id: sea, name: Sea}',
        "sources": '- {id: echo, name: "Echo%s"}\n- {id: post, name: Post, aliases: ["P%s"]}\n- {id: sun, name: Sun}',
        "licences": '- {id: A-1, name: "A%s", prints: full}\n- {id: "B%s", name: B, prints: full}\n'
        '- {id: C-1, name: C, prints: full, answer: "Yes."}',
    }
    files = {key: f"{key}:\n{text % (escape, escape)}\n" for key, text in entries_of.items()}
    found = load(tmp_path, **files)
    for key in files:
        lines = told(found, key)
        assert [line for line, _, _ in lines] == [2, 3], key
        assert all(message.endswith(f" holds {name}; the entry is left out") for _, _, message in lines), key
    assert [person.id for person in found.people.entries] == ["ju"]
    assert [topic.id for topic in found.topics.topics] == ["sea"]
    assert [outlet.id for outlet in found.reading.outlets] == ["sun"]
    assert [licence.id for licence in found.reading.licences] == ["C-1"]


def test_one_broken_file_yields_exactly_these_faults(tmp_path: Path) -> None:
    found = load(tmp_path, speakers=BROKEN)
    assert told(found, "speakers") == [
        (
            3,
            "error",
            "entry 'marta-oyelaran', name: 'Marta <b>Oyelaran</b>': it holds < or >, and no markup is allowed here",
        ),
        (4, "error", "entry 'marta-oyelaran', alises: the key is not known"),
        (5, "error", "entry 'marta-oyelaran', aliases: a list is wanted here"),
        (7, "error", "entry 'marta-oyelaran', offices.0.since: '2024-02-31': there is no such date"),
        (
            7,
            "error",
            "entry 'marta-oyelaran', offices.0.until: 'tomorrow': a date is written 2024, 2024-07 or 2024-07-09",
        ),
        (
            8,
            "error",
            "entry 'marta-oyelaran', links.0: 'javascript:alert(1)': a web address starts with https:// or "
            "http:// and a host, without a user name",
        ),
        (
            8,
            "error",
            "entry 'marta-oyelaran', links.1: 'https://user@host.example/': a web address starts with https:// or "
            "http:// and a host, without a user name",
        ),
        (
            8,
            "error",
            "entry 'marta-oyelaran', links.2: 'https://host.example/a b': a web address has no spaces, marks or "
            "invisible characters",
        ),
        (9, "error", "entry 2, id: the key is missing"),
        (10, "error", "entry 'bo-rasmus', kind: it should be 'person' or 'organisation'"),
        (
            11,
            "error",
            "entry 'Bo Rasmus', id: 'Bo Rasmus': an id is made of a-z, 0-9 and single hyphens, 60 characters at most",
        ),
        (11, "error", "entry 'Bo Rasmus', wikidata: '42': a Wikidata id is a Q and digits"),
        (12, "error", "entry 5, as a whole: a group of keys is wanted here"),
        (13, "error", "entry 'one' holds U+202E (RIGHT-TO-LEFT OVERRIDE); the entry is left out"),
        (14, "error", "entry 'two', name: '': it is empty"),
        (15, "error", "entry 'three', name: a single value is wanted here"),
        (16, "error", "entry 'good', family: 'Kim' is not part of the name"),
        (16, "error", "entry 'good', not_same_as: there is no entry with the id 'no-one'"),
        (16, "error", "entry 'good', same_as: there is no entry with the id 'nobody'"),
        (17, "error", "entry 'good': the id 'good' stands on line 16 already; the entry is left out"),
        (18, "error", "entry 'last': the id 'good' stands on line 16 already; the entry is left out"),
        (19, "error", "entry 'circle-a', same_as: it leads back to this entry"),
        (20, "error", "entry 'circle-b', same_as: it leads back to this entry"),
        (21, "error", "entry 'early': the office 'Mayor' ends before it begins"),
        (22, "warning", "entry 'twin' shares a name with entry 'good'"),
        (23, "error", "the key 'others' is not known"),
    ]
    assert [person.id for person in found.people.entries] == ["good", "circle-a", "circle-b", "early", "twin"]
    assert set(found.people.by_id) == {"good", "circle-a", "circle-b", "early", "twin"}
    assert all(problem.fix and problem.code == "AUTHORITY" for problem in found.problems)


TOPICS = """\
topics:
  - {id: harbours, name: Harbours, strong: [quay, quay], weak: [ship], iptc: 20000343}
  - {id: tides, name: Tides, broader: seas, strong: [ebb tide, ebb tide]}
  - {id: a, name: A, broader: b}
  - {id: b, name: B, broader: a}
  - {id: c, name: C, broader: tides}
"""


def test_faults_between_topics(tmp_path: Path) -> None:
    found = load(tmp_path, topics=TOPICS)
    assert told(found, "topics") == [
        (2, "error", "entry 'harbours', iptc: '20000343': an IPTC code is written medtop: and eight digits"),
        (3, "error", "entry 'tides', broader: there is no entry with the id 'seas'"),
        (3, "warning", "entry 'tides': the phrase 'ebb tide' is listed twice"),
        (4, "error", "entry 'a', broader: it leads back to this entry"),
        (5, "error", "entry 'b', broader: it leads back to this entry"),
    ]
    assert found.topics.broader("c") == ("tides",)
    assert found.topics.narrower("tides") == ("c",)
    assert found.topics.broader("a") == ()


LAUGHS = "a: &a [x, x, x, x, x]\nb: &b [*a, *a, *a, *a]\nspeakers: [*b, *b]\n"


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (LAUGHS, "YAML-ALIAS"),
        ('speakers: !!python/object/apply:os.system ["echo hello"]\n', "YAML-TAG"),
        ("speakers:\n  - {id: one, name: A B, name: C D}\n", "YAML-DUPLICATE"),
        ("speakers: []\nspeakers: []\n", "YAML-DUPLICATE"),
        ("speakers:\n  - {id: one, name: 'A B\n", "YAML"),
        ("speakers: " + "[" * 500 + "]" * 500 + "\n", "YAML-DEPTH"),
        ("speakers: []\n---\nspeakers: []\n", "YAML"),
        (b"speakers:\n  - {id: one, name: \xb1\xe8\xb9\xce\xbc\xf6}\n", "AUTHORITY"),
        (b"speakers:\n  - {id: one, name: A\x00B}\n", "YAML"),
        ("speakers:\n" + "  - {id: one, name: A B}\n" * 400_000, "AUTHORITY"),
    ],
    ids=["laughs", "tag", "twice", "key-twice", "unclosed", "deep", "documents", "cp949", "nul", "ten-megabytes"],
)
def test_a_hostile_file_is_refused_by_name_and_the_others_are_used(
    tmp_path: Path, content: str | bytes, code: str
) -> None:
    found = load(tmp_path, speakers=content, topics="topics:\n  - {id: tides, name: Tides}\n")
    refused = [p for p in found.problems if p.severity == "refused"]
    assert [(Path(p.path).name, p.code) for p in refused] == [("speakers.yml", code)]
    assert found.people.entries == ()
    assert [topic.id for topic in found.topics.topics] == ["tides"]


def test_links_folders_and_pipes_are_refused(tmp_path: Path) -> None:
    (tmp_path / "elsewhere.yml").write_text(GOOD, encoding="utf-8")
    (tmp_path / "speakers.yml").symlink_to(tmp_path / "elsewhere.yml")
    (tmp_path / "topics.yml").mkdir()
    os.mkfifo(tmp_path / "sources.yml")
    found = records.load(tmp_path)
    refused = {Path(p.path).name for p in found.problems if p.severity == "refused"}
    assert refused == {"speakers.yml", "topics.yml", "sources.yml"}
    assert found.people.entries == ()


def test_digests_follow_the_bytes_of_their_files(tmp_path: Path) -> None:
    first = load(tmp_path, speakers=GOOD, topics="topics: []\n", sources="", licences="")
    second = load(tmp_path, speakers=GOOD + "# a remark\n")
    assert first.people.digest != second.people.digest
    assert first.topics.digest == second.topics.digest
    assert first.reading.digest == second.reading.digest
    third = load(tmp_path, sources="# a remark\n")
    assert third.reading.digest != second.reading.digest
    assert third.people.digest == second.people.digest


def test_an_archive_may_share_the_topics_of_another_but_not_its_people(tmp_path: Path) -> None:
    own, shared = tmp_path / "own", tmp_path / "shared"
    own.mkdir()
    shared.mkdir()
    load(shared, speakers=GOOD, topics="topics:\n  - {id: tides, name: Tides}\n", sources="", licences="")
    found = records.load(own, shared)
    assert [topic.id for topic in found.topics.topics] == ["tides"]
    assert found.people.entries == ()
    (own / "topics.yml").write_text("topics: []\n", encoding="utf-8")
    assert records.load(own, shared).topics.topics == ()


def test_it_travels_between_processes(tmp_path: Path) -> None:
    found = load(tmp_path, speakers=GOOD, topics="topics:\n  - {id: tides, name: Tides, strong: [ebb tide]}\n")
    again = pickle.loads(pickle.dumps(found))
    assert again.topics.topics == found.topics.topics
    assert again.people.entries == found.people.entries
    assert again == found


def test_the_files_of_this_project_have_no_fault() -> None:
    found = records.load(ROOT / "authority")
    assert [problem for problem in found.problems if problem.severity != "info"] == []
    assert len(found.topics.topics) >= 60
    without = {topic.id for topic in found.topics.topics if not topic.iptc}
    assert without == {  # the IPTC has no code for them
        "cyber-security", "robotics", "theft", "flood-defence", "sea-rescue", "aquaculture", "museums",
        "rowing-and-sailing",
    }  # fmt: skip


def test_entries_are_told_apart_by_line_even_without_an_id(tmp_path: Path) -> None:
    path = tmp_path / "speakers.yml"
    path.write_text("speakers:\n\n\n  - name: A B\n  - kind: person\n", encoding="utf-8")
    found = entries.read(path, "speakers", records.Person)
    assert [(p.line, p.message) for p in found.problems] == [
        (4, "entry 1, id: the key is missing"),
        (5, "entry 2, id: the key is missing"),
        (5, "entry 2, name: the key is missing"),
    ]
