"""A new archive overwrites nothing; a text that is added is kept to the byte, or refused and not written at all."""

from __future__ import annotations

import contextlib
import json
import os
import pty
import select
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from onrecord import shipped
from onrecord.authority import records
from onrecord.cli import adding, fetching, scaffold
from onrecord.model import Refused
from onrecord.seeds import files
from samples.archives import HANG, ROOT, SmallArchive

PROGRAM = [sys.executable, str(ROOT / "scripts" / "build.py")]
KNOWN = records.load(ROOT / "authority").reading
STORY = """\
Ferry back in service

2 June 2031

The ferry between Wexcombe and Dunmore is back in service.

“She sails at dawn,” said Osric Pell of Tarn Lines.

This story is dedicated to the public domain (CC0 1.0).
"""


def init(*arguments: str, cwd: Path, code: int = 0) -> subprocess.CompletedProcess[str]:
    done = subprocess.run(
        [*PROGRAM, "init", *arguments], cwd=cwd, capture_output=True, text=True, check=False, timeout=HANG
    )
    assert done.returncode == code, done.stdout + done.stderr
    return done


def tree(folder: Path) -> dict[str, bytes]:
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}


# init


def test_a_new_archive_names_no_path_of_this_machine_and_reads_as_yaml(tmp_path: Path) -> None:
    said = init("our-archive", "--from", "https://forge.example/town/onrecord@1a2b3c", cwd=tmp_path)
    assert said.stderr == ""
    made = tree(tmp_path / "our-archive")
    assert {"mkdocs.yml", "seeds/example-harbour-lamp.txt", "authority/speakers.yml", "requirements.txt"} <= made.keys()
    assert {".github/workflows/check.yml", ".github/workflows/publish.yml", "docs/.gitignore"} <= made.keys()
    assert {
        f".github/ISSUE_TEMPLATE/{form.name}" for form in (ROOT / ".github/ISSUE_TEMPLATE").iterdir()
    } <= made.keys()
    for path, data in made.items():
        assert str(tmp_path).encode() not in data, path
        assert str(ROOT).encode() not in data, path
        if path.endswith(".yml") and path != "mkdocs.yml":
            yaml.safe_load(data)
    for name in ("check", "publish"):
        workflow = made[f".github/workflows/{name}.yml"].decode()
        assert "scripts/build.py" not in workflow
        assert "tools/" not in workflow
        assert "      ONRECORD: onrecord\n" in workflow
        assert "        run: python -m pip install -r requirements.txt\n" in workflow
    assert b'site_name: "Our archive"' in made["mkdocs.yml"]
    assert b"onrecord @ git+https://forge.example/town/onrecord@1a2b3c\n" in made["requirements.txt"]
    assert b"--hash" not in made["constraints.txt"]
    assert b"mkdocs==1.6.1\n" in made["constraints.txt"]


def test_a_folder_that_holds_something_is_refused_and_left_as_it_is(tmp_path: Path) -> None:
    (tmp_path / "ours").mkdir()
    (tmp_path / "ours" / "diary.txt").write_text("mine", encoding="utf-8")
    said = init("ours", cwd=tmp_path, code=1).stderr
    assert said.startswith("ours: NOT-EMPTY holds something already (diary.txt); ")
    assert tree(tmp_path / "ours") == {"diary.txt": b"mine"}


def test_an_empty_repository_is_an_empty_folder(tmp_path: Path) -> None:
    (tmp_path / "ours" / ".git").mkdir(parents=True)
    init("ours", cwd=tmp_path)
    assert (tmp_path / "ours" / "mkdocs.yml").is_file()


def test_an_archive_that_is_added_to_a_project_overwrites_nothing_and_says_what_is_left_to_do(tmp_path: Path) -> None:
    before = {"mkdocs.yml": b"site_name: Mine\ndocs_dir: text\n", ".gitignore": b"x\n", "text/about.md": b"# Me\n"}
    for path, data in before.items():
        (tmp_path / path).parent.mkdir(exist_ok=True)
        (tmp_path / path).write_bytes(data)
    said = init(".", "--into", cwd=tmp_path).stderr
    assert "left alone, because it was there: mkdocs.yml" in said
    assert "  - onrecord\n" in said
    assert "  /text/articles/\n" in said
    assert "/text/about.md" not in said
    after = tree(tmp_path)
    assert {path: after[path] for path in before} == before
    assert "docs/.gitignore" not in after
    assert "seeds/example-harbour-lamp.txt" in after


