"""Where the token for a host comes from: what is named, the environment, then the person's own tools."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from codemods.delivery.hosts.address import Place
from codemods.errors import RefactorError

_VARIABLES = {
    "github": ("GH_TOKEN", "GITHUB_TOKEN"),
    "gitlab": ("GITLAB_TOKEN", "CI_JOB_TOKEN"),
    "forgejo": ("FORGEJO_TOKEN", "GITEA_TOKEN"),
    "gitea": ("GITEA_TOKEN", "FORGEJO_TOKEN"),
}
_ENTERPRISE = ("GH_ENTERPRISE_TOKEN", "GITHUB_ENTERPRISE_TOKEN")
_PATIENCE = 15


@dataclass(frozen=True, slots=True)
class Token:
    """A secret, and the name of the place it came from. Its text never holds the secret."""

    secret: str = field(repr=False)
    source: str


def find(place: Place, named: str | None = None) -> Token | None:
    """The first token there is, None without one.

    Raises RefactorError when the variable that a person named is not set.
    """
    if named is not None:
        secret = os.environ.get(named, "").strip()
        if not secret:
            raise RefactorError(
                f"the environment variable {named} holds no token",
                "Set it, or leave out --token-env.",
            )
        return Token(secret, named)
    for variable in _variables(place):
        secret = os.environ.get(variable, "").strip()
        if secret:
            return Token(secret, variable)
    for source, secret in _from_programs(place):
        if secret and not any(c.isspace() for c in secret):
            return Token(secret, source)
    return None


def _variables(place: Place) -> Sequence[str]:
    """The variables that may hold a token for this place: one for github.com goes nowhere else."""
    names: Sequence[str] = _VARIABLES[place.kind]
    if place.kind == "github" and not _is_for_github_com(place):
        names = (*_ENTERPRISE, *(names if _is_meant(place) else ()))
    elif place.kind == "gitlab" and not _is_meant(place):
        names = ("GITLAB_TOKEN",)
    return ("REFACTOR_TOKEN", *names)


def _is_for_github_com(place: Place) -> bool:
    return place.host == "github.com" or place.host.endswith(".ghe.com")


def _is_meant(place: Place) -> bool:
    """Whether the environment says that its tokens are for this host."""
    told = {urlsplit(os.environ.get(n, "")).netloc for n in ("GITHUB_SERVER_URL", "CI_SERVER_URL")}
    return place.host in told or place.host == os.environ.get("GH_HOST")


def _from_programs(place: Place) -> Iterator[tuple[str, str]]:
    if place.kind == "github":
        yield "gh auth token", _said(["gh", "auth", "token", "--hostname", place.host])
    if place.kind == "gitlab":
        command = ["glab", "config", "get", "token", "--host", place.host]
        yield "glab config get token", _said(command)
    asked = f"protocol={urlsplit(place.api).scheme}\nhost={place.host}\n"
    if place.kind == "github":
        asked += f"path={place.repository}.git\n"
    # Nobody is asked for a password here: a helper has it, or there is none.
    silent = {"GIT_TERMINAL_PROMPT": "0", "GIT_ASKPASS": "true", "SSH_ASKPASS": "true"}
    answer = _said(["git", "credential", "fill"], f"{asked}\n", silent)
    fields = dict(line.split("=", 1) for line in answer.splitlines() if "=" in line)
    yield "git credential fill", fields.get("password", "")


def _said(
    command: Sequence[str], told: str = "", environment: Mapping[str, str] | None = None
) -> str:
    """What a program says, "" when it is not there, fails, or takes too long."""
    try:
        done = subprocess.run(
            command,
            input=told,
            capture_output=True,
            text=True,
            timeout=_PATIENCE,
            env={**os.environ, **(environment or {})},
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired, UnicodeDecodeError):
        return ""
    return done.stdout.strip() if done.returncode == 0 else ""
