"""`refactor scan`"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, get_args

import click

from codemods import __version__
from codemods.cli.options import Options, pattern_option, shared
from codemods.cli.terminal import painted_finding, wants_colour
from codemods.errors import FINDINGS, OK, RefactorError
from codemods.model.findings import Severity
from codemods.reports import text_report

if TYPE_CHECKING:
    from codemods.model.findings import Finding
    from codemods.pipeline import Analysis

SEVERITIES: tuple[str, ...] = get_args(Severity)  # the worst first


@click.command("scan")
@shared
@pattern_option("Only this pattern (may be repeated).")
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "jsonl", "markdown", "sarif", "github", "gitlab"]),
    default="text",
    help="How to report.",
)
@click.option(
    "--verdict",
    type=click.Choice(["safe", "unsafe", "manual"]),
    multiple=True,
    help="Only these verdicts.",
)
@click.option(
    "--severity",
    type=click.Choice(SEVERITIES),
    help="Only findings that are at least this severe.",
)
@click.option(
    "--output", type=click.Path(path_type=Path, dir_okay=False), help="Write the report to a file."
)
@click.option("--exit-zero", is_flag=True, help="Exit with 0 also when something is found.")
@click.pass_context
def command(
    ctx: click.Context,
    options: Options,
    patterns: tuple[str, ...],
    form: str,
    verdict: tuple[str, ...],
    severity: str | None,
    output: Path | None,
    exit_zero: bool,
) -> None:
    """Find awaits, queries and writes that could be better; change nothing.

    PATHS default to the current directory. The whole project around them is read for facts.
    Exit code: 0 nothing found, 1 findings, 2 wrong use or input, 3 internal error.
    """
    found = options.analysis(patterns)
    enough = SEVERITIES[: SEVERITIES.index(severity) + 1] if severity else SEVERITIES
    findings = [
        f for f in found.findings if (not verdict or f.verdict in verdict) and f.severity in enough
    ]
    report = _report(found, findings, form, patterns, options.verbose)
    if output is not None:
        _write(output, report)
    elif form == "text":
        coloured = wants_colour(options.color)
        for line in report.splitlines():
            click.echo(painted_finding(line) if coloured else line, color=coloured)
    else:
        click.echo(report, nl=bool(report) and not report.endswith("\n"))
    if not options.quiet and (form == "text" or output is not None):
        for line in text_report.summary(findings, len(found.files), found.skipped):
            click.echo(line, err=True)
    ctx.exit(FINDINGS if findings and not exit_zero else OK)


def _report(
    found: Analysis,
    findings: Sequence[Finding],
    form: str,
    patterns: Sequence[str],
    verbose: bool,
) -> str:
    root, files = str(found.root), len(found.files)
    if form == "json":
        from codemods.reports import json_report

        refusals = found.refusals if verbose else None
        return json_report.render(root, files, found.skipped, findings, (), refusals)
    if form == "markdown":
        from codemods.reports import markdown_report

        return markdown_report.render(findings, files, found.skipped)
    if form == "sarif":
        from codemods.model.fixes import Fix
        from codemods.pipeline import documentation, pattern_names
        from codemods.reports import sarif_report

        rules = {name: documentation(name) for name in patterns or pattern_names()}
        fixes = [Fix(finding) for finding in findings]
        silenced = found.silenced if verbose else ()
        return sarif_report.render(found.root, __version__, rules, fixes, found.skipped, silenced)
    if form in ("jsonl", "github", "gitlab"):
        from codemods.reports import line_reports

        return line_reports.FORMATS[form](findings)
    lines = text_report.lines(findings, found.refusals, verbose)
    return "".join(f"{line}\n" for line in lines)


def _write(output: Path, report: str) -> None:
    try:
        output.write_text(report, "utf-8", "surrogateescape")
    except OSError as error:
        raise RefactorError(f"cannot write {output}: {error.strerror}") from None
