"""From the address of a git remote to the host that keeps its pull requests."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

from codemods.errors import RefactorError

KINDS = ("github", "gitlab", "forgejo", "gitea")
_NAMES = {
    "github.com": "github",
    "gitlab.com": "gitlab",
    "codeberg.org": "forgejo",
    "gitea.com": "gitea",
}
_BY_SSH = {"ssh.github.com": "github.com", "altssh.gitlab.com": "gitlab.com"}
_SCP = re.compile(r"(?:[^/@:]+@)?(?P<host>\[[^\]]+\]|[^/:@]{2,}):(?P<path>(?!//).+)")
_ADVICE = "Name it: --host github, gitlab, forgejo or gitea, or --host KIND=API_ADDRESS."


@dataclass(frozen=True, slots=True)
class Place:
    """A repository at a host, and the address of the API there."""

    kind: str
    host: str
    api: str
    repository: str

    @property
    def owner(self) -> str:
        return self.repository.rpartition("/")[0]


def place(address: str, wish: str | None = None) -> Place:
    """The place that a remote's address, or the person's `--host`, leads to; RefactorError if none."""
    host, repository = split(address)
    host = _BY_SSH.get(host, host)
    if "/" not in repository:
        raise RefactorError(
            f"the remote's address does not name an owner and a repository: {shown(address)}"
        )
    kind, _, api = (wish or "").partition("=")
    if wish and kind not in KINDS:
        host, kind = kind, _kind(kind)
        if not kind:
            raise RefactorError(f"`{wish}` is not a host that is known", _ADVICE)
    elif not wish:
        kind = _kind(host)
        if not kind:
            where = host or shown(address)
            raise RefactorError(f"cannot tell what kind of host {where} is", _ADVICE)
    if api:
        parts = urlsplit(api)
        if parts.scheme not in ("http", "https") or not parts.hostname or parts.username:
            raise RefactorError(f"`{api}` is not the address of an API", _ADVICE)
        host = host or parts.netloc
    elif not host:
        raise RefactorError(f"the remote {shown(address)} is at no host", _ADVICE)
    return Place(kind, host, (api or _api(kind, host)).rstrip("/"), repository)


def split(address: str) -> tuple[str, str]:
    """The host ("" for a folder) and the path of a remote's address, in any of git's spellings."""
    scp = None if "://" in address else _SCP.fullmatch(address)
    if scp is not None:
        host, path = scp["host"], scp["path"]
    elif "://" in address:
        parts = urlsplit(address)
        web = parts.scheme in ("http", "https") and parts.port
        host = (parts.hostname or "") + (f":{parts.port}" if web else "")
        path = unquote(parts.path)
    else:
        host, path = "", address
    steps = [s for s in path.removesuffix("/").removesuffix(".git").split("/") if s]
    if not host:
        steps = steps[-2:]  # a folder: its last names
    return host.lower(), "/".join(steps)


def shown(address: str) -> str:
    """An address without what may be a secret in it."""
    return re.sub(r"://[^/@\s]*@", "://", address)


def _kind(host: str) -> str:
    """What kind of host it is, by its name or by the environment of its own CI; "" if unknown."""
    bare = host.partition(":")[0]
    servers = {
        "GITHUB_SERVER_URL": "forgejo" if _runs_on_forgejo() else "github",
        "CI_SERVER_URL": "gitlab",
    }
    for variable, kind in servers.items():
        if host and urlsplit(os.environ.get(variable, "")).netloc.lower() == host:
            return kind
    if bare in _NAMES:
        return _NAMES[bare]
    first = bare.partition(".")[0]
    if first in KINDS:
        return first
    if bare.endswith(".ghe.com"):
        return "github"
    return ""


def _runs_on_forgejo() -> bool:
    """Forgejo's and Gitea's runners set GitHub's variables, too."""
    return any(name in os.environ for name in ("FORGEJO_ACTIONS", "GITEA_ACTIONS"))


def _api(kind: str, host: str) -> str:
    if kind == "github":
        if host == "github.com":
            return "https://api.github.com"
        if host.endswith(".ghe.com"):
            return f"https://api.{host}"
        return f"https://{host}/api/v3"
    if kind == "gitlab":
        return f"https://{host}/api/v4"
    return f"https://{host}/api/v1"
