"""Seeds: what is found, what is read, and what is refused by name."""

import hashlib
import os
from pathlib import Path

import pytest

from onrecord.model import Refused
from onrecord.seeds import files


def put(folder: Path, name: str, data: bytes = b"Rain on the quay.\n") -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    return path


def refusal(folder: Path, name: str) -> str:
    with pytest.raises(Refused) as caught:
        files.read(folder, name)
    problem = caught.value.problem
    assert problem.severity == "refused"
    assert problem.message
    assert problem.fix
    return problem.code


def test_find_lists_seeds_of_all_subfolders_sorted(tmp_path):
    for name in ("b.txt", "a.md", "2031/march/c.txt", "page.html"):
        put(tmp_path, name)
    assert files.find(tmp_path).names == ["2031/march/c.txt", "a.md", "b.txt", "page.html"]


def test_find_leaves_out_dotfiles_readme_and_sidecars(tmp_path):
    for name in ("a.txt", "a.txt.yml", ".hidden.txt", ".git/config.txt", "README.md", "readme.txt", "sub/README"):
        put(tmp_path, name)
    assert files.find(tmp_path).names == ["a.txt"]


def test_read_gives_bytes_hash_and_sidecar(tmp_path):
    put(tmp_path, "sub/a.txt", b"Rain\r\n")
    put(tmp_path, "sub/a.txt.yml", b"title: Rain\n")
    seed = files.read(tmp_path, "sub/a.txt")
    assert (seed.name, seed.data, seed.sidecar) == ("sub/a.txt", b"Rain\r\n", b"title: Rain\n")
    assert seed.sha256 == hashlib.sha256(b"Rain\r\n").hexdigest()


def test_seed_without_sidecar(tmp_path):
    put(tmp_path, "a.txt")
    assert files.read(tmp_path, "a.txt").sidecar is None


def test_sidecar_without_its_seed_is_listed_and_refused(tmp_path):
    put(tmp_path, "gone.txt.yml")
    assert files.find(tmp_path).names == ["gone.txt.yml"]
    assert refusal(tmp_path, "gone.txt.yml") == "SIDECAR-ALONE"


def test_symbolic_links_are_listed_and_refused(tmp_path):
    outside = put(tmp_path, "outside/secret.txt")
    (tmp_path / "seeds").mkdir()
    (tmp_path / "seeds" / "link.txt").symlink_to(outside)
    (tmp_path / "seeds" / "loop.txt").symlink_to("loop.txt")
    (tmp_path / "seeds" / "folder.txt").symlink_to(tmp_path / "outside")
    (tmp_path / "seeds" / "way").symlink_to(tmp_path / "outside")
    folder = tmp_path / "seeds"
    assert files.find(folder).names == ["folder.txt", "link.txt", "loop.txt", "way"]
    for name in (*files.find(folder).names, "way/secret.txt"):
        assert refusal(folder, name) == "SYMLINK"


def test_a_sidecar_that_is_a_link_refuses_its_seed(tmp_path):
    put(tmp_path, "a.txt")
    (tmp_path / "a.txt.yml").symlink_to("/etc/hostname")
    assert refusal(tmp_path, "a.txt") == "SYMLINK"


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no FIFOs on this system")
def test_opening_a_fifo_does_not_wait(tmp_path):
    os.mkfifo(tmp_path / "pipe.txt")
    assert refusal(tmp_path, "pipe.txt") == "NOT-A-FILE"


def test_a_folder_named_like_a_seed_is_refused_and_not_entered(tmp_path):
    put(tmp_path, "odd.txt/inner.txt")
    assert files.find(tmp_path).names == ["odd.txt"]
    assert refusal(tmp_path, "odd.txt") == "NOT-A-FILE"


def test_hard_links_are_refused(tmp_path):
    os.link(put(tmp_path, "outside.bin"), tmp_path / "a.txt")
    assert refusal(tmp_path, "a.txt") == "HARD-LINK"


@pytest.mark.parametrize(("size", "code"), [(files.SEED_LIMIT + 1, "TOO-LARGE"), (0, "EMPTY")])
def test_size(tmp_path, size, code):
    put(tmp_path, "a.txt", b"x" * size)
    assert refusal(tmp_path, "a.txt") == code


def test_a_seed_of_exactly_the_limit_is_read(tmp_path):
    put(tmp_path, "a.txt", b"x" * files.SEED_LIMIT)
    assert len(files.read(tmp_path, "a.txt").data) == files.SEED_LIMIT


