"""Which files belong to a project, and how they are decoded."""

from __future__ import annotations

import codecs
from pathlib import Path

import pytest

from codemods.errors import RefactorError
from codemods.project.files import MOST_BYTES, decode, discover, find_root, read_source
from codemods.settings import Settings


def found(root: Path, settings: Settings | None = None, named: tuple[str, ...] = ()) -> list[str]:
    return [f.path for f in discover(root, settings or Settings(), named)]


def make(root: Path, *paths: str) -> None:
    for path in paths:
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text("")


def test_python_files_come_sorted_and_with_their_stat(tmp_path: Path) -> None:
    make(tmp_path, "b.py", "a/c.py", "a.py", "a/text.txt", "a/stub.pyi", "script")
    (tmp_path / "a.py").write_text("x = 1\n")
    files = discover(tmp_path, Settings())
    assert [f.path for f in files] == ["a.py", "a/c.py", "b.py"]
    stat = (tmp_path / "a.py").stat()
    assert (files[0].size, files[0].mtime_ns, files[0].inode) == (6, stat.st_mtime_ns, stat.st_ino)


LEFT_OUT = [
    ".hidden/x.py",
    "__pycache__/x.py",
    "node_modules/a/x.py",
    "build/x.py",
    "dist/x.py",
    "lib/site-packages/x.py",
    "app/migrations/0001.py",
    "alembic/versions/1.py",
    "app/_vendor/x.py",
    "vendor/x.py",
    "third_party/x.py",
    "vendored/x.py",
    "generated/x.py",
    "api_pb2.py",
    "api_pb2_grpc.py",
    "thing.egg-info/x.py",
]


@pytest.mark.parametrize("path", LEFT_OUT)
def test_what_is_not_the_projects_own(tmp_path: Path, path: str) -> None:
    make(tmp_path, path, "kept.py", "app/versions/x.py")
    assert found(tmp_path) == ["app/versions/x.py", "kept.py"]
    assert found(tmp_path, named=(path,)) == sorted(["app/versions/x.py", "kept.py", path])


def test_an_environment_of_any_name(tmp_path: Path) -> None:
    make(tmp_path, "kept.py", "my_env/lib/x.py", "my_env/pyvenv.cfg")
    assert found(tmp_path) == ["kept.py"]


def test_ignore_files_count_where_they_stand(tmp_path: Path) -> None:
    make(tmp_path, "a.py", "gen_a.py", "sub/a.py", "sub/gen_a.py", "sub/own.py", "out/x.py")
    make(tmp_path, "deep/out/x.py", "sub/deep/own.py", "sub/only/x.py", "only/x.py")
    (tmp_path / ".gitignore").write_text("# words\ngen_*.py\n/out/\n")
    (tmp_path / "sub" / ".gitignore").write_text("!gen_a.py\n/own.py\nonly/\n")
    assert found(tmp_path) == [
        "a.py",
        "deep/out/x.py",
        "only/x.py",
        "sub/a.py",
        "sub/deep/own.py",
        "sub/gen_a.py",
    ]


def test_the_ignore_file_of_the_clone_counts(tmp_path: Path) -> None:
    make(tmp_path, "a.py", "mine.py", ".git/info/exclude")
    (tmp_path / ".git" / "info" / "exclude").write_text("mine.py\n")
    assert found(tmp_path) == ["a.py"]


def test_settings_exclude(tmp_path: Path) -> None:
    make(tmp_path, "a.py", "old/x.py", "app/old/x.py", "app/test_x.py", "app/x.py")
    exclude = ("/old", "test_*.py")
    assert found(tmp_path, Settings(exclude=exclude)) == ["a.py", "app/old/x.py", "app/x.py"]


def test_links(tmp_path: Path) -> None:
    root = tmp_path / "root"
    make(root, "a.py", "sub/b.py")
    make(tmp_path, "outside.py")
    (root / "loop").symlink_to(root)
    (root / "sub" / "up").symlink_to("..")
    (root / "link.py").symlink_to("a.py")
    (root / "out.py").symlink_to(tmp_path / "outside.py")
    (root / "broken.py").symlink_to("nowhere.py")
    (root / "self.py").symlink_to("self.py")
    (root / "folder.py").mkdir()
    assert found(root) == ["a.py", "link.py", "sub/b.py"]


def test_the_root_is_the_nearest_project(tmp_path: Path) -> None:
    make(tmp_path, "pyproject.toml", "app/a.py", "inner/.git/HEAD", "inner/b/c.py", "lib/d.py")
    assert find_root([tmp_path / "app" / "a.py"]) == tmp_path
    assert find_root([tmp_path / "inner" / "b"]) == tmp_path / "inner"
    assert find_root([tmp_path / "app", tmp_path / "lib"]) == tmp_path
    assert find_root([tmp_path / "inner" / "b", tmp_path / "lib"]) == tmp_path
    with pytest.raises(RefactorError, match="does not exist"):
        find_root([tmp_path / "nowhere"])
    (tmp_path / "loop").symlink_to("loop")
    with pytest.raises(RefactorError, match="loop"):
        find_root([tmp_path / "loop"])


DECODED = {
    "plain": (b"x = 'caf\xc3\xa9'\n", "x = 'caf\u00e9'\n", "utf-8", False),
    "mark": (codecs.BOM_UTF8 + b"x = 1\n", "x = 1\n", "utf-8", True),
    "cookie": (
        b"# coding: latin-1\n# \xe9\n",
        "# coding: latin-1\n# \u00e9\n",
        "iso-8859-1",
        False,
    ),
    "second line": (b"#!x\n# vim: fileencoding=cp1251\n\xe9\n", None, "cp1251", False),
    "both": (codecs.BOM_UTF8 + b"# coding: utf-8\n", "# coding: utf-8\n", "utf-8", True),
    "line ends": (b"a\r\nb\rc\n", "a\r\nb\rc\n", "utf-8", False),
    "empty": (b"", "", "utf-8", False),
}


@pytest.mark.parametrize("case", DECODED)
def test_bytes_come_back_as_they_were(case: str) -> None:
    data, text, encoding, bom = DECODED[case]
    source = decode(data)
    assert source.error == ""
    assert source.text is not None
    assert text is None or source.text == text
    assert (source.encoding, source.bom) == (encoding, bom)
    assert source.encode(source.text) == data


UNREADABLE = {
    "holds NUL": b"x = 1\0\n",
    "cannot be decoded": b"x = '\xff'\n",
    "unknown encoding": b"# coding: klingon\n",
    "larger than": b"#" * (MOST_BYTES + 1),
    "utf-8": codecs.BOM_UTF8 + b"# coding: latin-1\n",
}


@pytest.mark.parametrize("reason", UNREADABLE)
def test_what_cannot_be_decoded_says_why(reason: str) -> None:
    source = decode(UNREADABLE[reason])
    assert source.text is None
    assert reason in source.error


def test_what_cannot_be_opened_says_why(tmp_path: Path) -> None:
    assert "cannot be read" in read_source(tmp_path).error
    assert "No such file" in read_source(tmp_path / "nowhere.py").error
