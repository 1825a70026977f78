"""Readers: bytes become text exactly or are refused, and front matter is read without surprises."""

import contextlib
import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.model import Document, RawArticle, Refused, Seed, Span
from onrecord.seeds import formats, paragraphs


def seed(data: bytes, name: str = "a.txt", sidecar: str | None = None) -> Seed:
    return Seed(name, data, hashlib.sha256(data).hexdigest(), sidecar.encode() if sidecar is not None else None)


def read(data: bytes | str, name: str = "a.txt", sidecar: str | None = None) -> RawArticle:
    return formats.read(seed(data.encode() if isinstance(data, str) else data, name, sidecar))


def refusal(data: bytes | str, name: str = "a.txt", sidecar: str | None = None):
    with pytest.raises(Refused) as caught:
        read(data, name, sidecar)
    return caught.value.problem


def read_or_none(data: bytes, name: str = "a.txt") -> RawArticle | None:
    with contextlib.suppress(Refused):
        return read(data, name)
    return None


def bytes_of(document: Document, span: Span) -> tuple[int, int]:
    start = document.bom_bytes + len(document.text[: span.start].encode(document.encoding))
    return start, start + len(span.of(document.text).encode(document.encoding))


def facts(raw: RawArticle) -> dict[str, str]:
    return {field.name: field.value for field in raw.fields}


# Formats


@pytest.mark.parametrize("name", ["a.html", "a.pdf", "a", "a.txt.bak", "a.yml"])
def test_other_formats_are_refused_by_name(name):
    assert refusal("Rain.", name).code == "FORMAT"


@pytest.mark.parametrize(("name", "form"), [("a.txt", "txt"), ("A.TXT", "txt"), ("a.md", "md")])
def test_the_ending_picks_the_reader(name, form):
    assert read("Rain.", name).format == form


# Encodings


def test_text_is_kept_to_the_character():
    words = " \tRain\u00a0on “the” quay 😀 ½ ㈜\r\nsecond\n\n"
    raw = read(words)
    assert (raw.text, raw.body) == (words, (0, len(words)))


def test_byte_order_mark_is_left_out_and_counted():
    raw = read(b"\xef\xbb\xbfRain\n")
    document = paragraphs.document(raw)
    assert (raw.text, raw.bom_bytes) == ("Rain\n", 3)
    assert bytes_of(document, document.paragraphs[0]) == (3, 7)


def test_cp949_is_named_and_refused():
    problem = refusal("남북 회담이 열렸다. 부두에 비가 내린다.\n".encode("cp949"))
    assert problem.code == "ENCODING"
    assert "cp949" in problem.message
    assert "'a.txt.yml'" in problem.fix


def test_the_sidecar_decides_about_the_encoding():
    data = "부두에 비가 내린다.\n".encode("cp949")
    raw = read(data, sidecar="encoding: cp949")
    document = paragraphs.document(raw)
    assert raw.text == "부두에 비가 내린다.\n"
    start, end = bytes_of(document, document.paragraphs[0])
    assert data[start:end].decode("cp949") == "부두에 비가 내린다."


