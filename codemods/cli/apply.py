"""`refactor apply`"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from codemods.cli.carrying import (
    Carriage,
    Telling,
    carry_out,
    ready_repository,
    take_back_a_killed_run,
)
from codemods.cli.codemod import WithWords, codemod_options, guest_of, typed_again, visit
from codemods.cli.delivering import Delivery, delivering
from codemods.cli.options import Options, pattern_option, shared
from codemods.cli.terminal import wants_colour
from codemods.cli.workplace import workplace
from codemods.errors import RefactorError

if TYPE_CHECKING:
    from codemods.model.findings import Finding
    from codemods.pipeline import Analysis
    from codemods.verify.ignoring import Ignore


@click.command("apply", cls=WithWords)
@shared
@pattern_option("The pattern to apply (may be repeated).")
@codemod_options
@click.option(
    "--dry-run",
    is_flag=True,
    help="Print the diff, write nothing; exit 1 if something would change.",
)
@click.option(
    "--interactive", "-i", is_flag=True, help="Review finding by finding, as `git add -p` does."
)
@click.option("--unsafe", is_flag=True, help="Take the unsafe findings, too.")
@click.option("--branch", metavar="NAME", help="The branch to make [default: refactor/<pattern>].")
@click.option("--pr", is_flag=True, help="Hand over to `refactor pr`: push, and propose it.")
@click.option("--no-git", is_flag=True, help="Only rewrite the files: no branch, no commit.")
@delivering
@click.option(
    "--allow-dirty", is_flag=True, help="Go on although touched files have uncommitted changes."
)
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "markdown"]),
    default="text",
    help="How to report.",
)
@click.pass_context
def command(
    ctx: click.Context,
    options: Options,
    patterns: tuple[str, ...],
    codemod: str | None,
    codemod_args: tuple[str, ...],
    timeout: float | None,
    dry_run: bool,
    interactive: bool,
    unsafe: bool,
    branch: str | None,
    pr: bool,
    no_git: bool,
    allow_dirty: bool,
    form: str,
    delivery: Delivery,
) -> None:
    """Rewrite what is proved safe, and commit it on a new branch.

    Every rewrite is proved before anything is written: it parses, a second run finds nothing, and
    the functions have the effects they had. Whatever fails leaves files, index and branch as they
    were.

    With --codemod, a codemod that others wrote goes the same way: its new texts parse, and a second
    run changes nothing. What they mean is its author's word.
    """
    guest = guest_of(ctx, codemod, patterns, codemod_args, timeout)
    if pr:
        from codemods.cli.pr import hand_over

        hand_over(
            ctx, no_git=no_git, interactive=interactive, branch=branch, form=form,
            message=delivery.message, author=delivery.author, worktree=delivery.worktree,
            verify=delivery.verify,
        )  # fmt: skip
    if interactive and not sys.stdin.isatty():
        raise RefactorError("--interactive needs a terminal", "Use --dry-run to see the changes.")
    if interactive and form != "text":
        raise RefactorError(f"--interactive and --format {form} do not go together")
    delivery.check(no_git)
    if not no_git or delivery.verify:
        take_back_a_killed_run(options.paths)
    place = ctx.with_resource(workplace(options.paths, delivery.worktree, options.no_cache))

    def look() -> tuple[Analysis, list[Finding]]:
        if guest is not None:  # asked for by name: that is the consent that `unsafe` waits for
            run = visit(ctx, guest, place.paths, options, timeout, unsafe)
            return run, list(run.findings)
        run = options.analysis(patterns, place.paths)
        wanted = ("safe", "unsafe") if unsafe else ("safe",)
        return run, [f for f in run.findings if f.edits and f.verdict in wanted]

    found, taken = look()
    ignores: list[Ignore] = []
    if interactive and taken:
        from codemods.cli.interactive import Review

        if not (no_git or dry_run):  # nobody should answer for nothing
            paths_of = {p for f in taken for p in (f.path, *(e.path for e in f.edits))}
            ready_repository(found, sorted(paths_of), allow_dirty)
        keeps_clean = not (no_git or dry_run or allow_dirty)
        chosen = Review(found, taken, wants_colour(options.color), look, keeps_clean).run()
        found, taken, ignores = chosen.found, chosen.taken, chosen.ignores
    if guest is not None:
        again, wish = typed_again(guest), branch or f"refactor/{guest.name}"
    else:
        again = place.again(patterns, found.root, unsafe, delivery.commit_per)
        wish = branch or f"refactor/{patterns[0]}"
    consent = unsafe or guest is not None
    told = Telling(form, options.verbose, options.quiet, options.color, consent)
    how = Carriage(again, wish, dry_run, no_git, allow_dirty, told, delivery, place)
    ctx.exit(carry_out(found, taken, ignores, options.jobs or 1, how))
