"""Characters that no line of text needs and that can deceive or break what reads it, and how all are written out."""

from __future__ import annotations

import re
import unicodedata

# "\x00", "\x1b[31m", "\x9b", "\u2028", "gpj.\u202etxt", "\ufffe", half a pair, "tag\U000e0041"
UNFIT_PATTERN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff"
    + "".join(f"{chr(plane << 16 | 0xFFFE)}{chr(plane << 16 | 0xFFFF)}" for plane in range(1, 17))
    + "\U000e0000-\U000e007f]"
)
CONTROL_PICTURES = 0x2400
"""Where Unicode shows the control characters; "SYMBOL FOR ESCAPE" there is the picture of U+001B."""
ESCAPED_BYTES = range(0xDC80, 0xDD00)
"""What Python makes of the bytes of a file name that are no text."""


def called(character: str) -> str:
    """Return the number of a character with its name, or with what it is where it has none: "U+001B (ESCAPE)"."""
    number = ord(character)
    name = unicodedata.name(character, "")
    if not name and (number < 0x20 or number == 0x7F):
        name = unicodedata.name(chr(CONTROL_PICTURES + min(number, 0x21))).removeprefix("SYMBOL FOR ")
    if not name and (0xFDD0 <= number <= 0xFDEF or number & 0xFFFE == 0xFFFE):
        name = "a noncharacter, which no text may hold"
    kinds = {"Cc": "a control character", "Cs": "half of a pair", "Co": "a private character"}
    return f"U+{number:04X} ({name or kinds.get(unicodedata.category(character), 'no character')})"


def printable(name: str) -> str:
    r"""Return a file name as text: bytes that are none are written as escapes, such as `\xe9`."""
    if name.isascii():
        return name
    return "".join(_escaped(c) if "\ud800" <= c <= "\udfff" else c for c in name)


def _escaped(half: str) -> str:
    number = ord(half)
    return f"\\x{number - 0xDC00:02x}" if number in ESCAPED_BYTES else f"\\u{number:04x}"
