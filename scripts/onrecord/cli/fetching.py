"""Fetch one plain text from the web, when its address was given: the only module that uses the network.

Only http and https are spoken, without proxies, passwords or cookies. Redirects are followed a few times, and nothing
is asked of a machine without a public address unless that was allowed. A web page is not turned into text: whatever did
that would decide which words are the article, and a seed is to be what its publisher wrote.
"""

from __future__ import annotations

import http.client
import ipaddress
from dataclasses import dataclass
from urllib.parse import quote, urljoin, urlsplit

from onrecord import __version__, urls
from onrecord.seeds.files import SEED_LIMIT

TIMEOUT_SECONDS = 20.0
MOST_REDIRECTS = 5
REDIRECTS = (301, 302, 303, 307, 308)
PLAIN = ("text/plain", "text/markdown")
HEADERS = {
    "User-Agent": f"onrecord/{__version__}",
    "Accept": ", ".join(PLAIN),
    "Accept-Encoding": "identity",
    "Connection": "close",
}
KEPT_IN_TARGET = "/%:=&?~+!$,;'@()*[]"
"""What stands in a path or query as it is; anything else, such as Hangul, is sent as a browser sends it."""
COPY = "copy the article's text, without menus and advertisements, into a .txt file and add that with --source-url"


class NotFetched(Exception):
    """The text could not be brought here; the message says why, and what to do."""


@dataclass(frozen=True, slots=True)
class Fetched:
    """A text: its bytes, the address they came from in the end, and the encoding it was said to have if not UTF-8."""

    data: bytes
    address: str
    encoding: str


def fetch(address: str, allow_private: bool = False) -> Fetched:
    """Return the plain text at an http or https address, of at most one byte more than a seed may have."""
    for _ in range(MOST_REDIRECTS + 1):
        if not urls.outward(address):
            raise NotFetched(f"{address!r} is no http or https address that can be fetched")
        found = _ask(address, allow_private)
        if isinstance(found, Fetched):
            return found
        address = urljoin(address, found)
    raise NotFetched(
        f"more than {MOST_REDIRECTS} redirects, the last one to {address}; give the address of the text itself"
    )


def _ask(address: str, allow_private: bool) -> Fetched | str:
    """Return what lies at an address, or the address that it leads on to."""
    parts = urlsplit(address)
    kind = http.client.HTTPSConnection if parts.scheme == "https" else http.client.HTTPConnection
    try:
        connection = kind(parts.hostname or "", parts.port, timeout=TIMEOUT_SECONDS)
        try:
            connection.connect()
            if not allow_private:
                _check_public(str(connection.sock.getpeername()[0]))
            target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
            connection.request("GET", quote(target, safe=KEPT_IN_TARGET), headers=HEADERS)
            answer = connection.getresponse()
            if answer.status in REDIRECTS:
                return answer.getheader("Location") or ""
            _check(address, answer)
            data = answer.read(SEED_LIMIT + 1)
            encoding = "" if _is_utf_8(data) else str(answer.headers.get_content_charset() or "")
            return Fetched(data, address.partition("#")[0], encoding)
        finally:
            connection.close()
    except (OSError, http.client.HTTPException, ValueError) as error:
        raise NotFetched(f"{address} cannot be fetched: {error or type(error).__name__}") from None


def _is_utf_8(data: bytes) -> bool:
    """Say whether bytes are UTF-8, whatever the server says of them: many name another encoding for every text."""
    try:
        data.decode()
    except UnicodeDecodeError:
        return False
    return True


def _check_public(peer: str) -> None:
    """Refuse a machine of this house: what it would answer is not published, and it may act on being asked."""
    place = ipaddress.ip_address(peer.partition("%")[0])
    place = getattr(place, "ipv4_mapped", None) or place
    if not place.is_global or place.is_multicast:
        raise NotFetched(f"{place} is this machine or in a private network; add --allow-private if that is meant")


def _check(address: str, answer: http.client.HTTPResponse) -> None:
    if answer.status != http.client.OK:
        raise NotFetched(f"{address} answers {answer.status} {answer.reason}; {COPY}")
    if answer.getheader("Content-Encoding", "identity").lower() != "identity":
        raise NotFetched(f"{address} sends a packed text although plain bytes were asked for; {COPY}")
    kind = answer.headers.get_content_type()
    if kind not in PLAIN:
        what = "a web page" if kind in ("text/html", "application/xhtml+xml") else f"of the kind {kind}"
        raise NotFetched(f"{address} is {what}, and only plain text is fetched; {COPY}")
