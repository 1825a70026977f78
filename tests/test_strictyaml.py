"""The strict YAML loader: strings stay strings, and what could grow or act is refused with its line."""

import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord import strictyaml
from onrecord.model import Refused


def refusal(text: str, **options: int) -> tuple[str, int]:
    with pytest.raises(Refused) as caught:
        strictyaml.load(text, "x.yml", **options)
    assert caught.value.problem.path == "x.yml"
    return caught.value.problem.code, caught.value.problem.line


@pytest.mark.parametrize(
    "scalar", ["NO", "yes", "on", "12:30", "0123", "1.10", "404", "2031-03-02", "null", "~", "1e3", ".5"]
)
def test_scalars_stay_the_strings_they_are(scalar):
    assert strictyaml.load(f"title: {scalar}", "x.yml").value == {"title": scalar}


def test_nested_values_with_lines_and_spans():
    text = "# first\npeople:\n  - name: Ida Arden\n    also: [Ida, 'A. Arden']\nnote: 밧줄 😀 x\nlast: end\n"
    tree = strictyaml.load(text, "x.yml", first_line=10)
    assert tree.value == {
        "people": [{"name": "Ida Arden", "also": ["Ida", "A. Arden"]}],
        "note": "밧줄 😀 x",
        "last": "end",
    }
    assert tree.line(("people", 0, "name")) == 12
    assert tree.line(("people", 0, "also", 1)) == 13
    assert tree.line(("people", 0, "absent")) == 12
    assert tree.spans[("people", 0, "also", 1)].of(text) == "'A. Arden'"
    assert tree.spans[("last",)].of(text) == "end"


@pytest.mark.parametrize(
    ("text", "code", "line"),
    [
        ("a: &x 1\nb: 2", "YAML-ALIAS", 1),
        ("a: 1\nb: *x", "YAML-ALIAS", 2),
        ("a: 1\nb: !!python/object/apply:os.system [ls]", "YAML-TAG", 2),
        ("a: !ENV HOME", "YAML-TAG", 1),
        ("a: 1\nb: 2\na: 3", "YAML-DUPLICATE", 3),
        ("c:\n  a: 1\n  a: 2", "YAML-DUPLICATE", 3),
        ("[a, b]: c", "YAML-KEY", 1),
        ("a: 1\n---\nb: 2", "YAML", 2),
        ('a: "open', "YAML", 1),
        ("a: b: c", "YAML", 1),
        ("a: " + "[" * 1500 + "]" * 1500, "YAML-DEPTH", 1),
        ("a: " + "x" * 9000, "YAML-SIZE", 0),
    ],
)
def test_what_is_refused_and_where(text, code, line):
    assert refusal(text) == (code, line)


def test_lines_count_from_the_line_of_the_file():
    assert refusal("a: 1\na: 2", first_line=2) == ("YAML-DUPLICATE", 3)


@pytest.mark.parametrize("text", ["", "\n", "# only a remark\n"])
def test_nothing_is_an_empty_mapping(text):
    assert strictyaml.load(text, "x.yml").value == {}


def are_strings(value: object) -> bool:
    if isinstance(value, dict):
        return all(isinstance(key, str) and are_strings(inner) for key, inner in value.items())
    return all(map(are_strings, value)) if isinstance(value, list) else isinstance(value, str)


@given(st.text(max_size=200))
def test_any_text_gives_strings_or_a_refusal(text):
    with contextlib.suppress(Refused):
        assert are_strings(strictyaml.load(text, "x.yml").value)