@pytest.mark.parametrize(
    ("whence", "line", "pinned"),
    [
        ("0.1.0", "onrecord==0.1.0", True),
        ("https://forge.example/a/b", "onrecord @ git+https://forge.example/a/b", False),
        ("git+https://forge.example/a/b@v1", "onrecord @ git+https://forge.example/a/b@v1", True),
        ("https://forge.example/onrecord-0.1.0-py3-none-any.whl",
         "onrecord @ https://forge.example/onrecord-0.1.0-py3-none-any.whl", False),
    ],
)  # fmt: skip
def test_a_source_is_written_as_pip_takes_it(whence: str, line: str, pinned: bool) -> None:
    assert scaffold.source(whence) == scaffold.Source(line, pinned)


@pytest.mark.parametrize(
    "whence",
    ["/home/me/clone", "file:///clone", "https://me:word@forge.example/a", "http://a.example/b", "a b", "x\ny"],
)
def test_a_source_that_others_cannot_or_must_not_use_is_refused(whence: str) -> None:
    with pytest.raises(ValueError, match=r"https address|name or password"):
        scaffold.source(whence)


def test_a_copy_that_came_from_a_folder_names_no_source(tmp_path: Path) -> None:
    said = init("ours", cwd=tmp_path)
    assert "requirements.txt does not say yet where others get On the Record from" in said.stderr
    assert f"  pip install {ROOT}\n  cd ours\n  onrecord site\n" in said.stdout
    text = (tmp_path / "ours" / "requirements.txt").read_text(encoding="utf-8")
    assert [line for line in text.splitlines() if line and line[0] != "#"] == ["-c constraints.txt"]


