"""Running git so that the repository it looks at cannot start a program.

Questions run with everything switched off that a repository can configure: hooks, monitors, filters,
external diffs, submodules, fetching. Only what a person would have typed (a commit, a checkout) runs
as its owner has set it up.
"""

from __future__ import annotations

import os
import subprocess
from collections.abc import Sequence
from pathlib import Path

from codemods.errors import RefactorError
from codemods.interrupts import LOOK, held

# GitPython looks for git when it is imported and gives up loudly; `Git` says it in one line. So
# nobody else imports it.
os.environ.setdefault("GIT_PYTHON_REFRESH", "quiet")

from git import GitCommandError as GitCommandError  # from here, so that the line above comes first
from git import (
    GitCommandNotFound,
    InvalidGitRepositoryError,
    NoSuchPathError,
    Repo,
)

_QUIET = (
    "core.fsmonitor=false",
    "core.hooksPath=/dev/null",
    "diff.external=",
    "core.pager=cat",
    "core.untrackedCache=false",
)
_QUIET_ENVIRONMENT = {
    "GIT_OPTIONAL_LOCKS": "0",
    "GIT_LITERAL_PATHSPECS": "1",
    "GIT_TERMINAL_PROMPT": "0",
    # A partial clone would fetch what it lacks, with programs that its configuration names.
    "GIT_ALLOW_PROTOCOL": "none",
    "GIT_NO_LAZY_FETCH": "1",
}
_CLOSED = ("GIT_ALLOW_PROTOCOL", "GIT_NO_LAZY_FETCH")


class Git:
    """The git program at work in the repository around a folder."""

    def __init__(self, folder: Path) -> None:
        try:
            # Names of variables in a path are part of its name.
            self._repo = Repo(folder, search_parent_directories=True, expand_vars=False)
        except (InvalidGitRepositoryError, NoSuchPathError):
            raise RefactorError(
                f"{folder} is not in a git repository", "Use --no-git to change the files only."
            ) from None
        except GitCommandNotFound:
            raise _no_git() from None
        if self._repo.working_tree_dir is None:
            raise RefactorError("the git repository is bare", "Run in a checkout of it.")
        self.top = Path(self._repo.working_tree_dir).resolve()
        self.folder = Path(self._repo.git_dir)
        self.common = Path(self._repo.common_dir)  # shared by all worktrees
        # GitPython expands variables in the folder it runs in, and goes elsewhere when that fails.
        self._git = ("git", "-C", str(self.top))

    def ask(self, *words: str, filters: bool = True, network: bool = False) -> str:
        """The output of a git command that starts nothing else; GitCommandError when it fails.

        Without `filters`, the programs are off, too, through which files pass on their way in. With
        `network`, a partial clone may fetch what it lacks.
        """
        options = [part for c in _QUIET for part in ("-c", c)]
        environment = self._here() | _QUIET_ENVIRONMENT
        if network:
            environment = {n: v for n, v in environment.items() if n not in _CLOSED}
        if not filters:
            environment |= self._without_filters()
        try:
            told = self._repo.git.execute(
                [*self._git, *options, *words], env=environment, strip_newline_in_stdout=False
            )
        except GitCommandNotFound:
            raise _no_git() from None
        return str(told)

    def commit(self, paths: Sequence[str], message: Path, *options: str) -> None:
        """Commit what the paths hold now, and nothing else; hooks run, as for anybody."""
        words = ["commit", "--quiet", "--only", *options, "--file", str(message), "--"]
        self.do(*words, *(f":(top,literal){p}" for p in paths))

    def do(self, *words: str) -> None:
        """A git command as its owner has set it up: hooks, filters and signing included.

        However it ends, no git is left at work. GitCommandError when it fails.
        """
        command = [*self._git, "-c", "core.fsmonitor=false", *words]
        with held() as interrupts:
            process = self._repo.git.execute(command, env=self._here(), as_process=True)
            running: subprocess.Popen[bytes] = process.proc  # type: ignore[assignment]
            told: tuple[bytes, bytes] | None = None
            while told is None:
                try:
                    told = running.communicate(timeout=LOOK)
                except subprocess.TimeoutExpired:
                    if interrupts:
                        _stop(running)
                        break
        if running.returncode:
            out, err = told or (b"", b"")
            raise GitCommandError(f"git {words[0]}", running.returncode, err or out)

    def environment(self) -> dict[str, str]:
        """What another program needs to be told to work in this repository."""
        return self._here()

    def _here(self) -> dict[str, str]:
        """This repository, said where the environment speaks of another (as in a hook)."""
        places = {
            "GIT_DIR": self._repo.git_dir,
            "GIT_COMMON_DIR": self._repo.common_dir,
            "GIT_WORK_TREE": self.top,
            "GIT_INDEX_FILE": Path(self._repo.git_dir) / "index",
            "GIT_OBJECT_DIRECTORY": Path(self._repo.common_dir) / "objects",
            "GIT_NAMESPACE": "",
            "GIT_PREFIX": "",
        }
        told = {name for name in places if name in os.environ}
        if {"GIT_DIR", "GIT_COMMON_DIR"} & told:
            told |= {"GIT_DIR", "GIT_WORK_TREE"}
        return {name: str(places[name]) for name in sorted(told)}

    def _without_filters(self) -> dict[str, str]:
        try:
            listed = self.ask("config", "-z", "--name-only", "--get-regexp", r"^filter\.")
        except GitCommandError:
            return {}
        drivers = sorted({key.rpartition(".")[0] for key in listed.split("\0") if key})
        off = [(f"{d}.{name}", "") for d in drivers for name in ("clean", "smudge", "process")]
        off += [(f"{driver}.required", "false") for driver in drivers]
        count = os.environ.get("GIT_CONFIG_COUNT", "")
        first = int(count) if count.isdecimal() else 0
        environment = {"GIT_CONFIG_COUNT": str(first + len(off))}
        for number, (key, value) in enumerate(off, first):
            environment[f"GIT_CONFIG_KEY_{number}"] = key
            environment[f"GIT_CONFIG_VALUE_{number}"] = value
        return environment


def said(error: GitCommandError) -> str:
    """What git said of its failure, on one line."""
    text = error.stderr or error.stdout
    for wrap in ("stderr:", "stdout:"):
        text = text.strip().removeprefix(wrap).strip().strip("'")
    return " ".join(text.split())[:300] or f"git ended with {error.status}"


def _stop(process: subprocess.Popen[bytes]) -> None:
    process.terminate()
    try:
        process.wait(timeout=10)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def _no_git() -> RefactorError:
    return RefactorError(
        "there is no git program on the path", "Install git, or use --no-git to change files only."
    )
