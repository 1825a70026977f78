"""A small web site of invented texts, and a story that may be added to an archive."""

from __future__ import annotations

import contextlib
import json
from http.server import BaseHTTPRequestHandler

STORY = """\
Ferry back in service

2 June 2031

The ferry between Wexcombe and Dunmore is back in service.

“She sails at dawn,” said Osric Pell of Tarn Lines.

This story is dedicated to the public domain (CC0 1.0).
"""


class Answers(BaseHTTPRequestHandler):
    """Answers with a text, with what is none, and with redirects."""

    def do_GET(self) -> None:
        kinds = {
            "/ferry.txt": ("text/plain; charset=utf-8", STORY.encode()),
            "/latin.txt": ("text/plain; charset=iso-8859-1", "Fähre fährt wieder.\n".encode("latin-1")),
            "/mislabelled.txt": ("text/plain; charset=iso-8859-1", "Fähre fährt wieder.\n".encode()),
            "/page": ("text/html", b"<html>x"),
            "/large.txt": ("text/plain", b"words " * 400_000),
        }
        if self.path.startswith("/away/"):
            self.send_response(302)
            self.send_header("Location", json.loads(bytes.fromhex(self.path.rpartition("/")[2])))
            self.end_headers()
            return
        kind, body = kinds.get(self.path, ("text/plain", b""))
        self.send_response(200 if self.path in kinds else 404)
        self.send_header("Content-Type", kind)
        self.end_headers()
        with contextlib.suppress(ConnectionError):
            self.wfile.write(body)

    def log_message(self, format: str, *_: object) -> None:
        pass


def away(address: str) -> str:
    """Return the path that is redirected to an address."""
    return f"/away/{json.dumps(address).encode().hex()}"
