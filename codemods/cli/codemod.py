"""What `apply` adds for codemods that others wrote: `--codemod`, and their arguments behind `--`."""

from __future__ import annotations

import shlex
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from codemods.cli.options import Options, progress_bar, revision_files
from codemods.errors import RefactorError

if TYPE_CHECKING:
    from codemods.guests.guest import Guest
    from codemods.pipeline import Analysis

F = TypeVar("F", bound=Callable[..., Any])
_WORDS = "codemods.codemod_words"

_OPTIONS = (
    click.option(
        "--codemod",
        metavar="PLACE",
        help="Run a codemod that others wrote: package.module:Class (LibCST) or bowler:script.py.",
    ),
    click.option(
        "--codemod-arg",
        "codemod_args",
        multiple=True,
        metavar="NAME=VALUE",
        help="An argument for the codemod (may be repeated); so is all that follows `--`.",
    ),
    click.option(
        "--timeout",
        type=click.FloatRange(0, min_open=True),
        metavar="SECONDS",
        help="How long the codemod may take for a file [default: 60].",
    ),
)


class WithWords(click.Command):
    """A command whose words behind `--` belong to the codemod, when one is named."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        if "--" in args:
            at = args.index("--")
            before = args[:at]
            if any(word == "--codemod" or word.startswith("--codemod=") for word in before):
                ctx.meta[_WORDS] = tuple(args[at + 1 :])
                args = before
        return super().parse_args(ctx, args)


def codemod_options(function: F) -> F:
    """The options that name a codemod of somebody else."""
    for option in reversed(_OPTIONS):
        function = option(function)
    return function


def guest_of(
    ctx: click.Context,
    codemod: str | None,
    patterns: Sequence[str],
    arguments: Sequence[str],
    timeout: float | None,
) -> Guest | None:
    """The guest that the options name, None when they name patterns.

    Raises RefactorError for both, UsageError for neither.
    """
    if codemod is None:
        if arguments or timeout is not None:
            raise RefactorError(
                "--codemod-arg and --timeout are for a codemod", "Name it with --codemod PLACE."
            )
        if not patterns:
            raise click.UsageError("Missing option '--pattern' (or '--codemod').", ctx)
        return None
    if patterns:
        raise RefactorError(
            "--pattern and --codemod do not go together", "Run one after the other."
        )
    from codemods.guests.guest import named

    return named(codemod, arguments, ctx.meta.get(_WORDS, ()))


def visit(
    ctx: click.Context,
    guest: Guest,
    paths: tuple[Path, ...],
    options: Options,
    timeout: float | None,
    unstable: bool,
) -> Analysis:
    """What the guest makes of the paths; ends the run when its help was asked for."""
    from codemods.guests.visit import TIMEOUT, HouseRules
    from codemods.guests.workers import HelpAsked
    from codemods.pipeline import Request, invite

    paths = paths or (Path(),)
    only = revision_files(paths, options.since, options.config)
    request = Request(paths, (), options.config, options.jobs or 0, False, only)
    rules = HouseRules(timeout or TIMEOUT, unstable, options.debug)
    try:
        with progress_bar(shown=not options.quiet) as show:
            return invite(request, guest, rules, show)
    except HelpAsked as asked:
        click.echo(str(asked))
        ctx.exit(0)


def typed_again(guest: Guest) -> str:
    """The command line that runs the guest again."""
    words = ["refactor", "apply", "--codemod", guest.typed]
    for name, value in guest.options:
        words += ["--codemod-arg", name if value is None else f"{name}={value}"]
    if guest.words:
        words += ["--", *guest.words]
    return shlex.join(words)
