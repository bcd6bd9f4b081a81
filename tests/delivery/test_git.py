"""Branches and commits in real repositories: all of it or nothing, and nobody else's programs."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from codemods.delivery.command import Git
from codemods.delivery.git import Repository
from codemods.delivery.journal import Entry, Journal
from codemods.errors import RefactorError

BEFORE, AFTER = b"one = 1\n", b"one = 2\n"
CHANGE = [("app.py", BEFORE, AFTER)]


def git(root: Path, *words: str) -> str:
    done = subprocess.run(["git", *words], cwd=root, capture_output=True, text=True, check=True)
    return done.stdout.strip()


@pytest.fixture
def root(tmp_path: Path) -> Path:
    root = tmp_path / "project"
    root.mkdir()
    (root / "app.py").write_bytes(BEFORE)
    git(root, "init", "-q", "-b", "main")
    git(root, "config", "user.name", "Ada")
    git(root, "config", "user.email", "ada@example.org")
    git(root, "config", "commit.gpgsign", "false")
    git(root, "add", "-A")
    git(root, "commit", "-q", "-m", "start")
    return root


def state(root: Path) -> tuple[str, ...]:
    """Everything that a failure must leave alone, the way back of `git switch -` included."""
    words = ("symbolic-ref HEAD", "for-each-ref", "status --porcelain", "reflog", "ls-files -s")
    said = (git(root, *line.split()) for line in words)
    litter = sorted(p.name for p in (root / ".git").iterdir() if p.name.startswith("refactor"))
    return (*said, (root / "app.py").read_text(), *litter)


def hook(root: Path, text: str) -> None:
    path = root / ".git" / "hooks" / "pre-commit"
    path.parent.mkdir(exist_ok=True)
    path.write_text(f"#!/bin/sh\n{text}\n")
    path.chmod(0o755)


def test_a_commit_stands_on_a_branch_with_a_way_back(root: Path) -> None:
    git(root, "switch", "-q", "-c", "work")
    branch, commit = Repository(root).commit(CHANGE, "refactor/gather", "Say two\n\nBecause.\n")
    assert branch == "refactor/gather"
    assert git(root, "rev-parse", "HEAD") == commit
    assert git(root, "log", "-1", "--format=%B") == "Say two\n\nBecause."
    assert git(root, "show", "HEAD:app.py").encode() + b"\n" == AFTER
    git(root, "switch", "-q", "-")
    assert git(root, "symbolic-ref", "--short", "HEAD") == "work"
    assert (root / "app.py").read_bytes() == BEFORE


def test_a_detached_head_has_a_way_back_too(root: Path) -> None:
    start = git(root, "rev-parse", "HEAD")
    git(root, "switch", "-q", "--detach")
    Repository(root).commit(CHANGE, "refactor/gather", "Say two")
    git(root, "switch", "-q", "--detach", "-")
    assert git(root, "rev-parse", "HEAD") == start


def test_a_message_may_be_longer_than_a_command_line(root: Path) -> None:
    text = "Say two\n\n" + "because of this and of that\n" * 20_000
    Repository(root).commit(CHANGE, "refactor/gather", text)
    assert git(root, "log", "-1", "--format=%B") == text.strip()


@pytest.mark.parametrize("name", ["my app.py", "[ap].py", ":app.py", 'a"b.py', "\u00e9.py", "*.py"])
def test_names_are_names_and_not_patterns(root: Path, name: str) -> None:
    (root / name).write_bytes(BEFORE)
    git(root, "add", "-A")
    git(root, "commit", "-q", "-m", "more")
    (root / "app.py").write_bytes(b"mine = 1\n")
    repository = Repository(root)
    assert repository.dirty([name, "app.py"]) == ["app.py"]
    repository.commit([(name, BEFORE, AFTER)], "refactor/gather", "Say two")
    assert git(root, "show", "-z", "--name-only", "--format=", "HEAD").strip("\0") == name
    assert git(root, "status", "--porcelain") == "M app.py"


def test_a_repository_below_a_strange_folder(tmp_path: Path, root: Path) -> None:
    strange = root.rename(tmp_path / "a $HOME %b")
    Repository(strange).commit(CHANGE, "refactor/gather", "Say two")
    assert (strange / "app.py").read_bytes() == AFTER


# -- failures -----------------------------------------------------------------------------------


def _interrupt(words: tuple[str, ...]) -> None:
    raise KeyboardInterrupt


def _fill_the_disk(words: tuple[str, ...]) -> None:
    raise OSError(28, "No space left on device")


@pytest.mark.parametrize("detached", [False, True])
@pytest.mark.parametrize("failure", [_interrupt, _fill_the_disk])
@pytest.mark.parametrize("at", ["update-ref", "symbolic-ref", "commit", "after"])
def test_a_failure_at_any_step_changes_nothing(
    root: Path,
    monkeypatch: pytest.MonkeyPatch,
    at: str,
    failure: Callable[[tuple[str, ...]], None],
    detached: bool,
) -> None:
    (root / "mine.txt").write_text("mine")
    git(root, "add", "mine.txt")
    if detached:
        git(root, "switch", "-q", "--detach")
    before = (git(root, "rev-parse", "--abbrev-ref", "HEAD"), *_but_head(root))
    ask, commit, fired = Git.ask, Git.commit, []

    def failing_ask(self: Git, *words: str, filters: bool = True) -> str:
        told = ask(self, *words, filters=filters)
        if words[0] == at and not fired and len(words) > 3:
            fired.append(words)
            failure(words)
        return told

    def failing_commit(self: Git, paths: list[str], message: Path) -> None:
        if at == "after":
            commit(self, paths, message)
        if at in ("commit", "after"):
            fired.append(tuple(paths))
            failure(tuple(paths))
        commit(self, paths, message)

    monkeypatch.setattr(Git, "ask", failing_ask)
    monkeypatch.setattr(Git, "commit", failing_commit)
    with pytest.raises((KeyboardInterrupt, OSError)):
        Repository(root).commit(CHANGE, "refactor/gather", "Say two")
    assert fired
    assert (git(root, "rev-parse", "--abbrev-ref", "HEAD"), *_but_head(root)) == before


def _but_head(root: Path) -> tuple[str, ...]:
    words = ("for-each-ref", "status --porcelain", "reflog", "ls-files -s")
    said = (git(root, *line.split()) for line in words)
    litter = sorted(p.name for p in (root / ".git").iterdir() if p.name.startswith("refactor"))
    return (*said, (root / "app.py").read_text(), *litter)


def test_a_hook_that_says_no(root: Path) -> None:
    hook(root, "echo 'not on a Friday' >&2; exit 1")
    before = state(root)
    with pytest.raises(RefactorError, match="not on a Friday"):
        Repository(root).commit(CHANGE, "refactor/gather", "Say two")
    assert state(root) == before


def test_a_hook_that_rewrites_and_says_no(root: Path) -> None:
    hook(root, "echo 'one = 3' > app.py; git add app.py; exit 1")
    before = state(root)
    with pytest.raises(RefactorError):
        Repository(root).commit(CHANGE, "refactor/gather", "Say two")
    assert state(root) == before


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_run_that_is_ended_while_a_hook_works_commits_nothing(
    root: Path, number: signal.Signals
) -> None:
    hook(root, "touch .git/started; sleep 1.5; touch .git/ended; exit 0")
    before = state(root)
    code = (
        "import signal, sys\n"
        "from pathlib import Path\n"
        "from codemods.delivery.git import Repository\n"
        "signal.signal(signal.SIGTERM, lambda *_: sys.exit(130))\n"
        "signal.signal(signal.SIGINT, signal.default_int_handler)\n"
        f"Repository(Path('.')).commit({CHANGE!r}, 'refactor/gather', 'Say two')\n"
    )
    home = str(Path(__file__).parents[2])
    run = subprocess.Popen(
        [sys.executable, "-c", code],
        cwd=root,
        env={**os.environ, "PYTHONPATH": home},
        stderr=subprocess.DEVNULL,
    )
    _wait_for(root / ".git" / "started")
    run.send_signal(number)
    assert run.wait(timeout=20) != 0
    _wait_for(root / ".git" / "ended")
    time.sleep(0.3)  # what a git left behind would need for its commit
    assert state(root) == before


def _wait_for(path: Path) -> None:
    limit = time.monotonic() + 20
    while not path.exists():
        assert time.monotonic() < limit, path
        time.sleep(0.02)


# -- refusals -----------------------------------------------------------------------------------


def test_nothing_is_begun_in_the_middle_of_a_merge(root: Path) -> None:
    git(root, "switch", "-q", "-c", "other")
    (root / "other.py").write_text("")
    git(root, "add", "-A")
    git(root, "commit", "-q", "-m", "other")
    git(root, "switch", "-q", "main")
    git(root, "merge", "-q", "--no-commit", "--no-ff", "other")
    before = state(root)
    with pytest.raises(RefactorError, match="merge is under way"):
        Repository(root).commit(CHANGE, "refactor/gather", "Say two")
    assert state(root) == before


@pytest.mark.parametrize("name", ["", "a..b", "-f", "HEAD", "a b", "@{-1}", "x.lock", "a/"])
def test_what_is_no_name_for_a_branch(root: Path, name: str) -> None:
    with pytest.raises(RefactorError, match="not a name for a branch"):
        Repository(root).free_branch(name)


def test_branch_names_make_way(root: Path) -> None:
    repository = Repository(root)
    assert repository.free_branch("refactor/gather") == "refactor/gather"
    git(root, "branch", "refactor/gather")
    git(root, "tag", "refactor/gather-2")
    assert repository.free_branch("refactor/gather") == "refactor/gather-2"
    assert repository.free_branch("refactor") == "refactor-2"
    with pytest.raises(RefactorError, match="`refactor/gather` leaves no room"):
        repository.free_branch("refactor/gather/deep")


def test_two_runs_do_not_work_at_once(root: Path) -> None:
    entry = Entry("refs/heads/main", git(root, "rev-parse", "HEAD"), "refactor/gather", ())
    journal = Journal(root / ".git")
    journal.begin(entry)
    with pytest.raises(RefactorError, match="another run"):
        Repository(root).commit(CHANGE, "refactor/gather", "Say two")
    with pytest.raises(RefactorError, match="another run"):
        Repository(root).recover()
    assert (root / "app.py").read_bytes() == BEFORE
    journal.end()
    assert Repository(root).recover() is False
    assert list((root / ".git").glob("refactor*")) == []


def test_a_note_that_was_cut_off_stands_for_nothing(root: Path) -> None:
    before = state(root)
    (root / ".git" / "refactor-journal").write_text('{"head": "refs/he')
    assert Repository(root).recover() is False
    assert state(root) == before


# -- questions ----------------------------------------------------------------------------------


def test_what_changed_since_a_revision(root: Path) -> None:
    for name in ("gone.py", "moved.py", "same.py", "text.txt"):
        (root / name).write_text(f"{name!r}\n" * 9)
    git(root, "add", "-A")
    git(root, "commit", "-q", "-m", "base")
    git(root, "branch", "base")
    (root / "app.py").write_bytes(AFTER)
    git(root, "commit", "-q", "-am", "committed")
    git(root, "mv", "moved.py", "there.py")
    git(root, "rm", "-q", "gone.py")
    (root / "new.py").write_text("")
    (root / ".gitignore").write_text("ignored.py\n")
    (root / "ignored.py").write_text("")
    (root / "text.txt").write_text("")
    assert Repository(root).changed_since("base") == {"app.py", "there.py", "new.py"}


def test_a_project_in_a_folder_of_its_repository(root: Path) -> None:
    inner = root / "inner"
    inner.mkdir()
    (inner / "app.py").write_bytes(BEFORE)
    (root / "outer.py").write_bytes(BEFORE)
    git(root, "config", "diff.relative", "true")
    repository = Repository(inner)
    assert repository.changed_since("main") == {"app.py"}
    git(root, "add", "-A")
    git(root, "commit", "-q", "-m", "inner")
    repository.commit(CHANGE, "refactor/gather", "Say two")
    assert git(root, "show", "--name-only", "--format=") == "inner/app.py"


def test_histories_without_a_common_start(root: Path) -> None:
    git(root, "switch", "-q", "--orphan", "island")
    git(root, "commit", "-q", "--allow-empty", "-m", "alone")
    with pytest.raises(RefactorError, match="no common history"):
        Repository(root).changed_since("main")
    for wrong in ("nowhere", "--output=x", "", "HEAD:app.py"):
        with pytest.raises(RefactorError, match="not a revision"):
            Repository(root).changed_since(wrong)


def test_questions_start_nothing(root: Path, tmp_path: Path) -> None:
    sprung = tmp_path / "sprung"
    trap = tmp_path / "trap"
    trap.write_text(f"#!/bin/sh\ntouch {sprung}\ncat\n")
    trap.chmod(0o755)
    module = root / "module"
    git(root, "clone", "-q", str(root), str(module))
    git(root, "-c", "protocol.file.allow=always", "submodule", "--quiet", "add", "./", "module")
    git(root, "commit", "-q", "-m", "submodule")
    for place in (root, module):
        for key in (
            "core.fsmonitor",
            "core.pager",
            "core.sshCommand",
            "diff.external",
            "diff.x.textconv",
            "diff.x.command",
            "filter.x.clean",
            "filter.x=y.process",
        ):
            git(place, "config", key, str(trap))
        git(place, "config", "filter.x.required", "true")
    (root / ".git" / "info" / "attributes").write_text("*.py filter=x diff=x\n")
    later = time.time() + 5
    os.utime(root / "app.py", (later, later))
    assert Repository(root).changed_since("main") == set()
    assert not sprung.exists()
    (root / "app.py").write_bytes(AFTER)
    assert Repository(root).changed_since("main") == {"app.py"}
    assert not sprung.exists()


def test_a_hook_of_another_repository_does_not_mislead(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = tmp_path / "other"
    git(tmp_path, "init", "-q", str(other))
    monkeypatch.setenv("GIT_DIR", str(other / ".git"))
    monkeypatch.setenv("GIT_INDEX_FILE", str(other / ".git" / "index"))
    repository = Repository(root)
    repository.commit(CHANGE, "refactor/gather", "Say two")
    assert repository.changed_since("main") == {"app.py"}
    monkeypatch.delenv("GIT_DIR")
    monkeypatch.delenv("GIT_INDEX_FILE")
    assert git(root, "status", "--porcelain") == ""
    assert git(root, "symbolic-ref", "--short", "HEAD") == "refactor/gather"
    assert git(other, "for-each-ref") == ""


def test_without_a_git_program(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(root))
    with pytest.raises(RefactorError, match="no git program"):
        Repository(root).changed_since("main")
