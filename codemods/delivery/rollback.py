"""Taking an unfinished row of commits back: in the process that made it, or in a later one."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from codemods.delivery.command import GitCommandError, said
from codemods.delivery.files import restore, undisturbed, write_atomically
from codemods.delivery.journal import Entry, take_back
from codemods.errors import RefactorError

if TYPE_CHECKING:
    from codemods.delivery.git import Repository


def roll_back(
    repository: Repository, entry: Entry, kept: Sequence[tuple[Path, bytes]], seen: set[str]
) -> None:
    """Undo what this process has done: refs, the files that were `kept`, and those it has `seen`.

    RefactorError when that fails; the journal stays, and a later run goes on.
    """
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
