"""Branches and commits, through GitPython. The only room that runs git.

The scanned repository decides nothing but what git itself needs: its hooks run for the commit alone,
and no configuration of it can start another program.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

from git import GitCommandError, InvalidGitRepositoryError, NoSuchPathError, Repo

from codemods.delivery.files import replace_all, restore
from codemods.delivery.journal import Journal, take_back
from codemods.errors import RefactorError

_QUIET = (
    "core.fsmonitor=false",
    "core.hooksPath=/dev/null",
    "diff.external=",
    "core.pager=cat",
    "core.untrackedCache=false",
)


class Repository:
    """The git repository around a project."""

    def __init__(self, root: Path) -> None:
        try:
            self.repo = Repo(root, search_parent_directories=True)
        except (InvalidGitRepositoryError, NoSuchPathError):
            raise RefactorError(
                f"{root} is not in a git repository", "Use --no-git to change the files only."
            ) from None
        if self.repo.working_tree_dir is None:
            raise RefactorError("the git repository is bare", "Run in a checkout of it.")
        self.top = Path(self.repo.working_tree_dir).resolve()
        self.root = root.resolve()
        self.journal = Journal(Path(self.repo.git_dir))

    # -- questions ------------------------------------------------------------------------------

    def run(self, *words: str, hooks: bool = False) -> str:
        """The output of a git command; GitCommandError when it fails."""
        config = (
            _QUIET if not hooks else tuple(c for c in _QUIET if not c.startswith("core.hooksPath"))
        )
        options = [part for c in config for part in ("-c", c)]
        return str(self.repo.git.execute(["git", *options, *words], strip_newline_in_stdout=False))

    def head(self) -> str:
        """The commit that is checked out; RefactorError when there is none yet."""
        try:
            return self.run("rev-parse", "--verify", "--quiet", "HEAD^{commit}").strip()
        except GitCommandError:
            raise RefactorError(
                "the repository has no commits yet", "Commit once, or use --no-git."
            ) from None

    def branch(self) -> str:
        """The full name of the branch that is checked out, "" for a detached HEAD."""
        try:
            return self.run("symbolic-ref", "--quiet", "HEAD").strip()
        except GitCommandError:
            return ""

    def dirty(self, paths: Sequence[str]) -> list[str]:
        """Those of the paths (relative to the root) that differ from the last commit."""
        inside = [self._inside(p) for p in paths]
        text = self.run(
            "status",
            "--porcelain=v1",
            "-z",
            "--untracked-files=all",
            "--ignored=traditional",
            "--",
            *inside,
        )
        found = {entry[3:] for entry in text.split("\0") if len(entry) > 3}
        return [p for p, full in zip(paths, inside, strict=True) if full in found]

    def changed_since(self, revision: str) -> frozenset[str]:
        """Python files (relative to the root) that differ from the merge base with a revision."""
        if revision.startswith("-"):
            raise RefactorError(f"`{revision}` is not a revision")
        try:
            base = self.run("merge-base", revision, "HEAD").strip()
            text = self.run(
                "diff",
                "--no-ext-diff",
                "--no-textconv",
                "--name-only",
                "-z",
                "--diff-filter=AMR",
                base,
                "--",
            )
            text += self.run(
                "ls-files",
                "--others",
                "--exclude-standard",
                "-z",
                "--full-name",
                "--",
                str(self.top),
            )
        except GitCommandError:
            raise RefactorError(f"`{revision}` is not a revision of this repository") from None
        found = set()
        for name in text.split("\0"):
            full = self.top / name
            if name.endswith(".py") and full.is_relative_to(self.root):
                found.add(full.relative_to(self.root).as_posix())
        return frozenset(found)

    def _inside(self, path: str) -> str:
        return (self.root / path).relative_to(self.top).as_posix()

    def free_branch(self, wish: str) -> str:
        """The wished-for branch name, numbered when it is taken."""
        try:
            self.run("check-ref-format", "--branch", wish)
        except GitCommandError:
            raise RefactorError(f"`{wish}` is not a name for a branch") from None
        names = set(self.run("for-each-ref", "--format=%(refname:short)", "refs/heads").split())
        name, number = wish, 1
        while name in names or any(
            n.startswith(name + "/") or name.startswith(n + "/") for n in names
        ):
            number += 1
            name = f"{wish}-{number}"
            if number > 1000:
                raise RefactorError(f"no free branch name near `{wish}`")
        return name

    # -- the one change -------------------------------------------------------------------------

    def commit(
        self, changes: Sequence[tuple[str, bytes, bytes]], branch: str, message: str
    ) -> tuple[str, str]:
        """Write the changes and commit them, and nothing else, on a new branch.

        Returns the branch and the commit. Whatever fails leaves branch, index and files as they
        were and raises RefactorError.
        """
        start, here = self.head(), self.branch()
        self._identity()
        name = self.free_branch(branch)
        index = Path(self.repo.git_dir) / "index"
        kept_index = index.read_bytes() if index.exists() else None
        targets = [((self.root / p).resolve(), before, after) for p, before, after in changes]
        self.journal.begin(here, start, name, targets)
        try:
            replace_all(self.root, changes)
        except BaseException:
            self.journal.end()
            raise
        try:
            self.run("update-ref", f"refs/heads/{name}", start, "")
            self.run("symbolic-ref", "HEAD", f"refs/heads/{name}")
            paths = [self._inside(path) for path, _, _ in changes]
            self.run("commit", "--quiet", "--only", "--message", message, "--", *paths, hooks=True)
            commit = self.head()
            self.journal.end()
            return name, commit
        except BaseException as error:
            restore([((self.root / p).resolve(), before) for p, before, _ in changes])
            if here:
                self.run("symbolic-ref", "HEAD", here)
            else:
                self.run("update-ref", "--no-deref", "HEAD", start)
            self._drop(name)
            if kept_index is not None:
                index.write_bytes(kept_index)
            self.journal.end()
            if isinstance(error, GitCommandError):
                told = " ".join(
                    str(error.stderr or error.stdout).strip().removeprefix("stderr: ").split()
                )
                raise RefactorError(
                    f"git commit failed: {told[:300]}", "Nothing was changed."
                ) from None
            raise

    def recover(self) -> bool:
        """Take back a run that was killed before its commit; says whether there was one."""
        entry = self.journal.unfinished()
        if entry is None:
            self.journal.end()
            return False
        reference = f"refs/heads/{entry.branch}"
        if self.branch() == reference and self.head() != entry.start:
            self.journal.end()  # the commit was made: only the note was left
            return False
        take_back(entry)
        if self.branch() == reference:
            if entry.head:
                self.run("symbolic-ref", "HEAD", entry.head)
            else:
                self.run("update-ref", "--no-deref", "HEAD", entry.start)
            self._drop(entry.branch)
        self.journal.end()
        return True

    def _drop(self, name: str) -> None:
        try:
            self.run("update-ref", "-d", f"refs/heads/{name}")
        except GitCommandError:
            return

    def _identity(self) -> None:
        try:
            self.run("var", "GIT_COMMITTER_IDENT")
            self.run("var", "GIT_AUTHOR_IDENT")
        except GitCommandError:
            raise RefactorError(
                "git does not know who you are",
                'Run git config user.name "..." and git config user.email "...".',
            ) from None


def is_git_here() -> bool:
    """Whether a git program is on the path."""
    return any(os.access(Path(p) / "git", os.X_OK) for p in os.get_exec_path())
