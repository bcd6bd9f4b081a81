"""Diffs that `git apply` takes, whatever the bytes and the names."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from codemods.delivery.diff import unified

NAMES = ["a.py", "my file.py", 'a"b.py', "a\\b.py", "a\tb.py", "a\nb.py", "\u00e9.py", "-.py"]
TEXTS = [
    (b"a\nb\nc\n", b"a\nB\nc\n"),
    (b"a\nb", b"a\nB"),
    (b"a\nb\n", b"a\nb"),
    (b"a\nb", b"a\nb\n"),
    (b"a\r\nb\r\n", b"a\r\nB\r\n"),
    (b"a\rb\r", b"a\rB\r"),
    (b"caf\xe9\n\xff\n", b"caf\xe9!\n\xff\n"),
    (b"\xef\xbb\xbfa\n", b"\xef\xbb\xbfb\n"),
    (b"--- a\n+++ b\n@@ -1 +1 @@\n", b"--- a\n+++ c\n@@ -1 +1 @@\n"),
    (b"a\x0cb\x0b\n\x1c\n", b"a\x0cB\x0b\n\x1c\n"),
]


def applied(root: Path, name: str, before: bytes, after: bytes) -> bytes:
    """What git makes of the file with the diff."""
    (root / name).write_bytes(before)
    diff = unified(name, before, after).encode("utf-8", "surrogateescape")
    subprocess.run(["git", "apply", "-"], cwd=root, input=diff, check=True, capture_output=True)
    return (root / name).read_bytes()


@pytest.mark.parametrize("name", NAMES)
def test_names(tmp_path: Path, name: str) -> None:
    assert applied(tmp_path, name, b"a\nb\n", b"a\nc\n") == b"a\nc\n"


@pytest.mark.parametrize(("before", "after"), TEXTS)
def test_bytes(tmp_path: Path, before: bytes, after: bytes) -> None:
    assert applied(tmp_path, "a.py", before, after) == after


LINES = st.lists(st.sampled_from([b"a", b"b", b"", b"\xff", b"\r", b"x = 1"]), max_size=12)


@settings(max_examples=25, deadline=None)
@given(before=LINES, after=LINES)
def test_any_lines(
    tmp_path_factory: pytest.TempPathFactory, before: list[bytes], after: list[bytes]
) -> None:
    old, new = b"\n".join([b"first", *before]), b"\n".join([b"first", *after])
    if old != new:
        assert applied(tmp_path_factory.mktemp("diff"), "a.py", old, new) == new