def test_a_sidecar_over_its_limit_is_named(tmp_path):
    put(tmp_path, "a.txt")
    put(tmp_path, "a.txt.yml", b"#" * (files.SIDECAR_LIMIT + 1))
    with pytest.raises(Refused) as caught:
        files.read(tmp_path, "a.txt")
    assert (caught.value.problem.path, caught.value.problem.code) == ("a.txt.yml", "TOO-LARGE")


def test_names_that_deceive_are_found_and_refused_as_they_are(tmp_path):
    put(tmp_path, "two\nlines.txt")
    put(tmp_path, "bell\x07/a.txt")
    assert files.find(tmp_path).names == []
    assert refused(tmp_path) == [("bell\x07", "FILE-NAME"), ("two\nlines.txt", "FILE-NAME")]


@pytest.mark.parametrize("name", ["two\nlines.txt", "back\u202etxt.txt", "bell\x07.txt", "tag\U000e0041.txt"])
def test_names_that_deceive_are_refused(tmp_path, name):
    put(tmp_path, name)
    assert refusal(tmp_path, name) == "FILE-NAME"


def bytes_named(folder: Path, name: bytes) -> None:
    path = Path(os.fsdecode(os.fsencode(folder) + b"/" + name))
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"Rain on the quay.\n")
    except OSError:
        pytest.skip("this file system takes only UTF-8 names")


def refused(folder: Path) -> list[tuple[str, str]]:
    return [(problem.path, problem.code) for problem in files.find(folder).refused]


def test_names_in_undecodable_bytes_are_refused_as_text_and_never_handed_on(tmp_path):
    put(tmp_path, "good.txt")
    for name in (b"caf\xe9.txt", b"caf\xe9.txt.yml", b"alone\xff.txt.yml", b"m\xe4rz/a.txt", b"m\xe4rz/b.txt"):
        bytes_named(tmp_path, name)
    assert files.find(tmp_path).names == ["good.txt"]
    assert refused(tmp_path) == [
        ("alone\\xff.txt.yml", "FILE-NAME"),
        ("caf\\xe9.txt", "FILE-NAME"),
        ("m\\xe4rz", "FILE-NAME"),
    ]


@pytest.fixture
def abyss(tmp_path, monkeypatch):
    """Make 1,200 folders in each other by steps, since the whole path is longer than the system takes; and undo it."""
    monkeypatch.chdir(tmp_path)
    for _ in range(1200):
        Path("b").mkdir()
        os.chdir("b")
    Path("bottom.txt").write_bytes(b"x")
    yield tmp_path
    Path("bottom.txt").unlink()
    for _ in range(1200):
        os.chdir("..")
        Path("b").rmdir()


def test_a_folder_too_deep_is_refused_once(abyss):
    put(abyss, "/".join("a" * files.DEPTH_LIMIT) + "/good.txt")
    assert [name.count("/") for name in files.find(abyss).names] == [files.DEPTH_LIMIT]
    assert refused(abyss) == [("/".join("b" * (files.DEPTH_LIMIT + 1)), "PATH-LIMIT")]


def test_a_path_that_is_too_long_is_refused(tmp_path):
    long = "/".join(["n" * 240] * 4)
    put(tmp_path, f"{long}/good.txt")
    put(tmp_path, f"{long}/{'m' * 60}.txt")
    assert files.find(tmp_path).names == [f"{long}/good.txt"]
    assert refused(tmp_path) == [(f"{long}/{'m' * 60}.txt", "PATH-LIMIT")]


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_folder_that_may_not_be_read_refuses_only_itself(tmp_path):
    put(tmp_path, "good.txt")
    put(tmp_path, "shut/a.txt")
    (tmp_path / "shut").chmod(0)
    try:
        assert files.find(tmp_path).names == ["good.txt"]
        assert refused(tmp_path) == [("shut", "UNREADABLE")]
    finally:
        (tmp_path / "shut").chmod(0o700)


@pytest.mark.parametrize("name", ["../up.txt", "a/../../up.txt", "/etc/hostname"])
def test_names_do_not_lead_out_of_the_folder(tmp_path, name):
    put(tmp_path, "up.txt")
    (tmp_path / "seeds").mkdir()
    assert refusal(tmp_path / "seeds", name) == "FILE-NAME"


@pytest.mark.parametrize("name", ["a & <b>.txt", "a;touch x;$(id).txt", "--help.txt", "부두.txt"])
def test_odd_but_honest_names_are_read(tmp_path, name):
    put(tmp_path, name)
    assert files.read(tmp_path, name).name == name


def test_a_file_that_is_not_there(tmp_path):
    assert refusal(tmp_path, "none.txt") == "UNREADABLE"
