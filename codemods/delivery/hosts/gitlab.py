"""Merge requests on GitLab: opened by the push itself; REST gives them their whole text.

Without a token the push options alone do the work: title, target, draft, labels and people.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any
from urllib.parse import quote

from codemods.delivery.hosts.address import Place
from codemods.delivery.hosts.api import Api, Refusal
from codemods.delivery.hosts.host import Proposal, PullRequest, Route, State, one_line
from codemods.delivery.hosts.tokens import Token
from codemods.delivery.pages import short
from codemods.errors import RefactorError

_REQUEST = re.compile(r"https?://\S+/merge_requests/(\d+)")
_STATES: dict[str, State] = {"opened": "open", "locked": "open", "merged": "merged"}


class GitLab:
    """One project there."""

    name = "GitLab"

    def __init__(self, place: Place, token: Token | None, remote: str) -> None:
        self._api: Api | None = None
        if token is not None:
            # The token of a CI job has a header of its own; the others are all taken as bearers.
            job = token.source == "CI_JOB_TOKEN"
            name, kind = ("JOB-TOKEN", "") if job else ("Authorization", "Bearer ")
            header = {name: f"{kind}{token.secret}"}
            self._api = Api(self.name, place.api, header, token.secret)
        self.can_ask = self._api is not None
        self._at = f"/projects/{quote(place.repository, safe='')}"
        self._remote = remote

    def prepare(self) -> None:
        """Nothing: merge requests come from the project itself."""

    def route(self, proposal: Proposal, known: PullRequest | None, create: bool) -> Route:
        """The branch, with the options from which GitLab makes a merge request."""
        reference = f"refs/heads/{proposal.branch}"
        options: list[str] = []
        if create:
            options = [
                "merge_request.create",
                f"merge_request.target={proposal.base}",
                f"merge_request.title={one_line(_title(proposal))}",
                f"merge_request.description={one_line(short(proposal.body))}",
            ]
            options += (f"merge_request.label={one_line(n)}" for n in proposal.labels)
            people = (a.removeprefix("@") for a in proposal.assignees)
            options += (f"merge_request.assign={one_line(p)}" for p in people)
        return Route(self._remote, reference, reference, tuple(options))

    def find(self, branch: str) -> Sequence[PullRequest]:
        """All merge requests of the branch, the newest first."""
        if self._api is None:
            return ()
        path = f"{self._at}/merge_requests"
        listed = self._api.get(path, source_branch=branch, state="all", per_page=100)
        # One from a fork may have a branch of the same name.
        own = [
            m
            for m in listed
            if m.get("source_branch") == branch
            and m.get("source_project_id") == m.get("target_project_id")
        ]
        return sorted((_read(m) for m in own), key=lambda m: -m.number)

    def open(self, proposal: Proposal, told: str) -> PullRequest:
        """The request that the push made, with its whole text; made by REST if the push made none."""
        found = _REQUEST.search(told)
        if self._api is None:
            return PullRequest(int(found[1]) if found else 0, found[0] if found else "", "open")
        there = [m for m in self.find(proposal.branch) if m.state == "open"]
        if there:
            return self.update(there[0], _title(proposal), proposal.body)
        payload = {
            "source_branch": proposal.branch,
            "target_branch": proposal.base,
            "title": _title(proposal),
            "description": proposal.body,
            "labels": ",".join(proposal.labels),
        }
        return _read(self._api.send("POST", f"{self._at}/merge_requests", payload))

    def update(self, known: PullRequest, title: str, body: str) -> PullRequest:
        """Give the merge request another title and text; a draft stays one."""
        if known.draft and not _is_draft(title):
            title = f"Draft: {title}"
        payload = {"title": title, "description": body}
        return _read(self._asking().send("PUT", self._path(known), payload))

    def close(self, known: PullRequest, body: str) -> None:
        """Close the merge request, and leave this text in it."""
        payload = {"state_event": "close", "description": body}
        self._asking().send("PUT", self._path(known), payload)

    def comments(self, known: PullRequest) -> Sequence[str]:
        """The bodies of the newest notes."""
        listed = self._asking().get(f"{self._path(known)}/notes", per_page=100)
        return [str(n.get("body", "")) for n in listed]

    def comment(self, known: PullRequest, text: str) -> None:
        """Add a note."""
        self._asking().send("POST", f"{self._path(known)}/notes", {"body": text})

    def attend(self, known: PullRequest, proposal: Proposal) -> list[str]:
        """Reviewers: push options know labels and assignees, but not them."""
        names = [r.removeprefix("@") for r in proposal.reviewers]
        if not names:
            return []
        if self._api is None:
            return ["could not ask for a review: that needs a token"]
        complaints: list[str] = []
        ids: list[int] = []
        try:
            for name in names:
                users = self._api.get("/users", username=name)
                ids += [u["id"] for u in users]
                if not users:
                    complaints.append(f"could not ask `{name}` for a review: nobody is called so")
            if ids:
                self._api.send("PUT", self._path(known), {"reviewer_ids": ids})
        except Refusal as error:
            complaints.append(f"could not ask for a review: {error.what}")
        return complaints

    def _path(self, known: PullRequest) -> str:
        return f"{self._at}/merge_requests/{known.number}"

    def _asking(self) -> Api:
        if self._api is None:
            raise RefactorError(
                "there is no token for GitLab", "Set REFACTOR_TOKEN or GITLAB_TOKEN."
            )
        return self._api


def _read(told: dict[str, Any]) -> PullRequest:
    title = str(told.get("title") or "")
    return PullRequest(
        int(told["iid"]),
        str(told["web_url"]),
        _STATES.get(told["state"], "closed"),
        title.removeprefix("Draft: "),
        str(told.get("description") or ""),
        str(told.get("sha") or ""),
        _is_draft(title),
        str(told.get("target_branch") or ""),
    )


def _title(proposal: Proposal) -> str:
    return f"Draft: {proposal.title}" if proposal.draft else proposal.title


def _is_draft(title: str) -> bool:
    return title.lower().startswith(("draft:", "[draft]", "(draft)"))
