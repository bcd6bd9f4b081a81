"""What `refactor apply --dry-run` shows."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from codemods.cli.terminal import painted_diff, wants_colour, write_bytes
from codemods.reports.text_report import count

if TYPE_CHECKING:
    from rich.console import Console

    from codemods.model.fixes import Fix
    from codemods.pipeline import Analysis, Rewrite


def preview(
    found: Analysis, result: Rewrite, form: str, verbose: bool, quiet: bool, color: str
) -> None:
    """Show the changes: finding by finding on a terminal, else as a diff that `git apply` takes."""
    if form == "markdown":
        click.echo(changes_in_markdown(found, result), nl=False)
    elif form == "text" and sys.stdout.isatty():
        _on_terminal(found, result, verbose, quiet, color)
    else:
        _as_diff(found, result, quiet, color)


def changes_in_markdown(found: Analysis, result: Rewrite) -> str:
    """The changes of a run as a page; to be made before they are written."""
    from codemods.fixes import written
    from codemods.reports import markdown_report

    return markdown_report.render(
        result.applied, len(found.files), found.skipped, written(found, result.applied)
    )


def console_for(color: str) -> Console:
    """A console on stdout that colours where it is wanted, and writes no escape where it is not."""
    from rich.console import Console

    wanted = wants_colour(color)
    console = Console(color_system="auto" if wanted else None, highlight=False, emoji=False)
    if wanted and console.color_system is None:
        return Console(
            color_system="standard", force_terminal=True, highlight=False, emoji=False,
            no_color=False,
        )  # fmt: skip
    console.no_color = not wanted
    return console


def hints(found: Analysis, result: Rewrite) -> list[str]:
    """What there is besides the changes, and how to go on."""
    told = [f"skipped {path}: {reason}" for path, reason in found.skipped]
    told += [f"{f.path}:{f.span.line}: left alone: {f.reason}" for f in result.dropped]
    applied = {f.id for f in result.applied}
    fallen = {(f.pattern, f.path, f.span) for f in result.dropped}
    more = sum(
        f.verdict == "unsafe"
        and bool(f.edits)
        and f.id not in applied
        and (f.pattern, f.path, f.span) not in fallen
        for f in found.findings
    )
    if more:
        told.append(f"{more} more with --unsafe.")
    return told


def _on_terminal(found: Analysis, result: Rewrite, verbose: bool, quiet: bool, color: str) -> None:
    from codemods.fixes import written
    from codemods.reports import palette, terminal_report

    console = console_for(color)
    fixes: Sequence[Fix] = written(found, result.applied)
    colours = palette.fitting(console.color_system)
    told = [] if quiet else hints(found, result)
    terminal_report.show(console, fixes, told, colours, verbose)


def _as_diff(found: Analysis, result: Rewrite, quiet: bool, color: str) -> None:
    from codemods.delivery.diff import unified

    text = "".join(unified(c.path, c.before, c.after) for c in result.changes)
    write_bytes(painted_diff(text) if wants_colour(color) else text)
    if quiet:
        return
    for hint in hints(found, result):
        click.echo(hint, err=True)
    places, files = count(len(result.applied), "place"), count(len(result.changes), "file")
    click.echo(f"{places} would change in {files}.", err=True)
