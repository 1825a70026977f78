"""What front matter and sidecars may say, read without surprises."""

import pytest

from samples.seeds import facts, read, refusal

HIDDEN = {
    r"\x00": "U+0000 (NULL)",
    r"\x1b": "U+001B (ESCAPE)",
    r"\x85": "U+0085 (a control character)",
    r"\x9b": "U+009B (a control character)",
    r"\u2028": "U+2028 (LINE SEPARATOR)",
    r"\u202e": "U+202E (RIGHT-TO-LEFT OVERRIDE)",
    r"\u2066": "U+2066 (LEFT-TO-RIGHT ISOLATE)",
    r"\uFFFE": "U+FFFE (a noncharacter, which no text may hold)",
    r"\U000E0041": "U+E0041 (TAG LATIN CAPITAL LETTER A)",
}


@pytest.mark.parametrize("escape", HIDDEN)
@pytest.mark.parametrize("line", ['title: "Rain{}"', 'other: ["a", "Rain{}"]', '"{}": Rain'])
def test_what_yaml_hides_in_an_escape_is_refused_by_name_and_line(escape, line):
    header = "date: 2031-03-02\n" + line.format(escape)
    problem = refusal(f"---\n{header}\n---\nRain on the quay.\n", name="a.md")
    assert (problem.path, problem.line, problem.code) == ("a.md", 3, "CONTROL-CHARACTER")
    assert HIDDEN[escape] in problem.message
    problem = refusal("Rain on the quay.\n", sidecar=header)
    assert (problem.path, problem.line, problem.code) == ("a.txt.yml", 2, "CONTROL-CHARACTER")
    assert HIDDEN[escape] in problem.message


def test_a_header_value_may_be_folded_over_lines_and_hold_marks_of_direction():
    [field] = read('---\ntitle: "Rain\tand\\n  \u200fwind"\n---\nText.\n', name="a.md").fields
    assert field.value == "Rain and \u200fwind"


def test_unknown_keys_and_wrong_shapes_are_named():
    raw = read("---\ntitle: [1, {a: b}]\nhide: 3\nauthor: Ida Arden\n---\nRain.\n", "a.md")
    assert facts(raw) == {"byline": "Ida Arden"}
    assert [(p.code, p.line) for p in raw.problems] == [("HEADER-VALUE", 2), ("HEADER-KEY", 3)]


@pytest.mark.parametrize(
    ("block", "code", "line"),
    [
        ('title: "open', "YAML", 3),
        ("title: a\ntitle: b", "YAML-DUPLICATE", 3),
        ("title: !ENV HOME", "YAML-TAG", 2),
        ("a0: &a [x]\ntitle: *a", "YAML-ALIAS", 2),
        ("title: " + "x" * 9000, "YAML-SIZE", 0),
    ],
)
def test_a_header_that_is_no_plain_yaml_is_refused(block, code, line):
    problem = refusal(f"---\n{block}\n---\nRain.\n", "a.md")
    assert (problem.code, problem.line) == (code, line)


def test_values_are_one_line():
    assert facts(read('---\ntitle: "one\\ntwo\\tthree"\n---\nRain.\n', "a.md")) == {"title": "one two three"}


def test_a_broken_sidecar_names_its_own_file_and_line():
    problem = refusal("Rain", sidecar="title: a\ntitle: b")
    assert (problem.path, problem.line) == ("a.txt.yml", 2)
