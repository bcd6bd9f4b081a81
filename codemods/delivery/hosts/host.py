"""What a place that keeps pull requests can be asked and told, whichever it is."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, Protocol

State = Literal["open", "closed", "merged"]


@dataclass(frozen=True, slots=True)
class PullRequest:
    """A pull request as its host tells of it; `head` is the commit its branch had last."""

    number: int
    url: str
    state: State
    title: str = ""
    body: str = ""
    head: str = ""
    draft: bool = False
    base: str = ""


@dataclass(frozen=True, slots=True)
class Proposal:
    """What a pull request is to say, and whom it is to ask.

    `labels` are those a person named, `usual` those to be taken where the repository has them.
    """

    branch: str
    base: str
    title: str
    body: str
    draft: bool = False
    labels: tuple[str, ...] = ()
    usual: tuple[str, ...] = ()
    reviewers: tuple[str, ...] = ()
    assignees: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Route:
    """Where a branch is pushed to: a remote (name or address), a reference, and what is said with it.

    `standing` is the reference under which it can be read ("" when it is not there yet); `leased`
    says that both are one, so that a push can demand what it must hold before.
    """

    remote: str
    reference: str
    standing: str = ""
    options: tuple[str, ...] = ()
    leased: bool = True


class Host(Protocol):
    """GitHub, GitLab, Forgejo. Every method may raise RefactorError in words for people."""

    name: str
    can_ask: bool  # whether there is a token to ask with

    def prepare(self) -> None:
        """See to it that there is a place to push to: a fork, where pushing is not allowed."""

    def route(self, proposal: Proposal, known: PullRequest | None, create: bool) -> Route:
        """How to push the branch of a proposal; `create` when a pull request is to come of it."""

    def find(self, branch: str) -> Sequence[PullRequest]:
        """The pull requests of a branch, the newest first; none where nobody may ask."""

    def open(self, proposal: Proposal, told: str) -> PullRequest:
        """The pull request of a branch that has just been pushed; `told` is what the push said."""

    def update(self, known: PullRequest, title: str, body: str) -> PullRequest:
        """Give a pull request another title and body."""

    def attend(self, known: PullRequest, proposal: Proposal) -> list[str]:
        """Ask for labels, reviewers and assignees; what could not be had comes back as lines."""

    def comments(self, known: PullRequest) -> Sequence[str]:
        """What has been said on a pull request."""

    def comment(self, known: PullRequest, text: str) -> None:
        """Say something on a pull request."""

    def close(self, known: PullRequest, body: str) -> None:
        """Close a pull request, and leave this body in it."""


def reviewers_asked(proposal: Proposal) -> dict[str, list[str]]:
    """The reviewers as people and as teams, in the words of GitHub's and Forgejo's API."""
    names = [r.removeprefix("@") for r in proposal.reviewers]
    asked = {
        "reviewers": [n for n in names if "/" not in n],
        "team_reviewers": [n.rpartition("/")[2] for n in names if "/" in n],
    }
    return {kind: found for kind, found in asked.items() if found}


def one_line(text: str) -> str:
    """The first paragraph as a push option can carry it: without lines, until REST brings the rest."""
    first = text.strip().partition("\n\n")[0]
    return " ".join(re.sub(r"<!--.*?-->", "", first).split())[:1000]
