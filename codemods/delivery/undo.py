"""Taking the last apply back, as long as nobody has built on it."""

from __future__ import annotations

import base64
import hashlib
import json
import time
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from git import GitCommandError

from codemods.delivery.command import said
from codemods.delivery.files import replace_all, write_atomically
from codemods.delivery.git import Repository
from codemods.delivery.landing import FileChange, Landed
from codemods.errors import RefactorError

BRANCH_NOTE = "refactor-last.json"  # in the git folder
FILES_NOTE = "undo.json"  # in the cache


@dataclass(frozen=True, slots=True)
class BranchNote:
    """A branch that an apply made, and where HEAD was (`head` is "" for a detached one).

    `mixed` has the files that held uncommitted changes before, as they were. Paths are relative to
    the top of the repository: undo may be called in another project of it.
    """

    time: float
    branch: str
    commits: tuple[str, ...]
    head: str
    start: str
    paths: tuple[str, ...]
    mixed: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class FilesNote:
    """Files that an apply only wrote: path, the old bytes, and the hash of the new ones."""

    time: float
    files: tuple[tuple[str, str, str], ...]


# -- remembering --------------------------------------------------------------------------------------


def remember_branch(
    repository: Repository, landed: Landed, changes: Sequence[FileChange], dirty: Sequence[str] = ()
) -> None:
    """Keep what it takes to undo commits, which may have been made in another worktree.

    Quietly does nothing where that is not possible.
    """
    note = BranchNote(
        time.time(),
        landed.branch,
        landed.commits,
        landed.head or _elsewhere(repository, landed),
        landed.start,
        tuple(sorted({repository.inside(path) for path, _, _ in changes})),
        tuple(
            (repository.inside(path), _text(before)) for path, before, _ in changes if path in dirty
        ),
    )
    _keep(repository.git.folder / BRANCH_NOTE, asdict(note))


def _elsewhere(repository: Repository, landed: Landed) -> str:
    """The branch that is checked out here, where the commits were made in another worktree."""
    here = repository.branch()
    return "" if here == f"refs/heads/{landed.branch}" else here


def remember_files(place: Path | None, changes: Sequence[FileChange]) -> None:
    """Keep what it takes to undo an apply without git."""
    if place is not None:
        files = tuple((path, _text(before), _hash(after)) for path, before, after in changes)
        _keep(place, asdict(FilesNote(time.time(), files)))


def branch_note(folder: Path) -> BranchNote | None:
    """The last apply that made a branch, if it is known."""
    found = _read(folder / BRANCH_NOTE)
    try:
        return found and BranchNote(
            float(found["time"]),
            str(found["branch"]),
            tuple(map(str, found["commits"])),
            str(found["head"]),
            str(found["start"]),
            tuple(map(str, found["paths"])),
            tuple((str(path), str(before)) for path, before in found["mixed"]),
        )
    except (KeyError, TypeError, ValueError):
        return None


def files_note(folder: Path) -> FilesNote | None:
    """The last apply that only wrote files, if it is known."""
    found = _read(folder / FILES_NOTE)
    try:
        return found and FilesNote(
            float(found["time"]),
            tuple((str(path), str(old), str(new)) for path, old, new in found["files"]),
        )
    except (KeyError, TypeError, ValueError):
        return None


# -- taking back --------------------------------------------------------------------------------------


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
        now, before = target.read_bytes(), _bytes(old)
        if now == before:
            continue
        if _hash(now) != new:
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
        write_atomically((repository.root / path).resolve(), _bytes(before))


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


# -- disk ---------------------------------------------------------------------------------------------


def _keep(path: Path, document: dict[str, Any]) -> None:
    with suppress(OSError):
        path.touch()
        write_atomically(path, json.dumps(document).encode())


def _read(path: Path) -> Any:
    try:
        return json.loads(path.read_bytes())
    except (OSError, ValueError):
        return None


def _hash(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def _text(data: bytes) -> str:
    return base64.b64encode(data).decode("ascii")


def _bytes(text: str) -> bytes:
    return base64.b64decode(text)
