"""Every id, slug, path and link of the archive is made here, and nowhere else; all of it is pure."""

from __future__ import annotations

import functools
import hashlib
import posixpath
import re
import unicodedata
from collections.abc import Collection, Iterable, Sequence
from typing import NamedTuple
from urllib.parse import quote, urlsplit

PER_PAGE = 200
"""Entries on one page of a list."""

LONGEST_SLUG = 60
UTTERANCE_HEX = 10
CLASH_HEX = 8

# "Harbour fete: day 2" -> the runs ": " and " " become one hyphen each
NOT_SAFE_PATTERN = re.compile(r"[^a-z0-9_]+")
# "harbour-fete-" and "_x" lose what stands at their edges
EDGES_PATTERN = re.compile(r"^[-_]+|[-_]+$")
# "two  words\n more" -> "two words more"
SPACE_PATTERN = re.compile(r"\s+")
# "2024-07-08" and "2024" have the year 2024
YEAR_PATTERN = re.compile(r"[0-9]{4}(?=-|$)")
# "www.example.org:8080" and "xn--bcher-kva.example"; not "user@host" and not "ho st"
HOST_PATTERN = re.compile(r"[A-Za-z0-9.-]+(?::[0-9]{1,5})?")

RESERVED = frozenset(
    ["index", "readme", "404", "search", "assets", "tags", "feed", "sitemap", "page", "con", "prn", "aux", "nul"]
    + [f"{port}{number}" for port in ("com", "lpt") for number in range(1, 10)]
)

# The first consonant of a Hangul syllable, in the order of Unicode; the doubled ones are filed with the single.
HANGUL_INITIALS = "ㄱㄱㄴㄷㄷㄹㅁㅂㅂㅅㅅㅇㅈㅈㅊㅋㅌㅍㅎ"
HANGUL_SYLLABLES = range(0xAC00, 0xD7A4)
SYLLABLES_PER_INITIAL = 588


class Letter(NamedTuple):
    """An initial under which names are filed: `id` for paths, `label` for readers."""

    id: str
    label: str


def digest(text: str, length: int) -> str:
    """Return the first hex digits of the SHA-256 of a text."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:length]


def slug(text: str) -> str:
    """Return an ASCII name of at most 60 characters that is safe as file name, address and id, and never empty.

    Where letters are lost that ASCII has no form of, or the result is reserved or too long, a hash of the text
    is put behind, so that two texts rarely share a slug.
    """
    bare = text.lower() if text.isascii() else _without_accents(text)
    lost = not bare.isascii() and any(c.isalnum() and not c.isascii() for c in bare)
    name = EDGES_PATTERN.sub("", NOT_SAFE_PATTERN.sub("-", bare))
    if name and not lost and len(name) <= LONGEST_SLUG and name not in RESERVED:
        return name
    head = EDGES_PATTERN.sub("", name[: LONGEST_SLUG - CLASH_HEX - 1]) or "x"
    return f"{head}-{digest(unicodedata.normalize('NFC', text), CLASH_HEX)}"


def _without_accents(text: str) -> str:
    folded = unicodedata.normalize("NFKD", unicodedata.normalize("NFC", text)).casefold()
    return "".join(c for c in folded if not unicodedata.combining(c) or c > "\u0fff")


def plain_id(name: str) -> str:
    """Return the id that a seed's name asks for: its stem, made safe."""
    return slug(_stem(name))


def claim_order(name: str) -> tuple[int, bool, str]:
    """Return by what seeds that ask for one id are served: nearest to the top folder first, then stems as they are."""
    return name.count("/"), plain_id(name) != _stem(name), name


def namesakes(names: Iterable[str], published: Collection[str] = ()) -> dict[str, str]:
    """Return the names of which macOS and Windows could not keep both, each with the name that stays.

    Such names differ in nothing but capitals or the way accents are written. The one that is
    published stays, else the one that claims its id first.
    """
    alike: dict[str, list[str]] = {}
    for name in set(names):
        alike.setdefault(_as_file_systems_compare(name), []).append(name)
    order = {
        name: (name not in published, claim_order(name)) for group in alike.values() if len(group) > 1 for name in group
    }
    several = [sorted(group, key=order.__getitem__) for group in alike.values() if len(group) > 1]
    return {name: kept for kept, *others in several for name in others}


