"""`refactor report`"""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import click

from codemods import __version__
from codemods.cli.options import Options, pattern_option, shared
from codemods.errors import OK, RefactorError
from codemods.reports import text_report

if TYPE_CHECKING:
    from codemods.pipeline import Analysis

_ENDINGS = {".md": "markdown", ".markdown": "markdown", ".sarif": "sarif", ".json": "json"}


@click.command("report")
@shared
@pattern_option("Only this pattern (may be repeated).")
@click.option(
    "--format",
    "form",
    type=click.Choice(["html", "markdown", "sarif", "json"]),
    default=None,
    help="A page, a document, or data for code scanning and programs [default: what the name of"
    " the output ends with, else html].",
)
@click.option(
    "--output",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Write the report to this file [default: standard output].",
)
@click.pass_context
def command(
    ctx: click.Context,
    options: Options,
    patterns: tuple[str, ...],
    form: str | None,
    output: Path | None,
) -> None:
    """Write an audit: every finding with its proved fix, what is good already, what to do first.

    Nothing of the project is changed. The exit code is 0 whatever is found.
    """
    form = form or _ENDINGS.get(output.suffix.lower() if output else "", "html")
    if output is None and form == "html" and sys.stdout.isatty():
        raise RefactorError(
            "a page is nothing for a terminal",
            "Say where to write it: --output audit.html, or use --format markdown.",
        )
    if output is not None and not output.resolve().parent.is_dir():
        raise RefactorError(f"cannot write {output}: there is no such folder")
    found = options.analysis(patterns)
    report = _render(found, form, patterns, options)
    if output is None:
        click.echo(report, nl=not report.endswith("\n"))
    else:
        _write(output, report)
        if not options.quiet:
            for line in text_report.summary(found.findings, len(found.files), found.skipped):
                click.echo(line, err=True)
            click.echo(f"Wrote {output}.", err=True)
    ctx.exit(OK)


def _render(found: Analysis, form: str, patterns: tuple[str, ...], options: Options) -> str:
    from codemods.pipeline import documentation, pattern_names

    jobs, verbose = options.jobs or 1, options.verbose
    names = patterns or tuple(pattern_names())
    if form == "json":
        from codemods.fixes import proposed
        from codemods.reports import json_report

        return json_report.render(
            str(found.root), len(found.files), found.skipped, found.findings, (),
            found.refusals if verbose else None, fixes=proposed(found, found.findings, jobs),
        )  # fmt: skip
    if form == "sarif":
        from codemods.fixes import proposed
        from codemods.reports import sarif_report

        rules = {name: documentation(name) for name in names}
        fixes = proposed(found, found.findings, jobs)
        silenced = found.silenced if verbose else ()
        return sarif_report.render(found.root, __version__, rules, fixes, found.skipped, silenced)
    from codemods.survey import survey

    wanted = _files(found, options.paths, options.since)
    audit = survey(found, found.findings, names, wanted, _today(), jobs)
    if form == "markdown":
        from codemods.reports import audit_report

        return audit_report.render(audit)
    from codemods.reports import html_report

    return html_report.render(audit)


def _files(found: Analysis, paths: tuple[Path, ...], since: str | None) -> frozenset[str] | None:
    """The files that the report speaks of; None for all."""
    prefixes = [path.resolve().relative_to(found.root).as_posix() for path in paths] or ["."]
    if since:
        from codemods.delivery.git import Repository

        changed = Repository(found.root).changed_since(since)
    elif "." in prefixes:
        return None
    return frozenset(
        file.path
        for file in found.files
        if any(p == "." or file.path == p or file.path.startswith(f"{p}/") for p in prefixes)
        and (not since or file.path in changed)
    )


def _today() -> str:
    """The date in UTC; the environment may set it, for reports that are made again alike."""
    told = os.environ.get("SOURCE_DATE_EPOCH", "")
    seconds = int(told) if told.isdigit() else time.time()
    return time.strftime("%Y-%m-%d", time.gmtime(seconds))


def _write(output: Path, report: str) -> None:
    try:
        output.write_text(report, "utf-8", "surrogateescape")
    except OSError as error:
        raise RefactorError(f"cannot write {output}: {error.strerror}") from None
