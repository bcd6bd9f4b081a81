"""Taking the last apply back, as long as nobody has built on it."""

from __future__ import annotations

from pathlib import Path

from codemods.delivery.command import GitCommandError, said
from codemods.delivery.files import replace_all, write_atomically
from codemods.delivery.git import Repository
from codemods.delivery.landing import FileChange
from codemods.delivery.notes import (
    BRANCH_NOTE,
    FILES_NOTE,
    BranchNote,
    FilesNote,
    bytes_of,
    hash_of,
)
from codemods.errors import RefactorError


def undo_files(root: Path, folder: Path, note: FilesNote) -> int:
    """Give the files their old bytes; says how many. RefactorError when one has changed since."""
    changes: list[FileChange] = []
    for path, old, new in note.files:
        target = (root / path).resolve()
        # A cache may come from others: it must not be a way to write elsewhere.
        top = root.resolve()
        inside = target.is_relative_to(top) and ".git" not in target.relative_to(top).parts
        if not inside or not target.is_file():
            raise RefactorError(f"cannot undo: {path} is gone", "Nothing was changed.")
        now, before = target.read_bytes(), bytes_of(old)
        if now == before:
            continue
        if hash_of(now) != new:
            raise RefactorError(
                f"cannot undo: {path} has changed since", "Nothing was changed; edit it by hand."
            )
        changes.append((path, now, before))
    replace_all(root, changes)
    (folder / FILES_NOTE).unlink(missing_ok=True)
    return len(changes)


def undo_branch(repository: Repository, note: BranchNote) -> str:
    """Go back to where HEAD was and delete the branch; says where HEAD is now.

    RefactorError, with nothing changed, when the branch holds anything else, or files have changed.
    """
    repository = Repository(repository.top)
    reference = f"refs/heads/{note.branch}"
    tip = repository.commit_of(reference)
    _check(repository, note, tip)
    if repository.branch() == reference:
        _go_back(repository, note)
    try:
        repository.git.ask("update-ref", "-d", reference, tip)
    except GitCommandError as error:
        raise RefactorError(f"cannot delete {note.branch}: {said(error)}") from None
    (repository.git.folder / BRANCH_NOTE).unlink(missing_ok=True)
    return repository.branch().removeprefix("refs/heads/") or repository.head()[:10]


def _check(repository: Repository, note: BranchNote, tip: str) -> None:
    name, last = note.branch, note.commits[-1]
    if not tip:
        raise RefactorError(f"cannot undo: the branch {name} is gone")
    if tip != last:
        raise RefactorError(
            f"cannot undo: {name} has commits that are not of the last apply",
            f"To drop them, too: git branch -D {name}",
        )
    if operation := repository.under_way():
        raise RefactorError(
            f"a {operation} is under way", f"Finish it, or git {operation} --abort."
        )
    on_branch = repository.branch() == f"refs/heads/{name}"
    for place, branch in _worktrees(repository):
        if branch == f"refs/heads/{name}" and place != repository.top:
            raise RefactorError(f"cannot undo: {name} is checked out in {place}")
    where = note.head if on_branch else "HEAD"
    if where and _is_in(repository, last, where):
        shown = where.removeprefix("refs/heads/")
        raise RefactorError(
            f"cannot undo: the commits are part of {shown}", "Take them back with git revert."
        )
    if note.mixed and not on_branch:
        raise RefactorError(
            f"cannot undo: {name} holds changes that were not committed before",
            f"Go there first: git switch {name}",
        )
    if on_branch:
        if note.head and not repository.commit_of(note.head):
            gone = note.head.removeprefix("refs/heads/")
            raise RefactorError(f"cannot undo: the branch {gone} is gone, where HEAD was")
        there = [path for path in note.paths if (repository.root / path).exists()]
        changed = repository.dirty(there) if there else []
        if changed or len(there) < len(note.paths):
            shown = ", ".join(changed or sorted(set(note.paths) - set(there)))
            raise RefactorError(
                f"cannot undo: changed since: {shown}", "Commit, stash or restore it first."
            )


def _go_back(repository: Repository, note: BranchNote) -> None:
    target = note.head or note.start
    mixed = [path for path, _ in note.mixed]
    if mixed and repository.git.ask(
        "diff", "--name-only", "--no-ext-diff", "--no-textconv", note.start, target, "--",
        *mixed,
    ):  # fmt: skip
        raise RefactorError(
            f"cannot undo: {', '.join(mixed)} held uncommitted changes before, and has moved on since"
        )
    words = ("switch", "--quiet", note.head.removeprefix("refs/heads/"))
    try:
        repository.git.do(*(words if note.head else ("switch", "--quiet", "--detach", note.start)))
    except GitCommandError as error:
        raise RefactorError(f"cannot undo: {said(error)}", "Nothing was changed.") from None
    for path, before in note.mixed:
        write_atomically((repository.root / path).resolve(), bytes_of(before))


def _is_in(repository: Repository, commit: str, where: str) -> bool:
    try:
        repository.git.ask("merge-base", "--is-ancestor", commit, where)
    except GitCommandError:
        return False
    return True


def _worktrees(repository: Repository) -> list[tuple[Path, str]]:
    """Checkouts of the repository and the branches they are on."""
    found = []
    for block in repository.git.ask("worktree", "list", "--porcelain").split("\n\n"):
        lines = dict(line.partition(" ")[::2] for line in block.splitlines())
        if "worktree" in lines:
            found.append((Path(lines["worktree"]).resolve(), lines.get("branch", "")))
    return found