@pytest.mark.parametrize(("mark", "codec"), [(b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be")])
def test_utf_16_only_when_the_sidecar_says_so(mark, codec):
    data = mark + "Rain 😀 now\n".encode(codec)
    assert "utf-16" in refusal(data).message
    document = paragraphs.document(read(data, sidecar="encoding: utf-16"))
    start, end = bytes_of(document, document.paragraphs[0])
    assert data[start:end].decode(codec) == "Rain 😀 now"


def test_an_encoding_that_does_not_fit_is_refused():
    assert refusal(b"caf\xe9", sidecar="encoding: cp949").code == "ENCODING"


SAID = "Nobody was hurt.\r\n\r\n“We can’t wait – not another winter,” said Ida Arden, the mayor of Wexcombe.\r\n"
KRUPA = "Pani Róża Krupa-Żak powiedziała: „Nie możemy czekać”, a tłum – około stu osób – odpowiedział ciszą.\n"
UNSAID = "Пристань закрыта.\n\n«Мы не можем ждать», — сказала Ида Арден, мэр города.\n"


@pytest.mark.parametrize(
    ("data", "likely", "readable"),
    [
        (SAID.encode("cp1252"), "cp1252 (windows-1252)", "encoding: cp1252"),
        ("“Rain.”\n".encode("cp1252"), "cp1252 (windows-1252)", "encoding: cp1252"),
        ("It’s the café’s ‘last’ day — said “…no”.\n".encode("cp1252"), "cp1252 (windows-1252)", "encoding: cp1252"),
        (("Rain. " * 20_000).encode() + SAID.encode("cp1252"), "cp1252 (windows-1252)", "encoding: cp1252"),
        (KRUPA.encode("cp1250"), "cp1250", "encoding: cp1250"),
        (UNSAID.encode("cp1251"), "cp1251", "encoding: cp1251"),
        ("부두에 비가 내린다. “말했다”\n".encode("cp949"), "cp949", "encoding: cp949"),
        (b"\xff\xfe\0\0" + SAID.encode("utf-32-le"), "utf-32", ""),
        (b"\0\0\xfe\xff" + SAID.encode("utf-32-be"), "utf-32", ""),
        (SAID.encode("utf-32-le"), "utf-32", ""),
        (b"Rain".decode().encode("utf-32-be"), "utf-32", ""),
        (SAID.encode("utf-16-le"), "utf-16-le", "encoding: utf-16-le"),
        (b"Rain on the quay".decode().encode("utf-16-be"), "utf-16-be", "encoding: utf-16-be"),
        ("Rain \ud83d\ude00 now\n".encode("utf-8", "surrogatepass"), "cesu-8", ""),
    ],
)
def test_what_bytes_are_is_told_by_certain_signs_before_it_is_guessed(data, likely, readable):
    problem = refusal(data)
    assert problem.code == "ENCODING"
    assert problem.message.endswith(f"it may be {likely}")
    assert (readable in problem.fix) if readable else ("encoding:" not in problem.fix)


@pytest.mark.parametrize("name", ["rot13", "base64", "iso-2022-kr", "idna", "hex"])
def test_only_plain_encodings_are_known(name):
    problem = refusal("Rain", sidecar=f"encoding: {name}")
    assert (problem.code, problem.path, problem.line) == ("ENCODING", "a.txt.yml", 1)


def test_broken_utf_8_names_its_line():
    problem = refusal(b"Rain\n\nText \xed\xa0\x80 more\n")
    assert (problem.code, problem.line) == ("ENCODING", 3)


def test_a_picture_is_no_text():
    assert refusal(b"\x89PNG\r\n\x1a\n" + bytes(range(256))).code == "BINARY"


@pytest.mark.parametrize(
    "character", ["\x00", "\x01", "\x02", "\x03", "\x08", "\x0b", "\x0e", "\x1b", "\x1f", "\x7f", "\ufffe"]
)
def test_control_characters_are_refused_by_name_and_line(character):
    problem = refusal(f"Rain\r\n\rText {character} more")
    assert (problem.code, problem.line) == ("CONTROL-CHARACTER", 3)
    assert f"U+{ord(character):04X}" in problem.message
    assert character not in problem.message


@pytest.mark.parametrize(
    ("character", "name"),
    [
        ("\x1b", "U+001B (ESCAPE)"),
        ("\x7f", "U+007F (DELETE)"),
        ("\ufffe", "U+FFFE (a noncharacter, which no text may hold)"),
    ],
)
def test_a_refused_character_is_called_by_its_name(character, name):
    assert name in refusal(f"Text {character} more").message


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


@pytest.mark.parametrize("character", ["\x80", "\x83", "\x9f", "\ufffd"])
def test_traces_of_a_wrong_encoding_are_a_warning(character):
    [problem] = read(f"Rain\nText {character} more").problems
    assert (problem.code, problem.severity, problem.line) == ("LOST-CHARACTER", "warning", 2)


@pytest.mark.parametrize("blank", [" \n\t\n", "\u200b\n", "\ufeff", "\u2028\u00a0\u3000"])
def test_nothing_visible_is_refused(blank):
    assert refusal(blank).code == "BLANK"


def test_caps_on_lines():
    assert read("lorem ipsum " * 9000).text
    assert refusal("x" * 300_000).code == "LINE-TOO-LONG"
    assert refusal("x\n" * 60_000).code == "TOO-MANY-LINES"


@given(st.text(st.characters(codec="utf-8"), min_size=1))
def test_any_text_is_read_whole_or_refused(words):
    raw = read_or_none(words.encode())
    assert raw is None or raw.text == words.removeprefix("\ufeff")


@given(st.binary(max_size=300), st.sampled_from(["a.txt", "a.md"]))
def test_any_bytes_are_read_or_refused(data, name):
    raw = read_or_none(data, name)
    assert raw is None or raw.text.encode() == data.removeprefix(b"\xef\xbb\xbf")


# Front matter


def test_front_matter_fields_and_body():
    words = "---\ntitle: NO\ndate: 2031-03-02\nauthors: [Ida Arden, Tom Hale]\nsource_url: https://a.example/1\n---\nRain.\n"
    raw = read(words, "a.md")
    assert [(f.name, f.value, f.status) for f in raw.fields] == [
        ("title", "NO", "stated"),
        ("date", "2031-03-02", "stated"),
        ("byline", "Ida Arden", "stated"),
        ("byline", "Tom Hale", "stated"),
        ("source_url", "https://a.example/1", "stated"),
    ]
    assert raw.fields[3].evidence.of(raw.text) == "Tom Hale"
    assert raw.body.of(raw.text) == "Rain.\n"
    assert raw.text == words


@pytest.mark.parametrize("ends", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("bom", ["", "\ufeff"])
def test_line_ends_and_byte_order_marks_do_not_hide_the_block(ends, bom):
    raw = read(bom + ends.join(["---", "title: 12:30", "---", "Rain.", ""]), "a.md")
    assert facts(raw) == {"title": "12:30"}
    assert raw.body.of(raw.text).strip() == "Rain."


@pytest.mark.parametrize(
    "words",
    [
        "---\nANVIK, March 2 - The harbour\n---\nRain.\n",
        "---\n*Anvik*, March 2\n---\nRain.\n",
        "---\n---\nRain.\n",
        "---\ntitle: never closed\n\nRain.\n",
        "Rain.\n\n---\ntitle: in the middle\n---\nMore.\n",
        " ---\ntitle: not at the start\n---\nMore.\n",
    ],
)
def test_what_is_no_header_is_text(words):
    raw = read(words, "a.md")
    assert (raw.fields, raw.body, raw.problems) == ((), (0, len(words)), ())


def test_a_block_without_a_known_key_is_text_with_a_warning():
    raw = read("---\ntemplate: redirect.html\nlocation: https://a.example\n---\nRain.\n", "a.md")
    assert (raw.fields, raw.body.start) == ((), 0)
    assert [(p.code, p.severity, p.line) for p in raw.problems] == [("HEADER-AS-TEXT", "warning", 1)]


def test_plain_text_has_no_header():
    raw = read("---\ntitle: Rain\n---\nText.\n", "a.txt")
    assert (raw.fields, raw.body.start) == ((), 0)


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


def test_a_header_without_text_is_refused():
    assert refusal("---\ntitle: Rain\n---\n \n", "a.md").code == "NO-TEXT"


def test_values_are_one_line():
    assert facts(read('---\ntitle: "one\\ntwo\\tthree"\n---\nRain.\n', "a.md")) == {"title": "one two three"}


def test_a_broken_sidecar_names_its_own_file_and_line():
    problem = refusal("Rain", sidecar="title: a\ntitle: b")
    assert (problem.path, problem.line) == ("a.txt.yml", 2)
