"""A row of commits on a new branch: all of them or none, whatever happens on the way."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from git import GitCommandError

from codemods.delivery.command import said
from codemods.delivery.files import replace_all, restore, undisturbed, write_atomically
from codemods.delivery.journal import Entry, take_back
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
        _roll_back(repository, entry, kept, seen)
        if isinstance(error, GitCommandError):
            raise RefactorError(
                f"git commit failed: {said(error)}", "Nothing was changed."
            ) from None
        raise
    finally:
        note.unlink(missing_ok=True)


def recover(repository: Repository) -> bool:
    """Take back a run that was killed before its last commit; says whether there was one."""
    with repository.journal.left_behind() as entry:
        if entry is None:
            return False
        made = committed(repository, entry)
        unfinished = made is not None and made < max(1, len(entry.marks))
        if unfinished:  # else only the note was left, or somebody works on the branch
            with undisturbed():
                _take_back(repository, entry)
        repository.journal.end()
        return unfinished


def committed(repository: Repository, entry: Entry) -> int | None:
    """How many commits of a run stand on its branch; None when somebody else's do, too."""
    reference = f"refs/heads/{entry.branch}"
    try:
        text = repository.git.ask(
            "log",
            "-z",
            "--no-show-signature",
            "--reverse",
            "--format=%B",
            f"{entry.start}..{reference}",
        )
    except GitCommandError:
        return 0  # the branch was not there yet
    messages = [message for message in text.split("\0") if message.strip()]
    if any(mark not in message for message, mark in zip(messages, entry.marks, strict=False)):
        return None
    return len(messages)


# -- on the way -------------------------------------------------------------------------------------


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


# -- back -------------------------------------------------------------------------------------------


def _roll_back(
    repository: Repository, entry: Entry, kept: Sequence[tuple[Path, bytes]], seen: set[str]
) -> None:
    # A file that the run has not come to yet may hold an edit that somebody has made since.
    written = {(repository.root / path).resolve() for path in seen}
    files = [
        (Path(path), before)
        for path, before, after in entry.files
        if Path(path) in written or (Path(path).is_file() and Path(path).read_bytes() == after)
    ]
    try:
        with undisturbed():
            _switch_back(repository, entry)
            restore([*kept, *files])
            repository.journal.end()
    except (OSError, GitCommandError) as error:
        told = said(error) if isinstance(error, GitCommandError) else str(error)
        raise RefactorError(
            f"the change failed, and could not be taken back: {told}",
            "Run `refactor apply` again once git and the disk work: it takes back the rest.",
        ) from error


def _take_back(repository: Repository, entry: Entry) -> None:
    """What a killed run has done, undone in another process that has nothing but the note."""
    reference = f"refs/heads/{entry.branch}"
    tip = repository.commit_of(reference)
    if repository.branch() == reference and tip != entry.start:
        for path, before in _as_committed(repository, entry):
            write_atomically(path, before)
        take_back(entry)
        names = sorted({path for path, _, _ in entry.files})
        inside = [Path(name).relative_to(repository.top).as_posix() for name in names]
        repository.git.ask("reset", "--quiet", entry.start, "--", *inside)
    else:
        take_back(entry)
    _switch_back(repository, entry)
    if tip:
        _drop(repository, reference, tip)


def _as_committed(repository: Repository, entry: Entry) -> list[tuple[Path, bytes]]:
    """Files that are as the run's own commits have them, however a hook has laid them out."""
    root = repository.root
    first = {Path(p).relative_to(root).as_posix(): old for p, old, _ in entry.files}
    there = [path for path in first if (root / path).is_file()]
    changed = set(repository.dirty(there)) if there else set()
    return [(root / path, first[path]) for path in there if path not in changed]


def _switch_back(repository: Repository, entry: Entry) -> None:
    reference = f"refs/heads/{entry.branch}"
    if repository.branch() != reference:
        _drop(repository, reference, entry.start)
        return
    if entry.head:
        repository.git.ask("symbolic-ref", "HEAD", entry.head)
    else:
        repository.git.ask("update-ref", "--no-deref", "HEAD", entry.start)
    _drop(repository, reference)


def _drop(repository: Repository, *reference: str) -> None:
    """Delete a branch; where a commit is named, only while the branch is there."""
    try:
        repository.git.ask("update-ref", "-d", *reference)
    except GitCommandError:
        return
