"""`serve`: what it cannot serve at is said before anything is built."""

from __future__ import annotations

import socket
from pathlib import Path

import pytest

from samples.command_line import Run


@pytest.mark.parametrize(
    "address", ["x", "127.0.0.1", "127.0.0.1:many", "harbour.example:8000", "127.0.0.1:0", ":8000"]
)
def test_serve_refuses_what_is_no_address_before_it_builds(address: str, run: Run, root: Path) -> None:
    said = run("serve", "--address", address, code=1).stderr
    assert f"Error: {address!r} is no address to serve at; use an IP address or localhost" in said
    assert not (root / "docs").exists()


def test_serve_on_a_port_in_use_says_so_before_it_builds(run: Run, root: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        said = run("serve", "--address", f"127.0.0.1:{port}", code=1).stderr
    assert said.startswith(f"Error: port {port} is in use")
    assert "--address" in said
    assert not (root / "docs").exists()
