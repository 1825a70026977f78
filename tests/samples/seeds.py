"""Reads seeds that a test writes down: their text, what their header states, or why they are refused."""

import contextlib
import hashlib

import pytest

from onrecord.model import RawArticle, Refused, Seed
from onrecord.seeds import formats


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


def facts(raw: RawArticle) -> dict[str, str]:
    return {field.name: field.value for field in raw.fields}
