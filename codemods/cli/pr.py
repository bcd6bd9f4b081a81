"""`refactor pr`"""

from __future__ import annotations

import os
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import click

from codemods.cli.options import analysis, shared
from codemods.cli.terminal import write_bytes
from codemods.errors import FINDINGS, OK, RefactorError

if TYPE_CHECKING:
    from codemods.cli.proposals import Draft, Wish
    from codemods.delivery.command import Git
    from codemods.delivery.habits import Habit
    from codemods.delivery.hosts.host import Proposal, PullRequest
    from codemods.delivery.pull_requests import Delivered, Desk
    from codemods.delivery.remote import Remote
    from codemods.pipeline import Analysis

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


@click.command("pr")
@shared
@click.option(
    "--pattern",
    "patterns",
    multiple=True,
    required=True,
    metavar="NAME",
    help="The pattern to apply (may be repeated).",
)
@click.option(
    "--unsafe", is_flag=True, help="Take the unsafe findings, too; the request is a draft."
)
@click.option(
    "--dry-run",
    is_flag=True,
    help="Print title, body and what would be pushed; exit 1 if there is something.",
)
@click.option("--base", metavar="BRANCH", help="Where it goes [default: the remote's own branch].")
@click.option("--remote", "remote_name", default="origin", metavar="NAME", help="Where to push to.")
@click.option(
    "--host",
    "wish_host",
    metavar="KIND[=API]",
    help="github, gitlab, forgejo or gitea [default: $REFACTOR_HOST, else by the remote's address].",
)
@click.option("--token-env", metavar="NAME", help="The environment variable with the token.")
@click.option(
    "--draft/--no-draft", "draft", default=None, help="[default: a draft if anything is unsafe]"
)
@click.option("--label", "labels", multiple=True, metavar="NAME", help="A label to give it.")
@click.option("--create-labels", is_flag=True, help="Make labels that the repository lacks.")
@click.option(
    "--reviewer",
    "reviewers",
    multiple=True,
    metavar="NAME",
    help="Whom to ask: a user, org/team, or `codeowners`.",
)
@click.option("--assignee", "assignees", multiple=True, metavar="NAME", help="Whom to assign.")
@click.option("--template", metavar="NAME", help="The repository's template to fill in.")
@click.option(
    "--max-findings", type=click.IntRange(1), help="The most findings in one pull request."
)
@click.option(
    "--split",
    type=click.Choice(["pattern", "package", "codeowner", "none"]),
    default="pattern",
    help="What gets a pull request of its own [default: pattern].",
)
@click.option(
    "--max-prs",
    type=click.IntRange(1),
    default=5,
    help="The most pull requests to have open at once [default: 5].",
)
@click.option("--branch-prefix", default="refactor/", metavar="TEXT", help="[default: refactor/]")
@click.option("--signoff", is_flag=True, help="Add Signed-off-by to the commits.")
@click.option("--take-over", is_flag=True, help="Push over the commits of others on the branch.")
@click.option("--keep-open", is_flag=True, help="Close nothing when there is nothing left to do.")
@click.pass_context
def command(
    ctx: click.Context,
    paths: tuple[Path, ...],
    since: str | None,
    config: Path | None,
    jobs: int | None,
    no_cache: bool,
    verbose: bool,
    quiet: bool,
    color: str,
    debug: bool,
    patterns: tuple[str, ...],
    unsafe: bool,
    dry_run: bool,
    base: str | None,
    remote_name: str,
    wish_host: str | None,
    token_env: str | None,
    draft: bool | None,
    labels: tuple[str, ...],
    create_labels: bool,
    reviewers: tuple[str, ...],
    assignees: tuple[str, ...],
    template: str | None,
    max_findings: int | None,
    split: str,
    max_prs: int,
    branch_prefix: str,
    signoff: bool,
    take_over: bool,
    keep_open: bool,
) -> None:
    """Rewrite what is proved safe, and open a pull request with it, or bring it up to date.

    Works on the newest commit of the base branch, in a folder of its own: your checkout is not
    touched. The branch is the identity: run it again, and the same pull request is updated.
    """
    from codemods.cli.proposals import Wish, drafts
    from codemods.delivery import branches
    from codemods.delivery.command import Git
    from codemods.delivery.remote import Remote
    from codemods.pipeline import known_pattern
    from codemods.project.files import find_root

    patterns = tuple(dict.fromkeys(known_pattern(name) for name in patterns))
    here = paths or (Path(),)
    git = Git(find_root(here))
    remote = Remote(git, remote_name)
    wish_host = wish_host or os.environ.get("REFACTOR_HOST") or None
    desk, trouble = _desk(git, remote, wish_host, token_env, create_labels, take_over)
    base = base or remote.default_branch()
    start = remote.fetch(f"refs/heads/{base}")
    if not start:
        raise RefactorError(f"`{remote_name}` has no branch `{base}`", "Name another with --base.")
    inside = tuple(_inside(git, path) for path in here)
    told = tuple(p for p in inside if p != ".")
    wish = Wish(patterns, unsafe, split, max_findings, branch_prefix, told, signoff)
    choice = Choice(draft, labels, reviewers, assignees, template, max_prs, take_over, keep_open)
    if config is not None:
        config = config.resolve()
    if not dry_run:
        branches.email(git, "AUTHOR")
        branches.email(git, "COMMITTER")
    with branches.checkout(git, start) as tree:
        there = tuple(_mapped(tree, path, base) for path in inside)

        def look(pattern: str) -> Analysis:
            return analysis(there, (pattern,), since, config, jobs, no_cache, quiet)

        made = list(drafts(tree, wish, look))
        run = _Run(git, remote, desk, trouble, tree, base, start, wish, choice)
        if dry_run:
            ctx.exit(run.preview(made, verbose))
        whole = not told and since is None
        code = run.deliver(made, whole)
    ctx.exit(code)


