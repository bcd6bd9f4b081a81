"""A row of commits on a new branch: all of them or none, whatever happens on the way."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from codemods.delivery.command import GitCommandError, said
from codemods.delivery.files import replace_all
from codemods.delivery.journal import Entry
from codemods.delivery.rollback import roll_back
from codemods.errors import RefactorError

if TYPE_CHECKING:
    from codemods.delivery.git import Repository

FileChange = tuple[str, bytes, bytes]


@dataclass(frozen=True, slots=True)
class Step:
    """One commit: its files with the bytes before and after, and what it says.

    `mark` is a part of the message by which a commit that a killed run left is known again.
    """

    changes: tuple[FileChange, ...]
    message: str
    mark: str = ""


@dataclass(frozen=True, slots=True)
class Landed:
    """Where the commits stand, and where HEAD was before (`head` is "" for a detached one)."""

    branch: str
    commits: tuple[str, ...]
    head: str
    start: str


def land(
    repository: Repository, steps: Sequence[Step], branch: str, options: Sequence[str] = ()
) -> Landed:
    """Write and commit step after step, and nothing else, on a new branch.

    `options` go to `git commit`. Whatever fails leaves branch, index and files as they were and
    raises RefactorError.
    """
    repository.check_ready()
    start, here = repository.head(), repository.branch()
    name = repository.free_branch(branch)
    entry = Entry(here, start, name, _states(repository.root, steps), tuple(s.mark for s in steps))
    folder = repository.git.folder
    kept = [(p, p.read_bytes()) for p in (folder / "index", folder / "logs" / "HEAD") if p.exists()]
    note = folder / "refactor-message"
    repository.journal.begin(entry)
    seen: set[str] = set()
    try:
        commits: list[str] = []
        for step in steps:
            changes = _on_top(repository, step.changes, seen)
            replace_all(repository.root, changes)
            seen |= {path for path, _, _ in changes}
            if not commits:
                _switch(repository, here, start, name)
            # Said in a file: a command line has no room for the evidence of many findings.
            note.write_text(step.message, "utf-8", "surrogateescape")
            inside = [repository.inside(path) for path, _, _ in changes]
            repository.git.commit(inside, note, *options)
            commits.append(repository.head())
            if repository.dirty([path for path, _, _ in changes]):
                # A hook has added files anew, to the commit alone: the index has missed it.
                repository.git.ask("reset", "--quiet", "--", *inside)
        repository.journal.end()
        return Landed(name, tuple(commits), here, start)
    except BaseException as error:
        roll_back(repository, entry, kept, seen)
        if isinstance(error, GitCommandError):
            raise RefactorError(
                f"git commit failed: {said(error)}", "Nothing was changed."
            ) from None
        raise
    finally:
        note.unlink(missing_ok=True)


def _states(root: Path, steps: Sequence[Step]) -> tuple[FileChange, ...]:
    """For every file the bytes it had at first, with each of the states it goes through."""
    first: dict[str, bytes] = {}
    rows = []
    for step in steps:
        for path, before, after in step.changes:
            name = str((root / path).resolve())
            rows.append((name, first.setdefault(name, before), after))
    return tuple(rows)


def _on_top(
    repository: Repository, changes: Sequence[FileChange], seen: set[str]
) -> Sequence[FileChange]:
    """The changes on top of what the last commits hold: a hook may have laid their files out anew."""
    again = [path for path, _, _ in changes if path in seen]
    clean = set(again) - set(repository.dirty(again)) if again else set()
    return [
        (path, (repository.root / path).read_bytes() if path in clean else before, after)
        for path, before, after in changes
    ]


def _switch(repository: Repository, here: str, start: str, name: str) -> None:
    """Make the branch and stand on it, leaving index and files alone.

    The reason is the one git itself writes: `git switch -` reads it to find the way back.
    """
    repository.git.ask("update-ref", f"refs/heads/{name}", start, "")
    origin = here.removeprefix("refs/heads/") if here else start
    reason = f"checkout: moving from {origin} to {name}"
    repository.git.ask("symbolic-ref", "-m", reason, "HEAD", f"refs/heads/{name}")
