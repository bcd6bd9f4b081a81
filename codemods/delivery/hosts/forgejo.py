"""Pull requests on Forgejo and Gitea: a push to `refs/for/<base>` opens and moves them.

The topic of the push is the name of the branch, and the same topic is the same pull request. Nobody
needs the right to push a branch for it. REST, where there is a token, gives the whole text.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from codemods.delivery.hosts.address import Place
from codemods.delivery.hosts.api import Api, Refusal
from codemods.delivery.hosts.host import (
    Proposal,
    PullRequest,
    Route,
    State,
    one_line,
    reviewers_asked,
)
from codemods.delivery.hosts.tokens import Token
from codemods.delivery.pages import marker, short
from codemods.errors import RefactorError

_REQUEST = re.compile(r"https?://\S+/pulls/(\d+)")
_PAGE, _PAGES = 50, 20


class Forgejo:
    """One repository there."""

    name = "Forgejo"

    def __init__(self, place: Place, token: Token | None, remote: str) -> None:
        self._api: Api | None = None
        if token is not None:
            header = {"Authorization": f"token {token.secret}"}
            self._api = Api(self.name, place.api, header, token.secret)
        self.can_ask = self._api is not None
        self._at = f"/repos/{place.repository}"
        self._remote = remote

    def prepare(self) -> None:
        """Nothing: a pull request by push needs no right to push a branch, so no fork."""

    def route(self, proposal: Proposal, known: PullRequest | None, create: bool) -> Route:
        """The reference that makes a pull request; only one that was looked at is overwritten."""
        options = [f"topic={proposal.branch}"]
        standing = ""
        if known is not None:
            standing = f"refs/pull/{known.number}/head"
            options.append("force-push=true")
        else:
            options.append(f"title={one_line(_title(proposal))}")
            options.append(f"description={one_line(short(proposal.body))}")
        reference = f"refs/for/{proposal.base}"
        return Route(self._remote, reference, standing, tuple(options), leased=False)

    def find(self, branch: str) -> Sequence[PullRequest]:
        """The pull requests of the topic, the newest first, told by this tool's marker or by name."""
        if self._api is None:
            return ()
        found: list[PullRequest] = []
        for page in range(1, _PAGES + 1):
            listed = self._api.get(
                f"{self._at}/pulls", state="all", sort="recentupdate", limit=_PAGE, page=page
            )
            for told in listed:
                request = _read(told)
                mark = marker(request.body)
                if (mark is not None and mark.id == branch) or str(
                    told["head"].get("ref", "")
                ).endswith(f"/{branch}"):
                    found.append(request)
            if len(listed) < _PAGE:
                break
        return sorted(found, key=lambda p: -p.number)

    def open(self, proposal: Proposal, told: str) -> PullRequest:
        """The pull request that the push made, with its whole text."""
        found = _REQUEST.search(told)
        if self._api is None:
            return PullRequest(int(found[1]) if found else 0, found[0] if found else "", "open")
        if found is not None:
            made = _read(self._api.get(f"{self._at}/pulls/{found[1]}"))
        else:
            there = [p for p in self.find(proposal.branch) if p.state == "open"]
            if not there:
                raise RefactorError(
                    f"{self.name} took the push, and shows no pull request for it",
                    "Does it have pull requests by push (AGit) switched on?",
                )
            made = there[0]
        return self.update(made, _title(proposal), proposal.body)

    def update(self, known: PullRequest, title: str, body: str) -> PullRequest:
        """Give the pull request another title and text; a draft stays one."""
        if known.draft and not _is_draft(title):
            title = f"WIP: {title}"
        payload = {"title": title, "body": body}
        return _read(self._asking().send("PATCH", f"{self._at}/pulls/{known.number}", payload))

    def close(self, known: PullRequest, body: str) -> None:
        """Close the pull request, and leave this text in it."""
        payload = {"state": "closed", "body": body}
        self._asking().send("PATCH", f"{self._at}/pulls/{known.number}", payload)

    def comments(self, known: PullRequest) -> Sequence[str]:
        """The bodies of the comments."""
        listed = self._asking().get(f"{self._at}/issues/{known.number}/comments")
        return [str(c.get("body", "")) for c in listed or ()]

    def comment(self, known: PullRequest, text: str) -> None:
        """Add a comment."""
        path = f"{self._at}/issues/{known.number}/comments"
        self._asking().send("POST", path, {"body": text})

    def attend(self, known: PullRequest, proposal: Proposal) -> list[str]:
        """Labels that the repository has, reviewers and assignees; complaints come back as lines."""
        if self._api is None:
            wishes_made = (*proposal.labels, *proposal.reviewers, *proposal.assignees)
            return ["labels, reviewers and assignees need a token"] if wishes_made else []
        issue = f"{self._at}/issues/{known.number}"
        names = dict.fromkeys((*proposal.labels, *proposal.usual))
        listed = self._api.get(f"{self._at}/labels", limit=_PAGE) if names else []
        ids = {label["name"]: label["id"] for label in listed}
        missing = (n for n in proposal.labels if n not in ids)
        complaints = [f"the repository has no label `{n}`" for n in missing]
        labels = [ids[n] for n in names if n in ids]
        assignees = [a.removeprefix("@") for a in proposal.assignees]
        reviews = f"{self._at}/pulls/{known.number}/requested_reviewers"
        asked: dict[str, Any] = {**reviewers_asked(proposal)}
        wishes: list[tuple[str, str, str, dict[str, Any], bool]] = [
            ("label", "POST", f"{issue}/labels", {"labels": labels}, bool(labels)),
            ("ask for a review", "POST", reviews, asked, bool(asked)),
            ("assign", "PATCH", issue, {"assignees": assignees}, bool(assignees)),
        ]
        for what, method, path, payload, wanted in wishes:
            try:
                if wanted:
                    self._api.send(method, path, payload)
            except Refusal as error:
                complaints.append(f"could not {what}: {error.what}")
        return complaints

    def _asking(self) -> Api:
        if self._api is None:
            raise RefactorError(
                "there is no token for this host", "Set REFACTOR_TOKEN or FORGEJO_TOKEN."
            )
        return self._api


def _read(told: dict[str, Any]) -> PullRequest:
    state: State = "open" if told["state"] == "open" else "closed"
    if told.get("merged"):
        state = "merged"
    title = str(told.get("title") or "")
    return PullRequest(
        int(told["number"]),
        str(told["html_url"]),
        state,
        title.removeprefix("WIP: "),
        str(told.get("body") or ""),
        str(told["head"]["sha"]),
        _is_draft(title),
        str((told.get("base") or {}).get("ref") or ""),
    )


def _title(proposal: Proposal) -> str:
    return f"WIP: {proposal.title}" if proposal.draft else proposal.title


def _is_draft(title: str) -> bool:
    return title.startswith(("WIP:", "[WIP]"))
