"""The host of a remote, with the token for it."""

from __future__ import annotations

from codemods.delivery.hosts import tokens
from codemods.delivery.hosts.address import place, split
from codemods.delivery.hosts.host import Host
from codemods.delivery.remote import Remote
from codemods.errors import RefactorError

_USERS = {"github": "x-access-token", "gitlab": "oauth2", "forgejo": "oauth2", "gitea": "oauth2"}


class NoToken(RefactorError):
    """Nobody has given a token: the work can be done all the same, and handed over later."""


def host_of(
    remote: Remote, wish: str | None, token_from: str | None, create_labels: bool = False
) -> Host:
    """The host that keeps the pull requests of a remote.

    Raises NoToken when it is GitHub and there is none, RefactorError when it is not known.
    """
    where = place(remote.address, wish)
    token = tokens.find(where, token_from)
    if token is not None and split(remote.address)[0] == where.host:
        remote.lend(token, _USERS[where.kind])
    if where.kind == "gitlab":
        from codemods.delivery.hosts.gitlab import GitLab

        return GitLab(where, token, remote.name)
    if where.kind in ("forgejo", "gitea"):
        from codemods.delivery.hosts.forgejo import Forgejo

        return Forgejo(where, token, remote.name)
    if token is None:
        raise NoToken(
            f"there is no token for {where.host}",
            "Set REFACTOR_TOKEN or GH_TOKEN, name a variable with --token-env, or run gh auth login.",
        )
    from codemods.delivery.hosts.github import GitHub

    return GitHub(where, token, remote.name, remote.address, create_labels)
