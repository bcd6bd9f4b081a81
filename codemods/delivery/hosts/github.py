"""Pull requests on GitHub and GitHub Enterprise, by REST."""

from __future__ import annotations

import time
from collections.abc import Sequence
from typing import Any
from urllib.parse import quote

from codemods.delivery.hosts.address import Place, split
from codemods.delivery.hosts.api import Api, Refusal
from codemods.delivery.hosts.host import Proposal, PullRequest, Route, State, reviewers_asked
from codemods.delivery.hosts.tokens import Token
from codemods.errors import RefactorError

_PAGE = 100
_FORK_PATIENCE = 60.0


class GitHub:
    """One repository there; pull requests come from a fork where the token may not push."""

    name = "GitHub"
    can_ask = True

    def __init__(
        self, place: Place, token: Token, remote: str, address: str, create_labels: bool = False
    ) -> None:
        headers = {
            "Accept": "application/vnd.github+json",
            "X-GitHub-Api-Version": "2022-11-28",
            "Authorization": f"Bearer {token.secret}",
        }
        self._api = Api(self.name, place.api, headers, token.secret)
        self._at = f"/repos/{place.repository}"
        self._owner = place.owner
        self._remote = remote
        self._address = address
        self._create_labels = create_labels
        self._fork: dict[str, Any] | None = None

    # -- where to push --------------------------------------------------------------------------

    def prepare(self) -> None:
        """Fork the repository where the token may not push to it; the fork may be there already."""
        may = self._api.get(self._at).get("permissions") or {}
        # The token of an app or a workflow is nobody's: it is told that it may not even read.
        if may.get("push", True) or not may.get("pull", False):
            return
        fork = self._api.send("POST", f"{self._at}/forks", {"default_branch_only": True})
        ends = time.monotonic() + _FORK_PATIENCE
        while True:  # a fork is made in the background
            try:
                self._fork = self._api.get(f"/repos/{fork['full_name']}")
                return
            except Refusal as error:
                if error.status != 404 or time.monotonic() > ends:
                    raise
            time.sleep(1)

    def route(self, proposal: Proposal, known: PullRequest | None, create: bool) -> Route:
        """The branch itself, in the repository or in the fork of it."""
        remote = self._remote
        if self._fork is not None:
            by_ssh = split(self._address)[0] and not self._address.startswith("http")
            remote = str(self._fork["ssh_url" if by_ssh else "clone_url"])
        reference = f"refs/heads/{proposal.branch}"
        return Route(remote, reference, reference)

    def _head(self, branch: str) -> str:
        owner = self._fork["owner"]["login"] if self._fork else self._owner
        return f"{owner}:{branch}"

    # -- pull requests --------------------------------------------------------------------------

    def find(self, branch: str) -> Sequence[PullRequest]:
        """All pull requests of the branch, open and closed, the newest first."""
        head = self._head(branch)
        listed = self._api.get(f"{self._at}/pulls", head=head, state="all", per_page=_PAGE)
        # A server that ignores the filter must not make us write to another pull request.
        own = [p for p in listed if str(p["head"].get("label", "")).lower() == head.lower()]
        return sorted((_read(p) for p in own), key=lambda p: -p.number)

    def open(self, proposal: Proposal, told: str) -> PullRequest:
        """Open the pull request of the branch; one that is there already is taken."""
        payload: dict[str, Any] = {
            "title": proposal.title,
            "body": proposal.body,
            "head": self._head(proposal.branch),
            "base": proposal.base,
            "draft": proposal.draft,
        }
        if self._fork is not None:
            payload["maintainer_can_modify"] = True
        try:
            return _read(self._api.send("POST", f"{self._at}/pulls", payload))
        except Refusal as error:
            if error.status != 422:
                raise
            said = error.said.lower()
            if "already exists" in said:
                there = [p for p in self.find(proposal.branch) if p.state == "open"]
                if there:
                    return self.update(there[0], proposal.title, proposal.body)
            if "draft" in said and proposal.draft:
                raise RefactorError(
                    "GitHub offers no draft pull requests in this repository",
                    "Use --no-draft to open an ordinary one.",
                ) from None
            raise

    def update(self, known: PullRequest, title: str, body: str) -> PullRequest:
        """Give the pull request another title and body; its state stays what people made of it."""
        payload = {"title": title, "body": body}
        return _read(self._api.send("PATCH", f"{self._at}/pulls/{known.number}", payload))

    def close(self, known: PullRequest, body: str) -> None:
        """Close the pull request, and leave this body in it."""
        payload = {"state": "closed", "body": body}
        self._api.send("PATCH", f"{self._at}/pulls/{known.number}", payload)

    def comments(self, known: PullRequest) -> Sequence[str]:
        """The bodies of the comments."""
        told: list[str] = []
        path = f"{self._at}/issues/{known.number}/comments"
        for page in range(1, 11):
            listed = self._api.get(path, per_page=_PAGE, page=page)
            told += (str(c.get("body", "")) for c in listed)
            if len(listed) < _PAGE:
                break
        return told

    def comment(self, known: PullRequest, text: str) -> None:
        """Add a comment."""
        self._api.send("POST", f"{self._at}/issues/{known.number}/comments", {"body": text})

    # -- people and labels ----------------------------------------------------------------------

    def attend(self, known: PullRequest, proposal: Proposal) -> list[str]:
        """Labels that the repository has, reviewers and assignees; complaints come back as lines."""
        issue = f"{self._at}/issues/{known.number}"
        complaints: list[str] = []
        labels = [n for n in proposal.usual if n not in proposal.labels and self._has_label(n)]
        for label in proposal.labels:
            if self._create_labels or self._has_label(label):
                labels.append(label)  # GitHub makes the label where there is none
            else:
                complaints.append(f"the repository has no label `{label}` (--create-labels)")
        reviews = f"{self._at}/pulls/{known.number}/requested_reviewers"
        assignees = [a.removeprefix("@") for a in proposal.assignees]
        wishes: list[tuple[str, str, dict[str, Any], bool]] = [
            ("label", f"{issue}/labels", {"labels": labels}, bool(labels)),
            ("ask for a review", reviews, {**reviewers_asked(proposal)}, bool(proposal.reviewers)),
            ("assign", f"{issue}/assignees", {"assignees": assignees}, bool(assignees)),
        ]
        for what, path, payload, wanted in wishes:
            try:
                if wanted:
                    self._api.send("POST", path, payload)
            except Refusal as error:
                complaints.append(f"could not {what}: {error.what}")
        return complaints

    def _has_label(self, label: str) -> bool:
        try:
            self._api.get(f"{self._at}/labels/{quote(label, safe='')}")
        except Refusal as error:
            if error.status == 404:
                return False
            raise
        return True


def _read(told: dict[str, Any]) -> PullRequest:
    state: State = "open" if told["state"] == "open" else "closed"
    if told.get("merged_at"):
        state = "merged"
    return PullRequest(
        int(told["number"]),
        str(told["html_url"]),
        state,
        str(told.get("title") or ""),
        str(told.get("body") or ""),
        str(told["head"]["sha"]),
        bool(told.get("draft")),
        str(told["base"]["ref"]),
    )