def _as_file_systems_compare(name: str) -> str:
    if name.isascii():
        return name.lower()
    return unicodedata.normalize("NFD", unicodedata.normalize("NFD", name).casefold())


def _stem(name: str) -> str:
    return posixpath.splitext(posixpath.basename(name))[0]


def story_id(seed_id: str, number: int) -> str:
    """Return the article id of a seed's n-th story."""
    return seed_id if number == 1 else f"{seed_id}-{number}"


def normal_words(words: str) -> str:
    """Return words as they count for an utterance's id: composed, white space folded, nothing else changed."""
    return SPACE_PATTERN.sub(" ", unicodedata.normalize("NFC", words)).strip()


def utterance_ids(article: str, words: Sequence[str]) -> tuple[str, ...]:
    """Return the ids of an article's utterances in order: a hash of the article's id and the words said.

    Words said twice are told apart by their ordinal, so an id survives every edit elsewhere in the seed.
    """
    seen: dict[str, int] = {}
    used: set[str] = set()
    ids: list[str] = []
    for said in map(normal_words, words):
        seen[said] = seen.get(said, 0) + 1
        key = f"{article}\n{said}" + (f"\n{seen[said]}" if seen[said] > 1 else "")
        chosen = next(d for n in range(UTTERANCE_HEX, 65) if (d := digest(key, n)) not in used)
        used.add(chosen)
        ids.append(chosen)
    return tuple(ids)


def letters(name: str) -> tuple[Letter, ...]:
    """Return the one or two letters under which a name is filed: the initials of its first and of its last word.

    Which word is the family name differs from country to country; a reader finds the name under either.
    """
    parts = [w for w in name.split() if any(c.isalnum() for c in w)]
    found = [_letter(next(c for c in w if c.isalnum())) for w in (parts[:1] + parts[-1:])]
    return tuple(dict.fromkeys(found)) or (Letter("other", "#"),)