@pytest.mark.parametrize(
    ("noted", "line"),
    [
        ('{"url": "https://me:word@forge.example/a", "vcs_info": {"vcs": "git", "commit_id": "1a2b"}}',
         "onrecord @ git+https://forge.example/a@1a2b"),
        ('{"url": "file:///home/me/clone", "vcs_info": {"vcs": "git", "commit_id": "1a2b"}}', ""),
        ('{"url": "file:///home/me/clone", "dir_info": {}}', ""),
        ("", "onrecord==9.9.9"),
    ],
)  # fmt: skip
def test_a_copy_knows_where_pip_got_it_from_and_tells_no_password(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, noted: str, line: str
) -> None:
    about = tmp_path / "onrecord-9.9.9.dist-info"
    about.mkdir()
    (about / "METADATA").write_text("Metadata-Version: 2.1\nName: onrecord\nVersion: 9.9.9\n", encoding="utf-8")
    if noted:
        (about / "direct_url.json").write_text(noted, encoding="utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    assert scaffold.installed_from().line == line


def test_all_of_the_lock_is_in_the_constraints() -> None:
    lock = (ROOT / "requirements.txt").read_text(encoding="utf-8")
    locked = [line for line in lock.splitlines() if "==" in line and line[0] not in " #"]
    made = scaffold.constraints(lock).splitlines()[1:]
    assert made == [line.removesuffix(" \\") for line in locked]


# add


@pytest.fixture
def archive(small_archive: Callable[..., SmallArchive]) -> SmallArchive:
    made = small_archive({"harbour-lamp.txt": "The lamp burns, said Tove Lindqvist, the harbour mistress.\n"})
    gone = "addresses:\n  old-lamp: {seed: old-lamp.txt, sha256: 1f3a62c08be9d574, gone: true}\n"
    (made.folder / "addresses.yml").write_text(gone, encoding="utf-8")
    return made


def add(archive: SmallArchive, *arguments: str, code: int = 0, data: bytes = b"") -> subprocess.CompletedProcess[str]:
    command = [*PROGRAM, "add", "-f", str(archive.folder / "mkdocs.yml"), *arguments]
    done = subprocess.run(command, cwd=archive.folder, input=data, capture_output=True, check=False, timeout=HANG)
    said = subprocess.CompletedProcess(command, done.returncode, done.stdout.decode(), done.stderr.decode())
    assert said.returncode == code, said.stdout + said.stderr
    assert "Fault in the program" not in said.stderr
    return said


def test_a_text_is_kept_to_the_byte_under_its_date_and_title(archive: SmallArchive, tmp_path: Path) -> None:
    story = tmp_path / "scan 7.TXT"
    story.write_bytes(STORY.replace("\n", "\r\n").encode("utf-8-sig"))
    said = add(archive, str(story))
    seed = archive.folder / "seeds" / "2031-06-02-ferry-back-in-service.txt"
    assert seed.read_bytes() == story.read_bytes()
    assert not Path(f"{seed}.yml").exists()
    assert "seeds/2031-06-02-ferry-back-in-service.txt is added." in said.stdout
    assert "'Osric Pell' 1" in said.stdout
    record = yaml.safe_load((archive.folder / "addresses.yml").read_bytes())["addresses"]
    assert record["2031-06-02-ferry-back-in-service"]["seed"] == "2031-06-02-ferry-back-in-service.txt"
    assert record["old-lamp"]["gone"] is True
    assert "Not stated, and not given: outlet, source_url." in said.stderr
    assert "python scripts/build.py explain seeds/2031-06-02-ferry-back-in-service.txt" in said.stdout


def test_what_the_text_does_not_state_goes_beside_it_and_shows_as_added(archive: SmallArchive) -> None:
    facts = ["--outlet", 'The "Wexcombe" Lantern', "--source-url", "https://lantern.example/1", "--date", "2031-06-02"]
    said = add(archive, "-", "--name", "ferry", *facts, data=STORY.encode())
    beside = (archive.folder / "seeds" / "ferry.txt.yml").read_text(encoding="utf-8")
    assert yaml.safe_load(beside) == {"outlet": 'The "Wexcombe" Lantern', "source_url": "https://lantern.example/1"}
    assert "outlet: 'The \"Wexcombe\" Lantern' (added)" in said.stdout
    assert "Not stated" not in said.stderr
    assert not said.stderr


@pytest.mark.parametrize(
    ("arguments", "data", "code"),
    [
        (["-"], b"", "EMPTY"),
        (["-", "--name", "x"], b"   \n", "BLANK"),
        (["-", "--name", "x"], b"\x00\x01\x02" * 40, "CONTROL-CHARACTER"),
        (["-", "--name", "x"], b"\xff\xd8\xff\xe0\x00\x10JFIF", "BINARY"),
        (["-", "--name", "x"], "Gewühl in Łódź".encode("cp1250"), "ENCODING"),
        (["-", "--name", "x"], b"PK\x03\x04word/document.xml", "NOT-PLAIN"),
        (["-", "--name", "x"], b"%PDF-1.7 ...", "NOT-PLAIN"),
        (["-", "--name", "x"], b"{\\rtf1 text}", "NOT-PLAIN"),
        (["-", "--name", "x"], b"\xef\xbb\xbf\n<!DOCTYPE html><title>x</title>", "NOT-PLAIN"),
        (["-", "--name", "x"], b"words " * 400_000, "TOO-LARGE"),
        (["-", "--name", "../x"], STORY.encode(), "FILE-NAME"),
        (["-", "--name", "/x.txt"], STORY.encode(), "FILE-NAME"),
        (["-", "--name", ".x.txt"], STORY.encode(), "FILE-NAME"),
        (["-", "--name", "README"], STORY.encode(), "FILE-NAME"),
        (["-", "--name", "x\u202etxt"], STORY.encode(), "FILE-NAME"),
        (["-", "--name", "harbour-lamp.txt"], STORY.encode(), "NAME-TAKEN"),
        (["-", "--name", "harbour-lamp.md"], STORY.encode(), "ADDRESS-TAKEN"),
        (["-", "--name", "more/Harbour Lamp.txt"], STORY.encode(), "ADDRESS-TAKEN"),
        (["-"], b"The lamp burns, said Tove Lindqvist, the harbour mistress.\n", "ADDED-BEFORE"),
        (["-", "--name", "old-lamp.md"], STORY.encode(), "ADDRESS-TAKEN"),
        (["-", "--date", "2031-07-02"], STORY.encode(), "CONTRADICTED"),
        (["-", "--licence", "all-rights-reserved"], STORY.encode(), "CONTRADICTED"),
        (["-", "--licence", "be nice"], STORY.encode(), "HEADER-VALUE"),
        (["-", "--date", "soon"], STORY.encode(), "HEADER-VALUE"),
        (["-", "--source-url", "javascript:alert(1)"], STORY.encode(), "HEADER-VALUE"),
        (["-", "--outlet", "two\nlines \x1b[31m"], STORY.encode(), "HEADER-VALUE"),
    ],
)  # fmt: skip
def test_what_cannot_be_added_is_refused_by_name_and_nothing_is_written(
    archive: SmallArchive, arguments: list[str], data: bytes, code: str
) -> None:
    before = tree(archive.folder / "seeds")
    said = add(archive, *arguments, data=data, code=1)
    assert f": {code} " in said.stderr
    assert "ferry" not in (archive.folder / "addresses.yml").read_text(encoding="utf-8")
    assert len(said.stderr.splitlines()) == 1
    assert said.stdout == ""
    assert tree(archive.folder / "seeds") == before


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("nowhere.txt", "nowhere.txt: No such file"),
        ("seeds", "seeds"),
        ("seeds/harbour-lamp.txt", "is in the seeds folder already"),
        ("ftp://lantern.example/x", "cannot be fetched"),
        ("http://127.0.0.1:1/x", "cannot be fetched"),
        ("http://user:word@lantern.example/", "is no http or https address that can be fetched"),
    ],
)
def test_a_place_without_a_text_is_told_in_a_plain_line(archive: SmallArchive, text: str, said: str) -> None:
    command = [*PROGRAM, "add", "-f", str(archive.folder / "mkdocs.yml"), text]
    done = subprocess.run(command, cwd=archive.folder, capture_output=True, text=True, check=False, timeout=HANG)
    assert done.returncode in (1, 2)
    assert said in done.stderr
    assert "Fault in the program" not in done.stderr


