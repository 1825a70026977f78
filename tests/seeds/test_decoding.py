"""Bytes become text exactly, or are refused."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.model import Document, Span
from onrecord.seeds import paragraphs
from samples.seeds import read, read_or_none, refusal


def bytes_of(document: Document, span: Span) -> tuple[int, int]:
    start = document.bom_bytes + len(document.text[: span.start].encode(document.encoding))
    return start, start + len(span.of(document.text).encode(document.encoding))


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


@given(st.binary(max_size=300), st.sampled_from(["a.txt", "a.md"]))
def test_any_bytes_are_read_or_refused(data, name):
    raw = read_or_none(data, name)
    assert raw is None or raw.text.encode() == data.removeprefix(b"\xef\xbb\xbf")