def _letter(first: str) -> Letter:
    if ord(first) in HANGUL_SYLLABLES:
        label = HANGUL_INITIALS[(ord(first) - HANGUL_SYLLABLES.start) // SYLLABLES_PER_INITIAL]
        return Letter(f"u{ord(label):04x}", label)
    base = unicodedata.normalize("NFKD", first)[0].upper()[0]
    if base.isascii():
        return Letter("0-9", "0–9") if base.isdigit() else Letter(base.lower(), base)
    return Letter(f"u{ord(base):04x}", base) if base.isalpha() else Letter("other", "#")


def year_of(date: str) -> str:
    """Return the year of an ISO date, or an empty string."""
    found = YEAR_PATTERN.match(date)
    return found[0] if found else ""


# Paths below docs_dir


def article_path(article: str) -> str:
    """Return the page of an article."""
    return f"articles/{article}.md"


def article_data_path(article: str) -> str:
    """Return the data file of an article."""
    return f"data/articles/{article}.json"


def seed_copy_path(seed_id: str) -> str:
    """Return the published copy of a seed: always .txt, so that no site builder reads it."""
    return f"data/seeds/{seed_id}.txt"


def articles_path(page: int = 1) -> str:
    """Return a page of the list of all articles (an article itself may be called `2`)."""
    return "articles/index.md" if page == 1 else f"articles/page/{page}.md"


def year_path(year: str, page: int = 1) -> str:
    """Return a page of a year's articles; an empty year is for those without a date."""
    return _numbered(f"years/{year or 'not-stated'}", page)


def speaker_path(speaker: str, page: int = 1) -> str:
    """Return a page of a speaker."""
    return _numbered(f"speakers/{speaker}", page)


def letter_path(letter: str, page: int = 1) -> str:
    """Return a page of the speakers filed under a letter."""
    return _numbered(f"letters/{letter}", page)


def topic_path(topic: str, page: int = 1) -> str:
    """Return a page of a topic."""
    return _numbered(f"topics/{topic}", page)


def unattributed_path(page: int = 1) -> str:
    """Return a page of the utterances that nobody could be given."""
    return _numbered("work/unattributed", page)


def problems_path(page: int = 1) -> str:
    """Return a page of refusals and warnings."""
    return _numbered("work/problems", page)


FOLDERS = ("articles", "data", "letters", "speakers", "topics", "work", "years")
"""Every page and data file that is made lies below one of these, but the first page."""


def built_path(page: str, directory_urls: bool = True) -> str:
    """Return the file of the built site at a page's address: a file of this path in docs_dir is copied there."""
    place = site_path(page, directory_urls)
    return place if place.endswith(".html") else f"{place}index.html"


HOME = "index.md"
SPEAKERS = "speakers/index.md"
TOPICS = "topics/index.md"
ABOUT = "about.md"
CONTRIBUTING = "contributing.md"
MOVED_SCRIPT = "assets/moved.js"
STYLES = "stylesheets/onrecord.css"


def _numbered(stem: str, page: int) -> str:
    return f"{stem}.md" if page == 1 else f"{stem}/{page}.md"


# Links


def anchor(utterance: str) -> str:
    """Return the id of the element that holds an utterance."""
    return f"q-{utterance}"


@functools.lru_cache(maxsize=4096)
def site_path(path: str, directory_urls: bool = True) -> str:
    """Return the address below the site's root under which MkDocs publishes a file of docs_dir."""
    if not path.endswith(".md"):
        return path
    stem = path[:-3]
    folder, slash, name = stem.rpartition("/")
    if name.lower() in {"index", "readme"}:
        return folder + slash + ("" if directory_urls else "index.html")
    return f"{stem}/" if directory_urls else f"{stem}.html"


def link(source: str, target: str, directory_urls: bool = True, fragment: str = "") -> str:
    """Return the relative address that leads from one page to another file, as a browser needs it.

    MkDocs does not touch links inside raw HTML, so this is the published address and not a path below docs_dir.
    """
    tail = f"#{fragment}" if fragment else ""
    if source == target and tail:
        return tail
    here, _, _ = site_path(source, directory_urls).rpartition("/")
    return _way(here, site_path(target, directory_urls)) + tail


@functools.lru_cache(maxsize=4096)
def _way(here: str, there: str) -> str:
    """Return what leads from a folder below the site's root to a file."""
    folder, _, name = there.rpartition("/")
    left, entered = (folder.split("/") if folder else [] for folder in (here, folder))
    common = 0
    while common < min(len(left), len(entered)) and left[common] == entered[common]:
        common += 1
    address = "../" * (len(left) - common) + "".join(f"{folder}/" for folder in entered[common:]) + name
    return quote(address or "./", safe="/._-~")


def absolute(site_url: str, path: str, directory_urls: bool = True, fragment: str = "") -> str:
    """Return the full address of a file of docs_dir, or one that starts at the site's root when no site is known."""
    base = f"{site_url.rstrip('/')}/" if site_url else "/"
    return base + quote(site_path(path, directory_urls), safe="/._-~") + (f"#{fragment}" if fragment else "")


def outward(address: str) -> str:
    """Return an address from a seed if a page may link to it, else an empty string.

    Only http and https to a plain host: no user names, no control characters, nothing a browser reads differently.
    """
    if any(c.isspace() or not c.isprintable() or c in "\\<>\"'`{}|^" for c in address):
        return ""
    try:
        parts = urlsplit(address)
    except ValueError:
        return ""
    lowered = address.lower()
    if parts.scheme not in {"http", "https"} or not HOST_PATTERN.fullmatch(parts.netloc):
        return ""
    return "" if "%0a" in lowered or "%0d" in lowered or "%00" in lowered else address


def edit_link(base: str, seed_name: str) -> str:
    """Return the address that opens a seed for editing, or an empty string when no repository is known."""
    return f"{base.rstrip('/')}/{quote(seed_name)}" if base else ""
