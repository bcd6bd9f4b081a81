"""`refactor init`"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from codemods import __version__
from codemods.cli.terminal import painted_diff, wants_colour, write_bytes
from codemods.errors import FINDINGS, OK, RefactorError

if TYPE_CHECKING:
    from codemods.delivery.project_setup import Addition


@click.command("init")
@click.argument("folder", default=".", type=click.Path(path_type=Path, file_okay=False))
@click.option(
    "--ci",
    type=click.Choice(["auto", "github", "gitlab", "none"]),
    default="auto",
    help="The CI to write jobs for [default: the one the repository has].",
)
@click.option("--settings/--no-settings", default=True, help="Add [tool.refactor].")
@click.option("--hook/--no-hook", default=True, help="Add a pre-commit hook.")
@click.option("--yes", "-y", is_flag=True, help="Write without asking.")
@click.option("--dry-run", is_flag=True, help="Only show; exit 1 if something would be written.")
@click.option(
    "--color",
    type=click.Choice(["auto", "always", "never"]),
    default="auto",
    help="When to colour the output [default: on a terminal, unless NO_COLOR is set].",
)
@click.option("--debug", is_flag=True, help="Show tracebacks.")
@click.pass_context
def command(
    ctx: click.Context,
    folder: Path,
    ci: str,
    settings: bool,
    hook: bool,
    yes: bool,
    dry_run: bool,
    color: str,
    debug: bool,
) -> None:
    """Put settings, a CI workflow and a pre-commit hook into a project, after showing them."""
    from codemods.delivery.project_setup import Plan, additions, likely_ci, write
    from codemods.pipeline import pattern_names
    from codemods.project.files import find_root

    root = find_root((folder,))
    top, address = _repository(root)
    if ci == "auto":
        ci = likely_ci(top, address)
    plan = Plan(__version__, tuple(pattern_names()), settings, "" if ci == "none" else ci, hook)
    found = additions(root, top, plan)
    files = [a for a in found if a.after is not None]
    for addition in files:
        _show(addition, wants_colour(color))
    for addition in found:
        if addition.advice:
            click.echo(f"{addition.path} is yours: {addition.advice}", err=True)
    if not files:
        click.echo("Nothing to add: it is all there.", err=True)
        ctx.exit(OK)
    if dry_run:
        ctx.exit(FINDINGS)
    if not yes:
        if not sys.stdin.isatty():
            raise RefactorError("nothing was written: nobody is there to ask", "Use --yes.")
        click.confirm("Write this?", abort=True, err=True)
    for addition in files:
        write(root if addition.path == "pyproject.toml" else top, addition)
        click.echo(f"Wrote {addition.path}.", err=True)


def _repository(root: Path) -> tuple[Path, str]:
    """The top of the repository around a project, and the address of its remote; itself without one."""
    from codemods.delivery.command import Git
    from codemods.delivery.remote import Remote

    try:
        git = Git(root)
    except RefactorError:
        return root, ""
    try:
        return git.top, Remote(git, "origin").address
    except RefactorError:
        return git.top, ""


def _show(addition: Addition, coloured: bool) -> None:
    from codemods.delivery.diff import unified

    text = unified(addition.path, addition.before or b"", addition.after or b"")
    write_bytes(painted_diff(text) if coloured else text)