def hand_over(ctx: click.Context, **told: object) -> NoReturn:
    """Go on as `refactor pr` would, with those options of another command that both have."""
    odd = [name for name, value in told.items() if value not in (None, False, "text")]
    if odd:
        name = {"form": "format"}.get(odd[0], odd[0]).replace("_", "-")
        raise RefactorError(f"--pr and --{name} do not go together", "See refactor pr --help.")
    known = {p.name for p in command.params}
    ctx.exit(ctx.invoke(command, **{k: v for k, v in ctx.params.items() if k in known}))


def _desk(
    git: Git,
    remote: Remote,
    wish: str | None,
    token_env: str | None,
    create_labels: bool,
    take_over: bool,
) -> tuple[Desk | None, RefactorError | None]:
    """Where to hand over, or why that cannot be: the work is done all the same, and kept."""
    from codemods.delivery.hosts.opening import NoToken, host_of
    from codemods.delivery.pull_requests import Desk

    try:
        return Desk(git, remote, host_of(remote, wish, token_env, create_labels), take_over), None
    except NoToken as error:
        return None, error


def _inside(git: Git, path: Path) -> str:
    resolved = path.resolve()
    if not resolved.is_relative_to(git.top):
        raise RefactorError(f"{path} is outside the repository")
    return resolved.relative_to(git.top).as_posix()


def _mapped(tree: Path, path: str, base: str) -> Path:
    if not (tree / path).exists():
        raise RefactorError(f"{path} is not on `{base}`", "Push it first, or name another --base.")
    return tree / path


@dataclass(frozen=True, slots=True)
class _Run:
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

    def preview(self, made: list[Draft], verbose: bool) -> int:
        """Print what there would be."""
        from codemods.delivery.diff import unified

        if not made:
            click.echo("Nothing to do: nothing was found that can be rewritten.", err=True)
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
            click.echo("Nothing to do: nothing was found that can be rewritten.", err=True)
        known, trouble = self._known(made)
        free = self.choice.most - sum(p is not None and p.state == "open" for p in known)
        for draft, request in zip(made, known, strict=True):
            new = request is None or request.state != "open"
            done = self._one(draft, request, trouble, free > 0 or not new)
            free -= done.action == "opened"
            results.append(done)
            _tell(done)
        if whole and self.desk is not None and self.desk.host.can_ask:
            for done in self._withdrawn(self.desk, {d.branch for d in made}):
                results.append(done)
                _tell(done)
        return FINDINGS if any(d.action == "foreign" for d in results) else OK

    def _known(self, made: list[Draft]) -> tuple[list[PullRequest | None], RefactorError | None]:
        from codemods.delivery.pull_requests import standing

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
        from codemods.cli.proposals import committed
        from codemods.delivery import branches
        from codemods.delivery.pull_requests import Delivered, deliver, is_declined

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
        from codemods.delivery.pages import marker
        from codemods.delivery.pull_requests import standing, withdraw

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
                    click.echo(f"{known.url} has nothing left to do.", err=True)
                    continue
                why = "Nothing of this is left to do, so this is closed."
                closed.append(withdraw(desk, known, self.start, why))
        return closed

    def _habit(self) -> Habit:
        from codemods.delivery import branches
        from codemods.delivery.habits import habit

        return habit(branches.subjects(self.git, self.start))

    def _proposal(self, draft: Draft) -> Proposal:
        from codemods.cli.proposals import USUAL_LABELS, proposal
        from codemods.delivery.pages import template

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
        from codemods.delivery.owners import Owners

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


def _kept(error: RefactorError, branch: str) -> RefactorError:
    told = f"`{branch}` and its commits are kept: run again to carry on."
    advice = error.advice.removesuffix("Run again to carry on.").strip()
    return RefactorError(error.what, f"{advice} {told}".strip())


def _tell(done: Delivered) -> None:
    where = done.request.url if done.request is not None else ""
    if where:
        click.echo(where)
    click.echo(f"{_TELLS[done.action]}: {done.branch}", err=True)
    for remark in done.remarks:
        click.echo(f"  {remark}", err=True)
    if done.action == "foreign":
        click.echo("  --take-over makes the branch anew, without them.", err=True)


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
