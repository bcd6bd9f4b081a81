"""One branch, one pull request: opened the first time, brought up to date ever after.

The name of the branch is the identity. Everything else is asked of the remote and of the host, so
a run that broke off anywhere is carried on by the next one, on whichever machine.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from codemods.delivery import branches, pages
from codemods.delivery.command import Git
from codemods.delivery.hosts.host import Host, Proposal, PullRequest
from codemods.delivery.remote import Remote
from codemods.errors import RefactorError

Action = Literal["opened", "updated", "unchanged", "closed", "left", "foreign", "waits"]
DONE = "done"  # the plan of a pull request that this tool closed itself
_FOREIGN = "<!-- refactor:foreign -->"


@dataclass(frozen=True, slots=True)
class Delivered:
    """What became of a branch, and what else there is to say."""

    action: Action
    branch: str
    request: PullRequest | None = None
    remarks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Desk:
    """The places that a delivery works with."""

    git: Git
    remote: Remote
    host: Host
    take_over: bool = False


def standing(desk: Desk, branch: str) -> PullRequest | None:
    """The pull request of a branch that counts: the open one, else the newest."""
    found = desk.host.find(branch)
    return next((p for p in found if p.state == "open"), found[0] if found else None)


def is_declined(known: PullRequest | None, plan: str) -> bool:
    """Whether a person has closed a pull request for just these findings."""
    if known is None or known.state != "closed":
        return False
    mark = pages.marker(known.body)
    return mark is not None and mark.plan == plan


def deliver(
    desk: Desk, proposal: Proposal, base: str, tip: str, known: PullRequest | None
) -> Delivered:
    """Push the branch as it is at the tip, and open its pull request or bring it up to date.

    `base` is the commit that the branch was built on. What others have committed on the branch is
    never pushed over, unless the desk says so.
    """
    host, remote = desk.host, desk.remote
    opened = known if known is not None and known.state == "open" else None
    if opened is not None and opened.base not in ("", proposal.base):
        raise RefactorError(
            f"{opened.url} goes into `{opened.base}`, not into `{proposal.base}`",
            "Close it, or have it with --base.",
        )
    remarks: tuple[str, ...] = ()
    if proposal.draft and opened is not None and not opened.draft:
        remarks = ("it would be a draft now: the host leaves that to people",)
    proposal = _kept_up(proposal, opened)
    route = host.route(proposal, opened, create=opened is None)
    there = remote.fetch(route.standing, route.remote) if route.standing else ""
    moves = there != tip and not branches.is_same(desk.git, base, there, tip)
    others = _others(desk, base, there, known) if moves else []
    if others and not desk.take_over:
        return _foreign(desk, proposal.branch, opened, others)
    # Where nobody may ask for requests, the branch itself tells which findings have had theirs.
    had = not host.can_ask and bool(there) and _plan(desk, base, there) == _plan(desk, base, tip)
    if had:
        route = host.route(proposal, opened, create=False)
    said = ""
    if moves:
        said = remote.push(route, tip, there)
    if had:
        return Delivered("updated" if moves else "unchanged", proposal.branch)
    if opened is None:
        request = host.open(proposal, said)
        return Delivered("opened", proposal.branch, request, tuple(host.attend(request, proposal)))
    if (opened.title, _normal(opened.body)) == (proposal.title, _normal(proposal.body)):
        action: Action = "updated" if moves else "unchanged"
        return Delivered(action, proposal.branch, opened, remarks)
    request = host.update(opened, proposal.title, proposal.body)
    return Delivered("updated", proposal.branch, request, remarks)


def withdraw(desk: Desk, known: PullRequest, base: str, why: str) -> Delivered:
    """Close a pull request that has nothing left to do, unless others work on its branch."""
    mark = pages.marker(known.body)
    if mark is None:
        return Delivered("left", "", known)
    route = desk.host.route(Proposal(mark.id, mark.base, "", ""), known, create=False)
    there = desk.remote.fetch(route.standing, route.remote) if route.standing else ""
    others = _others(desk, base, there, known)
    if others:
        return _foreign(desk, mark.id, known, others)
    desk.host.comment(known, why)
    desk.host.close(known, pages.marked(known.body, replace(mark, plan=DONE)))
    return Delivered("closed", mark.id, known)


def _kept_up(proposal: Proposal, opened: PullRequest | None) -> Proposal:
    """The proposal with what people have written into the open pull request."""
    if opened is None:
        return proposal
    mark = pages.marker(opened.body)
    renamed = mark is None or pages.digest(opened.title) != mark.title
    title = opened.title if renamed and opened.title else proposal.title
    return replace(proposal, title=title, body=pages.renewed(opened.body, proposal.body))


def _others(
    desk: Desk, base: str, there: str, known: PullRequest | None
) -> list[branches.Stranger]:
    """The commits of others on the remote branch; what was merged from it is nobody's any more."""
    if not there:
        return []
    if known is not None and known.state == "merged" and known.head == there:
        return []
    others = branches.strangers(desk.git, base, there)
    if others:  # a clone without its history takes all of it for the branch's
        desk.remote.deepen()
        others = branches.strangers(desk.git, base, there)
    return others


def _foreign(
    desk: Desk, branch: str, opened: PullRequest | None, others: Sequence[branches.Stranger]
) -> Delivered:
    """Leave the branch alone, and say so once where it is talked about."""
    told = tuple(str(o) for o in others[:5])
    if opened is not None and not any(_FOREIGN in c for c in desk.host.comments(opened)):
        names = "\n".join(f"* {o.commit[:10]}" for o in others[:5])
        desk.host.comment(
            opened,
            f"{_FOREIGN}\nThis branch has commits that `refactor` did not make, so it is left "
            f"as it is from here on:\n\n{names}\n\n`refactor pr --take-over` would make it anew.",
        )
    return Delivered("foreign", branch, opened, told)


def _plan(desk: Desk, base: str, tip: str) -> frozenset[str]:
    return branches.findings(desk.git, base, tip)


def _normal(body: str) -> str:
    return body.replace("\r\n", "\n").strip()
