"""What is kept of the last apply, so that it can be taken back."""

from __future__ import annotations

import base64
import hashlib
import json
import time
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from codemods.delivery.files import write_atomically

if TYPE_CHECKING:
    from codemods.delivery.git import Repository
    from codemods.delivery.landing import FileChange, Landed

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
        files = tuple((path, _text(before), hash_of(after)) for path, before, after in changes)
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


def _keep(path: Path, document: dict[str, Any]) -> None:
    with suppress(OSError):
        path.touch()
        write_atomically(path, json.dumps(document).encode())


def _read(path: Path) -> Any:
    try:
        return json.loads(path.read_bytes())
    except (OSError, ValueError):
        return None


def hash_of(data: bytes) -> str:
    """What a file that somebody has changed is known by."""
    return hashlib.sha256(data).hexdigest()


def _text(data: bytes) -> str:
    return base64.b64encode(data).decode("ascii")


def bytes_of(text: str) -> bytes:
    """The bytes that a note holds."""
    return base64.b64decode(text)
