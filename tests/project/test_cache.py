"""The cache: never a wrong answer, whatever happened to its files."""

from __future__ import annotations

import marshal
import os
import time
from pathlib import Path

import pytest

from codemods.project.cache import Cache
from codemods.project.files import SourceFile, discover
from codemods.settings import Settings

OLD = time.time() - 1000


@pytest.fixture
def root(tmp_path: Path) -> Path:
    write(tmp_path, "a.py", "a = 1\n")
    write(tmp_path, "b.py", "b = 1\n")
    return tmp_path


def write(root: Path, name: str, text: str, at: float = OLD) -> None:
    (root / name).write_text(text)
    os.utime(root / name, (at, at))


def files(root: Path) -> list[SourceFile]:
    return discover(root, Settings())


def opened(root: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The files that a signature opens."""
    seen: list[str] = []
    read = Path.read_bytes

    def watching(path: Path) -> bytes:
        if path.suffix == ".py":
            seen.append(path.name)
        return read(path)

    with monkeypatch.context() as patch:
        patch.setattr(Path, "read_bytes", watching)
        Cache(root, "1").signature(files(root))
    return seen


def filled(root: Path, stamp: str = "1") -> Cache:
    cache = Cache(root, stamp)
    for sha in cache.signature(files(root)).values():
        cache.store_facts(sha, f"facts of {sha}".encode())
    cache.store_results("key", ["()", 1, "x"])
    cache.save()
    return cache


def test_what_is_stored_comes_back(root: Path) -> None:
    filled(root)
    cache = Cache(root, "1")
    sha = cache.signature(files(root))["a.py"]
    assert cache.facts(sha) == f"facts of {sha}".encode()
    assert cache.results("key") == ["()", 1, "x"]
    assert cache.results("other") is None
    assert cache.facts("other") is None


def test_only_what_changed_is_opened(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    filled(root)
    assert opened(root, monkeypatch) == []
    write(root, "a.py", "a = 2\n", OLD + 1)
    assert opened(root, monkeypatch) == ["a.py"]


def test_a_change_within_one_tick_of_the_clock_is_seen(root: Path) -> None:
    now = time.time()
    write(root, "a.py", "a = 1\n", now)
    before = filled(root).signature(files(root))
    inode = (root / "a.py").stat().st_ino
    with (root / "a.py").open("r+") as file:
        file.write("a = 2\n")
    os.utime(root / "a.py", (now, now))
    assert (root / "a.py").stat().st_ino == inode
    after = Cache(root, "1").signature(files(root))
    assert after["a.py"] != before["a.py"]
    assert after["b.py"] == before["b.py"]


def test_facts_of_files_that_are_gone_are_dropped(root: Path) -> None:
    gone = filled(root).signature(files(root))["b.py"]
    (root / "b.py").unlink()
    cache = Cache(root, "1")
    (sha,) = cache.signature(files(root)).values()
    cache.store_facts(sha, b"new")
    cache.save()
    assert Cache(root, "1").facts(gone) is None
    assert Cache(root, "1").facts(sha) == b"new"


def test_another_tool_starts_afresh(root: Path) -> None:
    sha = filled(root).signature(files(root))["a.py"]
    other = Cache(root, "2")
    assert other.facts(sha) is None
    assert other.results("key") is None


BROKEN = {
    "nothing": b"",
    "noise": b"\xff\x00noise",
    "another shape": marshal.dumps(5),
    "a triple": marshal.dumps(("1", {}, 3)),
    "code": marshal.dumps(compile("1", "x", "eval")),
    "json of another shape": b"[1, 2]",
}


@pytest.mark.parametrize("name", ["index.cache", "facts.cache", "results-key.json"])
@pytest.mark.parametrize("what", BROKEN)
def test_a_broken_file_is_as_good_as_none(root: Path, name: str, what: str) -> None:
    expected = dict(filled(root).signature(files(root)))
    (root / ".refactor_cache" / name).write_bytes(BROKEN[what])
    cache = Cache(root, "1")
    assert cache.signature(files(root)) == expected
    known = cache.facts(expected["a.py"])
    assert (known is None) == (name == "facts.cache")
    assert (cache.results("key") is None) == (name == "results-key.json")
    cache.store_facts(expected["a.py"], b"again")
    cache.save()
    assert Cache(root, "1").facts(expected["a.py"]) == b"again"


@pytest.mark.parametrize("name", ["index.cache", "facts.cache"])
def test_a_file_that_was_tampered_with_is_never_unmarshalled(
    root: Path, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    expected = dict(filled(root).signature(files(root)))
    path = root / ".refactor_cache" / name
    data = bytearray(path.read_bytes())
    data[-1] ^= 1
    path.write_bytes(data)
    seen: list[int] = []
    loads = marshal.loads
    monkeypatch.setattr(marshal, "loads", lambda data: (seen.append(len(data)), loads(data))[1])
    cache = Cache(root, "1")
    assert cache.signature(files(root)) == expected
    known = cache.facts(expected["a.py"])
    assert (known is None) == (name == "facts.cache")
    assert len(seen) == 1  # the other file


def test_a_folder_in_the_way_is_no_error(root: Path) -> None:
    (root / ".refactor_cache").write_text("in the way")
    cache = filled(root)
    assert cache.results("key") is None
    assert (root / ".refactor_cache").read_text() == "in the way"


def test_the_folder_is_marked(root: Path) -> None:
    filled(root)
    folder = root / ".refactor_cache"
    assert (folder / ".gitignore").read_text() == "*\n"
    assert (folder / "CACHEDIR.TAG").read_text().startswith("Signature: 8a477f597d28d17278")
    assert not [p for p in folder.iterdir() if p.suffix not in (".cache", ".json", "", ".TAG")]


def test_where_and_whether_is_the_persons_choice(
    root: Path, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    elsewhere = tmp_path_factory.mktemp("elsewhere")
    monkeypatch.setenv("REFACTOR_CACHE_DIR", str(elsewhere))
    filled(root)
    assert not (root / ".refactor_cache").exists()
    assert list(elsewhere.rglob("index.cache"))
    monkeypatch.delenv("REFACTOR_CACHE_DIR")
    monkeypatch.setenv("REFACTOR_NO_CACHE", "1")
    filled(root)
    monkeypatch.delenv("REFACTOR_NO_CACHE")
    Cache(root, "1", enabled=False).save()
    assert not (root / ".refactor_cache").exists()


def test_results_do_not_pile_up(root: Path) -> None:
    cache = Cache(root, "1")
    for number in range(40):
        cache.store_results(f"{number}", number)
    kept = list((root / ".refactor_cache").glob("results-*.json"))
    assert 1 <= len(kept) <= 20
    assert cache.results("39") == 39
