"""From drafts to pull requests: shown beforehand, or committed, pushed and proposed one by one."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

import click

from codemods.cli.proposals import USUAL_LABELS, Draft, Wish, committed, proposal
from codemods.cli.terminal import write_bytes
from codemods.delivery import branches
from codemods.delivery.command import Git
from codemods.delivery.diff import unified
from codemods.delivery.hosts.host import Proposal, PullRequest
from codemods.delivery.owners import Owners
from codemods.delivery.pages import marker, template
from codemods.delivery.pull_requests import (
    Delivered,
    Desk,
    deliver,
    is_declined,
    standing,
    withdraw,
)
from codemods.delivery.remote import Remote
from codemods.delivery.subject import Habit, habit_of
from codemods.errors import FINDINGS, OK, RefactorError

_TELLS = {
    "opened": "Opened",
    "updated": "Updated",
    "unchanged": "Up to date",
    "closed": "Closed, because nothing is left to do",
    "left": "Left alone: a person has closed it, and the findings are the same",
    "foreign": "Not pushed: the branch has commits that refactor did not make",
    "waits": "Waits: there are as many pull requests as --max-prs allows",
}


@dataclass(frozen=True, slots=True)
class Choice:
    """What a person chose for their pull requests."""

    draft: bool | None
    labels: tuple[str, ...]
    reviewers: tuple[str, ...]
    assignees: tuple[str, ...]
    template: str | None
    most: int
    take_over: bool
    keep_open: bool
    quiet: bool


@dataclass(frozen=True, slots=True)
class Run:
    """One run of the command, once everything is known that it works with."""

    git: Git
    remote: Remote
    desk: Desk | None
    trouble: RefactorError | None
    tree: Path
    base: str
    start: str
    wish: Wish
    choice: Choice

    def preview(self, made: list[Draft]) -> int:
        """Print what there would be."""
        if not made:
            self._say("Nothing to do: nothing was found that can be rewritten.")
            return OK
        for draft in made:
            wanted = self._proposal(draft)
            kind = "draft pull request" if wanted.draft else "pull request"
            click.echo(f"# {wanted.title}\n\n{wanted.body}")
            for step in draft.steps:
                text = "".join(unified(c.path, c.before, c.after) for c in step.changes)
                write_bytes(text)
            files = {c.path for step in draft.steps for c in step.changes}
            click.echo(
                f"Would push {draft.branch} ({_count(len(draft.steps), 'commit')}, "
                f"{_count(len(files), 'file')}) to {self.remote.name}, and open or update "
                f"the {kind} into {self.base}.",
                err=True,
            )
        if self.trouble is not None:
            click.echo(f"But {self.trouble.what}. {self.trouble.advice}", err=True)
        return FINDINGS

    def deliver(self, made: list[Draft], whole: bool) -> int:
        """Commit, push and propose; one line for each branch."""
        results: list[Delivered] = []
        if not made:
            self._say("Nothing to do: nothing was found that can be rewritten.")
        known, trouble = self._known(made)
        free = self.choice.most - sum(p is not None and p.state == "open" for p in known)
        for draft, request in zip(made, known, strict=True):
            new = request is None or request.state != "open"
            done = self._one(draft, request, trouble, free > 0 or not new)
            free -= done.action == "opened"
            results.append(done)
            self._tell(done)
        if whole and self.desk is not None and self.desk.host.can_ask:
            for done in self._withdrawn(self.desk, {d.branch for d in made}):
                results.append(done)
                self._tell(done)
        return FINDINGS if any(d.action == "foreign" for d in results) else OK

    def _known(self, made: list[Draft]) -> tuple[list[PullRequest | None], RefactorError | None]:
        nothing: list[PullRequest | None] = [None] * len(made)
        if self.desk is None or not made:
            return nothing, self.trouble
        try:
            self.desk.host.prepare()
            return [standing(self.desk, d.branch) for d in made], None
        except RefactorError as error:
            return nothing, error

    def _one(
        self, draft: Draft, known: PullRequest | None, trouble: RefactorError | None, room: bool
    ) -> Delivered:
        if is_declined(known, draft.plan):
            return Delivered("left", draft.branch, known)
        if not room:
            return Delivered("waits", draft.branch)
        wanted = self._proposal(draft)
        tip = committed(self.tree, self.start, draft, self._habit(), self.wish)
        mine = branches.resolve(self.git, f"refs/heads/{draft.branch}")
        if branches.is_same(self.git, self.start, mine, tip):
            tip = mine
        take_over = self.choice.take_over
        others = branches.place(self.git, draft.branch, tip, self.start, take_over)
        if others:
            return Delivered("foreign", draft.branch, known, tuple(str(o) for o in others[:5]))
        if trouble is not None or self.desk is None:
            raise _kept(trouble or RefactorError("there is no host"), draft.branch)
        try:
            return deliver(self.desk, wanted, self.start, tip, known)
        except RefactorError as error:
            raise _kept(error, draft.branch) from None

    def _withdrawn(self, desk: Desk, branches_now: set[str]) -> list[Delivered]:
        """Pull requests of runs like this one whose findings are gone."""

        names = self.wish.patterns if self.wish.split != "none" else ("-".join(self.wish.patterns),)
        closed = []
        for name in names:
            own = f"{self.wish.prefix}{name}"
            found = self.remote.tips(f"refs/heads/{own}", f"refs/heads/{own}/*")
            candidates = {own, *(r.removeprefix("refs/heads/") for r in found)} - branches_now
            for branch in sorted(candidates):
                known = standing(desk, branch)
                if known is None or known.state != "open":
                    continue
                mark = marker(known.body)
                if mark is None or mark.id != branch or mark.scope != self.wish.scope(name):
                    continue
                if self.choice.keep_open:
                    self._say(f"{known.url} has nothing left to do.")
                    continue
                why = "Nothing of this is left to do, so this is closed."
                closed.append(withdraw(desk, known, self.start, why))
        return closed

    def _habit(self) -> Habit:
        return habit_of(branches.subjects(self.git, self.start))

    def _proposal(self, draft: Draft) -> Proposal:
        for fallen in (f for step in draft.steps for f in step.dropped):
            self._say(f"{fallen.path}:{fallen.span.line}: left alone: {fallen.reason}")
        text = template(self.tree, self.choice.template)
        wanted = proposal(draft, self.base, self._habit(), self.wish, text, self.choice.draft)
        return replace(
            wanted,
            labels=self.choice.labels,
            usual=() if self.choice.labels else USUAL_LABELS,
            reviewers=self._reviewers(draft),
            assignees=self.choice.assignees,
        )

    def _reviewers(self, draft: Draft) -> tuple[str, ...]:
        """The reviewers named, with the owners of what is changed where these are asked for."""

        found: list[str] = []
        for name in self.choice.reviewers:
            if name != "codeowners":
                found.append(name)
                continue
            owners = Owners.of(self.tree)
            for step, seen in zip(draft.steps, draft.analyses, strict=True):
                for change in step.changes:
                    path = (seen.root / change.path).relative_to(self.tree).as_posix()
                    found += (o[1:] for o in owners.of_file(path) if o.startswith("@"))
        return tuple(dict.fromkeys(found))

    def _tell(self, done: Delivered) -> None:
        if done.request is not None and done.request.url:
            click.echo(done.request.url)
        self._say(f"{_TELLS[done.action]}: {done.branch}")
        for remark in done.remarks:
            self._say(f"  {remark}")
        if done.action == "foreign":
            self._say("  --take-over makes the branch anew, without them.")

    def _say(self, line: str) -> None:
        if not self.choice.quiet:
            click.echo(line, err=True)


def _kept(error: RefactorError, branch: str) -> RefactorError:
    told = f"`{branch}` and its commits are kept: run again to carry on."
    advice = error.advice.removesuffix("Run again to carry on.").strip()
    return RefactorError(error.what, f"{advice} {told}".strip())


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
