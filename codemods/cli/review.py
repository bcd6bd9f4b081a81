"""`refactor review`"""

from __future__ import annotations

import signal
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import TYPE_CHECKING

import click

from codemods.cli.carrying import (
    Carriage,
    Telling,
    carry_out,
    ready_repository,
    take_back_a_killed_run,
)
from codemods.cli.delivering import Delivery
from codemods.cli.options import Options, pattern_option, shared
from codemods.cli.workplace import workplace
from codemods.errors import INTERNAL, OK, RefactorError
from codemods.reports import text_report

if TYPE_CHECKING:
    from codemods.pipeline import Analysis
    from codemods.tui.board import Board


@click.command("review")
@shared
@pattern_option("Only this pattern (may be repeated).")
@click.option("--branch", metavar="NAME", help="The branch to make [default: refactor/<pattern>].")
@click.option("--no-git", is_flag=True, help="Only rewrite the files: no branch, no commit.")
@click.option(
    "--allow-dirty", is_flag=True, help="Go on although touched files have uncommitted changes."
)
@click.pass_context
def command(
    ctx: click.Context,
    options: Options,
    patterns: tuple[str, ...],
    branch: str | None,
    no_git: bool,
    allow_dirty: bool,
) -> None:
    """Look at every finding on a full screen, decide, then apply.

    Take, skip or ignore what is found; then what is taken is proved together and committed, as
    `refactor apply` does it. Decisions are kept and offered again the next time. Press ? for the
    keys.
    """
    try:
        from codemods.tui.app import ReviewApp
    except ModuleNotFoundError as error:
        if (error.name or "").partition(".")[0] != "textual":
            raise
        raise RefactorError(
            "`refactor review` needs Textual, which is not installed",
            "Run: pip install 'refactor-assistant[tui]'",
        ) from None
    if not all(s.isatty() for s in (sys.stdin, sys.stdout, sys.stderr)):  # it draws on stderr
        raise RefactorError(
            "`refactor review` needs a terminal",
            "Use `refactor scan`, or `refactor apply --dry-run` to see the changes.",
        )
    from codemods.delivery.decisions import Decisions
    from codemods.project.cache import Cache
    from codemods.tui.board import Board
    from codemods.tui.proofs import proof_of
    from codemods.verify.ignoring import Ignore

    if not no_git:
        take_back_a_killed_run(options.paths)
    found = options.analysis(patterns)
    blocked = {} if no_git else _uncommitted(found, allow_dirty)
    if not found.findings:
        click.echo(text_report.counted((), len(found.files)) + ".", err=True)
        ctx.exit(OK)
    store = Decisions(Cache(found.root, "", not options.no_cache))
    board = Board(found.findings, store, blocked)
    where = "" if no_git else ", committed on a new branch"
    app = ReviewApp(board, proof_of(found), found.root.name, where)
    with _signals_as_they_were():
        go_on = app.run()
    app.proofs.close()
    if app.return_code:  # it has said itself what went wrong
        ctx.exit(INTERNAL)
    if not go_on:
        _say_goodbye(board, options.quiet)
        ctx.exit(OK)
    taken = board.taken()
    ignores = [Ignore(finding, reason) for finding, reason in board.ignored()]
    names = sorted({f.pattern for f in (*taken, *(i.finding for i in ignores))})
    if len(names) > 1:
        branch = branch or "refactor/review"
    delivery = Delivery("pattern", None, None, False, False, None, 0)
    place = ctx.with_resource(workplace(options.paths, False, options.no_cache))
    again = place.again(names, found.root, True, "pattern")
    told = Telling("text", options.verbose, options.quiet, options.color, True)
    wish = branch or f"refactor/{names[0] if names else 'review'}"
    how = Carriage(again, wish, False, no_git, allow_dirty, told, delivery, place)
    code = carry_out(found, taken, ignores, options.jobs or 1, how)
    # What is done need not be offered again; after a failure it is all still there.
    store.update(dict.fromkeys(f.id for f in (*taken, *(i.finding for i in ignores))))
    ctx.exit(code)


def _uncommitted(found: Analysis, allow_dirty: bool) -> Mapping[str, str]:
    """By path, why a file cannot be rewritten now; RefactorError when nothing can be committed."""
    repository = ready_repository(found, [], allow_dirty)
    if allow_dirty or not found.findings:
        return {}
    paths = {p for f in found.findings for p in (f.path, *(e.path for e in f.edits))}
    return {
        path: f"{path} has uncommitted changes: commit them, or use --allow-dirty"
        for path in repository.dirty(sorted(paths))
    }


def _say_goodbye(board: Board, quiet: bool) -> None:
    if quiet:
        return
    told = "Nothing was changed."
    if count := len(board.decided):
        decisions = "1 decision" if count == 1 else f"{count} decisions"
        again = "kept for the next `refactor review`" if board.store.kept else "not kept"
        told += f" {decisions} {again}."
    click.echo(told, err=True)


@contextmanager
def _signals_as_they_were() -> Iterator[None]:
    """The screen has its own way to end; what comes after it ends as before."""
    numbers = [getattr(signal, name, None) for name in ("SIGTERM", "SIGHUP")]
    before = [(n, signal.getsignal(n)) for n in numbers if n is not None]
    try:
        yield
    finally:
        for number, handler in before:
            signal.signal(number, handler)
