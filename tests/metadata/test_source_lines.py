"""Lines that say where a story comes from, and URLs that claim nothing."""

import pytest

from onrecord.metadata import source_lines
from samples.metadata import BODY, authority, facts, line, one


@pytest.mark.parametrize(
    ("text", "outlet", "address"),
    [
        ("Source : Channel Nine, https://nine.example/view?id=1", "Channel Nine", "https://nine.example/view?id=1"),
        ("Source: https://nine.example/1", "", "https://nine.example/1"),
        ("SOURCE – www.nine.example/1", "", "https://www.nine.example/1"),
        ("출처: 바다신문 (https://bada.example/1)", "바다신문", "https://bada.example/1"),
        ("Source: Channel Nine", "Channel Nine", ""),
        ("(Source: Channel Nine)", "Channel Nine", ""),
        ("Source : Channel Nine (nine.example/view?id=1)", "Channel Nine", "https://nine.example/view?id=1"),
        ("Source: Wiki, https://a.example/wiki/Anvik_(town)", "Wiki", "https://a.example/wiki/Anvik_(town)"),
        ("Read the original at https://nine.example/1.", "", "https://nine.example/1"),
        ("https://nine.example/1", "", "https://nine.example/1"),
        ("Source: https://www.arirang.com/news/view?id=1", "Arirang TV", "https://www.arirang.com/news/view?id=1"),
    ],
)
def test_source_lines(text, outlet, address):
    found = source_lines.source(line(text), authority().outlets)
    assert found is not None
    values = {field.name: field.value for field in found.fields}
    assert (values.get("outlet", ""), values.get("source_url", "")) == (outlet, address)


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)",
        "data:text/html,x",
        "ftp://a.example/1",
        "https://user@evil.example/",
        "https://nohost",
        "http://a.example:port/",
        "https://a.example/\u202egpj",
        'https://a.example/"onmouseover=',
        "https://[::1",
    ],
)
def test_addresses_that_claim_nothing(address):
    found = source_lines.source(line(f"Source: {address}"), authority().outlets)
    assert found is None or not [field for field in found.fields if field.name == "source_url"]


@pytest.mark.parametrize(
    "text", ["The source: a clerk who asked not to be named.", "Sources say no.", "“Source: https://a.example/”"]
)
def test_no_source_lines(text):
    found = source_lines.source(line(text), authority().outlets)
    assert found is None or not found.fields


@pytest.mark.parametrize("label", ["Source", "Source:", "출처:"])
def test_a_source_label_on_a_line_of_its_own(label):
    assert facts(one(f"{BODY}\n\n{label}\nnine.example/view?id=1"))["source_url"] == ["https://nine.example/view?id=1"]
    assert facts(one(f"{BODY}\n\n{label}\nChannel Nine"))["outlet"] == ["Channel Nine"]
