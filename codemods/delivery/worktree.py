"""A second checkout for as long as it is needed: the person's own stays untouched."""

from __future__ import annotations

import shutil
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO

from codemods.delivery.command import Git, GitCommandError, said
from codemods.delivery.files import undisturbed
from codemods.delivery.git import Repository
from codemods.delivery.journal import Journal, lock
from codemods.delivery.landing import FileChange
from codemods.delivery.rollback import committed
from codemods.errors import RefactorError

# In the folder that git keeps for a worktree; held by the run that made it.
_OWNER = "refactor-owner"
_FOLDER = "refactor-"


class Worktree:
    """A checkout of one commit in a temporary folder; `root` is the project in it."""

    def __init__(self, repository: Repository, folder: Path) -> None:
        self.folder = folder
        self.root = folder / repository.root.relative_to(repository.top)
        self.git = Git(folder)
        self._linked: list[str] = []
        self._link_environments(repository)

    def put(self, changes: Sequence[FileChange], after: bool = True) -> None:
        """The commit's files with these, in their new or in their old state, and nothing else."""
        self.git.do("reset", "--hard", "--quiet")
        kept = [word for name in self._linked for word in ("--exclude", f"/{name}")]
        self.git.do("clean", "-ffdxq", *kept)
        for path, old, new in changes:
            target = (self.root / path).resolve()
            if not target.is_relative_to(self.folder):
                raise RefactorError(f"{path} is a link out of the repository")
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(new if after else old)

    def _link_environments(self, repository: Repository) -> None:
        """Virtual environments lie in the checkout, but not in a commit: commands name them."""
        for place in sorted({repository.top, repository.root}):
            for found in sorted(place.iterdir()):
                inside = found.relative_to(repository.top)
                ours = self.folder / inside
                if (found / "pyvenv.cfg").is_file() and not ours.exists() and ours.parent.is_dir():
                    with suppress(OSError):  # a file system without links
                        ours.symlink_to(found, target_is_directory=True)
                        self._linked.append(inside.as_posix())


@contextmanager
def worktree(repository: Repository) -> Iterator[Worktree]:
    """A worktree of the commit that is checked out; it is gone afterwards, however that comes.

    RefactorError when git cannot make one.
    """
    start = repository.head()
    folder = Path(tempfile.mkdtemp(prefix=_FOLDER)).resolve()
    place = folder / repository.top.name
    owner = None
    try:
        try:
            # The files come in a step of their own: a variable of a hook may name another index.
            add = ("worktree", "add", "--quiet", "--no-checkout", "--detach")
            repository.git.do(*add, str(place), start)
            owner = _own(Git(place).folder)
            Git(place).do("reset", "--hard", "--quiet")
        except GitCommandError as error:
            raise RefactorError(f"git cannot make a worktree: {said(error)}") from None
        yield Worktree(repository, place)
    finally:
        with undisturbed():
            _remove(repository, place)
            if owner is not None:
                owner.close()
            shutil.rmtree(folder, ignore_errors=True)


def sweep(repository: Repository) -> bool:
    """Remove the worktrees of runs that were killed, and their half-made branches.

    Says whether there were any.
    """
    if sys.platform == "win32":
        return False  # whether their run is still alive cannot be told
    found = False
    for note in sorted(repository.git.common.glob(f"worktrees/*/{_OWNER}")):
        with note.open("a", encoding="utf-8") as owner:
            if lock(owner):
                with undisturbed():
                    place = Path((note.parent / "gitdir").read_text("utf-8").strip()).parent
                    _drop_unfinished(repository, note.parent)
                    _remove(repository, place)
                    if place.parent.name.startswith(_FOLDER):
                        shutil.rmtree(place.parent, ignore_errors=True)
                found = True
    return found


def _own(folder: Path) -> IO[str]:
    """A file that is held as long as this run lives; nobody sees it before it is held."""
    path = folder / f"{_OWNER}.new"
    file = path.open("a", encoding="utf-8")
    lock(file)
    path.rename(folder / _OWNER)
    return file


def _drop_unfinished(repository: Repository, folder: Path) -> None:
    journal = Journal(folder)
    with journal.left_behind() as entry:
        if entry is None:
            return
        made = committed(repository, entry)
        reference = f"refs/heads/{entry.branch}"
        tip = repository.commit_of(reference)
        if tip and made is not None and made < max(1, len(entry.marks)):
            repository.git.ask("update-ref", "-d", reference, tip)
        journal.end()


def _remove(repository: Repository, place: Path) -> None:
    """Take the folder away and git's memory of it."""
    try:
        repository.git.ask("worktree", "remove", "--force", "--force", str(place))
    except GitCommandError:
        shutil.rmtree(place, ignore_errors=True)
        with suppress(GitCommandError):
            repository.git.ask("worktree", "prune", "--expire", "now")
