"""What git does over a network: look at branches, fetch them, and push without overwriting anybody."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Mapping, Sequence

from git import GitCommandError

from codemods.delivery.command import Git
from codemods.delivery.hosts.address import shown
from codemods.delivery.hosts.api import is_sealed
from codemods.delivery.hosts.host import Route
from codemods.delivery.hosts.tokens import Token
from codemods.errors import RefactorError

_PATIENCE = 900
_SECRET = "REFACTOR_PUSH_TOKEN"
_HELPER = f'!f() {{ test "$1" = get && echo username=%s && echo "password=${_SECRET}"; }}; f'
_QUIET = ("core.fsmonitor=false", "gc.auto=0", "maintenance.auto=false")
_NO_ENTRY = re.compile(
    r"authentication failed|could not read (username|password)|permission denied|"
    r"permission to \S+ denied|returned error: 40[13]|access denied|not allowed to push",
    re.IGNORECASE,
)


class Remote:
    """A remote of a repository, by its name."""

    def __init__(self, git: Git, name: str) -> None:
        self._git = git
        self.name = name
        self._token: Token | None = None
        self._user = ""
        try:
            self.address = git.ask("remote", "get-url", "--push", "--", name).strip()
        except GitCommandError:
            raise RefactorError(
                f"the repository has no remote `{name}`",
                "Add it (git remote add), or name another with --remote.",
            ) from None

    def lend(self, token: Token, user: str) -> None:
        """Let pushes over the web use the token, where git has nobody else to ask for one.

        Were there another helper, git would have it store the token.
        """
        try:
            self._git.ask("config", "--get-urlmatch", "credential.helper", self.address)
        except GitCommandError:
            if is_sealed(self.address):
                self._token, self._user = token, user

    # -- questions ------------------------------------------------------------------------------

    def default_branch(self) -> str:
        """The branch that the remote's HEAD stands for; RefactorError when it has none."""
        listed = self._run("ls-remote", "--symref", "--", self.name, "HEAD")
        found = re.search(r"^ref: refs/heads/(\S+)\tHEAD$", listed, re.MULTILINE)
        if found is None:
            raise RefactorError(f"`{self.name}` names no branch of its own", "Use --base BRANCH.")
        return found[1]

    def tips(self, *references: str, remote: str = "") -> dict[str, str]:
        """What the references hold there; they may have a `*` at their end."""
        listed = self._run("ls-remote", "--", remote or self.name, *references)
        pairs = (line.split("\t", 1) for line in listed.splitlines() if "\t" in line)
        return {name: commit for commit, name in pairs}

    def fetch(self, reference: str, remote: str = "") -> str:
        """Have the commits of a reference here; returns its tip, "" when it is not there."""
        tip = self.tips(reference, remote=remote).get(reference, "")
        if tip and not self._has(tip):
            words = ("--no-tags", "--no-recurse-submodules", "--no-write-fetch-head", "--quiet")
            self._run("fetch", *words, "--", remote or self.name, reference)
            if not self._has(tip):
                raise RefactorError(f"{reference} changed while it was fetched", "Run again.")
        return tip

    def deepen(self) -> None:
        """Have all of the history here, where only the newest of it was cloned."""
        if self._git.ask("rev-parse", "--is-shallow-repository").strip() == "true":
            self._run("fetch", "--unshallow", "--no-tags", "--quiet", "--", self.name)

    def _has(self, commit: str) -> bool:
        try:
            self._git.ask("cat-file", "-e", f"{commit}^{{commit}}")
        except GitCommandError:
            return False
        return True

    # -- the push -------------------------------------------------------------------------------

    def push(self, route: Route, commit: str, expected: str) -> str:
        """Push a commit; where the route keeps its reference, only if that holds what is expected.

        Returns what the other side said. RefactorError when the push is refused.
        """
        words = ["push", "--porcelain", "--no-recurse-submodules"]
        if route.leased:
            words.append(f"--force-with-lease={route.reference}:{expected}")
        words += (part for option in route.options for part in ("--push-option", option))
        words += ["--", route.remote, f"{commit}:{route.reference}"]
        process = self._process(words)
        if process.returncode == 0:
            return process.stderr
        raise self._rejected(process, route)

    def _rejected(self, process: subprocess.CompletedProcess[str], route: Route) -> RefactorError:
        text = f"{process.stdout}\n{process.stderr}"
        where = shown(route.remote)
        if "does not support push options" in text or ("push options" in text and "fatal" in text):
            return RefactorError(
                f"{where} takes no push options", "They must be on at the host; see its settings."
            )
        if "stale info" in text:
            return RefactorError(
                f"the branch at {where} changed since it was looked at", "Run again."
            )
        told = [
            line.partition(":")[2].strip()
            for line in process.stderr.splitlines()
            if line.startswith("remote:") and re.search(r"[A-Za-z]", line.partition(":")[2])
        ]
        refused = re.search(r"^!\t\S+\t\[[^\]]+\](?: \((.+)\))?$", process.stdout, re.MULTILINE)
        reason = "; ".join([*told[:3], *([refused[1]] if refused and refused[1] else [])])
        if not reason and _NO_ENTRY.search(text):
            reason = "no permission"
        reason = reason or _complaint(process.stderr)
        advice = "The host's rules, or the rights of whoever pushes, are in the way."
        return RefactorError(f"the push to {where} was rejected: {self._plain(reason)}", advice)

    # -- running --------------------------------------------------------------------------------

    def _run(self, *words: str) -> str:
        process = self._process(words)
        if process.returncode:
            if _NO_ENTRY.search(process.stderr):
                advice = "Is the remote's address right, and may you read it?"
            else:
                advice = "Is the network there, and the remote's address right?"
            reason = self._plain(_complaint(process.stderr))
            raise RefactorError(f"git cannot reach `{self.name}`: {reason}", advice)
        return process.stdout

    def _process(self, words: Sequence[str]) -> subprocess.CompletedProcess[str]:
        config = [*_QUIET]
        environment: dict[str, str] = {**os.environ, **self._git.environment(), "LC_ALL": "C"}
        if not sys.stdin.isatty():
            environment["GIT_TERMINAL_PROMPT"] = "0"
        if self._token is not None:
            config.append(f"credential.helper={_HELPER % self._user}")
            environment[_SECRET] = self._token.secret
        options = [part for c in config for part in ("-c", c)]
        try:
            return _finished(["git", "-C", str(self._git.top), *options, *words], environment)
        except subprocess.TimeoutExpired:
            raise RefactorError(
                f"git {words[0]} got no answer from `{self.name}`", "Run again to carry on."
            ) from None

    def _plain(self, text: str) -> str:
        told = shown(" ".join(text.split()))[:300]
        return told.replace(self._token.secret, "***") if self._token else told


def _finished(
    command: Sequence[str], environment: Mapping[str, str]
) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        command,
        stdin=None if sys.stdin.isatty() else subprocess.DEVNULL,
        capture_output=True,
        encoding="utf-8",
        errors="replace",
        timeout=_PATIENCE,
        env=environment,
        check=False,
    )


def _complaint(text: str) -> str:
    """The line of a complaint that says most: the first, because what follows only despairs of it."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    told = [line for line in lines if not line.startswith(("warning:", "hint:", "remote:"))]
    return (told or lines or ["git says nothing"])[0]
