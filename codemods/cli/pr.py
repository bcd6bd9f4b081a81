"""`refactor pr`"""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import click

from codemods.cli.codemod import WithWords, codemod_options, guest_of, typed_again, visit
from codemods.cli.options import Options, pattern_option, shared
from codemods.errors import RefactorError

if TYPE_CHECKING:
    from codemods.delivery.command import Git
    from codemods.delivery.pull_requests import Desk
    from codemods.delivery.remote import Remote
    from codemods.pipeline import Analysis


@click.command("pr", cls=WithWords)
@shared
@codemod_options
@pattern_option("The pattern to apply (may be repeated).")
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
    options: Options,
    codemod: str | None,
    codemod_args: tuple[str, ...],
    timeout: float | None,
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
    from codemods.cli.proposing import Choice, Run
    from codemods.delivery import branches
    from codemods.delivery.command import Git
    from codemods.delivery.remote import Remote
    from codemods.pipeline import known_pattern
    from codemods.project.files import find_root

    guest = guest_of(ctx, codemod, patterns, codemod_args, timeout)
    if guest is not None:
        patterns = (guest.name,)
    else:
        patterns = tuple(dict.fromkeys(known_pattern(name) for name in patterns))
    here = options.paths or (Path(),)
    try:
        git = Git(find_root([p for p in here if p.exists()] or [Path()]))
    except RefactorError as error:
        advice = "A pull request needs git, and a repository with a remote."
        raise RefactorError(error.what, advice) from None
    remote = Remote(git, remote_name)
    wish_host = wish_host or os.environ.get("REFACTOR_HOST") or None
    desk, trouble = _desk(git, remote, wish_host, token_env, create_labels, take_over)
    base = base or remote.default_branch()
    start = remote.fetch(f"refs/heads/{base}")
    if not start:
        raise RefactorError(f"`{remote_name}` has no branch `{base}`", "Name another with --base.")
    inside = tuple(_inside(git, path) for path in here)
    told = tuple(p for p in inside if p != ".")
    # To name a codemod is to consent to what it does.
    wish = Wish(
        patterns, unsafe or guest is not None, split, max_findings, branch_prefix, told, signoff,
        typed_again(guest) if guest is not None else "",
    )  # fmt: skip
    choice = Choice(
        draft, labels, reviewers, assignees, template, max_prs, take_over, keep_open, options.quiet
    )
    if options.config is not None:
        options = replace(options, config=options.config.resolve())
    if not dry_run:
        branches.email(git, "AUTHOR")
        branches.email(git, "COMMITTER")
    with branches.checkout(git, start) as tree:
        there = tuple(_mapped(tree, path, base) for path in inside)

        def look(pattern: str) -> Analysis:
            if guest is not None:
                return visit(ctx, guest, there, options, timeout, unsafe)
            return options.analysis((pattern,), there)

        made = list(drafts(tree, wish, look))
        run = Run(git, remote, desk, trouble, tree, base, start, wish, choice)
        if dry_run:
            ctx.exit(run.preview(made))
        whole = not told and options.since is None
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
