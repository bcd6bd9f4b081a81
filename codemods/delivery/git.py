"""Branches and commits: what a person would do with git, all of it or nothing."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from codemods.delivery.command import Git, GitCommandError, said
from codemods.delivery.journal import Journal
from codemods.delivery.landing import FileChange, Step, land
from codemods.delivery.rollback import recover
from codemods.errors import RefactorError

_UNDER_WAY = {
    "rebase-merge": "rebase",
    "rebase-apply": "rebase",
    "MERGE_HEAD": "merge",
    "CHERRY_PICK_HEAD": "cherry-pick",
    "REVERT_HEAD": "revert",
}


class Repository:
    """The git repository around a project."""

    def __init__(self, root: Path) -> None:
        self.git = Git(root)
        self.top = self.git.top
        self.root = root.resolve()
        self.journal = Journal(self.git.folder)

    # -- questions ------------------------------------------------------------------------------

    def head(self) -> str:
        """The commit that is checked out; RefactorError when there is none yet."""
        try:
            return self.git.ask("rev-parse", "--verify", "--quiet", "HEAD^{commit}").strip()
        except GitCommandError as error:
            told = said(error) if error.stderr else ""  # all that is wrong is that there is none
            raise RefactorError(
                f"git cannot work here: {told}" if told else "the repository has no commits yet",
                "Use --no-git to change the files only."
                if told
                else "Commit once, or use --no-git.",
            ) from None

    def commit_of(self, reference: str) -> str:
        """The commit that a full reference names, "" where there is none."""
        try:
            return self.git.ask(
                "rev-parse", "--verify", "--quiet", f"{reference}^{{commit}}"
            ).strip()
        except GitCommandError:
            return ""

    def latest_subjects(self, count: int = 50) -> list[str]:
        """The first lines of the latest commits, without merges."""
        text = self.git.ask(
            "log", "--no-show-signature", "--no-merges", f"--max-count={count}", "--format=%s"
        )
        return text.splitlines()

    def remote_copies(self, branch: str) -> list[str]:
        """The branches of that name that remotes are known to have."""
        names = self.git.ask("for-each-ref", "--format=%(refname:lstrip=2)", "refs/remotes").split()
        return sorted(name for name in names if name.partition("/")[2] == branch)

    def branch(self) -> str:
        """The full name of the branch that is checked out, "" for a detached HEAD."""
        try:
            return self.git.ask("symbolic-ref", "--quiet", "HEAD").strip()
        except GitCommandError:
            return ""

    def dirty(self, paths: Sequence[str]) -> list[str]:
        """Those of the paths (relative to the root) that differ from the last commit."""
        inside = [self.inside(p) for p in paths]
        text = self.git.ask(
            "status",
            "--porcelain=v1",
            "-z",
            "--no-renames",
            "--untracked-files=all",
            "--ignored=traditional",
            "--ignore-submodules=all",
            "--",
            *inside,
        )
        found = {entry[3:] for entry in text.split("\0") if len(entry) > 3}
        return [p for p, full in zip(paths, inside, strict=True) if full in found]

    def changed_since(self, revision: str) -> frozenset[str]:
        """Python files (relative to the root) that differ from the merge base with a revision."""
        start = self.head()
        try:
            commit = self.git.ask(
                "rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}"
            ).strip()
        except GitCommandError:
            raise RefactorError(f"`{revision}` is not a revision of this repository") from None
        try:
            base = self.git.ask("merge-base", commit, start).strip()
        except GitCommandError:
            raise RefactorError(
                f"`{revision}` and the current commit have no common history",
                "A shallow clone needs more of it: git fetch --unshallow.",
            ) from None
        comparison = ("diff", "--no-ext-diff", "--no-textconv", "--no-renames", "--name-only", "-z")
        text = self.git.ask(
            *comparison,
            "--no-relative",
            "--ignore-submodules=all",
            "--diff-filter=AMR",
            base,
            "--",
            filters=False,
        )
        text += self.git.ask(
            "ls-files", "--others", "--exclude-standard", "-z", "--full-name", "--", str(self.top)
        )
        found = set()
        for name in text.split("\0"):
            full = self.top / name
            if name.endswith(".py") and full.is_relative_to(self.root):
                found.add(full.relative_to(self.root).as_posix())
        return frozenset(found)

    def inside(self, path: str) -> str:
        """A path below the root, as one below the top of the repository."""
        return (self.root / path).relative_to(self.top).as_posix()

    def free_branch(self, wish: str) -> str:
        """The wished-for branch name, numbered when it is taken."""
        try:
            self.git.ask("check-ref-format", f"refs/heads/{wish}")
            is_name = wish != "HEAD" and not wish.startswith("-")
        except GitCommandError:
            is_name = False
        if not is_name:
            raise RefactorError(f"`{wish}` is not a name for a branch")
        names = set(
            self.git.ask("for-each-ref", "--format=%(refname:lstrip=2)", "refs/heads").split()
        )
        above = next((n for n in sorted(names) if wish.startswith(f"{n}/")), None)
        if above is not None:
            raise RefactorError(
                f"the branch `{above}` leaves no room for `{wish}`", "Name another with --branch."
            )
        name, number = wish, 1
        while name in names or any(n.startswith(f"{name}/") for n in names):
            number += 1
            name = f"{wish}-{number}"
        return name

    def under_way(self) -> str:
        """The operation of git that is not finished (a merge, a rebase), "" when there is none."""
        found = (word for name, word in _UNDER_WAY.items() if (self.git.folder / name).exists())
        return next(found, "")

    def check_ready(self) -> None:
        """RefactorError when no commit can be made here now."""
        self.head()
        if operation := self.under_way():
            raise RefactorError(
                f"a {operation} is under way", f"Finish it, or git {operation} --abort."
            )
        try:
            self.git.ask("var", "GIT_COMMITTER_IDENT")
            self.git.ask("var", "GIT_AUTHOR_IDENT")
        except GitCommandError:
            raise RefactorError(
                "git does not know who you are",
                'Run git config user.name "..." and git config user.email "...".',
            ) from None

    # -- the one change -------------------------------------------------------------------------

    def commit(self, changes: Sequence[FileChange], branch: str, message: str) -> tuple[str, str]:
        """Write the changes and commit them, and nothing else, on a new branch.

        Returns the branch and the commit. Whatever fails leaves branch, index and files as they
        were and raises RefactorError.
        """
        landed = land(self, [Step(tuple(changes), message)], branch)
        return landed.branch, landed.commits[0]

    def recover(self) -> bool:
        """Take back a run that was killed before its last commit; says whether there was one."""
        return recover(self)
