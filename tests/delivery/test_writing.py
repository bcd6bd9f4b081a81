"""Writing files: all or none, and nothing about them changes but their bytes."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from codemods.delivery import files
from codemods.delivery.files import replace_all
from codemods.errors import RefactorError

NAMES = ("a.py", "b.py", "c.py")
CHANGES = [(name, f"old {name}".encode(), f"new {name}".encode()) for name in NAMES]


@pytest.fixture
def root(tmp_path: Path) -> Path:
    for name, before, _ in CHANGES:
        (tmp_path / name).write_bytes(before)
    return tmp_path


def contents(root: Path) -> dict[str, bytes]:
    """Every file there is, so that forgotten temporary ones show."""
    return {p.name: p.read_bytes() for p in sorted(root.iterdir())}


def test_all_are_written(root: Path) -> None:
    replace_all(root, CHANGES)
    assert contents(root) == {name: after for name, _, after in CHANGES}


@pytest.mark.parametrize("mode", [0o644, 0o755, 0o600, 0o664])
def test_permissions_stay(root: Path, mode: int) -> None:
    (root / "a.py").chmod(mode)
    replace_all(root, CHANGES[:1])
    assert (root / "a.py").stat().st_mode & 0o777 == mode


def test_a_link_stays_a_link(root: Path) -> None:
    (root / "link.py").symlink_to("a.py")
    replace_all(root, [("link.py", b"old a.py", b"new")])
    assert (root / "link.py").is_symlink()
    assert (root / "a.py").read_bytes() == b"new"


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="needs root")
def test_the_owner_stays(root: Path) -> None:
    os.chown(root / "a.py", 1234, 1234)
    replace_all(root, CHANGES[:1])
    found = (root / "a.py").stat()
    assert (found.st_uid, found.st_gid) == (1234, 1234)


@pytest.mark.parametrize("at", [0, 1, 2])
@pytest.mark.parametrize("error", [OSError(28, "No space left on device"), KeyboardInterrupt()])
def test_a_failure_half_way_restores_all(
    root: Path, monkeypatch: pytest.MonkeyPatch, at: int, error: BaseException
) -> None:
    before = contents(root)
    replace, calls = os.replace, []

    def failing(source: str, target: Path) -> None:
        calls.append(target)
        if len(calls) == at + 1:
            raise error
        replace(source, target)

    monkeypatch.setattr(files.os, "replace", failing)
    with pytest.raises((RefactorError, KeyboardInterrupt)):
        replace_all(root, CHANGES)
    assert len(calls) > at
    assert contents(root) == before


def test_a_file_that_changed_meanwhile_is_not_overwritten(root: Path) -> None:
    (root / "c.py").write_bytes(b"mine")
    before = contents(root)
    with pytest.raises(RefactorError, match=r"c\.py has changed"):
        replace_all(root, CHANGES)
    assert contents(root) == before


def test_a_file_that_is_gone_stops_all(root: Path) -> None:
    (root / "c.py").unlink()
    before = contents(root)
    with pytest.raises(RefactorError, match=r"c\.py"):
        replace_all(root, CHANGES)
    assert contents(root) == before
