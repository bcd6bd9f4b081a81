"""`refactor apply`"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from codemods import __version__
from codemods.cli.codemod import WithWords, codemod_options, guest_of, typed_again, visit
from codemods.cli.options import analysis, shared
from codemods.cli.terminal import wants_colour
from codemods.errors import FINDINGS, OK, RefactorError
from codemods.reports import json_report, text_report

if TYPE_CHECKING:
    from codemods.delivery.git import Repository
    from codemods.guests.guest import Guest
    from codemods.model.findings import Finding
    from codemods.model.fixes import Fix
    from codemods.pipeline import Analysis, Rewrite


@click.command("apply", cls=WithWords)
@shared
@click.option(
    "--pattern",
    "patterns",
    multiple=True,
    metavar="NAME",
    help="The pattern to apply (may be repeated).",
)
@codemod_options
@click.option(
    "--dry-run",
    is_flag=True,
    help="Print the diff, write nothing; exit 1 if something would change.",
)
@click.option("--interactive", "-i", is_flag=True, help="Review finding by finding: y n a d q e ?")
@click.option("--unsafe", is_flag=True, help="Take the unsafe findings, too.")
@click.option("--branch", metavar="NAME", help="The branch to make [default: refactor/<pattern>].")
@click.option("--no-git", is_flag=True, help="Only rewrite the files: no branch, no commit.")
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
    codemod: str | None,
    codemod_args: tuple[str, ...],
    timeout: float | None,
    dry_run: bool,
    interactive: bool,
    unsafe: bool,
    branch: str | None,
    no_git: bool,
    allow_dirty: bool,
    form: str,
) -> None:
    """Rewrite what is proved safe, and commit it on a new branch.

    Every rewrite is proved before anything is written: it parses, a second run finds nothing, and
    the functions have the effects they had. Whatever fails leaves files, index and branch as they
    were.

    With --codemod, a codemod that others wrote goes the same way: its new texts parse, and a second
    run changes nothing. What they mean is its author's word.
    """
    guest = guest_of(ctx, codemod, patterns, codemod_args, timeout)
    if interactive and not sys.stdin.isatty():
        raise RefactorError("--interactive needs a terminal", "Use --dry-run to see the changes.")
    if interactive and form != "text":
        raise RefactorError(f"--interactive and --format {form} do not go together")
    if not no_git:
        _take_back_a_killed_run(paths)
    if guest is not None:  # asked for by name: that is the consent that `unsafe` waits for
        found = visit(ctx, guest, paths, since, config, jobs, quiet, timeout, unsafe, debug)
        taken, unsafe = list(found.findings), True
    else:
        found = analysis(paths, patterns, since, config, jobs, no_cache, quiet)
        taken = [
            f
            for f in found.findings
            if f.edits and (f.verdict == "safe" or (unsafe and f.verdict == "unsafe"))
        ]
    from codemods.pipeline import rewrite

    if interactive and taken:
        from codemods.cli.review import review

        if not (no_git or dry_run):  # nobody should answer for nothing
            _repository(found, [e.path for f in taken for e in f.edits], allow_dirty)
        taken = review(found, taken, wants_colour(color))
    result = rewrite(found, taken, jobs or 1)
    if dry_run:
        _dry_run(found, result, form, verbose, quiet, color)
        ctx.exit(FINDINGS if result.changes else OK)
    page = _page(found, result) if form == "markdown" else ""  # while the files are as they were
    name: str | None = None
    commits: list[str] = []
    if result.changes:
        name, commits = _write(found, result, patterns, guest, branch, no_git, allow_dirty)
    _report(found, result, form, page, verbose, quiet, name, commits, unsafe)
    ctx.exit(OK)


def _take_back_a_killed_run(paths: tuple[Path, ...]) -> None:
    from codemods.delivery.git import Repository
    from codemods.project.files import find_root

    try:
        repository = Repository(find_root(paths or (Path(),)))
    except RefactorError:
        return  # said where the repository is needed
    if repository.recover():
        click.echo(
            "An earlier run was interrupted before its commit; it has been taken back.", err=True
        )


def _write(
    found: Analysis,
    result: Rewrite,
    patterns: Sequence[str],
    guest: Guest | None,
    branch: str | None,
    no_git: bool,
    allow_dirty: bool,
) -> tuple[str | None, list[str]]:
    changes = [(c.path, c.before, c.after) for c in result.changes]
    if no_git:
        from codemods.delivery.files import replace_all

        replace_all(found.root, changes)
        return None, []
    repository = _repository(found, [c.path for c in result.changes], allow_dirty)
    if guest is not None:
        from codemods.delivery.guest_message import guest_message

        message = guest_message(result.applied, typed_again(guest), __version__)
    else:
        from codemods.delivery.message import commit_message

        command_line = "refactor apply " + " ".join(f"--pattern {p}" for p in patterns)
        message = commit_message(result.applied, command_line, __version__)
    wish = branch or f"refactor/{guest.name if guest is not None else patterns[0]}"
    name, commit = repository.commit(changes, wish, message)
    return name, [commit]


def _repository(found: Analysis, paths: Sequence[str], allow_dirty: bool) -> Repository:
    """The repository, ready for a commit of the paths; RefactorError when it is not."""
    from codemods.delivery.git import Repository

    repository = Repository(found.root)
    repository.check_ready()
    dirty = repository.dirty(sorted(set(paths)))
    if dirty and not allow_dirty:
        shown = ", ".join(dirty[:3]) + (", ..." if len(dirty) > 3 else "")
        raise RefactorError(
            f"uncommitted changes in files to be rewritten: {shown}",
            "Commit or stash them, or use --allow-dirty.",
        )
    return repository


def _dry_run(
    found: Analysis, result: Rewrite, form: str, verbose: bool, quiet: bool, color: str
) -> None:
    from codemods.cli.preview import preview

    if form == "json":
        click.echo(_json(found, result, verbose, applied=False, branch=None, commits=[]))
    else:
        preview(found, result, form, verbose, quiet, color)


def _page(found: Analysis, result: Rewrite) -> str:
    from codemods.cli.preview import changes_in_markdown

    return changes_in_markdown(found, result)


def _report(
    found: Analysis,
    result: Rewrite,
    form: str,
    page: str,
    verbose: bool,
    quiet: bool,
    branch: str | None,
    commits: list[str],
    unsafe: bool,
) -> None:
    if form == "json":
        click.echo(_json(found, result, verbose, applied=True, branch=branch, commits=commits))
        return
    if page:
        click.echo(page, nl=False)
    else:
        for line in text_report.lines(result.applied, (), verbose):
            click.echo(line)
    if quiet:
        return
    _tell(found, result, verbose)
    if not result.changes:
        click.echo(f"Nothing to change in {_count(len(found.files), 'file')}.", err=True)
    else:
        places, files = _count(len(result.applied), "place"), _count(len(result.changes), "file")
        click.echo(f"Changed {places} in {files}.", err=True)
    left = [f for f in found.findings if f.verdict == "unsafe" and f not in result.applied]
    if left and not unsafe:
        click.echo(f"{len(left)} more with --unsafe.", err=True)
    if branch and commits:
        click.echo(f"Committed {commits[0][:10]} on {branch}.", err=True)
        click.echo(f"To go back: git switch - && git branch -D {branch}", err=True)


def _tell(found: Analysis, result: Rewrite, verbose: bool) -> None:
    for path, reason in found.skipped:
        click.echo(f"skipped {path}: {reason}", err=True)
    for fallen in result.dropped:
        click.echo(f"{fallen.path}:{fallen.span.line}: left alone: {fallen.reason}", err=True)


def _json(
    found: Analysis,
    result: Rewrite,
    verbose: bool,
    applied: bool,
    branch: str | None,
    commits: list[str],
) -> str:
    ids = {f.id for f in result.applied} if applied else set()
    refusals = (*found.refusals, *result.dropped) if verbose else result.dropped
    shown: list[Finding] = list(found.findings)
    fixes: tuple[Fix, ...] = ()
    if not applied:
        from codemods.fixes import written

        fixes = written(found, result.applied)
    return json_report.render(
        str(found.root), len(found.files), found.skipped, shown, ids, refusals, branch, commits,
        fixes,
    )  # fmt: skip


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
