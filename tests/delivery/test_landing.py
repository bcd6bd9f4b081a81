"""A row of commits on a new branch: an interrupt at any point leaves everything as it was."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from codemods.delivery import landing
from codemods.delivery.command import Git
from codemods.delivery.git import Repository
from codemods.delivery.landing import Step, land
from codemods.errors import RefactorError

STEPS = (
    Step((("a.py", b"a0\n", b"a1\n"), ("b.py", b"b0\n", b"b1\n")), "One\n\nMark: 1\n", "Mark: 1"),
    Step((("a.py", b"a1\n", b"a2\n"),), "Two\n\nMark: 2\n", "Mark: 2"),
    Step((("a.py", b"a2\n", b"a3\n"), ("c.py", b"c0\n", b"c1\n")), "Three\n\nMark: 3\n", "Mark: 3"),
)


def git(root: Path, *words: str) -> str:
    done = subprocess.run(["git", *words], cwd=root, capture_output=True, text=True, check=True)
    return done.stdout.strip()


@pytest.fixture
def root(tmp_path: Path) -> Path:
    root = tmp_path / "project"
    root.mkdir()
    for name in "abc":
        (root / f"{name}.py").write_text(f"{name}0\n")
    git(root, "init", "-q", "-b", "main")
    git(root, "config", "user.name", "Ada")
    git(root, "config", "user.email", "ada@example.org")
    git(root, "config", "commit.gpgsign", "false")
    git(root, "add", "-A")
    git(root, "commit", "-q", "-m", "start")
    (root / "mine.txt").write_text("mine")
    git(root, "add", "mine.txt")
    return root


def state(root: Path) -> tuple[Any, ...]:
    words = ("symbolic-ref HEAD", "for-each-ref", "status --porcelain", "reflog", "ls-files -s")
    litter = sorted(p.name for p in (root / ".git").iterdir() if p.name.startswith("refactor"))
    files = {p.name: p.read_bytes() for p in sorted(root.iterdir()) if p.is_file()}
    return (*(git(root, *line.split()) for line in words), litter, files)


def test_each_commit_has_its_own_files_and_says_what_it_does(root: Path) -> None:
    landed = land(Repository(root), STEPS, "refactor/gather", ["--signoff"])
    assert git(root, "log", "--reverse", "--format=%H", "main..").split() == list(landed.commits)
    for commit, step in zip(landed.commits, STEPS, strict=True):
        assert git(root, "log", "-1", "--format=%s", commit) == step.message.partition("\n")[0]
        shown = git(root, "show", "--name-only", "--format=", commit).split()
        assert shown == [path for path, _, _ in step.changes]
        for path, _, after in step.changes:
            assert git(root, "show", f"{commit}:{path}").encode() + b"\n" == after
    assert git(root, "log", "-1", "--format=%b").endswith("Signed-off-by: Ada <ada@example.org>")
    assert git(root, "status", "--porcelain") == "A  mine.txt"
    assert (landed.branch, landed.head) == ("refactor/gather", "refs/heads/main")


class Interrupter:
    """Interrupts a run before or after the n-th thing it does to the repository."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.at, self.after, self.count = -1, False, 0
        for owner, name in ((Git, "ask"), (Git, "commit"), (landing, "replace_all")):
            monkeypatch.setattr(owner, name, self._wrapped(getattr(owner, name)))

    def _wrapped(self, function: Any) -> Any:
        def wrapped(*words: Any, **options: Any) -> Any:
            self.count += 1
            if self.count == self.at and not self.after:
                raise KeyboardInterrupt
            told = function(*words, **options)
            if self.count == self.at and self.after:
                raise KeyboardInterrupt
            return told

        return wrapped

    def arm(self, at: int, after: bool) -> None:
        self.at, self.after, self.count = at, after, 0


@pytest.mark.parametrize("after", [False, True])
def test_an_interrupt_at_any_point_changes_nothing(
    root: Path, monkeypatch: pytest.MonkeyPatch, after: bool
) -> None:
    before = state(root)
    interrupter = Interrupter(monkeypatch)
    for at in _counting():
        interrupter.arm(at, after)
        try:
            land(Repository(root), STEPS, "refactor/gather")
        except KeyboardInterrupt:
            interrupter.arm(-1, False)
            assert state(root) == before, at
        else:
            assert at > 12
            break
    assert len(git(root, "log", "--format=%s", "main..").splitlines()) == 3


def _counting() -> Iterator[int]:
    yield from range(1, 200)
    raise AssertionError("it never ends")


def test_a_step_that_does_not_fit_takes_all_back(root: Path) -> None:
    before = state(root)
    wrong = Step((("c.py", b"other\n", b"c1\n"),), "Wrong")
    with pytest.raises(RefactorError, match=r"c\.py has changed"):
        land(Repository(root), [*STEPS[:2], wrong], "refactor/gather")
    assert state(root) == before


def test_somebody_elses_edit_between_two_commits_is_not_committed(root: Path) -> None:
    hook = root / ".git" / "hooks" / "post-commit"
    hook.parent.mkdir(exist_ok=True)
    hook.write_text("#!/bin/sh\necho mine >> a.py\n")
    hook.chmod(0o755)
    with pytest.raises(RefactorError, match=r"a\.py has changed"):
        land(Repository(root), STEPS, "refactor/gather")
    assert git(root, "symbolic-ref", "HEAD") == "refs/heads/main"
    assert git(root, "for-each-ref", "refs/heads/refactor") == ""