def test_a_licence_that_the_text_denies_needs_a_reason(archive: SmallArchive) -> None:
    reason = ["--licence", "CC-BY-4.0", "--licence-reason", "Letter of the publisher, 3 June 2031"]
    add(archive, "-", "--name", "x", *reason, data=STORY.encode())
    beside = yaml.safe_load((archive.folder / "seeds" / "x.txt.yml").read_text(encoding="utf-8"))
    assert beside == {"licence": "CC-BY-4.0", "licence_reason": "Letter of the publisher, 3 June 2031"}


def test_another_encoding_is_named_beside_the_text(archive: SmallArchive) -> None:
    data = "Fähre fährt wieder\n\n„Sie fährt,“ sagte Osric Pell.\n".encode("cp1252")
    add(archive, "-", "--name", "x", "--encoding", "cp1252", data=data)
    assert (archive.folder / "seeds" / "x.txt").read_bytes() == data
    assert yaml.safe_load((archive.folder / "seeds" / "x.txt.yml").read_bytes()) == {"encoding": "cp1252"}


def test_a_person_at_a_terminal_is_asked_for_what_is_missing(archive: SmallArchive, tmp_path: Path) -> None:
    (tmp_path / "story.txt").write_text(STORY, encoding="utf-8")
    mine, theirs = pty.openpty()
    command = [*PROGRAM, "add", "-f", str(archive.folder / "mkdocs.yml"), str(tmp_path / "story.txt")]
    running = subprocess.Popen(command, cwd=archive.folder, stdin=theirs, stdout=theirs, stderr=theirs)
    os.close(theirs)
    os.write(mine, b"The Lantern\nno address\n\n")  # the second answer is no address: it is asked for again
    said = b""
    while select.select([mine], [], [], HANG)[0]:
        try:
            piece = os.read(mine, 4096)
        except OSError:
            break
        if not piece:
            break
        said += piece
    os.close(mine)
    assert running.wait(HANG) == 0, said.decode()
    assert b"Who published it" in said
    assert b"is no web address" in said
    beside = archive.folder / "seeds" / "2031-06-02-ferry-back-in-service.txt.yml"
    assert yaml.safe_load(beside.read_bytes()) == {"outlet": "The Lantern"}


