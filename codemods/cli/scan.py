"""`refactor scan`"""

from __future__ import annotations

from pathlib import Path

import click

from codemods.cli.options import analysis, shared
from codemods.errors import FINDINGS, OK


@click.command("scan")
@shared
@click.option(
    "--pattern",
    "patterns",
    multiple=True,
    metavar="NAME",
    help="Only this pattern (may be repeated).",
)
@click.option(
    "--format", "form", type=click.Choice(["text", "json"]), default="text", help="How to report."
)
@click.option(
    "--verdict",
    type=click.Choice(["safe", "unsafe", "manual"]),
    multiple=True,
    help="Only these verdicts.",
)
@click.option("--exit-zero", is_flag=True, help="Exit with 0 also when something is found.")
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
    debug: bool,
    patterns: tuple[str, ...],
    form: str,
    verdict: tuple[str, ...],
    exit_zero: bool,
) -> None:
    """Find awaits, queries and writes that could be better; change nothing.

    PATHS default to the current directory. The whole project around them is read for facts.
    Exit code: 0 nothing found, 1 findings, 2 wrong use or input, 3 internal error.
    """
    from codemods.reports import json_report, text_report

    found = analysis(paths, patterns, since, config, jobs, no_cache, quiet)
    findings = [f for f in found.findings if not verdict or f.verdict in verdict]
    if form == "json":
        refusals = found.refusals if verbose else None
        click.echo(
            json_report.render(
                str(found.root), len(found.files), found.skipped, findings, (), refusals
            )
        )
    else:
        for line in text_report.lines(findings, found.refusals, verbose):
            click.echo(line)
        if not quiet:
            for line in text_report.summary(findings, len(found.files), found.skipped):
                click.echo(line, err=True)
    ctx.exit(FINDINGS if findings and not exit_zero else OK)
