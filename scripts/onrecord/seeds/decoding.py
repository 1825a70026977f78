"""Turn the bytes of a seed into text, exactly or not at all.

| code | what it says |
|---|---|
| ENCODING | the bytes are not in UTF-8, nor in the encoding that the sidecar names |
| BINARY | the bytes are no text at all |
| CONTROL-CHARACTER | a character that no article has and no page can show |
| BLANK | nothing visible in the file |
| TOO-MANY-LINES | more lines than any article has |
| LINE-TOO-LONG | a line longer than any article has |
| LOST-CHARACTER | U+FFFD, or U+0080 to U+009F: a character was lost before the text came here (warning) |

What ends a line: LF, CR LF, CR; also form feed, U+0085, U+2028 and U+2029, which always end a paragraph too.
Tabs are space. Every other control character up to U+007F is refused by name, NUL and vertical tab among them.
A byte order mark is tolerated and left out of the text. UTF-16 is read only when a sidecar says so.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

import chardet

from onrecord.characters import called
from onrecord.model import Problem, Refused, Seed
from onrecord.seeds.header import sidecar

LINE_COUNT_LIMIT = 50_000
LINE_LENGTH_LIMIT = 250_000
GUESS_BYTES = 32 * 1024
BOMS = ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"))
# Only encodings without shift states: there, a character's bytes do not depend on those before it.
ENCODINGS = frozenset((
    "ascii", "utf-8", "utf-16", "utf-16-le", "utf-16-be", "cp949", "euc-kr", "johab", "cp932", "shift_jis", "euc-jp",
    "gb18030", "gbk", "big5", "latin-1", "iso-8859-1", "iso-8859-2", "iso-8859-5", "iso-8859-7", "iso-8859-9",
    "iso-8859-15", "koi8-r", "koi8-u", "mac-roman", "cp437", "cp1250", "cp1251", "cp1252", "cp1253", "cp1254",
    "cp1255", "cp1256", "cp1257", "cp1258", "windows-1250", "windows-1251", "windows-1252", "windows-1254",
))  # fmt: skip
# "\x00", "\x1b[31m"
CONTROL_PATTERN = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f\ufffe\uffff]")
# "\x83", "\ufffd": what is left of a character that was read in a wrong encoding
LOST_PATTERN = re.compile("[\x80-\x84\x86-\x9f\ufffd]")
# any letter, digit or mark that can be seen
VISIBLE_PATTERN = re.compile("[^\\s\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]")
LINE_END_PATTERN = re.compile("\r\n|[\n\r\x0c\x85\u2028\u2029]")
BINARY_BYTES_PATTERN = re.compile(rb"[\x00-\x08\x0e-\x1a]")
# The byte order marks of encodings that are not UTF-8, the longer first: one begins with another
WIDE_MARKS = (
    (b"\xff\xfe\x00\x00", "utf-32"), (b"\x00\x00\xfe\xff", "utf-32"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"),
)  # fmt: skip
# Encodings of several bytes a letter: how many, and which of them is not zero in a Latin letter
WIDE = (("utf-32", 4, 0), ("utf-32", 4, 3), ("utf-16-le", 2, 0), ("utf-16-be", 2, 1))
# "\xed\xa0\xbd\xed\xb8\x80": both halves of the pair of a smiling face, each as three bytes
CESU_PATTERN = re.compile(rb"\xed[\xa0-\xaf][\x80-\xbf]\xed[\xb0-\xbf][\x80-\xbf]")
# "said. \x93We", "go\x94 \x96 he", "don\x92t": quotation marks and dashes of Windows where they belong
WINDOWS_MARK_PATTERN = re.compile(
    rb"(?<![^\s(\[\x91\x93\x96\x97])[\x91\x93](?=[\w(\x85\x91\xc0-\xff])"
    rb"|(?<=[\w.,;!?\x85\xc0-\xff])[\x92\x94]|(?<=[\w ])[\x96\x97](?=[\w ])"
)
# "\xe4\xe5\xf2": three bytes beyond ASCII together that are no such marks; "\x81", which cp1252 has not
NOT_WINDOWS_PATTERN = re.compile(rb"[\x80-\x84\x86-\x90\x98-\xff]{3}|[\x81\x8d\x8f\x90\x9d]")
# "\xe9", "\x9c": letters with accents, which differ between the encodings of Windows
ACCENTED_PATTERN = re.compile(rb"[\x8a\x8c\x8e\x9a\x9c\x9e\x9f\xc0-\xd6\xd8-\xf6\xf8-\xff]")
SHOWN = {"cp1252": "cp1252 (windows-1252)"}


@dataclass(frozen=True, slots=True)
class Decoded:
    """The text of a seed, the encoding that gives its bytes back, and the length of its byte order mark."""

    text: str
    encoding: str
    bom_bytes: int
    problems: tuple[Problem, ...]


def decode(seed: Seed) -> Decoded:
    """Decode a seed strictly; raise Refused when its bytes are not the text of an article."""
    encoding, bom = _encoding(seed)
    try:
        text = seed.data[bom:].decode(encoding)
    except UnicodeDecodeError as error:
        raise Refused(_undecodable(seed, encoding, bom + error.start)) from None
    if encoding != "utf-8" and text.encode(encoding) != seed.data[bom:]:
        message = f"the bytes have more than one reading in {encoding}"
        raise Refused(_problem(seed, 0, "ENCODING", message, "save the file as UTF-8"))
    _check(seed, text)
    return Decoded(text, encoding, bom, tuple(_lost(seed, text)))


def _lost(seed: Seed, text: str) -> Iterator[Problem]:
    """Warn once about traces of a wrong encoding."""
    lost = LOST_PATTERN.search(text)
    if lost:
        line = 1 + len(LINE_END_PATTERN.findall(text, 0, lost.start()))
        message = f"the text holds U+{ord(lost.group()):04X}: a character was lost before the file came here"
        yield Problem(seed.name, line, "LOST-CHARACTER", "warning", message, "take the text from its source again")


def _encoding(seed: Seed) -> tuple[str, int]:
    """Return the encoding to read the seed with, and how many bytes its byte order mark has."""
    tree = sidecar(seed)
    stated = tree.value.get("encoding") if tree and isinstance(tree.value, dict) else None
    marked = next(((name, len(bom)) for bom, name in BOMS if seed.data.startswith(bom)), ("", 0))
    if stated is None:
        return "utf-8", marked[1] if marked[0] == "utf-8" else 0
    name = str(stated).strip().lower().replace("_", "-").replace("shift-jis", "shift_jis")
    if name not in ENCODINGS or tree is None:
        line = tree.line(("encoding",)) if tree else 0
        message = f"the encoding {str(stated)[:40]!r} is not known here"
        fix = "use utf-8, utf-16, cp949, euc-kr, shift_jis, gb18030, big5, cp1252 or latin-1"
        raise Refused(Problem(seed.name + ".yml", line, "ENCODING", "refused", message, fix))
    if name == "utf-16":
        return (marked[0], 2) if marked[0].startswith("utf-16") else ("utf-16-le", 0)
    return name, marked[1] if marked[0] == name else 0


def _undecodable(seed: Seed, encoding: str, at: int) -> Problem:
    """Say what the bytes may be: a picture, or text in another encoding."""
    line = 1 + seed.data.count(b"\n", 0, at)
    likely = _likely(seed.data, at)
    if likely is None:
        return _problem(seed, line, "BINARY", "the file is no text", "put the article's text into a .txt file")
    if likely.replace("-", "") == encoding.replace("-", ""):
        likely = ""
    guess = f"; it may be {SHOWN.get(likely, likely)}" if likely else ""
    message = f"the byte {seed.data[at]:#04x} is not {encoding.upper()}{guess}"
    return _problem(seed, line, "ENCODING", message, _fix(seed, likely))


def _fix(seed: Seed, likely: str) -> str:
    if not likely or likely in ENCODINGS:
        return f"save the file as UTF-8, or say `encoding: {likely or 'NAME'}` in {seed.name + '.yml'!r}"
    return "save the file as UTF-8"


def _likely(data: bytes, at: int) -> str | None:
    """Name the encoding that bytes are most likely in, or nothing; None when they are no text.

    What can be told for certain comes first: byte order marks, bytes of zero, surrogates in UTF-8, quotation marks of
    Windows. What remains is guessed.
    """
    around = data[max(0, at - GUESS_BYTES // 2) :][:GUESS_BYTES]
    marked = next((name for mark, name in WIDE_MARKS if data.startswith(mark)), "") or _wide(data[:GUESS_BYTES])
    if marked:
        return marked
    if BINARY_BYTES_PATTERN.search(data[:GUESS_BYTES]):
        return None
    if CESU_PATTERN.match(data, at):
        return "cesu-8"
    guess = str(chardet.detect(around).get("encoding") or "").lower().replace("windows-", "cp")
    if WINDOWS_MARK_PATTERN.search(around) and not NOT_WINDOWS_PATTERN.search(around):
        accents_tell = guess.startswith("cp125") and ACCENTED_PATTERN.search(around)
        return guess if accents_tell else "cp1252"
    return guess


def _wide(head: bytes) -> str:
    """Name UTF-32 or UTF-16 without a byte order mark by where its bytes of zero stand, or nothing."""
    for name, width, place in WIDE:
        letters = len(head) // width
        zeros = [head[n : letters * width : width].count(0) for n in range(width)]
        often = [count > letters // 2 for count in zeros]
        if letters > 1 and often == [n != place for n in range(width)]:
            return name
    return ""


def _check(seed: Seed, text: str) -> None:
    """Refuse control characters, text without anything to see, and lines beyond the caps."""
    control = CONTROL_PATTERN.search(text)
    if control:
        line = 1 + len(LINE_END_PATTERN.findall(text, 0, control.start()))
        wide = _wide(seed.data[:GUESS_BYTES])
        if wide:
            message = f"every letter is followed or led by bytes of zero; the file is no UTF-8, it may be {wide}"
            raise Refused(_problem(seed, line, "ENCODING", message, _fix(seed, wide)))
        message = f"the text holds {called(control.group())}"
        raise Refused(_problem(seed, line, "CONTROL-CHARACTER", message, "delete the character"))
    if not VISIBLE_PATTERN.search(text):
        raise Refused(_problem(seed, 0, "BLANK", "the file holds only white space", "add the text, or delete it"))
    ends = [match.start() for match in LINE_END_PATTERN.finditer(text)]
    if len(ends) > LINE_COUNT_LIMIT:
        message = f"more than {LINE_COUNT_LIMIT:,} lines"
        raise Refused(_problem(seed, LINE_COUNT_LIMIT, "TOO-MANY-LINES", message, "split the file"))
    for number, (start, end) in enumerate(zip([0, *ends], [*ends, len(text)], strict=True), 1):
        if end - start > LINE_LENGTH_LIMIT:
            message = f"a line of more than {LINE_LENGTH_LIMIT:,} characters"
            raise Refused(_problem(seed, number, "LINE-TOO-LONG", message, "break the line between paragraphs"))


def _problem(seed: Seed, line: int, code: str, message: str, fix: str) -> Problem:
    return Problem(seed.name, line, code, "refused", message, fix)