@given(title=st.text(max_size=80), date=st.sampled_from(["", "2031", "2031-06-02"]), stem=st.text(max_size=30))
def test_a_name_made_of_a_title_is_one_that_seeds_may_have(title: str, date: str, stem: str) -> None:
    found = adding.understood(adding.Text(b"Words.", "x"), "", KNOWN)
    text = adding.Text(b"Words.", "x", stem)
    facts = {key: value for key, value in (("title", title), ("date", date)) if value}
    name = adding.name_for(text, "", facts, found)
    assert not files.BAD_NAME_PATTERN.search(name)
    assert "/" not in name
    assert name[0] not in ".-_"
    assert name.endswith((".txt", ".md"))
    assert len(name) <= adding.LONGEST_NAME + 4


@given(st.text(), st.text())
def test_a_sidecar_comes_back_as_it_was_given(one: str, other: str) -> None:
    for value in (one, other):
        try:
            usual = adding.checked("outlet", value, KNOWN)
        except Refused:
            continue
        assert yaml.safe_load(adding.sidecar({"outlet": usual})) == {"outlet": usual}


# fetching


class Answers(BaseHTTPRequestHandler):
    """A small web site of invented texts."""

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


@pytest.fixture
def web() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Answers)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


def away(address: str) -> str:
    return f"/away/{json.dumps(address).encode().hex()}"


def test_a_text_from_the_web_carries_the_address_it_came_from(archive: SmallArchive, web: str) -> None:
    said = add(archive, web + away("/ferry.txt"), "--allow-private")
    seed = archive.folder / "seeds" / "2031-06-02-ferry-back-in-service.txt"
    assert seed.read_bytes() == STORY.encode()
    assert yaml.safe_load(Path(f"{seed}.yml").read_bytes()) == {"source_url": f"{web}/ferry.txt"}
    assert f"source_url: '{web}/ferry.txt' (added)" in said.stdout


def test_a_machine_without_a_public_address_is_asked_only_when_that_is_meant(web: str) -> None:
    with pytest.raises(fetching.NotFetched, match="--allow-private"):
        fetching.fetch(f"{web}/ferry.txt")
    assert fetching.fetch(f"{web}/ferry.txt", allow_private=True).data == STORY.encode()


@pytest.mark.parametrize("peer", ["10.0.0.1", "127.0.0.1", "169.254.1.1", "::1", "fe80::1%eth0", "::ffff:10.0.0.1",
                                  "224.0.0.1", "100.64.0.1", "0.0.0.0"])  # fmt: skip
def test_private_addresses_of_every_kind_are_known(peer: str) -> None:
    with pytest.raises(fetching.NotFetched):
        fetching._check_public(peer)


def test_public_addresses_are_let_through() -> None:
    for peer in ("93.184.215.14", "2606:2800:21f::1"):
        fetching._check_public(peer)


@pytest.mark.parametrize(
    ("path", "why"),
    [
        ("/page", "is a web page, and only plain text"),
        ("/missing", "answers 404"),
        (away("file:///etc/passwd"), "is no http or https address"),
        (away(""), "redirects"),
    ],
)
def test_what_is_no_plain_text_is_not_fetched(web: str, path: str, why: str) -> None:
    with pytest.raises(fetching.NotFetched, match=why):
        fetching.fetch(web + path, allow_private=True)


def test_redirects_have_an_end(web: str) -> None:
    path = "/ferry.txt"
    for _ in range(fetching.MOST_REDIRECTS):
        path = away(path)
    assert fetching.fetch(web + path, allow_private=True).data == STORY.encode()
    with pytest.raises(fetching.NotFetched, match="redirects"):
        fetching.fetch(web + away(path), allow_private=True)


def test_the_encoding_that_a_server_names_counts_only_where_the_text_is_not_utf_8(web: str) -> None:
    assert fetching.fetch(f"{web}/latin.txt", allow_private=True).encoding == "iso-8859-1"
    assert fetching.fetch(f"{web}/mislabelled.txt", allow_private=True).encoding == ""


def test_no_more_is_fetched_than_a_seed_may_have(web: str) -> None:
    assert len(fetching.fetch(f"{web}/large.txt", allow_private=True).data) == files.SEED_LIMIT + 1


# what is shipped


def test_every_page_written_by_hand_is_inherited_or_speaks_of_this_project_alone() -> None:
    tracked = subprocess.run(["git", "ls-files", "docs"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    of_this_project = {"accuracy.md", "own-archive.md", "assets/screenshot.png"}
    assert {line.removeprefix("docs/") for line in tracked.splitlines()} == of_this_project | set(shipped.PAGES)
